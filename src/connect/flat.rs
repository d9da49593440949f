//! Text with holes: what is known of a value when a token or the deployment fills in the rest.
//!
//! A hole stands as one private character in otherwise ordinary text, so that the readers of URLs need not know
//! about tokens, whose own `:` and `?` would mislead them. A hole inside a part (host, parameter value) is taken
//! to hold no separator; a hole where a parameter's name should stand could be anything.

use super::token::{self, Piece};

/// Stands for text that is filled in later. Does not occur in sensible configurations; where it does, the value
/// is treated as unknown, which is safe.
pub const HOLE: char = '\u{1}';

/// A value as the boundary receives it. Deliberately without `Debug`: it may hold secrets.
#[derive(Clone)]
pub struct Flat<'a> {
    text: Box<str>,
    /// One for each [`HOLE`] of the text, in order.
    holes: Vec<Hole<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hole<'a> {
    /// A config provider's token.
    Token(token::Token<'a>),
    /// Decided by the deployment (a template's parameter, an attribute of another resource).
    Deferred,
}

impl<'a> Flat<'a> {
    /// A wholly known value; its tokens become holes.
    pub fn new(value: &'a str) -> Self {
        Self::of_parts([Some(value)])
    }

    /// A value of known parts and parts that the deployment decides (`None`).
    pub fn of_parts(parts: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let mut text = String::new();
        let mut holes = Vec::new();
        for part in parts {
            let Some(part) = part else {
                text.push(HOLE);
                holes.push(Hole::Deferred);
                continue;
            };
            for piece in token::pieces(part) {
                match piece {
                    Piece::Literal(t) => {
                        holes.extend(t.matches(HOLE).map(|_| Hole::Deferred));
                        text.push_str(t);
                    }
                    Piece::Token(t) => {
                        text.push(HOLE);
                        holes.push(Hole::Token(t));
                    }
                }
            }
        }
        Self { text: text.into(), holes }
    }

    /// The text, one [`HOLE`] for each part that is filled in later.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn holes(&self) -> &[Hole<'a>] {
        &self.holes
    }

    pub fn tokens(&self) -> impl Iterator<Item = token::Token<'a>> + '_ {
        self.holes.iter().filter_map(|h| match h {
            Hole::Token(t) => Some(*t),
            Hole::Deferred => None,
        })
    }

    /// Writes the value out again, whole or with parts replaced.
    pub fn copy(&self) -> Copy<'_, 'a> {
        Copy { flat: self, at: 0, hole: 0, out: String::new(), bare: String::new() }
    }

    /// The value as it was written; the deployment's parts as `…`.
    pub fn written(&self) -> String {
        let mut copy = self.copy();
        copy.keep(self.text.len());
        copy.out
    }
}

/// Walks over a value's text from front to back, keeping or replacing.
pub struct Copy<'f, 'a> {
    flat: &'f Flat<'a>,
    at: usize,
    hole: usize,
    out: String,
    /// The same, holes left as they are.
    bare: String,
}

impl Copy<'_, '_> {
    /// Keeps the text up to `end` (a byte offset that is not before the last one).
    pub fn keep(&mut self, end: usize) {
        self.bare.push_str(&self.flat.text[self.at..end]);
        for c in self.flat.text[self.at..end].chars() {
            if c != HOLE {
                self.out.push(c);
                continue;
            }
            match self.flat.holes.get(self.hole) {
                Some(Hole::Token(t)) => self.out.push_str(t.text),
                Some(Hole::Deferred) | None => self.out.push('…'),
            }
            self.hole += 1;
        }
        self.at = end;
    }

    /// Puts `marker` in place of the text up to `end`.
    pub fn replace(&mut self, end: usize, marker: &str) {
        self.hole += self.flat.text[self.at..end].matches(HOLE).count();
        self.at = end;
        self.out.push_str(marker);
        self.bare.push_str(marker);
    }

    /// Keeps the rest. The text with its holes written out, and with its holes.
    pub fn finish(mut self) -> (String, String) {
        self.keep(self.flat.text.len());
        (self.out, self.bare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_deferred_parts_become_holes_and_come_back() {
        let flat = Flat::of_parts([Some("a${sm:x:y?z=1}b"), None, Some("${topic}")]);
        assert_eq!(flat.text(), "a\u{1}b\u{1}${topic}");
        assert_eq!(flat.tokens().map(|t| t.provider).collect::<Vec<_>>(), ["sm"]);
        assert_eq!(flat.written(), "a${sm:x:y?z=1}b…${topic}");
        let odd = Flat::new("x\u{1}${a:b}");
        assert_eq!(odd.written(), "x…${a:b}");
    }

    #[test]
    fn replaced_parts_take_their_holes_with_them() {
        let flat = Flat::new("u=${a:1}&p=${b:2}&q=${c:3}");
        let mut copy = flat.copy();
        copy.keep("u=.&p=".len());
        copy.replace("u=.&p=.".len(), "<x>");
        assert_eq!(copy.finish(), ("u=${a:1}&p=<x>&q=${c:3}".into(), "u=\u{1}&p=<x>&q=\u{1}".into()));
    }
}
