//! Japanese and Chinese runs say no English sentence, whatever is wrong with what they read.

use super::{Tidegate, fixture};
use serde_json::{Value, json};
use tidegate::speech::{fill, places, told};

const LANGUAGES: [&str; 2] = ["ja", "zh"];

/// What may stand in English, by a text of its line.
const ALLOWED: &[(&str, &str)] = &[
    // What a library or the system says of a fault stands in its own words after ours.
    ("YAML ではありません", "the YAML reader"),
    ("不是 YAML", "the YAML reader"),
    ("JSON ではありません", "the JSON reader"),
    ("不是 JSON", "the JSON reader"),
    ("TOML ではありません", "the TOML reader"),
    ("不是 TOML", "the TOML reader"),
    ("HCL ではありません", "the HCL reader"),
    ("不是 HCL", "the HCL reader"),
    ("(os error ", "the system"),
];

fn is_error(stderr: &str) -> bool {
    ["error: ", "エラー: ", "错误："].iter().any(|label| stderr.starts_with(label))
}

/// Runs of four words of plain letters, outside of what stands in quotes.
fn english(line: &str) -> Option<String> {
    let unquoted: String = ['"', '\'', '`']
        .iter()
        .fold(line.to_owned(), |line, quote| line.split(*quote).step_by(2).collect::<Vec<_>>().join(" # "));
    let word = |w: &str| {
        let w = w.trim_end_matches([',', '.', ';', ':', ')']).trim_start_matches('(');
        w.chars().any(|c| c.is_ascii_lowercase()) && w.chars().all(|c| c.is_ascii_alphabetic())
    };
    let words: Vec<&str> = unquoted.split_whitespace().collect();
    let found = words.windows(4).find(|four| four.iter().all(|w| word(w)));
    found.map(|four| four.join(" "))
}

fn assert_not_english(what: &str, lang: &str, text: &str) {
    for line in text.lines() {
        if let Some(found) = english(line)
            && !ALLOWED.iter().any(|(part, _)| line.contains(part))
        {
            panic!("{what} in {lang} says {found:?}: {line}\n{text}");
        }
    }
}

#[test]
fn english_is_recognised() {
    assert!(english("not assessed: the answer lacks its list").is_some());
    assert_eq!(english("未評価: kafka:ListClustersV2 は `the answer lacks its list` でした"), None);
    assert_eq!(english("AWS::KMS::Key a/b.yaml:3:1 var.x kms:DescribeKey SASL/SCRAM"), None);
}

/// A file, what is wrong with it in English, and the options that it takes.
type Broken = (&'static str, &'static str, &'static [&'static str], &'static str);

