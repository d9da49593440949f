//! Facts about configurations -> fields of the inventory's `connector` and `worker_configuration`.
//!
//! What is undecided becomes unknown, with the reason, so that rules come to "not assessed".

use super::facts::{
    ConnectorFacts, Endpoint, PropertyFacts, Provider, SinkEncryption, WeakClient, WorkerFacts,
};
use super::level::Reason;
use crate::inventory::fact::{Fact, List, OriginIx, Value, Why, WhyIx};
use crate::inventory::kinds::client_properties;
use crate::inventory::kinds::connector::{self, property};
use crate::inventory::kinds::worker_configuration::{self, provider};
use crate::inventory::resource::{Record, Resource};

/// Sets a connector's `connector_class`, `family`, `sink_encryption` and `properties`. `origin` gives the place
/// of a property, which must be one of the resource's origins; `whole` is the configuration's own.
pub fn fill_connector(
    resource: &mut Resource,
    facts: &ConnectorFacts,
    whole: OriginIx,
    origin: &dyn Fn(&str) -> OriginIx,
) {
    let deferred = || Why::Deferred { expression: "connector.class".into() };
    for (field, text) in [(connector::connector_class, &facts.class), (connector::family, &facts.family)] {
        match text {
            Some(t) => resource.text(field, t.clone(), whole),
            None if facts.class_deferred => resource.unknown(field, deferred()),
            None => resource.absent(field, whole),
        }
    }
    match facts.sink_encryption {
        None if facts.class_deferred => resource.unknown(connector::sink_encryption, deferred()),
        None => resource.absent(connector::sink_encryption, whole),
        Some(SinkEncryption::Deferred) => {
            resource
                .unknown(connector::sink_encryption, Why::Deferred { expression: "sink encryption".into() });
        }
        Some(e) => resource.text(connector::sink_encryption, e.name(), whole),
    }
    set_properties(resource, connector::properties, &facts.properties, whole, origin);
}

/// Sets a worker configuration's `properties`, `providers` and the lists of their names.
pub fn fill_worker(
    resource: &mut Resource,
    facts: &WorkerFacts,
    whole: OriginIx,
    origin: &dyn Fn(&str) -> OriginIx,
) {
    set_properties(resource, worker_configuration::properties, &facts.properties, whole, origin);
    resource.list(
        worker_configuration::providers,
        facts.providers.iter().map(|p| provider_value(p, whole)),
        whole,
    );
    let names = |known: bool| {
        let of = facts.providers.iter().filter(move |p| !known || p.store.is_some());
        of.map(|p| Value::text(p.name.clone())).collect::<Vec<_>>()
    };
    resource.list(worker_configuration::provider_names, names(false), whole);
    resource.list(worker_configuration::known_provider_names, names(true), whole);
}

/// Sets the `properties` of a Kafka client's file.
pub fn fill_client(
    resource: &mut Resource,
    properties: &[PropertyFacts],
    whole: OriginIx,
    origin: &dyn Fn(&str) -> OriginIx,
) {
    set_properties(resource, client_properties::properties, properties, whole, origin);
}

fn set_properties(
    resource: &mut Resource,
    field: u16,
    properties: &[PropertyFacts],
    whole: OriginIx,
    origin: &dyn Fn(&str) -> OriginIx,
) {
    let items = properties.iter().map(|p| {
        let at = if p.inherited { whole } else { origin(&p.key) };
        Fact::Known(property_value(resource, p, at), at)
    });
    let items = items.collect();
    resource.known(field, Value::List(Box::new(List { items, more: None })), whole);
}

fn property_value(resource: &mut Resource, p: &PropertyFacts, at: OriginIx) -> Value {
    let text = |t: &str| Value::text(t);
    let record = Record::new(&property::RECORD)
        .text(property::key, p.key.clone(), at)
        .text(property::value, p.value.clone(), at)
        .text(property::kind, p.kind.name(), at)
        .option(property::secret, p.secret.map(|s| text(s.name())), at)
        .text(property::form, p.form.name(), at)
        .option(property::secret_confidence, p.secret.map(|_| text(p.secret_confidence.name())), at)
        .known(property::providers, texts(&p.providers, at), at)
        .known(property::ineffective, Value::Bool(p.ineffective), at)
        .known(property::forbidden, Value::Bool(p.forbidden), at)
        .known(property::inherited, Value::Bool(p.inherited), at);
    let record = match p.weak_client {
        Some(WeakClient::Protocol) => record.text(property::weak_client, "protocol", at),
        Some(WeakClient::Mechanism) => record.text(property::weak_client, "mechanism", at),
        Some(WeakClient::Deferred) => {
            let why = resource.add_why(Why::Deferred { expression: p.key.clone() });
            record.set(property::weak_client, Fact::Unknown(why))
        }
        None => record,
    };
    let record = match &p.endpoint {
        Some(e) => endpoint(resource, record, p, e, at),
        None => record,
    };
    record.rest_absent(at).into_value()
}

fn endpoint(
    resource: &mut Resource,
    record: Record,
    p: &PropertyFacts,
    e: &Endpoint,
    at: OriginIx,
) -> Record {
    let level = match e.level {
        Some(level) => Fact::Known(Value::Int(i64::from(level.number())), at),
        None => Fact::Unknown(why(resource, p, e)),
    };
    record
        .text(property::endpoint, e.kind.name(), at)
        .option(property::scheme, e.scheme.clone().map(Value::Text), at)
        .set(property::tls_level, level)
        .text(property::tls_reason, e.reason.name(), at)
        .option(property::tls_parameter, e.parameter.clone().map(Value::Text), at)
        .option(property::driver, e.driver.map(|d| Value::text(d.name())), at)
        .option(property::driver_version, e.driver_version.clone().map(Value::Text), at)
        .text(property::tls_confidence, e.confidence.name(), at)
}

