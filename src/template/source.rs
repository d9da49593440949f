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
    /// When spans are of another text that was made of this one: where its parts come from.
    origins: Option<Origins>,
}

/// Parts of a text that was made of another one, and the places there. Parts are nested or apart, each after those
/// that begin before it.
#[derive(Debug, Default)]
pub struct Origins {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    made: Span,
    from: Span,
    /// Index of the part around it.
    around: Option<u32>,
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
        Self { path: path.into(), text, line_starts, points, origins: None }
    }

    /// A text whose spans are those of what was made of it.
    pub fn remade(path: impl Into<Arc<str>>, text: String, origins: Origins) -> Self {
        Self { origins: Some(origins), ..Self::new(path, text) }
    }

    /// Line and column of a byte offset, both from 1; offsets past the end give the end.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        self.written(self.own(Span { start: offset, end: offset }).start)
    }

    /// The span in this text.
    fn own(&self, span: Span) -> Span {
        match &self.origins {
            Some(origins) => origins.of(span),
            None => span,
        }
    }

    /// The same for an offset in this text itself, whatever was made of it.
    pub fn written(&self, offset: u32) -> (u32, u32) {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_starts.partition_point(|s| *s as usize <= offset) - 1;
        let start = self.line_starts[line] as usize;
        // Most lines are shorter than what lies between them and the last counted block.
        let before = match offset - start < BLOCK {
            true => count(&self.text.as_bytes()[start..offset]),
            false => self.points_before(offset) - self.points_before(start),
        };
        (line as u32 + 1, before + 1)
    }

    fn points_before(&self, offset: usize) -> u32 {
        let block = offset / BLOCK;
        self.points[block] + count(&self.text.as_bytes()[block * BLOCK..offset])
    }

    pub fn region(&self, span: Span) -> Region {
        let span = self.own(span);
        let (line, column) = self.written(span.start);
        let (end_line, end_column) = self.written(span.end.max(span.start));
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

impl Origins {
    /// Begins a part at an offset of the made text; [`Origins::end`] must follow, inner parts first.
    pub fn begin(&mut self, at: usize, from: Span, around: Option<u32>) -> u32 {
        self.parts.push(Part { made: Span::new(at, at), from, around });
        self.parts.len() as u32 - 1
    }

    pub fn end(&mut self, part: u32, at: usize) {
        self.parts[part as usize].made.end = at as u32;
    }

    /// The place that the innermost part around a span comes from.
    fn of(&self, span: Span) -> Span {
        let mut at = self.parts.partition_point(|p| p.made.start <= span.start).checked_sub(1);
        while let Some(part) = at.map(|i| &self.parts[i]) {
            if part.made.end >= span.end && part.made.end > span.start || part.around.is_none() {
                return part.from;
            }
            at = part.around.map(|i| i as usize);
        }
        Span::default()
    }
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
    fn spans_of_what_was_made_of_a_text_lead_back_to_it() {
        let mut origins = Origins::default();
        // `{"a": [1]}` made `a = [1]`.
        let whole = origins.begin(0, Span::new(0, 10), None);
        let key = origins.begin(0, Span::new(1, 4), Some(whole));
        origins.end(key, 1);
        let list = origins.begin(4, Span::new(6, 9), Some(whole));
        let item = origins.begin(5, Span::new(7, 8), Some(list));
        origins.end(item, 6);
        origins.end(list, 7);
        origins.end(whole, 7);
        let s = Source::remade("t.json", "{\"a\": [1]}".into(), origins);
        let columns = |start, end| {
            let region = s.region(Span::new(start, end));
            (region.column, region.end_column)
        };
        assert_eq!(columns(0, 1), (2, 5));
        assert_eq!(columns(5, 6), (8, 9));
        assert_eq!(columns(4, 7), (7, 10));
        assert_eq!(columns(6, 7), (7, 10), "behind the item, within the list");
        assert_eq!(columns(0, 7), (1, 11));
        assert_eq!(s.line_column(5), (1, 8));
        assert_eq!(Source::remade("t", String::new(), Origins::default()).line_column(7), (1, 1));
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
