//! HCL text -> syntax tree with byte spans.
//!
//! The parser refuses a newline beside an operator within `{ for ... }`, which Terraform takes. A text that it
//! refuses is tried again with the newlines and comments in there as spaces, so that every span stays right.

use super::super::super::source::Source;
use hcl_edit::structure::Body;
use std::sync::Arc;

/// A parsed file.
pub struct File {
    pub source: Arc<Source>,
    pub body: Body,
}

/// What the parser said, and where.
#[derive(Debug)]
pub struct Fault {
    pub offset: u32,
    pub message: String,
}

pub fn parse(text: &str) -> Result<Body, Fault> {
    let marked;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            // As many bytes, so that offsets stay right.
            marked = format!("   {rest}");
            &marked
        }
        None => text,
    };
    let error = match hcl_edit::parser::parse_body(text) {
        Ok(body) => return Ok(body),
        Err(error) => error,
    };
    if let Some(flat) = flatten(text)
        && let Ok(body) = hcl_edit::parser::parse_body(&flat)
    {
        return Ok(body);
    }
    // The library's message lists what it expected, never what it found.
    let message: String = error.message().chars().filter(|c| !c.is_control()).take(200).collect();
    Err(Fault { offset: error.location().offset() as u32, message: format!("not HCL: {message}") })
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Brace {
        of_for: bool,
    },
    Other,
    Text,
    /// `${` or `%{` within a text.
    Hole,
}

/// The text with newlines and comments directly within `{ for ... }` replaced by spaces; `None` when there are
/// none.
fn flatten(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut open: Vec<Open> = Vec::new();
    let (mut i, mut changed) = (0, false);
    while i < bytes.len() {
        let rest = &bytes[i..];
        if open.last() == Some(&Open::Text) {
            match rest {
                [b'\\', _, ..] => i += 1,
                [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => i += 2,
                [b'$' | b'%', b'{', ..] => {
                    open.push(Open::Hole);
                    i += 1;
                }
                [b'"' | b'\n', ..] => drop(open.pop()),
                _ => {}
            }
            i += 1;
            continue;
        }
        let in_for =
            matches!(open.iter().rev().find(|o| **o != Open::Other), Some(Open::Brace { of_for: true }));
        let comment = comment_length(rest);
        if comment > 0 {
            if in_for {
                out[i..i + comment].fill(b' ');
                changed = true;
            }
            i += comment;
            continue;
        }
        match rest[0] {
            b'"' => open.push(Open::Text),
            b'{' => open.push(Open::Brace { of_for: begins_for(&rest[1..]) }),
            b'(' | b'[' => open.push(Open::Other),
            b'}' | b')' | b']' => drop(open.pop()),
            b'\n' | b'\r' if in_for => {
                out[i] = b' ';
                changed = true;
            }
            b'<' => i += heredoc_length(rest).unwrap_or(1) - 1,
            _ => {}
        }
        i += 1;
    }
    // Only ASCII bytes were replaced, and comments as a whole.
    changed.then(|| String::from_utf8(out).ok()).flatten()
}

fn begins_for(rest: &[u8]) -> bool {
    let mut rest = rest.trim_ascii_start();
    loop {
        match comment_length(rest) {
            0 => break,
            n => rest = rest[n..].trim_ascii_start(),
        }
    }
    rest.strip_prefix(b"for").and_then(|r| r.first()).is_some_and(u8::is_ascii_whitespace)
}

/// Bytes of the comment that the text begins with; a line comment's newline is not part of it.
fn comment_length(rest: &[u8]) -> usize {
    match rest {
        [b'#', ..] | [b'/', b'/', ..] => rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()),
        [b'/', b'*', ..] => {
            let end = rest[2..].windows(2).position(|w| w == b"*/");
            end.map_or(rest.len(), |end| end + 4)
        }
        _ => 0,
    }
}

/// Bytes of the heredoc that the text begins with, its last delimiter not included.
fn heredoc_length(rest: &[u8]) -> Option<usize> {
    let after = rest.strip_prefix(b"<<")?;
    let after = after.strip_prefix(b"-").unwrap_or(after);
    let name = after.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')))?;
    if name == 0 {
        return None;
    }
    let delimiter = &after[..name];
    let mut at = rest.len() - after.len() + name;
    for line in rest[at..].split_inclusive(|b| *b == b'\n').skip(1) {
        let begin = at + rest[at..].iter().position(|b| *b == b'\n')? + 1;
        if line.trim_ascii() == delimiter {
            return Some(begin);
        }
        at = begin;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use hcl_edit::Span;

    #[test]
    fn a_newline_beside_an_operator_within_an_object_for_is_taken_and_moves_nothing() {
        let text = "a = {\n  for k in x : k => k == \"b\" ? # why\n    1 :\n    2 if k != \"}\" # no\n}\nb = {\n  c = 1\n  d = 2\n}\n";
        let body = parse(text).expect("Terraform takes it");
        for attribute in body.attributes() {
            let span = attribute.key.span().expect("parsed");
            assert_eq!(&text[span], attribute.key.as_str());
        }
        assert_eq!(body.attributes().count(), 2);
        // Objects within keep their lines, which separate their items.
        assert!(parse("a = { for k in x : k => k ?\n 1 : {\n c = 1\n d = 2\n } }\n").is_ok());
    }

    #[test]
    fn faults_have_their_place() {
        let fault = parse("a = 1\nb = ]\n").expect_err("no expression");
        assert_eq!(fault.offset, 10);
        for text in
            ["{", "a = <<", "a = <<X\n", "\u{feff}a =", "a = \"${\"", "a = { for", "\"", "a = {for # é\n"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn texts_and_heredocs_are_not_touched() {
        let text = "a = { for k in x : k => \"#\" ?\n <<X\n#\n}\nX\n : 1 }\n";
        assert!(flatten(text).is_some_and(|flat| flat.contains("<<X\n#\n}\nX")));
        assert_eq!(flatten("a = \"{ for\n\"\n"), None);
    }
}
