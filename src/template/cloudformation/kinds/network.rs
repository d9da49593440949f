//! Security groups with their rules, subnets, VPCs and VPC endpoints.

use super::super::super::fact::{self, Found};
use super::super::super::source::Site;
use super::super::super::value::{Resolved, Sited};
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use super::policy::statements;
use crate::inventory::kinds::{security_group, subnet, vpc, vpc_endpoint};
use crate::inventory::{Fact, Record, Resource, Type, Value};
use security_group::rule;

/// A direction, the property with its rules, and the type of a rule that stands alone.
const DIRECTIONS: [(&str, &str, &str); 2] = [
    ("ingress", "SecurityGroupIngress", "AWS::EC2::SecurityGroupIngress"),
    ("egress", "SecurityGroupEgress", "AWS::EC2::SecurityGroupEgress"),
];

/// `AWS::EC2::SecurityGroup`
pub fn group(d: &Declared, context: &Context<'_>) -> Resource {
    use security_group as f;
    let mut fill = Fill::new(&f::KIND, d, context, "GroupName");
    let mut rules = Vec::new();
    let mut more: Option<String> = None;
    for (direction, property, ty) in DIRECTIONS {
        let (given, open) = fill.blocks(property);
        let parts = context.parts.of(ty, &fill.ids());
        // Without any rule for what goes out, CloudFormation lets everything out.
        if direction == "egress" && given.is_empty() && open.is_none() && parts.is_empty() {
            rules.push(everything_out(&mut fill));
        }
        more = more.or(open).or(context.parts.open(ty).map(str::to_owned));
        for item in given {
            rules.push(one(&mut fill, item, &item.site, direction));
        }
        for part in parts {
            more = more.or(part.unless.as_ref().map(|why| why.to_string()));
            rules.push(one(&mut fill, &part.properties, &part.header, direction));
        }
    }
    let header = fill.header;
    fill.list(f::rules, rules, more.as_deref(), header);
    fill.by_table();
    fill.finish()
}

fn everything_out(fill: &mut Fill<'_>) -> Fact {
    let origin = fill.header;
    let record = Record::new(&rule::RECORD)
        .text(rule::direction, "egress", origin)
        .text(rule::protocol, "-1", origin)
        .text(rule::cidr_ipv4, "0.0.0.0/0", origin)
        .rest_absent(origin);
    Fact::Known(record.into_value(), origin)
}

fn one(fill: &mut Fill<'_>, item: &Sited, place: &Site, direction: &str) -> Fact {
    let origin = fact::origin(&mut fill.r, &item.site, &[], &item.via);
    let at = |name: &str| fact::find(item, name, place, false);
    let peer = if direction == "ingress" { "Source" } else { "Destination" };
    let (prefix_list, other) = (format!("{peer}PrefixListId"), format!("{peer}SecurityGroupId"));
    let protocol = fill.fact(&Type::Text, at("IpProtocol"));
    let protocol = named(protocol);
    let all = protocol.known().and_then(Value::as_text) == Some("-1");
    let port = |fill: &mut Fill<'_>, name: &str| match fill.fact(&Type::Int, at(name)) {
        Fact::Known(Value::Int(-1), at) => Fact::Absent(at),
        Fact::Known(_, at) | Fact::Absent(at) if all => Fact::Absent(at),
        other => other,
    };
    let (from, to) = (port(fill, "FromPort"), port(fill, "ToPort"));
    let record = Record::new(&rule::RECORD)
        .text(rule::direction, direction, origin)
        .set(rule::protocol, protocol)
        .set(rule::from_port, from)
        .set(rule::to_port, to)
        .set(rule::cidr_ipv4, fill.fact(&Type::Text, at("CidrIp")))
        .set(rule::cidr_ipv6, fill.fact(&Type::Text, at("CidrIpv6")))
        .set(rule::prefix_list, fill.fact(&Type::Text, at(&prefix_list)))
        .set(rule::group, fill.fact(&Type::Link("security_group"), at(&other)));
    Fact::Known(record.into_value(), origin)
}

/// Numbers of protocols that have a name have it.
fn named(protocol: Fact) -> Fact {
    let Fact::Known(Value::Text(t), at) = &protocol else { return protocol };
    let name = match &**t {
        "6" => "tcp",
        "17" => "udp",
        "1" => "icmp",
        "58" => "icmpv6",
        "all" => "-1",
        other => other,
    };
    Fact::Known(Value::text(name.to_ascii_lowercase()), *at)
}

/// `AWS::EC2::Subnet`
pub fn subnet(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&subnet::KIND, d, context, "");
    fill.by_table();
    fill.finish()
}

/// `AWS::EC2::VPC`, with the ranges that are added to it.
pub fn vpc(d: &Declared, context: &Context<'_>) -> Resource {
    use vpc as f;
    let mut fill = Fill::new(&f::KIND, d, context, "");
    let mut items = Vec::new();
    let mut more = context.parts.open("AWS::EC2::VPCCidrBlock").map(str::to_owned);
    match d.at("CidrBlock") {
        Found::Absent(_) => more = Some("a range that is assigned at deployment".into()),
        found => items.push(fill.fact(&Type::Text, found)),
    }
    for part in context.parts.of("AWS::EC2::VPCCidrBlock", &fill.ids()) {
        let ranges = ["CidrBlock", "Ipv6CidrBlock"].map(|name| part.at(name));
        if ranges.iter().all(|range| matches!(range, Found::Absent(_))) {
            more = Some("a range that is assigned at deployment".into());
        }
        more = more.or(part.unless.as_ref().map(|why| why.to_string()));
        let given = ranges.into_iter().filter(|range| !matches!(range, Found::Absent(_)));
        items.extend(given.map(|range| fill.fact(&Type::Text, range)));
    }
    let origin = fill.origin("CidrBlock");
    fill.list(f::cidrs, items, more.as_deref(), origin);
    fill.finish()
}

/// `AWS::EC2::VPCEndpoint`
pub fn endpoint(d: &Declared, context: &Context<'_>) -> Resource {
    use vpc_endpoint as f;
    let mut fill = Fill::new(&f::KIND, d, context, "");
    if fill.given("VpcEndpointType") == Ok(false) {
        fill.r.text(f::endpoint_type, "Gateway", fill.header);
    } else {
        fill.path(f::endpoint_type, "VpcEndpointType");
    }
    // Only interfaces have names of their own, subnets and groups.
    if fill.r.known_text(f::endpoint_type) == Some("Gateway") {
        fill.r.bool(f::private_dns, false, fill.header);
    }
    if fill.given("SubnetIds") == Ok(false) {
        fill.r.list(f::subnets, [], fill.header);
    }
    statements(&mut fill, f::policy, d, "PolicyDocument");
    fill.by_table();
    f::without_private_dns(&mut fill.r);
    fill.finish()
}

/// Whether a value names a resource of a type, when that is known.
pub fn is_of_type(v: &Sited, ty: &str, context: &Context<'_>) -> Option<bool> {
    match &v.value {
        Resolved::Ref(to) => context.parts.declared(&to.target).map(|d| &*d.ty == ty),
        _ => None,
    }
}
