use super::requirements::{github_faults, schema_faults};
use super::*;
use crate::evaluate::Related;
use crate::inventory::Checkout;
use crate::report::test_support::*;
use crate::rules::{Language, Severity};

fn text(report: &Report, options: &Options<'_>) -> String {
    let rules = sample_rules();
    let rules: Vec<&Rule> = rules.iter().collect();
    let mut out = Vec::new();
    render(report, &rules, options, &mut out).expect("a Vec takes everything");
    String::from_utf8(out).expect("SARIF is UTF-8")
}

/// A document that meets the published schema and GitHub's requirements.
fn document(report: &Report, options: &Options<'_>) -> Value {
    let document: Value = serde_json::from_str(&text(report, options)).expect("JSON");
    let faults: Vec<String> = schema_faults(&document).into_iter().chain(github_faults(&document)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    document
}

fn options() -> Options<'static> {
    Options { exit: Some(1), fail_on: Some(Severity::Low), ..Options::default() }
}

fn results(document: &Value) -> &Vec<Value> {
    document["runs"][0]["results"].as_array().expect("results")
}

fn notes<'d>(document: &'d Value, id: &str) -> Vec<&'d Value> {
    let all = document["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array();
    all.into_iter().flatten().filter(|n| n["descriptor"]["id"] == id).collect()
}

