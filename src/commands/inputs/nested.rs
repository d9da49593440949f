//! Templates that templates nest by local paths, read although nobody named them.

use super::{Inputs, boundary, shown};
use crate::template::cloudformation::templates_of;
use crate::template::source::Source;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Most files that are read so.
const MOST: usize = 1_000;
/// Larger ones are no templates.
const MAX_BYTES: u64 = 8 << 20;

/// Reads what the templates nest, and what that nests, within the repository or the working directory. What is not
/// there, or lies elsewhere, the reader of templates says.
pub fn read(inputs: &mut Inputs) {
    let mut known: BTreeSet<Arc<str>> = inputs.templates.iter().map(|t| t.path.clone()).collect();
    let mut open: Vec<Arc<Source>> = inputs.templates.clone();
    while let Some(template) = open.pop() {
        for path in templates_of(&template) {
            if inputs.nested.len() >= MOST || known.contains(&*path) {
                continue;
            }
            if let Some(source) = file(Path::new(&*template.path), Path::new(&*path)) {
                known.insert(source.path.clone());
                open.push(source.clone());
                inputs.nested.push(source);
            }
        }
    }
}

/// The file, unless it lies outside, whatever links lead there.
fn file(parent: &Path, path: &Path) -> Option<Arc<Source>> {
    let real = path.canonicalize().ok()?;
    let within = boundary(parent.parent()?);
    let is_small = real.metadata().ok().is_some_and(|m| m.is_file() && m.len() <= MAX_BYTES);
    if !is_small || !real.starts_with(within) {
        return None;
    }
    let text = std::fs::read_to_string(&real).ok()?;
    Some(Arc::new(Source::new(shown(path), text)))
}
