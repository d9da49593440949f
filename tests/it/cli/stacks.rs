//! `check` of CloudFormation templates with files beside them: nested stacks and parameters.

use super::{Tidegate, findings, text};
use serde_json::Value;

const PARENT: &str = "\
Parameters: {Env: {Type: String, Default: prod}}
Resources:
  Msk:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: ../stacks/cluster.yaml, Parameters: {Listener: !If [Dev, TLS_PLAINTEXT, TLS]}}
Conditions: {Dev: !Equals [!Ref Env, dev]}
";

const CLUSTER: &str = "\
Parameters: {Listener: {Type: String, Default: PLAINTEXT}}
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties:
      EncryptionInfo: {EncryptionInTransit: {ClientBroker: !Ref Listener}}
";

/// `verdict id path:line`, and in which world, of a rule's findings.
fn verdicts(report: &Value) -> Vec<String> {
    let of_rule = findings(report).iter().filter(|f| f["rule"] == "msk-plaintext-client-traffic");
    let shown = |f: &Value| {
        let l = &f["location"];
        let world = f["world"].as_str().map_or(String::new(), |w| format!(" when {w}"));
        format!(
            "{} {} {}:{}{world}",
            text(f, "/verdict"),
            text(f, "/resource/id"),
            text(l, "/path"),
            l["line"]
        )
    };
    of_rule.map(shown).collect()
}

fn check(args: &[&str]) -> Tidegate {
    Tidegate::new(["check", "--format", "json", "--show", "pass"])
        .args(args)
        .file(".git/HEAD", "")
        .file("infra/t.yaml", PARENT)
        .file("stacks/cluster.yaml", CLUSTER)
}

#[test]
fn a_nested_template_is_found_beside_the_one_that_is_named_and_judged_there() {
    let report = check(&["infra/t.yaml"]).run().json();
    assert_eq!(verdicts(&report), ["fail Msk/C stacks/cluster.yaml:6 when Env=dev"]);
    let report = check(&["."]).run().json();
    assert_eq!(verdicts(&report), ["fail Msk/C stacks/cluster.yaml:6 when Env=dev"], "once, as it is nested");
    let report = check(&["stacks/cluster.yaml"]).run().exits(1).json();
    assert_eq!(verdicts(&report), ["fail C stacks/cluster.yaml:6"], "alone, by its default");
}

#[test]
fn what_lies_outside_is_not_read() {
    let report = Tidegate::new(["check", "--format", "json", "repo/t.yaml"])
        .file("repo/.git/HEAD", "")
        .file("repo/t.yaml", PARENT)
        .file("stacks/cluster.yaml", CLUSTER)
        .run()
        .exits(3)
        .json();
    assert_eq!(verdicts(&report), Vec::<String>::new());
    let gaps = report["coverage"][0]["gaps"].to_string();
    assert!(gaps.contains("the nested stack Msk: stacks/cluster.yaml is not among the files"), "{gaps}");
}

#[test]
fn parameters_decide_and_mistakes_in_them_are_told() {
    let with = |name: &str, text: &str| check(&["infra/t.yaml", "--parameters", name]).file(name, text).run();
    let report = with("p.json", r#"[{"ParameterKey": "Env", "ParameterValue": "dev"}]"#).exits(1).json();
    assert_eq!(verdicts(&report), ["fail Msk/C stacks/cluster.yaml:6"]);
    assert_eq!(verdicts(&with("p.json", r#"{"Env": "prod"}"#).json()), ["pass Msk/C stacks/cluster.yaml:6"]);
    let toml = "[default.deploy.parameters]\nparameter_overrides = \"Env=dev\"\n";
    assert_eq!(verdicts(&with("samconfig.toml", toml).exits(1).json()), ["fail Msk/C stacks/cluster.yaml:6"]);
    let report = with("p.yaml", "Enw: dev\n").exits(1).json();
    let problem = &report["problems"][0];
    assert_eq!(
        (&problem["path"], &problem["line"], &problem["column"]),
        (&"p.yaml".into(), &1.into(), &1.into())
    );
    let message = text(problem, "/message");
    assert_eq!(message, "no template has a parameter `Enw`; did you mean `Env`?");
}
