//! Damaged and hostile files: each ends in a problem with its place, in little time, and hides nothing of the others.

use crate::cloudformation::{findings, fixture, read_all, units};
use proptest::prelude::*;
use std::fmt::Write;
use tidegate::template::Read;
use tidegate::template::cloudformation::Options;

const GOOD: &str = "Resources:\n  K:\n    Type: AWS::KMS::Key\n";

/// What a reading says, whole.
fn told(read: &Read) -> String {
    let resources = units(read).into_iter().map(|u| serde_json::to_string(u.resources()).expect("JSON"));
    let worlds = read.templates.iter().map(|t| format!("{:?}", t.covered));
    let all: Vec<String> = resources.chain(worlds).collect();
    format!("{all:?} {:?} {:?} {:?} {:?}", read.coverage, read.problems, read.ignores, read.skipped)
}

fn marked(body: &str) -> String {
    format!("AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  K: {{Type: AWS::KMS::Key}}\n{body}")
}

#[test]
fn a_broken_file_hides_nothing_of_the_others() {
    let deep = "[".repeat(200_000);
    let mut bomb = String::from("Metadata:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..12 {
        let refs = vec![format!("*a{}", i - 1); 9].join(", ");
        writeln!(bomb, "  a{i}: &a{i} [{refs}]").expect("text grows");
    }
    let half = &fixture("everything.yaml")[..2_000];
    let cases = [
        ("bomb.yaml", marked(&bomb), "values, aliases expanded"),
        ("deep.yaml", marked(&format!("Metadata: {deep}")), "no YAML"),
        ("deep.json", format!("{{\"AWSTemplateFormatVersion\": \"x\", \"Resources\": {deep}"), "no JSON"),
        ("large.yaml", marked(&format!("Metadata: '{}'\n", "x".repeat(20 << 20))), "larger than 8 MB"),
        ("binary.yaml", marked("Metadata: \0\u{1}"), "zero byte"),
        ("tab.yaml", marked("Metadata:\n\tx: y\n"), "no YAML"),
        ("half.yaml", half.to_owned(), "no YAML"),
        ("twice.yaml", marked("Metadata: 1\nMetadata: 2\n"), "given twice"),
        (
            "untyped.yaml",
            "AWSTemplateFormatVersion: x\nResources:\n  A: {Properties: {}}\n".into(),
            "no type",
        ),
        (
            "list.yaml",
            "AWSTemplateFormatVersion: x\nResources: {}\nParameters: [a]\n".into(),
            "Parameters is no map",
        ),
    ];
    for (name, text, why) in &cases {
        let read = read_all(&[("a.yaml", GOOD), (name, text), ("b.yaml", GOOD)], &Options::default());
        let of_file: Vec<_> = read.problems.iter().filter(|p| &*p.path == *name).collect();
        let problem = of_file.iter().find(|p| p.message.contains(why));
        let problem = problem.unwrap_or_else(|| panic!("{name}: {:?}", read.problems));
        assert!(problem.line >= 1 && problem.column >= 1, "{problem:?}");
        assert_eq!(read.problems.len(), of_file.len(), "the others are whole");
        let keys = units(&read).into_iter().filter(|u| u.resources().iter().any(|r| &*r.id == "K")).count();
        assert!(keys >= 2, "{name}");
    }
}

#[test]
fn what_is_no_template_is_passed_over_unless_it_is_called_one() {
    let files =
        [("notes.md", "# Resources of AWS::\n"), ("k8s.yaml", "kind: Pod\n"), ("plan.json", "{\"a\": 1}")];
    let read = read_all(&files, &Options::default());
    assert_eq!(read.skipped.iter().map(|p| &**p).collect::<Vec<_>>(), ["notes.md", "k8s.yaml", "plan.json"]);
    assert!(read.problems.is_empty() && read.templates.is_empty());
    let forced = read_all(&[("x.yaml", "a: [")], &Options { force: true, ..Options::default() });
    assert_eq!(forced.problems.len(), 1);
}

#[test]
fn macros_may_change_everything_and_that_is_said() {
    let gaps = |transform: &str| {
        let text = format!("Transform: {transform}\n{GOOD}");
        read_all(&[("t.yaml", &text)], &Options::default()).coverage[0].gaps.len()
    };
    assert_eq!(gaps("AWS::Serverless-2016-10-31"), 0);
    assert_eq!(gaps("[AWS::LanguageExtensions, Own]"), 1);
    assert_eq!(gaps("{Name: AWS::Include, Parameters: {Location: s3}}"), 1);
}

