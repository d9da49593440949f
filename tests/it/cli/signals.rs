//! Ctrl-C and SIGTERM end the reading, not the report.

use super::{Ran, Tidegate, findings, text};
use crate::fake_aws::{Account, Behaviour, FakeAws, On};
use std::process::Command;
use std::time::{Duration, Instant};

/// The clean or the demo account, with connectors that take longer than anybody waits.
fn slow(account: &str) -> FakeAws {
    FakeAws::of(Account::recorded(account))
        .on(On::every("kafkaconnect:ListConnectors", Behaviour::Delay(Duration::from_secs(50))))
        .start()
}

/// Runs until everything but the slow listing has been asked, then sends the signal.
fn interrupted(fake: &FakeAws, command: &str, args: &[&str], signal: &str) -> Ran {
    let started = Instant::now();
    let ran = Tidegate::account(command, fake, &["eu-west-1"]).args(args).run_and(|child| {
        let mut quiet_since = Instant::now();
        let mut calls = 0;
        while started.elapsed() < Duration::from_secs(20) {
            let now = fake.seen().iter().filter(|s| s.answered.is_some()).count();
            if now != calls {
                (calls, quiet_since) = (now, Instant::now());
            }
            if calls > 10 && quiet_since.elapsed() > Duration::from_millis(300) {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    });
    assert!(started.elapsed() < Duration::from_secs(30), "the signal ended the wait");
    ran
}

#[test]
fn what_was_read_is_reported_and_marked() {
    for (signal, args, code) in [("-INT", &[][..], 1), ("-TERM", &["--fail-on", "never"], 3)] {
        let fake = slow("demo");
        let args = [args, &["--snapshot-out", "a.jsonl", "--format", "json=j", "--format", "table"]].concat();
        let ran = interrupted(&fake, "scan", &args, signal).exits(code);
        let report: serde_json::Value = serde_json::from_str(&ran.read("j")).expect("JSON");
        assert_eq!(
            (&report["run"]["interrupted"], &report["run"]["incomplete"]),
            (&true.into(), &true.into())
        );
        let rules: Vec<&str> = findings(&report).iter().map(|f| text(f, "/rule")).collect();
        assert!(rules.contains(&"msk-plaintext-client-traffic"), "what was read is judged: {rules:?}");
        assert!(!rules.iter().any(|r| r.starts_with("connector-")), "{rules:?}");
        let gap = report["coverage"]
            .as_array()
            .expect("coverage")
            .iter()
            .find(|c| c["operation"] == "kafkaconnect:ListConnectors" && c["complete"] == false);
        assert!(gap.is_some(), "the listing that was cut off is a gap: {}", report["coverage"]);
        for part in ["INTERRUPTED: the run was stopped before its end", "INCOMPLETE"] {
            assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
        }
        let again = Tidegate::check(&ran.read("a.jsonl"), &["--format", "json"]).run().exits(1).json();
        assert_eq!(again["findings"], report["findings"], "the snapshot says the same later");
        assert_eq!(again["run"]["interrupted"], true);
    }
}

#[test]
fn an_interrupted_clean_account_is_not_clean() {
    let ran = interrupted(&slow("clean"), "scan", &[], "-INT").exits(3);
    assert!(ran.stdout.contains("No findings among what could be looked at."), "{}", ran.stdout);
    assert!(ran.stdout.contains("exit 3: incomplete"), "{}", ran.stdout);
}

#[test]
fn collect_saves_what_it_has() {
    let ran = interrupted(&slow("clean"), "collect", &["--out", "a.jsonl"], "-TERM").exits(3);
    let checked = Tidegate::check(&ran.read("a.jsonl"), &[]).run().exits(3);
    assert!(checked.stdout.contains("INTERRUPTED"), "{}", checked.stdout);
}
