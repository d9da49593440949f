//! Files of parameters: every form, what they decide, and what is wrong with them.

use crate::cloudformation::{expect, findings, shown, template, unit};
use std::sync::Arc;
use tidegate::template::cloudformation::parameters;
use tidegate::template::source::Source;

const TEMPLATE: &str = "
Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  Nodes: {Type: Number, Default: 3}
  Subnets: {Type: CommaDelimitedList}
  Password: {Type: String, NoEcho: true}
Resources: {K: {Type: 'AWS::KMS::Key'}}
";

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::new(path, text.to_owned()))
}

/// `Name=value (text at the value's place)`, and problems as `path:line:column: message`.
fn said(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let files: Vec<_> = files.iter().map(|(path, text)| source(path, text)).collect();
    let (stated, problems) = parameters(&files, &[source("t.yaml", TEMPLATE)]);
    let shown = |s: Option<&str>| s.map_or("?".to_owned(), str::to_owned);
    let stated = stated.iter().map(|(name, s)| {
        format!("{name}={} ({})", shown(s.value.as_deref()), s.site.source.slice(s.site.span))
    });
    let problems = problems.iter().map(|p| format!("{}:{}:{}: {}", p.path, p.line, p.column, p.message));
    (stated.collect(), problems.collect())
}

#[track_caller]
fn says(path: &str, text: &str, expected: &[&str]) {
    let (stated, problems) = said(&[(path, text)]);
    assert_eq!(
        (stated, problems),
        (expected.iter().map(ToString::to_string).collect(), Vec::new()),
        "{text}"
    );
}

