//! Functions on text that are too much for an operator: ARN parts, secret names, principals, Kafka support.

use super::compiled::Part;
use super::text::Text;
use super::version::Version;
use crate::inventory::Piece;
use crate::inventory::arn::Arn;
use std::sync::LazyLock;

/// The part of a text, or `None` when the text does not tell.
pub fn part(part: Part, text: Text<'_>) -> Option<Text<'_>> {
    match part {
        Part::ArnPartition => text.arn_part(1),
        Part::ArnService => text.arn_part(2),
        Part::ArnRegion => text.arn_part(3),
        Part::ArnAccount => text.arn_part(4),
        Part::ArnResource => text.arn_part(5),
        Part::SecretName => secret_name(text),
        Part::PrincipalAccount => principal_account(text),
        Part::NodeFamily => {
            text.known().and_then(|t| t.strip_prefix("cache.")?.split('.').next()).map(Text::Known)
        }
    }
}

fn secret_name(text: Text<'_>) -> Option<Text<'_>> {
    if let Some(t) = text.known() {
        return match Arn::parse(t) {
            Some(arn) => arn.secret_name().map(Text::Known),
            None => Some(Text::Known(t)),
        };
    }
    if text.starts_with("arn:") != Some(true) {
        return (text.starts_with("arn:") == Some(false)).then_some(text);
    }
    match text.arn_part(5)? {
        // The suffix stays on: what it would cut is not known.
        Text::Partial { pieces, skip } if text.arn_part(5)?.starts_with("secret:") == Some(true) => {
            Some(Text::Partial { pieces, skip: skip + "secret:".len() })
        }
        _ => None,
    }
}

/// `111122223333` or an ARN -> the account; `*` -> `*`; `service:...` and other prefixes -> empty.
fn principal_account(text: Text<'_>) -> Option<Text<'_>> {
    match text.known() {
        Some("*") => Some(Text::Known("*")),
        Some(t) if t.len() == 12 && t.bytes().all(|b| b.is_ascii_digit()) => Some(Text::Known(t)),
        Some(t) if t.starts_with("arn:") => text.arn_part(4),
        // `service:`, `federated:`, `canonicaluser:`; anything else is an id of a deleted principal.
        Some(_) => Some(Text::Known("")),
        None if text.starts_with("arn:") == Some(true) => text.arn_part(4),
        None if text.starts_with("service:") == Some(true) => Some(Text::Known("")),
        // `${AWS::AccountId}` is an account, other symbols equal nothing; with letters around it, it could be an
        // ARN or a service as well.
        None => matches!(text, Text::Partial { pieces: [Piece::Symbol(_)], .. }).then_some(text),
    }
}

/// One row of `rules/data/kafka-versions.toml`.
#[derive(serde::Deserialize)]
struct KafkaVersion {
    name: String,
    ends: Option<toml::value::Datetime>,
}

#[derive(serde::Deserialize)]
struct KafkaVersions {
    version: Vec<KafkaVersion>,
}

static KAFKA: LazyLock<Vec<(String, Option<i64>)>> = LazyLock::new(|| {
    let table: KafkaVersions = toml::from_str(include_str!("../../../rules/data/kafka-versions.toml"))
        .expect("a test reads the table");
    let day = |d: toml::value::Datetime| {
        crate::inventory::snapshot::parse_time(&format!("{d}T00:00:00Z")).expect("a test reads the dates")
    };
    table.version.into_iter().map(|v| (v.name, v.ends.map(day))).collect()
});

/// Whether a Kafka version's support on MSK ended before `now`; `None` for versions the table does not know.
pub fn kafka_support_ended(version: &str, now: i64) -> Option<bool> {
    let plain = version.trim().trim_end_matches(".kraft").trim_end_matches(".tiered");
    let row = KAFKA.iter().find(|(name, _)| name == plain || name == version.trim()).or_else(|| {
        // `3.7.1` belongs to the row `3.7.x`.
        let wanted = Version::parse(plain)?;
        KAFKA.iter().find(|(name, _)| {
            name.strip_suffix(".x").is_some_and(|line| {
                plain.strip_prefix(line).is_some_and(|rest| rest.starts_with('.')) && wanted.exact()
            })
        })
    })?;
    Some(row.1.is_some_and(|ends| ends < now))
}

/// A word of a POSIX shell command.
pub fn shell_quote(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kafka_table_reads_and_knows_lines() {
        let now = crate::inventory::snapshot::parse_time("2026-11-24T00:00:00Z").unwrap();
        assert_eq!(kafka_support_ended("2.8.1", now), Some(true));
        assert_eq!(kafka_support_ended("3.7.x", now), Some(false));
        assert_eq!(kafka_support_ended("3.7.x.kraft", now), Some(false));
        assert_eq!(kafka_support_ended("9.9.9", now), None);
    }

    #[test]
    fn principals_and_names() {
        let account = |t| part(Part::PrincipalAccount, Text::Known(t)).and_then(Text::known);
        assert_eq!(account("*"), Some("*"));
        assert_eq!(account("111122223333"), Some("111122223333"));
        assert_eq!(account("arn:aws:iam::111122223333:root"), Some("111122223333"));
        assert_eq!(account("service:kafka.amazonaws.com"), Some(""));
        let partial = |pieces: &[Piece]| {
            part(Part::PrincipalAccount, Text::Partial { pieces, skip: 0 })
                .map(|t| t.known().map(str::to_owned))
        };
        let (lit, hole) = (|t: &str| Piece::Lit(t.into()), Piece::Hole("x".into()));
        assert_eq!(partial(&[Piece::Symbol("AWS::AccountId".into())]), Some(None), "an account of its own");
        assert_eq!(partial(&[lit("arn:aws:iam::1111:"), hole.clone()]), Some(Some("1111".into())));
        assert_eq!(partial(&[hole.clone(), lit(".amazonaws.com")]), None, "a service, or not");
        assert_eq!(partial(&[hole]), None);
        let name = |t| part(Part::SecretName, Text::Known(t)).and_then(Text::known);
        assert_eq!(name("arn:aws:secretsmanager:r:1:secret:AmazonMSK_a-AbCdEf"), Some("AmazonMSK_a"));
        assert_eq!(name("AmazonMSK_a"), Some("AmazonMSK_a"));
        assert_eq!(part(Part::NodeFamily, Text::Known("cache.m5.large")).and_then(Text::known), Some("m5"));
        assert_eq!(shell_quote("a b'c"), r"'a b'\''c'");
        assert_eq!(shell_quote("arn:aws:x"), "arn:aws:x");
    }
}
