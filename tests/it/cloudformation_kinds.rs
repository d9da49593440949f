//! Every resource type, property by property.

use crate::cloudformation::{
    every_field_is_stated, expect, fixture, read_all, shown, template, text_at, unit, units, verdicts,
};
use tidegate::inventory::kinds::KINDS;
use tidegate::template::cloudformation::{Given, Options};

#[track_caller]
fn facts(text: &str, id: &str, expected: &[(&str, &str)]) {
    let read = template(text);
    for (field, want) in expected {
        assert_eq!(shown(&read, id, field), *want, "{id}.{field}");
    }
}

#[test]
fn every_field_of_every_kind_is_stated() {
    let read = template(&fixture("everything.yaml"));
    every_field_is_stated(&read);
    for kind in KINDS.iter().filter(|k| !k.cfn_types.is_empty()) {
        assert!(!unit(&read).of_kind(kind).is_empty(), "no {} in the template", kind.name);
    }
    // The same with nothing but types, which leaves everything out that can be.
    // What reads from nothing reads from no Kafka.
    let of_kafka = ["AWS::Lambda::EventSourceMapping", "AWS::Serverless::Function"];
    for ty in KINDS.iter().flat_map(|k| k.cfn_types).filter(|ty| !of_kafka.contains(ty)) {
        let read = template(&format!("Resources:\n  R:\n    Type: {ty}\n"));
        every_field_is_stated(&read);
        let judged = unit(&read).resources().iter().filter(|r| !r.context);
        assert_eq!(judged.count(), 1, "{ty}");
    }
}

#[test]
fn clusters() {
    let text = fixture("everything.yaml");
    facts(
        &text,
        "Cluster",
        &[
            ("name", "orders"),
            ("arn", "?Cluster.Arn"),
            ("client_broker", "TLS"),
            ("in_cluster", "true"),
            ("data_volume_kms_key", "@Key"),
            ("scram_enabled", "true"),
            ("iam_enabled", "true"),
            ("tls_enabled", "true"),
            ("unauthenticated_enabled", "false"),
            ("public_access", "DISABLED"),
            ("vpc_connectivity_scram", "true"),
            ("vpc_connectivity_tls", "false"),
            ("subnets", "?the parameter SubnetIds"),
            ("security_groups", "absent"),
            ("enhanced_monitoring", "PER_BROKER"),
            ("broker_log_destinations", "[cloudwatch]"),
            ("configuration", "@Configuration"),
            ("state", "absent"),
            (
                "scram_secrets",
                "[@User @AliasUser @arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_x-AbCdEf]",
            ),
        ],
    );
    facts(
        &text,
        "Serverless",
        &[
            ("cluster_type", "SERVERLESS"),
            ("client_broker", "TLS"),
            ("iam_enabled", "true"),
            ("scram_enabled", "false"),
            ("subnets", "[@subnet-1 @subnet-2 @subnet-3]"),
            ("security_groups", "[@sg-1]"),
            ("scram_secrets", "[]"),
        ],
    );
    facts(&text, "Configuration", &[("allow_everyone_if_no_acl_found", "false"), ("revision", "absent")]);
    let read = template(&text);
    expect(
        &read,
        "Cluster",
        &[
            ("msk-open-without-acls", "pass"),
            ("msk-open-cluster-policy", "fail"),
            ("msk-default-volume-key", "pass"),
            ("msk-unauthenticated-clients", "pass"),
            ("msk-no-broker-logs", "pass"),
        ],
    );
    assert_eq!(text_at(&text, &read, "Cluster", "tls_enabled"), "[!Ref Authority]");
    assert_eq!(text_at(&text, &read, "Cluster", "data_volume_kms_key"), "!GetAtt Key.Arn");
}

