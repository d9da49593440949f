//! What the Terraform tests share: reading fixtures, facts and verdicts by address.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tidegate::evaluate::{Finding, Options as Judging, judge};
use tidegate::inventory::{Resource, Unit};
use tidegate::rules::{Rule, builtin, example};
use tidegate::template::source::Source;
use tidegate::template::terraform::{Files, Options, Read, read_modules, read_plan};

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/templates/terraform").join(name)
}

pub fn text(name: &str) -> String {
    std::fs::read_to_string(fixture(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

pub fn plan(name: &str) -> Read {
    read_plan(Arc::new(Source::new(name, text(name))), &Options::default())
}

pub fn plan_text(text: &str) -> Read {
    read_plan(Arc::new(Source::new("plan.json", text.to_owned())), &Options::default())
}

pub fn unit(read: &Read) -> &Unit {
    let [unit] = &read.units[..] else { panic!("one unit, not {}", read.units.len()) };
    unit
}

pub fn resource<'r>(read: &'r Read, id: &str) -> &'r Resource {
    let all = unit(read).resources();
    all.iter().find(|r| *r.id == *id).unwrap_or_else(|| {
        panic!("no {id} among {:?}", all.iter().map(|r| &r.id).collect::<Vec<_>>());
    })
}

/// The facts as a snapshot has them.
pub fn facts(read: &Read, id: &str) -> serde_json::Value {
    serde_json::to_value(resource(read, id)).expect("a resource is JSON")
}

pub fn findings(read: &Read) -> Vec<Finding> {
    let rules: Vec<&Rule> = builtin().rules.iter().collect();
    let options =
        Judging { now: example::NOW, show_pass: true, show_not_applicable: true, ..Judging::default() };
    judge(unit(read), &rules, &options).findings
}

/// Rule and resource -> verdict.
pub fn verdicts(read: &Read) -> BTreeMap<(String, String), &'static str> {
    let named = |f: &Finding| ((f.rule.to_string(), f.resource.id.to_string()), f.verdict.name());
    findings(read).iter().map(named).collect()
}

/// Asserts the verdicts of one resource, rule by rule.
#[track_caller]
pub fn expect(read: &Read, id: &str, expected: &[(&str, &str)]) {
    let all = verdicts(read);
    for (rule, verdict) in expected {
        let got = all.get(&((*rule).to_owned(), id.to_owned()));
        assert_eq!(got.copied(), Some(*verdict), "{rule} on {id}: {:#?}", facts(read, id));
    }
}

/// No field is left unstated: forgetting one would read as unknown without a reason.
pub fn every_field_is_stated(read: &Read) {
    for r in unit(read).resources() {
        for (ix, field) in r.kind.fields.iter().enumerate() {
            let fact = r.get(ix as u16);
            assert!(
                !matches!(fact, tidegate::inventory::Fact::Unknown(0)),
                "{}: {} is not stated",
                r.id,
                field.name
            );
        }
    }
}

/// Every `.tf`, `.tf.json`, `.tfvars` and `.tfvars.json` file below a fixture's directory, with paths from there.
pub fn sources(dir: &str) -> Vec<Arc<Source>> {
    fn walk(root: &Path, dir: &Path, out: &mut Vec<Arc<Source>>) {
        for entry in std::fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display())) {
            let path = entry.expect("a directory entry").path();
            if path.is_dir() {
                walk(root, &path, out);
            } else if [".tf", ".tf.json", ".tfvars", ".tfvars.json"]
                .iter()
                .any(|end| path.to_string_lossy().ends_with(end))
            {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
                let text = std::fs::read_to_string(&path).expect("a text");
                out.push(Arc::new(Source::new(name, text)));
            }
        }
    }
    let mut out = Vec::new();
    walk(&fixture(dir), &fixture(dir), &mut out);
    out
}

pub fn hcl(dir: &str, variables: &[(&str, &str)]) -> Read {
    let variables = variables.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let files = Files::new(&fixture(dir), &fixture(dir)).expect("the fixture's folder");
    read_modules(sources(dir), &Options { variables, files: Some(files), ..Options::default() })
}

/// Source texts by path.
pub fn hcl_text(files: &[(&str, &str)]) -> Read {
    let files = files.iter().map(|(path, text)| Arc::new(Source::new(*path, (*text).to_owned()))).collect();
    read_modules(files, &Options::default())
}
