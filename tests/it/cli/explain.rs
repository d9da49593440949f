//! `explain` for people: every rule, in every language, without anything left that a program should have filled.

use super::{Tidegate, fixture};
use tidegate::report::{Options, rule_text};
use tidegate::rules::{Language, catalogue};

#[test]
fn every_rule_is_explained_in_every_language() {
    for language in Language::ALL {
        for rule in &catalogue::builtin().rules {
            let page = rule_text(rule, language, &Options::default());
            let id = &rule.id;
            let bare = |t: &str| t.split_whitespace().collect::<String>();
            assert!(bare(&page).starts_with(&bare(&rule.texts(language).title)), "{language:?} {id}: {page}");
            assert!(page.contains("https://"), "{language:?} {id}: no source");
            // `{{resolve:...}}` is CloudFormation's own.
            let left = page.lines().find(|l| l.contains("{{") && !l.contains("{{resolve:"));
            assert_eq!(left, None, "{language:?} {id}");
            let call =
                page.match_indices("sh(").find(|(at, _)| !page[..*at].ends_with(char::is_alphanumeric));
            assert_eq!(call, None, "{language:?} {id}: {page}");
            assert!(!page.chars().any(|c| c.is_control() && c != '\n'), "{language:?} {id}");
        }
    }
}

#[test]
fn the_binary_prints_these_pages() {
    for (lang, language) in [("en", Language::En), ("ja", Language::Ja), ("zh", Language::Zh)] {
        let rule = catalogue::builtin().by_id("elasticache-plaintext-transit").expect("the rule");
        let page = Tidegate::new(["explain", &rule.id, "--lang", lang]).run().exits(0).stdout;
        assert_eq!(page, rule_text(rule, language, &Options::default()));
        assert!(page.contains("<group.name>") || page.contains("<group.region>"), "{page}");
    }
}

