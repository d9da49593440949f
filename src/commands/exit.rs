//! The exit code of a judged run.

use crate::cli::FailOn;
use crate::evaluate::Report;
use crate::rules::Verdict;

/// Findings at or above the threshold.
pub const FINDINGS: u8 = 1;
/// Rules that are not as they say.
pub const WRONG: u8 = 2;
/// Something was not assessed.
pub const INCOMPLETE: u8 = 3;
/// Nothing was there to judge.
pub const NOTHING: u8 = 4;

/// 1 wins over 3: a finding is certain, whatever else was not looked at.
///
/// `may_be_empty`: that there is nothing to judge is no fault of whoever asks.
pub fn code(report: &Report, fail_on: FailOn, allow_incomplete: bool, may_be_empty: bool) -> u8 {
    let grave = |severity| fail_on.0.is_some_and(|threshold| severity <= threshold);
    if report.findings.iter().any(|f| f.verdict == Verdict::Fail && grave(f.severity)) {
        return FINDINGS;
    }
    if report.incomplete() && !allow_incomplete {
        return INCOMPLETE;
    }
    if report.resources.iter().all(|(_, n)| *n == 0) && !may_be_empty {
        return NOTHING;
    }
    0
}
