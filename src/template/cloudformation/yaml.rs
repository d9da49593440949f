//! YAML text -> tree: events of the parser, with our own limits.
//!
//! Aliases share the node they name and are counted by what they would expand to. Only the first document of a
//! file is a template.

use super::super::source::Span;
use super::scalar;
use super::tree::{Comment, Document, Fault, Kind, MAX_DEPTH, MAX_NODES, Node, Pair, Pairs, Tag};
use granit_parser::{Event, Parser, ScalarStyle, Span as Range};
use std::collections::HashMap;
use std::sync::Arc;

/// Most faults told of one file.
const MAX_FAULTS: usize = 20;
/// Most comments in one run of them.
const MAX_COMMENTS: usize = 100_000;

/// Reads the first document of a text.
pub fn read(text: &str) -> Result<Document, Fault> {
    let options = granit_parser::options! { max_buffered_comment_events: MAX_COMMENTS };
    let mut builder = Builder { text, ..Builder::default() };
    let mut last = 0;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, range) = next.map_err(|e| error(&e, text))?;
        last = range.end.byte_offset().unwrap_or(last);
        if builder.event(event, &range)? {
            break;
        }
    }
    match builder.root {
        Some((root, ..)) => Ok(Document { root, comments: builder.comments, faults: builder.faults }),
        None => Err(Fault::new(last, "the file is empty")),
    }
}

fn error(e: &granit_parser::ScanError, text: &str) -> Fault {
    let offset = e.marker().byte_offset().unwrap_or(text.len());
    let message: String = e.info().chars().filter(|c| !c.is_control()).take(200).collect();
    Fault::new(offset, format!("no YAML: {message}"))
}

/// A node with the number of nodes in it and their depth.
type Built = (Arc<Node>, usize, usize);

#[derive(Default)]
struct Builder<'t> {
    text: &'t str,
    open: Vec<Open>,
    anchors: HashMap<usize, Built>,
    root: Option<Built>,
    nodes: usize,
    documents: usize,
    comments: Vec<Comment>,
    faults: Vec<Fault>,
}

/// A collection whose end is still to come.
struct Open {
    start: usize,
    tag: Option<Box<Tag>>,
    anchor: usize,
    nodes: usize,
    depth: usize,
    content: Content,
}

enum Content {
    List(Vec<Arc<Node>>),
    Map { pairs: Pairs, key: Option<Key>, merged: Vec<Arc<Node>> },
}

enum Key {
    Name(Box<str>, Span),
    /// `<<`: the pairs of the value are pairs of this map.
    Merge,
    /// A key that is no scalar: its value has no place.
    None,
}

