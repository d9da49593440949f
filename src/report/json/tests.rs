use super::*;
use crate::inventory::{Denial, Why};
use crate::report::schema;
use crate::report::test_support::*;
use crate::rules::{Language, Severity};

fn document(report: &Report, options: &Options<'_>) -> Value {
    let rules = sample_rules();
    let rules: Vec<&Rule> = rules.iter().collect();
    let mut out = Vec::new();
    render(report, &rules, options, &mut out).expect("a Vec takes everything");
    serde_json::from_slice(&out).expect("JSON")
}

fn errors(document: &Value) -> Vec<String> {
    schema::faults(document)
}

fn all() -> Options<'static> {
    Options { undecided: true, exit: Some(1), fail_on: Some(Severity::Low), ..Options::default() }
}

/// Every reason there is, so that the schema knows each.
fn reasons() -> Vec<Why> {
    let denials = [
        Denial::IdentityPolicy,
        Denial::ServiceControlPolicy,
        Denial::ResourceControlPolicy,
        Denial::PermissionsBoundary,
        Denial::SessionPolicy,
        Denial::ResourcePolicy,
        Denial::KeyPolicy,
        Denial::VpcEndpointPolicy,
        Denial::RegionDisabled,
        Denial::Unspecified,
    ];
    let denied = denials.map(|by| Why::Denied { operation: "a:B".into(), code: "C".into(), by });
    let others = [
        Why::NotStated,
        Why::Failed { operation: "a:B".into(), code: "C".into() },
        Why::Throttled { operation: "a:B".into() },
        Why::Truncated { operation: "a:B".into(), reason: "r".into() },
        Why::Malformed { operation: "a:B".into(), detail: "d".into() },
        Why::Unrecognised { value: "v".into() },
        Why::Deferred { expression: "var.x".into() },
        Why::NotCollected { what: "w".into() },
        Why::Interrupted { operation: "a:B".into() },
        Why::Limit { what: "w".into() },
    ];
    denied.into_iter().chain(others).collect()
}

