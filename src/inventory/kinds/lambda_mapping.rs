//! Lambda event source mappings that read from Kafka.

use crate::inventory::schema::Type::{Arn, Enum, Link, List, Record, Text};

crate::record! {
    /// How a mapping reaches or authenticates to its brokers.
    ja "マッピングがブローカーに接続または認証する方法。"
    zh "映射连接代理或向其进行身份验证的方式。"
    "source_access" in access; // H2
    fields {
        /// What the entry says. MSK takes `SASL_SCRAM_512_AUTH` and `CLIENT_CERTIFICATE_TLS_AUTH`; the others are for Kafka elsewhere, RabbitMQ and ActiveMQ.
        ja "エントリの種類。MSK で使えるのは `SASL_SCRAM_512_AUTH` と `CLIENT_CERTIFICATE_TLS_AUTH` です。ほかは MSK 以外の Kafka、RabbitMQ、ActiveMQ のものです。"
        zh "条目的种类。MSK 接受 `SASL_SCRAM_512_AUTH` 和 `CLIENT_CERTIFICATE_TLS_AUTH`；其他用于 MSK 以外的 Kafka、RabbitMQ 和 ActiveMQ。"
        access_type: Enum(&["BASIC_AUTH", "VPC_SUBNET", "VPC_SECURITY_GROUP", "SASL_SCRAM_512_AUTH", "SASL_SCRAM_256_AUTH", "VIRTUAL_HOST", "CLIENT_CERTIFICATE_TLS_AUTH", "SERVER_ROOT_CA_CERTIFICATE"]), required, api "lambda:ListEventSourceMappings";
        /// ARN of a secret, `subnet:subnet-...` or `security_group:sg-...`.
        ja "シークレットの ARN、`subnet:subnet-...`、`security_group:sg-...` のいずれか。"
        zh "密钥 (secret) 的 ARN、`subnet:subnet-...` 或 `security_group:sg-...`。"
        uri: Text, required, api "lambda:ListEventSourceMappings";
        /// The secret that the entry names; absent for entries that name none.
        ja "エントリが指すシークレット。シークレットを指さないエントリでは未設定です。"
        zh "条目所指的密钥 (secret)；不指向密钥 (secret) 的条目未设置。"
        secret: Link("secret"), optional, api "lambda:ListEventSourceMappings";
    }
}

crate::kind! {
    /// An event source mapping whose source is Kafka, on MSK or elsewhere.
    ja "Kafka (MSK または MSK 以外) をソースとするイベントソースマッピング。"
    zh "以 Kafka (MSK 或其他) 为来源的事件源映射。"
    "lambda_mapping" as "mapping"; // H1
    cfn ["AWS::Lambda::EventSourceMapping", "AWS::Serverless::Function"]; tf ["aws_lambda_event_source_mapping"];
    not_judged Some(("state", &["Creating", "Deleting"]));
    fields {
        /// Whether it reads from an MSK cluster or from Kafka that somebody runs otherwise.
        ja "MSK クラスターから読み取るか、MSK 以外で運用される Kafka から読み取るか。"
        zh "从 MSK 集群读取，还是从以其他方式运行的 Kafka 读取。"
        source: Enum(&["msk", "self-managed"]), required, api "lambda:ListEventSourceMappings";
        /// ARN of the cluster, or of a VPC connection to one of another account; absent for self-managed Kafka.
        ja "クラスターの ARN、または別のアカウントのクラスターへの VPC 接続の ARN。セルフマネージド Kafka では未設定です。"
        zh "集群的 ARN，或连接其他账户集群的 VPC 连接的 ARN；自行管理的 Kafka 未设置。"
        event_source: Arn, optional, api "lambda:ListEventSourceMappings", cfn "EventSourceArn", tf "event_source_arn";
        /// The MSK cluster that it reads from: by its ARN, of self-managed Kafka by its brokers' domain; absent when the brokers are not MSK's, and for a VPC connection, whose cluster is another account's.
        ja "読み取り元の MSK クラスター。ARN で、セルフマネージド Kafka の場合はブローカーのドメインで特定します。ブローカーが MSK のものでない場合と、クラスターが別のアカウントにある VPC 接続の場合は未設定です。"
        zh "读取来源的 MSK 集群：根据 ARN 确定，自行管理的 Kafka 根据代理的域名确定。代理不属于 MSK 时，以及使用 VPC 连接 (集群属于其他账户) 时未设置。"
        cluster: Link("msk_cluster"), optional, api "lambda:ListEventSourceMappings"; // A47
        /// `host:port` pairs of self-managed Kafka; absent for MSK.
        ja "セルフマネージド Kafka の `host:port` の組。MSK では未設定です。"
        zh "自行管理的 Kafka 的 `host:port`；MSK 未设置。"
        bootstrap_servers: List(&Text), optional, api "lambda:ListEventSourceMappings";
        /// How it authenticates; none means IAM or no authentication, as the cluster has it.
        ja "認証方法。空の場合は、クラスターに応じて IAM または認証なしになります。"
        zh "身份验证方式；为空时，视集群而定，使用 IAM 或不进行身份验证。"
        source_access: List(&Record(&access::RECORD)), required, api "lambda:ListEventSourceMappings"; // H2
        /// ARN of the function.
        ja "関数の ARN。"
        zh "函数的 ARN。"
        function: Arn, required, api "lambda:ListEventSourceMappings", cfn "FunctionName", tf "function_name";
        /// The role that the function runs as.
        ja "関数の実行ロール。"
        zh "函数的执行角色。"
        role: Link("iam_role"), required, api "lambda:GetFunctionConfiguration"; // H6
        /// Life-cycle state; absent in a template.
        ja "ライフサイクルの状態。テンプレートでは未設定です。"
        zh "生命周期状态；在模板中未设置。"
        state: Enum(&["Creating", "Enabling", "Enabled", "Disabling", "Disabled", "Updating", "Deleting"]), optional, api "lambda:ListEventSourceMappings";
    }
}