#[test]
fn secrets_and_keys() {
    let text = fixture("everything.yaml");
    facts(
        &text,
        "User",
        &[
            ("kms_key", "@Key"),
            ("kms_key_id", "Key"),
            ("rotation_enabled", "true"),
            ("exists", "true"),
            ("versions", "absent"),
        ],
    );
    facts(
        &text,
        "AliasUser",
        &[
            ("kms_key", "@Key"),
            ("kms_key_id", "alias/scram"),
            ("rotation_enabled", "false"),
            ("policy", "absent"),
        ],
    );
    facts(
        &text,
        "Key",
        &[
            ("manager", "CUSTOMER"),
            ("rotation_enabled", "true"),
            ("rotation_period_days", "180"),
            ("key_spec", "SYMMETRIC_DEFAULT"),
            ("enabled", "true"),
        ],
    );
    facts(&text, "Signing", &[("key_spec", "RSA_2048"), ("rotation_enabled", "absent")]);
    facts(
        &text,
        "Replica",
        &[("multi_region", "true"), ("key_spec", "?the primary key, which another stack declares")],
    );
    let read = template(&text);
    let same = [
        ("scram-secret-without-prefix", "pass"),
        ("scram-secret-default-key", "pass"),
        ("scram-secret-asymmetric-key", "pass"),
        ("scram-secret-foreign-region", "pass"),
        ("scram-secret-foreign-account", "pass"),
        ("scram-secret-exposed-policy", "pass"),
        ("scram-secret-unusable-key", "pass"),
    ];
    expect(&read, "User", &same);
    expect(&read, "User", &[("scram-secret-alias-key", "pass"), ("scram-secret-unrotated", "pass")]);
    expect(&read, "AliasUser", &same);
    expect(&read, "AliasUser", &[("scram-secret-alias-key", "fail"), ("scram-secret-unrotated", "fail")]);
    expect(
        &read,
        "DefaultUser",
        &[("scram-secret-without-prefix", "fail"), ("scram-secret-default-key", "not-applicable")],
    );
    expect(&read, "Key", &[("kms-key-unrotated", "pass")]);
}

#[test]
fn connectors() {
    let text = fixture("everything.yaml");
    facts(
        &text,
        "Connector",
        &[
            ("encryption_type", "TLS"),
            ("authentication_type", "IAM"),
            ("bootstrap_ports", "[9098]"),
            ("cluster", "@orders.abc.c2.kafka.eu-west-1.amazonaws.com"),
            ("worker_configuration", "@Workers"),
            ("plugins", "[@Plugin]"),
            ("log_destinations", "[cloudwatch]"),
            ("connector_class", "io.confluent.connect.jdbc.JdbcSinkConnector"),
        ],
    );
    facts(
        &text,
        "Workers",
        &[("provider_names", "[secretsmanager]"), ("known_provider_names", "[secretsmanager]")],
    );
    facts(
        &text,
        "Plugin",
        &[
            ("name", "jdbc"),
            ("content_type", "ZIP"),
            ("bucket", "arn:aws:s3:::plugins"),
            ("file_key", "jdbc-10.8.0.zip"),
        ],
    );
    facts(
        &text,
        "Plain",
        &[
            ("plugins", "[]"),
            ("bootstrap_ports", "[9092 ..?Vpc]"),
            ("cluster", "?Vpc"),
            ("log_destinations", "[]"),
            ("worker_configuration", "absent"),
        ],
    );
    let read = template(&text);
    expect(
        &read,
        "Connector",
        &[("connector-plaintext-cluster-traffic", "pass"), ("connector-unauthenticated", "pass")],
    );
    expect(
        &read,
        "Plain",
        &[("connector-plaintext-cluster-traffic", "fail"), ("connector-without-logs", "fail")],
    );
}

#[test]
fn caches() {
    let text = fixture("everything.yaml");
    facts(
        &text,
        "Group",
        &[
            ("name", "cache"),
            // The global group has brought it up to date.
            ("engine_version", "7.2"),
            ("transit_encryption_enabled", "true"),
            ("transit_encryption_mode", "preferred"),
            ("kms_key", "@Key"),
            ("auth_token_enabled", "false"),
            ("user_groups", "[@Users]"),
            ("num_node_groups", "2"),
        ],
    );
    facts(
        &text,
        "Bare",
        &[
            ("name", "absent"),
            ("transit_encryption_enabled", "false"),
            ("at_rest_encryption_enabled", "true"),
            ("auth_token_enabled", "true"),
        ],
    );
    facts(&text, "Nodes", &[("replication_group", "absent"), ("transit_encryption_enabled", "false")]);
    facts(
        &text,
        "App",
        &[
            ("access_string", "on <redacted:literal> ~* +@all"),
            ("active", "true"),
            ("authentication_type", "no-password"),
        ],
    );
    facts(&text, "Reader", &[("active", "false"), ("authentication_type", "password")]);
    facts(&text, "Users", &[("users", "[@App @reader @default]")]);
    let read = template(&text);
    expect(
        &read,
        "Group",
        &[("elasticache-plaintext-accepted", "fail"), ("elasticache-plaintext-transit", "pass")],
    );
    expect(
        &read,
        "Bare",
        &[("elasticache-plaintext-transit", "fail"), ("elasticache-plaintext-at-rest", "pass")],
    );
    expect(&read, "Nodes", &[("elasticache-standalone-redis", "fail")]);
    expect(&read, "App", &[("elasticache-passwordless-user", "fail")]);
    expect(&read, "Reader", &[("elasticache-passwordless-user", "pass")]);
}

