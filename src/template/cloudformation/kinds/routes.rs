//! Route tables: their routes, and the subnets that are associated with them.

use super::super::super::fact::{self, Found};
use super::super::super::value::{Resolved, Sited};
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use super::network::is_of_type;
use crate::inventory::kinds::route_table::{self as f, route};
use crate::inventory::{Fact, Record, Resource, Type, Value};

const ROUTE: &str = "AWS::EC2::Route";
const ASSOCIATION: &str = "AWS::EC2::SubnetRouteTableAssociation";
const ENDPOINT: &str = "AWS::EC2::VPCEndpoint";

/// Properties of a route that say what it is for.
const DESTINATIONS: &[&str] =
    &["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];
/// Properties that say where it leads, and what that is; a gateway may be one of several.
const TARGETS: &[(&str, &str)] = &[
    ("NatGatewayId", "nat"),
    ("EgressOnlyInternetGatewayId", "igw"),
    ("VpcEndpointId", "endpoint"),
    ("TransitGatewayId", "other"),
    ("VpcPeeringConnectionId", "other"),
    ("NetworkInterfaceId", "other"),
    ("InstanceId", "other"),
    ("LocalGatewayId", "other"),
    ("CarrierGatewayId", "other"),
    ("CoreNetworkArn", "other"),
];

/// `AWS::EC2::RouteTable`: never the main one of its VPC, which is made with it.
pub fn table(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "");
    fill.r.bool(f::main, false, fill.header);
    let mut subnets = Vec::new();
    let mut more = context.parts.open(ASSOCIATION).map(str::to_owned);
    for part in context.parts.of(ASSOCIATION, &fill.ids()) {
        more = more.or(part.unless.as_ref().map(|why| why.to_string()));
        subnets.push(fill.fact(&Type::Link("subnet"), part.at("SubnetId")));
    }
    let header = fill.header;
    fill.list(f::subnets, subnets, more.as_deref(), header);
    let mut more = context.parts.open(ROUTE).or(context.parts.open(ENDPOINT)).map(str::to_owned);
    let mut routes = vec![local(&mut fill, context)];
    for part in context.parts.of(ROUTE, &fill.ids()) {
        more = more.or(part.unless.as_ref().map(|why| why.to_string()));
        routes.push(one(&mut fill, part, context));
    }
    for part in context.parts.of(ENDPOINT, &fill.ids()) {
        more = more.or(part.unless.as_ref().map(|why| why.to_string()));
        routes.push(to_endpoint(&mut fill, part));
    }
    fill.list(f::routes, routes, more.as_deref(), header);
    fill.by_table();
    fill.finish()
}

/// The route within the VPC, which every table has.
fn local(fill: &mut Fill<'_>, context: &Context<'_>) -> Fact {
    let vpc = match fill.d.at("VpcId") {
        Found::Value(Sited { value: Resolved::Ref(to), .. }) => context.parts.declared(&to.target),
        _ => None,
    };
    let destination = match vpc.map(|vpc| vpc.at("CidrBlock")) {
        Some(found @ Found::Value(_)) => fill.fact(&Type::Text, found),
        _ => Fact::Unknown(fill.r.add_why(fact::deferred("the range of the VPC"))),
    };
    let origin = fill.header;
    let record = Record::new(&route::RECORD)
        .set(route::destination, destination)
        .text(route::target_kind, "local", origin)
        .rest_absent(origin);
    Fact::Known(record.into_value(), origin)
}

fn one(fill: &mut Fill<'_>, part: &Declared, context: &Context<'_>) -> Fact {
    let origin = fact::origin(&mut fill.r, &part.header, &[], &part.via);
    let given = |name: &&&str| !matches!(part.at(name), Found::Absent(_));
    let destination = match DESTINATIONS.iter().find(given) {
        Some(name) => fill.fact(&Type::Text, part.at(name)),
        None => {
            Fact::Unknown(fill.r.add_why(fact::deferred(&format!("{}, which has no destination", part.id))))
        }
    };
    let (kind, target) = match TARGETS.iter().find(|(name, _)| given(&name)) {
        Some((name, kind)) => {
            (Fact::Known(Value::text(*kind), origin), fill.fact(&Type::Text, part.at(name)))
        }
        None => (gateway(fill, part, context, origin), fill.fact(&Type::Text, part.at("GatewayId"))),
    };
    let record = Record::new(&route::RECORD)
        .set(route::destination, destination)
        .set(route::target_kind, kind)
        .set(route::target, target)
        .rest_absent(origin);
    Fact::Known(record.into_value(), origin)
}

/// A gateway may be one to the internet, a virtual private one or an endpoint.
fn gateway(fill: &mut Fill<'_>, part: &Declared, context: &Context<'_>, origin: u16) -> Fact {
    let mut unknown = |why: &str| Fact::Unknown(fill.r.add_why(fact::deferred(why)));
    let v = match part.at("GatewayId") {
        Found::Value(v) => v,
        Found::Unknown(why) => return unknown(why),
        Found::Absent(_) => return unknown(&format!("{}, which has no target", part.id)),
    };
    let kind = match &v.value {
        Resolved::Text(t) if t.starts_with("igw-") => "igw",
        Resolved::Text(t) if t.starts_with("vpce-") => "endpoint",
        Resolved::Text(t) if t.starts_with("vgw-") => "other",
        Resolved::Text(t) if &**t == "local" => "local",
        _ if is_of_type(v, "AWS::EC2::InternetGateway", context) == Some(true) => "igw",
        _ if is_of_type(v, "AWS::EC2::VPNGateway", context) == Some(true) => "other",
        _ if is_of_type(v, ENDPOINT, context) == Some(true) => "endpoint",
        other => return unknown(&fact::reason(other)),
    };
    Fact::Known(Value::text(kind), origin)
}

/// A gateway endpoint puts a route to itself into its tables.
fn to_endpoint(fill: &mut Fill<'_>, part: &Declared) -> Fact {
    let origin = fact::origin(&mut fill.r, &part.header, &[], &part.via);
    let service = format!("the prefix list of {}", part.id);
    let destination = Fact::Unknown(fill.r.add_why(fact::deferred(&service)));
    let target = Value::Pattern([crate::inventory::Piece::Symbol(part.id.clone())].into());
    let record = Record::new(&route::RECORD)
        .set(route::destination, destination)
        .text(route::target_kind, "endpoint", origin)
        .known(route::target, target, origin)
        .rest_absent(origin);
    Fact::Known(record.into_value(), origin)
}
