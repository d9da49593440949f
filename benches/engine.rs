//! The engine alone: nanoseconds per rule and resource of the built-in catalogue, beside hand-written Rust for three of
//! the rules, and loading the catalogue.
//!
//! `cargo bench --bench engine`. One thread, everything in memory, the median of several rounds. The hand-written
//! functions read the same facts in the same three values, and know of nothing else: they are the limit. What is
//! wanted: at most [`FACTOR`] times the hand-written time, the catalogue in less than 20 ms.

mod account;

use account::strong_unit;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tidegate::evaluate::{Options, judge};
use tidegate::inventory::kinds::{KINDS, connector, msk_cluster, secret};
use tidegate::inventory::{Fact, Resource, Target, Unit, Value};
use tidegate::rules::catalogue::{builtin, load_builtin};
use tidegate::rules::{Rule, Verdict};

// As in the program.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const RESOURCES: usize = 5_000;
const ROUNDS: usize = 25;
/// How many times slower than hand-written Rust a rule may be.
const FACTOR: f64 = 5.0;

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(run);
}

fn run() {
    let load = median(ROUNDS, || drop(black_box(load_builtin().expect("the built-in rules load"))));
    println!("catalogue: {} rules loaded in {:.1} ms (one thread)", builtin().rules.len(), millis(load));

    // Telling a finding costs far more than reaching a verdict: what is measured is the road that all but a few take.
    let unit = strong_unit("111122223333", "eu-west-1", RESOURCES);
    let rules: Vec<&Rule> = builtin().rules.iter().collect();
    let all = per_pair(&unit, &rules);
    println!("{:<44} {:>8} {:>9}", "", "pairs", "ns");
    println!("{:<44} {:>8} {:>9.0}", "all rules", all.0, all.1);
    for kind in KINDS {
        let of_kind: Vec<&Rule> = rules.iter().filter(|r| r.kind == *kind).copied().collect();
        let (pairs, ns) = per_pair(&unit, &of_kind);
        if pairs > 0 {
            println!("{:<44} {pairs:>8} {ns:>9.0}", kind.name);
        }
    }
    println!("\n{:<44} {:>8} {:>9} {:>9} {:>7}", "", "pairs", "ns", "by hand", "times");
    let mut slow = Vec::new();
    for (id, by_hand) in BY_HAND {
        let rule = builtin().by_id(id).expect("a built-in rule");
        let (pairs, ns) = per_pair(&unit, &[rule]);
        let resources = unit.of_kind(rule.kind);
        agree(&unit, rule, by_hand);
        let hand = median(ROUNDS, || {
            for r in resources {
                by_hand(&unit, r, &mut |verdict| {
                    black_box(verdict);
                });
            }
        });
        let hand = hand.as_nanos() as f64 / pairs as f64;
        println!("{id:<44} {pairs:>8} {ns:>9.0} {hand:>9.0} {:>7.1}", ns / hand);
        if ns > FACTOR * hand {
            slow.push(id);
        }
    }
    if !slow.is_empty() {
        println!("\nmore than {FACTOR} times the hand-written time: {slow:?}");
    }
}

/// Rules times resources, and the nanoseconds of one of them.
fn per_pair(unit: &Unit, rules: &[&Rule]) -> (usize, f64) {
    let pairs: usize = rules.iter().map(|r| unit.of_kind(r.kind).len()).sum();
    let options = Options { now: 1_795_478_400, ..Options::default() };
    let time = median(ROUNDS, || drop(black_box(judge(unit, rules, &options))));
    (pairs, time.as_nanos() as f64 / pairs.max(1) as f64)
}

