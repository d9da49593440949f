//! MSK Connect connectors with their configurations, and the worker configurations they use.

use super::asker::Asker;
use super::failure::Failure;
use super::fill::{destinations, links, list, required, resource, text};
use super::network::Wanted;
use super::operations::{DESCRIBE_CONNECTOR, DESCRIBE_WORKER_CONFIGURATION, LIST_CONNECTORS};
use crate::connect::facts::WorkerFacts;
use crate::connect::knowledge::Knowledge;
use crate::connect::{record, redact};
use crate::inventory::kinds::{connector as f, worker_configuration};
use crate::inventory::{Fact, List, Resource, Value, Why, broker};
use aws_sdk_kafkaconnect::Client;
use aws_sdk_kafkaconnect::operation::describe_connector::DescribeConnectorOutput;
use aws_sdk_kafkaconnect::types::ConnectorSummary;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use std::collections::BTreeSet;
use tokio::sync::mpsc::UnboundedSender;

/// All connectors of a region, and each worker configuration once.
pub async fn collect(
    asker: &Asker<'_>,
    client: &Client,
    knowledge: &Knowledge,
    network: UnboundedSender<Wanted>,
) -> Vec<Resource> {
    let listing = asker
        .list(
            &LIST_CONNECTORS,
            None,
            |token| client.list_connectors().max_results(100).set_next_token(token).send(),
            |a| (a.connectors, a.next_token),
        )
        .await;
    let mut workers = BTreeSet::new();
    let mut described: FuturesUnordered<_> = FuturesUnordered::new();
    for summary in &listing.items {
        let Some(arn) = summary.connector_arn() else {
            let detail = "a connector without ARN".into();
            asker.gap(
                &LIST_CONNECTORS,
                None,
                &Why::Malformed { operation: LIST_CONNECTORS.name.into(), detail },
            );
            continue;
        };
        surroundings(summary, &network);
        workers.extend(summary.worker_configuration().and_then(|w| w.worker_configuration_arn()));
        described.push(async move {
            let answer = asker
                .ask(&DESCRIBE_CONNECTOR, arn, |_| false, async {
                    client.describe_connector().connector_arn(arn).send().await
                })
                .await;
            (connector(asker, summary, arn), answer)
        });
    }
    drop(network);
    let workers: FuturesUnordered<_> = workers.into_iter().map(|arn| worker(asker, client, arn)).collect();
    let (described, workers) =
        tokio::join!(described.by_ref().collect::<Vec<_>>(), workers.collect::<Vec<_>>());
    let mut resources = Vec::new();
    for (mut r, answer) in described {
        configuration(&mut r, answer, &workers, knowledge);
        resources.push(r);
    }
    resources.extend(workers.into_iter().map(|w| w.resource));
    resources
}

/// The network that a connector's workers stand in. The receiver waits for all senders: sending cannot fail before.
fn surroundings(c: &ConnectorSummary, network: &UnboundedSender<Wanted>) {
    let vpc = c.kafka_cluster().and_then(|k| k.apache_kafka_cluster()).and_then(|k| k.vpc());
    for subnet in vpc.map(|v| v.subnets()).unwrap_or_default() {
        let _ = network.send(Wanted::Subnet(subnet.clone()));
    }
    for group in vpc.map(|v| v.security_groups()).unwrap_or_default() {
        let _ = network.send(Wanted::SecurityGroup(group.clone()));
    }
}

/// A worker configuration; `Err` when its properties could not be read.
struct Worker {
    resource: Resource,
    facts: Result<WorkerFacts, Why>,
}

/// The boundary (see [`redact`]): from here on a connector's configuration has no secret.
fn configuration(
    r: &mut Resource,
    answer: Result<DescribeConnectorOutput, Failure>,
    workers: &[Worker],
    knowledge: &Knowledge,
) {
    let fields = [f::connector_class, f::family, f::sink_encryption, f::properties];
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => return fields.into_iter().for_each(|field| r.unknown(field, failure.why.clone())),
    };
    let Some(map) = answer.connector_configuration() else {
        let detail: Box<str> = "the answer lacks connectorConfiguration".into();
        let operation: Box<str> = DESCRIBE_CONNECTOR.name.into();
        let why = || Why::Malformed { operation: operation.clone(), detail: detail.clone() };
        return fields.into_iter().for_each(|field| r.unknown(field, why()));
    };
    let settings = redact::settings(map.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    let worker = r
        .known_text(f::worker_configuration)
        .and_then(|arn| workers.iter().find(|w| *w.resource.id == *arn).map(|w| w.facts.as_ref()));
    let facts = redact::classify(&settings, worker.and_then(Result::ok), knowledge);
    let o = r.api(DESCRIBE_CONNECTOR.name);
    record::fill_connector(r, &facts, o, &|_| o);
    // Converters that the connector leaves to a worker configuration nobody could read may hold anything.
    if let Some(Err(why)) = worker
        && let Fact::Known(Value::List(list), _) = r.get(f::properties).clone()
    {
        let more = Some(r.add_why(why.clone()));
        r.known(f::properties, Value::List(Box::new(List { items: list.items, more })), o);
    }
}

