//! What a template asks of its parameters: the values that tell possible worlds apart.
//!
//! A nested stack asks its parent's parameters where the parent passes them as they are, and pseudo parameters, which
//! are the parent's own.

use super::intrinsics;
use super::nested::{self, Files};
use super::reach::Names;
use super::template::Template;
use super::tree::{Kind, Node};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Most values of one parameter that are told apart.
const MAX_VALUES: usize = 40;

/// See the module.
#[derive(Default)]
pub struct Asked {
    /// Parameter or pseudo parameter -> the values that are asked for.
    pub values: BTreeMap<Box<str>, BTreeSet<Box<str>>>,
    /// Logical id of a nested stack -> the pseudo parameters that are asked for within it.
    pub within: HashMap<Box<str>, Names>,
}

/// What the template and the stacks within it ask.
pub fn of(template: &Template, files: &Files) -> Asked {
    asked(template, files, &mut Vec::new(), &mut 0)
}

fn asked(template: &Template, files: &Files, around: &mut Vec<Arc<str>>, stacks: &mut usize) -> Asked {
    let mut all = Asked::default();
    questions(&template.root, template, &mut all.values);
    around.push(template.source.path.clone());
    for stack in &template.resources {
        for path in nested::named_by(template, &stack.node) {
            let Some(inner) = files.get(&*path).filter(|_| !around.iter().any(|outer| **outer == *path))
            else {
                continue;
            };
            *stacks += 1;
            if around.len() > nested::MAX_DEPTH || *stacks > nested::MAX_STACKS {
                continue;
            }
            let passed = stack.node.get("Properties").and_then(|p| p.get("Parameters"));
            for (name, values) in asked(inner, files, around, stacks).values {
                let own = if name.starts_with("AWS::") {
                    all.within.entry(stack.name.clone()).or_default().insert(name.clone());
                    Some(name)
                } else {
                    passed.and_then(|p| p.get(&name)).and_then(|node| parameter(node))
                };
                if let Some(own) = own {
                    all.values.entry(own).or_default().extend(values);
                }
            }
        }
    }
    around.pop();
    all
}

/// The parameter that an expression refers to.
fn parameter(node: &Node) -> Option<Box<str>> {
    let call = intrinsics::call(node).filter(|c| c.name == "Ref")?;
    call.scalar().map(Box::from)
}

/// What the template compares its parameters with and looks up by them.
fn questions(node: &Node, template: &Template, asked: &mut BTreeMap<Box<str>, BTreeSet<Box<str>>>) {
    if let Some(call) = intrinsics::call(node) {
        let literal = |n: &Node| n.scalar().filter(|_| n.tag.is_none()).map(Box::<str>::from);
        match (&*call.name, call.items()) {
            ("Fn::Equals", Some([a, b])) => {
                for (a, b) in [(a, b), (b, a)] {
                    if let (Some(name), Some(value)) = (parameter(a), literal(b)) {
                        asked.entry(name).or_default().insert(value);
                    }
                }
            }
            ("Fn::FindInMap", Some([map, top, second, ..])) => {
                let entries = literal(map).map_or(&[][..], |m| template.mapping_entries(&m));
                if let Some(name) = parameter(top) {
                    let keys = entries.iter().map(|e| e.key.clone()).take(MAX_VALUES);
                    asked.entry(name).or_default().extend(keys);
                }
                if let Some(name) = parameter(second) {
                    let keys = entries.iter().flat_map(|e| e.value.pairs()).map(|p| p.key.clone());
                    asked.entry(name).or_default().extend(keys.take(MAX_VALUES));
                }
            }
            _ => {}
        }
    }
    match &node.kind {
        Kind::List(items) => items.iter().for_each(|i| questions(i, template, asked)),
        Kind::Map(pairs) => pairs.iter().for_each(|p| questions(&p.value, template, asked)),
        _ => {}
    }
}
