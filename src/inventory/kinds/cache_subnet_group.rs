//! ElastiCache subnet groups.

use crate::inventory::schema::Type::{List, Text};

crate::kind! {
    /// A cache subnet group.
    "cache_subnet_group" as "subnet_group";
    cfn ["AWS::ElastiCache::SubnetGroup"]; tf ["aws_elasticache_subnet_group"];
    not_judged None;
    fields {
        /// Its VPC; absent in a template.
        vpc_id: Text, optional, api "elasticache:DescribeCacheSubnetGroups";
        /// Its subnets.
        subnet_ids: List(&Text), required, api "elasticache:DescribeCacheSubnetGroups", cfn "SubnetIds", tf "subnet_ids";
    }
}
