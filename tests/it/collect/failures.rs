//! Everything that can go wrong with one call: the gap, the reason, the unknown facts, and the rest still there.

use super::run::{Collect, Collected};
use super::{DUBLIN, TOKYO};
use crate::fake_aws::{Account, AwsError, Behaviour, Denied, FakeAws, On};

/// Dublin of the demo account under one behaviour.
fn under(on: On) -> (FakeAws, Collected) {
    let fake = FakeAws::of(Account::recorded("demo")).on(on).start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).args(&["--call-timeout", "4"]).run();
    (fake, run)
}

/// The account's own gaps (another account's key, and what is left out by design) are not what these tests are about.
fn new_gaps(run: &Collected) -> Vec<String> {
    run.gaps().into_iter().filter(|g| !g.contains("f0e10000") && !g.ends_with("(by design)")).collect()
}

#[track_caller]
fn assert_one_gap(run: &Collected, gap: &str) {
    assert_eq!(new_gaps(run), [gap]);
    assert_eq!(run.code, 3, "{}", run.stderr);
}

/// What one service cannot tell takes nothing from the others.
#[track_caller]
fn assert_others_whole(run: &Collected, but: &str) {
    for (kind, service, count) in [
        ("msk_cluster", "kafka", 10),
        ("connector", "kafkaconnect", 6),
        ("replication_group", "elasticache", 8),
        ("serverless_cache", "elasticache", 2),
    ] {
        if service != but {
            assert_eq!(run.names(DUBLIN, kind).len(), count, "{kind}");
        }
    }
}

#[test]
fn each_kind_of_denial_is_told_apart() {
    for (denied, by) in [
        (Denied::IdentityPolicyImplicit, "IdentityPolicy"),
        (Denied::IdentityPolicyExplicit, "IdentityPolicy"),
        (Denied::ServiceControlPolicy, "ServiceControlPolicy"),
        (Denied::ResourceControlPolicy, "ResourceControlPolicy"),
        (Denied::PermissionsBoundary, "PermissionsBoundary"),
        (Denied::SessionPolicy, "SessionPolicy"),
        (Denied::VpcEndpointPolicy, "VpcEndpointPolicy"),
        (Denied::Unsaid, "Unspecified"),
    ] {
        for (operation, code, service) in [
            ("kafka:ListClustersV2", "AccessDeniedException", "kafka"),
            ("elasticache:DescribeReplicationGroups", "AccessDenied", "elasticache"),
        ] {
            let (fake, run) = under(On::every(operation, Behaviour::Deny(denied)));
            assert_one_gap(&run, &format!("{DUBLIN} {operation}: denied {operation} {code} {by}"));
            assert_others_whole(&run, service);
            let asked = fake.seen().iter().filter(|s| s.operation == operation).count();
            assert_eq!(asked, 1, "a refusal is final: {operation}");
        }
    }
}

/// A resource's own policy refuses: a secret's, and a key's.
#[test]
fn policies_of_the_resource_itself_are_told_apart() {
    let secret = "AmazonMSK_orders_app";
    let key = "5c1a0000-1111-4222-8333-000000000002";
    for (operation, target, denied, by) in [
        ("secretsmanager:GetResourcePolicy", secret, Denied::ResourcePolicy, "ResourcePolicy"),
        ("kms:DescribeKey", key, Denied::ResourcePolicy, "KeyPolicy"),
        ("kms:DescribeKey", key, Denied::ForeignKey, "KeyPolicy"),
    ] {
        let (_, run) = under(On::every(operation, Behaviour::Deny(denied)).target(target));
        let gap = format!("{DUBLIN} {operation} {target}: denied {operation} AccessDeniedException {by}");
        assert!(new_gaps(&run).contains(&gap), "{:#?}", new_gaps(&run));
    }
}

