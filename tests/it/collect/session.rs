//! Whose session it is, and how a run ends early.

use super::run::Collect;
use super::{DUBLIN, TOKYO};
use crate::fake_aws::{Account, AwsError, Behaviour, Denied, FakeAws, On};
use std::time::Duration;

/// A session that runs out between two pages: the first is kept, the listing is cut, and the reason is said.
#[test]
fn a_session_that_expires_between_pages_cuts_the_listing() {
    for (operation, kind, kept) in [
        ("kafka:ListClustersV2", "msk_cluster", &["clickstream", "legacy-billing", "orders"][..]),
        ("elasticache:DescribeUserGroups", "user_group", &["app-users", "open-users", "valkey-users"]),
    ] {
        let fake = FakeAws::of(Account::recorded("demo"))
            .page_size(3)
            .on(On::every(operation, Behaviour::Expired).page(2))
            .start();
        let run = Collect::from(&fake).regions(&[DUBLIN]).run();
        assert_eq!(run.names(DUBLIN, kind), kept, "{operation}");
        if operation == "kafka:ListClustersV2" {
            let gaps: Vec<String> =
                run.gaps().into_iter().filter(|g| g.contains(&format!("{operation}: "))).collect();
            assert_eq!(gaps.len(), 1, "{gaps:#?}");
            assert!(gaps[0].contains("truncated") && gaps[0].contains("ExpiredToken"), "{gaps:#?}");
            assert_eq!(run.code, 3);
        }
    }
}

#[test]
fn credentials_that_aws_refuses_end_the_run_before_it_begins() {
    for (behaviour, code) in [
        (Behaviour::Expired, "ExpiredToken"),
        (Behaviour::Deny(Denied::RegionDisabled), "InvalidClientTokenId"),
    ] {
        let fake = FakeAws::of(Account::recorded("demo")).on(On::every("sts:*", behaviour)).start();
        let (exit, stderr) = Collect::from(&fake).regions(&[DUBLIN]).refused();
        assert_eq!(exit, 2, "{stderr}");
        assert!(stderr.contains(code), "{stderr}");
        assert!(!stderr.contains("test-key") && !stderr.contains("test-secret"), "{stderr}");
        let others = fake.seen().into_iter().filter(|s| !s.operation.starts_with("sts:")).count();
        assert_eq!(others, 0);
    }
}

/// A region that the account has not enabled does not know its keys; another one says whose they are.
#[test]
fn a_region_that_is_not_enabled_does_not_speak_for_the_credentials() {
    let disabled = || On::every("*", Behaviour::Deny(Denied::RegionDisabled)).region("af-south-1");
    let fake = FakeAws::of(Account::recorded("demo")).on(disabled()).start();
    let run = Collect::from(&fake).regions(&["af-south-1", TOKYO]).run();
    assert_eq!(run.header.run.accounts.join(" "), "111122223333");
    assert_eq!(run.names(TOKYO, "msk_cluster"), ["tokyo-denpyo", "tokyo-orders"]);
    for (operation, code) in [
        ("kafka:ListClustersV2", "UnrecognizedClientException"),
        ("sts:GetCallerIdentity", "InvalidClientTokenId"),
    ] {
        let gap = format!("af-south-1 {operation}: denied {operation} {code} RegionDisabled");
        assert!(run.gaps().contains(&gap), "{:#?}", run.gaps());
    }
    assert_eq!(run.code, 3, "{}", run.stderr);

    let fake = FakeAws::of(Account::recorded("demo")).on(disabled()).start();
    let run = Collect::from(&fake).regions(&["af-south-1"]).run();
    assert_eq!(run.header.run.accounts.join(" "), "111122223333");
    assert_eq!(run.header.run.regions.join(" "), "af-south-1");
    assert_eq!(run.coverage("us-east-1", "sts:GetCallerIdentity").calls, 1);
    assert_eq!(run.code, 3, "{}", run.stderr);
}

