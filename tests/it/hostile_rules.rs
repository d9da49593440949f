//! Rule files that mean harm: nothing hangs, nothing grows without bound, no other file is read or shown.

use crate::told::faults_alike;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tidegate::evaluate::{Finding, Options, judge};
use tidegate::inventory::kinds::msk_cluster;
use tidegate::inventory::{Resource, Scope, Unit, Value, Why};
use tidegate::rules::catalogue::{MAX_FAULTS, load_dir, shown};
use tidegate::rules::{Diagnostic, Rule, Verdict, file};

/// Generous for a machine that does other things as well; a hang is longer.
const SOON: Duration = Duration::from_secs(60);

/// What the checks below may read without asking.
const GUARDS: &str = "has(cluster.broker_log_destinations) && has(cluster.name) && has(cluster.state)";

fn rule_text(check: &str) -> String {
    let languages = ["en", "ja", "zh"]
        .map(|l| format!("[text.{l}]\ntitle = 't {l}'\nmessage = 'm'\nwhy = 'w'\nexpected = 'e'\n"))
        .concat();
    let example = |verdict: &str| {
        format!(
            "[[examples]]\nname = '{verdict}'\nverdict = '{verdict}'\nresources = [{{ kind = 'msk_cluster', id = 'c' }}]\n"
        )
    };
    let examples = ["pass", "fail", "undecided", "not-applicable"].map(example).concat();
    format!(
        "id = 'own-rule'\nsince = '0.1.0'\nseverity = 'low'\nkind = 'msk_cluster'\nwhen = '{GUARDS}'\ncheck = '''{check}'''\nat = 'cluster.state'\n\
         [[sources]]\nurl = 'https://example.com/'\nread = 2026-11-22\n{languages}[[remediation]]\nen = 'e'\nja = 'j'\nzh = 'z'\n{examples}"
    )
}

fn parse(check: &str) -> Result<Rule, Vec<Diagnostic>> {
    let parsed = file::parse("own/own-rule.toml", "own", &rule_text(check));
    parsed.inspect_err(|faults| faults_alike(faults))
}

/// A cluster with this many log destinations and this name.
fn cluster(destinations: usize, name: &str) -> Unit {
    let mut r = Resource::new(&msk_cluster::KIND, "c");
    let o = r.api("kafka:ListClustersV2");
    r.text(msk_cluster::state, "ACTIVE", o);
    r.text(msk_cluster::name, name, o);
    r.list(msk_cluster::broker_log_destinations, (0..destinations).map(|i| Value::text(format!("d{i}"))), o);
    Unit::new(Scope::default(), vec![r], &[])
}

fn judged(check: &str, unit: &Unit) -> Finding {
    let rule = parse(check).unwrap_or_else(|f| panic!("{}", shown(&f)));
    let options = Options { show_pass: true, show_not_applicable: true, ..Options::default() };
    judge(unit, &[&rule], &options).findings.remove(0)
}

fn stopped(check: &str, unit: &Unit) {
    let start = Instant::now();
    let finding = judged(check, unit);
    assert_eq!(finding.verdict, Verdict::Undecided, "{check}");
    let limit =
        finding.missing.iter().any(|m| matches!(&m.why, Why::Limit { what } if what.contains("steps")));
    assert!(limit, "{check}: {:?}", finding.missing);
    assert!(start.elapsed() < SOON, "{check}: {:?}", start.elapsed());
}

#[test]
fn nested_loops_over_many_items_end_undecided() {
    let unit = cluster(100_000, "orders");
    let list = "cluster.broker_log_destinations";
    for check in [
        format!("{list}.all(s, {list}.all(t, s != 'x' || t != 'x'))"),
        format!("{list}.all(s, {list}.exists(t, t == 'none'))"),
        // What is no expression of its own costs, too: members, counted items.
        format!("{list}.all(s, 'none' in {list} || s != 'x')"),
        format!("{list}.all(s, !sizeAtLeast({list}, 100001))"),
        format!("{list}.all(s, size({list}.filter(t, t == s)) == 1)"),
    ] {
        stopped(&check, &unit);
    }
    let finding = judged(&format!("{list}.exists(s, s == 'd1')"), &unit);
    assert_eq!(finding.verdict, Verdict::Pass, "what is decided early is decided");
}

