//! Redshift external schemas over streams: a row of `SVV_EXTERNAL_SCHEMAS`, or `CREATE` and `ALTER EXTERNAL SCHEMA`.

use crate::inventory::schema::Type::{Arn, Enum, Int, Link, List, Record, Text};

crate::record! {
    /// One broker of a schema's `URI`.
    ja "スキーマの `URI` にある 1 つのブローカー。"
    zh "架构的 `URI` 中的一个代理。"
    "schema_broker" in broker;
    fields {
        /// As written: `b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094`.
        ja "書かれているとおりのアドレス: `b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094`。"
        zh "原样写出的地址：`b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094`。"
        address: Text, required, api "redshift-data:ExecuteStatement";
        /// Its host, in lower case.
        ja "ホスト (小文字)。"
        zh "主机，小写。"
        host: Text, required, api "redshift-data:ExecuteStatement";
        /// Its port; absent when none is written.
        ja "ポート。書かれていない場合は未設定です。"
        zh "端口；未写出时未设置。"
        port: Int, optional, api "redshift-data:ExecuteStatement";
        /// Whose host it is by its name: of an MSK cluster, of MSK Serverless, or somebody else's.
        ja "ホスト名から分かる所属: MSK クラスター、MSK Serverless、またはそれ以外。"
        zh "从主机名得知的归属：MSK 集群、MSK Serverless 或其他。"
        service: Enum(&["msk", "msk-serverless", "other"]), required, api "redshift-data:ExecuteStatement"; // A47
        /// The region in an MSK host's name; absent for other hosts.
        ja "MSK のホスト名に含まれるリージョン。ほかのホストでは未設定です。"
        zh "MSK 主机名中的区域；其他主机未设置。"
        region: Text, optional, api "redshift-data:ExecuteStatement";
    }
}

crate::record! {
    /// A materialized view that loads a stream through a schema.
    ja "スキーマを通じてストリームを読み込むマテリアライズドビュー。"
    zh "通过架构加载流的实体化视图。"
    "schema_view" in view;
    fields {
        /// The schema that the view itself is in; absent where SQL does not say. An account's answers do not tell it: unknown.
        ja "ビュー自体が属するスキーマ。SQL に記載がない場合は未設定です。アカウントの応答からは分からないため、不明になります。"
        zh "视图本身所在的架构；SQL 未说明时未设置。账户的应答不包含该信息：未知。"
        schema: Text, optional, api "redshift-data:ExecuteStatement";
        /// Its name.
        ja "名前。"
        zh "名称。"
        name: Text, required, api "redshift-data:ExecuteStatement";
        /// The topic or Kinesis stream that it loads.
        ja "読み込むトピックまたは Kinesis ストリーム。"
        zh "加载的主题或 Kinesis 流。"
        stream: Text, required, api "redshift-data:ExecuteStatement";
    }
}

