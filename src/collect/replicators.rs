//! MSK replicators: one listing, then how each of them speaks to its clusters (A61).

use super::asker::Asker;
use super::failure::Failure;
use super::fill::{list, required, resource, text};
use super::operations::{DESCRIBE_REPLICATOR, LIST_REPLICATORS};
use crate::inventory::kinds::msk_replicator::{self as f, cluster};
use crate::inventory::{Fact, List, Record, Resource, Value, Why, broker};
use aws_sdk_kafka::Client;
use aws_sdk_kafka::operation::describe_replicator::DescribeReplicatorOutput;
use aws_sdk_kafka::types::{KafkaClusterDescription, ReplicatorSummary};
use futures_util::future::join_all;

pub async fn collect(asker: &Asker<'_>, client: &Client) -> Vec<Resource> {
    let listing = asker
        .list(
            &LIST_REPLICATORS,
            None,
            |token| client.list_replicators().max_results(100).set_next_token(token).send(),
            |a| (a.replicators, a.next_token),
        )
        .await;
    let described = listing.items.iter().map(|summary| async move {
        let Some(arn) = summary.replicator_arn() else {
            let op = &LIST_REPLICATORS;
            let detail = "a replicator without ARN".into();
            asker.gap(op, None, &Why::Malformed { operation: op.name.into(), detail });
            return None;
        };
        let answer = asker
            .ask(&DESCRIBE_REPLICATOR, arn, |_| false, async {
                client.describe_replicator().replicator_arn(arn).send().await
            })
            .await;
        Some(replicator(asker, summary, arn, answer))
    });
    join_all(described).await.into_iter().flatten().collect()
}

fn replicator(
    asker: &Asker<'_>,
    summary: &ReplicatorSummary,
    arn: &str,
    answer: Result<DescribeReplicatorOutput, Failure>,
) -> Resource {
    let (mut r, o) = resource(asker, &f::KIND, &LIST_REPLICATORS, arn);
    required(&mut r, f::name, text(summary.replicator_name()), &LIST_REPLICATORS, o);
    let state = summary.replicator_state().map(|s| s.as_str());
    required(&mut r, f::state, text(state), &LIST_REPLICATORS, o);
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => {
            r.rest_unknown(&failure.why);
            return r;
        }
    };
    let op = &DESCRIBE_REPLICATOR;
    let o = r.api(op.name);
    required(&mut r, f::service_execution_role, text(answer.service_execution_role_arn()), op, o);
    match &answer.kafka_clusters {
        Some(clusters) => {
            let items = clusters.iter().map(|c| one(&mut r, c, o)).collect();
            r.known(f::clusters, Value::List(Box::new(List { items, more: None })), o);
        }
        None => required(&mut r, f::clusters, None, op, o),
    }
    r
}

fn one(r: &mut Resource, c: &KafkaClusterDescription, o: u16) -> Fact {
    let mut malformed = |detail: &str| {
        let operation = DESCRIBE_REPLICATOR.name.into();
        Fact::Unknown(r.add_why(Why::Malformed { operation, detail: detail.into() }))
    };
    let arn = c.amazon_msk_cluster().and_then(|m| m.msk_cluster_arn()).filter(|a| !a.is_empty());
    let elsewhere = c.apache_kafka_cluster();
    let name = match arn.or_else(|| elsewhere.and_then(|k| k.apache_kafka_cluster_id())) {
        Some(name) => Fact::Known(Value::text(name), o),
        None => malformed("a cluster without ARN and id"),
    };
    let servers = match elsewhere.map(|k| k.bootstrap_broker_string()) {
        None => Fact::Absent(o),
        Some(None) => malformed("a cluster without bootstrap servers"),
        Some(Some(servers)) => Fact::Known(list(broker::split(servers).map(Value::text).collect(), o), o),
    };
    let encryption = c.encryption_in_transit().and_then(|e| e.encryption_type()).map(|t| t.as_str());
    let authentication = c.client_authentication();
    let scram = authentication.and_then(|a| a.sasl_scram());
    let mechanism = match scram.map(|s| s.mechanism()) {
        None => Fact::Absent(o),
        Some(Some(mechanism)) => Fact::Known(Value::text(mechanism.as_str()), o),
        Some(None) => malformed("SASL/SCRAM without mechanism"),
    };
    let mtls = authentication.and_then(|a| a.mtls());
    let oauth = authentication.and_then(|a| a.sasl_o_auth_bearer());
    let others = [("mtls", mtls.is_some()), ("oauthbearer", oauth.is_some())];
    let others = others.into_iter().filter(|(_, on)| *on).map(|(name, _)| Value::text(name)).collect();
    let secret = scram.and_then(|s| s.secret_arn()).or_else(|| mtls.and_then(|m| m.secret_arn()));
    let record = Record::new(&cluster::RECORD)
        .set(cluster::name, name)
        .option(cluster::cluster, arn.map(Value::link), o)
        .set(cluster::bootstrap_servers, servers)
        .option(cluster::encryption_type, text(encryption), o)
        .set(cluster::scram_mechanism, mechanism)
        .known(cluster::other_authentication, list(others, o), o)
        .option(cluster::secret, secret.filter(|s| !s.is_empty()).map(Value::link), o);
    Fact::Known(record.into_value(), o)
}
