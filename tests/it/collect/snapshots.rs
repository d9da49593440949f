//! The snapshots in `fixtures/accounts`: what the collectors make of the recorded accounts, with fixed times.
//!
//! They are what the README's main job reads. `TIDEGATE_REWRITE_FIXTURES=1 cargo test --test it snapshots` writes
//! them anew after a change of the collectors or of the recorded answers.

use super::run::Collect;
use super::{DUBLIN, TOKYO};
use crate::fake_aws::{Account, FakeAws};
use std::path::Path;
use tidegate::inventory::snapshot::Header;

const STARTED: &str = "2026-11-24T00:00:00Z";
const FINISHED: &str = "2026-11-24T00:00:07Z";

/// The snapshot of an account with its times fixed.
fn snapshot(account: &str, regions: &[&str]) -> String {
    let fake = FakeAws::of(Account::recorded(account)).start();
    // With everything that a run does on request: an account shows what it has only then.
    let opt_ins = ["--redshift-sql", "--read-secret-shapes"];
    let run = Collect::from(&fake).regions(regions).args(&opt_ins).run();
    with_fixed_times(&run.text)
}

fn with_fixed_times(text: &str) -> String {
    let (first, rest) = text.split_once('\n').expect("a header line");
    let mut header: Header = serde_json::from_str(first).expect("a header");
    header.run.started = STARTED.into();
    header.run.finished = FINISHED.into();
    format!("{}\n{rest}", serde_json::to_string(&header).expect("a header is JSON"))
}

fn compare(account: &str, regions: &[&str]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/accounts/{account}.jsonl"));
    let made = snapshot(account, regions);
    if std::env::var_os("TIDEGATE_REWRITE_FIXTURES").is_some() {
        std::fs::write(&path, &made).expect("the fixture can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    for (n, (made, kept)) in made.lines().zip(kept.lines()).enumerate() {
        assert!(made == kept, "{}:{}\nmade {made}\nkept {kept}", path.display(), n + 1);
    }
    assert_eq!(made.lines().count(), kept.lines().count(), "{}", path.display());
}

#[test]
fn demo_is_what_the_collectors_make_of_it() {
    compare("demo", &[DUBLIN, TOKYO]);
}

#[test]
fn clean_is_what_the_collectors_make_of_it() {
    compare("clean", &[DUBLIN]);
}

/// Nothing in a snapshot depends on which call ended first.
#[test]
fn two_runs_differ_in_their_times_only() {
    let once = snapshot("demo", &[DUBLIN, TOKYO]);
    for regions in [[DUBLIN, TOKYO], [TOKYO, DUBLIN]] {
        assert!(once == snapshot("demo", &regions), "two runs differ");
    }
}

/// Credentials of the run, a connector's literal password and the base64 text of a worker configuration: none of
/// them belongs in a snapshot.
#[test]
fn no_secret_and_no_raw_text_is_written() {
    let text = snapshot("demo", &[DUBLIN, TOKYO]);
    for foreign in [
        "test-key",
        "test-secret",
        "example-not-a-real-password",
        "a2V5LmNvbnZlcnRlcj1v",
        "propertiesFileContent",
    ] {
        assert!(!text.contains(foreign), "{foreign}");
    }
    assert!(text.contains("<redacted:literal>"), "the literal password was read and left out");
}
