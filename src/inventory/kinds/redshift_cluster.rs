//! Amazon Redshift provisioned clusters, as far as streaming ingestion asks.

use crate::inventory::schema::Type::{Bool, Link, List, Text};

crate::kind! {
    /// A provisioned Redshift cluster (G26).
    "redshift_cluster" as "redshift_cluster";
    cfn ["AWS::Redshift::Cluster"]; tf ["aws_redshift_cluster"];
    not_judged Some(("status", &["creating", "deleting", "final-snapshot"]));
    fields {
        /// Cluster status (`available`, `paused`, `resizing`); absent in a template. A paused cluster answers no SQL (G25).
        status: Text, optional, api "redshift:DescribeClusters";
        /// The database that was made with the cluster; absent in a template that does not say.
        database_name: Text, optional, api "redshift:DescribeClusters", cfn "DBName", tf "database_name";
        /// Traffic of the cluster goes through the VPC: its route tables and endpoints decide what can be reached.
        enhanced_vpc_routing: Bool, required, api "redshift:DescribeClusters", cfn "EnhancedVpcRouting", tf "enhanced_vpc_routing";
        /// The cluster has a public endpoint.
        publicly_accessible: Bool, required, api "redshift:DescribeClusters", cfn "PubliclyAccessible", tf "publicly_accessible";
        /// Data at rest is encrypted.
        encrypted: Bool, required, api "redshift:DescribeClusters", cfn "Encrypted", tf "encrypted";
        /// The roles that the cluster may assume.
        iam_roles: List(&Link("iam_role")), required, api "redshift:DescribeClusters", cfn "IamRoles", tf "iam_roles";
        /// The role that `IAM_ROLE default` means; absent when none is set.
        default_iam_role: Link("iam_role"), optional, api "redshift:DescribeClusters", tf "default_iam_role_arn";
        /// Its VPC; absent in a template.
        vpc: Link("vpc"), optional, api "redshift:DescribeClusters";
        /// Its subnet group; absent in a template means the default one.
        subnet_group: Text, optional, api "redshift:DescribeClusters", cfn "ClusterSubnetGroupName", tf "cluster_subnet_group_name";
        /// The subnets of its subnet group.
        subnets: List(&Link("subnet")), required, api "redshift:DescribeClusterSubnetGroups";
        /// Its security groups; absent in a template means the VPC's default group.
        security_groups: List(&Link("security_group")), optional, api "redshift:DescribeClusters", cfn "VpcSecurityGroupIds", tf "vpc_security_group_ids";
    }
}
