//! Findings -> bytes; one file per format.
//!
//! What is printed comes from the evaluator's [`Report`] and the rules; nothing is judged, looked up or located
//! here. Every text passes [`crate::words::clean`] on its way out, whoever made it.

#[cfg(test)]
mod catalogue_tests;
mod explained;
mod fields;
mod grid;
mod inventory_page;
mod inventory_phrases;
mod inventory_text;
mod json;
mod line_hash;
mod markdown;
mod page;
mod plain;
mod rule_page;
mod rules_index;
mod sarif;
pub mod schema;
mod schema_phrases;
mod style;
mod summary;
mod table;
#[cfg(test)]
mod test_support;
pub(crate) mod wrap;

pub use explained::explained_text;
pub use inventory_page::inventory_page;
pub use inventory_text::{inventory_json, inventory_text};
pub use rule_page::{rule_page, rule_text};
pub use rules_index::{rules_index, rules_list};
pub use summary::exit_meaning;

use crate::evaluate::Report;
use crate::inventory::Checkout;
use crate::rules::{Rule, Severity};
use std::io::{self, Write};

/// What decides how a report looks, but not what it says.
#[derive(Clone, Default)]
pub struct Options<'a> {
    /// Columns of the terminal; `None` when the output is none.
    pub width: Option<usize>,
    /// The wide table even when the terminal is narrow.
    pub wide: bool,
    /// Each undecided verdict by itself; its reasons show in any case.
    pub undecided: bool,
    pub color: bool,
    /// Frames of ASCII characters.
    pub ascii: bool,
    /// The exit code of the run, which reports state.
    pub exit: Option<u8>,
    /// The least severity that makes the run fail.
    pub fail_on: Option<Severity>,
    /// Leave out of SARIF what templates ask to ignore.
    pub without_ignored: bool,
    /// File and line that SARIF findings without a place of their own point at.
    pub sarif_anchor: Option<(&'a str, u32)>,
    /// What paths in SARIF are relative to: the root of the repository.
    pub checkout: Checkout,
    /// The text of an input file by its path, for the line hashes of SARIF.
    pub source: Option<Source<'a>>,
}

/// Gives the text of an input file by its path; `None` when it cannot be read.
pub type Source<'a> = &'a dyn Fn(&str) -> Option<String>;

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Table,
    Json,
    Sarif,
}

type Render = fn(&Report, &[&Rule], &Options<'_>, &mut dyn Write) -> io::Result<()>;

/// A format's name and description, as help and documentation give them, and what writes it.
pub struct FormatDef {
    pub format: Format,
    pub name: &'static str,
    pub description: &'static str,
    render: Render,
}

/// Every format.
pub static FORMATS: &[FormatDef] = &[
    FormatDef {
        format: Format::Table,
        name: "table",
        description: "tables for people, in the language of the run",
        render: table::render,
    },
    FormatDef {
        format: Format::Json,
        name: "json",
        description: "everything, for programs (`tidegate schema report`)",
        render: json::render,
    },
    FormatDef {
        format: Format::Sarif,
        name: "sarif",
        description: "SARIF 2.1.0, for code scanning",
        render: sarif::render,
    },
];

impl Format {
    /// Its entry in [`FORMATS`].
    pub fn def(self) -> &'static FormatDef {
        FORMATS.iter().find(|d| d.format == self).expect("a test finds every format in the table")
    }

    pub fn by_name(name: &str) -> Option<Format> {
        FORMATS.iter().find(|d| d.name == name).map(|d| d.format)
    }
}

/// Writes a report. `rules` are the rules that ran; findings of other rules show without their texts.
///
/// # Errors
/// Those of `out`.
pub fn render(
    format: Format,
    report: &Report,
    rules: &[&Rule],
    options: &Options<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    // Formats write in small pieces; `out` may be a bare file.
    let mut out = io::BufWriter::with_capacity(64 * 1024, out);
    (format.def().render)(report, rules, options, &mut out)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes some bytes, then is gone like a closed pipe.
    struct Closing(usize);

    impl Write for Closing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let n = bytes.len().min(self.0);
            self.0 -= n;
            if n == 0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(n) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_leaves_is_told_to_the_caller() {
        for def in FORMATS {
            let report = test_support::sample();
            let result = render(def.format, &report, &[], &Options::default(), &mut Closing(300));
            assert_eq!(result.expect_err(def.name).kind(), io::ErrorKind::BrokenPipe, "{}", def.name);
        }
    }

    #[test]
    fn every_format_has_its_entry_and_its_name() {
        for format in [Format::Table, Format::Json, Format::Sarif] {
            assert_eq!(Format::by_name(format.def().name), Some(format));
        }
        assert_eq!(FORMATS.len(), 3);
        assert_eq!(Format::by_name("pdf"), None);
    }
}
