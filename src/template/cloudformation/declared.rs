//! The resources that a template declares in one world: loops expanded, conditions applied.

use super::super::source::{Site, Span};
use super::super::value::{Resolved, Sited, Step};
use super::conditions;
use super::eval::{Eval, decided};
use super::intrinsics;
use super::template::{MAX_RESOURCES, Named};
use super::tree::Node;
use std::sync::Arc;

/// A resource, its properties evaluated.
#[derive(Debug)]
pub struct Declared {
    pub id: Box<str>,
    pub ty: Box<str>,
    /// The properties, whose place is the resource's header.
    pub properties: Sited,
    /// The key of the logical id.
    pub header: Site,
    /// The condition that the resource stands under.
    pub via: Vec<Step>,
    /// The resource exists only when this is so.
    pub unless: Option<Box<str>>,
}

/// What a world declares.
#[derive(Debug, Default)]
pub struct World {
    pub resources: Vec<Declared>,
    /// Why there may be further ones.
    pub more: Vec<(Span, Box<str>)>,
}

/// An entry below `Resources` before its properties are looked at, with the loops that made it.
struct Entry {
    id: Box<str>,
    header: Span,
    node: Arc<Node>,
    loops: Vec<(Box<str>, Sited)>,
}

/// The resources of the types that `wanted` takes; of the others only the ids count.
pub fn resources(eval: &Eval<'_>, wanted: &dyn Fn(&str) -> bool) -> World {
    let mut world = World::default();
    let mut entries: Vec<Entry> = Vec::new();
    for named in &eval.template.resources {
        if named.name.starts_with(intrinsics::LOOP) {
            expand(eval, named, &mut entries, &mut world);
        } else if named.name.starts_with("Fn::") {
            world.more.push((named.key_span, format!("{} among the resources", named.name).into()));
        } else {
            let node = named.node.clone();
            entries.push(Entry { id: named.name.clone(), header: named.key_span, node, loops: Vec::new() });
        }
    }
    // Set once: an evaluation reads the resources of its world once.
    let _ = eval.ids.set(entries.iter().map(|e| e.id.clone()).collect());
    for entry in &entries {
        let declared = eval.within(&entry.loops, || declared(eval, entry, wanted));
        world.resources.extend(declared);
    }
    world
}

fn expand(eval: &Eval<'_>, named: &Named, entries: &mut Vec<Entry>, world: &mut World) {
    let body = &mut |id: String, node: &Node| {
        if entries.len() < MAX_RESOURCES {
            // The tree shares its nodes: the copy of a fragment is found again below its loop.
            if let Some(node) = shared(&named.node, node) {
                entries.push(Entry { id: id.into(), header: named.key_span, node, loops: eval.loops() });
            }
        }
    };
    if let Err(why) = intrinsics::each(eval, &named.node, body) {
        world.more.push((named.key_span, why));
    }
    if entries.len() >= MAX_RESOURCES {
        world.more.push((named.key_span, format!("more than {MAX_RESOURCES} resources").into()));
    }
}

/// The shared node that is `wanted`, somewhere in the fragments of nested loops.
fn shared(within: &Arc<Node>, wanted: &Node) -> Option<Arc<Node>> {
    let fragment = within.items()?.get(2)?;
    fragment.pairs().iter().find_map(|p| {
        if std::ptr::eq(&*p.value, wanted) { Some(p.value.clone()) } else { shared(&p.value, wanted) }
    })
}

fn declared(eval: &Eval<'_>, entry: &Entry, wanted: &dyn Fn(&str) -> bool) -> Option<Declared> {
    let ty = eval.in_loops(entry.node.get("Type")?.scalar()?);
    if !wanted(&ty) {
        return None;
    }
    let (mut via, mut unless) = (Vec::new(), None);
    if let Some(name) = entry.node.get("Condition").and_then(|c| c.scalar()) {
        let truth = conditions::named(eval, &eval.in_loops(name));
        via = truth.via;
        match truth.value {
            Ok(true) => {}
            Ok(false) => return None,
            Err(why) => unless = Some(why),
        }
    }
    let properties = match entry.node.get("Properties") {
        Some(node) => eval.under(node, Some(entry.header)),
        None => eval.sited(entry.header, Resolved::Map { entries: Vec::new(), more: None }),
    };
    // An expression in place of the properties that comes to nothing leaves them out.
    let properties = match properties.value {
        Resolved::Absent => Sited { value: Resolved::Map { entries: Vec::new(), more: None }, ..properties },
        _ => properties,
    };
    Some(Declared {
        id: entry.id.clone(),
        ty: ty.into(),
        properties: decided(properties, &via),
        header: eval.template.site(entry.header),
        via,
        unless,
    })
}
