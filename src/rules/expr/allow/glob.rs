//! IAM's patterns: `*` and `?` over texts that may be known only in part, and over ARNs.
//!
//! Every answer is `Some` only when it holds whatever the unknown pieces come to. Nothing here knows statements.

use super::super::text::Text;
use crate::inventory::Piece;

/// Longest pattern and longest text, in characters: an ARN has at most 2,048.
pub const LONGEST: usize = 4_096;

/// A secret's name has at most 512 characters.
const LONGEST_NAME: usize = 600;

/// A piece of a text: what is certain of it, character by character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Char(char),
    /// Has one value: equal symbols are equal texts. Within a text it holds no colon.
    Symbol(&'a str),
    /// Could be anything, and equals nothing.
    Hole,
    /// `*` of a pattern.
    Any,
    /// `?` of a pattern.
    One,
}

use Token::{Any, Char, Hole, One, Symbol};

/// A pattern or text, cut into tokens.
#[derive(Debug)]
pub struct Tokens<'a>(Vec<Token<'a>>);

impl Clone for Tokens<'_> {
    fn clone(&self) -> Self {
        let mut out = Self(spare::take());
        out.0.extend_from_slice(&self.0);
        out
    }
}

/// Judging allocates nothing: what one text leaves behind, the next one on the thread fills.
impl Drop for Tokens<'_> {
    fn drop(&mut self) {
        spare::give(std::mem::take(&mut self.0));
    }
}

impl<'a> Tokens<'a> {
    /// A text that patterns are held against; `None` when it is too long.
    pub fn text(text: Text<'a>) -> Option<Self> {
        Self::of(text, |literal, out| out.extend(literal.chars().map(Char)))
    }

    /// A pattern of a policy; `None` when it is too long. What stands in for a value of the request
    /// (`${aws:PrincipalTag/team}`) could be anything, `${*}`, `${?}` and `${$}` are the characters.
    pub fn pattern(text: Text<'a>) -> Option<Self> {
        Self::of(text, |literal, out| {
            let mut rest = literal;
            while let Some(c) = rest.chars().next() {
                let variable = rest.strip_prefix("${").and_then(|r| r.split_once('}'));
                let (token, after) = match (c, variable) {
                    (_, Some(("*" | "?" | "$", after))) => {
                        (Char(rest[2..].chars().next().unwrap_or('$')), after)
                    }
                    (_, Some((_, after))) => (Hole, after),
                    ('*', _) => (Any, &rest[1..]),
                    ('?', _) => (One, &rest[1..]),
                    (c, _) => (Char(c), &rest[c.len_utf8()..]),
                };
                out.push(token);
                rest = after;
            }
        })
    }

    fn of(text: Text<'a>, literal: impl Fn(&'a str, &mut Vec<Token<'a>>)) -> Option<Self> {
        let mut out = Self(spare::take());
        match text {
            Text::Known(t) if t.len() <= LONGEST => literal(t, &mut out.0),
            Text::Known(_) => return None,
            Text::Partial { pieces, skip } => {
                for (i, piece) in pieces.iter().enumerate() {
                    match piece {
                        Piece::Lit(t) if t.len() > LONGEST => return None,
                        Piece::Lit(t) => literal(t.get(if i == 0 { skip } else { 0 }..)?, &mut out.0),
                        Piece::Symbol(name) => out.0.push(Symbol(name)),
                        Piece::Hole(_) => out.0.push(Hole),
                    }
                }
            }
        }
        (out.len() <= LONGEST).then_some(out)
    }

    /// What stands in several texts, one behind the other.
    pub fn join(texts: impl IntoIterator<Item = Option<Self>>) -> Option<Self> {
        let mut out = Self(spare::take());
        for text in texts {
            out.0.extend_from_slice(&text?.0);
        }
        (out.len() <= LONGEST).then_some(out)
    }

    /// A part of an ARN that has one value, known to nobody else.
    pub fn some_part() -> Self {
        Self::of_one(Symbol(""))
    }

    /// Text that could be anything.
    pub fn anything() -> Self {
        Self::of_one(Hole)
    }

    fn of_one(token: Token<'a>) -> Self {
        let mut out = Self(spare::take());
        out.0.push(token);
        out
    }

