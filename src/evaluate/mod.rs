//! Inventory x rules -> findings. Pure: no clock, no network, no files.

pub mod finding;
mod fingerprint;
mod gather;
mod ignored;
mod judge;
mod steps;
mod tell;
mod trace;
mod worlds;

pub use finding::{
    Changed, Deselected, Evidence, Finding, Missing, Problem, Related, Remediation, Report, Selection,
    Subject, Tally,
};
pub use gather::Evaluation;
pub use ignored::{Ignored, Request};
pub use judge::{Explained, Judged, Options, explain, judge};
pub use steps::{Kept, Step};
pub use worlds::judge_worlds;
