//! The possible worlds of a template: what its parameters may be, as far as that can change something.
//!
//! A parameter with allowed values may be each of them. Any other is distinguished by what the template asks of it:
//! the values that its conditions compare it with, the entries of the mappings that it chooses from, and anything
//! else. What nested stacks ask of what is passed to them counts as asked here. Resources that do not hang together do not multiply each other's worlds.

use super::intrinsics;
use super::nested::Files;
use super::parameters::{Choice, World};
use super::questions::{self, Asked};
use super::reach::{Names, Reach};
use super::template::Template;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Most worlds of resources that hang together.
pub const MAX_OF_RESOURCE: usize = 64;
/// Most worlds of a template.
const MAX_OF_TEMPLATE: usize = 256;
/// Most resources in all worlds of a template.
const MAX_RESOURCES: usize = 20_000;

/// See the module.
#[derive(Debug, Default)]
pub struct Possible {
    /// The worlds besides the one that holds by default, fewest assumptions first.
    pub worlds: Vec<World>,
    /// Logical id (of loops: their key) of resources that hang on a parameter without default -> the worlds that
    /// together are all of theirs, by their index.
    pub covered: BTreeMap<Box<str>, Vec<usize>>,
    /// Logical ids of which there are more worlds than are looked at.
    pub capped: BTreeSet<Box<str>>,
}

/// The worlds in which resources of the types that `wanted` takes may differ from the default world `base`.
pub fn possible(template: &Template, files: &Files, base: &World, wanted: &dyn Fn(&str) -> bool) -> Possible {
    let mut possible = Possible::default();
    let Asked { values: asked, within } = questions::of(template, files);
    let values = values(template, base, asked);
    let most = (MAX_RESOURCES / template.resources.len().max(1)).clamp(1, MAX_OF_TEMPLATE);
    let mut seen: HashMap<Assumed, usize> = HashMap::new();
    for group in groups(template, &within, wanted) {
        let axes: Vec<(&str, &[Choice])> =
            group.names.iter().filter_map(|n| Some((&**n, &values.get(n)?[..]))).collect();
        let open: Vec<&str> = axes.iter().map(|(n, _)| *n).filter(|n| is_open(template, n)).collect();
        let (combinations, mut whole) = combinations(&axes);
        let mut all = Vec::new();
        for assumed in combinations {
            let known = seen.get(&assumed).copied();
            if known.is_none() && possible.worlds.len() >= most {
                whole = false;
                break;
            }
            if open.iter().all(|name| assumed.contains_key(*name)) {
                all.push(known.unwrap_or(possible.worlds.len()));
            }
            if known.is_none() {
                seen.insert(assumed.clone(), possible.worlds.len());
                possible.worlds.push(World { given: base.given.clone(), assumed, passed: None });
            }
        }
        if !whole {
            possible.capped.extend(group.ids);
        } else if !open.is_empty() {
            possible.covered.extend(group.ids.into_iter().map(|id| (id, all.clone())));
        }
    }
    possible
}

/// The default world leaves it open: a parameter without default, or a pseudo parameter.
fn is_open(template: &Template, name: &str) -> bool {
    template.parameters.get(name).is_none_or(|p| p.default.is_none())
}

/// Resources that refer to each other, and what they reach together.
struct Group {
    ids: Vec<Box<str>>,
    names: Names,
}

