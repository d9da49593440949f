//! `rules show`: a rule's file as it is written, to read or to begin one's own with.

use super::set::all_rules;
use crate::cli::Folders;
use crate::commands::RunError;
use crate::commands::config::Config;
use crate::commands::deliver::{self, Terminal};
use crate::words;

pub fn show(id: &str, folders: &Folders, config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    let set = all_rules(folders, config)?;
    let rule = set.named(id, terminal.language)?;
    let text = words::block(&rule.text);
    deliver::stdout(|out| {
        out.write_all(text.as_bytes())?;
        out.write_all(if text.ends_with('\n') { b"" } else { b"\n" })
    })?;
    Ok(0)
}
