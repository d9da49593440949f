//! Rules that only templates have: what is written down that should not be, and what cannot be deployed.

use crate::cloudformation::{expect, read_all, shown, template, text_at, unit};
use std::collections::BTreeMap;
use std::sync::Arc;
use tidegate::evaluate::{Options as Judging, judge};
use tidegate::inventory::Input;
use tidegate::rules::rule::Template;
use tidegate::rules::{Verdict, builtin, example};
use tidegate::template::cloudformation::{Given, Options, Stated};
use tidegate::template::source::{Site, Source, Span};
use tidegate::template::terraform;

const LITERAL: &str = "secret-literal-in-template";

/// What stands in the place of a secret of one resource.
#[track_caller]
fn form(sections: &str, ty: &str, properties: &str, place: &str) -> String {
    let text = format!("{sections}\nResources:\n  R:\n    Type: {ty}\n    Properties: {properties}\n");
    let read = template(&text);
    assert!(!format!("{read:?}").contains("tide-canary"), "a fact holds the secret: {text}");
    shown(&read, &format!("R.{place}"), "form")
}

#[test]
fn secrets_that_are_written_down() {
    let hidden = "Parameters: {P: {Type: String, NoEcho: true}}";
    let default = "Parameters: {P: {Type: String, NoEcho: true, Default: tide-canary}}";
    let plain = "Parameters: {P: {Type: String, Default: tide-canary}}";
    let secret = "AWS::SecretsManager::Secret";
    for (sections, value, expected) in [
        ("", "tide-canary", "literal"),
        ("", r#"'{"username":"u","password":"tide-canary"}'"#, "literal"),
        ("", r#"'{"username":"u"}'"#, "none"),
        (hidden, "!Ref P", "reference"),
        (default, "!Ref P", "literal"),
        (plain, "!Ref P", "literal"),
        (hidden, r#"!Sub '{"username":"u","password":"${P}"}'"#, "reference"),
        (default, r#"!Sub '{"username":"u","password":"${P}"}'"#, "literal"),
        (hidden, r#"!Sub '{"username":"u","password":"tide-canary","x":"${P}"}'"#, "literal"),
        (hidden, r#"!Join ["", ['{"username":"u","password":"', !Ref P, '"}']]"#, "reference"),
        (hidden, r#"{"Fn::ToJsonString": {username: u, password: !Ref P}}"#, "reference"),
        ("", r#"{"Fn::ToJsonString": {username: u, password: tide-canary}}"#, "literal"),
        ("", "'{{resolve:ssm-secure:/app/password:1}}'", "reference"),
        ("", "!ImportValue password", "reference"),
        (
            "Parameters: {E: {Type: String}}\nConditions: {C: !Equals [!Ref E, a]}",
            "!If [C, tide-canary, '']",
            "?the condition C",
        ),
        ("Mappings: {M: {a: {p: tide-canary}}}", "!FindInMap [M, a, p]", "literal"),
    ] {
        let properties = format!("{{SecretString: {value}}}");
        assert_eq!(form(sections, secret, &properties, "SecretString"), expected, "{sections} {value}");
    }
    let group = "AWS::ElastiCache::ReplicationGroup";
    assert_eq!(form("", group, "{AuthToken: tide-canary}", "AuthToken"), "literal");
    assert_eq!(form(hidden, group, "{AuthToken: !Ref P}", "AuthToken"), "reference");
    let user = "AWS::ElastiCache::User";
    assert_eq!(form(hidden, user, "{Passwords: [!Ref P, tide-canary]}", "Passwords"), "literal");
    let mode = "AuthenticationMode.Passwords";
    assert_eq!(
        form(hidden, user, "{AuthenticationMode: {Type: password, Passwords: [!Ref P]}}", mode),
        "reference"
    );
    assert_eq!(form("", user, "{AccessString: 'on >tide-canary ~* +@all'}", "AccessString"), "literal");
}

#[test]
fn generated_secrets_and_places_without_secrets() {
    let generated = "Resources: {R: {Type: 'AWS::SecretsManager::Secret', Properties: {GenerateSecretString: {PasswordLength: 30}}}}";
    let read = template(generated);
    expect(&read, "R.GenerateSecretString", &[(LITERAL, "pass")]);
    let none = template("Resources: {R: {Type: 'AWS::SecretsManager::Secret'}}");
    assert!(unit(&none).resources().iter().all(|r| r.kind.name != "template_secret"));
    let on = "Resources: {R: {Type: 'AWS::ElastiCache::User', Properties: {AccessString: 'on ~* +@all'}}}";
    assert!(unit(&template(on)).resources().iter().all(|r| r.kind.name != "template_secret"));
}

#[test]
fn the_default_of_a_parameter_that_is_not_echoed() {
    let text = "Parameters:
  A: {Type: String, NoEcho: true, Default: tide-canary}
  B: {Type: String, NoEcho: 'true'}
  C: {Type: String, NoEcho: true, Default: ''}
  D: {Type: 'AWS::SSM::Parameter::Value<String>', NoEcho: true, Default: /app/password}
  E: {Type: String, NoEcho: true, Default: '{{resolve:ssm:/app/password}}'}
  F: {Type: String, Default: visible}
Resources: {}
";
    let text = &format!("AWSTemplateFormatVersion: '2010-09-09'\n{text}");
    let read = template(text);
    let places = ["A", "B", "C", "D", "E"].map(|p| format!("{p}.Default"));
    let verdicts = ["fail", "pass", "pass", "pass", "pass"];
    for (place, verdict) in places.iter().zip(verdicts) {
        expect(&read, place, &[(LITERAL, verdict)]);
    }
    assert_eq!(unit(&read).resources().len(), 5, "a parameter that is shown is none");
    assert_eq!(text_at(text, &read, "A.Default", "form"), "tide-canary");
    assert!(!format!("{:?}", unit(&read)).contains("tide-canary"));
}

/// A secret that the user gives beside the template is in no template.
#[test]
fn a_secret_given_beside_the_template_is_not_in_it() {
    let beside = Arc::new(Source::new("p.json", "\"tide-canary\"".into()));
    let site = Site { source: beside, span: Span::new(0, 13) };
    let stated = Stated { value: Some("tide-canary".into()), site: site.clone(), name: site };
    let given = BTreeMap::from([("P".into(), stated)]);
    let options = Options { given: Given { parameters: given, ..Given::default() }, ..Options::default() };
    let text = "Parameters: {P: {Type: String, NoEcho: true}}
Resources: {R: {Type: 'AWS::SecretsManager::Secret', Properties: {SecretString: !Ref P}}}";
    let read = read_all(&[("t.yaml", text)], &options);
    expect(&read, "R.SecretString", &[(LITERAL, "pass")]);
    assert!(!format!("{:?}", unit(&read)).contains("tide-canary"));
}

#[test]
fn what_cannot_be_deployed() {
    let read = template(
        "Resources:
  Scram:
    Type: AWS::MSK::Cluster
    Properties:
      ClientAuthentication: {Sasl: {Scram: {Enabled: true}}}
      EncryptionInfo: {EncryptionInTransit: {ClientBroker: TLS_PLAINTEXT}}
      BrokerNodeGroupInfo: {ConnectivityInfo: {PublicAccess: {Type: SERVICE_PROVIDED_EIPS}}}
  Quiet:
    Type: AWS::MSK::Cluster
    Properties:
      ClientAuthentication: {Sasl: {Iam: {Enabled: true}}}
  Mutual:
    Type: AWS::MSK::Cluster
    Properties:
      ClientAuthentication: {Tls: {CertificateAuthorityArnList: [x]}}
      EncryptionInfo: {EncryptionInTransit: {ClientBroker: TLS_PLAINTEXT}}
  Events:
    Type: AWS::MSK::ServerlessCluster
    Properties: {ClientAuthentication: {Sasl: {Iam: {Enabled: true}, Scram: {Enabled: true}}}}
  Closed:
    Type: AWS::MSK::ServerlessCluster
    Properties: {ClientAuthentication: {Sasl: {Iam: {Enabled: false}}}}
  Good:
    Type: AWS::MSK::ServerlessCluster
    Properties: {ClientAuthentication: {Sasl: {Iam: {Enabled: true}}}}
  Many:
    Type: AWS::MSK::BatchScramSecret
    Properties: {ClusterArn: !Ref Scram, SecretArnList: [a, b, c, d, e, f, g, h, i, j, k]}
  Few:
    Type: AWS::MSK::BatchScramSecret
    Properties: {ClusterArn: !Ref Scram, SecretArnList: [a, b]}
  Open:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties: {Engine: redis, TransitEncryptionEnabled: true, NumNodeGroups: 120}
  Placed:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties: {Engine: redis, TransitEncryptionEnabled: true, CacheSubnetGroupName: !Ref Subnets, NumNodeGroups: 3}
  Subnets: {Type: AWS::ElastiCache::SubnetGroup, Properties: {SubnetIds: [a]}}
",
    );
    let sasl = "msk-sasl-with-plaintext-listener";
    expect(&read, "Scram", &[(sasl, "fail"), ("msk-public-at-creation", "fail")]);
    expect(&read, "Quiet", &[(sasl, "pass"), ("msk-public-at-creation", "pass")]);
    expect(&read, "Mutual", &[(sasl, "not-applicable")]);
    let serverless = "msk-serverless-unsupported-authentication";
    expect(&read, "Events", &[(serverless, "fail"), (sasl, "not-applicable")]);
    expect(&read, "Closed", &[(serverless, "fail")]);
    expect(&read, "Good", &[(serverless, "pass")]);
    expect(&read, "Scram", &[(serverless, "not-applicable")]);
    let ten = "scram-association-over-ten-per-request";
    expect(&read, "Many", &[(ten, "fail")]);
    expect(&read, "Few", &[(ten, "pass")]);
    let (subnets, shards) = ("elasticache-tls-without-subnet-group", "elasticache-shard-limits");
    expect(&read, "Open", &[(subnets, "fail"), (shards, "fail")]);
    expect(&read, "Placed", &[(subnets, "pass"), (shards, "pass")]);
}

fn hcl(text: &str) -> terraform::Read {
    let source = Arc::new(Source::new("main.tf", text.to_owned()));
    terraform::read_modules(vec![source], &terraform::Options::default())
}

#[track_caller]
fn literal(read: &terraform::Read) -> Vec<(String, &'static str)> {
    assert!(!format!("{read:?}").contains("tide-canary"), "a fact holds the secret");
    let rules = [builtin().by_id(LITERAL).expect("the rule is there")];
    let options = Judging { now: example::NOW, show_pass: true, ..Judging::default() };
    let judged = read.units.iter().flat_map(|unit| judge(unit, &rules, &options).findings);
    let mut all: Vec<_> = judged.map(|f| (f.resource.id.to_string(), f.verdict.name())).collect();
    all.sort();
    all
}

#[test]
fn the_same_in_terraform_source() {
    let of =
        |name: &str, verdict| (format!("aws_secretsmanager_secret_version.{name}.secret_string"), verdict);
    let read = hcl(r#"
variable "asked" { sensitive = true }
variable "kept" {
  sensitive = true
  default   = "tide-canary"
}
resource "random_password" "p" { length = 20 }
resource "aws_secretsmanager_secret_version" "a" { secret_string = "tide-canary" }
resource "aws_secretsmanager_secret_version" "b" { secret_string = var.asked }
resource "aws_secretsmanager_secret_version" "c" { secret_string = var.kept }
resource "aws_secretsmanager_secret_version" "d" { secret_string = random_password.p.result }
resource "aws_secretsmanager_secret_version" "e" { secret_string = jsonencode({ username = "u", password = "tide-canary" }) }
resource "aws_secretsmanager_secret_version" "f" { secret_string = jsonencode({ username = "u", password = var.asked }) }
resource "aws_secretsmanager_secret_version" "g" { secret_string = jsonencode({ username = "u", password = random_password.p.result }) }
resource "aws_secretsmanager_secret_version" "h" { secret_string = jsonencode({ username = "u", password = var.kept }) }
resource "aws_elasticache_replication_group" "r" { auth_token = "tide-canary" }
resource "aws_elasticache_user" "u" {
  access_string = "on ~* +@all"
  authentication_mode {
    type      = "password"
    passwords = ["tide-canary"]
  }
}
"#);
    let mut expected = vec![
        ("aws_elasticache_replication_group.r.auth_token".to_owned(), "fail"),
        ("aws_elasticache_user.u.authentication_mode.passwords".to_owned(), "fail"),
        of("a", "fail"),
        of("b", "pass"),
        of("c", "fail"),
        of("d", "pass"),
        of("e", "fail"),
        of("f", "pass"),
        of("g", "pass"),
    ];
    let found = literal(&read);
    expected.push(of("h", "fail"));
    assert_eq!(found, expected);
}

#[test]
fn a_plan_tells_what_is_written_down_from_what_is_given() {
    let resource = |name: &str, value: &str| {
        format!(
            r#"{{"address":"aws_secretsmanager_secret_version.{name}","mode":"managed","type":"aws_secretsmanager_secret_version","name":"{name}","change":{{"actions":["create"],"before":null,"after":{{"secret_string":"{value}"}},"after_unknown":{{}},"after_sensitive":{{"secret_string":true}}}}}}"#
        )
    };
    let configured = |name: &str, expression: &str| {
        format!(
            r#"{{"address":"aws_secretsmanager_secret_version.{name}","mode":"managed","type":"aws_secretsmanager_secret_version","name":"{name}","provider_config_key":"aws","expressions":{{"secret_string":{expression}}}}}"#
        )
    };
    let cases = [
        ("a", "tide-canary", r#"{"constant_value":"tide-canary"}"#, "fail"),
        ("b", "tide-canary", r#"{"references":["var.asked"]}"#, "pass"),
        ("c", "tide-canary", r#"{"references":["var.kept"]}"#, "fail"),
        ("d", "tide-canary-2", r#"{"references":["var.kept"]}"#, "undecided"),
        ("e", "tide-canary", r#"{"references":["local.x"]}"#, "undecided"),
        ("f", "tide-canary", "{}", "fail"),
    ];
    let changes = cases.map(|(name, value, ..)| resource(name, value)).join(",");
    let configuration = cases.map(|(name, _, expression, _)| configured(name, expression)).join(",");
    let plan = format!(
        r#"{{"format_version":"1.2","resource_changes":[{changes}],"configuration":{{"root_module":{{"resources":[{configuration}],"variables":{{"asked":{{"sensitive":true}},"kept":{{"default":"tide-canary"}}}}}}}}}}"#
    );
    let source = Arc::new(Source::new("plan.json", plan));
    let read = terraform::read_plan(source, &terraform::Options::default());
    let expected = cases.map(|(name, _, _, verdict)| {
        (format!("aws_secretsmanager_secret_version.{name}.secret_string"), verdict)
    });
    assert_eq!(literal(&read), expected);
}

/// Whoever gets a finding on a template gets its fix as template text.
#[test]
fn every_failure_on_a_template_has_its_fix_as_template_text() {
    let is_empty = |text: &Template| text.parts.is_empty();
    for rule in &builtin().rules {
        let last = rule.remediation.last().expect("a rule has a remediation");
        for (input, text, name) in [
            (Input::Cloudformation, &last.cloudformation, "CloudFormation"),
            (Input::Terraform, &last.terraform, "Terraform"),
        ] {
            let judges = rule.inputs.contains(&input);
            assert!(!judges || !is_empty(text), "{} has no fix in {name}", rule.id);
        }
        let of_templates = [Input::Cloudformation, Input::Terraform];
        let failing = rule.examples.iter().filter(|e| e.verdict == Verdict::Fail);
        for example in failing.filter(|e| of_templates.contains(&e.input)) {
            let unit = example::unit(example);
            let found = judge(&unit, &[rule], &Judging { now: example::NOW, ..Judging::default() }).findings;
            for f in found.iter().filter(|f| f.verdict == Verdict::Fail) {
                let fix = match example.input {
                    Input::Cloudformation => &f.remediation.cloudformation,
                    _ => &f.remediation.terraform,
                };
                assert!(!fix.is_empty(), "{:?} of {} has no fix", example.name, rule.id);
            }
        }
    }
}
