//! Configurations in the shapes that people write: what tidegate says of them, from the source and from the plan.
//!
//! Objects with optional attributes, maps laid over defaults, generated blocks, resources that are there or not,
//! values through chains of locals, overrides, files.

use crate::terraform::{expect, hcl, verdicts};
use crate::terraform_plan::with_source;

/// Project, resource, rule, verdict.
const VERDICTS: &[(&str, &str, &str, &str)] = &[
    // A map of objects: only what differs from the defaults is said.
    ("objects", "module.msk[\"orders\"].aws_msk_cluster.this", "msk-plaintext-client-traffic", "pass"),
    ("objects", "module.msk[\"orders\"].aws_msk_cluster.this", "msk-open-without-acls", "pass"),
    ("objects", "module.msk[\"orders\"].aws_msk_cluster.this", "msk-no-broker-logs", "pass"),
    ("objects", "module.msk[\"orders\"].aws_msk_cluster.this", "msk-unauthenticated-clients", "pass"),
    (
        "objects",
        "module.msk[\"orders\"].aws_secretsmanager_secret.user[\"writer\"]",
        "scram-secret-without-prefix",
        "pass",
    ),
    (
        "objects",
        "module.msk[\"orders\"].aws_secretsmanager_secret.user[\"writer\"]",
        "scram-secret-default-key",
        "pass",
    ),
    ("objects", "module.msk[\"orders\"].aws_kms_key.scram[0]", "kms-key-unrotated", "pass"),
    ("objects", "module.msk[\"legacy\"].aws_msk_cluster.this", "msk-plaintext-client-traffic", "fail"),
    ("objects", "module.msk[\"legacy\"].aws_msk_cluster.this", "msk-plaintext-broker-traffic", "fail"),
    ("objects", "module.msk[\"legacy\"].aws_msk_cluster.this", "msk-unauthenticated-clients", "fail"),
    ("objects", "module.msk[\"legacy\"].aws_msk_cluster.this", "msk-unsupported-kafka-version", "fail"),
    ("objects", "module.msk[\"legacy\"].aws_msk_cluster.this", "msk-no-broker-logs", "fail"),
    // Maps laid over the defaults of an environment.
    (
        "caches",
        "aws_elasticache_replication_group.this[\"sessions\"]",
        "elasticache-plaintext-transit",
        "pass",
    ),
    (
        "caches",
        "aws_elasticache_replication_group.this[\"sessions\"]",
        "elasticache-no-client-authentication",
        "pass",
    ),
    (
        "caches",
        "aws_elasticache_replication_group.this[\"catalog\"]",
        "elasticache-plaintext-transit",
        "fail",
    ),
    (
        "caches",
        "aws_elasticache_replication_group.this[\"catalog\"]",
        "elasticache-plaintext-at-rest",
        "pass",
    ),
    ("caches", "aws_elasticache_cluster.redis[0]", "elasticache-standalone-redis", "fail"),
    ("caches", "aws_elasticache_cluster.memcached", "elasticache-standalone-redis", "not-applicable"),
    // Rules of groups from a list of ports, which also decides what the cluster speaks.
    ("network", "aws_msk_cluster.this", "msk-plaintext-client-traffic", "fail"),
    // Mutual TLS switched on by a list of authorities.
    ("redshift", "aws_msk_cluster.events", "msk-unauthenticated-clients", "pass"),
    ("redshift", "aws_msk_cluster.events", "msk-open-without-acls", "fail"),
    // What override files and variables files change.
    ("overrides", "aws_msk_cluster.this", "msk-plaintext-client-traffic", "fail"),
    ("overrides", "aws_msk_cluster.this", "msk-plaintext-broker-traffic", "pass"),
    ("overrides", "aws_msk_cluster.this", "msk-no-broker-logs", "pass"),
    ("overrides", "aws_msk_cluster.this", "msk-unauthenticated-clients", "fail"),
    ("overrides", "aws_secretsmanager_secret.user[\"ann\"]", "scram-secret-default-key", "pass"),
    ("overrides", "aws_secretsmanager_secret.user[\"ben\"]", "scram-secret-without-prefix", "pass"),
    // What stands in files.
    ("files", "aws_msk_cluster.this[\"open\"]", "msk-plaintext-client-traffic", "fail"),
    ("files", "aws_msk_cluster.this[\"closed\"]", "msk-plaintext-client-traffic", "pass"),
    ("files", "aws_secretsmanager_secret.this", "scram-secret-exposed-policy", "fail"),
    // Connectors out of a map, with what they share merged in.
    ("serverless", "aws_mskconnect_connector.this[\"jdbc\"]", "connector-plaintext-cluster-traffic", "fail"),
    ("serverless", "aws_mskconnect_connector.this[\"jdbc\"]", "connector-plaintext-jdbc-url", "fail"),
    ("serverless", "aws_mskconnect_connector.this[\"jdbc\"]", "connector-literal-secret", "fail"),
    ("serverless", "aws_mskconnect_connector.this[\"jdbc\"]", "connector-without-logs", "fail"),
    ("serverless", "aws_mskconnect_connector.this[\"s3\"]", "connector-plaintext-cluster-traffic", "pass"),
    ("serverless", "aws_mskconnect_connector.this[\"s3\"]", "connector-without-logs", "pass"),
    ("serverless", "aws_msk_cluster.this", "msk-open-cluster-policy", "fail"),
    ("serverless", "aws_msk_serverless_cluster.this", "msk-unauthenticated-clients", "pass"),
    ("serverless", "aws_secretsmanager_secret.user", "scram-secret-default-key", "pass"),
    // SQL in a heredoc, whose clause comes from a variable.
    ("streaming", "aws_redshiftdata_statement.schema", "redshift-schema-unauthenticated", "fail"),
    ("streaming", "aws_redshiftdata_statement.schema", "redshift-schema-plaintext-port", "pass"),
    // Users in every way of authentication.
    ("users", "aws_elasticache_user.this[\"guest\"]", "elasticache-passwordless-user", "fail"),
    ("users", "aws_elasticache_user.this[\"default\"]", "elasticache-passwordless-user", "pass"),
    ("users", "aws_elasticache_user.this[\"app\"]", "elasticache-passwordless-user", "pass"),
    ("users", "aws_elasticache_replication_group.users", "elasticache-plaintext-accepted", "fail"),
    ("users", "aws_elasticache_replication_group.users", "elasticache-no-client-authentication", "pass"),
    ("users", "aws_elasticache_replication_group.token", "elasticache-no-client-authentication", "pass"),
];