#[test]
fn a_denied_call_about_one_resource_hides_its_facts_only() {
    let operation = "kafka:GetBootstrapBrokers";
    let on = On::every(operation, Behaviour::Deny(Denied::IdentityPolicyImplicit)).target("payments");
    let (_, run) = under(on);
    let why = format!("denied {operation} AccessDeniedException IdentityPolicy");
    assert_one_gap(&run, &format!("{DUBLIN} {operation} payments: {why}"));
    let hidden = run.fact(DUBLIN, "msk_cluster", "payments", "listeners");
    assert_eq!(hidden, format!("unknown: {why}"));
    let kept = run.fact(DUBLIN, "msk_cluster", "payments", "client_broker");
    assert_eq!(kept, "TLS @kafka:ListClustersV2");
    let other = run.fact(DUBLIN, "msk_cluster", "orders", "listeners");
    assert!(other.ends_with("@kafka:GetBootstrapBrokers"), "{other}");
}

/// A policy that could not be read is not an absent policy, and so on for each dependent call.
#[test]
fn what_could_not_be_read_is_unknown_and_never_absent() {
    for (operation, target, kind, name, fields) in [
        ("kafka:GetClusterPolicy", "orders", "msk_cluster", "orders", &["policy"][..]),
        ("kafka:ListScramSecrets", "payments", "msk_cluster", "payments", &["scram_secrets"]),
        (
            "kafka:DescribeConfigurationRevision",
            "scram-acl-r2",
            "msk_configuration",
            "scram-acl",
            &["allow_everyone_if_no_acl_found"],
        ),
        (
            "secretsmanager:GetResourcePolicy",
            "AmazonMSK_orders_app",
            "secret",
            "AmazonMSK_orders_app",
            &["policy"],
        ),
        (
            "secretsmanager:ListSecretVersionIds",
            "AmazonMSK_orders_app",
            "secret",
            "AmazonMSK_orders_app",
            &["versions"],
        ),
        (
            "secretsmanager:DescribeSecret",
            "AmazonMSK_payments_gone",
            "secret",
            "AmazonMSK_payments_gone",
            &["exists", "kms_key_id", "kms_key", "deleted_date", "rotation_enabled"],
        ),
        (
            "kms:DescribeKey",
            "5c1a0000-1111-4222-8333-000000000002",
            "kms_key",
            "5c1a0000-1111-4222-8333-000000000002",
            &["manager", "key_spec", "key_usage", "state", "enabled", "origin", "multi_region"],
        ),
        (
            "kms:GetKeyRotationStatus",
            "5c1a0000-1111-4222-8333-000000000002",
            "kms_key",
            "5c1a0000-1111-4222-8333-000000000002",
            &["rotation_enabled", "rotation_period_days"],
        ),
    ] {
        let denied = Behaviour::Deny(Denied::ServiceControlPolicy);
        let (_, run) = under(On::every(operation, denied).target(target));
        let why = format!("denied {operation} AccessDeniedException ServiceControlPolicy");
        let gaps = new_gaps(&run);
        assert!(gaps.contains(&format!("{DUBLIN} {operation} {target}: {why}")), "{operation}: {gaps:#?}");
        for field in fields {
            let fact = run.fact(DUBLIN, kind, name, field);
            assert_eq!(fact, format!("unknown: {why}"), "{kind}.{field}");
        }
        assert_others_whole(&run, "");
    }
}

/// Without the listing nobody knows which cluster uses a secret: the back link says so.
#[test]
fn a_denied_listing_opens_the_back_links_over_it() {
    let denied = Behaviour::Deny(Denied::IdentityPolicyImplicit);
    let (_, run) = under(On::every("kafka:ListClustersV2", denied));
    let clusters = run.fact(DUBLIN, "secret", "AmazonMSK_spare", "clusters");
    assert!(
        clusters.contains("... denied kafka:ListClustersV2 AccessDeniedException IdentityPolicy"),
        "{clusters}"
    );
}

