//! A value of the lattice -> a fact of the inventory, by the field's type.
//!
//! A sensitive text never becomes a fact: what is kept of it is that it is set. Numbers, booleans and the words of
//! an enum are no secrets and decide verdicts.

use super::super::source::Site;
use super::super::value::{Piece as Part, Reference, Resolved, Sited, Step, StepKind};
use crate::inventory::{Fact, List, Origin, Piece, Place, Resource, Type, Value, Via, Why};

/// From this many items on, a list's items share the list's place.
const OWN_PLACES: usize = 64;

/// The reason for what only `apply` can tell.
pub fn deferred(expression: &str) -> Why {
    Why::Deferred { expression: expression.into() }
}

/// A place in a file, with the module calls and decisions that led there.
pub fn place(site: &Site, calls: &[Step], via: &[Step]) -> Place {
    let region = site.region();
    Place {
        path: site.source.path.clone(),
        line: region.line,
        column: region.column,
        end_line: region.end_line,
        end_column: region.end_column,
        via: calls.iter().chain(via).map(step).collect(),
    }
}

fn step(step: &Step) -> Via {
    let region = step.site.region();
    let kind = match step.kind {
        StepKind::ParameterDefault => "parameter-default",
        StepKind::ParameterValue => "parameter-value",
        StepKind::Condition => "condition",
        StepKind::Mapping => "mapping",
        StepKind::Local => "local",
        StepKind::VariableDefault => "variable-default",
        StepKind::VariableFile => "variable-file",
        StepKind::ModuleCall => "module-call",
    };
    Via {
        kind: kind.into(),
        name: step.name.clone(),
        path: step.site.source.path.clone(),
        line: region.line,
        column: region.column,
        end_line: region.end_line,
        end_column: region.end_column,
    }
}

pub fn origin(r: &mut Resource, site: &Site, calls: &[Step], via: &[Step]) -> u16 {
    r.add_origin(Origin::File(Box::new(place(site, calls, via))))
}

/// The fact that a given (not absent) value is. What does not fit the type comes to unknown, as
/// [`Resource::set`] has it.
pub fn fact(r: &mut Resource, ty: &Type, value: &Sited, calls: &[Step]) -> Fact {
    let at = origin(r, &value.site, calls, &value.via);
    fact_at(r, ty, value, calls, at)
}

fn fact_at(r: &mut Resource, ty: &Type, value: &Sited, calls: &[Step], at: u16) -> Fact {
    let unknown = |r: &mut Resource, why: &str| Fact::Unknown(r.add_why(deferred(why)));
    if let Resolved::Unknown(why) = &value.value {
        return unknown(r, why);
    }
    if let Type::List(item) = ty {
        return list(r, item, value, calls, at);
    }
    let word = matches!(ty, Type::Enum(_) | Type::Bool | Type::Int);
    if value.sensitive && !word {
        return unknown(r, "a sensitive value");
    }
    let known = match (ty, &value.value) {
        (_, Resolved::Absent) => return Fact::Absent(at),
        (Type::Bool, v) => match boolean(v) {
            Some(b) => Value::Bool(b),
            None => return undecided(r, v, ty),
        },
        (Type::Int, Resolved::Number(n)) => match integer(n) {
            Some(i) => Value::Int(i),
            None => return misfit(r, ty),
        },
        (Type::Int, Resolved::Text(t)) => match integer(t) {
            Some(i) => Value::Int(i),
            None => return misfit(r, ty),
        },
        (Type::Link(_), Resolved::Text(t)) => Value::link(t.clone()),
        (Type::Link(_), Resolved::Ref(to)) => Value::link(to.target.clone()),
        (Type::Text | Type::Version | Type::Arn | Type::Enum(_), Resolved::Text(t)) => Value::Text(t.clone()),
        (Type::Text | Type::Version | Type::Arn | Type::Enum(_), Resolved::Number(n)) => {
            Value::Text(n.clone())
        }
        (Type::Text | Type::Arn | Type::Enum(_), Resolved::Bool(b)) => Value::text(b.to_string()),
        (
            Type::Text | Type::Version | Type::Arn | Type::Enum(_) | Type::Link(_),
            Resolved::Pattern(pieces),
        ) => Value::Pattern(pieces.iter().map(piece).collect()),
        (Type::Text | Type::Version | Type::Arn | Type::Enum(_), Resolved::Ref(to)) => {
            Value::Pattern([Piece::Symbol(shown(to).into())].into())
        }
        (_, v) => return undecided(r, v, ty),
    };
    Fact::Known(known, at)
}

