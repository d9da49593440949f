//! What the fuzzers call with any text, and the test below `corpus` with the texts of `fuzz/corpus`.

#![allow(dead_code)] // each fuzzer calls one of the two

use std::collections::BTreeMap;
use tidegate::evaluate::{Options, judge};
use tidegate::inventory::kinds::KINDS;
use tidegate::inventory::{Resource, Scope, Unit};
use tidegate::rules::expr::check::{Scope as Names, check};
use tidegate::rules::expr::eval::{Env, Silent};
use tidegate::rules::expr::parse::parse;
use tidegate::rules::{example, file};

/// A rule file loads, and its examples can be judged, or it is refused with places inside it.
pub fn rule_file(text: &str) {
    match file::parse("fuzz/scram-secret-default-key.toml", "fuzz", text) {
        Ok(rule) => {
            for example in &rule.examples {
                let options = Options {
                    now: example::NOW,
                    show_pass: true,
                    show_not_applicable: true,
                    ..Options::default()
                };
                judge(&example::unit(example), &[&rule], &options);
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a reason");
            for fault in faults {
                let shown = fault.to_string();
                let odd = |c: char| c.is_control() && c != '\n';
                assert!(!shown.contains(odd), "control characters reach the terminal: {shown:?}");
                // 0 stands for the file as a whole.
                assert!(fault.line as usize <= text.matches('\n').count() + 1);
            }
        }
    }
}

/// An expression is refused at bytes of its text, or compiled and evaluated on a resource of which nothing is known.
pub fn expression(text: &str) {
    let inside = |start: usize, end: usize| {
        assert!(start <= end && end <= text.len(), "{start}..{end} of {} bytes", text.len());
    };
    let ast = match parse(text) {
        Ok(ast) => ast,
        Err(e) => return inside(e.start, e.end),
    };
    let parameters = BTreeMap::new();
    for kind in KINDS {
        for in_text in [false, true] {
            let names = Names { kind, each: None, parameters: &parameters, in_text };
            match check(&ast, &names, &[]) {
                Ok(checked) => {
                    let unit = Unit::new(Scope::default(), vec![Resource::new(kind, "r")], &[]);
                    let mut env = Env::new(&unit, &unit.resources()[0], example::NOW, Silent);
                    env.eval(&checked.expr);
                }
                Err(e) => inside(e.start, e.end),
            }
        }
    }
}