/// Without the aliases an alias leads nowhere, and that is not "no key".
#[test]
fn a_denied_alias_listing_leaves_the_key_open() {
    let denied = Behaviour::Deny(Denied::IdentityPolicyImplicit);
    let (fake, run) = under(On::every("kms:ListAliases", denied));
    let written = run.fact(DUBLIN, "secret", "AmazonMSK_orders_batch", "kms_key_id");
    assert!(written.starts_with("arn:aws:kms:eu-west-1:111122223333:alias/streaming-scram @"), "{written}");
    let secret = run.find(DUBLIN, "secret", "AmazonMSK_orders_batch").expect("the secret");
    let (slot, _) = secret.kind.field("kms_key").expect("the field");
    match secret.get(slot) {
        tidegate::inventory::Fact::Unknown(_) => {}
        tidegate::inventory::Fact::Known(tidegate::inventory::Value::Link(l), _) => {
            assert_eq!(l.target, tidegate::inventory::Target::None, "{l:?}");
        }
        other => panic!("{other:?}"),
    }
    let described =
        fake.seen().iter().any(|s| s.full_target.as_deref().is_some_and(|t| t.contains("alias/")));
    assert!(!described, "the alias was described instead");
}

/// An alias that no listing shows leads to no key anybody could look at.
#[test]
fn an_alias_that_leads_nowhere_is_a_gap() {
    let on = On::every(
        "kms:ListAliases",
        Behaviour::change(|answer| {
            let aliases = answer["Aliases"].as_array_mut().expect("aliases");
            aliases.retain(|a| a["AliasName"] != "alias/streaming-scram");
        }),
    );
    let (_, run) = under(on);
    let operation = "kms:ListAliases";
    assert_one_gap(
        &run,
        &format!("{DUBLIN} {operation} alias~streaming-scram: failed {operation} NoSuchAlias"),
    );
}

#[test]
fn a_region_that_is_not_enabled_is_named_as_such() {
    let fake = FakeAws::of(Account::recorded("demo"))
        .on(On::every("*", Behaviour::Deny(Denied::RegionDisabled)).region("me-south-1"))
        .start();
    let run = Collect::from(&fake).regions(&["me-south-1", TOKYO]).run();
    let gap = "me-south-1 kafka:ListClustersV2: denied kafka:ListClustersV2 UnrecognizedClientException RegionDisabled";
    assert!(run.gaps().contains(&gap.to_owned()), "{:#?}", run.gaps());
    let gap = "me-south-1 elasticache:DescribeUsers: denied elasticache:DescribeUsers InvalidClientTokenId RegionDisabled";
    assert!(run.gaps().contains(&gap.to_owned()), "{:#?}", run.gaps());
    assert_eq!(run.names(TOKYO, "msk_cluster"), ["tokyo-denpyo", "tokyo-orders"]);
    assert_eq!(run.code, 3);
}

#[test]
fn throttling_is_waited_out() {
    let fake = FakeAws::of(Account::recorded("demo"))
        .on(On::every("kafka:ListClustersV2", Behaviour::Throttle).times(2))
        .on(On::every("secretsmanager:GetResourcePolicy", Behaviour::Throttle)
            .target("AmazonMSK_spare")
            .times(1))
        .on(On::every("elasticache:DescribeUsers", Behaviour::Throttle).times(1))
        .start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).run();
    assert_eq!(new_gaps(&run), Vec::<String>::new());
    assert_eq!(run.names(DUBLIN, "msk_cluster").len(), 10);
    let asked = |operation: &str| fake.seen().iter().filter(|s| s.operation == operation).count();
    assert_eq!(asked("kafka:ListClustersV2"), 3);
    assert_eq!(run.coverage(DUBLIN, "kafka:ListClustersV2").calls, 1, "retries are not counted");
}

