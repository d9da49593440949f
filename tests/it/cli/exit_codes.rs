//! Exit codes of `check` and of the commands without input, and the words on standard error that go with them.

use super::{Ran, Tidegate, changed, fixture, set};

#[track_caller]
fn refused(args: &[&str], code: i32, says: &str) {
    let ran = Tidegate::new(args).run().exits(code);
    assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
    assert_eq!(ran.stdout, "", "{args:?}");
}

/// One account whose worst finding is of severity info, and one whose worst is high.
#[test]
fn findings_at_or_above_the_threshold() {
    let codes = |snapshot: &str, levels: &[&str]| -> Vec<i32> {
        levels.iter().map(|level| Tidegate::check(snapshot, &["--fail-on", level]).run().code).collect()
    };
    let info = with_cluster("enhanced_monitoring", "DEFAULT".into());
    assert_eq!(codes(&info, &["low", "info", "never"]), [0, 1, 0]);
    let plaintext = with_cluster("client_broker", "TLS_PLAINTEXT".into());
    assert_eq!(codes(&plaintext, &["critical", "high", "medium", "info", "never"]), [0, 1, 1, 1, 0]);
    let below = Tidegate::check(&plaintext, &["--fail-on", "critical"]).run().exits(0).stdout;
    assert!(below.contains("exit 0: complete, no findings of severity critical or worse"), "{below}");
}

/// The clean account with another value in its cluster `ledger`.
fn with_cluster(member: &str, value: serde_json::Value) -> String {
    changed(|resource, line| {
        if resource["kind"] == "msk_cluster" && resource["facts"]["name"] == "ledger" {
            set(line, member, &value);
        }
    })
}

#[test]
fn what_was_not_assessed() {
    let denied = with_cluster("public_access", serde_json::json!({"$unknown": 1})).replacen(
        "],\"facts\":{\"arn\":\"arn:aws:kafka:eu-west-1:444455556666:cluster/ledger/",
        "],\"whys\":[{\"denied\":{\"operation\":\"kafka:ListClustersV2\",\"code\":\"AccessDenied\",\
         \"by\":\"identity-policy\"}}],\"facts\":{\"arn\":\"arn:aws:kafka:eu-west-1:444455556666:cluster/ledger/",
        1,
    );
    let run = |args: &[&str]| Tidegate::check(&denied, args).run();
    let incomplete = run(&[]).exits(3).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in
        ["INCOMPLETE", "NOT ASSESSED", "Missing permissions: kafka:ListClustersV2", "exit 3: incomplete"]
    {
        assert!(incomplete.contains(part), "{part}: {incomplete}");
    }
    assert!(!incomplete.contains("No findings."), "{incomplete}");
    let allowed = run(&["--allow-incomplete"]).exits(0).stdout;
    assert!(allowed.contains("NOT ASSESSED") && allowed.contains("exit 0: incomplete"), "{allowed}");
    let both = Tidegate::check_account("demo", &["--allow-incomplete"]).run().exits(1).stdout;
    assert!(both.contains("exit 1: findings of severity low or worse; the run is incomplete as well"));
    Tidegate::check_account("demo", &["--fail-on", "never"]).run().exits(3);
    Tidegate::check_account("demo", &["--fail-on", "never", "--allow-incomplete"]).run().exits(0);
}

#[test]
fn wrong_usage() {
    let demo = fixture("demo");
    let demo = demo.to_str().expect("UTF-8");
    refused(&["check"], 2, "<PATH>");
    refused(&["check", demo, "--frmat", "json"], 2, "--format");
    refused(&["check", demo, "--format", "pdf"], 2, "there are table, json, sarif");
    refused(&["check", demo, "--format", "json="], 2, "names no file");
    refused(&["check", demo, "--fail-on", "bad"], 2, "critical, high, medium, low, info, never");
    refused(&["check", demo, "--show", "everything"], 2, "possible values: pass, na, undecided");
    refused(&["check", demo, "--format", "json", "--format", "sarif"], 2, "two reports on standard output");
    refused(&["check", demo, "--format", "json=a", "--format", "sarif=a"], 2, "two reports into a");
    refused(&["explain", "msk-public-broker"], 2, "did you mean `msk-public-brokers`");
    refused(&["explain"], 2, "<RULE>");
    refused(&["explain", "\u{1b}[31mx"], 2, "no rule `x`");
    refused(&["schema", "account"], 2, "snapshot, report, inventory");
    refused(&["schema", "report", "secret"], 2, "only the inventory is shown by kind");
    refused(&["schema", "inventory", "msk_clustr"], 2, "did you mean `msk_cluster`?");
    refused(&["check", demo, "--lang", "fr"], 2, "en, ja, zh");
}

#[test]
fn nothing_to_check() {
    let ran = Tidegate::new(["check", "empty"]).file("empty/notes.json", "{}").run().exits(4);
    assert!(ran.stderr.contains("nothing to check in empty"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    let empty = "{\"tidegate_snapshot\":1,\"tool\":\"t\",\"run\":{\"started\":\"2026-11-24T00:00:00Z\",\
                 \"finished\":\"2026-11-24T00:00:01Z\",\"partition\":\"aws\",\"accounts\":[\"111122223333\"],\
                 \"regions\":[\"eu-west-1\"]},\"resources\":0,\"coverage\":[]}\n";
    let ran = Tidegate::check(empty, &[]).run().exits(4);
    assert!(ran.stdout.contains("exit 4: nothing to check was found"), "{}", ran.stdout);
    assert!(ran.stdout.contains("no resource was judged"), "{}", ran.stdout);
}

#[test]
fn output_that_cannot_be_written() {
    let full = |args: &[&str]| -> Ran {
        let device = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
        Tidegate::check_account("demo", args).stdout(device).run().exits(5)
    };
    for args in [&[][..], &["--format", "json"], &["--format", "sarif"]] {
        let ran = full(args);
        assert!(
            ran.stderr.starts_with("error: cannot write to standard output: No space left"),
            "{}",
            ran.stderr
        );
    }
    for (file, says) in [
        ("json=/dev/full", "cannot write /dev/full: No space left"),
        ("json=none/report.json", "cannot write none/report.json: No such file"),
        ("sarif=.", "cannot write .: is a directory"),
    ] {
        let ran = Tidegate::check_account("demo", &["--format", file]).run().exits(5);
        assert!(ran.stderr.contains(says), "{file}: {}", ran.stderr);
        assert_eq!(ran.files(), ["a.jsonl"], "{file}");
    }
    use std::os::unix::fs::FileTypeExt;
    let full = std::fs::metadata("/dev/full").expect("the device");
    assert!(full.file_type().is_char_device(), "a device is never replaced by a file");
}

#[test]
fn help_and_version() {
    let help = Tidegate::new(["--help"]).run().exits(0).stdout;
    for part in ["check", "rules", "explain", "schema", "Exit codes: 0 nothing"] {
        assert!(help.contains(part), "{part}: {help}");
    }
    assert_eq!(Tidegate::new(["--version"]).run().exits(0).stdout, "tidegate 0.1.0\n");
    let ran = Tidegate::new::<&str>([]).run().exits(2);
    assert!(ran.stderr.contains("Usage: tidegate") && ran.stdout.is_empty());
}
