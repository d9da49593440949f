//! A row of `SVV_EXTERNAL_SCHEMAS` -> an external schema.
//!
//! The keys of `esoptions` are not documented for streams (G11): they are matched by the names that the clauses have
//! in SQL. What no key tells is unknown, and absent only when every key was understood.

use super::{Clause, Said, fill};
use crate::inventory::fact::{Fact, OriginIx, Value, Why};
use crate::inventory::kinds::external_schema as f;
use crate::inventory::resource::Resource;
use serde_json::Value as Json;

/// Longest `esoptions` that is read, in bytes: a row of the answer has at most as many (G23).
const MAX_BYTES: usize = 65_536;
/// Most keys that are named as unrecognised.
const MOST: usize = 100;

/// What an `eskind` stands for (G10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eskind {
    Kinesis,
    Msk,
    /// Not documented: it may be a stream from Apache Kafka.
    Undocumented(i64),
    /// A data catalog, a database or a system schema.
    NoStream,
}

impl Eskind {
    pub fn of(number: i64) -> Self {
        match number {
            9 => Eskind::Kinesis,
            10 => Eskind::Msk,
            1..=6 | 8 => Eskind::NoStream,
            other => Eskind::Undocumented(other),
        }
    }
}

/// Fills what a row tells. `default_role` is the role that `IAM_ROLE default` means, as far as it is known.
pub fn row(r: &mut Resource, kind: Eskind, esoptions: &str, origin: OriginIx, default_role: Fact) {
    let source = match kind {
        Eskind::Kinesis => Fact::Known(Value::text("KINESIS"), origin),
        Eskind::Msk => Fact::Known(Value::text("MSK"), origin),
        Eskind::Undocumented(n) => {
            Fact::Unknown(r.add_why(Why::Unrecognised { value: format!("eskind {n}").into() }))
        }
        Eskind::NoStream => Fact::Unknown(r.add_why(Why::Unrecognised { value: "no stream".into() })),
    };
    let parsed = if esoptions.len() > MAX_BYTES { None } else { object(esoptions) };
    let Some(entries) = parsed else {
        let why = r.add_why(malformed("esoptions is no JSON object"));
        let mut said = Said::all(&Fact::Unknown(why));
        said[Clause::Source] = source;
        fill(r, &said, default_role);
        r.set(f::unrecognised_options, Fact::Unknown(why));
        return;
    };
    let mut given: Vec<(Clause, Fact)> = Vec::new();
    let mut unrecognised: Vec<&str> = Vec::new();
    for (key, value) in &entries {
        match Clause::named(key) {
            Some(clause) => {
                let fact = said(r, clause, value, origin);
                // Two spellings of one key that disagree decide nothing.
                match given.iter_mut().find(|(c, _)| *c == clause) {
                    Some((_, first)) if *first != fact => {
                        let detail = format!("esoptions with two values for {}", clause.name());
                        *first = Fact::Unknown(r.add_why(malformed(&detail)));
                    }
                    Some(_) => {}
                    None => given.push((clause, fact)),
                }
            }
            None => unrecognised.push(key),
        }
    }
    let understood = unrecognised.is_empty();
    let has = |clause| given.iter().any(|(c, _)| *c == clause);
    let stream = kind == Eskind::Kinesis;
    // The key that a schema over Kafka cannot be without, for each of the others.
    let absent = |clause| {
        stream
            || understood
                && match clause {
                    Clause::Uri => has(Clause::ClusterArn),
                    Clause::ClusterArn => has(Clause::Uri),
                    Clause::AuthenticationArn | Clause::SecretArn | Clause::IamRole => {
                        has(Clause::Authentication)
                    }
                    Clause::Authentication | Clause::Source => false,
                }
    };
    let absences: Vec<(Clause, bool)> =
        super::CLAUSES.iter().map(|(c, _)| (*c, absent(*c))).filter(|(c, _)| !has(*c)).collect();
    let mut all = Said::all(&Fact::Absent(origin));
    for (clause, absent) in absences {
        if !absent {
            let detail = format!("esoptions without a key for {}", clause.name());
            all[clause] = Fact::Unknown(r.add_why(malformed(&detail)));
        }
    }
    for (clause, fact) in given {
        all[clause] = fact;
    }
    all[Clause::Source] = source;
    fill(r, &all, default_role);
    unrecognised.sort_unstable();
    unrecognised.dedup();
    r.list(f::unrecognised_options, unrecognised.iter().take(MOST).map(|k| Value::text(clean(k))), origin);
}

fn object(text: &str) -> Option<serde_json::Map<String, Json>> {
    match serde_json::from_str(text).ok()? {
        Json::Object(entries) => Some(entries),
        _ => None,
    }
}

