//! A value of the lattice -> a fact of the inventory, by the field's type; and the walk to a value along a path of
//! properties. CloudFormation and Terraform share it, so that the same configuration becomes the same facts.
//!
//! A sensitive text never becomes a fact: what is kept of it is that it is set. Numbers, booleans and the words of
//! an enum are no secrets and decide verdicts.

use super::source::Site;
use super::value::{Piece as Part, Reference, Resolved, Sited, Step, StepKind};
use crate::inventory::unit::Input;
use crate::inventory::{Fact, List, Origin, Piece, Place, Resource, Type, Value, Via, Why, defaults};

/// From this many items on, a list's items share the list's place.
const OWN_PLACES: usize = 64;

/// What a value is called that nobody can name better.
pub const LATER: &str = "a value that is known only at deployment";
/// What a value is called that is marked as a secret.
pub const SENSITIVE: &str = "a sensitive value";
/// The same, where the value stands in the source.
pub const SENSITIVE_IN_SOURCE: &str = "a sensitive value that is written down";

/// What stands at a path of properties.
#[derive(Debug, Clone, Copy)]
pub enum Found<'a> {
    Value(&'a Sited),
    /// Not given; the place is the innermost block that could hold it.
    Absent(&'a Site),
    /// Why the value, or whether there is one, is decided only at deployment.
    Unknown(&'a str),
}

impl Found<'_> {
    pub fn is_value(&self) -> bool {
        matches!(self, Found::Value(_))
    }
}

/// The value at a path such as `EncryptionInfo.EncryptionInTransit.ClientBroker`. With `blocks`, a list stands for
/// its first element, as Terraform writes blocks that may occur once; the provider refuses further ones.
pub fn find<'a>(value: &'a Sited, path: &str, place: &'a Site, blocks: bool) -> Found<'a> {
    let (mut value, mut place) = (value, place);
    for name in path.split('.') {
        if let Resolved::List { items, more } = &value.value
            && blocks
        {
            match (items.first(), more) {
                (Some(first), _) => value = first,
                (None, Some(why)) => return Found::Unknown(why),
                (None, None) => return Found::Absent(place),
            }
        }
        match &value.value {
            Resolved::Map { entries, more } => {
                place = &value.site;
                match (entries.iter().find(|e| *e.key == *name), more) {
                    (Some(entry), _) => value = &entry.value,
                    (None, Some(why)) => return Found::Unknown(why),
                    (None, None) => return Found::Absent(place),
                }
            }
            Resolved::Absent => return Found::Absent(place),
            Resolved::Unknown(why) => return Found::Unknown(why),
            Resolved::Ref(_) | Resolved::Pattern(_) | Resolved::Dynamic { .. } => {
                return Found::Unknown(LATER);
            }
            _ => return Found::Unknown("a value that is no block of properties"),
        }
    }
    match &value.value {
        Resolved::Absent => Found::Absent(place),
        Resolved::Unknown(why) => Found::Unknown(why),
        _ => Found::Value(value),
    }
}

/// The blocks that a value stands for, and why there may be more: a list of them or, as JSON writes one, a map.
pub fn blocks(value: &Sited) -> Option<(&[Sited], Option<&str>)> {
    match &value.value {
        Resolved::List { items, more } => Some((items, more.as_deref())),
        Resolved::Map { .. } => Some((std::slice::from_ref(value), None)),
        _ => None,
    }
}

/// The reason for what only the deployment can tell.
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

/// Index of a place as an origin of the resource.
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
    if let Resolved::Unknown(why) = &value.value {
        return unknown(r, why);
    }
    if let Type::List(item) = ty {
        return list(r, item, value, calls, at);
    }
    let word = matches!(ty, Type::Enum(_) | Type::Bool | Type::Int);
    if value.sensitive && !word {
        return unknown(r, SENSITIVE);
    }
    let known = match (ty, &value.value) {
        (_, Resolved::Absent) => return Fact::Absent(at),
        (Type::Bool, v) => match boolean(v) {
            Some(b) => Value::Bool(b),
            None => return undecided(r, v, ty),
        },
        (Type::Int, Resolved::Number(n) | Resolved::Text(n)) => match integer(n) {
            Some(i) => Value::Int(i),
            None => return misfit(r, ty),
        },
        (Type::Link(_), Resolved::Text(t)) => Value::link(t.clone()),
        (Type::Link(_), Resolved::Ref(to)) => Value::link(to.target.clone()),
        (Type::Text | Type::Version | Type::Arn | Type::Enum(_), Resolved::Text(t) | Resolved::Number(t)) => {
            Value::Text(t.clone())
        }
        (Type::Text | Type::Arn | Type::Enum(_), Resolved::Bool(b)) => Value::text(b.to_string()),
        (
            Type::Text | Type::Version | Type::Arn | Type::Enum(_) | Type::Link(_),
            Resolved::Pattern(parts),
        ) => Value::Pattern(pieces(parts)),
        (Type::Text | Type::Version | Type::Arn | Type::Enum(_), Resolved::Ref(to)) => {
            Value::Pattern([Piece::Symbol(shown(to).into())].into())
        }
        (_, v) => return undecided(r, v, ty),
    };
    Fact::Known(known, at)
}

