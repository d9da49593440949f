//! `jsonencode` and `jsondecode`.

use super::super::super::super::source::Site;
use super::super::super::super::value::{Entry, Piece, Resolved, Sited};
use super::super::eval::{LARGEST, LIMIT, LONGEST};
use super::super::value::{self, Answer, fail, sited, unknown};
use super::text;
use serde_json::Value as Json;

pub fn encode_argument(a: &[Sited], site: &Site) -> Answer {
    match a {
        [only] => encode(only, site),
        _ => fail("jsonencode() takes one argument"),
    }
}

/// The JSON text; what is not known is a hole in quotes, as the texts that are meant most often would be.
pub fn encode(value: &Sited, site: &Site) -> Answer {
    let mut pieces = Vec::new();
    write(value, value.sensitive, &mut pieces);
    let bytes: usize = pieces.iter().map(|p| if let Piece::Lit(t) = p { t.len() } else { 16 }).sum();
    if bytes > LONGEST {
        return Ok(unknown(LIMIT, site));
    }
    Ok(sited(value::joined(pieces), site))
}

fn lit(text: impl Into<Box<str>>) -> Piece {
    Piece::Lit(text.into())
}

fn write(value: &Sited, sensitive: bool, out: &mut Vec<Piece>) {
    let sensitive = sensitive || value.sensitive;
    match &value.value {
        Resolved::Absent => out.push(lit("null")),
        Resolved::List { items, more } => {
            out.push(lit("["));
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(lit(","));
                }
                write(item, sensitive, out);
            }
            if let Some(why) = more {
                if !items.is_empty() {
                    out.push(lit(","));
                }
                out.extend([lit("\""), Piece::Unknown(why.clone()), lit("\"")]);
            }
            out.push(lit("]"));
        }
        Resolved::Map { entries, more } => {
            out.push(lit("{"));
            let mut sorted: Vec<&Entry> = entries.iter().collect();
            sorted.sort_by(|a, b| a.key.cmp(&b.key));
            for (i, entry) in sorted.iter().enumerate() {
                let comma = if i > 0 { "," } else { "" };
                out.push(lit(format!("{comma}{}:", quoted(&entry.key))));
                write(&entry.value, sensitive, out);
            }
            if let Some(why) = more {
                // Neither the key nor the value is known: no JSON that could be read as whole.
                out.push(Piece::Unknown(why.clone()));
            }
            out.push(lit("}"));
        }
        _ if sensitive => out.extend([lit("\""), value::hidden(value), lit("\"")]),
        Resolved::Bool(b) => out.push(lit(b.to_string())),
        Resolved::Number(n) => out.push(lit(n.clone())),
        Resolved::Text(t) => out.push(lit(quoted(t))),
        _ => {
            out.push(lit("\""));
            for piece in value::pieces(value).unwrap_or_default() {
                out.push(match piece {
                    Piece::Lit(t) => {
                        let quoted = quoted(&t);
                        lit(&quoted[1..quoted.len() - 1])
                    }
                    hole => hole,
                });
            }
            out.push(lit("\""));
        }
    }
}

/// A JSON string as Go writes it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

pub fn decode(a: &[Sited], site: &Site) -> Answer {
    let text = text(a, 0)?;
    let Ok(json) = serde_json::from_str::<Json>(&text) else { return fail("not JSON") };
    let mut left = LARGEST;
    match made(&json, site, &mut left) {
        Some(value) => Ok(value),
        None => Ok(unknown(LIMIT, site)),
    }
}

fn made(json: &Json, site: &Site, left: &mut usize) -> Option<Sited> {
    *left = left.checked_sub(1)?;
    let value = match json {
        Json::Null => Resolved::Absent,
        Json::Bool(b) => Resolved::Bool(*b),
        Json::Number(n) => Resolved::Number(n.to_string().into()),
        Json::String(s) => value::text(s.as_str()),
        Json::Array(items) => {
            value::list(items.iter().map(|i| made(i, site, left)).collect::<Option<Vec<_>>>()?)
        }
        Json::Object(members) => {
            let entries = members.iter().map(|(k, v)| Some(value::entry(k.as_str(), made(v, site, left)?)));
            value::map(entries.collect::<Option<Vec<_>>>()?)
        }
    };
    Some(sited(value, site))
}
