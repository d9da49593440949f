//! A source file's text and the places in it.
//!
//! Every parser gives byte offsets; this turns them into the lines and columns that people and SARIF use.
//! It reads no file itself.

use std::sync::Arc;

/// One input file: its path as the user named it (relative to the scan root, `/` separators) and its text.
#[derive(Debug)]
pub struct Source {
    pub path: Arc<str>,
    pub text: String,
    line_starts: Vec<u32>,
    /// Code points before every [`BLOCK`]-th byte: a plan is one line of many megabytes.
    points: Vec<u32>,
}

const BLOCK: usize = 4096;

/// A byte range of one source. `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// A place as people count: lines and columns from 1, columns in Unicode code points, end column exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// Where a value stands: which file, and which bytes of it.
#[derive(Debug, Clone)]
pub struct Site {
    pub source: Arc<Source>,
    pub span: Span,
}

impl Source {
    /// Texts of 4 GiB and more are refused by the callers' size limits long before this.
    pub fn new(path: impl Into<Arc<str>>, text: String) -> Self {
        let mut line_starts = vec![0];
        let bytes = text.as_bytes();
        for (i, b) in bytes.iter().enumerate() {
            // CRLF counts once, at its LF; a lone CR ends a line too, as YAML and editors have it.
            if *b == b'\n' || (*b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                line_starts.push(i as u32 + 1);
            }
        }
        let mut points = vec![0];
        for block in bytes.chunks(BLOCK) {
            points.push(points[points.len() - 1] + count(block));
        }
        Self { path: path.into(), text, line_starts, points }
    }

    /// Line and column of a byte offset, both from 1; offsets past the end give the end.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_starts.partition_point(|s| *s as usize <= offset) - 1;
        let start = self.line_starts[line] as usize;
        (line as u32 + 1, self.points_before(offset) - self.points_before(start) + 1)
    }

    fn points_before(&self, offset: usize) -> u32 {
        let block = offset / BLOCK;
        self.points[block] + count(&self.text.as_bytes()[block * BLOCK..offset])
    }

    pub fn region(&self, span: Span) -> Region {
        let (line, column) = self.line_column(span.start);
        let (end_line, end_column) = self.line_column(span.end.max(span.start));
        Region { line, column, end_line, end_column }
    }

    /// The text of a span; empty when the span is not on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

/// Code points that begin in these bytes of UTF-8.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| **b & 0xC0 != 0x80).count() as u32
}

impl Site {
    pub fn region(&self) -> Region {
        self.source.region(self.span)
    }
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_line_are_counted_the_same() {
        let text = "é".repeat(5_000);
        let s = Source::new("t", format!("a\n{text}\n{text}b"));
        assert_eq!(s.line_column(2 + 8_192), (2, 4_097));
        assert_eq!(s.line_column(2 + 10_000 + 1 + 10_000), (3, 5_001));
    }

    #[test]
    fn columns_count_code_points_and_lines_end_at_any_newline() {
        let s = Source::new("t", "a\r\nキー: b\rc\n".into());
        assert_eq!(s.line_column(0), (1, 1));
        assert_eq!(s.line_column(3), (2, 1));
        assert_eq!(s.line_column(11), (2, 5));
        assert_eq!(s.line_column(13), (3, 1));
        assert_eq!(s.line_column(999), (4, 1));
        assert_eq!(s.line_column(4), (2, 1), "an offset inside a character is that character");
    }
}
