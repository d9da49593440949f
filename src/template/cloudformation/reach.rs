//! What an expression hangs on: the parameters and resources that it can reach, through conditions, too.

use super::intrinsics;
use super::template::Template;
use super::tree::{Kind, Node};
use std::collections::{BTreeSet, HashMap};

/// Names that something can reach: parameters, pseudo parameters, resources. Conditions are followed.
pub type Names = BTreeSet<Box<str>>;

/// See the module.
pub struct Reach<'t> {
    template: &'t Template,
    /// Condition -> what it reaches; an empty set for one that is being followed.
    conditions: HashMap<Box<str>, Names>,
    depth: usize,
}

/// Longest chain of conditions that is followed; the evaluation follows fewer.
const MAX_CHAIN: usize = 40;

impl<'t> Reach<'t> {
    pub fn new(template: &'t Template) -> Self {
        Self { template, conditions: HashMap::new(), depth: 0 }
    }

    /// What a resource reaches: by its properties and by the condition that it stands under.
    pub fn resource(&mut self, node: &Node) -> Names {
        let mut names = Names::new();
        if let Some(condition) = node.get("Condition").and_then(|c| c.scalar()) {
            self.condition(condition, &mut names);
        }
        if node.get("Type").and_then(|t| t.scalar()).is_some_and(|t| t.starts_with("AWS::Serverless::"))
            && let Some(globals) = self.template.root.get("Globals")
        {
            self.walk(&globals.clone(), &mut names);
        }
        match node.get("Properties") {
            Some(properties) => self.walk(properties, &mut names),
            // A loop: its collection and all fragments.
            None => self.walk(node, &mut names),
        }
        names
    }

    fn walk(&mut self, node: &Node, names: &mut Names) {
        if let Some(call) = intrinsics::call(node) {
            match (&*call.name, call.scalar(), call.items()) {
                ("Ref", Some(name), _) => drop(names.insert(name.into())),
                ("Condition", Some(name), _) => self.condition(name, names),
                ("Fn::GetAtt", Some(text), _) => drop(names.insert(before_dot(text).into())),
                ("Fn::GetAtt", _, Some([target, ..])) => names.extend(target.scalar().map(Box::from)),
                ("Fn::Sub", Some(text), _) => substituted(text, names),
                ("Fn::Sub", _, Some([text, ..])) => substituted(text.scalar().unwrap_or(""), names),
                ("Fn::If", _, Some([condition, ..])) => {
                    if let Some(name) = condition.scalar() {
                        self.condition(name, names);
                    }
                }
                _ => {}
            }
        }
        match &node.kind {
            Kind::List(items) => items.iter().for_each(|i| self.walk(i, names)),
            Kind::Map(pairs) => {
                for pair in pairs {
                    match (&*pair.key, pair.value.scalar()) {
                        ("Condition", Some(name)) => self.condition(name, names),
                        _ => self.walk(&pair.value, names),
                    }
                }
            }
            _ => {}
        }
    }

    fn condition(&mut self, name: &str, names: &mut Names) {
        if let Some(known) = self.conditions.get(name) {
            names.extend(known.iter().cloned());
            return;
        }
        let Some(condition) = self.template.conditions.get(name) else { return };
        if self.depth >= MAX_CHAIN {
            return;
        }
        self.depth += 1;
        self.conditions.insert(name.into(), Names::new());
        let mut own = Names::new();
        self.walk(&condition.node, &mut own);
        names.extend(own.iter().cloned());
        self.conditions.insert(name.into(), own);
        self.depth -= 1;
    }
}

fn before_dot(text: &str) -> &str {
    text.split('.').next().unwrap_or("")
}

fn substituted(text: &str, names: &mut Names) {
    for part in text.split("${").skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !name.starts_with('!')
        {
            names.insert(before_dot(name.trim()).into());
        }
    }
}
