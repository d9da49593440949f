//! The chain from a Redshift schema to its stream: schema, brokers, cluster, certificate or secret, private CA, role and
//! route. One snapshot in `fixtures/redshift` with the chain whole, and one per link that is broken.
//!
//! `TIDEGATE_REWRITE_FIXTURES=1 cargo test --test it redshift_chain` writes the snapshots anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tidegate::evaluate::{Options, judge};
use tidegate::inventory::kinds::{
    certificate, certificate_authority, external_schema, iam_role, msk_cluster, policy::statement,
    redshift_cluster, redshift_workgroup, route_table, secret, subnet, vpc, vpc_endpoint,
};
use tidegate::inventory::snapshot::{Reader, Run, VERSION, Writer};
use tidegate::inventory::streaming::options::{self, Eskind};
use tidegate::inventory::{Coverage, Fact, Record, Resource, Scope, Unit, Value, Why};
use tidegate::rules::{Rule, builtin, example};

const ACCOUNT: &str = "111122223333";
const REGION: &str = "eu-west-1";
const CLUSTER: &str =
    "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/4b1b0c0a-1111-4222-8333-444455556666-1";
const BROKERS: &str = "b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094,b-2.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094";
const CERTIFICATE: &str =
    "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d";
const SECRET: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:redshift-mtls-a1B2c3";
const CA: &str =
    "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/aaaaaaaa-1111-4222-8333-444455556666";
const ROLE: &str = "arn:aws:iam::111122223333:role/redshift-streaming";
const WAREHOUSE: &str = "arn:aws:redshift:eu-west-1:111122223333:cluster:analytics";
const WORKGROUP: &str = "arn:aws:redshift-serverless:eu-west-1:111122223333:workgroup/0c1d2e3f";
const VPC: &str = "vpc-0a1b2c3d4e5f60718";
const SUBNET: &str = "subnet-0a1b2c3d4e5f60718";

/// The schema of the provisioned cluster takes its certificate from ACM, the one of the workgroup from a secret.
const BY_ACM: &str = "cluster:analytics/dev/orders";
const BY_SECRET: &str = "workgroup:streaming/dev/orders";

fn resource(kind: &'static tidegate::inventory::KindDef, id: &str, operation: &str) -> (Resource, u16) {
    let mut r = Resource::new(kind, id);
    let o = r.api(operation);
    r.at(ACCOUNT, REGION, o);
    (r, o)
}

fn schema(id: &str, esoptions: &str) -> Resource {
    use external_schema as f;
    let (mut r, o) = resource(&f::KIND, id, "redshift-data:ExecuteStatement");
    r.text(f::name, "orders", o);
    r.absent(f::arn, o);
    r.text(f::database, "dev", o);
    let provisioned = id == BY_ACM;
    r.option(f::redshift_cluster, provisioned.then(|| Value::link(WAREHOUSE)), o);
    r.option(f::workgroup, (!provisioned).then(|| Value::link(WORKGROUP)), o);
    options::row(&mut r, Eskind::of(10), esoptions, o, Fact::Absent(o));
    r
}

fn by_acm(authentication: &str, uri: &str, arn: &str) -> Resource {
    schema(
        BY_ACM,
        &format!(
            r#"{{"IAM_ROLE":"{ROLE}","AUTHENTICATION":"{authentication}","URI":"{uri}","AUTHENTICATION_ARN":"{arn}"}}"#
        ),
    )
}

fn by_secret(arn: &str) -> Resource {
    schema(
        BY_SECRET,
        &format!(r#"{{"IAM_ROLE":"{ROLE}","AUTHENTICATION":"mtls","URI":"{BROKERS}","SECRET_ARN":"{arn}"}}"#),
    )
}

fn cluster() -> Resource {
    use msk_cluster as f;
    let (mut r, o) = resource(&f::KIND, CLUSTER, "kafka:ListClustersV2");
    r.also = vec!["orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com".into()];
    r.text(f::arn, CLUSTER, o);
    r.text(f::name, "orders", o);
    r.text(f::cluster_type, "PROVISIONED", o);
    r.text(f::state, "ACTIVE", o);
    r.text(f::client_broker, "TLS", o);
    r.bool(f::tls_enabled, true, o);
    for off in [f::unauthenticated_enabled, f::scram_enabled, f::iam_enabled] {
        r.bool(off, false, o);
    }
    r.list(f::certificate_authorities, [Value::link(CA)], o);
    let o = r.api("kafka:GetBootstrapBrokers");
    let listener = Record::new(&msk_cluster::listener::RECORD)
        .text(msk_cluster::listener::name, "BootstrapBrokerStringTls", o)
        .known(msk_cluster::listener::brokers, texts(BROKERS.split(','), o), o)
        .known(msk_cluster::listener::ports, Value::List(Box::new(list([Value::Int(9094)], o))), o);
    r.list(f::listeners, [listener.into_value()], o);
    r
}

fn list(items: impl IntoIterator<Item = Value>, o: u16) -> tidegate::inventory::List {
    tidegate::inventory::List { items: items.into_iter().map(|v| Fact::Known(v, o)).collect(), more: None }
}

fn texts<'t>(items: impl IntoIterator<Item = &'t str>, o: u16) -> Value {
    Value::List(Box::new(list(items.into_iter().map(Value::text), o)))
}