#[test]
fn long_texts_cost_steps() {
    let unit = cluster(50_000, &"a".repeat(4 << 20));
    for part in
        ["cluster.name.contains('b')", "cluster.name.matches('b$')", "cluster.name == cluster.name + 'b'"]
    {
        if part.contains('+') {
            assert!(parse(part).is_err(), "there is no addition");
            continue;
        }
        stopped(&format!("cluster.broker_log_destinations.all(s, !{part})"), &unit);
    }
    let small = judged("!cluster.name.contains('b')", &cluster(1, &"a".repeat(1 << 20)));
    assert_eq!(small.verdict, Verdict::Pass, "once is well within");
}

#[test]
fn regular_expressions_take_linear_time_or_are_refused() {
    let evil = "a".repeat(100_000) + "!";
    for pattern in ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(a*)*b", "^(.*)*x$", "(x+x+)+y"] {
        let start = Instant::now();
        let finding = judged(&format!("!cluster.name.matches('{pattern}')"), &cluster(0, &evil));
        assert_eq!(finding.verdict, Verdict::Pass, "{pattern}");
        assert!(start.elapsed() < SOON, "{pattern}");
    }
    for pattern in [
        "(a{1000}){1000}",
        "((a{100}){100}){100}",
        "[\\\\pL]{5000}",
        "(?=a)b",
        "(a)\\\\1",
        "(",
        &"(".repeat(40),
        &format!("{}a{}", "(".repeat(40), ")".repeat(40)),
    ] {
        let faults = parse(&format!("cluster.name.matches('{pattern}')")).map(|_| ()).expect_err(pattern);
        assert_eq!(faults.len(), 1, "{pattern}: {}", shown(&faults));
    }
}

#[test]
fn deep_and_huge_expressions_are_refused() {
    for (check, says) in [
        (format!("{}true{}", "(".repeat(900), ")".repeat(900)), "nested more than 64 deep"),
        (format!("{}true", "!".repeat(1_900)), "nested more than 64 deep"),
        (format!("cluster{}", ".arn".repeat(400)), "nested more than 64 deep"),
        (format!("{}true", "true ? true : ".repeat(140)), "nested more than 64 deep"),
        (format!("cluster.name == '{}'", "x".repeat(3_000)), "at most 2000 bytes"),
        ("cluster.broker_count == 99999999999999999999".into(), "no number"),
        ("cluster.broker_log_destinations.all(a, cluster.broker_log_destinations.all(b, cluster.broker_log_destinations.all(c, a == b)))".into(), "at most 2 loops"),
    ] {
        let start = Instant::now();
        let faults = parse(&check).map(|_| ()).expect_err(&check);
        let text = shown(&faults);
        assert!(text.contains(says) || says == "no number", "{says}: {text}");
        assert!(start.elapsed() < SOON);
    }
    let flat = format!("cluster.name in [{}]", vec!["'x'"; 390].join(","));
    assert!(parse(&flat).is_ok(), "long is not deep");
    for text in [
        "a = ".to_owned() + &"[".repeat(60_000),
        "a = ".to_owned() + &"{a=".repeat(20_000),
        "[a".to_owned() + &".a".repeat(30_000) + "]",
        "a = 0x".to_owned() + &"f".repeat(60_000),
        "id = \"".to_owned() + &"\\".repeat(60_000),
    ] {
        let faults = file::parse("own/own-rule.toml", "own", &text).map(|_| ()).expect_err("no rule");
        assert!(!faults.is_empty());
        faults_alike(&faults);
        assert!(shown(&faults).len() < 1 << 20, "what is said of it is bounded");
    }
}

#[test]
fn ten_thousand_files_load() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let text = rule_text("cluster.state == 'ACTIVE'");
    for i in 0..10_000 {
        let id = format!("own-rule-{i}");
        std::fs::write(dir.path().join(format!("{id}.toml")), text.replacen("own-rule", &id, 1))
            .expect("a file");
    }
    let rules = load_dir(dir.path()).unwrap_or_else(|f| panic!("{}", shown(&f)));
    assert_eq!(rules.len(), 10_000);
    // And when all of them are at fault, that is said of so many as a reader can bear.
    for i in 0..2_000 {
        std::fs::write(dir.path().join(format!("own-rule-{i}.toml")), "x = 1\ny = 2\n").expect("a file");
    }
    let faults = load_dir(dir.path()).map(|_| ()).expect_err("2,000 files are no rules");
    assert_eq!(faults.len(), MAX_FAULTS);
}

