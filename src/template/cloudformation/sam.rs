//! What SAM adds before a template is deployed: the properties that `Globals` gives to functions.

use super::super::value::{Entry, Resolved, Sited};
use super::eval::Eval;

/// Types and the section of `Globals` that is about them.
const SECTIONS: &[(&str, &str)] =
    &[("AWS::Serverless::Function", "Function"), ("AWS::Serverless::Api", "Api")];

/// The properties of a resource with those that `Globals` gives: maps are merged, lists put together, and of single
/// values the resource's own counts.
pub fn with_globals(eval: &Eval, ty: &str, properties: Sited) -> Sited {
    let section = SECTIONS.iter().find(|(of, _)| *of == ty).map(|(_, section)| *section);
    let globals = section.and_then(|s| eval.template.root.get("Globals")?.get(s));
    match globals {
        Some(globals) => merged(eval.value(globals), properties),
        None => properties,
    }
}

fn merged(global: Sited, own: Sited) -> Sited {
    let value = match (global.value, own.value) {
        (global, Resolved::Absent) => return Sited { value: global, ..own },
        (Resolved::Map { entries: global, more: open }, Resolved::Map { entries, more }) => {
            let mut all: Vec<Entry> = global;
            for entry in entries {
                match all.iter().position(|e| e.key == entry.key) {
                    Some(ix) => {
                        let global = all[ix].value.clone();
                        all[ix] = Entry { value: merged(global, entry.value.clone()), ..entry };
                    }
                    None => all.push(entry),
                }
            }
            Resolved::Map { entries: all, more: more.or(open) }
        }
        (Resolved::List { items: mut all, more: open }, Resolved::List { items, more }) => {
            all.extend(items);
            Resolved::List { items: all, more: more.or(open) }
        }
        (_, own) => own,
    };
    Sited { value, ..own }
}
