//! Paths -> the files to check, in a stable order.

use super::RunError;
use crate::inventory::snapshot;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Snapshot,
    Other,
}

/// Files to read: those that were named, and the snapshots in folders that were (respecting .gitignore).
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, RunError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut found: Vec<PathBuf> = ignore::WalkBuilder::new(path)
            .require_git(false)
            .build()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_some_and(|t| t.is_file()))
            .map(ignore::DirEntry::into_path)
            .filter(|path| kind(path) == Some(FileKind::Snapshot))
            .collect();
        found.sort();
        files.append(&mut found);
    }
    let mut seen = std::collections::HashSet::new();
    files.retain(|path| seen.insert(path.clone()));
    if files.is_empty() {
        let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
        return Err(RunError::NothingToCheck(names.join(", ")));
    }
    Ok(files)
}

/// `None` when the file cannot be opened.
pub fn kind(path: &Path) -> Option<FileKind> {
    let mut start = [0; 64];
    let file = File::open(path).ok()?;
    let mut start = {
        let n = file.take(64).read(&mut start).ok()?;
        start[..n].to_vec()
    };
    if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let mut plain = [0; 64];
        let n = zstd::Decoder::new(File::open(path).ok()?).ok()?.take(64).read(&mut plain).ok()?;
        start = plain[..n].to_vec();
    }
    let text = String::from_utf8_lossy(&start);
    Some(if snapshot::is_snapshot(&text) { FileKind::Snapshot } else { FileKind::Other })
}
