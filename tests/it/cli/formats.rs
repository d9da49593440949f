//! The formats as other programs read them: JSON and snapshots by their published schemas, SARIF by OASIS's and by
//! what GitHub code scanning asks for.

use super::{Tidegate, findings, fixture, text};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

#[track_caller]
fn valid(validator: &jsonschema::Validator, document: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

static REPORT: LazyLock<jsonschema::Validator> = LazyLock::new(|| printed("report"));
static SARIF: LazyLock<jsonschema::Validator> = LazyLock::new(sarif_schema);

/// The schema that the binary prints.
fn printed(of: &str) -> jsonschema::Validator {
    let schema = Tidegate::new(["schema", of]).run().exits(0).json();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    jsonschema::draft202012::new(&schema).expect("a schema")
}

pub fn sarif_schema() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let schema = std::fs::read_to_string(path).expect("the schema");
    // The published pattern of a language has a bracket that strict ECMA-262 expressions must escape.
    let schema = schema.replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    jsonschema::draft7::options().should_validate_formats(true).build(&schema).expect("a schema")
}

/// JSON and SARIF of one run, both valid, and its table.
#[track_caller]
pub fn all_valid(snapshot: &str) -> (Value, Value, String) {
    let ran = Tidegate::check(snapshot, &["--show", "pass,na,undecided", "--format", "table"])
        .args(&["--format", "json=r", "--format", "sarif=s"])
        .run();
    let read = |name: &str| serde_json::from_str(&ran.read(name)).expect("JSON");
    let (report, sarif): (Value, Value) = (read("r"), read("s"));
    valid(&REPORT, &report);
    valid(&SARIF, &sarif);
    (report, sarif, ran.stdout)
}

#[test]
fn json_is_what_its_schema_says() {
    for account in ["demo", "clean"] {
        let snapshot = std::fs::read_to_string(fixture(account)).expect("the fixture");
        let (report, _, _) = all_valid(&snapshot);
        assert_eq!(report["version"], 1);
        let shown: BTreeSet<&str> = findings(&report).iter().map(|f| text(f, "/verdict")).collect();
        assert!(shown.contains("pass") && shown.contains("not-applicable"), "{shown:?}");
        for (verdict, count) in report["summary"]["verdicts"].as_object().expect("verdicts") {
            let told = findings(&report).iter().filter(|f| f["verdict"] == **verdict).count();
            assert_eq!(count.as_u64(), Some(told as u64), "{verdict}");
        }
    }
    let bad = serde_json::json!({"schema": "tidegate-report", "version": 1});
    assert!(!REPORT.is_valid(&bad), "the schema refuses something");
}

#[test]
fn only_what_is_asked_for_is_listed() {
    let verdicts = |args: &[&str]| -> Vec<String> {
        let report = Tidegate::check_account("demo", args).args(&["--format", "json"]).run().exits(1).json();
        let shown: BTreeSet<String> =
            findings(&report).iter().map(|f| text(f, "/verdict").to_owned()).collect();
        shown.into_iter().collect()
    };
    assert_eq!(verdicts(&[]), ["fail"]);
    assert_eq!(verdicts(&["--show", "pass"]), ["fail", "pass"]);
    assert_eq!(verdicts(&["--show", "na,undecided"]), ["fail", "not-applicable", "undecided"]);
    let table = Tidegate::check_account("clean", &["--show", "pass"]).run().exits(0).stdout;
    assert!(table.contains("PASSED (78)"), "{table}");
}

#[test]
fn every_line_of_a_snapshot_is_what_its_schema_says() {
    let validator = printed("snapshot");
    for account in ["demo", "clean"] {
        let text = std::fs::read_to_string(fixture(account)).expect("the fixture");
        for (n, line) in text.lines().enumerate() {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let errors: Vec<String> = validator.iter_errors(&line).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{account}:{}: {errors:?}", n + 1);
        }
    }
}