/// A plan does not show local values: what came through one and is known only after apply stays open there.
const OPEN_IN_PLANS: &[(&str, &str, &str)] = &[
    (
        "objects",
        "module.msk[\"orders\"].aws_secretsmanager_secret.user[\"writer\"]",
        "scram-secret-default-key",
    ),
    ("objects", "module.msk[\"orders\"].aws_kms_key.scram[0]", "kms-key-unrotated"),
];

#[test]
fn shapes_that_people_write_are_decided_from_source_and_plan() {
    let mut wrong = Vec::new();
    for form in ["source", "plan"] {
        let mut read = None;
        for (project, id, rule, verdict) in VERDICTS {
            let known = read.take().filter(|(of, _)| of == project);
            let (of, all) = known.unwrap_or_else(|| {
                let read = if form == "source" { hcl(project, &[]) } else { with_source(project) };
                (*project, worst(&verdicts_of(&read)))
            });
            let got = all.get(&((*rule).to_owned(), (*id).to_owned())).copied().unwrap_or("nothing");
            let open = form == "plan" && OPEN_IN_PLANS.contains(&(project, id, rule));
            let verdict = if open { "undecided" } else { verdict };
            if got != verdict {
                wrong.push(format!("{project}, {form}: {rule} on {id}: {got}, not {verdict}"));
            }
            read = Some((of, all));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

type Verdicts = std::collections::BTreeMap<(String, String), &'static str>;

fn verdicts_of(read: &tidegate::template::terraform::Read) -> Vec<((String, String), &'static str)> {
    let all = crate::terraform::findings(read).into_iter();
    all.map(|f| ((f.rule.to_string(), f.resource.id.to_string()), f.verdict.name())).collect()
}

/// One verdict for a rule that judges item by item: the worst.
fn worst(all: &[((String, String), &'static str)]) -> Verdicts {
    let rank = |v: &str| ["not-applicable", "pass", "undecided", "fail"].iter().position(|r| *r == v);
    let mut out = Verdicts::new();
    for (key, verdict) in all {
        let known = out.entry(key.clone()).or_insert(verdict);
        if rank(verdict) > rank(known) {
            *known = verdict;
        }
    }
    out
}

#[test]
fn another_value_of_a_variable_is_another_configuration() {
    let read = hcl("caches", &[("env", "dev")]);
    let catalog = "aws_elasticache_replication_group.this[\"catalog\"]";
    expect(&read, catalog, &[("elasticache-plaintext-at-rest", "fail")]);
    let alone = "aws_elasticache_cluster.redis[0]".to_owned();
    assert!(!verdicts(&read).keys().any(|(_, id)| *id == alone), "it is there in other environments only");
    let read = hcl("network", &[("open_ports", "[9094]")]);
    expect(&read, "aws_msk_cluster.this", &[("msk-plaintext-client-traffic", "pass")]);
}
