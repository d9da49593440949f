//! A framed table of ready lines, drawn by comfy-table.
//!
//! Callers wrap; nothing is wrapped or cut here, so every column has exactly the width it was given.

use super::wrap::{pad, width, wrap};
use comfy_table::{Cell, Table, presets};

/// One cell: its lines, each no wider than the column.
pub type Lines = Vec<String>;

/// Columns that frames and padding take besides the content of `columns` columns.
pub fn frame_width(columns: usize) -> usize {
    3 * columns + 1
}

/// The table in lines. `widths` are those of the columns' content.
pub fn draw(widths: &[usize], header: &[&str], rows: Vec<Vec<Lines>>, ascii: bool) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(if ascii { presets::ASCII_FULL_CONDENSED } else { presets::UTF8_FULL_CONDENSED });
    table.set_header(header.iter().zip(widths).map(|(text, w)| cell(wrap(text, *w), *w)));
    for row in rows {
        table.add_row(row.into_iter().zip(widths).map(|(lines, w)| cell(lines, *w)));
    }
    table.lines().collect()
}

/// Padded to the column's width, so that tables with other rows have the same columns.
fn cell(lines: Lines, column: usize) -> Cell {
    let lines: Vec<String> = lines.iter().map(|l| pad(l, column)).collect();
    Cell::new_owned(lines.join("\n"))
}

/// The widest of some texts.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>) -> usize {
    texts.into_iter().map(width).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_stand_in_line_whatever_the_script() {
        for ascii in [true, false] {
            let rows = vec![
                vec![vec!["重大".into()], vec!["転送時の暗号化".into(), "ｶﾞ".into()]],
                vec![vec!["high".into()], vec!["密钥 (secret)".into()]],
            ];
            let lines = draw(&[6, 16], &["重要度", "RULE"], rows, ascii);
            assert!(lines.iter().all(|l| width(l) == 22 + frame_width(2)), "{lines:#?}");
            assert_eq!(lines.len(), 7);
            assert_eq!(lines[0].is_ascii(), ascii);
        }
    }
}
