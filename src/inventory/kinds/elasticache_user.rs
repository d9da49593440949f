//! ElastiCache users (RBAC).

use crate::inventory::schema::Type::{Bool, Enum, Link, List, Text};

crate::kind! {
    /// A user of ElastiCache RBAC.
    "elasticache_user" as "user";
    cfn ["AWS::ElastiCache::User"]; tf ["aws_elasticache_user"];
    not_judged Some(("status", &["deleting"]));
    fields {
        /// `active`, `modifying`, `deleting`; absent in a template.
        status: Text, optional, api "elasticache:DescribeUsers";
        /// The engine.
        engine: Enum(&["redis", "valkey"]), optional, api "elasticache:DescribeUsers", cfn "Engine", tf "engine";
        /// The name that clients send; `name` is the user id.
        user_name: Text, required, api "elasticache:DescribeUsers", cfn "UserName", tf "user_name";
        /// Access string: `on ~* +@all`.
        access_string: Text, required, api "elasticache:DescribeUsers", cfn "AccessString", tf "access_string";
        /// The access string switches the user on.
        active: Bool, required, api "elasticache:DescribeUsers";
        /// How the user authenticates; `no-password` whatever the input calls it (F7).
        authentication_type: Enum(&["password", "no-password", "iam"]), required, api "elasticache:DescribeUsers";
        /// The user groups that hold the user.
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
