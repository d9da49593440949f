//! The JSON Schema of the JSON report: `tidegate schema report`.

use super::json::{SCHEMA, VERSION};
use crate::rules::Language;
use serde_json::{Map, Value, json};

/// Draft 2020-12. Closed: a member that stands nowhere here cannot stand in a report.
pub fn report() -> Value {
    let languages = Language::ALL.map(Language::tag);
    let mut root = object(&[
        ("schema", json!({"const": SCHEMA})),
        ("version", json!({"const": VERSION})),
        ("tool", described(text(), "Name and version, `tidegate 0.1.0`.")),
        ("language", described(json!({"enum": languages}), "Language of the sentences.")),
        ("run", run()),
        ("rules", rules()),
        ("resources", list(object(&[("kind", text()), ("count", count())]))),
        ("summary", summary()),
        ("coverage", list(coverage())),
        ("not_assessed", not_assessed()),
        ("problems", described(list(problem()), "Inputs that could not be read.")),
        (
            "findings",
            described(list(finding()), "Worst first. Only fails unless more was asked for with --show."),
        ),
        (
            "ignored",
            described(
                list(ignored()),
                "Findings that their templates ask not to be told of. No number counts them.",
            ),
        ),
        ("remarks", described(list(problem()), "What is wrong with such requests.")),
    ]);
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("tidegate report");
    root["$defs"] = json!({
        "severity": {"enum": ["critical", "high", "medium", "low", "info"]},
        "place": place(),
        "why": why(),
    });
    root
}

fn ignored() -> Value {
    let from_one = || json!({"type": "integer", "minimum": 1});
    let asked_at = object(&[("path", text()), ("line", from_one()), ("column", from_one())]);
    object(&[
        ("reason", text()),
        ("asked_at", described(asked_at, "Where the request is written.")),
        ("finding", finding()),
    ])
}

fn run() -> Value {
    object(&[
        ("started", described(text(), "RFC 3339, UTC; empty when nothing was collected.")),
        ("finished", text()),
        ("partition", text()),
        ("accounts", list(text())),
        ("regions", list(text())),
        ("principal", described(or_null(text()), "ARN of the caller.")),
        ("snapshot", described(or_null(text()), "The file that the lines of locations count in.")),
        ("interrupted", flag()),
        ("incomplete", described(flag(), "A verdict or an input is missing: this is no clean run.")),
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
        (
            "digest",
            described(json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}), "SHA-256 over the rules."),
        ),
        (
            "known",
            described(count(), "Rules that there are: those that ran, and those that were not to run."),
        ),
        ("ran", list(ran)),
        (
            "deselected",
            described(
                list(object(&[("id", text()), ("by", text())])),
                "Rules that did not run, with the option or the member of the configuration that said so.",
            ),
        ),
        (
            "changed",
            described(
                list(object(&[("id", text()), ("member", text()), ("from", text()), ("to", text())])),
                "What the configuration changed about rules that ran.",
            ),
        ),
        ("config", described(or_null(text()), "The configuration file.")),
    ])
}

fn tally() -> Value {
    object(&[("pass", count()), ("fail", count()), ("undecided", count()), ("not-applicable", count())])
}

fn summary() -> Value {
    let severities = ["critical", "high", "medium", "low", "info"].map(|s| (s, count()));
    object(&[
        ("verdicts", tally()),
        ("severities", described(object(&severities), "Failing findings by severity.")),
    ])
}

fn coverage() -> Value {
    let gap = object(&[
        ("target", described(or_null(text()), "What the call was about; null for a listing.")),
        ("why", reference("why")),
        ("reason", text()),
        ("optional", described(flag(), "A gap by choice, which does not make the run incomplete.")),
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
        ("checks", described(count(), "Verdicts that something unknown could change.")),
        ("gaps", described(count(), "Calls without an answer.")),
        ("missing_permissions", list(text())),
        ("reasons", list(reason)),
    ])
}

fn problem() -> Value {
    object(&[
        ("path", text()),
        ("line", described(count(), "0 when the problem is not at a line.")),
        ("column", count()),
        ("message", text()),
    ])
}

fn finding() -> Value {
    let resource = object(&[
        ("kind", text()),
        ("id", described(text(), "The ARN when there is one.")),
        ("name", text()),
        ("account", described(text(), "Empty when a template does not say.")),
        ("region", text()),
    ]);
    let evidence = object(&[
        ("field", text()),
        ("value", text()),
        (
            "origin",
            described(
                text(),
                "An API operation, a place, `default <url>`, `derived <from>`; empty when unknown.",
            ),
        ),
    ]);
    let missing = object(&[("field", text()), ("why", reference("why")), ("reason", text())]);
    let remediation = object(&[
        ("text", text()),
        ("immutable", described(flag(), "The fix is a new resource.")),
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
        ("fingerprint", described(fingerprint, "The same finding has the same fingerprint in every run.")),
        ("message", text()),
        ("expected", text()),
        ("observed", text()),
        ("resource", resource),
        ("item", described(or_null(text()), "Which item of the resource, such as a connector property.")),
        ("location", described(or_null(reference("place")), "Place in a template, or line in the snapshot.")),
        ("related", list(object(&[("message", text()), ("location", reference("place"))]))),
        ("world", described(or_null(text()), "Parameter values under which a template finding holds.")),
        ("evidence", list(evidence)),
        ("missing", list(missing)),
        ("remediation", remediation),
    ])
}

fn place() -> Value {
    let from_one = || json!({"type": "integer", "minimum": 1});
    let mut place = object(&[
        ("path", text()),
        ("line", from_one()),
        ("column", from_one()),
        ("end_line", from_one()),
        ("end_column", from_one()),
    ]);
    place["description"] = json!("Lines and columns from 1, columns in code points, the end exclusive.");
    place
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

fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = json!(description);
    schema
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
    let validator = jsonschema::draft202012::new(&report()).expect("the schema is one");
    validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect()
}
