//! MSK Connect connectors and worker configurations. Their properties pass the boundary of `connect`: what leaves it
//! holds no secret.

use super::super::super::connector::{self, Configuration};
use super::super::super::fact::{self, Found};
use super::super::super::value::{Piece as Part, Resolved, Sited};
use super::super::base64;
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use crate::connect::facts::WorkerFacts;
use crate::connect::{record, worker};
use crate::inventory::kinds::{connector as f, custom_plugin, worker_configuration as w};
use crate::inventory::{Fact, List, Resource, Type, Value, broker};
use std::collections::BTreeSet;

const SERVERS: &str = "KafkaCluster.ApacheKafkaCluster.BootstrapServers";
const CONFIGURATION: &str = "ConnectorConfiguration";
const CONTENT: &str = "PropertiesFileContent";
const WORKER: &str = "WorkerConfiguration.WorkerConfigurationArn";

/// `AWS::KafkaConnect::Connector`
pub fn connector(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "ConnectorName");
    addresses(&mut fill);
    fill.destinations(f::log_destinations, "LogDelivery.WorkerLogDelivery");
    configuration(&mut fill, context);
    plugins(&mut fill);
    fill.by_table();
    fill.finish()
}

/// A connector names no ARN: the cluster is behind its brokers' domain (A47, C5).
fn addresses(fill: &mut Fill<'_>) {
    let fields = [f::bootstrap_servers, f::bootstrap_ports, f::cluster];
    let v = match fill.d.at(SERVERS) {
        Found::Value(v) if !v.sensitive => v,
        Found::Value(_) => return fields.into_iter().for_each(|x| fill.deferred(x, "a sensitive value")),
        Found::Unknown(why) => return fields.into_iter().for_each(|x| fill.deferred(x, why)),
        Found::Absent(_) => {
            let why = format!("{}.{SERVERS}, which is not given", fill.d.id);
            return fields.into_iter().for_each(|x| fill.deferred(x, &why));
        }
    };
    let o = fill.origin(SERVERS);
    match &v.value {
        Resolved::Text(t) => known_addresses(fill, t, o),
        other => {
            let why = fact::reason(other);
            if let Resolved::Pattern(parts) = other {
                partly_known(fill, parts, &why, o);
            } else {
                fill.deferred(f::bootstrap_servers, &why);
                fill.deferred(f::bootstrap_ports, &why);
            }
            match other {
                Resolved::Ref(to) => fill.r.link(f::cluster, to.target.clone(), o),
                _ => fill.deferred(f::cluster, &why),
            }
        }
    }
}

fn known_addresses(fill: &mut Fill<'_>, servers: &str, o: u16) {
    let pairs: Vec<&str> = broker::split(servers).collect();
    fill.r.list(f::bootstrap_servers, pairs.iter().map(|p| Value::text(*p)), o);
    let ports: BTreeSet<i64> = pairs.iter().filter_map(|p| broker::port(p)).collect();
    let more = pairs.iter().any(|p| broker::port(p).is_none());
    set_ports(fill, ports, more.then_some("a bootstrap server without port"), o);
    match pairs.iter().find_map(|p| broker::msk_domain(p)) {
        Some(domain) => fill.r.link(f::cluster, domain, o),
        None => fill.r.absent(f::cluster, o),
    }
}

fn set_ports(fill: &mut Fill<'_>, ports: BTreeSet<i64>, more: Option<&str>, o: u16) {
    let more = more.map(|why| fill.r.add_why(fact::deferred(why)));
    let items = ports.into_iter().map(|p| Fact::Known(Value::Int(p), o)).collect();
    fill.r.known(f::bootstrap_ports, Value::List(Box::new(List { items, more })), o);
}

/// Pairs whose host is decided at deployment; what stands in its place may be several pairs.
fn partly_known(fill: &mut Fill<'_>, parts: &[Part], why: &str, o: u16) {
    let mut pairs: Vec<Vec<Part>> = vec![Vec::new()];
    for part in parts {
        let Part::Lit(text) = part else {
            pairs.last_mut().expect("it begins with one").push(part.clone());
            continue;
        };
        for (i, piece) in text.split(',').enumerate() {
            if i > 0 {
                pairs.push(Vec::new());
            }
            if !piece.is_empty() {
                pairs.last_mut().expect("it begins with one").push(Part::Lit(piece.into()));
            }
        }
    }
    let port = |pair: &Vec<Part>| match pair.last() {
        Some(Part::Lit(t)) => broker::port(t),
        _ => None,
    };
    let ports = pairs.iter().filter_map(port).collect();
    set_ports(fill, ports, Some(why), o);
    let more = Some(fill.r.add_why(fact::deferred(why)));
    let items = pairs.iter().filter(|p| !p.is_empty()).map(|pair| {
        let text = match &pair[..] {
            [Part::Lit(t)] => Value::text(t.trim()),
            pieces => Value::Pattern(fact::pieces(pieces)),
        };
        Fact::Known(text, o)
    });
    let items = items.collect();
    fill.r.known(f::bootstrap_servers, Value::List(Box::new(List { items, more })), o);
}