/// `within` holds the names that a nested stack reaches by itself.
fn groups(
    template: &Template,
    within: &HashMap<Box<str>, Names>,
    wanted: &dyn Fn(&str) -> bool,
) -> Vec<Group> {
    let mut reach = Reach::new(template);
    let entries: Vec<(Box<str>, Names)> = template
        .resources
        .iter()
        .filter(|r| {
            r.name.starts_with(intrinsics::LOOP)
                || r.node.get("Type").and_then(|t| t.scalar()).is_some_and(wanted)
        })
        .map(|r| {
            let mut names = reach.resource(&r.node);
            names.extend(within.get(&r.name).into_iter().flatten().cloned());
            (r.name.clone(), names)
        })
        .collect();
    let index: HashMap<&str, usize> = entries.iter().enumerate().map(|(i, (id, _))| (&**id, i)).collect();
    let mut roots: Vec<usize> = (0..entries.len()).collect();
    for (i, (_, names)) in entries.iter().enumerate() {
        for other in names.iter().filter_map(|n| index.get(&**n)) {
            let (a, b) = (root(&mut roots, i), root(&mut roots, *other));
            roots[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for (i, (id, names)) in entries.iter().enumerate() {
        let at = root(&mut roots, i);
        let group = groups.entry(at).or_insert_with(|| Group { ids: Vec::new(), names: Names::new() });
        group.ids.push(id.clone());
        group.names.extend(names.iter().cloned());
    }
    groups.into_values().collect()
}

fn root(roots: &mut [usize], mut i: usize) -> usize {
    while roots[i] != i {
        roots[i] = roots[roots[i]];
        i = roots[i];
    }
    i
}

/// Name -> what it may be besides its default.
fn values(
    template: &Template,
    base: &World,
    mut asked: BTreeMap<Box<str>, BTreeSet<Box<str>>>,
) -> BTreeMap<Box<str>, Vec<Choice>> {
    let mut all = BTreeMap::new();
    for (name, p) in &template.parameters {
        if p.is_path() || base.given.parameters.contains_key(name) {
            continue;
        }
        let default = p.default.as_ref().and_then(|d| d.scalar());
        let choices = if p.allowed.len() > 1 {
            let values = p.allowed.iter().filter_map(|a| a.scalar()).filter(|v| Some(*v) != default);
            values.map(|v| Choice::Is(v.into())).collect()
        } else if p.allowed.is_empty() && !p.is_list() {
            free(asked.remove(name).unwrap_or_default(), default)
        } else {
            Vec::new()
        };
        all.insert(name.clone(), choices);
    }
    let given = &base.given;
    for (name, known) in [
        ("AWS::Region", given.region.is_some()),
        ("AWS::Partition", given.region.is_some()),
        ("AWS::AccountId", given.account.is_some()),
    ] {
        if !known {
            all.insert(name.into(), free(asked.remove(name).unwrap_or_default(), None));
        }
    }
    all.retain(|_, choices: &mut Vec<Choice>| !choices.is_empty());
    all
}

/// What a parameter may be that takes any value: each value that is asked for, and another one.
fn free(asked: BTreeSet<Box<str>>, default: Option<&str>) -> Vec<Choice> {
    if asked.is_empty() {
        return Vec::new();
    }
    let mut choices: Vec<Choice> =
        asked.iter().filter(|v| Some(&***v) != default).map(|v| Choice::Is(v.clone())).collect();
    // A default that nobody asks for is another value already.
    if default.is_none_or(|d| asked.contains(d)) {
        choices.push(Choice::Other(asked.into_iter().collect()));
    }
    choices
}

type Assumed = BTreeMap<Box<str>, Choice>;

/// The combinations of choices, fewest assumptions first; and whether those are all.
fn combinations(axes: &[(&str, &[Choice])]) -> (Vec<Assumed>, bool) {
    let total = axes.iter().fold(1usize, |n, (_, c)| n.saturating_mul(c.len() + 1)) - 1;
    let mut out: Vec<Assumed> = Vec::new();
    // (assumptions, first axis that may still be assumed): a level has one assumption more than the one before.
    let mut level: Vec<(Assumed, usize)> = vec![(Assumed::new(), 0)];
    while !level.is_empty() && out.len() < MAX_OF_RESOURCE {
        let mut next = Vec::new();
        'level: for (assumed, from) in &level {
            for (ix, (name, choices)) in axes.iter().enumerate().skip(*from) {
                for choice in *choices {
                    if out.len() >= MAX_OF_RESOURCE {
                        break 'level;
                    }
                    let mut more = assumed.clone();
                    more.insert((*name).into(), choice.clone());
                    out.push(more.clone());
                    next.push((more, ix + 1));
                }
            }
        }
        level = next;
    }
    let whole = out.len() == total;
    (out, whole)
}
