//! ElastiCache subnet groups.

use crate::inventory::schema::Type::{List, Text};

crate::kind! {
    /// A cache subnet group.
    ja "キャッシュサブネットグループ。"
    zh "缓存子网组。"
    "cache_subnet_group" as "subnet_group";
    cfn ["AWS::ElastiCache::SubnetGroup"]; tf ["aws_elasticache_subnet_group"];
    not_judged None;
    fields {
        /// Its VPC; absent in a template.
        ja "属する VPC。テンプレートでは未設定です。"
        zh "所在的 VPC；在模板中未设置。"
        vpc_id: Text, optional, api "elasticache:DescribeCacheSubnetGroups";
        /// Its subnets.
        ja "含まれるサブネット。"
        zh "它的子网。"
        subnet_ids: List(&Text), required, api "elasticache:DescribeCacheSubnetGroups", cfn "SubnetIds", tf "subnet_ids";
    }
}
