//! Which resource an unknown value will come from: the references of its expression in the configuration.
//!
//! A plan names what an expression refers to, not how. A single resource behind an unknown value is taken for its
//! source; with several, or with a local value (which a plan does not show), the value stays unknown.

use super::super::instance::{bare, segments};
use super::document::{Call, Configuration, Configured, Module};
use crate::template::fact::SENSITIVE_IN_SOURCE;
use crate::template::value::{Piece, Reference};
use serde_json::Value as Json;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Module calls and outputs followed for one value.
const DEPTH: usize = 32;
/// Resources that one expression may lead to.
const MOST: usize = 5_000;
/// References followed for one value, whatever the modules make of them.
const STEPS: usize = 20_000;

/// What an expression's references come to.
#[derive(Debug, Default)]
pub struct Sources {
    pub of: Vec<Reference>,
    /// A reference that cannot be followed: the value may come from there.
    pub open: Option<Box<str>>,
    /// The value may come of only some of them, or of more: a reference stands for several instances, which the
    /// expression may filter, or something known is referred to, too, which may choose or be added.
    pub loose: bool,
}

/// The configuration, and the instances that the plan makes of it.
pub struct Index<'a> {
    root: Option<&'a Module>,
    /// Configured resources by their address without keys.
    configured: HashMap<String, &'a Configured>,
    /// Planned instances by address without keys.
    planned: HashMap<String, Vec<&'a str>>,
}

/// Where an expression stands.
#[derive(Clone)]
struct Scope<'a> {
    module: &'a Module,
    /// The module instance's address with a final dot; empty at the root.
    prefix: String,
    /// The calls that lead here, each with the prefix outside.
    calls: Vec<(&'a Call, &'a Module, String)>,
    /// The key of the resource instance, for `each.key` and `count.index`.
    key: Option<String>,
    for_each: Option<&'a Json>,
}

struct Walk<'w, 'a> {
    index: &'w Index<'a>,
    out: Sources,
    seen: HashSet<Reference>,
    steps: usize,
}

impl<'a> Index<'a> {
    pub fn new(configuration: Option<&'a Configuration>, planned: impl Iterator<Item = &'a str>) -> Self {
        let root = configuration.map(|c| &c.root_module);
        let mut index = Self { root, configured: HashMap::new(), planned: HashMap::new() };
        if let Some(root) = root {
            index.add("", root);
        }
        for address in planned {
            index.planned.entry(bare(address)).or_default().push(address);
        }
        index
    }

    fn add(&mut self, prefix: &str, module: &'a Module) {
        for configured in module.resources.iter().filter_map(|r| r.0.as_ref()) {
            self.configured.insert(format!("{prefix}{}", configured.address), configured);
        }
        for (name, call) in &module.module_calls {
            self.add(&format!("{prefix}module.{name}."), &call.module);
        }
    }

