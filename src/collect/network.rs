//! The network around the path: the security groups and subnets that something on it names, and of the VPCs around
//! them the route tables and, where somebody asks for them, the endpoints. Few calls: each asks for up to 200 ids.

use super::asker::{Asker, Listing};
use super::direct::Answer;
use super::direct::Client;
use super::direct::ec2::{
    FILTER_VALUES, Page, Permission, Route, RouteTable, SecurityGroup, Subnet, VpcEndpoint,
};
use super::fill::{links, list, required, resource, text};
use super::operations::{
    DESCRIBE_ROUTE_TABLES, DESCRIBE_SECURITY_GROUPS, DESCRIBE_SUBNETS, DESCRIBE_VPC_ENDPOINTS, Operation,
};
use crate::inventory::kinds::security_group::rule;
use crate::inventory::kinds::{route_table, security_group, subnet, vpc, vpc_endpoint};
use crate::inventory::schema::common;
use crate::inventory::{Fact, KindDef, List, Record, Resource, Value, Why, policy};
use futures_util::future::join_all;
use std::collections::BTreeSet;
use tokio::sync::mpsc::UnboundedReceiver;

/// What somebody wants to know of the network.
#[derive(Debug)]
pub enum Wanted {
    Subnet(String),
    SecurityGroup(String),
    /// The endpoints of the VPCs, too.
    Endpoints,
}

/// Everything that is asked for; the calls begin when all who may ask have done so.
pub async fn collect(
    asker: &Asker<'_>,
    client: &Client,
    mut wanted: UnboundedReceiver<Wanted>,
) -> Vec<Resource> {
    let (mut subnets, mut groups, mut endpoints) = (BTreeSet::new(), BTreeSet::new(), false);
    while let Some(w) = wanted.recv().await {
        match w {
            Wanted::Subnet(id) => drop(subnets.insert(id)),
            Wanted::SecurityGroup(id) => drop(groups.insert(id)),
            Wanted::Endpoints => endpoints = true,
        }
    }
    let (groups, subnets) = tokio::join!(
        sweep(asker, &DESCRIBE_SECURITY_GROUPS, groups, |ids, token| async move {
            client.describe_security_groups(&ids, token.as_deref()).await
        }),
        sweep(asker, &DESCRIBE_SUBNETS, subnets, |ids, token| async move {
            client.describe_subnets(&ids, token.as_deref()).await
        }),
    );
    let of_groups = groups.items.iter().filter_map(|g| g.vpc_id.clone());
    let vpcs: BTreeSet<String> =
        subnets.items.iter().filter_map(|s| s.vpc_id.clone()).chain(of_groups).collect();
    let asked = if endpoints { vpcs.clone() } else { BTreeSet::new() };
    let (tables, endpoints) = tokio::join!(
        sweep(asker, &DESCRIBE_ROUTE_TABLES, vpcs.clone(), |ids, token| async move {
            client.describe_route_tables(&ids, token.as_deref()).await
        }),
        sweep(asker, &DESCRIBE_VPC_ENDPOINTS, asked, |ids, token| async move {
            client.describe_vpc_endpoints(&ids, token.as_deref()).await
        }),
    );
    let mut all: Vec<Resource> = Vec::new();
    all.extend(groups.items.iter().filter_map(|g| group_of(asker, g)));
    all.extend(subnets.items.iter().filter_map(|s| subnet_of(asker, s)));
    all.extend(vpcs.iter().map(|id| vpc_of(asker, id, &tables)));
    all.extend(tables.items.iter().filter_map(|t| table_of(asker, t)));
    all.extend(endpoints.items.iter().filter_map(|e| endpoint_of(asker, e)));
    all
}

/// All pages about all ids; no call when there are none.
async fn sweep<T, F: Future<Output = Answer<Page<T>>>>(
    asker: &Asker<'_>,
    op: &'static Operation,
    ids: BTreeSet<String>,
    call: impl Fn(Vec<String>, Option<String>) -> F,
) -> Listing<T> {
    let ids: Vec<String> = ids.into_iter().collect();
    let chunks = ids.chunks(FILTER_VALUES);
    let listings = join_all(
        chunks
            .map(|ids| asker.list(op, None, |token| call(ids.to_vec(), token), |a| (Some(a.items), a.next))),
    )
    .await;
    let mut whole = Listing { items: Vec::new(), more: None };
    for one in listings {
        whole.items.extend(one.items);
        whole.more = whole.more.or(one.more);
    }
    whole
}

