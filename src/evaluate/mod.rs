//! Inventory x rules -> findings. Pure: no clock, no network, no files.

pub mod finding;

pub use finding::{
    Confidence, Evidence, Finding, Language, Missing, Problem, Related, Remediation, Report, Severity,
    Subject, Tally, Verdict,
};
