//! Nested stacks: parameters go down, outputs come back, and each template is judged where it stands.

use crate::cloudformation::{expect, read_all, shown, slice, unit, verdicts};
use std::sync::Arc;
use tidegate::inventory::Why;
use tidegate::template::Read;
use tidegate::template::cloudformation::{Options, templates_of};
use tidegate::template::source::Source;

const TRAFFIC: &str = "msk-plaintext-client-traffic";

fn nested(files: &[(&str, &str)]) -> Read {
    let read = read_all(files, &Options::default());
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    read
}

/// What is said not to have been looked into.
fn unseen(read: &Read) -> Vec<String> {
    let gaps = read.coverage.iter().flat_map(|c| &c.gaps);
    let shown = gaps.filter_map(|g| match &g.why {
        Why::NotCollected { what } => Some(format!("{} {what}", g.target.as_deref().unwrap_or(""))),
        _ => None,
    });
    shown.collect()
}

const CLUSTER: &str = "
Parameters:
  Listener: {Type: String, Default: TLS}
  Key: {Type: String, Default: ''}
  Subnets: {Type: CommaDelimitedList, Default: ''}
Conditions: {HasKey: !Not [!Equals [!Ref Key, '']]}
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties:
      BrokerNodeGroupInfo: {ClientSubnets: !Ref Subnets}
      EncryptionInfo:
        EncryptionInTransit: {ClientBroker: !Ref Listener}
        EncryptionAtRest: {DataVolumeKMSKeyId: !If [HasKey, !Ref Key, !Ref AWS::NoValue]}
Outputs:
  Arn: {Value: !GetAtt C.Arn}
";

const KEYS: &str = "
Resources:
  K: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}
Outputs:
  KeyArn: {Value: !GetAtt K.Arn}
";

const PARENT: &str = "
Parameters: {Env: {Type: String, Default: dev, AllowedValues: [dev, prod]}}
Conditions: {Prod: !Equals [!Ref Env, prod]}
Resources:
  Msk:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./stacks/cluster.yaml
      Parameters:
        Listener: !If [Prod, TLS, TLS_PLAINTEXT]
        Key: !GetAtt Keys.Outputs.KeyArn
        Subnets: subnet-1,subnet-2
  Keys:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: stacks/keys.yaml}
  S:
    Type: AWS::SecretsManager::Secret
    Properties: {Name: AmazonMSK_a, KmsKeyId: !GetAtt Keys.Outputs.KeyArn}
  Users:
    Type: AWS::MSK::BatchScramSecret
    Properties: {ClusterArn: !Sub '${Msk.Outputs.Arn}', SecretArnList: [!Ref S]}
";

#[test]
fn parameters_go_down_and_outputs_come_back() {
    let files =
        [("infra/t.yaml", PARENT), ("infra/stacks/cluster.yaml", CLUSTER), ("infra/stacks/keys.yaml", KEYS)];
    let read = nested(&files);
    assert_eq!(read.templates.len(), 1, "the nested templates are judged in their parent only");
    assert_eq!(unseen(&read), Vec::<String>::new());
    let ids: Vec<&str> = unit(&read).resources().iter().map(|r| &*r.id).collect();
    assert_eq!(ids, ["Keys/K", "Msk/C", "Users", "S"]);
    assert_eq!(shown(&read, "Msk/C", "client_broker"), "TLS_PLAINTEXT");
    assert_eq!(shown(&read, "Msk/C", "data_volume_kms_key"), "@Keys/K");
    assert_eq!(shown(&read, "Msk/C", "scram_secrets"), "[@S]");
    assert_eq!(shown(&read, "Msk/C", "subnets"), "[@subnet-1 @subnet-2]");
    assert_eq!(shown(&read, "S", "kms_key"), "@Keys/K");
    expect(&read, "Msk/C", &[(TRAFFIC, "fail"), ("msk-default-volume-key", "pass")]);
    let prod = &read.templates[0].others[0];
    assert_eq!(prod.scope.world.as_deref(), Some("Env=prod"));
    assert_eq!(verdicts(prod)[&(TRAFFIC.into(), "Msk/C".into())], "pass");
    // The finding stands in the nested template; what decided it in the parent.
    let all = crate::cloudformation::findings(unit(&read));
    let f = all.iter().find(|f| &*f.rule == TRAFFIC && &*f.resource.id == "Msk/C").expect("judged");
    let place = f.location.as_ref().expect("a place");
    assert_eq!(&*place.path, "infra/stacks/cluster.yaml");
    assert_eq!(slice(CLUSTER, place.line, place.column, place.end_line, place.end_column), "!Ref Listener");
    let related: Vec<&str> = f.related.iter().map(|r| &*r.place.path).collect();
    assert_eq!(related[0], "infra/t.yaml", "{:?}", f.related);
}

