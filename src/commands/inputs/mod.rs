//! Paths -> what is to be checked, in a stable order.

mod kind;
mod modules;
mod nested;
mod walk;

use super::RunError;
use crate::cli::{TemplateKind, World};
use crate::template::Problem;
use crate::template::source::Source;
use kind::Content;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most that is read from standard input.
const MAX_STDIN: u64 = 1 << 30;
/// What standard input is called.
pub const STDIN: &str = "-";

/// How to look for files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look<'a> {
    /// What the named files are, whatever they look like.
    pub as_kind: Option<TemplateKind>,
    /// Pass over named files that are nothing to check.
    pub skip_unrecognised: bool,
    /// The source that plans were made of, when it is not beside them.
    pub source: Option<&'a Path>,
    /// Files with values of Terraform variables.
    pub variable_files: &'a [PathBuf],
}

impl<'a> Look<'a> {
    /// As the options say.
    pub fn new(world: &'a World) -> Self {
        Self {
            as_kind: world.template_kind,
            skip_unrecognised: false,
            source: world.source.as_deref(),
            variable_files: &world.var_files,
        }
    }
}

/// What there is to check.
#[derive(Debug, Default)]
pub struct Inputs {
    pub snapshots: Vec<PathBuf>,
    /// Texts that have the marks of CloudFormation templates.
    pub templates: Vec<Arc<Source>>,
    /// SQL scripts.
    pub scripts: Vec<Arc<Source>>,
    /// Templates that those nest, by local paths: judged where they are nested.
    pub nested: Vec<Arc<Source>>,
    /// Properties of Kafka clients.
    pub clients: Vec<Arc<Source>>,
    pub plans: Vec<Arc<Source>>,
    /// Terraform source to judge: whole modules, with what they call.
    pub modules: Vec<Arc<Source>>,
    /// Terraform source that plans are of: to point at, not to judge.
    pub planned: Vec<Arc<Source>>,
    pub problems: Vec<Problem>,
    /// Folders that were not entered, by name, and how many of each there are.
    pub skipped: BTreeMap<String, u32>,
    /// Paths, as sources have them, that the user named one by one.
    pub named: BTreeSet<String>,
}

/// A path that was named or found.
struct Candidate {
    path: PathBuf,
    named: bool,
}

/// Files to read: those that were named, and what folders and patterns hold.
///
/// # Errors
/// A named file cannot be opened, a pattern matches nothing, or nothing is there to check.
pub fn find(paths: &[PathBuf], look: &Look<'_>) -> Result<Inputs, RunError> {
    let mut inputs = Inputs::default();
    let mut texts = Vec::new();
    let mut unrecognised = Vec::new();
    for (path, named, content) in contents(candidates(paths, &mut inputs)?, look.as_kind) {
        let name = shown(&path);
        if named {
            inputs.named.insert(name.clone());
        }
        match content.map_err(|error| RunError::Read { path: path.clone(), error })? {
            Content::Snapshot => inputs.snapshots.push(path),
            Content::Text(kind, text) => texts.push((kind, path, name, text)),
            Content::Unreadable(message) => inputs.problems.push(problem(&name, &message)),
            Content::Other if named && !look.skip_unrecognised => unrecognised.push(name),
            Content::Other => {}
        }
    }
    let mut terraform = Vec::new();
    for (kind, path, name, text) in texts {
        let source = |text| Arc::new(Source::new(name.as_str(), text));
        match kind {
            TemplateKind::Cloudformation => inputs.templates.push(source(text)),
            TemplateKind::Sql => inputs.scripts.push(source(text)),
            TemplateKind::ClientProperties => inputs.clients.push(source(text)),
            TemplateKind::TerraformPlan => inputs.plans.push(source(text)),
            TemplateKind::Terraform if kind::is_terraform(&path) => terraform.push(path),
            // The user calls it Terraform; its folder may hold anything.
            TemplateKind::Terraform => inputs.modules.push(source(text)),
        }
    }
    terraform_source(&mut inputs, &terraform, look);
    nested::read(&mut inputs);
    let nothing = inputs.is_empty() && inputs.problems.is_empty();
    if let (true, [first, ..]) = (nothing, &unrecognised[..]) {
        return Err(RunError::Unrecognised(first.clone()));
    }
    for name in &unrecognised {
        inputs.problems.push(problem(name, super::error::UNRECOGNISED));
    }
    if nothing && !look.skip_unrecognised {
        let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
        return Err(RunError::NothingToCheck(names.join(", ")));
    }
    Ok(inputs)
}

impl Inputs {
    /// Nothing but snapshots, or nothing at all.
    pub fn only_snapshots(&self) -> bool {
        self.texts() == 0 && self.problems.is_empty()
    }

    pub fn is_empty(&self) -> bool {
        self.snapshots.is_empty() && self.texts() == 0
    }

    /// Files to judge that are no snapshots.
    fn texts(&self) -> usize {
        self.templates.len() + self.scripts.len() + self.clients.len() + self.plans.len() + self.modules.len()
    }
}

