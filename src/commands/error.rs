//! What stops a command: whose fault it is, and what to do.

use crate::inventory::snapshot::SnapshotError;
use crate::rules::{Diagnostic, catalogue};
use std::path::PathBuf;

/// What is said of a named file that is nothing to check.
pub const UNRECOGNISED: &str = "neither a tidegate snapshot, a CloudFormation template, a Terraform plan \
(`terraform show -json PLAN`) Terraform source nor SQL of external schemas; --template-kind says what it is, --skip-unrecognised passes over it";

#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("{0}")]
    Usage(String),
    /// Faults of rule files and of the configuration, each with its place.
    #[error("{}", without_label(.0))]
    Rules(Vec<Diagnostic>),
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    #[cfg(feature = "aws")]
    #[error(transparent)]
    Collect(#[from] crate::collect::CollectError),
    #[error("cannot write {}: {error}", path.display())]
    Write { path: PathBuf, error: std::io::Error },
    #[error("cannot write to standard output: {0}")]
    Stdout(std::io::Error),
    #[error("cannot read {}: {error}", path.display())]
    Read { path: PathBuf, error: std::io::Error },
    #[error("{0}: {UNRECOGNISED}")]
    Unrecognised(String),
    #[error(
        "nothing to check in {0}: no CloudFormation template, Terraform plan or source, or snapshot is there"
    )]
    NothingToCheck(String),
    #[error("{0}: this is a fault in tidegate, please report it")]
    Internal(String),
}

impl RunError {
    /// 2 the caller's, 4 nothing found, 5 ours or the machine's.
    pub fn exit_code(&self) -> u8 {
        match self {
            RunError::Usage(_) | RunError::Rules(_) | RunError::Unrecognised(_) => 2,
            RunError::Read { error, .. } if error.kind() == std::io::ErrorKind::NotFound => 2,
            RunError::Read { .. } => 5,
            RunError::Snapshot(SnapshotError::Io { error, .. })
                if error.kind() != std::io::ErrorKind::NotFound =>
            {
                5
            }
            RunError::Snapshot(_) => 2,
            #[cfg(feature = "aws")]
            RunError::Collect(e) => e.exit_code(),
            RunError::NothingToCheck(_) => 4,
            RunError::Write { .. } | RunError::Stdout(_) | RunError::Internal(_) => 5,
        }
    }
}

/// The label stands before every error.
fn without_label(faults: &[Diagnostic]) -> String {
    let text = catalogue::shown(faults);
    text.strip_prefix("error: ").map_or(text.clone(), str::to_owned)
}
