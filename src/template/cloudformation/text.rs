//! Composing text of which parts are not known: joins of pieces, dynamic references within them.

use super::super::value::{Piece, Resolved, Sited};

/// Longest text that is composed: no property takes more.
pub const MAX_TEXT: usize = 1 << 20;

/// Pieces in the order of the text, with adjacent literals made one.
#[derive(Debug, Default)]
pub struct Text {
    pieces: Vec<Piece>,
    /// The literal that is being added to.
    open: String,
    bytes: usize,
    pub sensitive: bool,
}

impl Text {
    pub fn lit(&mut self, text: &str) {
        self.bytes = self.bytes.saturating_add(text.len());
        if self.bytes <= MAX_TEXT {
            self.open.push_str(text);
        }
    }

    pub fn hole(&mut self, why: &str) {
        self.piece(Piece::Unknown(why.into()));
    }

    pub fn piece(&mut self, piece: Piece) {
        self.bytes = self.bytes.saturating_add(16);
        if self.bytes <= MAX_TEXT {
            self.close();
            self.pieces.push(piece);
        }
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.pieces.push(Piece::Lit(std::mem::take(&mut self.open).into()));
        }
    }

    /// Appends a value as text.
    pub fn value(&mut self, value: &Sited) {
        self.sensitive |= value.sensitive;
        match &value.value {
            Resolved::Absent => {}
            Resolved::Bool(b) => self.lit(if *b { "true" } else { "false" }),
            Resolved::Number(t) | Resolved::Text(t) => self.lit(t),
            Resolved::Pattern(pieces) => {
                for piece in pieces {
                    match piece {
                        Piece::Lit(t) => self.lit(t),
                        other => self.piece(other.clone()),
                    }
                }
            }
            Resolved::Ref(to) => self.piece(Piece::Ref(to.clone())),
            Resolved::Dynamic { service, text } => {
                self.piece(Piece::Dynamic { service: service.clone(), text: text.clone() });
            }
            Resolved::Unknown(why) => self.hole(why),
            Resolved::List { .. } => self.hole("a list within a text"),
            Resolved::Map { .. } => self.hole("a map within a text"),
        }
    }

    /// The value that the pieces come to.
    pub fn finish(mut self) -> Resolved {
        if self.bytes > MAX_TEXT {
            return Resolved::Unknown(format!("a text of more than {MAX_TEXT} bytes").into());
        }
        self.close();
        let mut pieces = dynamic(self.pieces);
        match pieces.len() {
            0 => Resolved::Text("".into()),
            1 => match pieces.remove(0) {
                Piece::Lit(t) => Resolved::Text(t),
                Piece::Ref(to) => Resolved::Ref(to),
                Piece::Dynamic { service, text } => Resolved::Dynamic { service, text },
                Piece::Unknown(why) => Resolved::Unknown(why),
                symbol => Resolved::Pattern(vec![symbol]),
            },
            _ => Resolved::Pattern(pieces),
        }
    }
}

/// A text as it stands in the template.
pub fn literal(text: &str) -> Resolved {
    if !text.contains(OPEN) {
        return Resolved::Text(text.into());
    }
    let mut out = Text::default();
    out.lit(text);
    out.finish()
}

const OPEN: &str = "{{resolve:";
const CLOSE: &str = "}}";

/// Dynamic references become pieces, also those whose text has parts that are not known.
fn dynamic(pieces: Vec<Piece>) -> Vec<Piece> {
    if !pieces.iter().any(|p| matches!(p, Piece::Lit(t) if t.contains(OPEN))) {
        return pieces;
    }
    let mut out: Vec<Piece> = Vec::new();
    let push_lit = |out: &mut Vec<Piece>, text: &str| {
        if !text.is_empty() {
            out.push(Piece::Lit(text.into()));
        }
    };
    // The reference that is open: its text so far.
    let mut open: Option<String> = None;
    for piece in pieces {
        let Piece::Lit(text) = piece else {
            match &mut open {
                Some(reference) => reference.push('?'),
                None => out.push(piece),
            }
            continue;
        };
        let mut rest = &*text;
        loop {
            if let Some(mut reference) = open.take() {
                let Some(end) = rest.find(CLOSE) else {
                    reference.push_str(rest);
                    open = Some(reference);
                    break;
                };
                reference.push_str(&rest[..end]);
                let service = reference.split(':').next().unwrap_or("").into();
                out.push(Piece::Dynamic { service, text: reference.into() });
                rest = &rest[end + CLOSE.len()..];
            } else {
                let Some(start) = rest.find(OPEN) else {
                    push_lit(&mut out, rest);
                    break;
                };
                push_lit(&mut out, &rest[..start]);
                open = Some(String::new());
                rest = &rest[start + OPEN.len()..];
            }
        }
    }
    if open.is_some() {
        out.push(Piece::Unknown("a dynamic reference that is not closed".into()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dynamic_references_are_cut_out_of_a_text() {
        let whole = literal("{{resolve:secretsmanager:app:SecretString:password}}");
        let Resolved::Dynamic { service, text } = whole else { panic!("{whole:?}") };
        assert_eq!((&*service, &*text), ("secretsmanager", "secretsmanager:app:SecretString:password"));
        let Resolved::Pattern(pieces) = literal("a{{resolve:ssm:/x:1}}b{{resolve:ssm:y}}") else { panic!() };
        assert_eq!(pieces.len(), 4);
        assert_eq!(pieces[0], Piece::Lit("a".into()));
        assert!(matches!(&pieces[1], Piece::Dynamic { service, .. } if &**service == "ssm"));
        let Resolved::Pattern(pieces) = literal("a{{resolve:ssm:x") else { panic!() };
        assert!(matches!(pieces[1], Piece::Unknown(_)));
        assert_eq!(literal("{{x}}"), Resolved::Text("{{x}}".into()));
    }

    #[test]
    fn a_reference_with_a_part_that_is_not_known_is_one() {
        let mut text = Text::default();
        text.lit("{{resolve:ssm:/");
        text.piece(Piece::Symbol("Env".into()));
        text.lit("/x}}-y");
        let Resolved::Pattern(pieces) = text.finish() else { panic!() };
        assert_eq!(pieces[0], Piece::Dynamic { service: "ssm".into(), text: "ssm:/?/x".into() });
        assert_eq!(pieces[1], Piece::Lit("-y".into()));
    }

    #[test]
    fn texts_are_bounded() {
        let mut text = Text::default();
        for _ in 0..2_000 {
            text.lit(&"x".repeat(1_000));
        }
        assert!(matches!(text.finish(), Resolved::Unknown(_)));
    }
}
