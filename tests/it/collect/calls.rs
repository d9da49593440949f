//! Which calls a run makes: the fewest that tell what is to be known (J7), signed, read-only, and never the two
//! that change something or show a secret.

use super::run::Collect;
use super::{DUBLIN, TOKYO};
use crate::fake_aws::{Account, FakeAws, Seen};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SEEN: LazyLock<Vec<Seen>> = LazyLock::new(|| {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    Collect::from(&fake).regions(&[DUBLIN, TOKYO]).run();
    fake.seen()
});

/// Operation -> targets in alphabetical order, as often as they were asked for; a listing has empty targets.
fn requests(region: &str) -> BTreeMap<&str, Vec<String>> {
    let mut requests: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for seen in SEEN.iter().filter(|s| s.region == region && !s.operation.starts_with("sts:")) {
        requests.entry(&seen.operation).or_default().push(seen.target.clone().unwrap_or_default());
    }
    for targets in requests.values_mut() {
        targets.sort();
    }
    requests
}

fn expected(table: &'static [(&'static str, &str)]) -> BTreeMap<&'static str, Vec<String>> {
    let words = |text: &str| match text {
        "" => vec![String::new()],
        text => text.split_whitespace().map(str::to_owned).collect(),
    };
    table.iter().map(|(operation, targets)| (*operation, words(targets))).collect()
}

#[test]
fn an_account_is_read_with_the_fewest_calls() {
    let dublin = expected(&[
        ("acm-pca:DescribeCertificateAuthority", "ca5e0000-1111-4222-8333-000000000001"),
        ("ec2:DescribeRouteTables", ""),
        ("ec2:DescribeSecurityGroups", ""),
        ("ec2:DescribeSubnets", ""),
        ("elasticache:DescribeCacheClusters", ""),
        ("elasticache:DescribeCacheSubnetGroups", ""),
        ("elasticache:DescribeReplicationGroups", ""),
        ("elasticache:DescribeServerlessCaches", ""),
        ("elasticache:DescribeUserGroups", ""),
        ("elasticache:DescribeUsers", ""),
        ("kafka:DescribeConfigurationRevision", "broker-defaults-r1 scram-acl-r2"),
        ("kafka:DescribeReplicator", "onprem-to-orders"),
        (
            "kafka:GetBootstrapBrokers",
            "audit-trail clickstream events fraud legacy-billing orders partner-exchange payments reporting",
        ),
        (
            "kafka:GetClusterPolicy",
            "audit-trail clickstream events fraud legacy-billing orders partner-exchange payments reporting",
        ),
        ("kafka:ListClustersV2", ""),
        ("kafka:ListReplicators", ""),
        ("kafka:ListScramSecrets", "orders partner-exchange payments"),
        (
            "kafkaconnect:DescribeConnector",
            "audit-opensearch billing-jdbc-source clickstream-iceberg onprem-mirror orders-s3-sink \
             payments-debezium",
        ),
        ("kafkaconnect:DescribeWorkerConfiguration", "secrets-provider"),
        ("kafkaconnect:ListConnectors", ""),
        (
            "kms:DescribeKey",
            "5c1a0000-1111-4222-8333-000000000001 5c1a0000-1111-4222-8333-000000000002 \
             5c1a0000-1111-4222-8333-000000000003 5c1a0000-1111-4222-8333-000000000004 \
             aa5e0000-1111-4222-8333-000000000001 cac40000-1111-4222-8333-000000000001 \
             d15c0000-1111-4222-8333-000000000001 f0e10000-1111-4222-8333-000000000001",
        ),
        (
            "kms:GetKeyRotationStatus",
            "5c1a0000-1111-4222-8333-000000000001 5c1a0000-1111-4222-8333-000000000002 \
             5c1a0000-1111-4222-8333-000000000003 cac40000-1111-4222-8333-000000000001 \
             d15c0000-1111-4222-8333-000000000001",
        ),
        ("kms:ListAliases", ""),
        ("lambda:GetFunctionConfiguration", "orders-audit"),
        ("lambda:ListEventSourceMappings", ""),
        ("redshift-serverless:ListNamespaces", ""),
        ("redshift-serverless:ListWorkgroups", ""),
        ("redshift:DescribeClusterSubnetGroups", ""),
        ("redshift:DescribeClusters", ""),
        ("secretsmanager:DescribeSecret", "AmazonMSK_payments_gone"),
        (
            "secretsmanager:GetResourcePolicy",
            "AmazonMSK_orders_app AmazonMSK_orders_batch AmazonMSK_partner AmazonMSK_partner_unrotated \
             AmazonMSK_payments_default AmazonMSK_payments_disabled AmazonMSK_payments_exposed \
             AmazonMSK_payments_nopolicy AmazonMSK_payments_stale \
             AmazonMSK_signing AmazonMSK_spare",
        ),
        (
            "secretsmanager:ListSecretVersionIds",
            "AmazonMSK_orders_app AmazonMSK_orders_batch AmazonMSK_partner AmazonMSK_partner_unrotated \
             AmazonMSK_payments_default AmazonMSK_payments_disabled AmazonMSK_payments_exposed \
             AmazonMSK_payments_nopolicy AmazonMSK_payments_stale \
             AmazonMSK_signing AmazonMSK_spare",
        ),
        ("secretsmanager:ListSecrets", ""),
    ]);
    assert_eq!(requests(DUBLIN), dublin);
}

