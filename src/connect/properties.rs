//! Java `.properties` text, as `java.util.Properties.load` reads it.

use std::ops::Range;

/// Longer text is refused; MSK Connect's worker configurations are far shorter.
pub const MAX_LENGTH: usize = 1024 * 1024;

/// One `key=value`. Deliberately without `Debug`: the value may be a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub value: String,
    /// Where it begins, from 1.
    pub line: u32,
    /// The bytes of the text from the key's first to the value's last.
    pub span: Range<usize>,
    /// The byte at which the value begins; the span's end when it is empty.
    pub value_start: usize,
}

/// Why text is no `.properties` file. Names places, never content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("line {line}: `\\u` is not followed by four hexadecimal digits")]
    Unicode { line: u32 },
    #[error("the text is longer than {MAX_LENGTH} bytes")]
    TooLong,
}

/// All entries in the order of the text. Of two with the same key the last one counts: see [`effective`].
pub fn parse(text: &str) -> Result<Vec<Entry>, Error> {
    if text.len() > MAX_LENGTH {
        return Err(Error::TooLong);
    }
    let mut entries = Vec::new();
    let mut lines = Lines { text, at: 0, line: 0 };
    let mut logical = Logical::default();
    while let Some((line, at, natural)) = lines.next() {
        let first = natural.trim_start_matches(BLANKS);
        if first.is_empty() || first.starts_with(['#', '!']) {
            continue;
        }
        logical.begin(first, at + natural.len() - first.len());
        let mut more = continues(first);
        while more {
            logical.cut_backslash();
            let Some((_, at, natural)) = lines.next() else { break };
            let next = natural.trim_start_matches(BLANKS);
            // What stands before is an even number of backslashes, if any: the new part alone decides.
            more = continues(next);
            logical.push(next, at + natural.len() - next.len());
        }
        entries.push(entry(&logical, line)?);
    }
    Ok(entries)
}

/// The entries that count, by key.
pub fn effective(entries: &[Entry]) -> std::collections::BTreeMap<&str, &Entry> {
    entries.iter().map(|e| (e.key.as_str(), e)).collect()
}

const BLANKS: [char; 3] = [' ', '\t', '\u{c}'];

/// Natural lines, ended by `\n`, `\r` or `\r\n`, numbered from 1, with the byte at which each begins.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<(u32, usize, &'a str)> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let start = self.at;
        let ended_by = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        self.at += end + ended_by;
        self.line += 1;
        Some((self.line, start, &rest[..end]))
    }
}

/// A line as Java puts it together from several, and where each part of it stands in the text.
#[derive(Default)]
struct Logical {
    text: String,
    /// Byte of the line, byte of the text; the first is of byte 0.
    parts: Vec<(usize, usize)>,
}

impl Logical {
    fn begin(&mut self, part: &str, at: usize) {
        self.text.clear();
        self.parts.clear();
        self.push(part, at);
    }

    fn push(&mut self, part: &str, at: usize) {
        self.parts.push((self.text.len(), at));
        self.text.push_str(part);
    }

    fn cut_backslash(&mut self) {
        self.text.pop();
    }

    /// The byte of the text behind a byte of the line.
    fn place(&self, byte: usize) -> usize {
        let part = self.parts.partition_point(|(start, _)| *start <= byte).saturating_sub(1);
        self.parts.get(part).map_or(0, |(start, at)| at + byte - start)
    }

    /// Where what ends before a byte of the line ends in the text.
    fn end(&self, byte: usize) -> usize {
        byte.checked_sub(1).map_or_else(|| self.place(0), |last| self.place(last) + 1)
    }
}

/// An odd number of backslashes at the end escapes the line's end.
fn continues(text: &str) -> bool {
    text.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1
}

fn entry(logical: &Logical, line: u32) -> Result<Entry, Error> {
    let text = logical.text.as_str();
    let mut escaped = false;
    let end = text.find(|c| {
        let ends = !escaped && (c == '=' || c == ':' || BLANKS.contains(&c));
        escaped = c == '\\' && !escaped;
        ends
    });
    let end = end.unwrap_or(text.len());
    let rest = text[end..].trim_start_matches(BLANKS);
    let rest = rest.strip_prefix(['=', ':']).unwrap_or(rest).trim_start_matches(BLANKS);
    let value = text.len() - rest.len();
    let span = logical.place(0)..logical.end(text.len());
    let value_start = if rest.is_empty() { span.end } else { logical.place(value) };
    Ok(Entry { key: unescape(&text[..end], line)?, value: unescape(rest, line)?, line, span, value_start })
}

