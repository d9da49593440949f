//! Text -> syntax tree, by precedence climbing, bounded in length and depth.
//!
//! Our own rather than a library's: the subset is small, every node needs its byte span for diagnostics, and
//! long operator chains must not recurse. It accepts nothing that CEL does not, which a test against a CEL
//! implementation holds it to.

use super::{ExprError, MAX_BYTES, MAX_DEPTH, phrases};
use crate::said;
use crate::speech::Said;
use std::ops::Range;

/// A node and the bytes it stands at.
#[derive(Debug, Clone, PartialEq)]
pub struct Ast {
    pub node: Node,
    pub span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<Ast>),
    Name(String),
    /// `base.field`; the range is the field's own.
    Select(Box<Ast>, String, Range<usize>),
    /// `name(args)` or `receiver.name(args)`; the range is the name's own.
    Call(Option<Box<Ast>>, String, Range<usize>, Vec<Ast>),
    Not(Box<Ast>),
    And(Vec<Ast>),
    Or(Vec<Ast>),
    Binary(Op, Box<Ast>, Box<Ast>),
    Cond(Box<Ast>, Box<Ast>, Box<Ast>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    In,
}

/// Parses one expression.
///
/// # Errors
/// Anything outside the subset, with the bytes at fault.
pub fn parse(text: &str) -> Result<Ast, ExprError> {
    if text.len() > MAX_BYTES {
        let message = said!(phrases::TOO_LONG, limit = MAX_BYTES, found = text.len());
        return Err(ExprError::new(0..text.len(), message));
    }
    let tokens = lex(text)?;
    let mut parser = Parser { tokens, at: 0, depth: 0, end: text.len() };
    let ast = parser.ternary()?;
    match parser.peek() {
        None => Ok(ast),
        Some(t) => Err(ExprError::new(t.span.clone(), t.kind.unexpected())),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Name(String),
    Int(i64),
    Text(String),
    /// An operator or bracket.
    Sign(&'static str),
}

impl Kind {
    fn unexpected(&self) -> Said {
        let what = match self {
            Kind::Name(n) => format!("`{n}`"),
            Kind::Int(i) => format!("`{i}`"),
            Kind::Text(_) => return (&phrases::UNEXPECTED_TEXT).into(),
            Kind::Sign(s) => format!("`{s}`"),
        };
        said!(phrases::UNEXPECTED, what = what)
    }
}

#[derive(Debug, Clone)]
struct Token {
    kind: Kind,
    span: Range<usize>,
}

const SIGNS: [&str; 21] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ",", ".", "?", ":", "+", "-", "*",
    "/",
];

fn lex(text: &str) -> Result<Vec<Token>, ExprError> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(b) = bytes.get(at) {
        let start = at;
        let kind = match b {
            b' ' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            b'\'' | b'"' => Kind::Text(string(text, &mut at)?),
            b'0'..=b'9' => {
                at += bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                let digits = &text[start..at];
                let no_number = said!(phrases::NO_WHOLE_NUMBER, digits = digits);
                Kind::Int(digits.parse().map_err(|_| ExprError::new(start..at, no_number))?)
            }
            b if b.is_ascii_alphabetic() || *b == b'_' => {
                at += bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
                Kind::Name(text[start..at].to_owned())
            }
            _ => match SIGNS.iter().find(|s| text[at..].starts_with(**s)) {
                Some(sign) => {
                    at += sign.len();
                    Kind::Sign(sign)
                }
                None => {
                    let c = text[at..].chars().next().unwrap_or(' ');
                    let message = said!(phrases::UNEXPECTED_CHARACTER, character = format!("{c:?}"));
                    return Err(ExprError::new(at..at + c.len_utf8(), message));
                }
            },
        };
        tokens.push(Token { kind, span: start..at });
    }
    Ok(tokens)
}