fn unknown(r: &mut Resource, why: &str) -> Fact {
    Fact::Unknown(r.add_why(deferred(why)))
}

/// Not a value of the type: decided later, or a mistake.
fn undecided(r: &mut Resource, value: &Resolved, ty: &Type) -> Fact {
    match value {
        Resolved::Ref(_) | Resolved::Pattern(_) | Resolved::Dynamic { .. } => unknown(r, &reason(value)),
        // A plan does not tell a list from one of several references.
        Resolved::List { items, .. } if items.iter().any(|i| matches!(i.value, Resolved::Ref(_))) => {
            let names = items.iter().filter_map(|i| match &i.value {
                Resolved::Ref(to) => Some(shown(to)),
                _ => None,
            });
            let names = names.take(3).collect::<Vec<_>>().join(", ");
            unknown(r, &names)
        }
        _ => misfit(r, ty),
    }
}

fn misfit(r: &mut Resource, ty: &Type) -> Fact {
    let detail = format!("not {}", ty.name()).into();
    Fact::Unknown(r.add_why(Why::Malformed { operation: "".into(), detail }))
}

/// Why a value is not known: what it hangs on, never a text that may be secret.
pub fn reason(value: &Resolved) -> String {
    match value {
        Resolved::Unknown(why) => why.to_string(),
        Resolved::Ref(to) => shown(to),
        Resolved::Pattern(parts) => {
            let named = parts.iter().find_map(|p| match p {
                Part::Lit(_) => None,
                Part::Symbol(name) | Part::Unknown(name) => Some(name.to_string()),
                Part::Ref(to) => Some(shown(to)),
                Part::Dynamic { service, .. } => Some(dynamic(service)),
            });
            named.unwrap_or_else(|| LATER.into())
        }
        Resolved::Dynamic { service, .. } => dynamic(service),
        _ => LATER.into(),
    }
}

