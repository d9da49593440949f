//! Which file is read, and how much of it.

use super::{Config, NAME, read};
use crate::cli::Global;
use crate::commands::RunError;
use crate::commands::phrases;
use crate::rules::Diagnostic;
use crate::said;
use crate::speech::Part;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Longest configuration file, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The configuration of this run: the file that was named, else the one that is found, else an empty one.
///
/// # Errors
/// A named file that is not there, a file that cannot be read, and every fault in it.
pub fn load(global: &Global) -> Result<Config, RunError> {
    let (path, root) = match (&global.config, global.no_config) {
        (Some(path), _) => (path.clone(), None),
        (None, true) => return Ok(Config::default()),
        (None, false) => {
            let here = std::env::current_dir().unwrap_or_default();
            match find(&here) {
                Some(path) => (path, std::fs::canonicalize(root(&here)).ok()),
                None => return Ok(Config::default()),
            }
        }
    };
    let shown = path.to_string_lossy().into_owned();
    let text = text(&path, root.as_deref()).map_err(|error| {
        let message = said!(phrases::CANNOT_READ, error = error);
        RunError::Rules(vec![Diagnostic::of_file(&*shown, message, None)])
    })?;
    read::read(&shown, text, root).map_err(RunError::Rules)
}

/// The repository's root; outside of a repository the folder itself.
fn root(here: &Path) -> &Path {
    here.ancestors().find(|dir| dir.join(".git").exists()).unwrap_or(here)
}

/// The nearest file from a folder upwards to the repository's root; outside of a repository the folder's own. The path
/// is the one from that folder.
pub fn find(here: &Path) -> Option<PathBuf> {
    let root = root(here);
    let within = here.ancestors().take_while(|dir| dir.starts_with(root));
    let nearest = within.into_iter().position(|dir| dir.join(NAME).exists())?;
    Some(std::iter::repeat_n("..", nearest).chain([NAME]).collect())
}

/// Reads a plain file of a bounded size: what never ends, or hangs, is none. A link that leads out of the root would
/// show the lines of another's file.
fn text(path: &Path, root: Option<&Path>) -> Result<String, Part> {
    let system = |e: std::io::Error| Part::from(e.to_string());
    if let Some(root) = root
        && !std::fs::canonicalize(path).map_err(system)?.starts_with(root)
    {
        return Err((&phrases::OUT_OF_REPOSITORY).into());
    }
    if !std::fs::metadata(path).map_err(system)?.is_file() {
        return Err((&phrases::NOT_A_FILE).into());
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(system)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(system)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(said!(phrases::TOO_LONG, limit = MAX_BYTES).into());
    }
    String::from_utf8(bytes).map_err(|e| said!(phrases::NOT_UTF8, byte = e.utf8_error().valid_up_to()).into())
}