fn median(rounds: usize, mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[rounds / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// What is faster but says something else is no limit.
fn agree(unit: &Unit, rule: &Rule, by_hand: ByHand) {
    let options = Options { now: 1_795_478_400, ..Options::default() };
    let tally = judge(unit, &[rule], &options).tallies[0];
    let mut hand = [0_u64; 4];
    for r in unit.of_kind(rule.kind) {
        by_hand(unit, r, &mut |verdict| hand[verdict as usize] += 1);
    }
    let engine = [tally.fail, tally.undecided, tally.pass, tally.not_applicable];
    assert_eq!(engine, hand, "{}: fail, undecided, pass, not applicable", rule.id);
}

type ByHand = fn(&Unit, &Resource, &mut dyn FnMut(Verdict));

const BY_HAND: [(&str, ByHand); 3] = [
    ("msk-plaintext-client-traffic", plaintext_client_traffic),
    ("scram-secret-default-key", default_key),
    ("connector-plaintext-endpoint-url", plaintext_endpoint_url),
];

fn verdict(truth: Option<bool>) -> Verdict {
    match truth {
        Some(true) => Verdict::Pass,
        Some(false) => Verdict::Fail,
        None => Verdict::Undecided,
    }
}

fn text(r: &Resource, field: u16) -> Option<&str> {
    match r.get(field) {
        Fact::Known(Value::Text(t), _) => Some(t),
        _ => None,
    }
}

fn is(r: &Resource, field: u16) -> Option<bool> {
    match r.get(field) {
        Fact::Known(Value::Bool(b), _) => Some(*b),
        _ => None,
    }
}

fn has(r: &Resource, field: u16) -> Option<bool> {
    match r.get(field) {
        Fact::Known(..) => Some(true),
        Fact::Absent(_) => Some(false),
        Fact::Unknown(_) => None,
    }
}

fn and(a: Option<bool>, b: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match a {
        Some(false) => Some(false),
        Some(true) => b(),
        None => b().filter(|b| !b),
    }
}

fn or(a: Option<bool>, b: impl FnOnce() -> Option<bool>) -> Option<bool> {
    and(a.map(|a| !a), || b().map(|b| !b)).map(|b| !b)
}

/// Whether the resource's state lets it be judged.
fn judged(r: &Resource) -> bool {
    matches!(r.unjudged_state(), Ok(None))
}

fn plaintext_client_traffic(_: &Unit, r: &Resource, tell: &mut dyn FnMut(Verdict)) {
    if !judged(r) {
        return tell(Verdict::NotApplicable);
    }
    tell(verdict(text(r, msk_cluster::client_broker).map(|v| v == "TLS")));
}

fn default_key(unit: &Unit, r: &Resource, tell: &mut dyn FnMut(Verdict)) {
    let associated = match r.get(secret::clusters) {
        Fact::Known(Value::List(list), _) if !list.items.is_empty() => Some(true),
        Fact::Known(Value::List(list), _) if list.more.is_none() => Some(false),
        _ => None,
    };
    let named = || and(has(r, secret::name), || text(r, secret::name).map(|n| n.starts_with("AmazonMSK_")));
    match and(or(associated, named), || is(r, secret::exists)) {
        Some(true) => {}
        Some(false) => return tell(Verdict::NotApplicable),
        None => return tell(Verdict::Undecided),
    }
    let managed = match r.get(secret::kms_key) {
        Fact::Absent(_) => Some(false),
        Fact::Unknown(_) => None,
        Fact::Known(Value::Link(link), _) => match link.target {
            Target::Resource(ix) => unit.resource(ix).and_then(|key| {
                let id = &*key.id;
                let alias = |id: &str| {
                    id.strip_prefix("arn:")
                        .and_then(|_| id.splitn(6, ':').nth(5))
                        .map(|n| n.starts_with("alias/"))
                };
                let aws = id.starts_with("alias/aws/")
                    || !id.starts_with("alias/") && id.ends_with(":alias/aws/secretsmanager");
                let customer = id.starts_with("alias/") || alias(id) == Some(true);
                let manager = || {
                    let named = text(r, secret::kms_key_id)
                        .map(|t| t.starts_with("alias/") && !t.starts_with("alias/aws/"));
                    or(named.filter(|n| *n).or(Some(false)), || {
                        text(key, tidegate::inventory::kinds::kms_key::manager).map(|m| m == "CUSTOMER")
                    })
                };
                and(Some(!aws), || or(Some(customer), manager))
            }),
            Target::None => None,
        },
        Fact::Known(..) => None,
    };
    tell(verdict(managed));
}

fn plaintext_endpoint_url(_: &Unit, r: &Resource, tell: &mut dyn FnMut(Verdict)) {
    use connector::property as p;
    if !judged(r) {
        return tell(Verdict::NotApplicable);
    }
    let Fact::Known(Value::List(list), _) = r.get(connector::properties) else {
        return tell(Verdict::Undecided);
    };
    for item in &list.items {
        let Fact::Known(Value::Record(slots), _) = item else {
            tell(Verdict::Undecided);
            continue;
        };
        match &slots[usize::from(p::endpoint)] {
            Fact::Absent(_) => {
                tell(Verdict::NotApplicable);
                continue;
            }
            Fact::Known(Value::Text(t), _) if matches!(&**t, "url" | "host") => {}
            Fact::Known(..) => {
                tell(Verdict::NotApplicable);
                continue;
            }
            Fact::Unknown(_) => {
                tell(Verdict::Undecided);
                continue;
            }
        }
        tell(match &slots[usize::from(p::tls_level)] {
            Fact::Known(Value::Int(level), _) => verdict(Some(*level >= 2)),
            Fact::Absent(_) => Verdict::Fail,
            _ => Verdict::Undecided,
        });
    }
}
