//! A statement of a resource's or role's policy, as far as the rules ask. Policies hold no secret.

crate::record! {
    /// One statement of a policy. The action, resource and principal lists are as written, one string made a list.
    ja "ポリシーの 1 つのステートメント。アクション、リソース、プリンシパルのリストは書かれているとおりで、単独の文字列はリストにします。"
    zh "策略的一条语句。操作、资源和主体列表均为原样，单个字符串转为列表。"
    "policy_statement" in statement;
    fields {
        /// The statement's Sid.
        ja "ステートメントの Sid。"
        zh "语句的 Sid。"
        sid: Text, optional;
        /// Whether the statement allows or denies.
        ja "ステートメントが許可するか拒否するか。"
        zh "语句是允许还是拒绝。"
        effect: Enum(&["Allow", "Deny"]), required;
        /// Principals: `*`, account ids, ARNs, `service:kafka.amazonaws.com`. Empty for a NotPrincipal statement, and for policies of roles.
        ja "プリンシパル: `*`、アカウント ID、ARN、`service:kafka.amazonaws.com`。NotPrincipal のステートメントとロールのポリシーでは空です。"
        zh "主体：`*`、账户 ID、ARN、`service:kafka.amazonaws.com`。NotPrincipal 语句和角色的策略中为空。"
        principals: List(&Text), required;
        /// The statement names everybody but its principals.
        ja "プリンシパル以外のすべてを対象とするステートメントかどうか。"
        zh "语句是否针对其主体以外的所有主体。"
        not_principal: Bool, required;
        /// Actions as written; IAM compares them without case.
        ja "書かれているとおりのアクション。IAM は大文字と小文字を区別せずに比較します。"
        zh "原样写出的操作；IAM 比较时不区分大小写。"
        actions: List(&Text), required;
        /// The statement names every action but those.
        ja "それ以外のすべてのアクションを対象とするステートメントかどうか。"
        zh "语句是否针对这些操作以外的所有操作。"
        not_action: Bool, required;
        /// Condition keys in lower case, with their operator: `stringequals:aws:sourceaccount`. Empty: no condition.
        ja "演算子を付けた小文字の条件キー: `stringequals:aws:sourceaccount`。空の場合は条件がありません。"
        zh "带运算符的小写条件键：`stringequals:aws:sourceaccount`。为空表示没有条件。"
        conditions: List(&Text), required;
        /// Resources as written. Empty for a trust policy, which is about the role itself.
        ja "書かれているとおりのリソース。ロール自体を対象とする信頼ポリシーでは空です。"
        zh "原样写出的资源。信任策略针对角色自身，因此为空。"
        resources: List(&Text), required;
        /// The statement names every resource but those.
        ja "それ以外のすべてのリソースを対象とするステートメントかどうか。"
        zh "语句是否针对这些资源以外的所有资源。"
        not_resource: Bool, required;
        /// The statement is about requests without TLS only: one of its conditions is that aws:SecureTransport is false.
        ja "TLS を使わないリクエストだけを対象とするステートメントかどうか (aws:SecureTransport が false という条件があります)。"
        zh "语句是否只针对不使用 TLS 的请求 (条件之一为 aws:SecureTransport 等于 false)。"
        without_tls: Bool, required;
    }
}