fn unescape(text: &str, line: u32) -> Result<String, Error> {
    let mut out = String::with_capacity(text.len());
    // Java's `\u` gives UTF-16 units: two may make one character.
    let mut high: Option<u16> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let unit = match c {
            '\\' => match chars.next() {
                Some('u') => {
                    let digits = chars.as_str().get(..4).ok_or(Error::Unicode { line })?;
                    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                        return Err(Error::Unicode { line });
                    }
                    let unit = u16::from_str_radix(digits, 16).map_err(|_| Error::Unicode { line })?;
                    chars = chars.as_str()[4..].chars();
                    Ok(unit)
                }
                Some('t') => Err('\t'),
                Some('n') => Err('\n'),
                Some('r') => Err('\r'),
                Some('f') => Err('\u{c}'),
                Some(other) => Err(other),
                None => break,
            },
            c => Err(c),
        };
        match unit {
            Ok(unit) => match (high.take(), unit) {
                (Some(h), 0xDC00..=0xDFFF) => {
                    out.extend(
                        char::decode_utf16([h, unit]).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)),
                    );
                }
                (lone, unit) => {
                    out.extend(lone.map(|_| char::REPLACEMENT_CHARACTER));
                    match unit {
                        0xD800..=0xDBFF => high = Some(unit),
                        u => out.push(char::from_u32(u32::from(u)).unwrap_or(char::REPLACEMENT_CHARACTER)),
                    }
                }
            },
            Err(c) => {
                out.extend(high.take().map(|_| char::REPLACEMENT_CHARACTER));
                out.push(c);
            }
        }
    }
    out.extend(high.map(|_| char::REPLACEMENT_CHARACTER));
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, u32)> {
        let entries = parse(text).expect("properties");
        entries.into_iter().map(|e| (e.key, e.value, e.line)).collect()
    }

    fn one(text: &str) -> (String, String) {
        let mut all = read(text);
        assert_eq!(all.len(), 1, "{text:?}");
        let (key, value, _) = all.remove(0);
        (key, value)
    }

    #[test]
    fn separators_are_equals_colon_and_blank() {
        for text in ["k=v", "k:v", "k v", "k = v", "k\t:\tv", "  k=v", "k  v", "\u{c}k=v"] {
            assert_eq!(one(text), ("k".into(), "v".into()), "{text:?}");
        }
        assert_eq!(one("k==v"), ("k".into(), "=v".into()));
        assert_eq!(one("k : = v"), ("k".into(), "= v".into()));
        assert_eq!(one("k"), ("k".into(), "".into()));
        assert_eq!(one("k="), ("k".into(), "".into()));
        assert_eq!(one("=v"), ("".into(), "v".into()));
        assert_eq!(one("k=v  "), ("k".into(), "v  ".into()), "blanks at the end belong to the value");
        assert_eq!(one(r"a\=b\:c\ d=e"), ("a=b:c d".into(), "e".into()));
        assert_eq!(one("a.b=${sm:x:y}"), ("a.b".into(), "${sm:x:y}".into()));
    }

    #[test]
    fn lines_continue_behind_an_odd_number_of_backslashes() {
        assert_eq!(one("k=a,\\\n   b,\\\r\n\tc"), ("k".into(), "a,b,c".into()));
        assert_eq!(read("k=a\\\\\nl=b"), [("k".into(), "a\\".into(), 1), ("l".into(), "b".into(), 2)]);
        assert_eq!(one("k=a\\\n#b"), ("k".into(), "a#b".into()), "a continued line is no comment");
        assert_eq!(one("k=a\\"), ("k".into(), "a".into()));
        assert_eq!(read("# comment \\\nk=v"), [("k".into(), "v".into(), 2)], "a comment does not continue");
        assert_eq!(one("k\\\n =v"), ("k".into(), "v".into()));
    }

    #[test]
    fn comments_blank_lines_and_line_ends() {
        let text = "#c\n!c\n\n  \n  # c\rk=v\r\nl=w\n\rm=x";
        let expected = [("k", "v", 6), ("l", "w", 7), ("m", "x", 9)];
        assert_eq!(read(text), expected.map(|(k, v, l)| (k.to_owned(), v.to_owned(), l)));
        assert_eq!(one("k=a#b!c"), ("k".into(), "a#b!c".into()));
    }

    #[test]
    fn every_entry_says_where_it_stands() {
        let text = "# c\r\n  a.b = x y\r\nk=\\\n   p\u{e9},\\\n\tq\n\nempty=\nlast";
        let entries = parse(text).expect("properties");
        let stands: Vec<(&str, &str)> =
            entries.iter().map(|e| (&text[e.span.clone()], &text[e.value_start..e.span.end])).collect();
        assert_eq!(
            stands,
            [
                ("a.b = x y", "x y"),
                ("k=\\\n   p\u{e9},\\\n\tq", "p\u{e9},\\\n\tq"),
                ("empty=", ""),
                ("last", ""),
            ]
        );
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(one(r"k=\t\n\r\f\\\q\"), ("k".into(), "\t\n\r\u{c}\\q".into()));
        assert_eq!(one(r"k=\u00e9\u4e2d\u65E5"), ("k".into(), "é中日".into()));
        assert_eq!(one(r"k=\uD83D\uDE00"), ("k".into(), "😀".into()));
        assert_eq!(one(r"k=\uD83Dx\uDE00"), ("k".into(), "\u{fffd}x\u{fffd}".into()));
        assert_eq!(one(r"p\u0061ss=x"), ("pass".into(), "x".into()));
        for text in ["a=1\nk=\\u12", "a=1\nk=\\u12g4", "a=1\nk=\\u+123", "a=1\nk=\\u12é"] {
            assert_eq!(parse(text).err(), Some(Error::Unicode { line: 2 }), "{text:?}");
        }
    }

    #[test]
    fn the_last_of_two_counts() {
        let entries = parse("k=a\nl=b\nk=c").expect("properties");
        let effective = effective(&entries);
        assert_eq!(effective["k"].value, "c");
        assert_eq!(effective["k"].line, 3);
        assert_eq!(effective.len(), 2);
    }

    #[test]
    fn long_text_is_refused() {
        assert_eq!(parse(&"x".repeat(MAX_LENGTH + 1)).err(), Some(Error::TooLong));
    }
}
