//! The arguments of a planned instance: `after`, `after_unknown` and `after_sensitive` woven into one tree.
//!
//! What is unknown and not configured is left out by the author: the provider computes it, and the documented
//! defaults say what that means. What is unknown and configured comes from the references of its expression.

use super::references::{Index, Sources, reason};
use crate::template::source::Site;
use crate::template::value::{Entry, Resolved, Sited};
use serde_json::Value as Json;
use std::collections::HashSet;

/// The configuration's side of a value.
#[derive(Clone, Copy)]
enum Configured<'a> {
    /// The plan has no configuration for this resource.
    Unseen,
    /// Nothing is configured here.
    Nothing,
    /// The block is there but not configured as one: a `dynamic` block, which a plan's configuration leaves out.
    Dynamic,
    Expression(&'a Json),
    /// One whose source shows that it is a list of all that it refers to.
    Whole(&'a Json),
    Blocks(&'a [Json]),
    Block(&'a Json),
}

pub struct Weaver<'w, 'a> {
    pub index: &'w Index<'a>,
    pub address: &'w str,
    pub configured: Option<&'a super::document::Configured>,
    /// Where the resource stands in the plan.
    pub site: &'w Site,
    /// Arguments that the source shows to be lists of all that they refer to.
    pub whole: &'w HashSet<String>,
}

impl Weaver<'_, '_> {
    pub fn body(&self, after: &Json, unknown: &Json, sensitive: &Json) -> Sited {
        let configured = match self.configured {
            Some(c) => Configured::Block(&c.expressions),
            None => Configured::Unseen,
        };
        let body = self.value(after, unknown, sensitive, configured);
        match body.value {
            Resolved::Map { .. } => body,
            // A plan may leave `after` out when nothing of it is known.
            _ => self.map(&Json::Null, unknown, sensitive, configured),
        }
    }

    fn sited(&self, value: Resolved, sensitive: &Json) -> Sited {
        Sited { value, site: self.site.clone(), via: Vec::new(), sensitive: *sensitive == Json::Bool(true) }
    }

    fn value(&self, after: &Json, unknown: &Json, sensitive: &Json, configured: Configured<'_>) -> Sited {
        if *unknown == Json::Bool(true) {
            return self.sited(self.unknown(configured), sensitive);
        }
        match (after, unknown) {
            (Json::Object(_), _) | (_, Json::Object(_)) => self.map(after, unknown, sensitive, configured),
            (Json::Array(_), _) | (_, Json::Array(_)) => self.list(after, unknown, sensitive, configured),
            (Json::Null, _) => self.sited(Resolved::Absent, sensitive),
            (Json::Bool(b), _) => self.sited(Resolved::Bool(*b), sensitive),
            (Json::Number(n), _) => self.sited(Resolved::Number(n.to_string().into()), sensitive),
            (Json::String(s), _) => self.sited(Resolved::Text(s.as_str().into()), sensitive),
        }
    }

    fn unknown(&self, configured: Configured<'_>) -> Resolved {
        match configured {
            Configured::Nothing => Resolved::Absent,
            Configured::Expression(expression) | Configured::Whole(expression) => {
                let sources = self.sources(expression);
                let loose = sources.loose && !matches!(configured, Configured::Whole(_));
                match &sources.of[..] {
                    [one] if sources.open.is_none() => Resolved::Ref(one.clone()),
                    _ if loose => Resolved::Unknown(reason(&sources)),
                    _ => self.several(sources),
                }
            }
            _ => Resolved::Unknown("a value that is known only after apply".into()),
        }
    }

    /// Several resources behind one unknown value: the items of a list. [`crate::template::fact`] takes it for
    /// unknown where the argument is no list.
    fn several(&self, sources: Sources) -> Resolved {
        if sources.of.len() < 2 || sources.open.is_some() {
            return Resolved::Unknown(reason(&sources));
        }
        let items = sources.of.into_iter().map(|r| self.sited(Resolved::Ref(r), &Json::Null)).collect();
        Resolved::List { items, more: None }
    }

    fn sources(&self, expression: &Json) -> Sources {
        match self.configured {
            Some(configured) => self.index.sources(self.address, configured, expression),
            None => Sources::default(),
        }
    }

    fn map(&self, after: &Json, unknown: &Json, sensitive: &Json, configured: Configured<'_>) -> Sited {
        let top = matches!((configured, self.configured), (Configured::Block(block), Some(own)) if std::ptr::eq(block, &own.expressions));
        let null = Json::Null;
        let members = after.as_object();
        let mut keys: Vec<&String> = members.into_iter().flat_map(|m| m.keys()).collect();
        if let Some(unknown) = unknown.as_object() {
            keys.extend(unknown.keys().filter(|k| members.is_none_or(|m| !m.contains_key(*k))));
        }
        let mut entries = Vec::with_capacity(keys.len());
        for key in keys {
            let mut configured = configured.member(key);
            if top
                && let Configured::Expression(e) = configured
                && self.whole.contains(key)
            {
                configured = Configured::Whole(e);
            }
            let is_sensitive = match sensitive {
                Json::Bool(_) => sensitive,
                other => other.get(key).unwrap_or(&null),
            };
            let (after, unknown) = (after.get(key).unwrap_or(&null), unknown.get(key).unwrap_or(&null));
            let mut value = self.value(after, unknown, is_sensitive, configured);
            // A write-only argument is null in every plan.
            if value.value == Resolved::Absent
                && key.ends_with("_wo")
                && let Some(expression) = configured.given()
            {
                value.value = Resolved::Pattern(vec![self.index.write_only(self.address, expression)]);
                value.sensitive = true;
            }
            if let Configured::Expression(expression) | Configured::Whole(expression) = configured
                && matches!(value.value, Resolved::Text(_) | Resolved::List { .. })
                && super::super::kinds::holds_secret(key)
                && let Some(piece) = self.index.secret_origin(self.address, expression, after)
            {
                value.value = Resolved::Pattern(vec![piece]);
            }
            if value.value != Resolved::Absent {
                entries.push(Entry { key: key.as_str().into(), key_site: self.site.clone(), value });
            }
        }
        self.sited(Resolved::Map { entries, more: None }, sensitive)
    }

    fn list(&self, after: &Json, unknown: &Json, sensitive: &Json, configured: Configured<'_>) -> Sited {
        let null = Json::Null;
        let (known, unknowns) = (after.as_array(), unknown.as_array());
        let length = known.map_or(0, Vec::len).max(unknowns.map_or(0, Vec::len));
        let open = |i: usize| unknowns.and_then(|u| u.get(i)) == Some(&Json::Bool(true));
        let open_items = (0..length).filter(|i| open(*i)).count();
        // References have no positions: they are told apart only when there are as many as unknown items.
        let mut sources = match configured {
            Configured::Expression(e) | Configured::Whole(e) if open_items > 0 => Some(self.sources(e)),
            _ => None,
        };
        let matching = sources.as_ref().is_some_and(|s| s.open.is_none() && s.of.len() == open_items);
        let mut refs = match sources.take_if(|_| matching) {
            Some(sources) => sources.of.into_iter(),
            None => Vec::new().into_iter(),
        };
        let why = sources.as_ref().map_or_else(|| "a value that is known only after apply".into(), reason);
        let items = (0..length)
            .map(|i| {
                let is_sensitive = match sensitive {
                    Json::Bool(_) => sensitive,
                    other => other.get(i).unwrap_or(&null),
                };
                if open(i) {
                    let value = refs.next().map_or_else(|| Resolved::Unknown(why.clone()), Resolved::Ref);
                    return self.sited(value, is_sensitive);
                }
                let after = known.and_then(|k| k.get(i)).unwrap_or(&null);
                let unknown = unknowns.and_then(|u| u.get(i)).unwrap_or(&null);
                self.value(after, unknown, is_sensitive, configured.item(i, length))
            })
            .collect();
        self.sited(Resolved::List { items, more: None }, sensitive)
    }
}

impl<'a> Configured<'a> {
    fn member(self, key: &str) -> Configured<'a> {
        match self {
            Configured::Block(members) => match members.get(key) {
                None => Configured::Nothing,
                Some(Json::Array(blocks)) => Configured::Blocks(blocks),
                Some(Json::Object(m)) if m.keys().all(|k| k == "references" || k == "constant_value") => {
                    Configured::Expression(&members[key])
                }
                Some(block) => Configured::Block(block),
            },
            other => other,
        }
    }

    fn item(self, i: usize, length: usize) -> Configured<'a> {
        match self {
            Configured::Blocks(blocks) if blocks.len() == length => Configured::Block(&blocks[i]),
            // More blocks than are written down, or none: `dynamic`.
            Configured::Blocks(_) | Configured::Nothing => Configured::Dynamic,
            other => other,
        }
    }

    /// The expression, when it is not a constant null.
    fn given(self) -> Option<&'a Json> {
        match self {
            Configured::Expression(e) | Configured::Whole(e) => {
                (e.get("constant_value") != Some(&Json::Null)).then_some(e)
            }
            _ => None,
        }
    }
}
