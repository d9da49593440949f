//! Which rules run, as options and `tidegate.toml` say, and that every report says which did not.

use super::{Tidegate, fixture};
use serde_json::{Value, json};

fn ran(report: &Value) -> Vec<&str> {
    report["rules"]["ran"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|r| r["id"].as_str().expect("an id"))
        .collect()
}

fn deselected(report: &Value) -> Vec<(&str, &str)> {
    let all = report["rules"]["deselected"].as_array().expect("a list");
    all.iter().map(|d| (d["id"].as_str().expect("an id"), d["by"].as_str().expect("a reason"))).collect()
}

fn report(config: &str, args: &[&str]) -> Value {
    let run = Tidegate::check_account("demo", args).args(&[
        "--format",
        "json",
        "--fail-on",
        "never",
        "--allow-incomplete",
    ]);
    run.file("tidegate.toml", config).run().exits(0).json()
}

#[test]
fn rules_are_chosen_by_every_name_they_have() {
    for (args, picked) in [
        (&["--select", "msk-public-brokers"][..], &["msk-public-brokers"][..]),
        (&["--select", "service:kms"], &["kms-key-unrotated"]),
        (&["--select", "kms-key-unrotated,msk-public-brokers"], &["kms-key-unrotated", "msk-public-brokers"]),
        (&["--select", "scram", "--ignore", "scram"], &[]),
        (&["--select", "SecretsManager.1"], &["scram-secret-unrotated"]),
        (&["--select", "framework:aws-security-hub/SecretsManager.4"], &["scram-secret-unrotated"]),
    ] {
        let run = Tidegate::check_account("demo", args).args(&["--format", "json"]).run();
        if picked.is_empty() {
            assert_eq!((run.code, &*run.stderr), (2, "error: no rule is left to run\n"));
            continue;
        }
        let report = run.json();
        assert_eq!(ran(&report), picked, "{args:?}");
        assert_eq!(report["rules"]["known"], json!(picked.len() + deselected(&report).len()));
    }
    let tagged = report("", &["--select", "tag:rotation"]);
    assert!(
        ran(&tagged).contains(&"scram-secret-unrotated") && !ran(&tagged).contains(&"msk-public-brokers")
    );
    let mapped = report("", &["--select", "framework:nist-800-53-r5"]);
    assert!(ran(&mapped).contains(&"scram-secret-unrotated"), "{mapped:#}");
}

/// A rule that is worse under a condition is selected as the worse, and not ignored as the better.
#[test]
fn a_severity_reaches_rules_with_several_on_the_safe_side() {
    // High, or critical when only plaintext is accepted.
    let rule = "msk-plaintext-client-traffic";
    for severity in ["critical", "high"] {
        assert!(
            ran(&report("", &["--select", &format!("severity:{severity}")])).contains(&rule),
            "{severity}"
        );
        assert!(
            ran(&report("", &["--ignore", &format!("severity:{severity}")])).contains(&rule),
            "{severity}"
        );
    }
    let both = report("", &["--ignore", "high,critical,medium,low"]);
    assert!(ran(&both).iter().all(|id| *id != "msk-public-brokers"), "{both:#}");
}

