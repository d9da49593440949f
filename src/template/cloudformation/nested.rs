//! Nested stacks: the templates that a template names by local paths. Their parameters are what the parent passes,
//! their outputs what the parent asks for; their resources are judged as the parent's.

use super::super::source::Source;
use super::super::value::{Resolved, Sited};
use super::eval::Eval;
use super::intrinsics::shortened;
use super::parameters::{Passed, World};
use super::template::Template;
use super::tree::{Kind, Node};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// Types whose resources are stacks, and the property that names the template.
const STACKS: &[(&str, &str)] =
    &[("AWS::CloudFormation::Stack", "TemplateURL"), ("AWS::Serverless::Application", "Location")];

/// Deepest nesting of stacks that is followed.
pub const MAX_DEPTH: usize = 8;
/// Most nested stacks of a template.
pub const MAX_STACKS: usize = 100;

pub fn is_stack(ty: &str) -> bool {
    STACKS.iter().any(|(stack, _)| *stack == ty)
}

/// The templates that may be nested, by path.
pub type Files = HashMap<Arc<str>, Arc<Template>>;

/// Where a template stands among its nested stacks.
#[derive(Default)]
pub struct Nest {
    files: Arc<Files>,
    /// Paths of the templates around, outermost first.
    around: Vec<Arc<str>>,
    stacks: Rc<Cell<usize>>,
    /// Logical id -> the stack; `None` while its parameters are evaluated.
    inner: RefCell<HashMap<Box<str>, Option<Found>>>,
}

/// A nested stack, or why it cannot be looked into.
pub type Found = Result<Rc<Eval>, Box<str>>;

impl Nest {
    pub fn new(files: Arc<Files>) -> Self {
        Self { files, ..Self::default() }
    }

    /// The stacks that were looked into, by their logical ids.
    pub fn stacks(&self) -> Vec<Rc<Eval>> {
        let inner = self.inner.borrow();
        let mut found: Vec<_> =
            inner.iter().filter_map(|(id, found)| Some((id, found.as_ref()?.as_ref().ok()?))).collect();
        found.sort_by(|a, b| a.0.cmp(b.0));
        found.into_iter().map(|(_, eval)| eval.clone()).collect()
    }
}

/// The nested stack of this logical id; `None` when the template declares none.
pub fn stack(eval: &Eval, id: &str) -> Option<Found> {
    let named = eval.template.resources.iter().find(|r| *r.name == *id)?;
    let ty = named.node.get("Type")?.scalar()?;
    let (_, property) = STACKS.iter().find(|(stack, _)| *stack == ty)?;
    if let Some(known) = eval.nest.inner.borrow().get(id) {
        return Some(known.clone().unwrap_or_else(|| Err("its parameters hang on its own outputs".into())));
    }
    eval.nest.inner.borrow_mut().insert(id.into(), None);
    // Whoever asks may stand in a loop; the stack does not.
    let found = eval.within(&[], || open(eval, id, property, &named.node));
    eval.nest.inner.borrow_mut().insert(id.into(), Some(found.clone()));
    Some(found)
}

fn open(eval: &Eval, id: &str, property: &str, node: &Node) -> Found {
    let properties = node.get("Properties");
    let location = properties.and_then(|p| p.get(property)).ok_or_else(|| format!("it has no {property}"))?;
    let Resolved::Text(location) = eval.value(location).value else {
        return Err(format!("its {property} is decided at deployment").into());
    };
    let parent = &eval.template.source.path;
    let path = beside(parent, &location).ok_or("its template is no file beside this one")?;
    let template =
        eval.nest.files.get(&*path).ok_or_else(|| format!("{} is not among the files", shortened(&path)))?;
    let mut around = eval.nest.around.clone();
    around.push(parent.clone());
    if around.iter().any(|outer| **outer == *path) {
        return Err("it nests itself".into());
    }
    if around.len() > MAX_DEPTH {
        return Err(format!("more than {MAX_DEPTH} stacks within each other").into());
    }
    eval.nest.stacks.set(eval.nest.stacks.get() + 1);
    if eval.nest.stacks.get() > MAX_STACKS {
        return Err(format!("more than {MAX_STACKS} nested stacks").into());
    }
    let passed = passed(eval, properties.and_then(|p| p.get("Parameters")), id);
    let world = World { passed: Some(passed), ..World::clone(&eval.world) };
    let nest = Nest {
        files: eval.nest.files.clone(),
        around,
        stacks: eval.nest.stacks.clone(),
        inner: RefCell::default(),
    };
    Ok(Rc::new(Eval::new(template.clone(), Arc::new(world), nest, eval.steps())))
}

