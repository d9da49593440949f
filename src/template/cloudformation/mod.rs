//! CloudFormation and SAM templates, in YAML and JSON.

pub(super) mod base64;
mod conditions;
mod declared;
mod detect;
mod eval;
mod ignores;
mod intrinsics;
pub(super) mod json;
mod kinds;
mod nested;
mod parameter_files;
mod parameters;
mod questions;
mod reach;
mod read;
mod sam;
mod samconfig;
mod scalar;
mod template;
#[cfg(test)]
mod tests;
mod text;
pub(super) mod tree;
mod worlds;
pub(super) mod yaml;

pub use nested::templates_of;
pub use parameter_files::{faults as parameter_faults, parameters};
pub use parameters::{Given, Stated};
pub use read::{Options, read, read_each};
