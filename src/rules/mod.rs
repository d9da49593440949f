//! Rule files -> typed, compiled rules.

pub mod catalogue;
mod code;
pub mod diagnostic;
pub mod example;
pub mod expr;
mod facts;
pub mod file;
pub mod framework;
pub mod level;
pub mod lint;
pub(crate) mod phrases;
mod place;
pub mod render;
pub mod rule;
mod table;
#[cfg(test)]
mod tests;
mod texts;

pub use catalogue::{Catalogue, builtin};
pub use diagnostic::Diagnostic;
pub use level::{Confidence, Language, Severity, Verdict};
pub use rule::Rule;
