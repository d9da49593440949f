//! MSK Connect connectors.

use crate::inventory::schema::Type::{Arn, Enum, Int, Link, List, Record, Text, Version};

crate::record! {
    /// One property of a connector or worker configuration, without secrets.
    "property" in property;
    fields {
        /// Its name.
        key: Text, required, api "kafkaconnect:DescribeConnector";
        /// Its value: whole when harmless; URLs with markers in place of user information and secret parameters; secrets as a marker.
        value: Text, required, api "kafkaconnect:DescribeConnector";
        /// What the value is.
        kind: Enum(&["harmless", "url", "secret"]), required, api "kafkaconnect:DescribeConnector";
        /// What kind of secret stands in it, and how that is known; absent when none does.
        secret: Enum(&["known-property", "key-name", "url-password", "jaas", "private-key", "aws-access-key", "embedded", "high-entropy"]), optional, api "kafkaconnect:DescribeConnector";
        /// Whether the secret itself stands there (`literal`, in part `mixed`), a config provider's token or a template's reference in its place, or nothing.
        form: Enum(&["empty", "token", "reference", "mixed", "literal"]), required, api "kafkaconnect:DescribeConnector";
        /// How sure it is that there is a secret; absent when there is none.
        secret_confidence: Enum(&["low", "medium", "high"]), optional, api "kafkaconnect:DescribeConnector";
        /// Names of the config providers that its tokens ask (C30, C33).
        providers: List(&Text), required, api "kafkaconnect:DescribeConnector";
        /// What it is the address of, when a connection is judged at this property; absent otherwise. `inner-client` is a Kafka client inside the connector (C50), `client-override` the worker's own, overridden (E1).
        endpoint: Enum(&["jdbc", "url", "host", "schema-registry", "inner-client", "client-override"]), optional, api "kafkaconnect:DescribeConnector";
        /// Scheme of the address: `http`, `jdbc:mysql`; absent when it has none.
        scheme: Text, optional, api "kafkaconnect:DescribeConnector";
        /// How the connection is protected: 0 plaintext, 1 TLS preferred, 2 server not verified, 3 authority verified, 4 host name verified, too; absent when no connection is judged here.
        tls_level: Int, optional, api "kafkaconnect:DescribeConnector";
        /// What the level rests on; absent when no connection is judged here.
        tls_reason: Enum(&["explicit", "default", "legacy", "scheme", "trust-all", "host-name-check-off", "native-encryption", "no-network", "unknown-driver", "malformed", "invalid-value", "conflict", "parameter-case", "driver-version", "custom-class", "elsewhere", "deferred", "limit"]), optional, api "kafkaconnect:DescribeConnector";
        /// The property or driver parameter that decided, or that should; absent when none did.
        tls_parameter: Text, optional, api "kafkaconnect:DescribeConnector";
        /// JDBC driver: `mysql`, `postgresql`; absent when none is known.
        driver: Text, optional, api "kafkaconnect:DescribeConnector";
        /// Driver version from which on the level holds as stated; absent when it holds for all. No API shows the version in use (C9).
        driver_version: Text, optional, api "kafkaconnect:DescribeConnector";
        /// How sure the level is; absent when no connection is judged here.
        tls_confidence: Enum(&["low", "medium", "high"]), optional, api "kafkaconnect:DescribeConnector";
        /// How it weakens the worker's Kafka client: by its protocol, or by a SASL mechanism that MSK does not have; absent when it does not (E1).
        weak_client: Enum(&["protocol", "mechanism"]), optional, api "kafkaconnect:DescribeConnector";
        /// Looks like protection, but the connector does not know it (D1, D11).
        ineffective: Bool, required, api "kafkaconnect:DescribeConnector";
        /// A worker configuration's property that MSK Connect does not take (C22).
        forbidden: Bool, required, api "kafkaconnect:DescribeConnector";
        /// Stands in the worker configuration and holds for the connector, which has no converter of its own.
        inherited: Bool, required, api "kafkaconnect:DescribeConnector";
    }
}

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
        subnets: List(&Link("subnet")), required, api "kafkaconnect:ListConnectors", cfn "KafkaCluster.ApacheKafkaCluster.Vpc.Subnets", tf "kafka_cluster.apache_kafka_cluster.vpc.subnets";
        /// Security groups of the workers.
        security_groups: List(&Link("security_group")), required, api "kafkaconnect:ListConnectors", cfn "KafkaCluster.ApacheKafkaCluster.Vpc.SecurityGroups", tf "kafka_cluster.apache_kafka_cluster.vpc.security_groups";
        /// Class of the connector; absent when the configuration sets none.
        connector_class: Text, optional, api "kafkaconnect:DescribeConnector";
        /// The connector's family in `rules/data/connectors`; absent when none knows the class.
        family: Text, optional, api "kafkaconnect:DescribeConnector";
        /// Server-side encryption that an S3 sink asks for; absent for what is no S3 sink (D11).
        sink_encryption: Enum(&["none", "aes256", "kms", "customer-key"]), optional, api "kafkaconnect:DescribeConnector";
        /// The configuration, property by property, without secrets.
        properties: List(&Record(&property::RECORD)), required, api "kafkaconnect:DescribeConnector", cfn "ConnectorConfiguration", tf "connector_configuration";
    }
}
