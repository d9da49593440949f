//! MSK replicators: clusters that copy from and to each other.

use crate::inventory::schema::Type::{Arn, Enum, List, Record};

crate::record! {
    /// One of the clusters of a replicator, and how the replicator speaks to it (A61).
    "replicator_cluster" in cluster;
    fields {
        /// ARN of the MSK cluster, or the id of the Kafka cluster that somebody runs otherwise.
        name: Text, required, api "kafka:DescribeReplicator";
        /// The MSK cluster; absent for a Kafka cluster elsewhere.
        cluster: Link("msk_cluster"), optional, api "kafka:DescribeReplicator";
        /// `host:port` pairs of a Kafka cluster elsewhere; absent for MSK.
        bootstrap_servers: List(&Text), optional, api "kafka:DescribeReplicator";
        /// What the replicator speaks to a Kafka cluster elsewhere; absent when nothing is said, and for MSK, to which it speaks TLS with IAM.
        encryption_type: Enum(&["TLS"]), optional, api "kafka:DescribeReplicator";
        /// SASL/SCRAM mechanism; absent when it authenticates otherwise or not at all.
        scram_mechanism: Enum(&["SHA256", "SHA512"]), optional, api "kafka:DescribeReplicator";
        /// Other ways to authenticate: `mtls`, `oauthbearer`.
        other_authentication: List(&Text), required, api "kafka:DescribeReplicator";
        /// The secret that it authenticates with; absent when it needs none.
        secret: Link("secret"), optional, api "kafka:DescribeReplicator";
    }
}

crate::kind! {
    /// An MSK replicator.
    "msk_replicator" as "replicator";
    cfn ["AWS::MSK::Replicator"]; tf ["aws_msk_replicator"];
    not_judged Some(("state", &["CREATING", "DELETING", "FAILED"]));
    fields {
        /// Life-cycle state; absent in a template.
        state: Enum(&["RUNNING", "CREATING", "UPDATING", "DELETING", "FAILED"]), optional, api "kafka:ListReplicators";
        /// The clusters that it copies between.
        clusters: List(&Record(&cluster::RECORD)), required, api "kafka:DescribeReplicator";
        /// The replicator's role.
        service_execution_role: Arn, required, api "kafka:DescribeReplicator", cfn "ServiceExecutionRoleArn", tf "service_execution_role_arn";
    }
}