/// Where nobody names an alias the aliases are not listed.
#[test]
fn what_nothing_asks_for_is_not_called() {
    let tokyo = requests(TOKYO);
    assert!(!tokyo.contains_key("kms:ListAliases"), "{tokyo:#?}");
    assert!(!tokyo.contains_key("secretsmanager:DescribeSecret"), "{tokyo:#?}");
    assert_eq!(tokyo["kafka:ListScramSecrets"], ["tokyo-orders"]);
}

#[test]
fn who_asks_is_asked_once() {
    let identity: Vec<&Seen> = SEEN.iter().filter(|s| s.operation.starts_with("sts:")).collect();
    assert_eq!(identity.len(), 1, "{identity:#?}");
    assert_eq!(identity[0].operation, "sts:GetCallerIdentity");
}

#[test]
fn an_empty_account_costs_one_call_per_listing() {
    let fake = FakeAws::of(Account::empty("111122223333")).start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).run();
    let mut called: Vec<String> = fake.seen().into_iter().map(|s| s.operation).collect();
    called.sort();
    assert_eq!(
        called,
        [
            "elasticache:DescribeCacheClusters",
            "elasticache:DescribeCacheSubnetGroups",
            "elasticache:DescribeReplicationGroups",
            "elasticache:DescribeServerlessCaches",
            "elasticache:DescribeUserGroups",
            "elasticache:DescribeUsers",
            "kafka:ListClustersV2",
            "kafka:ListReplicators",
            "kafkaconnect:ListConnectors",
            "lambda:ListEventSourceMappings",
            "redshift-serverless:ListNamespaces",
            "redshift-serverless:ListWorkgroups",
            "redshift:DescribeClusters",
            "secretsmanager:ListSecrets",
            "sts:GetCallerIdentity",
        ]
    );
    assert_eq!(run.code, 4, "nothing is there to check: {}", run.stderr);
    assert_eq!(run.gaps(), Vec::<String>::new());
}

/// I2: describing `alias/aws/...` can create the key. GetSecretValue shows the secret.
#[test]
fn nothing_is_created_and_no_secret_is_read() {
    for seen in SEEN.iter() {
        assert_ne!(seen.operation, "secretsmanager:GetSecretValue", "{seen:?}");
        if seen.operation.starts_with("kms:") {
            let target = seen.full_target.as_deref().unwrap_or_default();
            assert!(!target.contains("alias/"), "{seen:?}");
        }
    }
}

#[test]
fn every_call_is_in_the_collectors_table_and_answered() {
    let known: Vec<&str> = tidegate::collect::COLLECTORS.iter().map(|o| o.name).collect();
    for seen in SEEN.iter() {
        assert!(known.contains(&seen.operation.as_str()), "{seen:?}");
        assert!(seen.answered.is_some(), "{seen:?}");
    }
}

#[test]
fn every_call_is_signed_for_its_service_and_region() {
    for seen in SEEN.iter() {
        let signature = seen.signature.as_ref().unwrap_or_else(|| panic!("unsigned: {seen:?}"));
        assert_eq!(signature.access_key, "test-key", "{seen:?}");
        assert!(seen.operation.starts_with(&format!("{}:", signature.service)), "{seen:?}");
        let regions = if signature.service == "iam" { &["us-east-1"][..] } else { &[DUBLIN, TOKYO] };
        assert!(regions.contains(&signature.region.as_str()), "{seen:?}");
    }
}

/// The coverage tells the truth about the calls that were made.
#[test]
fn the_coverage_counts_what_was_called() {
    let fake = FakeAws::of(Account::recorded("clean")).page_size(1).start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).run();
    assert_eq!(run.code, 0, "{}\n{:#?}", run.stderr, run.gaps());
    let seen = fake.seen();
    for coverage in run.header.coverage.iter().filter(|c| !c.operation.starts_with("sts:")) {
        let calls =
            seen.iter().filter(|s| s.operation == *coverage.operation && s.region == *coverage.region);
        assert_eq!(coverage.calls as usize, calls.count(), "{}", coverage.operation);
    }
    for seen in seen.iter().filter(|s| !s.operation.starts_with("sts:")) {
        run.coverage(DUBLIN, &seen.operation);
    }
}
