//! SARIF 2.1.0 as GitHub code scanning takes it, valid for every other reader too.
//!
//! Fails are results. What was not assessed is no result, because readers would count it as an alert; it stands
//! in the invocation's notifications. Results are written one by one.

mod notes;
mod places;
mod results;
mod rules;

use super::Options;
use super::summary::exit_meaning;
use crate::evaluate::{Finding, Ignored, Report};
use crate::rules::catalogue::digest;
use crate::rules::{Rule, Verdict};
use crate::words;
use notes::Notes;
use places::Places;
use rules::Descriptors;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};
use serde_sarif::sarif::{Invocation, PropertyBag, Run, RunAutomationDetails, Tool, ToolComponent};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Write};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Most results of one run; GitHub refuses a file with more.
pub(super) const MAX_RESULTS: usize = 25_000;

pub(super) fn render(
    report: &Report,
    rules: &[&Rule],
    options: &Options<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut fails: Vec<&Finding> = report.findings.iter().filter(|f| f.verdict == Verdict::Fail).collect();
    // The worst survive a cut, in the report's order.
    fails.sort_by_key(|f| f.severity);
    let found = fails.len();
    fails.truncate(MAX_RESULTS);
    let descriptors = Descriptors::new(report, rules);
    let places = Places::new(report, options);
    let mut notes = Notes::new(report, &descriptors, &places);
    notes.run(found, &fails);
    // What the templates ask not to be told takes the room that is left.
    let ignored =
        report.ignored.iter().filter(|i| i.finding.verdict == Verdict::Fail && !options.without_ignored);
    let ignored = ignored.take(MAX_RESULTS - fails.len()).collect();
    let run = run(report, rules, options, &descriptors, notes);
    let file = File { run, fails, ignored, descriptors, places };
    serde_json::to_writer_pretty(&mut *out, &file).map_err(io::Error::from)?;
    writeln!(out)
}

/// Everything of the run but its results.
fn run(
    report: &Report,
    rules: &[&Rule],
    options: &Options<'_>,
    descriptors: &Descriptors,
    notes: Notes<'_>,
) -> Run {
    let language = report.language.tag();
    let (name, version) = report.tool.split_once(' ').unwrap_or((&report.tool, ""));
    let driver = ToolComponent::builder()
        .name(words::line(name).into_owned())
        .opt_version((!version.is_empty()).then(|| words::line(version).into_owned()))
        .language(language)
        .rules(descriptors.list.clone())
        .notifications(notes.descriptors())
        .build();
    let instant = |text: &str| (!text.is_empty()).then(|| words::line(text).into_owned());
    let invocation = Invocation::builder()
        .execution_successful(!report.incomplete())
        .opt_exit_code(options.exit.map(i64::from))
        .opt_exit_code_description(exit_meaning(report, options))
        .opt_start_time_utc(instant(&report.run.started))
        .opt_end_time_utc(instant(&report.run.finished))
        .tool_execution_notifications(notes.list)
        .build();
    let clean = |all: &[Box<str>]| all.iter().map(|t| words::line(t).into_owned()).collect::<Vec<_>>();
    Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .invocations(vec![invocation])
        .automation_details(RunAutomationDetails::builder().id(category(report)).build())
        .column_kind(json!("unicodeCodePoints"))
        .language(language)
        .properties(bag([
            ("accounts", json!(clean(&report.run.accounts))),
            ("regions", json!(clean(&report.run.regions))),
            ("partition", json!(words::line(&report.run.partition))),
            ("principal", json!(report.run.principal.as_ref().map(|p| words::line(p)))),
            ("incomplete", json!(report.incomplete())),
            ("rulesRan", json!(report.tallies.len())),
            ("rulesKnown", json!(report.tallies.len() + report.selection.deselected.len())),
            ("rulesDigest", json!(digest(rules.iter().copied()))),
        ]))
        .build()
}

/// One category per scanned scope: a later run of the same scope replaces it, another scope does not.
fn category(report: &Report) -> String {
    let run = &report.run;
    if run.accounts.is_empty() {
        return "tidegate/templates/".into();
    }
    format!("tidegate/live/{}/{}/", scope(&run.accounts), scope(&run.regions))
}

/// Names where there are few, else their number and a digest of them.
fn scope(names: &[Box<str>]) -> String {
    let mut names: Vec<String> = names.iter().map(|n| words::line(n).replace('/', "-")).collect();
    names.sort();
    names.dedup();
    match names.len() {
        0 => "none".into(),
        1..=3 => names.join("+"),
        n => {
            let digest = Sha256::digest(names.join("\n"));
            let digest: String = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
            format!("{n}-{digest}")
        }
    }
}

fn bag<const N: usize>(properties: [(&str, Value); N]) -> PropertyBag {
    let properties: BTreeMap<String, Value> =
        properties.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.to_owned(), v)).collect();
    PropertyBag::builder().additional_properties(properties).build()
}

struct File<'a> {
    run: Run,
    fails: Vec<&'a Finding>,
    ignored: Vec<&'a Ignored>,
    descriptors: Descriptors,
    places: Places<'a>,
}

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("$schema", SCHEMA)?;
        map.serialize_entry("version", "2.1.0")?;
        map.serialize_entry("runs", &[RunWithResults(self)])?;
        map.end()
    }
}

struct RunWithResults<'a>(&'a File<'a>);

impl Serialize for RunWithResults<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let run = serde_json::to_value(&self.0.run).map_err(serde::ser::Error::custom)?;
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in run.as_object().into_iter().flatten() {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry("results", &Results(self.0))?;
        map.end()
    }
}

struct Results<'a>(&'a File<'a>);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let file = self.0;
        let fails = file.fails.iter().map(|f| results::result(f, &file.descriptors, &file.places));
        let ignored = file.ignored.iter().map(|i| results::ignored(i, &file.descriptors, &file.places));
        serializer.collect_seq(fails.chain(ignored))
    }
}

#[cfg(test)]
pub(super) mod requirements;
#[cfg(test)]
mod tests;
