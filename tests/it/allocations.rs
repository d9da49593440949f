//! The judging pass allocates nothing: what a unit costs does not grow with what passes.

#[path = "../../benches/account/mod.rs"]
mod account;

use std::collections::BTreeMap;
use std::hint::black_box;
use tidegate::evaluate::{Options, judge};
use tidegate::inventory::Unit;
use tidegate::rules::{Rule, builtin, example};

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

/// The same of every rule's own examples, whatever functions the rule calls: what passes, or is none of its business,
/// costs the same few allocations as the empty answer.
#[test]
fn no_example_that_passes_allocates() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(|| {
        let mut counts: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        let mut asking_policies = 0;
        for rule in &builtin().rules {
            for example in rule.examples.iter().filter(|e| e.template.is_none()) {
                let unit = example::unit(example);
                let tally = judge(&unit, &[rule], &Options { now: NOW, ..Options::default() }).tallies[0];
                if (tally.fail, tally.undecided) == (0, 0) {
                    let name = format!("{}: {}", rule.id, example.name);
                    counts.entry(allocations(&unit, &[rule])).or_default().push(name);
                    asking_policies += usize::from(
                        ["allows", "permitted"].iter().any(|f| rule.check.text.contains(f)) && tally.pass > 0,
                    );
                }
            }
        }
        assert!(asking_policies > 3, "{asking_policies}");
        let all: usize = counts.values().map(Vec::len).sum();
        let (usual, _) = counts.iter().max_by_key(|(_, names)| names.len()).expect("examples pass");
        let usual = *usual;
        counts.remove(&usual);
        assert!(counts.is_empty(), "{usual} for most of {all}, but {counts:#?}");
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
