//! ElastiCache cache clusters: stand-alone ones and members of replication groups.

use crate::inventory::schema::Type::{Bool, Enum, Link, Text, Version};

crate::kind! {
    /// A cache cluster. Members of a replication group are judged as their group.
    ja "キャッシュクラスター。レプリケーショングループのメンバーは、そのグループとして判定します。"
    zh "缓存集群。复制组的成员作为其所属的组来评估。"
    "cache_cluster" as "cache_cluster";
    cfn ["AWS::ElastiCache::CacheCluster"]; tf ["aws_elasticache_cluster"];
    not_judged Some(("status", &["creating", "deleting", "deleted", "incompatible-network", "restore-failed"]));
    fields {
        /// Cache cluster status; absent in a template.
        ja "キャッシュクラスターのステータス。テンプレートでは未設定です。"
        zh "缓存集群的状态；在模板中未设置。"
        status: Text, optional, api "elasticache:DescribeCacheClusters";
        /// The engine; Redis OSS and Valkey belong into replication groups.
        ja "エンジン。Redis OSS と Valkey はレプリケーショングループで使うものです。"
        zh "引擎；Redis OSS 和 Valkey 应放在复制组中。"
        engine: Enum(&["redis", "valkey", "memcached"]), required, api "elasticache:DescribeCacheClusters", cfn "Engine", tf "engine"; // F13
        /// Engine version; absent in a template means the newest.
        ja "エンジンバージョン。テンプレートで未設定の場合は最新のバージョンになります。"
        zh "引擎版本；在模板中未设置表示最新版本。"
        engine_version: Version, optional, api "elasticache:DescribeCacheClusters", cfn "EngineVersion", tf "engine_version";
        /// Node type.
        ja "ノードタイプ。"
        zh "节点类型。"
        node_type: Text, optional, api "elasticache:DescribeCacheClusters", cfn "CacheNodeType", tf "node_type";
        /// The group that it is a member of; absent for a stand-alone cluster.
        ja "メンバーとして属するグループ。単独のクラスターでは未設定です。"
        zh "它所属的复制组；独立的集群未设置。"
        replication_group: Link("replication_group"), optional, api "elasticache:DescribeCacheClusters", tf "replication_group_id";
        /// Encryption in transit is on.
        ja "転送時の暗号化が有効かどうか。"
        zh "是否已启用传输中加密。"
        transit_encryption_enabled: Bool, required, api "elasticache:DescribeCacheClusters", cfn "TransitEncryptionEnabled", tf "transit_encryption_enabled";
        /// Encryption at rest is on.
        ja "保管時の暗号化が有効かどうか。"
        zh "是否已启用静态加密。"
        at_rest_encryption_enabled: Bool, optional, api "elasticache:DescribeCacheClusters";
        /// Subnet group; absent in a template means the default one.
        ja "サブネットグループ。テンプレートで未設定の場合はデフォルトのものになります。"
        zh "子网组；在模板中未设置表示默认子网组。"
        subnet_group: Text, optional, api "elasticache:DescribeCacheClusters", cfn "CacheSubnetGroupName", tf "subnet_group_name";
    }
}