/// The profile may ask for fewer attempts.
#[test]
fn the_profiles_number_of_attempts_is_taken() {
    let asked = |lines: &str| {
        let config = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(config.path(), format!("[default]\n{lines}\n")).expect("the profile is written");
        let fake = FakeAws::of(Account::recorded("demo"))
            .on(On::every("kafka:ListClustersV2", Behaviour::Unavailable))
            .start();
        let path = config.path().to_str().expect("a path of text");
        Collect::from(&fake).regions(&[TOKYO]).env("AWS_CONFIG_FILE", path).run();
        fake.seen().iter().filter(|s| s.operation == "kafka:ListClustersV2").count()
    };
    assert_eq!(asked("max_attempts = 2"), 2);
    assert_eq!(asked("output = json"), 6);
}

/// Nothing is known yet, so there is nothing to keep; but the end of the run is heeded.
#[test]
fn the_deadline_counts_while_a_role_is_taken_on() {
    let slow = Behaviour::Delay(Duration::from_secs(60));
    let fake = FakeAws::of(Account::recorded("demo")).on(On::every("sts:AssumeRole", slow)).start();
    let role = "arn:aws:iam::111122223333:role/audit";
    let started = std::time::Instant::now();
    let args = ["--role-arn", role, "--deadline", "2"];
    let (exit, stderr) = Collect::from(&fake).regions(&[TOKYO]).args(&args).refused();
    assert!(started.elapsed() < Duration::from_secs(12), "{:?}", started.elapsed());
    assert_eq!(exit, 5, "{stderr}");
    assert!(stderr.contains("deadline"), "{stderr}");
}

#[test]
fn without_region_or_credentials_the_run_says_what_to_do() {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let (exit, stderr) = Collect::from(&fake).refused();
    assert_eq!(exit, 2, "{stderr}");
    assert!(stderr.contains("--region"), "{stderr}");
    let (exit, stderr) = Collect::from(&fake)
        .regions(&[DUBLIN])
        .env("AWS_ACCESS_KEY_ID", "")
        .env("AWS_SECRET_ACCESS_KEY", "")
        .refused();
    assert_eq!(exit, 2, "{stderr}");
    assert!(stderr.contains("--profile"), "{stderr}");
    assert_eq!(fake.seen().len(), 0);
}

#[test]
fn the_region_of_the_environment_is_taken() {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let run = Collect::from(&fake).env("AWS_REGION", TOKYO).run();
    assert_eq!(run.header.run.regions.join(" "), TOKYO);
    assert_eq!(run.names(TOKYO, "msk_cluster"), ["tokyo-denpyo", "tokyo-orders"]);
}

/// The demo account with a role to take on.
fn with_role() -> Account {
    let mut account = Account::recorded("demo");
    account.answer(
        "global",
        "sts:AssumeRole",
        serde_json::json!({
            "Credentials": {
                "AccessKeyId": "role-key",
                "SecretAccessKey": "role-secret",
                "SessionToken": "role-token",
                "Expiration": "2099-01-01T00:00:00Z",
            },
            "AssumedRoleUser": {
                "AssumedRoleId": "AROAEXAMPLE:tidegate",
                "Arn": "arn:aws:sts::111122223333:assumed-role/audit/tidegate",
            },
        }),
    );
    account
}

/// Neither does it decide whether a role can be taken on.
#[test]
fn a_role_is_taken_on_where_the_account_is_known() {
    let fake = FakeAws::of(with_role())
        .on(On::every("*", Behaviour::Deny(Denied::RegionDisabled)).region("af-south-1"))
        .start();
    let role = "arn:aws:iam::111122223333:role/audit";
    let run = Collect::from(&fake).regions(&["af-south-1", TOKYO]).args(&["--role-arn", role]).run();
    assert_eq!(run.names(TOKYO, "msk_cluster"), ["tokyo-denpyo", "tokyo-orders"]);
    let asked: Vec<_> =
        fake.seen().into_iter().filter(|s| s.operation == "sts:AssumeRole").map(|s| s.region).collect();
    assert_eq!(asked, ["af-south-1", TOKYO]);
}

