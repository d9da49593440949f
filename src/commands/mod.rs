//! What each subcommand does: the rooms of the house put together, in the order of the road.

mod check;
mod clock;
#[cfg(feature = "aws")]
mod collect;
mod config;
mod deliver;
mod error;
mod exit;
mod explain;
mod given;
mod inputs;
mod language;
mod phrases;
#[cfg(feature = "aws")]
mod progress;
pub mod rules;
mod schema;
mod templates;

pub use error::{Failed, RunError};
pub use language::asked;

use crate::cli::{Cli, Command};
use crate::rules::Language;
use deliver::Terminal;
use std::process::ExitCode;

/// `tidegate 0.1.0`: named in reports and snapshots.
pub const TOOL: &str = concat!("tidegate ", env!("CARGO_PKG_VERSION"));

/// Runs a parsed command line.
///
/// # Errors
/// What stopped the command; see [`RunError::exit_code`].
pub fn run(cli: &Cli) -> Result<ExitCode, Failed> {
    let asked = cli.global.lang.map(Language::from);
    let before = asked.unwrap_or_else(language::from_environment);
    let config = config::load(&cli.global).map_err(|error| Failed { error, language: before })?;
    let language = asked.or(config.language).unwrap_or(before);
    let terminal = Terminal {
        color: cli.global.color,
        quiet: cli.global.quiet,
        language,
        may_be_empty: skip(&cli.command),
    };
    command(&cli.command, &config, &terminal).map(ExitCode::from).map_err(|error| Failed { error, language })
}

fn command(command: &Command, config: &config::Config, terminal: &Terminal) -> Result<u8, RunError> {
    Ok(match command {
        #[cfg(feature = "aws")]
        Command::Scan(args) => collect::scan(args, config, terminal)?,
        #[cfg(feature = "aws")]
        Command::Collect(args) => collect::collect(args, terminal)?,
        #[cfg(feature = "aws")]
        Command::IamPolicy(args) => collect::iam_policy(args)?,
        Command::Check(args) => check::check(args, config, terminal)?,
        Command::Rules(args) => rules::run(args, config, terminal)?,
        Command::Explain(args) => explain::explain(args, config, terminal)?,
        Command::Schema(args) => schema::schema(args, terminal)?,
    })
}

fn skip(command: &Command) -> bool {
    matches!(command, Command::Check(args) if args.skip_unrecognised)
}
