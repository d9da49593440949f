//! Values under evaluation: constructors, weights and the answers that hold however unknown parts come out.

use super::super::super::source::Site;
use super::super::super::value::{Entry, Piece, Reference, Resolved, Sited, Step, StepKind};
use crate::template::fact::{SENSITIVE, SENSITIVE_IN_SOURCE};

/// Evaluation failed for certain, as Terraform's would: what `try` passes over.
#[derive(Debug, Clone)]
pub struct Fail(pub Box<str>);

pub type Answer = Result<Sited, Fail>;

pub fn fail<T>(what: impl Into<Box<str>>) -> Result<T, Fail> {
    Err(Fail(what.into()))
}

pub fn sited(value: Resolved, site: &Site) -> Sited {
    Sited { value, site: site.clone(), via: Vec::new(), sensitive: false }
}

pub fn unknown(why: impl Into<Box<str>>, site: &Site) -> Sited {
    sited(Resolved::Unknown(why.into()), site)
}

pub fn text(text: impl Into<Box<str>>) -> Resolved {
    Resolved::Text(text.into())
}

pub fn list(items: Vec<Sited>) -> Resolved {
    Resolved::List { items, more: None }
}

pub fn map(entries: Vec<Entry>) -> Resolved {
    Resolved::Map { entries, more: None }
}

pub fn entry(key: impl Into<Box<str>>, value: Sited) -> Entry {
    Entry { key: key.into(), key_site: value.site.clone(), value }
}

pub fn reference(target: &str, attribute: &str) -> Resolved {
    Resolved::Ref(Reference { target: target.into(), attribute: attribute.into() })
}

/// A number as Terraform prints it. Terraform calculates with 512 bits: what double precision cannot tell apart
/// from a short decimal is taken for it, and other fractions are unknown.
pub fn number(f: f64) -> Resolved {
    if f.fract() == 0.0 && f.abs() < 1e15 {
        return Resolved::Number((f as i64).to_string().into());
    }
    let short = format!("{f:.10}");
    let short = short.trim_end_matches('0');
    let near = short.parse::<f64>().is_ok_and(|s| (s - f).abs() <= f.abs() * 1e-15);
    if f.abs() < 1e9 && near && !short.ends_with('.') {
        return Resolved::Number(short.into());
    }
    Resolved::Unknown("a number beyond double precision".into())
}

pub fn as_number(value: &Resolved) -> Option<f64> {
    match value {
        Resolved::Number(n) => n.parse().ok(),
        Resolved::Text(t) if !t.is_empty() && !t.starts_with(char::is_whitespace) => {
            t.parse().ok().filter(|f: &f64| f.is_finite())
        }
        _ => None,
    }
}

/// The text that a primitive converts to.
pub fn as_text(value: &Resolved) -> Option<Box<str>> {
    match value {
        Resolved::Text(t) => Some(t.clone()),
        Resolved::Number(n) => Some(n.clone()),
        Resolved::Bool(b) => Some(b.to_string().into()),
        _ => None,
    }
}

/// Why a value is not known; `None` when it is.
pub fn why(value: &Resolved) -> Option<Box<str>> {
    match value {
        Resolved::Unknown(why) => Some(why.clone()),
        Resolved::Ref(to) => Some(crate::template::fact::shown(to).into()),
        Resolved::Pattern(pieces) => pieces.iter().find_map(|p| match p {
            Piece::Lit(_) => None,
            Piece::Symbol(s) | Piece::Unknown(s) => Some(s.clone()),
            Piece::Ref(to) => Some(crate::template::fact::shown(to).into()),
            Piece::Dynamic { text, .. } => Some(text.clone()),
        }),
        Resolved::Dynamic { text, .. } => Some(text.clone()),
        _ => None,
    }
}

/// Like [`why`], with the items of lists and maps.
pub fn why_deep(value: &Resolved) -> Option<Box<str>> {
    match value {
        Resolved::List { items, more } => {
            more.clone().or_else(|| items.iter().find_map(|i| why_deep(&i.value)))
        }
        Resolved::Map { entries, more } => {
            more.clone().or_else(|| entries.iter().find_map(|e| why_deep(&e.value.value)))
        }
        other => why(other),
    }
}

/// Nodes of a value, and a share of its text; what copying it costs.
pub fn weight(value: &Sited) -> usize {
    1 + value.via.len()
        + match &value.value {
            Resolved::List { items, .. } => items.iter().map(weight).sum(),
            Resolved::Map { entries, .. } => entries.iter().map(|e| 1 + weight(&e.value)).sum(),
            Resolved::Text(t) => t.len() / 64,
            Resolved::Pattern(pieces) => {
                pieces.iter().map(|p| if let Piece::Lit(t) = p { 1 + t.len() / 64 } else { 1 }).sum()
            }
            _ => 0,
        }
}

/// Most steps that are told of one value.
const STEPS: usize = 12;

/// Adds steps to a value's way, each once, as far as a reader follows them.
pub fn add_steps(via: &mut Vec<Step>, more: impl IntoIterator<Item = Step>) {
    for step in more {
        let same = |s: &Step| s.kind == step.kind && s.name == step.name && s.site.span == step.site.span;
        if via.len() < STEPS && !via.iter().any(same) {
            via.push(step);
        }
    }
}

