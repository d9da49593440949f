//! The one place that sees the value of a secret, and only when a run is asked to look (`--read-secret-shapes`).
//!
//! [`Shape`] is all that leaves it: the names of the JSON keys and, of a certificate under `certificate`, issuer and
//! validity, which every TLS handshake shows, too. The value itself is dropped here; no error, no log and no hash
//! holds any of it.

use super::asker::Asker;
use super::operations::GET_SECRET_VALUE;
use crate::inventory::Why;
use aws_sdk_secretsmanager::Client;
use x509_cert::Certificate;
use x509_cert::der::DecodePem;

/// What a secret's value looks like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    /// Keys of the JSON object; none when it is no object.
    pub keys: Vec<String>,
    /// The client's own certificate first (G30).
    pub certificates: Vec<PublicPart>,
}

/// What a certificate shows to everybody; times in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicPart {
    pub issuer: String,
    pub not_before: i64,
    pub not_after: i64,
}

/// Most keys, and certificates of a chain, that are kept.
const MOST: usize = 50;
/// What stands for a key that does not look like a name: somebody may have written a value in its place.
const NO_NAME: &str = "?";

pub async fn read(asker: &Asker<'_>, client: &Client, arn: &str) -> Result<Shape, Why> {
    let answer = asker
        .ask(&GET_SECRET_VALUE, arn, |_| false, async {
            client.get_secret_value().secret_id(arn).send().await
        })
        .await
        .map_err(|f| f.why)?;
    Ok(answer.secret_string().map(reduce).unwrap_or_default())
}

/// The shape of a value.
fn reduce(value: &str) -> Shape {
    let Ok(serde_json::Value::Object(members)) = serde_json::from_str(value) else { return Shape::default() };
    let mut keys: Vec<String> = members.keys().map(|key| name(key)).collect();
    keys.sort();
    keys.dedup();
    keys.truncate(MOST);
    let certificate = members.get("certificate").and_then(serde_json::Value::as_str);
    Shape { keys, certificates: certificate.map(chain).unwrap_or_default() }
}

/// A name of letters; the names that AWS gives have no digits, and passwords mostly do.
fn name(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphabetic() || "_-.".contains(c);
    let named = (1..=40).contains(&key.len()) && key.chars().all(plain);
    if named { key.to_owned() } else { NO_NAME.to_owned() }
}

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// The certificates of a PEM text. A block that cannot be read ends the chain: what follows is not the first.
fn chain(pem: &str) -> Vec<PublicPart> {
    let blocks = pem.split(BEGIN).skip(1).map_while(|rest| rest.split_once(END));
    blocks.take(MOST).map_while(|(body, _)| public_part(&format!("{BEGIN}{body}{END}\n"))).collect()
}

fn public_part(pem: &str) -> Option<PublicPart> {
    let certificate = Certificate::from_pem(pem).ok()?;
    let signed = certificate.tbs_certificate();
    let seconds = |time: &x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).ok();
    Some(PublicPart {
        issuer: signed.issuer().to_string().chars().filter(|c| !c.is_control()).take(256).collect(),
        not_before: seconds(&signed.validity().not_before)?,
        not_after: seconds(&signed.validity().not_after)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PEM: &str = "\
-----BEGIN CERTIFICATE-----\n\
MIIBazCCARGgAwIBAgIBBzAKBggqhkjOPQQDAjA/MQswCQYDVQQGEwJERTEQMA4G\n\
A1UECgwHRXhhbXBsZTEeMBwGA1UEAwwVc3RyZWFtaW5nLmV4YW1wbGUuY29tMB4X\n\
DTI2MDEwMTAwMDAwMFoXDTI3MDEwMTAwMDAwMFowPzELMAkGA1UEBhMCREUxEDAO\n\
BgNVBAoMB0V4YW1wbGUxHjAcBgNVBAMMFXN0cmVhbWluZy5leGFtcGxlLmNvbTBZ\n\
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABPvkYQbr9iEMI0QN2cG0Uk4yoHxPXmfS\n\
Y38Ny5g09wR0M8W7Coi0DTeLTCMbH5vlTe/QAQPtGGkxIQ+tOmQ0VOcwCgYIKoZI\n\
zj0EAwIDSAAwRQIhANpS5Ptbp6vpLx7NzJZ9nrfLTtykLeNmBpLwM1LQLlAfAiBU\n\
OJjjlcN1M1cxIc2DBjAPmqbiy0w7ThI22mztpWaJqQ==\n\
-----END CERTIFICATE-----\n";

    fn known() -> PublicPart {
        PublicPart {
            issuer: "CN=streaming.example.com,O=Example,C=DE".into(),
            not_before: 1_767_225_600,
            not_after: 1_798_761_600,
        }
    }

    #[test]
    fn nothing_but_names_and_the_public_part_leaves() {
        let value = json!({
            "certificate": format!("{PEM}canary-between\n{PEM}"),
            "privateKey": "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----",
            "password": "canary",
            "deep": {"canary": ["canary"]},
            "a canary: with blanks": 1,
            "c".repeat(41): "canary",
            "c4nary": "canary",
        });
        let shape = reduce(&value.to_string());
        let keys = ["?", "certificate", "deep", "password", "privateKey"].map(str::to_owned);
        assert_eq!(shape, Shape { keys: keys.into(), certificates: vec![known(), known()] });
        assert!(!format!("{shape:?}").contains("canary"));
        assert!(!format!("{shape:?}").contains("c4nary"));
    }

    #[test]
    fn what_is_no_object_or_no_certificate_has_no_shape() {
        for value in ["", "canary", "[\"canary\"]", "\"canary\"", "{\"canary\": ", "7"] {
            assert_eq!(reduce(value), Shape::default(), "{value}");
        }
        for certificate in [
            json!("canary"),
            json!(7),
            json!("-----BEGIN CERTIFICATE-----\nY2FuYXJ5\n-----END CERTIFICATE-----"),
            json!("-----BEGIN CERTIFICATE-----\nY2FuYXJ5"),
            json!(format!("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n{PEM}")),
        ] {
            let shape = reduce(&json!({"certificate": certificate}).to_string());
            assert_eq!(
                (shape.keys.as_slice(), shape.certificates.len()),
                (&["certificate".to_owned()][..], 0)
            );
        }
    }

    #[test]
    fn a_chain_begins_with_the_clients_own_certificate() {
        let broken = format!("{PEM}-----BEGIN CERTIFICATE-----\nY2FuYXJ5\n-----END CERTIFICATE-----\n{PEM}");
        assert_eq!(chain(&broken), [known()]);
    }
}
