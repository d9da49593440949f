//! Units judged one after another -> one report.

use super::finding::{Finding, Problem, Report, Selection, Tally};
use super::ignored::{Ignored, Known, Request, part};
use super::judge::{Judged, Options, judge};
use super::worlds::judge_worlds;
use crate::inventory::snapshot::Run;
use crate::inventory::{Coverage, Unit, coverage};
use crate::rules::{Language, Rule};
use std::collections::BTreeMap;

/// An evaluation under way: units come and go, findings and counts stay.
pub struct Evaluation<'r> {
    rules: Vec<&'r Rule>,
    findings: Vec<Finding>,
    tallies: Vec<Tally>,
    ignored: Vec<Ignored>,
    remarks: Vec<Problem>,
    resources: BTreeMap<&'static str, u64>,
}

impl<'r> Evaluation<'r> {
    pub fn new(rules: Vec<&'r Rule>) -> Self {
        let tallies = vec![Tally::default(); rules.len()];
        Evaluation {
            rules,
            findings: Vec::new(),
            tallies,
            ignored: Vec::new(),
            remarks: Vec::new(),
            resources: BTreeMap::new(),
        }
    }

    /// Judges a unit.
    pub fn add(&mut self, unit: &Unit, options: &Options) {
        for resource in unit.resources().iter().filter(|r| !r.context) {
            *self.resources.entry(resource.kind.name).or_default() += 1;
        }
        self.take(judge(unit, &self.rules, options));
    }

    /// Judges a template in its possible worlds (see [`judge_worlds`]); its resources are those of the default world.
    pub fn add_worlds(
        &mut self,
        default: &Unit,
        others: &[Unit],
        covered: &BTreeMap<Box<str>, Vec<usize>>,
        options: &Options,
    ) {
        for resource in default.resources().iter().filter(|r| !r.context) {
            *self.resources.entry(resource.kind.name).or_default() += 1;
        }
        self.take(judge_worlds(default, others, covered, &self.rules, options));
    }

    fn take(&mut self, mut judged: Judged) {
        self.findings.append(&mut judged.findings);
        for (mine, theirs) in self.tallies.iter_mut().zip(&judged.tallies) {
            mine.add(*theirs);
        }
    }

    /// Takes over what another evaluation by the same rules found.
    pub fn merge(&mut self, other: Evaluation<'r>) {
        for (kind, n) in other.resources {
            *self.resources.entry(kind).or_default() += n;
        }
        self.take(Judged { findings: other.findings, tallies: other.tallies });
        self.ignored.extend(other.ignored);
        self.remarks.extend(other.remarks);
    }

    /// Takes out what templates ask not to be told. `all`: every rule there is, whether it runs or not.
    pub fn ignore(&mut self, requests: &[Request<'_>], all: &[&Rule], language: Language) {
        let known = Known { all, ran: &self.rules };
        let findings = std::mem::take(&mut self.findings);
        let (kept, ignored, remarks) = part(findings, requests, &known, language);
        for ignored in &ignored {
            let ix = self.rules.iter().position(|r| r.id == ignored.finding.rule);
            if let Some(tally) = ix.and_then(|ix| self.tallies.get_mut(ix)) {
                tally.uncount(ignored.finding.verdict);
            }
        }
        self.findings = kept;
        self.ignored.extend(ignored);
        self.remarks.extend(remarks);
    }

    /// Resources judged so far.
    pub fn judged(&self) -> u64 {
        self.resources.values().sum()
    }

    /// Sorts everything: the report does not depend on the order of units, files or threads.
    pub fn finish(
        mut self,
        options: &Options,
        tool: &str,
        run: Run,
        mut covered: Vec<Coverage>,
        mut problems: Vec<Problem>,
    ) -> Report {
        self.findings.sort_by(order);
        self.ignored.sort_by(|a, b| order(&a.finding, &b.finding));
        self.remarks.sort();
        coverage::sort(&mut covered);
        problems.sort();
        let mut tallies: Vec<(Box<str>, Tally)> =
            self.rules.iter().map(|r| r.id.clone()).zip(self.tallies).collect();
        tallies.sort_by(|a, b| a.0.cmp(&b.0));
        Report {
            tool: tool.into(),
            language: options.language,
            run,
            coverage: covered,
            problems,
            resources: self.resources.into_iter().map(|(kind, n)| (kind.into(), n)).collect(),
            tallies,
            findings: self.findings,
            ignored: self.ignored,
            remarks: self.remarks,
            snapshot: options.snapshot.as_deref().map(Into::into),
            selection: Selection::default(),
        }
    }
}

/// Fails first, worst first; then by rule and by where the resource lives.
fn order(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let key = |f: &Finding| (f.verdict, f.severity);
    key(a)
        .cmp(&key(b))
        .then_with(|| a.rule.cmp(&b.rule))
        .then_with(|| a.resource.account.cmp(&b.resource.account))
        .then_with(|| a.resource.region.cmp(&b.resource.region))
        .then_with(|| a.resource.id.cmp(&b.resource.id))
        .then_with(|| a.item.cmp(&b.item))
        .then_with(|| a.world.cmp(&b.world))
        .then_with(|| a.message.cmp(&b.message))
}
