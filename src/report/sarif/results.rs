//! One result per failing finding.

use super::bag;
use super::places::Places;
use super::rules::{Descriptors, level};
use crate::evaluate::{Finding, Ignored, Related};
use crate::rules::Severity;
use crate::words::{self, Words, fill, words};
use serde_json::json;
use serde_sarif::sarif::{
    CodeFlow, Location, Message, Result as SarifResult, ResultKind, ResultLevel, Suppression, ThreadFlow,
    ThreadFlowLocation,
};
use std::collections::BTreeMap;

/// Most related locations of one result; GitHub refuses a file with more.
pub const MAX_RELATED: usize = 1_000;
/// Most links in a message.
const MAX_LINKS: usize = 10;

pub fn result(f: &Finding, descriptors: &Descriptors, places: &Places<'_>) -> SarifResult {
    let related = related(&f.related, places);
    let place = places.of(f);
    let flow = (!related.is_empty()).then(|| vec![flow(&related, &place, f)]);
    SarifResult::builder()
        .rule_id(words::line(&f.rule).into_owned())
        .rule_index(descriptors.index(f))
        .level(result_level(f.severity))
        .kind(ResultKind::Fail)
        .message(Message::builder().text(text(f, places) + &links(&related, places)).build())
        .locations(vec![place])
        .opt_related_locations((!related.is_empty()).then_some(related))
        .opt_code_flows(flow)
        .partial_fingerprints(BTreeMap::from([
            ("primaryLocationLineHash".to_owned(), places.line_hash(f)),
            ("tidegate/v1".to_owned(), words::line(&f.fingerprint).into_owned()),
        ]))
        .properties(properties(f))
        .build()
}

/// A result that its template asks not to be told of: readers close it, and show why.
pub fn ignored(ignored: &Ignored, descriptors: &Descriptors, places: &Places<'_>) -> SarifResult {
    let w = words(places.language);
    let suppression = Suppression::builder()
        .kind(json!("inSource"))
        .status(json!("accepted"))
        .justification(words::block(&ignored.reason).into_owned())
        .opt_location(places.step(&ignored.place, w.ignored_heading))
        .build();
    let mut result = result(&ignored.finding, descriptors, places);
    result.suppressions = Some(vec![suppression]);
    result
}

/// Related places of all findings, and how many of them the limit leaves.
pub fn related_counts(fails: &[&Finding]) -> (usize, usize) {
    let of = |f: &&Finding| f.related.len();
    (fails.iter().map(of).sum(), fails.iter().map(|f| of(f).min(MAX_RELATED)).sum())
}

fn related(all: &[Related], places: &Places<'_>) -> Vec<Location> {
    let steps = all.iter().take(MAX_RELATED).filter_map(|r| places.step(&r.place, &r.message));
    steps
        .enumerate()
        .map(|(i, mut location)| {
            location.id = Some(i as i64 + 1);
            location
        })
        .collect()
}

/// The decisions in order, then the place they lead to.
fn flow(related: &[Location], place: &Location, f: &Finding) -> CodeFlow {
    let mut end = place.clone();
    end.message = Some(Message::builder().text(words::line(&f.message).into_owned()).build());
    let steps = related.iter().cloned().chain([end]);
    let steps = steps.map(|mut l| {
        l.id = None;
        ThreadFlowLocation::builder().location(l).build()
    });
    CodeFlow::builder()
        .thread_flows(vec![ThreadFlow::builder().locations(steps.collect::<Vec<_>>()).build()])
        .build()
}

fn result_level(severity: Severity) -> ResultLevel {
    match level(severity) {
        "error" => ResultLevel::Error,
        "warning" => ResultLevel::Warning,
        _ => ResultLevel::Note,
    }
}

/// Names the resource in its first sentence: readers that show no logical locations show this.
fn text(f: &Finding, places: &Places<'_>) -> String {
    let w = words(places.language);
    let mut parts = vec![format!("{}{}{}", about(f, w), w.colon, f.message)];
    let mut values = format!("{}{}{}", w.expected, w.colon, f.expected);
    if !f.observed.is_empty() {
        values.push_str(w.semicolon);
        values.push_str(&format!("{}{}{}", w.observed, w.colon, f.observed));
    }
    parts.push(values);
    if !f.remediation.text.is_empty() {
        parts.push(f.remediation.text.to_string());
    }
    unlinked(&words::block(&parts.join("\n\n")))
}

/// The places that decided, as links of the message: readers jump to them.
fn links(related: &[Location], places: &Places<'_>) -> String {
    if related.is_empty() {
        return String::new();
    }
    let w = words(places.language);
    let link = |(l, n): (&Location, usize)| {
        let text = l.message.as_ref().and_then(|m| m.text.as_deref()).unwrap_or_default();
        format!("[{}]({n})", text.replace(['[', ']', '(', ')', '\\'], " "))
    };
    let links: Vec<String> = related.iter().take(MAX_LINKS).zip(1..).map(link).collect();
    format!("\n\n{}{}{}", w.decided_by, w.colon, links.join(w.comma))
}

/// The resource, with the item and the template world when there are any.
pub fn about(f: &Finding, w: &Words) -> String {
    let r = &f.resource;
    let template = if r.account.is_empty() || r.region.is_empty() {
        w.about_resource_unplaced
    } else {
        w.about_resource
    };
    let values = [("kind", &*r.kind), ("name", &*r.name), ("account", &*r.account), ("region", &*r.region)];
    let mut text = fill(template, &values);
    for part in [&f.item, &f.world].into_iter().flatten() {
        text.push_str(&fill(w.parentheses, &[("text", part)]));
    }
    text
}

/// `[a](b)` in a message is a link, which no name of a resource may make.
pub fn unlinked(text: &str) -> String {
    if !text.contains("](") {
        return text.to_owned();
    }
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

fn properties(f: &Finding) -> serde_sarif::sarif::PropertyBag {
    let (r, fix) = (&f.resource, &f.remediation);
    let line = |t: &str| json!(words::line(t));
    let block = |t: &str| (!t.is_empty()).then(|| words::block(t).into_owned());
    let evidence = f.evidence.iter().map(
        |e| json!({"field": line(&e.field), "value": words::block(&e.value), "origin": line(&e.origin)}),
    );
    bag([
        ("kind", line(&r.kind)),
        ("id", line(&r.id)),
        ("account", line(&r.account)),
        ("region", line(&r.region)),
        ("severity", json!(f.severity.name())),
        ("confidence", json!(f.confidence.name())),
        ("expected", json!(words::block(&f.expected))),
        ("observed", json!(words::block(&f.observed))),
        ("item", json!(f.item.as_ref().map(|i| words::line(i)))),
        ("world", json!(f.world.as_ref().map(|w| words::line(w)))),
        ("evidence", evidence.collect()),
        ("immutable", json!(fix.immutable)),
        ("cli", json!(block(&fix.cli))),
        ("cloudformation", json!(block(&fix.cloudformation))),
        ("terraform", json!(block(&fix.terraform))),
    ])
}
