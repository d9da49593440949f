//! The snapshot: an inventory as JSON Lines, so that judging can happen elsewhere, later, and again.
//!
//! First line the [`Header`], then one resource a line, grouped by account and region, zstd when the file's
//! name ends in `.zst`. `collect` then `check` gives the findings of `scan`, byte for byte. No secret value can
//! stand in a snapshot, because none can stand in the inventory.

mod damage;
mod decode;
mod encode;
mod file;
mod json_schema;
mod read;
mod write;

pub use damage::of as damage;
pub use decode::resource as decode_resource;
pub use file::{whole_file, writable};
pub use json_schema::{described, in_language, schema};
pub use read::{Reader, is_snapshot};
pub use write::{Writer, number_lines, write_atomically};

use super::coverage::Coverage;
use serde::{Deserialize, Serialize};

/// The version this build writes, and the newest it reads.
pub const VERSION: u32 = 1;

/// The first line of a snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    pub tidegate_snapshot: u32,
    /// `tidegate 0.1.0`
    pub tool: Box<str>,
    pub run: Run,
    /// How many lines follow: a file that lost its end must not pass for a smaller account.
    pub resources: u64,
    /// Sorted by account, region, operation.
    pub coverage: Vec<Coverage>,
}

/// Who looked, where, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Run {
    /// RFC 3339, UTC. Rules that ask for an age measure it at this instant.
    pub started: Box<str>,
    pub finished: Box<str>,
    /// `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: Box<str>,
    pub accounts: Vec<Box<str>>,
    pub regions: Vec<Box<str>>,
    /// The ARN of the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal: Option<Box<str>>,
    /// The run was stopped before its end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub interrupted: bool,
}

/// What is wrong with a snapshot. The reader of these is the person who named the file.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    #[error("{path}: {error}")]
    Io { path: String, error: std::io::Error },
    #[error("{path}:1: not a tidegate snapshot: the first line must be its header")]
    NotASnapshot { path: String },
    #[error(
        "{path}:1: snapshot version {found}, but this tidegate reads up to {VERSION}: use a newer tidegate"
    )]
    TooNew { path: String, found: u64 },
    #[error("{path}:{line}: damaged snapshot: {problem}")]
    Damaged { path: String, line: u64, problem: String },
}

/// Seconds since 1970 of an RFC 3339 instant.
pub fn parse_time(text: &str) -> Option<i64> {
    text.parse::<jiff::Timestamp>().ok().map(|t| t.as_second())
}