/// The role is taken on once, and everything after that is signed with its keys.
#[test]
fn a_role_is_taken_on_first() {
    let fake = FakeAws::of(with_role()).start();
    let role = "arn:aws:iam::111122223333:role/audit";
    let args = ["--role-arn", role, "--external-id", "customer-7"];
    let run = Collect::from(&fake).regions(&[TOKYO]).args(&args).run();
    assert_eq!(run.names(TOKYO, "msk_cluster"), ["tokyo-denpyo", "tokyo-orders"]);
    let seen = fake.seen();
    let assumed: Vec<_> = seen.iter().filter(|s| s.operation == "sts:AssumeRole").collect();
    assert_eq!(assumed.len(), 1);
    assert_eq!(assumed[0].full_target.as_deref(), Some(role));
    assert_eq!(assumed[0].parameters["ExternalId"], "customer-7");
    for seen in seen.iter().filter(|s| s.operation != "sts:AssumeRole") {
        assert_eq!(seen.signature.as_ref().map(|s| s.access_key.as_str()), Some("role-key"), "{seen:?}");
    }
    for secret in ["role-secret", "role-token", "customer-7"] {
        assert!(!run.text.contains(secret) && !run.stderr.contains(secret));
    }
}

#[test]
fn a_refused_role_is_said_to_be_refused() {
    let denied = AwsError::new(
        403,
        "AccessDenied",
        "User: arn:aws:iam::111122223333:user/x is not authorized to perform: sts:AssumeRole on resource: r",
    );
    let fake = FakeAws::of(Account::recorded("demo"))
        .on(On::every("sts:AssumeRole", Behaviour::Error(denied)))
        .start();
    let role = "arn:aws:iam::111122223333:role/audit";
    let (exit, stderr) = Collect::from(&fake).regions(&[TOKYO]).args(&["--role-arn", role]).refused();
    assert_eq!(exit, 2, "{stderr}");
    assert!(stderr.contains(role) && stderr.contains("AccessDenied"), "{stderr}");
}

/// The deadline passes while one service hangs: what was read is written, the rest is said to be missing.
#[test]
fn the_deadline_keeps_what_was_read() {
    let slow = Behaviour::Delay(Duration::from_secs(60));
    let fake = FakeAws::of(Account::recorded("demo"))
        .on(On::every("elasticache:DescribeReplicationGroups", slow))
        .start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).args(&["--deadline", "3"]).run();
    assert!(run.took < Duration::from_secs(20), "{:?}", run.took);
    assert!(run.header.run.interrupted);
    assert_eq!(run.names(DUBLIN, "msk_cluster").len(), 10);
    assert_eq!(run.names(DUBLIN, "replication_group"), Vec::<&str>::new());
    let operation = "elasticache:DescribeReplicationGroups";
    let gap = format!("{DUBLIN} {operation}: interrupted {operation}");
    assert!(run.gaps().contains(&gap), "{:#?}", run.gaps());
    assert_eq!(run.code, 3, "{}", run.stderr);
}

/// Ctrl-C in the middle: the same.
#[test]
#[cfg(unix)]
fn a_signal_keeps_what_was_read() {
    let slow = Behaviour::Delay(Duration::from_secs(60));
    let fake = FakeAws::of(Account::recorded("demo"))
        .on(On::every("secretsmanager:GetResourcePolicy", slow).target("AmazonMSK_spare"))
        .start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).run_and(|pid| {
        wait_until(|| {
            let seen = fake.seen();
            let hangs =
                seen.iter().any(|s| s.target.as_deref() == Some("AmazonMSK_spare") && s.answered.is_none());
            // Everything else has been asked for and answered.
            hangs && quiet(&fake)
        });
        let sent = std::process::Command::new("kill").args(["-INT", &pid.to_string()]).status();
        assert!(sent.expect("kill runs").success());
    });
    assert!(run.took < Duration::from_secs(30), "{:?}", run.took);
    assert!(run.header.run.interrupted);
    let policy = run.fact(DUBLIN, "secret", "AmazonMSK_spare", "policy");
    assert_eq!(policy, "unknown: interrupted secretsmanager:GetResourcePolicy");
    let read = run.fact(DUBLIN, "secret", "AmazonMSK_orders_app", "policy");
    assert!(read.ends_with("@secretsmanager:GetResourcePolicy"), "{read}");
    assert_eq!(run.code, 3, "{}", run.stderr);
}

/// No new request for a while.
#[cfg(unix)]
fn quiet(fake: &FakeAws) -> bool {
    let before = fake.seen().len();
    std::thread::sleep(Duration::from_millis(400));
    let after = fake.seen();
    after.len() == before && after.iter().filter(|s| s.answered.is_none()).count() == 1
}

#[cfg(unix)]
fn wait_until(condition: impl Fn() -> bool) {
    for _ in 0..400 {
        if condition() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("waited in vain");
}
