//! Security groups with the rules that stand in them and those that name them.

use super::super::super::value::{Resolved, Sited, Step};
use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::parts::Parts;
use crate::inventory::kinds::security_group::{self as f, rule};
use crate::inventory::{Fact, List, Record, Resource, Type, Value};
use crate::template::fact::{self, Found};

/// Rules of their own, by type, with their direction where the type says it.
const RULES: &[(&str, Option<&str>)] = &[
    ("aws_security_group_rule", None),
    ("aws_vpc_security_group_egress_rule", Some("egress")),
    ("aws_vpc_security_group_ingress_rule", Some("ingress")),
];

/// Arguments that name peers, and the field of a rule about one.
const PEERS: &[(&str, u16)] = &[
    ("cidr_blocks", rule::cidr_ipv4),
    ("ipv6_cidr_blocks", rule::cidr_ipv6),
    ("prefix_list_ids", rule::prefix_list),
    ("security_groups", rule::group),
    ("source_security_group_id", rule::group),
    ("cidr_ipv4", rule::cidr_ipv4),
    ("cidr_ipv6", rule::cidr_ipv6),
    ("prefix_list_id", rule::prefix_list),
    ("referenced_security_group_id", rule::group),
];

/// `aws_security_group`, and the one that every VPC has. Without an egress rule Terraform lets nothing out.
pub fn security_group(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "name");
    fill.also_at("id");
    let mut list = List::default();
    for direction in ["ingress", "egress"] {
        let fact = Fact::Known(Value::text(direction), fill.header);
        match i.at(direction) {
            Found::Value(v) => match fact::blocks(v) {
                Some((blocks, more)) => {
                    blocks.iter().for_each(|b| rules(&mut fill, b, &fact, &i.calls, &mut list));
                    if let Some(why) = more {
                        list.more = Some(fill.why(why));
                    }
                }
                None => list.more = Some(fill.why(&fact::reason(&v.value))),
            },
            Found::Unknown(why) => list.more = Some(fill.why(why)),
            Found::Absent(_) => {}
        }
    }
    for (ty, direction) in RULES {
        for part in parts.of(ty, i) {
            let direction = match direction {
                Some(known) => {
                    let origin = fact::origin(&mut fill.r, &part.header, &part.calls, &[]);
                    Fact::Known(Value::text(*known), origin)
                }
                None => fill.member(&part.body, "type", &Type::Enum(&["ingress", "egress"]), &part.calls),
            };
            rules(&mut fill, &part.body, &direction, &part.calls, &mut list);
        }
        if let Some(why) = parts.open(ty) {
            list.more = Some(fill.why(why));
        }
    }
    fill.r.known(f::rules, Value::List(Box::new(list)), fill.header);
    fill.by_table();
    fill.finish()
}

/// One rule for each peer that a block names.
fn rules(fill: &mut Fill<'_>, block: &Sited, direction: &Fact, calls: &[Step], list: &mut List) {
    if let Resolved::Unknown(why) = &block.value {
        list.more = Some(fill.why(why));
        return;
    }
    let origin = fact::origin(&mut fill.r, &block.site, calls, &[]);
    let protocol = protocol(fill, block, calls);
    let all = matches!(&protocol, Fact::Known(Value::Text(t), _) if &**t == "-1");
    let ports = ["from_port", "to_port"].map(|port| match all {
        true => Fact::Absent(origin),
        false => fill.member(block, port, &Type::Int, calls),
    });
    let [from, to] = ports;
    let made = |field: u16, peer: Fact| {
        let mut record = Record::new(&rule::RECORD);
        for other in [rule::cidr_ipv4, rule::cidr_ipv6, rule::prefix_list, rule::group] {
            record = record.set(other, Fact::Absent(origin));
        }
        let record = record
            .set(rule::direction, direction.clone())
            .set(rule::protocol, protocol.clone())
            .set(rule::from_port, from.clone())
            .set(rule::to_port, to.clone())
            .set(field, peer);
        Fact::Known(record.into_value(), origin)
    };
    for (argument, field) in PEERS {
        let ty = rule::RECORD.fields[*field as usize].ty;
        match fact::find(block, argument, &block.site, true) {
            Found::Value(Sited { value: Resolved::List { items, more }, .. }) => {
                for item in items {
                    let peer = fact::fact(&mut fill.r, &ty, item, calls);
                    list.items.push(made(*field, peer));
                }
                if let Some(why) = more {
                    list.more = Some(fill.why(why));
                }
            }
            Found::Value(Sited { value: Resolved::Text(t), .. }) if t.is_empty() => {}
            // An unknown set of one group.
            Found::Value(v @ Sited { value: Resolved::Ref(to), .. })
                if *argument == "security_groups" && fact::names_one(to) =>
            {
                let peer = fact::fact(&mut fill.r, &ty, v, calls);
                list.items.push(made(*field, peer));
            }
            Found::Value(v) if argument.ends_with('s') => list.more = Some(fill.why(&fact::reason(&v.value))),
            Found::Value(v) => {
                let peer = fact::fact(&mut fill.r, &ty, v, calls);
                list.items.push(made(*field, peer));
            }
            Found::Unknown(why) => list.more = Some(fill.why(why)),
            Found::Absent(_) => {}
        }
    }
    match fact::find(block, "self", &block.site, true) {
        Found::Value(v) => match fact::boolean(&v.value) {
            Some(true) => {
                let own = Fact::Known(Value::link(fill.i.address.clone()), origin);
                list.items.push(made(rule::group, own));
            }
            Some(false) => {}
            None => list.more = Some(fill.why(&fact::reason(&v.value))),
        },
        Found::Unknown(why) => list.more = Some(fill.why(why)),
        Found::Absent(_) => {}
    }
}

/// The protocol by its name, as security groups show it.
fn protocol(fill: &mut Fill<'_>, block: &Sited, calls: &[Step]) -> Fact {
    let argument = match fact::find(block, "ip_protocol", &block.site, true) {
        Found::Absent(_) => "protocol",
        _ => "ip_protocol",
    };
    match fill.member(block, argument, &Type::Text, calls) {
        Fact::Known(Value::Text(t), origin) => {
            let lower = t.to_ascii_lowercase();
            let name = match &*lower {
                "6" => "tcp",
                "17" => "udp",
                "1" => "icmp",
                "58" => "icmpv6",
                "all" => "-1",
                other => other,
            };
            Fact::Known(Value::text(name), origin)
        }
        Fact::Absent(_) => fill.unknown("a rule without protocol"),
        other => other,
    }
}
