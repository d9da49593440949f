//! MSK Connect connectors.

use crate::inventory::schema::Type::{Arn, Enum, Int, Link, List, Text, Version};

crate::kind! {
    /// An MSK Connect connector.
    "connector" as "connector";
    cfn ["AWS::KafkaConnect::Connector"]; tf ["aws_mskconnect_connector"];
    not_judged Some(("state", &["CREATING", "DELETING", "FAILED"]));
    fields {
        /// Life-cycle state; absent in a template.
        state: Enum(&["RUNNING", "CREATING", "UPDATING", "DELETING", "FAILED"]), optional, api "kafkaconnect:ListConnectors";
        /// The version that an update must name; absent in a template.
        current_version: Text, optional, api "kafkaconnect:ListConnectors";
        /// What the workers speak to the cluster (C3).
        encryption_type: Enum(&["PLAINTEXT", "TLS"]), required, api "kafkaconnect:ListConnectors", cfn "KafkaClusterEncryptionInTransit.EncryptionType", tf "kafka_cluster_encryption_in_transit.encryption_type";
        /// How the workers authenticate to the cluster: a connector knows no other way (C4).
        authentication_type: Enum(&["NONE", "IAM"]), required, api "kafkaconnect:ListConnectors", cfn "KafkaClusterClientAuthentication.AuthenticationType", tf "kafka_cluster_client_authentication.authentication_type";
        /// `host:port` pairs of the cluster (C5).
        bootstrap_servers: List(&Text), required, api "kafkaconnect:ListConnectors";
        /// The ports among them.
        bootstrap_ports: List(&Int), required, api "kafkaconnect:ListConnectors";
        /// The MSK cluster behind the bootstrap servers, by its brokers' domain (A47); absent when the hosts are not MSK's.
        cluster: Link("msk_cluster"), optional, api "kafkaconnect:ListConnectors";
        /// Kafka Connect version (C39).
        kafka_connect_version: Version, required, api "kafkaconnect:ListConnectors", cfn "KafkaConnectVersion", tf "kafkaconnect_version";
        /// Where worker logs go: `cloudwatch`, `firehose`, `s3` (C7).
        log_destinations: List(&Text), required, api "kafkaconnect:ListConnectors";
        /// Worker configuration; absent means the MSK default worker configuration, which declares no config provider (C21).
        worker_configuration: Link("worker_configuration"), optional, api "kafkaconnect:ListConnectors", cfn "WorkerConfiguration.WorkerConfigurationArn", tf "worker_configuration.arn";
        /// The connector's role.
        service_execution_role: Arn, required, api "kafkaconnect:ListConnectors", cfn "ServiceExecutionRoleArn", tf "service_execution_role_arn";
        /// Subnets of the workers.
        subnet_ids: List(&Text), required, api "kafkaconnect:ListConnectors", cfn "KafkaCluster.ApacheKafkaCluster.Vpc.Subnets", tf "kafka_cluster.apache_kafka_cluster.vpc.subnets";
        /// Security groups of the workers.
        security_group_ids: List(&Text), required, api "kafkaconnect:ListConnectors", cfn "KafkaCluster.ApacheKafkaCluster.Vpc.SecurityGroups", tf "kafka_cluster.apache_kafka_cluster.vpc.security_groups";
    }
}
