//! tidegate: a read-only security posture scanner for the AWS streaming-data path.
//!
//! One road, whatever the input: an account, a snapshot or a template becomes an inventory with its
//! coverage; rules judge the inventory; reports print the findings.
//!
//! ```text
//! collect (account) ─┐
//! template (files)  ─┼─► inventory + coverage ─► evaluate (rules) ─► report ─► exit code
//! snapshot (file)   ─┘
//! ```
//!
//! Each room may use only the rooms named in `tests/it/architecture.rs`.

pub mod cli;
#[cfg(feature = "aws")]
pub mod collect;
pub mod commands;
pub mod connect;
pub mod evaluate;
pub mod inventory;
pub mod report;
pub mod rules;
pub mod speech;
pub mod template;
pub mod words;

use clap::{CommandFactory, FromArgMatches};
use cli::Cli;
use rules::Language;
use rules::phrases::ERROR;
use std::ffi::OsString;
use std::process::ExitCode;

/// The command line program: arguments -> exit code.
pub fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let language = commands::asked(&args);
    panic_without_payload(language);
    let cli = match parsed(args, language) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match commands::run(&cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}{}", ERROR.text(error.language), words::block(&error.to_string()));
            ExitCode::from(error.error.exit_code())
        }
    }
}

/// The command line, or the exit code after help or what is wrong was shown.
fn parsed(args: Vec<OsString>, language: Language) -> Result<Cli, ExitCode> {
    let columns = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
    let command = cli::spoken(Cli::command(), language, columns.clamp(40, 100));
    let parsed = command.try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map_err(|error| {
        match cli::told(&error, language) {
            Some(text) => eprint!("{}", words::block(&text)),
            // Nobody is left to tell when the stream is gone.
            None => drop(error.print()),
        }
        u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
    })
}

/// A panic's message can hold a value of the account: only its place is told.
fn panic_without_payload(language: Language) {
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        let text = words::fill(words::words(language).err_panic, &[("place", &place)]);
        eprintln!("{}{text}", ERROR.text(language));
        std::process::exit(5);
    }));
}