#[test]
fn every_report_meets_the_published_schema() {
    assert!(jsonschema::draft202012::meta::is_valid(&schema::report(Language::En)));
    let mut reports: Vec<Report> = Language::ALL.map(sample_in).into();
    reports.extend([empty_report(), hostile()]);
    let mut many = sample();
    for why in reasons() {
        many.findings[3].missing.push(crate::evaluate::Missing { field: "f".into(), why });
    }
    many.findings.push(template_finding("t.yaml", 3));
    many.run.principal = None;
    reports.push(many);
    for report in &reports {
        for options in [all(), Options::default()] {
            let found = errors(&document(report, &options));
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}

#[test]
fn the_schema_is_closed() {
    let good = document(&sample(), &all());
    assert!(errors(&good).is_empty());
    let spoil: [fn(&mut Value); 6] = [
        |d| d["extra"] = json!(1),
        |d| d["findings"][0]["resource"]["arn"] = json!("x"),
        |d| d["findings"][0]["verdict"] = json!("failed"),
        |d| {
            d["findings"][0]["location"] =
                json!({"path": "a", "line": 0, "column": 1, "end_line": 1, "end_column": 1})
        },
        |d| d["coverage"][0]["gaps"][0]["why"] = json!({"throttled": {"operation": "a", "other": 1}}),
        |d| drop(d.as_object_mut().unwrap().remove("coverage")),
    ];
    for (i, spoil) in spoil.iter().enumerate() {
        let mut bad = good.clone();
        spoil(&mut bad);
        assert!(!errors(&bad).is_empty(), "spoiled document {i} passes");
    }
}

#[test]
fn every_value_of_a_finding_is_told() {
    let mut report = sample();
    report.findings.push(template_finding("templates/msk.yaml", 12));
    let document = document(&report, &all());
    let findings = document["findings"].as_array().expect("a list");
    assert_eq!(findings.len(), report.findings.len());
    for (told, f) in findings.iter().zip(&report.findings) {
        let texts = [
            ("rule", &f.rule),
            ("fingerprint", &f.fingerprint),
            ("message", &f.message),
            ("expected", &f.expected),
            ("observed", &f.observed),
        ];
        for (member, value) in texts {
            assert_eq!(told[member], **value, "{member}");
        }
        assert_eq!(told["verdict"], f.verdict.name());
        assert_eq!(told["severity"], f.severity.name());
        assert_eq!(told["confidence"], f.confidence.name());
        assert_eq!(told["resource"], json!(f.resource));
        assert_eq!(told["item"], json!(f.item));
        assert_eq!(told["world"], json!(f.world));
        assert_eq!(told["evidence"], json!(f.evidence));
        assert_eq!(told["remediation"], json!(f.remediation));
        for (m, missing) in told["missing"].as_array().unwrap().iter().zip(&f.missing) {
            assert_eq!((&m["field"], &m["why"]), (&json!(missing.field), &json!(missing.why)));
            assert_eq!(m["reason"], words::why(Language::En, &missing.why));
        }
        match &f.location {
            None => assert_eq!(told["location"], Value::Null),
            Some(p) => assert_eq!(
                told["location"],
                json!({"path": p.path, "line": p.line, "column": p.column, "end_line": p.end_line, "end_column": p.end_column})
            ),
        }
        assert_eq!(told["related"].as_array().unwrap().len(), f.related.len());
    }
    let related = &findings.last().unwrap()["related"][0];
    assert_eq!(
        (&related["message"], &related["location"]["path"]),
        (&json!("default of the parameter ClientBroker"), &json!("params.yaml"))
    );
}

#[test]
fn the_numbers_are_those_of_the_run() {
    let document = document(&sample(), &all());
    assert_eq!(
        document["summary"]["verdicts"],
        json!({"pass": 21, "fail": 3, "undecided": 2, "not-applicable": 4})
    );
    assert_eq!(
        document["summary"]["severities"],
        json!({"critical": 1, "high": 1, "medium": 1, "low": 0, "info": 0})
    );
    assert_eq!(document["run"]["incomplete"], true);
    assert_eq!((&document["run"]["exit_code"], &document["run"]["fail_on"]), (&json!(1), &json!("low")));
    assert_eq!(
        document["rules"]["ran"][2],
        json!({"id": "scram-secret-default-key", "pass": 9, "fail": 1, "undecided": 1, "not-applicable": 1})
    );
    assert_eq!(document["not_assessed"]["missing_permissions"], json!(["kms:DescribeKey"]));
    assert_eq!(
        (&document["not_assessed"]["checks"], &document["not_assessed"]["gaps"]),
        (&json!(2), &json!(2))
    );
    let listing = &document["coverage"][0];
    assert_eq!((&listing["complete"], &listing["gaps"][0]["target"]), (&json!(false), &Value::Null));
    assert_eq!(document["coverage"][3]["complete"], true, "a gap by choice leaves the coverage complete");
    assert_eq!(document["problems"][0]["line"], 4);
}

#[test]
fn undecided_findings_are_listed_when_asked_for_and_always_counted() {
    let verdicts = |d: &Value| -> Vec<String> {
        d["findings"].as_array().unwrap().iter().map(|f| f["verdict"].as_str().unwrap().to_owned()).collect()
    };
    let few = document(&sample(), &Options::default());
    assert_eq!(verdicts(&few), ["fail", "fail", "fail"]);
    assert_eq!(few["not_assessed"]["reasons"][1]["checks"], 2);
    let more = document(&sample(), &all());
    assert_eq!(verdicts(&more), ["fail", "fail", "fail", "undecided", "undecided"]);
}

#[test]
fn nothing_hostile_is_in_the_file() {
    let rules = sample_rules();
    let rules: Vec<&Rule> = rules.iter().collect();
    let mut out = Vec::new();
    render(&hostile(), &rules, &all(), &mut out).expect("a Vec takes everything");
    let text = String::from_utf8(out).expect("UTF-8");
    assert_eq!(words::block(&text), text);
    for escaped in ["\\u001b", "\\u0007", "\\u0000", "\\u202e", "\\u009b"] {
        assert!(!text.contains(escaped), "{escaped} is in the file");
    }
}
