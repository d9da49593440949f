//! Instances of a plan -> their places in the source that the plan was made of.
//!
//! Addresses lead through the module calls to the blocks; nothing is evaluated, and nothing but places is taken
//! from the source. What is not found there keeps its place in the plan.

use super::super::instance::{Instance, segments};
use super::ignores::ignores;
use super::parse::{self, File};
use super::project::{self, Declared, Dir, header, in_dir, local};
use super::providers::key_text;
use super::whole::is_whole;
use crate::template::ignore::Ignore;
use crate::template::source::{Site, Source, Span};
use crate::template::value::{Entry, Resolved, Sited, Step, StepKind};
use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Reads the source beside a plan of these addresses, and hands on the root module that the plan is of, when it is
/// there, and what the source asks to ignore. Files that cannot be read are passed over: the plan is what is judged.
pub fn beside<R>(
    sources: &[Arc<Source>],
    addresses: &[&str],
    then: impl FnOnce(Option<&Project<'_>>, Vec<Ignore>) -> R,
) -> R {
    let is_file = |s: &&Arc<Source>| s.path.ends_with(".tf") || s.path.ends_with(".tf.json");
    let read = sources
        .iter()
        .filter(is_file)
        .filter_map(|s| parse::file(s.clone(), parse::is_variables(&s.path)).ok());
    let mut files: Vec<File> = read.map(|(file, _)| file).collect();
    files.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    let ignores = files.iter().flat_map(ignores).collect();
    let (dirs, _) = project::dirs(&files);
    let projects = project::roots(&dirs).into_iter().map(|root| {
        let listed = in_dir(root, project::MODULES_JSON);
        let listed = sources.iter().find(|s| *s.path == *listed);
        let fetched = listed.and_then(|s| project::fetched(root, &s.text)).unwrap_or_default();
        Project { dirs: &dirs, root, fetched }
    });
    // The root that the plan is of declares the most of it.
    let found = |p: &Project<'_>| addresses.iter().filter(|a| p.block(a).is_some()).count();
    let project = projects.rev().max_by_key(found).filter(|p| found(p) > 0);
    then(project.as_ref(), ignores)
}

/// A root module with the modules that it calls.
pub struct Project<'f> {
    dirs: &'f BTreeMap<Box<str>, Dir<'f>>,
    /// The folder.
    pub root: &'f str,
    fetched: HashMap<Box<str>, Box<str>>,
}

impl<'f> Project<'f> {
    /// Gives instances the places of their blocks.
    pub fn place(&self, instances: &mut [Instance]) {
        for instance in instances {
            if let Some((block, calls)) = self.block(&instance.address) {
                let at = block.header();
                place_block(&mut instance.body, &at, block);
                instance.header = at;
                instance.calls = calls;
            }
        }
    }

    /// The arguments of an instance that are lists of all that they refer to.
    pub fn whole(&self, address: &str) -> HashSet<String> {
        let Some((block, calls)) = self.declared(address) else { return HashSet::new() };
        let whole = block.names().into_iter().filter(|name| given_whole(block, name, &calls));
        whole.map(str::to_owned).collect()
    }

    /// The block behind an address, and the calls that lead to it as steps.
    fn block(&self, address: &str) -> Option<(&'f Declared<'f>, Vec<Step>)> {
        let (block, calls) = self.declared(address)?;
        let parts = segments(address);
        let steps = calls.iter().enumerate().map(|(i, call)| {
            let (name, key) = parts[2 * i + 1];
            let key = key.map_or(String::new(), |k| format!("[{k}]"));
            let name = format!("module.{name}{key}").into();
            Step { kind: StepKind::ModuleCall, name, site: call.header() }
        });
        Some((block, steps.collect()))
    }

    /// The block behind an address, and the calls that lead to it, outermost first.
    fn declared(&self, address: &str) -> Option<(&'f Declared<'f>, Vec<&'f Declared<'f>>)> {
        let parts = segments(address);
        let mut dir = self.dirs.get(self.root)?;
        let (mut rest, mut calls, mut names) = (&parts[..], Vec::new(), String::new());
        while let [("module", None), (name, _), tail @ ..] = rest {
            let call = dir.calls.get(*name)?;
            if !names.is_empty() {
                names.push('.');
            }
            names.push_str(name);
            let source = call.attribute("source").and_then(|a| a.node.value.as_str())?;
            let path = match local(&dir.path, source) {
                Some(path) => path.into(),
                None => self.fetched.get(&*names)?.clone(),
            };
            calls.push(call);
            dir = self.dirs.get(&path)?;
            rest = tail;
        }
        let block = match rest {
            [("data", None), (ty, None), (name, _)] => dir.resources.get(&format!("data.{ty}.{name}")),
            [(ty, None), (name, _)] => dir.resources.get(&format!("{ty}.{name}")),
            _ => None,
        };
        Some((block?, calls))
    }
}

