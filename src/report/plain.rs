//! A page as text for a terminal.

use super::grid::{self, frame_width};
use super::page::{Block, Inline, Page};
use super::style::Paint;
use super::wrap::{width, wrap};
use crate::words;

/// How the text is laid out.
pub struct Layout {
    pub width: usize,
    pub ascii: bool,
    pub paint: Paint,
}

/// Code is never broken, so that it can be copied; everything else keeps to the width.
pub fn render(page: &Page, layout: &Layout) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (i, block) in page.blocks.iter().enumerate() {
        if i > 0 {
            lines.push(String::new());
        }
        match block {
            Block::Heading(_, text) => {
                lines.extend(wrap(&inlines(text), layout.width).iter().map(|l| layout.paint.heading(l)));
            }
            Block::Paragraph(text) => lines.extend(indented(&inlines(text), "", "", layout.width)),
            Block::List(items) => {
                for item in items {
                    // A URL is never broken, so that it can be opened.
                    if let [Inline::Link { text, url }, rest @ ..] = &item[..]
                        && text == url
                    {
                        lines.push(format!("- {}", words::line(url)));
                        lines.extend(indented(inlines(rest).trim(), "  ", "  ", layout.width));
                        continue;
                    }
                    lines.extend(indented(&inlines(item), "- ", "  ", layout.width));
                }
            }
            Block::Code(_, text) => lines.extend(words::block(text).lines().map(|l| format!("  {l}"))),
            Block::Table(header, rows) => lines.extend(table(header, rows, layout)),
        }
    }
    lines.iter().map(|l| format!("{}\n", l.trim_end())).collect()
}

fn inlines(text: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text(t) | Inline::Code(t) => words::line(t).into_owned(),
        Inline::Link { text, url } if text == url => words::line(url).into_owned(),
        Inline::Link { text, url } => format!("{} <{}>", words::line(text), words::line(url)),
    };
    text.iter().map(piece).collect()
}

fn indented(text: &str, first: &str, further: &str, width: usize) -> Vec<String> {
    let lines = wrap(text, width.saturating_sub(first.len()));
    let indent = |(i, l): (usize, &String)| format!("{}{l}", if i == 0 { first } else { further });
    lines.iter().enumerate().map(indent).collect()
}

fn table(header: &[String], rows: &[Vec<Vec<Inline>>], layout: &Layout) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|c| inlines(c)).collect()).collect();
    let natural = header.iter().enumerate().map(|(i, h)| {
        let cells = rows.iter().map(|r| r.get(i).map_or(0, |c| width(c)));
        cells.max().unwrap_or(0).max(width(h)).max(1)
    });
    let widths = fit(natural.collect(), layout.width.saturating_sub(frame_width(header.len())));
    let rows = rows.iter().map(|r| r.iter().zip(&widths).map(|(c, w)| wrap(c, *w)).collect()).collect();
    grid::draw(&widths, &header.iter().map(String::as_str).collect::<Vec<_>>(), rows, layout.ascii)
}

/// The widest columns give way until all fit, none below 8.
fn fit(mut widths: Vec<usize>, room: usize) -> Vec<usize> {
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max() else { break };
        if *widest <= 8 {
            break;
        }
        *widest -= 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::prose;

    #[test]
    fn text_keeps_to_the_width_and_code_stays_whole() {
        let long =
            "aws kafka update-security --cluster-arn 'arn:aws:kafka:eu-west-1:111122223333:cluster/a/b'";
        let page = Page {
            blocks: vec![
                Block::Heading(1, prose("転送時の暗号化")),
                Block::List(vec![prose("クライアントとブローカーの間の通信は、プレーンテキストです。")]),
                Block::Code("sh", long.into()),
                Block::Table(
                    vec!["A".into(), "B".into()],
                    vec![vec![prose("EncryptionInfo.EncryptionInTransit.ClientBroker"), prose("x")]],
                ),
            ],
        };
        let text = render(&page, &Layout { width: 40, ascii: true, paint: Paint { on: false } });
        assert!(text.contains(&format!("\n  {long}\n")), "{text}");
        for line in text.lines().filter(|l| !l.contains("aws kafka")) {
            assert!(width(line) <= 40, "{line}");
        }
        assert!(
            text.contains("- クライアントとブローカーの間の通信は、\n  プレーンテキストです。\n"),
            "{text}"
        );
        assert!(text.contains("| EncryptionInfo."), "{text}");
    }
}
