//! The real binary on the command line: what it prints where, what it writes, how it exits.

#[cfg(feature = "aws")]
mod canary;
mod choice;
mod ci;
mod exit_codes;
mod explain;
mod formats;
mod given;
mod help;
mod hostile;
mod ignores;
mod inputs;
mod languages;
mod rules;
mod run;
#[cfg(feature = "aws")]
mod scan;
#[cfg(feature = "aws")]
mod signals;
mod spoken;
mod stacks;
mod streams;
mod templates;
mod verdicts;

use run::{Ran, Tidegate, fixture};
use serde_json::Value;

/// Sets a member of a snapshot's line and leaves everything else as it stands, order included.
fn set(line: &mut String, member: &str, value: &Value) {
    let name = format!("\"{member}\":");
    let start = line.find(&name).unwrap_or_else(|| panic!("no {member}: {line}")) + name.len();
    let mut old = serde_json::Deserializer::from_str(&line[start..]).into_iter::<Value>();
    old.next().expect("a value").expect("a value");
    let end = start + old.byte_offset();
    line.replace_range(start..end, &value.to_string());
}

/// The clean account, each line given to `change` with its resource.
fn changed(change: impl Fn(&Value, &mut String)) -> String {
    let text = std::fs::read_to_string(fixture("clean")).expect("the fixture");
    let lines = text.lines().map(|line| {
        let mut line = line.to_owned();
        change(&serde_json::from_str(&line).expect("JSON"), &mut line);
        line + "\n"
    });
    lines.collect()
}

/// The findings of a JSON report.
fn findings(report: &Value) -> &[Value] {
    report["findings"].as_array().expect("findings")
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer}: {value}"))
}
