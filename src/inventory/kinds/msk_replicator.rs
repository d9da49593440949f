//! MSK replicators: clusters that copy from and to each other.

use crate::inventory::schema::Type::{Arn, Enum, List, Record};

crate::record! {
    /// One of the clusters of a replicator, and how the replicator speaks to it.
    ja "レプリケーターのクラスターの 1 つと、レプリケーターとの通信方式。"
    zh "复制器的集群之一，以及复制器与它通信的方式。"
    "replicator_cluster" in cluster; // A61
    fields {
        /// ARN of the MSK cluster, or the id of the Kafka cluster that somebody runs otherwise.
        ja "MSK クラスターの ARN、または MSK 以外で運用される Kafka クラスターの ID。"
        zh "MSK 集群的 ARN，或以其他方式运行的 Kafka 集群的 ID。"
        name: Text, required, api "kafka:DescribeReplicator";
        /// The MSK cluster; absent for a Kafka cluster elsewhere.
        ja "MSK クラスター。MSK 以外の Kafka クラスターでは未設定です。"
        zh "MSK 集群；其他 Kafka 集群未设置。"
        cluster: Link("msk_cluster"), optional, api "kafka:DescribeReplicator";
        /// `host:port` pairs of a Kafka cluster elsewhere; absent for MSK.
        ja "MSK 以外の Kafka クラスターの `host:port` の組。MSK では未設定です。"
        zh "其他 Kafka 集群的 `host:port`；MSK 未设置。"
        bootstrap_servers: List(&Text), optional, api "kafka:DescribeReplicator";
        /// What the replicator speaks to a Kafka cluster elsewhere; absent when nothing is said, and for MSK, to which it speaks TLS with IAM.
        ja "MSK 以外の Kafka クラスターとレプリケーターとの通信方式。指定がない場合と、TLS と IAM で通信する MSK の場合は未設定です。"
        zh "复制器与其他 Kafka 集群通信的方式；未指定时，以及对 MSK (使用 TLS 和 IAM) 未设置。"
        encryption_type: Enum(&["TLS"]), optional, api "kafka:DescribeReplicator";
        /// SASL/SCRAM mechanism; absent when it authenticates otherwise or not at all.
        ja "SASL/SCRAM メカニズム。ほかの方法で認証する場合と、認証しない場合は未設定です。"
        zh "SASL/SCRAM 机制；以其他方式进行身份验证或不进行身份验证时未设置。"
        scram_mechanism: Enum(&["SHA256", "SHA512"]), optional, api "kafka:DescribeReplicator";
        /// Other ways to authenticate: `mtls`, `oauthbearer`.
        ja "ほかの認証方法: `mtls`、`oauthbearer`。"
        zh "其他身份验证方式：`mtls`、`oauthbearer`。"
        other_authentication: List(&Text), required, api "kafka:DescribeReplicator";
        /// The secret that it authenticates with; absent when it needs none.
        ja "認証に使うシークレット。必要ない場合は未設定です。"
        zh "用于身份验证的密钥 (secret)；不需要时未设置。"
        secret: Link("secret"), optional, api "kafka:DescribeReplicator";
    }
}

crate::kind! {
    /// An MSK replicator.
    ja "MSK レプリケーター。"
    zh "MSK 复制器。"
    "msk_replicator" as "replicator";
    cfn ["AWS::MSK::Replicator"]; tf ["aws_msk_replicator"];
    not_judged Some(("state", &["CREATING", "DELETING", "FAILED"]));
    fields {
        /// Life-cycle state; absent in a template.
        ja "ライフサイクルの状態。テンプレートでは未設定です。"
        zh "生命周期状态；在模板中未设置。"
        state: Enum(&["RUNNING", "CREATING", "UPDATING", "DELETING", "FAILED"]), optional, api "kafka:ListReplicators";
        /// The clusters that it copies between.
        ja "レプリケーションの対象となるクラスター。"
        zh "参与复制的集群。"
        clusters: List(&Record(&cluster::RECORD)), required, api "kafka:DescribeReplicator";
        /// The replicator's role.
        ja "レプリケーターのロール。"
        zh "复制器的角色。"
        service_execution_role: Arn, required, api "kafka:DescribeReplicator", cfn "ServiceExecutionRoleArn", tf "service_execution_role_arn";
    }
}
