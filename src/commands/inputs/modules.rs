//! The files that a Terraform module needs to be understood: all of its folder, and of the folders that it calls.
//!
//! Terraform reads every file of a module's folder, whatever `.gitignore` says; so must whoever judges it.

use super::kind::is_terraform;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Most folders that are followed.
const MOST: usize = 2_000;
/// Where `terraform init` lists the modules that it has fetched.
const FETCHED: &str = ".terraform/modules/modules.json";

/// The files of these modules and of the modules that they call, below the `boundary`; sorted.
pub fn files(folders: impl IntoIterator<Item = PathBuf>, boundary: &Path) -> BTreeSet<PathBuf> {
    let mut todo: Vec<PathBuf> = folders.into_iter().collect();
    let mut seen: BTreeSet<PathBuf> = todo.iter().cloned().collect();
    let mut files = BTreeSet::new();
    while let Some(folder) = todo.pop() {
        let own = listed(&folder);
        let mut called: Vec<PathBuf> = own.iter().flat_map(|file| calls(&folder, file)).collect();
        files.extend(own);
        let fetched = folder.join(FETCHED);
        if let Ok(text) = std::fs::read_to_string(&fetched) {
            called.extend(installed(&folder, &text));
            files.insert(fetched);
        }
        for folder in called {
            let inside = absolute(&folder).is_some_and(|f| f.starts_with(boundary));
            if inside && seen.len() < MOST && seen.insert(folder.clone()) {
                todo.push(folder);
            }
        }
    }
    files
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(here).into_iter().flatten().filter_map(Result::ok);
    entries.map(|e| folder.join(e.file_name())).filter(|p| is_terraform(p) && p.is_file()).collect()
}

/// Folders that `source = "../x"` names. What this takes too many costs a look; the evaluation decides what is called.
fn calls(folder: &Path, file: &Path) -> Vec<PathBuf> {
    let Ok(text) = std::fs::read_to_string(file) else { return Vec::new() };
    let quoted = text.lines().filter(|line| line.contains("source")).flat_map(|line| line.split('"'));
    quoted.filter(|s| s.starts_with("./") || s.starts_with("../")).map(|s| joined(folder, s)).collect()
}

fn installed(folder: &Path, text: &str) -> Vec<PathBuf> {
    let document: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let modules = document.get("Modules").and_then(serde_json::Value::as_array);
    let dirs = modules.into_iter().flatten().filter_map(|m| m.get("Dir").and_then(serde_json::Value::as_str));
    dirs.filter(|dir| !Path::new(dir).is_absolute()).map(|dir| joined(folder, dir)).collect()
}

/// Without `.` and, as far as names allow, without `..`.
pub fn joined(folder: &Path, relative: &str) -> PathBuf {
    plain(&folder.join(relative))
}

pub fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

fn absolute(path: &Path) -> Option<PathBuf> {
    let here = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    here.canonicalize().ok()
}
