//! A template's unit in several possible worlds -> one verdict per rule and resource.
//!
//! What fails by default fails. What fails only in another world that the template allows fails under that
//! assumption. What is undecided by default, because a parameter has no default, and passes in every possible world
//! passes.

use super::finding::{Finding, Tally};
use super::judge::{Judged, Options, judge};
use crate::inventory::Unit;
use crate::rules::{Rule, Verdict};
use std::collections::{BTreeMap, HashMap};

/// One verdict's place: rule, kind and id of the resource, item.
type Key = (Box<str>, Box<str>, Box<str>, Option<Box<str>>);

fn key(f: &Finding) -> Key {
    (f.rule.clone(), f.resource.kind.clone(), f.resource.id.clone(), f.item.clone())
}

/// Judges the worlds; `covered` has, for some resources, the indices of the `others` that are all their worlds.
pub fn judge_worlds(
    default: &Unit,
    others: &[Unit],
    covered: &BTreeMap<Box<str>, Vec<usize>>,
    rules: &[&Rule],
    options: &Options,
) -> Judged {
    if others.is_empty() {
        return judge(default, rules, options);
    }
    let bare = !options.show_pass && !options.show_not_applicable;
    let all = Options { show_pass: true, show_not_applicable: true, bare, ..options.clone() };
    let mut findings: BTreeMap<Key, Finding> = BTreeMap::new();
    // Items without a key of their own share a place; the worst stands there for them.
    let mut rest = Vec::new();
    for finding in judge(default, rules, &all).findings {
        match findings.entry(key(&finding)) {
            std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(finding)),
            std::collections::btree_map::Entry::Occupied(_) => rest.push(finding),
        }
    }
    let worlds: Vec<HashMap<Key, Finding>> = others
        .iter()
        .map(|unit| {
            let mut of_world: HashMap<Key, Finding> = HashMap::new();
            for finding in judge(unit, rules, &all).findings {
                let place = of_world.entry(key(&finding)).or_insert_with(|| finding.clone());
                if finding.verdict == Verdict::Fail {
                    *place = finding;
                }
            }
            of_world
        })
        .collect();
    decide(&mut findings, &worlds, others, covered);
    let shown = |f: &Finding| match f.verdict {
        Verdict::Fail | Verdict::Undecided => true,
        Verdict::Pass => options.show_pass,
        Verdict::NotApplicable => options.show_not_applicable,
    };
    let mut judged = Judged { findings: Vec::new(), tallies: vec![Tally::default(); rules.len()] };
    for finding in findings.into_values().chain(rest) {
        if let Some(ix) = rules.iter().position(|r| r.id == finding.rule) {
            judged.tallies[ix].count(finding.verdict);
        }
        if shown(&finding) {
            judged.findings.push(finding);
        }
    }
    judged
}

fn decide(
    findings: &mut BTreeMap<Key, Finding>,
    worlds: &[HashMap<Key, Finding>],
    units: &[Unit],
    covered: &BTreeMap<Box<str>, Vec<usize>>,
) {
    // Worlds with fewer assumptions come first: the first failure says the least that it takes.
    for world in worlds {
        for (key, finding) in world.iter().filter(|(_, f)| f.verdict == Verdict::Fail) {
            match findings.get(key) {
                Some(there) if there.verdict == Verdict::Fail => {}
                _ => drop(findings.insert(key.clone(), finding.clone())),
            }
        }
    }
    for (key, finding) in findings.iter_mut().filter(|(_, f)| f.verdict == Verdict::Undecided) {
        let Some(indices) = covered.get(&finding.resource.id) else { continue };
        // A world that does not declare the resource says nothing against it.
        let id = &finding.resource.id;
        let declares = |i: &&usize| units.get(**i).is_some_and(|u| u.resources().iter().any(|r| r.id == *id));
        let of_worlds: Option<Vec<&Finding>> =
            indices.iter().filter(declares).map(|i| worlds.get(*i).and_then(|w| w.get(key))).collect();
        let decided = |f: &&Finding| matches!(f.verdict, Verdict::Pass | Verdict::NotApplicable);
        if let Some(of_worlds) = of_worlds.filter(|all| !all.is_empty() && all.iter().all(decided)) {
            let passes = of_worlds.iter().find(|f| f.verdict == Verdict::Pass).unwrap_or(&of_worlds[0]);
            *finding = Finding { world: None, ..(**passes).clone() };
        }
    }
}
