//! Account -> inventory: the only room that sees the AWS SDK.
//!
//! [`collect`] asks every service in every region at once and starts each dependent call as soon as what it
//! needs is there. Failure is data: a call that was refused, failed or never ended becomes a gap in the
//! coverage and unknown facts, and everything else goes on. It judges nothing, writes nothing to AWS, and reads
//! no secret value: the calls it can make are those of [`COLLECTORS`].

mod asker;
mod certificates;
mod direct;
mod elasticache;
mod error;
mod failure;
mod fill;
mod kafka;
mod kafkaconnect;
mod kms;
mod lambda;
mod network;
mod operations;
mod permissions;
mod redshift;
mod region;
mod replicators;
mod roles;
mod scans;
mod schemas;
mod secret_shape;
mod secrets;
mod session;
mod sql;
mod stop;

pub use error::CollectError;
pub use operations::{COLLECTORS, Operation, OptIn, Reach};
pub use permissions::iam_policy;
pub use stop::Stop;

use crate::connect::knowledge::Knowledge;
use crate::inventory::snapshot::{Header, Run, VERSION, format_time};
use crate::inventory::{Coverage, Unit, coverage};
use asker::Asker;
use std::sync::Arc;
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
    /// Also look into Redshift databases.
    pub redshift_sql: Option<RedshiftSql>,
    /// For one attempt of a call.
    pub call_timeout: Duration,
    /// For a call with all its retries.
    pub operation_timeout: Duration,
    /// For the whole run.
    pub deadline: Duration,
    /// What is known of connectors; `None` for what comes with tidegate.
    pub knowledge: Option<Arc<Knowledge>>,
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
            redshift_sql: None,
            call_timeout: Duration::from_secs(15),
            operation_timeout: Duration::from_secs(90),
            deadline: Duration::from_secs(15 * 60),
            knowledge: None,
        }
    }
}

/// As whom to run SELECTs in Redshift databases; without user and secret, as the caller.
#[derive(Debug, Clone, Default)]
pub struct RedshiftSql {
    /// Database user of provisioned clusters.
    pub db_user: Option<String>,
    /// Secret that holds user name and password.
    pub secret_arn: Option<String>,
    /// Also read the values of secrets that external schemas name, and keep their shape.
    pub secret_shapes: bool,
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

impl std::fmt::Display for Progress {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Progress::Identified { account, regions, .. } => write!(out, "{account}: {regions} region(s)"),
            Progress::Called { region, operation } => write!(out, "{region} {operation}"),
            Progress::RegionDone { region, resources } => write!(out, "{region}: {resources} resources"),
        }
    }
}

/// Collects the account that the credentials lead to.
///
/// Needs a tokio runtime with time and I/O. A run that was stopped or ran into its deadline returns what it
/// has, with gaps that say so.
///
/// # Errors
/// Only what prevents the whole run; see [`CollectError`].
pub async fn collect(
    options: &Options,
    progress: &(dyn Fn(&Progress) + Sync),
    stop: &Stop,
) -> Result<Collected, CollectError> {
    let started = now();
    let deadline = tokio::time::Instant::now() + options.deadline;
    let session = session::open(options, progress, stop, deadline).await?;
    let regions = session.regions.iter().map(|region| {
        let knowledge = options.knowledge.as_deref().unwrap_or_else(|| Knowledge::builtin());
        let asker = Asker::new(&session.account, region, options.concurrency, deadline, stop, progress);
        let config = &session.config;
        async move {
            let found = region::collect(asker, config, knowledge, options.redshift_sql.as_ref()).await;
            let (region, resources) = (found.scope.region.clone(), found.resources.len());
            progress(&Progress::RegionDone { region, resources });
            found
        }
    });
    let mut found = futures_util::future::join_all(regions).await;
    found.sort_by(|a, b| a.scope.region.cmp(&b.scope.region));
    let mut covered: Vec<Coverage> = session.coverage;
    covered.extend(found.iter_mut().flat_map(|f| std::mem::take(&mut f.coverage)));
    coverage::sort(&mut covered);
    let interrupted = found.iter().any(|f| f.interrupted);
    let units: Vec<Unit> = found.into_iter().map(|f| f.unit(&covered)).collect();
    let resources = units.iter().map(|u| u.resources().len() as u64).sum();
    let run = Run {
        started,
        finished: now(),
        partition: session.partition,
        accounts: vec![session.account],
        regions: session.regions,
        principal: Some(session.principal),
        interrupted,
    };
    let tool = concat!("tidegate ", env!("CARGO_PKG_VERSION")).into();
    let header = Header { tidegate_snapshot: VERSION, tool, run, resources, coverage: covered };
    Ok(Collected { header, units })
}

/// The present second, RFC 3339 in UTC.
fn now() -> Box<str> {
    format_time(jiff::Timestamp::now().as_second()).into()
}
