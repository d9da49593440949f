//! `tidegate.toml`: what a team decides once for every run.
//!
//! Found from the working directory upwards to the root of the repository, never beyond it: a file that somebody put
//! into a shared parent folder decides nothing. What is on the command line wins over it. Every fault is told with
//! its line; a key that is not known is one.

mod find;
mod read;
#[cfg(test)]
mod tests;

pub use find::load;

use super::phrases::FOLDER_OUTSIDE;
use crate::cli::FailOn;
use crate::rules::expr::compiled::Literal;
use crate::rules::{Diagnostic, Language, Severity};
use crate::speech::Said;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The file's name.
pub const NAME: &str = "tidegate.toml";

/// What the file says; a file that is not there says nothing.
#[derive(Debug, Default)]
pub struct Config {
    file: Option<File>,
    pub language: Option<Language>,
    pub fail_on: Option<FailOn>,
    pub allow_incomplete: Option<bool>,
    /// Folders of rules, as they are reached from the working directory.
    pub rules: Vec<At<PathBuf>>,
    pub select: Vec<At<String>>,
    pub ignore: Vec<At<String>>,
    /// By a rule's id or former id.
    pub severities: Vec<(At<String>, Grade)>,
    pub parameters: Vec<(At<String>, Vec<Parameter>)>,
}

/// Another severity for a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grade {
    /// Whatever its conditions say.
    All(Severity),
    /// By what its conditions say.
    Each(Vec<(At<Severity>, Severity)>),
}

/// Another value for a rule's parameter.
#[derive(Debug)]
pub struct Parameter {
    pub name: At<String>,
    pub value: At<Literal>,
}

/// A value and its bytes in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    pub value: T,
    pub span: Range<usize>,
}

#[derive(Debug)]
struct File {
    path: String,
    text: String,
    /// The repository's root, when the file was found and not named: it reaches nothing outside.
    root: Option<PathBuf>,
}

impl Config {
    /// The file's path, as it is reached from the working directory.
    pub fn path(&self) -> Option<&str> {
        self.file.as_ref().map(|f| &*f.path)
    }

    /// The folders of rules.
    ///
    /// # Errors
    /// A file that was found, which anybody could have put into the repository, names a folder outside of it: faults of
    /// rule files show their lines.
    pub fn folders(&self) -> Result<Vec<&Path>, Diagnostic> {
        let root = self.file.as_ref().and_then(|f| f.root.as_ref());
        let outside = |folder: &PathBuf| {
            let target = std::fs::canonicalize(folder).ok()?;
            root.filter(|root| !target.starts_with(root))
        };
        match self.rules.iter().find(|folder| outside(&folder.value).is_some()) {
            Some(folder) => Err(self.fault(folder.span.clone(), &FOLDER_OUTSIDE, None)),
            None => Ok(self.rules.iter().map(|folder| folder.value.as_path()).collect()),
        }
    }

    /// A fault of something that the file says.
    pub fn fault(&self, span: Range<usize>, message: impl Into<Said>, help: Option<Said>) -> Diagnostic {
        match &self.file {
            Some(file) => Diagnostic::at(&file.path, &file.text, span, message, help),
            None => Diagnostic::of_file(NAME, message, help),
        }
    }
}
