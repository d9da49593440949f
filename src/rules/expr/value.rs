//! What an expression comes to: a value borrowed from the inventory, absent, or unknown with its cause.

use super::text::Text;
use crate::inventory::{Fact, List, Piece, Resource, Target, Unit, Value, Why, secret_arn};

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

/// A truth value: `Err` is unknown, with its cause.
pub type Truth<'a> = Result<bool, Cause<'a>>;

/// Why a value is unknown; becomes a [`Why`] only when somebody asks.
#[derive(Debug, Clone, Copy)]
pub enum Cause<'a> {
    Why(&'a Why),
    /// The resource a reference names was not collected.
    NotCollected(&'a str),
    /// The text is known only in part: these are its pieces.
    Partly(&'a [Piece]),
    /// The text is known, but not of the form that is asked for: no version, no ARN.
    Form(&'a str),
    /// The value does not decide, for the reason given.
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
            Cause::Partly(pieces) => Why::Deferred { expression: open_pieces(pieces).into() },
            Cause::Form(text) => {
                let shown = text.chars().filter(|c| !c.is_control()).take(60);
                Why::Unrecognised { value: shown.collect::<String>().into() }
            }
            Cause::Undecidable(what) => Why::Deferred { expression: what.into() },
            Cause::Steps => Why::Limit { what: format!("{} evaluation steps", super::MAX_STEPS).into() },
            Cause::NotStated => Why::NotStated,
        }
    }
}

impl<'a> Cause<'a> {
    /// Why a text does not decide: it is known in part, or has another form.
    pub fn of_text(text: Text<'a>) -> Self {
        match text {
            Text::Partial { pieces, .. } => Cause::Partly(pieces),
            Text::Known(text) => Cause::Form(text),
        }
    }
}

/// The names of what is open in a text: parameters, attributes, pseudo parameters.
fn open_pieces(pieces: &[Piece]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for piece in pieces {
        if let Piece::Hole(name) | Piece::Symbol(name) = piece
            && !names.contains(&&**name)
        {
            names.push(name);
        }
    }
    names.join(", ")
}

impl<'a> Val<'a> {
    /// The value of a fact of `owner`, with links resolved in `unit`.
    #[inline]
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
            (Val::Resource(a), Val::Resource(b)) if secret_arn::may_be_one(&a.id, &b.id) => {
                Err(Cause::Undecidable("an ARN of a secret without its end"))
            }
            (Val::Resource(a), Val::Resource(b)) => Ok(std::ptr::eq(a, b)),
            (Val::Resource(r), Val::Text(t)) | (Val::Text(t), Val::Resource(r)) => match t.known() {
                Some(t) if *t == *r.id || r.also.iter().any(|id| **id == *t) => Ok(true),
                Some(t) if key_alias(t) => Err(Cause::Undecidable("an alias of a KMS key")),
                Some(_) => Ok(false),
                None => Err(Cause::of_text(t)),
            },
            // Whatever can be found in the unit was: a reference that was not leads elsewhere.
            (Val::Resource(r), Val::Elsewhere(id)) | (Val::Elsewhere(id), Val::Resource(r)) => {
                let open = key_alias(id) || secret_arn::may_be_one(&r.id, id);
                if open { Err(Cause::NotCollected(id)) } else { Ok(false) }
            }
            (Val::Elsewhere(a), Val::Elsewhere(b)) => same_reference(a, b),
            (Val::Elsewhere(id), Val::Text(t)) | (Val::Text(t), Val::Elsewhere(id)) => match t.known() {
                Some(t) => same_reference(id, t),
                None => Err(Cause::of_text(t)),
            },
            (Val::Text(a), Val::Text(b)) => {
                let open = if a.known().is_none() { a } else { b };
                a.equals(b).ok_or(Cause::of_text(open))
            }
            _ => Err(Cause::Undecidable("values of different types")),
        }
    }
}

