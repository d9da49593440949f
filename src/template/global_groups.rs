//! What ElastiCache's global replication groups decide for their members.
//!
//! All members have the engine, the version and the node type of the global group, which are the primary's unless it
//! says otherwise, and there is one answer to whether traffic and disks are encrypted: the primary's. Of the rest
//! nothing is documented. A secondary that says nothing of it either inherits it or takes the default: where both come
//! to the same that is known, else it stays unknown.

use super::fact::{self, deferred};
use super::value::{Resolved, Sited};
use crate::inventory::kinds::{global_replication_group as g, replication_group as f};
use crate::inventory::{Fact, Resource, Value, Why};
use std::collections::HashMap;

/// What a secondary member inherits; the readers leave it to the global group where the member does not say it.
pub const INHERITED: [u16; 5] = [
    f::engine,
    f::engine_version,
    f::node_type,
    f::transit_encryption_enabled,
    f::at_rest_encryption_enabled,
];

/// Fields of members that the global group may set for all.
const SHARED: [(u16, u16); 3] =
    [(f::engine, g::engine), (f::engine_version, g::engine_version), (f::node_type, g::node_type)];

const GROUP: &str = "the global replication group ";

/// Why a member that a global group decides is unknown.
pub fn reason(group: &Sited) -> String {
    match &group.value {
        Resolved::Text(id) if !group.sensitive => format!("{GROUP}{id}"),
        other => format!("{GROUP}{}", fact::reason(other)),
    }
}

/// Completes the members of the global groups that are among the resources.
pub fn inherit(resources: &mut [Resource]) {
    let globals = index(resources, g::KIND.name);
    if globals.is_empty() {
        return;
    }
    let groups = index(resources, f::KIND.name);
    let primary_of = |global: usize, resources: &[Resource]| {
        linked(&resources[global], g::primary).and_then(|id| groups.get(id)).copied()
    };
    let mut seen: Vec<usize> = globals.values().copied().collect();
    seen.sort_unstable();
    seen.dedup();
    for global in seen {
        if let Some(primary) = primary_of(global, resources) {
            for (field, shared) in SHARED {
                match resources[global].get(shared) {
                    Fact::Absent(_) => {}
                    Fact::Known(..) => copy(resources, (global, shared), (primary, field)),
                    Fact::Unknown(_) => {
                        let why = format!("{GROUP}{}", resources[global].id);
                        resources[primary].unknown(field, deferred(&why));
                    }
                }
            }
        }
    }
    for member in 0..resources.len() {
        let r = &resources[member];
        if r.kind != &f::KIND {
            continue;
        }
        let Some(global) = linked(r, f::global_group).and_then(|id| globals.get(id)).copied() else {
            continue;
        };
        let primary = primary_of(global, resources).filter(|primary| *primary != member);
        for field in
            INHERITED.into_iter().filter(|field| waits(&resources[member], *field)).collect::<Vec<_>>()
        {
            let shared = SHARED.iter().find(|(own, _)| *own == field).map(|(_, shared)| *shared);
            match (shared, primary) {
                (Some(shared), _) if resources[global].get(shared).known().is_some() => {
                    copy(resources, (global, shared), (member, field));
                }
                (_, Some(primary)) if known(&resources[primary], field) => {
                    copy(resources, (primary, field), (member, field));
                }
                _ => {}
            }
        }
        let Some(primary) = primary else { continue };
        if waits(&resources[member], f::auth_token_enabled)
            && resources[primary].get(f::auth_token_enabled).known() == Some(&Value::Bool(false))
        {
            copy(resources, (primary, f::auth_token_enabled), (member, f::auth_token_enabled));
        }
        let mode = resources[primary].get(f::transit_encryption_mode);
        let required = matches!(mode, Fact::Absent(_)) || mode.known() == Some(&Value::text("required"));
        if waits(&resources[member], f::transit_encryption_mode) && required {
            copy(resources, (primary, f::transit_encryption_mode), (member, f::transit_encryption_mode));
        }
    }
}

/// Ids of a kind's resources.
fn index(resources: &[Resource], kind: &str) -> HashMap<Box<str>, usize> {
    let of_kind = resources.iter().enumerate().filter(|(_, r)| r.kind.name == kind);
    of_kind.flat_map(|(i, r)| r.also.iter().chain([&r.id]).map(move |id| (id.clone(), i))).collect()
}

fn linked(r: &Resource, field: u16) -> Option<&str> {
    match r.get(field) {
        Fact::Known(Value::Link(link), _) => Some(&link.id),
        _ => None,
    }
}

/// Whether the readers left the field to the global group.
fn waits(r: &Resource, field: u16) -> bool {
    match r.get(field) {
        Fact::Unknown(why) => {
            matches!(r.why(*why), Why::Deferred { expression } if expression.starts_with(GROUP))
        }
        _ => false,
    }
}

/// Whether the field says something that holds for others, too: that it is left out does where that is an answer.
fn known(r: &Resource, field: u16) -> bool {
    !matches!(r.get(field), Fact::Unknown(_))
}

/// Sets a field to what another resource's field says, which says so where it stands.
fn copy(resources: &mut [Resource], (from, of): (usize, u16), (to, field): (usize, u16)) {
    let source = &resources[from];
    let fact = source.get(of).clone();
    let (Fact::Known(_, at) | Fact::Absent(at)) = fact else { return };
    let Some(origin) = source.origin(at).cloned() else { return };
    let at = resources[to].add_origin(origin);
    let fact = match fact {
        Fact::Known(value, _) => Fact::Known(value, at),
        _ => Fact::Absent(at),
    };
    resources[to].set(field, fact);
}
