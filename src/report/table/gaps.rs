//! What was not assessed, by reason; what was left out by choice; inputs that could not be read.

use super::super::summary::{Group, gaps, groups, missing_permissions, share, verdicts};
use super::sheet::Sheet;
use crate::evaluate::Report;
use crate::words::{self, count, fill};
use std::io;

/// Reasons listed; the JSON report has all.
const REASONS: usize = 40;
/// Targets of failed calls listed by name, per call.
const TARGETS: usize = 5;
/// Accounts, Regions and operations listed per reason.
const SCOPES: usize = 20;

pub fn write(sheet: &mut Sheet<'_>, report: &Report) -> io::Result<()> {
    let w = sheet.words;
    let reasons = groups(report);
    if !reasons.is_empty() {
        let t = verdicts(report);
        let applied = t.pass + t.fail + t.undecided;
        let n = fill(w.checks, &[("count", &count(t.undecided))]);
        sheet.heading(&format!("{}  {n} ({})", w.not_assessed_heading, share(t.undecided, applied)))?;
        for reason in reasons.iter().take(REASONS) {
            group(sheet, reason)?;
        }
        more(sheet, 2, reasons.len(), REASONS)?;
        let permissions: Vec<&str> = missing_permissions(report).into_iter().collect();
        if !permissions.is_empty() {
            let text = format!("{}{}{}", w.missing_permissions, w.colon, permissions.join(w.comma));
            sheet.text_like(2, &text, |paint, line| paint.warning(line))?;
        }
    }
    by_choice(sheet, report)?;
    if !report.problems.is_empty() {
        sheet.heading(&format!("{} ({})", w.problems_heading, count(report.problems.len() as u64)))?;
        for p in &report.problems {
            let place = match (p.line, p.column) {
                (0, _) => p.path.to_string(),
                (line, 0) => format!("{}:{line}", p.path),
                (line, column) => format!("{}:{line}:{column}", p.path),
            };
            sheet.name(2, &place)?;
            sheet.text(4, &p.message)?;
        }
    }
    ignored(sheet, report)
}

/// What templates ask not to be told, and the requests that do not work.
fn ignored(sheet: &mut Sheet<'_>, report: &Report) -> io::Result<()> {
    let w = sheet.words;
    if !report.ignored.is_empty() {
        sheet.heading(&format!("{} ({})", w.ignored_heading, count(report.ignored.len() as u64)))?;
        for i in &report.ignored {
            let f = &i.finding;
            sheet.name(2, &format!("{} {}/{}", f.rule, f.resource.kind, f.resource.name))?;
            sheet.name(4, &format!("{}:{}", i.place.path, i.place.line))?;
            sheet.text(4, &i.reason)?;
        }
    }
    if !report.remarks.is_empty() {
        sheet.heading(&format!("{} ({})", w.remarks_heading, count(report.remarks.len() as u64)))?;
        for r in &report.remarks {
            sheet.name(2, &format!("{}:{}:{}", r.path, r.line, r.column))?;
            sheet.text(4, &r.message)?;
        }
    }
    Ok(())
}

fn group(sheet: &mut Sheet<'_>, group: &Group<'_>) -> io::Result<()> {
    let w = sheet.words;
    sheet.text(2, &words::why(sheet.language, group.why))?;
    if group.checks > 0 {
        let values = [("count", &*count(group.checks)), ("resources", &*count(group.resources))];
        let rules = group.rules.iter().copied().collect::<Vec<_>>().join(w.comma);
        sheet.text(4, &format!("{}{}{rules}", fill(w.group_checks, &values), w.colon))?;
    }
    for ((account, region, operation), targets) in group.calls.iter().take(SCOPES) {
        let scope = [*account, *region, *operation].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
        let values = [("scope", &*scope.join(" ")), ("count", &*count(targets.len() as u64))];
        sheet.text(4, &fill(w.group_calls, &values))?;
        let named: Vec<&str> = targets.iter().flatten().copied().collect();
        for target in named.iter().take(TARGETS) {
            sheet.name(6, target)?;
        }
        more(sheet, 6, named.len(), TARGETS)?;
    }
    more(sheet, 4, group.calls.len(), SCOPES)
}

/// Gaps by design, each reason once.
fn by_choice(sheet: &mut Sheet<'_>, report: &Report) -> io::Result<()> {
    let mut whys: Vec<_> = gaps(report, true).map(|(c, g)| (&g.why, &*c.operation)).collect();
    whys.sort();
    whys.dedup();
    if whys.is_empty() {
        return Ok(());
    }
    sheet.heading(sheet.words.by_choice_heading)?;
    for (why, operation) in whys {
        let reason = words::why(sheet.language, why);
        let text = if reason.contains(operation) {
            reason
        } else {
            format!("{operation}{}{reason}", sheet.words.colon)
        };
        sheet.text(2, &text)?;
    }
    Ok(())
}

fn more(sheet: &mut Sheet<'_>, indent: usize, all: usize, shown: usize) -> io::Result<()> {
    if all <= shown {
        return Ok(());
    }
    sheet.text(indent, &fill(sheet.words.and_more, &[("count", &count((all - shown) as u64))]))
}
