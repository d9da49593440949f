//! Which files `check` takes, which it refuses, and how it says so: by path and line, hiding nothing else.

use super::{Tidegate, findings, fixture, text};
use std::collections::BTreeSet;

fn demo() -> String {
    std::fs::read_to_string(fixture("demo")).expect("the fixture")
}

/// The whole snapshot but for its last bytes.
fn cut(bytes: usize) -> String {
    let demo = demo();
    demo[..demo.len() - bytes].to_owned()
}

#[test]
fn a_damaged_newer_or_foreign_file_is_refused_with_its_line() {
    let lines: Vec<String> = demo().lines().map(str::to_owned).collect();
    let kept = |n: usize| lines[..n].join("\n") + "\n";
    let (last, resources) = (lines.len(), lines.len() - 1);
    let line_of = |part: &str| 1 + lines.iter().position(|l| l.contains(part)).expect("it is there");
    let swapped = demo().replacen("\"kind\":\"kms_key\"", "\"kind\":\"kms_kee\"", 1);
    let cases: [(&str, String, String); 10] = [
        (
            "the end of a line",
            cut(20),
            format!("a.jsonl:{last}: damaged snapshot: the file ends inside this line"),
        ),
        (
            "the last lines",
            kept(60),
            format!("a.jsonl:60: damaged snapshot: the header says {resources} resources"),
        ),
        (
            "all but the header",
            kept(1),
            format!("a.jsonl:1: damaged snapshot: the header says {resources} resources"),
        ),
        (
            "newer",
            demo().replacen("_snapshot\":1", "_snapshot\":7", 1),
            "a.jsonl:1: snapshot version 7".into(),
        ),
        ("without header", lines[1..].join("\n") + "\n", "a.jsonl: neither a tidegate snapshot".into()),
        (
            "unknown kind",
            swapped,
            format!("a.jsonl:{}: damaged snapshot: unknown kind", line_of("\"kind\":\"kms_key\"")),
        ),
        ("no JSON", demo().replacen("\"facts\"", "facts", 1), "a.jsonl:2: damaged snapshot".into()),
        (
            "no instant",
            demo().replacen("2026-11-24T00:00:00Z", "yesterday", 1),
            "a.jsonl:1: damaged snapshot".into(),
        ),
        ("empty", String::new(), "a.jsonl: neither a tidegate snapshot".into()),
        ("a document", "{\"version\": 1}\n".into(), "a.jsonl: neither a tidegate snapshot".into()),
    ];
    for (name, text, says) in cases {
        let ran = Tidegate::check(&text, &["--format", "json"]).run().exits(2);
        assert!(ran.stderr.contains(&*says), "{name}: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{name}: no verdict on half a file");
    }
    let ran = Tidegate::new(["check", "none.jsonl"]).run().exits(2);
    assert!(ran.stderr.contains("none.jsonl: No such file"), "{}", ran.stderr);
}

#[test]
fn random_damage_never_panics_and_never_passes_for_a_clean_account() {
    let clean = std::fs::read(fixture("clean")).expect("the fixture");
    // Ten places spread over the file: a byte lost, and the rest lost.
    for n in 1..=10 {
        let at = clean.len() * n / 11;
        let mut lost = clean.clone();
        lost.remove(at);
        for (what, bytes) in [("one byte", &lost[..]), ("the rest", &clean[..at])] {
            let ran = Tidegate::new(["check", "a.jsonl", "-q"]).file("a.jsonl", bytes).run();
            assert!(!ran.stderr.contains("internal fault"), "{what} at {at}: {}", ran.stderr);
            assert!(ran.code == 2 || what == "one byte", "{what} at {at}: exit {}", ran.code);
        }
    }
}

