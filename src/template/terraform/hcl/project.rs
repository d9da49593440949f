//! The files of a project by directory: what each declares. A directory is a module.

use super::super::super::source::{Source, Span};
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

/// `data`, type, name.
pub type ResourceName<'f> = (bool, &'f str, &'f str);

/// One module's declarations.
#[derive(Debug, Default)]
pub struct Dir<'f> {
    pub path: Box<str>,
    pub variables: BTreeMap<&'f str, Decl<'f, Block>>,
    pub locals: BTreeMap<&'f str, Decl<'f, Attribute>>,
    pub outputs: BTreeMap<&'f str, Decl<'f, Block>>,
    pub calls: BTreeMap<&'f str, Decl<'f, Block>>,
    pub resources: BTreeMap<ResourceName<'f>, Decl<'f, Block>>,
    /// By name as references have it: `aws`, `aws.west`.
    pub providers: BTreeMap<String, Decl<'f, Block>>,
}

/// Two declarations of one thing: Terraform refuses the configuration.
pub struct Twice {
    pub source: Arc<Source>,
    pub span: Span,
}

/// Every directory that has files, by path.
pub fn dirs(files: &[File]) -> (BTreeMap<Box<str>, Dir<'_>>, Vec<Twice>) {
    let mut dirs: BTreeMap<Box<str>, Dir<'_>> = BTreeMap::new();
    let mut twice = Vec::new();
    for file in files {
        let path = parent(&file.source.path);
        let dir = dirs.entry(path.into()).or_insert_with(|| Dir { path: path.into(), ..Dir::default() });
        for structure in &file.body {
            if let Structure::Block(block) = structure
                && !dir.add(&file.source, block)
            {
                twice.push(Twice { source: file.source.clone(), span: header(block) });
            }
        }
    }
    (dirs, twice)
}

/// The directory of a path; the scan root is the empty path.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(dir, _)| dir)
}

/// The directory that a local module source means; `None` for other sources and for what leaves the scan root.
pub fn local(from: &str, source: &str) -> Option<String> {
    if !source.starts_with("./") && !source.starts_with("../") && !matches!(source, "." | "..") {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').filter(|p| !p.is_empty() && *p != ".").collect();
    for part in source.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
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
    name == "override.tf" || name.ends_with("_override.tf")
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
            let source = call.node.body.get_attribute("source").and_then(|a| a.value.as_str());
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

impl<'f> Dir<'f> {
    /// False when the thing has been declared before.
    fn add(&mut self, source: &'f Arc<Source>, block: &'f Block) -> bool {
        let decl = Decl { source, node: block };
        let labels: Vec<&str> = block.labels.iter().map(hcl_edit::structure::BlockLabel::as_str).collect();
        match (block.ident.as_str(), &labels[..]) {
            ("variable", [name]) => first(&mut self.variables, name, decl),
            ("output", [name]) => first(&mut self.outputs, name, decl),
            ("module", [name]) => first(&mut self.calls, name, decl),
            ("resource", [ty, name]) => first(&mut self.resources, (false, *ty, *name), decl),
            ("data", [ty, name]) => first(&mut self.resources, (true, *ty, *name), decl),
            ("provider", [name]) => {
                let alias = block.body.get_attribute("alias").and_then(|a| a.value.as_str());
                let name = alias.map_or((*name).to_owned(), |alias| format!("{name}.{alias}"));
                first(&mut self.providers, name, decl)
            }
            ("locals", []) => {
                let mut all_new = true;
                for attribute in block.body.attributes() {
                    let decl = Decl { source, node: attribute };
                    all_new &= first(&mut self.locals, attribute.key.as_str(), decl);
                }
                all_new
            }
            _ => true,
        }
    }
}

fn first<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: V) -> bool {
    match map.entry(key) {
        std::collections::btree_map::Entry::Occupied(_) => false,
        std::collections::btree_map::Entry::Vacant(entry) => {
            entry.insert(value);
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_sources_stay_under_the_root() {
        assert_eq!(local("", "./mod").as_deref(), Some("mod"));
        assert_eq!(local("envs/dev", "../../modules/msk/").as_deref(), Some("modules/msk"));
        assert_eq!(local("a", "..").as_deref(), Some(""));
        assert_eq!(local("a", "../../b"), None);
        for other in ["terraform-aws-modules/msk/aws", "git::https://example.com/x", "/etc", "mod"] {
            assert_eq!(local("", other), None, "{other}");
        }
    }
}
