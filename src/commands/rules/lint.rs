//! `rules lint`: everything that is wrong with rule files, and what a reviewer would say of those that load.

use crate::commands::RunError;
use crate::commands::config::Config;
use crate::commands::deliver::{self, Terminal};
use crate::rules::{Diagnostic, Rule, catalogue, lint as lints};
use crate::words::{self, count, fill};
use std::path::{Path, PathBuf};

pub fn lint(paths: &[PathBuf], config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    let w = words::words(terminal.language);
    let mut paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    if paths.is_empty() {
        paths = config.folders().map_err(|fault| RunError::Rules(vec![fault]))?;
    }
    if paths.is_empty() {
        return Err(RunError::Usage(w.lint_nothing.to_owned()));
    }
    let mut faults = Vec::new();
    let mut rules = Vec::new();
    for (file, service) in catalogue::files(&paths).map_err(RunError::Rules)? {
        match catalogue::load_file(&file, &service) {
            Ok(rule) => rules.push(rule),
            Err(more) => faults.extend(more),
        }
    }
    let files = rules.len() + distinct(&faults);
    if files == 0 {
        return Err(RunError::Usage(w.lint_nothing.to_owned()));
    }
    faults.extend(catalogue::clashes(&rules));
    let known = |id: &str| catalogue::builtin().by_id(id).is_some() || rules.iter().any(|r| named(r, id));
    faults.extend(rules.iter().flat_map(|r| lints::lint(r, &known)));
    if !faults.is_empty() {
        return Err(RunError::Rules(faults));
    }
    let text = fill(w.lint_clean, &[("count", &count(files as u64))]);
    deliver::stdout(|out| writeln!(out, "{text}"))?;
    Ok(0)
}

fn named(rule: &Rule, id: &str) -> bool {
    *rule.id == *id || rule.aliases.iter().any(|a| **a == *id)
}

/// Files at fault.
fn distinct(faults: &[Diagnostic]) -> usize {
    let mut paths: Vec<&str> = faults.iter().map(|d| &*d.path).collect();
    paths.dedup();
    paths.len()
}
