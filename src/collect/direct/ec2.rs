//! Answers of Amazon EC2 about the network around the streaming path. Unlike the query protocol of the other
//! services EC2 answers an empty list by an empty element: a list that is not there makes the answer unreadable.

use super::xml::Element;
use super::{Answer, Client, Unreadable};
use crate::collect::operations::{
    DESCRIBE_ROUTE_TABLES, DESCRIBE_SECURITY_GROUPS, DESCRIBE_SUBNETS, DESCRIBE_VPC_ENDPOINTS, Operation,
};
use std::fmt::Debug;

/// A page of a listing.
#[derive(Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

#[derive(Debug)]
pub struct SecurityGroup {
    pub id: Option<String>,
    pub name: Option<String>,
    pub vpc_id: Option<String>,
    pub ingress: Vec<Permission>,
    pub egress: Vec<Permission>,
}

/// What a security group lets through: one protocol and range of ports, for several peers.
#[derive(Debug)]
pub struct Permission {
    /// `tcp`, `udp`, `icmp`, a protocol's number; `-1` for all of them.
    pub protocol: Option<String>,
    /// Absent where the protocol has no ports, and for all protocols.
    pub from_port: Option<i64>,
    pub to_port: Option<i64>,
    pub ipv4: Vec<String>,
    pub ipv6: Vec<String>,
    pub prefix_lists: Vec<String>,
    /// Ids of other security groups.
    pub groups: Vec<String>,
}

#[derive(Debug)]
pub struct Subnet {
    pub id: Option<String>,
    pub vpc_id: Option<String>,
    pub cidr: Option<String>,
    pub cidr_ipv6: Option<String>,
}

#[derive(Debug)]
pub struct RouteTable {
    pub id: Option<String>,
    pub vpc_id: Option<String>,
    pub routes: Vec<Route>,
    pub associations: Vec<Association>,
}

#[derive(Debug)]
pub struct Route {
    /// IPv4 or IPv6 range, or the id of a prefix list.
    pub destination: Option<String>,
    /// `local`, or the id of what it leads to: `igw-`, `nat-`, `vgw-`, `vpce-`, `tgw-`, `pcx-`, `eni-` ...
    pub target: Option<String>,
    /// `active` or `blackhole`.
    pub state: Option<String>,
}

#[derive(Debug)]
pub struct Association {
    /// Of all subnets of the VPC that have no association of their own.
    pub main: bool,
    pub subnet_id: Option<String>,
}

#[derive(Debug)]
pub struct VpcEndpoint {
    pub id: Option<String>,
    /// `Interface`, `Gateway`, `GatewayLoadBalancer` ...
    pub kind: Option<String>,
    pub vpc_id: Option<String>,
    pub service_name: Option<String>,
    pub state: Option<String>,
    pub private_dns: Option<bool>,
    pub subnets: Vec<String>,
    pub security_groups: Vec<String>,
    pub policy: Option<String>,
}

/// The most values that one filter takes.
pub const FILTER_VALUES: usize = 200;

impl Client {
    /// `ids`: at most [`FILTER_VALUES`].
    pub async fn describe_security_groups(
        &self,
        ids: &[String],
        token: Option<&str>,
    ) -> Answer<Page<SecurityGroup>> {
        self.described(&DESCRIBE_SECURITY_GROUPS, "group-id", ids, "1000", token, |e| {
            page(e, "securityGroupInfo", |e| {
                Ok(SecurityGroup {
                    id: e.filled("groupId"),
                    name: e.filled("groupName"),
                    vpc_id: e.filled("vpcId"),
                    ingress: all(e, "ipPermissions", permission)?,
                    egress: all(e, "ipPermissionsEgress", permission)?,
                })
            })
        })
        .await
    }

    pub async fn describe_subnets(&self, ids: &[String], token: Option<&str>) -> Answer<Page<Subnet>> {
        self.described(&DESCRIBE_SUBNETS, "subnet-id", ids, "1000", token, |e| {
            page(e, "subnetSet", |e| {
                Ok(Subnet {
                    id: e.filled("subnetId"),
                    vpc_id: e.filled("vpcId"),
                    cidr: e.filled("cidrBlock"),
                    cidr_ipv6: e
                        .list("ipv6CidrBlockAssociationSet", "item")
                        .into_iter()
                        .filter(|a| {
                            a.child("ipv6CidrBlockState").and_then(|s| s.text("state")).as_deref()
                                == Some("associated")
                        })
                        .find_map(|a| a.filled("ipv6CidrBlock")),
                })
            })
        })
        .await
    }