#[test]
fn json_and_yaml() {
    let cli = r#"[{"ParameterKey": "Env", "ParameterValue": "prod"}, {"ParameterKey": "Nodes", "UsePreviousValue": true}]"#;
    says(
        "p.json",
        cli,
        &["Env=prod (\"prod\")", "Nodes=? ({\"ParameterKey\": \"Nodes\", \"UsePreviousValue\": true})"],
    );
    let pipeline =
        r#"{"Parameters": {"Env": "prod", "Subnets": ["a", "b"], "Nodes": 010}, "Tags": {"x": "y"}}"#;
    says(
        "p.json",
        &pipeline.replace("010", "10"),
        &["Env=prod (\"prod\")", "Nodes=10 (10)", "Subnets=a,b ([\"a\", \"b\"])"],
    );
    let input = r#"{"StackName": "x", "Parameters": [{"ParameterKey": "Env", "ParameterValue": "dev"}]}"#;
    says("p.json", input, &["Env=dev (\"dev\")"]);
    says("p.json", r#"{"Env": "dev", "Nodes": "3"}"#, &["Env=dev (\"dev\")", "Nodes=3 (\"3\")"]);
    says("p.json", r#"["Env=dev", "Nodes=3"]"#, &["Env=dev (dev)", "Nodes=3 (3)"]);
    says("p.yaml", "Env: dev\nNodes: 010\n", &["Env=dev (dev)", "Nodes=010 (010)"]);
    says("p.yaml", "Parameters:\n  Env: dev\n", &["Env=dev (dev)"]);
    says("p.yaml", "- ParameterKey: Env\n  ParameterValue: dev\n", &["Env=dev (dev)"]);
    says("p.json", "{}", &[]);
}

#[test]
fn sam_configurations() {
    let toml =
        |value: &str| format!("version = 0.1\n[default.deploy.parameters]\nparameter_overrides = {value}\n");
    let both = ["Env=dev (dev)", "Nodes=3 (3)"];
    says("samconfig.toml", &toml("\"Env=dev Nodes=3\""), &both);
    says(
        "samconfig.toml",
        &toml("'ParameterKey=Env,ParameterValue=dev ParameterKey=Nodes,ParameterValue=3'"),
        &both,
    );
    says("samconfig.toml", &toml("[\"Env=dev\", \"Nodes=3\"]"), &both);
    says("samconfig.toml", &toml("{ Env = \"dev\", Nodes = 3 }"), &["Env=dev (\"dev\")", "Nodes=3 (3)"]);
    says(
        "samconfig.toml",
        &toml("'Subnets=\"a, b\" Env=dev'"),
        &["Env=dev (dev)", "Subnets=a, b (Subnets=\"a, b\")"],
    );
    let escaped = toml(r#""Subnets=\"a b\" Env=dev""#);
    let whole = r#"("Subnets=\"a b\" Env=dev")"#;
    says("samconfig.toml", &escaped, &[&format!("Env=dev {whole}"), &format!("Subnets=a b {whole}")]);
    let global = "[default.global.parameters]\nparameter_overrides = 'Env=prod Nodes=5'\n";
    let toml = format!(
        "{global}[default.deploy.parameters]\nparameter_overrides = 'Env=dev'\n[prod.deploy.parameters]\nparameter_overrides = 'Env=prod'\n"
    );
    says("samconfig.toml", &toml, &["Env=dev (dev)", "Nodes=5 (5)"]);
    let yaml =
        "version: 0.1\ndefault:\n  deploy:\n    parameters:\n      parameter_overrides: [Env=dev, Nodes=3]\n";
    says("samconfig.yaml", yaml, &both);
}

#[test]
fn of_several_files_the_last_wins() {
    let (stated, problems) =
        said(&[("a.json", r#"{"Env": "dev", "Nodes": 3}"#), ("b.yaml", "Env: prod\n"), ("c.json", "[]")]);
    assert_eq!((stated, problems), (vec!["Env=prod (prod)".into(), "Nodes=3 (3)".into()], Vec::new()));
}

#[test]
fn a_secret_goes_no_further() {
    let (stated, problems) = said(&[("a.json", r#"{"Password": "tide-canary"}"#)]);
    assert_eq!(stated, ["Password=? (\"tide-canary\")"], "its place is kept, not its value");
    assert!(problems.is_empty());
}

#[test]
fn mistakes_are_told_with_their_place() {
    for (path, text, expected) in [
        (
            "p.json",
            "{\"Enx\": \"dev\"}",
            "p.json:1:2: no template has a parameter `Enx`; did you mean `Env`?",
        ),
        ("p.json", "{\"Quite\": \"dev\"}", "p.json:1:2: no template has a parameter `Quite`"),
        (
            "p.yaml",
            "Nodes: 1\nEnv: tide-canary\n",
            "p.yaml:2:6: the parameter `Env` does not allow this value",
        ),
        (
            "p.json",
            "[{\"ParameterKey\": \"Env\"}]",
            "p.json:1:2: neither ParameterValue nor UsePreviousValue",
        ),
        ("p.json", "{\"Env\": {\"a\": \"tide-canary\"}}", "p.json:1:9: no parameter: a list of"),
        ("p.json", "{\"Env\": null}", "p.json:1:9: no parameter: a list of"),
        ("p.json", "\"tide-canary\"", "p.json:1:1: no parameter: a list of"),
        ("p.json", "{\"Env\": \"dev\", \"Env\": \"prod\"}", "p.json:1:16: "),
        ("p.json", "{\"Env\": tide-canary}", "p.json:1:9: no JSON"),
        ("p.json", "[\"tide-canary\"]", "p.json:1:3: neither Key=Value nor"),
        ("samconfig.toml", "[default.deploy\n", "samconfig.toml:1:16: no TOML"),
        ("samconfig.toml", "[prod.deploy]\n", "samconfig.toml:1:1: no environment called default"),
        (
            "samconfig.toml",
            "[default.deploy.parameters]\nparameter_overrides = 'Enx=dev'\n",
            "samconfig.toml:2:24: no template has a parameter `Enx`; did you mean `Env`?",
        ),
        (
            "samconfig.toml",
            "[default.deploy.parameters]\nparameter_overrides = 3\n",
            "samconfig.toml:2:23: parameter_overrides is neither",
        ),
    ] {
        let (_, problems) = said(&[(path, text)]);
        let [problem] = &problems[..] else { panic!("{text}: {problems:?}") };
        assert!(problem.starts_with(expected), "{text}: {problem}");
        assert!(!problem.contains("tide-canary"), "{problem}");
    }
    let (stated, problems) = said(&[("bad.json", "{"), ("good.json", r#"{"Env": "dev"}"#)]);
    assert_eq!((stated.len(), problems.len()), (1, 1), "one broken file hides nothing of the others");
}

/// The value at a path of Systems Manager is read at deployment, whatever the path is called.
#[test]
fn types_of_systems_manager_are_paths_and_never_values() {
    let read = template(
        "
Parameters:
  One: {Type: 'AWS::SSM::Parameter::Value<String>', Default: TLS, AllowedValues: [TLS, PLAINTEXT]}
  Many: {Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: 'subnet-1,subnet-2'}
  Name: {Type: 'AWS::SSM::Parameter::Name', Default: AmazonMSK_x}
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties:
      EncryptionInfo: {EncryptionInTransit: {ClientBroker: !Ref One}}
      BrokerNodeGroupInfo: {ClientSubnets: !Ref Many}
  S:
    Type: AWS::SecretsManager::Secret
    Properties: {Name: !Ref Name}
",
    );
    assert_eq!(shown(&read, "C", "client_broker"), "Pattern([Symbol(\"One\")])");
    assert_eq!(shown(&read, "C", "subnets"), "?the parameter Many");
    assert_eq!(shown(&read, "S", "name"), "AmazonMSK_x", "here the name is what is given");
    expect(&read, "C", &[("msk-plaintext-client-traffic", "undecided")]);
}

/// `{{resolve:...}}` is read at deployment; the text around it decides what it can.
#[test]
fn dynamic_references_are_values_of_the_deployment() {
    let read = template(
        "
Parameters: {P: {Type: String, Default: '{{resolve:ssm:/listener:1}}'}}
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties: {KafkaVersion: '{{resolve:ssm:/kafka}}', EncryptionInfo: {EncryptionInTransit: {ClientBroker: !Ref P}}}
  S:
    Type: AWS::SecretsManager::Secret
    Properties: {Name: 'AmazonMSK_{{resolve:ssm:/name:2}}', SecretString: '{{resolve:secretsmanager:other:SecretString:password}}'}
  W:
    Type: AWS::KafkaConnect::Connector
    Properties:
      ConnectorConfiguration:
        connector.class: io.confluent.connect.jdbc.JdbcSinkConnector
        connection.url: 'jdbc:postgresql://{{resolve:ssm:/db}}/app?sslmode=disable'
        connection.password: '{{resolve:secretsmanager:app:SecretString:password}}'
",
    );
    assert_eq!(shown(&read, "C", "client_broker"), "?a dynamic reference to ssm");
    assert_eq!(shown(&read, "C", "kafka_version"), "?a dynamic reference to ssm");
    let cluster =
        [("msk-plaintext-client-traffic", "undecided"), ("msk-unsupported-kafka-version", "undecided")];
    expect(&read, "C", &cluster);
    expect(&read, "S", &[("scram-secret-without-prefix", "pass")]);
    expect(&read, "S.SecretString", &[("secret-literal-in-template", "pass")]);
    let of: Vec<_> = findings(unit(&read)).into_iter().filter(|f| &*f.resource.id == "W").collect();
    let verdict = |rule: &str, item: &str| {
        let found = of.iter().find(|f| &*f.rule == rule && f.item.as_deref() == Some(item));
        found.map(|f| f.verdict.name())
    };
    assert_eq!(verdict("connector-literal-secret", "connection.password"), Some("pass"));
    assert_eq!(verdict("connector-plaintext-jdbc-url", "connection.url"), Some("fail"));
}
