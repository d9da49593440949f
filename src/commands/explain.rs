//! `explain`: a rule for people, and how its verdict on one resource came about.

use super::RunError;
use super::check::account;
use super::clock;
use super::config::Config;
use super::deliver::{self, Terminal};
use super::given;
use super::inputs::{self, Look};
use super::rules::all_rules;
use super::templates::{self, How};
use crate::cli::Explain;
use crate::evaluate::{self, Explained, Options};
use crate::inventory::snapshot::{Reader, parse_time};
use crate::inventory::{Resource, Unit};
use crate::report;
use crate::rules::expr::check::near;
use crate::rules::phrases::{DID_YOU_MEAN, THERE_ARE, THERE_IS_NONE};
use crate::rules::{Rule, Verdict};
use crate::said;
use crate::speech::told::told;
use crate::words::{self, fill};
use std::path::Path;

pub fn explain(args: &Explain, config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    let set = all_rules(&args.folders, config)?;
    let rule = set.named(&args.rule, terminal.language)?;
    let text = match &args.resource {
        None => report::rule_text(rule, terminal.language, &layout(terminal)),
        Some(resource) => {
            let verdicts = verdicts(rule, resource, args, terminal)?;
            let one = |e: &Explained| report::explained_text(e, terminal.language, &layout(terminal));
            verdicts.iter().map(one).collect::<Vec<_>>().join("\n")
        }
    };
    deliver::stdout(|out| out.write_all(text.as_bytes()))?;
    Ok(0)
}

pub fn layout(terminal: &Terminal) -> report::Options<'static> {
    report::Options { width: Terminal::width(), color: terminal.colors(), ..report::Options::default() }
}

/// Looks for the resource in everything that is read.
struct Search<'a> {
    rule: &'a Rule,
    wanted: &'a str,
    found: Vec<Explained>,
    /// Ids of the rule's kind that are there.
    there: Vec<Box<str>>,
}

fn verdicts(
    rule: &Rule,
    wanted: &str,
    args: &Explain,
    terminal: &Terminal,
) -> Result<Vec<Explained>, RunError> {
    given::refuse_broken(&args.world, terminal.language)?;
    let inputs = inputs::find(&args.from, &Look::new(&args.world))?;
    let mut search = Search { rule, wanted, found: Vec::new(), there: Vec::new() };
    let options =
        Options { language: terminal.language, checkout: deliver::checkout(), ..Options::default() };
    for file in &inputs.snapshots {
        search.snapshot(file, &options)?;
    }
    let options = Options { now: clock::now(), ..options };
    let account = args.world.with_snapshot.as_deref().map(account).transpose();
    let account = account.map_err(|error| given::account(error, terminal.language))?;
    // What a plan leaves unchanged may be asked about, too.
    let how = How { plan_all: true, ..How::new(&args.world, account.as_ref()) };
    let texts = templates::read(&inputs, &how, &|worlds| worlds);
    for worlds in &texts.done {
        search.worlds(&worlds.default, &worlds.others, &options);
    }
    for p in inputs.problems.iter().chain(&texts.problems) {
        terminal.say(&format!(
            "{}:{}:{}: {}",
            p.path,
            p.line,
            p.column,
            words::line(&told(terminal.language, &p.message))
        ));
    }
    if search.found.is_empty() {
        return Err(search.nothing(terminal));
    }
    search.found.sort_by_key(|e| e.finding.verdict);
    Ok(search.found)
}

impl Search<'_> {
    fn snapshot(&mut self, file: &Path, options: &Options) -> Result<(), RunError> {
        let mut reader = Reader::open(file)?;
        let started = parse_time(&reader.header().run.started);
        let path = file.display().to_string();
        let options = Options { now: started.unwrap_or(0), snapshot: Some(path.into()), ..options.clone() };
        while let Some(unit) = reader.next_unit()? {
            self.worlds(&unit, &[], &options);
        }
        Ok(())
    }

    /// The verdict by default; when it is no failure, the first world in which it is one, too.
    fn worlds(&mut self, default: &Unit, others: &[Unit], options: &Options) {
        let by_default = self.unit(default, options);
        let failed = |all: &[Explained]| all.iter().any(|e| e.finding.verdict == Verdict::Fail);
        let worse = if by_default.is_empty() || failed(&by_default) {
            None
        } else {
            others.iter().map(|unit| self.unit(unit, options)).find(|all| failed(all))
        };
        self.found.extend(by_default);
        self.found.extend(worse.into_iter().flatten());
    }

    fn unit(&mut self, unit: &Unit, options: &Options) -> Vec<Explained> {
        let of_kind = unit.of_kind(self.rule.kind);
        self.there.extend(of_kind.iter().map(|r| r.id.clone()));
        let named = of_kind.iter().filter(|r| is_called(r, self.wanted));
        named.flat_map(|r| evaluate::explain(unit, r, self.rule, options)).collect()
    }

    fn nothing(&self, terminal: &Terminal) -> RunError {
        let w = words::words(terminal.language);
        let values = [("kind", self.rule.kind.name), ("id", &*words::line(self.wanted))];
        let message = fill(w.explained_no_resource, &values);
        let mut there: Vec<&str> = self.there.iter().map(|id| &**id).collect();
        there.sort_unstable();
        there.dedup();
        let help = match near(self.wanted, there.iter().copied()) {
            Some(id) => said!(DID_YOU_MEAN, name = words::line(id)),
            None if there.is_empty() => (&THERE_IS_NONE).into(),
            None => {
                let ids: Vec<_> = there.iter().take(10).map(|id| words::line(id)).collect();
                said!(THERE_ARE, names = ids)
            }
        };
        RunError::Usage(format!("{message}{}{}", w.colon, help.text(terminal.language)))
    }
}

/// By ARN, id, logical id or address, or by the name that people gave it.
fn is_called(resource: &Resource, name: &str) -> bool {
    *resource.id == *name || resource.display_name() == name || resource.also.iter().any(|id| **id == *name)
}
