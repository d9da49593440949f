//! The boundary: a configuration goes in, facts without secrets come out.
//!
//! Scan, snapshot and templates pass through here once; rules, reports and logs see only what leaves.

use super::facts::{ConnectorFacts, Endpoint, EndpointKind, PropertyFacts, PropertyKind, WorkerFacts};
use super::flat::{Flat, HOLE};
use super::judge::{self, Settings};
use super::knowledge::{self, Family, Knowledge};
use super::level::{Confidence, Reason, TlsLevel};
use super::secret::{self, Shape};
use super::{client, names, registry, url};
use std::collections::BTreeMap;

/// Classifies a connector's configuration. With the worker configuration's facts at hand, converters that the
/// connector does not set itself are shown as inherited.
pub fn classify(
    settings: &Settings<'_>,
    worker: Option<&WorkerFacts>,
    knowledge: &Knowledge,
) -> ConnectorFacts {
    let class = settings.get(judge::ANCHOR).map(|f| f.text().trim()).filter(|c| !c.is_empty());
    let class_deferred = class.is_some_and(|c| c.contains(HOLE));
    let class = class.filter(|_| !class_deferred);
    let family = class.and_then(|c| knowledge.family(c));

    let mut endpoints: BTreeMap<String, Endpoint> = BTreeMap::new();
    let mut add = |(key, endpoint): (String, Endpoint)| {
        let worst = match endpoints.remove(&key) {
            Some(before) => before.worse(endpoint),
            None => endpoint,
        };
        endpoints.insert(key, worst);
    };
    match family {
        Some(f) => {
            judge::connections(f, settings).into_iter().chain(client::inner(f, settings)).for_each(&mut add)
        }
        None => guesses(settings).into_iter().chain(client::guessed(settings)).for_each(&mut add),
    }

    let mut properties: Vec<PropertyFacts> =
        settings.keys().map(|key| property(key, settings, family, &endpoints)).collect();
    if let Some(worker) = worker {
        properties.extend(inherited(settings, worker));
    }
    ConnectorFacts {
        class: class.map(Into::into),
        class_deferred,
        family: family.map(|f| f.id.as_str().into()),
        sink_encryption: class.zip(family).and_then(|(c, f)| judge::sink_encryption(f, c, settings)),
        properties,
    }
}

/// One property, of a connector or a worker.
pub(super) fn property(
    key: &str,
    settings: &Settings<'_>,
    family: Option<&Family>,
    endpoints: &BTreeMap<String, Endpoint>,
) -> PropertyFacts {
    let flat = &settings[key];
    // What a connection rests on is shown there.
    let decides = || endpoints.values().any(|e| e.parameter.as_deref() == Some(key));
    let endpoint = endpoints.get(key).cloned().or_else(|| registry::endpoint(key, settings)).or_else(|| {
        client::host_name_check_off(key, settings).filter(|_| !decides() && !belongs_to_family(key, family))
    });
    let known = known_secret(key, settings, family);
    let plain = known.is_none() && documented(key, family, endpoint.as_ref());
    let classified = secret::classify(key, flat, known, plain);
    let mut providers: Vec<Box<str>> = flat.tokens().map(|t| t.provider.into()).collect();
    providers.sort_unstable();
    providers.dedup();
    PropertyFacts {
        key: key.into(),
        kind: match classified.kind {
            _ if classified.url => PropertyKind::Url,
            Some(_) => PropertyKind::Secret,
            None => PropertyKind::Harmless,
        },
        value: classified.shown,
        secret: classified.kind,
        form: classified.form,
        secret_confidence: classified.confidence,
        providers,
        endpoint,
        weak_client: client::weak_override(key, settings),
        ineffective: family.is_some_and(|f| ineffective(key, f)),
        forbidden: false,
        inherited: false,
    }
}

/// A cap of the family already speaks of it.
fn belongs_to_family(key: &str, family: Option<&Family>) -> bool {
    family.is_some_and(|f| f.connections.iter().flat_map(|c| &c.cap).any(|c| c.property == key))
        || key.contains("schema.registry.")
}

fn ineffective(key: &str, family: &Family) -> bool {
    family.ineffective.iter().any(|pattern| knowledge::matches(pattern, key))
}

