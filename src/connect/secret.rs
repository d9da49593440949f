//! What a property's value is: harmless, a URL, or a secret of some kind, and whether it stands there literally.

use super::flat::{Flat, HOLE, Hole};
use super::level::Confidence;
use super::look::{
    aws_access_key, high_entropy, is_class, is_number, is_switch, names_file, names_something, private_key,
};
use super::names::{self, Named};
use super::shape::{embedded, jaas, shaped};
use super::url;

/// Whether a secret stands in the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Nothing stands there, or a mark that means nothing (D34).
    Empty,
    /// One token of a config provider, and nothing else that is secret.
    Token,
    /// Filled in by the deployment.
    Reference,
    /// A part of the secret is literal, another is filled in.
    Mixed,
    /// All of it stands there.
    Literal,
}

/// What kind of secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// The connector's documentation says so.
    KnownProperty,
    /// The property's name says so.
    KeyName,
    /// A password or another secret parameter inside a URL.
    UrlPassword,
    /// A password inside a JAAS configuration.
    Jaas,
    /// A private key.
    PrivateKey,
    /// The two halves of an AWS access key; the id alone is taken for one, too.
    AwsAccessKey,
    /// `password=...` in the middle of other text.
    Embedded,
    /// Text that looks like chance, under a name that says nothing.
    HighEntropy,
}

/// How a known secret property is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    #[default]
    Plain,
    /// `user:password`
    UserInfo,
    /// `Bearer ...`, or several `Name: value`.
    Header,
    /// A JAAS configuration.
    Jaas,
}

/// What a value is found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classified {
    pub kind: Option<SecretKind>,
    pub form: Form,
    pub confidence: Confidence,
    /// The value as it may be shown.
    pub shown: Box<str>,
    pub url: bool,
}

/// Longer harmless values are cut.
const MAX_SHOWN: usize = 1024;

impl Form {
    pub const NAMES: &'static [&'static str] = &["empty", "token", "reference", "mixed", "literal"];

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// Of text with holes, of which everything is secret. Holes of deployments and of tokens look alike here.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() || text == "[hidden]" || text.chars().all(|c| c == '*') {
            Form::Empty
        } else if text.chars().all(|c| c == HOLE) {
            Form::Token
        } else if text.contains(HOLE) {
            Form::Mixed
        } else {
            Form::Literal
        }
    }

    /// Stands in place of the value.
    pub fn marker(self) -> &'static str {
        match self {
            Form::Empty => "<redacted>",
            Form::Token => "<redacted:token>",
            Form::Reference => "<redacted:reference>",
            Form::Mixed => "<redacted:mixed>",
            Form::Literal => "<redacted:literal>",
        }
    }
}

impl SecretKind {
    pub const NAMES: &'static [&'static str] = &[
        "known-property",
        "key-name",
        "url-password",
        "jaas",
        "private-key",
        "aws-access-key",
        "embedded",
        "high-entropy",
    ];

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// Classifies one property. `known` is the shape in which the connector's documentation makes it a secret;
/// `plain` says that the documentation makes it none (an address, a switch, a name), so that its look is not asked.
pub fn classify(key: &str, flat: &Flat<'_>, known: Option<Shape>, plain: bool) -> Classified {
    let text = flat.text();
    if Form::of(text) == Form::Empty {
        return shown(flat);
    }
    if let Some(shape) = known {
        return match shaped(text, shape) {
            Some(form) => secret(flat, SecretKind::KnownProperty, form, Confidence::High),
            None => by_look(key, flat, plain),
        };
    }
    if private_key(text) {
        return secret(flat, SecretKind::PrivateKey, Form::Literal, Confidence::High);
    }
    if key.ends_with("jaas.config") || text.contains("LoginModule") {
        return match jaas(text) {
            Some(form) => secret(flat, SecretKind::Jaas, form, Confidence::High),
            None => by_look(key, flat, plain),
        };
    }
    let named = if plain { None } else { names::secret_property(key) };
    let harmless = match named {
        Some(Named::Password) => is_switch(text),
        Some(Named::Other) => is_switch(text) || is_number(text) || is_class(text) || names_file(key, text),
        None => true,
    };
    if !harmless {
        let shape = match named {
            Some(Named::Other) if key.ends_with("user.info") => Shape::UserInfo,
            Some(Named::Other) => Shape::Header,
            _ => Shape::Plain,
        };
        if let Some(form) = shaped(text, shape) {
            return secret(flat, SecretKind::KeyName, form, Confidence::High);
        }
    }
    by_look(key, flat, plain)
}