#[test]
fn region_and_account_are_symbols_unless_they_are_given() {
    let text = "Resources:\n  K:\n    Type: AWS::KMS::Key\n";
    let shown_region = |options: &Options| {
        let read = read_all(&[("t.yaml", text)], options);
        (shown(&read, "K", "region"), shown(&read, "K", "account"))
    };
    assert!(shown_region(&Options::default()).0.contains("AWS::Region"));
    let given =
        Given { region: Some("eu-west-1".into()), account: Some("111122223333".into()), ..Given::default() };
    let given = Options { given, ..Options::default() };
    assert_eq!(shown_region(&given), ("eu-west-1".into(), "111122223333".into()));
}

#[test]
fn no_secret_of_a_template_leaves_it() {
    let text = fixture("everything.yaml");
    let read = template(&text);
    let mut out = format!("{read:?}");
    for unit in units(&read) {
        out += &serde_json::to_string(unit.resources()).expect("resources are JSON");
        out += &format!("{:?}", crate::cloudformation::findings(unit));
    }
    assert!(text.contains("tide-canary-3") && !out.contains("tide-canary"), "a literal secret is shown");
}

#[test]
fn a_list_of_authorities_switches_mutual_tls_on_and_enabled_has_the_last_word() {
    let cluster = |tls: &str| {
        let text = format!(
            "Resources:\n  C:\n    Type: AWS::MSK::Cluster\n    Properties:\n      ClientAuthentication: {{Tls: {tls}}}\n"
        );
        shown(&template(&text), "C", "tls_enabled")
    };
    assert_eq!(cluster("{CertificateAuthorityArnList: [a]}"), "true");
    assert_eq!(cluster("{CertificateAuthorityArnList: []}"), "false");
    assert_eq!(cluster("{CertificateAuthorityArnList: [a], Enabled: false}"), "false");
    assert_eq!(cluster("{}"), "false");
    assert_eq!(cluster("{Enabled: !ImportValue x}"), "?Fn::ImportValue: an export of another stack");
}

