//! A resource policy's JSON, whole or with holes, -> statement records.
//!
//! A hole stands as one private-use character while the text is parsed; a policy whose shape depends on a hole is
//! no policy here, and its field stays unknown.

use super::fact;
use super::value::{Piece as Part, Resolved};
use crate::inventory::kinds::policy::statement;
use crate::inventory::{Fact, List, Record, Value};
use serde_json::Value as Json;

/// Most statements, and items of one list: AWS's policies have at most 20 KB.
const MOST: usize = 2_000;
/// The first of the characters that stand for holes.
const FIRST: u32 = 0xF_0000;
const LAST: u32 = 0xF_FFFD;

/// A text with its holes: what the characters from [`FIRST`] on stand for.
pub struct Holed<'a> {
    pub text: String,
    holes: Vec<&'a Part>,
}

/// The text of a value with a character for each hole; `None` when it is no text or holds such characters itself.
pub fn holed(value: &Resolved) -> Option<Holed<'_>> {
    let mut out = Holed { text: String::new(), holes: Vec::new() };
    match value {
        Resolved::Text(t) => out.text.push_str(t),
        Resolved::Pattern(parts) => {
            for part in parts {
                match part {
                    Part::Lit(t) if t.chars().any(|c| (FIRST..=LAST).contains(&(c as u32))) => return None,
                    Part::Lit(t) => out.text.push_str(t),
                    hole => {
                        let stand_in = char::from_u32(FIRST + u32::try_from(out.holes.len()).ok()?)?;
                        out.text.push(stand_in);
                        out.holes.push(hole);
                    }
                }
            }
        }
        _ => return None,
    }
    Some(out)
}

impl Holed<'_> {
    pub fn is_hole(c: char) -> bool {
        (FIRST..=LAST).contains(&(c as u32))
    }

    /// The part of the text as a value of the inventory.
    fn value(&self, text: &str) -> Value {
        if !text.contains(Self::is_hole) {
            return Value::text(text);
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut literal = String::new();
        for c in text.chars() {
            match self.holes.get((c as u32).wrapping_sub(FIRST) as usize) {
                Some(hole) => {
                    if !literal.is_empty() {
                        parts.push(Part::Lit(std::mem::take(&mut literal).into()));
                    }
                    parts.push((*hole).clone());
                }
                None => literal.push(c),
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Lit(literal.into()));
        }
        Value::Pattern(fact::pieces(&parts))
    }
}

/// The statements of a policy; `None` when the text is no policy document.
pub fn statements(policy: &Resolved, origin: u16) -> Option<Vec<Value>> {
    let holed = holed(policy)?;
    let document: Json = serde_json::from_str(&holed.text).ok()?;
    let statements = many(document.as_object()?.get("Statement")?);
    if statements.len() > MOST {
        return None;
    }
    statements.into_iter().map(|s| one(&holed, s, origin)).collect()
}

/// IAM lets one item stand without its list.
fn many(value: &Json) -> Vec<&Json> {
    value.as_array().map_or_else(|| vec![value], |items| items.iter().collect())
}

fn one(holed: &Holed<'_>, statement: &Json, origin: u16) -> Option<Value> {
    let member = |name: &str| statement.as_object()?.get(name);
    let sid = match member("Sid") {
        Some(sid) => Fact::Known(holed.value(sid.as_str()?), origin),
        None => Fact::Absent(origin),
    };
    let principals = match member("Principal") {
        Some(p) => principals(p)?,
        None => Vec::new(),
    };
    let (action, not_action) = (member("Action"), member("NotAction"));
    let actions = texts_of(action.or(not_action)?)?;
    let conditions = match member("Condition") {
        Some(c) => conditions(c)?,
        None => Vec::new(),
    };
    if [&principals, &actions, &conditions].iter().any(|l| l.len() > MOST) {
        return None;
    }
    let record = Record::new(&statement::RECORD)
        .set(statement::sid, sid)
        .known(statement::effect, holed.value(member("Effect")?.as_str()?), origin)
        .known(statement::principals, texts(holed, principals, origin), origin)
        .known(statement::not_principal, Value::Bool(member("NotPrincipal").is_some()), origin)
        .known(statement::actions, texts(holed, actions, origin), origin)
        .known(statement::not_action, Value::Bool(action.is_none() && not_action.is_some()), origin)
        .known(statement::conditions, texts(holed, conditions, origin), origin);
    Some(record.into_value())
}

fn texts_of(value: &Json) -> Option<Vec<String>> {
    many(value).into_iter().map(|a| a.as_str().map(str::to_owned)).collect()
}

/// `"*"`, or a map from the principal's type to one or many: AWS principals stand as they are, the others with
/// their type before them (`service:kafka.amazonaws.com`).
fn principals(principal: &Json) -> Option<Vec<String>> {
    if let Some(everybody) = principal.as_str() {
        return Some(vec![everybody.to_owned()]);
    }
    let mut all = Vec::new();
    for (kind, names) in principal.as_object()? {
        for name in texts_of(names)? {
            all.push(match kind.as_str() {
                "AWS" => name,
                kind => format!("{}:{name}", kind.to_ascii_lowercase()),
            });
        }
    }
    Some(all)
}

/// `stringequals:aws:sourceaccount`
fn conditions(condition: &Json) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for (operator, keys) in condition.as_object()? {
        for key in keys.as_object()?.keys() {
            all.push(format!("{operator}:{key}").to_ascii_lowercase());
        }
    }
    all.sort();
    Some(all)
}

fn texts(holed: &Holed<'_>, items: Vec<String>, origin: u16) -> Value {
    let items = items.iter().map(|t| Fact::Known(holed.value(t), origin)).collect();
    Value::List(Box::new(List { items, more: None }))
}
