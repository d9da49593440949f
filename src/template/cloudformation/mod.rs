//! CloudFormation and SAM templates, in YAML and JSON.

mod base64;
mod conditions;
mod declared;
mod detect;
mod eval;
mod intrinsics;
mod json;
mod kinds;
mod parameters;
mod scalar;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod yaml;
