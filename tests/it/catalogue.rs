//! The catalogue: every rule file loads, and every example of it gets the verdict it says.

use tidegate::evaluate::{Finding, Options, judge};
use tidegate::inventory::{Resource, Unit};
use tidegate::rules::catalogue::{load_builtin, shown};
use tidegate::rules::rule::Example;
use tidegate::rules::{Rule, Verdict, builtin, example};

/// One named test per example of every rule file: `build.rs` lists them.
macro_rules! example {
    ($test:ident, $rule:literal, $name:literal) => {
        #[test]
        fn $test() {
            crate::catalogue::judged_as_it_says($rule, $name);
        }
    };
}

mod examples {
    include!(concat!(env!("OUT_DIR"), "/examples.rs"));
}

fn options() -> Options {
    Options { now: example::NOW, show_pass: true, show_not_applicable: true, ..Options::default() }
}

/// What the rule says of the resource that the example is about.
fn findings_about(unit: &Unit, rule: &Rule, about: &Resource) -> Vec<Finding> {
    let mut found = judge(unit, &[rule], &options()).findings;
    found.retain(|f| *f.resource.id == *about.id);
    found
}

/// With `each`, a resource has one verdict per item: the example is about the worst.
fn worst(findings: &[Finding]) -> Verdict {
    findings.iter().map(|f| f.verdict).min().expect("a resource of the rule's kind has a verdict")
}

fn judged_as_it_says(rule: &str, name: &str) {
    let rule = builtin().by_id(rule).expect("build.rs lists rules that load");
    let example = rule.examples.iter().find(|e| *e.name == *name).expect("build.rs lists names that load");
    let unit = example::unit(example);
    let about = example::judged(example, rule.kind).expect("the loader saw to it");
    let findings = findings_about(&unit, rule, about);
    let told = format!("{}, {:?}: {findings:#?}", rule.id, example.name);
    assert_eq!(worst(&findings), example.verdict, "{told}");
    if let Some(severity) = example.severity {
        let worst = findings.iter().filter(|f| f.verdict == example.verdict).map(|f| f.severity).min();
        assert_eq!(worst, Some(severity), "{told}");
    }
    only_expected_rules_fire(rule, example, &unit);
}

/// Other rules may be undecided, since examples state only what they are about, but none may fail unless it is
/// named.
fn only_expected_rules_fire(rule: &Rule, example: &Example, unit: &Unit) {
    let rules: Vec<&Rule> = builtin().rules.iter().collect();
    let found = judge(unit, &rules, &options()).findings;
    let mut fired: Vec<&str> = found
        .iter()
        .filter(|f| f.verdict == Verdict::Fail && *f.rule != *rule.id)
        .map(|f| &*f.rule)
        .collect();
    fired.sort_unstable();
    fired.dedup();
    let mut expected: Vec<&str> = example.also_fails.iter().map(|id| &**id).collect();
    expected.sort_unstable();
    assert_eq!(fired, expected, "other rules that fail on {:?} of {}", example.name, rule.id);
}

#[test]
fn every_rule_file_loads() {
    if let Err(faults) = load_builtin() {
        panic!("{}", shown(&faults));
    }
}

#[test]
fn every_example_is_a_test() {
    let listed = include_str!(concat!(env!("OUT_DIR"), "/examples.rs"));
    for rule in &builtin().rules {
        for example in &rule.examples {
            let line = format!(", {:?}, {:?});", &*rule.id, &*example.name);
            assert!(listed.contains(&line), "no test for {:?} of {}", example.name, rule.id);
        }
    }
    let examples: usize = builtin().rules.iter().map(|r| r.examples.len()).sum();
    assert_eq!(listed.matches("example!(").count(), examples);
}
