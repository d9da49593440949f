//! Connectors' configurations and workers' properties on their way into the inventory: they pass the boundary of
//! `connect`, and what leaves it holds no secret.

use super::fact;
use super::value::{Piece as Part, Resolved, Sited, Step};
use crate::connect::facts::WorkerFacts;
use crate::connect::flat::Flat;
use crate::connect::knowledge::Knowledge;
use crate::connect::{record, redact};
use crate::inventory::kinds::connector as f;
use crate::inventory::{Fact, List, Resource, Value};
use std::collections::BTreeMap;

/// Stands for a secret that is written down and marked as sensitive.
const HIDDEN: &str = "sensitive";

/// What a connector is configured with, and its worker configuration as far as that is known.
pub struct Configuration<'a> {
    pub value: &'a Sited,
    pub calls: &'a [Step],
    pub worker: Option<&'a WorkerFacts>,
    /// Why the worker configuration is not known.
    pub unread: Option<&'a str>,
}

/// Sets the fields about the configuration. `Err`: it is no map, and the reason.
pub fn fill(r: &mut Resource, of: &Configuration<'_>, knowledge: &Knowledge) -> Result<(), String> {
    let Resolved::Map { entries, more } = &of.value.value else { return Err(fact::reason(&of.value.value)) };
    let given: Vec<_> = entries.iter().filter(|e| e.value.value != Resolved::Absent).collect();
    let mut settings: BTreeMap<&str, Flat<'_>> = given.iter().map(|e| (&*e.key, flat(&e.value))).collect();
    let mut facts = redact::classify(&settings, of.worker, knowledge);
    // A sensitive value is not looked at; where its key says that it is a secret, that it stands there is told.
    let hidden = given.iter().filter(|e| e.value.sensitive && is_literal(&e.value.value));
    let secret = |key: &str| facts.properties.iter().any(|p| *p.key == *key && p.secret.is_some());
    let hidden: Vec<&str> = hidden.map(|e| &*e.key).filter(|key| secret(key)).collect();
    if !hidden.is_empty() {
        settings.extend(hidden.into_iter().map(|key| (key, Flat::new(HIDDEN))));
        facts = redact::classify(&settings, of.worker, knowledge);
    }
    let whole = fact::origin(r, &of.value.site, of.calls, &of.value.via);
    let places: BTreeMap<&str, u16> =
        given.iter().map(|e| (&*e.key, fact::origin(r, &e.value.site, of.calls, &e.value.via))).collect();
    record::fill_connector(r, &facts, whole, &|key| places.get(key).copied().unwrap_or(whole));
    // A part of the map, or a worker configuration, that nobody can read may hold anything.
    if let Some(why) = more.as_deref().or(of.unread)
        && let Fact::Known(Value::List(list), at) = r.get(f::properties).clone()
    {
        let more = Some(r.add_why(fact::deferred(why)));
        r.known(f::properties, Value::List(Box::new(List { items: list.items, more })), at);
        if r.get(f::connector_class).known().is_none() {
            for field in [f::connector_class, f::family, f::sink_encryption] {
                r.unknown(field, fact::deferred(why));
            }
        }
    }
    Ok(())
}

fn is_literal(value: &Resolved) -> bool {
    matches!(value, Resolved::Text(_) | Resolved::Number(_))
}

/// A value as `connect` takes it: what is not literal is filled in by the deployment.
fn flat(value: &Sited) -> Flat<'_> {
    if value.sensitive {
        return Flat::of_parts([None]);
    }
    match &value.value {
        Resolved::Text(t) | Resolved::Number(t) => Flat::new(t),
        Resolved::Bool(b) => Flat::new(if *b { "true" } else { "false" }),
        Resolved::Pattern(parts) => Flat::of_parts(parts.iter().map(|p| match p {
            Part::Lit(t) => Some(&**t),
            _ => None,
        })),
        _ => Flat::of_parts([None]),
    }
}
