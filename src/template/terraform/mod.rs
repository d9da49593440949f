//! Terraform plan JSON and HCL source.
