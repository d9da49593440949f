//! SQL text -> tokens, as far as Redshift's statements need it: words, strings, what is filled in, and the rest.
//!
//! Comments, psql commands and bodies in dollar quotes are passed over. One pass, without recursion: the time is
//! linear in the text, whatever it is.

use super::super::holed::Holed;
use super::super::source::Span;

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A keyword, a name or a number, as written.
    Word(String),
    /// A name in double quotes.
    Name(String),
    /// Text in single quotes, without them.
    Text(String),
    /// Something that a tool or psql puts in before the SQL runs: `{{ role }}`, `${ROLE}`, `:role`.
    Filled(String),
    /// `{% if ... %}`: what stands between may be there or not.
    Directive(String),
    Semicolon,
    Other(char),
}

/// A comment, without its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub text: String,
    pub span: Span,
    /// Nothing stands before it on its line.
    pub alone: bool,
}

/// What a text is made of. `unclosed`: where a string or comment begins that never ends; nothing is read after it.
#[derive(Debug, Default)]
pub struct Tokens {
    pub tokens: Vec<Token>,
    pub comments: Vec<Comment>,
    pub unclosed: Option<(usize, &'static str)>,
}

/// What stands around something that is filled in, longest opening first.
pub(super) const FILLED: &[(&str, &str)] =
    &[("{{", "}}"), ("${", "}"), ("$(", ")"), ("#{", "}"), ("%(", ")s"), ("{", "}")];
/// Longest name of something that is filled in, in bytes.
pub(super) const LONGEST_NAME: usize = 200;

pub fn tokens(text: &str) -> Tokens {
    let mut lexer = Lexer { text, at: 0, fresh_line: true, out: Tokens::default() };
    while lexer.at < text.len() {
        if let Err(unclosed) = lexer.next() {
            lexer.out.unclosed = Some(unclosed);
            break;
        }
    }
    lexer.out
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Only white space stands before `at` on its line.
    fresh_line: bool,
    out: Tokens,
}

type Unclosed = (usize, &'static str);

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.out.tokens.push(Token { kind, span: Span::new(start, self.at) });
    }

    fn next(&mut self) -> Result<(), Unclosed> {
        let start = self.at;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(()) };
        if let Some((inside, length)) = comment(rest).map_err(|what| (start, what))? {
            self.comment(inside, length);
            return Ok(());
        }
        if let Some(inside) = rest.strip_prefix("{%") {
            let length = inside.find("%}").ok_or((start, "a directive that never ends"))?;
            let text = inside[..length].trim_matches(|c: char| c.is_whitespace() || c == '-').to_owned();
            self.at += length + 4;
            self.push(Kind::Directive(text), start);
            self.fresh_line = false;
            return Ok(());
        }
        if let Some((name, length)) = filled(rest) {
            let name = name.to_owned();
            self.at += length;
            self.push(Kind::Filled(name), start);
            self.fresh_line = false;
            return Ok(());
        }
        match first {
            '\'' => {
                let (text, length) = quoted(rest, '\'').ok_or((start, "a string that never ends"))?;
                self.at += length;
                self.push(Kind::Text(text), start);
            }
            '"' => {
                let (text, length) = quoted(rest, '"').ok_or((start, "a name that never ends"))?;
                self.at += length;
                self.push(Kind::Name(text), start);
            }
            // A parameter of the statement.
            '$' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                let length = rest[1..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |at| at + 1);
                let number = rest[..length].to_owned();
                self.at += length;
                self.push(Kind::Filled(number), start);
            }
            '$' => {
                self.at += dollar_quoted(rest).ok_or((start, "a body in dollar quotes that never ends"))?;
            }
            ':' => self.variable(rest.len(), start),
            // A command of psql takes its whole line.
            '\\' if self.fresh_line => {
                self.at += rest.find('\n').unwrap_or(rest.len());
            }
            ';' => {
                self.at += 1;
                self.push(Kind::Semicolon, start);
            }
            c if c.is_whitespace() || c == '\u{feff}' => {
                self.fresh_line |= matches!(c, '\n' | '\r');
                self.at += c.len_utf8();
                return Ok(());
            }
            c if in_word(c) => {
                let length = rest.find(|c| !in_word(c) && c != '$').unwrap_or(rest.len());
                let word = rest[..length].to_owned();
                self.at += length;
                self.push(Kind::Word(word), start);
            }
            c => {
                self.at += c.len_utf8();
                self.push(Kind::Other(c), start);
            }
        }
        self.fresh_line = false;
        Ok(())
    }

    fn comment(&mut self, inside: std::ops::Range<usize>, length: usize) {
        let alone = std::mem::replace(&mut self.fresh_line, false);
        let text = self.rest()[inside].to_owned();
        let span = Span::new(self.at, self.at + length);
        self.out.comments.push(Comment { text, span, alone });
        self.at += length;
    }

    /// `:role`, `:'role'` of psql; `::text` is a cast.
    fn variable(&mut self, available: usize, start: usize) {
        let rest = self.rest();
        if rest.starts_with("::") {
            self.at += 2;
            return self.push(Kind::Other(':'), start);
        }
        let after = &rest[1..];
        let (name, length) = match after.chars().next() {
            Some(quote @ ('\'' | '"')) => match after[1..].find(quote) {
                Some(end) if end <= LONGEST_NAME => (&after[1..=end], end + 3),
                _ => ("", 1),
            },
            _ => {
                let end = after.find(|c| !in_word(c)).unwrap_or(after.len());
                (&after[..end], end + 1)
            }
        };
        let kind = match name {
            "" => Kind::Other(':'),
            name => Kind::Filled(name.to_owned()),
        };
        self.at += length.min(available);
        self.push(kind, start);
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || Holed::is_hole(c)
}

