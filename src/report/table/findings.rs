//! The findings: a table to see them at a glance, and below it what each says, with its full ARN.

use super::super::grid::{self, Lines, frame_width};
use super::super::wrap::{width, wrap};
use super::sheet::Sheet;
use crate::evaluate::{Finding, Report};
use crate::inventory::Place;
use crate::rules::{Rule, Verdict};
use crate::words::{self, count};
use std::collections::HashMap;
use std::io;

/// Findings of one table; further ones get their own below, so that a table and its texts stay together.
const PER_TABLE: usize = 100;

pub fn write(sheet: &mut Sheet<'_>, report: &Report, rules: &[&Rule], undecided: bool) -> io::Result<()> {
    let w = sheet.words;
    let of = |verdict| report.findings.iter().filter(move |f| f.verdict == verdict).collect::<Vec<_>>();
    let rules: HashMap<&str, &Rule> = rules.iter().map(|r| (&*r.id, *r)).collect();
    let fails = of(Verdict::Fail);
    sheet.blank()?;
    if fails.is_empty() {
        sheet.text(0, if report.incomplete() { w.no_findings_incomplete } else { w.no_findings })?;
    } else {
        tables(sheet, &fails, &rules)?;
    }
    let others = [
        (w.not_assessed_heading, Verdict::Undecided, undecided),
        (w.passed_heading, Verdict::Pass, true),
        (w.not_applicable_heading, Verdict::NotApplicable, true),
    ];
    for (heading, verdict, shown) in others {
        let findings = if shown { of(verdict) } else { Vec::new() };
        if !findings.is_empty() {
            let heading = format!("{heading} ({})", count(findings.len() as u64));
            sheet.heading(&heading)?;
            tables(sheet, &findings, &rules)?;
        }
    }
    Ok(())
}

fn tables(sheet: &mut Sheet<'_>, findings: &[&Finding], rules: &HashMap<&str, &Rule>) -> io::Result<()> {
    let columns = Columns::of(sheet, findings);
    for (i, chunk) in findings.chunks(PER_TABLE).enumerate() {
        if i > 0 {
            sheet.blank()?;
        }
        let first = i * PER_TABLE + 1;
        let rows = chunk.iter().enumerate().map(|(j, f)| columns.row(sheet, first + j, f, rules)).collect();
        for line in grid::draw(&columns.widths, &columns.headers(sheet), rows, sheet.ascii) {
            let line = painted(sheet, &line, chunk);
            sheet.ready(&line)?;
        }
        for (j, f) in chunk.iter().enumerate() {
            detail(sheet, first + j, f, width(&(findings.len()).to_string()))?;
        }
    }
    Ok(())
}

/// Which columns the table has, and how wide their content is.
struct Columns {
    /// Severity, number, rule (narrow: with resource), [resource, [account and Region]], values, [mapped to].
    widths: Vec<usize>,
    /// Findings lie in more than one account or Region, so rows say in which.
    scattered: bool,
    wide: bool,
    mapped: bool,
}

/// Longest id of tidegate's own rules fits; longer ones break behind a hyphen.
const RULE: usize = 36;
const RESOURCE: usize = 30;
const REGION: usize = 14;
const MAPPED: usize = 14;
/// Least width of the expected and observed values.
const VALUES: usize = 22;

impl Columns {
    fn of(sheet: &Sheet<'_>, findings: &[&Finding]) -> Self {
        let w = sheet.words;
        let scope = |f: &Finding| (f.resource.account.clone(), f.resource.region.clone());
        let scattered = findings.iter().any(|f| scope(f) != scope(findings[0]));
        let severities = [
            w.severity_short_critical,
            w.severity_short_high,
            w.severity_short_medium,
            w.severity_short_low,
            w.severity_short_info,
            w.col_severity,
        ];
        let severity = grid::widest(severities);
        let number = width(&findings.len().to_string()).max(width(w.col_number));
        let rule = grid::widest(findings.iter().map(|f| &*f.rule)).max(width(w.col_rule));
        if !sheet.wide {
            let room = sheet.width - frame_width(4) - severity - number;
            let subject =
                findings.iter().map(|f| width(&f.resource.kind) + 1 + width(&f.resource.name)).max();
            let header = width(w.col_rule) + 3 + width(w.col_resource);
            let needed = rule.max(subject.unwrap_or(0).min(RULE)).max(header);
            let rule = needed.min(RULE).min(room.saturating_sub(VALUES).max(room / 2));
            return Self {
                widths: vec![severity, number, rule, room - rule],
                scattered,
                wide: false,
                mapped: false,
            };
        }
        let mut widths = vec![severity, number, rule.min(RULE), RESOURCE.min(sheet.width / 5)];
        if scattered {
            widths.push(REGION);
        }
        let taken =
            |widths: &[usize], more: usize| widths.iter().sum::<usize>() + frame_width(widths.len() + more);
        let mapped = sheet.width >= taken(&widths, 2) + MAPPED + VALUES + 4;
        let values =
            sheet.width - taken(&widths, if mapped { 2 } else { 1 }) - if mapped { MAPPED } else { 0 };
        widths.push(values);
        if mapped {
            widths.push(MAPPED);
        }
        Self { widths, scattered, wide: true, mapped }
    }

