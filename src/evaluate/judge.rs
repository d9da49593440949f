//! One unit x the rules -> verdicts, in parallel over resources.
//!
//! The first pass only decides, and allocates nothing; what did not pass is evaluated a second time for its
//! evidence and texts.

use super::finding::{Finding, Missing, Tally};
use super::steps::{Step, Steps};
use super::trace::Recorder;
use crate::inventory::fact::WhyIx;
use crate::inventory::{Checkout, Resource, Unit};
use crate::rules::expr::MAX_STEPS;
use crate::rules::expr::eval::{Env, Silent, Trace};
use crate::rules::expr::value::{Cause, Val};
use crate::rules::rule::Code;
use crate::rules::{Language, Rule, Verdict};
use rayon::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

/// Resources judged by one task: small enough to share out, large enough to pay for it.
const CHUNK: usize = 512;

/// How to judge.
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub language: Language,
    /// The run's instant, in seconds since 1970: ages are measured at it.
    pub now: i64,
    pub show_pass: bool,
    pub show_not_applicable: bool,
    /// Of verdicts that nobody will read (passes in one of several worlds) tell only whose they are.
    pub bare: bool,
    /// The snapshot file that the resources' lines are lines of.
    pub snapshot: Option<Arc<str>>,
    /// What paths of templates are told from.
    pub checkout: Checkout,
}

impl Options {
    /// Whether a reader sees such verdicts.
    pub fn shows(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Fail | Verdict::Undecided => true,
            Verdict::Pass => self.show_pass,
            Verdict::NotApplicable => self.show_not_applicable,
        }
    }
}

/// What a unit came to.
#[derive(Debug, Default)]
pub struct Judged {
    /// Fails and undecided, passes and not applicable when asked for; in no particular order.
    pub findings: Vec<Finding>,
    /// Per rule, in the order of the rules.
    pub tallies: Vec<Tally>,
}

/// Which verdicts are told as findings; all are counted.
pub type Tell<'t> = dyn Fn(Verdict, &Rule, &Resource) -> bool + Sync + 't;

/// Judges every resource of the unit by every rule of its kind.
pub fn judge(unit: &Unit, rules: &[&Rule], options: &Options) -> Judged {
    run(unit, rules, options, None)
}

/// As [`judge`], but tells what `tell` asks for.
pub fn judge_telling(unit: &Unit, rules: &[&Rule], options: &Options, tell: &Tell<'_>) -> Judged {
    run(unit, rules, options, Some(tell))
}

fn run(unit: &Unit, rules: &[&Rule], options: &Options, tell: Option<&Tell<'_>>) -> Judged {
    type Work<'a> = (&'a [Resource], Vec<(usize, &'a Rule)>);
    let chunks = crate::inventory::kinds::KINDS.iter().flat_map(|kind| -> Vec<Work<'_>> {
        let resources = unit.of_kind(kind);
        if resources.is_empty() {
            return Vec::new();
        }
        let of_kind: Vec<(usize, &Rule)> =
            rules.iter().enumerate().filter(|(_, r)| r.kind == *kind).map(|(i, r)| (i, *r)).collect();
        if of_kind.is_empty() {
            return Vec::new();
        }
        resources.chunks(CHUNK).map(|chunk| (chunk, of_kind.clone())).collect()
    });
    let nothing = || Judged { findings: Vec::new(), tallies: vec![Tally::default(); rules.len()] };
    let judged = |mut out: Judged, (resources, rules_of_kind): Work<'_>| {
        for resource in resources.iter().filter(|r| !r.context) {
            let state = State::of(resource);
            for (ix, rule) in rules_of_kind.iter().copied() {
                let judge = Judge { unit, resource, state, rule, options, tell, told: None };
                judge.all(&mut out.tallies[ix], &mut out.findings);
            }
        }
        out
    };
    // A template is judged faster than it is shared out.
    if unit.resources().len() <= CHUNK {
        return chunks.fold(nothing(), judged);
    }
    let chunks: Vec<Work<'_>> = chunks.collect();
    chunks.into_par_iter().map(|work| judged(nothing(), work)).reduce(nothing, merge)
}

fn merge(mut a: Judged, mut b: Judged) -> Judged {
    a.findings.append(&mut b.findings);
    for (a, b) in a.tallies.iter_mut().zip(&b.tallies) {
        a.add(*b);
    }
    a
}

