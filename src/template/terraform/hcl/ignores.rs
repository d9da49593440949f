//! Requests to ignore, in comments, and the lines that they are about.
//!
//! A comment at the end of a line, or alone on the line before, is about what begins on that line: an argument, or
//! a whole block on its header. As the first thing within a resource or module call it is about all of that.

use super::super::super::ignore::{Ignore, parse};
use super::super::super::source::{Source, Span};
use super::json_syntax::Comment;
use super::parse::File;
use super::scan::{Event, Scan};
use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body, Structure};
use std::collections::HashMap;

/// Most requests read of one file.
const MAX: usize = 1_000;

/// Every request of a file, in its order.
pub fn ignores(file: &File) -> Vec<Ignore> {
    let source = &*file.source;
    if !file.comments.is_empty() {
        return of_json(source, &file.comments);
    }
    if !source.text.contains("tidegate:ignore") {
        return Vec::new();
    }
    let mut begins = HashMap::new();
    walk(source, &file.body, true, &mut begins);
    let (mut all, mut line_begin) = (Vec::new(), 0);
    for event in Scan::new(&source.text) {
        let at = match event {
            Event::Newline { at, .. } => {
                line_begin = at + 1;
                continue;
            }
            Event::Comment { at, .. } => at,
        };
        let comment = &source.text[at.clone()];
        if let Some((rules, reason)) = parse(inner(comment)) {
            let (line, column) = source.line_column(at.start as u32);
            let own_line = source.text[line_begin..at.start].trim().is_empty();
            let (lines, resource) = match own_line {
                true => about(next_line(source, at.end), true, &begins),
                false => about(line, false, &begins),
            };
            all.push(Ignore { path: source.path.clone(), line, column, rules, reason, lines, resource });
            if all.len() >= MAX {
                break;
            }
        }
        if let Some(newline) = comment.rfind('\n') {
            line_begin = at.start + newline + 1;
        }
    }
    all
}

/// A property of JSON syntax is about the object that it stands in.
fn of_json(source: &Source, comments: &[Comment]) -> Vec<Ignore> {
    let mut all = Vec::new();
    for comment in comments {
        let Some((rules, reason)) = parse(&comment.text) else { continue };
        let (line, column) = source.written(comment.span.start);
        let lines = (source.written(comment.about.start).0, source.written(comment.about.end.max(1) - 1).0);
        let resource = comment.resource.clone();
        all.push(Ignore { path: source.path.clone(), line, column, rules, reason, lines, resource });
    }
    all.truncate(MAX);
    all.sort_by_key(|i| (i.line, i.column));
    all
}

/// A comment without its marks.
fn inner(comment: &str) -> &str {
    match comment.strip_prefix("/*") {
        Some(rest) => rest.strip_suffix("*/").unwrap_or(rest),
        None => comment.trim_start_matches(['#', '/']),
    }
}

/// What begins on a line: the outermost argument or block.
struct Begin {
    lines: (u32, u32),
    /// The address of a resource, data source or module call that begins there.
    resource: Option<Box<str>>,
    /// The resource that this is the first thing of.
    first_of: Option<(Box<str>, (u32, u32))>,
}

/// The lines and the resource that a request is about which speaks of what begins on this line.
fn about(line: u32, own_line: bool, begins: &HashMap<u32, Begin>) -> ((u32, u32), Option<Box<str>>) {
    match begins.get(&line) {
        // What stands alone before the first argument of a resource is within it.
        Some(Begin { first_of: Some((resource, lines)), .. }) if own_line => (*lines, Some(resource.clone())),
        Some(begin) => (begin.lines, begin.resource.clone()),
        None => ((line, line), None),
    }
}

fn walk(source: &Source, body: &Body, top: bool, out: &mut HashMap<u32, Begin>) {
    for structure in body {
        match structure {
            Structure::Attribute(attribute) => {
                add(source, attribute.span(), None, out);
                values(source, &attribute.value, out);
            }
            Structure::Block(block) => {
                let resource = if top { address(block) } else { None };
                let lines = add(source, block.span(), resource.clone(), out);
                walk(source, &block.body, false, out);
                let first = block.body.iter().next().and_then(hcl_edit::Span::span);
                if let (Some(resource), Some(lines), Some(first)) = (resource, lines, first) {
                    let (line, _) = source.line_column(first.start as u32);
                    if let Some(begin) = out.get_mut(&line).filter(|_| line > lines.0) {
                        begin.first_of = Some((resource, lines));
                    }
                }
            }
        }
    }
}

/// The items of objects and lists.
fn values(source: &Source, value: &Expression, out: &mut HashMap<u32, Begin>) {
    match value {
        Expression::Object(object) => {
            for (key, item) in object {
                let (key, value) = (key.span(), item.expr().span());
                let span = key.zip(value).map(|(k, v)| k.start..v.end.max(k.end));
                add(source, span, None, out);
                values(source, item.expr(), out);
            }
        }
        Expression::Array(items) => {
            for item in items.iter() {
                add(source, item.span(), None, out);
                values(source, item, out);
            }
        }
        Expression::FuncCall(call) => call.args.iter().for_each(|a| values(source, a, out)),
        Expression::Parenthesis(inner) => values(source, inner.inner(), out),
        _ => {}
    }
}

fn add(
    source: &Source,
    span: Option<std::ops::Range<usize>>,
    resource: Option<Box<str>>,
    out: &mut HashMap<u32, Begin>,
) -> Option<(u32, u32)> {
    let span = span.map(|s| Span::new(s.start, s.end))?;
    let (first, _) = source.line_column(span.start);
    let (last, _) = source.line_column(span.end.max(span.start + 1) - 1);
    let lines = (first, last.max(first));
    out.entry(first).or_insert(Begin { lines, resource, first_of: None });
    Some(lines)
}

/// `aws_msk_cluster.c`, `data.aws_kms_key.k`, `module.m`
fn address(block: &Block) -> Option<Box<str>> {
    let labels: Vec<&str> = block.labels.iter().map(|l| l.as_str()).collect();
    match (block.ident.as_str(), &labels[..]) {
        ("resource", [ty, name]) => Some(format!("{ty}.{name}").into()),
        ("data", [ty, name]) => Some(format!("data.{ty}.{name}").into()),
        ("module", [name]) => Some(format!("module.{name}").into()),
        _ => None,
    }
}

/// The next line from an offset on that is neither blank nor a comment.
fn next_line(source: &Source, offset: usize) -> u32 {
    let mut at = offset;
    let rest = |at: usize| &source.text[at..];
    loop {
        at += rest(at).len() - rest(at).trim_start().len();
        let skipped = match Scan::new(rest(at)).next() {
            Some(Event::Comment { at, .. }) if at.start == 0 => at.end,
            _ => break,
        };
        at += skipped;
    }
    source.line_column(at as u32).0
}