/// RFC 3339 in UTC, whole seconds; instants outside years -9999..9999 do not occur in [`parse_time`]'s range.
pub fn format_time(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map(|t| t.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::fact::{Denial, Fact, List, Piece, Value, Why};
    use crate::inventory::kinds::{kms_key, msk_cluster, policy::statement, secret};
    use crate::inventory::resource::{Record, Resource};
    use crate::inventory::unit::{Scope, Unit};

    fn header() -> Header {
        let run = Run { started: "2026-11-24T00:00:00Z".into(), ..Run::default() };
        Header {
            tidegate_snapshot: VERSION,
            tool: "tidegate test".into(),
            run,
            resources: 6,
            coverage: Vec::new(),
        }
    }

    fn unit(region: &str) -> Unit {
        let mut s = Resource::new(
            &secret::KIND,
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:AmazonMSK_a-AbCdEf",
        );
        s.also.push("AmazonMSK_a".into());
        let list = s.api("secretsmanager:ListSecrets");
        let policy = s.api("secretsmanager:GetResourcePolicy");
        s.at("111122223333", region, list);
        s.text(secret::name, "AmazonMSK_a", list);
        s.absent(secret::kms_key_id, list);
        s.known(secret::created, Value::Time(1_700_000_000), list);
        s.bool(secret::rotation_enabled, false, list);
        let st = Record::new(&statement::RECORD)
            .text(statement::effect, "Allow", policy)
            .set(statement::sid, Fact::Absent(policy));
        s.list(secret::policy, [st.into_value()], policy);
        let by = Denial::ServiceControlPolicy;
        s.unknown(secret::versions, Why::Denied { operation: "x:Y".into(), code: "AccessDenied".into(), by });
        let mut c = Resource::new(&msk_cluster::KIND, "c");
        let o = c.api("kafka:ListClustersV2");
        c.at("111122223333", region, o);
        c.known(
            msk_cluster::name,
            Value::Pattern([Piece::Lit("a".into()), Piece::Symbol("R".into())].into()),
            o,
        );
        let why =
            c.add_why(Why::Truncated { operation: "kafka:ListScramSecrets".into(), reason: "x".into() });
        let items = vec![Fact::Known(Value::link(s.id.clone()), o)];
        c.known(msk_cluster::scram_secrets, Value::List(Box::new(List { items, more: Some(why) })), o);
        let mut k = Resource::new(&kms_key::KIND, "arn:aws:kms:us-east-1:444455556666:key/1");
        let o = k.api("kms:DescribeKey");
        k.at("444455556666", "us-east-1", o);
        let scope = Scope { account: "111122223333".into(), region: region.into(), ..Scope::default() };
        Unit::new(scope, vec![s, c, k], &[])
    }

    fn written() -> Vec<u8> {
        let mut w = Writer::new(Vec::new(), &header()).unwrap();
        w.unit(&unit("eu-west-1")).unwrap();
        w.unit(&unit("us-east-1")).unwrap();
        w.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> Result<Vec<Unit>, SnapshotError> {
        let mut r = Reader::new("s.jsonl".into(), bytes)?;
        let mut units = Vec::new();
        while let Some(u) = r.next_unit()? {
            units.push(u);
        }
        Ok(units)
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let units = read(&written()).unwrap();
        assert_eq!(units.len(), 2);
        for (read, made) in units.iter().zip([unit("eu-west-1"), unit("us-east-1")]) {
            assert_eq!(read.scope, made.scope);
            for (a, b) in read.resources().iter().zip(made.resources()) {
                assert_eq!((a.kind.name, &a.id, &a.also), (b.kind.name, &b.id, &b.also));
                assert_eq!(a.facts(), b.facts());
                assert_eq!((a.origins(), a.whys()), (b.origins(), b.whys()));
                assert_eq!(a.seen_from, b.seen_from);
            }
        }
        assert_eq!(units[1].resources()[0].line, 5);
    }

    #[test]
    fn every_line_meets_the_published_schema() {
        let validator =
            jsonschema::validator_for(&schema(crate::speech::Language::En)).expect("the schema is one");
        for line in written().split(|b| *b == b'\n').filter(|l| !l.is_empty()) {
            let line: serde_json::Value = serde_json::from_slice(line).unwrap();
            let errors: Vec<String> = validator.iter_errors(&line).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}\n{line}");
        }
        assert!(
            !validator.is_valid(&serde_json::json!({"kind": "secret", "id": "x", "facts": {"nmae": "x"}}))
        );
    }

    #[test]
    fn damage_is_refused_with_its_line() {
        let good = String::from_utf8(written()).unwrap();
        let cases = [
            ("half a file", good[..good.len() - 20].to_owned(), ":7: damaged snapshot: the file ends inside"),
            (
                "lines lost at the end",
                good.rsplitn(3, '\n').nth(2).map(|t| format!("{t}\n")).unwrap(),
                ":6: damaged snapshot: the header says 6 resources, but the file ends after 5",
            ),
            ("newer", good.replacen("_snapshot\":1", "_snapshot\":2", 1), ":1: snapshot version 2"),
            ("no header", good.split_once('\n').unwrap().1.to_owned(), ":1: not a tidegate snapshot"),
            ("empty", String::new(), ":1: not a tidegate snapshot"),
            (
                "stray field",
                good.replacen("\"rotation_enabled\"", "\"rotaton_enabled\"", 1),
                ":4: damaged snapshot: unknown field",
            ),
            (
                "wrong type",
                good.replacen("\"rotation_enabled\":false", "\"rotation_enabled\":\"false\"", 1),
                ":4:",
            ),
            ("not JSON", good.replacen("\"facts\"", "facts", 1), ":2: damaged snapshot"),
            (
                "unknown kind",
                good.replacen("msk_cluster", "msk_clutser", 1),
                ":3: damaged snapshot: unknown kind",
            ),
            (
                "undeclared reason",
                good.replacen("\"$more\":1", "\"$more\":9", 1),
                ":3: damaged snapshot: reason",
            ),
        ];
        for (name, text, expected) in cases {
            let error = read(text.as_bytes()).map(|_| ()).expect_err(name).to_string();
            assert!(error.contains(expected), "{name}: {error}");
        }
        let mut twice: Vec<&str> = good.lines().collect();
        let (second, third) = (twice[1], twice[2]);
        twice.insert(3, second);
        let error = read((twice.join("\n") + "\n").as_bytes()).map(|_| ()).expect_err("twice").to_string();
        assert!(error.contains("second time"), "{error}");
        twice.remove(3);
        twice.push(third);
        let error = read((twice.join("\n") + "\n").as_bytes()).map(|_| ()).expect_err("apart").to_string();
        assert!(error.contains("do not stand together"), "{error}");
    }
}
