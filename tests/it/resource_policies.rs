//! What policies of keys and secrets mean for a role, as templates write them: accounts and roles by reference, by
//! pseudo parameter and by literal, grants as resources of their own.

use crate::cloudformation;
use std::sync::Arc;
use tidegate::evaluate::{Options as Judging, judge};
use tidegate::inventory::{Coverage, Unit};
use tidegate::rules::{builtin, example};
use tidegate::template::source::Source;
use tidegate::template::terraform::{self, read_modules};

const RULE: &str = "redshift-role-cannot-use-credential";

fn verdict(unit: &Unit) -> String {
    let rule = builtin().rules.iter().find(|r| &*r.id == RULE).expect("the rule");
    let options =
        Judging { now: example::NOW, show_pass: true, show_not_applicable: true, ..Judging::default() };
    let findings = judge(unit, &[rule], &options).findings;
    let all: Vec<&str> = findings.iter().map(|f| f.verdict.name()).collect();
    assert_eq!(all.len(), 1, "{findings:#?}");
    all[0].to_owned()
}

const TEMPLATE: &str = r"
Parameters:
  Administrator: {Type: String}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: redshift.amazonaws.com}, Action: 'sts:AssumeRole'}]
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - {Effect: Allow, Action: 'secretsmanager:GetSecretValue', Resource: !Ref Secret}
              - {Effect: Allow, Action: 'kms:Decrypt', Resource: !GetAtt Key.Arn}
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: redshift.amazonaws.com}, Action: 'sts:AssumeRole'}]
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - {Effect: Allow, Principal: {AWS: KEEPER}, Action: 'kms:*', Resource: '*'}
          - {Effect: Deny, Principal: {AWS: BARRED}, Action: 'kms:*', Resource: '*'}
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties: {Name: mtls-client, KmsKeyId: !GetAtt Key.Arn}
  Schema:
    Type: Custom::Sql
    Properties:
      ServiceToken: arn:aws:lambda:eu-west-1:111122223333:function:sql
      Database: dev
      Sql: !Sub >-
        CREATE EXTERNAL SCHEMA orders FROM MSK IAM_ROLE '${Role.Arn}' AUTHENTICATION mtls SECRET_ARN '${Secret}'
        URI 'b-1.orders.abc.c2.kafka.eu-west-1.amazonaws.com:9094'
";

#[test]
fn principals_of_a_key_policy_in_a_template() {
    let account = "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'";
    for (keeper, barred, expected) in [
        (account, "!GetAtt Other.Arn", "pass"),
        ("!Ref AWS::AccountId", "!GetAtt Other.Arn", "pass"),
        ("!Sub 'arn:aws:iam::${AWS::AccountId}:root'", "!GetAtt Other.Arn", "pass"),
        ("!GetAtt Role.Arn", "!GetAtt Other.Arn", "pass"),
        ("'*'", "!GetAtt Other.Arn", "pass"),
        (account, "!GetAtt Role.Arn", "fail"),
        (account, account, "fail"),
        (account, "'*'", "fail"),
        ("!GetAtt Other.Arn", "!GetAtt Other.Arn", "fail"),
        // Whom a parameter names, and in which account the stack will be, is not known here.
        (account, "!Ref Administrator", "undecided"),
        ("!Ref Administrator", "!GetAtt Other.Arn", "undecided"),
        ("arn:aws:iam::111122223333:root", "!GetAtt Other.Arn", "undecided"),
        (account, "!Sub 'arn:aws:iam::${AWS::AccountId}:role/reader'", "undecided"),
        (account, "!Sub 'arn:aws:iam::${AWS::AccountId}:user/reader'", "pass"),
        (account, "!Sub 'arn:aws:sts::${AWS::AccountId}:assumed-role/${Other}/session'", "undecided"),
    ] {
        let text = TEMPLATE.replace("KEEPER", keeper).replace("BARRED", barred);
        let read = cloudformation::template(&text);
        assert_eq!(verdict(&read.templates[0].default), expected, "{keeper}, but not {barred}");
    }
}

