//! Every verdict on the recorded accounts that is not a pass, worked out by hand from `fixtures/responses` and the
//! texts of the rules. What is not in these tables must not be in the report.

use super::{Ran, Tidegate, findings, fixture, text};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static DEMO: LazyLock<Ran> = LazyLock::new(|| {
    Tidegate::check_account("demo", &["--format", "json", "--show", "undecided"]).run().exits(1)
});

/// `severity rule Region resource [item]`, one a line.
const FAIL: &str = "
    critical certificate-authority-inactive eu-west-1 0ca50000-1111-4222-8333-000000000002
    critical connector-literal-secret eu-west-1 billing-jdbc-source connection.password
    high connector-plaintext-cluster-traffic eu-west-1 billing-jdbc-source
    high connector-plaintext-endpoint-url ap-northeast-1 tokyo-denpyo-sink redis.uri
    high connector-plaintext-endpoint-url eu-west-1 clickstream-iceberg iceberg.catalog.uri
    high connector-plaintext-inner-client eu-west-1 payments-debezium schema.history.internal.kafka.bootstrap.servers
    high connector-plaintext-jdbc-url eu-west-1 billing-jdbc-source connection.url
    medium connector-port-contradiction eu-west-1 clickstream-iceberg
    medium connector-port-contradiction eu-west-1 payments-debezium
    medium connector-unauthenticated ap-northeast-1 tokyo-denpyo-sink
    medium connector-unauthenticated eu-west-1 audit-opensearch
    medium connector-unauthenticated eu-west-1 billing-jdbc-source
    medium connector-unauthenticated eu-west-1 onprem-mirror
    medium connector-unauthenticated eu-west-1 payments-debezium
    high connector-undeclared-config-provider eu-west-1 payments-debezium database.password
    medium connector-unverified-server eu-west-1 audit-opensearch connection.url
    low connector-without-logs eu-west-1 billing-jdbc-source
    medium connector-without-matching-listener eu-west-1 payments-debezium
    high elasticache-engine-without-tls eu-west-1 queue
    medium elasticache-no-client-authentication eu-west-1 feed
    high elasticache-passwordless-user eu-west-1 default
    high elasticache-passwordless-user eu-west-1 legacy-open
    medium elasticache-plaintext-accepted eu-west-1 ranking
    medium elasticache-plaintext-at-rest eu-west-1 attic
    medium elasticache-plaintext-at-rest eu-west-1 catalog
    medium elasticache-plaintext-at-rest eu-west-1 queue
    high elasticache-plaintext-transit ap-northeast-1 tokyo-sessions
    high elasticache-plaintext-transit eu-west-1 attic
    high elasticache-plaintext-transit eu-west-1 catalog
    high elasticache-plaintext-transit eu-west-1 queue
    low elasticache-previous-generation-node eu-west-1 attic
    high elasticache-standalone-redis eu-west-1 scratch
    low kms-key-unrotated eu-west-1 5c1a0000-1111-4222-8333-000000000002
    low kms-key-unrotated eu-west-1 5c1a0000-1111-4222-8333-000000000003
    high lambda-mapping-foreign-secret eu-west-1 1a3bda00-1111-4222-8333-000000000002 AmazonMSK_spare-Fd4sAq
    high lambda-mapping-wrong-mechanism eu-west-1 1a3bda00-1111-4222-8333-000000000003 SASL_SCRAM_256_AUTH
    medium lambda-role-overbroad-secrets eu-west-1 1a3bda00-1111-4222-8333-000000000001 AmazonMSK_orders_app-Qw3rTy
    medium lambda-role-overbroad-secrets eu-west-1 1a3bda00-1111-4222-8333-000000000002 AmazonMSK_spare-Fd4sAq
    medium lambda-role-overbroad-secrets eu-west-1 1a3bda00-1111-4222-8333-000000000003 AmazonMSK_orders_app-Qw3rTy
    info msk-basic-monitoring eu-west-1 legacy-billing
    high msk-broker-ports-open-to-world eu-west-1 clickstream sg-0q7r8s9
    low msk-default-volume-key ap-northeast-1 tokyo-denpyo
    low msk-default-volume-key eu-west-1 clickstream
    low msk-default-volume-key eu-west-1 legacy-billing
    low msk-no-broker-logs ap-northeast-1 tokyo-denpyo
    low msk-no-broker-logs eu-west-1 legacy-billing
    high msk-open-cluster-policy eu-west-1 partner-exchange
    medium msk-open-without-acls eu-west-1 payments
    medium msk-open-without-acls eu-west-1 reporting
    high msk-plaintext-broker-traffic eu-west-1 legacy-billing
    high msk-plaintext-client-traffic ap-northeast-1 tokyo-denpyo
    high msk-plaintext-client-traffic eu-west-1 clickstream
    critical msk-plaintext-client-traffic eu-west-1 legacy-billing
    high msk-plaintext-listener ap-northeast-1 tokyo-denpyo
    high msk-plaintext-listener eu-west-1 clickstream
    high msk-plaintext-listener eu-west-1 legacy-billing
    high msk-plaintext-port-open eu-west-1 clickstream sg-0q7r8s9
    medium msk-plaintext-port-open eu-west-1 legacy-billing sg-0m4n5p6
    critical msk-public-brokers eu-west-1 partner-exchange
    medium msk-replicator-weak-mechanism eu-west-1 onprem-to-orders onprem
    low msk-shared-certificate-authority eu-west-1 partner-exchange
    low msk-shared-certificate-authority eu-west-1 reporting
    high msk-unauthenticated-clients ap-northeast-1 tokyo-denpyo
    high msk-unauthenticated-clients eu-west-1 audit-trail
    high msk-unauthenticated-clients eu-west-1 clickstream
    high msk-unauthenticated-clients eu-west-1 legacy-billing
    medium msk-unsupported-kafka-version eu-west-1 legacy-billing
    medium msk-unsupported-kafka-version eu-west-1 reporting
    high redshift-role-cannot-use-credential eu-west-1 orders_stream
    high redshift-schema-cluster-without-mtls eu-west-1 orders_stream
    high redshift-schema-malformed-secret eu-west-1 orders_stream
    critical redshift-schema-plaintext-port eu-west-1 billing_stream
    high redshift-schema-unauthenticated eu-west-1 billing_stream
    high redshift-schema-untrusted-certificate eu-west-1 partners_old
    critical redshift-schema-unusable-certificate eu-west-1 partners_old
    info scram-secret-alias-key eu-west-1 AmazonMSK_orders_batch
    high scram-secret-asymmetric-key eu-west-1 AmazonMSK_signing
    high scram-secret-dangling eu-west-1 AmazonMSK_payments_gone payments
    high scram-secret-dangling eu-west-1 AmazonMSK_payments_leaving payments
    high scram-secret-default-key ap-northeast-1 AmazonMSK_tokyo_default
    high scram-secret-default-key eu-west-1 AmazonMSK_payments_default
    high scram-secret-exposed-policy eu-west-1 AmazonMSK_payments_exposed
    high scram-secret-foreign-region eu-central-1 AmazonMSK_payments_copy payments
    medium scram-secret-stale-key-version eu-west-1 AmazonMSK_payments_stale AWSCURRENT
    info scram-secret-unassociated eu-west-1 AmazonMSK_signing
    info scram-secret-unassociated eu-west-1 AmazonMSK_spare
    low scram-secret-unrotated ap-northeast-1 AmazonMSK_tokyo_default
    low scram-secret-unrotated eu-west-1 AmazonMSK_partner
    low scram-secret-unrotated eu-west-1 AmazonMSK_partner_unrotated
    low scram-secret-unrotated eu-west-1 AmazonMSK_payments_default
    low scram-secret-unrotated eu-west-1 AmazonMSK_payments_disabled
    low scram-secret-unrotated eu-west-1 AmazonMSK_payments_exposed
    low scram-secret-unrotated eu-west-1 AmazonMSK_payments_nopolicy
    low scram-secret-unrotated eu-west-1 AmazonMSK_payments_stale
    critical scram-secret-unusable-key eu-west-1 AmazonMSK_payments_disabled
    medium scram-secret-without-msk-policy eu-west-1 AmazonMSK_payments_nopolicy