fn said(r: &mut Resource, clause: Clause, value: &Json, origin: OriginIx) -> Fact {
    let text = match value {
        Json::String(t) => Some(t.trim().to_owned()),
        Json::Null => Some(String::new()),
        // A list of brokers or roles.
        Json::Array(items) => {
            items.iter().map(|i| i.as_str().map(str::trim)).collect::<Option<Vec<_>>>().map(|i| i.join(","))
        }
        _ => None,
    };
    match text {
        Some(text) if text.is_empty() => Fact::Absent(origin),
        Some(text) => Fact::Known(Value::text(text), origin),
        None => {
            let detail = format!("esoptions with a value for {} that is no text", clause.name());
            Fact::Unknown(r.add_why(malformed(&detail)))
        }
    }
}

/// A key as it can be shown: at most 60 characters, none of them control characters.
fn clean(key: &str) -> String {
    key.chars().filter(|c| !c.is_control()).take(60).collect()
}

fn malformed(detail: &str) -> Why {
    Why::Malformed { operation: "redshift-data:ExecuteStatement".into(), detail: detail.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLE: &str = "arn:aws:iam::111122223333:role/streaming";

    fn schema(eskind: i64, esoptions: &str) -> Resource {
        let mut r = Resource::new(&f::KIND, "dev/orders");
        let o = r.api("redshift-data:ExecuteStatement");
        row(&mut r, Eskind::of(eskind), esoptions, o, Fact::Absent(o));
        r
    }

    fn unknown(r: &Resource, field: u16) -> bool {
        matches!(r.get(field), Fact::Unknown(_))
    }

    #[test]
    fn the_keys_of_sql_are_understood_in_any_spelling() {
        let options = format!(
            r#"{{"IAM_ROLE":"{ROLE}","authentication":"mtls","AuthenticationArn":"arn:aws:acm:eu-west-1:111122223333:certificate/1","Uri":"b-1.o.a.c2.kafka.eu-west-1.amazonaws.com:9094"}}"#
        );
        let r = schema(10, &options);
        assert_eq!(r.known_text(f::source), Some("MSK"));
        assert_eq!(r.known_text(f::authentication), Some("mtls"));
        assert_eq!(r.known_text(f::role), Some(ROLE));
        assert_eq!(r.known_text(f::cluster), Some("o.a.c2.kafka.eu-west-1.amazonaws.com"));
        assert!(matches!(r.get(f::secret_arn), Fact::Absent(_)), "every key was understood");
        assert!(matches!(r.get(f::cluster_arn), Fact::Absent(_)));
    }

    #[test]
    fn nothing_recognised_decides_nothing() {
        for options in [
            "{}",
            &format!(r#"{{"IAM_ROLE":"{ROLE}"}}"#),
            r#"{"auth":"none","bootstrap":"x:9092"}"#,
            "",
            "[]",
            "null",
            r#"{"IAM_ROLE":"#,
        ] {
            let r = schema(10, options);
            for field in
                [f::authentication, f::certificate, f::secret, f::brokers, f::cluster, f::cluster_arn]
            {
                assert!(unknown(&r, field), "{options}: {}", f::KIND.fields[usize::from(field)].name);
            }
        }
        let r = schema(10, r#"{"auth":"none","bootstrap":"x:9092"}"#);
        let json = serde_json::to_value(&r).expect("a resource is JSON");
        assert_eq!(json["facts"]["unrecognised_options"], serde_json::json!(["auth", "bootstrap"]));
    }

    #[test]
    fn a_key_that_is_not_understood_may_be_the_missing_one() {
        let r = schema(
            10,
            r#"{"AUTHENTICATION":"mtls","URI":"h:9094","CERT_ARN":"arn:aws:acm:r:1:certificate/1"}"#,
        );
        assert_eq!(r.known_text(f::authentication), Some("mtls"));
        assert!(unknown(&r, f::certificate) && unknown(&r, f::secret));
    }

    #[test]
    fn contradicting_and_strange_values_are_unknown() {
        let r = schema(10, r#"{"AUTHENTICATION":"mtls","authentication":"none","URI":17,"IAM_ROLE":null}"#);
        assert!(unknown(&r, f::authentication) && unknown(&r, f::brokers));
        assert!(matches!(r.get(f::iam_role), Fact::Absent(_)));
        let r = schema(10, r#"{"AUTHENTICATION":"kerberos","URI":["a:1","b:2"]}"#);
        assert!(unknown(&r, f::authentication), "a value outside the documented ones");
        assert!(matches!(r.get(f::brokers), Fact::Known(Value::List(l), _) if l.items.len() == 2));
    }

    #[test]
    fn kinds_of_schema() {
        assert_eq!(schema(9, "{}").known_text(f::source), Some("KINESIS"));
        assert!(matches!(schema(9, "{}").get(f::authentication), Fact::Absent(_)));
        assert!(unknown(&schema(11, "{}"), f::source));
        assert_eq!(Eskind::of(1), Eskind::NoStream);
        assert_eq!(Eskind::of(7), Eskind::Undocumented(7));
    }
}
