//! Templates, plans and source -> verdicts, beside those of snapshots.

use super::inputs::Inputs;
use crate::cli::{Check, TemplateKind};
use crate::connect::knowledge::Knowledge;
use crate::evaluate::{Evaluation, Options};
use crate::inventory::{Coverage, Gap, Why};
use crate::template::ignore::Ignore;
use crate::template::{self, Problem, READER, Worlds, cloudformation, terraform};

/// What the texts came to besides verdicts.
#[derive(Default)]
pub struct Judged {
    pub coverage: Vec<Coverage>,
    pub problems: Vec<Problem>,
    pub ignores: Vec<Ignore>,
}

/// Judges every text; what is wrong with one hides nothing of the others.
pub fn judge(inputs: &Inputs, args: &Check, options: &Options, into: &mut Evaluation<'_>) -> Judged {
    let mut judged = Judged::default();
    templates(inputs, args, options, into, &mut judged);
    plans(inputs, args, options, into, &mut judged);
    modules(inputs, args, options, into, &mut judged);
    skipped(inputs, &mut judged);
    judged.coverage = together(judged.coverage);
    judged
}

fn templates(
    inputs: &Inputs,
    args: &Check,
    options: &Options,
    into: &mut Evaluation<'_>,
    judged: &mut Judged,
) {
    if inputs.templates.is_empty() {
        return;
    }
    let given = cloudformation::Given {
        region: args.region.as_deref().map(Into::into),
        account: args.account.as_deref().map(Into::into),
        ..Default::default()
    };
    let force = args.template_kind == Some(TemplateKind::Cloudformation);
    let options_of = |force| cloudformation::Options { given: given.clone(), force };
    // Only what was named one by one is what the user says it is.
    let (named, found): (Vec<_>, Vec<_>) =
        inputs.templates.iter().cloned().partition(|t| force && inputs.named.contains(&*t.path));
    for (sources, force) in [(named, true), (found, false)] {
        let read = cloudformation::read(&sources, &options_of(force), Knowledge::builtin());
        let template::Read { templates, coverage, problems, ignores, skipped } = read;
        for Worlds { default, others, covered } in &templates {
            into.add_worlds(default, others, covered, options);
        }
        judged.coverage.extend(coverage);
        judged.problems.extend(problems);
        judged.ignores.extend(ignores);
        let named = skipped.iter().filter(|path| inputs.named.contains(&***path) && !args.skip_unrecognised);
        judged.problems.extend(named.map(|p| super::inputs::problem(p, super::error::UNRECOGNISED)));
    }
}

fn plans(inputs: &Inputs, args: &Check, options: &Options, into: &mut Evaluation<'_>, judged: &mut Judged) {
    let how =
        terraform::Options { all: args.plan_all, sources: inputs.planned.clone(), ..Default::default() };
    for plan in &inputs.plans {
        take(terraform::read_plan(plan.clone(), &how), options, into, judged);
    }
}

fn modules(inputs: &Inputs, args: &Check, options: &Options, into: &mut Evaluation<'_>, judged: &mut Judged) {
    if inputs.modules.is_empty() {
        return;
    }
    let how = terraform::Options {
        variable_files: args.var_files.iter().map(|p| super::inputs::shown(p)).collect(),
        variables: args.vars.clone(),
        ..Default::default()
    };
    take(terraform::read_modules(inputs.modules.clone(), &how), options, into, judged);
}

fn take(read: terraform::Read, options: &Options, into: &mut Evaluation<'_>, judged: &mut Judged) {
    for unit in &read.units {
        into.add(unit, options);
    }
    judged.coverage.extend(read.coverage);
    judged.ignores.extend(read.ignores);
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
