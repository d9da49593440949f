//! Connector configurations as they come: the source document's own three, and what is built in.

use std::collections::BTreeSet;
use tidegate::connect::facts::{ConnectorFacts, PropertyFacts, SinkEncryption};
use tidegate::connect::knowledge::Knowledge;
use tidegate::connect::level::{Reason, TlsLevel};
use tidegate::connect::secret::{Form, SecretKind};
use tidegate::connect::{properties, redact, worker};

pub(crate) const S3: &str = include_str!("connect_fixtures/s3-sink.properties");
pub(crate) const JDBC: &str = include_str!("connect_fixtures/jdbc-sink.properties");
pub(crate) const OPENSEARCH: &str = include_str!("connect_fixtures/opensearch-sink.properties");
pub(crate) const WORKER: &str = include_str!("connect_fixtures/worker.properties");

pub(crate) fn facts(text: &str) -> ConnectorFacts {
    let entries = properties::parse(text).unwrap_or_else(|e| panic!("{e}"));
    let pairs = entries.iter().map(|e| (e.key.as_str(), e.value.as_str()));
    redact::classify(&redact::settings(pairs), None, Knowledge::builtin())
}

fn property<'a>(facts: &'a ConnectorFacts, key: &str) -> &'a PropertyFacts {
    facts.properties.iter().find(|p| &*p.key == key).unwrap_or_else(|| panic!("no property {key}"))
}

fn ineffective(facts: &ConnectorFacts) -> Vec<&str> {
    facts.properties.iter().filter(|p| p.ineffective).map(|p| &*p.key).collect()
}

fn literal_secrets(facts: &ConnectorFacts) -> Vec<&str> {
    let literal = |p: &&PropertyFacts| matches!(p.form, Form::Literal | Form::Mixed);
    facts.properties.iter().filter(literal).map(|p| &*p.key).collect()
}

#[test]
fn the_documents_s3_sink_asks_for_no_kms_encryption() {
    let facts = facts(S3);
    assert_eq!(facts.family.as_deref(), Some("confluent-s3"));
    // `s3.sse.enabled` does not exist: it gives no credit.
    assert_eq!(facts.sink_encryption, Some(SinkEncryption::None));
    assert_eq!(ineffective(&facts), ["s3.sse.enabled"]);
    assert!(literal_secrets(&facts).is_empty());
    // No address is set: the SDK speaks HTTPS.
    assert!(facts.properties.iter().all(|p| p.endpoint.is_none()));
}

#[test]
fn the_documents_jdbc_sink_verifies_the_authority_by_its_url_alone() {
    let facts = facts(JDBC);
    let url = property(&facts, "connection.url");
    let endpoint = url.endpoint.as_ref().expect("the URL is judged");
    assert_eq!((endpoint.level, endpoint.reason), (Some(TlsLevel::CaVerified), Reason::Legacy));
    assert_eq!(endpoint.parameter.as_deref(), Some("verifyServerCertificate"));
    assert_eq!(ineffective(&facts), ["ssl.mode", "ssl.truststore.location", "ssl.truststore.password"]);
    assert!(literal_secrets(&facts).is_empty());
    let password = property(&facts, "connection.password");
    assert_eq!((password.secret, password.form), (Some(SecretKind::KnownProperty), Form::Token));
    assert_eq!(password.providers, [Box::<str>::from("secretsmanager")]);
    // The password of the truststore without effect is a secret like any other.
    assert_eq!(property(&facts, "ssl.truststore.password").form, Form::Token);
    assert_eq!(
        &*property(&facts, "ssl.truststore.location").value,
        "/opt/kafka/connect-certs/rds-ca-2019-root.jks"
    );
    assert_eq!(&*property(&facts, "connection.user").value, "${secretsmanager:my-db-secret:username}");
    assert!(property(&facts, "table.name.format").providers.is_empty(), "${{topic}} is no token");
}

#[test]
fn the_documents_opensearch_sink_speaks_https() {
    let facts = facts(OPENSEARCH);
    let endpoint = property(&facts, "connection.url").endpoint.as_ref().expect("the URL is judged");
    assert_eq!(endpoint.level, Some(TlsLevel::HostVerified));
    assert_eq!(ineffective(&facts), ["ssl.ignore.validity"]);
    assert!(literal_secrets(&facts).is_empty());
}

#[test]
fn the_documents_worker_settings_are_not_taken() {
    let facts = worker::read(WORKER).expect("properties");
    let forbidden: Vec<&str> = facts.properties.iter().filter(|p| p.forbidden).map(|p| &*p.key).collect();
    assert_eq!(
        forbidden,
        ["consumer.ssl.endpoint.identification.algorithm", "producer.ssl.endpoint.identification.algorithm"]
    );
    assert!(facts.providers.is_empty(), "the document's tokens have no provider");
}

#[test]
fn converters_of_the_worker_hold_unless_the_connector_sets_its_own() {
    let worker = worker::read(
        "key.converter=io.confluent.connect.avro.AvroConverter\n\
         key.converter.schema.registry.url=http://registry:8081\n\
         value.converter=io.confluent.connect.avro.AvroConverter\n\
         value.converter.schema.registry.url=http://registry:8081\n\
         offset.flush.interval.ms=1\n",
    )
    .expect("properties");
    let own = [
        ("connector.class", "com.example.X"),
        ("value.converter", "io.confluent.connect.avro.AvroConverter"),
        ("value.converter.schema.registry.url", "https://registry:8081"),
    ];
    let facts = redact::classify(&redact::settings(own), Some(&worker), Knowledge::builtin());
    let inherited: Vec<&str> = facts.properties.iter().filter(|p| p.inherited).map(|p| &*p.key).collect();
    assert_eq!(inherited, ["key.converter.schema.registry.url"]);
    let level = |key: &str| property(&facts, key).endpoint.as_ref().and_then(|e| e.level);
    assert_eq!(level("key.converter.schema.registry.url"), Some(TlsLevel::Plaintext));
    assert_eq!(level("value.converter.schema.registry.url"), Some(TlsLevel::HostVerified));
}

#[test]
fn an_unknown_connector_is_judged_by_its_addresses_only() {
    let facts = redact::classify(
        &redact::settings([
            ("connector.class", "com.example.X"),
            ("my.db.url", "jdbc:mysql://db/orders?sslMode=DISABLED"),
            ("my.api.url", "http://api/x"),
            ("my.documentation.url", "http://docs.example.com/x"),
            ("my.description", "see http://docs.example.com/x"),
            ("schema.namespace", "http://example.com/ns"),
            ("my.bootstrap.servers", "b-1:9092"),
        ]),
        None,
        Knowledge::builtin(),
    );
    assert_eq!(facts.family, None);
    let judged: Vec<(&str, Option<TlsLevel>)> =
        facts.properties.iter().filter_map(|p| p.endpoint.as_ref().map(|e| (&*p.key, e.level))).collect();
    assert_eq!(
        judged,
        [
            ("my.api.url", Some(TlsLevel::Plaintext)),
            ("my.bootstrap.servers", Some(TlsLevel::Plaintext)),
            ("my.db.url", Some(TlsLevel::Plaintext)),
        ]
    );
}

#[test]
fn every_knowledge_file_is_embedded() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/data/connectors");
    let on_disk: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder is part of the source")
        .map(|e| format!("rules/data/connectors/{}", e.expect("an entry").file_name().to_string_lossy()))
        .collect();
    let embedded: BTreeSet<String> =
        Knowledge::builtin_files().iter().map(|(f, _)| (*f).to_owned()).collect();
    assert_eq!(on_disk, embedded);
}
