//! What is wrong with a rule file, as its author reads it: place, source line, caret, message, help.

use super::phrases::{ERROR, HELP};
use crate::said;
use crate::speech::{Language, Said};
use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

/// Most faults reported of one file: past them the first ones are worth reading first.
pub const MAX_FAULTS: usize = 100;

/// Widest part of a source line that is shown, in terminal columns.
const WINDOW: usize = 160;

/// Most code points kept of a line: a file may be one line of many, with a fault in each.
const KEPT: usize = 4 * WINDOW;

/// One fault of a rule file. `text` gives the form a compiler would: it may hold several lines. `Display` is English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    pub path: Box<str>,
    /// From 1; 0 when the fault is of the file as a whole (unreadable, too long).
    pub line: u32,
    /// From 1, in code points.
    pub column: u32,
    /// Past the last code point at fault, in the same line.
    pub end_column: u32,
    /// The line at fault, as the file has it; of a very long line the part around the fault.
    pub source: Box<str>,
    /// Code points of the line that stand before `source`.
    pub skipped: u32,
    pub message: Said,
    /// What to do.
    pub help: Option<Said>,
}

impl Diagnostic {
    /// A fault of a file as a whole.
    pub fn of_file(path: impl Into<Box<str>>, message: impl Into<Said>, help: Option<Said>) -> Self {
        Self {
            path: path.into(),
            line: 0,
            column: 0,
            end_column: 0,
            source: "".into(),
            skipped: 0,
            message: message.into(),
            help,
        }
    }

    /// A fault at bytes of a file's text. A span over several lines is shown to the end of its first line.
    pub fn at(
        path: &str,
        text: &str,
        span: Range<usize>,
        message: impl Into<Said>,
        help: Option<Said>,
    ) -> Self {
        let start = boundary(text, span.start);
        let end = boundary(text, span.end.max(start));
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let source = text[line_start..line_end].trim_end_matches('\r');
        let shown_end = end.min(line_start + source.len()).max(start);
        let column = text[line_start..start].chars().count() as u32 + 1;
        let width = text[start..shown_end].chars().count().max(1) as u32;
        let (source, skipped) = around(source, column - 1);
        Self {
            path: path.into(),
            line: text[..start].bytes().filter(|b| *b == b'\n').count() as u32 + 1,
            column,
            end_column: column + width,
            source: source.into(),
            skipped,
            message: message.into(),
            help,
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::En))
    }
}

impl Diagnostic {
    /// The fault as a reader of the language is told of it.
    pub fn text(&self, language: Language) -> String {
        format!("{}{}", ERROR.text(language), self.unlabelled(language))
    }

    /// [`Self::text`] without the label before it, for who labels everything that went wrong.
    pub fn unlabelled(&self, language: Language) -> String {
        let told = |said: &Said| clean(&said.text(language));
        let message = told(&self.message);
        let help = self.help.as_ref().map(|help| said!(HELP, help = told(help)).text(language));
        if self.line == 0 {
            let help = help.map(|help| format!("\n  = {help}")).unwrap_or_default();
            return format!("{message}\n --> {}{help}", self.path);
        }
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let (source, pad, carets) = self.window();
        let help = help.map(|help| format!("\n{gutter} |\n{gutter} = {help}")).unwrap_or_default();
        format!(
            "{message}\n{gutter}--> {}:{}:{}\n{gutter} |\n{number} | {source}\n{gutter} | {}{}{help}",
            self.path,
            self.line,
            self.column,
            " ".repeat(pad),
            "^".repeat(carets)
        )
    }

    /// The part of the line that is shown, the columns before the caret and the columns under it. Columns are
    /// the terminal's: a Japanese character takes two.
    fn window(&self) -> (String, usize, usize) {
        let line: String = clean(&self.source);
        let width = |s: &str| textwrap::core::display_width(s);
        let split = |n: u32| {
            let n = n.saturating_sub(self.skipped) as usize;
            line.char_indices().nth(n).map_or(line.len(), |(i, _)| i)
        };
        let (from, to) = (split(self.column - 1), split(self.end_column - 1));
        let carets = width(&line[from..to]).clamp(1, WINDOW);
        if self.skipped == 0 && width(&line) <= WINDOW {
            return (line.clone(), width(&line[..from]), carets);
        }
        // Too long: a third of the window stands before the caret.
        let mut start = 0;
        while width(&line[start..from]) > WINDOW / 3 {
            start += line[start..].chars().next().map_or(1, char::len_utf8);
        }
        let mut end = line.len();
        while width(&line[start..end]) > WINDOW {
            end -= line[..end].chars().next_back().map_or(1, char::len_utf8);
        }
        let before = if start > 0 || self.skipped > 0 { "..." } else { "" };
        let after = if end < line.len() || line.chars().count() >= KEPT { "..." } else { "" };
        let pad = before.len() + width(&line[start..from]);
        let room = width(&line[start..end]) + before.len() + after.len();
        let carets = carets.min(room.saturating_sub(pad).max(1));
        (format!("{before}{}{after}", &line[start..end]), pad, carets)
    }
}