    /// The resource's block, by the address of one of its instances.
    pub fn configured(&self, address: &str) -> Option<&'a Configured> {
        self.configured.get(&bare(address)).copied()
    }

    /// Where a secret that the plan knows comes from, when not from the place itself: a variable of the root without
    /// default, or something that a plan does not show (a local value, a module's variable).
    pub fn secret_origin(&self, address: &str, expression: &Json, value: &Json) -> Option<Piece> {
        let names = expression.get("references")?.as_array()?;
        let names: Vec<&str> = names.iter().filter_map(Json::as_str).collect();
        let first = names.first()?;
        let variables = self.root.map(|root| &root.variables).filter(|_| !address.starts_with("module."));
        let default = |name: &str| Some(&variables?.get(name.strip_prefix("var.")?)?.default);
        if names.iter().any(|name| default(name).is_some_and(|d| !d.is_null() && d == value)) {
            return None;
        }
        let asked = names.iter().all(|name| default(name).is_some_and(Json::is_null));
        Some(if asked { Piece::Symbol((*first).into()) } else { Piece::Unknown((*first).into()) })
    }

    /// What stands for a write-only value, which no plan holds: that it is written in the configuration, what is
    /// asked for or made at deployment, or what a plan does not show.
    pub fn write_only(&self, address: &str, expression: &Json) -> Piece {
        let names = expression.get("references").and_then(Json::as_array);
        let names: Vec<&str> = names.into_iter().flatten().filter_map(Json::as_str).collect();
        let variables = self.root.map(|root| &root.variables).filter(|_| !address.starts_with("module."));
        let mut all = Piece::Unknown(SENSITIVE_IN_SOURCE.into());
        for (i, name) in names.iter().enumerate() {
            let one = match name.split('.').next().unwrap_or("") {
                "var" => match variables.and_then(|v| v.get(name.strip_prefix("var.")?)) {
                    Some(variable) if variable.default.is_null() => Piece::Symbol((*name).into()),
                    Some(_) => return Piece::Unknown(SENSITIVE_IN_SOURCE.into()),
                    None => return Piece::Unknown((*name).into()),
                },
                "local" | "module" | "each" | "count" => return Piece::Unknown((*name).into()),
                _ => Piece::Dynamic { service: "terraform".into(), text: "write-only".into() },
            };
            if i == 0 {
                all = one;
            }
        }
        all
    }

    /// What the expression of an instance's argument refers to.
    pub fn sources(&self, address: &str, configured: &'a Configured, expression: &Json) -> Sources {
        let mut walk = Walk { index: self, out: Sources::default(), seen: HashSet::new(), steps: STEPS };
        match self.scope(address) {
            Some(scope) => {
                let scope = Scope { for_each: Some(&configured.for_each_expression), ..scope };
                walk.expression(&scope, expression, DEPTH);
            }
            None => walk.out.open = Some("the plan's configuration".into()),
        }
        walk.out
    }

    fn scope(&self, address: &str) -> Option<Scope<'a>> {
        let root = self.root?;
        let mut scope =
            Scope { module: root, prefix: String::new(), calls: Vec::new(), key: None, for_each: None };
        let parts = segments(address);
        let mut rest = &parts[..];
        while let [("module", None), (name, key), tail @ ..] = rest {
            scope = enter(&scope, name, key.map(str::to_owned))?;
            rest = tail;
        }
        scope.key = rest.last().and_then(|(_, key)| key.map(str::to_owned));
        Some(scope)
    }

    /// The planned instances that an address with or without keys means.
    fn instances(&self, address: &str) -> Option<impl Iterator<Item = &'a str>> {
        let planned = self.planned.get(&bare(address))?;
        let wanted: Vec<Option<String>> =
            segments(address).into_iter().map(|(_, key)| key.map(str::to_owned)).collect();
        Some(planned.iter().copied().filter(move |planned| {
            let keys = segments(planned);
            keys.len() == wanted.len()
                && keys.iter().zip(&wanted).all(|((_, key), want)| want.is_none() || *key == want.as_deref())
        }))
    }
}

fn enter<'a>(scope: &Scope<'a>, name: &str, key: Option<String>) -> Option<Scope<'a>> {
    let call = scope.module.module_calls.get(name)?;
    let mut calls = scope.calls.clone();
    calls.push((call, scope.module, scope.prefix.clone()));
    let key = key.map_or(String::new(), |k| format!("[{k}]"));
    let prefix = format!("{}module.{name}{key}.", scope.prefix);
    Some(Scope { module: &call.module, prefix, calls, key: None, for_each: None })
}

