//! Findings that their template asks not to be told of: they leave the verdicts, never the report.
//!
//! A request without a reason is not honoured. What a request does not do is told: ids that no rule has, and ids whose
//! rule finds nothing there any more.

use super::finding::{Finding, Problem};
use crate::inventory::Place;
use crate::rules::expr::check::near;
use crate::rules::phrases::{DID_YOU_MEAN, NO_RULE};
use crate::rules::{Language, Rule, Verdict};
use crate::said;
use crate::words::{self, fill};
use std::collections::HashMap;

/// A finding that is not counted, and who asked for that.
#[derive(Debug, Clone)]
pub struct Ignored {
    pub finding: Finding,
    pub reason: Box<str>,
    /// Where it is asked for.
    pub place: Place,
}

/// A request not to be told.
pub struct Request<'a> {
    /// Where it is written, lines and columns from 1.
    pub path: &'a str,
    pub line: u32,
    pub column: u32,
    /// Ids of rules, as written.
    pub rules: &'a [Box<str>],
    /// Empty when none is given.
    pub reason: &'a str,
    pub about: Box<dyn Fn(&Finding) -> bool + 'a>,
}

/// The rules that requests may name.
pub struct Known<'a> {
    /// Every rule there is, whether it ran or not.
    pub all: &'a [&'a Rule],
    /// Those that ran.
    pub ran: &'a [&'a Rule],
}

impl Known<'_> {
    fn by_name(&self, name: &str) -> Option<&Rule> {
        self.all.iter().copied().find(|r| *r.id == *name || r.aliases.iter().any(|a| **a == *name))
    }
}

/// Parts the findings that a request is about from the others, and says what is wrong with requests.
pub fn part(
    findings: Vec<Finding>,
    requests: &[Request<'_>],
    known: &Known<'_>,
    language: Language,
) -> (Vec<Finding>, Vec<Ignored>, Vec<Problem>) {
    // By the ids that rules have now; a former id works on.
    let mut by_rule: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for (i, request) in requests.iter().enumerate() {
        for (n, name) in request.rules.iter().enumerate() {
            if let Some(rule) = known.by_name(name) {
                by_rule.entry(&rule.id).or_default().push((i, n));
            }
        }
    }
    let mut used: Vec<Vec<bool>> = requests.iter().map(|r| vec![false; r.rules.len()]).collect();
    let (mut kept, mut ignored) = (Vec::new(), Vec::new());
    for finding in findings {
        let mut asked = None;
        let of_rule = by_rule.get(&*finding.rule).filter(|_| {
            // What passes needs no request.
            matches!(finding.verdict, Verdict::Fail | Verdict::Undecided)
        });
        for &(i, n) in of_rule.into_iter().flatten().filter(|(i, _)| (requests[*i].about)(&finding)) {
            used[i][n] = true;
            if asked.is_none() && !requests[i].reason.is_empty() {
                asked = Some(i);
            }
        }
        match asked {
            Some(i) => {
                let reason = requests[i].reason.into();
                ignored.push(Ignored { finding, reason, place: place(&requests[i]) });
            }
            None => kept.push(finding),
        }
    }
    let told = requests.iter().zip(&used).flat_map(|(r, used)| remarks(r, used, known, language));
    let mut remarks: Vec<Problem> = told.collect();
    remarks.sort();
    (kept, ignored, remarks)
}

fn place(request: &Request<'_>) -> Place {
    Place {
        path: request.path.into(),
        line: request.line,
        column: request.column,
        end_line: 0,
        end_column: 0,
        via: Vec::new(),
    }
}

fn remarks(request: &Request<'_>, used: &[bool], known: &Known<'_>, language: Language) -> Vec<Problem> {
    let w = words::words(language);
    let remark = |message: String| Problem {
        path: request.path.into(),
        line: request.line,
        column: request.column,
        message: message.into(),
    };
    if request.rules.is_empty() {
        return vec![remark(w.ignore_names_no_rule.to_owned())];
    }
    if request.reason.is_empty() {
        return vec![remark(w.ignore_without_reason.to_owned())];
    }
    let mut out = Vec::new();
    for (name, used) in request.rules.iter().zip(used) {
        match known.by_name(name) {
            None => {
                let mut text = said!(NO_RULE, id = words::line(name)).text(language);
                if let Some(meant) = near(name, known.all.iter().map(|r| &*r.id)) {
                    text.push_str(w.semicolon);
                    text.push_str(&said!(DID_YOU_MEAN, name = meant).text(language));
                }
                out.push(remark(text));
            }
            Some(rule) if !used && known.ran.iter().any(|r| r.id == rule.id) => {
                out.push(remark(fill(w.ignore_matches_nothing, &[("id", &rule.id)])));
            }
            Some(_) => {}
        }
    }
    out
}
