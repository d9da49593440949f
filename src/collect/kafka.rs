//! MSK clusters: one listing, then what only a call per cluster shows.

use super::asker::{Asker, Listing};
use super::fill::{destinations, links, list, listed, required, resource, text};
use super::network::Wanted;
use super::operations::{
    DESCRIBE_CONFIGURATION_REVISION, GET_BOOTSTRAP_BROKERS, GET_CLUSTER_POLICY, LIST_CLUSTERS,
    LIST_SCRAM_SECRETS,
};
use super::secrets::Named;
use crate::connect::properties;
use crate::inventory::defaults::left_out;
use crate::inventory::kinds::msk_cluster::{self as f, listener};
use crate::inventory::kinds::msk_configuration;
use crate::inventory::unit::Input;
use crate::inventory::{Arn, Fact, List, Record, Resource, Value, Why, broker, policy};
use aws_sdk_kafka::Client;
use aws_sdk_kafka::operation::get_bootstrap_brokers::GetBootstrapBrokersOutput;
use aws_sdk_kafka::types::{BrokerNodeGroupInfo, Cluster, ClusterType, Provisioned, Serverless};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use std::collections::BTreeSet;
use tokio::sync::mpsc::UnboundedSender;

/// States in which a cluster is not judged and its calls are not answered (A4).
const NOT_READY: [&str; 3] = ["CREATING", "DELETING", "FAILED"];

/// Where what clusters name is asked for. The receivers wait for all senders: sending cannot fail before that.
pub struct To {
    pub secrets: UnboundedSender<Named>,
    pub keys: UnboundedSender<String>,
    pub authorities: UnboundedSender<String>,
    pub network: UnboundedSender<Wanted>,
}

/// All clusters of a region and the configurations they use. What they name is sent on at once.
pub async fn collect(asker: &Asker<'_>, client: &Client, to: To) -> Vec<Resource> {
    let listing = asker
        .list(
            &LIST_CLUSTERS,
            None,
            |token| client.list_clusters_v2().max_results(100).set_next_token(token).send(),
            |a| (a.cluster_info_list, a.next_token),
        )
        .await;
    let mut revisions = BTreeSet::new();
    let work: FuturesUnordered<LocalBoxFuture<'_, Resource>> = FuturesUnordered::new();
    for cluster in &listing.items {
        let Some(arn) = cluster.cluster_arn() else {
            let detail = "a cluster without ARN".into();
            asker.gap(&LIST_CLUSTERS, None, &Why::Malformed { operation: LIST_CLUSTERS.name.into(), detail });
            continue;
        };
        if let Some(key) = volume_key(cluster) {
            let _ = to.keys.send(key.to_owned());
        }
        surroundings(cluster, &to);
        if let Some(revision) = configuration(cluster) {
            revisions.insert(revision);
        }
        let secrets = to.secrets.clone();
        work.push(Box::pin(one(asker, client, cluster, arn, secrets)));
    }
    drop(to);
    for (arn, revision) in &revisions {
        work.push(Box::pin(revision_of(asker, client, arn, *revision)));
    }
    work.collect().await
}

fn volume_key(cluster: &Cluster) -> Option<&str> {
    let rest = cluster.provisioned()?.encryption_info()?.encryption_at_rest()?;
    rest.data_volume_kms_key_id().filter(|k| !k.is_empty())
}

/// The authorities that a cluster trusts and the network that it stands in, unless it is on its way in or out.
fn surroundings(cluster: &Cluster, to: &To) {
    if !ready(cluster) {
        return;
    }
    let p = cluster.provisioned();
    let tls = p.and_then(|p| p.client_authentication()).and_then(|a| a.tls());
    for authority in tls.map(|t| t.certificate_authority_arn_list()).unwrap_or_default() {
        let _ = to.authorities.send(authority.clone());
    }
    let nodes = p.and_then(|p| p.broker_node_group_info());
    let configs = cluster.serverless().map(|s| s.vpc_configs()).unwrap_or_default();
    let subnets = nodes.map(|n| n.client_subnets()).unwrap_or_default();
    for subnet in subnets.iter().chain(configs.iter().flat_map(|c| c.subnet_ids())) {
        let _ = to.network.send(Wanted::Subnet(subnet.clone()));
    }
    let groups = nodes.map(|n| n.security_groups()).unwrap_or_default();
    for group in groups.iter().chain(configs.iter().flat_map(|c| c.security_group_ids())) {
        let _ = to.network.send(Wanted::SecurityGroup(group.clone()));
    }
}