impl<'a> Walk<'_, 'a> {
    fn expression(&mut self, scope: &Scope<'a>, expression: &Json, depth: usize) {
        let Some(references) = expression.get("references").and_then(Json::as_array) else {
            // A nested block given as an argument: every expression in it.
            match expression {
                Json::Array(items) => items.iter().for_each(|e| self.expression(scope, e, depth)),
                Json::Object(members) if !members.contains_key("constant_value") => {
                    members.values().for_each(|e| self.expression(scope, e, depth));
                }
                _ => {}
            }
            return;
        };
        let all: Vec<&str> = references.iter().filter_map(Json::as_str).collect();
        // Terraform lists `a.b.c` together with its beginnings `a.b`.
        let beginnings: HashSet<&str> = all.iter().flat_map(|r| beginnings(r)).collect();
        let longest: Vec<&str> = all.into_iter().filter(|r| !beginnings.contains(r)).collect();
        let by_key = longest.iter().any(|r| matches!(*r, "each.key" | "count.index"));
        for reference in longest {
            self.one(scope, reference, by_key, depth);
        }
    }

    fn one(&mut self, scope: &Scope<'a>, reference: &str, by_key: bool, depth: usize) {
        if depth == 0 || self.steps == 0 {
            return self.open(reference);
        }
        self.steps -= 1;
        let parts = segments(reference);
        let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
        match names[..] {
            ["each", "key", ..] => {}
            ["count" | "path" | "terraform", ..] => self.out.loose = true,
            ["each", ..] => match scope.for_each {
                Some(for_each) => {
                    let all = self.index_of(scope, for_each, depth - 1);
                    self.take(all, scope.key.as_deref(), attribute(&names[2..]));
                }
                None => self.open(reference),
            },
            ["var", name, ..] => self.variable(scope, name, depth - 1),
            ["local" | "self", ..] | [] | [_] => self.open(reference),
            ["module", name, output, ..] => {
                let key = parts[1].1.map(str::to_owned);
                match enter(scope, name, key).and_then(|s| Some((s.module.outputs.get(output)?, s.clone()))) {
                    Some((output, inner)) => self.expression(&inner, &output.expression, depth - 1),
                    None => self.open(reference),
                }
            }
            ["module", _] => self.open(reference),
            ["data", _, _, ..] => self.resource(scope, &parts, 3, by_key),
            _ => self.resource(scope, &parts, 2, by_key),
        }
    }

    /// A module's variable is what the call gives; at the root it is known, and no source of an unknown value.
    fn variable(&mut self, scope: &Scope<'a>, name: &str, depth: usize) {
        self.out.loose = true;
        let Some((call, module, prefix)) = scope.calls.last() else { return };
        let given = call.expressions.get(name);
        let outside = Scope {
            module,
            prefix: prefix.clone(),
            calls: scope.calls[..scope.calls.len() - 1].to_vec(),
            key: segments(&scope.prefix).last().and_then(|(_, key)| key.map(str::to_owned)),
            for_each: Some(&call.for_each_expression),
        };
        if let Some(expression) = given {
            self.expression(&outside, expression, depth);
        }
    }

    /// `names` parts of the reference are the resource, the next one is the attribute.
    fn resource(&mut self, scope: &Scope<'a>, parts: &[(&str, Option<&str>)], names: usize, by_key: bool) {
        let mut address = scope.prefix.clone();
        for (i, (name, key)) in parts.iter().take(names).enumerate() {
            if i > 0 {
                address.push('.');
            }
            address.push_str(name);
            if let Some(key) = key {
                address.push_str(&format!("[{key}]"));
            }
        }
        let rest: Vec<&str> = parts[names..].iter().map(|(name, _)| *name).collect();
        let attribute = attribute(&rest);
        let found: Option<Vec<&str>> =
            self.index.instances(&address).map(|found| found.take(MOST + 1).collect());
        match found {
            Some(found) => {
                let all = found.into_iter().map(|a| Reference { target: a.into(), attribute: "".into() });
                let key = scope.key.as_deref().filter(|_| by_key);
                self.take(all.collect(), key, attribute);
            }
            // A type that is read, and none is planned: `count = 0`.
            None if super::super::kinds::wanted(parts[0].0) => {}
            None => self.push(Reference { target: address.into(), attribute: attribute.into() }),
        }
    }

    /// The resources behind a `for_each`.
    fn index_of(&mut self, scope: &Scope<'a>, expression: &Json, depth: usize) -> Vec<Reference> {
        let outer = Scope { for_each: None, key: None, ..scope.clone() };
        let mut walk =
            Walk { index: self.index, out: Sources::default(), seen: HashSet::new(), steps: self.steps };
        walk.expression(&outer, expression, depth);
        self.steps = walk.steps;
        self.out.loose |= walk.out.loose;
        if let Some(open) = walk.out.open {
            self.open(&open);
        }
        walk.out.of
    }

    /// Of several instances, the one with the referring instance's key.
    fn take(&mut self, all: Vec<Reference>, key: Option<&str>, attribute: &str) {
        let own =
            |r: &&Reference| key.is_some() && segments(&r.target).last().is_some_and(|(_, k)| *k == key);
        let same: Vec<Reference> = all.iter().filter(own).cloned().collect();
        self.out.loose |= same.is_empty() && all.len() > 1;
        for mut reference in if same.is_empty() { all } else { same } {
            if reference.attribute.is_empty() {
                reference.attribute = attribute.into();
            }
            self.push(reference);
        }
    }

    fn push(&mut self, reference: Reference) {
        if self.seen.len() >= MOST {
            return self.open("too many resources");
        }
        if self.seen.insert(reference.clone()) {
            self.out.of.push(reference);
        }
    }

    fn open(&mut self, reference: &str) {
        self.out.open.get_or_insert_with(|| reference.into());
    }
}

/// `a` and `a.b` of `a.b[0]`.
fn beginnings(reference: &str) -> impl Iterator<Item = &str> {
    reference.match_indices(['.', '[']).map(|(at, _)| &reference[..at])
}

fn attribute<'n>(names: &[&'n str]) -> &'n str {
    names.first().copied().unwrap_or("")
}

/// The references of an unknown value that cannot be told apart, for its reason.
pub fn reason(sources: &Sources) -> Box<str> {
    let names: BTreeSet<String> = sources.of.iter().map(crate::template::fact::shown).collect();
    let first = sources.open.as_deref().map(str::to_owned);
    let names: Vec<String> = first.into_iter().chain(names).take(3).collect();
    match names.is_empty() {
        true => "a value that is known only after apply".into(),
        false => names.join(", ").into(),
    }
}
