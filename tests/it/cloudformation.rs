//! CloudFormation templates, read and judged: the source document's own, and one for every scenario.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tidegate::connect::knowledge::Knowledge;
use tidegate::evaluate::{Finding, Options as Judging, judge};
use tidegate::inventory::{Fact, Origin, Resource, Unit, Value, Why};
use tidegate::rules::{Rule, builtin, example};
use tidegate::template::Read;
use tidegate::template::cloudformation::{Options, read};
use tidegate::template::source::Source;

pub fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/templates/cloudformation").join(name);
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{name}: {e}"))
}

pub fn read_all(files: &[(&str, &str)], options: &Options) -> Read {
    let sources: Vec<_> =
        files.iter().map(|(path, text)| Arc::new(Source::new(*path, (*text).to_owned()))).collect();
    read(&sources, options, Knowledge::builtin())
}

pub fn template(text: &str) -> Read {
    let read = read_all(&[("t.yaml", text)], &Options::default());
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    read
}

pub fn unit(read: &Read) -> &Unit {
    &read.templates.first().expect("a template").default
}

/// The units of all worlds.
pub fn units(read: &Read) -> Vec<&Unit> {
    read.templates.iter().flat_map(|t| std::iter::once(&t.default).chain(&t.others)).collect()
}

pub fn resource<'r>(read: &'r Read, id: &str) -> &'r Resource {
    let all = unit(read).resources();
    let ids = || all.iter().map(|r| &r.id).collect::<Vec<_>>();
    all.iter().find(|r| *r.id == *id).unwrap_or_else(|| panic!("no {id} among {:?}", ids()))
}

pub fn fact<'r>(read: &'r Read, id: &str, field: &str) -> (&'r Resource, &'r Fact) {
    let r = resource(read, id);
    let (ix, _) = r.kind.field(field).unwrap_or_else(|| panic!("no field {field}"));
    (r, r.get(ix))
}

/// A fact in one line.
pub fn shown(read: &Read, id: &str, field: &str) -> String {
    fn one(r: &Resource, fact: &Fact) -> String {
        match fact {
            Fact::Absent(_) => "absent".into(),
            Fact::Unknown(why) => match r.why(*why) {
                Why::Deferred { expression } => format!("?{expression}"),
                other => format!("?{other:?}"),
            },
            Fact::Known(Value::Text(t), _) => t.to_string(),
            Fact::Known(Value::Bool(b), _) => b.to_string(),
            Fact::Known(Value::Int(i), _) => i.to_string(),
            Fact::Known(Value::Link(l), _) => format!("@{}", l.id),
            Fact::Known(Value::List(list), _) => {
                let items = list.items.iter().map(|f| one(r, f)).collect::<Vec<_>>().join(" ");
                let more =
                    list.more.map_or(String::new(), |why| format!(" ..{}", one(r, &Fact::Unknown(why))));
                format!("[{items}{more}]")
            }
            Fact::Known(other, _) => format!("{other:?}"),
        }
    }
    let (r, fact) = fact(read, id, field);
    one(r, fact)
}

pub fn findings(unit: &Unit) -> Vec<Finding> {
    let rules: Vec<&Rule> = builtin().rules.iter().collect();
    let options =
        Judging { now: example::NOW, show_pass: true, show_not_applicable: true, ..Judging::default() };
    judge(unit, &rules, &options).findings
}

/// Rule and resource -> verdict.
pub fn verdicts(unit: &Unit) -> BTreeMap<(String, String), &'static str> {
    let named = |f: &Finding| ((f.rule.to_string(), f.resource.id.to_string()), f.verdict.name());
    findings(unit).iter().map(named).collect()
}

/// Asserts the verdicts of one resource, rule by rule.
#[track_caller]
pub fn expect(read: &Read, id: &str, expected: &[(&str, &str)]) {
    let all = verdicts(unit(read));
    for (rule, verdict) in expected {
        let got = all.get(&((*rule).to_owned(), id.to_owned()));
        let facts = || serde_json::to_string_pretty(resource(read, id)).expect("a resource is JSON");
        assert_eq!(got.copied(), Some(*verdict), "{rule} on {id}: {}", facts());
    }
}

/// No field is left unstated: forgetting one would read as unknown without a reason.
#[track_caller]
pub fn every_field_is_stated(read: &Read) {
    for r in units(read).into_iter().flat_map(Unit::resources) {
        for (ix, field) in r.kind.fields.iter().enumerate() {
            let fact = r.get(ix as u16);
            assert!(!matches!(fact, Fact::Unknown(0)), "{}: {} is not stated", r.id, field.name);
        }
    }
}

