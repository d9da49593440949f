//! `scan` and `collect` then `check`: one road, the same bytes.

use super::{Ran, Tidegate, findings, formats, text};
use crate::fake_aws::{Account, AwsError, Behaviour, Denied, FakeAws, On};
use serde_json::Value;
use std::path::Path;

const DUBLIN: &str = "eu-west-1";
const TOKYO: &str = "ap-northeast-1";
const EVERYTHING: [&str; 2] = ["--show", "pass,na,undecided"];

/// Times of a run as text, for taking out of two reports that must not differ otherwise.
fn without_times(text: &str, times: &[&str; 2]) -> String {
    times.iter().fold(text.to_owned(), |text, time| text.replace(time, "<time>"))
}

fn times(snapshot: &str) -> [String; 2] {
    let header: Value = serde_json::from_str(snapshot.lines().next().unwrap_or_default()).expect("a header");
    ["/run/started", "/run/finished"].map(|at| text(&header, at).to_owned())
}

fn scan(fake: &FakeAws, folder: &str) -> Ran {
    Tidegate::account("scan", fake, &[DUBLIN, TOKYO])
        .args(&[
            "--snapshot-out",
            "a.jsonl",
            "--format",
            "table=t",
            "--format",
            "json=j",
            "--format",
            "sarif=s",
        ])
        .args(&EVERYTHING)
        .file(folder, "")
        .run()
        .exits(1)
}

#[test]
fn scan_says_what_collect_and_check_say() {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let scanned = scan(&fake, "unused");
    let collected =
        Tidegate::account("collect", &fake, &[TOKYO, DUBLIN]).args(&["--out", "a.jsonl"]).run().exits(3);
    assert_eq!(collected.stdout, "");
    let resources = collected.read("a.jsonl").lines().count() - 1;
    assert!(
        collected
            .stderr
            .contains(&format!("{resources} resources saved to a.jsonl; gaps in the coverage: 1")),
        "{}",
        collected.stderr
    );
    let snapshot = collected.read("a.jsonl");
    let checked = Tidegate::check(&snapshot, &EVERYTHING)
        .args(&["--format", "table=t", "--format", "json=j", "--format", "sarif=s"])
        .run()
        .exits(1);
    let (of_scan, of_collect) = (times(&scanned.read("a.jsonl")), times(&snapshot));
    for file in ["a.jsonl", "t", "j", "s"] {
        let a = without_times(&scanned.read(file), &of_scan.each_ref().map(String::as_str));
        let b = without_times(&checked.read(file), &of_collect.each_ref().map(String::as_str));
        for (n, (a, b)) in a.lines().zip(b.lines()).enumerate() {
            assert_eq!(a, b, "{file}:{}", n + 1);
        }
        assert_eq!(a.len(), b.len(), "{file}");
    }
    // And the snapshot that scan wrote, judged again, says what scan said, times included.
    let again = Tidegate::check(&scanned.read("a.jsonl"), &EVERYTHING).args(&["--format", "json"]).run();
    assert!(again.stdout == scanned.read("j"));
}

/// Without a snapshot a finding has no line, in SARIF it stands at the anchor; the verdicts are the same.
#[test]
fn without_a_snapshot_findings_have_no_place() {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let ran = Tidegate::account("scan", &fake, &[DUBLIN, TOKYO])
        .args(&["--format", "json=j", "--format", "sarif"])
        .run()
        .exits(1);
    let report: Value = serde_json::from_str(&ran.read("j")).expect("JSON");
    assert_eq!(report["run"]["snapshot"], Value::Null);
    assert!(findings(&report).iter().all(|f| f["location"].is_null()));
    // The recorded snapshot holds what a run does on request, too.
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let opt_ins = ["--redshift-sql", "--read-secret-shapes", "--format", "json"];
    let report = Tidegate::account("scan", &fake, &[DUBLIN, TOKYO]).args(&opt_ins).run().exits(1).json();
    let of_file = Tidegate::check_account("demo", &["--format", "json"]).run().json();
    let prints = |r: &Value| -> Vec<String> {
        findings(r).iter().map(|f| text(f, "/fingerprint").to_owned()).collect()
    };
    assert_eq!(prints(&report), prints(&of_file), "the same findings in the same order, and the same alerts");
    let sarif = ran.json();
    assert!(formats::sarif_schema().is_valid(&sarif));
    let place = "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri";
    let uri = text(&sarif, place);
    assert!(!uri.is_empty() && !uri.starts_with('/') && !uri.contains(':'), "{uri}");
}

