//! The resources that a template declares in one world: loops expanded, conditions applied.

use super::super::source::{Site, Span};
use super::super::value::{Resolved, Sited, Step};
use super::conditions;
use super::eval::{Eval, decided};
use super::intrinsics;
use super::nested;
use super::sam;
use super::template::{MAX_RESOURCES, Named};
use super::tree::Node;
use std::rc::Rc;
use std::sync::Arc;

/// A resource, its properties evaluated.
#[derive(Debug)]
pub struct Declared {
    pub id: Box<str>,
    pub ty: Box<str>,
    /// The path of the construct that it was synthesised from (CDK).
    pub construct: Option<Box<str>>,
    /// The properties, whose place is the resource's header.
    pub properties: Sited,
    /// Where the properties are written, all of them.
    pub written: Span,
    /// The key of the logical id.
    pub header: Site,
    /// The condition that the resource stands under.
    pub via: Vec<Step>,
    /// The resource exists only when this is so.
    pub unless: Option<Box<str>>,
}

/// Something that is not looked into, and why.
pub type Unseen = (Site, Box<str>);

/// What a world declares.
#[derive(Debug, Default)]
pub struct World {
    pub resources: Vec<Declared>,
    /// Why there may be further ones.
    pub more: Vec<Unseen>,
    /// Nested stacks that cannot be looked into, and why.
    pub unseen: Vec<Unseen>,
}

/// An entry below `Resources` before its properties are looked at, with the loops that made it.
struct Entry {
    id: Box<str>,
    header: Span,
    node: Arc<Node>,
    loops: Vec<(Box<str>, Sited)>,
}

/// The resources of the types that `wanted` takes; of the others only the ids count.
pub fn resources(eval: &Eval, wanted: &dyn Fn(&str) -> bool) -> World {
    let mut world = World::default();
    let mut entries: Vec<Entry> = Vec::new();
    for named in &eval.template.resources {
        if named.name.starts_with(intrinsics::LOOP) {
            expand(eval, named, &mut entries, &mut world);
        } else if named.name.starts_with("Fn::") {
            world.more.push((
                eval.template.site(named.key_span),
                format!("{} among the resources", named.name).into(),
            ));
        } else {
            let node = named.node.clone();
            entries.push(Entry { id: named.name.clone(), header: named.key_span, node, loops: Vec::new() });
        }
    }
    // Set once: an evaluation reads the resources of its world once.
    let _ = eval.ids.set(entries.iter().map(|e| e.id.clone()).collect());
    for entry in &entries {
        if let Some(stack) = stack(eval, entry) {
            match stack {
                Ok(stack) => world.nest(stack, wanted),
                Err(unseen) => world.unseen.extend(unseen),
            }
            continue;
        }
        let declared = eval.within(&entry.loops, || declared(eval, entry, wanted));
        world.resources.extend(declared);
    }
    world
}

fn expand(eval: &Eval, named: &Named, entries: &mut Vec<Entry>, world: &mut World) {
    let body = &mut |id: String, node: &Node| {
        if entries.len() < MAX_RESOURCES {
            // The tree shares its nodes: the copy of a fragment is found again below its loop.
            if let Some(node) = shared(&named.node, node) {
                entries.push(Entry { id: id.into(), header: named.key_span, node, loops: eval.loops() });
            }
        }
    };
    if let Err(why) = intrinsics::each(eval, &named.node, body) {
        world.more.push((eval.template.site(named.key_span), why));
    }
    if entries.len() >= MAX_RESOURCES {
        let site = eval.template.site(named.key_span);
        world.more.push((site, format!("more than {MAX_RESOURCES} resources").into()));
    }
}

/// The shared node that is `wanted`, somewhere in the fragments of nested loops.
fn shared(within: &Arc<Node>, wanted: &Node) -> Option<Arc<Node>> {
    let fragment = within.items()?.get(2)?;
    fragment.pairs().iter().find_map(|p| {
        if std::ptr::eq(&*p.value, wanted) { Some(p.value.clone()) } else { shared(&p.value, wanted) }
    })
}

fn declared(eval: &Eval, entry: &Entry, wanted: &dyn Fn(&str) -> bool) -> Option<Declared> {
    let ty = eval.in_loops(entry.node.get("Type")?.scalar()?);
    if !wanted(&ty) {
        return None;
    }
    let (via, unless) = standing(eval, entry)?;
    let properties = match entry.node.get("Properties") {
        Some(node) => eval.under(node, Some(entry.header)),
        None => eval.sited(entry.header, Resolved::Map { entries: Vec::new(), more: None }),
    };
    // An expression in place of the properties that comes to nothing leaves them out.
    let properties = match properties.value {
        Resolved::Absent => Sited { value: Resolved::Map { entries: Vec::new(), more: None }, ..properties },
        _ => properties,
    };
    let properties = sam::with_globals(eval, &ty, properties);
    let construct = entry.node.get("Metadata").and_then(|m| m.get("aws:cdk:path")).and_then(|p| p.scalar());
    Some(Declared {
        construct: construct.map(Into::into),
        written: entry.node.get("Properties").map_or(entry.header, |p| p.span),
        id: format!("{}{}", eval.world.prefix(), entry.id).into(),
        ty: ty.into(),
        properties: decided(properties, &via),
        header: eval.template.site(entry.header),
        via,
        unless,
    })
}

/// Whether the entry stands in this world: what decided it, and why that is open; `None` when it does not.
fn standing(eval: &Eval, entry: &Entry) -> Option<(Vec<Step>, Option<Box<str>>)> {
    let Some(name) = entry.node.get("Condition").and_then(|c| c.scalar()) else {
        return Some((Vec::new(), None));
    };
    let truth = conditions::named(eval, &eval.in_loops(name));
    match truth.value {
        Ok(true) => Some((truth.via, None)),
        Ok(false) => None,
        Err(why) => Some((truth.via, Some(why))),
    }
}

/// A nested stack that stands in this world.
struct Stack {
    eval: Rc<Eval>,
    via: Vec<Step>,
    unless: Option<Box<str>>,
}

/// The stack that an entry is; `Err`: one that does not stand here, or why it cannot be looked into.
fn stack(eval: &Eval, entry: &Entry) -> Option<Result<Stack, Option<Unseen>>> {
    let ty = entry.node.get("Type")?.scalar()?;
    if !nested::is_stack(ty) {
        return None;
    }
    let Some((via, unless)) = eval.within(&entry.loops, || standing(eval, entry)) else {
        return Some(Err(None));
    };
    let stack = match entry.loops.is_empty() {
        true => nested::stack(eval, &entry.id).unwrap_or_else(|| Err("it is no stack".into())),
        false => Err("a loop makes it".into()),
    };
    let unseen = |why| {
        Some((eval.template.site(entry.header), format!("the nested stack {}: {why}", entry.id).into()))
    };
    Some(stack.map(|eval| Stack { eval, via, unless }).map_err(unseen))
}

impl World {
    /// Takes over what a nested stack declares.
    fn nest(&mut self, stack: Stack, wanted: &dyn Fn(&str) -> bool) {
        let mut inner = resources(&stack.eval, wanted);
        for d in &mut inner.resources {
            d.via.splice(0..0, stack.via.iter().cloned());
            d.unless = stack.unless.clone().or(d.unless.take());
            let empty = Sited { value: Resolved::Absent, ..d.properties.clone() };
            d.properties = decided(std::mem::replace(&mut d.properties, empty), &stack.via);
        }
        self.resources.append(&mut inner.resources);
        self.more.append(&mut inner.more);
        self.unseen.append(&mut inner.unseen);
    }
}