#[test]
fn broker_properties_are_read_as_java_reads_them() {
    let open = |text: &str| {
        let text = format!(
            "Resources:\n  C:\n    Type: AWS::MSK::Configuration\n    Properties: {{Name: c, ServerProperties: {text}}}\n"
        );
        shown(
            &template(&format!("Parameters: {{P: {{Type: String}}}}\n{text}")),
            "C",
            "allow_everyone_if_no_acl_found",
        )
    };
    assert_eq!(open("'allow.everyone.if.no.acl.found : False'"), "false");
    assert_eq!(open(r#""allow.everyone\\\n  .if.no.acl.found=false""#), "false");
    assert_eq!(open(r##""#allow.everyone.if.no.acl.found=false""##), "true", "MSK's default");
    assert_eq!(open(r#"!Sub "num.partitions=${P}\nallow.everyone.if.no.acl.found=false""#), "false");
    assert_eq!(open(r#"!Sub "allow.everyone.if.no.acl.found=${P}""#), "?P");
    assert_eq!(open(r#"!Sub "${P}=false""#), "?P");
    assert_eq!(open("maybe"), "true");
}

#[test]
fn an_association_that_cannot_be_placed_may_be_about_any_cluster() {
    let text = "
Resources:
  C: {Type: AWS::MSK::Cluster}
  A:
    Type: AWS::MSK::BatchScramSecret
    Properties: {ClusterArn: !ImportValue msk, SecretArnList: [x]}
";
    assert_eq!(
        shown(&template(text), "C", "scram_secrets"),
        "[ ..?Fn::ImportValue: an export of another stack]"
    );
    let attached = "
Resources:
  C: {Type: AWS::MSK::Cluster}
  S: {Type: AWS::SecretsManager::Secret}
  T: {Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref S}}
  R: {Type: AWS::SecretsManager::RotationSchedule, Properties: {SecretId: !Ref T}}
  A: {Type: AWS::MSK::BatchScramSecret, Properties: {ClusterArn: !Ref C, SecretArnList: [!Ref T]}}
";
    assert_eq!(shown(&template(attached), "C", "scram_secrets"), "[@S]");
    assert_eq!(shown(&template(attached), "S", "rotation_enabled"), "true");
}

#[test]
fn resources_stand_under_their_conditions() {
    let text = |default: &str| {
        format!(
            "
Parameters:
  Make: {{Type: String{default}}}
Conditions:
  Made: !Equals [!Ref Make, 'yes']
Resources:
  C: {{Type: AWS::MSK::Cluster}}
  P:
    Type: AWS::MSK::ClusterPolicy
    Condition: Made
    Properties: {{ClusterArn: !Ref C, Policy: {{Statement: []}}}}
"
        )
    };
    assert_eq!(shown(&template(&text(", Default: 'yes'")), "C", "policy"), "[]");
    assert_eq!(shown(&template(&text(", Default: 'no'")), "C", "policy"), "absent");
    assert_eq!(shown(&template(&text("")), "C", "policy"), "?the condition Made");
}

#[test]
fn loops_declare_resources() {
    let text = "
Transform: AWS::LanguageExtensions
Resources:
  'Fn::ForEach::Groups':
    - Name
    - [a, b]
    - 'Group${Name}':
        Type: AWS::ElastiCache::ReplicationGroup
        Properties:
          ReplicationGroupId: !Sub 'cache-${Name}'
          Engine: redis
          TransitEncryptionEnabled: true
";
    let read = template(text);
    assert_eq!(shown(&read, "Groupa", "name"), "cache-a");
    assert_eq!(shown(&read, "Groupb", "name"), "cache-b");
    expect(&read, "Groupb", &[("elasticache-plaintext-transit", "pass")]);
    let open = text
        .replace("[a, b]", "!Ref Names")
        .replace("Resources:", "Parameters: {Names: {Type: CommaDelimitedList}}\nResources:");
    let read = template(&open);
    assert!(!read.coverage[0].complete(), "what a loop over unknown names declares is not known");
}

#[test]
fn a_secret_that_is_given_to_a_cluster_of_another_stack_is_a_scram_secret() {
    let arn = "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1a";
    for cluster in [arn, "!ImportValue orders-arn", "!Ref ClusterArn"] {
        let read = template(&format!(
            "Parameters:\n  ClusterArn: {{Type: String}}\nResources:\n  User:\n    Type: AWS::SecretsManager::Secret\n    \
             Properties: {{Name: alice}}\n  Other:\n    Type: AWS::SecretsManager::Secret\n    Properties: {{Name: app}}\n  Users:\n    \
             Type: AWS::MSK::BatchScramSecret\n    Properties:\n      ClusterArn: {cluster}\n      SecretArnList: [!Ref User]\n"
        ));
        expect(
            &read,
            "User",
            &[("scram-secret-without-prefix", "fail"), ("scram-secret-default-key", "fail")],
        );
        expect(&read, "Other", &[("scram-secret-without-prefix", "not-applicable")]);
        let cluster =
            unit(&read).resources().iter().find(|r| r.kind.name == "msk_cluster").expect("the cluster");
        assert!(cluster.context, "what the template does not declare is not judged");
    }
}

#[test]
fn a_policy_of_a_cluster_of_another_stack_is_judged_and_nothing_else_of_the_cluster() {
    let judged = |policy: &str| {
        let read = template(&format!(
            "Parameters:\n  Document: {{Type: String}}\nResources:\n  P:\n    Type: AWS::MSK::ClusterPolicy\n    Properties:\n      \
             ClusterArn: !ImportValue orders\n      Policy: {policy}\n"
        ));
        let all = verdicts(unit(&read));
        let others: Vec<_> = all.iter().filter(|((rule, _), _)| rule != "msk-open-cluster-policy").collect();
        assert!(!others.is_empty());
        for (key, verdict) in others {
            assert_eq!(*verdict, "not-applicable", "{key:?}");
        }
        all[&("msk-open-cluster-policy".to_owned(), "P".to_owned())]
    };
    let statement = |principal: &str| {
        format!(
            "{{Statement: [{{Effect: Allow, Principal: {principal}, Action: 'kafka:*', Resource: '*'}}]}}"
        )
    };
    assert_eq!(judged(&statement("'*'")), "fail");
    assert_eq!(judged(&statement("{Service: kafka.amazonaws.com}")), "pass");
    assert_eq!(judged("!Ref Document"), "undecided");
}
