//! MSK Connect connectors and worker configurations.

use super::super::super::value::{Reference, Resolved};
use super::super::instance::Instance;
use super::fill::Fill;
use super::parts::Parts;
use crate::inventory::kinds::{connector as f, worker_configuration as w};
use crate::inventory::{Fact, List, Resource, Value, broker};
use crate::template::fact;
use crate::template::fact::Found;
use std::collections::BTreeSet;

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

/// `aws_mskconnect_connector`
pub fn connector(i: &Instance, _: &Parts<'_>) -> Resource {
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
    fill.by_table();
    fill.finish()
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
    match BOOTSTRAP.iter().find(|(attribute, _)| **attribute == *to.attribute) {
        Some((_, port)) => fill.r.list(f::bootstrap_ports, [Value::Int(*port)], o),
        None => fill.deferred(f::bootstrap_ports, &fact::shown(to)),
    }
    fill.r.link(f::cluster, to.target.clone(), o);
}

/// `aws_mskconnect_worker_configuration`
pub fn worker_configuration(i: &Instance, _: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&w::KIND, i);
    fill.path(w::name, "name");
    fill.r.absent(w::revision, fill.header);
    fill.finish()
}
