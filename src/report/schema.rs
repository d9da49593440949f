//! The JSON Schema of the JSON report: `tidegate schema report`.

use super::json::{SCHEMA, VERSION};
use super::schema_phrases as phrases;
use crate::inventory::snapshot::{described, in_language};
use crate::rules::Language;
use serde_json::{Map, Value, json};

/// Draft 2020-12. Closed: a member that stands nowhere here cannot stand in a report. Only descriptions follow the
/// language.
pub fn report(language: Language) -> Value {
    let languages = Language::ALL.map(Language::tag);
    let mut root = object(&[
        ("schema", json!({"const": SCHEMA})),
        ("version", json!({"const": VERSION})),
        ("tool", described(text(), &phrases::TOOL)),
        ("language", described(json!({"enum": languages}), &phrases::LANGUAGE)),
        ("run", run()),
        ("rules", rules()),
        ("resources", list(object(&[("kind", text()), ("count", count())]))),
        ("summary", summary()),
        ("coverage", list(coverage())),
        ("not_assessed", not_assessed()),
        ("problems", described(list(problem()), &phrases::PROBLEMS)),
        ("findings", described(list(finding()), &phrases::FINDINGS)),
        ("ignored", described(list(ignored()), &phrases::IGNORED)),
        ("remarks", described(list(problem()), &phrases::REMARKS)),
    ]);
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("tidegate report");
    root["$defs"] = json!({
        "severity": {"enum": ["critical", "high", "medium", "low", "info"]},
        "place": place(),
        "why": why(),
    });
    in_language(&mut root, language);
    root
}

fn ignored() -> Value {
    let from_one = || json!({"type": "integer", "minimum": 1});
    let asked_at = object(&[("path", text()), ("line", from_one()), ("column", from_one())]);
    object(&[
        ("reason", text()),
        ("asked_at", described(asked_at, &phrases::ASKED_AT)),
        ("finding", finding()),
    ])
}

fn run() -> Value {
    object(&[
        ("started", described(text(), &phrases::STARTED)),
        ("finished", text()),
        ("partition", text()),
        ("accounts", list(text())),
        ("regions", list(text())),
        ("principal", described(or_null(text()), &phrases::PRINCIPAL)),
        ("snapshot", described(or_null(text()), &phrases::SNAPSHOT)),
        ("interrupted", flag()),
        ("incomplete", described(flag(), &phrases::INCOMPLETE)),
        ("exit_code", or_null(json!({"type": "integer", "minimum": 0, "maximum": 255}))),
        ("exit_meaning", or_null(text())),
        ("fail_on", or_null(reference("severity"))),
    ])
}

fn rules() -> Value {
    let mut ran = tally();
    ran["properties"]["id"] = text();
    if let Some(required) = ran["required"].as_array_mut() {
        required.push(json!("id"));
    }
    object(&[
        ("digest", described(json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}), &phrases::DIGEST)),
        ("known", described(count(), &phrases::KNOWN)),
        ("ran", list(ran)),
        ("deselected", described(list(object(&[("id", text()), ("by", text())])), &phrases::DESELECTED)),
        (
            "changed",
            described(
                list(object(&[("id", text()), ("member", text()), ("from", text()), ("to", text())])),
                &phrases::CHANGED,
            ),
        ),
        ("config", described(or_null(text()), &phrases::CONFIG)),
    ])
}

fn tally() -> Value {
    object(&[("pass", count()), ("fail", count()), ("undecided", count()), ("not-applicable", count())])
}

fn summary() -> Value {
    let severities = ["critical", "high", "medium", "low", "info"].map(|s| (s, count()));
    object(&[("verdicts", tally()), ("severities", described(object(&severities), &phrases::SEVERITIES))])
}

fn coverage() -> Value {
    let gap = object(&[
        ("target", described(or_null(text()), &phrases::TARGET)),
        ("why", reference("why")),
        ("reason", text()),
        ("optional", described(flag(), &phrases::OPTIONAL_GAP)),
    ]);
    object(&[
        ("account", text()),
        ("region", text()),
        ("operation", text()),
        ("calls", count()),
        ("items", count()),
        ("complete", flag()),
        ("gaps", list(gap)),
    ])
}

