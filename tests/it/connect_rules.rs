//! Configurations through the boundary, the inventory, a snapshot and the rules: one verdict on every way.

use crate::connect::{JDBC, OPENSEARCH, S3, WORKER, facts};
use tidegate::connect::facts::{ConnectorFacts, WorkerFacts};
use tidegate::connect::knowledge::Knowledge;
use tidegate::connect::{record, redact, worker};
use tidegate::evaluate::{Finding, Options, judge};
use tidegate::inventory::kinds::{connector, worker_configuration};
use tidegate::inventory::snapshot::decode_resource;
use tidegate::inventory::unit::Scope;
use tidegate::inventory::{Resource, Unit};
use tidegate::rules::{Rule, Verdict, builtin, example};

const CONNECTOR: &str = "arn:aws:kafkaconnect:ap-northeast-1:111122223333:connector/orders/7d0e1c9a-2b3c-4d5e-8f60-718293a4b5c6-4";
const WORKER_ARN: &str = "arn:aws:kafkaconnect:ap-northeast-1:111122223333:worker-configuration/orders/1a2b3c4d-5e6f-4a0b-8c1d-2e3f4a5b6c7d-4";

fn connector_of(facts: &ConnectorFacts, with_worker: bool) -> Resource {
    let mut r = Resource::new(&connector::KIND, CONNECTOR);
    let origin = r.api("kafkaconnect:DescribeConnector");
    r.at("111122223333", "ap-northeast-1", origin);
    r.text(connector::arn, CONNECTOR, origin);
    r.text(connector::name, "orders", origin);
    r.text(connector::state, "RUNNING", origin);
    r.text(connector::current_version, "K1", origin);
    match with_worker {
        true => r.link(connector::worker_configuration, WORKER_ARN, origin),
        false => r.absent(connector::worker_configuration, origin),
    }
    record::fill_connector(&mut r, facts, origin, &|_| origin);
    r
}

fn worker_of(facts: &WorkerFacts) -> Resource {
    let mut r = Resource::new(&worker_configuration::KIND, WORKER_ARN);
    let origin = r.api("kafkaconnect:DescribeWorkerConfiguration");
    r.at("111122223333", "ap-northeast-1", origin);
    r.text(worker_configuration::arn, WORKER_ARN, origin);
    r.text(worker_configuration::name, "orders", origin);
    record::fill_worker(&mut r, facts, origin, &|_| origin);
    r
}

/// Findings of the rules about configurations, as they are and by way of a snapshot, which must agree.
fn findings(resources: Vec<Resource>) -> Vec<Finding> {
    let lines: Vec<String> =
        resources.iter().map(|r| serde_json::to_string(r).expect("a resource is JSON")).collect();
    let read = lines.iter().map(|l| decode_resource(l.as_bytes()).unwrap_or_else(|e| panic!("{e}: {l}")));
    let read: Vec<Resource> = read.collect();
    let rules: Vec<&Rule> = builtin().rules.iter().filter(|r| &*r.service == "connect").collect();
    let options = Options { now: example::NOW, ..Options::default() };
    let of = |resources| judge(&Unit::new(Scope::default(), resources, &[]), &rules, &options).findings;
    let (live, later) = (of(resources), of(read));
    let shown = |all: &[Finding]| -> Vec<String> {
        all.iter().map(|f| format!("{:?}", Finding { location: None, ..f.clone() })).collect()
    };
    assert_eq!(shown(&live), shown(&later), "a snapshot changes verdicts");
    live
}

/// `rule item` of what fails, without what other facts of the connector decide.
fn failing(findings: &[Finding]) -> Vec<String> {
    let mut failing: Vec<String> = findings
        .iter()
        .filter(|f| f.verdict == Verdict::Fail)
        .map(|f| format!("{} {}", f.rule, f.item.as_deref().unwrap_or("-")))
        .collect();
    failing.sort();
    failing
}

