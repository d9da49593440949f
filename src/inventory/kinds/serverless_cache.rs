//! ElastiCache serverless caches: always encrypted in transit and at rest (F4).

use crate::inventory::schema::Type::{Enum, Link, List, Text, Version};

crate::kind! {
    /// A serverless cache. There is no TLS field: TLS is always on (F4).
    "serverless_cache" as "serverless_cache";
    cfn ["AWS::ElastiCache::ServerlessCache"]; tf ["aws_elasticache_serverless_cache"];
    not_judged Some(("status", &["creating", "deleting", "create-failed"]));
    fields {
        /// Cache status; absent in a template.
        status: Text, optional, api "elasticache:DescribeServerlessCaches";
        /// The engine.
        engine: Enum(&["redis", "valkey", "memcached"]), required, api "elasticache:DescribeServerlessCaches", cfn "Engine", tf "engine";
        /// Full engine version; absent in a template.
        engine_version: Version, optional, api "elasticache:DescribeServerlessCaches";
        /// Key for data at rest; absent means a key that AWS owns.
        kms_key: Link("kms_key"), optional, api "elasticache:DescribeServerlessCaches", cfn "KmsKeyId", tf "kms_key_id";
        /// User group (RBAC); absent when none is set.
        user_group: Link("user_group"), optional, api "elasticache:DescribeServerlessCaches", cfn "UserGroupId", tf "user_group_id";
        /// Subnets of its endpoints.
        subnet_ids: List(&Text), optional, api "elasticache:DescribeServerlessCaches", cfn "SubnetIds", tf "subnet_ids";
    }
}
