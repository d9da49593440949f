//! The integration tests: one binary, so that the crate is linked once.

mod allocations;
mod architecture;
mod catalogue;
mod check_language;
mod cli;
mod client_files;
mod cloudformation;
mod cloudformation_ignores;
mod cloudformation_kinds;
mod cloudformation_nested;
mod cloudformation_network;
mod cloudformation_parameters;
mod cloudformation_robust;
mod cloudformation_rules;
mod cloudformation_same;
mod cloudformation_worlds;
#[cfg(feature = "aws")]
mod collect;
mod connect;
mod connect_robust;
mod connect_rules;
mod connect_secrets;
mod corpus;
mod docs;
mod evaluate;
#[cfg(feature = "aws")]
mod fake_aws;
mod four_ways;
mod global_groups;
mod glossary;
mod hostile_rules;
mod reasons;
mod redshift_chain;
mod sql;
mod surroundings;
mod terraform;
mod terraform_files;
mod terraform_hcl;
mod terraform_hostile;
mod terraform_ignores;
mod terraform_json_hostile;
mod terraform_kinds;
mod terraform_plan;
mod terraform_shapes;
mod terraform_syntax;
mod told;
