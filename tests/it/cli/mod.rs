//! The real binary on the command line: what it prints where, what it writes, how it exits.

#[cfg(feature = "aws")]
mod canary;
mod exit_codes;
mod explain;
mod formats;
mod hostile;
mod inputs;
mod languages;
mod run;
#[cfg(feature = "aws")]
mod scan;
#[cfg(feature = "aws")]
mod signals;
mod streams;
mod verdicts;

use run::{Ran, Tidegate, fixture};
use serde_json::Value;

/// The findings of a JSON report.
fn findings(report: &Value) -> &[Value] {
    report["findings"].as_array().expect("findings")
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer}: {value}"))
}
