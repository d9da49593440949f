//! ElastiCache cache clusters: stand-alone ones and members of replication groups.

use crate::inventory::schema::Type::{Bool, Enum, Link, Text, Version};

crate::kind! {
    /// A cache cluster. Members of a replication group are judged as their group.
    "cache_cluster" as "cache_cluster";
    cfn ["AWS::ElastiCache::CacheCluster"]; tf ["aws_elasticache_cluster"];
    not_judged Some(("status", &["creating", "deleting", "deleted", "incompatible-network", "restore-failed"]));
    fields {
        /// Cache cluster status; absent in a template.
        status: Text, optional, api "elasticache:DescribeCacheClusters";
        /// The engine; Redis OSS and Valkey belong into replication groups (F13).
        engine: Enum(&["redis", "valkey", "memcached"]), required, api "elasticache:DescribeCacheClusters", cfn "Engine", tf "engine";
        /// Engine version; absent in a template means the newest.
        engine_version: Version, optional, api "elasticache:DescribeCacheClusters", cfn "EngineVersion", tf "engine_version";
        /// Node type.
        node_type: Text, optional, api "elasticache:DescribeCacheClusters", cfn "CacheNodeType", tf "node_type";
        /// The group that it is a member of; absent for a stand-alone cluster.
        replication_group: Link("replication_group"), optional, api "elasticache:DescribeCacheClusters", tf "replication_group_id";
        /// Encryption in transit is on.
        transit_encryption_enabled: Bool, required, api "elasticache:DescribeCacheClusters", cfn "TransitEncryptionEnabled", tf "transit_encryption_enabled";
        /// Encryption at rest is on.
        at_rest_encryption_enabled: Bool, optional, api "elasticache:DescribeCacheClusters";
        /// Subnet group; absent in a template means the default one.
        subnet_group: Text, optional, api "elasticache:DescribeCacheClusters", cfn "CacheSubnetGroupName", tf "subnet_group_name";
    }
}
