//! The integration tests: one binary, so that the crate is linked once.

mod architecture;
mod catalogue;
#[cfg(feature = "aws")]
mod collect;
mod corpus;
#[cfg(feature = "aws")]
mod fake_aws;
