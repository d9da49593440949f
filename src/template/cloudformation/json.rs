//! JSON text -> the same tree as YAML. Nothing but JSON is taken.

use super::super::source::Span;
use super::tree::{Document, Fault, Kind, MAX_DEPTH, MAX_NODES, Node, Pair, Pairs};
use super::yaml::shown;
use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};
use std::sync::Arc;

/// Most faults told of one file.
const MAX_FAULTS: usize = 20;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a text, which a byte order mark may begin.
pub fn read(text: &str) -> Result<Document, Fault> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let base = text.len() - body.len();
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let parsed = parse_to_ast(body, &collect, &STRICT).map_err(|e| {
        let message: String = e.kind().to_string().chars().filter(|c| !c.is_control()).take(200).collect();
        Fault::new(base + e.range().start, format!("no JSON: {message}"))
    })?;
    let Some(value) = parsed.value else { return Err(Fault::new(0, "the file is empty")) };
    let mut reader = Reader { base, nodes: 0, faults: Vec::new() };
    let root = reader.node(value, 1)?;
    Ok(Document { root, comments: Vec::new(), faults: reader.faults })
}

struct Reader {
    base: usize,
    nodes: usize,
    faults: Vec<Fault>,
}

impl Reader {
    fn node(&mut self, value: Value<'_>, depth: usize) -> Result<Arc<Node>, Fault> {
        let range = value.range();
        let span = Span::new(self.base + range.start, self.base + range.end);
        self.nodes += 1;
        if depth > MAX_DEPTH {
            return Err(Fault::new(span.start as usize, format!("nested deeper than {MAX_DEPTH} levels")));
        }
        if self.nodes > MAX_NODES {
            return Err(Fault::new(span.start as usize, format!("more than {MAX_NODES} values")));
        }
        let kind = match value {
            Value::NullKeyword(_) => Kind::Null,
            Value::BooleanLit(b) => Kind::Bool(b.value),
            Value::NumberLit(n) => Kind::Number(n.value.into()),
            Value::StringLit(s) => Kind::Text(s.value.into()),
            Value::Array(a) => {
                let items = a.elements.into_iter().map(|v| self.node(v, depth + 1));
                Kind::List(items.collect::<Result<_, _>>()?)
            }
            Value::Object(o) => {
                let mut pairs = Pairs::default();
                for property in o.properties {
                    let name = property.name.range();
                    let key_span = Span::new(self.base + name.start, self.base + name.end);
                    let value = self.node(property.value, depth + 1)?;
                    let key: Box<str> = property.name.into_string().into();
                    let message = format!("the key {} is given twice", shown(&key));
                    if !pairs.add(Pair { key, key_span, value }) && self.faults.len() < MAX_FAULTS {
                        self.faults.push(Fault::new(key_span.start as usize, message));
                    }
                }
                pairs.into_kind()
            }
        };
        Ok(Arc::new(Node { span, tag: None, kind }))
    }
}
