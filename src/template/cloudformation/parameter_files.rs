//! Files of parameters: values for the parameters of templates, as the tools that deploy them take them.
//!
//! JSON or YAML: `[{ParameterKey, ParameterValue}]` (AWS CLI), `["Key=Value"]`, `{Parameters: ...}` (CodePipeline, the
//! CLI's input), names and values; and `samconfig.toml`. Values may be secrets: no message repeats one.

use super::super::Problem;
use super::super::source::{Site, Source, Span};
use super::detect::{self, Detected};
use super::parameters::Stated;
use super::samconfig;
use super::template::{Parameter, Template};
use super::tree::{Fault, Kind, Node, Pair};
use super::yaml::shown;
use crate::inventory::near::near;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Largest file of parameters.
const MAX_BYTES: usize = 1 << 20;

/// What a file says: names and values, in its order.
#[derive(Default)]
pub struct Sayings {
    pub stated: Vec<Saying>,
    pub faults: Vec<Fault>,
}

pub struct Saying {
    pub name: Box<str>,
    pub name_span: Span,
    pub value: Option<Box<str>>,
    pub value_span: Span,
}

/// What files of parameters say of the parameters of these templates; of several files the last wins. What is wrong
/// with a file, a parameter that no template declares and a value that none allows are problems.
pub fn parameters(
    files: &[Arc<Source>],
    templates: &[Arc<Source>],
) -> (BTreeMap<Box<str>, Stated>, Vec<Problem>) {
    let declared = declared(templates);
    let mut stated = BTreeMap::new();
    let mut problems = Vec::new();
    for file in files {
        let said = match said(file) {
            Ok(said) => said,
            Err(fault) => Sayings { faults: vec![fault], ..Sayings::default() },
        };
        problems.extend(said.faults.into_iter().map(|f| Problem::at(file, f.offset, f.message)));
        for one in said.stated {
            if let Some(message) = wrong(&one, &declared) {
                problems.push(Problem::at(file, message.0, message.1));
                continue;
            }
            let site = |span| Site { source: file.clone(), span };
            // Nothing hangs on a secret: it goes no further.
            let secret = declared.get(&one.name).is_some_and(|all| all.iter().all(|p| p.no_echo));
            let value = one.value.filter(|_| !secret);
            let (site, name) = (site(one.value_span), site(one.name_span));
            stated.insert(one.name, Stated { value, site, name });
        }
    }
    (stated, problems)
}

/// What is wrong with a file of parameters by itself, whatever the templates declare.
pub fn faults(file: &Source) -> Vec<Problem> {
    let faults = match said(file) {
        Ok(said) => said.faults,
        Err(fault) => vec![fault],
    };
    faults.into_iter().map(|f| Problem::at(file, f.offset, f.message)).collect()
}

type Declared = BTreeMap<Box<str>, Vec<Parameter>>;

fn declared(templates: &[Arc<Source>]) -> Declared {
    let mut all = Declared::new();
    for source in templates {
        if let Detected::Template(document) = detect::detect(&source.path, &source.text) {
            for (name, parameter) in Template::new(source.clone(), &document).parameters {
                all.entry(name).or_default().push(parameter);
            }
        }
    }
    all
}

fn wrong(said: &Saying, declared: &Declared) -> Option<(u32, String)> {
    let Some(parameters) = declared.get(&said.name) else {
        let name = shown(&said.name);
        let message = match near(&said.name, declared.keys().map(|n| &**n)).map(shown) {
            Some(other) => format!("no template has a parameter {name}; did you mean {other}?"),
            None => format!("no template has a parameter {name}"),
        };
        return Some((said.name_span.start, message));
    };
    let value = said.value.as_deref()?;
    let allows = |p: &Parameter| {
        p.allowed.is_empty() || p.is_list() || p.allowed.iter().any(|a| a.scalar() == Some(value))
    };
    let message = format!("the parameter {} does not allow this value", shown(&said.name));
    (!parameters.iter().any(allows)).then_some((said.value_span.start, message))
}

fn said(file: &Source) -> Result<Sayings, Fault> {
    if file.text.len() > MAX_BYTES {
        return Err(Fault::new(0, format!("larger than {} MB", MAX_BYTES >> 20)));
    }
    if file.path.to_ascii_lowercase().ends_with(".toml") {
        return samconfig::read(&file.text);
    }
    let document = detect::parse(&file.path, &file.text)?;
    let mut said = Sayings { faults: document.faults, ..Sayings::default() };
    let root = &document.root;
    if let Some(environments) = samconfig::in_yaml(root) {
        environments.iter().for_each(|node| said.overrides(file, node));
        return Ok(said);
    }
    match root.get("Parameters") {
        Some(parameters) => said.node(file, parameters),
        None => said.node(file, root),
    }
    Ok(said)
}

impl Sayings {
    fn node(&mut self, file: &Source, node: &Node) {
        match &node.kind {
            Kind::List(items) => items.iter().for_each(|item| self.item(file, item)),
            Kind::Map(pairs) => pairs.iter().for_each(|p| self.pair(file, p)),
            Kind::Null => {}
            _ => self.fault(node.span, EXPECTED),
        }
    }

    /// `parameter_overrides` of a SAM configuration: text, or what the other files hold.
    fn overrides(&mut self, file: &Source, node: &Node) {
        match (&node.kind, node.scalar()) {
            (Kind::Text(_), Some(text)) => {
                samconfig::overrides(self, text, &file.text, node.span);
            }
            _ => self.node(file, node),
        }
    }

    /// `{ParameterKey, ParameterValue}` or `Key=Value`.
    fn item(&mut self, file: &Source, item: &Node) {
        if let Kind::Text(text) = &item.kind {
            return samconfig::overrides(self, text, &file.text, item.span);
        }
        let Some(key) = item.pair("ParameterKey") else { return self.fault(item.span, EXPECTED) };
        let Some(name) = key.value.scalar() else { return self.fault(key.value.span, "no name") };
        let kept = item.get("UsePreviousValue").and_then(|v| v.scalar()) == Some("true");
        let (value, at) = match item.get("ParameterValue") {
            Some(node) => match text(file, node) {
                Some(value) => (Some(value), node.span),
                None => return self.fault(node.span, "no text"),
            },
            None if kept => (None, item.span),
            None => return self.fault(item.span, "neither ParameterValue nor UsePreviousValue"),
        };
        self.stated.push(Saying { name: name.into(), name_span: key.value.span, value, value_span: at });
    }

    fn pair(&mut self, file: &Source, pair: &Pair) {
        match text(file, &pair.value) {
            Some(value) => self.stated.push(Saying {
                name: pair.key.clone(),
                name_span: pair.key_span,
                value: Some(value),
                value_span: pair.value.span,
            }),
            None => self.fault(pair.value.span, EXPECTED),
        }
    }

    pub fn fault(&mut self, span: Span, message: &str) {
        self.faults.push(Fault::new(span.start as usize, message));
    }
}

const EXPECTED: &str = "no parameter: a list of ParameterKey and ParameterValue, an object with Parameters, or names \
                        with their values are expected";

/// A value as the text that CloudFormation gets: numbers and booleans as written, lists joined.
fn text(file: &Source, node: &Node) -> Option<Box<str>> {
    match &node.kind {
        Kind::Text(t) => Some(t.clone()),
        Kind::Bool(_) | Kind::Number(_) => Some(file.slice(node.span).into()),
        Kind::List(items) => {
            let items: Option<Vec<Box<str>>> = items.iter().map(|i| text(file, i)).collect();
            Some(items?.join(",").into())
        }
        Kind::Null | Kind::Map(_) => None,
    }
}
