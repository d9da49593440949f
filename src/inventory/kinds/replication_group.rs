//! ElastiCache replication groups (Redis OSS and Valkey).

use crate::inventory::schema::Type::{Bool, Enum, Int, Link, List, Text, Version};

crate::kind! {
    /// A node-based Redis OSS or Valkey replication group.
    "replication_group" as "group";
    cfn ["AWS::ElastiCache::ReplicationGroup"]; tf ["aws_elasticache_replication_group"];
    not_judged Some(("status", &["creating", "deleting", "create-failed"]));
    fields {
        /// `available`, `modifying`, `creating`, `deleting`, `snapshotting`, `create-failed`; absent in a template.
        status: Text, optional, api "elasticache:DescribeReplicationGroups";
        /// The engine.
        engine: Enum(&["redis", "valkey"]), required, api "elasticache:DescribeReplicationGroups", cfn "Engine", tf "engine";
        /// Engine version of the group's members (F2); absent in a template means the newest.
        engine_version: Version, optional, api "elasticache:DescribeCacheClusters", cfn "EngineVersion", tf "engine_version";
        /// Node type; absent in a template of a global group's member.
        node_type: Text, optional, api "elasticache:DescribeReplicationGroups", cfn "CacheNodeType", tf "node_type";
        /// Encryption in transit is on; `transit_encryption_mode` says whether it is also demanded (F10, F23).
        transit_encryption_enabled: Bool, required, api "elasticache:DescribeReplicationGroups", cfn "TransitEncryptionEnabled", tf "transit_encryption_enabled";
        /// `preferred` takes plaintext connections, too; absent means `required` (F24).
        transit_encryption_mode: Enum(&["preferred", "required"]), optional, api "elasticache:DescribeReplicationGroups", cfn "TransitEncryptionMode", tf "transit_encryption_mode";
        /// A change of the mode that is under way; absent when none is.
        pending_transit_encryption_mode: Enum(&["preferred", "required"]), optional, api "elasticache:DescribeReplicationGroups";
        /// Encryption at rest is on; fixed at creation (F18).
        at_rest_encryption_enabled: Bool, required, api "elasticache:DescribeReplicationGroups", cfn "AtRestEncryptionEnabled", tf "at_rest_encryption_enabled";
        /// Key for data at rest; absent means a key the service manages.
        kms_key: Link("kms_key"), optional, api "elasticache:DescribeReplicationGroups", cfn "KmsKeyId", tf "kms_key_id";
        /// Clients must know a token (AUTH).
        auth_token_enabled: Bool, required, api "elasticache:DescribeReplicationGroups";
        /// User groups (RBAC) in force.
        user_groups: List(&Link("user_group")), required, api "elasticache:DescribeReplicationGroups", cfn "UserGroupIds", tf "user_group_ids";
        /// Subnet group, read from the members; absent in a template means the default one.
        subnet_group: Text, optional, api "elasticache:DescribeCacheClusters", cfn "CacheSubnetGroupName", tf "subnet_group_name";
        /// Shards; absent when a template does not say.
        num_node_groups: Int, optional, api "elasticache:DescribeReplicationGroups", cfn "NumNodeGroups", tf "num_node_groups";
        /// Replicas a shard; absent when a template does not say.
        replicas_per_node_group: Int, optional, api "elasticache:DescribeReplicationGroups", cfn "ReplicasPerNodeGroup", tf "replicas_per_node_group";
    }
}
