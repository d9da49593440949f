//! The standard AWS environment: profiles of the shared files, endpoint and region variables.

use super::TOKYO;
use super::run::read;
use crate::fake_aws::{Account, FakeAws};
use std::path::Path;
use std::process::Command;

/// `tidegate collect` with nothing but these variables and arguments; the clusters it found and who signed.
fn collected(fake: &FakeAws, folder: &Path, env: &[(&str, &str)], args: &[&str]) -> (Vec<String>, String) {
    let out = folder.join("out.jsonl");
    let run = Command::new(env!("CARGO_BIN_EXE_tidegate"))
        .env_clear()
        .env("HOME", folder)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .envs(env.iter().copied())
        .arg("collect")
        .args(args)
        .arg("--out")
        .arg(&out)
        .output()
        .expect("the binary runs");
    assert!(out.exists(), "{}", String::from_utf8_lossy(&run.stderr));
    let (_, units) = read(&out);
    let clusters = units.iter().flat_map(|u| u.resources()).filter(|r| r.kind.name == "msk_cluster");
    let names = clusters.map(|r| r.display_name().into_owned()).collect();
    let signers: std::collections::BTreeSet<String> =
        fake.seen().iter().filter_map(|s| s.signature.as_ref()).map(|s| s.access_key.clone()).collect();
    (names, signers.into_iter().collect::<Vec<_>>().join(" "))
}

const CLUSTERS: [&str; 2] = ["tokyo-denpyo", "tokyo-orders"];

#[test]
fn a_profile_gives_credentials_region_and_endpoint() {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("config");
    let text = format!(
        "[default]\nregion = us-east-1\n\n[profile audit]\nregion = {TOKYO}\nendpoint_url = {}\n\
         aws_access_key_id = profile-key\naws_secret_access_key = profile-secret\n",
        fake.url()
    );
    std::fs::write(&config, text).expect("a file");
    let file = config.to_str().expect("UTF-8");
    for (env, args) in [
        (vec![("AWS_CONFIG_FILE", file)], vec!["--profile", "audit"]),
        (vec![("AWS_CONFIG_FILE", file), ("AWS_PROFILE", "audit")], vec![]),
        // A profile on the command line stands over keys in the environment.
        (
            vec![
                ("AWS_CONFIG_FILE", file),
                ("AWS_ACCESS_KEY_ID", "environment-key"),
                ("AWS_SECRET_ACCESS_KEY", "environment-secret"),
            ],
            vec!["--profile", "audit"],
        ),
    ] {
        let (clusters, signers) = collected(&fake, folder.path(), &env, &args);
        assert_eq!((clusters, signers.as_str()), (CLUSTERS.map(String::from).to_vec(), "profile-key"));
    }
}

#[test]
fn variables_give_credentials_region_and_endpoint() {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let folder = tempfile::tempdir().expect("a folder");
    let url = fake.url();
    let env = [
        ("AWS_ACCESS_KEY_ID", "environment-key"),
        ("AWS_SECRET_ACCESS_KEY", "environment-secret"),
        ("AWS_REGION", TOKYO),
        ("AWS_ENDPOINT_URL", &url),
    ];
    let (clusters, signers) = collected(&fake, folder.path(), &env, &[]);
    assert_eq!((clusters, signers.as_str()), (CLUSTERS.map(String::from).to_vec(), "environment-key"));
}