    fn headers(&self, sheet: &Sheet<'_>) -> Vec<&'static str> {
        let w = sheet.words;
        let values = w.col_expected_observed;
        if !self.wide {
            return vec![w.col_severity, w.col_number, w.col_rule_resource, values];
        }
        let mut out = vec![w.col_severity, w.col_number, w.col_rule, w.col_resource];
        if self.scattered {
            out.push(w.col_where);
        }
        out.push(values);
        if self.mapped {
            out.push(w.col_mapped);
        }
        out
    }

    fn row(&self, sheet: &Sheet<'_>, number: usize, f: &Finding, rules: &HashMap<&str, &Rule>) -> Vec<Lines> {
        let w = sheet.words;
        let r = &f.resource;
        let severity = if f.verdict == Verdict::Fail { w.severity_short(f.severity) } else { "-" };
        let mut row = vec![vec![severity.to_owned()], vec![number.to_string()]];
        let mut subject = vec![format!("{}/{}", r.kind, r.name)];
        subject.extend(f.item.as_ref().map(|item| format!("{}{}{item}", w.item, w.colon)));
        subject.extend(f.location.as_ref().map(place));
        subject.extend(f.world.as_ref().map(|world| format!("{}{}{world}", w.world, w.colon)));
        let scope = [&*r.account, &*r.region].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
        let column = |i: usize, texts: &[String]| -> Lines {
            texts.iter().flat_map(|t| wrap(&words::line(t), self.widths[i])).collect()
        };
        if self.wide {
            row.push(column(2, &[f.rule.to_string()]));
            row.push(column(3, &subject));
            if self.scattered {
                row.push(column(4, &scope.iter().map(ToString::to_string).collect::<Vec<_>>()));
            }
        } else {
            subject.insert(0, f.rule.to_string());
            if self.scattered && !scope.is_empty() {
                subject.push(scope.join(" "));
            }
            row.push(column(2, &subject));
        }
        let at = row.len();
        let values = if f.observed.is_empty() {
            vec![f.expected.to_string()]
        } else {
            vec![format!("{} /", f.expected), f.observed.to_string()]
        };
        row.push(column(at, &values));
        if self.mapped {
            let ids =
                rules.get(&*f.rule).map(|r| r.frameworks.iter().flat_map(|f| &f.ids)).into_iter().flatten();
            row.push(column(at + 1, &[ids.take(6).map(|i| &**i).collect::<Vec<_>>().join(", ")]));
        }
        row
    }
}

/// Colours the severity at the beginning of a row.
fn painted(sheet: &Sheet<'_>, line: &str, findings: &[&Finding]) -> String {
    if !sheet.paint.on {
        return line.to_owned();
    }
    for f in findings {
        let word = sheet.words.severity_short(f.severity);
        for border in ["│ ", "| "] {
            if let Some(rest) = line.strip_prefix(border).and_then(|l| l.strip_prefix(word))
                && rest.starts_with(' ')
            {
                return format!("{border}{}{rest}", sheet.paint.severity(f.severity, word));
            }
        }
    }
    line.to_owned()
}

fn place(place: &Place) -> String {
    format!("{}:{}:{}", place.path, place.line, place.column)
}

/// The ARN and the place on lines of their own, then the message; in the wide report also the evidence.
fn detail(sheet: &mut Sheet<'_>, number: usize, f: &Finding, digits: usize) -> io::Result<()> {
    let w = sheet.words;
    let indent = digits + 4;
    let mut names = Vec::new();
    if f.resource.id != f.resource.name {
        names.push(f.resource.id.to_string());
    }
    names.extend(f.location.as_ref().map(place));
    if names.is_empty() {
        names.push(format!("{}/{}", f.resource.kind, f.resource.name));
    }
    for (i, name) in names.iter().enumerate() {
        if i == 0 {
            sheet.ready(&format!("  {number:>digits$}  {}", words::line(name)))?;
        } else {
            sheet.name(indent, name)?;
        }
    }
    sheet.text(indent, &f.message)?;
    if sheet.wide {
        for r in &f.related {
            sheet.text(indent, &format!("{}{}{}", r.message, w.colon, place(&r.place)))?;
        }
        for e in &f.evidence {
            let origin = if e.origin.is_empty() { String::new() } else { format!(" [{}]", e.origin) };
            let text = format!("{}{}{} = {}{origin}", w.evidence, w.colon, e.field, e.value);
            sheet.text_like(indent, &text, |paint, line| paint.quiet(line))?;
        }
    }
    Ok(())
}
