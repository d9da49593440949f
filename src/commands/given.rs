//! Files that options name, beside what is to be checked: one that cannot be read is the caller's mistake, and nothing is
//! judged as if it were not there.

use super::inputs::shown;
use super::{RunError, phrases};
use crate::cli::World;
use crate::inventory::snapshot::SnapshotError;
use crate::rules::Language;
use crate::rules::render::clean;
use crate::said;
use crate::speech::Said;
use crate::speech::told::told;
use crate::template::source::Source;
use crate::template::{Problem, cloudformation, terraform};
use std::path::Path;
use std::sync::Arc;

/// # Errors
/// A file of parameters or variables that cannot be read, or is none.
pub fn refuse_broken(args: &World, language: Language) -> Result<(), RunError> {
    let mut wrong = Vec::new();
    for path in &args.parameters {
        wrong.extend(faults("--parameters", path, language, &|file| cloudformation::parameter_faults(file)));
    }
    for path in &args.var_files {
        wrong.extend(faults("--var-file", path, language, &terraform::variable_faults));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = wrong.iter().map(|said| said.text(language)).collect();
    Err(RunError::Usage(lines.join("\n")))
}

/// What is wrong with the account beside the templates.
pub fn account(error: SnapshotError, language: Language) -> RunError {
    match error {
        SnapshotError::Io { path, error } => {
            RunError::Usage(unread("--with-snapshot", &path, &error).text(language))
        }
        other => other.into(),
    }
}

fn faults(
    option: &str,
    path: &Path,
    language: Language,
    read: &dyn Fn(&Arc<Source>) -> Vec<Problem>,
) -> Vec<Said> {
    let name = shown(path);
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return vec![unread(option, &name, &error)],
    };
    let wrong = read(&Arc::new(Source::new(name, text)));
    let told = |p: Problem| {
        let place = format!("{}:{}:{}", clean(&p.path), p.line, p.column);
        said!(
            phrases::GIVEN_BROKEN,
            option = option,
            place = place,
            message = clean(&told(language, &p.message))
        )
    };
    wrong.into_iter().map(told).collect()
}

fn unread(option: &str, path: &str, error: &std::io::Error) -> Said {
    said!(phrases::GIVEN_UNREAD, option = option, path = clean(path), error = error.to_string())
}
