//! MSK clusters: provisioned (standard and Express brokers) and serverless.

use super::policy::statement;
use crate::inventory::schema::Type::{Bool, Enum, Link, List, Record, Text, Version};

crate::record! {
    /// One bootstrap string: a listener that the cluster really serves.
    ja "1 つのブートストラップ文字列、つまりクラスターが実際に提供するリスナー。"
    zh "一个引导字符串，即集群实际提供的侦听器。"
    "listener" in listener; // A40-A46
    fields {
        /// The member of GetBootstrapBrokers' answer: `BootstrapBrokerStringTls`.
        ja "GetBootstrapBrokers の応答にあるメンバーの名前: `BootstrapBrokerStringTls`。"
        zh "GetBootstrapBrokers 响应中的成员名：`BootstrapBrokerStringTls`。"
        name: Text, required, api "kafka:GetBootstrapBrokers";
        /// Its `host:port` pairs.
        ja "その `host:port` の組。"
        zh "其中的 `host:port`。"
        brokers: List(&Text), required, api "kafka:GetBootstrapBrokers";
        /// The ports that occur in it.
        ja "そこに現れるポート。"
        zh "其中出现的端口。"
        ports: List(&Int), required, api "kafka:GetBootstrapBrokers";
    }
}

crate::kind! {
    /// An MSK cluster. Fields a serverless cluster does not have carry what MSK documents for serverless.
    ja "MSK クラスター。サーバーレスクラスターにないフィールドには、MSK がサーバーレスについて文書化している値が入ります。"
    zh "MSK 集群。无服务器集群没有的字段，取 MSK 文档对无服务器集群的说明值。"
    "msk_cluster" as "cluster"; // A3, A27
    cfn ["AWS::MSK::Cluster", "AWS::MSK::ServerlessCluster"]; tf ["aws_msk_cluster", "aws_msk_serverless_cluster"];
    not_judged Some(("state", &["CREATING", "DELETING", "FAILED"]));
    fields {
        /// Provisioned clusters include those with Express brokers.
        ja "クラスターのタイプ。プロビジョニングされたクラスターには、Express ブローカーのものも含まれます。"
        zh "集群类型。预置集群包括使用 Express 代理的集群。"
        cluster_type: Enum(&["PROVISIONED", "SERVERLESS"]), required, api "kafka:ListClustersV2"; // A60
        /// Life-cycle state; absent in a template.
        ja "ライフサイクルの状態。テンプレートでは未設定です。"
        zh "生命周期状态；在模板中未设置。"
        state: Enum(&["ACTIVE", "CREATING", "DELETING", "FAILED", "HEALING", "MAINTENANCE", "REBOOTING_BROKER", "UPDATING"]), optional, api "kafka:ListClustersV2";
        /// The version that an update must name (`--current-version`); absent in a template.
        ja "更新時に指定する必要があるバージョン (`--current-version`)。テンプレートでは未設定です。"
        zh "更新时必须指定的版本 (`--current-version`)；在模板中未设置。"
        current_version: Text, optional, api "kafka:ListClustersV2";
        /// Kafka version; absent for serverless clusters.
        ja "Kafka のバージョン。サーバーレスクラスターでは未設定です。"
        zh "Kafka 版本；无服务器集群未设置。"
        kafka_version: Version, optional, api "kafka:ListClustersV2", cfn "KafkaVersion", tf "kafka_version";
        /// Broker instance type; `express.` begins an Express broker. Absent for serverless clusters.
        ja "ブローカーのインスタンスタイプ。`express.` で始まるものは Express ブローカーです。サーバーレスクラスターでは未設定です。"
        zh "代理的实例类型；以 `express.` 开头的是 Express 代理。无服务器集群未设置。"
        instance_type: Text, optional, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.InstanceType", tf "broker_node_group_info.instance_type";
        /// What clients and brokers speak to each other. Serverless clusters always speak TLS.
        ja "クライアントとブローカーの間の通信方式。サーバーレスクラスターは常に TLS です。"
        zh "客户端与代理之间的通信方式。无服务器集群始终使用 TLS。"
        client_broker: Enum(&["TLS", "TLS_PLAINTEXT", "PLAINTEXT"]), required, api "kafka:ListClustersV2", cfn "EncryptionInfo.EncryptionInTransit.ClientBroker", tf "encryption_info.encryption_in_transit.client_broker"; // A10, A11
        /// Whether brokers encrypt what they send each other; fixed at creation.
        ja "ブローカー間の通信を暗号化するかどうか。作成時に決まり、変更できません。"
        zh "代理之间的通信是否加密；在创建时确定，之后无法更改。"
        in_cluster: Bool, required, api "kafka:ListClustersV2", cfn "EncryptionInfo.EncryptionInTransit.InCluster", tf "encryption_info.encryption_in_transit.in_cluster"; // A12
        /// Key of the data volumes; absent when nothing is said, which means the AWS managed key.
        ja "データボリュームのキー。指定がない場合は未設定で、AWS マネージドキーが使われます。"
        zh "数据卷的 KMS 密钥；未指定时未设置，表示使用 AWS 托管式密钥。"
        data_volume_kms_key: Link("kms_key"), optional, api "kafka:ListClustersV2", cfn "EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId", tf "encryption_info.encryption_at_rest_kms_key_arn"; // A17
        /// SASL/SCRAM is on.
        ja "SASL/SCRAM が有効かどうか。"
        zh "是否已启用 SASL/SCRAM。"
        scram_enabled: Bool, required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Sasl.Scram.Enabled", tf "client_authentication.sasl.scram";
        /// IAM authentication is on.
        ja "IAM 認証が有効かどうか。"
        zh "是否已启用 IAM 身份验证。"
        iam_enabled: Bool, required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Sasl.Iam.Enabled", tf "client_authentication.sasl.iam";
        /// Mutual TLS is on. In Terraform, and in CloudFormation without `Enabled`, a list of authorities switches it on.
        ja "相互 TLS が有効かどうか。Terraform と、`Enabled` のない CloudFormation では、認証機関のリストを指定すると有効になります。"
        zh "是否已启用双向 TLS。在 Terraform 以及没有 `Enabled` 的 CloudFormation 中，列出证书颁发机构即启用。"
        tls_enabled: Bool, required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Tls.Enabled"; // A20, A21
        /// Unauthenticated access is explicitly on. Absent authentication altogether means it, too.
        ja "認証なしのアクセスが明示的に有効かどうか。認証の設定がまったくない場合も有効です。"
        zh "是否明确启用了未经身份验证的访问。完全没有身份验证设置时也视为启用。"
        unauthenticated_enabled: Bool, required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Unauthenticated.Enabled", tf "client_authentication.unauthenticated"; // A22
        /// AWS Private CA authorities whose client certificates the cluster takes.
        ja "クラスターがクライアント証明書を受け付ける AWS Private CA の認証機関。"
        zh "集群接受其客户端证书的 AWS Private CA 证书颁发机构。"
        certificate_authorities: List(&Link("certificate_authority")), required, api "kafka:ListClustersV2", cfn "ClientAuthentication.Tls.CertificateAuthorityArnList", tf "client_authentication.tls.certificate_authority_arns"; // A23
        /// Other clusters of this account and Region that list one of the same authorities.
        ja "同じ認証機関を指定している、このアカウントとリージョンのほかのクラスター。"
        zh "此账户和区域中列有相同证书颁发机构的其他集群。"
        certificate_authority_sharers: List(&Link("msk_cluster")), required, back "msk_cluster" "certificate_authorities" "kafka:ListClustersV2"; // A23
        /// Public access; never configured means DISABLED.
        ja "パブリックアクセス。設定されたことがない場合は `DISABLED` です。"
        zh "公有访问；从未配置时为 `DISABLED`。"
        public_access: Enum(&["DISABLED", "SERVICE_PROVIDED_EIPS"]), required, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type", tf "broker_node_group_info.connectivity_info.public_access.type"; // A30
        /// Multi-VPC connectivity with SASL/SCRAM.
        ja "SASL/SCRAM によるマルチ VPC 接続が有効かどうか。"
        zh "是否已启用采用 SASL/SCRAM 的多 VPC 连接。"
        vpc_connectivity_scram: Bool, required, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.ConnectivityInfo.VpcConnectivity.ClientAuthentication.Sasl.Scram.Enabled", tf "broker_node_group_info.connectivity_info.vpc_connectivity.client_authentication.sasl.scram"; // A33
        /// Multi-VPC connectivity with mutual TLS.
        ja "相互 TLS によるマルチ VPC 接続が有効かどうか。"
        zh "是否已启用采用双向 TLS 的多 VPC 连接。"
        vpc_connectivity_tls: Bool, required, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.ConnectivityInfo.VpcConnectivity.ClientAuthentication.Tls.Enabled", tf "broker_node_group_info.connectivity_info.vpc_connectivity.client_authentication.tls"; // A33
        /// Subnets of the brokers.
        ja "ブローカーのサブネット。"
        zh "代理所在的子网。"
        subnets: List(&Link("subnet")), required, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.ClientSubnets", tf "broker_node_group_info.client_subnets";
        /// Security groups of the brokers; absent in a template means the VPC's default group.
        ja "ブローカーのセキュリティグループ。テンプレートで未設定の場合は VPC のデフォルトのグループになります。"
        zh "代理的安全组；在模板中未设置表示 VPC 的默认安全组。"
        security_groups: List(&Link("security_group")), optional, api "kafka:ListClustersV2", cfn "BrokerNodeGroupInfo.SecurityGroups", tf "broker_node_group_info.security_groups";
        /// Monitoring level; absent for serverless clusters.
        ja "モニタリングのレベル。サーバーレスクラスターでは未設定です。"
        zh "监控级别；无服务器集群未设置。"
        enhanced_monitoring: Enum(&["DEFAULT", "PER_BROKER", "PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"]), optional, api "kafka:ListClustersV2", cfn "EnhancedMonitoring", tf "enhanced_monitoring"; // A56
        /// Where broker logs go: `cloudwatch`, `firehose`, `s3`; absent for serverless clusters, whose logs MSK does not deliver.
        ja "ブローカーログの配信先: `cloudwatch`、`firehose`、`s3`。MSK がログを配信しないサーバーレスクラスターでは未設定です。"
        zh "代理日志的目标：`cloudwatch`、`firehose`、`s3`；无服务器集群的日志 MSK 不传送，因此未设置。"
        broker_log_destinations: List(&Text), optional, api "kafka:ListClustersV2"; // A55
        /// Custom broker configuration; absent means the MSK default configuration.
        ja "カスタムのブローカー設定。未設定の場合は MSK のデフォルト設定になります。"
        zh "自定义的代理配置；未设置表示使用 MSK 默认配置。"
        configuration: Link("msk_configuration"), optional, api "kafka:ListClustersV2", cfn "ConfigurationInfo.Arn", tf "configuration_info.arn"; // A50, A51
        /// The listeners that the cluster serves; a template shows none.
        ja "クラスターが提供するリスナー。テンプレートからは分かりません。"
        zh "集群提供的侦听器；模板中不显示。"
        listeners: List(&Record(&listener::RECORD)), optional, api "kafka:GetBootstrapBrokers"; // A46
        /// The secrets that are associated with the cluster; none while SASL/SCRAM is off.
        ja "クラスターに関連付けられたシークレット。SASL/SCRAM が無効の間は空です。"
        zh "与集群关联的密钥 (secret)；SASL/SCRAM 未启用时为空。"
        scram_secrets: List(&Link("secret")), required, api "kafka:ListScramSecrets"; // B1
        /// The cluster policy; absent when there is none.
        ja "クラスターポリシー。ない場合は未設定です。"
        zh "集群策略；没有时未设置。"
        policy: List(&Record(&statement::RECORD)), optional, api "kafka:GetClusterPolicy"; // A35
    }
}
