//! MSK Connect connectors and worker configurations.

use super::super::super::cloudformation::base64;
use super::super::super::connector::{self, Configuration};
use super::super::super::value::{Reference, Resolved, Sited};
use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::parts::Parts;
use crate::connect::facts::WorkerFacts;
use crate::connect::{record, worker};
use crate::inventory::kinds::{connector as f, custom_plugin, worker_configuration as w};
use crate::inventory::{Fact, List, Resource, Type, Value, broker};
use crate::template::fact;
use crate::template::fact::Found;
use std::collections::BTreeSet;

const CONFIGURATION: &str = "connector_configuration";
const CONTENT: &str = "properties_file_content";
const WORKER: &str = "worker_configuration.arn";
const SERVERS: &str = "kafka_cluster.apache_kafka_cluster.bootstrap_servers";

/// Attributes of a cluster that are bootstrap strings, and their one port (A40).
const BOOTSTRAP: &[(&str, i64)] = &[
    ("bootstrap_brokers", 9092),
    ("bootstrap_brokers_tls", 9094),
    ("bootstrap_brokers_sasl_scram", 9096),
    ("bootstrap_brokers_sasl_iam", 9098),
    ("bootstrap_brokers_public_tls", 9194),
    ("bootstrap_brokers_public_sasl_scram", 9196),
    ("bootstrap_brokers_public_sasl_iam", 9198),
];

/// The one port of the brokers in an attribute of a cluster.
pub fn port_of(attribute: &str) -> Option<i64> {
    BOOTSTRAP.iter().find(|(name, _)| *name == attribute).map(|(_, port)| *port)
}

/// `aws_mskconnect_connector`
pub fn connector(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "name");
    match i.at(SERVERS) {
        Found::Value(v) => match &v.value {
            Resolved::Text(t) if !v.sensitive => addresses(&mut fill, t),
            Resolved::Ref(to) => reference(&mut fill, to),
            _ => unknown_addresses(&mut fill),
        },
        _ => unknown_addresses(&mut fill),
    }
    fill.destinations(f::log_destinations, "log_delivery.worker_log_delivery");
    configuration(&mut fill, parts);
    plugins(&mut fill);
    fill.by_table();
    fill.finish()
}

/// The custom plugins, which stand in a block each.
fn plugins(fill: &mut Fill<'_>) {
    let i = fill.i;
    let mut list = List::default();
    match i.at("plugin") {
        Found::Value(v) => match fact::blocks(v) {
            Some((blocks, more)) => {
                for block in blocks {
                    let one = fill.member(block, "custom_plugin.arn", &Type::Link("custom_plugin"), &i.calls);
                    list.items.push(one);
                }
                list.more = more.map(|why| fill.why(why));
            }
            None => list.more = Some(fill.why(&fact::reason(&v.value))),
        },
        Found::Unknown(why) => list.more = Some(fill.why(why)),
        Found::Absent(_) => {}
    }
    let origin = fill.origin("plugin");
    fill.r.known(f::plugins, Value::List(Box::new(list)), origin);
}

/// `aws_mskconnect_custom_plugin`
pub fn custom_plugin(i: &Instance, _: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&custom_plugin::KIND, i);
    fill.path(custom_plugin::name, "name");
    fill.also_at("name");
    fill.by_table();
    fill.finish()
}

/// The connector's own properties, judged with the worker configuration that it is given.
fn configuration(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    let i = fill.i;
    let (worker, unread) = worker_of(fill, parts);
    let answer = match i.at(CONFIGURATION) {
        Found::Value(v) if v.sensitive => Err("a sensitive value".into()),
        Found::Value(v) => {
            let of = Configuration {
                value: v,
                calls: &i.calls,
                worker: worker.as_ref(),
                unread: unread.as_deref(),
            };
            connector::fill(&mut fill.r, &of, parts.knowledge)
        }
        Found::Unknown(why) => Err(why.into()),
        Found::Absent(_) => Err(format!("{}.{CONFIGURATION}, which is not given", i.address)),
    };
    if let Err(why) = answer {
        for field in [f::connector_class, f::family, f::sink_encryption, f::properties] {
            fill.deferred(field, &why);
        }
    }
}

