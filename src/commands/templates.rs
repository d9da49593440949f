//! Every text that is given -> units to judge, each in its possible worlds.

use super::inputs::{Inputs, problem, shown};
use crate::cli::{TemplateKind, World};
use crate::connect::knowledge::Knowledge;
use crate::inventory::{Account, Coverage, Gap, Unit, Why};
use crate::template::ignore::Ignore;
use crate::template::source::Source;
use crate::template::{self, Problem, READER, Worlds, cloudformation, properties, sql, terraform};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// How to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct How<'a> {
    pub region: Option<&'a str>,
    pub account: Option<&'a str>,
    /// Files with parameters of CloudFormation templates.
    pub parameters: &'a [PathBuf],
    /// What the named files are, whatever they look like.
    pub as_kind: Option<TemplateKind>,
    /// Pass over named files that are nothing to check.
    pub skip_unrecognised: bool,
    /// Variables of Terraform, and files with their values.
    pub variables: &'a [(String, String)],
    pub variable_files: &'a [PathBuf],
    /// Judge what a plan leaves unchanged, too.
    pub plan_all: bool,
    /// The account that the templates are deployed to.
    pub beside: Option<&'a Account>,
}

impl<'a> How<'a> {
    /// As the options say.
    pub fn new(world: &'a World, beside: Option<&'a Account>) -> Self {
        Self {
            region: world.region.as_deref(),
            account: world.account.as_deref(),
            parameters: &world.parameters,
            as_kind: world.template_kind,
            skip_unrecognised: false,
            variables: &world.vars,
            variable_files: &world.var_files,
            plan_all: false,
            beside,
        }
    }
}

/// What the texts came to; what is wrong with one hides nothing of the others.
#[derive(Debug)]
pub struct Texts<T> {
    /// What was made of each template, plan, module, script and client file.
    pub done: Vec<T>,
    pub coverage: Vec<Coverage>,
    pub problems: Vec<Problem>,
    pub ignores: Vec<Ignore>,
}

/// Reads every text and hands its units on as soon as they are whole: those of many texts are not held at once.
pub fn read<T: Send>(inputs: &Inputs, how: &How<'_>, each: &(dyn Fn(Worlds) -> T + Sync)) -> Texts<T> {
    let each: &(dyn Fn(Worlds) -> T + Sync) = match how.beside {
        Some(account) => &move |worlds| each(joined(worlds, account)),
        None => each,
    };
    let out = Texts { done: Vec::new(), coverage: Vec::new(), problems: Vec::new(), ignores: Vec::new() };
    let mut reading = Reading { inputs, how, each, out };
    reading.templates();
    sql::read_each(&inputs.scripts, &mut |read| reading.take(read));
    inputs.clients.iter().for_each(|client| reading.take(properties::read(client)));
    reading.terraform();
    reading.skipped();
    let mut out = reading.out;
    out.coverage = together(out.coverage);
    out
}

struct Reading<'a, T> {
    inputs: &'a Inputs,
    how: &'a How<'a>,
    each: &'a (dyn Fn(Worlds) -> T + Sync),
    out: Texts<T>,
}

