//! MSK Connect connectors.

use crate::inventory::schema::Type::{Arn, Enum, Int, Link, List, Record, Text, Version};

crate::record! {
    /// One property of a connector or worker configuration, without secrets.
    ja "コネクタ設定またはワーカー設定の 1 つのプロパティ (シークレットを除く)。"
    zh "连接器配置或工作程序配置的一个属性，不含密钥 (secret)。"
    "property" in property;
    fields {
        /// Its name.
        ja "プロパティの名前。"
        zh "属性的名称。"
        key: Text, required, api "kafkaconnect:DescribeConnector";
        /// Its value: whole when harmless; URLs with markers in place of user information and secret parameters; secrets as a marker.
        ja "プロパティの値。無害な値はそのまま、URL はユーザー情報とシークレットのパラメータを目印に置き換えたもの、シークレットは目印だけです。"
        zh "属性的值：无害的值原样显示；URL 中的用户信息和含密钥 (secret) 的参数以标记代替；密钥 (secret) 只显示标记。"
        value: Text, required, api "kafkaconnect:DescribeConnector";
        /// What the value is.
        ja "値の種類。"
        zh "值的种类。"
        kind: Enum(&["harmless", "url", "secret"]), required, api "kafkaconnect:DescribeConnector";
        /// What kind of secret stands in it, and how that is known; absent when none does.
        ja "含まれるシークレットの種類と判別の根拠。含まれない場合は未設定です。"
        zh "其中所含密钥 (secret) 的种类及判定依据；不含时未设置。"
        secret: Enum(&["known-property", "key-name", "url-password", "jaas", "private-key", "aws-access-key", "embedded", "high-entropy"]), optional, api "kafkaconnect:DescribeConnector";
        /// Whether the secret itself stands there (`literal`, in part `mixed`), a config provider's token or a template's reference in its place, or nothing.
        ja "シークレットそのものが書かれているか (`literal`、一部だけなら `mixed`)、代わりに設定プロバイダーのトークンまたはテンプレートの参照があるか、何もないか。"
        zh "写的是密钥 (secret) 本身 (`literal`，部分为 `mixed`)，是代替它的配置提供程序令牌或模板引用，还是什么都没有。"
        form: Enum(&["empty", "token", "reference", "mixed", "literal"]), required, api "kafkaconnect:DescribeConnector";
        /// How sure it is that there is a secret; absent when there is none.
        ja "シークレットがあることの確からしさ。ない場合は未設定です。"
        zh "存在密钥 (secret) 的把握程度；没有时未设置。"
        secret_confidence: Enum(&["low", "medium", "high"]), optional, api "kafkaconnect:DescribeConnector";
        /// Names of the config providers that its tokens ask.
        ja "トークンが参照する設定プロバイダーの名前。"
        zh "其令牌所引用的配置提供程序的名称。"
        providers: List(&Text), required, api "kafkaconnect:DescribeConnector"; // C30, C33
        /// What it is the address of, when a connection is judged at this property; absent otherwise. `inner-client` is a Kafka client inside the connector, `client-override` the worker's own, overridden.
        ja "このプロパティで接続を判定する場合、何のアドレスであるか。それ以外は未設定です。`inner-client` はコネクタ内部の Kafka クライアント、`client-override` は設定を上書きされたワーカー自身のクライアントです。"
        zh "在此属性上评估连接时，它是什么的地址；否则未设置。`inner-client` 是连接器内部的 Kafka 客户端，`client-override` 是设置被覆盖的工作程序自身的客户端。"
        endpoint: Enum(&["jdbc", "url", "host", "schema-registry", "inner-client", "client-override"]), optional, api "kafkaconnect:DescribeConnector"; // C50, E1
        /// Scheme of the address: `http`, `jdbc:mysql`; absent when it has none.
        ja "アドレスのスキーム: `http`、`jdbc:mysql`。スキームがない場合は未設定です。"
        zh "地址的协议方案：`http`、`jdbc:mysql`；没有时未设置。"
        scheme: Text, optional, api "kafkaconnect:DescribeConnector";
        /// How the connection is protected: 0 plaintext, 1 TLS preferred, 2 server not verified, 3 authority verified, 4 host name verified, too; absent when no connection is judged here.
        ja "接続の保護: 0 はプレーンテキスト、1 は TLS を優先、2 はサーバーの検証なし、3 は認証機関を検証、4 はホスト名も検証。ここで接続を判定しない場合は未設定です。"
        zh "连接的保护程度：0 为明文，1 为优先使用 TLS，2 为不验证服务器，3 为验证证书颁发机构，4 为还验证主机名；不在此评估连接时未设置。"
        tls_level: Int, optional, api "kafkaconnect:DescribeConnector";
        /// What the level rests on; absent when no connection is judged here.
        ja "保護のレベルの根拠。ここで接続を判定しない場合は未設定です。"
        zh "保护程度的依据；不在此评估连接时未设置。"
        tls_reason: Enum(&["explicit", "default", "legacy", "scheme", "trust-all", "host-name-check-off", "native-encryption", "no-network", "unknown-driver", "malformed", "invalid-value", "conflict", "parameter-case", "driver-version", "custom-class", "elsewhere", "deferred", "limit"]), optional, api "kafkaconnect:DescribeConnector";
        /// The property or driver parameter that decided, or that should; absent when none did.
        ja "レベルを決めた、または決めるべきプロパティまたはドライバーのパラメータ。ない場合は未設定です。"
        zh "决定或应当决定保护程度的属性或驱动程序参数；没有时未设置。"
        tls_parameter: Text, optional, api "kafkaconnect:DescribeConnector";
        /// JDBC driver: `mysql`, `postgresql`; absent when none is known.
        ja "JDBC ドライバー: `mysql`、`postgresql`。分からない場合は未設定です。"
        zh "JDBC 驱动程序：`mysql`、`postgresql`；不认识时未设置。"
        driver: Text, optional, api "kafkaconnect:DescribeConnector";
        /// Driver version from which on the level holds as stated; absent when it holds for all. No API shows the version in use.
        ja "示したレベルが当てはまる最初のドライバーバージョン。すべてのバージョンに当てはまる場合は未設定です。使用中のバージョンを示す API はありません。"
        zh "从哪个驱动程序版本起为此保护程度；对所有版本都成立时未设置。没有 API 能显示正在使用的版本。"
        driver_version: Text, optional, api "kafkaconnect:DescribeConnector"; // C9
        /// How sure the level is; absent when no connection is judged here.
        ja "レベルの確からしさ。ここで接続を判定しない場合は未設定です。"
        zh "保护程度的把握程度；不在此评估连接时未设置。"
        tls_confidence: Enum(&["low", "medium", "high"]), optional, api "kafkaconnect:DescribeConnector";
        /// How it weakens the worker's Kafka client: by its protocol, or by a SASL mechanism that MSK does not have; absent when it does not.
        ja "ワーカーの Kafka クライアントを弱める点: プロトコル、または MSK にない SASL メカニズム。弱めない場合は未設定です。"
        zh "如何削弱工作程序的 Kafka 客户端：通过其协议，或通过 MSK 没有的 SASL 机制；不削弱时未设置。"
        weak_client: Enum(&["protocol", "mechanism"]), optional, api "kafkaconnect:DescribeConnector"; // E1
        /// Looks like protection, but the connector does not know it.
        ja "保護のように見えるものの、コネクタが認識しないプロパティかどうか。"
        zh "是否看似提供保护，但连接器并不认识。"
        ineffective: Bool, required, api "kafkaconnect:DescribeConnector"; // D1, D11
        /// A worker configuration's property that MSK Connect does not take.
        ja "MSK Connect が受け付けないワーカー設定のプロパティかどうか。"
        zh "是否为 MSK Connect 不接受的工作程序配置属性。"
        forbidden: Bool, required, api "kafkaconnect:DescribeConnector"; // C22
        /// Stands in the worker configuration and holds for the connector, which has no converter of its own.
        ja "ワーカー設定にあり、コンバーターを独自に設定していないコネクタにも適用されるかどうか。"
        zh "是否写在工作程序配置中，并对未自行设置转换器的连接器生效。"
        inherited: Bool, required, api "kafkaconnect:DescribeConnector";
    }
}

