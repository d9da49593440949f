//! `tool.driver.rules[]`: what GitHub shows about a rule, and where its alerts take their severity from.

use super::super::{Options, rule_page, rule_text};
use super::bag;
use crate::evaluate::{Finding, Report};
use crate::rules::{Confidence, Language, Rule, Severity, Verdict};
use crate::words;
use serde_json::json;
use serde_sarif::sarif::{
    MultiformatMessageString, PropertyBag, ReportingConfiguration, ReportingDescriptor,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Longest description that GitHub takes is 1,024 characters.
const DESCRIPTION: usize = 1_000;
/// Tags that GitHub shows.
const TAGS: usize = 10;

/// Every rule that ran, sorted by id, so that a rule keeps its index while nothing is added.
pub struct Descriptors {
    pub list: Vec<ReportingDescriptor>,
    index: HashMap<Box<str>, i64>,
}

impl Descriptors {
    pub fn new(report: &Report, rules: &[&Rule]) -> Self {
        let by_id: BTreeMap<&str, &Rule> = rules.iter().map(|r| (&*r.id, *r)).collect();
        let mut ids: BTreeSet<&str> = by_id.keys().copied().collect();
        ids.extend(report.findings.iter().map(|f| &*f.rule));
        let worst = worst(report);
        let list = ids.iter().map(|id| match by_id.get(id) {
            Some(rule) => {
                let severity = worst.get(id).copied().unwrap_or(rule.severity);
                descriptor(rule, severity, report.language)
            }
            None => unknown(id, worst.get(id).copied().unwrap_or(Severity::Medium)),
        });
        let list = list.collect();
        Self { list, index: ids.iter().enumerate().map(|(i, id)| ((*id).into(), i as i64)).collect() }
    }

    /// The place of a finding's rule in the list.
    pub fn index(&self, f: &Finding) -> i64 {
        self.index[&f.rule]
    }
}

/// GitHub takes an alert's severity from its rule alone, so the rule shows the worst it came to in this run.
fn worst(report: &Report) -> HashMap<&str, Severity> {
    let mut worst: HashMap<&str, Severity> = HashMap::new();
    for f in report.findings.iter().filter(|f| f.verdict == Verdict::Fail) {
        let severity = worst.entry(&f.rule).or_insert(f.severity);
        *severity = (*severity).min(f.severity);
    }
    worst
}

fn descriptor(rule: &Rule, severity: Severity, language: Language) -> ReportingDescriptor {
    let texts = rule.texts(language);
    let options = Options { width: Some(100), ascii: true, ..Options::default() };
    let help = MultiformatMessageString::builder()
        .text(rule_text(rule, language, &options))
        .markdown(rule_page(rule, language))
        .build();
    ReportingDescriptor::builder()
        .id(&*rule.id)
        .name(pascal(&rule.id))
        .short_description(message(&clip(&texts.title)))
        .full_description(message(&clip(&texts.why)))
        .help(help)
        .opt_help_uri(rule.sources.first().map(|s| s.url.to_string()))
        .default_configuration(ReportingConfiguration::builder().level(json!(level(severity))).build())
        .properties(properties(rule, severity))
        .build()
}

/// A finding of a rule that the caller did not hand over still needs its descriptor.
fn unknown(id: &str, severity: Severity) -> ReportingDescriptor {
    let id = words::line(id).into_owned();
    ReportingDescriptor::builder()
        .id(id.clone())
        .short_description(message(&id))
        .full_description(message(&id))
        .help(message(&id))
        .default_configuration(ReportingConfiguration::builder().level(json!(level(severity))).build())
        .build()
}

fn properties(rule: &Rule, severity: Severity) -> PropertyBag {
    let mut tags = vec!["security".to_owned()];
    for tag in rule.tags.iter().map(|t| t.to_string()).chain([rule.service.to_string()]) {
        if !tags.contains(&tag) && tags.len() < TAGS {
            tags.push(tag);
        }
    }
    let mapped: BTreeMap<&str, &[Box<str>]> =
        rule.frameworks.iter().map(|f| (&*f.framework, &f.ids[..])).collect();
    let mut bag = bag([
        ("security-severity", json!(security_severity(severity))),
        ("precision", json!(precision(rule.confidence))),
        ("problem.severity", json!(problem_severity(severity))),
        ("severity", json!(severity.name())),
        ("mappedTo", json!(mapped)),
    ]);
    bag.tags = Some(tags);
    bag
}

/// Over 9.0 is critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, below low. An informational rule has none.
pub fn security_severity(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Critical => Some("9.5"),
        Severity::High => Some("8.0"),
        Severity::Medium => Some("5.5"),
        Severity::Low => Some("2.0"),
        Severity::Info => None,
    }
}

pub fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "recommendation",
    }
}

fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

fn message(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(words::block(text).into_owned()).build()
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(DESCRIPTION) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}

/// `scram-secret-default-key` -> `ScramSecretDefaultKey`
fn pascal(id: &str) -> String {
    let part = |part: &str| {
        let mut chars = part.chars();
        chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect::<String>()
    };
    id.split('-').map(part).collect()
}
