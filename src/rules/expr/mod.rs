//! The check language: a named subset of CEL, type-checked when a rule is loaded, evaluated in three values.
//!
//! `docs/check-language.md` is its reference. Text -> [`parse`] -> [`check`] (types, guards, constants) ->
//! [`compiled::Expr`] -> [`eval`]. Nothing here reads files, clocks or the network.

mod allow;
mod calls;
pub mod check;
mod cidr;
pub mod compiled;
mod domain;
pub mod eval;
pub(super) mod functions;
mod lists;
mod near;
mod network;
#[cfg(test)]
mod oracle;
pub mod parse;
pub(crate) mod phrases;
mod routes;
pub mod text;
mod texts;
pub mod value;
mod version;

use crate::speech::Said;

/// Longest expression, in bytes.
pub const MAX_BYTES: usize = 2_000;
/// Deepest nesting of an expression.
pub const MAX_DEPTH: usize = 64;
/// Most loops inside each other.
pub const MAX_LOOPS: usize = 2;
/// Most steps of one evaluation; past them the verdict is undecided.
pub const MAX_STEPS: u32 = 100_000;
/// Bytes of a text that one step goes through.
pub const STRETCH: usize = 256;

/// A fault in an expression, at bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExprError {
    pub start: usize,
    pub end: usize,
    /// What is wrong.
    pub message: Said,
    /// What to do: the nearest name, the field's type and documentation.
    pub help: Option<Said>,
}

impl ExprError {
    pub(crate) fn new(span: std::ops::Range<usize>, message: impl Into<Said>) -> Self {
        Self { start: span.start, end: span.end, message: message.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<Said>) -> Self {
        self.help = Some(help.into());
        self
    }
}
