//! Rule files -> typed, compiled rules.

pub mod expr;
pub mod level;
pub mod render;
pub mod rule;

pub use level::{Confidence, Language, Severity, Verdict};
pub use rule::Rule;