#[test]
fn what_another_template_deploys_is_said_not_to_be_looked_at() {
    let text = "
Resources:
  Streams: {Type: 'Acme::Msk::Standard::MODULE', Properties: {ClientBroker: PLAINTEXT}}
  Everywhere: {Type: AWS::CloudFormation::StackSet, Properties: {StackSetName: msk, PermissionModel: SELF_MANAGED}}
  Product: {Type: AWS::ServiceCatalog::CloudFormationProvisionedProduct, Properties: {ProductName: msk}}
  Topic: {Type: AWS::SNS::Topic}
";
    let coverage = &read_all(&[("t.yaml", text)], &Options::default()).coverage[0];
    let told: Vec<String> =
        coverage.gaps.iter().map(|g| format!("{} {:?}", g.target.as_deref().unwrap_or(""), g.why)).collect();
    let expected = [
        ("3", "Acme::Msk::Standard::MODULE: Streams"),
        ("4", "AWS::CloudFormation::StackSet: Everywhere"),
        ("5", "AWS::ServiceCatalog::CloudFormationProvisionedProduct: Product"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for (line, what) in expected {
        assert!(
            told.iter().any(|t| t.starts_with(&format!("t.yaml:{line}:")) && t.contains(what)),
            "{told:?}"
        );
    }
    assert!(!coverage.complete());
}

#[test]
fn what_multiplies_is_bounded() {
    // Conditions that name each other in a chain, and a product of loops.
    let mut chain = String::from("Conditions:\n  C0: !Equals [a, a]\n");
    for i in 1..2_000 {
        writeln!(chain, "  C{i}: !Not [!Condition C{}]", i - 1).expect("text grows");
    }
    let many = (0..200).map(|i| format!("n{i}")).collect::<Vec<_>>().join(", ");
    let text = format!(
        "{chain}Resources:
  K: {{Type: AWS::KMS::Key, Condition: C1999}}
  'Fn::ForEach::A': [X, [{many}], {{'Fn::ForEach::B': [Y, [{many}], {{'${{X}}${{Y}}': {{Type: AWS::KMS::Key}}}}]}}]
"
    );
    let read = read_all(&[("t.yaml", &text)], &Options::default());
    assert!(units(&read)[0].resources().len() <= 5_000);
    assert!(!read.coverage[0].complete(), "what was cut is said");
}

#[test]
fn readings_are_the_same_every_time() {
    let text = fixture("everything.yaml");
    let files: Vec<(String, &str)> = (0..20).map(|i| (format!("t{i}.yaml"), &*text)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), *t)).collect();
    let first = told(&read_all(&files, &Options::default()));
    assert_eq!(first, told(&read_all(&files, &Options::default())));
}

/// Every template, cut and damaged in many places: whatever comes of it, it comes without harm.
#[test]
fn damaged_templates_are_read_or_refused() {
    for name in ["everything.yaml", "scram/secrets_manager.yml"] {
        let text = fixture(name);
        for at in (0..text.len()).step_by(211).filter(|i| text.is_char_boundary(*i)) {
            told(&read_all(&[("t.yaml", &text[..at])], &Options::default()));
            for put in [
                "\"", "'", "{", "}", "[", ":", "- ", "!Sub ", "!If [", "&a ", "*a", "${", "\u{0}", "\t", "\r",
            ] {
                let damaged = format!("{}{put}{}", &text[..at], &text[at..]);
                let read = read_all(&[("t.yaml", &damaged)], &Options { force: true, ..Options::default() });
                for problem in &read.problems {
                    let lines = damaged.split(['\n', '\r']).count() as u32;
                    assert!(problem.line <= lines, "{problem:?} of {lines}");
                }
            }
        }
    }
}

/// Expressions out of the functions' names and odd arguments.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("!Ref P".to_owned()),
        Just("!Ref AWS::Region".to_owned()),
        Just("!Ref AWS::NoValue".to_owned()),
        Just("'{{resolve:ssm:x'".to_owned()),
        Just("'a${P}b'".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
        Just("~".to_owned()),
        Just("010".to_owned()),
        Just("C".to_owned()),
        "[a-z]{0,3}".prop_map(|t| format!("'{t}'")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(|l| format!("[{}]", l.join(", ")));
        let name = prop_oneof![
            Just("Ref"),
            Just("GetAtt"),
            Just("Sub"),
            Just("Join"),
            Just("Select"),
            Just("Split"),
            Just("If"),
            Just("FindInMap"),
            Just("Equals"),
            Just("And"),
            Just("Not"),
            Just("Condition"),
            Just("ToJsonString"),
            Just("Length"),
            Just("Base64"),
            Just("Cidr"),
            Just("Transform"),
            Just("ForEach::L"),
            Just("Odd"),
        ];
        prop_oneof![
            (name, prop_oneof![list.clone(), inner]).prop_map(|(name, arg)| match name {
                "Ref" | "Condition" => format!("{{{name}: {arg}}}"),
                name => format!("{{'Fn::{name}': {arg}}}"),
            }),
            list,
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_expression_comes_to_something(a in expression(), b in expression(), c in expression()) {
        let text = format!(
            "Parameters: {{P: {{Type: String}}}}
Conditions: {{C: {c}}}
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties: {{ClusterName: {a}, EncryptionInfo: {b}, ClientAuthentication: {{Sasl: {{Scram: {a}}}}}}}
  S: {{Type: AWS::SecretsManager::Secret, Condition: C, Properties: {{Name: {b}, KmsKeyId: {a}}}}}
  A: {{Type: AWS::MSK::BatchScramSecret, Properties: {{ClusterArn: {b}, SecretArnList: {a}}}}}
  U: {{Type: AWS::ElastiCache::User, Properties: {a}}}
  W: {{Type: AWS::KafkaConnect::Connector, Properties: {{ConnectorConfiguration: {a}, KafkaCluster: {b}}}}}
"
        );
        let read = read_all(&[("t.yaml", &text)], &Options { force: true, ..Options::default() });
        for unit in units(&read) {
            findings(unit);
        }
        told(&read);
    }
}