";

/// Another account's key, whose policy does not let the scan look.
const KEY_DENIED: &str = "kms:DescribeKey was denied by the key policy (AccessDeniedException)";
/// A Region that was not asked for.
const ELSEWHERE: &str = "not collected: account 111122223333 region eu-central-1";
const NOT_ASSESSED: &[(&str, &str)] = &[
    (KEY_DENIED, "low kms-key-unrotated eu-west-1 f0e10000-1111-4222-8333-000000000001"),
    (KEY_DENIED, "high scram-secret-asymmetric-key eu-west-1 AmazonMSK_partner"),
    (KEY_DENIED, "high scram-secret-default-key eu-west-1 AmazonMSK_partner"),
    (KEY_DENIED, "critical scram-secret-unusable-key eu-west-1 AmazonMSK_partner"),
    (ELSEWHERE, "info scram-secret-alias-key eu-central-1 AmazonMSK_payments_copy"),
    (ELSEWHERE, "high scram-secret-asymmetric-key eu-central-1 AmazonMSK_payments_copy"),
    (ELSEWHERE, "high scram-secret-dangling eu-central-1 AmazonMSK_payments_copy payments"),
    (ELSEWHERE, "high scram-secret-default-key eu-central-1 AmazonMSK_payments_copy"),
    (ELSEWHERE, "high scram-secret-exposed-policy eu-central-1 AmazonMSK_payments_copy"),
    (ELSEWHERE, "medium scram-secret-stale-key-version eu-central-1 AmazonMSK_payments_copy"),
    (ELSEWHERE, "info scram-secret-unassociated eu-central-1 AmazonMSK_payments_copy"),
    (ELSEWHERE, "low scram-secret-unrotated eu-central-1 AmazonMSK_payments_copy"),
    (ELSEWHERE, "critical scram-secret-unusable-key eu-central-1 AmazonMSK_payments_copy"),
    (ELSEWHERE, "medium scram-secret-without-msk-policy eu-central-1 AmazonMSK_payments_copy"),
    (ELSEWHERE, "high scram-secret-without-prefix eu-central-1 AmazonMSK_payments_copy"),
];