fn candidates(paths: &[PathBuf], inputs: &mut Inputs) -> Result<Vec<Candidate>, RunError> {
    let mut found = Vec::new();
    for path in paths {
        let walked = if path.is_dir() {
            walk::folder(path)
        } else if walk::is_glob(path) && !path.exists() {
            walk::glob(path)?
        } else {
            found.push(Candidate { path: path.clone(), named: true });
            continue;
        };
        found.extend(walked.files.into_iter().map(|path| Candidate { path, named: false }));
        for (name, n) in walked.skipped {
            *inputs.skipped.entry(name).or_default() += n;
        }
        inputs.problems.extend(walked.unread.iter().map(|(path, error)| problem(path, error)));
    }
    let mut seen: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut out: Vec<Candidate> = Vec::new();
    for candidate in found {
        // One file has many spellings; judged twice, it would have every finding twice.
        let file = candidate.path.canonicalize().unwrap_or_else(|_| candidate.path.clone());
        match seen.get(&file) {
            Some(ix) => out[*ix].named |= candidate.named,
            None => {
                seen.insert(file, out.len());
                out.push(candidate);
            }
        }
    }
    Ok(out)
}

type Looked = (PathBuf, bool, std::io::Result<Content>);

fn contents(candidates: Vec<Candidate>, as_kind: Option<TemplateKind>) -> Vec<Looked> {
    let look = |c: Candidate| {
        if c.path.as_os_str() == STDIN {
            let mut bytes = Vec::new();
            let read = std::io::stdin().take(MAX_STDIN).read_to_end(&mut bytes);
            let content = read.map(|_| kind::content(&c.path, bytes, as_kind));
            return (c.path, true, content);
        }
        // Only what the user names is what the user says it is.
        let as_kind = as_kind.filter(|_| c.named);
        let content = match kind::look(&c.path, as_kind) {
            Err(error) if !c.named => Ok(Content::Unreadable(error.to_string())),
            other => other,
        };
        (c.path, c.named, content)
    };
    candidates.into_par_iter().map(look).collect()
}

/// Reads modules as wholes. A folder with a plan beside its source is judged by the plan, which knows more.
fn terraform_source(inputs: &mut Inputs, files: &[PathBuf], look: &Look<'_>) {
    let folder = |path: &Path| path.parent().map(Path::to_path_buf).unwrap_or_default();
    let plain = |path: &Path| PathBuf::from(shown(path));
    let planned: BTreeSet<PathBuf> = match (inputs.plans.is_empty(), look.source) {
        (true, _) => BTreeSet::new(),
        (false, Some(source)) => [plain(source)].into(),
        (false, None) => inputs.plans.iter().map(|p| folder(Path::new(&*p.path))).collect(),
    };
    inputs.planned = sources(&planned, &mut Vec::new());
    // A module that a planned one calls is in the plan; it is read again where others call it.
    let known: BTreeSet<PathBuf> = inputs.planned.iter().map(|s| folder(Path::new(&*s.path))).collect();
    let judged: BTreeSet<PathBuf> =
        files.iter().map(|f| folder(&plain(f))).filter(|f| !known.contains(f)).collect();
    inputs.modules.extend(sources(&judged, &mut inputs.problems));
    for path in look.variable_files {
        let name = shown(path);
        if inputs.modules.iter().any(|m| *m.path == *name) {
            continue;
        }
        match std::fs::read_to_string(path) {
            Ok(text) => inputs.modules.push(Arc::new(Source::new(name, text))),
            Err(error) => inputs.problems.push(problem(&name, &error.to_string())),
        }
    }
}

/// The files of some modules and of those that they call.
fn sources(folders: &BTreeSet<PathBuf>, problems: &mut Vec<Problem>) -> Vec<Arc<Source>> {
    let Some(first) = folders.first() else { return Vec::new() };
    let files = modules::files(folders.iter().cloned(), &boundary(first));
    let mut out = Vec::new();
    for path in files {
        match std::fs::read_to_string(&path) {
            Ok(text) => out.push(Arc::new(Source::new(shown(&path), text))),
            Err(error) => problems.push(problem(&shown(&path), &error.to_string())),
        }
    }
    out
}

/// How far up modules may be called: to the root of the repository, else to the working directory.
fn boundary(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let folder = if folder.as_os_str().is_empty() { here.clone() } else { folder.to_path_buf() };
    let folder = folder.canonicalize().unwrap_or(folder);
    let root = folder.ancestors().find(|dir| dir.join(".git").exists()).map(Path::to_path_buf);
    root.unwrap_or_else(|| if folder.starts_with(&here) { here } else { folder })
}

/// A path as reports name it: relative to the working directory within its repository, else absolute; with `/`
/// between names.
pub fn shown(path: &Path) -> String {
    if path.as_os_str() == STDIN {
        return STDIN.to_owned();
    }
    let here = std::env::current_dir().unwrap_or_default();
    let path = modules::plain(&here.join(path));
    let mut up = PathBuf::new();
    for dir in here.ancestors() {
        if let Ok(below) = path.strip_prefix(dir) {
            return up.join(below).to_string_lossy().replace('\\', "/");
        }
        if dir.join(".git").exists() {
            break;
        }
        up.push("..");
    }
    path.to_string_lossy().replace('\\', "/")
}

pub fn problem(path: &str, message: &str) -> Problem {
    Problem { path: path.into(), line: 0, column: 0, message: message.into() }
}
