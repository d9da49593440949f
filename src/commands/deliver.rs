//! Reports to where they belong: standard output or files, written whole or not at all.

use super::RunError;
use super::config::Config;
use crate::cli::{Color, Judging, Output, SarifIgnored, Show};
use crate::evaluate::Report;
use crate::inventory::Checkout;
use crate::inventory::snapshot::{whole_file, writable};
use crate::report::{self, Format, Options};
use crate::rules::{Language, Rule};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// How to speak to the person who ran the command.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    pub color: Color,
    pub quiet: bool,
    pub language: Language,
    /// That there is nothing to judge is no fault of whoever asks.
    pub may_be_empty: bool,
}

impl Terminal {
    /// Whether standard output takes colour.
    pub fn colors(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        }
    }

    /// Columns of the terminal; `None` when standard output is none.
    pub fn width() -> Option<usize> {
        if !io::stdout().is_terminal() {
            return None;
        }
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
    }

    /// A remark on standard error.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            // Nobody is left to tell when standard error is gone.
            let _ = writeln!(io::stderr(), "{text}");
        }
    }
}

/// Refuses output that would mix two reports.
pub fn refuse_mixture(formats: &[Output]) -> Result<(), RunError> {
    if formats.iter().filter(|o| o.file.is_none()).count() > 1 {
        return Err(RunError::TwoReports(None));
    }
    let mut files: Vec<&Path> = files(formats).collect();
    files.sort();
    match files.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(RunError::TwoReports(Some(pair[0].into()))),
        None => Ok(()),
    }
}

/// Writes every report asked for and gives the exit code.
pub fn report(
    report: &Report,
    rules: &[&Rule],
    judging: &Judging,
    config: &Config,
    terminal: &Terminal,
) -> Result<u8, RunError> {
    let fail_on = judging.fail_on.or(config.fail_on).unwrap_or_default();
    let allow_incomplete = judging.allow_incomplete || config.allow_incomplete.unwrap_or(false);
    let code = super::exit::code(report, fail_on, allow_incomplete, terminal.may_be_empty);
    let source = |path: &str| std::fs::read_to_string(path).ok();
    let on_screen = judging.formats.iter().any(|o| o.file.is_none() && o.format == Format::Table);
    for output in &judging.formats {
        let options = Options {
            width: if output.file.is_none() { Terminal::width() } else { None },
            wide: judging.wide,
            color: output.file.is_none() && terminal.colors(),
            ascii: judging.ascii,
            without_ignored: judging.sarif_ignored == SarifIgnored::Omit,
            sarif_anchor: judging.sarif_anchor.as_deref().map(|path| (path, 1)),
            undecided: judging.show.contains(&Show::Undecided),
            exit: Some(code),
            fail_on: fail_on.0,
            checkout: checkout(),
            source: Some(&source),
        };
        let render = |out: &mut dyn Write| report::render(output.format, report, rules, &options, out);
        match &output.file {
            None => stdout(render)?,
            Some(path) => to_file(path, render)?,
        }
    }
    if !on_screen {
        let options = Options { exit: Some(code), fail_on: fail_on.0, ..Options::default() };
        if let Some(meaning) = report::exit_meaning(report, &options) {
            terminal.say(&meaning);
        }
    }
    Ok(code)
}

/// The folder that code scanning calls the root: the nearest one upwards that holds `.git`, else this one.
pub fn checkout() -> Checkout {
    let Ok(here) = std::env::current_dir() else { return Checkout::default() };
    let root = here.ancestors().find(|dir| dir.join(".git").exists()).unwrap_or(&here);
    let base = here.strip_prefix(root).unwrap_or(std::path::Path::new(""));
    let text = |path: &std::path::Path| path.to_string_lossy().replace('\\', "/").into_boxed_str();
    Checkout { root: text(root), base: text(base) }
}

/// Writes to standard output. A reader that went away has read enough.
pub fn stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), RunError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(RunError::Stdout),
    }
}

pub fn json(value: &serde_json::Value) -> Result<(), RunError> {
    stdout(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        out.write_all(b"\n")
    })
}

fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), RunError> {
    whole_file(path, |file| {
        let mut out = io::BufWriter::new(file);
        write(&mut out)?;
        out.flush()
    })
    .map_err(|error| RunError::Write { path: path.into(), error })
}

/// Refuses an output file that cannot be written, before anything is read for it.
pub fn refuse_unwritable<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Result<(), RunError> {
    for path in paths {
        writable(path).map_err(|error| RunError::Write { path: path.into(), error })?;
    }
    Ok(())
}

/// The files of the reports asked for.
pub fn files(formats: &[Output]) -> impl Iterator<Item = &Path> {
    formats.iter().filter_map(|o| o.file.as_deref())
}
