//! `rules list` and `explain`: the catalogue for people and programs.

use super::RunError;
use super::deliver::{self, Terminal};
use crate::cli::{Explain, ListFormat};
use crate::report;
use crate::rules::{Rule, catalogue};

pub fn list(format: ListFormat, terminal: &Terminal) -> Result<u8, RunError> {
    let rules: Vec<&Rule> = catalogue::builtin().rules.iter().collect();
    match format {
        ListFormat::Json => deliver::json(&report::rules_json(&rules, terminal.language))?,
        ListFormat::Table => {
            let text = report::rules_table(&rules, terminal.language, Terminal::width());
            deliver::stdout(|out| out.write_all(text.as_bytes()))?;
        }
    }
    Ok(0)
}

pub fn explain(args: &Explain, terminal: &Terminal) -> Result<u8, RunError> {
    let catalogue = catalogue::builtin();
    let Some(rule) = catalogue.by_id(&args.rule) else {
        let help = catalogue.nearest(&args.rule);
        return Err(RunError::Usage(format!("no rule `{}`: {help}", crate::rules::render::clean(&args.rule))));
    };
    let text = report::rule_text(rule, terminal.language, Terminal::width(), terminal.colors());
    deliver::stdout(|out| out.write_all(text.as_bytes()))?;
    Ok(0)
}