#[test]
fn a_nested_template_that_stands_alone_is_judged_by_its_defaults() {
    let read = nested(&[("infra/stacks/cluster.yaml", CLUSTER)]);
    expect(&read, "C", &[(TRAFFIC, "pass")]);
}

#[test]
fn files_beside_are_judged_only_as_nested_stacks() {
    let beside = [
        ("infra/stacks/cluster.yaml", CLUSTER),
        ("infra/stacks/keys.yaml", KEYS),
        ("infra/other.yaml", KEYS),
    ];
    let beside = beside.map(|(path, text)| Arc::new(Source::new(path, text.to_owned())));
    let options = Options { beside: beside.into(), ..Options::default() };
    let read = read_all(&[("infra/t.yaml", PARENT)], &options);
    assert_eq!(read.templates.len(), 1);
    assert_eq!(shown(&read, "Msk/C", "data_volume_kms_key"), "@Keys/K");
    let parent = Arc::new(Source::new("infra/t.yaml", PARENT.to_owned()));
    let wanted: Vec<String> = templates_of(&parent).into_iter().map(String::from).collect();
    assert_eq!(wanted, ["infra/stacks/cluster.yaml", "infra/stacks/keys.yaml"]);
}

#[test]
fn two_parents_judge_a_template_each() {
    let parent = |listener: &str| {
        format!(
            "Resources: {{N: {{Type: 'AWS::CloudFormation::Stack', Properties: {{TemplateURL: c.yaml, Parameters: {{Listener: {listener}}}}}}}}}"
        )
    };
    let (a, b) = (parent("TLS"), parent("PLAINTEXT"));
    let read = nested(&[("a.yaml", &a), ("b.yaml", &b), ("c.yaml", CLUSTER)]);
    let [a, b] = &read.templates[..] else { panic!("two templates: {}", read.templates.len()) };
    let key = (TRAFFIC.to_owned(), "N/C".to_owned());
    assert_eq!((verdicts(&a.default)[&key], verdicts(&b.default)[&key]), ("pass", "fail"));
    assert_eq!((&*a.default.scope.home, &*b.default.scope.home), ("a.yaml", "b.yaml"));
}

#[test]
fn what_cannot_be_followed_is_said() {
    let stack = |properties: &str| {
        format!("Resources: {{N: {{Type: 'AWS::CloudFormation::Stack', Properties: {properties}}}}}")
    };
    for (properties, why) in [
        ("{TemplateURL: 'https://s3.amazonaws.com/b/c.yaml'}", "its template is no file beside this one"),
        ("{TemplateURL: ../c.yaml}", "../c.yaml is not among the files"),
        ("{TemplateURL: d.yaml}", "d.yaml is not among the files"),
        ("{TemplateURL: !Ref Url}", "its TemplateURL is decided at deployment"),
        ("{}", "it has no TemplateURL"),
        ("{TemplateURL: ./t.yaml}", "it nests itself"),
    ] {
        let text = stack(properties);
        let read = nested(&[("t.yaml", &text)]);
        assert_eq!(unseen(&read), [format!("t.yaml:1:13 the nested stack N: {why}")]);
        assert!(!read.coverage.iter().all(|c| c.complete()), "the run is not complete");
    }
    let (a, b) = (stack("{TemplateURL: b.yaml}"), stack("{TemplateURL: a.yaml}"));
    let read = nested(&[("a.yaml", &a), ("b.yaml", &b)]);
    assert_eq!(read.templates.len(), 1, "of a circle the first is judged");
    assert_eq!(unseen(&read), ["b.yaml:1:13 the nested stack N: it nests itself"]);
}

