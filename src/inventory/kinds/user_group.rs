//! ElastiCache user groups (RBAC).

use crate::inventory::schema::Type::{Enum, Link, List, Text};

crate::kind! {
    /// A user group of ElastiCache RBAC.
    ja "ElastiCache RBAC のユーザーグループ。"
    zh "ElastiCache RBAC 的用户组。"
    "user_group" as "user_group";
    cfn ["AWS::ElastiCache::UserGroup"]; tf ["aws_elasticache_user_group"];
    not_judged Some(("status", &["creating", "deleting"]));
    fields {
        /// `active`, `modifying`, `creating`, `deleting`; absent in a template.
        ja "`active`、`modifying`、`creating`、`deleting` という値を取るステータス。テンプレートでは未設定です。"
        zh "状态：`active`、`modifying`、`creating`、`deleting`；在模板中未设置。"
        status: Text, optional, api "elasticache:DescribeUserGroups";
        /// The engine.
        ja "エンジン。"
        zh "引擎。"
        engine: Enum(&["redis", "valkey"]), optional, api "elasticache:DescribeUserGroups", cfn "Engine", tf "engine";
        /// Its users.
        ja "含まれるユーザー。"
        zh "组内的用户。"
        users: List(&Link("elasticache_user")), required, api "elasticache:DescribeUserGroups", cfn "UserIds", tf "user_ids";
        /// Replication groups that it guards.
        ja "このユーザーグループが保護するレプリケーショングループ。"
        zh "由它保护的复制组。"
        replication_groups: List(&Link("replication_group")), required, back "replication_group" "user_groups" "elasticache:DescribeReplicationGroups";
        /// Serverless caches that it guards.
        ja "このユーザーグループが保護するサーバーレスキャッシュ。"
        zh "由它保护的无服务器缓存。"
        serverless_caches: List(&Link("serverless_cache")), required, back "serverless_cache" "user_group" "elasticache:DescribeServerlessCaches";
    }
}