/// One rule on one resource.
pub(super) struct Judge<'a> {
    pub(super) unit: &'a Unit,
    pub(super) resource: &'a Resource,
    state: State,
    pub(super) rule: &'a Rule,
    pub(super) options: &'a Options,
    /// Instead of the options: which verdicts are told.
    tell: Option<&'a Tell<'a>>,
    /// How each finding came about, when somebody asks.
    told: Option<&'a RefCell<Vec<Explained>>>,
}

/// One verdict and how it came about.
#[derive(Debug)]
pub struct Explained {
    pub finding: Finding,
    /// Of the rule's `when`; empty when it has none.
    pub when: Vec<Step>,
    /// Of the rule's `check`; empty when that was not asked.
    pub check: Vec<Step>,
}

/// Judges one resource by one rule, and keeps every step.
pub fn explain(unit: &Unit, resource: &Resource, rule: &Rule, options: &Options) -> Vec<Explained> {
    let options = Options { show_pass: true, show_not_applicable: true, ..options.clone() };
    let told = RefCell::default();
    let state = State::of(resource);
    let judge = Judge { unit, resource, state, rule, options: &options, tell: None, told: Some(&told) };
    judge.all(&mut Tally::default(), &mut Vec::new());
    told.into_inner()
}

/// What the resource's life-cycle state lets a verdict be.
#[derive(Debug, Clone, Copy)]
enum State {
    Judged,
    NotApplicable,
    /// For this reason.
    Unknown(WhyIx),
}

impl State {
    fn of(resource: &Resource) -> Self {
        match resource.unjudged_state() {
            Ok(None) => State::Judged,
            Ok(Some(_)) => State::NotApplicable,
            Err(why) => State::Unknown(why),
        }
    }
}

impl<'a> Judge<'a> {
    fn all(&self, tally: &mut Tally, findings: &mut Vec<Finding>) {
        if !self.rule.inputs.contains(&self.unit.scope.input) {
            return self.note(Verdict::NotApplicable, Val::Absent, &[], tally, findings);
        }
        if let State::NotApplicable = self.state {
            return self.note(Verdict::NotApplicable, Val::Absent, &[], tally, findings);
        }
        let Some(each) = &self.rule.each else {
            let mut env = self.env(Val::Absent, Silent);
            return self.one(&mut env, tally, findings);
        };
        let mut env = Env::new(self.unit, self.resource, self.options.now, Silent);
        match env.eval(&each.list.expr) {
            Val::List(list, owner) => {
                for fact in &list.items {
                    env.vars[0] = Val::of(fact, owner, self.unit);
                    env.steps = MAX_STEPS;
                    self.one(&mut env, tally, findings);
                }
                match list.more {
                    Some(why) => {
                        self.unread(each.list.slice(), Cause::Why(owner.why(why)), tally, findings);
                    }
                    None if list.items.is_empty() => {
                        self.note(Verdict::NotApplicable, Val::Absent, &[], tally, findings);
                    }
                    None => {}
                }
            }
            Val::Absent => self.note(Verdict::NotApplicable, Val::Absent, &[], tally, findings),
            other => {
                let cause = other.unknown().unwrap_or(Cause::NotStated);
                self.unread(each.list.slice(), cause, tally, findings);
            }
        }
    }

    /// Whether an undecided verdict hangs on nothing but what the input does not declare.
    fn elsewhere(&self, missing: &[Missing]) -> bool {
        let Some(why) = self.resource.partly.map(|ix| self.resource.why(ix)) else { return false };
        !missing.is_empty() && missing.iter().all(|m| m.why == *why)
    }

    fn missing(&self, item: Val<'a>) -> Vec<Missing> {
        let mut missing = Vec::new();
        for code in self.rule.when.iter().chain([&self.rule.check]) {
            let mut traced = self.env(item, Recorder::default());
            traced.eval(&code.expr);
            traced.trace.missing(&code.text, &mut missing);
        }
        missing
    }

    /// Items that nobody could read: undecided, unless the rule applies to none of them whatever they are.
    fn unread(&self, list: &str, cause: Cause<'a>, tally: &mut Tally, findings: &mut Vec<Finding>) {
        let item = Val::Unknown(cause);
        let applies = |when: &'a Code| self.env(item, Silent).truth(&when.expr);
        if matches!(self.rule.when.as_ref().map(applies), Some(Ok(false))) {
            return self.note(Verdict::NotApplicable, Val::Absent, &[], tally, findings);
        }
        let missing = [Missing { field: list.into(), why: cause.why() }];
        if self.elsewhere(&missing) {
            return self.note(Verdict::NotApplicable, Val::Absent, &[], tally, findings);
        }
        self.note(Verdict::Undecided, item, &missing, tally, findings);
    }

