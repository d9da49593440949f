//! Properties files of Kafka clients: which property of which file gets which verdict, and where.

use std::sync::Arc;
use tidegate::evaluate::{Finding, Options, judge};
use tidegate::inventory::Fact;
use tidegate::inventory::Unit;
use tidegate::inventory::kinds::client_properties as f;
use tidegate::rules::{Rule, Verdict, builtin};
use tidegate::template::Read;
use tidegate::template::properties::{is_client, read};
use tidegate::template::source::Source;

const RULE: &str = "client-properties-weak-sasl";

fn taken(text: &str) -> Read {
    assert!(is_client(text), "{text}");
    let read = read(&Arc::new(Source::new("app/client.properties", text.to_owned())));
    assert_eq!((read.templates.len(), read.problems.len(), read.skipped.len()), (1, 0, 0), "{text}");
    read
}

fn unit(read: &Read) -> &Unit {
    &read.templates[0].default
}

fn found(read: &Read) -> Vec<Finding> {
    let rules: Vec<&Rule> = builtin().rules.iter().collect();
    let options = Options { show_pass: true, ..Options::default() };
    let mut found = judge(unit(read), &rules, &options).findings;
    found.sort_by(|a, b| (&a.rule, &a.item).cmp(&(&b.rule, &b.item)));
    found
}

/// `sasl.mechanism fail 4:16` of every property that the rule is about.
fn verdicts(text: &str) -> Vec<String> {
    let read = taken(text);
    let of_rule = found(&read).into_iter().filter(|f| &*f.rule == RULE).map(|f| {
        let place = f.location.as_ref().expect("a place in the file");
        assert_eq!(&*place.path, "app/client.properties");
        let item = f.item.as_deref().unwrap_or_default();
        format!("{item} {} {}:{}", f.verdict.name(), place.line, place.column)
    });
    of_rule.collect()
}

fn shown(read: &Read, field: u16) -> String {
    let client = &unit(read).of_kind(&f::KIND)[0];
    match client.get(field) {
        Fact::Known(value, _) => value.as_text().map_or_else(|| format!("{value:?}"), str::to_owned),
        Fact::Absent(_) => "absent".into(),
        Fact::Unknown(why) => format!("?{:?}", client.why(*why)),
    }
}