const HEAD: &str = "Resources:\n  Key:\n    Type: AWS::KMS::Key\n";
const BROKEN: &[Broken] = &[
    ("a.yaml", "Resources:\n  Key: {Type: AWS::KMS::Key\n", &[], "no YAML"),
    (
        "a.yaml",
        "Resources:\n  Key: {Type: AWS::KMS::Key}\n  Key: {Type: AWS::KMS::Key}\n",
        &[],
        "is given twice",
    ),
    ("a.yaml", "Resources:\n  Key: {Type: AWS::KMS::Key}\n  Bad: {}\n", &[], "has no type"),
    ("a.yaml", "Resources: {A: {Type: AWS::KMS::Key}}\n---\nb: 1\n", &[], "only the first document"),
    (
        "a.yaml",
        "Transform: [Some::Macro]\nResources:\n  Key:\n    Type: AWS::KMS::Key\n",
        &[],
        "which may change the whole template",
    ),
    (
        "a.yaml",
        "Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: none.yaml}\n",
        &[],
        "is not among the files",
    ),
    (
        "a.yaml",
        "Resources:\n  C:\n    Type: AWS::MSK::Cluster\n    Properties: {EncryptionInfo: {EncryptionInTransit: {ClientBroker: !If [Gone, TLS, PLAINTEXT]}}}\n",
        &[],
        "the condition Gone, which the template does not declare",
    ),
    ("a.json", "{\"Resources\": {\"A\": {\"Type\": \"AWS::KMS::Key\"}, }", &[], "no JSON"),
    ("a.json", "", &["--template-kind", "cloudformation"], "the file is empty"),
    ("a.yaml", "just: text\n", &[], "neither a tidegate snapshot"),
    (
        "a.yaml",
        "AWSTemplateFormatVersion: x\nResources: {A: {Type: AWS::KMS::Key, x: \"\u{0}\"}}\n",
        &[],
        "zero byte",
    ),
    ("main.tf", "resource \"aws_kms_key\" \"k\" {\n  a = ]\n}\n", &[], "not HCL"),
    (
        "main.tf",
        "resource \"aws_msk_cluster\" \"c\" {\n  encryption_info {\n    encryption_in_transit {\n      client_broker = local.gone\n    }\n  }\n}\n",
        &[],
        "there is no local value gone",
    ),
    ("main.tf", "module \"m\" {\n  source = \"example/remote\"\n}\n", &[], "module example/remote"),
    (
        "a.tf.json",
        "{\"resource\": {\"aws_kms_key\": {\"k\": {\"a\": \"${b\"}}}}",
        &[],
        "an interpolation that does not end",
    ),
    ("a.tf.json", "{\"resource\": {\"aws_kms_key\": 7}}", &[], "an object is expected here"),
    (
        "plan.json",
        "{\"format_version\": \"9.0\", \"terraform_version\": \"1\"}",
        &[],
        "is not known; 0.1 to 1.x are",
    ),
    (
        "plan.json",
        "{\"format_version\": \"1.2\", \"terraform_version\": \"1\", \"values\": {}}",
        &[],
        "a state, not a plan",
    ),
    (
        "plan.json",
        "{\"format_version\": \"1.2\", \"terraform_version\": \"1\", \"resource_changes\": 7}",
        &[],
        "not a plan's JSON",
    ),
    (
        "plan.json",
        "{\"format_version\": \"1.2\", \"terraform_version\": \"1\", \"resource_changes\": [], \"errored\": true}",
        &[],
        "the plan ended with an error",
    ),
    ("a.sql", "CREATE EXTERNAL SCHEMA s FROM MSK URI h:9092;", &[], "expected a string after URI, found h"),
    (
        "a.sql",
        "CREATE EXTERNAL SCHEMA s FROM MSK AUTHENTICATION 'none' URI 'a",
        &[],
        "a string that never ends",
    ),
    (
        "a.properties",
        "bootstrap.servers=b:9092\nsecurity.protocol=SSL\nx=\\u12\n",
        &[],
        "four hexadecimal digits",
    ),
    (
        "a.properties",
        "security.protocol=SSL\nbootstrap.servers=b-1.x.abc123.c2.kafka.eu-west-1.amazonaws.com\n",
        &[],
        "a bootstrap server without port",
    ),
    ("a.yaml", HEAD, &["--parameters", "p.json"], "no template has a parameter `Enw`"),
    ("a.yaml", HEAD, &["--parameters", "p.toml"], "no environment called default"),
];

fn run(broken: &Broken, lang: &str) -> super::Ran {
    let (name, text, args, _) = broken;
    Tidegate::new(["check", name, "--lang", lang])
        .args(args)
        .file(name, text)
        .file("p.json", "[{\"ParameterKey\": \"Enw\", \"ParameterValue\": \"x\"}]")
        .file("p.toml", "version = 0.1\n[prod]\n")
        .run()
}

#[test]
fn what_is_wrong_with_a_file_is_told_in_no_english() {
    for broken in BROKEN {
        let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let ran = run(broken, "en");
        let all = one_line(ran.stdout + &ran.stderr);
        assert!(all.contains(broken.3), "{broken:?} does not show what it is about: {all}");
        for lang in LANGUAGES {
            let ran = run(broken, lang);
            assert_not_english(broken.3, lang, &ran.stdout);
            assert_not_english(broken.3, lang, &ran.stderr);
            let all = one_line(ran.stdout + &ran.stderr);
            assert!(!all.contains(broken.3) || broken.3.starts_with("module "), "{lang}: {all}");
        }
    }
}

