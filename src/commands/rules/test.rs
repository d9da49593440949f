//! `rules test`: every example of a rule, judged, beside the verdict that it says.

use super::example::{Outcome, TEMPLATE, judge_example};
use super::set::written_rules;
use crate::cli::Choice;
use crate::commands::RunError;
use crate::commands::config::Config;
use crate::commands::deliver::{self, Terminal};
use crate::evaluate::Finding;
use crate::rules::rule::Example;
use crate::rules::{Language, Rule, Verdict};
use crate::words::{self, Words, count, fill};
use rayon::prelude::*;

/// Evidence shown of a verdict that was not expected.
const SHOWN: usize = 12;

/// The rules named by `ids`, else those that `choice` selects. They are judged as they are written: examples are made
/// for a rule's own parameters.
pub fn test(ids: &[String], choice: &Choice, config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    let w = words::words(terminal.language);
    let set = written_rules(choice, config, terminal.language)?;
    let mut rules = set.running();
    if !ids.is_empty() {
        rules = ids.iter().map(|id| set.named(id, terminal.language)).collect::<Result<_, _>>()?;
    }
    let all: Vec<&Rule> = set.all().collect();
    let results: Vec<(&Rule, Vec<String>)> =
        rules.par_iter().map(|rule| (*rule, of_rule(rule, &all, terminal.language))).collect();
    let wrong: usize = results.iter().map(|(_, faults)| faults.len()).sum();
    let examples: usize = rules.iter().map(|r| r.examples.len()).sum();
    let numbers = [
        ("rules", count(rules.len() as u64)),
        ("examples", count(examples as u64)),
        ("wrong", count(wrong as u64)),
    ];
    let numbers = numbers.each_ref().map(|(name, n)| (*name, &**n));
    deliver::stdout(|out| {
        for (rule, faults) in &results {
            for fault in faults {
                writeln!(
                    out,
                    "{} ({})\n{}\n",
                    words::line(&rule.id),
                    words::line(&rule.path),
                    words::block(fault)
                )?;
            }
        }
        writeln!(out, "{}", fill(w.test_summary, &numbers))
    })?;
    Ok(if wrong == 0 { 0 } else { super::super::exit::WRONG })
}

/// What is not as the examples say, one text an example.
fn of_rule(rule: &Rule, all: &[&Rule], language: Language) -> Vec<String> {
    let w = words::words(language);
    let one = |example: &Example| {
        let faults = match judge_example(rule, example, &beside(rule, example, all)) {
            Ok(outcome) => unlike(example, &outcome, w),
            Err(error) => vec![fill(w.test_unread, &[("error", &error.text(language))])],
        };
        (!faults.is_empty()).then(|| {
            let lines: Vec<String> =
                faults.iter().map(|f| format!("  {}", f.replace('\n', "\n  "))).collect();
            format!("{}\n{}", example.name, lines.join("\n"))
        })
    };
    rule.examples.iter().filter_map(one).collect()
}

/// The rules that must not fail on an example unless it names them: for a built-in rule the built-in ones, for one's
/// own one's own. A new built-in rule must not break the examples of others' rules.
fn beside<'r>(rule: &Rule, example: &Example, all: &[&'r Rule]) -> Vec<&'r Rule> {
    let builtin = |r: &Rule| crate::rules::builtin().by_id(&r.id).is_some();
    let named = |r: &Rule| example.also_fails.contains(&r.id);
    all.iter().filter(|r| builtin(r) == builtin(rule) || named(r)).copied().collect()
}

fn unlike(example: &Example, outcome: &Outcome, w: &Words) -> Vec<String> {
    let mut faults = Vec::new();
    let mut differ = |label: &str, expected: &str, got: &str| {
        if expected != got {
            let values = [("what", label), ("expected", expected), ("got", got)];
            faults.push(fill(w.test_differs, &values));
        }
    };
    differ(w.col_verdict, example.verdict.name(), outcome.verdict.name());
    if let Some(severity) = example.severity {
        differ(w.page_severity, severity.name(), outcome.severity.name());
    }
    if let Some(line) = example.template.as_ref().and_then(|t| t.line) {
        let lines: Vec<String> = lines(outcome).iter().map(u32::to_string).collect();
        if !lines.contains(&line.to_string()) {
            differ(w.test_line, &line.to_string(), &lines.join(w.comma));
        }
    }
    let mut also: Vec<&str> = example.also_fails.iter().map(|id| &**id).collect();
    also.sort_unstable();
    let got: Vec<&str> = outcome.also_fails.iter().map(|id| &**id).collect();
    differ(w.test_also, &also.join(w.comma), &got.join(w.comma));
    if !faults.is_empty() && example.verdict != outcome.verdict {
        faults.extend(outcome.findings.iter().find(|f| f.verdict == outcome.verdict).map(evidence));
    }
    faults
}

/// Lines of the template that the findings point at.
fn lines(outcome: &Outcome) -> Vec<u32> {
    let of_verdict = outcome.findings.iter().filter(|f| f.verdict == outcome.verdict);
    let places = of_verdict.filter_map(|f| f.location.as_ref());
    let mut lines: Vec<u32> = places.filter(|p| p.path.starts_with(TEMPLATE)).map(|p| p.line).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// What the verdict rests on.
fn evidence(finding: &Finding) -> String {
    let mut lines: Vec<String> = Vec::new();
    if finding.verdict == Verdict::Undecided {
        lines.push(finding.message.to_string());
    }
    let read = finding.evidence.iter().take(SHOWN);
    lines.extend(read.map(|e| format!("{} = {} ({})", e.field, e.value, e.origin)));
    lines.join("\n")
}