crate::kind! {
    /// An external schema that Redshift streams from MSK, Apache Kafka or Kinesis. Schemas over data catalogs and databases are none.
    ja "Redshift が MSK、Apache Kafka、Kinesis からストリーミングする外部スキーマ。データカタログやデータベースに対するスキーマは含みません。"
    zh "Redshift 从 MSK、Apache Kafka 或 Kinesis 流式摄取数据的外部架构。基于数据目录和数据库的架构不在此列。"
    "external_schema" as "schema"; // G1-G14
    cfn []; tf ["aws_redshiftdata_statement"];
    not_judged None;
    fields {
        /// The database that it is in; absent where SQL does not say.
        ja "属するデータベース。SQL に記載がない場合は未設定です。"
        zh "所在的数据库；SQL 未说明时未设置。"
        database: Text, optional, api "redshift-data:ExecuteStatement";
        /// What it streams from.
        ja "ストリーミング元。"
        zh "流式摄取的来源。"
        source: Enum(&["MSK", "KAFKA", "KINESIS"]), required, api "redshift-data:ExecuteStatement"; // G1, G4
        /// How Redshift authenticates to the brokers; absent for Kinesis. Nothing said has no documented meaning: unknown.
        ja "ブローカーに対する Redshift の認証方法。Kinesis では未設定です。何も指定しない場合の意味は文書化されていないため、不明として扱います。"
        zh "Redshift 向代理进行身份验证的方式；Kinesis 未设置。文档没有规定未指定时的含义，因此视为未知。"
        authentication: Enum(&["none", "iam", "mtls"]), optional, api "redshift-data:ExecuteStatement"; // G1
        /// `AUTHENTICATION_ARN` as written; absent when there is none.
        ja "書かれているとおりの `AUTHENTICATION_ARN`。ない場合は未設定です。"
        zh "原样写出的 `AUTHENTICATION_ARN`；没有时未设置。"
        authentication_arn: Arn, optional, api "redshift-data:ExecuteStatement"; // G36
        /// The certificate that `AUTHENTICATION_ARN` names; absent when there is none.
        ja "`AUTHENTICATION_ARN` が指す証明書。ない場合は未設定です。"
        zh "`AUTHENTICATION_ARN` 所指的证书；没有时未设置。"
        certificate: Link("certificate"), optional, api "redshift-data:ExecuteStatement";
        /// `SECRET_ARN` as written; it may lack the random suffix. Absent when there is none.
        ja "書かれているとおりの `SECRET_ARN`。末尾のランダムな文字がないこともあります。ない場合は未設定です。"
        zh "原样写出的 `SECRET_ARN`；可能缺少随机后缀。没有时未设置。"
        secret_arn: Arn, optional, api "redshift-data:ExecuteStatement"; // G36, B25
        /// The secret that `SECRET_ARN` names; absent when there is none.
        ja "`SECRET_ARN` が指すシークレット。ない場合は未設定です。"
        zh "`SECRET_ARN` 所指的密钥 (secret)；没有时未设置。"
        secret: Link("secret"), optional, api "redshift-data:ExecuteStatement";
        /// The brokers of its `URI`; absent when it has none: the older form with `CLUSTER_ARN`, and Kinesis.
        ja "`URI` にあるブローカー。`URI` のない場合、つまり `CLUSTER_ARN` を使う以前の形式と Kinesis では未設定です。"
        zh "`URI` 中的代理；没有 `URI` 时未设置，即使用 `CLUSTER_ARN` 的旧形式以及 Kinesis。"
        brokers: List(&Record(&broker::RECORD)), optional, api "redshift-data:ExecuteStatement"; // G2
        /// The ports among them; absent as `brokers` are.
        ja "その中のポート。`brokers` が未設定なら未設定です。"
        zh "其中的端口；`brokers` 未设置时也未设置。"
        broker_ports: List(&Int), optional, api "redshift-data:ExecuteStatement";
        /// `CLUSTER_ARN` of the older form; absent when there is none.
        ja "以前の形式の `CLUSTER_ARN`。ない場合は未設定です。"
        zh "旧形式的 `CLUSTER_ARN`；没有时未设置。"
        cluster_arn: Arn, optional, api "redshift-data:ExecuteStatement"; // G2
        /// The MSK cluster: the one that `CLUSTER_ARN` names, else the one whose brokers' domain the first MSK host has; absent when neither is MSK's.
        ja "MSK クラスター。`CLUSTER_ARN` が指すもの、なければ最初の MSK ホストとブローカーのドメインが同じもの。どちらも MSK のものでない場合は未設定です。"
        zh "MSK 集群：`CLUSTER_ARN` 所指的集群，否则为代理域名与第一个 MSK 主机相同的集群；两者都不属于 MSK 时未设置。"
        cluster: Link("msk_cluster"), optional, api "redshift-data:ExecuteStatement"; // A47
        /// The cluster, as a list: none when no cluster of this account and Region has the ARN or the brokers.
        ja "リストの形で示したクラスター。このアカウントとリージョンに該当する ARN またはブローカーを持つクラスターがない場合は空です。"
        zh "以列表表示的集群：此账户和区域中没有集群具有该 ARN 或这些代理时为空。"
        known_clusters: List(&Link("msk_cluster")), required, back "external_schema" "cluster" "kafka:ListClustersV2";
        /// `IAM_ROLE` as written: `default`, `SESSION`, a role's ARN or a chain of them; absent when there is none.
        ja "書かれているとおりの `IAM_ROLE`: `default`、`SESSION`、ロールの ARN、またはその連鎖。ない場合は未設定です。"
        zh "原样写出的 `IAM_ROLE`：`default`、`SESSION`、角色的 ARN 或由其组成的角色链；没有时未设置。"
        iam_role: Text, optional, api "redshift-data:ExecuteStatement"; // G5
        /// The role that reads: the last of a chain; for `default` the cluster's or namespace's default role. Absent for `SESSION`, whose role is the user's, and without `IAM_ROLE`.
        ja "読み取りを行うロール。連鎖の場合は最後のもの、`default` の場合はクラスターまたは名前空間のデフォルトのロールです。ユーザーのロールを使う `SESSION` の場合と、`IAM_ROLE` のない場合は未設定です。"
        zh "进行读取的角色：角色链中的最后一个；`default` 时为集群或命名空间的默认角色。`SESSION` (使用用户的角色) 以及没有 `IAM_ROLE` 时未设置。"
        role: Link("iam_role"), optional, api "redshift-data:ExecuteStatement";
        /// The provisioned cluster that the schema is in; absent for a schema of a workgroup, and where SQL does not say.
        ja "スキーマが属するプロビジョニングされたクラスター。ワークグループのスキーマと、SQL に記載がない場合は未設定です。"
        zh "架构所在的预置集群；工作组的架构以及 SQL 未说明时未设置。"
        redshift_cluster: Link("redshift_cluster"), optional, api "redshift-data:ExecuteStatement";
        /// The serverless workgroup that the schema was seen through; absent for a schema of a provisioned cluster, and where SQL does not say.
        ja "スキーマの確認に使ったサーバーレスワークグループ。プロビジョニングされたクラスターのスキーマと、SQL に記載がない場合は未設定です。"
        zh "借以查看该架构的无服务器工作组；预置集群的架构以及 SQL 未说明时未设置。"
        workgroup: Link("redshift_workgroup"), optional, api "redshift-data:ExecuteStatement";
        /// Materialized views that load streams through it: of an account those that were refreshed of late, of SQL those in the same text. Others may always be there: never known to be none.
        ja "このスキーマを通じてストリームを読み込むマテリアライズドビュー。アカウントでは最近更新されたもの、SQL では同じテキスト内のものです。ほかにもある可能性が常にあるため、「ない」と判明することはありません。"
        zh "通过该架构加载流的实体化视图：账户中为近期刷新过的视图，SQL 中为同一文本内的视图。随时可能还有其他视图，因此从不视为没有。"
        materialized_views: List(&Record(&view::RECORD)), required, api "redshift-data:ExecuteStatement"; // G14
        /// Keys of `esoptions`, or clauses of the statement, that tidegate does not know.
        ja "tidegate が認識しない `esoptions` のキー、または文の句。"
        zh "tidegate 不认识的 `esoptions` 键或语句子句。"
        unrecognised_options: List(&Text), required, api "redshift-data:ExecuteStatement"; // G11
    }
}
