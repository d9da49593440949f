//! Which names of properties and parameters speak of a secret (D33).

/// Last words of names whose value is about a secret, but none itself.
const ABOUT: &[&str] = &[
    "algorithm",
    "alias",
    "cache",
    "class",
    "column",
    "count",
    "enable",
    "enabled",
    "encoding",
    "endpoint",
    "expiry",
    "field",
    "fields",
    "file",
    "files",
    "filename",
    "format",
    "header",
    "id",
    "interval",
    "length",
    "location",
    "max",
    "min",
    "ms",
    "name",
    "names",
    "path",
    "paths",
    "policy",
    "prefix",
    "provider",
    "providers",
    "refresh",
    "regex",
    "required",
    "retries",
    "size",
    "source",
    "strategy",
    "suffix",
    "timeout",
    "topic",
    "ttl",
    "type",
    "uri",
    "url",
    "version",
];

/// Last words that name a secret, alone or at the end of a word that is written together (`sslpassword`).
const PASSWORDS: &[&str] = &["password", "passwd", "passphrase", "passcode", "pwd"];
/// The same; but numbers, switches and class names under them are none.
const OTHERS: &[&str] =
    &["secret", "token", "credential", "credentials", "apikey", "privatekey", "secretkey"];

/// Last two words that name a secret together.
const PAIRS: &[&str] = &[
    "accesskey",
    "accountkey",
    "apikey",
    "authkey",
    "customerkey",
    "encryptionkey",
    "keyfile",
    "licensekey",
    "masterkey",
    "privatekey",
    "secretkey",
    "sharedkey",
    "signingkey",
    "storagekey",
    "userinfo",
];

/// Short names that are secrets as parameters of a URL, but too common as property names.
const PARAMETERS: &[&str] =
    &["key", "pass", "sig", "signature", "auth", "authorization", "jwt", "pat", "sas", "code"];

/// How a name speaks of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Whatever stands there is one.
    Password,
    /// What stands there is one unless it is a number, a switch or a class name.
    Other,
}

/// Whether a property of this name holds a secret, by the name alone.
pub fn secret_property(key: &str) -> Option<Named> {
    // The dead-letter queue's properties speak of tokens and errors, never of secrets.
    if key.starts_with("errors.deadletterqueue") || key == "tokens.max" {
        return None;
    }
    let words = words(key);
    let last = words.last()?.as_str();
    if ABOUT.contains(&last) {
        return None;
    }
    if PASSWORDS.iter().any(|w| last.ends_with(w)) {
        return Some(Named::Password);
    }
    if OTHERS.iter().any(|w| last.ends_with(w)) || last == "jaas" || last == "keyfile" {
        return Some(Named::Other);
    }
    let pair = words.iter().rev().nth(1).map(|before| format!("{before}{last}"));
    pair.filter(|p| PAIRS.iter().any(|known| p.ends_with(known))).map(|_| Named::Other)
}

/// Whether a parameter of a URL holds a secret, by the name alone.
pub fn secret_parameter(name: &str) -> bool {
    secret_property(name).is_some() || PARAMETERS.iter().any(|p| name.eq_ignore_ascii_case(p))
}

/// The words of a name in lower case: cut at everything that is no letter or digit, and inside `camelCase`.
pub fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        } else {
            if c.is_uppercase() && before.is_lowercase() && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_and_near_misses() {
        for name in [
            "connection.password",
            "database.password",
            "redis.password",
            "db_passwd",
            "userPassword",
            "sslpassword",
            "ssl.key.password",
            "PWD",
            "aws.redshift.password",
            "passphrase",
            "snowflake.private.key.passphrase",
            "trustStorePassword",
            "connection.ssl.keystorePassword",
        ] {
            assert_eq!(secret_property(name), Some(Named::Password), "{name}");
        }
        for name in [
            "oauth2.client.secret",
            "splunk.hec.token",
            "salesforce.password.token",
            "api.key",
            "apiKey",
            "apikey",
            "http.credentials",
            "gcp.credential",
            "snowflake.private.key",
            "aws.secret.access.key",
            "connect.s3.aws.secret.key",
            "aws_secret_access_key",
            "aws.secret_access_key",
            "keyfile",
            "x.jaas",
            "key.converter.basic.auth.user.info",
            "s3.sse.customer.key",
            "azure.account.key",
        ] {
            assert_eq!(secret_property(name), Some(Named::Other), "{name}");
        }
        for name in [
            "password.path",
            "ssl.truststore.location",
            "password.file",
            "token.url",
            "password.enabled",
            "token.ttl",
            "secret.name",
            "credentials.type",
            "aws.credentials.provider.class",
            "token.source",
            "errors.deadletterqueue.topic.token",
            "tokens.max",
            "key.converter",
            "value.converter",
            "key.ignore",
            "pk.mode",
            "topics",
            "connection.user",
            "passwordCharacterEncoding",
            "s3.sse.kms.key.id",
            "key.converter.basic.auth.credentials.source",
            "secret.id",
            "table.name.format",
            "message.key.columns",
            "primary.key",
            "record.key",
            "",
        ] {
            assert_eq!(secret_property(name), None, "{name}");
        }
        assert!(secret_parameter("key") && secret_parameter("sig") && !secret_parameter("sslkey"));
        assert!(secret_parameter("trustCertificateKeyStorePassword"));
        assert!(!secret_parameter("trustCertificateKeyStoreUrl"));
    }

    #[test]
    fn names_are_cut_into_words() {
        assert_eq!(words("a.bC_d-EF9"), ["a", "b", "c", "d", "ef9"]);
        assert_eq!(words("..x"), ["x"]);
        assert!(words("").is_empty());
    }
}