    pub async fn describe_route_tables(
        &self,
        vpcs: &[String],
        token: Option<&str>,
    ) -> Answer<Page<RouteTable>> {
        self.described(&DESCRIBE_ROUTE_TABLES, "vpc-id", vpcs, "100", token, |e| {
            page(e, "routeTableSet", |e| {
                Ok(RouteTable {
                    id: e.filled("routeTableId"),
                    vpc_id: e.filled("vpcId"),
                    routes: all(e, "routeSet", |e| Ok(route(e)))?,
                    associations: all(e, "associationSet", |e| {
                        Ok(Association {
                            main: e.bool("main")?.unwrap_or(false),
                            subnet_id: e.filled("subnetId"),
                        })
                    })?,
                })
            })
        })
        .await
    }

    pub async fn describe_vpc_endpoints(
        &self,
        vpcs: &[String],
        token: Option<&str>,
    ) -> Answer<Page<VpcEndpoint>> {
        self.described(&DESCRIBE_VPC_ENDPOINTS, "vpc-id", vpcs, "1000", token, |e| {
            page(e, "vpcEndpointSet", |e| {
                Ok(VpcEndpoint {
                    id: e.filled("vpcEndpointId"),
                    kind: e.filled("vpcEndpointType"),
                    vpc_id: e.filled("vpcId"),
                    service_name: e.filled("serviceName"),
                    state: e.filled("state"),
                    private_dns: e.bool("privateDnsEnabled")?,
                    subnets: e.texts("subnetIdSet", "item"),
                    security_groups: e.each("groupSet", "item", "groupId")?,
                    policy: e.filled("policyDocument"),
                })
            })
        })
        .await
    }

    async fn described<T: Debug + Send + Sync + 'static>(
        &self,
        op: &Operation,
        filter: &str,
        values: &[String],
        most: &str,
        token: Option<&str>,
        read: fn(Element<'_, '_>) -> Result<T, Unreadable>,
    ) -> Answer<T> {
        let names: Vec<String> = (1..=values.len()).map(|n| format!("Filter.1.Value.{n}")).collect();
        let mut parameters =
            vec![("Filter.1.Name", Some(filter)), ("MaxResults", Some(most)), ("NextToken", token)];
        parameters
            .extend(names.iter().zip(values).map(|(name, value)| (name.as_str(), Some(value.as_str()))));
        self.query(op, &parameters, read).await
    }
}

fn page<T>(
    e: Element<'_, '_>,
    list: &'static str,
    read: fn(Element<'_, '_>) -> Result<T, Unreadable>,
) -> Result<Page<T>, Unreadable> {
    Ok(Page { items: all(e, list, read)?, next: e.filled("nextToken") })
}

fn all<T>(
    e: Element<'_, '_>,
    list: &'static str,
    read: fn(Element<'_, '_>) -> Result<T, Unreadable>,
) -> Result<Vec<T>, Unreadable> {
    e.child(list).ok_or(Unreadable)?;
    e.list(list, "item").into_iter().map(read).collect()
}

fn permission(e: Element<'_, '_>) -> Result<Permission, Unreadable> {
    Ok(Permission {
        protocol: e.filled("ipProtocol"),
        from_port: e.int("fromPort")?,
        to_port: e.int("toPort")?,
        ipv4: e.each("ipRanges", "item", "cidrIp")?,
        ipv6: e.each("ipv6Ranges", "item", "cidrIpv6")?,
        prefix_lists: e.each("prefixListIds", "item", "prefixListId")?,
        groups: e.each("groups", "item", "groupId")?,
    })
}

fn route(e: Element<'_, '_>) -> Route {
    let first = |names: &[&'static str]| names.iter().find_map(|name| e.filled(name));
    Route {
        destination: first(&["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"]),
        target: first(&[
            "gatewayId",
            "natGatewayId",
            "egressOnlyInternetGatewayId",
            "transitGatewayId",
            "vpcPeeringConnectionId",
            "instanceId",
            "networkInterfaceId",
            "localGatewayId",
            "carrierGatewayId",
            "coreNetworkArn",
        ]),
        state: e.filled("state"),
    }
}
