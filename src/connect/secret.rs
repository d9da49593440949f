//! What a property's value is: harmless, a URL, or a secret of some kind, and whether it stands there literally.

use super::flat::{Flat, HOLE, Hole};
use super::level::Confidence;
use super::names::{self, Named};
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
        if let Some(form) = embedded(&redacted.text) {
            return secret(flat, SecretKind::Embedded, form, Confidence::Low);
        }
        if high_entropy(&redacted.text) {
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
    if !plain && !names_something(key) && high_entropy(text) {
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

/// Whether and how the secret part of a shaped value stands there; `None` when there is no secret part.
fn shaped(text: &str, shape: Shape) -> Option<Form> {
    let form = match shape {
        Shape::Plain => Form::of(text),
        Shape::UserInfo => match text.split_once(':') {
            Some((_, password)) => Form::of(password),
            None => Form::of(text),
        },
        Shape::Header => return header(text),
        Shape::Jaas => return jaas(text).or_else(|| (Form::of(text) == Form::Token).then_some(Form::Token)),
    };
    (form != Form::Empty).then_some(form)
}

/// `Bearer ...`, or `Name: value` parts of which some headers are secret; text of another look is all secret.
fn header(text: &str) -> Option<Form> {
    let mut worst = None;
    for part in text.split([',', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
        let named = part.split_once(':').map(|(name, value)| (name, value.trim()));
        let value = match named.filter(|(name, value)| !value.is_empty() && is_header(name)) {
            Some((name, _)) if !secret_header(name) => continue,
            Some((_, value)) => value,
            None => part,
        };
        const SCHEMES: [&str; 5] = ["basic ", "bearer ", "token ", "apikey ", "splunk "];
        let starts = |s: &&&str| value.get(..s.len()).is_some_and(|v| v.eq_ignore_ascii_case(s));
        let scheme = SCHEMES.iter().find(starts).map_or(0, |s| s.len());
        worst = worst.max(Some(Form::of(&value[scheme..])));
    }
    worst.filter(|f| *f != Form::Empty)
}

fn is_header(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase() || name.contains('-'))
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn secret_header(name: &str) -> bool {
    const WORDS: &[&str] = &["auth", "token", "key", "secret", "cookie", "session", "signature", "password"];
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|w| name.contains(w))
}

/// The worst form of the secret options of a JAAS configuration, `Module required name="value" ...;`. Text that
/// is one token is a token; a configuration without secret options has none.
fn jaas(text: &str) -> Option<Form> {
    if Form::of(text) == Form::Token {
        return Some(Form::Token);
    }
    options(text)
        .filter(|(name, _)| names::secret_parameter(name))
        .map(|(_, v)| Form::of(v))
        .filter(|f| *f != Form::Empty)
        .max()
}

/// `name=value`, `name = "value"`, `"name": "value"` wherever they stand.
fn options(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let i = from + text[from..].find(['=', ':'])?;
        let front = text[..i].trim_end().trim_end_matches(['"', '\'']);
        let window = front.len().saturating_sub(128);
        let window = (window..=front.len()).find(|w| front.is_char_boundary(*w)).unwrap_or(front.len());
        let name_start = front[window..]
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
            .last()
            .map_or(front.len(), |(n, _)| window + n);
        let after = text[i + 1..].trim_start();
        let start = text.len() - after.len();
        let (value, end) = match after.chars().next() {
            Some(q @ ('"' | '\'')) => {
                let inside = &after[1..];
                let end = quoted_end(inside, q);
                (&inside[..end], (start + 1 + end + 1).min(text.len()))
            }
            _ => {
                let end = after.find([';', ',', '}', '\n', ' ', '&', '|']).unwrap_or(after.len());
                (&after[..end], start + end)
            }
        };
        from = end.max(i + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        Some((&front[name_start..], value))
    })
}

fn quoted_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return i;
        }
    }
    text.len()
}

