//! Templates, plans and source -> verdicts, beside those of snapshots.

use super::inputs::Inputs;
use crate::cli::{Check, TemplateKind};
use crate::connect::knowledge::Knowledge;
use crate::evaluate::{Evaluation, Options};
use crate::inventory::{Account, Coverage, Gap, Unit, Why};
use crate::template::ignore::Ignore;
use crate::template::source::Source;
use crate::template::{self, Problem, READER, Worlds, cloudformation, properties, sql, terraform};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the texts came to besides verdicts.
#[derive(Default)]
pub struct Judged {
    pub coverage: Vec<Coverage>,
    pub problems: Vec<Problem>,
    pub ignores: Vec<Ignore>,
}

/// How texts are judged, and where their verdicts go.
pub struct Judging<'a, 'r> {
    pub args: &'a Check,
    pub options: &'a Options,
    /// The account that the templates are deployed to.
    pub account: Option<&'a Account>,
    pub into: &'a mut Evaluation<'r>,
}

impl Judging<'_, '_> {
    /// Judges every text; what is wrong with one hides nothing of the others.
    pub fn judge(&mut self, inputs: &Inputs) -> Judged {
        let mut judged = Judged::default();
        self.templates(inputs, &mut judged);
        self.scripts(inputs, &mut judged);
        self.plans(inputs, &mut judged);
        self.modules(inputs, &mut judged);
        skipped(inputs, &mut judged);
        judged.coverage = together(judged.coverage);
        judged
    }

    fn templates(&mut self, inputs: &Inputs, judged: &mut Judged) {
        if inputs.templates.is_empty() {
            return;
        }
        let args = self.args;
        let given = cloudformation::Given {
            region: args.region.as_deref().map(Into::into),
            account: args.account.as_deref().map(Into::into),
            ..Default::default()
        };
        let (parameters, problems) = parameters(inputs, args);
        judged.problems.extend(problems);
        let given = cloudformation::Given { parameters, ..given };
        let force = args.template_kind == Some(TemplateKind::Cloudformation);
        // Only what was named one by one is what the user says it is.
        let (named, found): (Vec<_>, Vec<_>) =
            inputs.templates.iter().cloned().partition(|t| force && inputs.named.contains(&*t.path));
        for (sources, force) in [(named, true), (found, false)] {
            let how = cloudformation::Options { given: given.clone(), force, beside: inputs.nested.clone() };
            self.read(cloudformation::read(&sources, &how, Knowledge::builtin()), inputs, judged);
        }
    }

    fn scripts(&mut self, inputs: &Inputs, judged: &mut Judged) {
        for script in &inputs.scripts {
            self.read(sql::read(script), inputs, judged);
        }
        for client in &inputs.clients {
            self.read(properties::read(client), inputs, judged);
        }
    }

    fn read(&mut self, read: template::Read, inputs: &Inputs, judged: &mut Judged) {
        let template::Read { templates, coverage, problems, ignores, skipped } = read;
        for Worlds { default, others, covered } in templates {
            let default = self.joined(default);
            let others: Vec<Unit> = others.into_iter().map(|unit| self.joined(unit)).collect();
            self.into.add_worlds(&default, &others, &covered, self.options);
        }
        judged.coverage.extend(coverage);
        judged.problems.extend(problems);
        judged.ignores.extend(ignores);
        let unheard = |path: &&Arc<str>| inputs.named.contains(&***path) && !self.args.skip_unrecognised;
        let named = skipped.iter().filter(unheard);
        judged.problems.extend(named.map(|p| super::inputs::problem(p, super::error::UNRECOGNISED)));
    }

    fn plans(&mut self, inputs: &Inputs, judged: &mut Judged) {
        let all = self.args.plan_all;
        let how = terraform::Options { all, sources: inputs.planned.clone(), ..Default::default() };
        for plan in &inputs.plans {
            self.take(terraform::read_plan(plan.clone(), &how), judged);
        }
    }

    fn modules(&mut self, inputs: &Inputs, judged: &mut Judged) {
        if inputs.modules.is_empty() {
            return;
        }
        let how = terraform::Options {
            variable_files: self.args.var_files.iter().map(|p| super::inputs::shown(p)).collect(),
            variables: self.args.vars.clone(),
            ..Default::default()
        };
        self.take(terraform::read_modules(inputs.modules.clone(), &how), judged);
    }

    fn take(&mut self, read: terraform::Read, judged: &mut Judged) {
        for unit in read.units {
            let unit = self.joined(unit);
            self.into.add(&unit, self.options);
        }
        for mut coverage in read.coverage {
            let (faults, gaps) = coverage.gaps.into_iter().partition(|g| fault(g).is_some());
            coverage.gaps = gaps;
            let faults: Vec<Gap> = faults;
            judged.problems.extend(faults.iter().filter_map(fault));
            judged.coverage.push(coverage);
        }
        judged.ignores.extend(read.ignores);
    }

    fn joined(&self, unit: Unit) -> Unit {
        match self.account {
            Some(account) => unit.joined(account),
            None => unit,
        }
    }
}

/// What is wrong with a file, out of a gap that names its place (`main.tf:3:5`): every reader's faults are told alike.
fn fault(gap: &Gap) -> Option<Problem> {
    let Why::Malformed { operation, detail } = &gap.why else { return None };
    let target = gap.target.as_deref().filter(|_| **operation == *READER)?;
    let mut parts = target.rsplitn(3, ':');
    let (column, line) =
        (parts.next().and_then(|c| c.parse().ok()), parts.next().and_then(|l| l.parse().ok()));
    Some(match (parts.next(), line, column) {
        (Some(path), Some(line), Some(column)) => {
            Problem { path: path.into(), line, column, message: detail.clone() }
        }
        _ => super::inputs::problem(target, detail),
    })
}

/// What the files of parameters say; one that cannot be read is a problem.
fn parameters(inputs: &Inputs, args: &Check) -> (BTreeMap<Box<str>, cloudformation::Stated>, Vec<Problem>) {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in &args.parameters {
        let name = super::inputs::shown(path);
        match std::fs::read_to_string(path) {
            Ok(text) => files.push(Arc::new(Source::new(name, text))),
            Err(error) => unread.push(super::inputs::problem(&name, &error.to_string())),
        }
    }
    let (parameters, mut problems) = cloudformation::parameters(&files, &inputs.templates);
    problems.extend(unread);
    (parameters, problems)
}

/// Folders that hold the work of others are not looked into; a reader of the report must know.
fn skipped(inputs: &Inputs, judged: &mut Judged) {
    let mut coverage = Coverage::new("", "", READER);
    for (name, n) in &inputs.skipped {
        let what = format!("folders called {name}: {n}; name one to check it").into();
        coverage.gaps.push(Gap { target: None, why: Why::NotCollected { what }, optional: true });
    }
    if !coverage.gaps.is_empty() {
        judged.coverage.push(coverage);
    }
}

/// One line of coverage for all files: what is missing names its file.
fn together(all: Vec<Coverage>) -> Vec<Coverage> {
    let mut out: Vec<Coverage> = Vec::new();
    for mut one in all {
        match out
            .iter_mut()
            .find(|c| (&c.account, &c.region, &c.operation) == (&one.account, &one.region, &one.operation))
        {
            Some(sum) => {
                sum.calls = sum.calls.saturating_add(one.calls);
                sum.items = sum.items.saturating_add(one.items);
                sum.gaps.append(&mut one.gaps);
            }
            None => out.push(one),
        }
    }
    out
}
