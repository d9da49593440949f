//! Requests to ignore, in comments and in `Metadata`, and the lines that they are about.
//!
//! A comment at the end of a line, or alone on the line before, is about what begins on that line: a property, or a
//! whole block on its header. As the first thing within a resource it is about the resource.

use super::super::ignore::{Ignore, parse, shown};
use super::super::source::{Source, Span};
use super::tree::{Document, Kind, Node};
use std::collections::HashMap;

/// Most requests read of one file.
const MAX: usize = 1_000;

/// Every request of a template, in the order of the file.
pub fn ignores(source: &Source, document: &Document) -> Vec<Ignore> {
    let mut all = Vec::new();
    if source.text.contains("tidegate:ignore") {
        let blocks = blocks(source, &document.root);
        let asked = document.comments.iter().filter_map(|c| Some((c, parse(&c.text)?)));
        for (comment, (rules, reason)) in asked.take(MAX) {
            let (line, column) = source.line_column(comment.span.start);
            let about = if comment.own_line { next_line(source, line) } else { line };
            let block = blocks.get(&about);
            // What stands alone before the first key of a resource is within it.
            let (lines, resource) = match block {
                Some(block) if comment.own_line && block.first_of.is_some() => {
                    let resource = block.first_of.clone();
                    (resource.as_ref().map_or(block.lines, |r| r.lines), resource.map(|r| r.id))
                }
                Some(block) => (block.lines, block.resource.clone()),
                None => ((about, about), None),
            };
            all.push(Ignore { path: source.path.clone(), line, column, rules, reason, lines, resource });
        }
    }
    metadata(source, document, &mut all);
    all.sort_by_key(|i| (i.line, i.column));
    all
}

#[derive(Clone)]
struct Resource {
    id: Box<str>,
    lines: (u32, u32),
}

/// What begins on a line: the outermost key.
struct Block {
    lines: (u32, u32),
    /// It is this resource.
    resource: Option<Box<str>>,
    /// It is the first key of this resource.
    first_of: Option<Resource>,
}

/// By their first line.
fn blocks(source: &Source, root: &Node) -> HashMap<u32, Block> {
    let mut out = HashMap::new();
    walk(source, root, 0, &mut out);
    let resources = root.get("Resources").map_or(&[][..], |r| r.pairs());
    for pair in resources {
        let lines = lines(source, Span { start: pair.key_span.start, end: pair.value.span.end });
        let resource = Resource { id: pair.key.clone(), lines };
        if let Some(block) = out.get_mut(&lines.0) {
            block.resource = Some(pair.key.clone());
        }
        if let Some(first) = pair.value.pairs().first() {
            let (line, _) = source.line_column(first.key_span.start);
            if let Some(block) = out.get_mut(&line).filter(|_| line > lines.0) {
                block.first_of = Some(resource);
            }
        }
    }
    out
}

fn walk(source: &Source, node: &Node, depth: usize, out: &mut HashMap<u32, Block>) {
    if depth > super::tree::MAX_DEPTH {
        return;
    }
    let mut add = |span: Span| {
        let lines = lines(source, span);
        out.entry(lines.0).or_insert(Block { lines, resource: None, first_of: None });
    };
    match &node.kind {
        Kind::Map(pairs) => {
            for pair in pairs {
                // What an alias names stands elsewhere.
                let end = if pair.value.span.start >= pair.key_span.start { pair.value.span.end } else { 0 };
                add(Span { start: pair.key_span.start, end: end.max(pair.key_span.end) });
            }
            pairs.iter().for_each(|p| walk(source, &p.value, depth + 1, out));
        }
        Kind::List(items) => {
            items.iter().for_each(|i| add(i.span));
            items.iter().for_each(|i| walk(source, i, depth + 1, out));
        }
        _ => {}
    }
}

fn lines(source: &Source, span: Span) -> (u32, u32) {
    let (first, _) = source.line_column(span.start);
    let (last, _) = source.line_column(span.end.max(span.start + 1) - 1);
    (first, last.max(first))
}

/// The next line that is no comment and not blank.
fn next_line(source: &Source, line: u32) -> u32 {
    let following = source.text.lines().enumerate().skip(line as usize);
    let content = |text: &str| {
        let text = text.trim_start();
        !text.is_empty() && !text.starts_with('#')
    };
    following.into_iter().find(|(_, text)| content(text)).map_or(line, |(i, _)| i as u32 + 1)
}

/// `Metadata: {tidegate: {ignore: [{id, reason}]}}` of the template and of its resources.
fn metadata(source: &Source, document: &Document, all: &mut Vec<Ignore>) {
    let last = lines(source, Span::new(source.text.len(), source.text.len())).1;
    of_metadata(source, &document.root, (1, last), None, all);
    for pair in document.root.get("Resources").map_or(&[][..], |r| r.pairs()) {
        let lines = lines(source, Span { start: pair.key_span.start, end: pair.value.span.end });
        of_metadata(source, &pair.value, lines, Some(&pair.key), all);
    }
}

fn of_metadata(
    source: &Source,
    owner: &Node,
    lines: (u32, u32),
    resource: Option<&str>,
    all: &mut Vec<Ignore>,
) {
    let own = owner.get("Metadata").and_then(|m| m.get("tidegate")).and_then(|t| t.get("ignore"));
    for item in own.and_then(|i| i.items()).unwrap_or(&[]).iter().take(MAX) {
        let (line, column) = source.line_column(item.span.start);
        let text = |key: &str| item.get(key).and_then(|v| v.scalar());
        all.push(Ignore {
            path: source.path.clone(),
            line,
            column,
            rules: text("id").map(Into::into).into_iter().collect(),
            reason: shown(text("reason").unwrap_or("")),
            lines,
            resource: resource.map(Into::into),
        });
    }
}
