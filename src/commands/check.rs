//! `check`: files -> findings, without AWS.

use super::config::Config;
use super::deliver::{self, Terminal};
use super::inputs::{self, Look};
use super::rules::selected_rules;
use super::templates::{self, How};
use super::{RunError, TOOL, clock, given};
use crate::cli::{Check, Judging, Show};
use crate::evaluate::{Evaluation, Options, Problem, Request};
use crate::inventory::snapshot::{Reader, Run, SnapshotError, parse_time};
use crate::inventory::{Account, Coverage};
use crate::rules::Rule;
use crate::speech::{self, Language};
use crate::template::Worlds;
use crate::template::ignore::Ignore;
use crate::words;
use std::collections::BTreeMap;
use std::path::Path;

pub fn check(args: &Check, config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    deliver::refuse_mixture(&args.judging.formats)?;
    deliver::refuse_unwritable(deliver::files(&args.judging.formats))?;
    let look = Look { skip_unrecognised: args.skip_unrecognised, ..Look::new(&args.world) };
    given::refuse_broken(&args.world, terminal.language)?;
    let inputs = inputs::find(&args.paths, &look)?;
    let set = selected_rules(&args.judging.choice, config, terminal.language)?;
    let rules = set.running();
    let mut all = Checked {
        evaluation: Evaluation::new(rules.clone()),
        run: None,
        coverage: Vec::new(),
        scopes: BTreeMap::new(),
    };
    let mut problems = Vec::new();
    let mut first_error = None;
    for file in &inputs.snapshots {
        // A damaged file contributes nothing: half of an inventory could pass for all of it.
        match snapshot(file, &rules, &args.judging, terminal) {
            Ok(one) => all.merge(one),
            Err(error) => {
                problems.push(damaged(file, &error, terminal.language));
                first_error.get_or_insert(error);
            }
        }
    }
    let only_snapshots = inputs.only_snapshots();
    for ((account, region), _) in all.scopes.iter().filter(|(_, files)| **files > 1) {
        let values = [("account", &**account), ("region", &**region)];
        terminal.say(&words::fill(words::words(terminal.language).scope_repeated, &values));
    }
    if problems.len() == inputs.snapshots.len()
        && only_snapshots
        && let Some(error) = first_error
    {
        return Err(error.into());
    }
    let mut options = options(&args.judging, terminal);
    if !only_snapshots {
        options.now = clock::now();
        let started = clock::shown(options.now);
        let account = args.world.with_snapshot.as_deref().map(account).transpose();
        let account = account.map_err(|error| given::account(error, terminal.language))?;
        let how = How {
            skip_unrecognised: args.skip_unrecognised,
            plan_all: args.plan_all,
            ..How::new(&args.world, account.as_ref())
        };
        let judge = |worlds: Worlds| {
            let mut evaluation = Evaluation::new(rules.clone());
            evaluation.add_worlds(&worlds.default, &worlds.others, &worlds.covered, &options);
            evaluation
        };
        let mut judged = templates::read(&inputs, &how, &judge);
        std::mem::take(&mut judged.done).into_iter().for_each(|one| all.evaluation.merge(one));
        all.coverage.extend(judged.coverage);
        if !args.no_ignores {
            let every: Vec<&Rule> = set.all().collect();
            let requests: Vec<Request<'_>> = judged.ignores.iter().map(request).collect();
            all.evaluation.ignore(&requests, &every, terminal.language);
        }
        problems.extend(inputs.problems.iter().chain(&judged.problems).map(|p| told(p, terminal.language)));
        let run = Run { started, finished: clock::shown(clock::now()), ..Run::default() };
        all.run = Some(match all.run.take() {
            Some(other) => join(other, run),
            None => run,
        });
    }
    if let ([file], true) = (&inputs.snapshots[..], only_snapshots) {
        options.snapshot = Some(file.display().to_string().into());
    }
    let mut report =
        all.evaluation.finish(&options, TOOL, all.run.unwrap_or_default(), all.coverage, problems);
    report.selection = set.selection.clone();
    deliver::report(&report, &rules, &args.judging, config, terminal)
}

