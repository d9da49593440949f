//! What an expression comes to: a value borrowed from the inventory, absent, or unknown with its cause.

use super::text::Text;
use crate::inventory::{Fact, List, Resource, Target, Unit, Value, Why};

/// A value under evaluation.
#[derive(Debug, Clone, Copy)]
pub enum Val<'a> {
    Bool(bool),
    Int(i64),
    Time(i64),
    Text(Text<'a>),
    /// The list and the resource whose reasons and origins its items refer to.
    List(&'a List, &'a Resource),
    Record(&'a [Fact], &'a Resource),
    Resource(&'a Resource),
    /// A reference to something that is not in the unit.
    Elsewhere(&'a str),
    Absent,
    Unknown(Cause<'a>),
}

/// Why a value is unknown; becomes a [`Why`] only when somebody asks.
#[derive(Debug, Clone, Copy)]
pub enum Cause<'a> {
    Why(&'a Why),
    /// The resource a reference names was not collected.
    NotCollected(&'a str),
    /// The text is known only in part, or is not of the form the function reads.
    Undecidable(&'static str),
    /// The step limit was reached.
    Steps,
    /// An absent value was compared: the input does not state it.
    NotStated,
}

impl Cause<'_> {
    pub fn why(self) -> Why {
        match self {
            Cause::Why(w) => w.clone(),
            Cause::NotCollected(id) => Why::NotCollected { what: id.into() },
            Cause::Undecidable(what) => Why::Deferred { expression: what.into() },
            Cause::Steps => Why::Limit { what: format!("{} evaluation steps", super::MAX_STEPS).into() },
            Cause::NotStated => Why::NotStated,
        }
    }
}

impl<'a> Val<'a> {
    /// The value of a fact of `owner`, with links resolved in `unit`.
    pub fn of(fact: &'a Fact, owner: &'a Resource, unit: &'a Unit) -> Self {
        let value = match fact {
            Fact::Known(value, _) => value,
            Fact::Absent(_) => return Val::Absent,
            Fact::Unknown(why) => return Val::Unknown(Cause::Why(owner.why(*why))),
        };
        match value {
            Value::Bool(b) => Val::Bool(*b),
            Value::Int(i) => Val::Int(*i),
            Value::Time(t) => Val::Time(*t),
            Value::Text(t) => Val::Text(Text::Known(t)),
            Value::Pattern(pieces) => Val::Text(Text::Partial { pieces, skip: 0 }),
            Value::List(list) => Val::List(list, owner),
            Value::Record(slots) => Val::Record(slots, owner),
            Value::Link(link) => match link.target {
                Target::Resource(ix) => unit.resource(ix).map_or(Val::Elsewhere(&link.id), Val::Resource),
                Target::None => Val::Elsewhere(&link.id),
            },
        }
    }

    pub fn unknown(self) -> Option<Cause<'a>> {
        match self {
            Val::Unknown(cause) => Some(cause),
            _ => None,
        }
    }

    /// As text; a resource reads as its id.
    pub fn text(self) -> Result<Text<'a>, Cause<'a>> {
        match self {
            Val::Text(t) => Ok(t),
            Val::Resource(r) => Ok(Text::Known(&r.id)),
            Val::Elsewhere(id) => Ok(Text::Known(id)),
            Val::Unknown(cause) => Err(cause),
            Val::Absent => Err(Cause::NotStated),
            _ => Err(Cause::Undecidable("not text")),
        }
    }

    /// Equality in three values; the type check lets only comparable types meet.
    pub fn equals(self, other: Val<'a>) -> Result<bool, Cause<'a>> {
        match (self, other) {
            (Val::Unknown(cause), _) | (_, Val::Unknown(cause)) => Err(cause),
            (Val::Absent, _) | (_, Val::Absent) => Err(Cause::NotStated),
            (Val::Bool(a), Val::Bool(b)) => Ok(a == b),
            (Val::Int(a), Val::Int(b)) | (Val::Time(a), Val::Time(b)) => Ok(a == b),
            (Val::Resource(a), Val::Resource(b)) => Ok(std::ptr::eq(a, b)),
            (Val::Resource(r), Val::Text(t)) | (Val::Text(t), Val::Resource(r)) => match t.known() {
                Some(t) => Ok(*t == *r.id || r.also.iter().any(|id| **id == *t)),
                None => Err(Cause::Undecidable("text known in part")),
            },
            // Whatever can be found in the unit was: a reference that was not leads elsewhere.
            (Val::Resource(_), Val::Elsewhere(_)) | (Val::Elsewhere(_), Val::Resource(_)) => Ok(false),
            (Val::Elsewhere(a), Val::Elsewhere(b)) => same_reference(a, b),
            (Val::Elsewhere(id), Val::Text(t)) | (Val::Text(t), Val::Elsewhere(id)) => match t.known() {
                Some(t) => same_reference(id, t),
                None => Err(Cause::Undecidable("text known in part")),
            },
            (Val::Text(a), Val::Text(b)) => a.equals(b).ok_or(Cause::Undecidable("text known in part")),
            _ => Err(Cause::Undecidable("values of different types")),
        }
    }
}

/// Ids of one thing can be spelt in several ways (name, id, ARN): only two ARNs that differ are two things.
fn same_reference<'a>(a: &str, b: &str) -> Result<bool, Cause<'a>> {
    if a == b {
        return Ok(true);
    }
    if a.starts_with("arn:") && b.starts_with("arn:") {
        return Ok(false);
    }
    Err(Cause::Undecidable("a reference to something that was not collected"))
}
