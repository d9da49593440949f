//! The evaluator against the `cel` crate on fully known input, against the truth tables, and against itself:
//! taking a fact away may make an answer unknown, never another.

use super::check::{self, Scope};
use super::eval::{Env, Silent, Trace};
use super::parse::parse;
use crate::inventory::kinds::msk_cluster::{self, listener};
use crate::inventory::resource::Record;
use crate::inventory::unit::Scope as UnitScope;
use crate::inventory::{Fact, List, Resource, Unit, Value, Why};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

/// A cluster as the generators make it.
#[derive(Debug, Clone)]
struct Cluster {
    scram: bool,
    iam: bool,
    broker: &'static str,
    region: String,
    version: Option<String>,
    subnets: Vec<String>,
    ports: Vec<Vec<i64>>,
}

/// Which facts are taken away.
#[derive(Debug, Clone, Copy, Default)]
struct Hidden {
    scram: bool,
    iam: bool,
    broker: bool,
    region: bool,
    version: bool,
    subnets: bool,
    /// The list of subnets is cut short instead.
    more_subnets: bool,
    ports: bool,
    one_port: bool,
}

impl Cluster {
    fn unit(&self, hidden: Hidden) -> Unit {
        let mut r = Resource::new(&msk_cluster::KIND, "c");
        let o = r.api("kafka:ListClustersV2");
        let why = r.add_why(Why::NotCollected { what: "x".into() });
        let mut put = |hide: bool, field: u16, fact: Fact| {
            r.set(field, if hide { Fact::Unknown(why) } else { fact });
        };
        let known = |v| Fact::Known(v, o);
        let texts = |v: &[String]| v.iter().map(|t| known(Value::text(t.as_str()))).collect();
        put(hidden.scram, msk_cluster::scram_enabled, known(Value::Bool(self.scram)));
        put(hidden.iam, msk_cluster::iam_enabled, known(Value::Bool(self.iam)));
        put(hidden.broker, msk_cluster::client_broker, known(Value::text(self.broker)));
        put(hidden.region, msk_cluster::region, known(Value::text(self.region.as_str())));
        let version = self.version.as_ref().map_or(Fact::Absent(o), |v| known(Value::text(v.as_str())));
        put(hidden.version, msk_cluster::kafka_version, version);
        let more = hidden.more_subnets.then_some(why);
        let subnets = List { items: texts(&self.subnets), more };
        put(hidden.subnets, msk_cluster::broker_log_destinations, known(Value::List(Box::new(subnets))));
        let listeners = self.ports.iter().enumerate().map(|(i, ports)| {
            let hide = hidden.one_port && i == 0;
            let ports = List { items: ports.iter().map(|p| known(Value::Int(*p))).collect(), more: None };
            let ports = if hide { Fact::Unknown(why) } else { known(Value::List(Box::new(ports))) };
            known(Record::new(&listener::RECORD).set(listener::ports, ports).into_value())
        });
        let listeners = List { items: listeners.collect(), more: None };
        put(hidden.ports, msk_cluster::listeners, known(Value::List(Box::new(listeners))));
        Unit::new(UnitScope::default(), vec![r], &[])
    }

    fn json(&self) -> serde_json::Value {
        let mut v = json!({
            "scram_enabled": self.scram, "iam_enabled": self.iam, "client_broker": self.broker,
            "region": self.region, "broker_log_destinations": self.subnets,
            "listeners": self.ports.iter().map(|p| json!({"ports": p})).collect::<Vec<_>>(),
        });
        if let Some(version) = &self.version {
            v["kafka_version"] = json!(version);
        }
        v
    }
}

/// Our answer; `None` is unknown.
fn ours(text: &str, unit: &Unit) -> Option<bool> {
    let parameters = BTreeMap::new();
    let scope = Scope { kind: &msk_cluster::KIND, each: None, parameters: &parameters, in_text: false };
    let ast = parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let guards = ["cluster.listeners", "cluster.broker_log_destinations"].map(str::to_owned);
    let checked = check::check(&ast, &scope, &guards).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let root = &unit.resources()[0];
    let silent = Env::new(unit, root, 0, Silent).truth(&checked.expr);
    let watched = Env::new(unit, root, 0, Watched).truth(&checked.expr);
    // Even the cause of an unknown is the same.
    assert_eq!(format!("{silent:?}"), format!("{watched:?}"), "{text}");
    silent.ok()
}