#[test]
fn throttling_without_end_becomes_a_gap() {
    let operation = "kafka:ListScramSecrets";
    let fake = FakeAws::of(Account::recorded("demo"))
        .on(On::every(operation, Behaviour::Throttle).target("orders"))
        .start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).run();
    assert_one_gap(&run, &format!("{DUBLIN} {operation} orders: throttled {operation}"));
    let fact = run.fact(DUBLIN, "msk_cluster", "orders", "scram_secrets");
    assert_eq!(fact, format!("unknown: throttled {operation}"));
    let other = run.fact(DUBLIN, "msk_cluster", "partner-exchange", "scram_secrets");
    assert!(other.starts_with("[AmazonMSK_partner, "), "{other}");
}

/// A fault that passes is survived; one that stays is a gap with what is known of it.
#[test]
fn faults_of_the_service_and_of_the_network() {
    let operation = "kafkaconnect:ListConnectors";
    let internal = AwsError::new(500, "InternalServerErrorException", "Internal server error");
    for behaviour in [
        Behaviour::Unavailable,
        Behaviour::CutMidBody,
        Behaviour::NoAnswer,
        Behaviour::Error(internal.clone()),
    ] {
        let name = format!("{behaviour:?}");
        let (_, run) = under(On::every(operation, behaviour.clone()).times(1));
        assert_eq!(new_gaps(&run), Vec::<String>::new(), "once: {name}");
        assert_eq!(run.names(DUBLIN, "connector").len(), 6, "once: {name}");

        let (_, run) = under(On::every(operation, behaviour));
        let gaps = new_gaps(&run);
        let start = format!("{DUBLIN} {operation}: failed {operation} ");
        assert!(gaps.len() == 1 && gaps[0].starts_with(&start), "for ever: {name}: {gaps:#?}");
        assert_eq!(run.names(DUBLIN, "connector"), Vec::<&str>::new());
        assert_others_whole(&run, "kafkaconnect");
    }
    let (_, run) = under(On::every(operation, Behaviour::Error(internal)));
    assert_one_gap(&run, &format!("{DUBLIN} {operation}: failed {operation} InternalServerErrorException"));
}

#[test]
fn an_answer_that_is_none_is_malformed() {
    for (operation, service) in [
        ("kafka:ListClustersV2", "kafka"),
        ("elasticache:DescribeReplicationGroups", "elasticache"),
        ("secretsmanager:ListSecrets", "secretsmanager"),
    ] {
        let (_, run) = under(On::every(operation, Behaviour::Garbage));
        let gaps = new_gaps(&run);
        let start = format!("{DUBLIN} {operation}: malformed {operation} ");
        assert!(gaps.iter().any(|g| g.starts_with(&start)), "{gaps:#?}");
        assert_others_whole(&run, service);
        assert_eq!(run.code, 3);
    }
}

/// A member that the service documents as always there, and that is not there, is not "not set".
#[test]
fn members_that_are_missing_are_unknown() {
    let on = On::every(
        "kafka:ListClustersV2",
        Behaviour::change(|answer| {
            for cluster in answer["clusterInfoList"].as_array_mut().expect("clusters") {
                if cluster["clusterName"] == "orders" {
                    cluster["provisioned"].as_object_mut().expect("provisioned").remove("encryptionInfo");
                }
                if cluster["clusterName"] == "payments" {
                    cluster.as_object_mut().expect("a cluster").remove("provisioned");
                }
                if cluster["clusterName"] == "fraud" {
                    let provisioned = cluster["provisioned"].as_object_mut().expect("provisioned");
                    provisioned.remove("brokerNodeGroupInfo");
                    provisioned.remove("currentBrokerSoftwareInfo");
                }
            }
        }),
    );
    let (_, run) = under(on);
    for (name, field) in [
        ("orders", "client_broker"),
        ("orders", "in_cluster"),
        ("orders", "data_volume_kms_key"),
        ("fraud", "public_access"),
        ("fraud", "vpc_connectivity_scram"),
        ("fraud", "security_groups"),
        ("fraud", "instance_type"),
        ("fraud", "configuration"),
        ("fraud", "kafka_version"),
    ] {
        let fact = run.fact(DUBLIN, "msk_cluster", name, field);
        assert!(fact.starts_with("unknown: malformed kafka:ListClustersV2 "), "{name} {field}: {fact}");
    }
    for field in ["client_broker", "unauthenticated_enabled", "scram_enabled", "public_access"] {
        let fact = run.fact(DUBLIN, "msk_cluster", "payments", field);
        assert!(fact.starts_with("unknown: "), "{field}: {fact}");
    }
    assert_eq!(run.names(DUBLIN, "msk_cluster").len(), 10);
    for (name, what) in [
        ("orders", "the answer lacks client_broker"),
        ("payments", "neither Provisioned nor Serverless"),
        ("fraud", "the answer lacks public_access"),
    ] {
        let gap = format!("{DUBLIN} kafka:ListClustersV2 {name}: malformed kafka:ListClustersV2 {what}");
        assert!(run.gaps().contains(&gap), "{gap}: {:#?}", run.gaps());
    }
    assert_eq!(run.code, 3, "{}", run.stderr);
}