/// Not a value of the type: decided later, or a mistake.
fn undecided(r: &mut Resource, value: &Resolved, ty: &Type) -> Fact {
    match value {
        Resolved::Ref(to) => Fact::Unknown(r.add_why(deferred(&shown(to)))),
        Resolved::Pattern(_) | Resolved::Dynamic { .. } => {
            Fact::Unknown(r.add_why(deferred("a value that is known only after apply")))
        }
        // A plan does not tell a list from one of several references.
        Resolved::List { items, .. } if items.iter().any(|i| matches!(i.value, Resolved::Ref(_))) => {
            let names = items.iter().filter_map(|i| match &i.value {
                Resolved::Ref(to) => Some(shown(to)),
                _ => None,
            });
            Fact::Unknown(r.add_why(deferred(&names.take(3).collect::<Vec<_>>().join(", "))))
        }
        _ => misfit(r, ty),
    }
}

fn misfit(r: &mut Resource, ty: &Type) -> Fact {
    let detail = format!("not {}", ty.name()).into();
    Fact::Unknown(r.add_why(Why::Malformed { operation: "".into(), detail }))
}

fn list(r: &mut Resource, item: &Type, value: &Sited, calls: &[Step], at: u16) -> Fact {
    let (items, more) = match &value.value {
        Resolved::List { items, more } => (items, more),
        Resolved::Absent => return Fact::Absent(at),
        // An unknown set of one: what it refers to is one resource.
        Resolved::Ref(to) if matches!(item, Type::Link(_)) && names_one(to) => {
            let only = fact_at(r, item, value, calls, at);
            return Fact::Known(Value::List(Box::new(List { items: vec![only], more: None })), at);
        }
        other => return undecided(r, other, item),
    };
    let own = items.len() < OWN_PLACES;
    let items = items
        .iter()
        .filter(|i| i.value != Resolved::Absent)
        .map(|i| {
            let mut i = std::borrow::Cow::Borrowed(i);
            if value.sensitive && !i.sensitive {
                i.to_mut().sensitive = true;
            }
            if own { fact(r, item, &i, calls) } else { fact_at(r, item, &i, calls, at) }
        })
        .collect();
    let more = more.as_deref().map(|why| r.add_why(deferred(why)));
    Fact::Known(Value::List(Box::new(List { items, more })), at)
}

/// An attribute that names its resource, rather than a list of others.
fn names_one(to: &Reference) -> bool {
    matches!(&*to.attribute, "" | "arn" | "id" | "key_id" | "name" | "user_id" | "user_group_id")
}

/// Terraform takes `"true"`, `"false"`, `"1"` and `"0"` for booleans.
pub fn boolean(value: &Resolved) -> Option<bool> {
    match value {
        Resolved::Bool(b) => Some(*b),
        Resolved::Text(t) => match &**t {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn integer(number: &str) -> Option<i64> {
    number.parse().ok().or_else(|| {
        let f: f64 = number.parse().ok()?;
        (f.fract() == 0.0 && f.abs() < 9e15).then_some(f as i64)
    })
}

/// `aws_kms_key.k.arn`
pub fn shown(to: &Reference) -> String {
    if to.attribute.is_empty() { to.target.to_string() } else { format!("{}.{}", to.target, to.attribute) }
}

/// ARNs hold colons, which a symbol within a text is taken not to: they are holes there.
fn piece(part: &Part) -> Piece {
    match part {
        Part::Lit(t) => Piece::Lit(t.clone()),
        Part::Symbol(s) => Piece::Symbol(s.clone()),
        Part::Ref(to) if to.attribute.contains("arn") || matches!(&*to.attribute, "" | "id") => {
            Piece::Hole(shown(to).into())
        }
        Part::Ref(to) => Piece::Symbol(shown(to).into()),
        Part::Dynamic { text, .. } | Part::Unknown(text) => Piece::Hole(text.clone()),
    }
}

pub fn pieces(parts: &[Part]) -> Box<[Piece]> {
    parts.iter().map(piece).collect()
}