/// A resource known by its id; a gap when the answer lacks it.
fn begin(
    asker: &Asker<'_>,
    kind: &'static KindDef,
    op: &Operation,
    id: Option<&str>,
) -> Option<(Resource, u16)> {
    let Some(id) = id else {
        let detail = format!("a {} without id", kind.name).into();
        asker.gap(op, None, &Why::Malformed { operation: op.name.into(), detail });
        return None;
    };
    let (mut r, o) = resource(asker, kind, op, id);
    r.absent(common::NAME, o);
    Some((r, o))
}

fn group_of(asker: &Asker<'_>, g: &SecurityGroup) -> Option<Resource> {
    use security_group as f;
    let op = &DESCRIBE_SECURITY_GROUPS;
    let (mut r, o) = begin(asker, &f::KIND, op, g.id.as_deref())?;
    required(&mut r, f::name, text(g.name.as_deref()), op, o);
    required(&mut r, f::vpc, g.vpc_id.as_deref().map(Value::link), op, o);
    let mut rules = Vec::new();
    for (direction, permissions) in [("ingress", &g.ingress), ("egress", &g.egress)] {
        for permission in permissions {
            rules.extend(peers(permission).into_iter().map(|p| rule_of(&mut r, direction, permission, p, o)));
        }
    }
    r.known(f::rules, Value::List(Box::new(List { items: rules, more: None })), o);
    Some(r)
}