#[test]
fn values_outside_the_documented_set_are_unknown() {
    let on = On::every(
        "kafkaconnect:ListConnectors",
        Behaviour::change(|answer| {
            answer["connectors"][0]["kafkaClusterEncryptionInTransit"]["encryptionType"] = "QUANTUM".into();
        }),
    );
    let (_, run) = under(on);
    let fact = run.fact(DUBLIN, "connector", "orders-s3-sink", "encryption_type");
    assert_eq!(fact, "unknown: Unrecognised { value: \"QUANTUM\" }");
}

#[test]
fn a_policy_that_is_no_json_is_malformed_and_not_absent() {
    let on = On::every(
        "secretsmanager:GetResourcePolicy",
        Behaviour::change(|answer| answer["ResourcePolicy"] = "{\"Version\": \"2012-10-17\", ".into()),
    )
    .target("AmazonMSK_orders_app");
    let (_, run) = under(on);
    let fact = run.fact(DUBLIN, "secret", "AmazonMSK_orders_app", "policy");
    assert!(fact.starts_with("unknown: malformed secretsmanager:GetResourcePolicy"), "{fact}");
    let operation = "secretsmanager:GetResourcePolicy";
    assert_one_gap(
        &run,
        &format!("{DUBLIN} {operation} AmazonMSK_orders_app: malformed {operation} not a policy document"),
    );
}

/// Deleted between the listing and the question.
#[test]
fn what_vanished_meanwhile_is_a_gap_and_not_a_finding() {
    let gone = AwsError::new(404, "NotFoundException", "The cluster does not exist.");
    let on = On::every("kafka:GetBootstrapBrokers", Behaviour::Error(gone)).target("orders");
    let (_, run) = under(on);
    let fact = run.fact(DUBLIN, "msk_cluster", "orders", "listeners");
    assert_eq!(fact, "unknown: failed kafka:GetBootstrapBrokers NotFoundException");
    let gaps = new_gaps(&run);
    let gap = format!(
        "{DUBLIN} kafka:GetBootstrapBrokers orders: failed kafka:GetBootstrapBrokers NotFoundException"
    );
    assert_eq!(gaps, [gap]);
}

/// "Not found" says that a cluster has no policy only while the cluster is there.
#[test]
fn a_vanished_cluster_is_no_cluster_without_policy() {
    let gone = || AwsError::new(404, "NotFoundException", "The cluster does not exist.");
    let fake = FakeAws::of(Account::recorded("demo"))
        .on(On::every("kafka:GetBootstrapBrokers", Behaviour::Error(gone())).target("orders"))
        .on(On::every("kafka:GetClusterPolicy", Behaviour::Error(gone())))
        .start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).run();
    let fact = run.fact(DUBLIN, "msk_cluster", "orders", "policy");
    assert_eq!(fact, "unknown: failed kafka:GetClusterPolicy NotFoundException");
    let fact = run.fact(DUBLIN, "msk_cluster", "legacy-billing", "policy");
    assert_eq!(fact, "absent @kafka:GetClusterPolicy");
    let of = |op: &str| format!("{DUBLIN} {op} orders: failed {op} NotFoundException");
    assert_eq!(new_gaps(&run), [of("kafka:GetBootstrapBrokers"), of("kafka:GetClusterPolicy")]);
}

