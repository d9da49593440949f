//! A statement of a resource's or role's policy, as far as the rules ask. Of what could be a secret in one, the values of
//! conditions, only those of harmless keys are kept.

crate::record! {
    /// One condition of a statement. It holds when one of the values does, or with a negated operator none of them.
    ja "ステートメントの 1 つの条件。値のどれかが当てはまれば成立し、否定の演算子ではどれも当てはまらないときに成立します。"
    zh "语句的一个条件。任一值匹配即成立；若为否定运算符，则所有值都不匹配才成立。"
    "policy_condition" in condition;
    fields {
        /// The operator in lower case: `stringequals`, `arnlikeifexists`.
        ja "小文字の演算子: `stringequals`、`arnlikeifexists` など。"
        zh "小写的运算符：`stringequals`、`arnlikeifexists` 等。"
        operator: Text, required;
        /// The condition key in lower case: `aws:sourceaccount`.
        ja "小文字の条件キー: `aws:sourceaccount` など。"
        zh "小写的条件键：`aws:sourceaccount` 等。"
        key: Text, required;
        /// The values as written, one made a list; absent for keys whose values can be secrets and bear on no rule.
        ja "書かれているとおりの値。単独の値はリストにします。値がシークレットになりうる、ルールに関係のないキーでは未設定です。"
        zh "原样写出的值；单个值转为列表。对于值可能是密钥 (secret) 且与规则无关的条件键，未设置。"
        values: List(&Text), optional;
    }
}

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
        /// The conditions with their values, in the order of `conditions`.
        ja "値を含む条件。順序は `conditions` と同じです。"
        zh "条件及其值，顺序与 `conditions` 相同。"
        tests: List(&Record(&condition::RECORD)), required;
    }
}
