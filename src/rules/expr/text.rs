//! Text that may be known only in part, and what its known part decides.
//!
//! Every answer is `Some` only when it holds whatever the unknown pieces come to.

use crate::inventory::Piece;

/// A text value, borrowed.
#[derive(Debug, Clone, Copy)]
pub enum Text<'a> {
    Known(&'a str),
    /// Pieces, of whose first literal `skip` bytes are cut off.
    Partial {
        pieces: &'a [Piece],
        skip: usize,
    },
}

impl<'a> Text<'a> {
    pub fn known(self) -> Option<&'a str> {
        match self {
            Text::Known(t) => Some(t),
            Text::Partial { pieces: [], .. } => Some(""),
            Text::Partial { pieces: [Piece::Lit(l)], skip } => l.get(skip..),
            Text::Partial { .. } => None,
        }
    }

    fn literal_at(self, i: usize) -> Option<&'a str> {
        match self {
            Text::Known(t) => (i == 0).then_some(t),
            Text::Partial { pieces, skip } => match pieces.get(i)? {
                Piece::Lit(l) => l.get(if i == 0 { skip } else { 0 }..),
                _ => None,
            },
        }
    }

    /// The longest certain beginning.
    fn prefix(self) -> &'a str {
        self.literal_at(0).unwrap_or("")
    }

    /// The longest certain end.
    fn suffix(self) -> &'a str {
        match self {
            Text::Known(t) => t,
            Text::Partial { pieces, .. } => self.literal_at(pieces.len().saturating_sub(1)).unwrap_or(""),
        }
    }

    pub fn starts_with(self, with: &str) -> Option<bool> {
        if let Some(t) = self.known() {
            return Some(t.starts_with(with));
        }
        let prefix = self.prefix();
        if prefix.starts_with(with) {
            Some(true)
        } else if with.starts_with(prefix) {
            None
        } else {
            Some(false)
        }
    }

    pub fn ends_with(self, with: &str) -> Option<bool> {
        if let Some(t) = self.known() {
            return Some(t.ends_with(with));
        }
        let suffix = self.suffix();
        if suffix.ends_with(with) {
            Some(true)
        } else if with.ends_with(suffix) {
            None
        } else {
            Some(false)
        }
    }

    pub fn contains(self, with: &str) -> Option<bool> {
        if let Some(t) = self.known() {
            return Some(t.contains(with));
        }
        let Text::Partial { pieces, .. } = self else { return None };
        let found = (0..pieces.len()).filter_map(|i| self.literal_at(i)).any(|l| l.contains(with));
        found.then_some(true)
    }

    pub fn equals_ignore_case(self, other: &str) -> Option<bool> {
        self.known().map(|t| t.eq_ignore_ascii_case(other))
    }

    /// Equality: certain for known texts, for equal sequences of symbols, and where beginnings or ends differ.
    pub fn equals(self, other: Text<'_>) -> Option<bool> {
        if let (Some(a), Some(b)) = (self.known(), other.known()) {
            return Some(a == b);
        }
        if self.same_symbols(other) {
            return Some(true);
        }
        let (a, b) = (self.prefix(), other.prefix());
        if !a.starts_with(b) && !b.starts_with(a) {
            return Some(false);
        }
        let (a, b) = (self.suffix(), other.suffix());
        if !a.ends_with(b) && !b.ends_with(a) {
            return Some(false);
        }
        // A known text shorter than the certain parts of the other cannot be it.
        let shorter =
            |known: Option<&str>, partial: Text<'_>| known.is_some_and(|k| k.len() < partial.certain_bytes());
        (shorter(self.known(), other) || shorter(other.known(), self)).then_some(false)
    }

    fn certain_bytes(self) -> usize {
        match self {
            Text::Known(t) => t.len(),
            Text::Partial { pieces, .. } => {
                (0..pieces.len()).filter_map(|i| self.literal_at(i)).map(str::len).sum()
            }
        }
    }

    fn same_symbols(self, other: Text<'_>) -> bool {
        let (Text::Partial { pieces: a, .. }, Text::Partial { pieces: b, .. }) = (self, other) else {
            return false;
        };
        a.len() == b.len()
            && a.iter().zip(b).enumerate().all(|(i, (x, y))| match (x, y) {
                (Piece::Lit(_), Piece::Lit(_)) => self.literal_at(i) == other.literal_at(i),
                (Piece::Symbol(x), Piece::Symbol(y)) => x == y,
                _ => false,
            })
    }

    /// The `n`-th `:`-separated part of an ARN; part 5 is the rest. `None` when the text is certainly no ARN or
    /// the part cannot be cut out.
    pub fn arn_part(self, n: usize) -> Option<Text<'a>> {
        match self {
            Text::Known(t) => {
                let mut parts = t.splitn(6, ':');
                if parts.next() != Some("arn") || t.bytes().filter(|b| *b == b':').count() < 5 {
                    return None;
                }
                parts.nth(n - 1).map(Text::Known)
            }
            Text::Partial { pieces, skip } => partial_arn_part(pieces, skip, n),
        }
    }
}

