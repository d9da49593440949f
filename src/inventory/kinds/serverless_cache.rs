//! ElastiCache serverless caches: always encrypted in transit and at rest (F4).

use crate::inventory::schema::Type::{Enum, Link, List, Text, Version};

crate::kind! {
    /// A serverless cache. There is no TLS field: TLS is always on.
    ja "サーバーレスキャッシュ。TLS は常に有効なため、TLS のフィールドはありません。"
    zh "无服务器缓存。没有 TLS 字段：TLS 始终启用。"
    "serverless_cache" as "serverless_cache"; // F4
    cfn ["AWS::ElastiCache::ServerlessCache"]; tf ["aws_elasticache_serverless_cache"];
    not_judged Some(("status", &["creating", "deleting", "create-failed"]));
    fields {
        /// Cache status; absent in a template.
        ja "キャッシュのステータス。テンプレートでは未設定です。"
        zh "缓存的状态；在模板中未设置。"
        status: Text, optional, api "elasticache:DescribeServerlessCaches";
        /// The engine.
        ja "エンジン。"
        zh "引擎。"
        engine: Enum(&["redis", "valkey", "memcached"]), required, api "elasticache:DescribeServerlessCaches", cfn "Engine", tf "engine";
        /// Full engine version; absent in a template.
        ja "完全なエンジンバージョン。テンプレートでは未設定です。"
        zh "完整的引擎版本；在模板中未设置。"
        engine_version: Version, optional, api "elasticache:DescribeServerlessCaches";
        /// Key for data at rest; absent means a key that AWS owns.
        ja "保管時のデータのキー。未設定の場合は AWS 所有のキーになります。"
        zh "静态数据的 KMS 密钥；未设置表示 AWS 拥有的密钥。"
        kms_key: Link("kms_key"), optional, api "elasticache:DescribeServerlessCaches", cfn "KmsKeyId", tf "kms_key_id";
        /// User group (RBAC); absent when none is set.
        ja "ユーザーグループ (RBAC)。指定されていない場合は未設定です。"
        zh "用户组 (RBAC)；没有指定时未设置。"
        user_group: Link("user_group"), optional, api "elasticache:DescribeServerlessCaches", cfn "UserGroupId", tf "user_group_id";
        /// Subnets of its endpoints.
        ja "エンドポイントのサブネット。"
        zh "其端点所在的子网。"
        subnet_ids: List(&Text), optional, api "elasticache:DescribeServerlessCaches", cfn "SubnetIds", tf "subnet_ids";
    }
}
