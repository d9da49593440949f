//! The integration tests: one binary, so that the crate is linked once.

mod architecture;
mod catalogue;
mod corpus;
#[cfg(feature = "aws")]
mod fake_aws;
mod terraform;
mod terraform_plan;