fn passed(eval: &Eval, parameters: Option<&Arc<Node>>, id: &str) -> Passed {
    let prefix = format!("{}{id}/", eval.world.prefix()).into();
    let given = parameters.map(|node| eval.value(node).value);
    match given {
        Some(Resolved::Map { entries, more }) => {
            let values = entries.into_iter().map(|e| (e.key, e.value)).collect();
            Passed { values, more, prefix }
        }
        None | Some(Resolved::Absent) => Passed { prefix, ..Passed::default() },
        Some(other) => {
            let more = Some(super::super::fact::reason(&other).into());
            Passed { more, prefix, ..Passed::default() }
        }
    }
}

/// An output of a nested stack.
pub fn output(stack: &Eval, name: &str) -> Result<Sited, Box<str>> {
    let output = stack.template.root.get("Outputs").and_then(|o| o.get(name));
    let value = output.and_then(|o| o.get("Value")).ok_or("the nested template has no such output")?;
    Ok(stack.within(&[], || stack.value(value)))
}

/// The local templates that a template names as nested, by their paths.
pub fn local(template: &Template) -> BTreeSet<Box<str>> {
    template.resources.iter().flat_map(|named| named_by(template, &named.node)).collect()
}

/// The local templates that a resource may nest.
pub fn named_by(template: &Template, resource: &Node) -> BTreeSet<Box<str>> {
    let mut paths = BTreeSet::new();
    let ty = resource.get("Type").and_then(|t| t.scalar());
    let property = STACKS.iter().find(|(stack, _)| Some(*stack) == ty).map(|(_, property)| *property);
    if let Some(location) = property.and_then(|p| resource.get("Properties")?.get(p)) {
        texts(location, &mut |text| paths.extend(beside(&template.source.path, text)));
    }
    paths
}

/// The texts of an expression: a condition may choose among several.
fn texts(node: &Node, take: &mut dyn FnMut(&str)) {
    match &node.kind {
        Kind::Text(text) => take(text),
        Kind::List(items) => items.iter().for_each(|i| texts(i, take)),
        Kind::Map(pairs) => pairs.iter().for_each(|p| texts(&p.value, take)),
        _ => {}
    }
}

/// The path of a local template that a file names, as that file's own is written; `None` for what lies elsewhere. Which
/// of these paths may be read is for those to say who read files.
fn beside(file: &str, location: &str) -> Option<Box<str>> {
    if location.contains("://") || location.starts_with(['/', '~']) || location.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in location.split('/') {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            // The root of all files.
            ("..", Some(&"")) => return None,
            ("..", None | Some(&"..")) => parts.push(".."),
            ("..", Some(_)) => drop(parts.pop()),
            (name, _) => parts.push(name),
        }
    }
    let ends_in_name = !matches!(location.rsplit('/').next(), Some("" | "." | ".."));
    ends_in_name.then(|| parts.join("/").into())
}

/// The paths of the local templates that a text names as nested; none when it is no template. Who reads files gives
/// them to [`super::read`], too.
pub fn templates_of(source: &Arc<Source>) -> BTreeSet<Box<str>> {
    if !STACKS.iter().any(|(ty, _)| source.text.contains(ty)) {
        return BTreeSet::new();
    }
    match super::detect::detect(&source.path, &source.text) {
        super::detect::Detected::Template(document) => local(&Template::new(source.clone(), &document)),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_beside_the_file_that_names_them() {
        for (file, location, expected) in [
            ("a/t.yaml", "./n/x.yaml", "a/n/x.yaml"),
            ("a/b/t.yaml", "../x.yaml", "a/x.yaml"),
            ("t.yaml", "x.yaml", "x.yaml"),
            ("t.yaml", "../x.yaml", "../x.yaml"),
            ("../a/t.yaml", "../x.yaml", "../x.yaml"),
            ("../t.yaml", "../x.yaml", "../../x.yaml"),
            ("/r/a/t.yaml", "../x.yaml", "/r/x.yaml"),
        ] {
            assert_eq!(beside(file, location).as_deref(), Some(expected), "{file} {location}");
        }
        for elsewhere in [
            "/etc/passwd",
            "https://s3.amazonaws.com/b/x.yaml",
            "s3://b/x",
            "~/x",
            "..\\x",
            ".",
            "..",
            "a/",
            "",
        ] {
            assert_eq!(beside("t.yaml", elsewhere), None, "{elsewhere}");
        }
        assert_eq!(beside("/t.yaml", "../x"), None);
    }
}