pub fn any_sensitive(value: &Sited) -> bool {
    value.sensitive
        || match &value.value {
            Resolved::List { items, .. } => items.iter().any(any_sensitive),
            Resolved::Map { entries, .. } => entries.iter().any(|e| any_sensitive(&e.value)),
            _ => false,
        }
}

/// Equality as `==` has it: by type, too. `None` when unknown parts decide.
pub fn equal(a: &Resolved, b: &Resolved) -> Option<bool> {
    use Resolved::{Absent, Bool, List, Map, Number, Pattern, Ref, Text};
    match (a, b) {
        (Absent, Absent) => Some(true),
        // What a resource exports is never null when it is used so.
        (Absent, Ref(_) | Pattern(_)) | (Ref(_) | Pattern(_), Absent) => Some(false),
        _ if why(a).is_some() || why(b).is_some() => match (a, b) {
            (Ref(x), Ref(y)) if x == y => Some(true),
            (Pattern(p), Text(t)) | (Text(t), Pattern(p)) => match p.first() {
                Some(Piece::Lit(l)) if !t.starts_with(&**l) => Some(false),
                _ => None,
            },
            _ => None,
        },
        (Bool(x), Bool(y)) => Some(x == y),
        (Text(x), Text(y)) => Some(x == y),
        (Number(x), Number(y)) => match (x.parse::<f64>(), y.parse::<f64>()) {
            (Ok(x), Ok(y)) => Some(x == y),
            _ => None,
        },
        (List { items: x, more: None }, List { items: y, more: None }) => {
            if x.len() != y.len() {
                return Some(false);
            }
            all(x.iter().zip(y).map(|(x, y)| equal(&x.value, &y.value)))
        }
        (Map { entries: x, more: None }, Map { entries: y, more: None }) => {
            if x.len() != y.len() {
                return Some(false);
            }
            all(x.iter().map(|x| match get(y, &x.key) {
                Some(y) => equal(&x.value.value, &y.value),
                None => Some(false),
            }))
        }
        (List { more: Some(_), .. } | Map { more: Some(_), .. }, _)
        | (_, List { more: Some(_), .. } | Map { more: Some(_), .. }) => None,
        _ => Some(false),
    }
}

/// Kleene's conjunction.
pub fn all(items: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut out = Some(true);
    for item in items {
        match item {
            Some(false) => return Some(false),
            Some(true) => {}
            None => out = None,
        }
    }
    out
}

pub fn get<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Sited> {
    entries.iter().find(|e| *e.key == *key).map(|e| &e.value)
}

/// Entries sorted by key, each key once, the last one winning: as Terraform keeps maps.
pub fn sorted(entries: Vec<Entry>) -> Vec<Entry> {
    let mut by_key = std::collections::BTreeMap::new();
    for entry in entries {
        by_key.insert(entry.key.clone(), entry);
    }
    by_key.into_values().collect()
}

/// Joins pieces, with neighbouring literals made one.
pub fn joined(pieces: Vec<Piece>) -> Resolved {
    let mut out: Vec<Piece> = Vec::new();
    let mut literal = String::new();
    for piece in pieces {
        match piece {
            Piece::Lit(t) => literal.push_str(&t),
            other => {
                if !literal.is_empty() {
                    out.push(Piece::Lit(std::mem::take(&mut literal).into()));
                }
                out.push(other);
            }
        }
    }
    if out.is_empty() {
        return Resolved::Text(literal.into());
    }
    if !literal.is_empty() {
        out.push(Piece::Lit(literal.into()));
    }
    Resolved::Pattern(out)
}

/// The pieces of a value in a text; `None` for what no text can hold.
pub fn pieces(value: &Sited) -> Option<Vec<Piece>> {
    if value.sensitive {
        return Some(vec![hidden(value)]);
    }
    Some(match &value.value {
        Resolved::Pattern(pieces) => pieces.clone(),
        Resolved::Ref(to) => vec![Piece::Ref(to.clone())],
        Resolved::Dynamic { service, text } => {
            vec![Piece::Dynamic { service: service.clone(), text: text.clone() }]
        }
        // A variable has one value in a deployment.
        Resolved::Unknown(why) if is_variable(why) => vec![Piece::Symbol(why.clone())],
        Resolved::Unknown(why) => vec![Piece::Unknown(why.clone())],
        other => vec![Piece::Lit(as_text(other)?)],
    })
}

/// Stands for a sensitive value in a text: whether it stands in the source is all that is told of it.
pub fn hidden(value: &Sited) -> Piece {
    let literal = matches!(value.value, Resolved::Text(_) | Resolved::Number(_) | Resolved::Bool(_));
    let within =
        value.via.iter().any(|s| matches!(s.kind, StepKind::VariableDefault | StepKind::VariableFile));
    Piece::Unknown(if literal && within { SENSITIVE_IN_SOURCE } else { SENSITIVE }.into())
}

/// `var.name` and nothing more.
fn is_variable(why: &str) -> bool {
    why.strip_prefix("var.").is_some_and(|name| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    })
}