/// Why a level is undecided, in the inventory's terms.
fn why(resource: &mut Resource, p: &PropertyFacts, e: &Endpoint) -> WhyIx {
    let about = e.parameter.as_deref().unwrap_or(&p.key);
    resource.add_why(match e.reason {
        Reason::Deferred => Why::Deferred { expression: about.into() },
        Reason::DriverVersion => {
            let version = e.driver_version.as_deref().unwrap_or_default();
            Why::NotCollected { what: format!("driver version ({version})").into() }
        }
        Reason::CustomClass | Reason::Elsewhere => Why::NotCollected { what: about.into() },
        Reason::UnknownDriver => {
            Why::Unrecognised { value: e.scheme.clone().unwrap_or_else(|| about.into()) }
        }
        Reason::Limit => Why::Limit { what: about.into() },
        reason => {
            Why::Malformed { operation: "".into(), detail: format!("{about}: {}", reason.name()).into() }
        }
    })
}

fn provider_value(p: &Provider, at: OriginIx) -> Value {
    Record::new(&provider::RECORD)
        .text(provider::name, p.name.clone(), at)
        .option(provider::class, p.class.clone().map(Value::Text), at)
        .option(provider::store, p.store.map(|s| Value::text(s.name())), at)
        .into_value()
}

fn texts(names: &[Box<str>], at: OriginIx) -> Value {
    let items = names.iter().map(|n| Fact::Known(Value::text(n.clone()), at)).collect();
    Value::List(Box::new(List { items, more: None }))
}

#[cfg(test)]
mod tests {
    use super::super::facts::{EndpointKind, PropertyKind, Store};
    use super::super::knowledge::Knowledge;
    use super::super::level::Confidence;
    use super::super::redact::{classify, settings};
    use super::super::secret::{Form, SecretKind};
    use super::*;
    use crate::inventory::schema::Type;

    #[test]
    fn the_inventory_has_every_name() {
        let allowed = |field: &str| {
            let (_, def) = property::RECORD.field(field).expect("a field");
            match def.ty {
                Type::Enum(names) => names,
                _ => panic!("{field} is no set of names"),
            }
        };
        assert_eq!(allowed("kind"), PropertyKind::NAMES);
        assert_eq!(allowed("secret"), SecretKind::NAMES);
        assert_eq!(allowed("form"), Form::NAMES);
        assert_eq!(allowed("secret_confidence"), Confidence::NAMES);
        assert_eq!(allowed("tls_confidence"), Confidence::NAMES);
        assert_eq!(allowed("endpoint"), EndpointKind::NAMES);
        assert_eq!(allowed("tls_reason"), Reason::NAMES);
        let (_, store) = provider::RECORD.field("store").expect("a field");
        assert_eq!(store.ty, Type::Enum(Store::NAMES));
        let (_, sink) = connector::KIND.field("sink_encryption").expect("a field");
        // Deferred is unknown there.
        assert_eq!(sink.ty, Type::Enum(&SinkEncryption::NAMES[..4]));
    }

    /// Everything the configuration says survives the types of the fields, and reading a snapshot.
    #[test]
    fn facts_fit_the_inventory() {
        let facts = classify(
            &settings([
                ("connector.class", "io.confluent.connect.jdbc.JdbcSinkConnector"),
                ("connection.url", "jdbc:sqlserver://db;user=u;password=hunter2"),
                ("connection.password", "${sm:db:pw}"),
                ("producer.override.security.protocol", "PLAINTEXT"),
                ("ssl.mode", "REQUIRED"),
            ]),
            None,
            Knowledge::builtin(),
        );
        let mut r = Resource::new(&connector::KIND, "c");
        let origin = r.api("kafkaconnect:DescribeConnector");
        fill_connector(&mut r, &facts, origin, &|_| origin);
        assert_eq!(r.known_text(connector::family), Some("confluent-jdbc"));
        assert!(matches!(r.get(connector::sink_encryption), Fact::Absent(_)));
        let Some(Value::List(list)) = r.get(connector::properties).known() else { panic!("no list") };
        let find = |key: &str| {
            list.items.iter().find_map(|f| match f.known() {
                Some(Value::Record(slots)) if slots[0].known().and_then(Value::as_text) == Some(key) => {
                    Some(slots)
                }
                _ => None,
            })
        };
        let url = find("connection.url").expect("the property");
        let Fact::Unknown(why) = url[usize::from(property::tls_level)] else {
            panic!("the level is decided")
        };
        assert_eq!(r.why(why), &Why::NotCollected { what: "driver version (10.2.0)".into() });
        let text = |slots: &[Fact], field: u16| {
            slots[usize::from(field)].known().and_then(Value::as_text).map(str::to_owned)
        };
        assert_eq!(
            text(url, property::value).as_deref(),
            Some("jdbc:sqlserver://db;user=u;password=<redacted:literal>")
        );
        assert_eq!(text(url, property::driver).as_deref(), Some("sqlserver"));
        let protocol = find("producer.override.security.protocol").expect("the property");
        assert_eq!(text(protocol, property::weak_client).as_deref(), Some("protocol"));
        assert!(r.whys().iter().all(|w| !matches!(w, Why::Malformed { .. } | Why::Unrecognised { .. })));
    }
}
