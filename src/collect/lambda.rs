//! Lambda event source mappings that read from Kafka: one listing, then the role of each of their functions.

use super::asker::Asker;
use super::direct::Client;
use super::direct::lambda::{Access, Mapping};
use super::fill::{partition, required, resource, text, texts};
use super::operations::{GET_FUNCTION_CONFIGURATION, LIST_EVENT_SOURCE_MAPPINGS};
use super::secrets::Named;
use crate::inventory::kinds::lambda_mapping::{self as f, access};
use crate::inventory::schema::common;
use crate::inventory::{Arn, Fact, Record, Resource, Value, Why, broker};
use futures_util::future::join_all;
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::mpsc::UnboundedSender;

/// The member under which a mapping names brokers that somebody runs otherwise.
const BROKERS: &str = "KAFKA_BOOTSTRAP_SERVERS";

/// All mappings of a region that read from Kafka. The roles of their functions are sent on, and the secrets that
/// may be associated with a cluster.
pub async fn collect(
    asker: &Asker<'_>,
    client: &Client,
    roles: UnboundedSender<String>,
    secrets: UnboundedSender<Named>,
) -> Vec<Resource> {
    let listing = asker
        .list(
            &LIST_EVENT_SOURCE_MAPPINGS,
            None,
            |marker| async move { client.list_event_source_mappings(marker.as_deref()).await },
            |a| (a.event_source_mappings, a.next_marker),
        )
        .await;
    let kafka: Vec<(&Mapping, Source)> = listing.items.iter().filter_map(|m| Some((m, source(m)?))).collect();
    for (mapping, _) in &kafka {
        for secret in mapping.source_access_configurations.iter().flatten().filter_map(scram_secret) {
            // The receiver waits for all senders: sending cannot fail before that.
            let _ = secrets.send(secret.to_owned().into());
        }
    }
    drop(secrets);
    let functions: BTreeSet<&str> = kafka.iter().filter_map(|(m, _)| m.function_arn.as_deref()).collect();
    let roles = &roles;
    let of_functions = functions.into_iter().map(|function| async move {
        let op = &GET_FUNCTION_CONFIGURATION;
        let answer = asker.ask(op, function, |_| false, client.get_function_configuration(function)).await;
        let role = answer.map_err(|f| f.why).and_then(|a| {
            let detail = "the answer lacks Role".into();
            a.role.ok_or(Why::Malformed { operation: op.name.into(), detail })
        });
        if let Ok(role) = &role {
            let _ = roles.send(role.clone());
        }
        (function, role)
    });
    let of_functions: BTreeMap<&str, Result<String, Why>> =
        join_all(of_functions).await.into_iter().collect();
    kafka.iter().filter_map(|(m, source)| mapping(asker, m, source, &of_functions)).collect()
}

enum Source<'m> {
    Msk(&'m str),
    SelfManaged(&'m [String]),
}

/// Where a mapping reads from; `None` when it is no Kafka (H1).
fn source(m: &Mapping) -> Option<Source<'_>> {
    if let Some(arn) = m.event_source_arn.as_deref().filter(|a| !a.is_empty()) {
        return (Arn::parse(arn)?.service == "kafka").then_some(Source::Msk(arn));
    }
    let endpoints = m.self_managed_event_source.as_ref()?.endpoints.as_ref()?;
    endpoints.get(BROKERS).map(|brokers| Source::SelfManaged(brokers))
}

/// The secret of a SASL/SCRAM entry, when its name is one that MSK associates (B3): the permissions of a scan reach
/// no others.
fn scram_secret(access: &Access) -> Option<&str> {
    let uri = access.uri.as_deref().filter(|_| access.kind.as_deref() == Some("SASL_SCRAM_512_AUTH"))?;
    Arn::parse(uri)?.secret_name()?.starts_with("AmazonMSK_").then_some(uri)
}

fn mapping(
    asker: &Asker<'_>,
    m: &Mapping,
    source: &Source<'_>,
    roles: &BTreeMap<&str, Result<String, Why>>,
) -> Option<Resource> {
    let op = &LIST_EVENT_SOURCE_MAPPINGS;
    let Some(uuid) = m.uuid.as_deref().filter(|u| !u.is_empty()) else {
        let detail = "a mapping without UUID".into();
        asker.gap(op, None, &Why::Malformed { operation: op.name.into(), detail });
        return None;
    };
    let (account, region) = (&asker.account, &asker.region);
    let built = format!("arn:{}:lambda:{region}:{account}:event-source-mapping:{uuid}", partition(region));
    let arn = m.event_source_mapping_arn.as_deref().filter(|a| !a.is_empty()).unwrap_or(&built);
    let (mut r, o) = resource(asker, &f::KIND, op, arn);
    r.also.push(uuid.into());
    r.absent(common::NAME, o);
    required(&mut r, f::state, text(m.state.as_deref()), op, o);
    from(&mut r, source, o);
    let entries = m.source_access_configurations.iter().flatten();
    let entries: Vec<Value> = entries.map(|a| entry(&mut r, a, o)).collect();
    r.list(f::source_access, entries, o);
    required(&mut r, f::function, text(m.function_arn.as_deref()), op, o);
    match m.function_arn.as_deref().and_then(|function| roles.get(function)) {
        Some(Ok(role)) => {
            let o = r.api(GET_FUNCTION_CONFIGURATION.name);
            r.link(f::role, role.as_str(), o);
        }
        Some(Err(why)) => r.unknown(f::role, why.clone()),
        None => r.unknown(f::role, Why::NotCollected { what: "the mapping's function".into() }),
    }
    Some(r)
}

fn from(r: &mut Resource, source: &Source<'_>, o: u16) {
    match source {
        Source::Msk(arn) => {
            r.text(f::source, "msk", o);
            r.text(f::event_source, *arn, o);
            r.absent(f::bootstrap_servers, o);
            // Behind a VPC connection stands a cluster of another account, which its ARN does not name.
            match Arn::parse(arn).is_some_and(|a| a.resource.starts_with("cluster/")) {
                true => r.link(f::cluster, *arn, o),
                false => {
                    let what = "the cluster behind a VPC connection".into();
                    r.unknown(f::cluster, Why::NotCollected { what });
                }
            }
        }
        Source::SelfManaged(brokers) => {
            r.text(f::source, "self-managed", o);
            r.absent(f::event_source, o);
            r.list(f::bootstrap_servers, texts(brokers), o);
            match brokers.iter().find_map(|b| broker::msk_domain(b)) {
                Some(domain) => r.link(f::cluster, domain, o),
                None => r.absent(f::cluster, o),
            }
        }
    }
}

fn entry(r: &mut Resource, a: &Access, o: u16) -> Value {
    let mut said = |value: Option<&str>, member: &str| match value {
        Some(value) => Fact::Known(Value::text(value), o),
        None => {
            let detail = format!("a source access entry without {member}").into();
            let operation = LIST_EVENT_SOURCE_MAPPINGS.name.into();
            Fact::Unknown(r.add_why(Why::Malformed { operation, detail }))
        }
    };
    let (kind, uri) = (said(a.kind.as_deref(), "Type"), said(a.uri.as_deref(), "URI"));
    let secret = a.uri.as_deref().filter(|u| Arn::parse(u).is_some_and(|a| a.service == "secretsmanager"));
    Record::new(&access::RECORD)
        .set(access::access_type, kind)
        .set(access::uri, uri)
        .option(access::secret, secret.map(Value::link), o)
        .into_value()
}
