//! Answers of Amazon Redshift (G26).

use super::xml::Element;
use super::{Answer, Client, Unreadable};
use crate::collect::operations::{DESCRIBE_CLUSTER_SUBNET_GROUPS, DESCRIBE_CLUSTERS};

#[derive(Debug)]
pub struct Clusters {
    pub clusters: Vec<Cluster>,
    pub marker: Option<String>,
}

#[derive(Debug)]
pub struct Cluster {
    pub identifier: Option<String>,
    pub status: Option<String>,
    pub database: Option<String>,
    pub vpc_id: Option<String>,
    pub enhanced_vpc_routing: Option<bool>,
    pub publicly_accessible: Option<bool>,
    pub encrypted: Option<bool>,
    pub iam_roles: Vec<String>,
    pub default_iam_role: Option<String>,
    pub subnet_group: Option<String>,
    pub security_groups: Vec<String>,
}

#[derive(Debug)]
pub struct SubnetGroups {
    pub groups: Vec<SubnetGroup>,
    pub marker: Option<String>,
}

#[derive(Debug)]
pub struct SubnetGroup {
    pub name: Option<String>,
    pub subnets: Vec<String>,
}

/// The most that AWS documents for a page of both listings.
const RECORDS: &str = "100";

impl Client {
    pub async fn describe_clusters(&self, marker: Option<&str>) -> Answer<Clusters> {
        let page = [("MaxRecords", Some(RECORDS)), ("Marker", marker)];
        self.query(&DESCRIBE_CLUSTERS, &page, |e| {
            let clusters =
                e.list("Clusters", "Cluster").into_iter().map(cluster).collect::<Result<_, _>>()?;
            Ok(Clusters { clusters, marker: e.text("Marker") })
        })
        .await
    }

    pub async fn describe_cluster_subnet_groups(&self, marker: Option<&str>) -> Answer<SubnetGroups> {
        let page = [("MaxRecords", Some(RECORDS)), ("Marker", marker)];
        self.query(&DESCRIBE_CLUSTER_SUBNET_GROUPS, &page, |e| {
            let groups = e.list("ClusterSubnetGroups", "ClusterSubnetGroup").into_iter().map(subnet_group);
            Ok(SubnetGroups { groups: groups.collect::<Result<_, _>>()?, marker: e.text("Marker") })
        })
        .await
    }
}

fn cluster(e: Element<'_, '_>) -> Result<Cluster, Unreadable> {
    Ok(Cluster {
        identifier: e.filled("ClusterIdentifier"),
        status: e.filled("ClusterStatus"),
        database: e.filled("DBName"),
        vpc_id: e.filled("VpcId"),
        enhanced_vpc_routing: e.bool("EnhancedVpcRouting")?,
        publicly_accessible: e.bool("PubliclyAccessible")?,
        encrypted: e.bool("Encrypted")?,
        iam_roles: e.each("IamRoles", "ClusterIamRole", "IamRoleArn")?,
        default_iam_role: e.filled("DefaultIamRoleArn"),
        subnet_group: e.filled("ClusterSubnetGroupName"),
        security_groups: e.each("VpcSecurityGroups", "VpcSecurityGroup", "VpcSecurityGroupId")?,
    })
}

fn subnet_group(e: Element<'_, '_>) -> Result<SubnetGroup, Unreadable> {
    Ok(SubnetGroup {
        name: e.filled("ClusterSubnetGroupName"),
        subnets: e.each("Subnets", "Subnet", "SubnetIdentifier")?,
    })
}