fn ready(cluster: &Cluster) -> bool {
    cluster.state().is_some_and(|s| !NOT_READY.contains(&s.as_str()))
}

fn configuration(cluster: &Cluster) -> Option<(String, i64)> {
    let software = cluster.provisioned()?.current_broker_software_info()?;
    Some((software.configuration_arn()?.to_owned(), software.configuration_revision()?))
}

fn zookeeper_domains(cluster: &Cluster) -> BTreeSet<Box<str>> {
    let p = cluster.provisioned();
    let strings =
        [p.and_then(|p| p.zookeeper_connect_string()), p.and_then(|p| p.zookeeper_connect_string_tls())];
    let pairs = strings.into_iter().flatten().flat_map(broker::split);
    pairs.filter_map(broker::msk_domain).map(String::into_boxed_str).collect()
}

/// A configuration revision's id in the inventory.
fn revision_id(arn: &str, revision: i64) -> String {
    format!("{arn}#{revision}")
}

async fn one(
    asker: &Asker<'_>,
    client: &Client,
    cluster: &Cluster,
    arn: &str,
    secrets: UnboundedSender<Named>,
) -> Resource {
    let (mut r, o) = resource(asker, &f::KIND, &LIST_CLUSTERS, arn);
    required(&mut r, f::name, text(cluster.cluster_name()), &LIST_CLUSTERS, o);
    required(&mut r, f::state, text(cluster.state().map(|s| s.as_str())), &LIST_CLUSTERS, o);
    r.option(f::current_version, text(cluster.current_version()), o);
    let kind = cluster.cluster_type().map(ClusterType::as_str);
    required(&mut r, f::cluster_type, text(kind), &LIST_CLUSTERS, o);
    // Brokers and ZooKeeper nodes share a domain: connectors find their cluster even when its listeners are unread.
    r.also.extend(zookeeper_domains(cluster));
    match (cluster.provisioned(), cluster.serverless()) {
        (Some(p), _) => provisioned(&mut r, p, o),
        (None, Some(s)) => serverless(&mut r, s, o),
        (None, None) => {
            let detail = "neither Provisioned nor Serverless".into();
            r.rest_unknown(&Why::Malformed { operation: LIST_CLUSTERS.name.into(), detail });
        }
    }
    let ready = ready(cluster);
    let scram = matches!(r.get(f::scram_enabled), Fact::Known(Value::Bool(true), _));
    if !ready {
        // A cluster that is not there yet, or not any more, lets no secret in.
        r.list(f::scram_secrets, [], o);
        r.rest_unknown(&Why::NotCollected { what: "the cluster is not ready".into() });
        return r;
    }
    let brokers = asker.ask(&GET_BOOTSTRAP_BROKERS, arn, |_| false, async {
        client.get_bootstrap_brokers().cluster_arn(arn).send().await
    });
    // "Not found" means that there is no policy (A35), or that the cluster has gone meanwhile: see below.
    let policy = asker.ask(&GET_CLUSTER_POLICY, arn, |f| f.not_found(), async {
        client.get_cluster_policy().cluster_arn(arn).send().await
    });
    let associated = async {
        if !scram {
            return None;
        }
        let listing = asker
            .list(
                &LIST_SCRAM_SECRETS,
                Some(arn),
                |token| {
                    client.list_scram_secrets().cluster_arn(arn).max_results(100).set_next_token(token).send()
                },
                |a| (a.secret_arn_list, a.next_token),
            )
            .await;
        for secret in &listing.items {
            let _ = secrets.send(secret.clone().into());
        }
        drop(secrets);
        Some(listing)
    };
    let (brokers, policy, associated) = tokio::join!(brokers, policy, associated);
    let gone = matches!(&brokers, Err(failure) if failure.not_found());
    match brokers {
        Ok(answer) => {
            if let Err(why) = listeners(&mut r, &answer) {
                r.unknown(f::listeners, why);
            }
        }
        Err(failure) => r.unknown(f::listeners, failure.why),
    }
    match policy {
        Ok(answer) => cluster_policy(&mut r, answer.policy()),
        Err(failure) if failure.not_found() && !gone => {
            let origin = r.api(GET_CLUSTER_POLICY.name);
            r.absent(f::policy, origin);
        }
        Err(failure) => {
            if failure.not_found() {
                asker.gap(&GET_CLUSTER_POLICY, Some(arn), &failure.why);
            }
            r.unknown(f::policy, failure.why);
        }
    }
    match associated {
        Some(listing) => {
            let origin = r.api(LIST_SCRAM_SECRETS.name);
            let items = listing.items.iter().map(|s| Value::link(s.as_str())).collect();
            listed(&mut r, f::scram_secrets, Listing { items, more: listing.more }, origin);
        }
        None if matches!(r.get(f::scram_enabled), Fact::Known(..)) => r.list(f::scram_secrets, [], o),
        None => r.unknown(f::scram_secrets, Why::NotCollected { what: "SASL/SCRAM state".into() }),
    }
    r
}

