//! ElastiCache user groups (RBAC).

use crate::inventory::schema::Type::{Enum, Link, List, Text};

crate::kind! {
    /// A user group of ElastiCache RBAC.
    "user_group" as "user_group";
    cfn ["AWS::ElastiCache::UserGroup"]; tf ["aws_elasticache_user_group"];
    not_judged Some(("status", &["creating", "deleting"]));
    fields {
        /// `active`, `modifying`, `creating`, `deleting`; absent in a template.
        status: Text, optional, api "elasticache:DescribeUserGroups";
        /// The engine.
        engine: Enum(&["redis", "valkey"]), optional, api "elasticache:DescribeUserGroups", cfn "Engine", tf "engine";
        /// Its users.
        users: List(&Link("elasticache_user")), required, api "elasticache:DescribeUserGroups", cfn "UserIds", tf "user_ids";
        /// Replication groups that it guards.
        replication_groups: List(&Link("replication_group")), required, back "replication_group" "user_groups" "elasticache:DescribeReplicationGroups";
        /// Serverless caches that it guards.
        serverless_caches: List(&Link("serverless_cache")), required, back "serverless_cache" "user_group" "elasticache:DescribeServerlessCaches";
    }
}