/// Name and length of something that is filled in at the start of a text.
pub(super) fn filled(text: &str) -> Option<(&str, usize)> {
    let (open, close) = FILLED.iter().find(|(open, _)| text.starts_with(open))?;
    let inside = &text[open.len()..];
    let mut reach = (LONGEST_NAME + close.len()).min(inside.len());
    while !inside.is_char_boundary(reach) {
        reach -= 1;
    }
    let end = inside[..reach].find(close)?;
    let name = inside[..end].trim();
    let plain = !name.is_empty() && !name.contains(['\n', '\r', ';']);
    plain.then_some((name, open.len() + end + close.len()))
}

/// Content and length of a text in quotes: a doubled quote is one, a backslash in a string takes the next character
/// as it is.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '\'' {
            out.push(chars.next()?.1);
        } else if c != quote {
            out.push(c);
        } else if chars.peek().is_some_and(|(_, c)| *c == quote) {
            out.push(quote);
            chars.next();
        } else {
            return Some((out, at + 1));
        }
    }
    None
}

/// What stands within a comment at the start of a text, and the length of the whole.
fn comment(text: &str) -> Result<Option<(std::ops::Range<usize>, usize)>, &'static str> {
    let endless = "a comment that never ends";
    if text.starts_with("--") {
        let length = text.find(['\n', '\r']).unwrap_or(text.len());
        return Ok(Some((2..length, length)));
    }
    if text.starts_with("/*") {
        let length = block_comment(text).ok_or(endless)?;
        return Ok(Some((2..length - 2, length)));
    }
    let Some(inside) = text.strip_prefix("{#") else { return Ok(None) };
    let end = inside.find("#}").ok_or(endless)? + 2;
    Ok(Some((2..end, end + 2)))
}

/// Length of a comment in `/* */`, which may hold others.
fn block_comment(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => {
                (depth, at) = (depth - 1, at + 2);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// Length of `$$...$$` or `$tag$...$tag$`, or of the one character when it is none.
fn dollar_quoted(text: &str) -> Option<usize> {
    let end = text[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let Some(end) = end.filter(|end| text[end + 1..].starts_with('$')) else { return Some(1) };
    let fence = &text[..end + 2];
    text[fence.len()..].find(fence).map(|at| at + 2 * fence.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        tokens(text).tokens.into_iter().map(|t| t.kind).collect()
    }

    fn word(t: &str) -> Kind {
        Kind::Word(t.into())
    }

    fn text(t: &str) -> Kind {
        Kind::Text(t.into())
    }

    #[test]
    fn words_strings_names_and_comments() {
        let got = kinds("Create /* a /* b */ c */ EXTERNAL -- it's\n\"My \"\"S\"\"\" 'it''s' 'a\\'b';");
        let name = Kind::Name("My \"S\"".into());
        assert_eq!(got, [word("Create"), word("EXTERNAL"), name, text("it's"), text("a'b"), Kind::Semicolon]);
    }

    #[test]
    fn what_is_filled_in_is_told_apart() {
        let filled = |t: &str| Kind::Filled(t.into());
        assert_eq!(
            kinds("{{ role }} ${ROLE} :role :'arn' {x} %(uri)s $(v) x::text"),
            [
                filled("role"),
                filled("ROLE"),
                filled("role"),
                filled("arn"),
                filled("x"),
                filled("uri"),
                filled("v"),
                word("x"),
                Kind::Other(':'),
                word("text")
            ]
        );
        assert_eq!(kinds("{% if prod %} a"), [Kind::Directive("if prod".into()), word("a")]);
    }

    #[test]
    fn bodies_and_commands_are_passed_over() {
        assert_eq!(
            kinds("a $$ 'x ; create $$ b $f$ $$ ' $f$ c $1"),
            [word("a"), word("b"), word("c"), Kind::Filled("$1".into())]
        );
        assert_eq!(kinds("\\set x 'it\na"), [word("a")]);
    }

    #[test]
    fn what_never_ends_is_told_where_it_begins() {
        for (sql, at) in [
            ("{%}", 0),
            ("{#}", 0),
            ("a 'b", 2),
            ("a \"b''", 2),
            ("ab /* /* */", 3),
            ("$$ x", 0),
            ("{% if", 0),
        ] {
            assert_eq!(tokens(sql).unclosed.map(|(at, _)| at), Some(at), "{sql}");
        }
    }

    #[test]
    fn a_comment_knows_whether_it_has_its_line_for_itself() {
        let comments = tokens("-- a\n  /* b */ -- c\n; -- d\n").comments;
        let got: Vec<(&str, bool)> = comments.iter().map(|c| (c.text.trim(), c.alone)).collect();
        assert_eq!(got, [("a", true), ("b", true), ("c", false), ("d", false)]);
    }

    #[test]
    fn spans_are_the_bytes_of_the_text() {
        let sql = "é 'ü' \u{1F600}x";
        for token in tokens(sql).tokens {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            assert!(sql.get(start..end).is_some_and(|t| !t.is_empty()), "{token:?}");
        }
    }
}