/// What the value's own look says.
fn by_look(key: &str, flat: &Flat<'_>, plain: bool) -> Classified {
    let text = flat.text();
    if private_key(text) {
        return secret(flat, SecretKind::PrivateKey, Form::Literal, Confidence::High);
    }
    if aws_access_key(text) {
        return secret(flat, SecretKind::AwsAccessKey, Form::Literal, Confidence::High);
    }
    if url::holds_url(text) {
        let redacted = url::redact(flat);
        // What is left must hold nothing that would be a secret outside of a URL.
        if let Some(form) = embedded(&redacted.bare) {
            return secret(flat, SecretKind::Embedded, form, Confidence::Low);
        }
        if high_entropy(&redacted.bare, true) {
            return Classified {
                url: true,
                ..secret(flat, SecretKind::HighEntropy, Form::Literal, Confidence::Low)
            };
        }
        let form = redacted.secrets.iter().map(|s| s.form).max();
        return Classified {
            kind: form.map(|_| SecretKind::UrlPassword),
            form: deferred_or(flat, form.unwrap_or(Form::Empty)),
            confidence: Confidence::High,
            shown: cut(&redacted.text),
            url: true,
        };
    }
    if let Some(form) = embedded(text) {
        return secret(flat, SecretKind::Embedded, form, Confidence::Low);
    }
    if !plain && !names_something(key) && high_entropy(text, false) {
        return secret(flat, SecretKind::HighEntropy, Form::Literal, Confidence::Low);
    }
    shown(flat)
}

fn secret(flat: &Flat<'_>, kind: SecretKind, form: Form, confidence: Confidence) -> Classified {
    let form = deferred_or(flat, form);
    Classified { kind: Some(kind), form, confidence, shown: form.marker().into(), url: false }
}

fn shown(flat: &Flat<'_>) -> Classified {
    Classified {
        kind: None,
        form: Form::Empty,
        confidence: Confidence::High,
        shown: cut(&flat.written()),
        url: false,
    }
}

/// A token whose holes are the deployment's is a reference.
fn deferred_or(flat: &Flat<'_>, form: Form) -> Form {
    let deferred = flat.holes().contains(&Hole::Deferred);
    if form == Form::Token && deferred { Form::Reference } else { form }
}

