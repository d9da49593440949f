//! Texts that a service parses, whole or with holes: policy documents and properties.
//!
//! A hole stands as one private-use character while the text is parsed; a policy whose shape depends on a hole is
//! no policy here, and its field stays unknown.

use super::fact;
use super::value::{Piece as Part, Reference, Resolved};
use crate::connect::properties;
use crate::inventory::{Value, managed, policy};

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

    /// The resource that a text refers to when it is nothing but one reference.
    pub fn reference(&self, text: &str) -> Option<&Reference> {
        let mut chars = text.chars();
        let (only, None) = (chars.next()?, chars.next()) else { return None };
        match self.holes.get((only as u32).wrapping_sub(FIRST) as usize)? {
            Part::Ref(to) => Some(to),
            _ => None,
        }
    }

    /// The part of the text as a value of the inventory.
    pub fn value(&self, text: &str) -> Value {
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
pub fn statements(document: &Resolved, origin: u16) -> Option<Vec<Value>> {
    let holed = holed(document)?;
    policy::statements(&holed.text, origin, &|text| holed.value(text))
}

/// The statements of a managed policy of AWS that is only named, when it is known what it says.
pub fn managed_statements(arn: &Resolved, origin: u16) -> Option<Vec<Value>> {
    let named = match arn {
        Resolved::Text(arn) => arn,
        Resolved::Pattern(parts) => match parts.last() {
            // `arn:${AWS::Partition}:iam::aws:policy/...`
            Some(Part::Lit(end)) => end,
            _ => return None,
        },
        _ => return None,
    };
    policy::statements(managed::document(named)?, origin, &|text| Value::text(text))
}

/// One property of a properties text.
pub enum Property {
    Is(String),
    Absent,
    /// Its value, or whether it is set, is decided at deployment.
    Open,
}

/// One property, read as the broker reads it; the last of several wins. What is filled in at deployment is taken
/// to stay within the value that it stands in.
pub fn property(text: &Resolved, name: &str) -> Property {
    let Some(holed) = holed(text) else { return Property::Open };
    let Ok(entries) = properties::parse(&holed.text) else { return Property::Open };
    let mut found = Property::Absent;
    for entry in &entries {
        if entry.key.contains(Holed::is_hole) {
            // It may be this property.
            found = Property::Open;
        } else if entry.key == name {
            let value = entry.value.trim();
            let partly = value.contains(Holed::is_hole);
            found = if partly { Property::Open } else { Property::Is(value.to_owned()) };
        }
    }
    found
}