/// A snapshot's header begins with its version.
fn with_header(head: &Value, resources: &str) -> String {
    let mut members = head.as_object().expect("an object").clone();
    let version = members.remove("tidegate_snapshot").expect("a version");
    let rest = Value::Object(members).to_string();
    format!("{{\"tidegate_snapshot\":{version},{}\n{resources}", &rest[1..])
}

/// A snapshot whose coverage lacks everything that the list knows, in each place that a text of it may have.
#[test]
fn every_reason_of_a_snapshot_is_told_in_no_english() {
    let text = std::fs::read_to_string(fixture("clean")).expect("the fixture");
    let (head, resources) = text.split_once('\n').expect("a header");
    let mut head: Value = serde_json::from_str(head).expect("a header");
    let of_form = |phrase: &tidegate::speech::Phrase| {
        let values: Vec<(&str, &str)> = places(phrase.en).into_iter().map(|name| (name, "Xx")).collect();
        fill(phrase.en, &values)
    };
    let sentences: Vec<String> = told::forms().map(of_form).collect();
    let gaps: Vec<Value> = sentences
        .iter()
        .flat_map(|text| {
            [
                json!({"not-collected": {"what": text}}),
                json!({"limit": {"what": text}}),
                json!({"deferred": {"expression": text}}),
                json!({"malformed": {"operation": "kms:DescribeKey", "detail": text}}),
                json!({"malformed": {"operation": "", "detail": text}}),
                json!({"truncated": {"operation": "kms:ListAliases", "reason": text}}),
                json!({"failed": {"operation": "kms:ListAliases", "code": text}}),
            ]
        })
        .map(|why| json!({"target": null, "why": why, "optional": false}))
        .collect();
    let count = gaps.len();
    head["coverage"][0]["gaps"] = Value::Array(gaps);
    let snapshot = with_header(&head, resources);
    for lang in LANGUAGES {
        let report = Tidegate::check(&snapshot, &["--lang", lang, "--format", "json"]).run().exits(3).json();
        let mut seen = 0;
        for gap in report["coverage"]
            .as_array()
            .expect("coverage")
            .iter()
            .flat_map(|c| c["gaps"].as_array())
            .flatten()
        {
            let reason = gap["reason"].as_str().expect("a reason");
            assert_not_english("a gap", lang, reason);
            seen += 1;
        }
        assert!(seen >= count, "{seen} of {count} gaps");
        for format in ["table", "sarif=s"] {
            let ran = Tidegate::check(&snapshot, &["--lang", lang, "--format", format]).run().exits(3);
            assert_not_english(format, lang, &ran.stdout);
            assert_not_english(format, lang, &ran.stderr);
        }
    }
}

/// A text that no version of tidegate wrote is shown as it is.
#[test]
fn a_reason_of_another_version_is_shown_as_it_is() {
    let text = std::fs::read_to_string(fixture("clean")).expect("the fixture");
    let (head, resources) = text.split_once('\n').expect("a header");
    let mut head: Value = serde_json::from_str(head).expect("a header");
    head["coverage"][0]["gaps"] = json!([{"target": null, "why": {"not-collected": {"what": "something {what} of 2031"}}, "optional": false}]);
    for lang in LANGUAGES {
        let ran = Tidegate::check(&with_header(&head, resources), &["--lang", lang]).run().exits(3);
        assert!(ran.stdout.contains("something {what} of 2031"), "{}", ran.stdout);
    }
}

#[test]
fn damage_of_a_snapshot_is_told_in_no_english_and_without_values() {
    let text = std::fs::read_to_string(fixture("clean")).expect("the fixture");
    let second = text.lines().nth(1).expect("a resource").to_owned();
    let cases = [
        text[..text.len() - 10].to_owned(),
        text.lines().next().map(|head| format!("{head}\n")).expect("a header"),
        text.replacen("\"facts\":{", "\"facts\":{\"hunter2 is secret\":1,", 1),
        text.replacen("\"facts\":{", "\"facts\":{\"name\":[\"hunter2\"],", 1),
        text.replacen("\"account\":", "\"hunter2 or so\":", 1),
        text.replacen("{\"kind\"", "{\"knid\"", 1),
        text.replacen("\"kind\":\"", "\"kind\":\"hunter2 ", 1),
        text.replacen(&second, &format!("{second}\n{second}"), 1),
        text.replacen("\"started\":\"", "\"started\":\"hunter2", 1),
        "no snapshot\n".to_owned(),
    ];
    for (n, snapshot) in cases.iter().enumerate() {
        for lang in ["en", "ja", "zh"] {
            let ran =
                Tidegate::new(["check", "a.jsonl", "--lang", lang]).file("a.jsonl", snapshot).run().exits(2);
            assert!(is_error(&ran.stderr) && !ran.stderr.contains("hunter2"), "{n}: {}", ran.stderr);
            if lang != "en" {
                assert_not_english(&n.to_string(), lang, &ran.stderr);
            }
        }
    }
}