    /// The same in lower case, for what IAM compares without case.
    #[must_use]
    pub fn lower(mut self) -> Self {
        for token in &mut self.0 {
            if let Char(c) = token {
                *c = c.to_ascii_lowercase();
            }
        }
        self
    }

    /// The same ARN with a name that no policy spells out, after its service, Region, account and type (`secret:`).
    /// `None` when those cannot be told.
    pub fn with_unheard_of_name(mut self) -> Option<Self> {
        let mut colons = (0..self.0.len()).filter(|i| self.0[*i] == Char(':'));
        let name = colons.nth(PARTS - 2)? + 1;
        let kind = self.0[name..].iter().position(|t| matches!(t, Char(':' | '/')));
        self.0.truncate(kind.map_or(name, |at| name + at + 1));
        // Longer than any name, so that no row of `?` reaches its end.
        self.0.extend(std::iter::repeat_n(Char('\u{10fffd}'), LONGEST_NAME));
        (!self.0.contains(&Hole)).then_some(self)
    }

    /// Nothing in it is open.
    pub fn is_certain(&self) -> bool {
        !self.0.iter().any(|t| matches!(t, Hole | Symbol(_)))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The pattern that is `*` alone: it holds for what is not known at all.
    pub fn is_everything(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|t| *t == Any)
    }

    /// A symbol that is the whole text may hold colons.
    fn is_alone(&self) -> bool {
        self.symbol().is_some()
    }

    /// The one symbol that the text consists of.
    pub fn symbol(&self) -> Option<&'a str> {
        match self.0[..] {
            [Symbol(name)] => Some(name),
            _ => None,
        }
    }
}

/// Whether a pattern holds for a text.
pub fn matches(pattern: &Tokens<'_>, text: &Tokens<'_>) -> Option<bool> {
    match (surely(&pattern.0, &text.0), perhaps(&pattern.0, &text.0)) {
        (true, _) => Some(true),
        (_, false) => Some(false),
        _ => None,
    }
}

/// Whether a pattern holds for an ARN. IAM completes an ARN of fewer than six parts with `*`; whether a `*` reaches
/// beyond its part is documented for its end only, so that what holds for the whole text and not part by part is
/// left open.
pub fn matches_arn(pattern: &Tokens<'_>, arn: &Tokens<'_>) -> Option<bool> {
    if pattern.is_everything() || pattern.0 == arn.0 && surely(&pattern.0, &arn.0) {
        return Some(true);
    }
    let (of_pattern, of_arn) = (|| parts(&pattern.0), || parts(&arn.0));
    let mut open = Tokens(spare::take());
    open.0.extend_from_slice(&pattern.0);
    if of_pattern().count() < PARTS {
        open.0.push(Any);
    }
    let settled = !open.is_alone() && !arn.is_alone() && parts_differ(of_pattern(), of_arn());
    if settled || !perhaps(&open.0, &arn.0) {
        return Some(false);
    }
    (of_arn().count() == PARTS && part_by_part(of_pattern(), of_arn())).then_some(true)
}

/// A part surely differs from its counterpart, and nothing before it can shift the colons.
fn parts_differ<'t, 'a: 't>(
    pattern: impl Iterator<Item = &'t [Token<'a>]>,
    arn: impl Iterator<Item = &'t [Token<'a>]>,
) -> bool {
    for (i, (p, a)) in pattern.zip(arn).enumerate() {
        let shifts = p.iter().any(|t| matches!(t, Any | Hole)) || a.contains(&Hole);
        if shifts && i < PARTS - 1 {
            return false;
        }
        if !perhaps(p, a) {
            return true;
        }
    }
    false
}

/// Parts of an ARN.
const PARTS: usize = 6;

fn parts<'t, 'a>(tokens: &'t [Token<'a>]) -> impl Iterator<Item = &'t [Token<'a>]> {
    tokens.splitn(PARTS, |t| *t == Char(':'))
}

