//! Files -> inventory: CloudFormation, SAM, Terraform plans and HCL. No AWS.

pub mod cloudformation;
pub mod fact;
pub mod policy;
pub mod source;
pub mod terraform;
pub mod value;