crate::kind! {
    /// An MSK Connect connector.
    ja "MSK Connect のコネクタ。"
    zh "MSK Connect 连接器。"
    "connector" as "connector";
    cfn ["AWS::KafkaConnect::Connector"]; tf ["aws_mskconnect_connector"];
    not_judged Some(("state", &["CREATING", "DELETING", "FAILED"]));
    fields {
        /// Life-cycle state; absent in a template.
        ja "ライフサイクルの状態。テンプレートでは未設定です。"
        zh "生命周期状态；在模板中未设置。"
        state: Enum(&["RUNNING", "CREATING", "UPDATING", "DELETING", "FAILED"]), optional, api "kafkaconnect:ListConnectors";
        /// The version that an update must name; absent in a template.
        ja "更新時に指定する必要があるバージョン。テンプレートでは未設定です。"
        zh "更新时必须指定的版本；在模板中未设置。"
        current_version: Text, optional, api "kafkaconnect:ListConnectors";
        /// What the workers speak to the cluster.
        ja "ワーカーがクラスターとの通信に使う方式。"
        zh "工作程序与集群通信的方式。"
        encryption_type: Enum(&["PLAINTEXT", "TLS"]), required, api "kafkaconnect:ListConnectors", cfn "KafkaClusterEncryptionInTransit.EncryptionType", tf "kafka_cluster_encryption_in_transit.encryption_type"; // C3
        /// How the workers authenticate to the cluster: a connector knows no other way.
        ja "クラスターに対するワーカーの認証方法。コネクタにはこれ以外の方法はありません。"
        zh "工作程序向集群进行身份验证的方式：连接器没有其他方式。"
        authentication_type: Enum(&["NONE", "IAM"]), required, api "kafkaconnect:ListConnectors", cfn "KafkaClusterClientAuthentication.AuthenticationType", tf "kafka_cluster_client_authentication.authentication_type"; // C4
        /// `host:port` pairs of the cluster.
        ja "クラスターの `host:port` の組。"
        zh "集群的 `host:port`。"
        bootstrap_servers: List(&Text), required, api "kafkaconnect:ListConnectors"; // C5
        /// The ports among them.
        ja "その中のポート。"
        zh "其中的端口。"
        bootstrap_ports: List(&Int), required, api "kafkaconnect:ListConnectors";
        /// The MSK cluster behind the bootstrap servers, by its brokers' domain; absent when the hosts are not MSK's.
        ja "ブートストラップサーバーの背後にある MSK クラスター (ブローカーのドメインで特定)。ホストが MSK のものでない場合は未設定です。"
        zh "引导服务器背后的 MSK 集群 (根据代理的域名确定)；主机不属于 MSK 时未设置。"
        cluster: Link("msk_cluster"), optional, api "kafkaconnect:ListConnectors"; // A47
        /// Kafka Connect version.
        ja "Kafka Connect のバージョン。"
        zh "Kafka Connect 版本。"
        kafka_connect_version: Version, required, api "kafkaconnect:ListConnectors", cfn "KafkaConnectVersion", tf "kafkaconnect_version"; // C39
        /// Where worker logs go: `cloudwatch`, `firehose`, `s3`.
        ja "ワーカーログの配信先: `cloudwatch`、`firehose`、`s3`。"
        zh "工作程序日志的目标：`cloudwatch`、`firehose`、`s3`。"
        log_destinations: List(&Text), required, api "kafkaconnect:ListConnectors"; // C7
        /// Worker configuration; absent means the MSK default worker configuration, which declares no config provider.
        ja "ワーカー設定。未設定の場合は MSK のデフォルトのワーカー設定になり、設定プロバイダーは宣言されません。"
        zh "工作程序配置；未设置表示使用 MSK 的默认工作程序配置，其中没有声明配置提供程序。"
        worker_configuration: Link("worker_configuration"), optional, api "kafkaconnect:ListConnectors", cfn "WorkerConfiguration.WorkerConfigurationArn", tf "worker_configuration.arn"; // C21
        /// The custom plugins that its classes come from.
        ja "コネクタのクラスを提供するカスタムプラグイン。"
        zh "提供连接器各个类的自定义插件。"
        plugins: List(&Link("custom_plugin")), required, api "kafkaconnect:ListConnectors", cfn "Plugins", tf "plugin";
        /// The connector's role.
        ja "コネクタのロール。"
        zh "连接器的角色。"
        service_execution_role: Arn, required, api "kafkaconnect:ListConnectors", cfn "ServiceExecutionRoleArn", tf "service_execution_role_arn";
        /// Subnets of the workers.
        ja "ワーカーのサブネット。"
        zh "工作程序所在的子网。"
        subnets: List(&Link("subnet")), required, api "kafkaconnect:ListConnectors", cfn "KafkaCluster.ApacheKafkaCluster.Vpc.Subnets", tf "kafka_cluster.apache_kafka_cluster.vpc.subnets";
        /// Security groups of the workers.
        ja "ワーカーのセキュリティグループ。"
        zh "工作程序的安全组。"
        security_groups: List(&Link("security_group")), required, api "kafkaconnect:ListConnectors", cfn "KafkaCluster.ApacheKafkaCluster.Vpc.SecurityGroups", tf "kafka_cluster.apache_kafka_cluster.vpc.security_groups";
        /// Class of the connector; absent when the configuration sets none.
        ja "コネクタのクラス。設定で指定されていない場合は未設定です。"
        zh "连接器的类；配置未指定时未设置。"
        connector_class: Text, optional, api "kafkaconnect:DescribeConnector";
        /// The connector's family in `rules/data/connectors`; absent when none knows the class.
        ja "`rules/data/connectors` でのコネクタの系統。クラスがどの系統にもない場合は未設定です。"
        zh "连接器在 `rules/data/connectors` 中所属的系列；没有系列认识该类时未设置。"
        family: Text, optional, api "kafkaconnect:DescribeConnector";
        /// Server-side encryption that an S3 sink asks for; absent for what is no S3 sink.
        ja "S3 シンクが求めるサーバー側の暗号化。S3 シンクでないものでは未設定です。"
        zh "S3 接收器要求的服务器端加密；不是 S3 接收器时未设置。"
        sink_encryption: Enum(&["none", "aes256", "kms", "customer-key"]), optional, api "kafkaconnect:DescribeConnector"; // D11
        /// The configuration, property by property, without secrets.
        ja "プロパティごとの設定 (シークレットを除く)。"
        zh "逐个属性列出的配置，不含密钥 (secret)。"
        properties: List(&Record(&property::RECORD)), required, api "kafkaconnect:DescribeConnector", cfn "ConnectorConfiguration", tf "connector_configuration";
    }
}
