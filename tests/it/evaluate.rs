//! Verdicts of whole resources: life-cycle states, lists cut short, places, order.

use std::sync::Arc;
use tidegate::evaluate::{Evaluation, Finding, Options, judge};
use tidegate::inventory::kinds::{connector, msk_cluster};
use tidegate::inventory::snapshot::{Run, number_lines};
use tidegate::inventory::unit::Scope;
use tidegate::inventory::{Fact, List, Record, Resource, Unit, Value, Why};
use tidegate::rules::{Rule, Verdict, catalogue};

fn rule(id: &str) -> &'static Rule {
    catalogue::builtin().by_id(id).expect(id)
}

fn cluster(name: &str, state: Fact, broker: &str) -> Resource {
    let arn =
        format!("arn:aws:kafka:eu-west-1:111122223333:cluster/{name}/4b1b0c0a-1111-4222-8333-444455556666-1");
    let mut r = Resource::new(&msk_cluster::KIND, arn);
    let o = r.api("kafka:ListClustersV2");
    r.at("111122223333", "eu-west-1", o);
    r.text(msk_cluster::name, name, o);
    r.text(msk_cluster::cluster_type, "PROVISIONED", o);
    r.text(msk_cluster::client_broker, broker, o);
    r.set(msk_cluster::state, state);
    r
}

fn unit(resources: Vec<Resource>) -> Unit {
    let scope = Scope { account: "111122223333".into(), region: "eu-west-1".into(), ..Scope::default() };
    Unit::new(scope, resources, &[])
}

fn verdicts(unit: &Unit, rule: &Rule) -> Vec<Finding> {
    let options = Options { show_pass: true, show_not_applicable: true, ..Options::default() };
    judge(unit, &[rule], &options).findings
}

#[test]
fn a_state_decides_whether_there_is_a_verdict() {
    let known = |state: &str| Fact::Known(Value::text(state), 0);
    let rule = rule("msk-plaintext-client-traffic");
    for (state, verdict) in [
        (known("ACTIVE"), Verdict::Fail),
        (known("UPDATING"), Verdict::Fail),
        (known("CREATING"), Verdict::NotApplicable),
        (known("DELETING"), Verdict::NotApplicable),
        (known("FAILED"), Verdict::NotApplicable),
        (Fact::Absent(0), Verdict::Fail),
        (Fact::Unknown(0), Verdict::Undecided),
    ] {
        let findings = verdicts(&unit(vec![cluster("orders", state.clone(), "PLAINTEXT")]), rule);
        assert_eq!(findings.iter().map(|f| f.verdict).collect::<Vec<_>>(), [verdict], "{state:?}");
    }
    let open = verdicts(&unit(vec![cluster("orders", Fact::Unknown(0), "TLS")]), rule);
    assert_eq!(open[0].verdict, Verdict::Undecided, "a pass is not certain either");
    assert_eq!(&*open[0].missing[0].field, "cluster.state");
}

#[test]
fn items_are_judged_one_by_one_and_a_cut_list_stays_open() {
    let rule = rule("connector-literal-secret");
    let arn =
        "arn:aws:kafkaconnect:eu-west-1:111122223333:connector/sink/4b1b0c0a-1111-4222-8333-444455556666-2";
    let mut r = Resource::new(&connector::KIND, arn);
    let o = r.api("kafkaconnect:DescribeConnector");
    r.at("111122223333", "eu-west-1", o);
    r.text(connector::state, "RUNNING", o);
    use connector::property as p;
    let item = |key: &str, form: &str| {
        let record = Record::new(&p::RECORD)
            .text(p::key, key, o)
            .text(p::kind, "secret", o)
            .text(p::secret, "known-property", o)
            .text(p::secret_confidence, "high", o)
            .text(p::form, form, o)
            .text(p::value, "<redacted:literal>", o)
            .known(p::inherited, Value::Bool(false), o)
            .known(p::ineffective, Value::Bool(false), o)
            .known(p::forbidden, Value::Bool(false), o);
        Fact::Known(record.rest_absent(o).into_value(), o)
    };
    let more =
        Some(r.add_why(Why::Truncated {
            operation: "kafkaconnect:DescribeConnector".into(),
            reason: "x".into(),
        }));
    let items = vec![item("connection.password", "literal"), item("ssl.key.password", "token")];
    r.known(connector::properties, Value::List(Box::new(List { items, more })), o);
    let findings = verdicts(&unit(vec![r]), rule);
    let seen: Vec<_> = findings.iter().map(|f| (f.verdict, f.item.as_deref())).collect();
    assert!(seen.contains(&(Verdict::Fail, Some("connection.password"))), "{seen:?}");
    assert!(!seen.contains(&(Verdict::Fail, Some("ssl.key.password"))), "{seen:?}");
    assert!(seen.contains(&(Verdict::Undecided, None)), "further properties may exist: {seen:?}");
}

#[test]
fn a_live_finding_points_at_its_line_of_the_snapshot_and_order_is_by_gravity() {
    let active = || Fact::Known(Value::text("ACTIVE"), 0);
    let mut units = vec![unit(vec![
        cluster("b-tls-plaintext", active(), "TLS_PLAINTEXT"),
        cluster("a-tls-plaintext", active(), "TLS_PLAINTEXT"),
        cluster("plaintext", active(), "PLAINTEXT"),
    ])];
    number_lines(&mut units);
    let options = Options { snapshot: Some(Arc::from("s.jsonl")), ..Options::default() };
    let mut evaluation = Evaluation::new(vec![rule("msk-plaintext-client-traffic")]);
    evaluation.add(&units[0], &options);
    let report = evaluation.finish(&options, "test", Run::default(), Vec::new(), Vec::new());
    let seen: Vec<_> = report
        .findings
        .iter()
        .map(|f| {
            (&*f.resource.name, f.severity.name(), f.location.as_ref().map(|p| (p.path.to_string(), p.line)))
        })
        .collect();
    let at = |line| Some(("s.jsonl".to_owned(), line));
    assert_eq!(
        seen,
        [
            ("plaintext", "critical", at(4)),
            ("a-tls-plaintext", "high", at(2)),
            ("b-tls-plaintext", "high", at(3)),
        ]
    );
    let f = &report.findings[0];
    assert_eq!(&*f.observed, "PLAINTEXT");
    assert!(
        f.evidence
            .iter()
            .any(|e| &*e.field == "cluster.client_broker" && &*e.origin == "kafka:ListClustersV2")
    );
    assert!(
        f.remediation.cli.contains("aws kafka update-security --region eu-west-1"),
        "{}",
        f.remediation.cli
    );
}
