//! Whether a secret stands in a template, or something that the deployment fills in. Nothing of it is kept.

use super::fact;
use super::value::{Piece, Resolved, Sited};
use crate::connect::flat::Flat;
use crate::connect::secret::{Form as Found, classify};
use serde_json::Value as Json;

/// What stands in a place for a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Nothing that is secret.
    None,
    /// The deployment fills it in.
    Reference,
    /// The secret itself, or a secret among what stands there.
    Literal,
}

impl Form {
    /// A value of `template_secret.form`.
    pub fn name(self) -> &'static str {
        match self {
            Form::None => "none",
            Form::Reference => "reference",
            Form::Literal => "literal",
        }
    }
}

/// Stands for a part of a text that the deployment fills in.
const HOLE: char = '\u{F0000}';

/// Members of a secret's JSON that are no secrets: where to use it and as whom.
const HARMLESS: &[&str] = &[
    "username",
    "user",
    "engine",
    "host",
    "hostname",
    "port",
    "dbname",
    "database",
    "schema",
    "region",
    "account",
    "email",
    "type",
    "clusteridentifier",
    "dbclusteridentifier",
    "dbinstanceidentifier",
    "masterarn",
    "version",
];

/// What a secret property's value is.
///
/// # Errors
/// Why that is decided only at deployment.
pub fn form(value: &Sited) -> Result<Form, String> {
    match &value.value {
        Resolved::Absent => Ok(Form::None),
        Resolved::Bool(_) | Resolved::Number(_) => Ok(Form::Literal),
        Resolved::Text(t) => Ok(of_text(t)),
        Resolved::Pattern(pieces) => {
            if let [Piece::Unknown(why)] = &pieces[..] {
                return Err(why.to_string());
            }
            let text = pieces.iter().fold(String::new(), |mut text, piece| {
                match piece {
                    Piece::Lit(t) => text.push_str(t),
                    _ => text.push(HOLE),
                }
                text
            });
            Ok(of_text(&text))
        }
        Resolved::Ref(_) | Resolved::Dynamic { .. } => Ok(Form::Reference),
        Resolved::List { items, more } => {
            let forms = items.iter().map(form).collect::<Vec<_>>();
            if forms.contains(&Ok(Form::Literal)) {
                return Ok(Form::Literal);
            }
            let worst = forms.into_iter().try_fold(Form::None, |worst, form| form.map(|f| worst.max(f)))?;
            more.as_ref().map_or(Ok(worst), |why| Err(why.to_string()))
        }
        // Another stack's export stands elsewhere; a variable without default is asked for.
        Resolved::Unknown(why) if why.starts_with("Fn::ImportValue") || is_variable(why) => {
            Ok(Form::Reference)
        }
        Resolved::Map { .. } | Resolved::Unknown(_) => Err(fact::reason(&value.value)),
    }
}

/// `var.name` and nothing more.
fn is_variable(why: &str) -> bool {
    let name = why.strip_prefix("var.").unwrap_or("");
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

fn of_text(text: &str) -> Form {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Form::None;
    }
    if trimmed.chars().all(|c| c == HOLE) {
        return Form::Reference;
    }
    if trimmed.starts_with('{')
        && let Ok(Json::Object(members)) = serde_json::from_str(&quoted(trimmed))
    {
        let forms: Vec<Member> = members.iter().map(|(key, value)| member(key, value)).collect();
        let has = |member: Member| forms.contains(&member);
        // Of a text that holds no secret that is filled in, whatever is not known to be harmless is one.
        return match (has(Member::Secret), has(Member::FilledIn), has(Member::Other)) {
            (true, ..) | (_, false, true) => Form::Literal,
            (_, true, _) => Form::Reference,
            _ => Form::None,
        };
    }
    match trimmed.contains(HOLE) {
        false => Form::Literal,
        true => match classify("value", &flat(trimmed), None, false) {
            found if found.kind.is_some() && found.form == Found::Literal => Form::Literal,
            // A part that is filled in: what stands beside it is an address or a name.
            _ => Form::Reference,
        },
    }
}

/// A member of a secret's JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Harmless,
    FilledIn,
    Secret,
    /// A text whose name says nothing.
    Other,
}

fn member(key: &str, value: &Json) -> Member {
    match value {
        Json::Null | Json::Bool(_) => Member::Harmless,
        Json::Number(n) => text_member(key, &n.to_string()),
        Json::String(text) => text_member(key, text),
        Json::Array(items) => worst(items.iter().map(|v| member(key, v))),
        Json::Object(members) => worst(members.iter().map(|(key, value)| member(key, value))),
    }
}