fn provisioned(r: &mut Resource, p: &Provisioned, o: u16) {
    let op = &LIST_CLUSTERS;
    let variant = Some("PROVISIONED");
    let software = p.current_broker_software_info();
    required(r, f::kafka_version, text(software.and_then(|s| s.kafka_version())), op, o);
    match software.map(|s| (s.configuration_arn(), s.configuration_revision())) {
        Some((Some(arn), Some(revision))) => r.link(f::configuration, revision_id(arn, revision), o),
        // No configuration means MSK's default one: only the whole member can say so.
        Some((None, None)) => r.absent(f::configuration, o),
        _ => required(r, f::configuration, None, op, o),
    }
    let transit = p.encryption_info().and_then(|e| e.encryption_in_transit());
    required(r, f::client_broker, text(transit.and_then(|t| t.client_broker()).map(|c| c.as_str())), op, o);
    required(r, f::in_cluster, transit.and_then(|t| t.in_cluster()).map(Value::Bool), op, o);
    match p.encryption_info() {
        Some(info) => {
            let key = info.encryption_at_rest().and_then(|e| e.data_volume_kms_key_id());
            r.option(f::data_volume_kms_key, key.filter(|k| !k.is_empty()).map(Value::link), o);
        }
        None => required(r, f::data_volume_kms_key, None, op, o),
    }

    let auth = p.client_authentication();
    let sasl = auth.and_then(|a| a.sasl());
    let tls = auth.and_then(|a| a.tls());
    let authorities = tls.map(|t| t.certificate_authority_arn_list()).unwrap_or_default();
    // A list of authorities without `Enabled` switches mutual TLS on, too (A21).
    let tls_on = tls.and_then(|t| t.enabled()).or((!authorities.is_empty()).then_some(true));
    for (field, value) in [
        (f::scram_enabled, sasl.and_then(|s| s.scram()).and_then(|s| s.enabled())),
        (f::iam_enabled, sasl.and_then(|s| s.iam()).and_then(|s| s.enabled())),
        (f::tls_enabled, tls_on),
        (f::unauthenticated_enabled, auth.and_then(|a| a.unauthenticated()).and_then(|u| u.enabled())),
    ] {
        flag(r, field, value, variant, o);
    }
    r.list(f::certificate_authorities, links(authorities), o);

    // The client makes an empty member up where the answer has none: a real one names its instance type.
    match p.broker_node_group_info().filter(|n| n.instance_type().is_some_and(|t| !t.is_empty())) {
        Some(nodes) => network(r, nodes, o),
        None => {
            for field in [
                f::instance_type,
                f::subnets,
                f::security_groups,
                f::public_access,
                f::vpc_connectivity_scram,
                f::vpc_connectivity_tls,
            ] {
                required(r, field, None, op, o);
            }
        }
    }

    let monitoring = p.enhanced_monitoring().map(|m| m.as_str());
    required(r, f::enhanced_monitoring, text(monitoring), op, o);
    let logs = p.logging_info().and_then(|l| l.broker_logs());
    let on = |enabled: Option<Option<bool>>| enabled.flatten().unwrap_or(false);
    let destinations = destinations([
        ("cloudwatch", on(logs.and_then(|l| l.cloud_watch_logs()).map(|c| c.enabled()))),
        ("firehose", on(logs.and_then(|l| l.firehose()).map(|c| c.enabled()))),
        ("s3", on(logs.and_then(|l| l.s3()).map(|c| c.enabled()))),
    ]);
    r.list(f::broker_log_destinations, destinations, o);
}

