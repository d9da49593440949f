//! What stops a command: whose fault it is, and what to do, in the language of the run.

use crate::inventory::snapshot::{SnapshotError, VERSION};
use crate::rules::{Diagnostic, Language};
use crate::speech::told::told;
use crate::words::{fill, words};
use std::fmt;
use std::path::PathBuf;

/// What is said of a named file that is nothing to check.
pub const UNRECOGNISED: &str = "neither a tidegate snapshot, a CloudFormation template, a Terraform plan \
(`terraform show -json PLAN`), Terraform source, SQL of external schemas nor properties of a Kafka client; --template-kind says what it is, --skip-unrecognised passes over it";

#[derive(Debug)]
pub enum RunError {
    /// A sentence that is in the run's language already.
    Usage(String),
    /// Faults of rule files and of the configuration, each with its place.
    Rules(Vec<Diagnostic>),
    /// Two reports into one file, or onto standard output.
    TwoReports(Option<PathBuf>),
    Snapshot(SnapshotError),
    #[cfg(feature = "aws")]
    Collect(crate::collect::CollectError),
    Write {
        path: PathBuf,
        error: std::io::Error,
    },
    Stdout(std::io::Error),
    Read {
        path: PathBuf,
        error: std::io::Error,
    },
    Unrecognised(String),
    NothingToCheck(String),
    Internal(String),
}

/// An error, and the language to tell it in.
#[derive(Debug)]
pub struct Failed {
    pub error: RunError,
    pub language: Language,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error.told(self.language))
    }
}

impl From<SnapshotError> for RunError {
    fn from(error: SnapshotError) -> Self {
        RunError::Snapshot(error)
    }
}

#[cfg(feature = "aws")]
impl From<crate::collect::CollectError> for RunError {
    fn from(error: crate::collect::CollectError) -> Self {
        RunError::Collect(error)
    }
}

impl RunError {
    /// 2 the caller's, 4 nothing found, 5 ours or the machine's.
    pub fn exit_code(&self) -> u8 {
        match self {
            RunError::Usage(_) | RunError::Rules(_) | RunError::TwoReports(_) | RunError::Unrecognised(_) => {
                2
            }
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

    /// As a sentence, or as several lines for faults with places.
    pub fn told(&self, language: Language) -> String {
        let w = words(language);
        let of_file = |text, path: &PathBuf, error: &std::io::Error| {
            fill(text, &[("path", &path.display().to_string()), ("error", &error.to_string())])
        };
        match self {
            RunError::Usage(text) => text.clone(),
            RunError::Rules(faults) => without_label(faults, language),
            RunError::TwoReports(None) => w.err_two_reports.to_owned(),
            RunError::TwoReports(Some(path)) => {
                fill(w.err_two_reports_into, &[("path", &path.display().to_string())])
            }
            RunError::Snapshot(error) => snapshot(error, language),
            #[cfg(feature = "aws")]
            RunError::Collect(error) => collect(error, language),
            RunError::Write { path, error } => of_file(w.err_write, path, error),
            RunError::Stdout(error) => fill(w.err_stdout, &[("error", &error.to_string())]),
            RunError::Read { path, error } => of_file(w.err_read, path, error),
            RunError::Unrecognised(path) => fill(w.err_unrecognised, &[("path", path)]),
            RunError::NothingToCheck(paths) => fill(w.err_nothing, &[("paths", &told(language, paths))]),
            RunError::Internal(detail) => fill(w.err_internal, &[("detail", &told(language, detail))]),
        }
    }
}

/// What is wrong with a snapshot.
pub fn snapshot(error: &SnapshotError, language: Language) -> String {
    let w = words(language);
    match error {
        SnapshotError::Io { path, error } => {
            fill(w.err_snapshot_io, &[("path", path), ("error", &error.to_string())])
        }
        SnapshotError::NotASnapshot { path } => fill(w.err_snapshot_none, &[("path", path)]),
        SnapshotError::TooNew { path, found } => {
            let values =
                [("path", &**path), ("found", &*found.to_string()), ("newest", &*VERSION.to_string())];
            fill(w.err_snapshot_new, &values)
        }
        SnapshotError::Damaged { path, line, problem } => {
            let values =
                [("path", &**path), ("line", &*line.to_string()), ("problem", &*told(language, problem))];
            fill(w.err_snapshot_damaged, &values)
        }
    }
}

#[cfg(feature = "aws")]
fn collect(error: &crate::collect::CollectError, language: Language) -> String {
    use crate::collect::CollectError as E;
    let w = words(language);
    match error {
        E::NoRegion => w.err_no_region.to_owned(),
        E::BadRegion { region } => fill(w.err_bad_region, &[("region", &format!("{region:?}"))]),
        E::BadEndpoint { url } => fill(w.err_bad_endpoint, &[("url", &format!("{url:?}"))]),
        E::NoCredentials { problem } => fill(w.err_no_credentials, &[("problem", &told(language, problem))]),
        E::RoleRefused { role, code } => {
            fill(w.err_role_refused, &[("role", role), ("code", &told(language, code))])
        }
        E::CredentialsRefused { code } => fill(w.err_credentials_refused, &[("code", &told(language, code))]),
        E::IdentityRefused { code } => fill(w.err_identity_refused, &[("code", &told(language, code))]),
        E::Unreachable { code } => fill(w.err_unreachable, &[("code", &told(language, code))]),
        E::NoIdentity { code } => fill(w.err_no_identity, &[("code", &told(language, code))]),
        E::Interrupted => w.err_interrupted.to_owned(),
    }
}

/// The label stands before every error.
fn without_label(faults: &[Diagnostic], language: Language) -> String {
    let Some((first, rest)) = faults.split_first() else { return String::new() };
    let rest = rest.iter().map(|fault| format!("\n\n{}", fault.text(language)));
    first.unlabelled(language) + &rest.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_without_words_say_the_same_in_english() {
        let all = [
            SnapshotError::Io { path: "p".into(), error: std::io::ErrorKind::NotFound.into() },
            SnapshotError::NotASnapshot { path: "p".into() },
            SnapshotError::TooNew { path: "p".into(), found: 9 },
            SnapshotError::Damaged { path: "p".into(), line: 3, problem: "x".into() },
        ];
        for error in all {
            let text = error.to_string();
            assert_eq!(RunError::from(error).told(Language::En), text);
        }
        let unrecognised = RunError::Unrecognised("p".into()).told(Language::En);
        assert_eq!(unrecognised, format!("p: {UNRECOGNISED}"));
    }

    #[cfg(feature = "aws")]
    #[test]
    fn what_stops_a_collection_is_the_same_in_english() {
        use crate::collect::CollectError as E;
        let all = [
            E::NoRegion,
            E::BadRegion { region: "r\"x".into() },
            E::BadEndpoint { url: "u".into() },
            E::NoCredentials { problem: "none" },
            E::RoleRefused { role: "r".into(), code: "c".into() },
            E::CredentialsRefused { code: "c".into() },
            E::IdentityRefused { code: "c".into() },
            E::Unreachable { code: "c".into() },
            E::NoIdentity { code: "c".into() },
            E::Interrupted,
        ];
        for error in all {
            let text = error.to_string();
            assert_eq!(RunError::from(error).told(Language::En), text);
        }
    }
}
