//! Requests in templates not to be told of findings: honoured with a reason, shown everywhere, counted nowhere.

use super::{Tidegate, findings, text};
use serde_json::{Value, json};

const RULE: &str = "scram-secret-without-prefix";

fn stack(comment: &str) -> String {
    format!(
        "Resources:\n  User:\n    Type: AWS::SecretsManager::Secret\n    Properties:\n      Name: amazonmsk_alice{comment}\n      \
         KmsKeyId: !Ref Key\n  Key:\n    Type: AWS::KMS::Key\n    Properties: {{EnableKeyRotation: true}}\n"
    )
}

fn check(stack: &str, args: &[&str]) -> Value {
    Tidegate::new(["check", "stack.yaml", "--format", "json"])
        .args(args)
        .file("stack.yaml", stack)
        .run()
        .json()
}

fn has(report: &Value) -> bool {
    findings(report).iter().any(|f| f["rule"] == RULE)
}

#[test]
fn a_request_with_a_reason_takes_the_finding_out_of_the_verdict_and_not_out_of_the_report() {
    let plain = check(&stack(""), &[]);
    assert!(has(&plain) && plain["ignored"] == json!([]));
    let stack = stack(" # tidegate:ignore[scram-secret-without-prefix] renamed in the next release");
    let report = check(&stack, &[]);
    assert!(!has(&report));
    let ignored = &report["ignored"][0];
    assert_eq!(text(ignored, "/reason"), "renamed in the next release");
    assert_eq!(ignored["asked_at"], json!({"path": "stack.yaml", "line": 5, "column": 29}));
    let before = findings(&plain).iter().find(|f| f["rule"] == RULE).expect("it").clone();
    assert_eq!(ignored["finding"], before);
    let ran = |report: &Value| {
        let all = report["rules"]["ran"].as_array().unwrap().clone();
        all.into_iter().find(|r| r["id"] == RULE).expect("it ran")
    };
    assert_eq!((&ran(&plain)["fail"], &ran(&report)["fail"]), (&json!(1), &json!(0)));
    assert!(has(&check(&stack, &["--no-ignores"])));
    let table = Tidegate::new(["check", "stack.yaml"]).file("stack.yaml", &stack).run().stdout;
    for shown in
        ["ignored 1", "IGNORED, AS THE TEMPLATES ASK (1)", "renamed in the next release", "stack.yaml:5"]
    {
        assert!(table.contains(shown), "{shown}: {table}");
    }
}

#[test]
fn code_scanning_sees_it_as_suppressed() {
    let stack = stack(" # tidegate:ignore[scram-secret-without-prefix] test data");
    let ran = Tidegate::new(["check", "stack.yaml", "--format", "sarif"]).file("stack.yaml", &stack).run();
    let document = ran.json();
    let results = document["runs"][0]["results"].as_array().expect("results").clone();
    let of_rule: Vec<&Value> = results.iter().filter(|r| r["ruleId"] == RULE).collect();
    assert_eq!(of_rule.len(), 1);
    let suppression = &of_rule[0]["suppressions"][0];
    assert_eq!((text(suppression, "/kind"), text(suppression, "/justification")), ("inSource", "test data"));
    assert_eq!(suppression["location"]["physicalLocation"]["region"]["startLine"], 5);
    assert!(results.iter().filter(|r| r["ruleId"] != RULE).all(|r| r.get("suppressions").is_none()));
    let without = Tidegate::new(["check", "stack.yaml", "--format", "sarif", "--sarif-ignored", "omit"]);
    let document = without.file("stack.yaml", &stack).run().json();
    let kept = document["runs"][0]["results"].as_array().expect("results");
    assert_eq!(kept.len(), results.len() - 1);
    assert!(kept.iter().all(|r| r["ruleId"] != RULE));
}

#[test]
fn requests_that_do_not_work_are_told() {
    let remarks = |comment: &str| -> Vec<String> {
        let report = check(&stack(comment), &[]);
        assert_eq!(report["run"]["incomplete"], false);
        let all = report["remarks"].as_array().expect("remarks");
        all.iter().map(|r| format!("{}:{} {}", text(r, "/path"), r["line"], text(r, "/message"))).collect()
    };
    let cases = [
        (" # tidegate:ignore[scram-secret-without-prefix]", "gives no reason"),
        (" # tidegate:ignore later", "names no rule"),
        (
            " # tidegate:ignore[scram-secret-without-prefx] typing error",
            "did you mean `scram-secret-without-prefix`",
        ),
        (
            " # tidegate:ignore[scram-secret-default-key] nothing",
            "`scram-secret-default-key` finds nothing here",
        ),
    ];
    for (comment, says) in cases {
        let told = remarks(comment);
        assert!(
            told.len() == 1 && told[0].starts_with("stack.yaml:5 ") && told[0].contains(says),
            "{told:?}"
        );
        assert!(has(&check(&stack(comment), &[])), "{comment}: the finding stays");
    }
    // A rule that did not run found nothing, which says nothing about the request.
    let stack = stack(" # tidegate:ignore[scram-secret-without-prefix] reason");
    let report = check(&stack, &["--ignore", RULE]);
    assert_eq!(report["remarks"], json!([]));
}

#[test]
fn terraform_source_asks_the_same_way_with_and_without_a_plan() {
    let module = "# tidegate:ignore[msk-plaintext-client-traffic] the old clients go in March\nresource \"aws_msk_cluster\" \"c\" {\n  \
                  cluster_name = \"c\"\n  encryption_info {\n    encryption_in_transit {\n      client_broker = \"PLAINTEXT\"\n    \
                  }\n  }\n}\n";
    let report =
        Tidegate::new(["check", ".", "--format", "json"]).file("main.tf", module).run().exits(1).json();
    assert_eq!(text(&report["ignored"][0], "/finding/rule"), "msk-plaintext-client-traffic");
    assert!(findings(&report).iter().all(|f| f["rule"] != "msk-plaintext-client-traffic"));
    assert_eq!(report["remarks"], json!([]));
}