fn connector(asker: &Asker<'_>, c: &ConnectorSummary, arn: &str) -> Resource {
    let op = &LIST_CONNECTORS;
    let (mut r, o) = resource(asker, &f::KIND, op, arn);
    required(&mut r, f::name, text(c.connector_name()), op, o);
    required(&mut r, f::state, text(c.connector_state().map(|s| s.as_str())), op, o);
    r.option(f::current_version, text(c.current_version()), o);
    let encryption = c.kafka_cluster_encryption_in_transit().and_then(|e| e.encryption_type());
    required(&mut r, f::encryption_type, text(encryption.map(|e| e.as_str())), op, o);
    let authentication = c.kafka_cluster_client_authentication().and_then(|a| a.authentication_type());
    required(&mut r, f::authentication_type, text(authentication.map(|a| a.as_str())), op, o);
    required(&mut r, f::kafka_connect_version, text(c.kafka_connect_version()), op, o);
    required(&mut r, f::service_execution_role, text(c.service_execution_role_arn()), op, o);
    match c.worker_configuration().and_then(|w| w.worker_configuration_arn()) {
        Some(worker) => r.link(f::worker_configuration, worker, o),
        None => r.absent(f::worker_configuration, o),
    }
    let plugins = c.plugins().iter().filter_map(|p| p.custom_plugin()?.custom_plugin_arn());
    r.list(f::plugins, plugins.map(Value::link), o);
    let kafka = c.kafka_cluster().and_then(|k| k.apache_kafka_cluster());
    let vpc = kafka.and_then(|k| k.vpc());
    required(&mut r, f::subnets, vpc.map(|v| list(links(v.subnets()), o)), op, o);
    required(&mut r, f::security_groups, vpc.map(|v| list(links(v.security_groups()), o)), op, o);
    addresses(&mut r, kafka.and_then(|k| k.bootstrap_servers()), o);
    let logs = c.log_delivery().and_then(|l| l.worker_log_delivery());
    let destinations = destinations([
        ("cloudwatch", logs.and_then(|l| l.cloud_watch_logs()).is_some_and(|d| d.enabled())),
        ("firehose", logs.and_then(|l| l.firehose()).is_some_and(|d| d.enabled())),
        ("s3", logs.and_then(|l| l.s3()).is_some_and(|d| d.enabled())),
    ]);
    r.list(f::log_destinations, destinations, o);
    r
}

/// The bootstrap servers, their ports, and the cluster behind them: a connector names no ARN (C5).
fn addresses(r: &mut Resource, servers: Option<&str>, o: u16) {
    let malformed =
        |detail: &str| Why::Malformed { operation: LIST_CONNECTORS.name.into(), detail: detail.into() };
    let Some(servers) = servers else {
        for field in [f::bootstrap_servers, f::bootstrap_ports, f::cluster] {
            r.unknown(field, malformed("the answer lacks bootstrapServers"));
        }
        return;
    };
    let pairs: Vec<&str> = broker::split(servers).collect();
    r.list(f::bootstrap_servers, pairs.iter().map(|p| Value::text(*p)), o);
    let ports: BTreeSet<i64> = pairs.iter().filter_map(|p| broker::port(p)).collect();
    if pairs.iter().all(|p| broker::port(p).is_some()) {
        r.list(f::bootstrap_ports, ports.into_iter().map(Value::Int), o);
    } else {
        r.unknown(f::bootstrap_ports, malformed("a bootstrap server without port"));
    }
    match pairs.iter().find_map(|p| broker::msk_domain(p)) {
        Some(domain) => r.link(f::cluster, domain, o),
        None => r.absent(f::cluster, o),
    }
}

async fn worker(asker: &Asker<'_>, client: &Client, arn: &str) -> Worker {
    use worker_configuration as w;
    let op = &DESCRIBE_WORKER_CONFIGURATION;
    let answer = asker
        .ask(op, arn, |_| false, async {
            client.describe_worker_configuration().worker_configuration_arn(arn).send().await
        })
        .await;
    let (mut r, o) = resource(asker, &w::KIND, op, arn);
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => {
            r.rest_unknown(&failure.why);
            return Worker { resource: r, facts: Err(failure.why) };
        }
    };
    required(&mut r, w::name, text(answer.name()), op, o);
    let latest = answer.latest_revision();
    required(&mut r, w::revision, latest.map(|l| Value::Int(l.revision())), op, o);
    let facts = latest.and_then(|l| l.properties_file_content()).and_then(properties).ok_or_else(|| {
        let detail = "the properties cannot be read".into();
        Why::Malformed { operation: op.name.into(), detail }
    });
    match &facts {
        Ok(facts) => record::fill_worker(&mut r, facts, o, &|_| o),
        Err(why) => r.rest_unknown(why),
    }
    Worker { resource: r, facts }
}

/// The properties of a worker configuration, which the service answers in base64 (C20).
fn properties(content: &str) -> Option<WorkerFacts> {
    let bytes = aws_smithy_types::base64::decode(content).ok()?;
    crate::connect::worker::read(std::str::from_utf8(&bytes).ok()?).ok()
}