#[test]
fn the_documents_connectors_get_the_verdicts_that_today_s_facts_give() {
    let worker = worker::read(WORKER).expect("properties");
    // Encrypted to the authority by the older parameters, which pass; what surrounds them has no effect.
    let jdbc = findings(vec![connector_of(&facts(JDBC), true), worker_of(&worker)]);
    assert_eq!(
        failing(&jdbc),
        [
            "connector-expired-ca-bundle ssl.truststore.location",
            "connector-ineffective-tls-setting ssl.mode",
            "connector-ineffective-tls-setting ssl.truststore.location",
            "connector-ineffective-tls-setting ssl.truststore.password",
            "connector-undeclared-config-provider connection.password",
            "connector-undeclared-config-provider connection.user",
            "connector-undeclared-config-provider ssl.truststore.password",
            "worker-configuration-forbidden-property consumer.ssl.endpoint.identification.algorithm",
            "worker-configuration-forbidden-property producer.ssl.endpoint.identification.algorithm",
        ]
    );
    let s3 = findings(vec![connector_of(&facts(S3), false)]);
    assert_eq!(
        failing(&s3),
        ["connector-ineffective-tls-setting s3.sse.enabled", "connector-sink-without-kms -"]
    );
    let opensearch = findings(vec![connector_of(&facts(OPENSEARCH), false)]);
    assert_eq!(
        failing(&opensearch),
        [
            "connector-ineffective-tls-setting ssl.ignore.validity",
            "connector-undeclared-config-provider connection.password",
            "connector-undeclared-config-provider connection.username",
        ]
    );
}

#[test]
fn declaring_the_provider_clears_the_tokens() {
    let declared = worker::read(
        "config.providers=secretsmanager\n\
         config.providers.secretsmanager.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider\n",
    )
    .expect("properties");
    let found = failing(&findings(vec![connector_of(&facts(OPENSEARCH), true), worker_of(&declared)]));
    assert_eq!(found, ["connector-ineffective-tls-setting ssl.ignore.validity"]);
    // A worker configuration that was not read leaves it undecided, not passed.
    let unread = findings(vec![connector_of(&facts(OPENSEARCH), true)]);
    let verdicts: Vec<Verdict> = unread
        .iter()
        .filter(|f| &*f.rule == "connector-undeclared-config-provider")
        .map(|f| f.verdict)
        .collect();
    assert_eq!(verdicts, [Verdict::Undecided, Verdict::Undecided]);
}

#[test]
fn everything_wrong_at_once() {
    let worker = worker::read("value.converter.schema.registry.url=http://u:hunter2@registry:8081\n");
    let worker = worker.expect("properties");
    let settings = redact::settings([
        ("connector.class", "io.debezium.connector.mysql.MySqlConnector"),
        ("database.hostname", "db"),
        ("database.password", "hunter2"),
        ("schema.history.internal.kafka.bootstrap.servers", "b-1:9092"),
        ("producer.override.security.protocol", "PLAINTEXT"),
        ("admin.override.ssl.endpoint.identification.algorithm", ""),
        ("key.converter.schema.registry.url", "http://registry:8081"),
    ]);
    let facts = redact::classify(&settings, Some(&worker), Knowledge::builtin());
    let found = findings(vec![connector_of(&facts, true), worker_of(&worker)]);
    assert_eq!(
        failing(&found),
        [
            "connector-literal-secret database.password",
            "connector-plaintext-endpoint-url database.hostname",
            "connector-plaintext-inner-client schema.history.internal.kafka.bootstrap.servers",
            "connector-plaintext-schema-registry key.converter.schema.registry.url",
            "connector-plaintext-schema-registry value.converter.schema.registry.url",
            "connector-unverified-server admin.override.ssl.endpoint.identification.algorithm",
            "connector-weak-client-override producer.override.security.protocol",
            "worker-configuration-literal-secret value.converter.schema.registry.url",
        ]
    );
    let all: String = found.iter().map(|f| format!("{f:?}")).collect();
    assert!(!all.contains("hunter2"), "a finding shows a secret");
}

#[test]
fn a_finding_says_how_to_mend_it() {
    let settings = redact::settings([
        ("connector.class", "io.confluent.connect.jdbc.JdbcSinkConnector"),
        ("connection.password", "hunter2"),
    ]);
    let facts = redact::classify(&settings, None, Knowledge::builtin());
    let found = findings(vec![connector_of(&facts, false)]);
    let secret = found.iter().find(|f| &*f.rule == "connector-literal-secret").expect("it fails");
    let cli = &secret.remediation.cli;
    for part in [
        "config.providers.secretsmanager.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider",
        "connection.password",
        "create-connector",
        "--cli-input-json file://new.json",
        CONNECTOR,
    ] {
        assert!(cli.contains(part), "{part} is not in\n{cli}");
    }
    assert!(secret.remediation.text.contains("rotate it first"), "{}", secret.remediation.text);
    assert_eq!(&*secret.observed, "<redacted:literal>");
}
