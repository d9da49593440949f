//! The judging pass allocates nothing: what a unit costs does not grow with what passes.

#[path = "../../benches/account/mod.rs"]
mod account;

use std::hint::black_box;
use tidegate::evaluate::{Options, judge};
use tidegate::inventory::Unit;
use tidegate::rules::{Rule, builtin};

const NOW: i64 = 1_795_478_400;

/// Allocations while a unit is judged, on this thread alone.
fn allocations(unit: &Unit, rules: &[&Rule]) -> u64 {
    let options = Options { now: NOW, ..Options::default() };
    // What is made at the first use (tables, patterns) is made before.
    black_box(judge(unit, rules, &options));
    allocation_counter::measure(|| drop(black_box(judge(unit, rules, &options)))).count_total
}

#[test]
fn what_passes_allocates_nothing() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(|| {
        let (few, many) = (
            account::strong_unit("111122223333", "eu-west-1", 20),
            account::strong_unit("111122223333", "eu-west-1", 490),
        );
        let mut pairs = 0;
        for rule in &builtin().rules {
            let tally = judge(&many, &[rule], &Options { now: NOW, ..Options::default() }).tallies[0];
            assert_eq!(
                (tally.fail, tally.undecided),
                (0, 0),
                "{}: the account is meant to be sound",
                rule.id
            );
            pairs += tally.pass + tally.not_applicable;
            assert_eq!(allocations(&few, &[rule]), allocations(&many, &[rule]), "{}", rule.id);
        }
        assert!(pairs > 3_000, "{pairs}");
        let rules: Vec<&Rule> = builtin().rules.iter().collect();
        assert_eq!(allocations(&few, &rules), allocations(&many, &rules), "all rules together");
    });
}

/// The counter counts: a finding allocates.
#[test]
fn what_fails_allocates() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(|| {
        let sound = account::strong_unit("111122223333", "eu-west-1", 490);
        let weak = account::account_unit("111122223333", "eu-west-1", 490, &[]);
        let rules: Vec<&Rule> = builtin().rules.iter().collect();
        assert!(allocations(&weak, &rules) > allocations(&sound, &rules) + 100);
    });
}
