//! What was looked at, and what was not, per account, region and operation.

use super::fact::Why;
use serde::{Deserialize, Serialize};

/// What one operation gave in one account and region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    pub account: Box<str>,
    pub region: Box<str>,
    /// `kafka:ListClustersV2`; for files the reader, `template`.
    pub operation: Box<str>,
    /// Requests sent, retries not counted.
    pub calls: u32,
    /// Resources or answers read.
    pub items: u32,
    /// What is missing; empty means complete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
}

/// One thing that could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Gap {
    /// ARN, name or file the call was about; absent for a listing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Box<str>>,
    pub why: Why,
    /// A gap by design (behind an option that is off): said, but it does not make the run incomplete.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

impl Coverage {
    pub fn new(account: &str, region: &str, operation: &str) -> Self {
        Self {
            account: account.into(),
            region: region.into(),
            operation: operation.into(),
            calls: 0,
            items: 0,
            gaps: Vec::new(),
        }
    }

    /// Nothing is missing that the run set out to read.
    pub fn complete(&self) -> bool {
        self.gaps.iter().all(|g| g.optional)
    }
}

/// Sorted by account, region, operation, with gaps sorted: the same whatever order the calls ended in.
pub fn sort(coverage: &mut [Coverage]) {
    for c in coverage.iter_mut() {
        c.gaps.sort();
    }
    coverage
        .sort_by(|a, b| (&a.account, &a.region, &a.operation).cmp(&(&b.account, &b.region, &b.operation)));
}