#[test]
fn a_rule_that_did_not_run_is_reported_as_such_and_never_as_passed() {
    let plain = report("", &["--show", "pass"]);
    let of = |report: &Value, rule: &str| {
        report["findings"].as_array().expect("a list").iter().filter(|f| f["rule"] == rule).count()
    };
    assert!(of(&plain, "msk-public-brokers") > 0);
    assert_eq!(plain["rules"]["deselected"], json!([]));
    let less = report("ignore = ['msk-public-brokers', 'severity:info']\n", &["--show", "pass"]);
    assert_eq!(of(&less, "msk-public-brokers"), 0);
    assert!(!ran(&less).contains(&"msk-public-brokers"));
    assert!(deselected(&less).contains(&("msk-public-brokers", "tidegate.toml: ignore msk-public-brokers")));
    assert!(deselected(&less).iter().any(|(_, by)| *by == "tidegate.toml: ignore severity:info"), "{less:#}");
    assert_eq!(less["rules"]["config"], "tidegate.toml");
    assert_ne!(less["rules"]["digest"], plain["rules"]["digest"]);
    // What is on the command line stands in place of the file's list.
    let other = report("ignore = ['msk-public-brokers']\n", &["--ignore", "kms-key-unrotated"]);
    assert_eq!(deselected(&other), [("kms-key-unrotated", "--ignore kms-key-unrotated")]);
    let selected = report("select = ['kms']\n", &[]);
    assert!(deselected(&selected).contains(&("msk-public-brokers", "tidegate.toml: select")));

    for (lang, counted, label) in
        [("en", " ran", "not run"), ("ja", " 件を実行", "未実行"), ("zh", "，运行了 ", "未运行")]
    {
        let args = ["--ignore", "msk-public-brokers", "--lang", lang];
        let table = Tidegate::check_account("demo", &args).run().exits(1).stdout;
        assert!(table.contains(counted) && table.contains(label), "{lang}: {table}");
        assert!(table.contains("msk-public-brokers"), "{lang}: {table}");
        let sarif = Tidegate::check_account("demo", &args).args(&["--format", "sarif"]).run().exits(1).json();
        let notes =
            sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().expect("notes");
        let note = notes.iter().find(|n| n["descriptor"]["id"] == "rules-chosen").expect("the note");
        let text = note["message"]["text"].as_str().expect("a text");
        assert!(text.contains(counted) && text.contains("msk-public-brokers"), "{text}");
        let bag = &sarif["runs"][0]["properties"];
        assert_eq!(bag["rulesKnown"], json!(bag["rulesRan"].as_u64().expect("a number") + 1));
    }
}

#[test]
fn severities_and_parameters_follow_the_configuration_and_are_reported() {
    let config = "[severity]\nmsk-plaintext-client-traffic = 'low'\nmsk-no-broker-logs = 'critical'\n\
                  [parameters.scram-secret-unrotated]\nmax_days = 100000\n";
    let changed = report(config, &["--show", "pass,undecided"]);
    let plain = report("", &["--show", "pass,undecided"]);
    let verdicts = |report: &Value, rule: &str, member: &str| -> Vec<String> {
        let all = report["findings"].as_array().expect("a list");
        let mut texts: Vec<String> = all
            .iter()
            .filter(|f| f["rule"] == rule && f["verdict"] == "fail")
            .map(|f| f[member].as_str().expect("text").to_owned())
            .collect();
        texts.sort();
        texts.dedup();
        texts
    };
    assert_eq!(verdicts(&changed, "msk-plaintext-client-traffic", "severity"), ["low"]);
    assert!(
        verdicts(&plain, "msk-plaintext-client-traffic", "severity").len() > 1,
        "several in the rule's file"
    );
    assert_eq!(verdicts(&changed, "msk-no-broker-logs", "severity"), ["critical"]);
    let said = &changed["rules"]["changed"];
    assert_eq!(
        said,
        &json!([
            {"id": "msk-no-broker-logs", "member": "severity", "from": "low", "to": "critical"},
            {"id": "msk-plaintext-client-traffic", "member": "severity", "from": "critical, high", "to": "low"},
            {"id": "scram-secret-unrotated", "member": "parameters.max_days", "from": "90", "to": "100000"},
        ])
    );
    assert_ne!(changed["rules"]["digest"], plain["rules"]["digest"]);
    let table = Tidegate::check_account("demo", &[]).file("tidegate.toml", config).run().exits(1).stdout;
    assert!(table.contains("max_days 90 -> 100000"), "{table}");
}