pub fn options(judging: &Judging, terminal: &Terminal) -> Options {
    Options {
        language: terminal.language,
        now: 0,
        show_pass: judging.show.contains(&Show::Pass),
        show_not_applicable: judging.show.contains(&Show::Na),
        snapshot: None,
        bare: false,
        checkout: deliver::checkout(),
    }
}

/// What the files read so far came to.
struct Checked<'r> {
    evaluation: Evaluation<'r>,
    run: Option<Run>,
    coverage: Vec<Coverage>,
    /// Account and region of the units, and in how many snapshots they stand.
    scopes: BTreeMap<(Box<str>, Box<str>), u32>,
}

impl<'r> Checked<'r> {
    fn merge(&mut self, other: Checked<'r>) {
        self.evaluation.merge(other.evaluation);
        self.coverage.extend(other.coverage);
        for (scope, files) in other.scopes {
            *self.scopes.entry(scope).or_default() += files;
        }
        self.run = match (self.run.take(), other.run) {
            (Some(a), Some(b)) => Some(join(a, b)),
            (a, b) => a.or(b),
        };
    }
}

/// The account beside the templates. A damaged one stops the run: half of an account would pass for all of it.
pub fn account(file: &Path) -> Result<Account, SnapshotError> {
    let mut account = Account::default();
    let mut reader = Reader::open(file)?;
    while let Some(unit) = reader.next_unit()? {
        account.add(&unit);
    }
    Ok(account)
}

fn snapshot<'r>(
    file: &Path,
    rules: &[&'r Rule],
    judging: &Judging,
    terminal: &Terminal,
) -> Result<Checked<'r>, SnapshotError> {
    let mut reader = Reader::open(file)?;
    let header = reader.header().clone();
    let mut options = options(judging, terminal);
    options.snapshot = Some(file.display().to_string().into());
    options.now = parse_time(&header.run.started).ok_or_else(|| SnapshotError::Damaged {
        path: file.display().to_string(),
        line: 1,
        problem: "header: run.started is no RFC 3339 instant".into(),
    })?;
    let mut evaluation = Evaluation::new(rules.to_vec());
    let mut scopes = BTreeMap::new();
    while let Some(unit) = reader.next_unit()? {
        evaluation.add(&unit, &options);
        scopes.insert((unit.scope.account.clone(), unit.scope.region.clone()), 1);
    }
    Ok(Checked { evaluation, run: Some(header.run), coverage: header.coverage, scopes })
}

/// Several snapshots read as one run: from the first start to the last end.
fn join(mut a: Run, b: Run) -> Run {
    a.started = a.started.min(b.started);
    a.finished = a.finished.max(b.finished);
    a.accounts.extend(b.accounts);
    a.regions.extend(b.regions);
    for list in [&mut a.accounts, &mut a.regions] {
        list.sort();
        list.dedup();
    }
    if a.partition != b.partition {
        let both = [&*a.partition, &*b.partition];
        a.partition = both.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ").into();
    }
    if a.principal != b.principal {
        a.principal = None;
    }
    a.interrupted |= b.interrupted;
    a
}

fn damaged(file: &Path, error: &SnapshotError, language: Language) -> Problem {
    let line = match error {
        SnapshotError::Damaged { line, .. } => u32::try_from(*line).unwrap_or(u32::MAX),
        SnapshotError::NotASnapshot { .. } | SnapshotError::TooNew { .. } => 1,
        SnapshotError::Io { .. } => 0,
    };
    Problem {
        path: file.display().to_string().into(),
        line,
        column: line.min(1),
        message: crate::rules::render::clean(&super::error::snapshot(error, language)).into(),
    }
}

fn request(ignore: &Ignore) -> Request<'_> {
    Request {
        path: &ignore.path,
        line: ignore.line,
        column: ignore.column,
        rules: &ignore.rules,
        reason: &ignore.reason,
        about: Box::new(|f| {
            let decided = f.related.iter().map(|r| &r.place);
            ignore.is_about(&f.resource.id, f.location.iter().chain(decided))
        }),
    }
}

/// What is wrong with a file, as it may be shown.
fn told(problem: &crate::template::Problem, language: Language) -> Problem {
    Problem {
        path: (&*problem.path).into(),
        line: problem.line,
        column: problem.column,
        message: crate::rules::render::clean(&speech::told::told(language, &problem.message)).into(),
    }
}