/// Whether an argument is a list of all that it refers to, through the variables of the modules around it.
fn given_whole(block: &Declared<'_>, name: &str, calls: &[&Declared<'_>]) -> bool {
    let variable = |name: &str| match calls {
        [outer @ .., call] => given_whole(call, name, outer),
        [] => false,
    };
    block.attribute(name).is_some_and(|a| is_whole(&a.node.value, &variable))
}

/// Gives a resource's arguments the places of its attributes and blocks, in whichever file gives them.
fn place_block(value: &mut Sited, at: &Site, block: &Declared<'_>) {
    value.site = at.clone();
    let Resolved::Map { entries, .. } = &mut value.value else { return };
    for entry in entries {
        match block.giving(&entry.key) {
            Some(layer) => place_entry(entry, at, layer.source, &layer.node.body),
            None => place_all(&mut entry.value, at),
        }
    }
}

/// The same for a nested block.
fn place_body(value: &mut Sited, at: &Site, source: &Arc<Source>, body: &Body) {
    value.site = at.clone();
    let Resolved::Map { entries, .. } = &mut value.value else { return };
    entries.iter_mut().for_each(|entry| place_entry(entry, at, source, body));
}

fn place_entry(entry: &mut Entry, at: &Site, source: &Arc<Source>, body: &Body) {
    if let Some(attribute) = body.get_attribute(&entry.key) {
        return place_value(&mut entry.value, at, source, &attribute.value);
    }
    let blocks: Vec<&Block> = body.blocks().filter(|b| super::body::is_of(b, &entry.key)).collect();
    let Some(first) = blocks.first() else { return place_all(&mut entry.value, at) };
    let site = |block: &Block| Site { source: source.clone(), span: header(block) };
    entry.value.site = site(first);
    let Resolved::List { items, .. } = &mut entry.value.value else {
        return place_all(&mut entry.value, &site(first));
    };
    let one_each = items.len() == blocks.len();
    for (i, item) in items.iter_mut().enumerate() {
        // Several blocks of one `dynamic`, or none that can be told apart.
        let block = match (one_each, &blocks[..]) {
            (true, _) => blocks[i],
            (false, [only]) => only,
            _ => {
                place_all(item, &site(first));
                continue;
            }
        };
        let inner = match block.ident.as_str() {
            "dynamic" => block.body.get_blocks("content").next().map(|c| &c.body),
            _ => Some(&block.body),
        };
        match inner {
            Some(inner) => place_body(item, &site(block), source, inner),
            None => place_all(item, &site(block)),
        }
    }
}

/// Gives a value the place of its expression, and its parts theirs where both are written out.
fn place_value(value: &mut Sited, at: &Site, source: &Arc<Source>, e: &Expression) {
    let span = e.span().map(|s| Span::new(s.start, s.end)).unwrap_or(at.span);
    let at = Site { source: source.clone(), span };
    place_all(value, &at);
    match (&mut value.value, e) {
        (Resolved::Map { entries, .. }, Expression::Object(object)) => {
            for (key, item) in object {
                let entry = entries.iter_mut().find(|e| key_text(key).as_deref() == Some(&e.key));
                if let Some(entry) = entry {
                    place_value(&mut entry.value, &at, source, item.expr());
                }
            }
        }
        (Resolved::List { items, .. }, Expression::Array(all)) if items.len() == all.len() => {
            items.iter_mut().zip(all.iter()).for_each(|(item, e)| place_value(item, &at, source, e));
        }
        // A block in JSON syntax.
        (Resolved::List { items, .. }, Expression::Object(_)) => {
            if let [only] = &mut items[..] {
                place_value(only, &at, source, e);
            }
        }
        _ => {}
    }
}

/// Gives a value and everything within it one place.
fn place_all(value: &mut Sited, at: &Site) {
    value.site = at.clone();
    match &mut value.value {
        Resolved::List { items, .. } => items.iter_mut().for_each(|i| place_all(i, at)),
        Resolved::Map { entries, .. } => entries.iter_mut().for_each(|e| place_all(&mut e.value, at)),
        _ => {}
    }
}
