//! Properties files of Kafka clients: what is one, and its properties without secrets.
//!
//! Producers, consumers, admin tools and Connect workers are clients; a broker's own file is none.

use super::facts::PropertyFacts;
use super::flat::Flat;
use super::judge::Settings;
use super::{properties, redact};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A file with one of these is a client's.
const MARKS: [&str; 5] = [
    "bootstrap.servers",
    "sasl.client.callback.handler.class",
    "sasl.jaas.config",
    "sasl.mechanism",
    "security.protocol",
];

/// Unless it has one of these, which only brokers and controllers have.
const OF_SERVERS: [&str; 7] = [
    "advertised.listeners",
    "broker.id",
    "listeners",
    "log.dirs",
    "node.id",
    "process.roles",
    "zookeeper.connect",
];

/// Whether a text is the properties file of a Kafka client, by what stands in it.
pub fn is_client(text: &str) -> bool {
    let keys: Vec<String> = match properties::parse(text) {
        Ok(entries) => entries.into_iter().map(|e| e.key).collect(),
        // Damaged: whoever reads it says so.
        Err(_) => {
            text.lines().filter_map(|l| l.split(['=', ':']).next()).map(|k| k.trim().to_owned()).collect()
        }
    };
    let has = |wanted: &[&str]| keys.iter().any(|k| wanted.contains(&k.as_str()));
    has(&MARKS) && !has(&OF_SERVERS)
}

/// A value as the boundary takes it: what a deployment fills in (`${HOST}`, `{{ host }}`, `<host>`) is not literal.
pub fn value(text: &str) -> Flat<'_> {
    static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\$\{[A-Za-z_][A-Za-z0-9_.-]*\}|\$\([A-Za-z_][A-Za-z0-9_]*\)|\$[A-Z_][A-Z0-9_]+|\{\{[^{}]*\}\}|<[^<>"=;]+>|@[A-Za-z_][A-Za-z0-9_.]*@"#)
            .expect("a test reads it")
    });
    let mut parts = Vec::new();
    let mut from = 0;
    for found in PLACEHOLDER.find_iter(text) {
        parts.extend((found.start() > from).then(|| Some(&text[from..found.start()])));
        parts.push(None);
        from = found.end();
    }
    parts.extend((from < text.len() || parts.is_empty()).then(|| Some(&text[from..])));
    Flat::of_parts(parts)
}

/// The properties, without secrets.
pub fn classify(settings: &Settings<'_>) -> Vec<PropertyFacts> {
    let none = BTreeMap::new();
    settings.keys().map(|key| redact::property(key, settings, None, &none)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::flat::HOLE;
    use super::*;

    #[test]
    fn a_client_is_known_by_its_settings() {
        for client in [
            "security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512",
            "# c\nbootstrap.servers: localhost:9092",
            "sasl.jaas.config=x",
            "key.converter=x\nbootstrap.servers=b:9098\ngroup.id=g",
            "sasl.mechanism=PLAIN\nx=\\u12",
        ] {
            assert!(is_client(client), "{client}");
        }
        for other in [
            "",
            "server.port=8080\nspring.datasource.password=x",
            "broker.id=1\nlisteners=PLAINTEXT://:9092\nsecurity.protocol=PLAINTEXT",
            "ssl.keystore.location=/a",
            "# security.protocol=SSL",
            "<xml>security.protocol</xml>",
        ] {
            assert!(!is_client(other), "{other}");
        }
    }

    #[test]
    fn what_a_deployment_fills_in_is_not_literal() {
        for (written, flat) in [
            ("b-1:9098", "b-1:9098"),
            ("${BROKERS}", "\u{1}"),
            ("a$(PORT)b", "a\u{1}b"),
            ("<your password>", "\u{1}"),
            ("{{ .Values.user }}x", "\u{1}x"),
            ("@kafka.password@", "\u{1}"),
            ("$KAFKA_PASSWORD", "\u{1}"),
            ("${file:/opt/secrets:password}", "\u{1}"),
            ("pa$word", "pa$word"),
            ("a<b", "a<b"),
            ("", ""),
        ] {
            assert_eq!(value(written).text(), flat, "{written}");
        }
        assert_eq!(HOLE, '\u{1}');
    }
}