#[test]
fn sarif_is_what_oasis_and_github_ask_for() {
    let demo = std::fs::read_to_string(fixture("demo")).expect("the fixture");
    let (report, sarif, _) = all_valid(&demo);
    assert_eq!((&sarif["version"], sarif["runs"].as_array().map(Vec::len)), (&"2.1.0".into(), Some(1)));
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for rule in rules {
        for member in ["/shortDescription/text", "/fullDescription/text", "/help/text"] {
            let long = text(rule, member).chars().count();
            assert!(long > 0 && (member == "/help/text" || long <= 1024), "{}: {member}", rule["id"]);
        }
        let severity = rule["properties"].get("security-severity");
        let number = severity.map(|s| s.as_str().and_then(|s| s.parse::<f64>().ok()));
        assert!(number.is_none_or(|n| n.is_some_and(|n| n > 0.0 && n <= 10.0)), "{}", rule["id"]);
        assert!(rule["properties"]["tags"].as_array().is_some_and(|t| t.len() <= 10), "{}", rule["id"]);
    }
    let results = run["results"].as_array().expect("results");
    let failed: Vec<&Value> = findings(&report).iter().filter(|f| f["verdict"] == "fail").collect();
    assert_eq!(results.len(), failed.len(), "fails are results; what was not assessed is a notification");
    let mut prints = BTreeSet::new();
    for (result, finding) in results.iter().zip(&failed) {
        let index = result["ruleIndex"].as_u64().and_then(|i| usize::try_from(i).ok()).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_eq!(result["ruleId"], finding["rule"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(text(place, "/artifactLocation/uri"), "a.jsonl", "relative to the root");
        assert_eq!(place["region"]["startLine"], finding["location"]["line"]);
        let logical = &result["locations"][0]["logicalLocations"][0];
        assert_eq!(logical["fullyQualifiedName"], finding["resource"]["id"]);
        let print = text(result, "/partialFingerprints/primaryLocationLineHash");
        assert!(prints.insert(print), "{print} stands for two alerts");
        assert!(text(result, "/message/text").contains(text(finding, "/resource/account")));
    }
    let notes = &run["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(notes.contains("AmazonMSK_partner") && notes.contains("kms:DescribeKey"), "{notes}");
}

/// A file further down than the repository's root is named from the root; one outside goes to the anchor.
#[test]
fn sarif_paths_are_relative_to_the_repository() {
    let demo = std::fs::read_to_string(fixture("demo")).expect("the fixture");
    let run = Tidegate::new(["check", "evidence/demo.jsonl", "--format", "sarif"])
        .file("evidence/demo.jsonl", &demo)
        .file(".git/HEAD", "ref: refs/heads/main\n");
    let sarif = run.run().exits(1).json();
    let uri = "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri";
    assert_eq!(text(&sarif, uri), "evidence/demo.jsonl");
    let outside = fixture("demo");
    let run = Tidegate::new(["check".as_ref(), outside.as_os_str()]);
    let sarif = run.args(&["--format", "sarif", "--sarif-anchor", "tidegate.toml"]).run().exits(1).json();
    assert_eq!(text(&sarif, uri), "tidegate.toml");
    assert!(!sarif.to_string().contains(outside.to_str().expect("UTF-8")), "no path of this machine");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["table", "json", "sarif"] {
        let once = Tidegate::check_account("demo", &["--format", format]).run().stdout;
        for threads in ["1", "2", "7"] {
            let again =
                Tidegate::check_account("demo", &["--format", format]).env("RAYON_NUM_THREADS", threads);
            assert!(once == again.run().stdout, "{format} with {threads} threads");
        }
    }
}

#[test]
fn rules_list_for_programs() {
    let rules = Tidegate::new(["rules", "list", "--format", "json"]).run().exits(0).json();
    let rules = rules.as_array().expect("rules");
    let ids: Vec<&str> = rules.iter().map(|r| text(r, "/id")).collect();
    assert!(ids.is_sorted() && ids.contains(&"scram-secret-unusable-key"), "{ids:?}");
    for rule in rules {
        for member in ["/service", "/title", "/severity", "/confidence", "/kind", "/since", "/sources/0/url"]
        {
            assert!(!text(rule, member).is_empty(), "{member}: {rule}");
        }
    }
    let table = Tidegate::new(["rules", "list"]).run().exits(0).stdout;
    // Long ids are wrapped.
    let column: String = table.lines().filter_map(|l| l.split('┆').nth(1)).map(str::trim).collect();
    for id in ids {
        assert!(column.contains(id), "{id}: {table}");
    }
}
