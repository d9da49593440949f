//! CloudFormation and SAM templates, in YAML and JSON.

mod conditions;
mod detect;
mod eval;
mod intrinsics;
mod json;
mod parameters;
mod scalar;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod yaml;