fn dynamic(service: &str) -> String {
    format!("a dynamic reference to {service}")
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
pub fn names_one(to: &Reference) -> bool {
    matches!(
        &*to.attribute,
        "" | "arn" | "Arn" | "id" | "Id" | "key_id" | "KeyId" | "name" | "user_id" | "user_group_id"
    )
}

/// Both languages take `"true"` and `"false"` for booleans, Terraform `"1"` and `"0"`, too.
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

/// `aws_kms_key.k.arn`, `Key.Arn`
pub fn shown(to: &Reference) -> String {
    if to.attribute.is_empty() { to.target.to_string() } else { format!("{}.{}", to.target, to.attribute) }
}

/// The parts of a text. A symbol that is the whole text is that text, whatever it holds. Within a text a symbol is
/// taken to hold no colon (the parts of an ARN are counted by them), so that only account, region and the like stay
/// symbols there; a parameter or an attribute could hold one and is a hole.
pub fn pieces(parts: &[Part]) -> Box<[Piece]> {
    let alone = parts.len() == 1;
    parts
        .iter()
        .map(|part| match part {
            Part::Lit(t) => Piece::Lit(t.clone()),
            Part::Symbol(s) if alone || within_arns(s) => Piece::Symbol(s.clone()),
            Part::Symbol(s) => Piece::Hole(s.clone()),
            Part::Ref(to) if alone => Piece::Symbol(shown(to).into()),
            Part::Ref(to) => Piece::Hole(shown(to).into()),
            Part::Dynamic { service, .. } => Piece::Hole(dynamic(service).into()),
            Part::Unknown(why) => Piece::Hole(why.clone()),
        })
        .collect()
}

/// Symbols whose every value is one part of an ARN.
fn within_arns(symbol: &str) -> bool {
    matches!(
        symbol,
        "AWS::Region" | "AWS::AccountId" | "AWS::Partition" | "AWS::StackName" | "AWS::URLSuffix"
    ) || symbol.starts_with("provider.")
}

/// Completes a resource: what its declaration did not give takes its documented default or is absent, and what must
/// be given, has no default and is not there is said to be unknown. `id` names the resource in reasons.
pub fn complete(r: &mut Resource, input: Input, variant: Option<&str>, header: u16, id: &str) {
    for ix in 0..r.kind.fields.len() as u16 {
        let def = &r.kind.fields[usize::from(ix)];
        if !matches!(r.get(ix), Fact::Unknown(0)) || def.back_link.is_some() {
            continue;
        }
        if def.optional || defaults::lookup(r.kind.name, def.name, input, variant).is_some() {
            defaults::left_out(r, ix, input, variant, header);
        } else {
            r.unknown(ix, Why::NotCollected { what: format!("{id}.{}", def.name).into() });
        }
    }
    // What must be given and is not is a mistake in the template, never "no".
    for ix in 0..r.kind.fields.len() as u16 {
        let def = &r.kind.fields[usize::from(ix)];
        if !def.optional && matches!(r.get(ix), Fact::Absent(_)) {
            r.unknown(ix, deferred(&format!("{id}.{}, which is not given", def.name)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::{Source, Span};
    use super::super::value::Entry;
    use super::*;
    use crate::inventory::kinds::msk_cluster as f;
    use std::sync::Arc;

    fn site(start: usize, end: usize) -> Site {
        Site {
            source: Arc::new(Source::new("t.yaml", "abc: def\nghi: jkl\n".into())),
            span: Span::new(start, end),
        }
    }

    fn sited(value: Resolved) -> Sited {
        Sited { value, site: site(5, 8), via: Vec::new(), sensitive: false }
    }

    fn text(t: &str) -> Resolved {
        Resolved::Text(t.into())
    }

    fn made(ty: &Type, value: Resolved) -> (Fact, Resource) {
        let mut r = Resource::new(&f::KIND, "c");
        let fact = fact(&mut r, ty, &sited(value), &[]);
        (fact, r)
    }

    #[test]
    fn values_become_what_the_type_says() {
        let known = |ty: &Type, v: Resolved| made(ty, v).0.known().cloned();
        assert_eq!(known(&Type::Bool, text("false")), Some(Value::Bool(false)));
        assert_eq!(known(&Type::Bool, text("False ")), None);
        assert_eq!(known(&Type::Int, Resolved::Number("3.0".into())), Some(Value::Int(3)));
        assert_eq!(known(&Type::Int, text("12")), Some(Value::Int(12)));
        assert_eq!(known(&Type::Version, Resolved::Number("3.9".into())), Some(Value::text("3.9")));
        assert_eq!(known(&Type::Link("kms_key"), text("alias/x")), Some(Value::link("alias/x")));
        let to = Reference { target: "Key".into(), attribute: "Arn".into() };
        assert_eq!(known(&Type::Link("kms_key"), Resolved::Ref(to.clone())), Some(Value::link("Key")));
        let whole = Value::Pattern([Piece::Symbol("Key.Arn".into())].into());
        assert_eq!(known(&Type::Arn, Resolved::Ref(to.clone())), Some(whole));
        let (fact, r) = made(&Type::Bool, Resolved::Ref(to));
        let Fact::Unknown(why) = fact else { panic!("{fact:?}") };
        assert_eq!(r.why(why), &deferred("Key.Arn"));
    }

    #[test]
    fn a_symbol_within_a_text_stays_one_only_when_it_cannot_hold_a_colon() {
        let symbol = |s: &str| Part::Symbol(s.into());
        let parts =
            [Part::Lit("arn:".into()), symbol("AWS::Partition"), Part::Lit(":".into()), symbol("Rest")];
        let got = pieces(&parts);
        assert_eq!(got[1], Piece::Symbol("AWS::Partition".into()));
        assert_eq!(got[3], Piece::Hole("Rest".into()));
        assert_eq!(*pieces(&[symbol("Rest")]), [Piece::Symbol("Rest".into())]);
    }

    #[test]
    fn sensitive_text_leaves_no_trace_and_its_words_decide() {
        let secret = |v| Sited { sensitive: true, ..sited(v) };
        let mut r = Resource::new(&f::KIND, "c");
        let kept = fact(&mut r, &Type::Text, &secret(text("hunter2")), &[]);
        assert!(matches!(kept, Fact::Unknown(_)));
        let listed = Resolved::List { items: vec![sited(text("hunter2"))], more: None };
        let kept = fact(&mut r, &Type::List(&Type::Text), &secret(listed), &[]);
        assert!(!format!("{kept:?} {r:?}").contains("hunter2"));
        let word = fact(&mut r, &Type::Bool, &secret(text("true")), &[]);
        assert_eq!(word.known(), Some(&Value::Bool(true)));
    }

    #[test]
    fn a_path_ends_at_a_value_a_block_or_a_reason() {
        let entry = |key: &str, value: Sited| Entry { key: key.into(), key_site: site(0, 3), value };
        let map = |entries, more| Resolved::Map { entries, more };
        let inner = Sited { site: site(9, 12), ..sited(map(vec![entry("b", sited(text("x")))], None)) };
        let open = sited(map(Vec::new(), Some("the dynamic block".into())));
        let body = sited(map(
            vec![
                entry("a", inner.clone()),
                entry("list", sited(Resolved::List { items: vec![inner], more: None })),
                entry("open", open),
                entry("text", sited(text("x"))),
                entry("gone", sited(Resolved::Absent)),
            ],
            None,
        ));
        let header = site(0, 3);
        let at = |path, blocks| find(&body, path, &header, blocks);
        assert!(matches!(at("a.b", false), Found::Value(v) if v.value == text("x")));
        assert!(matches!(at("a.c", false), Found::Absent(s) if s.span == Span::new(9, 12)));
        assert!(matches!(at("gone.c", false), Found::Absent(_)));
        assert!(matches!(at("open.c", false), Found::Unknown("the dynamic block")));
        assert!(matches!(at("list.b", true), Found::Value(_)));
        assert!(matches!(at("list.b", false), Found::Unknown(_)), "a list is no block there");
        assert!(matches!(at("text.b", false), Found::Unknown(_)));
    }

    #[test]
    fn the_place_is_the_value_and_tells_what_decided() {
        let step = Step { kind: StepKind::ParameterDefault, name: "Env".into(), site: site(9, 12) };
        let place = place(&site(5, 8), &[], &[step]);
        assert_eq!((place.line, place.column, place.end_line, place.end_column), (1, 6, 1, 9));
        let via = &place.via[0];
        assert_eq!((&*via.kind, &*via.name, via.line, via.column), ("parameter-default", "Env", 2, 1));
    }
}
