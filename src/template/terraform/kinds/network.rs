//! VPCs, subnets, route tables, VPC endpoints.

use super::super::super::value::{Resolved, Sited, Step};
use super::super::instance::{Instance, segments};
use super::fill::{Fill, Making};
use super::msk::statements;
use super::parts::Parts;
use crate::inventory::kinds::route_table::{self as t, route};
use crate::inventory::kinds::{subnet, vpc, vpc_endpoint};
use crate::inventory::{Fact, List, Record, Resource, Type, Value};
use crate::template::fact::{self, Found};

/// `aws_vpc`
pub fn vpc(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&vpc::KIND, i);
    fill.r.absent(vpc::name, fill.header);
    fill.also_at("id");
    let mut list = List::default();
    for range in ["cidr_block", "ipv6_cidr_block"] {
        match i.at(range) {
            Found::Value(v) => list.items.push(fact::fact(&mut fill.r, &Type::Text, v, &i.calls)),
            Found::Unknown(why) => list.more = Some(fill.why(why)),
            Found::Absent(_) => {}
        }
    }
    for assigned in ["ipv4_ipam_pool_id", "assign_generated_ipv6_cidr_block", "ipv6_ipam_pool_id"] {
        let given = match i.at(assigned) {
            Found::Value(v) => fact::boolean(&v.value) != Some(false),
            Found::Absent(_) => false,
            Found::Unknown(_) => true,
        };
        if given {
            list.more = Some(fill.why(&format!("{}.{assigned}", i.address)));
        }
    }
    for ty in ["aws_vpc_ipv4_cidr_block_association", "aws_vpc_ipv6_cidr_block_association"] {
        for part in parts.of(ty, i) {
            let range = if ty.contains("ipv6") { "ipv6_cidr_block" } else { "cidr_block" };
            match part.at(range) {
                Found::Value(v) => list.items.push(fact::fact(&mut fill.r, &Type::Text, v, &part.calls)),
                _ => list.more = Some(fill.why(&format!("{}.{range}", part.address))),
            }
        }
        if let Some(why) = parts.open(ty) {
            list.more = Some(fill.why(why));
        }
    }
    let origin = fill.origin("cidr_block");
    fill.r.known(vpc::cidrs, Value::List(Box::new(list)), origin);
    fill.finish()
}

/// `aws_subnet`
pub fn subnet(i: &Instance, _: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&subnet::KIND, i);
    fill.r.absent(subnet::name, fill.header);
    fill.also_at("id");
    fill.by_table();
    fill.finish()
}

/// `aws_route_table`
pub fn route_table(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&t::KIND, i);
    fill.r.absent(t::name, fill.header);
    fill.also_at("id");
    let main = "aws_main_route_table_association";
    match (parts.of(main, i).first(), parts.open(main)) {
        (Some(part), _) => {
            let origin = fact::origin(&mut fill.r, &part.header, &part.calls, &[]);
            fill.r.bool(t::main, true, origin);
        }
        (None, Some(why)) => fill.deferred(t::main, why),
        (None, None) => fill.r.bool(t::main, false, fill.header),
    }
    let association = "aws_route_table_association";
    let mut list = List::default();
    for part in parts.of(association, i) {
        match part.at("subnet_id") {
            Found::Value(v) => {
                list.items.push(fact::fact(&mut fill.r, &Type::Link("subnet"), v, &part.calls));
            }
            Found::Unknown(why) => list.more = Some(fill.why(why)),
            // It may be of a gateway instead.
            Found::Absent(_) => {}
        }
    }
    if let Some(why) = parts.open(association) {
        list.more = Some(fill.why(why));
    }
    fill.r.known(t::subnets, Value::List(Box::new(list)), fill.header);
    routes(&mut fill, parts);
    fill.by_table();
    fill.finish()
}

