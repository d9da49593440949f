//! Bytes of a TOML string's value -> bytes of the file, through quotes and escapes.

use std::ops::Range;

/// A string of a TOML file.
#[derive(Debug, Clone)]
pub(super) struct Text<'a> {
    pub value: &'a str,
    /// Bytes of the file, quotes included.
    pub span: Range<usize>,
    /// Bytes of the value as the file has it that stand before `value` (blank lines cut off).
    skip: usize,
}

impl<'a> Text<'a> {
    pub fn new(value: &'a str, span: Range<usize>) -> Self {
        Self { value, span, skip: 0 }
    }

    /// Without blank lines at the front and white space at the end; indentation of the first line stays.
    pub fn trimmed(&self) -> Self {
        let mut value = self.value.trim_end();
        while let Some((first, rest)) = value.split_once('\n')
            && first.trim().is_empty()
        {
            value = rest;
        }
        let cut = self.value.trim_end().len() - value.len();
        Self { value, span: self.span.clone(), skip: self.skip + cut }
    }

    /// The bytes of the file behind bytes of the value; the whole string when they cannot be told.
    pub fn locate(&self, file: &str, at: Range<usize>) -> Range<usize> {
        let at = at.start + self.skip..at.end + self.skip;
        let Some(raw) = file.get(self.span.clone()) else { return self.span.clone() };
        match (offset(raw, at.start), offset(raw, at.end)) {
            (Some(start), Some(end)) => self.span.start + start..self.span.start + end.max(start),
            _ => self.span.clone(),
        }
    }
}

/// Where byte `at` of the value stands in `raw`, the string with its quotes.
fn offset(raw: &str, at: usize) -> Option<usize> {
    let (quotes, basic) = [("'''", false), ("\"\"\"", true), ("'", false), ("\"", true)]
        .into_iter()
        .find(|(q, _)| raw.starts_with(q) && raw.len() >= 2 * q.len())?;
    let end = raw.len() - quotes.len();
    let mut pos = quotes.len();
    if quotes.len() == 3 {
        // A line break right after the opening quotes is not part of the value.
        pos += raw[pos..].strip_prefix("\r\n").map_or(usize::from(raw[pos..].starts_with('\n')), |_| 2);
    }
    let mut value = 0;
    while pos < end {
        let (length, gives) = match raw[pos..end].chars().next()? {
            '\\' if basic => escape(&raw[pos..end])?,
            c => (c.len_utf8(), c.len_utf8()),
        };
        if value + gives > at {
            return Some(if gives == length { pos + (at - value) } else { pos });
        }
        (pos, value) = (pos + length, value + gives);
    }
    (value == at).then_some(end)
}

/// Bytes of an escape in the file, and of what it stands for.
fn escape(raw: &str) -> Option<(usize, usize)> {
    let digits = match raw.as_bytes().get(1)? {
        b'u' => 4,
        b'U' => 8,
        b'x' => 2,
        b' ' | b'\t' | b'\n' | b'\r' => {
            // A backslash at the end of a line: white space up to the next text is passed over.
            return Some((1 + raw[1..].len() - raw[1..].trim_start().len(), 0));
        }
        _ => return Some((2, 1)),
    };
    let code = u32::from_str_radix(raw.get(2..2 + digits)?, 16).ok()?;
    Some((2 + digits, char::from_u32(code)?.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where `word` of the value of `v = <raw>` stands in the file.
    fn found(raw: &str, word: &str) -> String {
        let file = format!("# x\nv = {raw}\nw = 1\n");
        let table = toml::de::DeTable::parse(&file).expect("test TOML").into_inner();
        let value = &table["v"];
        let text = Text::new(value.get_ref().as_str().expect("a string"), value.span());
        let start = text.value.find(word).expect("the word");
        file[text.locate(&file, start..start + word.len())].to_owned()
    }

    #[test]
    fn every_form_of_string_is_mapped_exactly() {
        for raw in [
            "'a wrong b'",
            "\"a wrong b\"",
            "'''\n a\n  wrong b'''",
            "'''wrong'''",
            "\"\"\"\na \"quoted\" wrong\n\"\"\"",
            r#""\"q\" é\u00e9\U0001F511\\ wrong \t""#,
            "\"\"\"a \\\n    wrong\"\"\"",
            "\"\"\"\r\na\r\nwrong\r\n\"\"\"",
        ] {
            assert_eq!(found(raw, "wrong"), "wrong", "{raw}");
        }
        assert_eq!(found(r#""a \"b\" c""#, "\"b\""), r#"\"b\""#);
    }

    #[test]
    fn trimmed_text_keeps_its_place() {
        let file = "v = '''\n\n  \n  a\n b\n\n'''\n";
        let table = toml::de::DeTable::parse(file).expect("test TOML").into_inner();
        let text = Text::new(table["v"].get_ref().as_str().expect("a string"), table["v"].span()).trimmed();
        assert_eq!(text.value, "  a\n b");
        let at = text.value.find('b').expect("b");
        let place = text.locate(file, at..at + 1);
        assert_eq!(place, file.find('b').expect("b")..file.find('b').expect("b") + 1);
    }

    #[test]
    fn what_cannot_be_mapped_is_the_whole_string() {
        let text = Text::new("longer than the file says", 0..4);
        assert_eq!(text.locate("'ab'", 10..12), 0..4);
        assert_eq!(text.locate("", 0..1), 0..4);
    }
}
