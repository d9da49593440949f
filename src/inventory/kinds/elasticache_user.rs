//! ElastiCache users (RBAC).

use crate::inventory::schema::Type::{Bool, Enum, Link, List, Text};

crate::kind! {
    /// A user of ElastiCache RBAC.
    ja "ElastiCache RBAC のユーザー。"
    zh "ElastiCache RBAC 的用户。"
    "elasticache_user" as "user";
    cfn ["AWS::ElastiCache::User"]; tf ["aws_elasticache_user"];
    not_judged Some(("status", &["deleting"]));
    fields {
        /// `active`, `modifying`, `deleting`; absent in a template.
        ja "`active`、`modifying`、`deleting` という値を取るステータス。テンプレートでは未設定です。"
        zh "状态：`active`、`modifying`、`deleting`；在模板中未设置。"
        status: Text, optional, api "elasticache:DescribeUsers";
        /// The engine.
        ja "エンジン。"
        zh "引擎。"
        engine: Enum(&["redis", "valkey"]), optional, api "elasticache:DescribeUsers", cfn "Engine", tf "engine";
        /// The name that clients send; `name` is the user id.
        ja "クライアントが送る名前。`name` はユーザー ID です。"
        zh "客户端发送的名称；`name` 是用户 ID。"
        user_name: Text, required, api "elasticache:DescribeUsers", cfn "UserName", tf "user_name";
        /// Access string: `on ~* +@all`.
        ja "アクセス文字列: `on ~* +@all`。"
        zh "访问字符串：`on ~* +@all`。"
        access_string: Text, required, api "elasticache:DescribeUsers", cfn "AccessString", tf "access_string";
        /// The access string switches the user on.
        ja "アクセス文字列がユーザーを有効にしているかどうか。"
        zh "访问字符串是否启用该用户。"
        active: Bool, required, api "elasticache:DescribeUsers";
        /// How the user authenticates; `no-password` whatever the input calls it.
        ja "ユーザーの認証方法。パスワードなしは、入力での呼び名によらず `no-password` です。"
        zh "用户进行身份验证的方式；无密码时，不论输入中如何称呼，都是 `no-password`。"
        authentication_type: Enum(&["password", "no-password", "iam"]), required, api "elasticache:DescribeUsers"; // F7
        /// The user groups that hold the user.
        ja "ユーザーを含むユーザーグループ。"
        zh "包含该用户的用户组。"
        user_groups: List(&Link("user_group")), required, back "user_group" "users" "elasticache:DescribeUserGroups";
    }
}

/// An access string without the passwords and hashes that its syntax has room for (`>password`, `<password`,
/// `#hash`, `!hash`): AWS takes passwords elsewhere and documents no such answer, but nothing forbids one.
pub fn without_passwords(text: &str) -> String {
    let word = |word: &str| match word.chars().find(|c| *c != '(') {
        Some('>' | '<' | '#' | '!') => "<redacted:literal>".to_owned(),
        _ => word.to_owned(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_string_keeps_its_permissions_and_loses_its_passwords() {
        for plain in ["on ~* +@all", "off ~app:* &* -@all +get (~x +@read)", "on  ~a#b +config|get", ""] {
            assert_eq!(without_passwords(plain), plain);
        }
        let hidden = without_passwords("on >hunter2 <hunter3 #5e88 !5e88 ~* (>x +@all)");
        let mark = "<redacted:literal>";
        assert_eq!(hidden, format!("on {mark} {mark} {mark} {mark} ~* {mark} +@all)"));
    }
}
