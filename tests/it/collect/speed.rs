//! Time: a run takes little longer than its longest chain of calls that need each other.

use super::DUBLIN;
use super::run::Collect;
use crate::fake_aws::{Account, Behaviour, FakeAws, On, Seen};
use std::time::Duration;

/// Slower than AWS answers, so that waiting outweighs what a busy machine adds around each call.
const CALL: Duration = Duration::from_millis(200);

/// Calls that cannot be asked before another one answered: the identity, the cluster listing, the secrets of a
/// cluster, the secret that only the cluster knows; or the identity, the secrets, the aliases, the key behind an
/// alias, its rotation.
const LONGEST_CHAIN: u32 = 5;

/// What a run costs on top of waiting: starting the process, the work around each call, writing the file. Measured
/// on the same account with answers that come at once.
fn overhead() -> Duration {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    (0..3).map(|_| Collect::from(&fake).regions(&[DUBLIN]).run().took).min().expect("three runs")
}

#[test]
fn a_run_takes_as_long_as_its_longest_chain() {
    let overhead = overhead();
    let chain = CALL * LONGEST_CHAIN;
    let allowed = chain.mul_f64(1.3) + overhead;
    let mut best = (Duration::MAX, Vec::new());
    // Other tests share the processors: one undisturbed run in five is enough to know what a run needs.
    for _ in 0..5 {
        let delay = On::every("*", Behaviour::Delay(CALL));
        let fake = FakeAws::of(Account::recorded("demo")).on(delay).start();
        let run = Collect::from(&fake).regions(&[DUBLIN]).run();
        if run.took < best.0 {
            best = (run.took, fake.seen());
        }
        if best.0 <= allowed && waves(&best.1) <= MOST_WAVES {
            break;
        }
    }
    let (took, seen) = best;
    assert!(
        took <= allowed,
        "{took:?} for a chain of {chain:?} (what is not waiting takes {overhead:?})\n{}",
        timeline(&seen)
    );
    let waves = waves(&seen);
    assert!(waves >= LONGEST_CHAIN as usize, "the fake did not wait\n{}", timeline(&seen));
    assert!(waves <= MOST_WAVES, "{waves} calls one after the other\n{}", timeline(&seen));
}

/// One more than the longest chain: 1.2 times its length.
const MOST_WAVES: usize = LONGEST_CHAIN as usize + 1;

/// The most calls of which each began after the one before had ended. Unlike the time, a busy machine hardly
/// changes it.
fn waves(seen: &[Seen]) -> usize {
    let mut calls: Vec<_> = seen.iter().filter_map(|s| Some((s.answered?, s.arrived))).collect();
    calls.sort();
    let mut last = None;
    let mut count = 0;
    for (answered, arrived) in calls {
        if last.is_none_or(|end| arrived > end) {
            last = Some(answered);
            count += 1;
        }
    }
    count
}

fn timeline(seen: &[Seen]) -> String {
    let start = seen.iter().map(|s| s.arrived).min();
    let lines = seen.iter().filter_map(|s| {
        let begun = s.arrived.duration_since(start?).as_millis();
        let ended = s.answered?.duration_since(start?).as_millis();
        Some(format!("{begun:>5} .. {ended:>5}  {} {}", s.operation, s.target.as_deref().unwrap_or("")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// No service of a region has more calls in flight than it was allowed.
#[test]
fn calls_in_flight_are_bounded_per_service() {
    let delay = On::every("*", Behaviour::Delay(Duration::from_millis(60)));
    let fake = FakeAws::of(Account::recorded("demo")).on(delay).start();
    Collect::from(&fake).regions(&[DUBLIN]).args(&["--concurrency", "2"]).run();
    let seen = fake.seen();
    let service = |s: &Seen| s.operation.split(':').next().unwrap_or("").to_owned();
    let mut most = std::collections::BTreeMap::new();
    for call in &seen {
        let at = call.arrived;
        let together = seen.iter().filter(|other| {
            service(other) == service(call)
                && other.arrived <= at
                && other.answered.is_none_or(|end| end > at)
        });
        let together = together.count();
        let highest: &mut usize = most.entry(service(call)).or_default();
        *highest = together.max(*highest);
    }
    assert!(most.values().all(|n| *n <= 2), "{most:?}");
    assert_eq!(most["kafka"], 2, "what may run at once does: {most:?}");
}
