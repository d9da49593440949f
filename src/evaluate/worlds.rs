//! A template's unit in several possible worlds -> one verdict per rule and resource.
//!
//! What fails by default fails. What fails only in another world that the template allows fails under that
//! assumption. What is undecided by default, because a parameter has no default, and passes in every possible world
//! passes.

use super::finding::{Finding, Tally};
use super::judge::{Judged, Options, judge, judge_telling};
use crate::inventory::{Resource, Unit};
use crate::rules::{Rule, Verdict};
use std::collections::{BTreeMap, HashMap, HashSet};

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
    let judged = judge(default, rules, options);
    if others.is_empty() {
        return judged;
    }
    let bare = Options { bare: !options.show_pass && !options.show_not_applicable, ..options.clone() };
    let mut all = All { default, others, covered, rules, options: bare, judged, failing: HashSet::new() };
    let failing = all.judged.findings.iter().filter(|f| f.verdict == Verdict::Fail).map(key).collect();
    all.failing = failing;
    let worlds = all.look();
    all.failures(&worlds);
    all.passes(&worlds);
    all.judged
}

/// A template in its worlds, while they are put together.
struct All<'a> {
    default: &'a Unit,
    others: &'a [Unit],
    covered: &'a BTreeMap<Box<str>, Vec<usize>>,
    rules: &'a [&'a Rule],
    options: Options,
    judged: Judged,
    /// Where a failure is told.
    failing: HashSet<Key>,
}

impl All<'_> {
    /// What the other worlds say that could change a verdict: new failures, and everything about what is undecided by
    /// default.
    fn look(&self) -> Vec<HashMap<Key, Finding>> {
        let undecided = self.judged.findings.iter().filter(|f| f.verdict == Verdict::Undecided);
        let open: HashSet<(&str, &str)> = undecided
            .filter(|f| self.covered.contains_key(&f.resource.id))
            .map(|f| (&*f.rule, &*f.resource.id))
            .collect();
        let failing: HashSet<(&str, &str)> =
            self.failing.iter().map(|(rule, _, resource, _)| (&**rule, &**resource)).collect();
        let tell = |verdict: Verdict, rule: &Rule, resource: &Resource| {
            let place = (&*rule.id, &*resource.id);
            // Of a list, another item may fail than by default.
            let new = || rule.each.is_some() || !failing.contains(&place);
            verdict == Verdict::Fail && new() || open.contains(&place)
        };
        let one = |unit: &Unit| {
            let mut of_world: HashMap<Key, Finding> = HashMap::new();
            for finding in judge_telling(unit, self.rules, &self.options, &tell).findings {
                // Items without a key of their own share a place: the worst stands there for them.
                let place = of_world.entry(key(&finding)).or_insert_with(|| finding.clone());
                if finding.verdict < place.verdict {
                    *place = finding;
                }
            }
            of_world
        };
        self.others.iter().map(one).collect()
    }

    /// Worlds with fewer assumptions come first: the first failure says the least that it takes.
    fn failures(&mut self, worlds: &[HashMap<Key, Finding>]) {
        for world in worlds {
            let mut new: Vec<(&Key, &Finding)> = world
                .iter()
                .filter(|(place, f)| f.verdict == Verdict::Fail && !self.failing.contains(*place))
                .collect();
            new.sort_by_key(|(place, _)| *place);
            for (place, finding) in new {
                self.failing.insert(place.clone());
                if let Some(verdict) = self.withdraw(place) {
                    self.count(place, |tally| tally.uncount(verdict));
                }
                self.count(place, |tally| tally.count(Verdict::Fail));
                self.judged.findings.push(finding.clone());
            }
        }
    }

    /// Takes back the verdict by default at a place where another world fails. `None`: there is none.
    fn withdraw(&mut self, place: &Key) -> Option<Verdict> {
        let findings = &mut self.judged.findings;
        if let Some(at) = findings.iter().position(|f| key(f) == *place) {
            return Some(findings.swap_remove(at).verdict);
        }
        // It was not told: a pass, or not applicable.
        let rule = *self.rules.iter().find(|r| r.id == place.0)?;
        let about = |_: Verdict, _: &Rule, resource: &Resource| *resource.id == *place.2;
        let options = Options { bare: true, ..self.options.clone() };
        let again = judge_telling(self.default, &[rule], &options, &about).findings;
        again.iter().find(|f| key(f) == *place).map(|f| f.verdict)
    }

    /// What is undecided by default and decided in every possible world, is decided.
    fn passes(&mut self, worlds: &[HashMap<Key, Finding>]) {
        for finding in std::mem::take(&mut self.judged.findings) {
            let Some(passes) = self.decided(&finding, worlds) else {
                self.judged.findings.push(finding);
                continue;
            };
            self.count(&key(&finding), |tally| {
                tally.uncount(Verdict::Undecided);
                tally.count(passes.verdict);
            });
            if self.options.shows(passes.verdict) {
                self.judged.findings.push(Finding { world: None, ..passes.clone() });
            }
        }
    }

    fn decided<'w>(&self, finding: &Finding, worlds: &'w [HashMap<Key, Finding>]) -> Option<&'w Finding> {
        if finding.verdict != Verdict::Undecided {
            return None;
        }
        let indices = self.covered.get(&finding.resource.id)?;
        let place = key(finding);
        // A world that does not declare the resource says nothing against it.
        let id = &finding.resource.id;
        let declares =
            |i: &&usize| self.others.get(**i).is_some_and(|u| u.resources().iter().any(|r| r.id == *id));
        let of_worlds: Vec<&Finding> =
            indices.iter().filter(declares).map(|i| worlds.get(*i)?.get(&place)).collect::<Option<_>>()?;
        let decided = |f: &&Finding| matches!(f.verdict, Verdict::Pass | Verdict::NotApplicable);
        if !of_worlds.iter().all(decided) {
            return None;
        }
        of_worlds.iter().find(|f| f.verdict == Verdict::Pass).or(of_worlds.first()).copied()
    }

    fn count(&mut self, place: &Key, change: impl FnOnce(&mut Tally)) {
        if let Some(ix) = self.rules.iter().position(|r| r.id == place.0) {
            change(&mut self.judged.tallies[ix]);
        }
    }
}
