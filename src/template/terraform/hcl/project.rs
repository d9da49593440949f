//! The files of a project by directory: what each declares. A directory is a module.

use super::super::super::source::{Site, Source, Span};
use super::parse::File;
use hcl_edit::Span as _;
use hcl_edit::structure::{Attribute, Block, Structure};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A declaration and the file it stands in.
#[derive(Debug)]
pub struct Decl<'f, T> {
    pub source: &'f Arc<Source>,
    pub node: &'f T,
}

impl<T> Clone for Decl<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Decl<'_, T> {}

/// A top-level block, with those of override files that are merged over it.
#[derive(Debug)]
pub struct Declared<'f> {
    pub source: &'f Arc<Source>,
    pub node: &'f Block,
    /// In the order in which they are merged.
    over: Vec<Decl<'f, Block>>,
    /// Name of an argument or block -> the last of those that has it: hundreds of files may override one each.
    giving: HashMap<&'f str, usize>,
}

/// One module's declarations.
#[derive(Debug, Default)]
pub struct Dir<'f> {
    pub path: Box<str>,
    pub variables: BTreeMap<&'f str, Declared<'f>>,
    pub locals: BTreeMap<&'f str, Decl<'f, Attribute>>,
    pub outputs: BTreeMap<&'f str, Declared<'f>>,
    pub calls: BTreeMap<&'f str, Declared<'f>>,
    /// By address within the module: `aws_msk_cluster.c`, `data.aws_kms_key.k`.
    pub resources: BTreeMap<String, Declared<'f>>,
    /// By name as references have it: `aws`, `aws.west`.
    pub providers: BTreeMap<String, Declared<'f>>,
}

/// What Terraform refuses: a second declaration of a thing, or an override of what is not there.
pub struct Refused {
    pub source: Arc<Source>,
    pub span: Span,
    pub what: &'static str,
}

/// Every directory that has files, by path.
pub fn dirs(files: &[File]) -> (BTreeMap<Box<str>, Dir<'_>>, Vec<Refused>) {
    let mut dirs: BTreeMap<Box<str>, Dir<'_>> = BTreeMap::new();
    let mut refused = Vec::new();
    let over = |file: &&File| overrides(&file.source.path);
    for file in files.iter().filter(|f| !over(f)).chain(files.iter().filter(over)) {
        let path = parent(&file.source.path);
        let dir = dirs.entry(path.into()).or_insert_with(|| Dir { path: path.into(), ..Dir::default() });
        for structure in &file.body {
            if let Structure::Block(block) = structure
                && let Err(what) = dir.add(&file.source, block, over(&file))
            {
                refused.push(Refused { source: file.source.clone(), span: header(block), what });
            }
        }
    }
    (dirs, refused)
}

/// The directory of a path; the scan root is the empty path.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(dir, _)| dir)
}

/// The directory that a local module source means; `None` for other sources.
pub fn local(from: &str, source: &str) -> Option<String> {
    if !source.starts_with("./") && !source.starts_with("../") && !matches!(source, "." | "..") {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').filter(|p| !p.is_empty() && *p != ".").collect();
    for part in source.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|p| *p != "..") => drop(parts.pop()),
            ".." if from.starts_with('/') => return None,
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if from.starts_with('/') { format!("/{path}") } else { path })
}

/// Where `terraform init` lists the modules that it has fetched.
pub const MODULES_JSON: &str = ".terraform/modules/modules.json";

/// A path below a directory.
pub fn in_dir(dir: &str, path: &str) -> String {
    if dir.is_empty() { path.to_owned() } else { format!("{dir}/{path}") }
}

/// Whether Terraform would merge the file over the others.
pub fn overrides(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or("");
    let stem = name.strip_suffix(".tf.json").or_else(|| name.strip_suffix(".tf"));
    stem.is_some_and(|stem| stem == "override" || stem.ends_with("_override"))
}

/// The directories that a `modules.json` of the root names, by the names of the calls.
pub fn fetched(root: &str, text: &str) -> Option<HashMap<Box<str>, Box<str>>> {
    let document: serde_json::Value = serde_json::from_str(text).ok()?;
    let mut out = HashMap::new();
    for module in document.get("Modules")?.as_array()? {
        let member = |name: &str| module.get(name).and_then(serde_json::Value::as_str);
        let (Some(key), Some(dir)) = (member("Key"), member("Dir")) else { continue };
        if let Some(dir) = local(root, &format!("./{dir}")) {
            out.insert(key.into(), dir.into());
        }
    }
    Some(out)
}

/// The directories that no other one calls.
pub fn roots<'d>(dirs: &'d BTreeMap<Box<str>, Dir<'_>>) -> Vec<&'d str> {
    let mut called = BTreeSet::new();
    for dir in dirs.values() {
        for call in dir.calls.values() {
            let source = call.attribute("source").and_then(|a| a.node.value.as_str());
            if let Some(target) = source.and_then(|s| local(&dir.path, s))
                && *target != *dir.path
            {
                called.insert(target);
            }
        }
    }
    // What `terraform init` has fetched is there to be called.
    let own = || dirs.keys().map(|p| &**p).filter(|p| !p.split('/').any(|part| part == ".terraform"));
    let roots: Vec<&str> = own().filter(|p| !called.contains(*p)).collect();
    if roots.is_empty() { own().collect() } else { roots }
}

