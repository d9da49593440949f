//! The report for programs: versioned JSON, its form in [`super::schema`].
//!
//! Findings are written one by one, so a large report is never held a second time. Keys, enum values and ids are
//! the same in every language; only sentences follow the run's language.

mod view;

use super::Options;
use super::summary::{exit_meaning, gaps, groups, missing_permissions, severities, verdicts};
use crate::evaluate::Report;
use crate::rules::catalogue::digest;
use crate::rules::{Rule, Verdict};
use crate::words;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use view::{FindingView, IgnoredView, cleaned};

/// The version of the form. A member may be added without changing it; none changes its meaning or goes.
pub const VERSION: u32 = 1;
/// What the file says it is.
pub const SCHEMA: &str = "tidegate-report";

pub(super) fn render(
    report: &Report,
    rules: &[&Rule],
    options: &Options<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let whole = Whole { report, rules, options };
    serde_json::to_writer_pretty(&mut *out, &whole).map_err(io::Error::from)?;
    writeln!(out)
}

struct Whole<'a> {
    report: &'a Report,
    rules: &'a [&'a Rule],
    options: &'a Options<'a>,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (report, options) = (self.report, self.options);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("tool", &*words::line(&report.tool))?;
        map.serialize_entry("language", report.language.tag())?;
        map.serialize_entry("run", &cleaned(run(report, options)))?;
        map.serialize_entry("rules", &cleaned(rules(report, self.rules)))?;
        map.serialize_entry("resources", &cleaned(resources(report)))?;
        map.serialize_entry("summary", &summary(report))?;
        map.serialize_entry("coverage", &cleaned(coverage(report)))?;
        map.serialize_entry("not_assessed", &cleaned(not_assessed(report)))?;
        map.serialize_entry("problems", &cleaned(json!(report.problems)))?;
        map.serialize_entry("findings", &Findings(self))?;
        map.serialize_entry("ignored", &IgnoredFindings(self))?;
        map.serialize_entry("remarks", &cleaned(json!(report.remarks)))?;
        map.end()
    }
}

struct Findings<'a>(&'a Whole<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let language = self.0.report.language;
        let shown = self.0.options.undecided;
        let of = self.0.report.findings.iter().filter(|f| shown || f.verdict != Verdict::Undecided);
        serializer.collect_seq(of.map(|f| FindingView::new(f, language)))
    }
}

struct IgnoredFindings<'a>(&'a Whole<'a>);

impl Serialize for IgnoredFindings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0.report;
        serializer.collect_seq(report.ignored.iter().map(|i| IgnoredView::new(i, report.language)))
    }
}

fn run(report: &Report, options: &Options<'_>) -> Value {
    let run = &report.run;
    json!({
        "started": run.started,
        "finished": run.finished,
        "partition": run.partition,
        "accounts": run.accounts,
        "regions": run.regions,
        "principal": run.principal,
        "snapshot": report.snapshot,
        "interrupted": run.interrupted,
        "incomplete": report.incomplete(),
        "exit_code": options.exit,
        "exit_meaning": exit_meaning(report, options),
        "fail_on": options.fail_on.map(|s| s.name()),
    })
}

fn rules(report: &Report, rules: &[&Rule]) -> Value {
    let ran = report.tallies.iter().map(|(id, tally)| {
        let mut entry = Map::new();
        entry.insert("id".into(), json!(id));
        if let Ok(Value::Object(counts)) = serde_json::to_value(tally) {
            entry.extend(counts);
        }
        Value::Object(entry)
    });
    let selection = &report.selection;
    json!({
        "digest": digest(rules.iter().copied()),
        "known": report.tallies.len() + selection.deselected.len(),
        "ran": ran.collect::<Vec<_>>(),
        "deselected": selection.deselected,
        "changed": selection.changed,
        "config": selection.config,
    })
}

fn resources(report: &Report) -> Value {
    report.resources.iter().map(|(kind, n)| json!({"kind": kind, "count": n})).collect()
}

fn summary(report: &Report) -> Value {
    let severities: Map<String, Value> =
        severities(report).iter().map(|(s, n)| (s.name().to_owned(), json!(n))).collect();
    json!({"verdicts": verdicts(report), "severities": severities})
}

/// Each gap with its reason as data and as a sentence.
fn coverage(report: &Report) -> Value {
    let entry = |c: &crate::inventory::Coverage| {
        let gaps = c.gaps.iter().map(|g| {
            json!({
                "target": g.target,
                "why": g.why,
                "reason": words::why(report.language, &g.why),
                "optional": g.optional,
            })
        });
        json!({
            "account": c.account,
            "region": c.region,
            "operation": c.operation,
            "calls": c.calls,
            "items": c.items,
            "complete": c.complete(),
            "gaps": gaps.collect::<Vec<_>>(),
        })
    };
    report.coverage.iter().map(entry).collect()
}

fn not_assessed(report: &Report) -> Value {
    let reasons = groups(report).into_iter().map(|g| {
        json!({
            "why": g.why,
            "reason": words::why(report.language, g.why),
            "checks": g.checks,
            "resources": g.resources,
            "rules": g.rules,
            "gaps": g.calls.values().map(Vec::len).sum::<usize>(),
        })
    });
    json!({
        "checks": verdicts(report).undecided,
        "gaps": gaps(report, false).count(),
        "missing_permissions": missing_permissions(report),
        "reasons": reasons.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests;