/// The text below the place of a fact.
pub fn text_at(source: &str, read: &Read, id: &str, field: &str) -> String {
    let (r, fact) = fact(read, id, field);
    let (Fact::Known(_, origin) | Fact::Absent(origin)) = fact else { panic!("{field} of {id} is {fact:?}") };
    match r.origin(*origin) {
        Some(Origin::File(place)) => {
            slice(source, place.line, place.column, place.end_line, place.end_column)
        }
        other => panic!("{field} of {id} comes from {other:?}"),
    }
}

/// The text between two places, which count from 1 in code points.
pub fn slice(source: &str, line: u32, column: u32, end_line: u32, end_column: u32) -> String {
    let lines: Vec<&str> = source.split('\n').collect();
    let offset = |line: u32, column: u32| -> usize {
        let before: usize = lines[..line as usize - 1].iter().map(|l| l.len() + 1).sum();
        let within: usize =
            lines[line as usize - 1].chars().take(column as usize - 1).map(char::len_utf8).sum();
        before + within
    };
    source[offset(line, column)..offset(end_line, end_column)].to_owned()
}

#[test]
fn the_source_documents_templates_get_its_verdicts() {
    let names = ["secrets_manager.yml", "msk_infra.yml", "template.yaml"];
    let texts = names.map(|n| fixture(&format!("scram/{n}")));
    let files: Vec<(&str, &str)> = names.iter().copied().zip(texts.iter().map(String::as_str)).collect();
    let read = read_all(&files, &Options::default());
    assert!(read.problems.is_empty() && read.skipped.is_empty(), "{read:?}");
    assert!(read.coverage.iter().all(|c| c.complete()), "{:?}", read.coverage);
    every_field_is_stated(&read);
    let [secrets, infra, sam] = units(&read)[..] else { panic!("one unit each") };
    let ids: Vec<&str> = sam.resources().iter().map(|r| &*r.id).collect();
    assert_eq!(
        ids,
        ["MSKProcessorExecutionRole", "MSKProcessorFunctionMSKEvent"],
        "the role, and the event's mapping"
    );
    let verdict = |unit: &Unit, rule: &str, id: &str| {
        verdicts(unit).get(&(rule.to_owned(), id.to_owned())).copied().unwrap_or("none")
    };
    for (rule, expected) in [
        ("scram-secret-without-prefix", "pass"),
        ("scram-secret-default-key", "pass"),
        ("scram-secret-asymmetric-key", "pass"),
        ("scram-secret-alias-key", "pass"),
        ("scram-secret-exposed-policy", "pass"),
    ] {
        assert_eq!(verdict(secrets, rule, "MSKUserSecret"), expected, "{rule}");
    }
    assert_eq!(verdict(secrets, "kms-key-unrotated", "MSKSecretsKMSKey"), "fail", "row 26");
    for (rule, expected) in [
        ("msk-plaintext-client-traffic", "pass"),
        ("msk-plaintext-broker-traffic", "pass"),
        ("msk-unauthenticated-clients", "pass"),
        ("msk-public-brokers", "pass"),
        ("msk-unsupported-kafka-version", "pass"),
        ("msk-open-without-acls", "fail"),
        ("msk-default-volume-key", "fail"),
        ("msk-no-broker-logs", "fail"),
        ("msk-basic-monitoring", "fail"),
        ("scram-too-many-users", "pass"),
    ] {
        assert_eq!(verdict(infra, rule, "MSKCluster"), expected, "{rule}");
    }
    assert!(verdicts(secrets).values().chain(verdicts(infra).values()).all(|v| *v != "undecided"));
}

#[test]
fn places_are_the_values_and_headers() {
    let text = fixture("scram/msk_infra.yml");
    let read = template(&text);
    for (field, at) in [
        ("client_broker", "TLS"),
        ("in_cluster", "true"),
        ("scram_enabled", "true"),
        ("kafka_version", "3.9.x"),
        ("name", "uehara-msk-cluster"),
        ("instance_type", "kafka.t3.small"),
        ("configuration", "MSKCluster"),
        ("data_volume_kms_key", "EncryptionInfo"),
    ] {
        assert_eq!(text_at(&text, &read, "MSKCluster", field), at, "{field}");
    }
    let place = resource(&read, "MSKCluster").place.clone().expect("a declared resource has a place");
    assert_eq!(slice(&text, place.line, place.column, place.end_line, place.end_column), "MSKCluster");
    let at =
        findings(unit(&read)).into_iter().find(|f| &*f.rule == "msk-open-without-acls").expect("it fails");
    let place = at.location.expect("a place");
    assert_eq!(slice(&text, place.line, place.column, place.end_line, place.end_column), "MSKCluster");
}