impl Builder<'_> {
    /// Takes one event; true when the first document is at its end.
    fn event(&mut self, event: Event<'_>, range: &Range) -> Result<bool, Fault> {
        let at = offset(range);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.fault(at.0, "only the first document of the file is read");
                    return Ok(true);
                }
            }
            Event::Comment(text, _) => self.comment(&text, at),
            Event::Scalar(text, style, anchor, tag) => {
                let name = tag.as_ref().map(|t| t.original());
                let kind = match (style, name.as_deref()) {
                    (ScalarStyle::Plain, None) => scalar::resolve(&text),
                    (ScalarStyle::Plain, Some(core)) if core.starts_with("!!") && core != "!!str" => {
                        scalar::resolve(&text)
                    }
                    _ => Kind::Text(text.as_ref().into()),
                };
                let tag = tagged(name, range);
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let node = Arc::new(Node { span: Span::new(at.0, at.1), tag, kind });
                self.value((node, 1, 1), anchor, plain.then_some(&text))?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                let name = tag.as_ref().map(|t| t.original());
                self.begin(at.0, tagged(name, range), anchor, Content::List(Vec::new()))?;
            }
            Event::MappingStart(_, anchor, tag) => {
                let name = tag.as_ref().map(|t| t.original());
                let map = Content::Map { pairs: Pairs::default(), key: None, merged: Vec::new() };
                self.begin(at.0, tagged(name, range), anchor, map)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(at.1)?,
            Event::Alias(id) => {
                let Some(built) = self.anchors.get(&id).cloned() else {
                    return Err(Fault::new(at.0, "an alias within the value that it names"));
                };
                // The alias stands where it is written; what it names keeps its own place.
                self.nodes = self.nodes.saturating_add(built.1);
                self.value(built, 0, None)?;
            }
            _ => {}
        }
        if self.nodes > MAX_NODES {
            return Err(Fault::new(at.0, format!("more than {MAX_NODES} values, aliases expanded")));
        }
        Ok(false)
    }

    fn begin(
        &mut self,
        start: usize,
        tag: Option<Box<Tag>>,
        anchor: usize,
        content: Content,
    ) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Fault::new(start, format!("nested deeper than {MAX_DEPTH} levels")));
        }
        self.open.push(Open { start, tag, anchor, nodes: 1, depth: 0, content });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Fault> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let (kind, last) = match open.content {
            Content::List(items) => {
                let last = items.last().map_or(open.start, |i| i.span.end as usize);
                (Kind::List(items), last)
            }
            Content::Map { mut pairs, merged, .. } => {
                for map in merged {
                    for p in map.pairs() {
                        pairs.add_missing(&p.key, p.key_span, &p.value);
                    }
                }
                let kind = pairs.into_kind();
                let last = match &kind {
                    Kind::Map(pairs) => pairs.last().map_or(open.start, |p| p.value.span.end as usize),
                    _ => open.start,
                };
                (kind, last)
            }
        };
        // The end of a block is told only at the next token; its last value ends it. What an alias names may lie
        // before the block.
        let end = if self.text[..end.min(self.text.len())].ends_with(['}', ']']) {
            end
        } else {
            last.max(open.start)
        };
        let node = Arc::new(Node { span: Span::new(open.start, end), tag: open.tag, kind });
        self.value((node, open.nodes, open.depth + 1), open.anchor, None)
    }

    /// Puts a finished node where it belongs; `plain` is the text of an unquoted scalar.
    fn value(&mut self, built: Built, anchor: usize, plain: Option<&str>) -> Result<(), Fault> {
        let (node, weight, depth) = built;
        self.nodes = self.nodes.saturating_add(1);
        if self.open.len() + depth > MAX_DEPTH {
            let message = format!("nested deeper than {MAX_DEPTH} levels, aliases expanded");
            return Err(Fault::new(node.span.start as usize, message));
        }
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), weight, depth));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some((node, weight, depth));
            return Ok(());
        };
        open.nodes = open.nodes.saturating_add(weight);
        open.depth = open.depth.max(depth);
        let fault = match &mut open.content {
            Content::List(items) => {
                items.push(node);
                None
            }
            Content::Map { pairs, key, merged } => match key.take() {
                None => {
                    let name = if plain == Some("<<") { Key::Merge } else { named(&node, plain) };
                    let wrong = matches!(name, Key::None).then_some("a key that is no text");
                    *key = Some(name);
                    wrong.map(|w| (node.span.start, w.to_owned()))
                }
                Some(Key::Merge) => merge(node, merged),
                Some(Key::None) => None,
                Some(Key::Name(name, span)) => {
                    let message = format!("the key {} is given twice", shown(&name));
                    let new = pairs.add(Pair { key: name, key_span: span, value: node });
                    (!new).then_some((span.start, message))
                }
            },
        };
        if let Some((at, message)) = fault {
            self.fault(at as usize, message);
        }
        Ok(())
    }

    fn comment(&mut self, text: &str, (start, end): (usize, usize)) {
        let line = self.text.get(..start).unwrap_or("");
        let before = line.rsplit(['\n', '\r']).next().unwrap_or("");
        let own_line = before.trim_matches([' ', '\t', '\u{feff}']).is_empty();
        self.comments.push(Comment { text: text.into(), span: Span::new(start, end), own_line });
    }

    fn fault(&mut self, offset: usize, message: impl Into<Box<str>>) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault::new(offset, message));
        }
    }
}

fn offset(range: &Range) -> (usize, usize) {
    let start = range.start.byte_offset().unwrap_or(0);
    (start, range.end.byte_offset().unwrap_or(start).max(start))
}

fn tagged(name: Option<String>, range: &Range) -> Option<Box<Tag>> {
    let name = name.filter(|n| !n.starts_with("!!"))?;
    let span = range.tag_span().map_or_else(
        || Span::new(0, 0),
        |s| {
            let (start, end) = offset(&s);
            Span::new(start, end)
        },
    );
    Some(Box::new(Tag { name: name.into(), span }))
}

/// Keys are text whatever they look like: `111122223333` and `true` name entries of mappings.
fn named(node: &Node, plain: Option<&str>) -> Key {
    match (plain, &node.kind) {
        (Some(text), _) => Key::Name(text.into(), node.span),
        (None, _) => match node.scalar() {
            Some(text) if node.tag.is_none() => Key::Name(text.into(), node.span),
            _ => Key::None,
        },
    }
}

fn merge(node: Arc<Node>, merged: &mut Vec<Arc<Node>>) -> Option<(u32, String)> {
    let at = node.span.start;
    match &node.kind {
        Kind::Map(_) => merged.push(node),
        Kind::List(items) if items.iter().all(|i| i.is_map()) => merged.extend(items.iter().cloned()),
        _ => return Some((at, "`<<` merges maps only".into())),
    }
    None
}

/// A key as a message shows it.
pub fn shown(key: &str) -> String {
    let text: String = key.chars().filter(|c| !c.is_control()).take(60).collect();
    format!("`{text}`")
}
