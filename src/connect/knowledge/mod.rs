//! What is known of connectors: their classes, addresses, switches, secrets and inner Kafka clients.
//!
//! One file a family, `rules/data/connectors/<id>.toml`, embedded in the binary; users add files of the same
//! form. What a file says is data: how it is applied to a configuration stands in [`super::judge`].

mod builtin;
mod load;
#[cfg(test)]
mod tests;

pub use load::Error;

use super::level::{Reason, TlsLevel};
use super::secret::Shape;
use serde::Deserialize;
use std::collections::BTreeMap;

/// All families, by id.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    families: BTreeMap<String, Family>,
}

/// Connectors that share their properties.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// The file's stem.
    pub id: String,
    /// Values of `connector.class`; a last `*` stands for any rest.
    pub classes: Vec<String>,
    /// Read in the connector's source or documentation. Findings of others have low confidence.
    pub verified: bool,
    pub sources: Vec<Source>,
    /// The servers it speaks to.
    #[serde(default)]
    pub connections: Vec<Connection>,
    #[serde(default)]
    pub secrets: Vec<Secret>,
    /// Kafka clients that it opens besides the worker's (C50).
    #[serde(default)]
    pub clients: Vec<Client>,
    /// Properties that look like protection and do nothing; a last `*` stands for any rest.
    #[serde(default)]
    pub ineffective: Vec<String>,
    pub sink_encryption: Option<SinkEncryption>,
    pub examples: Vec<Example>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub url: String,
    /// The day it was read.
    pub read: toml::value::Datetime,
}

/// A server that a connector speaks to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// Properties with its address; the first one that is set counts.
    pub address: Vec<String>,
    pub form: AddressForm,
    /// Several addresses, separated by commas.
    pub list: Option<ListRule>,
    /// Nothing is judged while this property is set.
    pub unless: Option<String>,
    /// With the form `host`: the level when no switch says otherwise; 0 by default.
    pub fixed: Option<Level>,
    /// Levels by scheme; when empty, `https` is 4 and `http` 0.
    #[serde(default)]
    pub schemes: BTreeMap<String, Level>,
    /// Level of an address without a scheme; without it such an address is undecided.
    pub no_scheme: Option<Level>,
    /// Level when no address is set; without it nothing is judged then.
    pub absent: Option<Level>,
    /// With `jdbc-properties`: the driver.
    pub driver: Option<String>,
    /// Properties under these prefixes are handed to the driver.
    #[serde(default)]
    pub driver_prefixes: Vec<String>,
    pub mode: Option<Mode>,
    #[serde(default)]
    pub on: Vec<On>,
    #[serde(default)]
    pub cap: Vec<Cap>,
}

/// How an address is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressForm {
    Jdbc,
    /// A host name whose JDBC parameters are properties.
    JdbcProperties,
    Url,
    Mongodb,
    /// A host name; only switches decide.
    Host,
}

/// Which of several addresses counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListRule {
    Worst,
    /// The first one decides for all.
    First,
    /// One that is encrypted makes the client encrypt to all.
    AnySecure,
}

/// A property whose value is the level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    pub property: String,
    pub default: String,
    pub values: BTreeMap<String, Level>,
    /// The default is this one's only since a version of the connector.
    pub default_since: Option<String>,
}

/// A switch that raises the level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct On {
    pub property: String,
    /// Values that switch it on, in any case; when empty, any value does.
    #[serde(default)]
    pub values: Vec<String>,
    pub default: Option<String>,
    pub level: Level,
}

/// A switch that lowers the level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    pub property: String,
    /// Values that lower it, in any case; the empty text is one that is set to nothing.
    pub values: Vec<String>,
    pub level: Level,
    pub reason: CapReason,
    /// Only then has it an effect.
    pub when: Option<When>,
    /// Only where a switch, not the address, encrypts.
    #[serde(default)]
    pub only_raised: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CapReason {
    TrustAll,
    HostNameCheckOff,
}

/// A property with one of these values, in any case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    pub property: String,
    pub values: Vec<String>,
}

/// A property that holds a secret.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "SecretText")]
pub struct Secret {
    pub property: String,
    pub shape: Shape,
    pub when: Option<When>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum SecretText {
    Name(String),
    Table(SecretTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretTable {
    property: String,
    #[serde(default)]
    shape: Shape,
    when: Option<When>,
}

/// A Kafka client inside the connector.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// Properties with its bootstrap servers.
    pub bootstrap: Vec<String>,
    /// Prefixes of clients of their own (producer, consumer); none means one client under `common`.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Prefixes of what a role does not say itself.
    #[serde(default)]
    pub common: Vec<String>,
}

/// Server-side encryption of an S3 sink.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SinkEncryption {
    /// The classes among the family's that write.
    pub classes: Vec<String>,
    pub property: String,
    pub kms: Vec<String>,
    pub aes256: Vec<String>,
    /// Set: the objects are encrypted under a key of the customer's that AWS does not keep.
    pub customer_key: Option<String>,
}

/// A configuration and what is found in it; run as a test.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub about: About,
    /// Without `connector.class`: the family's first.
    pub properties: BTreeMap<String, String>,
    /// Level of every endpoint, by the property a finding points at; `-1` is undecided.
    #[serde(default)]
    pub levels: BTreeMap<String, i8>,
    /// Form of every secret.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
    #[serde(default)]
    pub ineffective: Vec<String>,
    pub sink_encryption: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    Safe,
    Unsafe,
    Default,
}

/// A level as files write it: 0 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u8")]
pub struct Level(pub TlsLevel);

impl TryFrom<u8> for Level {
    type Error = String;

    fn try_from(n: u8) -> Result<Self, String> {
        TlsLevel::from_number(n).map(Level).ok_or_else(|| format!("{n} is no level: 0 to 4"))
    }
}

impl From<SecretText> for Secret {
    fn from(text: SecretText) -> Self {
        match text {
            SecretText::Name(property) => Secret { property, shape: Shape::Plain, when: None },
            SecretText::Table(SecretTable { property, shape, when }) => Secret { property, shape, when },
        }
    }
}

impl CapReason {
    pub fn reason(self) -> Reason {
        match self {
            CapReason::TrustAll => Reason::TrustAll,
            CapReason::HostNameCheckOff => Reason::HostNameCheckOff,
        }
    }
}

impl Knowledge {
    /// The families that come with tidegate.
    pub fn builtin() -> &'static Knowledge {
        builtin::knowledge()
    }

    /// The files they come from: path below the sources, and text.
    pub fn builtin_files() -> &'static [(&'static str, &'static str)] {
        builtin::FILES
    }

    /// The family of a connector class.
    pub fn family(&self, class: &str) -> Option<&Family> {
        let exact = |f: &&Family| f.classes.iter().any(|c| c == class);
        let prefix = |f: &&Family| f.classes.iter().any(|c| matches(c, class));
        self.families.values().find(exact).or_else(|| self.families.values().find(prefix))
    }

    pub fn families(&self) -> impl Iterator<Item = &Family> {
        self.families.values()
    }

    /// Adds the family of a file; one of the same id is replaced.
    pub fn load(&mut self, file: &str, text: &str) -> Result<(), Error> {
        let family = load::family(file, text)?;
        self.families.insert(family.id.clone(), family);
        Ok(())
    }
}

/// Whether a pattern, which may end with `*`, stands for the text.
pub fn matches(pattern: &str, text: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => text.starts_with(prefix),
        None => pattern == text,
    }
}
