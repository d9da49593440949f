//! `--connectors`: what a user knows of connectors stands over what comes with tidegate.

use super::TOKYO;
use super::run::Collect;
use crate::fake_aws::{Account, FakeAws};

const BUILTIN: &str = include_str!("../../../rules/data/connectors/redis.toml");

fn run_with(text: &str) -> (FakeAws, Collect, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("redis.toml");
    std::fs::write(&file, text).expect("a file");
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let run = Collect::from(&fake).regions(&[TOKYO]).args(&["--connectors", file.to_str().expect("UTF-8")]);
    (fake, run, folder)
}

#[test]
fn a_users_file_replaces_the_family_of_its_name() {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let own = Collect::from(&fake).regions(&[TOKYO]).run();
    let properties = own.fact(TOKYO, "connector", "tokyo-denpyo-sink", "properties");
    assert!(properties.contains("scheme=redis tls_level=0"), "{properties}");
    // A house where `redis://` leads into a TLS tunnel.
    let tunnelled = BUILTIN.replace("redis = 0", "redis = 4");
    assert_ne!(BUILTIN, tunnelled);
    let (_fake, run, _folder) = run_with(&tunnelled);
    let properties = run.run().fact(TOKYO, "connector", "tokyo-denpyo-sink", "properties");
    assert!(properties.contains("scheme=redis tls_level=4"), "{properties}");
}

#[test]
fn a_faulty_file_is_refused_with_its_line() {
    let (_fake, run, _folder) = run_with(&BUILTIN.replace("redis = 0", "redis = 9"));
    let (code, stderr) = run.refused();
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("redis.toml:1") && stderr.contains("9 is no level: 0 to 4"), "{stderr}");
}
