//! Listings over many pages.

use super::DUBLIN;
use super::run::Collect;
use crate::fake_aws::{Account, Behaviour, FakeAws, On};

/// The page size is the server's affair: what is found does not depend on it.
#[test]
fn any_page_size_gives_the_same_inventory() {
    let units = |page_size: Option<usize>| {
        let mut setup = FakeAws::of(Account::recorded("demo"));
        if let Some(size) = page_size {
            setup = setup.page_size(size);
        }
        let fake = setup.start();
        let run = Collect::from(&fake).regions(&[DUBLIN]).run();
        let pages = fake.seen().iter().filter(|s| s.operation == "kafka:ListClustersV2").count();
        let body = run.text.split_once('\n').map(|(_, rest)| rest.to_owned()).expect("lines");
        (body, pages)
    };
    let (whole, pages) = units(None);
    assert_eq!(pages, 1);
    for (size, expected_pages) in [(1, 10), (3, 4), (7, 2)] {
        let (cut, pages) = units(Some(size));
        assert_eq!(pages, expected_pages, "pages of {size}");
        assert_eq!(cut, whole, "pages of {size}");
    }
}

#[test]
fn every_listing_follows_its_token() {
    let fake = FakeAws::of(Account::recorded("demo")).page_size(1).start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).run();
    let seen = fake.seen();
    for listing in [
        "kafka:ListClustersV2",
        "kafkaconnect:ListConnectors",
        "secretsmanager:ListSecrets",
        "kms:ListAliases",
        "elasticache:DescribeReplicationGroups",
        "elasticache:DescribeCacheClusters",
        "elasticache:DescribeCacheSubnetGroups",
        "elasticache:DescribeServerlessCaches",
        "elasticache:DescribeUsers",
        "elasticache:DescribeUserGroups",
    ] {
        let pages: Vec<usize> = seen.iter().filter(|s| s.operation == listing).map(|s| s.page).collect();
        assert!(pages.len() > 1, "{listing}: {pages:?}");
        assert!(pages.iter().copied().eq(1..=pages.len()), "{listing}: one page after the other: {pages:?}");
        assert!(run.coverage(DUBLIN, listing).complete(), "{listing}");
    }
    let secrets = seen.iter().filter(|s| s.operation == "kafka:ListScramSecrets");
    assert_eq!(secrets.filter(|s| s.target.as_deref() == Some("payments")).count(), 8);
}

/// A server that never ends: the listing is cut, what came is kept, and it counts as a gap.
#[test]
fn a_repeated_token_ends_the_listing_as_truncated() {
    let fake = FakeAws::of(Account::recorded("demo"))
        .page_size(2)
        .on(On::every("kafka:ListClustersV2", Behaviour::RepeatToken))
        .start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).run();
    let asked = fake.seen().iter().filter(|s| s.operation == "kafka:ListClustersV2").count();
    assert!(asked <= 3, "the same token was followed {asked} times");
    assert_eq!(
        run.names(DUBLIN, "msk_cluster"),
        ["audit-trail", "clickstream", "legacy-billing", "orders"],
        "both pages are kept, each once"
    );
    assert_truncated(&run, "kafka:ListClustersV2");
}

#[test]
fn an_endless_chain_of_pages_ends_as_truncated() {
    for operation in ["elasticache:DescribeUsers", "secretsmanager:ListSecrets"] {
        let fake = FakeAws::of(Account::recorded("demo"))
            .page_size(2)
            .on(On::every(operation, Behaviour::EndlessPages))
            .start();
        let run = Collect::from(&fake).regions(&[DUBLIN]).run();
        assert_truncated(&run, operation);
        assert_eq!(run.names(DUBLIN, "connector").len(), 6, "everything else is there");
    }
}

/// Back links over a cut listing are not whole: a secret may be used by a cluster that was never seen.
#[test]
fn who_refers_to_a_resource_is_open_after_a_cut_listing() {
    let fake = FakeAws::of(Account::recorded("demo"))
        .page_size(2)
        .on(On::every("kafka:ListClustersV2", Behaviour::RepeatToken))
        .start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).run();
    let clusters = run.fact(DUBLIN, "secret", "AmazonMSK_spare", "clusters");
    assert!(clusters.contains("... truncated kafka:ListClustersV2"), "{clusters}");
}

#[track_caller]
fn assert_truncated(run: &super::run::Collected, operation: &str) {
    let start = format!("{DUBLIN} {operation}: truncated {operation}");
    assert!(run.gaps().iter().any(|g| g.starts_with(&start)), "{:#?}", run.gaps());
    assert!(!run.coverage(DUBLIN, operation).complete());
    assert_eq!(run.code, 3, "{}", run.stderr);
}