#[cfg(feature = "aws")]
mod account {
    use super::*;
    use crate::fake_aws::{Account, AwsError, Behaviour, Denied, FakeAws, On};

    const DUBLIN: &str = "eu-west-1";

    /// Calls that fail in every way, and what then is not known.
    #[test]
    fn a_scan_with_gaps_is_told_in_no_english() {
        let without = |member: &'static str| {
            Behaviour::change(move |answer| {
                if let Some(object) = answer.as_object_mut() {
                    object.remove(member);
                }
            })
        };
        let fake = FakeAws::of(Account::recorded("demo"))
            .page_size(1)
            .on(On::every("kms:DescribeKey", Behaviour::Deny(Denied::ServiceControlPolicy)))
            .on(On::every("elasticache:DescribeUsers", Behaviour::Throttle))
            .on(On::every("elasticache:DescribeServerlessCaches", Behaviour::Garbage))
            .on(On::every(
                "kafka:ListScramSecrets",
                Behaviour::Error(AwsError::new(400, "Odd", "some words here now")),
            ))
            .on(On::every("kafka:GetBootstrapBrokers", without("bootstrapBrokerStringTls")))
            .on(On::every("kafkaconnect:DescribeConnector", without("connectorConfiguration")))
            .on(On::every("secretsmanager:ListSecrets", Behaviour::RepeatToken))
            .on(On::every("secretsmanager:GetResourcePolicy", Behaviour::Unavailable))
            .start();
        for lang in LANGUAGES {
            let ran = Tidegate::account("scan", &fake, &[DUBLIN])
                .args(&["--lang", lang, "--show", "pass,undecided", "--snapshot-out", "a.jsonl"])
                .run();
            assert_not_english("scan", lang, &ran.stdout);
            assert_not_english("scan", lang, &ran.stderr);
            let stored = ran.read("a.jsonl");
            assert!(stored.contains("the listing repeats itself"), "snapshots keep English");
            let json = Tidegate::check(&stored, &["--lang", lang, "--format", "json"]).run().json();
            for gap in json["coverage"]
                .as_array()
                .expect("coverage")
                .iter()
                .flat_map(|c| c["gaps"].as_array())
                .flatten()
            {
                assert_not_english("a gap", lang, gap["reason"].as_str().expect("a reason"));
            }
        }
    }

    #[test]
    fn what_stops_a_scan_is_told_in_no_english() {
        let fake = FakeAws::of(Account::recorded("clean"))
            .on(On::every("sts:GetCallerIdentity", Behaviour::Garbage))
            .start();
        let family = "name = 'x'\n";
        for lang in LANGUAGES {
            let runs = [
                Tidegate::account("scan", &fake, &[DUBLIN]),
                Tidegate::new(["scan", "--region", DUBLIN, "--endpoint-url", &fake.url()])
                    .env("AWS_EC2_METADATA_DISABLED", "true"),
                Tidegate::account("scan", &fake, &[DUBLIN])
                    .args(&["--connectors", "f.toml"])
                    .file("f.toml", family),
                Tidegate::account("scan", &fake, &[DUBLIN]).args(&["--connectors", "none.toml"]),
            ];
            for run in runs {
                let ran = run.args(&["--lang", lang]).run();
                assert!(is_error(&ran.stderr), "{}", ran.stderr);
                assert_not_english("stopped", lang, &ran.stderr);
            }
        }
    }
}
