//! Text broken into lines of a display width, as Latin, Japanese and Chinese text may be broken.
//!
//! Lines break at spaces and between ideographs or kana; never before a closing mark or after an opening one
//! (kinsoku), nor at a no-break space, which is shown as a space. A word longer than a line breaks behind a
//! separator (`-`, `/`, `:` ...), else before a capital (`Transit|Encryption`), and only as a last resort
//! elsewhere. Not the whole of Unicode line breaking, whose tables cost 27 crates.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A space at which no line breaks.
pub const TOGETHER: char = '\u{a0}';

/// Columns that the text takes in a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Lines of at most `width` columns; a line break in the text stays one. At least one line. A character wider
/// than the line stands alone on one.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        wrap_paragraph(paragraph, width.max(1), &mut lines);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    for line in lines.iter_mut().filter(|l| l.contains(TOGETHER)) {
        *line = line.replace(TOGETHER, " ");
    }
    lines
}

/// The text filled up with spaces to `to` columns.
pub fn pad(text: &str, to: usize) -> String {
    let mut out = text.to_owned();
    out.extend(std::iter::repeat_n(' ', to.saturating_sub(width(text))));
    out
}

fn wrap_paragraph(text: &str, limit: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(text) {
        let bare = piece.trim_end();
        if used + width(bare) > limit && !line.trim().is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        if used + width(bare) > limit {
            // Only a word longer than a whole line comes here.
            let mut parts = cut(bare, limit);
            line = parts.pop().unwrap_or_default();
            lines.append(&mut parts);
            line.push_str(&piece[bare.len()..]);
        } else {
            line.push_str(piece);
        }
        used = width(&line);
    }
    lines.push(line.trim_end().to_owned());
}

/// The text in pieces that must not be broken, each with the spaces behind it.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (i, c) in text.char_indices() {
        if previous.is_some_and(|p| breaks_between(p, c)) {
            out.push(&text[start..i]);
            start = i;
        }
        previous = Some(c);
    }
    out.push(&text[start..]);
    out
}

fn breaks_between(before: char, after: char) -> bool {
    if after == ' ' || after.width() == Some(0) {
        return false;
    }
    if before == ' ' {
        return !closes(after);
    }
    (ideographic(before) || ideographic(after)) && !opens(before) && !closes(after)
}

/// Characters between which East Asian text may be broken: the wide ones.
fn ideographic(c: char) -> bool {
    c.width() == Some(2)
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（' | '「' | '『' | '【' | '《' | '〈' | '〔' | '｛' | '［' | '｢')
}

/// Marks and small kana that must not begin a line.
fn closes(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' | '%' | '/'
            | '）' | '」' | '』' | '】' | '》' | '〉' | '〕' | '｝' | '］' | '｣'
            | '、' | '。' | '，' | '．' | '；' | '：' | '！' | '？' | '％' | '・' | '･' | '｡' | '､'
            | 'ー' | 'ｰ' | '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '〜' | '～'
            | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
            | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
            | 'ㇰ'..='ㇿ' | 'ｧ'..='ｯ'
    )
}

/// A word in lines of at most `limit` columns, broken behind the last separator of each line, or before its last
/// capital behind a small letter, when that leaves the line at least half full.
fn cut(word: &str, limit: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = word;
    while width(rest) > limit {
        let mut used = 0;
        let (mut end, mut behind_separator, mut before_capital) = (0, 0, 0);
        let mut before = ' ';
        for (i, c) in rest.char_indices() {
            if before.is_lowercase() && c.is_uppercase() && 2 * used >= limit {
                before_capital = i;
            }
            before = c;
            used += c.width().unwrap_or(0);
            if used > limit && end > 0 {
                break;
            }
            end = i + c.len_utf8();
            if matches!(c, '-' | '/' | ':' | '.' | ',' | '_' | '=' | '&' | '?' | ';' | '|')
                && 2 * used >= limit
            {
                behind_separator = end;
            }
        }
        let at = [behind_separator, before_capital].into_iter().find(|at| *at > 0).unwrap_or(end);
        out.push(rest[..at].to_owned());
        rest = &rest[at..];
    }
    out.push(rest.to_owned());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn latin_text_breaks_at_spaces() {
        assert_eq!(wrap("a customer managed KMS key", 12), ["a customer", "managed KMS", "key"]);
        assert_eq!(wrap("one\n\ntwo", 12), ["one", "", "two"]);
        assert_eq!(wrap("", 12), [""]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        let text = "シークレットは、カスタマーマネージドキー（対称）で暗号化してください。「AmazonMSK_」で始まる名前が必要です（例：AmazonMSK_orders）。";
        for limit in 22..60 {
            for line in wrap(text, limit) {
                assert!(width(&line) <= limit, "{limit}: {line}");
                assert!(!line.starts_with(closes), "{limit}: {line}");
                assert!(!line.ends_with(opens), "{limit}: {line}");
            }
        }
    }

    #[test]
    fn a_word_that_fits_a_line_is_never_cut() {
        let text = "キー arn:aws:kms:eu-west-1 を scram-secret-default-key で参照";
        for limit in 24..60 {
            let lines = wrap(text, limit);
            assert!(lines.iter().any(|l| l.contains("scram-secret-default-key")), "{limit}: {lines:?}");
            assert!(lines.iter().any(|l| l.contains("arn:aws:kms:eu-west-1")), "{limit}: {lines:?}");
        }
    }

    #[test]
    fn a_longer_word_breaks_behind_a_separator() {
        assert_eq!(
            wrap("connector-without-matching-listener", 20),
            ["connector-without-", "matching-listener"]
        );
        assert_eq!(wrap("TransitEncryptionEnabled true", 22), ["TransitEncryption", "Enabled true"]);
        assert_eq!(wrap("abcdefghijkl", 5), ["abcde", "fghij", "kl"]);
    }

    #[test]
    fn what_belongs_together_stays_on_a_line() {
        assert_eq!(wrap("subnet\u{a0}4, vpc\u{a0}2", 12), ["subnet 4,", "vpc 2"]);
        assert_eq!(wrap("サブネット\u{a0}4、vpc\u{a0}2", 16), ["サブネット 4、", "vpc 2"]);
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(pad("重大", 6), "重大  ");
    }

    proptest! {
        #[test]
        fn lines_fit_and_nothing_but_spaces_is_lost(text in "[a-z（）、。ーっ転送時の暗号化 /.-]{0,80}", limit in 4usize..40) {
            let lines = wrap(&text, limit);
            for line in &lines {
                prop_assert!(width(line) <= limit.max(8), "{:?}", lines);
            }
            let bare = |t: &str| t.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}
