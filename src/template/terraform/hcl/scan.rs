//! HCL text -> comments and newlines, without parsing: texts and heredocs are passed over.
//!
//! The parser keeps comments as decoration without places, and does not read every file that Terraform does.

use std::ops::Range;

/// What the scan stops at.
#[derive(Debug, PartialEq)]
pub enum Event {
    /// With its `#`, `//` or `/* */`; a line comment's newline is not part of it.
    Comment { at: Range<usize>, in_for: bool },
    /// A byte that ends a line.
    Newline { at: usize, in_for: bool },
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Brace {
        of_for: bool,
    },
    /// A bracket, which knows what it stands in: to look for it would cost each step the depth.
    Other {
        in_for: bool,
    },
    Text,
    /// `${` or `%{` within a text.
    Hole,
}

/// An iterator over the events of a text. `in_for`: directly within `{ for ... }`.
pub struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    open: Vec<Open>,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, open: Vec::new() }
    }

    /// Passes over one token, or over a part of one. There must be something left.
    fn step(&mut self) -> Option<Event> {
        let (at, rest) = (self.at, &self.bytes[self.at..]);
        if self.open.last() == Some(&Open::Text) {
            self.text();
            return None;
        }
        let in_for =
            matches!(self.open.last(), Some(Open::Brace { of_for: true } | Open::Other { in_for: true }));
        let comment = comment_length(rest);
        if comment > 0 {
            self.at += comment;
            return Some(Event::Comment { at: at..at + comment, in_for });
        }
        match rest[0] {
            b'"' => self.open.push(Open::Text),
            b'{' => self.open.push(Open::Brace { of_for: begins_for(&rest[1..]) }),
            b'(' | b'[' => self.open.push(Open::Other { in_for }),
            b'}' | b')' | b']' => drop(self.open.pop()),
            b'\n' | b'\r' => {
                self.at += 1;
                return Some(Event::Newline { at, in_for });
            }
            b'<' => self.at += heredoc_length(rest).unwrap_or(1) - 1,
            _ => {}
        }
        self.at += 1;
        None
    }

    /// Passes over a piece of a quoted text.
    fn text(&mut self) {
        match &self.bytes[self.at..] {
            [b'\\', _, ..] => self.at += 1,
            [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => self.at += 2,
            [b'$' | b'%', b'{', ..] => {
                self.open.push(Open::Hole);
                self.at += 1;
            }
            [b'"' | b'\n', ..] => drop(self.open.pop()),
            _ => {}
        }
        self.at += 1;
    }
}

impl Iterator for Scan<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        while self.at < self.bytes.len() {
            if let Some(event) = self.step() {
                return Some(event);
            }
        }
        None
    }
}

/// Bytes of the interpolation or directive that the text begins with; `None` when it does not end.
pub fn hole_length(text: &str) -> Option<usize> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 2, open: vec![Open::Hole] };
    while !scan.open.is_empty() {
        if scan.at >= scan.bytes.len() {
            return None;
        }
        scan.step();
    }
    Some(scan.at)
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

/// Bytes of the comment that the text begins with.
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

/// Bytes of the heredoc that the text begins with, its last delimiter not included; one that does not end is all that
/// there is, so that many of them do not cost their number times the text.
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
        let Some(newline) = rest[at..].iter().position(|b| *b == b'\n') else { break };
        let begin = at + newline + 1;
        if line.trim_ascii() == delimiter {
            return Some(begin);
        }
        at = begin;
    }
    Some(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_those_that_terraform_takes_for_comments() {
        let text = "a = \"# no ${ b /* yes */ } // no\" # yes\nb = <<-X\n  # no\n  X\nc = [ // yes\n 1 /* yes\n too */]\n";
        let comments: Vec<&str> = Scan::new(text)
            .filter_map(|e| match e {
                Event::Comment { at, .. } => Some(&text[at]),
                Event::Newline { .. } => None,
            })
            .collect();
        assert_eq!(comments, ["/* yes */", "# yes", "// yes", "/* yes\n too */"]);
    }

    #[test]
    fn a_hole_ends_at_its_own_brace() {
        for (text, hole) in [
            ("${a}b}", Some("${a}")),
            ("${{ a = \"}\" }[b]}", Some("${{ a = \"}\" }[b]}")),
            ("${f(\"${x}\")}", Some("${f(\"${x}\")}")),
            ("%{ if a }b", Some("%{ if a }")),
            ("${a", None),
            ("${\"}", None),
            ("${", None),
        ] {
            assert_eq!(hole_length(text).map(|n| &text[..n]), hole, "{text}");
        }
    }

    #[test]
    fn nothing_ends_outside_of_the_text() {
        for text in ["/*", "\"\\", "\"${", "<<X", "<<", "{ for", "}}}", "é#é", "\"$", "/* *", "<<-\n"] {
            for event in Scan::new(text) {
                if let Event::Comment { at, .. } = event {
                    assert!(text.get(at).is_some(), "{text}");
                }
            }
        }
    }
}
