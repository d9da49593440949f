//! The recorded account `demo`: what the collectors must know of it, fact by fact, with where they know it from.

use super::run::{Collect, Collected};
use super::{DUBLIN, TOKYO};
use crate::fake_aws::{Account, FakeAws};
use std::sync::LazyLock;

/// One run for all tests of this file: they only look at it.
static RUN: LazyLock<Collected> = LazyLock::new(|| {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    Collect::from(&fake).regions(&[DUBLIN, TOKYO]).run()
});

const CLUSTERS: &str = "kafka:ListClustersV2";
const SECRETS: &str = "secretsmanager:ListSecrets";
const KEYS: &str = "kms:DescribeKey";
const CONNECTORS: &str = "kafkaconnect:ListConnectors";
const GROUPS: &str = "elasticache:DescribeReplicationGroups";
const CACHES: &str = "elasticache:DescribeCacheClusters";

/// Holds the facts of one resource against `value @origin`; all that differ are named.
#[track_caller]
fn expect(region: &str, kind: &str, name: &str, facts: &[(&str, String)]) {
    let wrong: Vec<String> = facts
        .iter()
        .map(|(field, expected)| (field, expected, RUN.fact(region, kind, name, field)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(field, expected, found)| format!("{field}: {found}\n    expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{kind} {name} in {region}:\n{}", wrong.join("\n"));
}

fn at(origin: &str, facts: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    facts.iter().map(|(field, value)| (*field, format!("{value} @{origin}"))).collect()
}

fn all(parts: &[Vec<(&'static str, String)>]) -> Vec<(&'static str, String)> {
    parts.concat()
}

#[test]
fn everything_is_found_and_nothing_else() {
    let names = |kind| RUN.names(DUBLIN, kind).join(" ");
    assert_eq!(
        names("msk_cluster"),
        "analytics-next audit-trail clickstream events fraud legacy-billing orders partner-exchange payments reporting"
    );
    assert_eq!(
        names("connector"),
        "audit-opensearch billing-jdbc-source clickstream-iceberg onprem-mirror orders-s3-sink payments-debezium"
    );
    assert_eq!(names("replication_group"), "attic catalog feed lobby profiles queue ranking sessions");
    assert_eq!(names("elasticache_user"), "app app-default default legacy-open reader valkey-app");
    assert_eq!(names("user_group"), "app-users open-users valkey-users");
    assert_eq!(names("serverless_cache"), "recommendations trial");
    assert_eq!(names("cache_subnet_group"), "default streaming-private");
    assert_eq!(names("worker_configuration"), "secrets-provider");
    let secrets = RUN.names(DUBLIN, "secret");
    assert!(secrets.contains(&"AmazonMSK_payments_leaving".to_owned()), "{secrets:?}");
    assert!(!secrets.contains(&"prod/orders/database".to_owned()), "{secrets:?}");
    let caches = RUN.names(DUBLIN, "cache_cluster");
    for cache in ["scratch", "pages", "sessions-001", "sessions-002"] {
        assert!(caches.contains(&cache.to_owned()), "{caches:?}");
    }
    assert_eq!(RUN.names(TOKYO, "msk_cluster"), ["tokyo-denpyo", "tokyo-orders"]);
    assert_eq!(RUN.names(TOKYO, "secret"), ["AmazonMSK_tokyo_app", "AmazonMSK_tokyo_default"]);
}

#[test]
fn the_run_knows_whose_account_it_is() {
    let run = &RUN.header.run;
    assert_eq!(run.accounts.join(" "), "111122223333");
    assert_eq!(run.regions.join(" "), format!("{TOKYO} {DUBLIN}"));
    assert_eq!(
        run.principal.as_deref(),
        Some("arn:aws:sts::111122223333:assumed-role/tidegate-scan/nightly")
    );
    assert_eq!(&*run.partition, "aws");
    assert!(!run.interrupted);
    assert!(run.started <= run.finished, "{run:?}");
}

#[test]
fn a_sound_provisioned_cluster() {
    let facts = all(&[
        at(
            CLUSTERS,
            &[
                ("cluster_type", "PROVISIONED"),
                ("state", "ACTIVE"),
                ("current_version", "K3P5ROKL5A1OLE"),
                ("kafka_version", "3.8.x"),
                ("instance_type", "kafka.m7g.large"),
                ("client_broker", "TLS"),
                ("in_cluster", "true"),
                ("data_volume_kms_key", "d15c0000-1111-4222-8333-000000000001"),
                ("scram_enabled", "true"),
                ("iam_enabled", "true"),
                ("tls_enabled", "false"),
                ("unauthenticated_enabled", "false"),
                ("public_access", "DISABLED"),
                ("subnets", "[subnet-0a1, subnet-0b2, subnet-0c3]"),
                ("enhanced_monitoring", "PER_BROKER"),
                ("broker_log_destinations", "[cloudwatch]"),
            ],
        ),
        at("kafka:ListScramSecrets", &[("scram_secrets", "[AmazonMSK_orders_app, AmazonMSK_orders_batch]")]),
        at(
            "kafka:GetClusterPolicy",
            &[(
                "policy",
                "[{sid=Analytics effect=Allow principals=[arn:aws:iam::444455556666:root] not_principal=false \
                 actions=[kafka:CreateVpcConnection, kafka:GetBootstrapBrokers, kafka:DescribeClusterV2] \
                 not_action=false conditions=[stringequals:aws:principalorgid] resources=[arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0de50000-1111-4222-8333-000000000001-3] not_resource=false tests=[{operator=stringequals key=aws:principalorgid}]}]",
            )],
        ),
    ]);
    expect(DUBLIN, "msk_cluster", "orders", &facts);
    let listeners = RUN.fact(DUBLIN, "msk_cluster", "orders", "listeners");
    for part in [
        "name=BootstrapBrokerStringSaslScram",
        "b-1.orders.k1a2b3.c3.kafka.eu-west-1.amazonaws.com:9096",
        "ports=[9096]",
        "name=BootstrapBrokerStringSaslIam",
        "ports=[9098]",
        "@kafka:GetBootstrapBrokers",
    ] {
        assert!(listeners.contains(part), "{listeners}");
    }
    assert!(!listeners.contains("9092"), "{listeners}");
}

#[test]
fn what_is_wrong_with_clusters_is_known() {
    let plaintext = at(
        CLUSTERS,
        &[
            ("client_broker", "PLAINTEXT"),
            ("in_cluster", "false"),
            ("unauthenticated_enabled", "true"),
            ("kafka_version", "2.8.1"),
            ("enhanced_monitoring", "DEFAULT"),
            ("broker_log_destinations", "[]"),
        ],
    );
    expect(DUBLIN, "msk_cluster", "legacy-billing", &plaintext);
    let both = at(CLUSTERS, &[("client_broker", "TLS_PLAINTEXT"), ("broker_log_destinations", "[s3]")]);
    expect(DUBLIN, "msk_cluster", "clickstream", &both);
    let public = at(
        CLUSTERS,
        &[
            ("public_access", "SERVICE_PROVIDED_EIPS"),
            ("tls_enabled", "true"),
            ("vpc_connectivity_scram", "true"),
            ("vpc_connectivity_tls", "false"),
            ("broker_log_destinations", "[firehose]"),
        ],
    );
    expect(DUBLIN, "msk_cluster", "partner-exchange", &public);
    let policy = RUN.fact(DUBLIN, "msk_cluster", "partner-exchange", "policy");
    assert!(policy.contains("effect=Allow principals=[*]") && policy.contains("conditions=[]"), "{policy}");
    let authorities = RUN.fact(DUBLIN, "msk_cluster", "partner-exchange", "certificate_authorities");
    assert_eq!(authorities, RUN.fact(DUBLIN, "msk_cluster", "reporting", "certificate_authorities"));
    assert!(authorities.contains("ca5e0000-1111-4222-8333-000000000001"), "{authorities}");
    let listeners = RUN.fact(DUBLIN, "msk_cluster", "partner-exchange", "listeners");
    for port in ["[9194]", "[9196]", "14001"] {
        assert!(listeners.contains(port), "{listeners}");
    }
}

/// A22: a provisioned cluster without the member has no authentication switched on, which is documented and not
/// guessed: the fact says so.
#[test]
fn absent_client_authentication_is_a_documented_default() {
    let off = ["scram_enabled", "iam_enabled", "tls_enabled", "unauthenticated_enabled"]
        .map(|field| (field, "false @documented default".to_owned()));
    expect(DUBLIN, "msk_cluster", "audit-trail", &off);
}

/// A3, A27: what a serverless cluster does not say is not a weakness.
#[test]
fn a_serverless_cluster_is_known_by_its_documentation() {
    let facts = all(&[
        at(CLUSTERS, &[("cluster_type", "SERVERLESS"), ("iam_enabled", "true"), ("state", "ACTIVE")]),
        at("documented default", &[("client_broker", "TLS"), ("in_cluster", "true")]),
        at("documented default", &[("unauthenticated_enabled", "false"), ("public_access", "DISABLED")]),
        at(
            CLUSTERS,
            &[
                ("kafka_version", "absent"),
                ("instance_type", "absent"),
                ("enhanced_monitoring", "absent"),
                ("broker_log_destinations", "absent"),
                ("subnets", "[subnet-0a1, subnet-0b2]"),
            ],
        ),
    ]);
    expect(DUBLIN, "msk_cluster", "events", &facts);
    let listeners = RUN.fact(DUBLIN, "msk_cluster", "events", "listeners");
    assert!(listeners.contains("kafka-serverless.eu-west-1.amazonaws.com:9098"), "{listeners}");
}

#[test]
fn an_express_cluster_is_a_provisioned_one() {
    let facts = at(CLUSTERS, &[("cluster_type", "PROVISIONED"), ("instance_type", "express.m7g.large")]);
    expect(DUBLIN, "msk_cluster", "fraud", &facts);
}

#[test]
fn broker_configurations() {
    let read = "kafka:DescribeConfigurationRevision";
    let told = at(read, &[("revision", "2"), ("allow_everyone_if_no_acl_found", "false")]);
    expect(DUBLIN, "msk_configuration", "scram-acl", &told);
    let silent = all(&[
        at(read, &[("revision", "1")]),
        at("documented default", &[("allow_everyone_if_no_acl_found", "true")]),
    ]);
    expect(DUBLIN, "msk_configuration", "broker-defaults", &silent);
    let link = RUN.fact(DUBLIN, "msk_cluster", "orders", "configuration");
    assert!(link.starts_with("scram-acl"), "{link}");
    expect(DUBLIN, "msk_cluster", "payments", &at(CLUSTERS, &[("configuration", "absent")]));
}

#[test]
fn secrets_and_their_keys() {
    let good = all(&[
        at(
            SECRETS,
            &[
                ("exists", "true"),
                ("kms_key", "5c1a0000-1111-4222-8333-000000000001"),
                ("deleted_date", "absent"),
                ("rotation_enabled", "true"),
                ("last_rotated", "2026-11-20T00:00:00Z"),
                ("primary_region", "absent"),
            ],
        ),
        at(
            "secretsmanager:ListSecretVersionIds",
            &[("versions", "[{stages=[AWSCURRENT] kms_key_ids=[5c1a0000-1111-4222-8333-000000000001]}]")],
        ),
        at(
            "secretsmanager:GetResourcePolicy",
            &[(
                "policy",
                "[{sid=AWSKafkaResourcePolicy effect=Allow principals=[service:kafka.amazonaws.com] \
                 not_principal=false actions=[secretsmanager:getSecretValue] not_action=false conditions=[] resources=[arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders_app-Qw3rTy] not_resource=false tests=[]}]",
            )],
        ),
        at("derived from kafka:ListClustersV2", &[("clusters", "[orders]")]),
    ]);
    expect(DUBLIN, "secret", "AmazonMSK_orders_app", &good);

    let default_key = all(&[
        at(SECRETS, &[("kms_key_id", "absent"), ("kms_key", "absent")]),
        at(
            "secretsmanager:ListSecretVersionIds",
            &[("versions", "[{stages=[AWSCURRENT] kms_key_ids=[DefaultEncryptionKey]}]")],
        ),
        at("derived from kafka:ListClustersV2", &[("clusters", "[payments]")]),
    ]);
    expect(DUBLIN, "secret", "AmazonMSK_payments_default", &default_key);

    let no_policy = at("secretsmanager:GetResourcePolicy", &[("policy", "absent")]);
    expect(DUBLIN, "secret", "AmazonMSK_payments_nopolicy", &no_policy);
    let exposed = RUN.fact(DUBLIN, "secret", "AmazonMSK_payments_exposed", "policy");
    assert!(exposed.contains("sid=Anyone effect=Allow principals=[*]"), "{exposed}");
    let unassociated = at("derived from kafka:ListClustersV2", &[("clusters", "[]")]);
    expect(DUBLIN, "secret", "AmazonMSK_spare", &unassociated);
}

/// B5, B6: the alias stays visible as it was written, and still leads to its key.
#[test]
fn an_alias_leads_to_its_key() {
    let written = RUN.fact(DUBLIN, "secret", "AmazonMSK_orders_batch", "kms_key_id");
    assert_eq!(written, format!("arn:aws:kms:eu-west-1:111122223333:alias/streaming-scram @{SECRETS}"));
    let key = RUN.find(DUBLIN, "kms_key", "5c1a0000-1111-4222-8333-000000000001").expect("the key");
    let (slot, _) = key.kind.field("secrets").expect("the back link");
    let secrets = super::run::show(key, slot);
    assert!(secrets.contains("AmazonMSK_orders_batch"), "{secrets}");
    let by_id = RUN.find(TOKYO, "kms_key", "70c00000-1111-4222-8333-000000000001").expect("the key");
    let secrets = super::run::show(by_id, slot);
    assert!(secrets.contains("AmazonMSK_tokyo_app"), "a bare key id leads to its key, too: {secrets}");
}

/// B17: hidden from the listing, or gone altogether.
#[test]
fn secrets_that_only_the_cluster_still_knows() {
    let leaving = RUN.fact(DUBLIN, "secret", "AmazonMSK_payments_leaving", "deleted_date");
    assert!(leaving.starts_with("2026-11-21T12:00:00Z @secretsmanager:"), "{leaving}");
    let gone = RUN.fact(DUBLIN, "secret", "AmazonMSK_payments_gone", "exists");
    assert_eq!(gone, "false @secretsmanager:DescribeSecret");
    let associated = RUN.fact(DUBLIN, "msk_cluster", "payments", "scram_secrets");
    assert_eq!(
        associated,
        "[AmazonMSK_payments_default, AmazonMSK_payments_stale, AmazonMSK_payments_disabled, \
         AmazonMSK_payments_exposed, AmazonMSK_payments_nopolicy, AmazonMSK_payments_leaving, \
         AmazonMSK_payments_gone, AmazonMSK_payments_copy] @kafka:ListScramSecrets"
    );
    let copy = RUN.find(DUBLIN, "msk_cluster", "payments").expect("the cluster");
    let (slot, _) = copy.kind.field("scram_secrets").expect("the field");
    let tidegate::inventory::Fact::Known(tidegate::inventory::Value::List(list), _) = copy.get(slot) else {
        panic!("no list");
    };
    let last = list.items.last().and_then(|f| f.known()).and_then(|v| v.as_text());
    let expected = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:AmazonMSK_payments_copy-Hj1kLz";
    assert_eq!(last, Some(expected));
}

#[test]
fn keys() {
    let rotation = "kms:GetKeyRotationStatus";
    let good = all(&[
        at(
            KEYS,
            &[
                ("manager", "CUSTOMER"),
                ("key_spec", "SYMMETRIC_DEFAULT"),
                ("key_usage", "ENCRYPT_DECRYPT"),
                ("state", "Enabled"),
                ("enabled", "true"),
                ("origin", "AWS_KMS"),
                ("deletion_date", "absent"),
                ("multi_region", "false"),
            ],
        ),
        at(rotation, &[("rotation_enabled", "true"), ("rotation_period_days", "365")]),
    ]);
    expect(DUBLIN, "kms_key", "5c1a0000-1111-4222-8333-000000000001", &good);
    let unrotated = at(rotation, &[("rotation_enabled", "false"), ("rotation_period_days", "absent")]);
    expect(DUBLIN, "kms_key", "5c1a0000-1111-4222-8333-000000000002", &unrotated);
    let disabled = at(KEYS, &[("state", "Disabled"), ("enabled", "false")]);
    expect(DUBLIN, "kms_key", "5c1a0000-1111-4222-8333-000000000003", &disabled);
    let asymmetric = RUN.fact(DUBLIN, "kms_key", "5c1a0000-1111-4222-8333-000000000004", "rotation_enabled");
    assert!(asymmetric.starts_with("absent"), "such keys do not rotate by themselves (I5): {asymmetric}");
    expect(DUBLIN, "kms_key", "5c1a0000-1111-4222-8333-000000000004", &at(KEYS, &[("key_spec", "RSA_4096")]));
    expect(DUBLIN, "kms_key", "aa5e0000-1111-4222-8333-000000000001", &at(KEYS, &[("manager", "AWS")]));
    assert!(
        RUN.find(DUBLIN, "kms_key", "aa5e0000-1111-4222-8333-000000000002").is_none(),
        "nothing on the path names aws/secretsmanager's key by id"
    );
}

/// B9: another account's key is named, and what it is stays unknown with the reason.
#[test]
fn another_accounts_key_is_unknown_and_says_why() {
    let key = "f0e10000-1111-4222-8333-000000000001";
    for field in ["manager", "key_spec", "state", "enabled"] {
        let fact = RUN.fact(DUBLIN, "kms_key", key, field);
        assert_eq!(fact, "unknown: denied kms:DescribeKey AccessDeniedException KeyPolicy", "{field}");
    }
    let expected =
        format!("eu-west-1 kms:DescribeKey {key}: denied kms:DescribeKey AccessDeniedException KeyPolicy");
    assert!(RUN.gaps().contains(&expected), "{:#?}", RUN.gaps());
    assert_eq!(RUN.code, 3, "an account with a gap is incomplete: {}", RUN.stderr);
    let missing = |g: &String| !g.contains(key) && !g.ends_with("(by design)");
    let others: Vec<String> = RUN.gaps().into_iter().filter(missing).collect();
    assert_eq!(others, Vec::<String>::new(), "nothing else is missing");
}

#[test]
fn connectors() {
    let good = at(
        CONNECTORS,
        &[
            ("state", "RUNNING"),
            ("encryption_type", "TLS"),
            ("authentication_type", "IAM"),
            ("bootstrap_ports", "[9098]"),
            ("cluster", "orders"),
            ("kafka_connect_version", "3.7.x"),
            ("log_destinations", "[cloudwatch]"),
            ("worker_configuration", "secrets-provider"),
            ("service_execution_role", "arn:aws:iam::111122223333:role/connect-orders-s3-sink"),
            ("subnets", "[subnet-0a1, subnet-0b2]"),
            ("security_groups", "[sg-0connect]"),
        ],
    );
    expect(DUBLIN, "connector", "orders-s3-sink", &good);
    let plain = at(
        CONNECTORS,
        &[
            ("encryption_type", "PLAINTEXT"),
            ("authentication_type", "NONE"),
            ("bootstrap_ports", "[9092]"),
            ("cluster", "legacy-billing"),
            ("log_destinations", "[]"),
            ("worker_configuration", "absent"),
        ],
    );
    expect(DUBLIN, "connector", "billing-jdbc-source", &plain);
    let contradiction = at(
        CONNECTORS,
        &[("authentication_type", "IAM"), ("bootstrap_ports", "[9094]"), ("cluster", "clickstream")],
    );
    expect(DUBLIN, "connector", "clickstream-iceberg", &contradiction);
    let elsewhere = at(
        CONNECTORS,
        &[
            ("bootstrap_servers", "[kafka-1.corp.example.com:9093, kafka-2.corp.example.com:9093]"),
            ("cluster", "absent"),
        ],
    );
    expect(DUBLIN, "connector", "onprem-mirror", &elsewhere);
    expect(
        DUBLIN,
        "worker_configuration",
        "secrets-provider",
        &at("kafkaconnect:DescribeWorkerConfiguration", &[("revision", "1")]),
    );
}

#[test]
fn caches() {
    let good = all(&[
        at(
            GROUPS,
            &[
                ("status", "available"),
                ("engine", "redis"),
                ("node_type", "cache.m7g.large"),
                ("transit_encryption_enabled", "true"),
                ("transit_encryption_mode", "required"),
                ("pending_transit_encryption_mode", "absent"),
                ("at_rest_encryption_enabled", "true"),
                ("kms_key", "cac40000-1111-4222-8333-000000000001"),
                ("auth_token_enabled", "false"),
                ("user_groups", "[app-users]"),
                ("num_node_groups", "1"),
                ("replicas_per_node_group", "1"),
            ],
        ),
        at(CACHES, &[("engine_version", "7.1.0"), ("subnet_group", "streaming-private")]),
    ]);
    expect(DUBLIN, "replication_group", "sessions", &good);
    let migrating = at(
        GROUPS,
        &[
            ("transit_encryption_mode", "preferred"),
            ("pending_transit_encryption_mode", "required"),
            ("auth_token_enabled", "true"),
        ],
    );
    expect(DUBLIN, "replication_group", "ranking", &migrating);
    let old = all(&[
        at(GROUPS, &[("transit_encryption_enabled", "false"), ("at_rest_encryption_enabled", "false")]),
        at(CACHES, &[("engine_version", "3.2.10")]),
    ]);
    expect(DUBLIN, "replication_group", "queue", &old);
    expect(DUBLIN, "replication_group", "profiles", &at(GROUPS, &[("engine", "valkey")]));
    let alone = at(
        CACHES,
        &[("engine", "redis"), ("replication_group", "absent"), ("transit_encryption_enabled", "false")],
    );
    expect(DUBLIN, "cache_cluster", "scratch", &alone);
    let member = at(CACHES, &[("replication_group", "sessions")]);
    expect(DUBLIN, "cache_cluster", "sessions-001", &member);
    let memcached = at(CACHES, &[("engine", "memcached"), ("transit_encryption_enabled", "true")]);
    expect(DUBLIN, "cache_cluster", "pages", &memcached);
}

#[test]
fn cache_users_groups_serverless_and_subnets() {
    let users = "elasticache:DescribeUsers";
    let open = at(
        users,
        &[
            ("user_name", "default"),
            ("access_string", "on ~* +@all"),
            ("active", "true"),
            ("authentication_type", "no-password"),
        ],
    );
    expect(DUBLIN, "elasticache_user", "default", &open);
    let off = at(users, &[("active", "false"), ("authentication_type", "no-password")]);
    expect(DUBLIN, "elasticache_user", "app-default", &off);
    let iam = at(users, &[("authentication_type", "iam"), ("user_name", "reader")]);
    expect(DUBLIN, "elasticache_user", "reader", &iam);
    let group = all(&[
        at("elasticache:DescribeUserGroups", &[("users", "[app-default, app, reader]")]),
        at("derived from elasticache:DescribeReplicationGroups", &[("replication_groups", "[sessions]")]),
        at(
            "derived from elasticache:DescribeServerlessCaches",
            &[("serverless_caches", "[recommendations]")],
        ),
    ]);
    expect(DUBLIN, "user_group", "app-users", &group);
    let serverless = at(
        "elasticache:DescribeServerlessCaches",
        &[("engine", "valkey"), ("engine_version", "8.0"), ("user_group", "absent"), ("kms_key", "absent")],
    );
    expect(DUBLIN, "serverless_cache", "trial", &serverless);
    let subnets = at(
        "elasticache:DescribeCacheSubnetGroups",
        &[("vpc_id", "vpc-0streaming"), ("subnet_ids", "[subnet-0a1, subnet-0b2]")],
    );
    expect(DUBLIN, "cache_subnet_group", "streaming-private", &subnets);
}

#[test]
fn a_cluster_in_creation_is_there_and_leaves_no_gap() {
    expect(DUBLIN, "msk_cluster", "analytics-next", &at(CLUSTERS, &[("state", "CREATING")]));
    let listeners = RUN.fact(DUBLIN, "msk_cluster", "analytics-next", "listeners");
    assert!(listeners.starts_with("unknown"), "nobody could know its listeners yet: {listeners}");
}