fn acm_certificate() -> Resource {
    use certificate as f;
    let (mut r, o) = resource(&f::KIND, CERTIFICATE, "acm:DescribeCertificate");
    r.text(f::arn, CERTIFICATE, o);
    r.text(f::name, "redshift.streaming.example", o);
    r.text(f::domain_name, "redshift.streaming.example", o);
    r.bool(f::exists, true, o);
    r.text(f::status, "ISSUED", o);
    r.text(f::certificate_type, "PRIVATE", o);
    r.link(f::certificate_authority, CA, o);
    r.known(f::not_before, Value::Time(example::NOW - 300 * 86_400), o);
    r.known(f::not_after, Value::Time(example::NOW + 95 * 86_400), o);
    r.text(f::renewal_eligibility, "ELIGIBLE", o);
    r.absent(f::export, o);
    r
}

fn authority() -> Resource {
    use certificate_authority as f;
    let (mut r, o) = resource(&f::KIND, CA, "acm-pca:DescribeCertificateAuthority");
    r.text(f::arn, CA, o);
    r.text(f::name, "Streaming Clients", o);
    r.text(f::common_name, "Streaming Clients", o);
    r.bool(f::exists, true, o);
    r.text(f::status, "ACTIVE", o);
    r.text(f::authority_type, "ROOT", o);
    r.text(f::usage_mode, "GENERAL_PURPOSE", o);
    r.known(f::not_after, Value::Time(example::NOW + 3_000 * 86_400), o);
    r
}

fn credential_secret() -> Resource {
    use secret as f;
    let (mut r, o) = resource(&f::KIND, SECRET, "secretsmanager:DescribeSecret");
    r.text(f::arn, SECRET, o);
    r.text(f::name, "redshift-mtls", o);
    r.bool(f::exists, true, o);
    r.bool(f::rotation_enabled, false, o);
    for field in [f::kms_key_id, f::kms_key, f::policy, f::deleted_date, f::primary_region] {
        r.absent(field, o);
    }
    let o = r.api("secretsmanager:GetSecretValue");
    shape(&mut r, &["certificate", "privateKey"], o);
    r
}

fn shape(r: &mut Resource, keys: &[&str], o: u16) {
    r.list(secret::value_keys, keys.iter().map(|k| Value::text(*k)), o);
    let certificate = Record::new(&secret::certificate::RECORD)
        .text(secret::certificate::issuer, "CN=Streaming Clients", o)
        .known(secret::certificate::not_before, Value::Time(example::NOW - 10 * 86_400), o)
        .known(secret::certificate::not_after, Value::Time(example::NOW + 380 * 86_400), o);
    r.list(secret::value_certificates, [certificate.into_value()], o);
}

fn allow(actions: &[&str], o: u16) -> Value {
    let none = || Value::List(Box::default());
    Record::new(&statement::RECORD)
        .set(statement::sid, Fact::Absent(o))
        .text(statement::effect, "Allow", o)
        .known(statement::principals, none(), o)
        .known(statement::not_principal, Value::Bool(false), o)
        .known(statement::actions, texts(actions.iter().copied(), o), o)
        .known(statement::not_action, Value::Bool(false), o)
        .known(statement::conditions, none(), o)
        .known(statement::resources, texts([CERTIFICATE, SECRET], o), o)
        .known(statement::not_resource, Value::Bool(false), o)
        .into_value()
}

fn role(actions: &[&str]) -> Resource {
    use iam_role as f;
    let (mut r, o) = resource(&f::KIND, ROLE, "iam:GetRole");
    r.text(f::arn, ROLE, o);
    r.text(f::name, "redshift-streaming", o);
    r.absent(f::boundary, o);
    r.absent(f::boundary_statements, o);
    let o = r.api("iam:GetRolePolicy");
    r.list(f::statements, [allow(actions, o)], o);
    r.list(f::managed_policies, [], o);
    r
}