/// A block's type and labels: one line to point at.
pub fn header(block: &Block) -> Span {
    let start = block.ident.span().unwrap_or_default();
    let end = block.labels.last().and_then(hcl_edit::Span::span).unwrap_or(start.clone());
    Span::new(start.start, end.end.max(start.end))
}

impl<'f> Declared<'f> {
    pub fn header(&self) -> Site {
        Site { source: self.source.clone(), span: header(self.node) }
    }

    pub fn is_data(&self) -> bool {
        self.node.ident.as_str() == "data"
    }

    /// The type of a resource or data source.
    pub fn ty(&self) -> &'f str {
        self.node.labels.first().map_or("", |l| l.as_str())
    }

    pub fn is_overridden(&self) -> bool {
        !self.over.is_empty()
    }

    /// The block and those over it.
    fn layers(&self) -> impl Iterator<Item = Decl<'f, Block>> {
        let own = Decl { source: self.source, node: self.node };
        std::iter::once(own).chain(self.over.iter().copied())
    }

    /// The last one that has an argument or blocks of this name: it gives all of that name.
    pub fn giving(&self, name: &str) -> Option<Decl<'f, Block>> {
        match self.giving.get(name) {
            Some(at) => self.over.get(*at).copied(),
            None => names_of(self.node)
                .any(|own| own == name)
                .then_some(Decl { source: self.source, node: self.node }),
        }
    }

    pub fn attribute(&self, name: &str) -> Option<Decl<'f, Attribute>> {
        let layer = if self.over.is_empty() { self.layers().next() } else { self.giving(name) }?;
        layer.node.body.get_attribute(name).map(|node| Decl { source: layer.source, node })
    }

    /// The names of arguments and blocks, each once, in the order of the files.
    pub fn names(&self) -> Vec<&'f str> {
        let mut seen = BTreeSet::new();
        let all = self.layers().flat_map(|layer| names_of(layer.node));
        all.filter(|name| seen.insert(*name)).collect()
    }
}

/// The names of a block's arguments and blocks.
fn names_of(block: &Block) -> impl Iterator<Item = &str> {
    let attributes = block.body.attributes().map(|a| a.key.as_str());
    attributes.chain(block.body.blocks().map(super::body::name_of))
}

impl<'f> Dir<'f> {
    /// Adds what a block declares, or merges it over that.
    fn add(&mut self, source: &'f Arc<Source>, block: &'f Block, over: bool) -> Result<(), &'static str> {
        let decl = Decl { source, node: block };
        let labels: Vec<&str> = block.labels.iter().map(hcl_edit::structure::BlockLabel::as_str).collect();
        match (block.ident.as_str(), &labels[..]) {
            ("variable", [name]) => put(&mut self.variables, *name, decl, over),
            ("output", [name]) => put(&mut self.outputs, *name, decl, over),
            ("module", [name]) => put(&mut self.calls, *name, decl, over),
            ("resource", [ty, name]) => put(&mut self.resources, format!("{ty}.{name}"), decl, over),
            ("data", [ty, name]) => put(&mut self.resources, format!("data.{ty}.{name}"), decl, over),
            ("provider", [name]) => {
                let alias = block.body.get_attribute("alias").and_then(|a| a.value.as_str());
                let name = alias.map_or((*name).to_owned(), |alias| format!("{name}.{alias}"));
                put(&mut self.providers, name, decl, over)
            }
            ("locals", []) => {
                let mut refused = Ok(());
                for attribute in block.body.attributes() {
                    let decl = Decl { source, node: attribute };
                    match self.locals.insert(attribute.key.as_str(), decl) {
                        Some(first) if !over => {
                            self.locals.insert(attribute.key.as_str(), first);
                            refused = Err(TWICE);
                        }
                        None if over => refused = Err(NOTHING),
                        _ => {}
                    }
                }
                refused
            }
            _ => Ok(()),
        }
    }
}

const TWICE: &str = "declared twice";
const NOTHING: &str = "there is nothing to override";

fn put<'f, K: Ord>(
    map: &mut BTreeMap<K, Declared<'f>>,
    key: K,
    decl: Decl<'f, Block>,
    over: bool,
) -> Result<(), &'static str> {
    use std::collections::btree_map::Entry;
    match map.entry(key) {
        Entry::Occupied(mut known) if over => {
            let known = known.get_mut();
            known.giving.extend(names_of(decl.node).map(|name| (name, known.over.len())));
            known.over.push(decl);
        }
        Entry::Occupied(_) => return Err(TWICE),
        Entry::Vacant(place) => {
            place.insert(Declared {
                source: decl.source,
                node: decl.node,
                over: Vec::new(),
                giving: HashMap::new(),
            });
            if over {
                return Err(NOTHING);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_sources_are_directories() {
        assert_eq!(local("", "./mod").as_deref(), Some("mod"));
        assert_eq!(local("envs/dev", "../../modules/msk/").as_deref(), Some("modules/msk"));
        assert_eq!(local("a", "..").as_deref(), Some(""));
        assert_eq!(local("a", "../../b").as_deref(), Some("../b"));
        assert_eq!(local("../b", "../../c").as_deref(), Some("../../c"));
        assert_eq!(local("/a", "../../b"), None);
        assert_eq!(local("/srv/envs", "../mod").as_deref(), Some("/srv/mod"));
        for other in ["terraform-aws-modules/msk/aws", "git::https://example.com/x", "/etc", "mod"] {
            assert_eq!(local("", other), None, "{other}");
        }
    }
}
