//! Worker configurations: the config providers they declare (C30, C31), what MSK Connect does not take (C22),
//! and their secrets (C23).

use super::facts::{Provider, Store, WorkerFacts};
use super::judge::Settings;
use super::properties::{self, Error};
use super::redact;
use std::collections::BTreeMap;

/// Reads the text of a worker configuration.
pub fn read(text: &str) -> Result<WorkerFacts, Error> {
    let entries = properties::parse(text)?;
    let effective = properties::effective(&entries);
    Ok(classify(&redact::settings(effective.iter().map(|(k, e)| (*k, e.value.as_str())))))
}

/// The same for properties that are already taken apart.
pub fn classify(settings: &Settings<'_>) -> WorkerFacts {
    let none = BTreeMap::new();
    let properties = settings.keys().map(|key| {
        let mut facts = redact::property(key, settings, None, &none);
        facts.forbidden = forbidden(key);
        facts
    });
    WorkerFacts { properties: properties.collect(), providers: providers(settings) }
}

/// `config.providers=a,b` with `config.providers.a.class=...`. A class without its name in the list declares
/// nothing.
fn providers(settings: &Settings<'_>) -> Vec<Provider> {
    let list = settings.get("config.providers").map_or("", |f| f.text());
    let mut providers: Vec<Provider> = list
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let class = settings.get(format!("config.providers.{name}.class").as_str());
            let class = class.map(|f| f.text().trim()).filter(|c| !c.is_empty());
            Provider { name: name.into(), store: class.and_then(store), class: class.map(Into::into) }
        })
        .collect();
    providers.sort_by(|a, b| a.name.cmp(&b.name));
    providers.dedup_by(|a, b| a.name == b.name);
    providers
}

/// What a provider class reads, when it is a known one.
fn store(class: &str) -> Option<Store> {
    const AWS: &str = "com.amazonaws.kafka.config.providers.";
    const LENSES: &str = "io.lenses.connect.secrets.providers.";
    const KAFKA: &str = "org.apache.kafka.common.config.provider.";
    if let Some(name) = class.strip_prefix(AWS) {
        return match name {
            "SecretsManagerConfigProvider" => Some(Store::Secrets),
            "SsmParamStoreConfigProvider" => Some(Store::Parameters),
            "S3ImportConfigProvider" => Some(Store::Objects),
            _ => None,
        };
    }
    if let Some(name) = class.strip_prefix(KAFKA) {
        return match name {
            "FileConfigProvider" | "DirectoryConfigProvider" => Some(Store::Files),
            "EnvVarConfigProvider" => Some(Store::Environment),
            _ => None,
        };
    }
    if let Some(name) = class.strip_prefix(LENSES) {
        return match name {
            "AWSSecretProvider"
            | "VaultSecretProvider"
            | "AzureSecretProvider"
            | "Aes256DecodingProvider"
            | "AES256DecodingProvider" => Some(Store::Secrets),
            "ENVSecretProvider" => Some(Store::Environment),
            _ => None,
        };
    }
    (class == "com.github.jcustenborder.kafka.config.aws.SecretsManagerConfigProvider")
        .then_some(Store::Secrets)
}

/// Whether MSK Connect refuses the key or passes it over.
///
/// Source: <https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-supported-worker-config-properties.html>,
/// read on 2026-11-24.
pub fn forbidden(key: &str) -> bool {
    if let Some(name) = key.strip_prefix("producer.") {
        return !PRODUCER.contains(&name);
    }
    if let Some(name) = key.strip_prefix("consumer.") {
        return !CONSUMER.contains(&name);
    }
    PREFIXES.iter().any(|p| key.starts_with(p)) || KEYS.contains(&key)
}

const PRODUCER: &[&str] = &[
    "acks",
    "batch.size",
    "buffer.memory",
    "compression.type",
    "enable.idempotence",
    "key.serializer",
    "linger.ms",
    "max.request.size",
    "metadata.max.age.ms",
    "metadata.max.idle.ms",
    "partitioner.class",
    "reconnect.backoff.max.ms",
    "reconnect.backoff.ms",
    "request.timeout.ms",
    "retry.backoff.ms",
    "value.serializer",
];

