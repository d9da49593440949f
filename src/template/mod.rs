//! Files -> inventory: CloudFormation, SAM, Terraform plans and HCL. No AWS.

pub mod cloudformation;
pub mod connector;
pub mod fact;
mod global_groups;
pub mod holed;
pub mod ignore;
pub mod literal;
mod making;
pub mod properties;
pub mod source;
pub mod sql;
pub mod terraform;
pub mod value;

use crate::inventory::{Coverage, Unit};
use source::{Source, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The operation that coverage names for files.
pub const READER: &str = "template";

/// What templates came to.
#[derive(Debug, Default)]
pub struct Read {
    pub templates: Vec<Worlds>,
    /// What could not be decided of a template as a whole: macros, limits.
    pub coverage: Vec<Coverage>,
    /// What is wrong with a file: it makes the run incomplete and hides nothing else.
    pub problems: Vec<Problem>,
    /// What the templates ask not to be told.
    pub ignores: Vec<ignore::Ignore>,
    /// Paths of the files that are no templates.
    pub skipped: Vec<Arc<str>>,
}

/// A template in every world that is looked at. Each unit holds all resources; that of another world says in its
/// [`crate::inventory::Scope::world`] what is assumed.
#[derive(Debug)]
pub struct Worlds {
    /// What holds when nobody says otherwise: parameters are their defaults.
    pub default: Unit,
    /// Other worlds that the template allows, fewest assumptions first.
    pub others: Vec<Unit>,
    /// Id of a resource that hangs on a parameter without default -> the indices of those of `others` that together
    /// are all of its possible worlds. What is undecided by default and holds in each of them holds.
    pub covered: BTreeMap<Box<str>, Vec<usize>>,
}

/// Something wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub path: Arc<str>,
    pub line: u32,
    pub column: u32,
    pub message: Box<str>,
}

impl Problem {
    fn at(source: &Source, offset: u32, message: impl Into<Box<str>>) -> Self {
        let place = source.region(Span { start: offset, end: offset });
        Self { path: source.path.clone(), line: place.line, column: place.column, message: message.into() }
    }
}

impl Read {
    pub fn merge(&mut self, other: Read) {
        self.templates.extend(other.templates);
        self.coverage.extend(other.coverage);
        self.problems.extend(other.problems);
        self.ignores.extend(other.ignores);
        self.skipped.extend(other.skipped);
    }
}
