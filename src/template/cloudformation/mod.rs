//! CloudFormation and SAM templates, in YAML and JSON.

mod detect;
mod json;
mod scalar;
mod template;
#[cfg(test)]
mod tests;
mod tree;
mod yaml;
