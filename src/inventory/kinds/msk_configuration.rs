//! MSK broker configurations (one revision each).

use crate::inventory::schema::Type::{Bool, Int};

crate::kind! {
    /// One revision of a broker configuration. Only the properties that rules ask for are kept.
    ja "ブローカー設定の 1 つのリビジョン。ルールが参照するプロパティだけを保持します。"
    zh "代理配置的一个修订版。只保留规则用到的属性。"
    "msk_configuration" as "configuration";
    cfn ["AWS::MSK::Configuration"]; tf ["aws_msk_configuration"];
    not_judged None;
    fields {
        /// The revision that a cluster uses; absent in a template.
        ja "クラスターが使用するリビジョン。テンプレートでは未設定です。"
        zh "集群使用的修订版；在模板中未设置。"
        revision: Int, optional, api "kafka:DescribeConfigurationRevision";
        /// `allow.everyone.if.no.acl.found`; MSK's default is true.
        ja "`allow.everyone.if.no.acl.found` の値。MSK のデフォルトは true です。"
        zh "`allow.everyone.if.no.acl.found` 的值；MSK 的默认值是 true。"
        allow_everyone_if_no_acl_found: Bool, required, api "kafka:DescribeConfigurationRevision", cfn "ServerProperties", tf "server_properties"; // A51
    }
}
