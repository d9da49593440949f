//! Texts under evaluation: what a text that may be known only in part decides.

use super::compiled::{Expr, Kind, Literal, Part, Predicate};
use super::eval::{Env, Trace};
use super::functions;
use super::text::Text;
use super::value::Val;

impl<'a, T: Trace<'a>> Env<'a, T> {
    #[inline(never)]
    pub(super) fn in_literals(&mut self, expr: &'a Expr, item: &'a Expr, list: &'a [Literal]) -> Val<'a> {
        if let Some(text) = self.plain(item, true) {
            return Val::Bool(list.iter().any(|l| matches!(l, Literal::Text(x) if **x == *text)));
        }
        match self.eval(item) {
            Val::Int(i) => Val::Bool(list.iter().any(|l| matches!(l, Literal::Int(x) if *x == i))),
            Val::Unknown(cause) => Val::Unknown(cause),
            value => {
                let text = match value.text() {
                    Ok(text) => text,
                    Err(cause) => return Val::Unknown(self.undecided(expr, cause)),
                };
                let mut open = false;
                for literal in list {
                    let Literal::Text(t) = literal else { continue };
                    match text.equals(Text::Known(t)) {
                        Some(true) => return Val::Bool(true),
                        Some(false) => {}
                        None => open = true,
                    }
                }
                if open { self.open_text(expr, text) } else { Val::Bool(false) }
            }
        }
    }

    #[inline(never)]
    pub(super) fn predicate(
        &mut self,
        expr: &'a Expr,
        how: Predicate,
        text: &'a Expr,
        with: &'a Expr,
    ) -> Val<'a> {
        if let Kind::Text(with) = &with.kind {
            if let Some(text) = self.plain(text, true) {
                return Val::Bool(known(how, text, with));
            }
            return self.on_text(expr, text, |t| predicate(how, t, with));
        }
        match self.eval(with).text() {
            Ok(with) => self.on_text(expr, text, |t| predicate(how, t, with.known()?)),
            Err(cause) => Val::Unknown(self.undecided(expr, cause)),
        }
    }

    /// A truth about a text; `None` from `decide` is unknown.
    pub(super) fn on_text(
        &mut self,
        expr: &'a Expr,
        text: &'a Expr,
        decide: impl FnOnce(Text<'a>) -> Option<bool>,
    ) -> Val<'a> {
        match self.eval(text) {
            Val::Unknown(cause) => Val::Unknown(cause),
            value => {
                let text = match value.text() {
                    Ok(text) => text,
                    Err(cause) => return Val::Unknown(self.undecided(expr, cause)),
                };
                if let Err(cause) = self.spend(expr, stretches(text)) {
                    return Val::Unknown(cause);
                }
                match decide(text) {
                    Some(b) => Val::Bool(b),
                    None => self.open_text(expr, text),
                }
            }
        }
    }

    pub(super) fn part(&mut self, expr: &'a Expr, part: Part, text: &'a Expr) -> Val<'a> {
        match self.eval(text) {
            Val::Unknown(cause) => Val::Unknown(cause),
            value => {
                let text = match value.text() {
                    Ok(text) => text,
                    Err(cause) => return Val::Unknown(self.undecided(expr, cause)),
                };
                if let Err(cause) = self.spend(expr, stretches(text)) {
                    return Val::Unknown(cause);
                }
                match functions::part(part, text) {
                    Some(t) => Val::Text(t),
                    None => self.open_text(expr, text),
                }
            }
        }
    }
}

/// Steps for going through a text.
pub(super) fn stretches(text: Text<'_>) -> u32 {
    let bytes = text.known().map_or(0, str::len);
    u32::try_from(bytes / super::STRETCH).unwrap_or(u32::MAX)
}

fn predicate(how: Predicate, text: Text<'_>, with: &str) -> Option<bool> {
    match how {
        Predicate::StartsWith => text.starts_with(with),
        Predicate::EndsWith => text.ends_with(with),
        Predicate::Contains => text.contains(with),
        Predicate::EqualsIgnoreCase => text.equals_ignore_case(with),
    }
}

/// As [`predicate`], of a text that is known.
#[inline(always)]
fn known(how: Predicate, text: &str, with: &str) -> bool {
    match how {
        Predicate::StartsWith => text.starts_with(with),
        Predicate::EndsWith => text.ends_with(with),
        Predicate::Contains => text.contains(with),
        Predicate::EqualsIgnoreCase => text.eq_ignore_ascii_case(with),
    }
}
