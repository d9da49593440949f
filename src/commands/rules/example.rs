//! An example of a rule -> the verdict that the rule reaches on it, by the road that the real input takes.
//!
//! Resources of an account are written as the lines of a snapshot and read back; a template is read by the front end
//! of its input. What a rule passes here, it passes in `check`.

use crate::commands::phrases;
use crate::connect::knowledge::Knowledge;
use crate::evaluate::{Finding, Options, judge_worlds};
use crate::inventory::snapshot::{damage, decode_resource};
use crate::inventory::unit::Input;
use crate::inventory::{Coverage, Gap, Unit, Why};
use crate::rules::rule::{Example, Written};
use crate::rules::{Language, Rule, Severity, Verdict, example};
use crate::said;
use crate::speech::Said;
use crate::template::source::Source;
use crate::template::{cloudformation, terraform};
use crate::words;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a rule said of an example.
#[derive(Debug)]
pub struct Outcome {
    /// With `each`, the worst of the items: fail, then undecided, then pass, then not applicable.
    pub verdict: Verdict,
    /// The worst of the findings with that verdict.
    pub severity: Severity,
    /// Of the resource that the example is about.
    pub findings: Vec<Finding>,
    /// Other rules that fail on any resource of the example, sorted.
    pub also_fails: Vec<Box<str>>,
}

/// Why there is no verdict.
#[derive(Debug)]
pub enum Unjudged {
    Said(Said),
    /// A part of the template that could not be read.
    Unread(Gap),
}

impl From<Said> for Unjudged {
    fn from(said: Said) -> Self {
        Unjudged::Said(said)
    }
}

impl Unjudged {
    pub fn text(&self, language: Language) -> String {
        match self {
            Unjudged::Said(said) => said.text(language),
            Unjudged::Unread(gap) => {
                let place = gap.target.as_deref().unwrap_or(TEMPLATE);
                said!(phrases::AT, place = place, message = words::why(language, &gap.why)).text(language)
            }
        }
    }
}

/// A template's name in messages and places.
pub const TEMPLATE: &str = "example";

/// Units of an example: the default world and the others.
struct Read {
    default: Unit,
    others: Vec<Unit>,
    covered: BTreeMap<Box<str>, Vec<usize>>,
}

/// Judges an example by its rule, and by `rules` for what else fails on it.
///
/// # Errors
/// The template cannot be read, or does not hold the resource that the example is about.
pub fn judge_example(rule: &Rule, example: &Example, rules: &[&Rule]) -> Result<Outcome, Unjudged> {
    let read = match &example.template {
        Some(written) => template(written, example.input)?,
        None => Read { default: account(example)?, others: Vec::new(), covered: BTreeMap::new() },
    };
    let about = about(rule, example, &read.default)?;
    let options =
        Options { now: example::NOW, show_pass: true, show_not_applicable: true, ..Options::default() };
    let judged = |rules: &[&Rule]| judge_worlds(&read.default, &read.others, &read.covered, rules, &options);
    let mut findings = judged(&[rule]).findings;
    findings.retain(|f| f.resource.id == about && *f.resource.kind == *rule.kind.name);
    let Some(verdict) = findings.iter().map(|f| f.verdict).min() else {
        return Err(said!(phrases::NO_VERDICT, kind = rule.kind.name, id = about).into());
    };
    let of_verdict = findings.iter().filter(|f| f.verdict == verdict);
    let severity = of_verdict.map(|f| f.severity).min().unwrap_or(rule.severity);
    let others: Vec<&Rule> = rules.iter().filter(|r| r.id != rule.id).copied().collect();
    let mut also_fails: Vec<Box<str>> =
        judged(&others).findings.into_iter().filter(|f| f.verdict == Verdict::Fail).map(|f| f.rule).collect();
    also_fails.sort();
    also_fails.dedup();
    Ok(Outcome { verdict, severity, findings, also_fails })
}

/// The id of the resource that is judged, as findings show it.
fn about(rule: &Rule, example: &Example, unit: &Unit) -> Result<Box<str>, Said> {
    let Some(written) = &example.template else {
        let resource = example::judged(example, rule.kind);
        return resource
            .map(|r| r.id.clone())
            .ok_or_else(|| said!(phrases::NO_RESOURCE, kind = rule.kind.name));
    };
    let of_kind = unit.of_kind(rule.kind);
    let ids = || of_kind.iter().map(|r| &*r.id).collect::<Vec<_>>();
    match &written.resource {
        Some(id) => {
            let found = of_kind.iter().find(|r| r.id == *id).map(|r| r.id.clone());
            found.ok_or_else(|| said!(phrases::NOT_IN_TEMPLATE, kind = rule.kind.name, id = id, ids = ids()))
        }
        None => match of_kind {
            [only] => Ok(only.id.clone()),
            _ => Err(said!(phrases::NOT_SINGLE, kind = rule.kind.name, ids = ids())),
        },
    }
}

/// The example's resources, written as lines of a snapshot and read back.
fn account(example: &Example) -> Result<Unit, Said> {
    if example.input != Input::Account {
        return Ok(example::unit(example));
    }
    let through = |r| -> Result<_, serde_json::Error> { decode_resource(&serde_json::to_vec(r)?) };
    let resources: Result<Vec<_>, _> = example.resources.iter().map(through).collect();
    resources
        .map(|r| example::unit_of(example, r))
        .map_err(|e| said!(phrases::AS_SNAPSHOT, error = damage(&e)))
}

fn template(written: &Written, input: Input) -> Result<Read, Unjudged> {
    let json = written.text.trim_start().starts_with('{');
    let name = match (input, json) {
        (Input::Terraform, false) => format!("{TEMPLATE}.tf"),
        (_, true) => format!("{TEMPLATE}.json"),
        _ => format!("{TEMPLATE}.yaml"),
    };
    let source = Arc::new(Source::new(name, written.text.to_string()));
    if input == Input::Terraform {
        let options = terraform::Options::default();
        let read = if json {
            terraform::read_plan(source, &options)
        } else {
            terraform::read_modules(vec![source], &options)
        };
        unread(&read.coverage)?;
        let mut units = read.units.into_iter();
        let (Some(default), None) = (units.next(), units.next()) else {
            return Err(Said::from(&phrases::NOT_ONE_MODULE).into());
        };
        return Ok(Read { default, others: Vec::new(), covered: BTreeMap::new() });
    }
    let options = cloudformation::Options { force: true, ..cloudformation::Options::default() };
    let mut read = cloudformation::read(&[source], &options, Knowledge::builtin());
    if let Some(p) = read.problems.first() {
        let place = format!("{}:{}:{}", p.path, p.line, p.column);
        return Err(said!(phrases::AT, place = place, message = &p.message).into());
    }
    unread(&read.coverage)?;
    let worlds = read.templates.pop().ok_or_else(|| Said::from(&phrases::NO_TEMPLATE))?;
    Ok(Read { default: worlds.default, others: worlds.others, covered: worlds.covered })
}

/// A part of the template that could not be read is a fault of the example.
fn unread(coverage: &[Coverage]) -> Result<(), Unjudged> {
    let gaps = coverage.iter().flat_map(|c| &c.gaps);
    match gaps.filter(|g| !g.optional).find(|g| matches!(g.why, Why::Malformed { .. })) {
        Some(gap) => Err(Unjudged::Unread(gap.clone())),
        None => Ok(()),
    }
}