    /// The verdict on the item that `env` has.
    fn one(&self, env: &mut Env<'a, Silent>, tally: &mut Tally, findings: &mut Vec<Finding>) {
        let mut verdict = decide(self.rule, env);
        let item = env.vars[0];
        let mut missing = Vec::new();
        if verdict == Verdict::Undecided
            && self.resource.partly.is_some()
            && self.elsewhere(&self.missing(item))
        {
            verdict = Verdict::NotApplicable;
        }
        if let State::Unknown(why) = self.state
            && matches!(verdict, Verdict::Pass | Verdict::Fail)
        {
            verdict = Verdict::Undecided;
            let field = self.rule.kind.not_judged.map_or("state", |(field, _)| field);
            let field = format!("{}.{field}", self.rule.kind.var).into();
            missing.push(Missing { field, why: self.resource.why(why).clone() });
        }
        self.note(verdict, item, &missing, tally, findings);
    }

    pub(super) fn env<T: Trace<'a>>(&self, item: Val<'a>, trace: T) -> Env<'a, T> {
        let mut env = Env::new(self.unit, self.resource, self.options.now, trace);
        env.vars[0] = item;
        env
    }

    /// What keeps the rule from the resource before any expression is asked: the input, or a life-cycle state.
    fn out_of_reach(&self) -> Option<Step> {
        if !self.rule.inputs.contains(&self.unit.scope.input) {
            let names: Vec<&str> = self.rule.inputs.iter().map(|i| i.name()).collect();
            return Some(Step::stated("inputs", &names.join(", ")));
        }
        let state = self.resource.unjudged_state().ok().flatten()?;
        let field = self.rule.kind.not_judged.map_or("state", |(field, _)| field);
        Some(Step::stated(&format!("{}.{field}", self.rule.kind.var), state))
    }

    /// Counts a verdict and, when somebody wants to see it, tells it.
    fn note(
        &self,
        verdict: Verdict,
        item: Val<'a>,
        missing: &[Missing],
        tally: &mut Tally,
        findings: &mut Vec<Finding>,
    ) {
        tally.count(verdict);
        let shown = match self.tell {
            Some(tell) => tell(verdict, self.rule, self.resource),
            None => self.options.shows(verdict),
        };
        if shown {
            let finding = self.finding(verdict, item, missing);
            match self.told {
                Some(told) => told.borrow_mut().push(self.explained(finding, item)),
                None => findings.push(finding),
            }
        }
    }

    fn explained(&self, finding: Finding, item: Val<'a>) -> Explained {
        if let Some(step) = self.out_of_reach() {
            return Explained { finding, when: vec![step], check: Vec::new() };
        }
        let mut steps = |code: &'a Code| {
            let mut env = self.env(item, Steps::new(self.unit));
            let value = env.eval(&code.expr);
            (value, env.trace.told(&code.text, self.options.language))
        };
        // Without an item of the list the expressions would be about nothing.
        if self.rule.each.is_some() && matches!(item, Val::Absent | Val::Unknown(_)) {
            return Explained { finding, when: Vec::new(), check: Vec::new() };
        }
        let when = self.rule.when.as_ref().map(&mut steps);
        let asked = when.as_ref().is_none_or(|(value, _)| matches!(value, Val::Bool(true)));
        let check = if asked { steps(&self.rule.check).1 } else { Vec::new() };
        Explained { finding, when: when.map(|(_, steps)| steps).unwrap_or_default(), check }
    }
}

/// The verdict on one item, without a trace.
fn decide<'a>(rule: &'a Rule, env: &mut Env<'a, Silent>) -> Verdict {
    if let Some(when) = &rule.when {
        match env.truth(&when.expr) {
            Ok(true) => {}
            Ok(false) => return Verdict::NotApplicable,
            Err(_) => return Verdict::Undecided,
        }
    }
    match env.truth(&rule.check.expr) {
        Ok(true) => Verdict::Pass,
        Ok(false) => Verdict::Fail,
        Err(_) => Verdict::Undecided,
    }
}
