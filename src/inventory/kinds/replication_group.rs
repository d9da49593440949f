//! ElastiCache replication groups (Redis OSS and Valkey).

use crate::inventory::schema::Type::{Bool, Enum, Int, Link, List, Text, Version};

crate::kind! {
    /// A node-based Redis OSS or Valkey replication group.
    ja "ノードベースの Redis OSS または Valkey のレプリケーショングループ。"
    zh "基于节点的 Redis OSS 或 Valkey 复制组。"
    "replication_group" as "group";
    cfn ["AWS::ElastiCache::ReplicationGroup"]; tf ["aws_elasticache_replication_group"];
    not_judged Some(("status", &["creating", "deleting", "create-failed"]));
    fields {
        /// `available`, `modifying`, `creating`, `deleting`, `snapshotting`, `create-failed`; absent in a template.
        ja "`available`、`modifying`、`creating`、`deleting`、`snapshotting`、`create-failed` という値を取るステータス。テンプレートでは未設定です。"
        zh "状态：`available`、`modifying`、`creating`、`deleting`、`snapshotting`、`create-failed`；在模板中未设置。"
        status: Text, optional, api "elasticache:DescribeReplicationGroups";
        /// The engine.
        ja "エンジン。"
        zh "引擎。"
        engine: Enum(&["redis", "valkey"]), required, api "elasticache:DescribeReplicationGroups", cfn "Engine", tf "engine";
        /// Engine version of the group's members; absent in a template means the newest.
        ja "グループのメンバーのエンジンバージョン。テンプレートで未設定の場合は最新のバージョンになります。"
        zh "组内成员的引擎版本；在模板中未设置表示最新版本。"
        engine_version: Version, optional, api "elasticache:DescribeCacheClusters", cfn "EngineVersion", tf "engine_version"; // F2
        /// Node type; absent in a template of a global group's member.
        ja "ノードタイプ。グローバルレプリケーショングループのメンバーのテンプレートでは未設定です。"
        zh "节点类型；全局复制组成员的模板中未设置。"
        node_type: Text, optional, api "elasticache:DescribeReplicationGroups", cfn "CacheNodeType", tf "node_type";
        /// Encryption in transit is on; `transit_encryption_mode` says whether it is also demanded.
        ja "転送時の暗号化が有効かどうか。必須かどうかは `transit_encryption_mode` で分かります。"
        zh "是否已启用传输中加密；`transit_encryption_mode` 说明是否强制要求。"
        transit_encryption_enabled: Bool, required, api "elasticache:DescribeReplicationGroups", cfn "TransitEncryptionEnabled", tf "transit_encryption_enabled"; // F10, F23
        /// `preferred` takes plaintext connections, too; absent means `required`.
        ja "転送時の暗号化のモード。`preferred` はプレーンテキストの接続も受け付けます。未設定の場合は `required` です。"
        zh "传输中加密的模式；`preferred` 也接受明文连接；未设置表示 `required`。"
        transit_encryption_mode: Enum(&["preferred", "required"]), optional, api "elasticache:DescribeReplicationGroups", cfn "TransitEncryptionMode", tf "transit_encryption_mode"; // F24
        /// A change of the mode that is under way; absent when none is.
        ja "進行中のモード変更。ない場合は未設定です。"
        zh "正在进行的模式更改；没有时未设置。"
        pending_transit_encryption_mode: Enum(&["preferred", "required"]), optional, api "elasticache:DescribeReplicationGroups";
        /// Encryption at rest is on; fixed at creation.
        ja "保管時の暗号化が有効かどうか。作成時に決まり、変更できません。"
        zh "是否已启用静态加密；在创建时确定，之后无法更改。"
        at_rest_encryption_enabled: Bool, required, api "elasticache:DescribeReplicationGroups", cfn "AtRestEncryptionEnabled", tf "at_rest_encryption_enabled"; // F18
        /// Key for data at rest; absent means a key the service manages.
        ja "保管時のデータのキー。未設定の場合はサービスが管理するキーになります。"
        zh "静态数据的 KMS 密钥；未设置表示由服务管理的密钥。"
        kms_key: Link("kms_key"), optional, api "elasticache:DescribeReplicationGroups", cfn "KmsKeyId", tf "kms_key_id";
        /// Clients must know a token (AUTH).
        ja "クライアントがトークン (AUTH) を知っている必要があるかどうか。"
        zh "客户端是否必须提供令牌 (AUTH)。"
        auth_token_enabled: Bool, required, api "elasticache:DescribeReplicationGroups";
        /// User groups (RBAC) in force.
        ja "適用中のユーザーグループ (RBAC)。"
        zh "生效的用户组 (RBAC)。"
        user_groups: List(&Link("user_group")), required, api "elasticache:DescribeReplicationGroups", cfn "UserGroupIds", tf "user_group_ids";
        /// Subnet group, read from the members; absent in a template means the default one.
        ja "サブネットグループ (メンバーから読み取り)。テンプレートで未設定の場合はデフォルトのものになります。"
        zh "子网组，从成员读取；在模板中未设置表示默认子网组。"
        subnet_group: Text, optional, api "elasticache:DescribeCacheClusters", cfn "CacheSubnetGroupName", tf "subnet_group_name";
        /// The global replication group that it belongs to, in a template as a secondary member; absent when it belongs to none.
        ja "属するグローバルレプリケーショングループ (テンプレートではセカンダリメンバーとして)。属さない場合は未設定です。"
        zh "所属的全局复制组 (在模板中为辅助成员)；不属于任何全局复制组时未设置。"
        global_group: Link("global_replication_group"), optional, api "elasticache:DescribeReplicationGroups", cfn "GlobalReplicationGroupId", tf "global_replication_group_id";
        /// Shards; absent when a template does not say.
        ja "シャードの数。テンプレートに記載がない場合は未設定です。"
        zh "分片数；模板未说明时未设置。"
        num_node_groups: Int, optional, api "elasticache:DescribeReplicationGroups", cfn "NumNodeGroups", tf "num_node_groups";
        /// Replicas a shard; absent when a template does not say.
        ja "シャードあたりのレプリカの数。テンプレートに記載がない場合は未設定です。"
        zh "每个分片的副本数；模板未说明时未设置。"
        replicas_per_node_group: Int, optional, api "elasticache:DescribeReplicationGroups", cfn "ReplicasPerNodeGroup", tf "replicas_per_node_group";
    }
}
