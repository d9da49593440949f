//! MSK clusters: provisioned (standard and Express brokers) and serverless.

use super::policy::statement;
use crate::inventory::schema::Type::{Bool, Enum, Link, List, Record, Text, Version};

crate::record! {
    /// One bootstrap string: a listener that the cluster really serves (A40-A46).
    "listener" in listener;
    fields {
        /// The member of GetBootstrapBrokers' answer: `BootstrapBrokerStringTls`.
        name: Text, required, api "kafka:GetBootstrapBrokers";
        /// Its `host:port` pairs.
        brokers: List(&Text), required, api "kafka:GetBootstrapBrokers";
        /// The ports that occur in it.
        ports: List(&Int), required, api "kafka:GetBootstrapBrokers";
    }
}

crate::kind! {
    /// An MSK cluster. Fields a serverless cluster does not have carry what MSK documents for serverless (A3, A27).
    "msk_cluster" as "cluster";
    cfn ["AWS::MSK::Cluster", "AWS::MSK::ServerlessCluster"]; tf ["aws_msk_cluster", "aws_msk_serverless_cluster"];
    not_judged Some(("state", &["CREATING", "DELETING", "FAILED"]));
    fields {
        /// Provisioned clusters include those with Express brokers (A60).
        cluster_type: Enum(&["PROVISIONED", "SERVERLESS"]), required, api "kafka:ListClustersV2";
        /// Life-cycle state; absent in a template.
        state: Enum(&["ACTIVE", "CREATING", "DELETING", "FAILED", "HEALING", "MAINTENANCE", "REBOOTING_BROKER", "UPDATING"]), optional, api "kafka:ListClustersV2";
        /// The version that an update must name (`--current-version`); absent in a template.
        current_version: Text, optional, api "kafka:ListClustersV2";
        /// Kafka version; absent for serverless clusters.
        kafka_version: Version, optional, api "kafka:ListClustersV2", cfn "KafkaVersion", tf "kafka_version";
        /// Broker instance type; `express.` begins an Express broker. Absent for serverless clusters.
        instance_type: Text, optional, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.InstanceType", tf "broker_node_group_info.instance_type";
        /// What clients and brokers speak to each other (A10, A11). Serverless clusters always speak TLS.
        client_broker: Enum(&["TLS", "TLS_PLAINTEXT", "PLAINTEXT"]), required, api "kafka:ListClustersV2", cfn "EncryptionInfo.EncryptionInTransit.ClientBroker", tf "encryption_info.encryption_in_transit.client_broker";
        /// Whether brokers encrypt what they send each other; fixed at creation (A12).
        in_cluster: Bool, required, api "kafka:ListClustersV2", cfn "EncryptionInfo.EncryptionInTransit.InCluster", tf "encryption_info.encryption_in_transit.in_cluster";
        /// Key of the data volumes; absent when nothing is said, which means the AWS managed key (A17).
        data_volume_kms_key: Link("kms_key"), optional, api "kafka:ListClustersV2", cfn "EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId", tf "encryption_info.encryption_at_rest_kms_key_arn";
        /// SASL/SCRAM is on.
        scram_enabled: Bool, required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Sasl.Scram.Enabled", tf "client_authentication.sasl.scram";
        /// IAM authentication is on.
        iam_enabled: Bool, required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Sasl.Iam.Enabled", tf "client_authentication.sasl.iam";
        /// Mutual TLS is on. In Terraform, and in CloudFormation without `Enabled`, a list of authorities switches it on (A20, A21).
        tls_enabled: Bool, required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Tls.Enabled";
        /// Unauthenticated access is explicitly on. Absent authentication altogether means it, too (A22).
        unauthenticated_enabled: Bool, required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Unauthenticated.Enabled", tf "client_authentication.unauthenticated";
        /// AWS Private CA authorities whose client certificates the cluster takes (A23).
        certificate_authorities: List(&Link("certificate_authority")), required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Tls.CertificateAuthorityArnList", tf "client_authentication.tls.certificate_authority_arns";
        /// Other clusters of this account and Region that list one of the same authorities (A23).
        certificate_authority_sharers: List(&Link("msk_cluster")), required, back "msk_cluster" "certificate_authorities" "kafka:ListClustersV2";
        /// Public access; never configured means DISABLED (A30).
        public_access: Enum(&["DISABLED", "SERVICE_PROVIDED_EIPS"]), required, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type", tf "broker_node_group_info.connectivity_info.public_access.type";
        /// Multi-VPC connectivity with SASL/SCRAM (A33).
        vpc_connectivity_scram: Bool, required, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.ConnectivityInfo.VpcConnectivity.ClientAuthentication.Sasl.Scram.Enabled", tf "broker_node_group_info.connectivity_info.vpc_connectivity.client_authentication.sasl.scram";
        /// Multi-VPC connectivity with mutual TLS (A33).
        vpc_connectivity_tls: Bool, required, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.ConnectivityInfo.VpcConnectivity.ClientAuthentication.Tls.Enabled", tf "broker_node_group_info.connectivity_info.vpc_connectivity.client_authentication.tls";
        /// Subnets of the brokers.
        subnets: List(&Link("subnet")), required, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.ClientSubnets", tf "broker_node_group_info.client_subnets";
        /// Security groups of the brokers; absent in a template means the VPC's default group.
        security_groups: List(&Link("security_group")), optional, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.SecurityGroups", tf "broker_node_group_info.security_groups";
        /// Monitoring level; absent for serverless clusters (A56).
        enhanced_monitoring: Enum(&["DEFAULT", "PER_BROKER", "PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"]), optional, api "kafka:ListClustersV2", cfn "EnhancedMonitoring", tf "enhanced_monitoring";
        /// Where broker logs go: `cloudwatch`, `firehose`, `s3`; absent for serverless clusters, whose logs MSK does not deliver (A55).
        broker_log_destinations: List(&Text), optional, api "kafka:ListClustersV2";
        /// Custom broker configuration; absent means the MSK default configuration (A50, A51).
        configuration: Link("msk_configuration"), optional, api "kafka:ListClustersV2", cfn "ConfigurationInfo.Arn", tf "configuration_info.arn";
        /// The listeners that the cluster serves (A46); a template shows none.
        listeners: List(&Record(&listener::RECORD)), optional, api "kafka:GetBootstrapBrokers";
        /// The secrets that are associated with the cluster (B1); none while SASL/SCRAM is off.
        scram_secrets: List(&Link("secret")), required, api "kafka:ListScramSecrets";
        /// The cluster policy; absent when there is none (A35).
        policy: List(&Record(&statement::RECORD)), optional, api "kafka:GetClusterPolicy";
    }
}