#[test]
fn a_damaged_file_among_good_ones_hides_nothing_and_makes_the_run_incomplete() {
    let run = |args: &[&str]| {
        Tidegate::check_account("demo", args)
            .args(&["b.jsonl", "c.jsonl"])
            .file("b.jsonl", cut(20))
            .file("c.jsonl", std::fs::read(fixture("clean")).expect("the fixture"))
    };
    let report = run(&["--format", "json"]).run().exits(1).json();
    assert_eq!(report["problems"][0]["path"], "b.jsonl");
    let last = demo().lines().count();
    assert_eq!(report["problems"][0]["line"], last);
    assert_eq!(report["run"]["incomplete"], true);
    assert_eq!(report["run"]["accounts"], serde_json::json!(["111122223333", "444455556666"]));
    let alone = Tidegate::check_account("demo", &["--format", "json"]).run().json();
    assert_eq!(report["findings"], alone["findings"], "the good file's findings, and only those");
    let table = run(&[]).run().exits(1).stdout;
    let (_, problems) = table.split_once("INPUTS THAT COULD NOT BE READ (1)").expect("the problems");
    assert!(
        problems.contains(&format!("b.jsonl:{last}")) && problems.contains("ends inside this line"),
        "{problems}"
    );
    let clean = Tidegate::check_account("clean", &["b.jsonl"]).file("b.jsonl", cut(20));
    let ran = clean.run().exits(3);
    assert!(ran.stdout.contains("No findings among what could be looked at."), "{}", ran.stdout);
    let sarif = run(&["--format", "sarif"]).run().exits(1).json();
    let notes = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    assert!(notes.to_string().contains(&format!("b.jsonl:{last}")), "{notes}");
    assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn folders_are_searched_for_snapshots_in_a_stable_order() {
    let clean = std::fs::read_to_string(fixture("clean")).expect("the fixture");
    let ran = Tidegate::new(["check", "accounts", "--format", "json", "--show", "pass"])
        .file("accounts/z/demo.jsonl", demo())
        .file("accounts/a/clean.jsonl", &clean)
        .file("accounts/a/kept-out.jsonl", &clean)
        .file("accounts/.gitignore", "kept-out.jsonl\n")
        .file("accounts/README.md", "no snapshot\n")
        .file("accounts/other.jsonl", "{\"a\": 1}\n")
        .run()
        .exits(1);
    let report = ran.json();
    let files: BTreeSet<&str> = findings(&report).iter().map(|f| text(f, "/location/path")).collect();
    assert_eq!(Vec::from_iter(files), ["accounts/a/clean.jsonl", "accounts/z/demo.jsonl"]);
    assert_eq!(report["problems"], serde_json::json!([]));
}

#[test]
fn one_file_is_judged_once_and_a_second_snapshot_of_an_account_is_said() {
    let run = |paths: &[&str], lang: &str| {
        let args = [&["check", "--format", "json", "--lang", lang], paths].concat();
        Tidegate::new(args).file("in/a.jsonl", demo()).file("in/b.jsonl", demo()).run().exits(1)
    };
    let once = run(&["in/a.jsonl"], "en");
    let spelt = run(&["in/a.jsonl", "./in/../in/a.jsonl", "in/a.jsonl"], "en");
    assert_eq!(findings(&once.json()), findings(&spelt.json()));
    assert!(!spelt.stderr.contains("note:"), "{}", spelt.stderr);
    let twice = run(&["in"], "en");
    assert_eq!(findings(&twice.json()).len(), 2 * findings(&once.json()).len());
    for region in ["ap-northeast-1", "eu-west-1"] {
        let note = format!(
            "note: 111122223333 {region} stands in several of the snapshots: its findings are told once for each"
        );
        assert!(twice.stderr.contains(&note), "{}", twice.stderr);
        assert!(
            run(&["in"], "ja")
                .stderr
                .contains(&format!("注: 111122223333 {region} は複数のスナップショット"))
        );
    }
}

#[test]
fn a_compressed_snapshot_reads_as_the_plain_one() {
    let plain = Tidegate::check_account("demo", &["--format", "json"]).run().exits(1).json();
    let packed = zstd::encode_all(demo().as_bytes(), 3).expect("zstd");
    let run =
        |name: &str, bytes: &[u8]| Tidegate::new(["check", name, "--format", "json"]).file(name, bytes).run();
    let report = run("a.jsonl.zst", &packed).exits(1).json();
    assert_eq!(findings(&report).len(), findings(&plain).len());
    for (a, b) in findings(&report).iter().zip(findings(&plain)) {
        assert_eq!((&a["fingerprint"], &a["location"]["line"]), (&b["fingerprint"], &b["location"]["line"]));
    }
    let half = run("half.jsonl.zst", &packed[..packed.len() / 2]).exits(2);
    assert!(half.stderr.contains("half.jsonl.zst:"), "{}", half.stderr);
}