/// A secret option in text that is otherwise something else.
fn embedded(text: &str) -> Option<Form> {
    let placeholder =
        |v: &str| v.len() < 4 || v.starts_with(['?', '$', ':', '@', '%', '(', '<']) || is_switch(v);
    options(text)
        .filter(|(name, value)| match names::secret_property(name) {
            _ if placeholder(value) => false,
            Some(Named::Password) => true,
            Some(Named::Other) => value.len() >= 16 && !is_class(value) && !value.contains("://"),
            None => false,
        })
        .map(|(_, value)| Form::of(value))
        .filter(|f| *f != Form::Empty)
        .max()
}

fn private_key(text: &str) -> bool {
    text.contains("PRIVATE KEY-----") || text.contains("\"private_key\"")
}

/// `AKIA` or `ASIA` and sixteen capitals and digits, as a word.
fn aws_access_key(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        word.len() == 20
            && (word.starts_with("AKIA") || word.starts_with("ASIA"))
            && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

fn is_switch(text: &str) -> bool {
    ["true", "false", "none", "null", "yes", "no", "on", "off"]
        .iter()
        .any(|s| text.trim().eq_ignore_ascii_case(s))
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit())
}

/// `com.example.Provider`
fn is_class(text: &str) -> bool {
    let mut parts = text.trim().rsplit('.');
    let name = parts.next().unwrap_or("");
    let package: Vec<&str> = parts.collect();
    package.len() >= 2
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && package
            .iter()
            .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// A path, under a name that stands for a file as well.
fn names_file(key: &str, text: &str) -> bool {
    let text = text.trim();
    let last = names::words(key).pop().unwrap_or_default();
    ["keyfile", "credential", "credentials"].contains(&last.as_str())
        && (text.starts_with('/') || text.starts_with("file:"))
        && !text.contains(char::is_whitespace)
}

/// Names whose values are names: their look says nothing.
fn names_something(key: &str) -> bool {
    const FRAMEWORK: &[&str] =
        &["name", "connector.class", "topics", "topics.regex", "tasks.max", "transforms"];
    const LAST: &[&str] =
        &["id", "ids", "class", "arn", "name", "names", "topic", "topics", "columns", "fields"];
    FRAMEWORK.contains(&key) || names::words(key).last().is_some_and(|w| LAST.contains(&w.as_str()))
}

/// Text with a long word that looks like chance: digits, capitals and small letters well mixed, or a long
/// hexadecimal number that is no UUID.
fn high_entropy(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '_' | '-' | '~')))
        .filter(|word| (20..=512).contains(&word.len()) && !word.starts_with('/'))
        .any(|word| {
            let (mut lower, mut upper, mut digit, mut other) = (0, 0, 0, 0);
            let mut counts = [0_u16; 128];
            for b in word.bytes() {
                counts[usize::from(b & 0x7f)] += 1;
                match b {
                    b'a'..=b'z' => lower += 1,
                    b'A'..=b'Z' => upper += 1,
                    b'0'..=b'9' => digit += 1,
                    _ => other += 1,
                }
            }
            let len = word.len() as f64;
            let entropy: f64 =
                counts.iter().filter(|c| **c > 0).map(|c| f64::from(*c) / len).map(|p| -p * p.log2()).sum();
            let digits = digit >= 2 || (digit == 1 && other >= 1 && word.len() >= 32);
            let mixed = lower >= 2 && upper >= 2 && digits && other * 8 <= word.len();
            let hex = word.len() >= 32
                && other == 0
                && digit >= 4
                && lower + upper >= 4
                && word.bytes().all(|b| b.is_ascii_hexdigit());
            (mixed && entropy >= 3.6) || (hex && entropy >= 3.0)
        })
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
            ("tokens.max", "ABCdef123456ABCdef123456xyz"),
        ] {
            let c = classify(key, &Flat::new(value), None, false);
            let expected = if key == "tokens.max" { Some(SecretKind::HighEntropy) } else { None };
            assert_eq!(c.kind, expected, "{key}={value}");
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