/// Where the brokers stand and who reaches them. What was never configured is left out (A30).
fn network(r: &mut Resource, nodes: &BrokerNodeGroupInfo, o: u16) {
    let variant = Some("PROVISIONED");
    required(r, f::instance_type, text(nodes.instance_type()), &LIST_CLUSTERS, o);
    r.list(f::subnets, links(nodes.client_subnets()), o);
    let groups = Some(nodes.security_groups()).filter(|g| !g.is_empty());
    r.option(f::security_groups, groups.map(|g| list(links(g), o)), o);
    let connectivity = nodes.connectivity_info();
    match connectivity.and_then(|c| c.public_access()).and_then(|p| p.r#type()) {
        Some(access) => r.text(f::public_access, access, o),
        None => left_out(r, f::public_access, Input::Account, variant, o),
    }
    let vpc = connectivity.and_then(|c| c.vpc_connectivity()).and_then(|v| v.client_authentication());
    let scram = vpc.and_then(|v| v.sasl()).and_then(|s| s.scram()).and_then(|s| s.enabled());
    flag(r, f::vpc_connectivity_scram, scram, variant, o);
    flag(r, f::vpc_connectivity_tls, vpc.and_then(|v| v.tls()).and_then(|t| t.enabled()), variant, o);
}

fn flag(r: &mut Resource, field: u16, value: Option<bool>, variant: Option<&str>, o: u16) {
    match value {
        Some(value) => r.bool(field, value, o),
        None => left_out(r, field, Input::Account, variant, o),
    }
}

