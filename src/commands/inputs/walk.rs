//! Folders and globs -> paths.

use super::super::RunError;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folders that hold what others wrote or what a build made.
const NOT_OURS: &[&str] =
    &["node_modules", "bower_components", "vendor", "site-packages", "__pycache__", "venv", "target", "dist"];

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Walked {
    /// Sorted.
    pub files: Vec<PathBuf>,
    /// Folders that were not entered, by name, and how many of each there are.
    pub skipped: BTreeMap<String, u32>,
    /// What could not be listed.
    pub unread: Vec<(String, String)>,
}

/// The files below a folder: hidden ones and those that `.gitignore` names are left out.
pub fn folder(root: &Path) -> Walked {
    let mut walked = Walked::default();
    let skipped = std::sync::Arc::new(std::sync::Mutex::new(BTreeMap::new()));
    let seen = skipped.clone();
    let walk = ignore::WalkBuilder::new(root)
        .require_git(false)
        .filter_entry(move |entry| {
            let name = entry.file_name().to_string_lossy();
            let not_ours = entry.depth() > 0
                && entry.file_type().is_some_and(|t| t.is_dir())
                && NOT_OURS.contains(&&*name);
            if not_ours && let Ok(mut seen) = seen.lock() {
                *seen.entry(name.into_owned()).or_insert(0) += 1;
            }
            !not_ours
        })
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                walked.files.push(entry.into_path())
            }
            Ok(_) => {}
            Err(error) => walked.unread.push((root.display().to_string(), error.to_string())),
        }
    }
    walked.files.sort();
    walked.unread.sort();
    if let Ok(seen) = skipped.lock() {
        walked.skipped = seen.clone();
    }
    walked
}

/// Whether a path that does not exist is a pattern.
pub fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// The files that a pattern such as `stacks/**/*.yaml` means.
///
/// # Errors
/// The pattern is malformed, or nothing matches it.
pub fn glob(pattern: &Path) -> Result<Walked, RunError> {
    let text = pattern.to_string_lossy();
    let text = text.strip_prefix("./").unwrap_or(&text);
    let wrong = |error: globset::Error| RunError::Usage(format!("{text}: {error}"));
    let matcher = globset::GlobBuilder::new(text).literal_separator(true).build().map_err(wrong)?;
    let matcher = matcher.compile_matcher();
    // The part before the first special character's folder is where to look.
    let fixed = &text[..text.find(['*', '?', '[', '{']).unwrap_or(text.len())];
    let base = fixed.rfind('/').map_or("", |end| &fixed[..=end]);
    let mut walked = folder(Path::new(if base.is_empty() { "." } else { base }));
    let plain = |path: &Path| path.strip_prefix("./").map(Path::to_path_buf).unwrap_or_else(|_| path.into());
    walked.files = walked.files.iter().map(|p| plain(p)).filter(|p| matcher.is_match(p)).collect();
    if walked.files.is_empty() {
        return Err(RunError::NothingToCheck(format!("{text} (no file matches)")));
    }
    Ok(walked)
}