/// `explain ID --resource NAME --from` the recorded account, its lines put together.
fn explained(rule: &str, resource: &str, args: &[&str]) -> String {
    let demo = fixture("demo");
    let demo = demo.to_str().expect("UTF-8");
    let run = Tidegate::new(["explain", rule, "--from", demo, "--resource", resource]).args(args);
    run.run().exits(0).stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_verdict_is_told_with_every_step_and_its_origin() {
    let arn = "arn:aws:kafka:ap-northeast-1:111122223333:cluster/tokyo-denpyo/70c00000-1111-4222-8333-000000000002-4";
    for name in [arn, "tokyo-denpyo"] {
        let told = explained("msk-unauthenticated-clients", name, &[]);
        for part in [
            "msk-unauthenticated-clients: fail (high) msk_cluster",
            "!cluster.unauthenticated_enabled = true cluster.unauthenticated_enabled = false [default https://docs.aws",
            "(cluster.scram_enabled || cluster.iam_enabled || cluster.tls_enabled) = false cluster.scram_enabled = false",
            "cluster.cluster_type = PROVISIONED [kafka:ListClustersV2]",
            "cluster.client_broker == 'TLS': not asked",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }
    // Through a link: the key's fact has the key's origin.
    let key = explained("scram-secret-unusable-key", "AmazonMSK_payments_disabled", &[]);
    assert!(key.contains("secret.kms_key.state = Disabled [kms:DescribeKey]"), "{key}");
    assert!(key.contains("[secretsmanager:ListSecrets]"), "{key}");
}

#[test]
fn what_is_unknown_is_told_with_its_reason_in_every_language() {
    for (lang, verdict, why) in [
        (
            "en",
            "not assessed",
            "secret.exists = (unknown): not collected: account 111122223333 region eu-central-1",
        ),
        ("ja", "未評価", "secret.exists = （不明）"),
        ("zh", "未评估", "secret.exists = （未知）"),
    ] {
        let told = explained("scram-secret-unusable-key", "AmazonMSK_payments_copy", &["--lang", lang]);
        let told = told.replace("(不明)", "（不明）").replace("(未知)", "（未知）");
        assert!(
            told.contains(&format!("scram-secret-unusable-key: {verdict}")) || told.contains(verdict),
            "{told}"
        );
        assert!(told.contains(why), "{why}: {told}");
        assert!(told.contains("sizeAtLeast(secret.clusters, 1) = true"), "known beside unknown: {told}");
    }
}

#[test]
fn each_item_has_its_own_steps_the_worst_first() {
    let told = explained("connector-literal-secret", "billing-jdbc-source", &[]);
    assert!(told.starts_with("connector-literal-secret: fail (critical)"), "{told}");
    assert!(
        told.contains("item: connection.password")
            && told.contains("p.form = literal [kafkaconnect:Describe")
    );
    assert!(told.contains("connector-literal-secret: not applicable"), "{told}");
    assert!(told.contains("!p.inherited: not asked"), "{told}");
}

const TEMPLATE: &str = "Parameters:
  Access: { Type: String, AllowedValues: [DISABLED, SERVICE_PROVIDED_EIPS], Default: DISABLED }
Resources:
  Orders:
    Type: AWS::MSK::Cluster
    Properties:
      ClusterName: orders
      KafkaVersion: 3.9.x
      NumberOfBrokerNodes: 3
      BrokerNodeGroupInfo:
        ClientSubnets: [subnet-1]
        InstanceType: kafka.m7g.large
        ConnectivityInfo:
          PublicAccess: { Type: !Ref Access }
";

#[test]
fn a_template_s_verdict_is_told_with_lines_and_the_world_in_which_it_fails() {
    let run = |name: &str| {
        Tidegate::new(["explain", "msk-public-brokers", "--from", "t.yaml", "--resource", name])
            .file("t.yaml", TEMPLATE)
            .run()
    };
    let told = run("Orders").exits(0).stdout;
    assert!(told.contains("msk-public-brokers: fail (critical)"), "{told}");
    assert!(told.contains("Access=SERVICE_PROVIDED_EIPS"), "{told}");
    assert!(told.contains("msk-public-brokers: pass"), "by default: {told}");
    assert!(told.contains("cluster.public_access = DISABLED  [t.yaml:"), "{told}");
    let wrong = run("Ordrs").exits(2).stderr;
    assert!(wrong.contains("no msk_cluster `Ordrs` is there: did you mean `Orders`?"), "{wrong}");
    let alone = Tidegate::new(["explain", "msk-public-brokers", "--resource", "x"]).run().exits(2).stderr;
    assert!(alone.contains("--from"), "{alone}");
}

/// The end that the steps lead to is the verdict: over every rule and resource of the recorded account.
#[test]
fn steps_come_to_the_verdict() {
    use tidegate::evaluate::{Kept, Options as Judging, explain};
    use tidegate::inventory::snapshot::{Reader, parse_time};
    use tidegate::rules::Verdict;
    let mut reader = Reader::open(&fixture("demo")).expect("the fixture");
    let now = parse_time(&reader.header().run.started).expect("an instant");
    let mut seen = 0;
    while let Some(unit) = reader.next_unit().expect("the fixture") {
        for rule in &catalogue::builtin().rules {
            for resource in unit.of_kind(rule.kind) {
                for told in explain(&unit, resource, rule, &Judging { now, ..Judging::default() }) {
                    let value =
                        |steps: &[tidegate::evaluate::Step]| match steps.first().map(|s| s.kept.clone()) {
                            Some(Kept::Value { value, .. }) => Some(value.to_string()),
                            _ => None,
                        };
                    let (when, check) = (value(&told.when), value(&told.check));
                    let is = |v: &Option<String>, text: &str| v.as_deref() == Some(text);
                    match told.finding.verdict {
                        Verdict::Pass => assert!(is(&check, "true"), "{}: {check:?}", rule.id),
                        Verdict::Fail => assert!(is(&check, "false"), "{}: {check:?}", rule.id),
                        Verdict::Undecided | Verdict::NotApplicable => {
                            // Whether the resource is judged at all hangs on its state.
                            let state =
                                rule.kind.not_judged.map(|(field, _)| format!("{}.{field}", rule.kind.var));
                            let open =
                                told.finding.missing.iter().any(|m| Some(&*m.field) == state.as_deref());
                            let decided = is(&check, "false") || is(&check, "true");
                            assert!(
                                open || !decided || is(&when, "false"),
                                "{}: {when:?} {check:?}",
                                rule.id
                            );
                        }
                    }
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

/// File, its text, resource, options with which it passes and with which it fails.
type World<'a> = (&'a str, &'a str, &'a str, &'a [&'a str], &'a [&'a str]);

/// A resource of a template is explained in the world that `check` judged it in.
#[test]
fn parameters_and_variables_count_as_they_do_in_a_check() {
    let stack = "Parameters:\n  Access: { Type: String, Default: DISABLED, AllowedValues: [DISABLED, SERVICE_PROVIDED_EIPS] }\n\
                 Resources:\n  Orders:\n    Type: AWS::MSK::Cluster\n    Properties:\n      ClusterName: orders\n      \
                 KafkaVersion: 3.9.x\n      NumberOfBrokerNodes: 3\n      BrokerNodeGroupInfo:\n        \
                 ClientSubnets: [subnet-1]\n        InstanceType: kafka.m7g.large\n        ConnectivityInfo:\n          \
                 PublicAccess: { Type: !Ref Access }\n";
    let source = "variable \"access\" {\n  default = \"DISABLED\"\n}\nresource \"aws_msk_cluster\" \"orders\" {\n  \
                  cluster_name = \"orders\"\n  kafka_version = \"3.9.x\"\n  number_of_broker_nodes = 3\n  \
                  broker_node_group_info {\n    client_subnets = [\"subnet-1\"]\n    instance_type = \"kafka.m7g.large\"\n    \
                  connectivity_info {\n      public_access { type = var.access }\n    }\n  }\n}\n";
    let cases: [World<'_>; 3] = [
        (
            "stack.yaml",
            stack,
            "Orders",
            &["--parameters", "closed.json"],
            &["--parameters", "closed.json", "--parameters", "open.json"],
        ),
        ("main.tf", source, "aws_msk_cluster.orders", &[], &["--var", "access=SERVICE_PROVIDED_EIPS"]),
        ("main.tf", source, "aws_msk_cluster.orders", &[], &["--var-file", "open.tfvars"]),
    ];
    for (file, text, resource, closed, open) in cases {
        for (world, verdict, code) in [(closed, "pass", 0), (open, "fail", 1)] {
            let run = |args: &[&str]| {
                Tidegate::new(args)
                    .args(world)
                    .file(file, text)
                    .file("closed.json", r#"[{"ParameterKey":"Access","ParameterValue":"DISABLED"}]"#)
                    .file(
                        "open.json",
                        r#"[{"ParameterKey":"Access","ParameterValue":"SERVICE_PROVIDED_EIPS"}]"#,
                    )
                    .file("open.tfvars", "access = \"SERVICE_PROVIDED_EIPS\"\n")
                    .run()
            };
            let checked = run(&["check", file, "--select", "msk-public-brokers", "--allow-incomplete"]);
            checked.exits(code);
            let told = run(&["explain", "msk-public-brokers", "--resource", resource, "--from", file]);
            let told = told.exits(0).stdout;
            assert!(told.starts_with(&format!("msk-public-brokers: {verdict}")), "{world:?}: {told}");
        }
    }
    let alone = Tidegate::new(["explain", "msk-public-brokers", "--var", "access=x"]).run().exits(2);
    assert!(alone.stderr.contains("--from <PATH>"), "a world without a template: {}", alone.stderr);
}

/// Whose policies a question about permissions was held against, each with the place that it was read from.
#[test]
fn policies_that_were_asked_are_told_one_by_one() {
    let told = explained("redshift-role-cannot-use-credential", "orders_stream", &[]);
    for part in [
        "observed: kms:Decrypt not allowed",
        "'secretsmanager:GetSecretValue', schema.secret) = true",
        "role.statements = [{effect=Allow",
        "role.boundary_statements = (not set) [iam:GetRole]",
        "secret.policy = (not set) [secretsmanager:GetResourcePolicy]",
        "key.policy = [{sid=Enable IAM User Permissions effect=Allow principals=[arn:aws:iam::111122223333:root]",
        "key.grants = [] [kms:ListGrants]",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}
