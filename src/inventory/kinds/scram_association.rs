//! Associations of SCRAM secrets as templates declare them: one request to MSK each.

use crate::inventory::schema::Type::{Link, List};

crate::kind! {
    /// A list of secrets that a template associates with an MSK cluster in one resource. In an account the cluster lists them itself; Terraform's provider cuts its lists into requests of ten.
    ja "テンプレートが 1 つのリソースで MSK クラスターに関連付けるシークレットのリスト。アカウントではクラスター自体が一覧を示します。Terraform のプロバイダーはリストを 10 個ずつのリクエストに分けます。"
    zh "模板在一个资源中与 MSK 集群关联的密钥 (secret) 列表。在账户中由集群自己列出；Terraform 的提供程序会将列表拆分为每次十个的请求。"
    "scram_association" as "association"; // B1, B11
    cfn ["AWS::MSK::BatchScramSecret"]; tf [];
    not_judged None;
    fields {
        /// The cluster.
        ja "クラスター。"
        zh "集群。"
        cluster: Link("msk_cluster"), required, cfn "ClusterArn";
        /// The secrets, as the list has them.
        ja "リストにあるとおりのシークレット。"
        zh "列表中的密钥 (secret)，保持原样。"
        secrets: List(&Link("secret")), required, cfn "SecretArnList";
    }
}