/// As the CDK grants the use of a secret's key.
#[test]
fn a_permission_through_the_service_in_a_template() {
    let own = "Action: 'kms:Decrypt', Resource: !GetAtt Key.Arn";
    for (via, expected) in [
        ("!Sub 'secretsmanager.${AWS::Region}.amazonaws.com'", "pass"),
        ("!Join ['', ['secretsmanager.', !Ref 'AWS::Region', '.amazonaws.com']]", "pass"),
        ("!Sub 's3.${AWS::Region}.amazonaws.com'", "fail"),
        ("secretsmanager.eu-west-1.amazonaws.com", "undecided"),
    ] {
        let text = TEMPLATE
            .replace("KEEPER", "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'")
            .replace("BARRED", "!GetAtt Other.Arn")
            .replace(own, &format!("{own}, Condition: {{StringEquals: {{'kms:ViaService': {via}}}}}"));
        let read = cloudformation::template(&text);
        assert_eq!(verdict(&read.templates[0].default), expected, "{via}");
    }
}

const MODULE: &str = r#"
data "aws_caller_identity" "me" {}
data "aws_partition" "here" {}
resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "redshift.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role" "other" {
  name               = "other"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "redshift.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy" "own" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.client.arn }] })
}
resource "aws_kms_key" "own" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:${data.aws_partition.here.partition}:iam::${data.aws_caller_identity.me.account_id}:root" }, Action = "kms:*", Resource = "*" }] })
}
resource "aws_secretsmanager_secret" "client" {
  name       = "mtls-client"
  kms_key_id = aws_kms_key.own.arn
}
resource "aws_redshiftdata_statement" "schema" {
  cluster_identifier = "analytics"
  database           = "dev"
  sql                = "CREATE EXTERNAL SCHEMA orders FROM MSK IAM_ROLE '${aws_iam_role.reader.arn}' AUTHENTICATION mtls SECRET_ARN '${aws_secretsmanager_secret.client.arn}' URI 'b-1.orders.abc.c2.kafka.eu-west-1.amazonaws.com:9094'"
}
"#;

#[test]
fn grants_and_policies_of_a_module() {
    let grant = |key: &str, grantee: &str, operation: &str, more: &str| {
        format!(
            "resource \"aws_kms_grant\" \"one\" {{\n  key_id = {key}\n  grantee_principal = {grantee}\n  operations = [\"{operation}\"]\n{more}}}\n"
        )
    };
    let own = "aws_kms_key.own.key_id";
    let reader = "aws_iam_role.reader.arn";
    let of_role = "resource \"aws_iam_role_policy\" \"key\" {\n  role = aws_iam_role.reader.id\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"kms:Decrypt\", Resource = aws_kms_key.own.arn }] })\n}\n";
    let apart = |principal: &str| {
        format!(
            "resource \"aws_kms_key_policy\" \"apart\" {{\n  key_id = aws_kms_key.own.id\n  policy = jsonencode({{ Statement = [{{ Effect = \"Allow\", Principal = {{ AWS = {principal} }}, Action = \"kms:*\", Resource = \"*\" }}] }})\n}}\n"
        )
    };
    for (more, expected) in [
        (String::new(), "fail"),
        (of_role.to_owned(), "pass"),
        (grant(own, reader, "Decrypt", ""), "pass"),
        (grant(own, reader, "Encrypt", ""), "fail"),
        (grant(own, "aws_iam_role.other.arn", "Decrypt", ""), "fail"),
        (grant("var.key", reader, "Decrypt", ""), "undecided"),
        (grant(own, "var.grantee", "Decrypt", ""), "undecided"),
        (
            grant(
                own,
                reader,
                "Decrypt",
                "  constraints {\n    encryption_context_equals = { a = \"b\" }\n  }\n",
            ),
            "undecided",
        ),
        (apart("aws_iam_role.reader.arn"), "pass"),
        (apart("aws_iam_role.other.arn"), "fail"),
        (format!("{of_role}{}", apart("aws_iam_role.other.arn")), "fail"),
        (format!("{of_role}{}", apart("var.administrator")), "undecided"),
    ] {
        let variables = "variable \"key\" {}\nvariable \"grantee\" {}\nvariable \"administrator\" {}\n";
        let source = Arc::new(Source::new("main.tf", format!("{MODULE}{variables}{more}")));
        let read = read_modules(vec![source], &terraform::Options::default());
        assert!(read.coverage.iter().all(Coverage::complete), "{:?}", read.coverage);
        assert_eq!(verdict(&read.units[0]), expected, "{more}");
    }
}
