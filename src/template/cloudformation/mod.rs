//! CloudFormation and SAM templates.
