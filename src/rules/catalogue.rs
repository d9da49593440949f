//! The rules that come with tidegate, and a user's own.

use super::diagnostic::Diagnostic;
use super::expr::check::nearest;
use super::file;
use super::phrases::folders as phrases;
use super::rule::Rule;
use crate::inventory::KindDef;
use crate::said;
use crate::speech::{Language, Said};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Most rule files of a run, the built-in ones aside.
pub const MAX_FILES: usize = 10_000;
/// Most bytes of all of them together.
pub const MAX_TOTAL: u64 = 64 << 20;

/// Most faults told of all files together.
pub const MAX_FAULTS: usize = 1_000;

/// Path below the sources, service and text of every rule file.
static FILES: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// A set of rules.
#[derive(Debug)]
pub struct Catalogue {
    /// Sorted by id.
    pub rules: Vec<Rule>,
    /// Position by id and by former id.
    names: BTreeMap<Box<str>, usize>,
}

impl Catalogue {
    /// Sorts and indexes rules.
    ///
    /// # Errors
    /// An id, or a former id, that two rules have.
    pub fn new(mut rules: Vec<Rule>) -> Result<Self, Vec<Diagnostic>> {
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        let mut names = BTreeMap::new();
        let mut faults = Vec::new();
        for (i, rule) in rules.iter().enumerate() {
            for name in rule.aliases.iter().chain([&rule.id]) {
                if let Some(other) = names.insert(name.clone(), i) {
                    let other: &Rule = &rules[other];
                    faults.push(taken(rule, name, &other.id));
                }
            }
        }
        if faults.is_empty() { Ok(Self { rules, names }) } else { Err(faults) }
    }

    /// A rule by its id or a former id.
    pub fn by_id(&self, id: &str) -> Option<&Rule> {
        self.names.get(id).map(|i| &self.rules[*i])
    }

    /// `did you mean ...`, for an id that names no rule.
    pub fn nearest(&self, id: &str) -> Said {
        nearest(id, self.names.keys().map(|n| &**n))
    }

    pub fn for_kind<'a>(&'a self, kind: &'a KindDef) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |r| r.kind == kind)
    }
}

/// The rules that are part of tidegate, parsed once.
///
/// # Panics
/// When one of them does not load, with its faults. A test loads them all.
pub fn builtin() -> &'static Catalogue {
    static BUILTIN: LazyLock<Catalogue> = LazyLock::new(|| {
        load_builtin().unwrap_or_else(|faults| panic!("a built-in rule does not load\n{}", shown(&faults)))
    });
    &BUILTIN
}

/// What [`builtin`] does, with the faults as a value.
///
/// # Errors
/// Every fault of every file.
pub fn load_builtin() -> Result<Catalogue, Vec<Diagnostic>> {
    let parsed = FILES.par_iter().map(|(path, service, text)| file::parse(path, service, text)).collect();
    Catalogue::new(all(parsed)?)
}

/// A user's rules: `DIR/*.toml` and `DIR/<service>/*.toml`, in the form of the built-in ones, sorted by id.
/// Folders called `data` and hidden ones hold no rules.
///
/// # Errors
/// Every fault of every file, unreadable files, more than [`MAX_FILES`] files, and ids that another rule of the
/// folder or a built-in rule has.
pub fn load_dir(dir: &Path) -> Result<Vec<Rule>, Vec<Diagnostic>> {
    load_dirs(&[dir])
}

/// [`load_dir`] of several folders together: an id is one rule's in all of them.
///
/// # Errors
/// As [`load_dir`], over all folders.
pub fn load_dirs(dirs: &[&Path]) -> Result<Vec<Rule>, Vec<Diagnostic>> {
    let files = files(dirs)?;
    let mut rules = all(files.par_iter().map(|(path, service)| load_file(path, service)).collect())?;
    let faults = clashes(&rules);
    if !faults.is_empty() {
        return Err(faults);
    }
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(rules)
}

/// One rule file of a service.
///
/// # Errors
/// Every fault of the file.
pub fn load_file(path: &Path, service: &str) -> Result<Rule, Vec<Diagnostic>> {
    let shown = path.to_string_lossy();
    let bytes = read(path).map_err(|e| vec![Diagnostic::of_file(&*shown, e, None)])?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => file::parse(&shown, service, text),
        Err(e) => {
            let good = String::from_utf8_lossy(&bytes[..e.valid_up_to()]).into_owned();
            let at = good.len();
            Err(vec![Diagnostic::at(&shown, &good, at..at, &phrases::NOT_UTF8, None)])
        }
    }
}

/// The rule files of several folders, and files that are named, with their services; sorted, each once.
///
/// # Errors
/// Folders that cannot be read, and too many or too large files.
pub fn files(paths: &[&Path]) -> Result<Vec<(PathBuf, String)>, Vec<Diagnostic>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() || !path.exists() {
            files.extend(list(path)?);
        } else {
            let folder = std::fs::canonicalize(path).ok().and_then(|p| Some(name(p.parent()?)));
            files.push((path.to_path_buf(), folder.unwrap_or_default()));
        }
        files.sort();
        files.dedup();
        if files.len() > MAX_FILES {
            let message = said!(phrases::TOO_MANY, limit = MAX_FILES);
            return Err(vec![Diagnostic::of_file(path.to_string_lossy(), message, None)]);
        }
    }
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |m| m.len());
    let bytes: u64 = files.iter().map(|(path, _)| size(path).min(file::MAX_BYTES as u64)).sum();
    if bytes > MAX_TOTAL {
        let message = said!(phrases::TOO_LONG_TOGETHER, limit = MAX_TOTAL, found = bytes);
        return Err(vec![Diagnostic::of_file(paths[0].to_string_lossy(), message, None)]);
    }
    Ok(files)
}

