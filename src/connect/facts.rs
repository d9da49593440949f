//! What leaves the boundary: facts about properties that hold no secret and suffice for every rule.

use super::jdbc::Driver;
use super::level::{Confidence, Reason, TlsLevel};
use super::secret::{Form, SecretKind};

/// One property of a connector or worker configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyFacts {
    pub key: Box<str>,
    /// The value as it may be shown: whole, with markers in place of secrets, or a marker.
    pub value: Box<str>,
    pub kind: PropertyKind,
    pub secret: Option<SecretKind>,
    /// Whether the secret stands there; `Empty` without one.
    pub form: Form,
    /// Of `secret`.
    pub secret_confidence: Confidence,
    /// Names of the config providers that its tokens ask, sorted.
    pub providers: Vec<Box<str>>,
    /// Set where a finding about a connection points.
    pub endpoint: Option<Endpoint>,
    /// How an override weakens the worker's own Kafka client (E1).
    pub weak_client: Option<WeakClient>,
    /// Looks like protection and does nothing.
    pub ineffective: bool,
    /// MSK Connect does not take it (C22); only in worker configurations.
    pub forbidden: bool,
    /// Comes from the worker configuration, because the connector has no converter of its own.
    pub inherited: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyKind {
    Harmless,
    Url,
    Secret,
}

/// A connection to a server, and how it is protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    pub kind: EndpointKind,
    /// `http`, `jdbc:mysql`; `None` when the address has none.
    pub scheme: Option<Box<str>>,
    /// `None`: undecided, and `reason` says why.
    pub level: Option<TlsLevel>,
    pub reason: Reason,
    /// The property or parameter that decided, or should be set.
    pub parameter: Option<Box<str>>,
    pub driver: Option<Driver>,
    /// From this version of the driver on the level holds as it stands.
    pub driver_version: Option<Box<str>>,
    pub confidence: Confidence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointKind {
    Jdbc,
    Url,
    Host,
    SchemaRegistry,
    /// A Kafka client inside the connector (C50).
    InnerClient,
    /// The worker's own client, overridden (E1).
    ClientOverride,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakClient {
    /// `security.protocol` without TLS.
    Protocol,
    /// A `sasl.mechanism` that MSK does not have.
    Mechanism,
    /// Filled in later.
    Deferred,
}

/// Server-side encryption that an S3 sink asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SinkEncryption {
    None,
    Aes256,
    Kms,
    CustomerKey,
    Deferred,
}

/// A connector's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectorFacts {
    /// `connector.class`; `None` when it is not set or filled in later.
    pub class: Option<Box<str>>,
    pub class_deferred: bool,
    /// The knowledge file that knows the class.
    pub family: Option<Box<str>>,
    /// Of an S3 sink.
    pub sink_encryption: Option<SinkEncryption>,
    /// Sorted by key; inherited ones last.
    pub properties: Vec<PropertyFacts>,
}

/// A worker configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkerFacts {
    /// Sorted by key.
    pub properties: Vec<PropertyFacts>,
    /// Sorted by name.
    pub providers: Vec<Provider>,
}

/// A config provider that a worker configuration declares (C30).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    pub name: Box<str>,
    /// `None`: named in `config.providers`, but without a class.
    pub class: Option<Box<str>>,
    /// What it reads, when the class is a known one.
    pub store: Option<Store>,
}

/// What a config provider reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    Secrets,
    Parameters,
    Objects,
    Files,
    Environment,
}

impl PropertyKind {
    pub const NAMES: &'static [&'static str] = &["harmless", "url", "secret"];

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl EndpointKind {
    pub const NAMES: &'static [&'static str] =
        &["jdbc", "url", "host", "schema-registry", "inner-client", "client-override"];

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl SinkEncryption {
    pub const NAMES: &'static [&'static str] = &["none", "aes256", "kms", "customer-key", "deferred"];

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl Store {
    pub const NAMES: &'static [&'static str] = &["secrets", "parameters", "objects", "files", "environment"];

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl Endpoint {
    pub(super) fn new(kind: EndpointKind, level: Option<TlsLevel>, reason: Reason) -> Self {
        Self {
            kind,
            scheme: None,
            level,
            reason,
            parameter: None,
            driver: None,
            driver_version: None,
            confidence: Confidence::High,
        }
    }

    pub(super) fn by(mut self, parameter: &str) -> Self {
        self.parameter = Some(parameter.into());
        self
    }

    pub(super) fn at_most(mut self, confidence: Confidence) -> Self {
        self.confidence = self.confidence.min(confidence);
        self
    }

    /// The worse of two, as far as it is decided: plaintext anywhere is plaintext, else undecided goes before
    /// what is known to be better.
    pub(super) fn worse(self, other: Self) -> Self {
        match (self.level, other.level) {
            (Some(a), Some(b)) if b < a => other,
            (Some(_), Some(_)) => self,
            (None, Some(l)) if l <= TlsLevel::Preferred => other,
            (Some(l), None) if l > TlsLevel::Preferred => other,
            _ => self,
        }
    }
}