/// The answer says little about a serverless cluster; what it leaves out MSK fixes (A3, A27).
fn serverless(r: &mut Resource, s: &Serverless, o: u16) {
    let variant = Some("SERVERLESS");
    for field in [
        f::client_broker,
        f::in_cluster,
        f::scram_enabled,
        f::tls_enabled,
        f::unauthenticated_enabled,
        f::public_access,
        f::certificate_authorities,
        f::vpc_connectivity_scram,
        f::vpc_connectivity_tls,
    ] {
        left_out(r, field, Input::Account, variant, o);
    }
    let iam =
        s.client_authentication().and_then(|a| a.sasl()).and_then(|s| s.iam()).and_then(|i| i.enabled());
    flag(r, f::iam_enabled, iam, variant, o);
    let ids = |of: fn(&aws_sdk_kafka::types::VpcConfig) -> &[String]| {
        let mut ids: Vec<String> = s.vpc_configs().iter().flat_map(|v| of(v).to_vec()).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    r.list(f::subnets, links(&ids(|v| v.subnet_ids())), o);
    let groups = ids(|v| v.security_group_ids());
    r.option(f::security_groups, (!groups.is_empty()).then(|| list(links(&groups), o)), o);
    for field in [
        f::kafka_version,
        f::instance_type,
        f::data_volume_kms_key,
        f::enhanced_monitoring,
        f::broker_log_destinations,
        f::configuration,
    ] {
        r.absent(field, o);
    }
}

/// One record per bootstrap string, and the brokers' domain as a further id of the cluster: connectors name
/// their cluster by it (A47). A cluster that works serves at least one: an answer without any did not tell.
fn listeners(r: &mut Resource, a: &GetBootstrapBrokersOutput) -> Result<(), Why> {
    let o = r.api(GET_BOOTSTRAP_BROKERS.name);
    let strings = [
        ("BootstrapBrokerString", a.bootstrap_broker_string()),
        ("BootstrapBrokerStringIpv6", a.bootstrap_broker_string_ipv6()),
        ("BootstrapBrokerStringPublicSaslIam", a.bootstrap_broker_string_public_sasl_iam()),
        ("BootstrapBrokerStringPublicSaslScram", a.bootstrap_broker_string_public_sasl_scram()),
        ("BootstrapBrokerStringPublicTls", a.bootstrap_broker_string_public_tls()),
        ("BootstrapBrokerStringSaslIam", a.bootstrap_broker_string_sasl_iam()),
        ("BootstrapBrokerStringSaslIamIpv6", a.bootstrap_broker_string_sasl_iam_ipv6()),
        ("BootstrapBrokerStringSaslScram", a.bootstrap_broker_string_sasl_scram()),
        ("BootstrapBrokerStringSaslScramIpv6", a.bootstrap_broker_string_sasl_scram_ipv6()),
        ("BootstrapBrokerStringTls", a.bootstrap_broker_string_tls()),
        ("BootstrapBrokerStringTlsIpv6", a.bootstrap_broker_string_tls_ipv6()),
        (
            "BootstrapBrokerStringVpcConnectivitySaslIam",
            a.bootstrap_broker_string_vpc_connectivity_sasl_iam(),
        ),
        (
            "BootstrapBrokerStringVpcConnectivitySaslScram",
            a.bootstrap_broker_string_vpc_connectivity_sasl_scram(),
        ),
        ("BootstrapBrokerStringVpcConnectivityTls", a.bootstrap_broker_string_vpc_connectivity_tls()),
    ];
    let mut domains = BTreeSet::new();
    let mut records = Vec::new();
    for (name, string) in strings.into_iter().filter_map(|(n, s)| Some((n, s.filter(|s| !s.is_empty())?))) {
        let pairs: Vec<&str> = broker::split(string).collect();
        domains.extend(pairs.iter().filter_map(|p| broker::msk_domain(p)));
        let ports: BTreeSet<i64> = pairs.iter().filter_map(|p| broker::port(p)).collect();
        let whole = pairs.iter().all(|p| broker::port(p).is_some());
        let ports = if whole { Some(list(ports.into_iter().map(Value::Int).collect(), o)) } else { None };
        let detail = "a broker without port".into();
        let unreadable = || Why::Malformed { operation: GET_BOOTSTRAP_BROKERS.name.into(), detail };
        let ports = match ports {
            Some(ports) => Fact::Known(ports, o),
            None => Fact::Unknown(r.add_why(unreadable())),
        };
        let record = Record::new(&listener::RECORD)
            .text(listener::name, name, o)
            .known(listener::brokers, list(pairs.into_iter().map(Value::text).collect(), o), o)
            .set(listener::ports, ports);
        records.push(Fact::Known(record.into_value(), o));
    }
    if records.is_empty() {
        let detail = "the answer names no listener".into();
        return Err(Why::Malformed { operation: GET_BOOTSTRAP_BROKERS.name.into(), detail });
    }
    domains.retain(|d| !r.also.iter().any(|known| **known == **d));
    r.also.extend(domains.into_iter().map(String::into_boxed_str));
    r.known(f::listeners, Value::List(Box::new(List { items: records, more: None })), o);
    Ok(())
}

fn cluster_policy(r: &mut Resource, text: Option<&str>) {
    let o = r.api(GET_CLUSTER_POLICY.name);
    match text {
        None => r.absent(f::policy, o),
        Some(text) => match policy::statements(text, o, &|t| Value::text(t)) {
            Some(statements) => r.list(f::policy, statements, o),
            None => {
                let detail = "not a policy document".into();
                r.unknown(f::policy, Why::Malformed { operation: GET_CLUSTER_POLICY.name.into(), detail });
            }
        },
    }
}

async fn revision_of(asker: &Asker<'_>, client: &Client, arn: &str, revision: i64) -> Resource {
    use msk_configuration as c;
    let op = &DESCRIBE_CONFIGURATION_REVISION;
    let id = revision_id(arn, revision);
    let answer = asker
        .ask(op, &id, |_| false, async {
            client.describe_configuration_revision().arn(arn).revision(revision).send().await
        })
        .await;
    let (mut r, o) = resource(asker, &c::KIND, op, &id);
    r.text(c::arn, arn, o);
    match Arn::parse(arn) {
        Some(a) => r.text(c::name, a.resource_name(), o),
        None => r.absent(c::name, o),
    }
    r.known(c::revision, Value::Int(revision), o);
    match answer {
        Ok(answer) => match answer.server_properties().map(|b| std::str::from_utf8(b.as_ref())) {
            Some(Ok(properties)) => open_without_acl(&mut r, properties, o),
            Some(Err(_)) | None => {
                let detail = "no readable server properties".into();
                r.rest_unknown(&Why::Malformed { operation: op.name.into(), detail });
            }
        },
        Err(failure) => r.rest_unknown(&failure.why),
    }
    r
}

/// `allow.everyone.if.no.acl.found`; the last assignment wins, none means MSK's default (A51).
fn open_without_acl(r: &mut Resource, text: &str, o: u16) {
    let field = msk_configuration::allow_everyone_if_no_acl_found;
    let Ok(entries) = properties::parse(text) else {
        let operation = DESCRIBE_CONFIGURATION_REVISION.name.into();
        let detail = "the server properties are no properties text".into();
        return r.unknown(field, Why::Malformed { operation, detail });
    };
    match properties::effective(&entries).get("allow.everyone.if.no.acl.found").map(|e| e.value.trim()) {
        Some(v) if v.eq_ignore_ascii_case("true") => r.bool(field, true, o),
        Some(v) if v.eq_ignore_ascii_case("false") => r.bool(field, false, o),
        Some(v) => {
            r.unknown(field, Why::Unrecognised { value: v.chars().take(20).collect::<String>().into() })
        }
        None => left_out(r, field, Input::Account, None, o),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broker_properties_are_read_as_java_reads_them() {
        let field = msk_configuration::allow_everyone_if_no_acl_found;
        let of = |text: &str| {
            let mut r = Resource::new(&msk_configuration::KIND, "c");
            let o = r.api(DESCRIBE_CONFIGURATION_REVISION.name);
            open_without_acl(&mut r, text, o);
            match r.get(field) {
                Fact::Known(Value::Bool(b), _) => Some(*b),
                _ => None,
            }
        };
        for closed in [
            "allow.everyone.if.no.acl.found=false",
            " allow.everyone.if.no.acl.found : False \r\n",
            "allow.everyone.if.no.acl.found false",
            "allow.everyone.if.no.acl.found=true\nallow.everyone.if.no.acl.found=false",
            "#allow.everyone.if.no.acl.found=true\nallow.everyone\\\n  .if.no.acl.found=false",
        ] {
            assert_eq!(of(closed), Some(false), "{closed}");
        }
        for open in
            ["", "x=1", "# allow.everyone.if.no.acl.found=false", "allow.everyone.if.no.acl.found=TRUE"]
        {
            assert_eq!(of(open), Some(true), "{open}");
        }
        for unread in ["allow.everyone.if.no.acl.found=maybe", "allow.everyone.if.no.acl.found=", "x=\\uZZZZ"]
        {
            assert_eq!(of(unread), None, "{unread}");
        }
    }
}