/// ZooKeeper nodes stand in the brokers' domain: a connector finds its cluster without the listeners.
#[test]
fn a_connector_finds_its_cluster_when_the_listeners_are_denied() {
    let denied = Behaviour::Deny(Denied::IdentityPolicyImplicit);
    let (_, run) = under(On::every("kafka:GetBootstrapBrokers", denied));
    let fact = run.fact(DUBLIN, "connector", "billing-jdbc-source", "cluster");
    assert!(fact.starts_with("legacy-billing @"), "{fact}");
    // This one has no ZooKeeper: its domain leads nowhere, which is not "no cluster".
    let fact = run.fact(DUBLIN, "connector", "orders-s3-sink", "cluster");
    assert!(fact.starts_with("orders.k1a2b3.c3.kafka.eu-west-1.amazonaws.com @"), "{fact}");
}

/// What some members of a group say is not what all of them say.
#[test]
fn a_group_with_an_unlisted_member_has_no_known_version() {
    let on = On::every(
        "elasticache:DescribeCacheClusters",
        Behaviour::change(|answer| {
            let clusters = answer["CacheClusters"].as_array_mut().expect("clusters");
            let last =
                clusters.iter().rposition(|c| c["ReplicationGroupId"] == "sessions").expect("a member");
            clusters.remove(last);
            assert!(clusters.iter().any(|c| c["ReplicationGroupId"] == "sessions"), "another member stays");
        }),
    );
    let (_, run) = under(on);
    for field in ["engine_version", "subnet_group"] {
        let fact = run.fact(DUBLIN, "replication_group", "sessions", field);
        assert!(fact.starts_with("unknown: malformed elasticache:DescribeCacheClusters "), "{field}: {fact}");
    }
    let operation = "elasticache:DescribeCacheClusters";
    let what = "a member of the group is not listed";
    assert_one_gap(&run, &format!("{DUBLIN} {operation} sessions: malformed {operation} {what}"));
}

#[test]
fn a_call_that_never_ends_is_given_up() {
    let slow = Behaviour::Delay(std::time::Duration::from_secs(30));
    let fake =
        FakeAws::of(Account::recorded("demo")).on(On::every("kafkaconnect:ListConnectors", slow)).start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).args(&["--call-timeout", "2"]).run();
    let gaps = new_gaps(&run);
    let start = format!("{DUBLIN} kafkaconnect:ListConnectors: failed kafkaconnect:ListConnectors ");
    assert!(gaps.len() == 1 && gaps[0].starts_with(&start), "{gaps:#?}");
    assert!(run.took.as_secs() < 15, "{:?}", run.took);
    assert_others_whole(&run, "kafkaconnect");
}

/// An answer without the member it exists for is not an answer that nothing is there.
#[test]
fn an_answer_without_its_list_is_malformed_and_not_empty() {
    for (operation, member, target) in [
        ("kafka:ListClustersV2", "clusterInfoList", None),
        ("kafkaconnect:ListConnectors", "connectors", None),
        ("secretsmanager:ListSecrets", "SecretList", None),
        ("kms:ListAliases", "Aliases", None),
        ("kafka:ListScramSecrets", "secretArnList", Some("payments")),
        ("secretsmanager:ListSecretVersionIds", "Versions", Some("AmazonMSK_spare")),
    ] {
        let mut on = On::every(
            operation,
            Behaviour::change(move |answer| {
                answer.as_object_mut().expect("an answer").remove(member);
            }),
        );
        if let Some(target) = target {
            on = on.target(target);
        }
        let (_, run) = under(on);
        let target = target.map(|t| format!(" {t}")).unwrap_or_default();
        let start = format!("{DUBLIN} {operation}{target}: malformed {operation} ");
        assert!(run.gaps().iter().any(|g| g.starts_with(&start)), "{operation}: {:#?}", run.gaps());
    }
}

