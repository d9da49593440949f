//! Time: with 40 ms per call a run takes little longer than its longest chain of calls that need each other.

use super::DUBLIN;
use super::run::Collect;
use crate::fake_aws::{Account, Behaviour, FakeAws, On, Seen};
use std::time::Duration;

const CALL: Duration = Duration::from_millis(40);

/// Calls that cannot be asked before another one answered: the identity, the cluster listing, the secrets of a
/// cluster, the secret that only the cluster knows; or the identity, the secrets, the aliases, the key behind an
/// alias, its rotation.
const LONGEST_CHAIN: u32 = 5;

/// What a run costs on top of its calls: starting the process, TLS roots, writing the file. Measured, not guessed.
fn overhead() -> Duration {
    let fake = FakeAws::of(Account::empty("111122223333")).start();
    (0..3).map(|_| Collect::from(&fake).regions(&[DUBLIN]).run().took).min().expect("three runs")
}

#[test]
fn a_run_takes_as_long_as_its_longest_chain() {
    let overhead = overhead();
    let chain = CALL * LONGEST_CHAIN;
    let allowed = chain.mul_f64(1.3) + overhead;
    let mut best = (Duration::MAX, Vec::new());
    // Other tests share the processors: one undisturbed run in ten is enough to know what the run needs.
    for _ in 0..10 {
        let delay = On::every("*", Behaviour::Delay(CALL));
        let fake = FakeAws::of(Account::recorded("demo")).on(delay).start();
        let run = Collect::from(&fake).regions(&[DUBLIN]).run();
        if run.took < best.0 {
            best = (run.took, fake.seen());
        }
        if best.0 <= allowed {
            break;
        }
    }
    let (took, seen) = best;
    assert!(
        took <= allowed,
        "{took:?} for a chain of {chain:?} (start and end of the process take {overhead:?})\n{}",
        timeline(&seen)
    );
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