/// Walks the pieces, counting colons in the literals. Symbols (account, region, partition) hold none; a hole
/// could hold any number, so nothing after one can be told.
fn partial_arn_part(pieces: &[Piece], skip: usize, n: usize) -> Option<Text<'_>> {
    let mut part = 0;
    // Where the wanted part begins: piece and byte.
    let mut from: Option<(usize, usize)> = None;
    if !matches!(pieces.first()?, Piece::Lit(l) if l.get(skip..)?.starts_with("arn:")) {
        return None;
    }
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Hole(_) if n < 5 || from.is_none() => return None,
            Piece::Hole(_) | Piece::Symbol(_) => {}
            Piece::Lit(l) => {
                let start = if i == 0 { skip } else { 0 };
                for (at, _) in l.match_indices(':').filter(|(at, _)| *at >= start) {
                    if part == n && n < 5 {
                        return cut(pieces, from?, (i, at));
                    }
                    part += 1;
                    if part == n {
                        from = Some((i, at + 1));
                        if n == 5 {
                            return rest(pieces, i, at + 1);
                        }
                    }
                }
            }
        }
    }
    None
}

fn rest(pieces: &[Piece], i: usize, at: usize) -> Option<Text<'_>> {
    let Piece::Lit(l) = pieces.get(i)? else { return None };
    if at == l.len() && i + 1 < pieces.len() {
        return Some(Text::Partial { pieces: &pieces[i + 1..], skip: 0 });
    }
    Some(Text::Partial { pieces: &pieces[i..], skip: at })
}

/// The pieces between two places, when they can be borrowed as they are.
fn cut(pieces: &[Piece], from: (usize, usize), to: (usize, usize)) -> Option<Text<'_>> {
    if from.0 == to.0 {
        let Piece::Lit(l) = &pieces[from.0] else { return None };
        return l.get(from.1..to.1).map(Text::Known);
    }
    let Piece::Lit(first) = &pieces[from.0] else { return None };
    if from.1 == first.len() && to.1 == 0 {
        return Some(Text::Partial { pieces: &pieces[from.0 + 1..to.0], skip: 0 });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lit(t: &str) -> Piece {
        Piece::Lit(t.into())
    }

    fn sym(t: &str) -> Piece {
        Piece::Symbol(t.into())
    }

    fn hole() -> Piece {
        Piece::Hole("x".into())
    }

    fn partial(pieces: &[Piece]) -> Text<'_> {
        Text::Partial { pieces, skip: 0 }
    }

    #[test]
    fn a_known_prefix_decides_and_an_unknown_one_does_not() {
        let name = [lit("AmazonMSK_"), hole()];
        assert_eq!(partial(&name).starts_with("AmazonMSK_"), Some(true));
        assert_eq!(partial(&name).starts_with("amazonmsk_"), Some(false));
        assert_eq!(partial(&name).starts_with("AmazonMSK_u"), None);
        assert_eq!(partial(&[hole()]).starts_with("AmazonMSK_"), None);
        assert_eq!(partial(&[hole(), lit(":9092")]).ends_with(":9092"), Some(true));
        assert_eq!(partial(&[hole(), lit(":9092")]).ends_with(":9094"), Some(false));
        assert_eq!(partial(&name).contains("MSK"), Some(true));
        assert_eq!(partial(&name).contains("orders"), None);
    }

    #[test]
    fn equal_symbols_are_equal_and_holes_never_are() {
        let (a, b) = ([lit("x"), sym("R")], [lit("x"), sym("R")]);
        assert_eq!(partial(&a).equals(partial(&b)), Some(true));
        assert_eq!(partial(&a).equals(partial(&[lit("x"), sym("S")])), None);
        assert_eq!(partial(&[hole()]).equals(partial(&[hole()])), None);
        assert_eq!(partial(&a).equals(Text::Known("y1")), Some(false));
        assert_eq!(partial(&a).equals(Text::Known("x1")), None);
        assert_eq!(partial(&[lit("abc"), hole()]).equals(Text::Known("ab")), Some(false));
    }

    #[test]
    fn arn_parts_come_out_of_partial_arns() {
        let arn = [lit("arn:"), sym("P"), lit(":secretsmanager:"), sym("R"), lit(":1:secret:Amazon"), hole()];
        assert_eq!(partial(&arn).arn_part(2).unwrap().known(), Some("secretsmanager"));
        assert_eq!(partial(&arn).arn_part(4).unwrap().known(), Some("1"));
        let region = partial(&arn).arn_part(3).unwrap();
        assert_eq!(region.equals(partial(&[sym("R")])), Some(true));
        assert_eq!(partial(&arn).arn_part(5).unwrap().starts_with("secret:Amazon"), Some(true));
        assert!(partial(&[lit("arn:aws:"), hole(), lit(":r:a:x")]).arn_part(3).is_none());
        assert!(Text::Known("arn:aws:kms").arn_part(2).is_none());
        assert!(Text::Known("no").arn_part(1).is_none());
        assert_eq!(Text::Known("arn:aws:s3:::b").arn_part(3).unwrap().known(), Some(""));
    }
}
