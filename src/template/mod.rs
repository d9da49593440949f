//! Files -> inventory: CloudFormation, SAM, Terraform plans and HCL. No AWS.

pub mod cloudformation;
pub mod fact;
pub mod policy;
pub mod source;
pub mod terraform;
pub mod value;

use crate::inventory::{Coverage, Unit};
use source::{Source, Span};
use std::sync::Arc;

/// The operation that coverage names for files.
pub const READER: &str = "template";

/// What templates came to.
#[derive(Debug, Default)]
pub struct Read {
    /// Per template first the unit of what holds by default, then those of other possible worlds
    /// ([`crate::inventory::Scope::world`]), each with every resource.
    pub units: Vec<Unit>,
    /// What could not be decided of a template as a whole: macros, limits.
    pub coverage: Vec<Coverage>,
    /// What is wrong with a file: it makes the run incomplete and hides nothing else.
    pub problems: Vec<Problem>,
    /// Paths of the files that are no templates.
    pub skipped: Vec<Arc<str>>,
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
        self.units.extend(other.units);
        self.coverage.extend(other.coverage);
        self.problems.extend(other.problems);
        self.skipped.extend(other.skipped);
    }
}
