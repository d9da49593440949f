//! A page: what documentation says, before it is markdown or terminal text.

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    Text(String),
    Code(String),
    Link { text: String, url: String },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Heading(usize, Vec<Inline>),
    Paragraph(Vec<Inline>),
    List(Vec<Vec<Inline>>),
    /// Shown as it is: commands, templates, expressions. The language is that of a markdown fence.
    Code(&'static str, String),
    Table(Vec<String>, Vec<Vec<Vec<Inline>>>),
}

/// Blocks in order.
#[derive(Debug, Default)]
pub struct Page {
    pub blocks: Vec<Block>,
}

impl Page {
    pub fn heading(&mut self, level: usize, text: &str) {
        self.blocks.push(Block::Heading(level, prose(text)));
    }

    pub fn paragraph(&mut self, text: Vec<Inline>) {
        self.blocks.push(Block::Paragraph(text));
    }

    pub fn prose(&mut self, text: &str) {
        for paragraph in text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
            self.paragraph(prose(paragraph));
        }
    }

    pub fn list(&mut self, items: Vec<Vec<Inline>>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    pub fn code(&mut self, language: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.blocks.push(Block::Code(language, text.trim_matches('\n').to_owned()));
        }
    }

    pub fn table(&mut self, header: &[&str], rows: Vec<Vec<Vec<Inline>>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table(header.iter().map(ToString::to_string).collect(), rows));
        }
    }
}

pub fn text(text: impl Into<String>) -> Inline {
    Inline::Text(text.into())
}

pub fn code(text: impl Into<String>) -> Inline {
    Inline::Code(text.into())
}

/// Text in which `` `code` `` and `{{placeholders}}` are code. Placeholders keep their braces: they stand for
/// values that only a finding has.
pub fn prose(input: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = input;
    while let Some(at) = rest.find(['`', '{']) {
        let (before, tail) = rest.split_at(at);
        plain.push_str(before);
        let found = if let Some(inner) = tail.strip_prefix('`') {
            inner.find('`').filter(|end| *end > 0).map(|end| (&inner[..end], end + 2))
        } else if tail.starts_with("{{") {
            tail.find("}}").map(|end| (&tail[..end + 2], end + 2))
        } else {
            None
        };
        match found {
            Some((inner, length)) => {
                if !plain.is_empty() {
                    out.push(Inline::Text(std::mem::take(&mut plain)));
                }
                out.push(code(inner));
                rest = &tail[length..];
            }
            None => {
                plain.push_str(&tail[..1]);
                rest = &tail[1..];
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        out.push(Inline::Text(plain));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_placeholders_are_found_in_text() {
        assert_eq!(
            prose("set `key` of {{secret.name}} {now} `"),
            [text("set "), code("key"), text(" of "), code("{{secret.name}}"), text(" {now} `")]
        );
        assert_eq!(prose(""), []);
        assert_eq!(prose("``x"), [text("``x")]);
    }
}