/// Keys, CAs and mappings have no name but their id; items that are ARNs show by their name.
fn row(finding: &Value) -> String {
    let name = text(finding, "/resource/name");
    let name = if name.starts_with("arn:") { name.rsplit(['/', ':']).next().unwrap_or(name) } else { name };
    let mut row = format!(
        "{} {} {} {name}",
        text(finding, "/severity"),
        text(finding, "/rule"),
        text(finding, "/resource/region")
    );
    if let Some(item) = finding["item"].as_str() {
        row.push(' ');
        row.push_str(if item.starts_with("arn:") {
            item.split('/').nth(1).or(item.rsplit(':').next()).unwrap_or(item)
        } else {
            item
        });
    }
    row
}

fn rows<'r>(report: &'r Value, verdict: &'r str) -> impl Iterator<Item = (String, &'r Value)> {
    findings(report).iter().filter(move |f| f["verdict"] == verdict).map(|f| (row(f), f))
}

#[track_caller]
fn same(expected: BTreeSet<String>, found: Vec<String>) {
    let set: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(set.len(), found.len(), "a verdict stands twice");
    let missing: Vec<_> = expected.difference(&set).collect();
    let surplus: Vec<_> = set.difference(&expected).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing: {missing:#?}\nsurplus: {surplus:#?}");
}

#[test]
fn what_fails_on_the_demo_account() {
    let expected = FAIL.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    same(expected, rows(&DEMO.json(), "fail").map(|(row, _)| row).collect());
}

#[test]
fn what_is_not_assessed_on_the_demo_account_and_why() {
    let expected = NOT_ASSESSED.iter().map(|(why, row)| format!("{row}: {why}")).collect();
    let found = |(row, finding): (String, &Value)| {
        let missing = finding["missing"].as_array().expect("what is missing");
        let reasons: BTreeSet<&str> = missing.iter().map(|m| text(m, "/reason")).collect();
        let reasons: Vec<&str> = reasons.into_iter().collect();
        format!("{row}: {}", reasons.join(" and "))
    };
    let report = DEMO.json();
    same(expected, rows(&report, "undecided").map(found).collect());
    assert_eq!(report["not_assessed"]["missing_permissions"], serde_json::json!(["kms:DescribeKey"]));
    assert_eq!(report["run"]["incomplete"], true);
}

/// Each line is read again: the resource stands there, by its own ARN.
#[test]
fn a_finding_points_at_its_resources_own_line_of_the_snapshot() {
    let report = DEMO.json();
    let snapshot = DEMO.read("a.jsonl");
    let lines: Vec<&str> = snapshot.lines().collect();
    for finding in findings(&report) {
        let (line, place) = (&finding["location"]["line"], &finding["location"]);
        assert_eq!(text(place, "/path"), "a.jsonl");
        let line = line.as_u64().and_then(|n| usize::try_from(n).ok()).expect("a line");
        let there: Value = serde_json::from_str(lines[line - 1]).expect("a line of JSON");
        assert_eq!(there["id"], finding["resource"]["id"], "line {line}");
        assert_eq!(there["kind"], finding["resource"]["kind"], "line {line}");
        assert_eq!((&place["column"], &place["end_line"]), (&1.into(), &line.into()));
    }
}

#[test]
fn the_worst_stand_first_and_every_finding_says_what_it_must() {
    let report = DEMO.json();
    let order = ["critical", "high", "medium", "low", "info"];
    let rank = |f: &Value| order.iter().position(|s| *s == f["severity"]);
    let fails: Vec<&Value> = findings(&report).iter().filter(|f| f["verdict"] == "fail").collect();
    assert!(fails.is_sorted_by_key(|f| rank(f)), "worst first");
    let prints: BTreeSet<&str> = findings(&report).iter().map(|f| text(f, "/fingerprint")).collect();
    assert_eq!(prints.len(), findings(&report).len(), "a fingerprint stands for one finding");
    for f in &fails {
        for part in ["/message", "/expected", "/observed", "/remediation/text", "/resource/account"] {
            assert!(!text(f, part).trim().is_empty(), "{part} is empty: {f}");
        }
        let fix = ["/remediation/cli", "/remediation/cloudformation", "/remediation/terraform"];
        assert!(fix.iter().any(|p| !text(f, p).is_empty()), "nothing to paste: {f}");
        for part in fix.iter().chain(&["/message", "/expected", "/observed", "/remediation/text"]) {
            assert!(!text(f, part).contains("{{") || text(f, part).contains("{{resolve:"), "{part}: {f}");
        }
    }
}

#[test]
fn nothing_is_wrong_with_the_clean_account() {
    let ran = Tidegate::check_account("clean", &["--format", "json", "--show", "undecided"]).run().exits(0);
    let report = ran.json();
    assert_eq!(findings(&report), &[] as &[Value]);
    assert_eq!(report["run"]["incomplete"], false);
    assert!(report["summary"]["verdicts"]["pass"].as_u64() > Some(0), "something was judged");
    let table = Tidegate::new(["check".as_ref(), fixture("clean").as_os_str()]).run().exits(0).stdout;
    assert!(table.contains("No findings.") && table.contains("exit 0: complete, no findings"), "{table}");
}
