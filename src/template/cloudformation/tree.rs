//! One tree for YAML and JSON templates: what stands where, without meaning.
//!
//! Nodes are shared, because YAML aliases would multiply them; depth and number are bounded by the readers, so that
//! walking and dropping a tree is bounded, too.

use super::super::source::Span;
use std::sync::Arc;

/// Deepest nesting: CloudFormation's own templates stay far below.
pub const MAX_DEPTH: usize = 100;
/// Most nodes of one document, aliases counted by what they expand to.
pub const MAX_NODES: usize = 500_000;

/// A value in a file.
#[derive(Debug)]
pub struct Node {
    /// The value itself, quotes included, tag and anchor not.
    pub span: Span,
    /// The short form of a function (`!Sub`) or YAML's own tag.
    pub tag: Option<Box<Tag>>,
    pub kind: Kind,
}

#[derive(Debug)]
pub enum Kind {
    Null,
    Bool(bool),
    /// A number as written, except that YAML's octal, binary, hexadecimal and sexagesimal forms are decimal here.
    Number(Box<str>),
    Text(Box<str>),
    List(Vec<Arc<Node>>),
    /// In source order, each key once: of several the last, which is what CloudFormation takes.
    Map(Vec<Pair>),
}

#[derive(Debug)]
pub struct Pair {
    pub key: Box<str>,
    pub key_span: Span,
    pub value: Arc<Node>,
}

#[derive(Debug)]
pub struct Tag {
    /// As written, with its `!`.
    pub name: Box<str>,
    pub span: Span,
}

/// A comment of a YAML file.
#[derive(Debug)]
pub struct Comment {
    /// After the `#`.
    pub text: Box<str>,
    pub span: Span,
    /// Nothing but space stands before it on its line.
    pub own_line: bool,
}

/// What a reader makes of a text.
#[derive(Debug)]
pub struct Document {
    pub root: Arc<Node>,
    pub comments: Vec<Comment>,
    /// What is wrong but does not keep the template from being read.
    pub faults: Vec<Fault>,
}

/// Something wrong with a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub offset: u32,
    pub message: Box<str>,
}

impl Fault {
    pub fn new(offset: usize, message: impl Into<Box<str>>) -> Self {
        Self { offset: u32::try_from(offset).unwrap_or(u32::MAX), message: message.into() }
    }
}

impl Node {
    /// The value of a key, when this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Arc<Node>> {
        self.pair(key).map(|p| &p.value)
    }

    pub fn pair(&self, key: &str) -> Option<&Pair> {
        self.pairs().iter().find(|p| *p.key == *key)
    }

    /// The place with the tag before it.
    pub fn whole(&self) -> Span {
        let start = self.tag.as_ref().map_or(self.span.start, |t| t.span.start.min(self.span.start));
        Span { start, end: self.span.end }
    }

    /// The entries of a map; none of anything else.
    pub fn pairs(&self) -> &[Pair] {
        match &self.kind {
            Kind::Map(pairs) => pairs,
            _ => &[],
        }
    }

    pub fn items(&self) -> Option<&[Arc<Node>]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text of an untagged scalar, whatever it resolves to.
    pub fn scalar(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(t) | Kind::Number(t) => Some(t),
            Kind::Bool(true) => Some("true"),
            Kind::Bool(false) => Some("false"),
            _ => None,
        }
    }

    pub fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map(_))
    }
}

/// A map under construction, by either reader.
#[derive(Debug, Default)]
pub struct Pairs {
    pairs: Vec<Pair>,
    /// Key -> its index, once the map is large enough that looking through it would cost.
    index: std::collections::HashMap<Box<str>, usize>,
}

impl Pairs {
    /// Adds a pair; `false` when the key was there, whose value this one replaces.
    pub fn add(&mut self, pair: Pair) -> bool {
        if let Some(ix) = self.find(&pair.key) {
            self.pairs[ix] = pair;
            return false;
        }
        self.index.insert(pair.key.clone(), self.pairs.len());
        self.pairs.push(pair);
        true
    }

    /// Adds a pair unless its key is there: what a merged map (`<<`) contributes.
    pub fn add_missing(&mut self, key: &str, key_span: Span, value: &Arc<Node>) {
        if self.find(key).is_none() {
            self.add(Pair { key: key.into(), key_span, value: value.clone() });
        }
    }

    fn find(&self, key: &str) -> Option<usize> {
        self.index.get(key).copied()
    }

    pub fn into_kind(self) -> Kind {
        Kind::Map(self.pairs)
    }
}
