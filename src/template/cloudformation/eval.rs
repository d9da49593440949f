//! A template's expression -> a value of the lattice, in one world.
//!
//! Every step is counted: what a template could multiply (loops within loops) ends as unknown, with the reason.

use super::super::source::Span;
use super::super::value::{Entry, Resolved, Sited, Step};
use super::conditions::Conditions;
use super::intrinsics;
use super::nested::Nest;
use super::parameters::World;
use super::template::Template;
use super::text;
use super::tree::{Kind, Node};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// Most values evaluated of one template in one world.
pub const MAX_STEPS: usize = 2_000_000;
/// Most decisions told of one value.
const MAX_VIA: usize = 12;

/// See the module.
pub struct Eval {
    pub template: Arc<Template>,
    pub world: Arc<World>,
    pub nest: Nest,
    pub conditions: Conditions,
    /// The loops around, innermost last: identifier and its value.
    loops: RefCell<Vec<(Box<str>, Sited)>>,
    /// The logical ids of this world, once its loops are expanded.
    pub ids: OnceCell<HashSet<Box<str>>>,
    steps: Rc<Cell<usize>>,
}

impl Eval {
    /// The template in a world. Its nested stacks are found by `nest` and counted with it.
    pub fn new(template: Arc<Template>, world: Arc<World>, nest: Nest, steps: Rc<Cell<usize>>) -> Self {
        Self {
            template,
            world,
            nest,
            conditions: Conditions::default(),
            loops: RefCell::default(),
            ids: OnceCell::new(),
            steps,
        }
    }

    /// Some value was left out because there were too many.
    pub fn exhausted(&self) -> bool {
        self.steps.get() >= MAX_STEPS
    }

    /// The counter that nested stacks share.
    pub fn steps(&self) -> Rc<Cell<usize>> {
        self.steps.clone()
    }

    /// Counts work that no value stands for.
    pub fn charge(&self, steps: usize) {
        self.steps.set(self.steps.get().saturating_add(steps));
    }

    /// The value of an expression.
    pub fn value(&self, node: &Node) -> Sited {
        self.under(node, None)
    }

    /// The same for the value of a key: a block's place is its header, one line, rather than all its lines.
    pub fn under(&self, node: &Node, header: Option<Span>) -> Sited {
        self.charge(1);
        if self.exhausted() {
            return self.unknown(node.span, format!("more than {MAX_STEPS} values"));
        }
        match intrinsics::call(node) {
            Some(call) => intrinsics::evaluate(self, node, &call, header),
            None => self.plain(node, header),
        }
    }

    /// The value of a node whose tag, if any, has been taken care of.
    pub fn plain(&self, node: &Node, header: Option<Span>) -> Sited {
        let value = match &node.kind {
            Kind::Null => Resolved::Absent,
            Kind::Bool(b) => Resolved::Bool(*b),
            Kind::Number(n) => Resolved::Number(n.clone()),
            Kind::Text(t) if t.contains('{') => text::literal(&self.in_loops(t)),
            Kind::Text(t) => Resolved::Text(t.clone()),
            Kind::List(items) => self.list(items),
            Kind::Map(_) => {
                let (entries, more) = self.entries(node);
                let place = header.unwrap_or_else(|| self.first_line(node.span));
                return self.sited(place, Resolved::Map { entries, more });
            }
        };
        self.sited(node.span, value)
    }

    pub fn list(&self, items: &[Arc<Node>]) -> Resolved {
        let items = items.iter().map(|i| self.value(i)).filter(|i| i.value != Resolved::Absent).collect();
        Resolved::List { items, more: None }
    }

    /// The entries of a map, with its loops expanded. `more`: why there may be further ones.
    fn entries(&self, node: &Node) -> (Vec<Entry>, Option<Box<str>>) {
        let mut entries = Entries::default();
        let mut more = None;
        for pair in node.pairs() {
            let key_site = self.template.site(pair.key_span);
            if pair.key.starts_with(intrinsics::LOOP) {
                let body = &mut |key: String, body: &Node| {
                    let value = self.under(body, Some(pair.key_span));
                    entries.put(Entry { key: key.into(), key_site: key_site.clone(), value });
                };
                if let Err(why) = intrinsics::each(self, &pair.value, body) {
                    more = Some(why);
                }
            } else if &*pair.key == "Fn::Transform" {
                more = Some("the macro of Fn::Transform".into());
            } else {
                let value = self.under(&pair.value, Some(pair.key_span));
                entries.put(Entry { key: self.in_loops(&pair.key).into(), key_site, value });
            }
        }
        (entries.list, more)
    }

    pub fn sited(&self, span: Span, value: Resolved) -> Sited {
        Sited { value, site: self.template.site(span), via: Vec::new(), sensitive: false }
    }

    pub fn unknown(&self, span: Span, why: impl Into<Box<str>>) -> Sited {
        self.sited(span, Resolved::Unknown(why.into()))
    }

    /// A block that no key names (an item of a list) is found by its first line.
    fn first_line(&self, span: Span) -> Span {
        let text = self.template.source.slice(span);
        let end = text.find(['\n', '\r']).unwrap_or(text.len());
        Span::new(span.start as usize, span.start as usize + end)
    }

    /// Binds a loop's identifier while `body` runs.
    pub fn bound<T>(&self, identifier: &str, value: &Sited, body: impl FnOnce() -> T) -> T {
        self.loops.borrow_mut().push((identifier.into(), value.clone()));
        let out = body();
        self.loops.borrow_mut().pop();
        out
    }

    /// The loops around; what is bound within them is evaluated later by [`Eval::within`].
    pub fn loops(&self) -> Vec<(Box<str>, Sited)> {
        self.loops.borrow().clone()
    }

    /// Runs `body` in these loops.
    pub fn within<T>(&self, loops: &[(Box<str>, Sited)], body: impl FnOnce() -> T) -> T {
        let outer = self.loops.replace(loops.to_vec());
        let out = body();
        self.loops.replace(outer);
        out
    }

    /// The value of a loop's identifier.
    pub fn loop_variable(&self, name: &str) -> Option<Sited> {
        self.loops.borrow().iter().rev().find(|(n, _)| **n == *name).map(|(_, v)| v.clone())
    }

    /// `${Id}` and `&{Id}` (its letters and digits only) of the loops around; other text stays as it is.
    pub fn in_loops(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (name, value) in self.loops.borrow().iter() {
            let Resolved::Text(value) = &value.value else { continue };
            if out.contains('{') && out.len() <= text::MAX_TEXT {
                let word: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
                out = out.replace(&format!("${{{name}}}"), value).replace(&format!("&{{{name}}}"), &word);
            }
        }
        out
    }
}

/// The entries of a map: the last of several of one key counts.
#[derive(Default)]
struct Entries {
    list: Vec<Entry>,
    index: HashMap<Box<str>, usize>,
}

impl Entries {
    fn put(&mut self, entry: Entry) {
        match self.index.get(&entry.key) {
            Some(ix) => self.list[*ix] = entry,
            None => {
                self.index.insert(entry.key.clone(), self.list.len());
                self.list.push(entry);
            }
        }
    }
}

/// Decisions before those that a value already has.
pub fn decided(mut value: Sited, by: &[Step]) -> Sited {
    let mut via: Vec<Step> = Vec::with_capacity(by.len() + value.via.len());
    for step in by.iter().chain(&value.via) {
        if via.len() < MAX_VIA && !via.iter().any(|s| s.kind == step.kind && s.name == step.name) {
            via.push(step.clone());
        }
    }
    value.via = via;
    value
}