fn worst(members: impl Iterator<Item = Member>) -> Member {
    members.fold(Member::Harmless, |worst, m| match (worst, m) {
        (Member::Secret, _) | (_, Member::Secret) => Member::Secret,
        (Member::FilledIn, _) | (_, Member::FilledIn) => Member::FilledIn,
        (Member::Other, _) | (_, Member::Other) => Member::Other,
        _ => Member::Harmless,
    })
}

fn text_member(key: &str, text: &str) -> Member {
    if text.trim().is_empty() {
        return Member::Harmless;
    }
    let found = classify(key, &flat(text), None, false);
    if found.kind.is_some() && found.form == Found::Literal {
        return Member::Secret;
    }
    let word: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    if HARMLESS.iter().any(|h| h.eq_ignore_ascii_case(&word)) {
        return Member::Harmless;
    }
    if text.contains(HOLE) { Member::FilledIn } else { Member::Other }
}

/// The text as `connect` takes it.
fn flat(text: &str) -> Flat<'_> {
    let mut parts = Vec::new();
    for (i, literal) in text.split(HOLE).enumerate() {
        if i > 0 {
            parts.push(None);
        }
        if !literal.is_empty() {
            parts.push(Some(literal));
        }
    }
    Flat::of_parts(parts)
}

/// JSON in which a part that is filled in stands as a text of its own (`"port": ${Port}`), made readable.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut within, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            HOLE if !within => {
                out.push('"');
                out.push(HOLE);
                out.push('"');
                continue;
            }
            '"' if !escaped => within = !within,
            _ => {}
        }
        escaped = within && c == '\\' && !escaped;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::source::{Site, Source, Span};
    use super::super::value::Reference;
    use super::*;
    use std::sync::Arc;

    fn sited(value: Resolved) -> Sited {
        let site = Site { source: Arc::new(Source::new("t", "x".into())), span: Span::new(0, 1) };
        Sited { value, site, via: Vec::new(), sensitive: false }
    }

    /// `<>` stands for a part that the deployment fills in.
    fn of(text: &str) -> &'static str {
        of_text(&text.replace("<>", "\u{F0000}")).name()
    }

    #[test]
    fn texts() {
        for (text, expected) in [
            ("", "none"),
            ("  ", "none"),
            ("hunter2", "literal"),
            ("<>", "reference"),
            ("app:<>", "reference"),
            ("https://app:hunter2@<>/x", "literal"),
            ("https://app:<>@db.example.com/x", "reference"),
            ("{}", "none"),
            (r#"{"username":"app"}"#, "none"),
            (r#"{"username":"app","password":"hunter2"}"#, "literal"),
            (r#"{"username":"app","password":"<>"}"#, "reference"),
            (r#"{"username":"app","password":"<>","port":<>}"#, "reference"),
            (r#"{"username":"app","password":"","port":<>}"#, "none"),
            (r#"{"username":"<>","password":"hunter2"}"#, "literal"),
            (r#"{"username":"app","password":"hunter2","port":<>}"#, "literal"),
            (r#"{"password":12345678}"#, "literal"),
            (r#"{"host":"db","port":5432,"dbname":"app"}"#, "none"),
            (r#"{"hook":"abc"}"#, "literal"),
            (r#"{"hook":"abc","password":"<>"}"#, "reference"),
            (r#"{"a":{"password":"hunter2"}}"#, "literal"),
            (r#"{"url":"https://app:hunter2@h/x","token":"<>"}"#, "literal"),
            (r#"{"password": "a\"<>"}"#, "reference"),
            (r#"{"password": "#, "literal"),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn values() {
        let text = |t: &str| sited(Resolved::Text(t.into()));
        let unknown = |why: &str| sited(Resolved::Unknown(why.into()));
        let reference = sited(Resolved::Ref(Reference { target: "A".into(), attribute: "".into() }));
        let list = |items: Vec<Sited>, more: Option<&str>| {
            form(&sited(Resolved::List { items, more: more.map(Into::into) }))
        };
        assert_eq!(form(&sited(Resolved::Number("12345678".into()))), Ok(Form::Literal));
        assert_eq!(form(&reference), Ok(Form::Reference));
        assert_eq!(form(&unknown("Fn::ImportValue: an export")), Ok(Form::Reference));
        assert_eq!(form(&unknown("var.password")), Ok(Form::Reference));
        assert_eq!(form(&unknown("var.a.b of x")), Err("var.a.b of x".into()));
        assert_eq!(form(&unknown("the condition A")), Err("the condition A".into()));
        assert_eq!(list(vec![reference.clone(), text("hunter2")], Some("later")), Ok(Form::Literal));
        assert_eq!(list(vec![reference.clone()], None), Ok(Form::Reference));
        assert_eq!(list(vec![reference], Some("later")), Err("later".into()));
        assert_eq!(list(vec![unknown("x"), text("hunter2")], None), Ok(Form::Literal));
        assert_eq!(list(Vec::new(), None), Ok(Form::None));
    }
}
