//! `explain`: a rule for people.

use super::RunError;
use super::config::Config;
use super::deliver::{self, Terminal};
use super::rules::all_rules;
use crate::cli::Explain;
use crate::report;

pub fn explain(args: &Explain, config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    let set = all_rules(&args.folders, config, terminal.language)?;
    let rule = set.named(&args.rule, terminal.language)?;
    let text = report::rule_text(rule, terminal.language, &layout(terminal));
    deliver::stdout(|out| out.write_all(text.as_bytes()))?;
    Ok(0)
}

pub fn layout(terminal: &Terminal) -> report::Options<'static> {
    report::Options { width: Terminal::width(), color: terminal.colors(), ..report::Options::default() }
}