/// The custom plugins, which stand in a block each.
fn plugins(fill: &mut Fill<'_>) {
    let (blocks, more) = fill.blocks("Plugins");
    let one = |fill: &mut Fill<'_>, block: &Sited| {
        let arn = fact::find(block, "CustomPlugin.CustomPluginArn", &block.site, false);
        fill.fact(&Type::Link("custom_plugin"), arn)
    };
    let items = blocks.iter().map(|block| one(fill, block)).collect();
    let origin = fill.origin("Plugins");
    fill.list(f::plugins, items, more.as_deref(), origin);
}

/// `AWS::KafkaConnect::CustomPlugin`
pub fn custom_plugin(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&custom_plugin::KIND, d, context, "Name");
    fill.by_table();
    fill.finish()
}

/// The connector's own properties, judged with the worker configuration that the template gives it.
fn configuration(fill: &mut Fill<'_>, context: &Context<'_>) {
    let fields = [f::connector_class, f::family, f::sink_encryption, f::properties];
    let unknown = |fill: &mut Fill<'_>, why: &str| fields.into_iter().for_each(|x| fill.deferred(x, why));
    let v = match fill.d.at(CONFIGURATION) {
        Found::Value(v) if !v.sensitive => v,
        Found::Value(_) => return unknown(fill, "a sensitive value"),
        Found::Unknown(why) => return unknown(fill, why),
        Found::Absent(_) => {
            let why = format!("{}.{CONFIGURATION}, which is not given", fill.d.id);
            return unknown(fill, &why);
        }
    };
    let (worker, unread) = worker_of(fill, context);
    let of = Configuration { value: v, calls: &[], worker: worker.as_ref(), unread: unread.as_deref() };
    if let Err(why) = connector::fill(&mut fill.r, &of, context.knowledge) {
        unknown(fill, &why);
    }
}

/// The facts of the connector's worker configuration; or why they are not known.
fn worker_of(fill: &Fill<'_>, context: &Context<'_>) -> (Option<WorkerFacts>, Option<String>) {
    let v = match fill.d.at(WORKER) {
        Found::Value(v) => v,
        Found::Absent(_) => return (None, None),
        Found::Unknown(why) => return (None, Some(why.to_owned())),
    };
    let declared = match &v.value {
        Resolved::Ref(to) => context.parts.declared(&to.target),
        other => return (None, Some(fact::reason(other))),
    };
    match declared.map(worker_facts) {
        Some(Ok((facts, _))) => (Some(facts), None),
        Some(Err(why)) => (None, Some(why)),
        None => (None, Some(fact::reason(&v.value))),
    }
}

/// `AWS::KafkaConnect::WorkerConfiguration`
pub fn worker_configuration(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&w::KIND, d, context, "Name");
    match worker_facts(d) {
        Ok((facts, v)) => {
            let whole = fact::origin(&mut fill.r, &v.site, &[], &v.via);
            record::fill_worker(&mut fill.r, &facts, whole, &|_| whole);
        }
        Err(why) => {
            for field in [w::properties, w::providers, w::provider_names, w::known_provider_names] {
                fill.deferred(field, &why);
            }
        }
    }
    fill.finish()
}

/// The properties of a worker configuration, which stand there in base64 (C20).
fn worker_facts(d: &Declared) -> Result<(WorkerFacts, &Sited), String> {
    let v = match d.at(CONTENT) {
        Found::Value(v) if !v.sensitive => v,
        Found::Value(_) => return Err("a sensitive value".into()),
        Found::Unknown(why) => return Err(why.to_owned()),
        Found::Absent(_) => return Err(format!("{}.{CONTENT}, which is not given", d.id)),
    };
    let Resolved::Text(encoded) = &v.value else { return Err(fact::reason(&v.value)) };
    let text = base64::decode(encoded).ok_or_else(|| format!("{}.{CONTENT}, which is no base64", d.id))?;
    let facts = worker::read(&text).map_err(|_| format!("{}.{CONTENT}, which cannot be read", d.id))?;
    Ok((facts, v))
}
