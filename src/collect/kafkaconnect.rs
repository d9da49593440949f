//! MSK Connect connectors and the worker configurations they use.

use super::asker::Asker;
use super::fill::{destinations, list, required, resource, text, texts};
use super::operations::{DESCRIBE_WORKER_CONFIGURATION, LIST_CONNECTORS};
use crate::inventory::kinds::{connector as f, worker_configuration};
use crate::inventory::{Resource, Value, Why, broker};
use aws_sdk_kafkaconnect::Client;
use aws_sdk_kafkaconnect::types::ConnectorSummary;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use std::collections::BTreeSet;

/// All connectors of a region, and each worker configuration once.
pub async fn collect(asker: &Asker<'_>, client: &Client) -> Vec<Resource> {
    let listing = asker
        .list(
            &LIST_CONNECTORS,
            None,
            |token| client.list_connectors().max_results(100).set_next_token(token).send(),
            |a| (a.connectors.unwrap_or_default(), a.next_token),
        )
        .await;
    let mut resources = Vec::new();
    let mut workers = BTreeSet::new();
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
        workers.extend(summary.worker_configuration().and_then(|w| w.worker_configuration_arn()));
        resources.push(connector(asker, summary, arn));
    }
    let work: FuturesUnordered<_> = workers.into_iter().map(|arn| worker(asker, client, arn)).collect();
    resources.extend(work.collect::<Vec<_>>().await);
    resources
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
    let kafka = c.kafka_cluster().and_then(|k| k.apache_kafka_cluster());
    let vpc = kafka.and_then(|k| k.vpc());
    required(&mut r, f::subnet_ids, vpc.map(|v| list(texts(v.subnets()), o)), op, o);
    required(&mut r, f::security_group_ids, vpc.map(|v| list(texts(v.security_groups()), o)), op, o);
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

async fn worker(asker: &Asker<'_>, client: &Client, arn: &str) -> Resource {
    use worker_configuration as w;
    let op = &DESCRIBE_WORKER_CONFIGURATION;
    let answer = asker
        .ask(op, arn, |_| false, async {
            client.describe_worker_configuration().worker_configuration_arn(arn).send().await
        })
        .await;
    let (mut r, o) = resource(asker, &w::KIND, op, arn);
    match answer {
        Ok(a) => {
            required(&mut r, w::name, text(a.name()), op, o);
            let revision = a.latest_revision().map(|l| Value::Int(l.revision()));
            required(&mut r, w::revision, revision, op, o);
        }
        Err(failure) => r.rest_unknown(&failure.why),
    }
    r
}