/// False decides.
pub fn and<'a>(a: Truth<'a>, b: Truth<'a>) -> Truth<'a> {
    match (a, b) {
        (Ok(false), _) | (_, Ok(false)) => Ok(false),
        (Err(cause), _) | (_, Err(cause)) => Err(cause),
        _ => Ok(true),
    }
}

/// True decides.
pub fn or<'a>(a: Truth<'a>, b: Truth<'a>) -> Truth<'a> {
    match (a, b) {
        (Ok(true), _) | (_, Ok(true)) => Ok(true),
        (Err(cause), _) | (_, Err(cause)) => Err(cause),
        _ => Ok(false),
    }
}

/// An alias name or alias ARN: it may lead to any key, and does not say to which.
fn key_alias(id: &str) -> bool {
    id.starts_with("alias/") || id.starts_with("arn:") && id.contains(":alias/")
}

/// Ids of one thing can be spelt in several ways (name, id, ARN): only two ARNs that differ are two things, and
/// not even those when one is a key's alias, or a secret's ARN without the end that Secrets Manager makes up.
fn same_reference<'a>(a: &str, b: &str) -> Result<bool, Cause<'a>> {
    if a == b {
        return Ok(true);
    }
    let open = key_alias(a) || key_alias(b) || secret_arn::may_be_one(a, b);
    if a.starts_with("arn:") && b.starts_with("arn:") && !open {
        return Ok(false);
    }
    Err(Cause::Undecidable("a reference to something that was not collected"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds::kms_key;

    #[test]
    fn a_secret_without_the_end_of_its_arn_is_no_other_one_for_certain() {
        let partial = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders";
        let (whole, other) = (format!("{partial}-a1B2c3"), format!("{partial}2-d4E5f6"));
        let elsewhere = |id| Val::Elsewhere(id);
        assert_eq!(elsewhere(partial).equals(elsewhere(&whole)).ok(), None);
        assert_eq!(elsewhere(&whole).equals(Val::Text(Text::Known(partial))).ok(), None);
        assert_eq!(elsewhere(partial).equals(elsewhere(&other)).ok(), Some(false));
        assert_eq!(elsewhere(partial).equals(elsewhere(partial)).ok(), Some(true));
        let [a, b, c] = [partial, &whole, &other].map(|id| Resource::new(&kms_key::KIND, id));
        assert_eq!(Val::Resource(&a).equals(Val::Resource(&b)).ok(), None);
        assert_eq!(Val::Resource(&a).equals(Val::Resource(&c)).ok(), Some(false));
        assert_eq!(Val::Resource(&b).equals(elsewhere(partial)).ok(), None);
    }

    #[test]
    fn a_key_alias_equals_its_own_spelling_and_never_differs_for_certain() {
        let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        let other = "arn:aws:kms:eu-west-1:111122223333:key/9876fedc-98fe-76dc-54ba-0987654321fe";
        let alias = "arn:aws:kms:eu-west-1:111122223333:alias/msk";
        let text = |t| Val::Text(Text::Known(t));
        assert_eq!(Val::Elsewhere(key).equals(text(other)).ok(), Some(false));
        assert_eq!(Val::Elsewhere(alias).equals(text(alias)).ok(), Some(true));
        assert_eq!(Val::Elsewhere(alias).equals(text(key)).ok(), None);
        assert_eq!(Val::Elsewhere(key).equals(Val::Elsewhere("alias/msk")).ok(), None);
        let mut resource = Resource::new(&kms_key::KIND, key);
        resource.also = vec!["alias/orders".into()];
        let resource = Val::Resource(&resource);
        assert_eq!(resource.equals(text("alias/orders")).ok(), Some(true));
        assert_eq!(resource.equals(text(other)).ok(), Some(false));
        assert_eq!(resource.equals(text(alias)).ok(), None);
        assert_eq!(resource.equals(Val::Elsewhere(alias)).ok(), None);
        assert_eq!(resource.equals(Val::Elsewhere(other)).ok(), Some(false));
    }
}