fn not_assessed() -> Value {
    let reason = object(&[
        ("why", reference("why")),
        ("reason", text()),
        ("checks", count()),
        ("resources", count()),
        ("rules", list(text())),
        ("gaps", count()),
    ]);
    object(&[
        ("checks", described(count(), &phrases::UNDECIDED_CHECKS)),
        ("gaps", described(count(), &phrases::GAPS)),
        ("missing_permissions", list(text())),
        ("reasons", list(reason)),
    ])
}

fn problem() -> Value {
    object(&[
        ("path", text()),
        ("line", described(count(), &phrases::NO_LINE)),
        ("column", count()),
        ("message", text()),
    ])
}

fn finding() -> Value {
    let resource = object(&[
        ("kind", text()),
        ("id", described(text(), &phrases::ID)),
        ("name", text()),
        ("account", described(text(), &phrases::TEMPLATE_SILENT)),
        ("region", text()),
    ]);
    let evidence =
        object(&[("field", text()), ("value", text()), ("origin", described(text(), &phrases::ORIGIN))]);
    let missing = object(&[("field", text()), ("why", reference("why")), ("reason", text())]);
    let remediation = object(&[
        ("text", text()),
        ("immutable", described(flag(), &phrases::IMMUTABLE)),
        ("cli", text()),
        ("cloudformation", text()),
        ("terraform", text()),
    ]);
    let fingerprint = json!({"type": "string", "pattern": "^[0-9a-f]{32}$"});
    object(&[
        ("rule", text()),
        ("verdict", json!({"enum": ["fail", "undecided", "pass", "not-applicable"]})),
        ("severity", reference("severity")),
        ("confidence", json!({"enum": ["high", "medium", "low"]})),
        ("fingerprint", described(fingerprint, &phrases::FINGERPRINT)),
        ("message", text()),
        ("expected", text()),
        ("observed", text()),
        ("resource", resource),
        ("item", described(or_null(text()), &phrases::ITEM)),
        ("location", described(or_null(reference("place")), &phrases::LOCATION)),
        ("related", list(object(&[("message", text()), ("location", reference("place"))]))),
        ("world", described(or_null(text()), &phrases::WORLD)),
        ("evidence", list(evidence)),
        ("missing", list(missing)),
        ("remediation", remediation),
    ])
}

fn place() -> Value {
    let from_one = || json!({"type": "integer", "minimum": 1});
    let place = object(&[
        ("path", text()),
        ("line", from_one()),
        ("column", from_one()),
        ("end_line", from_one()),
        ("end_column", from_one()),
    ]);
    described(place, &phrases::PLACE)
}

/// A reason as data: its kind, and what it is about.
fn why() -> Value {
    let denial = json!({"enum": [
        "identity-policy", "service-control-policy", "resource-control-policy", "permissions-boundary",
        "session-policy", "resource-policy", "key-policy", "vpc-endpoint-policy", "region-disabled", "unspecified"
    ]});
    let reasons: [(&str, Vec<(&str, Value)>); 10] = [
        ("denied", vec![("operation", text()), ("code", text()), ("by", denial)]),
        ("failed", vec![("operation", text()), ("code", text())]),
        ("throttled", vec![("operation", text())]),
        ("truncated", vec![("operation", text()), ("reason", text())]),
        ("malformed", vec![("operation", text()), ("detail", text())]),
        ("unrecognised", vec![("value", text())]),
        ("deferred", vec![("expression", text())]),
        ("not-collected", vec![("what", text())]),
        ("interrupted", vec![("operation", text())]),
        ("limit", vec![("what", text())]),
    ];
    let tagged = reasons.iter().map(|(name, members)| object(&[(name, object(members))]));
    let any: Vec<Value> = std::iter::once(json!({"const": "not-stated"})).chain(tagged).collect();
    json!({"oneOf": any})
}

/// Every member is required and no other is allowed.
fn object(members: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = members.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
    let required: Vec<&str> = members.iter().map(|(n, _)| *n).collect();
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn or_null(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn flag() -> Value {
    json!({"type": "boolean"})
}

/// Where a document breaks the schema.
#[cfg(test)]
pub fn faults(document: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(&report(Language::En)).expect("the schema is one");
    validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect()
}
