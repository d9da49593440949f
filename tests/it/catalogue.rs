//! The catalogue: every rule file loads, and every example of it gets the verdict it says.

mod hidden;

use tidegate::commands::rules::judge_example;
use tidegate::evaluate::{Finding, Options};
use tidegate::inventory::Type;
use tidegate::rules::catalogue::{load_builtin, shown};
use tidegate::rules::expr::compiled::{Expr, Kind};
use tidegate::rules::rule::{Part, Template};
use tidegate::rules::{Language, Rule, Verdict, builtin, example};
use unicode_width::UnicodeWidthChar;

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

/// With `each`, a resource has one verdict per item: the example is about the worst.
fn worst(findings: &[Finding]) -> Verdict {
    findings.iter().map(|f| f.verdict).min().expect("a resource of the rule's kind has a verdict")
}

fn judged_as_it_says(rule: &str, name: &str) {
    let rule = builtin().by_id(rule).expect("build.rs lists rules that load");
    let example = rule.examples.iter().find(|e| *e.name == *name).expect("build.rs lists names that load");
    let rules: Vec<&Rule> = builtin().rules.iter().collect();
    let outcome =
        judge_example(rule, example, &rules).unwrap_or_else(|e| panic!("{}, {name:?}: {e:?}", rule.id));
    let told = format!("{}, {name:?}: {:#?}", rule.id, outcome.findings);
    assert_eq!(outcome.verdict, example.verdict, "{told}");
    if let Some(severity) = example.severity {
        assert_eq!(outcome.severity, severity, "{told}");
    }
    // Other rules may be undecided, since examples state only what they are about, but none may fail unless it is
    // named.
    let mut expected: Vec<&str> = example.also_fails.iter().map(|id| &**id).collect();
    expected.sort_unstable();
    let fired: Vec<&str> = outcome.also_fails.iter().map(|id| &**id).collect();
    assert_eq!(fired, expected, "other rules that fail on {name:?} of {}", rule.id);
}

/// The ids that people allow, waive and link to: one that goes, or changes, breaks them.
const IDS: &[&str] = &[
    "certificate-authority-inactive",
    "client-properties-weak-sasl",
    "connector-expired-ca-bundle",
    "connector-ineffective-tls-setting",
    "connector-literal-secret",
    "connector-plaintext-cluster-traffic",
    "connector-plaintext-endpoint-url",
    "connector-plaintext-inner-client",
    "connector-plaintext-jdbc-url",
    "connector-plaintext-schema-registry",
    "connector-port-contradiction",
    "connector-sink-without-kms",
    "connector-unauthenticated",
    "connector-undeclared-config-provider",
    "connector-unverified-server",
    "connector-weak-client-override",
    "connector-without-egress-to-brokers",
    "connector-without-logs",
    "connector-without-matching-listener",
    "elasticache-engine-without-tls",
    "elasticache-no-client-authentication",
    "elasticache-passwordless-user",
    "elasticache-plaintext-accepted",
    "elasticache-plaintext-at-rest",
    "elasticache-plaintext-transit",
    "elasticache-previous-generation-node",
    "elasticache-shard-limits",
    "elasticache-standalone-redis",
    "elasticache-tls-without-subnet-group",
    "kms-key-unrotated",
    "lambda-mapping-foreign-secret",
    "lambda-mapping-mechanism-off",
    "lambda-mapping-wrong-mechanism",
    "lambda-role-overbroad-secrets",
    "msk-basic-monitoring",
    "msk-broker-ports-open-to-world",
    "msk-default-volume-key",
    "msk-no-broker-logs",
    "msk-open-cluster-policy",
    "msk-open-without-acls",
    "msk-plaintext-broker-traffic",
    "msk-plaintext-client-traffic",
    "msk-plaintext-listener",
    "msk-plaintext-port-open",
    "msk-public-at-creation",
    "msk-public-brokers",
    "msk-replicator-weak-mechanism",
    "msk-sasl-with-plaintext-listener",
    "msk-serverless-unsupported-authentication",
    "msk-shared-certificate-authority",
    "msk-unauthenticated-clients",
    "msk-unsupported-kafka-version",
    "redshift-no-route-to-credential",
    "redshift-role-cannot-use-credential",
    "redshift-schema-cluster-without-mtls",
    "redshift-schema-credential-missing",
    "redshift-schema-malformed-secret",
    "redshift-schema-plaintext-port",
    "redshift-schema-port-contradiction",
    "redshift-schema-region-mismatch",
    "redshift-schema-unauthenticated",
    "redshift-schema-unknown-brokers",
    "redshift-schema-untrusted-certificate",
    "redshift-schema-unusable-certificate",
    "scram-association-over-ten-per-request",
    "scram-secret-alias-key",
    "scram-secret-asymmetric-key",
    "scram-secret-dangling",
    "scram-secret-default-key",
    "scram-secret-exposed-policy",
    "scram-secret-foreign-account",
    "scram-secret-foreign-region",
    "scram-secret-stale-key-version",
    "scram-secret-unassociated",
    "scram-secret-unrotated",
    "scram-secret-unusable-key",
    "scram-secret-without-msk-policy",
    "scram-secret-without-prefix",
    "scram-too-many-users",
    "scram-without-users",
    "secret-literal-in-template",
    "worker-configuration-forbidden-property",
    "worker-configuration-literal-secret",
];

#[test]
fn ids_stay() {
    let gone: Vec<&&str> = IDS.iter().filter(|id| builtin().by_id(id).is_none()).collect();
    assert!(gone.is_empty(), "rules that were there before: {gone:?}");
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

/// Tables align in every terminal: no character is one column wide here and two columns there.
#[test]
fn texts_hold_no_character_of_ambiguous_width() {
    for rule in &builtin().rules {
        let mut texts: Vec<String> = Vec::new();
        for language in Language::ALL {
            let told = rule.texts(language);
            texts.extend([told.title.to_string(), told.why.to_string()]);
            texts.extend([&told.message, &told.expected].map(literals));
            texts.extend(told.observed.as_ref().map(literals));
            texts.extend(rule.remediation.iter().map(|r| literals(r.text(language))));
        }
        for remedy in &rule.remediation {
            texts.extend([&remedy.cli, &remedy.cloudformation, &remedy.terraform].map(literals));
        }
        for text in texts {
            let ambiguous = text.chars().find(|c| c.width() != c.width_cjk());
            assert_eq!(ambiguous, None, "{}: {text}", rule.id);
        }
    }
}

fn literals(template: &Template) -> String {
    let literal = |part: &Part| match part {
        Part::Literal(text) => text.to_string(),
        Part::Place(_) => String::new(),
    };
    template.parts.iter().map(literal).collect()
}

/// What people call things is no part of a command: every text goes through `sh()`.
#[test]
fn every_text_in_a_command_is_quoted() {
    let mut unquoted = Vec::new();
    for rule in &builtin().rules {
        for part in rule.remediation.iter().flat_map(|r| &r.cli.parts) {
            if let Part::Place(code) = part
                && !quoted(&code.expr)
            {
                unquoted.push(format!("{}: {{{{{}}}}}", rule.id, code.text));
            }
        }
    }
    assert!(unquoted.is_empty(), "unquoted in a command:\n{}", unquoted.join("\n"));
}

/// Through `sh()`, a number or a truth value, or a choice between such and literals.
fn quoted(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Field { def, .. } => matches!(def.ty, Type::Bool | Type::Int),
        Kind::Shell(_) | Kind::Text(_) | Kind::Int(_) => true,
        Kind::Cond(three) => quoted(&three[1]) && quoted(&three[2]),
        _ => false,
    }
}
