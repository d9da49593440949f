//! Why an expression of a rule comes to nothing certain.

use super::entries;

entries! {
    "{count} evaluation steps" = "評価ステップ {count} 回" | "{count} 个评估步骤";
    "a condition of a policy" = "ポリシーの条件" | "策略的条件";
    "a grant of a KMS key" = "KMS キーの許可 (grant)" | "KMS 密钥的授权 (grant)";
    "a policy about a session of the role" = "ロールのセッションを対象とするポリシー" | "针对该角色会话的策略";
    "a policy for everyone but some (NotPrincipal)" = "一部を除く全員を対象とするポリシー (NotPrincipal)" | "针对除某些主体以外的所有主体的策略 (NotPrincipal)";
    "a reference known only in part" = "一部だけがわかっている参照" | "只知道一部分的引用";
    "a reference to something that was not collected" = "収集していないものへの参照" | "对未收集内容的引用";
    "a wildcard within a principal" = "プリンシパルの中のワイルドカード" | "主体中的通配符";
    "a wildcard that may reach beyond its part of an ARN" = "ARN の該当部分を越えて一致しうるワイルドカード" | "可能匹配到 ARN 中其他部分的通配符";
    "an ARN of a secret without its end" = "末尾のないシークレットの ARN" | "缺少末尾的密钥 (secret) ARN";
    "an alias of a KMS key" = "KMS キーのエイリアス" | "KMS 密钥的别名";
    "not a field" = "フィールドではないもの" | "不是字段的内容";
    "not a truth value" = "真偽値ではないもの" | "不是真假值的内容";
    "not of the type" = "型の異なる値" | "类型不符的值";
    "not text" = "テキストではないもの" | "不是文本的内容";
    "stands only in texts" = "テキストの中だけで使えるもの" | "只能用于文本的内容";
    "the main route table of the VPC" = "VPC のメインルートテーブル" | "VPC 的主路由表";
    "values of different types" = "型の異なる値どうし" | "类型不同的值";
    "which of the subnets: their routes differ" = "どのサブネットか (ルートが異なります)" | "属于哪个子网 (它们的路由不同)";
}