/// A cluster that works serves at least one listener: an answer that names none did not tell.
#[test]
fn an_answer_without_any_listener_is_malformed() {
    let operation = "kafka:GetBootstrapBrokers";
    let nothing = Behaviour::change(|answer| *answer = serde_json::json!({"clusterInfo": {}}));
    let (_, run) = under(On::every(operation, nothing).target("legacy-billing"));
    let fact = run.fact(DUBLIN, "msk_cluster", "legacy-billing", "listeners");
    assert!(fact.starts_with(&format!("unknown: malformed {operation} ")), "{fact}");
    let gaps = new_gaps(&run);
    let start = format!("{DUBLIN} {operation} legacy-billing: malformed {operation} ");
    assert!(gaps.len() == 1 && gaps[0].starts_with(&start), "{gaps:#?}");
}

/// A version that does not say its key may be under any.
#[test]
fn a_version_without_keys_is_unknown() {
    let on = On::every(
        "secretsmanager:ListSecretVersionIds",
        Behaviour::change(|answer| {
            answer["Versions"][0].as_object_mut().expect("a version").remove("KmsKeyIds");
        }),
    )
    .target("AmazonMSK_spare");
    let (_, run) = under(on);
    let fact = run.fact(DUBLIN, "secret", "AmazonMSK_spare", "versions");
    assert!(fact.contains("kms_key_ids=unknown: malformed secretsmanager:ListSecretVersionIds"), "{fact}");
}

/// A switch that the service did not state is not off.
#[test]
fn a_missing_switch_of_a_cache_is_unknown() {
    for (operation, list, kind, name, member, field) in [
        (
            "elasticache:DescribeReplicationGroups",
            "ReplicationGroups",
            "replication_group",
            "sessions",
            "TransitEncryptionEnabled",
            "transit_encryption_enabled",
        ),
        (
            "elasticache:DescribeReplicationGroups",
            "ReplicationGroups",
            "replication_group",
            "sessions",
            "AtRestEncryptionEnabled",
            "at_rest_encryption_enabled",
        ),
        ("elasticache:DescribeUsers", "Users", "elasticache_user", "default", "AccessString", "active"),
        (
            "elasticache:DescribeUsers",
            "Users",
            "elasticache_user",
            "default",
            "Authentication",
            "authentication_type",
        ),
    ] {
        let on = On::every(
            operation,
            Behaviour::change(move |answer| {
                answer[list][0].as_object_mut().expect("an item").remove(member);
            }),
        );
        let (_, run) = under(on);
        let fact = run.fact(DUBLIN, kind, name, field);
        assert!(fact.starts_with(&format!("unknown: malformed {operation} ")), "{kind}.{field}: {fact}");
    }
}

/// Items that name nobody cannot be judged: the listing is not whole.
#[test]
fn an_item_without_a_name_is_a_gap() {
    let on = On::every(
        "kafka:ListClustersV2",
        Behaviour::change(|answer| {
            answer["clusterInfoList"][0].as_object_mut().expect("a cluster").remove("clusterArn");
        }),
    );
    let (_, run) = under(on);
    let start = format!("{DUBLIN} kafka:ListClustersV2: malformed kafka:ListClustersV2 ");
    assert!(new_gaps(&run).iter().any(|g| g.starts_with(&start)), "{:#?}", new_gaps(&run));
    assert!(!run.names(DUBLIN, "msk_cluster").contains(&"orders".to_owned()));
    assert!(run.names(DUBLIN, "msk_cluster").contains(&"legacy-billing".to_owned()));
}