/// Secrets of the family, and those of every Kafka client and converter.
fn known_secret(key: &str, settings: &Settings<'_>, family: Option<&Family>) -> Option<Shape> {
    let of_family = family.and_then(|f| {
        let holds = |s: &&knowledge::Secret| s.when.as_ref().is_none_or(|w| judge::holds(w, settings));
        f.secrets.iter().filter(|s| s.property == key).find(holds)
    });
    if let Some(secret) = of_family {
        return Some(secret.shape);
    }
    const PASSWORDS: &[&str] = &["ssl.truststore.password", "ssl.keystore.password", "ssl.key.password"];
    let ends = |suffix: &str| key.strip_suffix(suffix).is_some_and(|p| p.is_empty() || p.ends_with('.'));
    if ends("sasl.jaas.config") {
        Some(Shape::Jaas)
    } else if ends("basic.auth.user.info") {
        Some(Shape::UserInfo)
    } else if PASSWORDS.iter().any(|p| ends(p)) || ends("bearer.auth.token") || ends("ssl.keystore.key") {
        Some(Shape::Plain)
    } else {
        None
    }
}

/// Addresses and switches that the family knows, and secrets of it whose condition does not hold.
fn documented(key: &str, family: Option<&Family>, endpoint: Option<&Endpoint>) -> bool {
    endpoint.is_some()
        || family.is_some_and(|f| {
            let of = |c: &knowledge::Connection| {
                c.address.iter().any(|a| a == key)
                    || c.mode.iter().any(|m| m.property == key)
                    || c.on.iter().any(|o| o.property == key)
                    || c.cap.iter().any(|c| c.property == key)
            };
            f.connections.iter().any(of) || f.secrets.iter().any(|s| s.property == key)
        })
}

/// Addresses of a connector that no file knows: JDBC URLs wherever they stand, and what is called an address.
fn guesses(settings: &Settings<'_>) -> Vec<(String, Endpoint)> {
    const PLAIN: &[&str] = &[
        "http", "ws", "redis", "bolt", "neo4j", "thrift", "amqp", "ldap", "ftp", "tcp", "mqtt", "nats",
        "stomp",
    ];
    const SECURE: &[&str] =
        &["https", "wss", "rediss", "bolt+s", "neo4j+s", "amqps", "ldaps", "ftps", "ssl", "mqtts"];
    const LAST: &[&str] =
        &["url", "urls", "uri", "uris", "endpoint", "endpoints", "address", "addresses", "server", "servers"];
    const ABOUT: &[&str] =
        &["doc", "docs", "documentation", "help", "homepage", "license", "namespace", "schema", "proxy"];
    let mut found = Vec::new();
    for (key, flat) in settings {
        let value = flat.text().trim();
        if let Some(e) = judge::jdbc_endpoint(value, &[]) {
            found.push(((*key).to_owned(), e.at_most(Confidence::Medium)));
            continue;
        }
        let words = names::words(key);
        let is_address = words.last().is_some_and(|w| LAST.contains(&w.as_str()));
        if !is_address
            || words.iter().any(|w| ABOUT.contains(&w.as_str()))
            || key.ends_with("bootstrap.servers")
        {
            continue;
        }
        let each = value.split(',').filter_map(|u| {
            let scheme = url::scheme(u)?;
            let level = match scheme.as_str() {
                "mongodb" | "mongodb+srv" => super::mongodb::read(u).level?,
                s if PLAIN.contains(&s) => TlsLevel::Plaintext,
                s if SECURE.contains(&s) => TlsLevel::HostVerified,
                _ => return None,
            };
            let e = Endpoint::new(EndpointKind::Url, Some(level), Reason::Scheme).at_most(Confidence::Low);
            Some(Endpoint { scheme: Some(scheme.into()), ..e })
        });
        found.extend(each.reduce(Endpoint::worse).map(|e| ((*key).to_owned(), e)));
    }
    found
}

/// Converters of the worker that the connector uses because it sets none.
fn inherited(settings: &Settings<'_>, worker: &WorkerFacts) -> Vec<PropertyFacts> {
    let own = |converter: &str| settings.contains_key(converter);
    let converters = ["key.converter", "value.converter", "header.converter"];
    let of_worker = worker.properties.iter().filter(|p| {
        converters.iter().any(|c| p.key.strip_prefix(c).is_some_and(|rest| rest.starts_with('.')) && !own(c))
    });
    of_worker.map(|p| PropertyFacts { inherited: true, ..p.clone() }).collect()
}

/// A configuration of wholly known values.
pub fn settings<'a>(properties: impl IntoIterator<Item = (&'a str, &'a str)>) -> Settings<'a> {
    properties.into_iter().map(|(k, v)| (k, Flat::new(v))).collect()
}
