//! Resource policies, written as a document or as its text.

use super::super::super::fact::{self, Found};
use super::super::super::holed;
use super::super::super::value::{Resolved, Sited};
use super::super::declared::Declared;
use super::super::intrinsics::{Holes, write_json};
use super::super::text::Text;
use super::fill::{Fill, Making};
use crate::inventory::Value;

/// Members of a statement that a record holds: what others say may be as unknown as it likes.
const MEMBERS: &[&str] = &[
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Condition",
    "Resource",
    "NotResource",
];

/// Sets a policy field from a property of the resource or of one of its parts.
pub fn statements(fill: &mut Fill<'_>, field: u16, part: &Declared, path: &str) {
    match part.at(path) {
        Found::Value(v) => match read(fill, v, &format!("{}.{path}", part.id)) {
            Ok((all, origin)) => fill.r.list(field, all, origin),
            Err(why) => fill.deferred(field, &why),
        },
        Found::Absent(place) => {
            let origin = fact::origin(&mut fill.r, place, &[], &[]);
            fill.r.absent(field, origin);
        }
        Found::Unknown(why) => fill.deferred(field, why),
    }
}

/// The statements of a document, which `name` names in messages, with their origin.
pub fn read(fill: &mut Fill<'_>, v: &Sited, name: &str) -> Result<(Vec<Value>, u16), String> {
    if v.sensitive {
        return Err(fact::SENSITIVE.into());
    }
    let origin = fact::origin(&mut fill.r, &v.site, &[], &v.via);
    let read = match &v.value {
        Resolved::Map { .. } => holed::statements(&as_text(v), origin),
        text => holed::statements(text, origin),
    };
    match (read, &v.value) {
        (Some(all), _) => Ok((all, origin)),
        (None, Resolved::Text(_) | Resolved::Map { more: None, .. }) => {
            Err(format!("{name}, which cannot be read as a policy"))
        }
        (None, other) => Err(fact::reason(other)),
    }
}

/// The document as JSON text, with only what is kept of it.
fn as_text(document: &Sited) -> Resolved {
    let mut out = Text::default();
    let kept = match &document.value {
        Resolved::Map { entries, more } => {
            let entries = entries.iter().filter(|e| &*e.key == "Statement").cloned().map(|mut e| {
                e.value = match e.value.value {
                    Resolved::List { items, more } => {
                        let items = items.into_iter().map(statement).collect();
                        Sited { value: Resolved::List { items, more }, ..e.value }
                    }
                    _ => statement(e.value),
                };
                e
            });
            Sited {
                value: Resolved::Map { entries: entries.collect(), more: more.clone() },
                ..document.clone()
            }
        }
        _ => document.clone(),
    };
    write_json(&mut out, &kept, Holes::Quoted);
    out.finish()
}

fn statement(value: Sited) -> Sited {
    match value.value {
        Resolved::Map { entries, more } => {
            let entries = entries.into_iter().filter(|e| MEMBERS.contains(&&*e.key)).collect();
            Sited { value: Resolved::Map { entries, more }, ..value }
        }
        _ => value,
    }
}