/// Ids, and former ids, that two of the rules have, or one of them and a built-in rule.
pub fn clashes(rules: &[Rule]) -> Vec<Diagnostic> {
    let mut names: BTreeMap<&str, &Rule> = BTreeMap::new();
    let mut faults = Vec::new();
    for rule in rules {
        for name in rule.aliases.iter().chain([&rule.id]) {
            let other = builtin().by_id(name).or_else(|| names.insert(name, rule));
            faults.extend(other.map(|other| taken(rule, name, &other.id)));
        }
    }
    faults.sort();
    faults
}

/// One text for a set of rules: SHA-256 over ids and file digests in the order of ids, in hex.
pub fn digest<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> String {
    let mut rules: Vec<&Rule> = rules.into_iter().collect();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    let mut hash = Sha256::new();
    for rule in rules {
        hash.update((rule.id.len() as u64).to_be_bytes());
        hash.update(rule.id.as_bytes());
        hash.update(rule.digest);
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// Diagnostics as one text, a blank line between them, in English.
pub fn shown(faults: &[Diagnostic]) -> String {
    told(faults, Language::En)
}

/// [`shown`] in a language.
pub fn told(faults: &[Diagnostic], language: Language) -> String {
    faults.iter().map(|d| d.text(language)).collect::<Vec<_>>().join("\n\n")
}

fn all(parsed: Vec<Result<Rule, Vec<Diagnostic>>>) -> Result<Vec<Rule>, Vec<Diagnostic>> {
    let mut rules = Vec::with_capacity(parsed.len());
    let mut faults: Vec<Diagnostic> = Vec::new();
    for result in parsed {
        match result {
            Ok(rule) => rules.push(rule),
            // Past them the first ones are worth reading first.
            Err(more) => faults.extend(more.into_iter().take(MAX_FAULTS.saturating_sub(faults.len()))),
        }
    }
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
}

fn taken(rule: &Rule, name: &str, other: &str) -> Diagnostic {
    let message = if name == other {
        said!(phrases::CALLED_ALIKE, name = name)
    } else {
        said!(phrases::NAME_OF, name = name, rule = other)
    };
    Diagnostic::of_file(&*rule.path, message, Some((&phrases::ONE_RULE_FOR_EVER).into()))
}

/// Reads no more than a rule file may have, so that a huge file costs nothing, and only plain files: a pipe would be
/// waited for, a device may have no end.
fn read(path: &Path) -> Result<Vec<u8>, Said> {
    use std::io::Read as _;
    let unread = |e: std::io::Error| said!(phrases::UNREAD_FILE, error = e.to_string());
    let mut bytes = Vec::new();
    let about = std::fs::metadata(path).map_err(unread)?;
    if !about.is_file() {
        return Err((&phrases::NOT_PLAIN).into());
    }
    let file = std::fs::File::open(path).map_err(unread)?;
    let limit = file::MAX_BYTES as u64 + 1;
    file.take(limit).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 == limit {
        return Err(said!(phrases::TOO_LONG, limit = file::MAX_BYTES));
    }
    Ok(bytes)
}

/// The rule files of a folder and of the folders in it with their services, sorted.
fn list(dir: &Path) -> Result<Vec<(PathBuf, String)>, Vec<Diagnostic>> {
    let mut files = Vec::new();
    let unread = |e: std::io::Error| {
        vec![Diagnostic::of_file(
            dir.to_string_lossy(),
            said!(phrases::UNREAD_FOLDER, error = e.to_string()),
            None,
        )]
    };
    let inside = std::fs::canonicalize(dir).map_err(unread)?;
    let mut folders = vec![(dir.to_owned(), true)];
    while let Some((folder, top)) = folders.pop() {
        let fault = |e: std::io::Error| {
            vec![Diagnostic::of_file(
                folder.to_string_lossy(),
                said!(phrases::UNREAD_FOLDER, error = e.to_string()),
                None,
            )]
        };
        // `--rules .` names a folder, too.
        let service = name(&std::fs::canonicalize(&folder).map_err(fault)?);
        for entry in std::fs::read_dir(&folder).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            let name = name(&path);
            if name.starts_with('.') {
                continue;
            }
            // Faults show lines of a file: a link must not make those of another's file shown.
            let leaves = path.is_symlink()
                && std::fs::canonicalize(&path).is_ok_and(|target| !target.starts_with(&inside));
            if leaves && (path.is_dir() || name.ends_with(".toml")) {
                let message = &phrases::LEADS_OUT;
                return Err(vec![Diagnostic::of_file(path.to_string_lossy(), message, None)]);
            }
            if path.is_dir() {
                if top && name != "data" {
                    folders.push((path, false));
                }
            } else if name.ends_with(".toml") {
                files.push((path, service.clone()));
            }
            if files.len() > MAX_FILES {
                let message = said!(phrases::TOO_MANY_IN_ONE, limit = MAX_FILES);
                return Err(vec![Diagnostic::of_file(dir.to_string_lossy(), message, None)]);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