impl<T: Send> Reading<'_, T> {
    fn templates(&mut self) {
        let (inputs, how) = (self.inputs, self.how);
        if inputs.templates.is_empty() {
            return;
        }
        let (parameters, problems) = parameters(inputs, how);
        self.out.problems.extend(problems);
        let given = cloudformation::Given {
            region: how.region.map(Into::into),
            account: how.account.map(Into::into),
            parameters,
        };
        let force = how.as_kind == Some(TemplateKind::Cloudformation);
        // Only what was named one by one is what the user says it is.
        let (named, found): (Vec<_>, Vec<_>) =
            inputs.templates.iter().cloned().partition(|t| force && inputs.named.contains(&*t.path));
        for (sources, force) in [(named, true), (found, false)] {
            let how = cloudformation::Options { given: given.clone(), force, beside: inputs.nested.clone() };
            let (read, done) = cloudformation::read_each(&sources, &how, Knowledge::builtin(), self.each);
            self.out.done.extend(done);
            self.take(read);
        }
    }

    fn terraform(&mut self) {
        let (inputs, how) = (self.inputs, self.how);
        let of_plan =
            terraform::Options { all: how.plan_all, sources: inputs.planned.clone(), ..Default::default() };
        for plan in &inputs.plans {
            self.take_units(terraform::read_plan(plan.clone(), &of_plan));
        }
        if !inputs.modules.is_empty() {
            let of_modules = terraform::Options {
                variable_files: how.variable_files.iter().map(|p| shown(p)).collect(),
                variables: how.variables.to_vec(),
                files: files(),
                ..Default::default()
            };
            self.take_units(terraform::read_modules(inputs.modules.clone(), &of_modules));
        }
    }

    fn take(&mut self, read: template::Read) {
        let template::Read { templates, coverage, problems, ignores, skipped } = read;
        self.out.done.extend(templates.into_iter().map(self.each));
        self.out.coverage.extend(coverage);
        self.out.problems.extend(problems);
        self.out.ignores.extend(ignores);
        let unheard = |path: &&Arc<str>| self.inputs.named.contains(&***path) && !self.how.skip_unrecognised;
        let named = skipped.iter().filter(unheard);
        self.out.problems.extend(named.map(|p| problem(p, super::error::UNRECOGNISED)));
    }

    fn take_units(&mut self, read: terraform::Read) {
        let alone = |default| Worlds { default, others: Vec::new(), covered: BTreeMap::new() };
        self.out.done.extend(read.units.into_iter().map(|unit| (self.each)(alone(unit))));
        for mut coverage in read.coverage {
            let (faults, gaps): (Vec<Gap>, Vec<Gap>) =
                coverage.gaps.into_iter().partition(|g| fault(g).is_some());
            coverage.gaps = gaps;
            self.out.problems.extend(faults.iter().filter_map(fault));
            self.out.coverage.push(coverage);
        }
        self.out.ignores.extend(read.ignores);
    }

    /// Folders that hold the work of others are not looked into; a reader of the report must know.
    fn skipped(&mut self) {
        let mut coverage = Coverage::new("", "", READER);
        for (name, n) in &self.inputs.skipped {
            let what = format!("folders called {name}: {n}; name one to check it").into();
            coverage.gaps.push(Gap { target: None, why: Why::NotCollected { what }, optional: true });
        }
        if !coverage.gaps.is_empty() {
            self.out.coverage.push(coverage);
        }
    }
}

fn joined(worlds: Worlds, account: &Account) -> Worlds {
    let Worlds { default, others, covered } = worlds;
    let others: Vec<Unit> = others.into_iter().map(|unit| unit.joined(account)).collect();
    Worlds { default: default.joined(account), others, covered }
}

/// What `file()` of a configuration may read: files of the repository, else of the working folder.
fn files() -> Option<terraform::Files> {
    let here = std::env::current_dir().ok()?;
    let root = here.ancestors().find(|dir| dir.join(".git").exists()).unwrap_or(&here);
    terraform::Files::new(&here, root).ok()
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
        _ => problem(target, detail),
    })
}

/// What the files of parameters say; one that cannot be read is a problem.
fn parameters(inputs: &Inputs, how: &How<'_>) -> (BTreeMap<Box<str>, cloudformation::Stated>, Vec<Problem>) {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in how.parameters {
        let name = shown(path);
        match std::fs::read_to_string(path) {
            Ok(text) => files.push(Arc::new(Source::new(name, text))),
            Err(error) => unread.push(problem(&name, &error.to_string())),
        }
    }
    let (parameters, mut problems) = cloudformation::parameters(&files, &inputs.templates);
    problems.extend(unread);
    (parameters, problems)
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