enum Peer<'p> {
    Ipv4(&'p str),
    Ipv6(&'p str),
    PrefixList(&'p str),
    Group(&'p str),
}

fn peers(p: &Permission) -> Vec<Peer<'_>> {
    let mut peers: Vec<Peer<'_>> = p.ipv4.iter().map(|c| Peer::Ipv4(c)).collect();
    peers.extend(p.ipv6.iter().map(|c| Peer::Ipv6(c)));
    peers.extend(p.prefix_lists.iter().map(|c| Peer::PrefixList(c)));
    peers.extend(p.groups.iter().map(|c| Peer::Group(c)));
    peers
}

fn rule_of(r: &mut Resource, direction: &str, p: &Permission, peer: Peer<'_>, o: u16) -> Fact {
    let protocol = match &p.protocol {
        Some(protocol) => Fact::Known(Value::text(protocol.as_str()), o),
        None => {
            let detail = "a rule without protocol".into();
            Fact::Unknown(
                r.add_why(Why::Malformed { operation: DESCRIBE_SECURITY_GROUPS.name.into(), detail }),
            )
        }
    };
    // -1 stands for all ports, and for all types or codes of ICMP.
    let port = |port: Option<i64>| port.filter(|p| *p >= 0).map(Value::Int);
    let record = Record::new(&rule::RECORD)
        .text(rule::direction, direction, o)
        .set(rule::protocol, protocol)
        .option(rule::from_port, port(p.from_port), o)
        .option(rule::to_port, port(p.to_port), o);
    let record = match peer {
        Peer::Ipv4(cidr) => record.text(rule::cidr_ipv4, cidr, o),
        Peer::Ipv6(cidr) => record.text(rule::cidr_ipv6, cidr, o),
        Peer::PrefixList(id) => record.text(rule::prefix_list, id, o),
        Peer::Group(id) => record.known(rule::group, Value::link(id), o),
    };
    Fact::Known(record.rest_absent(o).into_value(), o)
}

fn subnet_of(asker: &Asker<'_>, s: &Subnet) -> Option<Resource> {
    use subnet as f;
    let op = &DESCRIBE_SUBNETS;
    let (mut r, o) = begin(asker, &f::KIND, op, s.id.as_deref())?;
    required(&mut r, f::vpc, s.vpc_id.as_deref().map(Value::link), op, o);
    r.option(f::cidr, text(s.cidr.as_deref()), o);
    r.option(f::cidr_ipv6, text(s.cidr_ipv6.as_deref()), o);
    Some(r)
}

/// A VPC, as its route tables tell of it: the destinations of their local routes, which are the same in all of them.
/// Every VPC has a main table; where none is listed the VPC is another account's and its tables are not all shown.
fn vpc_of(asker: &Asker<'_>, id: &str, tables: &Listing<RouteTable>) -> Resource {
    use vpc as f;
    let op = &DESCRIBE_ROUTE_TABLES;
    let (mut r, o) = resource(asker, &f::KIND, op, id);
    r.absent(common::NAME, o);
    let own: Vec<&RouteTable> = tables.items.iter().filter(|t| t.vpc_id.as_deref() == Some(id)).collect();
    let hidden = || Why::NotCollected { what: "route tables of a VPC of another account".into() };
    if tables.more.is_none() && !own.iter().any(|t| t.associations.iter().any(|a| a.main)) {
        asker.gap(op, None, &hidden());
    }
    if own.is_empty() {
        r.unknown(f::cidrs, tables.more.clone().unwrap_or_else(hidden));
        return r;
    }
    let local = own.iter().flat_map(|t| &t.routes).filter(|route| route.target.as_deref() == Some("local"));
    let cidrs: BTreeSet<&str> = local.filter_map(|route| route.destination.as_deref()).collect();
    r.list(f::cidrs, cidrs.into_iter().map(Value::text), o);
    r
}

fn table_of(asker: &Asker<'_>, t: &RouteTable) -> Option<Resource> {
    use route_table as f;
    let op = &DESCRIBE_ROUTE_TABLES;
    let (mut r, o) = begin(asker, &f::KIND, op, t.id.as_deref())?;
    required(&mut r, f::vpc, t.vpc_id.as_deref().map(Value::link), op, o);
    r.bool(f::main, t.associations.iter().any(|a| a.main), o);
    let subnets = t.associations.iter().filter_map(|a| a.subnet_id.as_deref());
    r.list(f::subnets, subnets.map(Value::link), o);
    let routes = t.routes.iter().map(|route| route_of(&mut r, route, o)).collect();
    r.known(f::routes, Value::List(Box::new(List { items: routes, more: None })), o);
    Some(r)
}

fn route_of(r: &mut Resource, route: &Route, o: u16) -> Fact {
    use route_table::route as f;
    let destination = match route.destination.as_deref() {
        Some(destination) => Fact::Known(Value::text(destination), o),
        None => {
            let detail = "a route without destination".into();
            let operation = DESCRIBE_ROUTE_TABLES.name.into();
            Fact::Unknown(r.add_why(Why::Malformed { operation, detail }))
        }
    };
    let target = route.target.as_deref();
    let record = Record::new(&f::RECORD)
        .set(f::destination, destination)
        .text(f::target_kind, target.map_or("other", target_kind), o)
        .option(f::target, text(target.filter(|t| *t != "local")), o)
        .option(f::state, text(route.state.as_deref()), o);
    Fact::Known(record.into_value(), o)
}

fn target_kind(target: &str) -> &'static str {
    match target.split_once('-').map_or(target, |(kind, _)| kind) {
        "local" => "local",
        "igw" | "eigw" => "igw",
        "nat" => "nat",
        "vpce" => "endpoint",
        _ => "other",
    }
}

fn endpoint_of(asker: &Asker<'_>, e: &VpcEndpoint) -> Option<Resource> {
    use vpc_endpoint as f;
    let op = &DESCRIBE_VPC_ENDPOINTS;
    let (mut r, o) = begin(asker, &f::KIND, op, e.id.as_deref())?;
    required(&mut r, f::service_name, text(e.service_name.as_deref()), op, o);
    required(&mut r, f::vpc, e.vpc_id.as_deref().map(Value::link), op, o);
    required(&mut r, f::endpoint_type, text(e.kind.as_deref()), op, o);
    let state = e.state.as_deref().map(str::to_lowercase);
    required(&mut r, f::state, text(state.as_deref()), op, o);
    r.list(f::subnets, links(&e.subnets), o);
    let groups = Some(&e.security_groups).filter(|g| !g.is_empty());
    r.option(f::security_groups, groups.map(|g| list(links(g), o)), o);
    // Only interfaces have names of their own to hide behind the service's.
    let private_dns = e.private_dns.or((e.kind.as_deref() != Some("Interface")).then_some(false));
    required(&mut r, f::private_dns, private_dns.map(Value::Bool), op, o);
    f::without_private_dns(&mut r);
    match e.policy.as_deref().map(|p| policy::statements(p, o, &|t| Value::text(t))) {
        None => r.absent(f::policy, o),
        Some(Some(statements)) => r.list(f::policy, statements, o),
        Some(None) => {
            let detail = "not a policy document".into();
            r.unknown(f::policy, Why::Malformed { operation: op.name.into(), detail });
        }
    }
    Some(r)
}
