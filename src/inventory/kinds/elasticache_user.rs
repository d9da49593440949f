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