#[test]
fn a_severity_that_depends_on_conditions_may_be_set_case_by_case() {
    let rule = "msk-plaintext-client-traffic";
    let judged = |config: &str| -> Vec<(String, String)> {
        let report = report(config, &["--select", rule]);
        let all = report["findings"].as_array().expect("a list").iter();
        let pair = |f: &Value| {
            (
                f["fingerprint"].as_str().expect("text").to_owned(),
                f["severity"].as_str().expect("text").to_owned(),
            )
        };
        all.map(pair).collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    };
    let plain = judged("");
    let config = format!("[severity.{rule}]\ncritical = 'high'\nhigh = 'low'\n");
    let lower = |s: &str| if s == "critical" { "high" } else { "low" };
    let expected: Vec<_> = plain.iter().map(|(f, s)| (f.clone(), lower(s).to_owned())).collect();
    assert!(
        plain.iter().any(|(_, s)| s == "critical") && plain.iter().any(|(_, s)| s == "high"),
        "{plain:?}"
    );
    assert_eq!(judged(&config), expected, "each case keeps its own, and high is not lowered twice");
    let half = judged(&format!("[severity.{rule}]\nhigh = 'medium'\n"));
    assert!(half.iter().any(|(_, s)| s == "critical") && half.iter().any(|(_, s)| s == "medium"), "{half:?}");
    let said = &report(&config, &[])["rules"]["changed"];
    assert_eq!(
        said,
        &json!([{"id": rule, "member": "severity", "from": "critical, high", "to": "high, low"}])
    );
    for (case, says) in [
        ("low = 'high'", "`msk-plaintext-client-traffic` is never `low`"),
        ("hihg = 'low'", "`hihg` is none of critical"),
        ("high = 'lo'", "did you mean `low`?"),
        ("high = 1", "`high` is text"),
    ] {
        let config = format!("[severity.{rule}]\n{case}\n");
        let run = Tidegate::new(["rules", "list"]).file("tidegate.toml", config).run().exits(2);
        assert!(
            run.stderr.contains(says) && run.stderr.contains("tidegate.toml:2:"),
            "{case}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_parameter_changes_the_verdict() {
    let unrotated = |days: u32| {
        let config = format!("[parameters.scram-secret-unrotated]\nmax_days = {days}\n");
        let report = report(&config, &["--select", "scram-secret-unrotated", "--show", "pass,undecided"]);
        let of = &report["rules"]["ran"][0];
        (of["pass"].as_u64().expect("a number"), of["fail"].as_u64().expect("a number"))
    };
    let (few, many) = (unrotated(0), unrotated(1_000_000));
    assert!(few.0 < many.0 && few.1 > many.1, "{few:?} {many:?}");
}

#[test]
fn own_rules_run_beside_the_built_in_ones() {
    let own = own_rule("own-brokers", "msk-public-brokers");
    let run = |args: &[&str]| {
        Tidegate::check_account("demo", args)
            .file("mine/own/own-brokers.toml", &own)
            .file("tidegate.toml", "rules = ['mine']")
    };
    let report = run(&["--format", "json"]).run().exits(1).json();
    assert!(ran(&report).contains(&"own-brokers") && ran(&report).contains(&"msk-public-brokers"));
    let failed = |rule: &str| {
        let all = report["findings"].as_array().expect("a list");
        all.iter().filter(|f| f["rule"] == rule).map(|f| f["resource"]["id"].to_string()).collect::<Vec<_>>()
    };
    assert!(!failed("own-brokers").is_empty());
    assert_eq!(failed("own-brokers"), failed("msk-public-brokers"));
    let own_only = run(&["--select", "service:own", "--format", "json"]).run().exits(1).json();
    assert_eq!(ran(&own_only), ["own-brokers"]);
    let twice = run(&["--rules", "more"]).file("more/own-brokers.toml", &own).run().exits(2);
    assert!(twice.stderr.contains("another rule is called `own-brokers`"), "{}", twice.stderr);
    let listed = run(&[]).run();
    assert_eq!(listed.code, 1);
    let explained =
        Tidegate::new(["explain", "own-brokers", "--rules", "mine"]).file("mine/own/own-brokers.toml", &own);
    assert!(explained.run().exits(0).stdout.contains("own-brokers"));
}

/// A built-in rule under another id.
fn own_rule(id: &str, like: &str) -> String {
    let rule = tidegate::rules::catalogue::builtin().by_id(like).expect("the rule");
    rule.text.replacen(like, id, 1).replace("also_fails = [", &format!("also_fails = [\"{like}\", "))
}

#[test]
fn names_of_nothing_are_refused_with_what_was_probably_meant() {
    let demo = fixture("demo");
    let demo = demo.to_str().expect("UTF-8");
    for (args, says) in [
        (&["--select", "msk-public-broker"][..], "--select: `msk-public-broker` names no rule, service"),
        (&["--select", "msk-public-broker"], "did you mean `msk-public-brokers`?"),
        (&["--ignore", "tag:rotaton"], "did you mean `rotation`?"),
        (&["--ignore", "severity:hgh"], "did you mean `high`?"),
        (&["--ignore", "service:msk-public-brokers"], "names no rule"),
        (&["--rules", "nowhere"], "cannot read the folder"),
    ] {
        let run = Tidegate::new(["check", demo]).args(args).run().exits(2);
        assert!(run.stderr.contains(says), "{args:?}: {}", run.stderr);
        assert_eq!(run.stdout, "");
    }
    for (config, says) in [
        ("ignore = ['x', 'msk-public-broker']", "tidegate.toml:1:11"),
        ("ignore = ['msk-public-broker']", "= help: did you mean `msk-public-brokers`?"),
        (
            "[severity]\nmsk-public-broker = 'low'",
            "error: no rule `msk-public-broker`\n --> tidegate.toml:2:1",
        ),
        ("[parameters.msk-public-brokers]\nx = 1", "`msk-public-brokers` has no parameter `x`"),
        ("[parameters.scram-secret-unrotated]\nmax_day = 1", "did you mean `max_days`?"),
        ("[parameters.scram-secret-unrotated]\nmax_days = 'long'", "`max_days` is a whole number"),
        ("langage = 'en'", "did you mean `language`?"),
    ] {
        let run = Tidegate::new(["check", demo]).file("tidegate.toml", config).run().exits(2);
        assert!(run.stderr.contains(says), "{config}: {}", run.stderr);
        assert!(run.stderr.starts_with("error: ") && !run.stderr.contains("error: error"), "{}", run.stderr);
    }
    let named = Tidegate::new(["check", demo, "--config", "none.toml"]).run().exits(2);
    assert!(
        named.stderr.contains("cannot read it") && named.stderr.contains("none.toml"),
        "{}",
        named.stderr
    );
    Tidegate::new(["check", demo, "--no-config"]).file("tidegate.toml", "nonsense").run().exits(1);
    let ja = Tidegate::new(["explain", "nothing-at-all", "--lang", "ja"]).run().exits(2);
    assert_eq!(
        ja.stderr,
        "エラー: ルール `nothing-at-all` はありません: 一覧は `tidegate rules list` で表示できます\n"
    );
}

#[test]
fn the_file_gives_the_language_and_the_threshold_unless_the_command_line_does() {
    let config = "language = 'zh'\nfail_on = 'never'\nallow_incomplete = true\n";
    let run = |args: &[&str]| {
        Tidegate::check_account("demo", args)
            .args(&["--format", "json"])
            .env("LANG", "ja_JP")
            .file("tidegate.toml", config)
    };
    assert_eq!(run(&[]).run().exits(0).json()["language"], "zh");
    assert_eq!(run(&["--fail-on", "low", "--lang", "en"]).run().exits(1).json()["language"], "en");
    assert_eq!(run(&["--no-config"]).run().exits(1).json()["language"], "ja");
    let elsewhere = Tidegate::check_account("demo", &["--format", "json", "--config", "team/ci.toml"]);
    let report = elsewhere.file("team/ci.toml", config).run().exits(0).json();
    assert_eq!(report["rules"]["config"], "team/ci.toml");
}
