//! The sections of a template, each by name; nothing is evaluated here.

use super::super::source::{Site, Source, Span};
use super::tree::{Document, Fault, Kind, Node, Pair};
use super::yaml::shown;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most resources of one template: CloudFormation takes 500.
pub const MAX_RESOURCES: usize = 5_000;

#[derive(Debug)]
pub struct Template {
    pub source: Arc<Source>,
    pub root: Arc<Node>,
    pub parameters: BTreeMap<Box<str>, Parameter>,
    pub conditions: BTreeMap<Box<str>, Named>,
    /// Names of the macros that rewrite the template before it is deployed.
    pub transforms: Vec<Box<str>>,
    /// What stands below `Resources`, in source order; a loop stands there as one entry.
    pub resources: Vec<Named>,
    pub faults: Vec<Fault>,
}

/// An entry of a section.
#[derive(Debug, Clone)]
pub struct Named {
    pub name: Box<str>,
    pub key_span: Span,
    pub node: Arc<Node>,
}

#[derive(Debug)]
pub struct Parameter {
    pub key_span: Span,
    /// `String`, `List<Number>`, `AWS::SSM::Parameter::Value<String>` ...
    pub ty: Box<str>,
    pub default: Option<Arc<Node>>,
    pub allowed: Vec<Arc<Node>>,
    pub no_echo: bool,
}

impl Parameter {
    /// The default is the name of a parameter in Systems Manager, whose value is read at deployment.
    pub fn is_path(&self) -> bool {
        self.ty.starts_with("AWS::SSM::Parameter::Value")
    }

    pub fn is_list(&self) -> bool {
        &*self.ty == "CommaDelimitedList" || self.ty.starts_with("List<")
    }
}

impl Template {
    /// Sorts a document into its sections. What is wrong in one of them is a fault and hides no other.
    pub fn new(source: Arc<Source>, document: &Document) -> Self {
        let root = document.root.clone();
        let mut faults = document.faults.clone();
        let parameters = section(&root, "Parameters", &mut faults)
            .iter()
            .map(|p| (p.key.clone(), parameter(p, &mut faults)))
            .collect();
        let conditions = section(&root, "Conditions", &mut faults);
        let conditions = conditions.iter().map(|p| (p.key.clone(), named(p))).collect();
        let mut resources: Vec<Named> = Vec::new();
        for pair in section(&root, "Resources", &mut faults) {
            let typed = pair.value.get("Type").is_some_and(|t| t.scalar().is_some());
            if typed || pair.key.starts_with("Fn::") {
                resources.push(named(pair));
            } else {
                let message = format!("the resource {} has no type", shown(&pair.key));
                faults.push(Fault::new(pair.key_span.start as usize, message));
            }
        }
        if resources.len() > MAX_RESOURCES {
            let at = resources[MAX_RESOURCES].key_span.start as usize;
            faults.push(Fault::new(at, format!("only the first {MAX_RESOURCES} resources are read")));
            resources.truncate(MAX_RESOURCES);
        }
        let transforms = root.get("Transform").map_or_else(Vec::new, |t| transforms(t));
        Self { source, root, parameters, conditions, transforms, resources, faults }
    }

    pub fn site(&self, span: Span) -> Site {
        Site { source: self.source.clone(), span }
    }

    /// The entry of a mapping, with its place.
    pub fn mapping(&self, map: &str, top: &str, second: &str) -> Option<&Arc<Node>> {
        self.root.get("Mappings")?.get(map)?.get(top)?.get(second)
    }

    /// The first-level keys of a mapping and their entries.
    pub fn mapping_entries(&self, map: &str) -> &[Pair] {
        self.root.get("Mappings").and_then(|m| m.get(map)).map_or(&[], |m| m.pairs())
    }
}

fn named(pair: &Pair) -> Named {
    Named { name: pair.key.clone(), key_span: pair.key_span, node: pair.value.clone() }
}

fn section<'n>(root: &'n Node, name: &str, faults: &mut Vec<Fault>) -> &'n [Pair] {
    let Some(pair) = root.pair(name) else { return &[] };
    match &pair.value.kind {
        Kind::Map(pairs) => pairs,
        Kind::Null => &[],
        _ => {
            faults.push(Fault::new(pair.value.span.start as usize, format!("{name} is no map")));
            &[]
        }
    }
}

fn parameter(pair: &Pair, faults: &mut Vec<Fault>) -> Parameter {
    let node = &pair.value;
    let ty = node.get("Type").and_then(|t| t.scalar());
    if ty.is_none() {
        let message = format!("the parameter {} has no type", shown(&pair.key));
        faults.push(Fault::new(pair.key_span.start as usize, message));
    }
    let no_echo = node.get("NoEcho").and_then(|n| n.scalar());
    Parameter {
        key_span: pair.key_span,
        ty: ty.unwrap_or("String").into(),
        default: node.get("Default").filter(|d| d.scalar().is_some()).cloned(),
        allowed: node
            .get("AllowedValues")
            .and_then(|a| a.items())
            .map(|items| items.iter().filter(|i| i.scalar().is_some()).cloned().collect())
            .unwrap_or_default(),
        no_echo: no_echo.is_some_and(|n| n.eq_ignore_ascii_case("true")),
    }
}

/// `Transform` is one name, a list of names, or maps with `Name`.
fn transforms(node: &Node) -> Vec<Box<str>> {
    let one = |node: &Node| {
        let name = node.scalar().or_else(|| node.get("Name").and_then(|n| n.scalar()));
        Box::from(name.unwrap_or("a macro"))
    };
    match node.items() {
        Some(items) => items.iter().map(|i| one(i)).collect(),
        None => vec![one(node)],
    }
}
