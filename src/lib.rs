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

use clap::Parser;
use rules::phrases::ERROR;
use std::process::ExitCode;

/// The command line program: arguments -> exit code.
pub fn main() -> ExitCode {
    panic_without_payload();
    let cli = cli::Cli::parse();
    match commands::run(&cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}{}", ERROR.text(error.language), words::block(&error.to_string()));
            ExitCode::from(error.error.exit_code())
        }
    }
}

/// A panic's message can hold a value of the account: only its place is told.
fn panic_without_payload() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!(" at {}:{}", l.file(), l.line())).unwrap_or_default();
        eprintln!("error: internal fault{place}: this is a fault in tidegate, please report it");
        std::process::exit(5);
    }));
}
