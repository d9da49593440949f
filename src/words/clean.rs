//! Text from outside made fit for a terminal and a report: no control characters, no escape sequences, no
//! characters that reorder or hide what stands around them.
//!
//! Names and properties of an account may hold anything. The evaluator cleans what it puts into findings; the
//! reports clean again, because they are the last who can.

use std::borrow::Cow;

/// One line: line breaks and tabs become spaces.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// Text of several lines: line breaks stay (as `\n`), tabs become spaces.
pub fn block(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

fn clean(text: &str, lines: bool) -> Cow<'_, str> {
    // Nearly all text is plain, and told so a byte at a time.
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return Cow::Borrowed(text);
    }
    let harmless = |c: char| !c.is_control() && !hides(c) || (lines && c == '\n');
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skip = match c {
            '\u{1b}' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => escape(rest),
            '\r' if rest.starts_with("\r\n") => 1,
            '\n' | '\r' => {
                out.push(if lines { '\n' } else { ' ' });
                1
            }
            '\u{2028}' | '\u{2029}' | '\t' => {
                out.push(' ');
                c.len_utf8()
            }
            c if c.is_control() || hides(c) => c.len_utf8(),
            c => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[skip..];
    }
    Cow::Owned(out)
}

/// Length in bytes of the escape sequence at the start of `text`. A string sequence without an end is only its
/// introducer: otherwise it could hide the text behind it.
fn escape(text: &str) -> usize {
    let mut chars = text.char_indices();
    let introducer = match chars.next() {
        Some((_, '\u{1b}')) => match chars.next() {
            Some((_, c)) => c,
            None => return text.len(),
        },
        Some((_, '\u{9b}')) => '[',
        Some((_, c)) => c,
        None => return 0,
    };
    let start = chars.offset();
    let body = &text[start..];
    match introducer {
        '[' => {
            let parameters = body.find(|c: char| !(' '..='?').contains(&c)).unwrap_or(body.len());
            let end = body[parameters..].chars().next().filter(|c| ('@'..='~').contains(c));
            start + end.map_or(0, |c| parameters + c.len_utf8())
        }
        ']' | 'P' | 'X' | '^' | '_' | '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => {
            let ends = ["\u{7}", "\u{1b}\\", "\u{9c}"];
            let end = ends.iter().filter_map(|e| body.find(e).map(|at| at + e.len())).min();
            start + end.unwrap_or(0)
        }
        // Two-character sequences such as `ESC c`; a character that is none belongs to the text.
        ' '..='~' => start,
        c => start - c.len_utf8(),
    }
}

/// Characters without a glyph of their own that reorder, join or hide text: bidirectional controls, zero-width
/// and invisible ones, interlinear and tag characters.
fn hides(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_gone_and_the_rest_stays() {
        let cases = [
            ("plain AmazonMSK_a 転送時 é", "plain AmazonMSK_a 転送時 é"),
            ("red \u{1b}[31;1mname\u{1b}[0m", "red name"),
            ("title \u{1b}]0;owned\u{7}name", "title name"),
            ("link \u{1b}]8;;http://x\u{1b}\\name\u{1b}]8;;\u{1b}\\", "link name"),
            ("C1 \u{9b}2Jname", "C1 name"),
            ("unended \u{1b}]name", "unended name"),
            ("unended \u{1b}[12", "unended 12"),
            ("end \u{1b}", "end "),
            ("reset \u{1b}cname", "reset name"),
            ("kana \u{1b}あ", "kana あ"),
            ("a\r\nb\nc\td\u{0}e\u{7f}", "a b c de"),
            ("pass\u{202e}liaf\u{2066}", "passliaf"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("tags\u{e0041}", "tags"),
            ("lone\rcr", "lone cr"),
        ];
        for (text, expected) in cases {
            assert_eq!(line(text), expected, "{text:?}");
        }
        assert_eq!(block("a\r\n\tb\u{1b}[1m\n"), "a\n b\n");
    }

    #[test]
    fn cleaning_twice_changes_nothing_and_leaves_no_control_character() {
        for c in (0..=0x10ffff).filter_map(char::from_u32) {
            let text = format!("a{c}[31m\u{1b}{c}b");
            let once = line(&text).into_owned();
            assert!(once.chars().all(|c| !c.is_control() && !hides(c)), "{text:?} -> {once:?}");
            assert_eq!(line(&once), once);
        }
    }
}
