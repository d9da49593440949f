//! A page as GitHub-flavoured markdown. What is text stays text: every character that markdown or HTML would
//! read as a sign is escaped.

use super::page::{Block, Inline, Page};
use crate::words;
use std::fmt::Write;

pub fn render(page: &Page) -> String {
    let blocks: Vec<String> = page.blocks.iter().map(block).collect();
    blocks.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("{} {}", "#".repeat(*level), inlines(text)),
        Block::Paragraph(text) => line_start(&inlines(text)),
        Block::List(items) => {
            items.iter().map(|i| format!("- {}", line_start(&inlines(i)))).collect::<Vec<_>>().join("\n")
        }
        Block::Code(language, text) => {
            let text = words::block(text);
            let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
            format!("{fence}{language}\n{text}\n{fence}")
        }
        Block::Table(header, rows) => table(header, rows),
    }
}

fn table(header: &[String], rows: &[Vec<Vec<Inline>>]) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "| {} |", header.iter().map(|h| escape(h)).collect::<Vec<_>>().join(" | "));
    let _ = write!(out, "|{}", "---|".repeat(header.len()));
    for row in rows {
        // Inside a table a bar ends the cell, even in code.
        let cells: Vec<String> = row.iter().map(|c| bars(&inlines(c))).collect();
        let _ = write!(out, "\n| {} |", cells.join(" | "));
    }
    out
}

fn bars(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut escaped = false;
    for c in cell.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

fn inlines(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(t) => escape(&words::line(t)),
            Inline::Code(c) => code(&words::line(c)),
            Inline::Link { text, url } => format!("[{}]({})", escape(&words::line(text)), link(url)),
        })
        .collect()
}

/// Every character that markdown or HTML could read as a sign.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

/// What begins a heading, a list or a quotation at the start of a line.
fn line_start(text: &str) -> String {
    let sign = text.starts_with(['#', '+', '-', '=', ':']);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if sign {
        format!("\\{text}")
    } else if digits > 0 && text[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text.to_owned()
    }
}

fn code(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text, '`') + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// A URL cannot end the link it stands in.
fn link(url: &str) -> String {
    let mut out = String::new();
    for c in words::line(url).chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '\\' => {
                let _ = write!(out, "%{:02X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::{prose, text};

    fn page(blocks: Vec<Block>) -> String {
        render(&Page { blocks })
    }

    #[test]
    fn text_is_never_read_as_markdown_or_html() {
        let nasty = "<img src=x> *a* _b_ [x](http://e) | `c\u{1b}[31m & #";
        assert_eq!(
            page(vec![Block::Paragraph(vec![text(nasty)])]),
            "&lt;img src=x&gt; \\*a\\* \\_b\\_ \\[x\\](http://e) \\| \\`c &amp; #\n"
        );
        assert_eq!(page(vec![Block::Paragraph(vec![text("# a")])]), "\\# a\n");
        assert_eq!(
            page(vec![Block::List(vec![vec![text("1. a")], vec![text("- b")]])]),
            "- 1\\. a\n- \\- b\n"
        );
    }

    #[test]
    fn code_may_hold_ticks_and_bars() {
        assert_eq!(page(vec![Block::Paragraph(vec![Inline::Code("a`b".into())])]), "``a`b``\n");
        assert_eq!(page(vec![Block::Code("sh", "a\n```\nb".into())]), "````sh\na\n```\nb\n````\n");
        let row = vec![vec![Inline::Code("a || b".into())], prose("x | y")];
        assert_eq!(
            page(vec![Block::Table(vec!["A".into(), "B".into()], vec![row])]),
            "| A | B |\n|---|---|\n| `a \\|\\| b` | x \\| y |\n"
        );
    }

    #[test]
    fn links_cannot_be_left() {
        let link = Inline::Link { text: "a](b".into(), url: "https://x/ (y)".into() };
        assert_eq!(page(vec![Block::Paragraph(vec![link])]), "[a\\](b](https://x/%20%28y%29)\n");
    }
}
