//! Parameters of a URL and properties beside it: which value counts when several are given.

use super::super::flat::HOLE;
use super::super::level::Reason;
use super::Context;
use std::borrow::Cow;

/// How a driver tells names apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// By their exact spelling; others are other parameters.
    Exact,
    /// By their spelling without case, brought to one form as they are read: the last one counts.
    Folded,
    /// Kept by exact spelling in a hash table and folded afterwards: which of two spellings counts is chance.
    FoldedLate,
    /// Not known to fold: one that differs in case only leaves the value unclear.
    Unverified,
}

/// Which of two values of one spelling in the URL counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Twice {
    Last,
    Unknown,
}

/// Which counts, the URL or the properties beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wins {
    Url,
    Extra,
    Unknown,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    pub names: Names,
    pub twice: Twice,
    pub wins: Wins,
}

// No `Debug`: the values may be secrets.
pub(super) struct Params<'a> {
    url: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    extra: &'a [(&'a str, &'a str)],
    rules: Rules,
    /// Further parameters may be filled in later.
    open: bool,
}

/// The value of one parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Got<'a> {
    Absent,
    Value(&'a str),
    Unclear(Reason),
}

impl<'a> Params<'a> {
    pub fn new(context: Context<'a>, rules: Rules) -> Self {
        let rules = Rules { wins: context.wins(rules.wins), ..rules };
        Self { url: Vec::new(), extra: context.extra, rules, open: context.open }
    }

    pub fn push(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) {
        let (name, value) = (name.into(), value.into());
        self.open |= name.contains(HOLE);
        self.url.push((name, value));
    }

    /// Splits `text` at `separators` and each part at its first `=`; a part without one has an empty value.
    pub fn split(&mut self, text: &'a str, separators: &[char]) {
        for part in text.split(separators).filter(|p| !p.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            self.push(name, value);
        }
    }

    /// Like [`Self::split`] at `&`, with values decoded as `java.net.URLDecoder` does; `Err` where it throws.
    pub fn split_decoded(
        &mut self,
        text: &'a str,
        separators: &[char],
        names_too: bool,
    ) -> Result<(), Reason> {
        for part in text.split(separators).filter(|p| !p.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let name = if names_too { decode(name)? } else { name.into() };
            self.push(name, decode(value)?);
        }
        Ok(())
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Got<'_> {
        let url = self.resolve(self.url.iter().map(|(n, v)| (&**n, &**v)), name, self.rules.twice);
        let extra = self.resolve(self.extra.iter().copied(), name, Twice::Last);
        let (url, extra) = match (url, extra) {
            (Err(reason), _) | (_, Err(reason)) => return Got::Unclear(reason),
            (Ok(url), Ok(extra)) => (url, extra),
        };
        let value = match (url, extra) {
            (None, None) if self.open => return Got::Unclear(Reason::Deferred),
            (None, None) => return Got::Absent,
            (Some((_, v)), None) | (None, Some((_, v))) => v,
            (Some((_, u)), Some((_, e))) if u == e => u,
            (Some((su, u)), Some((se, e))) => match self.rules.wins {
                Wins::Extra => e,
                Wins::Url if self.rules.names != Names::FoldedLate || su == se => u,
                Wins::Url | Wins::Unknown => return Got::Unclear(Reason::Conflict),
            },
        };
        if value.contains(HOLE) { Got::Unclear(Reason::Deferred) } else { Got::Value(value) }
    }

    /// The value of a parameter that is known by its exact spelling only, whatever the driver does with others.
    pub fn exactly(&self, name: &str) -> Got<'_> {
        let url = self.url.iter().rev().find(|(n, _)| n == name).map(|(_, v)| &**v);
        let extra = self.extra.iter().rev().find(|(n, _)| *n == name).map(|(_, v)| *v);
        match (url, extra) {
            (Some(v), _) | (None, Some(v)) if v.contains(HOLE) => Got::Unclear(Reason::Deferred),
            (Some(u), Some(e)) if u != e && self.rules.wins == Wins::Unknown => {
                Got::Unclear(Reason::Conflict)
            }
            (Some(v), _) | (None, Some(v)) => Got::Value(v),
            (None, None) if self.open => Got::Unclear(Reason::Deferred),
            (None, None) => Got::Absent,
        }
    }

    /// Whether a parameter of this name, in any case, stands anywhere.
    pub fn mentions(&self, name: &str) -> bool {
        let names = self.url.iter().map(|(n, _)| &**n).chain(self.extra.iter().map(|(n, _)| *n));
        names.into_iter().any(|n| n.eq_ignore_ascii_case(name))
    }

    /// A name that differs from `name` in case only, where the driver takes it for another parameter.
    pub fn mistyped(&self, name: &str) -> Option<&str> {
        let names = self.url.iter().map(|(n, _)| &**n).chain(self.extra.iter().map(|(n, _)| *n));
        if self.rules.names != Names::Exact {
            return None;
        }
        names.into_iter().find(|n| *n != name && n.eq_ignore_ascii_case(name))
    }

    /// The spelling and value that count in one list; `Err` when that is chance or unknown.
    fn resolve<'s>(
        &self,
        list: impl Iterator<Item = (&'s str, &'s str)>,
        name: &str,
        twice: Twice,
    ) -> Result<Option<(&'s str, &'s str)>, Reason> {
        // At most two different values are kept: the answer is the last one, or that they differ.
        let mut last: Option<(&str, &str)> = None;
        let mut other_spelling = false;
        for (n, v) in list.filter(|(n, _)| n.eq_ignore_ascii_case(name)) {
            if n != name && self.rules.names == Names::Exact {
                continue;
            }
            if n != name && self.rules.names == Names::Unverified {
                return Err(Reason::ParameterCase);
            }
            if let Some((ln, lv)) = last {
                other_spelling |= ln != n;
                let by_chance = other_spelling && self.rules.names == Names::FoldedLate;
                if lv != v && (by_chance || twice == Twice::Unknown) {
                    return Err(Reason::Conflict);
                }
            }
            last = Some((n, v));
        }
        Ok(last)
    }
}

/// `true` and `false` in any case, as `java.lang.Boolean.parseBoolean` reads them: all else is false.
pub(super) fn java_bool(value: &str) -> bool {
    value.eq_ignore_ascii_case("true")
}

/// `%` decoding as `java.net.URLDecoder` does it for UTF-8: `+` is a blank, a broken `%` an error.
pub(super) fn decode(text: &str) -> Result<Cow<'_, str>, Reason> {
    if !text.contains(['%', '+']) {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        match b {
            b'+' => out.push(b' '),
            b'%' => {
                let mut hex = || bytes.next().and_then(|b| char::from(b).to_digit(16));
                let (Some(high), Some(low)) = (hex(), hex()) else { return Err(Reason::Malformed) };
                out.push((high * 16 + low) as u8);
            }
            b => out.push(b),
        }
    }
    Ok(Cow::Owned(String::from_utf8_lossy(&out).into_owned()))
}