#[test]
fn every_language_and_every_kind_of_report_is_valid() {
    for language in Language::ALL {
        let mut report = sample_in(language);
        report.findings.push(template_finding("templates/msk.yaml", 12));
        let document = document(&report, &options());
        assert_eq!(document["runs"][0]["language"], language.tag());
    }
    document(&hostile(), &options());
    let empty = document(&empty_report(), &Options { exit: Some(0), ..Options::default() });
    assert!(results(&empty).is_empty());
    assert_eq!(empty["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn only_fails_are_results_and_each_says_what_is_wrong_where() {
    let document = document(&sample(), &options());
    let found: Vec<(&str, &str, &str)> = results(&document)
        .iter()
        .map(|r| {
            let arn = &r["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
            (r["ruleId"].as_str().unwrap(), r["level"].as_str().unwrap(), arn.as_str().unwrap())
        })
        .collect();
    assert_eq!(
        found,
        [
            ("msk-public-brokers", "error", CLUSTER),
            ("scram-secret-default-key", "error", SECRET),
            ("connector-without-matching-listener", "warning", SECRET),
        ]
    );
    assert_eq!(
        results(&document)[1]["message"]["text"],
        "secret AmazonMSK_orders in account 123456789012, ap-northeast-1: Secret AmazonMSK_orders is encrypted \
         under the AWS managed key.\n\nexpected: a symmetric customer managed KMS key; observed: (not set)\n\n\
         Create a symmetric customer managed key."
    );
    let item = results(&document)[2]["message"]["text"].as_str().unwrap();
    assert!(
        item.starts_with("secret AmazonMSK_orders in account 123456789012, ap-northeast-1 (AWSPREVIOUS): "),
        "{item}"
    );
    assert_eq!(results(&document)[2]["properties"]["item"], "AWSPREVIOUS");
}

#[test]
fn what_was_not_assessed_is_a_notification_of_an_unsuccessful_execution() {
    let document = document(&sample(), &options());
    let invocation = &document["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["exitCode"], 1);
    assert_eq!(invocation["startTimeUtc"], "2026-11-22T02:00:00Z");
    let undecided = notes(&document, "not-assessed");
    let rules: Vec<&Value> = undecided.iter().map(|n| &n["associatedRule"]["id"]).collect();
    assert_eq!(rules, ["scram-secret-default-key", "scram-secret-unusable-key"]);
    let text = undecided[0]["message"]["text"].as_str().unwrap();
    assert!(text.contains("kms:DescribeKey was denied by the key policy (AccessDeniedException)"), "{text}");
    let gaps: Vec<&str> =
        notes(&document, "coverage-gap").iter().map(|n| n["message"]["text"].as_str().unwrap()).collect();
    assert_eq!(
        gaps,
        [
            "Account 123456789012, ap-northeast-1, elasticache:DescribeUsers: elasticache:DescribeUsers was \
             throttled until the retries were used up",
            "Account 123456789012, ap-northeast-1, arn:aws:kms:ap-northeast-1:123456789012:key/k: \
             kms:DescribeKey was denied by the key policy (AccessDeniedException)",
        ]
    );
    let problem = notes(&document, "unreadable-input")[0];
    assert_eq!(problem["level"], "error");
    assert_eq!(problem["locations"][0]["physicalLocation"]["region"]["startLine"], 4);
    let mut report = sample();
    report.run.interrupted = true;
    assert_eq!(notes(&super::tests::document(&report, &options()), "interrupted").len(), 1);
}

#[test]
fn live_findings_point_at_the_anchor_and_carry_their_own_fingerprint() {
    let here = |d: &Value, i: usize| {
        let physical = &results(d)[i]["locations"][0]["physicalLocation"];
        format!(
            "{}:{}",
            physical["artifactLocation"]["uri"].as_str().unwrap(),
            physical["region"]["startLine"]
        )
    };
    let plain = document(&sample(), &options());
    assert_eq!(here(&plain, 0), "tidegate.toml:1");
    let anchored =
        document(&sample(), &Options { sarif_anchor: Some(("infra/my scan.toml", 7)), ..options() });
    assert_eq!(here(&anchored, 0), "infra/my%20scan.toml:7");
    let note = notes(&anchored, "no-place-of-its-own")[0]["message"]["text"].as_str().unwrap();
    assert!(note.starts_with("3 findings") && note.contains("infra/my%20scan.toml:7"), "{note}");
    let report = sample();
    for (result, f) in results(&plain).iter().zip(&report.findings) {
        let prints = &result["partialFingerprints"];
        assert_eq!(prints["primaryLocationLineHash"], format!("{}:1", &f.fingerprint[..16]));
        assert_eq!(prints["tidegate/v1"], *f.fingerprint);
    }
    let mut hashes: Vec<String> = results(&plain)
        .iter()
        .map(|r| r["partialFingerprints"]["primaryLocationLineHash"].to_string())
        .collect();
    hashes.dedup();
    assert_eq!(hashes.len(), 3, "alerts that share a line stay apart");
}

#[test]
fn a_line_of_the_snapshot_is_a_place_but_its_hash_is_not_the_fingerprint() {
    let mut report = sample();
    report.snapshot = Some("/repo/out/snapshot.jsonl".into());
    report.findings[0].location = Some(place("/repo/out/snapshot.jsonl", 3));
    let source = |_: &str| Some("a\nb\nc\n".to_owned());
    let document = document(
        &report,
        &Options {
            checkout: Checkout { root: "/repo".into(), base: "".into() },
            source: Some(&source),
            ..options()
        },
    );
    let result = &results(&document)[0];
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "out/snapshot.jsonl");
    assert_eq!(physical["region"], json!({"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 21}));
    assert_eq!(
        result["partialFingerprints"]["primaryLocationLineHash"],
        format!("{}:1", &report.findings[0].fingerprint[..16])
    );
    let outside = super::tests::document(
        &report,
        &Options { checkout: Checkout { root: "/other".into(), base: "".into() }, ..options() },
    );
    let physical = &results(&outside)[0]["locations"][0]["physicalLocation"];
    assert_eq!(
        physical["artifactLocation"]["uri"], "tidegate.toml",
        "a file outside the repository is no place"
    );
}

#[test]
fn template_findings_follow_their_line_and_tell_the_way_there() {
    let mut report = empty_report();
    report.run.accounts.clear();
    report.findings = vec![template_finding("templates/msk.yaml", 2)];
    let source = |path: &str| (path == "templates/msk.yaml").then(|| "hello\nworld\r\n".to_owned());
    let document = document(&report, &Options { source: Some(&source), ..options() });
    assert_eq!(document["runs"][0]["automationDetails"]["id"], "tidegate/templates/");
    let result = &results(&document)[0];
    assert_eq!(result["partialFingerprints"]["primaryLocationLineHash"], "53f9e022cffbf0f1:1");
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "default of the parameter ClientBroker");
    let steps = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap();
    let files: Vec<&Value> =
        steps.iter().map(|s| &s["location"]["physicalLocation"]["artifactLocation"]["uri"]).collect();
    assert_eq!(files, ["params.yaml", "templates/msk.yaml"]);
    let text = result["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("msk_cluster Cluster (Env=dev): "), "{text}");
    let unread = super::tests::document(&report, &options());
    assert_eq!(
        results(&unread)[0]["partialFingerprints"]["primaryLocationLineHash"],
        format!("{}:1", &report.findings[0].fingerprint[..16])
    );
}

#[test]
fn rules_carry_their_page_and_their_severity() {
    let document = document(&sample(), &options());
    let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let by_id = |id: &str| rules.iter().find(|r| r["id"] == id).unwrap();
    let severity = |id: &str| by_id(id)["properties"]["security-severity"].clone();
    assert_eq!(severity("msk-public-brokers"), "9.5");
    assert_eq!(severity("scram-secret-default-key"), "8.0");
    assert_eq!(severity("connector-without-matching-listener"), "5.5");
    assert_eq!(severity("scram-secret-unusable-key"), Value::Null, "an informational rule has none");
    assert_eq!(by_id("scram-secret-unusable-key")["defaultConfiguration"]["level"], "note");
    let rule = by_id("scram-secret-default-key");
    assert_eq!(rule["name"], "ScramSecretDefaultKey");
    assert_eq!(rule["help"]["markdown"], rule_page_of("scram-secret-default-key"));
    assert_eq!(rule["properties"]["tags"], json!(["security", "msk", "scram"]));
    assert_eq!(rule["properties"]["precision"], "high");
    assert_eq!(rule["properties"]["mappedTo"], json!({"nist-800-53-r5": ["SC-12", "SC-13"]}));
    assert_eq!(rules.len(), 5, "rules without findings are there, too");
}

fn rule_page_of(id: &str) -> String {
    let rules = sample_rules();
    crate::report::rule_page(rules.iter().find(|r| &*r.id == id).unwrap(), Language::En)
}

#[test]
fn a_rule_shows_the_worst_that_it_came_to() {
    let mut report = sample();
    report.findings.push(finding("scram-secret-default-key", Severity::Critical, 9));
    report.findings.push(finding("rule-of-somebody-else", Severity::Low, 10));
    let document = document(&report, &options());
    let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let rule = rules.iter().find(|r| r["id"] == "scram-secret-default-key").unwrap();
    assert_eq!(rule["properties"]["security-severity"], "9.5");
    assert!(rules.iter().any(|r| r["id"] == "rule-of-somebody-else"));
    let levels: Vec<&Value> = results(&document)
        .iter()
        .filter(|r| r["ruleId"] == "scram-secret-default-key")
        .map(|r| &r["properties"]["severity"])
        .collect();
    assert_eq!(levels, ["critical", "high"], "each result keeps its own");
}

#[test]
fn past_the_limits_the_worst_is_kept_and_the_cut_is_said() {
    let mut report = sample();
    let low = (0..30_000).map(|n| finding("scram-secret-default-key", Severity::Low, n));
    report.findings = low.collect();
    let mut last = finding("msk-public-brokers", Severity::Critical, 99_999);
    last.related =
        (0..1_200).map(|n| Related { message: "step".into(), place: place("a.yaml", n + 1) }).collect();
    report.findings.push(last);
    let document = document(&report, &options());
    assert_eq!(results(&document).len(), MAX_RESULTS);
    let critical: Vec<&Value> =
        results(&document).iter().filter(|r| r["ruleId"] == "msk-public-brokers").collect();
    assert_eq!(critical.len(), 1, "the one critical finding, last in the report, is not the one cut");
    assert_eq!(critical[0]["relatedLocations"].as_array().unwrap().len(), 1_000);
    let cuts: Vec<&str> =
        notes(&document, "left-out").iter().map(|n| n["message"]["text"].as_str().unwrap()).collect();
    assert_eq!(
        cuts,
        [
            "Only the 25,000 worst of 30,001 findings are in this file; the JSON report has all.",
            "Only 1,000 of 1,200 related locations are in this file; the JSON report has all.",
        ]
    );
}

#[test]
fn the_category_names_the_scope() {
    let id = |accounts: &[&str], regions: &[&str]| {
        let mut report = empty_report();
        report.run.accounts = accounts.iter().map(|a| (*a).into()).collect();
        report.run.regions = regions.iter().map(|r| (*r).into()).collect();
        category(&report)
    };
    assert_eq!(id(&["111122223333"], &["eu-west-1"]), "tidegate/live/111122223333/eu-west-1/");
    assert_eq!(
        id(&["111122223333"], &["us-east-1", "eu-west-1"]),
        "tidegate/live/111122223333/eu-west-1+us-east-1/"
    );
    let many = ["a", "b", "c", "d"];
    assert_eq!(id(&["1"], &many), id(&["1"], &["d", "c", "b", "a"]));
    assert_ne!(id(&["1"], &many), id(&["1"], &["a", "b", "c", "e"]));
    assert!(id(&["1"], &many).starts_with("tidegate/live/1/4-"));
}

#[test]
fn no_name_makes_a_link_or_reaches_a_terminal() {
    let mut report = sample();
    report.findings[0].message = "Cluster [click](https://evil.example) \\ is public.".into();
    let document = document(&report, &options());
    let text = results(&document)[0]["message"]["text"].as_str().unwrap();
    assert!(text.contains("\\[click\\](https://evil.example) \\\\ is public."), "{text}");
    let hostile = super::tests::text(&hostile(), &options());
    assert_eq!(words::block(&hostile), hostile);
    for escaped in ["\\u001b", "\\u0007", "\\u0000", "\\u202e", "\\u009b"] {
        assert!(!hostile.contains(escaped), "{escaped} is in the file");
    }
}

#[test]
fn the_checks_of_these_tests_can_fail() {
    let good = document(&sample(), &options());
    type Spoil = fn(&mut Value);
    let spoil: [(&str, Spoil); 6] = [
        ("schema", |d| {
            d["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = json!(0)
        }),
        ("schema", |d| d["runs"][0]["results"][0]["arn"] = json!("x")),
        ("schema", |d| d["runs"][0]["columnKind"] = json!("bytes")),
        ("github", |d| d["runs"][0]["results"][0]["locations"] = json!([])),
        ("github", |d| d["runs"][0]["results"][0]["ruleIndex"] = json!(1)),
        ("github", |d| {
            let artifact =
                &mut d["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
            artifact["uri"] = json!("arn:aws:kafka:x");
        }),
    ];
    for (i, (by, spoil)) in spoil.iter().enumerate() {
        let mut bad = good.clone();
        spoil(&mut bad);
        let found =
            if *by == "schema" { !schema_faults(&bad).is_empty() } else { !github_faults(&bad).is_empty() };
        assert!(found, "spoiled document {i} passes");
    }
}