fn warehouse() -> Resource {
    use redshift_cluster as f;
    let (mut r, o) = resource(&f::KIND, WAREHOUSE, "redshift:DescribeClusters");
    r.text(f::name, "analytics", o);
    r.text(f::status, "available", o);
    r.bool(f::enhanced_vpc_routing, true, o);
    r.link(f::vpc, VPC, o);
    r
}

fn workgroup() -> Resource {
    use redshift_workgroup as f;
    let (mut r, o) = resource(&f::KIND, WORKGROUP, "redshift-serverless:ListWorkgroups");
    r.text(f::name, "streaming", o);
    r.text(f::status, "AVAILABLE", o);
    r.bool(f::enhanced_vpc_routing, true, o);
    r.link(f::vpc, VPC, o);
    r.list(f::subnets, [Value::link(SUBNET)], o);
    r
}

fn home_subnet() -> Resource {
    let (mut r, o) = resource(&subnet::KIND, SUBNET, "ec2:DescribeSubnets");
    r.link(subnet::vpc, VPC, o);
    r.text(subnet::cidr, "10.0.1.0/24", o);
    r
}

fn routes(nat: bool) -> Resource {
    use route_table as f;
    let (mut r, o) = resource(&f::KIND, "rtb-0a1b2c3d4e5f60718", "ec2:DescribeRouteTables");
    r.link(f::vpc, VPC, o);
    r.bool(f::main, true, o);
    r.list(f::subnets, [], o);
    let route = |destination, kind, target: Option<&str>| {
        Record::new(&f::route::RECORD)
            .text(f::route::destination, destination, o)
            .text(f::route::target_kind, kind, o)
            .option(f::route::target, target.map(Value::text), o)
            .text(f::route::state, "active", o)
            .into_value()
    };
    let mut all = vec![route("10.0.0.0/16", "local", None)];
    all.extend(nat.then(|| route("0.0.0.0/0", "nat", Some("nat-0a1b2c3d4e5f60718"))));
    r.list(f::routes, all, o);
    r
}

fn endpoint() -> Resource {
    use vpc_endpoint as f;
    let (mut r, o) = resource(&f::KIND, "vpce-0a1b2c3d4e5f60718", "ec2:DescribeVpcEndpoints");
    r.text(f::service_name, "com.amazonaws.eu-west-1.secretsmanager", o);
    r.link(f::vpc, VPC, o);
    r.text(f::endpoint_type, "Interface", o);
    r.text(f::state, "available", o);
    r.bool(f::private_dns, true, o);
    r
}

fn network() -> Resource {
    let (mut r, o) = resource(&vpc::KIND, VPC, "ec2:DescribeRouteTables");
    r.list(vpc::cidrs, [Value::text("10.0.0.0/16")], o);
    r
}

/// The chain with every link in order.
fn whole() -> Vec<Resource> {
    vec![
        by_acm("mtls", BROKERS, CERTIFICATE),
        by_secret(SECRET),
        cluster(),
        acm_certificate(),
        authority(),
        credential_secret(),
        role(&["acm:ExportCertificate", "secretsmanager:GetSecretValue"]),
        warehouse(),
        workgroup(),
        network(),
        home_subnet(),
        routes(true),
        endpoint(),
    ]
}

/// The chain with one resource put in the place of the one that has its kind and id.
fn with(other: Resource) -> Vec<Resource> {
    let mut all = whole();
    let old = all.iter_mut().find(|r| r.kind == other.kind && r.id == other.id).expect("it is in the chain");
    *old = other;
    all
}

fn changed(mut r: Resource, change: impl FnOnce(&mut Resource, u16)) -> Vec<Resource> {
    let operation = r.kind.fields.iter().map(|f| f.api).find(|api| !api.is_empty()).expect("an operation");
    let o = r.api(operation);
    change(&mut r, o);
    with(r)
}