/// Inline routes, routes of their own, gateway endpoints, and the route within the VPC.
fn routes(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    const INLINE: &[&str] = &["cidr_block", "ipv6_cidr_block", "destination_prefix_list_id"];
    const OWN: &[&str] =
        &["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"];
    let i = fill.i;
    let mut list = List::default();
    if let Found::Value(Sited { value: Resolved::Ref(to), .. }) = i.at("vpc_id")
        && let Some(vpc) = parts.instance(&to.target)
        && let Found::Value(range) = vpc.at("cidr_block")
    {
        let destination = fact::fact(&mut fill.r, &Type::Text, range, &vpc.calls);
        let (local, none) = (Fact::Known(Value::text("local"), fill.header), Fact::Absent(fill.header));
        list.items.push(record(fill.header, destination, local, none));
    }
    match i.at("route") {
        Found::Value(v) => match fact::blocks(v) {
            Some((blocks, more)) => {
                for block in blocks {
                    let fact = one(fill, block, INLINE, &i.calls);
                    list.items.push(fact);
                }
                if let Some(why) = more {
                    list.more = Some(fill.why(why));
                }
            }
            None => list.more = Some(fill.why(&fact::reason(&v.value))),
        },
        Found::Unknown(why) => list.more = Some(fill.why(why)),
        Found::Absent(_) => {}
    }
    for part in parts.of("aws_route", i) {
        let fact = one(fill, &part.body, OWN, &part.calls);
        list.items.push(fact);
    }
    for endpoint in parts.of_type("aws_vpc_endpoint") {
        match endpoint.at("route_table_ids") {
            Found::Value(Sited { value: Resolved::List { items, more }, .. }) => {
                if items.iter().any(|item| parts.means(item, i)) {
                    list.items.push(to_endpoint(fill, endpoint));
                }
                let open = items
                    .iter()
                    .find_map(|item| matches!(item.value, Resolved::Unknown(_)).then_some("a route table"));
                if let Some(why) = more.as_deref().or(open) {
                    list.more = Some(fill.why(why));
                }
            }
            Found::Value(v) if !parts.means(v, i) => list.more = Some(fill.why(&fact::reason(&v.value))),
            Found::Value(_) => list.items.push(to_endpoint(fill, endpoint)),
            Found::Unknown(why) => list.more = Some(fill.why(why)),
            Found::Absent(_) => {}
        }
    }
    let by_association = "aws_vpc_endpoint_route_table_association";
    for part in parts.of(by_association, i) {
        let id = fill.member(&part.body, "vpc_endpoint_id", &Type::Text, &part.calls);
        let fact = endpoint_route(fill, id);
        list.items.push(fact);
    }
    for ty in ["aws_route", by_association] {
        if let Some(why) = parts.open(ty) {
            list.more = Some(fill.why(why));
        }
    }
    fill.r.known(t::routes, Value::List(Box::new(list)), fill.header);
}

fn to_endpoint(fill: &mut Fill<'_>, endpoint: &Instance) -> Fact {
    let origin = fact::origin(&mut fill.r, &endpoint.header, &endpoint.calls, &[]);
    endpoint_route(fill, Fact::Known(Value::text(endpoint.address.clone()), origin))
}

/// A gateway endpoint's route is for the prefix list of its service, which only AWS names.
fn endpoint_route(fill: &mut Fill<'_>, target: Fact) -> Fact {
    let destination = fill.unknown("the prefix list of a gateway endpoint");
    record(fill.header, destination, Fact::Known(Value::text("endpoint"), fill.header), target)
}

