//! SAM's configuration: `parameter_overrides` of the default environment, for all commands and for `deploy`.

use super::super::source::Span;
use super::parameter_files::{Saying, Sayings};
use super::tree::{Fault, Node};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const ENVIRONMENT: &str = "default";
/// The later one wins.
const COMMANDS: &[&str] = &["global", "deploy"];
const OVERRIDES: &str = "parameter_overrides";

/// Reads `samconfig.toml`.
pub fn read(text: &str) -> Result<Sayings, Fault> {
    let table = DeTable::parse(text).map_err(|e| {
        let message: String = e.message().chars().filter(|c| !c.is_control()).take(200).collect();
        Fault::new(e.span().map_or(0, |s| s.start), format!("no TOML: {message}"))
    })?;
    let mut said = Sayings::default();
    let Some(environment) = member(table.get_ref(), ENVIRONMENT) else {
        said.fault(Span::default(), "no environment called default");
        return Ok(said);
    };
    for command in COMMANDS {
        let overrides =
            member(environment, command).and_then(|c| member(c, "parameters")).and_then(|p| p.get(OVERRIDES));
        if let Some(value) = overrides {
            given(&mut said, value, text);
        }
    }
    Ok(said)
}

fn member<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<&'t DeTable<'i>> {
    match table.get(name)?.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn given(said: &mut Sayings, value: &Spanned<DeValue<'_>>, file: &str) {
    let span = Span::new(value.span().start, value.span().end);
    match value.get_ref() {
        DeValue::String(text) => overrides(said, text, file, span),
        DeValue::Array(items) => items.iter().for_each(|item| given(said, item, file)),
        DeValue::Table(table) => {
            for (name, value) in table {
                let span = |range: std::ops::Range<usize>| Span::new(range.start, range.end);
                let text = match value.get_ref() {
                    DeValue::String(text) => Some(text.to_string()),
                    DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => {
                        file.get(value.span()).map(str::to_owned)
                    }
                    _ => None,
                };
                match text {
                    Some(text) => said.stated.push(Saying {
                        name: name.get_ref().as_ref().into(),
                        name_span: span(name.span()),
                        value: Some(text.into()),
                        value_span: span(value.span()),
                    }),
                    None => said.fault(span(value.span()), "no text"),
                }
            }
        }
        _ => said.fault(span, "parameter_overrides is neither text nor a list nor a table"),
    }
}

/// `parameter_overrides` of a configuration in YAML; `None` when it is none.
pub fn in_yaml(root: &Node) -> Option<Vec<Arc<Node>>> {
    let environment = root.get(ENVIRONMENT)?;
    let of = |command: &&str| environment.get(command)?.get("parameters")?.get(OVERRIDES).cloned();
    let found: Vec<Arc<Node>> = COMMANDS.iter().filter_map(of).collect();
    (!found.is_empty()).then_some(found)
}

/// `A=x B="y z"` and `ParameterKey=A,ParameterValue=x`, which stands at `span` of the file.
pub fn overrides(said: &mut Sayings, text: &str, file: &str, span: Span) {
    for word in words(text) {
        let place = place(text, file, span, &word);
        let at = |offset: usize, length: usize| match place {
            // Escapes within a word move what follows: then the whole word is the place.
            Some(start) if word.plain => Span::new(start + offset, start + offset + length),
            Some(start) => Span::new(start, start + (word.end - word.start)),
            None => span,
        };
        let pair = match word.text.strip_prefix("ParameterKey=") {
            Some(rest) => {
                rest.split_once(",ParameterValue=").map(|(name, value)| ("ParameterKey=".len(), name, value))
            }
            None => word.text.split_once('=').map(|(name, value)| (0, name, value)),
        };
        let Some((before, name, value)) = pair.filter(|(_, name, _)| !name.is_empty()) else {
            said.fault(at(0, word.text.len()), "neither Key=Value nor ParameterKey=Key,ParameterValue=Value");
            continue;
        };
        let value_at = word.text.len() - value.len();
        said.stated.push(Saying {
            name: name.into(),
            name_span: at(before, name.len()),
            value: Some(value.trim_matches('"').into()),
            value_span: at(value_at, value.len()),
        });
    }
}

/// A word of a command line.
struct Word {
    text: String,
    start: usize,
    end: usize,
    /// Without quotes and escapes.
    plain: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    let mut quote: Option<char> = None;
    let mut chars = text.char_indices();
    while let Some((i, c)) = chars.next() {
        if quote.is_none() && c.is_whitespace() {
            words.extend(open.take());
            continue;
        }
        let word = open.get_or_insert_with(|| Word { text: String::new(), start: i, end: i, plain: true });
        word.end = i + c.len_utf8();
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '"' | '\'') => (quote, word.plain) = (Some(c), false),
            (None | Some('"'), '\\') => {
                word.plain = false;
                if let Some((i, c)) = chars.next() {
                    word.text.push(c);
                    word.end = i + c.len_utf8();
                }
            }
            _ => word.text.push(c),
        }
    }
    words.extend(open);
    words
}

/// Where a word begins in the file; `None` when the text is written with escapes.
fn place(text: &str, file: &str, span: Span, word: &Word) -> Option<usize> {
    let written = file.get(span.start as usize..span.end as usize)?;
    let start = written.find(text).filter(|start| *start <= 3)?;
    Some(span.start as usize + start + word.start)
}
