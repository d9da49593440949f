//! The head: what ran, when, where, as whom, with which rules, and the numbers.

use super::super::summary::{changed, not_run, ran, severities, share, verdicts};
use super::super::wrap::{TOGETHER, pad, width};
use super::super::{Options, grid};
use super::sheet::Sheet;
use crate::evaluate::Report;
use crate::rules::Rule;
use crate::rules::catalogue::digest;
use crate::words::{self, count, fill};
use std::io;

/// Accounts or Regions listed by name.
const LISTED: usize = 20;
/// The operation that coverage names for files.
const FILES: &str = "template";

pub fn write(
    sheet: &mut Sheet<'_>,
    report: &Report,
    rules: &[&Rule],
    options: &Options<'_>,
) -> io::Result<()> {
    let w = sheet.words;
    title(sheet, report, options)?;
    let labels = [
        w.accounts,
        w.regions,
        w.principal,
        w.snapshot,
        w.files,
        w.resources,
        w.rules,
        w.findings,
        w.coverage,
    ];
    let chosen = [
        (w.rules_not_run, report.selection.deselected.is_empty()),
        (w.rules_changed, report.selection.changed.is_empty()),
    ];
    let chosen = chosen.iter().filter(|(_, none)| !none).map(|(label, _)| *label);
    let column = grid::widest(labels.into_iter().chain(chosen));
    let run = &report.run;
    if !run.accounts.is_empty() {
        let mut text = names(sheet, &run.accounts);
        if !run.partition.is_empty() {
            text.push_str(&fill(w.parentheses, &[("text", &format!("{} {}", w.partition, run.partition))]));
        }
        sheet.field(w.accounts, column, &text)?;
    }
    if !run.regions.is_empty() {
        let text = names(sheet, &run.regions);
        sheet.field(w.regions, column, &text)?;
    }
    if let Some(principal) = &run.principal {
        sheet.name_field(w.principal, column, principal)?;
    }
    if let Some(snapshot) = &report.snapshot {
        sheet.name_field(w.snapshot, column, snapshot)?;
    }
    let files: u64 =
        report.coverage.iter().filter(|c| *c.operation == *FILES).map(|c| u64::from(c.calls)).sum();
    if files > 0 {
        sheet.field(w.files, column, &fill(w.files_read, &[("count", &count(files))]))?;
    }
    let resources: Vec<String> = report
        .resources
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(kind, n)| format!("{kind}{TOGETHER}{}", count(*n)))
        .collect();
    let resources = if resources.is_empty() { w.nothing_judged.to_owned() } else { resources.join(w.comma) };
    sheet.field(w.resources, column, &resources)?;
    let ran = ran(report);
    let ran = if rules.is_empty() {
        ran
    } else {
        format!("{ran}{}sha256 {}", w.clause, &digest(rules.iter().copied())[..16])
    };
    sheet.field(w.rules, column, &ran)?;
    for (label, texts) in [(w.rules_not_run, not_run(report)), (w.rules_changed, changed(report))] {
        if !texts.is_empty() {
            sheet.field(label, column, &texts.join(w.semicolon))?;
        }
    }
    found(sheet, report, column)?;
    covered(sheet, report, column)
}

fn title(sheet: &mut Sheet<'_>, report: &Report, options: &Options<'_>) -> io::Result<()> {
    let w = sheet.words;
    let run = &report.run;
    let mut parts = vec![words::line(&report.tool).into_owned()];
    match (run.started.is_empty(), run.finished.is_empty()) {
        (false, false) => parts.push(fill(w.run_times, &[("from", &run.started), ("to", &run.finished)])),
        (false, true) => parts.push(run.started.to_string()),
        _ => {}
    }
    if report.incomplete() {
        parts.push(w.incomplete.to_owned());
    }
    if let Some(code) = options.exit {
        parts.push(fill(w.exit, &[("code", &code.to_string())]));
    }
    sheet.parts(&parts, |paint, line| paint.heading(line))?;
    if run.interrupted {
        sheet.text_like(0, w.interrupted, |paint, line| paint.warning(line))?;
    }
    Ok(())
}

fn names(sheet: &Sheet<'_>, all: &[Box<str>]) -> String {
    let w = sheet.words;
    let mut shown: Vec<String> = all.iter().take(LISTED).map(ToString::to_string).collect();
    if all.len() > LISTED {
        shown.push(fill(w.and_more, &[("count", &count((all.len() - LISTED) as u64))]));
    }
    shown.join(w.comma)
}

/// Failing findings by severity: on one line and painted, or wrapped in a narrow terminal.
fn found(sheet: &mut Sheet<'_>, report: &Report, column: usize) -> io::Result<()> {
    let w = sheet.words;
    let numbers = severities(report)
        .map(|(severity, n)| (severity, n, format!("{} {}", w.severity(severity), count(n))));
    let plain = numbers.iter().map(|(_, _, text)| text.as_str()).collect::<Vec<_>>().join("  ");
    if column + 2 + width(&plain) > sheet.width {
        return sheet.field(w.findings, column, &plain);
    }
    let painted =
        numbers.map(
            |(severity, n, text)| {
                if n > 0 { sheet.paint.severity(severity, &text) } else { sheet.paint.quiet(&text) }
            },
        );
    sheet.ready(&format!("{}  {}", pad(w.findings, column), painted.join("  ")))
}

/// Shares are of the checks that apply: what does not apply cannot make a run look better covered.
fn covered(sheet: &mut Sheet<'_>, report: &Report, column: usize) -> io::Result<()> {
    let w = sheet.words;
    let t = verdicts(report);
    let applied = t.pass + t.fail + t.undecided;
    let mut text = fill(w.checks, &[("count", &count(applied))]);
    text.push_str(w.colon);
    let part = |label: &str, n: u64| format!("{label}{TOGETHER}{}", count(n));
    let unassessed = fill(
        w.not_assessed_share,
        &[("count", &count(t.undecided)), ("share", &share(t.undecided, applied))],
    );
    let parts = [part(w.pass, t.pass), part(w.fail, t.fail), unassessed];
    text.push_str(&parts.join(w.comma));
    text.push_str(w.semicolon);
    text.push_str(&part(w.not_applicable, t.not_applicable));
    if !report.ignored.is_empty() {
        let ignored = fill(w.ignored_count, &[("count", &count(report.ignored.len() as u64))]);
        text.push_str(&format!("{}{ignored}", w.semicolon));
    }
    sheet.field(w.coverage, column, &text)
}
