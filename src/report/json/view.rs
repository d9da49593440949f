//! A finding as JSON shows it: every text clean, nothing left out.

use crate::evaluate::{Finding, Ignored};
use crate::inventory::Place;
use crate::rules::Language;
use crate::words;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// Text that becomes one clean line.
pub struct Line<'a>(pub &'a str);
/// Text that keeps its line breaks.
pub struct Block<'a>(pub &'a str);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&words::line(self.0))
    }
}

impl Serialize for Block<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&words::block(self.0))
    }
}

/// A value with every text in it clean, keys too.
pub fn cleaned(value: Value) -> Value {
    match value {
        Value::String(s) => Value::String(words::block(&s).into_owned()),
        Value::Array(items) => items.into_iter().map(cleaned).collect(),
        Value::Object(map) => {
            map.into_iter().map(|(k, v)| (words::line(&k).into_owned(), cleaned(v))).collect()
        }
        other => other,
    }
}

#[derive(Serialize)]
pub struct FindingView<'a> {
    rule: Line<'a>,
    verdict: &'static str,
    severity: &'static str,
    confidence: &'static str,
    fingerprint: Line<'a>,
    message: Block<'a>,
    expected: Block<'a>,
    observed: Block<'a>,
    resource: ResourceView<'a>,
    item: Option<Line<'a>>,
    location: Option<PlaceView<'a>>,
    related: Vec<RelatedView<'a>>,
    world: Option<Line<'a>>,
    evidence: Vec<EvidenceView<'a>>,
    missing: Vec<MissingView<'a>>,
    remediation: RemediationView<'a>,
}

/// A finding that its template asks not to be told of.
#[derive(Serialize)]
pub struct IgnoredView<'a> {
    reason: Block<'a>,
    asked_at: AskedView<'a>,
    finding: FindingView<'a>,
}

#[derive(Serialize)]
struct AskedView<'a> {
    path: Line<'a>,
    line: u32,
    column: u32,
}

impl<'a> IgnoredView<'a> {
    pub fn new(ignored: &'a Ignored, language: Language) -> Self {
        let place = &ignored.place;
        Self {
            reason: Block(&ignored.reason),
            asked_at: AskedView { path: Line(&place.path), line: place.line, column: place.column },
            finding: FindingView::new(&ignored.finding, language),
        }
    }
}

#[derive(Serialize)]
struct ResourceView<'a> {
    kind: Line<'a>,
    id: Line<'a>,
    name: Line<'a>,
    account: Line<'a>,
    region: Line<'a>,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    path: Line<'a>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct RelatedView<'a> {
    message: Block<'a>,
    location: PlaceView<'a>,
}

#[derive(Serialize)]
struct EvidenceView<'a> {
    field: Line<'a>,
    value: Block<'a>,
    origin: Line<'a>,
}

#[derive(Serialize)]
struct MissingView<'a> {
    field: Line<'a>,
    why: Value,
    reason: String,
}

#[derive(Serialize)]
struct RemediationView<'a> {
    text: Block<'a>,
    immutable: bool,
    cli: Block<'a>,
    cloudformation: Block<'a>,
    terraform: Block<'a>,
}

impl<'a> FindingView<'a> {
    pub fn new(f: &'a Finding, language: Language) -> Self {
        let (r, fix) = (&f.resource, &f.remediation);
        Self {
            rule: Line(&f.rule),
            verdict: f.verdict.name(),
            severity: f.severity.name(),
            confidence: f.confidence.name(),
            fingerprint: Line(&f.fingerprint),
            message: Block(&f.message),
            expected: Block(&f.expected),
            observed: Block(&f.observed),
            resource: ResourceView {
                kind: Line(&r.kind),
                id: Line(&r.id),
                name: Line(&r.name),
                account: Line(&r.account),
                region: Line(&r.region),
            },
            item: f.item.as_deref().map(Line),
            location: f.location.as_ref().map(place),
            related: f
                .related
                .iter()
                .map(|r| RelatedView { message: Block(&r.message), location: place(&r.place) })
                .collect(),
            world: f.world.as_deref().map(Line),
            evidence: f
                .evidence
                .iter()
                .map(|e| EvidenceView {
                    field: Line(&e.field),
                    value: Block(&e.value),
                    origin: Line(&e.origin),
                })
                .collect(),
            missing: f
                .missing
                .iter()
                .map(|m| MissingView {
                    field: Line(&m.field),
                    why: cleaned(serde_json::json!(m.why)),
                    reason: words::line(&words::why(language, &m.why)).into_owned(),
                })
                .collect(),
            remediation: RemediationView {
                text: Block(&fix.text),
                immutable: fix.immutable,
                cli: Block(&fix.cli),
                cloudformation: Block(&fix.cloudformation),
                terraform: Block(&fix.terraform),
            },
        }
    }
}

fn place(p: &Place) -> PlaceView<'_> {
    PlaceView {
        path: Line(&p.path),
        line: p.line,
        column: p.column,
        end_line: p.end_line,
        end_column: p.end_column,
    }
}