const CONSUMER: &[&str] = &[
    "allow.auto.create.topics",
    "auto.offset.reset",
    "check.crcs",
    "fetch.max.bytes",
    "fetch.max.wait.ms",
    "fetch.min.bytes",
    "heartbeat.interval.ms",
    "key.deserializer",
    "max.partition.fetch.bytes",
    "max.poll.interval.ms",
    "max.poll.records",
    "metadata.max.age.ms",
    "partition.assignment.strategy",
    "reconnect.backoff.max.ms",
    "reconnect.backoff.ms",
    "request.timeout.ms",
    "retry.backoff.ms",
    "session.timeout.ms",
    "value.deserializer",
];

const PREFIXES: &[&str] = &[
    "access.control.",
    "admin.",
    "client.",
    "connect.",
    "inter.worker.",
    "internal.",
    "listeners.https.",
    "metrics.",
    "rest.",
    "sasl.",
    "security.",
    "socket.",
    "ssl.",
    "topic.tracking.",
    "worker.",
];

const KEYS: &[&str] = &[
    "bootstrap.servers",
    "config.storage.topic",
    "connections.max.idle.ms",
    "connector.client.config.override.policy",
    "group.id",
    "listeners",
    "metric.reporters",
    "plugin.path",
    "receive.buffer.bytes",
    "response.http.headers.config",
    "scheduled.rebalance.max.delay.ms",
    "send.buffer.bytes",
    "status.storage.topic",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect::secret::{Form, SecretKind};

    #[test]
    fn providers_are_declared_by_name_and_class() {
        let facts = read(
            "key.converter=org.apache.kafka.connect.storage.StringConverter\n\
             config.providers = secretManager , ssm,files, mine,ssm, bare\n\
             config.providers.secretManager.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider\n\
             config.providers.ssm.class=com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider\n\
             config.providers.files.class=org.apache.kafka.common.config.provider.FileConfigProvider\n\
             config.providers.mine.class=com.example.Mine\n\
             config.providers.unlisted.class=com.amazonaws.kafka.config.providers.S3ImportConfigProvider\n",
        )
        .expect("properties");
        let shown: Vec<(&str, Option<&str>, Option<&str>)> = facts
            .providers
            .iter()
            .map(|p| {
                (
                    &*p.name,
                    p.class.as_deref().map(|c| c.rsplit('.').next().unwrap_or(c)),
                    p.store.map(Store::name),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("bare", None, None),
                ("files", Some("FileConfigProvider"), Some("files")),
                ("mine", Some("Mine"), None),
                ("secretManager", Some("SecretsManagerConfigProvider"), Some("secrets")),
                ("ssm", Some("SsmParamStoreConfigProvider"), Some("parameters")),
            ]
        );
    }

    #[test]
    fn what_msk_connect_does_not_take() {
        for key in [
            "producer.ssl.endpoint.identification.algorithm",
            "consumer.security.protocol",
            "producer.sasl.mechanism",
            "ssl.truststore.location",
            "security.protocol",
            "sasl.jaas.config",
            "admin.listeners.https.x",
            "metrics.context.x",
            "bootstrap.servers",
            "plugin.path",
        ] {
            assert!(forbidden(key), "{key}");
        }
        for key in [
            "key.converter",
            "value.converter.schema.registry.url",
            "value.converter.schema.registry.ssl.truststore.password",
            "config.providers",
            "producer.linger.ms",
            "consumer.max.poll.records",
            "offset.storage.topic",
            "listeners.http",
            "adminx",
        ] {
            assert!(!forbidden(key), "{key}");
        }
    }

    #[test]
    fn secrets_of_a_worker() {
        let facts = read(
            "config.providers.x.param.secret.key=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\n\
             value.converter.basic.auth.user.info=u:hunter2\n\
             value.converter.schema.registry.url=http://u:hunter2@registry:8081\n",
        )
        .expect("properties");
        let of = |key: &str| facts.properties.iter().find(|p| &*p.key == key).expect("the key");
        let secret = of("config.providers.x.param.secret.key");
        assert_eq!((secret.secret, secret.form), (Some(SecretKind::KeyName), Form::Literal));
        let info = of("value.converter.basic.auth.user.info");
        assert_eq!((info.secret, &*info.value), (Some(SecretKind::KnownProperty), "<redacted:literal>"));
        let url = of("value.converter.schema.registry.url");
        assert_eq!(&*url.value, "http://<redacted:literal>@registry:8081");
        assert_eq!(url.endpoint.as_ref().and_then(|e| e.level).map(|l| l.number()), Some(0));
    }
}