/// Takes the long road, as every trace does.
struct Watched;

impl Trace<'_> for Watched {}

fn theirs(text: &str, cluster: &Cluster) -> Option<bool> {
    let env = std::sync::Arc::new(cel::Env::stdlib());
    let program = env.compile(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let mut context = cel::Context::with_env(env);
    context.add_variable("cluster", cluster.json()).expect("JSON converts");
    match program.execute(&context) {
        Ok(cel::Value::Bool(b)) => Some(b),
        other => panic!("{text}: {other:?}"),
    }
}

fn cluster() -> impl Strategy<Value = Cluster> {
    let word = "[ab]{0,3}";
    (
        any::<bool>(),
        any::<bool>(),
        prop::sample::select(vec!["TLS", "TLS_PLAINTEXT", "PLAINTEXT"]),
        word,
        prop::option::of(prop::sample::select(vec!["3.7.x".to_owned(), "2.8.1".to_owned()])),
        prop::collection::vec(word, 0..4),
        prop::collection::vec(prop::collection::vec(0..4i64, 0..3), 0..3),
    )
        .prop_map(|(scram, iam, broker, region, version, subnets, ports)| Cluster {
            scram,
            iam,
            broker,
            region,
            version,
            subnets,
            ports,
        })
}

fn hidden() -> impl Strategy<Value = Hidden> {
    prop::array::uniform9(any::<bool>()).prop_map(|h| Hidden {
        scram: h[0],
        iam: h[1],
        broker: h[2],
        region: h[3],
        version: h[4],
        subnets: h[5],
        more_subnets: h[6],
        ports: h[7],
        one_port: h[8],
    })
}

/// Truths about a text expression.
fn about(text: &'static str) -> impl Strategy<Value = String> {
    ("[ab]{0,2}", 0..6u8).prop_map(move |(word, how)| match how {
        0 => format!("{text} == '{word}'"),
        1 => format!("{text} != '{word}'"),
        2 => format!("{text}.startsWith('{word}')"),
        3 => format!("{text}.endsWith('{word}')"),
        4 => format!("{text}.contains('{word}')"),
        _ => format!("{text} in ['{word}', 'b']"),
    })
}

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("cluster.scram_enabled".to_owned()),
        Just("cluster.iam_enabled".to_owned()),
        Just("cluster.scram_enabled == cluster.iam_enabled".to_owned()),
        Just("has(cluster.kafka_version)".to_owned()),
        Just("(has(cluster.kafka_version) && cluster.kafka_version == '3.7.x')".to_owned()),
        Just("cluster.client_broker in ['TLS', 'TLS_PLAINTEXT']".to_owned()),
        Just("cluster.client_broker == 'PLAINTEXT'".to_owned()),
        Just("cluster.region.matches('^a+b?$')".to_owned()),
        about("cluster.region"),
        about("s").prop_map(|p| format!("cluster.broker_log_destinations.all(s, {p})")),
        about("s").prop_map(|p| format!("cluster.broker_log_destinations.exists(s, {p})")),
        about("s").prop_map(|p| format!("size(cluster.broker_log_destinations.filter(s, {p})) >= 1")),
        (about("s"), about("t"))
            .prop_map(|(p, q)| format!("cluster.broker_log_destinations.filter(s, {p}).all(t, {q})")),
        "[ab]{0,2}".prop_map(|w| format!("'{w}' in cluster.broker_log_destinations")),
        (0..4i64).prop_map(|n| format!("size(cluster.broker_log_destinations) > {n}")),
        (0..4i64, any::<bool>()).prop_map(|(n, all)| {
            let (outer, inner) = if all { ("all", "exists") } else { ("exists", "all") };
            format!("cluster.listeners.{outer}(l, l.ports.{inner}(p, p <= {n}))")
        }),
        (0..4i64).prop_map(|n| format!("cluster.listeners.exists(l, {n} in l.ports)")),
    ]
}

fn expression() -> impl Strategy<Value = String> {
    leaf().prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|e| format!("!({e})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn known_input_gives_what_cel_gives(text in expression(), cluster in cluster()) {
        let unit = cluster.unit(Hidden::default());
        prop_assert_eq!(ours(&text, &unit), theirs(&text, &cluster), "{}", text);
    }

    #[test]
    fn hiding_facts_never_changes_an_answer_into_another(text in expression(), cluster in cluster(), hidden in hidden()) {
        let whole = ours(&text, &cluster.unit(Hidden::default()));
        let less = ours(&text, &cluster.unit(hidden));
        prop_assert!(less.is_none() || less == whole, "{}: {:?} became {:?}", text, whole, less);
    }
}

