//! Lambda event source mappings that read from Kafka; those of other sources are none of ours.

use super::super::super::value::{Resolved, Sited};
use super::super::instance::{Instance, segments};
use super::fill::{Fill, Making};
use super::parts::Parts;
use crate::inventory::kinds::lambda_mapping::{self as f, access};
use crate::inventory::{Fact, List, Record, Resource, Value, broker};
use crate::template::fact::{self, Found};

pub const TYPE: &str = "aws_lambda_event_source_mapping";
const SERVERS: &str = "self_managed_event_source.endpoints.KAFKA_BOOTSTRAP_SERVERS";

/// Whether a mapping reads from Kafka: only then does it name topics.
pub fn is_kafka(i: &Instance) -> bool {
    let given = |path: &str| !matches!(i.at(path), Found::Absent(_));
    if let Found::Value(Sited { value: Resolved::Text(arn), .. }) = i.at("event_source_arn") {
        return arn.split(':').nth(2).is_some_and(|service| service == "kafka");
    }
    ["topics", "self_managed_event_source", "amazon_managed_kafka_event_source_config"]
        .iter()
        .any(|p| given(p))
        || source_type(i).is_some_and(|ty| ty.starts_with("aws_msk_"))
}

/// The type of the resource that the source's ARN refers to.
fn source_type(i: &Instance) -> Option<&str> {
    let Found::Value(Sited { value: Resolved::Ref(to), .. }) = i.at("event_source_arn") else { return None };
    let parts = segments(&to.target);
    parts.len().checked_sub(2).map(|at| parts[at].0)
}

/// `aws_lambda_event_source_mapping`
pub fn mapping(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    fill.r.absent(f::name, fill.header);
    let self_managed = match i.at("self_managed_event_source") {
        Found::Value(v) => match fact::blocks(v) {
            Some((blocks, None)) => Ok(!blocks.is_empty()),
            Some((_, Some(why))) => Err(why.to_owned()),
            None => Err(fact::reason(&v.value)),
        },
        Found::Absent(_) => Ok(false),
        Found::Unknown(why) => Err(why.to_owned()),
    };
    match self_managed {
        Ok(false) => msk(&mut fill, parts),
        Ok(true) => elsewhere(&mut fill),
        Err(why) => {
            for field in [f::source, f::event_source, f::cluster, f::bootstrap_servers] {
                fill.deferred(field, &why);
            }
        }
    }
    accesses(&mut fill);
    role(&mut fill, parts);
    fill.by_table();
    fill.finish()
}

fn msk(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    let path = "event_source_arn";
    let origin = fill.origin(path);
    fill.r.text(f::source, "msk", origin);
    fill.r.absent(f::bootstrap_servers, fill.header);
    match fill.i.at(path) {
        Found::Value(v) => {
            // A VPC connection leads to its cluster.
            let through = match (&v.value, source_type(fill.i)) {
                (Resolved::Ref(to), Some("aws_msk_vpc_connection")) => parts.instance(&to.target),
                _ => None,
            };
            match through.map(|connection| (connection, connection.at("target_cluster_arn"))) {
                Some((connection, Found::Value(target))) => {
                    let ty = f::KIND.fields[f::cluster as usize].ty;
                    let fact = fact::fact(&mut fill.r, &ty, target, &connection.calls);
                    fill.r.set(f::cluster, fact);
                }
                Some(_) => fill.deferred(f::cluster, &fact::reason(&v.value)),
                None => fill.set(f::cluster, v),
            }
        }
        _ => fill.deferred(f::cluster, &fill.reason(path)),
    }
}

/// Kafka that somebody runs otherwise, or an MSK cluster by its brokers' names (A47).
fn elsewhere(fill: &mut Fill<'_>) {
    let header = fill.header;
    fill.r.text(f::source, "self-managed", header);
    fill.r.absent(f::event_source, header);
    match fill.text(SERVERS) {
        Some(servers) => {
            let origin = fill.origin(SERVERS);
            let pairs: Vec<&str> = broker::split(servers).collect();
            fill.r.list(f::bootstrap_servers, pairs.iter().map(|p| Value::text(*p)), origin);
            match pairs.iter().find_map(|p| broker::msk_domain(p)) {
                Some(domain) => fill.r.link(f::cluster, domain, origin),
                None => fill.r.absent(f::cluster, origin),
            }
        }
        None => {
            let why = fill.reason(SERVERS);
            fill.deferred(f::bootstrap_servers, &why);
            match fill.i.at(SERVERS) {
                Found::Value(Sited { value: Resolved::Ref(to), .. }) if to.target.contains("aws_msk_") => {
                    fill.r.link(f::cluster, to.target.clone(), header);
                }
                _ => fill.deferred(f::cluster, &why),
            }
        }
    }
}

fn accesses(fill: &mut Fill<'_>) {
    let path = "source_access_configuration";
    let i = fill.i;
    let mut list = List::default();
    match i.at(path) {
        Found::Value(v) => match fact::blocks(v) {
            Some((blocks, more)) => {
                for block in blocks {
                    let fact = access(fill, block);
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
    let origin = fill.origin(path);
    fill.r.known(f::source_access, Value::List(Box::new(list)), origin);
}

fn access(fill: &mut Fill<'_>, block: &Sited) -> Fact {
    let calls = &fill.i.calls;
    let origin = fact::origin(&mut fill.r, &block.site, calls, &[]);
    let ty = |field: u16| access::RECORD.fields[field as usize].ty;
    let kind = fill.member(block, "type", &ty(access::access_type), calls);
    let uri = fill.member(block, "uri", &ty(access::uri), calls);
    let names_secret = match &kind {
        Fact::Known(Value::Text(t), _) => !t.starts_with("VPC_") && &**t != "VIRTUAL_HOST",
        _ => true,
    };
    let secret = match names_secret {
        true => fill.member(block, "uri", &ty(access::secret), calls),
        false => Fact::Absent(origin),
    };
    let record = Record::new(&access::RECORD)
        .set(access::access_type, kind)
        .set(access::uri, uri)
        .set(access::secret, secret);
    Fact::Known(record.into_value(), origin)
}

/// The role of the function, when the function is in the configuration.
fn role(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    let path = "function_name";
    let function = match fill.i.at(path) {
        Found::Value(Sited { value: Resolved::Ref(to), .. }) => parts.instance(&to.target),
        Found::Value(Sited { value: Resolved::Text(name), .. }) => parts.of_type("aws_lambda_function").iter().copied().find(
            |i| matches!(i.at("function_name"), Found::Value(Sited { value: Resolved::Text(own), .. }) if own == name),
        ),
        _ => None,
    };
    match function.filter(|i| &*i.ty == "aws_lambda_function").map(|i| (i, i.at("role"))) {
        Some((function, Found::Value(role))) => {
            let ty = f::KIND.fields[f::role as usize].ty;
            let fact = fact::fact(&mut fill.r, &ty, role, &function.calls);
            fill.r.set(f::role, fact);
        }
        Some((function, _)) => fill.deferred(f::role, &format!("{}.role", function.address)),
        None => {
            let why = match fill.text(path) {
                Some(name) => format!("the function {name}"),
                None => fill.reason(path),
            };
            fill.deferred(f::role, &why);
        }
    }
}