/// Every part of the pattern surely holds for its counterpart. A hole could hold colons: from it on, only a pattern
/// that lets everything through is sure, except in the last part, which may hold some.
fn part_by_part<'t, 'a: 't>(
    mut pattern: impl Iterator<Item = &'t [Token<'a>]>,
    arn: impl Iterator<Item = &'t [Token<'a>]>,
) -> bool {
    let everything: &[Token<'_>] = &[Any];
    let mut shifted = false;
    arn.enumerate().all(|(i, a)| {
        let p = pattern.next().unwrap_or(everything);
        shifted |= i < PARTS - 1 && a.contains(&Hole);
        if shifted { p == everything } else { surely(p, a) }
    })
}

/// The pattern holds whatever symbols and holes come to.
fn surely(pattern: &[Token<'_>], text: &[Token<'_>]) -> bool {
    let same = |p: &Token<'_>, t: &Token<'_>| match (p, t) {
        (Hole, _) | (_, Hole) => false,
        (One, t) => matches!(t, Char(_)),
        (p, t) => p == t,
    };
    let holds = |chunk: &[Token<'_>], at: &[Token<'_>]| chunk.iter().zip(at).all(|(p, t)| same(p, t));
    let mut chunks = pattern.split(|t| *t == Any);
    let first = chunks.next().unwrap_or_default();
    let Some(mut rest) = text.get(first.len()..).filter(|_| holds(first, text)) else { return false };
    let Some(last) = chunks.next_back() else { return rest.is_empty() };
    // What stands between two stars may stand at its first place: that leaves most for what follows.
    for chunk in chunks.filter(|c| !c.is_empty()) {
        match rest.windows(chunk.len()).position(|at| holds(chunk, at)) {
            Some(at) => rest = &rest[at + chunk.len()..],
            None => return false,
        }
    }
    rest.len().checked_sub(last.len()).is_some_and(|at| holds(last, &rest[at..]))
}

/// The pattern could hold: what is open in it stands for anything; where the text is open, beginnings and ends do not
/// contradict each other.
fn perhaps(pattern: &[Token<'_>], text: &[Token<'_>]) -> bool {
    let open = |t: &Token<'_>| matches!(t, Hole | Symbol(_));
    if text.iter().any(open) {
        return agrees(pattern.iter(), text.iter()) && agrees(pattern.iter().rev(), text.iter().rev());
    }
    if !pattern.iter().any(open) {
        return surely(pattern, text);
    }
    let mut widest = Tokens(spare::take());
    widest.0.extend(pattern.iter().map(|t| if open(t) { Any } else { *t }));
    surely(&widest.0, text)
}

fn agrees<'t, 'a: 't>(
    mut pattern: impl Iterator<Item = &'t Token<'a>>,
    mut text: impl Iterator<Item = &'t Token<'a>>,
) -> bool {
    loop {
        match (pattern.next(), text.next()) {
            (None, None) => return true,
            (Some(Any | Hole), _) | (_, Some(Hole)) => return true,
            (Some(Symbol(p)), Some(Symbol(t))) if p == t => {}
            (Some(Symbol(_)), _) | (_, Some(Symbol(_))) => return true,
            (Some(One), Some(_)) => {}
            (Some(p), Some(t)) if p == t => {}
            // What is left of the text, or asked for by the pattern, is certain.
            _ => return false,
        }
    }
}

/// Room for tokens that nobody uses any more.
mod spare {
    use super::Token;
    use std::cell::RefCell;

    /// Texts of one question at the same time, and some more.
    const KEPT: usize = 16;

    thread_local! {
        static ROOM: RefCell<Vec<Vec<Token<'static>>>> = const { RefCell::new(Vec::new()) };
    }

    pub fn take<'a>() -> Vec<Token<'a>> {
        ROOM.try_with(|room| room.borrow_mut().pop()).ok().flatten().unwrap_or_default()
    }

    pub fn give(mut tokens: Vec<Token<'_>>) {
        tokens.clear();
        // Empty, so that nothing in it is borrowed; collecting an emptied vector keeps its room.
        let tokens: Vec<Token<'static>> = tokens.into_iter().map(|_| unreachable!("it is empty")).collect();
        let _ = ROOM.try_with(|room| {
            let mut room = room.borrow_mut();
            if room.len() < KEPT {
                room.push(tokens);
            }
        });
    }
}
