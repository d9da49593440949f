//! `file`, `filebase64`, `fileexists` and `templatefile`: files under the root, and nothing else.

use super::super::super::super::source::{Site, Source};
use super::super::super::super::value::{Resolved, Sited};
use super::super::eval::{Ctx, Eval, LONGEST, Module};
use super::super::value::{self, Answer, fail, sited, unknown};
use super::super::{project, template};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where files may be read. Symbolic links that lead out of there are not followed.
#[derive(Debug, Clone)]
pub struct Files {
    /// The folder that sources' paths are relative to.
    base: PathBuf,
    /// The folder that files must be in; canonical, so that what a path resolves to can be compared with it.
    root: PathBuf,
}

impl Files {
    /// # Errors
    /// When there is no such folder.
    pub fn new(base: &Path, root: &Path) -> std::io::Result<Self> {
        Ok(Self { base: base.to_owned(), root: root.canonicalize()? })
    }

    /// The file at a path as sources have it, `None` when there is none.
    fn find(&self, path: &str) -> Result<Option<PathBuf>, &'static str> {
        let resolved = match self.base.join(path).canonicalize() {
            Ok(resolved) => resolved,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(_) => return Err("a file that cannot be read"),
        };
        match resolved.starts_with(&self.root) {
            true => Ok(Some(resolved)),
            false => Err(OUTSIDE),
        }
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, &'static str> {
        let Some(found) = self.find(path)? else { return Ok(None) };
        // A pipe would never end.
        if !found.metadata().is_ok_and(|m| m.is_file()) {
            return Err("what is no regular file");
        }
        let file = std::fs::File::open(&found).map_err(|_| "a file that cannot be read")?;
        let mut bytes = Vec::new();
        file.take(LONGEST as u64 + 1).read_to_end(&mut bytes).map_err(|_| "a file that cannot be read")?;
        if bytes.len() > LONGEST { Err("a file of more than 1 MiB") } else { Ok(Some(bytes)) }
    }
}

const OUTSIDE: &str = "a file outside of the scanned folder";

pub fn is_one(name: &str) -> bool {
    matches!(name, "file" | "filebase64" | "fileexists" | "templatefile")
}

/// A call with its evaluated arguments.
pub fn call(eval: &Eval<'_>, name: &str, arguments: &[Sited], site: &Site) -> Answer {
    let Some(argument) = arguments.first() else { return fail("a path is needed") };
    if let Some(why) = value::why(&argument.value) {
        return Ok(unknown(why, site));
    }
    let Resolved::Text(path) = &argument.value else { return fail("a path is text") };
    let not_read = |why: &str| Ok(unknown(format!("{name}(): {why}"), site));
    let Some(files) = eval.files else { return not_read("files are not read") };
    // Paths are those of a run in the root module's folder.
    let Some(place) = project::local(&eval.root, &format!("./{path}")).filter(|_| !is_absolute(path)) else {
        return not_read(OUTSIDE);
    };
    if name == "fileexists" {
        return match files.find(&place) {
            Ok(found) => Ok(sited(Resolved::Bool(found.is_some_and(|f| f.is_file())), site)),
            Err(why) => not_read(why),
        };
    }
    let bytes = match files.read(&place) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return fail(format!("there is no file {path}")),
        Err(why) => return not_read(why),
    };
    if !eval.spend(1 + bytes.len() / 64) {
        return Ok(eval.limit(site));
    }
    if name == "filebase64" {
        return Ok(sited(value::text(super::strings::base64(&bytes)), site));
    }
    let Ok(text) = String::from_utf8(bytes) else { return fail("no UTF-8 text") };
    match (name, arguments.get(1)) {
        ("templatefile", Some(variables)) => rendered(eval, &place, text, variables, site),
        ("templatefile", None) => fail("templatefile() needs variables"),
        _ => Ok(sited(value::text(text), site)),
    }
}

fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '~', '\\']) || path.get(1..2) == Some(":")
}

/// A template in which nothing but the given variables has a name.
fn rendered(eval: &Eval<'_>, place: &str, text: String, variables: &Sited, site: &Site) -> Answer {
    let entries = match &variables.value {
        Resolved::Map { entries, more: None } => entries,
        Resolved::Map { more: Some(why), .. } => return Ok(unknown(why.clone(), site)),
        other => match value::why(other) {
            Some(why) => return Ok(unknown(why, site)),
            None => return fail("variables are a map"),
        },
    };
    let Ok(parsed) = text.parse::<hcl_edit::template::Template>() else {
        return Ok(unknown(format!("templatefile(): {place} is no template"), site));
    };
    let source = Arc::new(Source::new(place, text));
    let (none, nothing, empty) = Default::default();
    let inner = Eval::new(&none, &nothing);
    inner.take_budget(eval);
    let names = entries.iter().map(|e| (e.key.clone(), std::rc::Rc::new(e.value.clone()))).collect();
    let ctx = Ctx::top(&Module::root(&empty), &source).bind(names);
    let answer = template::text(&inner, &ctx, &parsed, site);
    eval.take_budget(&inner);
    let mut rendered = answer?;
    rendered.sensitive |= variables.sensitive;
    Ok(rendered)
}
