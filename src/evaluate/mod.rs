//! Inventory x rules -> findings. Pure: no clock, no network, no files.

pub mod finding;

pub use finding::{Evidence, Finding, Missing, Problem, Related, Remediation, Report, Subject, Tally};
