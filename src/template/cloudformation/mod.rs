//! CloudFormation and SAM templates, in YAML and JSON.

mod base64;
mod conditions;
mod declared;
mod detect;
mod eval;
mod ignores;
mod intrinsics;
pub(super) mod json;
mod kinds;
mod parameters;
mod reach;
mod read;
mod scalar;
mod template;
#[cfg(test)]
mod tests;
mod text;
pub(super) mod tree;
mod worlds;
mod yaml;

pub use parameters::Given;
pub use read::{Options, read};
