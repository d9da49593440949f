//! `Fn::ToJsonString`: a value as JSON text, holes where it is not known.

use super::super::super::value::{Piece, Resolved, Sited};
use super::super::eval::{Eval, decided};
use super::super::text::Text;
use super::super::tree::Node;
use super::Call;

pub fn text(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    let value = call.value(eval);
    let mut out = Text::default();
    write(&mut out, &value, Holes::Bare);
    let sensitive = value.sensitive || out.sensitive;
    decided(Sited { sensitive, ..eval.sited(node.whole(), out.finish()) }, &value.via)
}

/// How a value stands in JSON that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holes {
    /// As anything.
    Bare,
    /// As a text: for readers who take an unknown text for an unknown value.
    Quoted,
}

/// Appends a value as JSON, in the order of the template.
pub fn write(out: &mut Text, value: &Sited, holes: Holes) {
    out.sensitive |= value.sensitive;
    match &value.value {
        Resolved::Absent => out.lit("null"),
        Resolved::Bool(b) => out.lit(if *b { "true" } else { "false" }),
        Resolved::Number(n) => out.lit(n),
        Resolved::Text(t) => quoted(out, t),
        Resolved::Pattern(pieces) => {
            out.lit("\"");
            for piece in pieces {
                match piece {
                    Piece::Lit(t) => out.lit(&escaped(t)),
                    other => out.piece(other.clone()),
                }
            }
            out.lit("\"");
        }
        Resolved::Ref(_) | Resolved::Dynamic { .. } => {
            out.lit("\"");
            out.value(value);
            out.lit("\"");
        }
        Resolved::Unknown(why) => hole(out, why, holes),
        Resolved::List { items, more } => {
            out.lit("[");
            for (i, item) in items.iter().enumerate() {
                out.lit(if i > 0 { "," } else { "" });
                write(out, item, holes);
            }
            if let Some(why) = more {
                out.lit(if items.is_empty() { "" } else { "," });
                hole(out, why, holes);
            }
            out.lit("]");
        }
        Resolved::Map { entries, more } => {
            out.lit("{");
            let given = entries.iter().filter(|e| e.value.value != Resolved::Absent);
            for (i, entry) in given.enumerate() {
                out.lit(if i > 0 { "," } else { "" });
                quoted(out, &entry.key);
                out.lit(":");
                write(out, &entry.value, holes);
            }
            if let Some(why) = more {
                out.hole(why);
            }
            out.lit("}");
        }
    }
}

fn hole(out: &mut Text, why: &str, holes: Holes) {
    let quote = if holes == Holes::Quoted { "\"" } else { "" };
    out.lit(quote);
    out.hole(why);
    out.lit(quote);
}

fn quoted(out: &mut Text, text: &str) {
    out.lit("\"");
    out.lit(&escaped(text));
    out.lit("\"");
}

fn escaped(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}
