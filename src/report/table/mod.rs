//! The report for people: who looked where, what was found, what could not be looked at, what to do next.
//!
//! 80 columns unless the terminal has another width, and when there is none; from 120 the table is wide. Only
//! names that must be copied whole (ARNs, paths) may stick out. Words carry the meaning without colour.

mod findings;
mod foot;
mod gaps;
mod head;
mod sheet;

use super::Options;
use crate::evaluate::Report;
use crate::rules::Rule;
use sheet::Sheet;
use std::io::{self, Write};

/// Columns where nothing says how many there are.
const WIDTH: usize = 80;
/// Columns from which the wide table is used.
const WIDE: usize = 120;
/// Columns below which no table can be drawn.
const NARROWEST: usize = 48;
/// Past this a line is hard to follow, whatever the terminal.
const WIDEST: usize = 200;

pub(super) fn render(
    report: &Report,
    rules: &[&Rule],
    options: &Options<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let asked = options.width.unwrap_or(if options.wide { WIDE } else { WIDTH });
    let width = asked.max(if options.wide { WIDE } else { NARROWEST }).min(WIDEST);
    let mut sheet = Sheet::new(out, report.language, width, options);
    head::write(&mut sheet, report, rules, options)?;
    findings::write(&mut sheet, report, rules, options.undecided)?;
    gaps::write(&mut sheet, report)?;
    foot::write(&mut sheet, report, options)
}

#[cfg(test)]
mod tests;