#[test]
fn truth_tables() {
    // `a` is scram, `b` is iam; `None` hides the fact.
    let value = |a: Option<bool>, b: Option<bool>, text: &str| {
        let cluster = Cluster {
            scram: a.unwrap_or(false),
            iam: b.unwrap_or(false),
            broker: "TLS",
            region: String::new(),
            version: None,
            subnets: Vec::new(),
            ports: Vec::new(),
        };
        let hidden = Hidden { scram: a.is_none(), iam: b.is_none(), ..Hidden::default() };
        let text = text.replace('A', "cluster.scram_enabled").replace('B', "cluster.iam_enabled");
        ours(&text, &cluster.unit(hidden))
    };
    let (t, f, u) = (Some(true), Some(false), None);
    for (a, b, and, or) in [
        (t, t, t, t),
        (t, f, f, t),
        (t, u, u, t),
        (f, t, f, t),
        (f, f, f, f),
        (f, u, f, u),
        (u, t, u, t),
        (u, f, f, u),
        (u, u, u, u),
    ] {
        assert_eq!(value(a, b, "A && B"), and, "{a:?} && {b:?}");
        assert_eq!(value(a, b, "A || B"), or, "{a:?} || {b:?}");
        assert_eq!(value(a, b, "!A"), a.map(|x| !x), "!{a:?}");
        assert_eq!(value(a, b, "A == B"), a.zip(b).map(|(a, b)| a == b), "{a:?} == {b:?}");
    }
    assert_eq!(value(u, t, "A ? B : B"), t, "either way the same");
    assert_eq!(value(u, t, "A ? B : !B"), u);
    assert_eq!(value(t, u, "A ? A : B"), t, "the other branch does not matter");
}

#[test]
fn a_list_cut_short_refutes_or_proves_but_never_assumes() {
    let cluster = Cluster {
        scram: false,
        iam: false,
        broker: "TLS",
        region: String::new(),
        version: None,
        subnets: vec!["a".into(), "b".into()],
        ports: Vec::new(),
    };
    let cut = cluster.unit(Hidden { more_subnets: true, ..Hidden::default() });
    let unreadable = cluster.unit(Hidden { subnets: true, ..Hidden::default() });
    for (text, on_cut) in [
        ("cluster.broker_log_destinations.all(s, s == 'a')", Some(false)),
        ("cluster.broker_log_destinations.all(s, s != 'c')", None),
        ("cluster.broker_log_destinations.exists(s, s == 'a')", Some(true)),
        ("cluster.broker_log_destinations.exists(s, s == 'c')", None),
        ("size(cluster.broker_log_destinations) == 2", None),
        ("sizeAtLeast(cluster.broker_log_destinations, 2)", Some(true)),
        ("sizeAtLeast(cluster.broker_log_destinations, 3)", None),
        ("'a' in cluster.broker_log_destinations", Some(true)),
        ("'c' in cluster.broker_log_destinations", None),
        ("sizeAtLeast(cluster.broker_log_destinations.filter(s, s == 'a'), 1)", Some(true)),
        ("cluster.broker_log_destinations.filter(s, s == 'c').exists(t, t == 'c')", None),
    ] {
        assert_eq!(ours(text, &cut), on_cut, "{text}");
        assert_eq!(ours(text, &unreadable), None, "{text}");
    }
}

#[test]
fn the_step_limit_ends_in_unknown() {
    let many = Cluster {
        scram: false,
        iam: false,
        broker: "TLS",
        region: "x".into(),
        version: None,
        subnets: (0..1_000).map(|i| i.to_string()).collect(),
        ports: Vec::new(),
    };
    let unit = many.unit(Hidden::default());
    let nested = "cluster.broker_log_destinations.all(s, cluster.broker_log_destinations.all(t, s != 'x' && t != 'x'))";
    assert_eq!(ours(nested, &unit), None);
    let refuted_early =
        "cluster.broker_log_destinations.all(s, cluster.broker_log_destinations.all(t, s == '1'))";
    assert_eq!(ours(refuted_early, &unit), Some(false));
}