/// The facts of the connector's worker configuration; or why they are not known.
fn worker_of(fill: &Fill<'_>, parts: &Parts<'_>) -> (Option<WorkerFacts>, Option<String>) {
    let v = match fill.i.at(WORKER) {
        Found::Value(v) => v,
        Found::Absent(_) => return (None, None),
        Found::Unknown(why) => return (None, Some(why.to_owned())),
    };
    let Resolved::Ref(to) = &v.value else { return (None, Some(fact::reason(&v.value))) };
    match parts.instance(&to.target).filter(|i| !i.data).map(worker_facts) {
        Some(Ok((facts, _))) => (Some(facts), None),
        Some(Err(why)) => (None, Some(why)),
        None => (None, Some(fact::reason(&v.value))),
    }
}

fn unknown_addresses(fill: &mut Fill<'_>) {
    let why = fill.reason(SERVERS);
    for field in [f::bootstrap_servers, f::bootstrap_ports, f::cluster] {
        fill.deferred(field, &why);
    }
}

/// A connector names no ARN: the cluster is behind its brokers' domain (A47, C5).
fn addresses(fill: &mut Fill<'_>, servers: &str) {
    let o = fill.origin(SERVERS);
    let pairs: Vec<&str> = broker::split(servers).collect();
    fill.r.list(f::bootstrap_servers, pairs.iter().map(|p| Value::text(*p)), o);
    let ports: BTreeSet<i64> = pairs.iter().filter_map(|p| broker::port(p)).collect();
    if pairs.iter().all(|p| broker::port(p).is_some()) {
        fill.r.list(f::bootstrap_ports, ports.into_iter().map(Value::Int), o);
    } else {
        fill.deferred(f::bootstrap_ports, "a bootstrap server without port");
    }
    match pairs.iter().find_map(|p| broker::msk_domain(p)) {
        Some(domain) => fill.r.link(f::cluster, domain, o),
        None => fill.r.absent(f::cluster, o),
    }
}

/// A bootstrap string of a cluster: which listener it is tells the port.
fn reference(fill: &mut Fill<'_>, to: &Reference) {
    let o = fill.origin(SERVERS);
    let text = Value::Pattern([crate::inventory::Piece::Symbol(fact::shown(to).into())].into());
    let more = Some(fill.r.add_why(fact::deferred(&fact::shown(to))));
    let list = List { items: vec![Fact::Known(text, o)], more };
    fill.r.known(f::bootstrap_servers, Value::List(Box::new(list)), o);
    match port_of(&to.attribute) {
        Some(port) => fill.r.list(f::bootstrap_ports, [Value::Int(port)], o),
        None => fill.deferred(f::bootstrap_ports, &fact::shown(to)),
    }
    fill.r.link(f::cluster, to.target.clone(), o);
}

/// `aws_mskconnect_worker_configuration`
pub fn worker_configuration(i: &Instance, _: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&w::KIND, i);
    fill.path(w::name, "name");
    fill.r.absent(w::revision, fill.header);
    match worker_facts(i) {
        Ok((facts, v)) => {
            let whole = fact::origin(&mut fill.r, &v.site, &i.calls, &v.via);
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

/// The properties of a worker configuration: the provider takes them as they are or in base64 (C20).
fn worker_facts(i: &Instance) -> Result<(WorkerFacts, &Sited), String> {
    let v = match i.at(CONTENT) {
        Found::Value(v) if !v.sensitive => v,
        Found::Value(_) => return Err("a sensitive value".into()),
        Found::Unknown(why) => return Err(why.to_owned()),
        Found::Absent(_) => return Err(format!("{}.{CONTENT}, which is not given", i.address)),
    };
    let Resolved::Text(text) = &v.value else { return Err(fact::reason(&v.value)) };
    let decoded = base64::decode(text).filter(|decoded| decoded.contains('='));
    let facts = worker::read(decoded.as_deref().unwrap_or(text));
    let facts = facts.map_err(|_| format!("{}.{CONTENT}, which cannot be read", i.address))?;
    Ok((facts, v))
}