/// What stands in a file that is none of the rules' must not be shown as the source of a fault.
const PRIVATE: &str = "canary-of-another-file";

fn refused(prepare: impl Fn(&Path), says: &str) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let rules = dir.path().join("rules/own");
    std::fs::create_dir_all(&rules).expect("folders");
    std::fs::create_dir(dir.path().join("private")).expect("a folder");
    std::fs::write(dir.path().join("private/credentials.toml"), format!("{PRIVATE} = 1\n")).expect("a file");
    prepare(&rules);
    let faults = load_dir(&dir.path().join("rules")).map(|_| ()).expect_err(says);
    faults_alike(&faults);
    let text = shown(&faults);
    assert!(text.contains(says), "{says}: {text}");
    assert!(!text.contains(PRIVATE), "{text}");
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_neither_waited_for_nor_followed_out() {
    use std::os::unix::fs::symlink;
    let link = |to: &'static str, from: &'static str| {
        move |rules: &Path| symlink(to, rules.join(from)).expect("a link")
    };
    refused(link("../../private/credentials.toml", "x.toml"), "this link leads out of the folder of rules");
    refused(link("../../private", "inner.toml"), "this link leads out of the folder of rules");
    refused(link("/dev/zero", "x.toml"), "this link leads out of the folder of rules");
    refused(link("/etc/passwd", "x.toml"), "this link leads out of the folder of rules");
    refused(link("nothing-is-here", "x.toml"), "cannot read it: No such file");
    let pipe = |rules: &Path| {
        let made = Command::new("mkfifo").arg(rules.join("x.toml")).status().expect("mkfifo runs");
        assert!(made.success());
    };
    refused(pipe, "a rule file is a plain file");
    refused(|rules| std::fs::write(rules.join("x.toml"), [0, 159, 146, 150]).expect("a file"), "UTF-8 text");
    let elf = |rules: &Path| {
        std::fs::copy(std::env::current_exe().expect("a path"), rules.join("x.toml")).expect("a copy");
    };
    refused(elf, "at most 65536 bytes");

    // As a mounted ConfigMap has them: links that stay inside.
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("..data")).expect("a folder");
    std::fs::write(dir.path().join("..data/own-rule.toml"), rule_text("cluster.state == 'ACTIVE'"))
        .expect("a file");
    symlink("..data/own-rule.toml", dir.path().join("own-rule.toml")).expect("a link");
    let rules = load_dir(dir.path()).unwrap_or_else(|f| panic!("{}", shown(&f)));
    assert_eq!(rules.len(), 1);
    // A folder that is called like a file holds no file of that name.
    std::fs::create_dir(dir.path().join("folder.toml")).expect("a folder");
    assert_eq!(load_dir(dir.path()).map(|r| r.len()).ok(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_configuration_that_was_found_reaches_nothing_outside_of_its_repository() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().expect("a temporary folder");
    let repo = dir.path().join("repo");
    std::fs::create_dir_all(repo.join(".git")).expect("folders");
    std::fs::create_dir(dir.path().join("private")).expect("a folder");
    std::fs::write(dir.path().join("private/credentials.toml"), format!("{PRIVATE} = 1\n")).expect("a file");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidegate"));
        let output = command.args(["rules", "list"]).args(args).current_dir(&repo).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    std::fs::write(repo.join("tidegate.toml"), "rules = ['../private']\n").expect("a file");
    let (code, told) = run(&[]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("outside of the repository") && told.contains("tidegate.toml:1:10"), "{told}");
    assert!(!told.contains(PRIVATE), "{told}");
    let (code, told) = run(&["--config", "tidegate.toml"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains(PRIVATE), "who names the file means it: {told}");
    std::fs::remove_file(repo.join("tidegate.toml")).expect("it was there");
    symlink("../private/credentials.toml", repo.join("tidegate.toml")).expect("a link");
    let (code, told) = run(&[]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("a link out of the repository") && !told.contains(PRIVATE), "{told}");
}