type Verdicts<'v> = &'v [(&'v str, &'v str, &'v str)];

/// Name of the fixture, its resources, and what is not a pass in it: rule, resource, verdict.
fn chains() -> Vec<(&'static str, Vec<Resource>, Verdicts<'static>)> {
    vec![
        ("whole", whole(), &[]),
        (
            "unauthenticated",
            with(by_acm("none", BROKERS, "")),
            &[("redshift-schema-unauthenticated", BY_ACM, "fail")],
        ),
        (
            "plaintext-port",
            with(by_acm("mtls", &BROKERS.replace(":9094", ":9092"), CERTIFICATE)),
            &[("redshift-schema-plaintext-port", BY_ACM, "fail")],
        ),
        (
            "port-contradiction",
            with(by_acm("mtls", &BROKERS.replace(":9094", ":9098"), CERTIFICATE)),
            &[("redshift-schema-port-contradiction", BY_ACM, "fail")],
        ),
        (
            "credential-missing",
            with(by_acm("mtls", BROKERS, "")),
            &[("redshift-schema-credential-missing", BY_ACM, "fail")],
        ),
        (
            "credential-swapped",
            with(by_acm("mtls", BROKERS, SECRET)),
            &[
                ("redshift-schema-credential-missing", BY_ACM, "fail"),
                ("redshift-schema-untrusted-certificate", BY_ACM, "undecided"),
                ("redshift-schema-unusable-certificate", BY_ACM, "undecided"),
            ],
        ),
        (
            "region-mismatch",
            with(by_secret(&SECRET.replace("eu-west-1", "us-east-1"))),
            &[
                ("redshift-role-cannot-use-credential", BY_SECRET, "undecided"),
                ("redshift-schema-malformed-secret", BY_SECRET, "undecided"),
                ("redshift-schema-region-mismatch", BY_SECRET, "fail"),
            ],
        ),
        (
            "cluster-without-mtls",
            changed(cluster(), |r, o| {
                r.bool(msk_cluster::tls_enabled, false, o);
                r.bool(msk_cluster::unauthenticated_enabled, true, o);
                r.list(msk_cluster::certificate_authorities, [], o);
            }),
            &[
                ("msk-unauthenticated-clients", CLUSTER, "fail"),
                ("redshift-schema-cluster-without-mtls", BY_ACM, "fail"),
                ("redshift-schema-cluster-without-mtls", BY_SECRET, "fail"),
            ],
        ),
        (
            "untrusted-certificate",
            changed(cluster(), |r, o| {
                let other = CA.replace("aaaaaaaa", "bbbbbbbb");
                r.list(msk_cluster::certificate_authorities, [Value::link(other)], o);
            }),
            &[("redshift-schema-untrusted-certificate", BY_ACM, "fail")],
        ),
        (
            "expired-certificate",
            changed(acm_certificate(), |r, o| {
                r.text(certificate::status, "EXPIRED", o);
                r.known(certificate::not_after, Value::Time(example::NOW - 86_400), o);
            }),
            &[("redshift-schema-unusable-certificate", BY_ACM, "fail")],
        ),
        (
            "imported-certificate",
            changed(acm_certificate(), |r, o| {
                r.text(certificate::certificate_type, "IMPORTED", o);
                r.absent(certificate::certificate_authority, o);
            }),
            &[("redshift-schema-unusable-certificate", BY_ACM, "fail")],
        ),
        (
            "certificate-not-described",
            {
                let mut r = acm_certificate();
                let denied = || Why::Denied {
                    operation: "acm:DescribeCertificate".into(),
                    code: "AccessDeniedException".into(),
                    by: tidegate::inventory::Denial::IdentityPolicy,
                };
                for field in [
                    certificate::exists,
                    certificate::status,
                    certificate::certificate_type,
                    certificate::export,
                    certificate::certificate_authority,
                    certificate::not_before,
                    certificate::not_after,
                    certificate::renewal_eligibility,
                ] {
                    r.unknown(field, denied());
                }
                with(r)
            },
            &[
                ("redshift-schema-untrusted-certificate", BY_ACM, "undecided"),
                ("redshift-schema-unusable-certificate", BY_ACM, "undecided"),
            ],
        ),
        (
            "malformed-secret",
            changed(credential_secret(), |r, o| shape(r, &["certificate", "private_key"], o)),
            &[("redshift-schema-malformed-secret", BY_SECRET, "fail")],
        ),
        (
            "inactive-authority",
            changed(authority(), |r, o| r.text(certificate_authority::status, "DISABLED", o)),
            &[("certificate-authority-inactive", CA, "fail")],
        ),
        (
            "role-without-permission",
            with(role(&["kafka-cluster:Connect", "kafka-cluster:ReadData"])),
            &[
                ("redshift-role-cannot-use-credential", BY_ACM, "fail"),
                ("redshift-role-cannot-use-credential", BY_SECRET, "fail"),
            ],
        ),
        ("no-route", with(routes(false)), &[("redshift-no-route-to-credential", BY_ACM, "fail")]),
        (
            "unknown-brokers",
            with(by_acm("mtls", &BROKERS.replace(".orders.", ".gone."), CERTIFICATE)),
            &[
                ("redshift-schema-cluster-without-mtls", BY_ACM, "undecided"),
                ("redshift-schema-unknown-brokers", BY_ACM, "fail"),
                ("redshift-schema-untrusted-certificate", BY_ACM, "undecided"),
            ],
        ),
    ]
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/redshift/{name}.jsonl"))
}

/// The snapshot of an account that holds nothing else and whose listings are complete.
fn snapshot(resources: Vec<Resource>) -> Vec<u8> {
    let coverage: Vec<Coverage> = [
        "acm-pca:DescribeCertificateAuthority",
        "acm:DescribeCertificate",
        "ec2:DescribeRouteTables",
        "ec2:DescribeVpcEndpoints",
        "kafka:ListClustersV2",
        "redshift-data:ExecuteStatement",
        "redshift-serverless:ListWorkgroups",
        "redshift:DescribeClusters",
    ]
    .map(|operation| Coverage::new(ACCOUNT, REGION, operation))
    .into();
    let run = Run {
        started: "2026-11-24T00:00:00Z".into(),
        finished: "2026-11-24T00:00:07Z".into(),
        partition: "aws".into(),
        accounts: vec![ACCOUNT.into()],
        regions: vec![REGION.into()],
        principal: None,
        interrupted: false,
    };
    let header = tidegate::inventory::snapshot::Header {
        tidegate_snapshot: VERSION,
        tool: "tidegate 0.1.0".into(),
        run,
        resources: resources.len() as u64,
        coverage: coverage.clone(),
    };
    let scope = Scope { account: ACCOUNT.into(), region: REGION.into(), ..Scope::default() };
    let unit = Unit::new(scope, resources, &coverage);
    let mut writer = Writer::new(Vec::new(), &header).expect("memory takes it");
    writer.unit(&unit).expect("memory takes it");
    writer.finish().expect("memory takes it")
}

/// Rule and resource -> verdict, of the rules about this chain.
fn verdicts(name: &str) -> BTreeMap<(String, String), &'static str> {
    let mut reader = Reader::open(&path(name)).expect("the fixture is a snapshot");
    let rules: Vec<&Rule> = builtin().rules.iter().collect();
    let options =
        Options { now: example::NOW, show_pass: true, show_not_applicable: true, ..Options::default() };
    let mut all = BTreeMap::new();
    while let Some(unit) = reader.next_unit().expect("the fixture is whole") {
        for finding in judge(&unit, &rules, &options).findings {
            let key = (finding.rule.to_string(), finding.resource.id.to_string());
            all.insert(key, finding.verdict.name());
        }
    }
    all
}

#[test]
fn every_broken_link_is_told_and_nothing_else_is() {
    for (name, resources, expected) in chains() {
        let made = snapshot(resources);
        if std::env::var_os("TIDEGATE_REWRITE_FIXTURES").is_some() {
            std::fs::create_dir_all(path(name).parent().expect("a folder")).expect("a folder can be made");
            std::fs::write(path(name), &made).expect("the fixture can be written");
        }
        let kept = std::fs::read(path(name)).unwrap_or_default();
        assert!(kept == made, "fixtures/redshift/{name}.jsonl is stale");
        let of_chain = |rule: &str| rule.starts_with("redshift-") || rule.starts_with("certificate-");
        let expected: BTreeMap<(String, String), &str> =
            expected.iter().map(|(rule, id, verdict)| (((*rule).into(), (*id).into()), *verdict)).collect();
        let all = verdicts(name);
        for (key, verdict) in &all {
            // Rules about other things find these resources only sketched.
            if of_chain(&key.0) && !matches!(*verdict, "pass" | "not-applicable") || *verdict == "fail" {
                assert_eq!(Some(verdict), expected.get(key), "{name}: {key:?}");
            }
        }
        for (key, verdict) in &expected {
            assert_eq!(all.get(key), Some(verdict), "{name}: {key:?}");
        }
    }
}

#[test]
fn the_whole_chain_passes_rule_by_rule() {
    let all = verdicts("whole");
    let verdict = |rule: &str, id: &str| all.get(&(rule.to_owned(), id.to_owned())).copied();
    for rule in builtin().rules.iter().filter(|r| r.id.starts_with("redshift-")) {
        let by_acm = if &*rule.id == "redshift-schema-malformed-secret" { "not-applicable" } else { "pass" };
        assert_eq!(verdict(&rule.id, BY_ACM), Some(by_acm), "{}", rule.id);
        let of_certificates =
            ["redshift-schema-untrusted-certificate", "redshift-schema-unusable-certificate"]
                .contains(&&*rule.id);
        let by_secret = if of_certificates { "not-applicable" } else { "pass" };
        assert_eq!(verdict(&rule.id, BY_SECRET), Some(by_secret), "{}", rule.id);
    }
    assert_eq!(verdict("certificate-authority-inactive", CA), Some("pass"));
}