fn fixture(name: &str) -> String {
    let path = format!("{}/fixtures/clients/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

#[test]
fn a_file_as_a_walkthrough_has_it() {
    // Servers stand on the command line, user and password are placeholders.
    let text = fixture("walkthrough.properties");
    assert_eq!(
        verdicts(&text),
        ["sasl.jaas.config pass 4:18", "sasl.mechanism pass 3:16", "security.protocol pass 2:19"]
    );
    let read = taken(&text);
    assert!(shown(&read, f::msk_domain).contains("which the file does not name"));
    assert_eq!(shown(&read, f::bootstrap_servers), "absent");
}

#[test]
fn a_file_with_everything_wrong() {
    let text = fixture("weak.properties");
    assert_eq!(
        verdicts(&text),
        [
            "bootstrap.servers fail 3:19",
            "sasl.jaas.config fail 7:18",
            "sasl.mechanism fail 6:16",
            "security.protocol pass 5:20",
            "ssl.endpoint.identification.algorithm fail 10:1",
            "ssl.keystore.password fail 11:23",
        ]
    );
    let read = taken(&text);
    assert_eq!(shown(&read, f::region), "ap-northeast-1");
    assert_eq!(shown(&read, f::msk_domain), "orders.a1b2c3.c5.kafka.ap-northeast-1.amazonaws.com");
    let jaas = found(&read).into_iter().find(|f| f.item.as_deref() == Some("sasl.jaas.config"));
    let place = jaas.and_then(|f| f.location).expect("a finding with a place");
    assert_eq!((place.line, place.end_line, place.end_column), (7, 9, 35), "over its continued lines");
}

#[test]
fn no_literal_secret_leaves_the_file() {
    let text = fixture("weak.properties");
    assert_eq!(text.matches("tide-canary").count(), 2);
    let read = taken(&text);
    let mut out = format!("{:?}", unit(&read));
    out += &serde_json::to_string(unit(&read).resources()).expect("resources are JSON");
    out += &format!("{:?}", found(&read));
    assert!(!out.contains("tide-canary"), "a secret is shown");
    assert!(out.contains("<redacted:literal>"));
}

#[test]
fn what_nobody_says_is_kafkas_default() {
    let plain = verdicts("bootstrap.servers=b-1.orders.a1b2c3.c5.kafka.eu-west-1.amazonaws.com:9092\n");
    // There is no line to point at but the file's first.
    assert_eq!(plain, ["bootstrap.servers pass 1:19", "security.protocol fail 1:1"]);
    let gssapi = "bootstrap.servers=b-1.orders.a1b2c3.c5.kafka.eu-west-1.amazonaws.com:9096\nsecurity.protocol=SASL_SSL\n";
    assert_eq!(
        verdicts(gssapi),
        ["bootstrap.servers pass 1:19", "sasl.mechanism fail 1:1", "security.protocol pass 2:19"]
    );
    let read = taken(gssapi);
    assert_eq!(
        (shown(&read, f::sasl_mechanism), shown(&read, f::host_name_check)),
        ("GSSAPI".into(), "https".into())
    );
}

#[test]
fn ports_are_those_of_the_mechanism() {
    let verdict = |host: &str, protocol: &str, mechanism: &str| {
        let text =
            format!("bootstrap.servers={host}\nsecurity.protocol={protocol}\nsasl.mechanism={mechanism}\n");
        let all = verdicts(&text);
        let servers = all.iter().find(|v| v.starts_with("bootstrap.servers")).expect("a verdict");
        servers.split(' ').nth(1).map(str::to_owned)
    };
    let msk = |port: u16| format!("b-1.orders.a1b2c3.c5.kafka.cn-north-1.amazonaws.com.cn:{port}");
    let (scram, iam, pass, fail) =
        ("SCRAM-SHA-512", "AWS_MSK_IAM", Some("pass".to_owned()), Some("fail".to_owned()));
    for (host, protocol, mechanism, expected) in [
        (msk(9096), "SASL_SSL", scram, &pass),
        (msk(20096), "sasl_ssl", scram, &pass),
        (msk(9098), "SASL_SSL", scram, &fail),
        (msk(9094), "SASL_SSL", scram, &fail),
        (msk(9198), "SASL_SSL", iam, &pass),
        (msk(9096), "SASL_SSL", iam, &fail),
        (msk(14_050), "SASL_SSL", iam, &pass),
        (msk(9094), "SSL", scram, &pass),
        (msk(9092), "SSL", scram, &fail),
        ("boot-a1b2c3.c1.kafka-serverless.eu-west-1.amazonaws.com:9098".into(), "SASL_SSL", iam, &pass),
        ("boot-a1b2c3.c1.kafka-serverless.eu-west-1.amazonaws.com:9098".into(), "SASL_SSL", scram, &fail),
        ("kafka.corp.example:9092".into(), "SASL_SSL", scram, &pass),
    ] {
        assert_eq!(verdict(&host, protocol, mechanism), *expected, "{protocol} {mechanism} at {host}");
    }
}

#[test]
fn what_a_deployment_fills_in_is_not_guessed() {
    let all = verdicts(
        "bootstrap.servers=${BROKERS}\nsecurity.protocol={{ protocol }}\nsasl.mechanism=SCRAM-SHA-256\nsasl.jaas.config=x required username=\"a\" password=\"${env:PW}\";\n",
    );
    assert_eq!(
        all,
        [
            "bootstrap.servers undecided 1:19",
            "sasl.jaas.config pass 4:18",
            "sasl.mechanism undecided 3:16",
            "security.protocol undecided 2:19",
        ]
    );
}

#[test]
fn comments_ask_not_to_be_told() {
    let text = "# tidegate:ignore[client-properties-weak-sasl] a test broker\nsecurity.protocol=PLAINTEXT\nsasl.mechanism=PLAIN\n  ! tidegate:ignore[x]\nsasl.jaas.config=a \\\n # tidegate:ignore[y] no comment\n";
    let read = taken(text);
    let asked: Vec<_> =
        read.ignores.iter().map(|i| (i.line, i.column, i.lines, &*i.rules[0], &*i.reason)).collect();
    assert_eq!(
        asked,
        [(1, 1, (1, 2), "client-properties-weak-sasl", "a test broker"), (4, 3, (4, 6), "x", "")]
    );
    let protocol = found(&read).into_iter().find(|f| f.item.as_deref() == Some("security.protocol"));
    let protocol = protocol.filter(|f| f.verdict == Verdict::Fail).expect("it fails");
    assert!(read.ignores[0].is_about(&protocol.resource.id, protocol.location.as_ref()));
    assert!(!read.ignores[1].is_about(&protocol.resource.id, protocol.location.as_ref()));
}

#[test]
fn damaged_files_are_said_to_be() {
    let text = "security.protocol=SSL\nsasl.jaas.config=\\u12\n";
    assert!(is_client(text));
    let damaged = read(&Arc::new(Source::new("c.properties", text.to_owned())));
    let [problem] = &damaged.problems[..] else { panic!("one problem") };
    assert_eq!((&*problem.path, problem.line, problem.column), ("c.properties", 2, 1));
    let broker = "broker.id=0\nlisteners=PLAINTEXT://:9092\nsecurity.protocol=PLAINTEXT\n";
    let passed_over = read(&Arc::new(Source::new("server.properties", broker.to_owned())));
    assert_eq!(passed_over.skipped.len(), 1);
}

#[test]
fn every_field_is_stated() {
    for text in ["security.protocol=SSL", "bootstrap.servers=${X}", "sasl.mechanism=\n"] {
        let read = taken(text);
        for (slot, field) in f::KIND.fields.iter().enumerate() {
            let fact = unit(&read).of_kind(&f::KIND)[0].get(slot as u16);
            assert_ne!(*fact, Fact::Unknown(0), "{}: {text}", field.name);
        }
    }
}