/// A quoted string with CEL's `\\ \' \" \n \r \t` escapes; others are refused.
fn string(text: &str, at: &mut usize) -> Result<String, ExprError> {
    let start = *at;
    let mut chars = text[start..].char_indices();
    let quote = chars.next().map(|(_, c)| c);
    let mut out = String::new();
    while let Some((i, c)) = chars.next() {
        match c {
            c if Some(c) == quote => {
                *at = start + i + 1;
                return Ok(out);
            }
            '\n' => break,
            '\\' => match chars.next() {
                Some((_, c @ ('\\' | '\'' | '"'))) => out.push(c),
                Some((_, 'n')) => out.push('\n'),
                Some((_, 'r')) => out.push('\r'),
                Some((_, 't')) => out.push('\t'),
                _ => return Err(ExprError::new(start + i..start + i + 1, &phrases::UNKNOWN_ESCAPE)),
            },
            c => out.push(c),
        }
    }
    Err(ExprError::new(start..start + 1, &phrases::UNCLOSED_TEXT))
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token { kind: Kind::Sign(s), .. }) if *s == sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<usize, ExprError> {
        let here = self.peek().map_or(self.end..self.end, |t| t.span.clone());
        if self.sign(sign) {
            return Ok(here.end);
        }
        Err(ExprError::new(here, said!(phrases::EXPECTED, sign = sign)))
    }

    fn deeper(&mut self) -> Result<(), ExprError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let here = self.peek().map_or(self.end..self.end, |t| t.span.clone());
            return Err(ExprError::new(here, said!(phrases::TOO_DEEP, limit = MAX_DEPTH)));
        }
        Ok(())
    }

    fn ternary(&mut self) -> Result<Ast, ExprError> {
        self.deeper()?;
        let condition = self.chain("||")?;
        let ast = if self.sign("?") {
            let yes = self.ternary()?;
            self.expect(":")?;
            let no = self.ternary()?;
            let span = condition.span.start..no.span.end;
            Ast { node: Node::Cond(Box::new(condition), Box::new(yes), Box::new(no)), span }
        } else {
            condition
        };
        self.depth -= 1;
        Ok(ast)
    }

    /// `a || b || c` or `a && b && c` as one node: long chains stay flat.
    fn chain(&mut self, sign: &str) -> Result<Ast, ExprError> {
        let mut operands = Vec::new();
        loop {
            operands.push(if sign == "||" { self.chain("&&")? } else { self.relation()? });
            if !self.sign(sign) {
                break;
            }
        }
        if operands.len() == 1 {
            return operands.pop().ok_or_else(|| ExprError::new(0..0, &phrases::ENDS_HERE));
        }
        let span = operands.first().map_or(0, |a| a.span.start)..operands.last().map_or(0, |a| a.span.end);
        Ok(Ast { node: if sign == "||" { Node::Or(operands) } else { Node::And(operands) }, span })
    }

    fn relation(&mut self) -> Result<Ast, ExprError> {
        let left = self.unary()?;
        let Some(op) = self.operator() else { return Ok(left) };
        let right = self.unary()?;
        let span = left.span.start..right.span.end;
        if let Some(t) = self.peek().cloned()
            && self.operator().is_some()
        {
            return Err(ExprError::new(t.span, &phrases::NO_CHAIN));
        }
        Ok(Ast { node: Node::Binary(op, Box::new(left), Box::new(right)), span })
    }

    fn operator(&mut self) -> Option<Op> {
        let op = match &self.peek()?.kind {
            Kind::Sign("==") => Op::Eq,
            Kind::Sign("!=") => Op::Ne,
            Kind::Sign("<") => Op::Lt,
            Kind::Sign("<=") => Op::Le,
            Kind::Sign(">") => Op::Gt,
            Kind::Sign(">=") => Op::Ge,
            Kind::Name(n) if n == "in" => Op::In,
            _ => return None,
        };
        self.at += 1;
        Some(op)
    }

    fn unary(&mut self) -> Result<Ast, ExprError> {
        let start = self.peek().map_or(self.end, |t| t.span.start);
        if self.sign("!") {
            self.deeper()?;
            let inner = self.unary()?;
            self.depth -= 1;
            let span = start..inner.span.end;
            return Ok(Ast { node: Node::Not(Box::new(inner)), span });
        }
        if self.sign("-") {
            if let Some(Token { kind: Kind::Int(i), span }) = self.peek().cloned() {
                self.at += 1;
                return Ok(Ast { node: Node::Int(-i), span: start..span.end });
            }
            return Err(ExprError::new(start..start + 1, &phrases::ONLY_BEFORE_NUMBER));
        }
        self.postfix()
    }

    fn postfix(&mut self) -> Result<Ast, ExprError> {
        let mut ast = self.primary()?;
        let mut links = 0;
        while self.sign(".") {
            links += 1;
            if links > MAX_DEPTH {
                return Err(ExprError::new(ast.span, said!(phrases::TOO_DEEP, limit = MAX_DEPTH)));
            }
            let Some(Token { kind: Kind::Name(name), span }) = self.peek().cloned() else {
                let here = self.peek().map_or(self.end..self.end, |t| t.span.clone());
                return Err(ExprError::new(here, &phrases::EXPECTED_FIELD));
            };
            self.at += 1;
            let start = ast.span.start;
            ast = if self.sign("(") {
                let (args, end) = self.arguments()?;
                Ast { node: Node::Call(Some(Box::new(ast)), name, span, args), span: start..end }
            } else {
                let end = span.end;
                Ast { node: Node::Select(Box::new(ast), name, span), span: start..end }
            };
        }
        Ok(ast)
    }

    fn arguments(&mut self) -> Result<(Vec<Ast>, usize), ExprError> {
        let mut args = Vec::new();
        if matches!(self.peek(), Some(Token { kind: Kind::Sign(")"), .. })) {
            return Ok((args, self.expect(")")?));
        }
        loop {
            args.push(self.ternary()?);
            if !self.sign(",") {
                return Ok((args, self.expect(")")?));
            }
        }
    }

    fn primary(&mut self) -> Result<Ast, ExprError> {
        let Some(token) = self.peek().cloned() else {
            return Err(ExprError::new(self.end..self.end, &phrases::ENDS_HERE));
        };
        self.at += 1;
        let span = token.span;
        let node = match token.kind {
            Kind::Int(i) => Node::Int(i),
            Kind::Text(t) => Node::Text(t),
            Kind::Name(n) if n == "true" => Node::Bool(true),
            Kind::Name(n) if n == "false" => Node::Bool(false),
            Kind::Name(n) if ["null", "in"].contains(&&*n) => {
                return Err(ExprError::new(span, said!(phrases::NO_MEANING, name = n)));
            }
            Kind::Name(n) if self.sign("(") => {
                let (args, end) = self.arguments()?;
                return Ok(Ast { node: Node::Call(None, n, span.clone(), args), span: span.start..end });
            }
            Kind::Name(n) => Node::Name(n),
            Kind::Sign("(") => {
                let inner = self.ternary()?;
                let end = self.expect(")")?;
                return Ok(Ast { node: inner.node, span: span.start..end });
            }
            Kind::Sign("[") => return self.list(span.start),
            Kind::Sign(s) => return Err(ExprError::new(span, Kind::Sign(s).unexpected())),
        };
        Ok(Ast { node, span })
    }

    fn list(&mut self, start: usize) -> Result<Ast, ExprError> {
        let mut items = Vec::new();
        if !matches!(self.peek(), Some(Token { kind: Kind::Sign("]"), .. })) {
            loop {
                items.push(self.ternary()?);
                if !self.sign(",") {
                    break;
                }
            }
        }
        let end = self.expect("]")?;
        Ok(Ast { node: Node::List(items), span: start..end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precedence_and_spans() {
        let ast = parse("!a.b && c == 'x' || d in ['p', 'q']").unwrap();
        let Node::Or(or) = &ast.node else { panic!("{ast:?}") };
        let Node::And(and) = &or[0].node else { panic!("{ast:?}") };
        assert!(matches!(and[0].node, Node::Not(_)));
        assert_eq!(and[1].span, 8..16);
        assert!(matches!(or[1].node, Node::Binary(Op::In, ..)));
    }

    #[test]
    fn what_is_outside_the_subset_is_refused_where_it_stands() {
        let cases = [
            ("", 0, "ends here"),
            ("a +", 2, "unexpected `+`"),
            ("a == b == c", 7, "do not chain"),
            ("a.?b", 2, "expected a field"),
            ("a[0]", 1, "unexpected `[`"),
            ("'abc", 0, "closing quote"),
            (r"'\x41'", 1, "unknown escape"),
            ("1.5", 2, "expected a field"),
            ("99999999999999999999", 0, "64 bits"),
            ("a && && b", 5, "unexpected `&&`"),
            ("(a", 2, "expected `)`"),
            ("a == null", 5, "no meaning"),
            ("a\u{3000}", 1, "unexpected character"),
        ];
        for (text, start, message) in cases {
            let e = parse(text).expect_err(text);
            assert!(e.message.to_string().contains(message), "{text}: {e:?}");
            assert_eq!(e.start, start, "{text}: {e:?}");
        }
    }

    #[test]
    fn hostile_shapes_are_refused_or_flat() {
        for text in ["(".repeat(2000), "!".repeat(2000), "[".repeat(1999), "a?".repeat(999), "f(".repeat(999)]
        {
            assert!(parse(&text).is_err());
        }
        assert!(parse(&format!("a{}", ".a".repeat(900))).is_err());
        assert!(parse(&vec!["a"; 400].join(" && ")).is_ok(), "chains are flat");
        assert!(parse(&"a".repeat(MAX_BYTES + 1)).is_err());
    }
}