/// A file under reading: its text, and the faults found so far.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub path: &'a str,
    pub text: &'a str,
    faults: RefCell<Vec<Diagnostic>>,
}

impl<'a> Source<'a> {
    pub fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, text, faults: RefCell::default() }
    }

    /// Notes a fault and reads on.
    pub fn fault(&self, span: Range<usize>, message: impl Into<Said>) {
        self.add(span, message.into(), None);
    }

    pub fn fault_with(&self, span: Range<usize>, message: impl Into<Said>, help: impl Into<Said>) {
        self.add(span, message.into(), Some(help.into()));
    }

    pub fn add(&self, span: Range<usize>, message: Said, help: Option<Said>) {
        let mut faults = self.faults.borrow_mut();
        if faults.len() < MAX_FAULTS {
            faults.push(Diagnostic::at(self.path, self.text, span, message, help));
        }
    }

    /// The faults in the order of the file, each once.
    pub fn into_faults(self) -> Vec<Diagnostic> {
        let mut faults = self.faults.into_inner();
        faults.sort();
        faults.dedup();
        faults
    }
}

/// The part of a line around a code point, and the code points before that part.
fn around(line: &str, column: u32) -> (&str, u32) {
    if line.len() <= KEPT {
        return (line, 0);
    }
    let first = (column as usize).saturating_sub(WINDOW);
    let at = |n: usize| line.char_indices().nth(n).map_or(line.len(), |(i, _)| i);
    let start = at(first);
    let end = line[start..].char_indices().nth(KEPT).map_or(line.len(), |(i, _)| start + i);
    (&line[start..end], first as u32)
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// Text of a file is foreign: control characters, and those that turn the direction of writing around, never reach a
/// terminal. One character stays one.
fn clean(text: &str) -> String {
    let clean = |c: char| match c {
        '\t' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '?',
        c if c.is_control() => '?',
        c => c,
    };
    text.chars().map(clean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::phrases::{DID_YOU_MEAN, THE_RULE, TOML};

    #[test]
    fn the_caret_stands_under_the_bytes_at_fault() {
        let text = "a = 1\nb = \"鍵 wrong\"\r\nc = 2\n";
        let at = text.find("wrong").unwrap();
        let d = {
            let help = said!(DID_YOU_MEAN, name = "right");
            Diagnostic::at("r.toml", text, at..at + 5, said!(TOML, message = "no such thing"), Some(help))
        };
        assert_eq!((d.line, d.column, d.end_column), (2, 8, 13));
        let expected = "error: no such thing\n --> r.toml:2:8\n  |\n2 | b = \"鍵 wrong\"\n  |         ^^^^^\n  |\n  = help: did you mean `right`?";
        assert_eq!(d.to_string(), expected);
    }

    #[test]
    fn any_span_is_shown_without_a_panic() {
        let text = "é\n\u{1b}[31mred\t鍵\u{202e}\n";
        for start in 0..text.len() + 3 {
            for end in 0..text.len() + 3 {
                let d = Diagnostic::at("r.toml", text, start..end, said!(TOML, message = "x\u{7}"), None)
                    .to_string();
                assert!(!d.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{d:?}");
                assert!(d.contains('^'));
            }
        }
        assert!(Diagnostic::at("r.toml", "", 0..0, &THE_RULE, None).to_string().contains("r.toml:1:1"));
    }

    #[test]
    fn a_long_line_is_shown_around_the_fault() {
        let text = format!("x = '{}wrong{}'", "a".repeat(900), "鍵".repeat(400));
        let at = text.find("wrong").unwrap();
        let shown = Diagnostic::at("r.toml", &text, at..at + 5, &THE_RULE, None).to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines.iter().all(|l| textwrap::core::display_width(l) < WINDOW + 20), "{shown}");
        let caret = lines[4].find("^^^^^").unwrap();
        assert_eq!(&lines[3][caret..caret + 5], "wrong");
    }

    #[test]
    fn of_a_file_of_one_line_little_is_kept() {
        let text = format!("{}wrong{}", "鍵 ".repeat(30_000), "x".repeat(30_000));
        let at = text.find("wrong").unwrap();
        for span in [at..at + 5, at..text.len(), 0..text.len(), text.len()..text.len()] {
            let d = Diagnostic::at("r.toml", &text, span.clone(), &THE_RULE, None);
            assert!(d.source.chars().count() <= KEPT);
            let shown = d.to_string();
            assert!(shown.contains("..."), "{shown}");
            let lines: Vec<&str> = shown.lines().collect();
            assert!(lines.iter().all(|l| textwrap::core::display_width(l) < WINDOW + 20), "{shown}");
            if span == (at..at + 5) {
                let carets = lines[4].find("^^^^^").unwrap();
                let width = textwrap::core::display_width(&lines[4][..carets]);
                let before = lines[3].find("wrong").unwrap();
                assert_eq!(textwrap::core::display_width(&lines[3][..before]), width, "{shown}");
            }
        }
    }
}
