//! `Fn::ForEach`: a fragment repeated for every item of a collection.

use super::super::super::fact::reason;
use super::super::super::value::Resolved;
use super::super::eval::Eval;
use super::super::tree::{Kind, Node};

/// What the key of a loop begins with; the loop's name follows.
pub const LOOP: &str = "Fn::ForEach::";

/// Runs `body` for every item with the item's key. `Err`: why the collection is not known.
pub fn each(eval: &Eval, node: &Node, body: &mut dyn FnMut(String, &Node)) -> Result<(), Box<str>> {
    let Some([identifier, collection, fragment]) = node.items() else {
        return Err("Fn::ForEach with arguments that it does not take".into());
    };
    let Some(identifier) = identifier.scalar() else { return Err("Fn::ForEach without identifier".into()) };
    let collection = match &collection.kind {
        Kind::List(items) if collection.tag.is_none() => eval.sited(collection.span, eval.list(items)),
        _ => eval.value(collection),
    };
    let Resolved::List { items, more } = &collection.value else {
        return Err(reason(&collection.value).into());
    };
    for item in items {
        let mut value = item.clone();
        value.value = match &item.value {
            Resolved::Text(t) | Resolved::Number(t) => Resolved::Text(t.clone()),
            Resolved::Bool(b) => Resolved::Text(b.to_string().into()),
            other => return Err(reason(other).into()),
        };
        let run = || -> Result<(), Box<str>> {
            for pair in fragment.pairs() {
                eval.charge(1);
                if eval.exhausted() {
                    return Err("Fn::ForEach: too many values".into());
                }
                if pair.key.starts_with(LOOP) {
                    each(eval, &pair.value, body)?;
                } else {
                    body(eval.in_loops(&pair.key), &pair.value);
                }
            }
            Ok(())
        };
        eval.bound(identifier, &value, run)?;
    }
    match more {
        Some(why) => Err(why.clone()),
        None => Ok(()),
    }
}
