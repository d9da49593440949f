//! What surrounds clusters, judged in one account: security groups, mappings, roles, replicators, connectors. Which
//! resource got which verdict.

use std::path::Path;
use tidegate::evaluate::{Options, judge};
use tidegate::inventory::snapshot::Reader;
use tidegate::rules::{Rule, builtin};

const RULES: [&str; 8] = [
    "connector-without-egress-to-brokers",
    "lambda-mapping-foreign-secret",
    "lambda-mapping-mechanism-off",
    "lambda-mapping-wrong-mechanism",
    "lambda-role-overbroad-secrets",
    "msk-broker-ports-open-to-world",
    "msk-plaintext-port-open",
    "msk-replicator-weak-mechanism",
];

/// `rule verdict severity resource item`, sorted, of everything that applies.
fn verdicts() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/network/account.jsonl");
    let mut reader = Reader::open(&path).expect("a snapshot");
    let rules: Vec<&Rule> = RULES.map(|id| builtin().by_id(id).expect("a rule")).into();
    let options = Options { show_pass: true, ..Options::default() };
    let mut all = Vec::new();
    while let Some(unit) = reader.next_unit().expect("a whole snapshot") {
        all.extend(judge(&unit, &rules, &options).findings.iter().map(|f| {
            let resource = f.resource.id.rsplit(':').next().unwrap_or_default();
            let resource = resource.split('/').nth(1).unwrap_or(&resource[..13.min(resource.len())]);
            let item = f.item.as_deref().map_or("-", |i| i.rsplit(':').next().unwrap_or(i));
            format!("{} {} {} {resource} {item}", f.rule, f.verdict.name(), f.severity.name())
        }));
    }
    all.sort();
    all
}

#[test]
fn each_resource_gets_its_verdict() {
    assert_eq!(
        verdicts(),
        [
            "connector-without-egress-to-brokers fail info stuck 9098",
            "connector-without-egress-to-brokers pass info sink 9098",
            "lambda-mapping-foreign-secret fail high 0b1c2d3e-0003 AmazonMSK_legacy-AbCdEf",
            "lambda-mapping-foreign-secret pass high 0b1c2d3e-0001 AmazonMSK_orders-AbCdEf",
            "lambda-mapping-mechanism-off fail high 0b1c2d3e-0003 -",
            "lambda-mapping-mechanism-off pass high 0b1c2d3e-0001 -",
            "lambda-mapping-mechanism-off pass high 0b1c2d3e-0002 -",
            "lambda-mapping-mechanism-off pass high 0b1c2d3e-0004 -",
            "lambda-mapping-wrong-mechanism fail high 0b1c2d3e-0002 SASL_SCRAM_256_AUTH",
            "lambda-mapping-wrong-mechanism pass high 0b1c2d3e-0001 SASL_SCRAM_512_AUTH",
            "lambda-mapping-wrong-mechanism pass high 0b1c2d3e-0003 SASL_SCRAM_512_AUTH",
            "lambda-role-overbroad-secrets fail medium 0b1c2d3e-0002 AmazonMSK_orders-AbCdEf",
            "lambda-role-overbroad-secrets fail medium 0b1c2d3e-0005 onprem-AbCdEf",
            "lambda-role-overbroad-secrets pass medium 0b1c2d3e-0001 AmazonMSK_orders-AbCdEf",
            "lambda-role-overbroad-secrets undecided medium 0b1c2d3e-0003 AmazonMSK_legacy-AbCdEf",
            "msk-broker-ports-open-to-world fail critical public sg-open",
            "msk-broker-ports-open-to-world pass high legacy sg-legacy",
            "msk-broker-ports-open-to-world pass high orders sg-brokers",
            "msk-broker-ports-open-to-world undecided high legacy sg-unread",
            "msk-plaintext-port-open fail medium legacy sg-legacy",
            "msk-plaintext-port-open undecided high legacy sg-unread",
            "msk-replicator-weak-mechanism fail medium onprem p2xXyTzQQ8m3wA",
        ]
    );
}