#[test]
fn a_stack_stands_under_its_condition() {
    let parent = |condition: &str| {
        format!(
            "Parameters: {{P: {{Type: String}}}}\nConditions: {{C: {condition}}}\nResources: {{N: {{Type: 'AWS::CloudFormation::Stack', Condition: C, Properties: {{TemplateURL: c.yaml}}}}}}"
        )
    };
    let gone = parent("!Equals [a, b]");
    let read = nested(&[("t.yaml", &gone), ("c.yaml", CLUSTER)]);
    assert!(unit(&read).resources().is_empty());
    let there = parent("!Equals [a, a]");
    let read = nested(&[("t.yaml", &there), ("c.yaml", CLUSTER)]);
    expect(&read, "N/C", &[(TRAFFIC, "pass")]);
}

#[test]
fn parameters_and_outputs_that_are_not_known() {
    let text = "
Resources:
  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml, Parameters: {Listener: !GetAtt A.Outputs.Arn}}}
  B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml, Parameters: !Ref X}}
  C: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml, Parameters: {Listener: !GetAtt A.Outputs.None}}}
  D: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml, Parameters: {Listener: !Ref L}}}
Parameters: {L: {Type: String}}
";
    let read = nested(&[("t.yaml", text), ("c.yaml", CLUSTER)]);
    for (id, why) in [
        ("A/C", "?A.Outputs.Arn: its parameters hang on its own outputs"),
        ("B/C", "?X, which the template does not declare"),
        ("C/C", "?A.Outputs.None: the nested template has no such output"),
        ("D/C", "Pattern([Symbol(\"L\")])"),
    ] {
        assert_eq!(shown(&read, id, "client_broker"), why, "{id}");
        expect(&read, id, &[(TRAFFIC, "undecided")]);
    }
}

/// Stacks that nest many stacks end with a limit that is said, soon.
#[test]
fn many_stacks_are_bounded() {
    use std::fmt::Write;
    let stacks = |next: &str| {
        let mut text = String::from("Resources:\n");
        for i in 0..20 {
            writeln!(
                text,
                "  S{i}: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: {next}}}}}"
            )
            .unwrap();
        }
        text
    };
    let names: Vec<String> = (0..12).map(|i| format!("t{i}.yaml")).collect();
    let texts: Vec<String> = (0..12).map(|i| stacks(&format!("t{}.yaml", i + 1))).collect();
    let files: Vec<(&str, &str)> =
        names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    let read = nested(&files);
    let unseen = unseen(&read);
    assert!(unseen.iter().any(|u| u.ends_with("more than 8 stacks within each other")), "{unseen:?}");
    assert!(unseen.iter().any(|u| u.ends_with("more than 100 nested stacks")), "{unseen:?}");
}

/// SAM's applications are nested stacks, too.
#[test]
fn applications_of_sam() {
    let text = "
Transform: AWS::Serverless-2016-10-31
Resources:
  App: {Type: AWS::Serverless::Application, Properties: {Location: c.yaml, Parameters: {Listener: PLAINTEXT}}}
  Store: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: 'arn:aws:serverlessrepo:x', SemanticVersion: 1.0.0}}}
";
    let read = nested(&[("t.yaml", text), ("c.yaml", CLUSTER)]);
    expect(&read, "App/C", &[(TRAFFIC, "fail")]);
    assert_eq!(unseen(&read), ["t.yaml:5:3 the nested stack Store: its Location is decided at deployment"]);
}

#[test]
fn secrets_of_nested_stacks() {
    let child = "
Parameters: {Password: {Type: String, NoEcho: true, Default: tide-canary-1}}
Resources: {S: {Type: 'AWS::SecretsManager::Secret', Properties: {SecretString: !Ref Password}}}
";
    let parent = |passed: &str| {
        format!(
            "Parameters: {{P: {{Type: String, NoEcho: true}}}}\nResources: {{N: {{Type: 'AWS::CloudFormation::Stack', Properties: {{TemplateURL: c.yaml, Parameters: {{Password: {passed}}}}}}}}}"
        )
    };
    for (passed, verdict) in [("!Ref P", "pass"), ("tide-canary-2", "fail"), ("!Ref AWS::NoValue", "fail")] {
        let parent = parent(passed);
        let read = nested(&[("t.yaml", &parent), ("c.yaml", child)]);
        expect(&read, "N/S.SecretString", &[("secret-literal-in-template", verdict)]);
        expect(&read, "N/Password.Default", &[("secret-literal-in-template", "fail")]);
        assert!(!format!("{:?}", unit(&read)).contains("tide-canary"));
    }
}