#[test]
fn exit_codes_of_a_scan() {
    let clean = FakeAws::of(Account::recorded("clean")).start();
    let ran = Tidegate::account("scan", &clean, &[DUBLIN]).run().exits(0);
    assert_eq!(ran.stderr, "", "no progress where no terminal is");
    Tidegate::account("collect", &clean, &[DUBLIN]).args(&["--out", "a.jsonl", "-q"]).run().exits(0);
    let denied = FakeAws::of(Account::recorded("clean"))
        .on(On::every("kms:DescribeKey", Behaviour::Deny(Denied::IdentityPolicyImplicit)))
        .start();
    let ran = Tidegate::account("scan", &denied, &[DUBLIN]).run().exits(3);
    let seen: String = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(seen.contains("kms:DescribeKey was denied by the caller's identity-based policies"), "{seen}");
    assert!(seen.contains("Missing permissions: kms:DescribeKey"), "{seen}");
    Tidegate::account("scan", &denied, &[DUBLIN]).args(&["--allow-incomplete"]).run().exits(0);
    let empty = FakeAws::of(Account::empty("111122223333")).start();
    let ran = Tidegate::account("scan", &empty, &[DUBLIN]).run().exits(4);
    assert!(ran.stdout.contains("no resource was judged") && ran.stdout.contains("exit 4"), "{}", ran.stdout);
    Tidegate::account("collect", &empty, &[DUBLIN]).args(&["--out", "a.jsonl"]).run().exits(4);
}

#[test]
fn wrong_usage_of_a_scan_costs_no_call() {
    let fake = FakeAws::of(Account::empty("111122223333")).start();
    let refused = |regions: &[&str], args: &[&str], code: i32, says: &str| {
        let ran = Tidegate::account("scan", &fake, regions).args(args).run().exits(code);
        assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "");
    };
    refused(&["eu west"], &[], 2, "is not a region code");
    refused(&[DUBLIN], &["--external-id", "x"], 2, "--role-arn");
    refused(&[DUBLIN], &["--concurrency", "0"], 2, "1..=64");
    refused(&[DUBLIN], &["--deadline", "soon"], 2, "invalid value 'soon'");
    refused(&[DUBLIN], &["--format", "json", "--format", "table"], 2, "two reports on standard output");
    refused(&[], &[], 2, "no AWS region");
    refused(&[DUBLIN], &["--snapshot-out", "none/a.jsonl"], 5, "cannot write none/a.jsonl: No such file");
    refused(&[DUBLIN], &["--format", "json=none/r.json"], 5, "cannot write none/r.json: No such file");
    let ran = Tidegate::account("collect", &fake, &[DUBLIN]).args(&["--out", "none/a.jsonl"]).run().exits(5);
    assert!(ran.stderr.contains("cannot write none/a.jsonl"), "{}", ran.stderr);
    assert_eq!(fake.seen().len(), 0, "nothing was asked of AWS");
}

#[test]
fn a_snapshot_goes_to_a_device_or_through_zstd() {
    let fake = FakeAws::of(Account::recorded("clean")).start();
    let ran = Tidegate::account("collect", &fake, &[DUBLIN]).args(&["--out", "/dev/full"]).run().exits(5);
    assert!(ran.stderr.contains("cannot write /dev/full: No space left"), "{}", ran.stderr);
    assert!(!Path::new("/dev/full").metadata().expect("the device").is_file(), "the device is still one");
    let ran = Tidegate::account("collect", &fake, &[DUBLIN]).args(&["--out", "a.jsonl.zst"]).run().exits(0);
    let packed = std::fs::read(ran.folder.path().join("a.jsonl.zst")).expect("the snapshot");
    assert!(packed.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]));
    Tidegate::new(["check", "b.zst"]).file("b.zst", packed).run().exits(0);
}

/// An error's text may quote what was sent: only its code is told.
#[test]
fn what_a_service_says_is_not_repeated() {
    let error = AwsError::new(400, "Weird\u{1b}[31mCode", "canary-in-the-message \u{1b}[2J");
    let fake = FakeAws::of(Account::recorded("clean"))
        .on(On::every("elasticache:DescribeUsers", Behaviour::Error(error)))
        .start();
    let ran = Tidegate::account("scan", &fake, &[DUBLIN]).run().exits(3);
    for output in [&ran.stdout, &ran.stderr] {
        assert!(!output.contains("canary") && !output.contains('\u{1b}'), "{output}");
    }
    assert!(ran.stdout.contains("elasticache:DescribeUsers failed"), "{}", ran.stdout);
}

#[test]
fn the_policy_of_every_partition_only_reads() {
    for partition in ["aws", "aws-cn", "aws-us-gov"] {
        let policy = Tidegate::new(["iam-policy", "--partition", partition]).run().exits(0).json();
        assert_eq!(policy["Version"], "2012-10-17");
        let statements = policy["Statement"].as_array().expect("statements");
        let mut texts = Vec::new();
        for s in statements {
            assert_eq!(s["Effect"], "Allow");
            let list = |v: &Value| v.as_array().cloned().unwrap_or_else(|| vec![v.clone()]);
            for action in list(&s["Action"]) {
                let action = action.as_str().expect("an action").to_owned();
                let verb = action.split(':').nth(1).expect("service:Action");
                let reads = ["List", "Describe", "Get"].iter().any(|v| verb.starts_with(v));
                assert!(reads && verb != "GetSecretValue" && !action.contains('*'), "{action}");
                texts.push(action);
            }
            for resource in list(&s["Resource"]) {
                let resource = resource.as_str().expect("a resource").to_owned();
                assert!(resource == "*" || resource.starts_with(&format!("arn:{partition}:")), "{resource}");
            }
        }
        assert!(texts.contains(&"kafka:ListClustersV2".to_owned()), "{texts:?}");
    }
    Tidegate::new(["iam-policy", "--partition", "aws-iso"]).run().exits(2);
}