fn cut(text: &str) -> Box<str> {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((i, _)) => format!("{}…", &text[..i]).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(key: &str, value: &str) -> (Option<&'static str>, &'static str) {
        let c = classify(key, &Flat::new(value), None, false);
        (c.kind.map(SecretKind::name), c.form.name())
    }

    fn known(value: &str, shape: Shape) -> (Option<&'static str>, &'static str) {
        let c = classify("some.key", &Flat::new(value), Some(shape), false);
        (c.kind.map(SecretKind::name), c.form.name())
    }

    #[test]
    fn secrets_by_name() {
        for (key, value, form) in [
            ("connection.password", "hunter2", "literal"),
            ("connection.password", "hunter2:", "literal"),
            ("connection.password", "123456", "literal"),
            ("connection.password", "a,b: c", "literal"),
            ("connection.password", "${sm:db:pw}", "token"),
            ("connection.password", " ${sm:db:pw} ", "token"),
            ("connection.password", "${sm:db:pw}x", "mixed"),
            ("connection.password", "${file}", "literal"),
            ("api.token", "abcdefgh", "literal"),
            ("http.credentials", "Bearer ${sm:t:v}", "token"),
            ("http.credentials", "Bearer abc", "literal"),
            ("x.basic.auth.user.info", "u:${sm:t:v}", "token"),
            ("x.basic.auth.user.info", "${sm:t:u}:${sm:t:v}", "token"),
            ("x.basic.auth.user.info", "u:p", "literal"),
        ] {
            assert_eq!(of(key, value), (Some("key-name"), form), "{key}={value}");
        }
        for (key, value) in [
            ("connection.password", ""),
            ("connection.password", "[hidden]"),
            ("connection.password", "****"),
            ("dump.password", "false"),
            ("max.token", "5"),
            ("aws.credentials", "com.amazonaws.auth.DefaultAWSCredentialsProviderChain"),
            ("keyfile", "/opt/key.json"),
            ("password.path", "/x/y"),
            ("tokens.max", "5"),
        ] {
            let c = classify(key, &Flat::new(value), None, false);
            assert_eq!(c.kind, None, "{key}={value}");
        }
    }

    #[test]
    fn known_secrets_have_their_shapes() {
        assert_eq!(known("hunter2", Shape::Plain), (Some("known-property"), "literal"));
        assert_eq!(known("${sm:a:b}", Shape::Plain), (Some("known-property"), "token"));
        assert_eq!(known("u:${sm:a:b}", Shape::UserInfo), (Some("known-property"), "token"));
        assert_eq!(known("u:p", Shape::UserInfo), (Some("known-property"), "literal"));
        assert_eq!(known("Basic dTpw", Shape::Header), (Some("known-property"), "literal"));
        assert_eq!(
            known("Accept: a/b, X-Api-Key: ${sm:a:b}", Shape::Header),
            (Some("known-property"), "token")
        );
        assert_eq!(
            known("Accept: a/b|Authorization: Bearer x", Shape::Header),
            (Some("known-property"), "literal")
        );
        assert_eq!(known("Accept: application/json", Shape::Header), (None, "empty"));
        assert_eq!(known("hunter2:", Shape::Header), (Some("known-property"), "literal"));
        let scram = r#"org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="p\"x";"#;
        assert_eq!(known(scram, Shape::Jaas), (Some("known-property"), "literal"));
    }

    #[test]
    fn jaas_configurations() {
        let key = "producer.override.sasl.jaas.config";
        let scram =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=";
        assert_eq!(of(key, &format!("{scram}\"hunter2\";")), (Some("jaas"), "literal"));
        assert_eq!(of(key, &format!("{scram}hunter2;")), (Some("jaas"), "literal"));
        assert_eq!(of(key, &format!("{scram}\"${{sm:a:b}}\";")), (Some("jaas"), "token"));
        assert_eq!(of(key, &format!("{scram}\"x${{sm:a:b}}\";")), (Some("jaas"), "mixed"));
        assert_eq!(of(key, "${sm:a:jaas}"), (Some("jaas"), "token"));
        assert_eq!(of(key, "software.amazon.msk.auth.iam.IAMLoginModule required;"), (None, "empty"));
        let iam = "software.amazon.msk.auth.iam.IAMLoginModule required awsRoleArn=\"arn:aws:iam::111122223333:role/r\";";
        assert_eq!(of(key, iam), (None, "empty"));
        assert_eq!(
            of("x", "a.OAuthBearerLoginModule required clientSecret='abc';"),
            (Some("jaas"), "literal")
        );
    }

    #[test]
    fn secrets_by_look() {
        for (value, kind) in [
            ("-----BEGIN PRIVATE KEY-----\nMIIE", "private-key"),
            ("-----BEGIN ENCRYPTED PRIVATE KEY-----", "private-key"),
            ("{\"type\":\"service_account\",\"private_key\":\"x\"}", "private-key"),
            ("key AKIAIOSFODNN7EXAMPLE", "aws-access-key"),
            ("ASIAIOSFODNN7EXAMPLE", "aws-access-key"),
            ("https://u:p@h/x", "url-password"),
            ("https://h/x?api_key=abc", "url-password"),
            ("a=1;password=hunter2;b=2", "embedded"),
            ("Accept: a/b, Authorization: Bearer hunter2", "embedded"),
            ("{\"authorization\": \"Basic aHVudGVyMg\"}", "embedded"),
            ("{\"url\": \"https://h\", \"password\": \"hunter2\"}", "embedded"),
            ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "high-entropy"),
            ("9f86d081884c7d659a2feaa0c55ad015", "high-entropy"),
            ("https://hooks.example.com/services/T00000000/XXx1yYy2zZz3aAa4bBb5cC", "high-entropy"),
        ] {
            assert_eq!(of("some.thing", value).0, Some(kind), "{value}");
        }
        for (key, value) in [
            ("topics", "ordersV1ABC,ordersV2DEF123456789xyzQWE"),
            ("x", "-----BEGIN CERTIFICATE-----\nMIIE"),
            ("x", "com.example.connect.transforms.ExtractFieldTransformValue2Key"),
            ("x", "550e8400-e29b-41d4-a716-446655440000"),
            ("x", "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012"),
            ("x", "org-prod-customer-orders-v1-events-2024-archive"),
            ("x", "SELECT * FROM t WHERE password = ?"),
            ("x", "SELECT id, password FROM users"),
            ("x", "/opt/kafka/certs/rds-combined-ca-bundle.jks"),
            ("x", "https://docs.example.com/a?b=c"),
            ("transforms.mask.fields", "password,ssn"),
            ("x", "CustomerOrdersTopic2024Archive"),
            ("x", "IngestRecordsToWarehouse2024V2"),
            ("x", "https://my-api.example.com/v1/Orders/Sink2Topic/IngestRecords24"),
            ("x", "jdbc:mysql://db.example.com/MyProductionDatabase01"),
            ("x", "https://h/${secretsmanager:a7Qz9Kp2XwYv4Tb8Rn3Lm:url}"),
            ("x", "s3://My-Bucket-Name-2024/Prefix/Of/Objects/2024/Part01"),
            ("x", "xAKIAIOSFODNN7EXAMPLE"),
            ("value.converter", "io.confluent.connect.avro.AvroConverter"),
            ("x", "INSERT INTO a SELECT * FROM b PK id"),
            ("group.id", "9f86d081884c7d659a2feaa0c55ad015"),
        ] {
            assert_eq!(of(key, value).0, None, "{key}={value}");
        }
    }

    #[test]
    fn deployments_fill_in_references() {
        let c = |parts: &[Option<&str>]| {
            classify("connection.password", &Flat::of_parts(parts.iter().copied()), None, false).form.name()
        };
        assert_eq!(c(&[None]), "reference");
        assert_eq!(c(&[Some("x"), None]), "mixed");
        assert_eq!(c(&[Some("${sm:a:b}")]), "token");
    }

    #[test]
    fn shown_values_hold_no_secret() {
        let show = |key: &str, value: &str| classify(key, &Flat::new(value), None, false).shown.into_string();
        assert_eq!(show("connection.password", "hunter2"), "<redacted:literal>");
        assert_eq!(show("connection.password", "x${a:b}"), "<redacted:mixed>");
        assert_eq!(show("connection.user", "${sm:db:user}"), "${sm:db:user}");
        assert_eq!(show("tasks.max", "2"), "2");
        assert_eq!(show("x", &"y".repeat(5000)).chars().count(), MAX_SHOWN + 1);
    }
}