fn one(fill: &mut Fill<'_>, block: &Sited, destinations: &[&str], calls: &[Step]) -> Fact {
    let origin = fact::origin(&mut fill.r, &block.site, calls, &[]);
    let destination = match given(block, destinations) {
        Some((_, Ok(v))) => fact::fact(&mut fill.r, &Type::Text, v, calls),
        Some((_, Err(why))) => fill.unknown(why),
        None => fill.unknown("a route without destination"),
    };
    const TARGETS: &[&str] = &[
        "gateway_id",
        "nat_gateway_id",
        "egress_only_gateway_id",
        "vpc_endpoint_id",
        "transit_gateway_id",
        "vpc_peering_connection_id",
        "network_interface_id",
        "instance_id",
        "carrier_gateway_id",
        "local_gateway_id",
        "core_network_arn",
    ];
    let (kind, target) = match given(block, TARGETS) {
        Some((name, Ok(v))) => {
            let kind = match name {
                "gateway_id" => gateway(v),
                "nat_gateway_id" => Some("nat"),
                "egress_only_gateway_id" => Some("igw"),
                "vpc_endpoint_id" => Some("endpoint"),
                _ => Some("other"),
            };
            let target = match kind {
                Some("local") => Fact::Absent(origin),
                _ => fact::fact(&mut fill.r, &Type::Text, v, calls),
            };
            (kind.map_or_else(|| Err(fact::reason(&v.value)), Ok), target)
        }
        Some((_, Err(why))) => (Err(why.to_owned()), fill.unknown(why)),
        None => (Err("a route without target".to_owned()), fill.unknown("a route without target")),
    };
    let kind = match kind {
        Ok(kind) => Fact::Known(Value::text(kind), origin),
        Err(why) => fill.unknown(&why),
    };
    record(origin, destination, kind, target)
}

/// The first of the arguments that is given; a plan has empty texts for those that are not.
fn given<'b, 'n>(block: &'b Sited, names: &[&'n str]) -> Option<(&'n str, Result<&'b Sited, &'b str>)> {
    let mut open = None;
    for name in names {
        match fact::find(block, name, &block.site, true) {
            Found::Value(Sited { value: Resolved::Text(t), .. }) if t.is_empty() => {}
            Found::Value(v) => return Some((name, Ok(v))),
            Found::Unknown(why) => open = open.or(Some((*name, Err(why)))),
            Found::Absent(_) => {}
        }
    }
    open
}

/// What a `gateway_id` is, by the id's prefix or the type of the resource that it refers to.
fn gateway(value: &Sited) -> Option<&'static str> {
    match &value.value {
        Resolved::Text(t) => Some(match t.split('-').next().unwrap_or("") {
            "igw" | "eigw" => "igw",
            "vpce" => "endpoint",
            "local" => "local",
            _ => "other",
        }),
        Resolved::Ref(to) => {
            let parts = segments(&to.target);
            match parts.len().checked_sub(2).map(|i| parts[i].0) {
                Some("aws_internet_gateway" | "aws_egress_only_internet_gateway") => Some("igw"),
                Some("aws_vpc_endpoint") => Some("endpoint"),
                Some("aws_vpn_gateway" | "aws_ec2_carrier_gateway") => Some("other"),
                _ => None,
            }
        }
        _ => None,
    }
}

fn record(origin: u16, destination: Fact, kind: Fact, target: Fact) -> Fact {
    let record = Record::new(&route::RECORD)
        .set(route::destination, destination)
        .set(route::target_kind, kind)
        .set(route::target, target)
        .set(route::state, Fact::Absent(origin));
    Fact::Known(record.into_value(), origin)
}

/// `aws_vpc_endpoint`
pub fn vpc_endpoint(i: &Instance, parts: &Parts<'_>) -> Resource {
    use vpc_endpoint as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.r.absent(f::name, fill.header);
    fill.also_at("id");
    match parts.of("aws_vpc_endpoint_policy", i).first() {
        Some(part) => statements(&mut fill, f::policy, part, "policy"),
        None => match parts.open("aws_vpc_endpoint_policy") {
            Some(why) => fill.deferred(f::policy, why),
            None => statements(&mut fill, f::policy, i, "policy"),
        },
    }
    for (field, path, ty, argument, kind) in [
        (f::subnets, "subnet_ids", "aws_vpc_endpoint_subnet_association", "subnet_id", "subnet"),
        (
            f::security_groups,
            "security_group_ids",
            "aws_vpc_endpoint_security_group_association",
            "security_group_id",
            "security_group",
        ),
    ] {
        fill.path(field, path);
        fill.extend(field, parts, ty, argument, &Type::Link(kind));
    }
    fill.by_table();
    f::without_private_dns(&mut fill.r);
    fill.finish()
}
