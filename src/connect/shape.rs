//! Where in a value the secret stands: behind a user's name, in a header, in the options of a JAAS configuration.

use super::look::{is_class, is_switch};
use super::names::{self, Named};
use super::secret::{Form, Shape};

/// Whether and how the secret part of a shaped value stands there; `None` when there is no secret part.
pub(super) fn shaped(text: &str, shape: Shape) -> Option<Form> {
    let form = match shape {
        Shape::Plain => Form::of(text),
        Shape::UserInfo => match text.split_once(':') {
            Some((_, password)) => Form::of(password),
            None => Form::of(text),
        },
        Shape::Header => return header(text),
        Shape::Jaas => return jaas(text).or_else(|| (Form::of(text) == Form::Token).then_some(Form::Token)),
    };
    (form != Form::Empty).then_some(form)
}

/// `Bearer ...`, or `Name: value` parts of which some headers are secret; text of another look is all secret.
fn header(text: &str) -> Option<Form> {
    let mut worst = None;
    for part in text.split([',', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
        let named = part.split_once(':').map(|(name, value)| (name, value.trim()));
        let value = match named.filter(|(name, value)| !value.is_empty() && is_header(name)) {
            Some((name, _)) if !secret_header(name) => continue,
            Some((_, value)) => value,
            None => part,
        };
        worst = worst.max(Some(Form::of(&value[scheme(value).unwrap_or(0)..])));
    }
    worst.filter(|f| *f != Form::Empty)
}

/// Length of the scheme that a header's credentials begin with.
fn scheme(value: &str) -> Option<usize> {
    const SCHEMES: [&str; 5] = ["basic ", "bearer ", "token ", "apikey ", "splunk "];
    let starts = |s: &&&str| value.get(..s.len()).is_some_and(|v| v.eq_ignore_ascii_case(s));
    SCHEMES.iter().find(starts).map(|s| s.len())
}

/// The credentials of an `Authorization: Bearer ...` somewhere in a text; other uses of the word are no secret.
fn authorization(text: &str) -> Option<Form> {
    const NAME: &str = "authorization";
    let lower = text.to_ascii_lowercase();
    let credentials = lower.match_indices(NAME).filter_map(|(at, _)| {
        let rest = text[at + NAME.len()..].trim_start_matches(['"', '\'']).trim_start();
        let rest = rest.strip_prefix([':', '='])?;
        let value = rest.split([',', '|', '\n', ';', '"', '\'']).find(|v| !v.trim().is_empty())?.trim();
        Some(Form::of(&value[scheme(value)?..])).filter(|f| *f != Form::Empty)
    });
    credentials.max()
}

fn is_header(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase() || name.contains('-'))
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn secret_header(name: &str) -> bool {
    const WORDS: &[&str] = &["auth", "token", "key", "secret", "cookie", "session", "signature", "password"];
    let name = name.to_ascii_lowercase();
    !name.contains("idempotency") && WORDS.iter().any(|w| name.contains(w))
}

/// The worst form of the secret options of a JAAS configuration, `Module required name="value" ...;`. Text that
/// is one token is a token; a configuration without secret options has none.
pub(super) fn jaas(text: &str) -> Option<Form> {
    if Form::of(text) == Form::Token {
        return Some(Form::Token);
    }
    options(text)
        .filter(|(name, _)| names::secret_parameter(name))
        .map(|(_, v)| Form::of(v))
        .filter(|f| *f != Form::Empty)
        .max()
}

/// `name=value`, `name = "value"`, `"name": "value"` wherever they stand.
fn options(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let i = from + text[from..].find(['=', ':'])?;
        let front = text[..i].trim_end().trim_end_matches(['"', '\'']);
        let window = front.len().saturating_sub(128);
        let window = (window..=front.len()).find(|w| front.is_char_boundary(*w)).unwrap_or(front.len());
        let name_start = front[window..]
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
            .last()
            .map_or(front.len(), |(n, _)| window + n);
        let after = text[i + 1..].trim_start();
        let start = text.len() - after.len();
        let (value, end) = match after.chars().next() {
            Some(q @ ('"' | '\'')) => {
                let inside = &after[1..];
                let end = quoted_end(inside, q);
                (&inside[..end], (start + 1 + end + 1).min(text.len()))
            }
            _ => {
                let end = after.find([';', ',', '}', '\n', ' ', '&', '|']).unwrap_or(after.len());
                (&after[..end], start + end)
            }
        };
        from = end.max(i + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        Some((&front[name_start..], value))
    })
}

fn quoted_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return i;
        }
    }
    text.len()
}

/// A secret option in text that is otherwise something else.
pub(super) fn embedded(text: &str) -> Option<Form> {
    let placeholder =
        |v: &str| v.len() < 4 || v.starts_with(['?', '$', ':', '@', '%', '(', '<']) || is_switch(v);
    let named = options(text)
        .filter(|(name, value)| match names::secret_property(name) {
            _ if placeholder(value) => false,
            Some(Named::Password) => true,
            Some(Named::Other) => value.len() >= 16 && !is_class(value) && !value.contains("://"),
            None => false,
        })
        .map(|(_, value)| Form::of(value))
        .filter(|f| *f != Form::Empty);
    named.chain(authorization(text)).max()
}
