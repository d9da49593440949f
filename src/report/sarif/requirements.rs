//! What a SARIF file must be: the published schema, and what GitHub code scanning asks for on top of it.

use serde_json::Value;
use std::sync::LazyLock;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = include_str!("../../../tests/schemas/sarif-2.1.0.json");
    // The published pattern of a language has a bracket that strict ECMA-262 expressions must escape.
    let schema = schema.replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    jsonschema::draft7::options().should_validate_formats(true).build(&schema).expect("the schema is one")
});

/// Where the document breaks the published schema.
pub fn schema_faults(document: &Value) -> Vec<String> {
    SCHEMA.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

/// What GitHub code scanning refuses, cuts or ignores, beyond the schema.
pub fn github_faults(document: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut need = |holds: bool, what: String| {
        if !holds {
            faults.push(what);
        }
    };
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let filled = |v: &Value| v.as_str().is_some_and(|s| !s.trim().is_empty());
    need(document["version"] == "2.1.0" && filled(&document["$schema"]), "version and $schema".into());
    need(list(&document["runs"]).len() == 1, "one run".into());
    let run = &document["runs"][0];
    need(run["automationDetails"]["id"].as_str().is_some_and(|id| id.ends_with('/')), "category".into());
    let driver = &run["tool"]["driver"];
    let rules = list(&driver["rules"]);
    need(rules.len() <= 25_000 && !rules.is_empty(), "rules".into());
    for rule in &rules {
        let id = rule["id"].to_string();
        for member in ["shortDescription", "fullDescription", "help"] {
            let text = &rule[member]["text"];
            need(filled(text), format!("{id}: {member}"));
            let length = text.as_str().map_or(0, |t| t.chars().count());
            need(member == "help" || length <= 1024, format!("{id}: {member} is too long"));
        }
        need(rule["name"].as_str().map_or(0, str::len) <= 255, format!("{id}: name"));
        let severity = &rule["properties"]["security-severity"];
        let number = severity.as_str().and_then(|s| s.parse::<f64>().ok());
        need(severity.is_null() || number.is_some_and(|n| n > 0.0 && n <= 10.0), format!("{id}: {severity}"));
        need(list(&rule["properties"]["tags"]).len() <= 10, format!("{id}: tags"));
    }
    let results = list(&run["results"]);
    need(run["results"].is_array() && results.len() <= 25_000, "results".into());
    for (i, result) in results.iter().enumerate() {
        let index = result["ruleIndex"].as_u64().unwrap_or(u64::MAX) as usize;
        need(rules.get(index).is_some_and(|r| r["id"] == result["ruleId"]), format!("{i}: ruleIndex"));
        need(filled(&result["message"]["text"]), format!("{i}: message"));
        let locations = list(&result["locations"]);
        need((1..=100).contains(&locations.len()), format!("{i}: locations"));
        for location in locations.iter().chain(&list(&result["relatedLocations"])) {
            let physical = &location["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap_or("");
            need(!uri.is_empty() && !uri.starts_with('/'), format!("{i}: {uri} is not relative"));
            need(!uri.contains([':', ' ', '\\']) && !uri.contains(".."), format!("{i}: {uri} is no path"));
            need(physical["region"]["startLine"].as_u64().is_some_and(|l| l >= 1), format!("{i}: startLine"));
        }
        need(list(&result["relatedLocations"]).len() <= 1_000, format!("{i}: related locations"));
        let hash = result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap_or("");
        let (digits, number) = hash.split_once(':').unwrap_or(("", ""));
        let hexadecimal =
            !digits.is_empty() && digits.len() <= 16 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        need(hexadecimal && number.parse::<u32>().is_ok(), format!("{i}: {hash}"));
    }
    let notes = list(&driver["notifications"]);
    for note in list(&run["invocations"][0]["toolExecutionNotifications"]) {
        let index = note["descriptor"]["index"].as_u64().unwrap_or(u64::MAX) as usize;
        need(
            notes.get(index).is_some_and(|n| n["id"] == note["descriptor"]["id"]),
            "notification descriptor".into(),
        );
        need(filled(&note["message"]["text"]), "notification message".into());
        let rule = &note["associatedRule"];
        let index = rule["index"].as_u64().unwrap_or(u64::MAX) as usize;
        need(
            rule.is_null() || rules.get(index).is_some_and(|r| r["id"] == rule["id"]),
            "associated rule".into(),
        );
    }
    faults
}
