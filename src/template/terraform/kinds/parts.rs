//! Resources that say something about another one, by the resource they are about.

use super::super::super::value::{Resolved, Sited};
use super::super::instance::Instance;
use crate::template::fact::Found;
use std::collections::HashMap;

/// See the module.
pub struct Parts<'a> {
    /// Part type -> address or literal id of the resource that it is about.
    about: HashMap<&'static str, HashMap<Box<str>, Vec<&'a Instance>>>,
    /// Part type -> those whose resource is decided later, with the reason: they may be about any.
    open: HashMap<&'static str, Box<str>>,
    by_address: HashMap<&'a str, &'a Instance>,
}

/// Part types, and the argument that names the resource.
const TARGETS: &[(&str, &str)] = &[
    ("aws_elasticache_user_group_association", "user_group_id"),
    ("aws_kms_alias", "target_key_id"),
    ("aws_msk_cluster_policy", "cluster_arn"),
    ("aws_msk_scram_secret_association", "cluster_arn"),
    ("aws_msk_single_scram_secret_association", "cluster_arn"),
    ("aws_secretsmanager_secret_policy", "secret_arn"),
    ("aws_secretsmanager_secret_rotation", "secret_id"),
];

impl<'a> Parts<'a> {
    pub fn new(instances: &'a [Instance]) -> Self {
        let mut parts = Self {
            about: HashMap::new(),
            open: HashMap::new(),
            by_address: instances.iter().map(|i| (&*i.address, i)).collect(),
        };
        for i in instances.iter().filter(|i| !i.data) {
            let Some((ty, argument)) = TARGETS.iter().find(|(ty, _)| **ty == *i.ty) else { continue };
            match i.at(argument) {
                Found::Value(v) => match target(v) {
                    Some(id) => parts.about.entry(ty).or_default().entry(id.into()).or_default().push(i),
                    None => drop(parts.open.entry(ty).or_insert_with(|| i.address.clone())),
                },
                Found::Unknown(why) => drop(parts.open.entry(ty).or_insert_with(|| why.into())),
                Found::Absent(_) => drop(parts.open.entry(ty).or_insert_with(|| i.address.clone())),
            }
        }
        parts
    }

    /// The id of the resource that a part is about; `None` when that is decided later.
    pub fn about(&self, part: &'a Instance) -> Option<&'a str> {
        let (_, argument) = TARGETS.iter().find(|(ty, _)| **ty == *part.ty)?;
        match part.at(argument) {
            Found::Value(v) => target(v),
            _ => None,
        }
    }

    /// The parts of a type that are about the instance, in the order of the configuration.
    pub fn of(&self, ty: &str, about: &Instance) -> Vec<&'a Instance> {
        let Some(by_target) = self.about.get(ty) else { return Vec::new() };
        let mut found: Vec<&Instance> = Vec::new();
        let literals = ["arn", "id", "key_id", "user_group_id"].iter().filter_map(|a| match about.at(a) {
            Found::Value(Sited { value: Resolved::Text(t), .. }) => Some(&**t),
            _ => None,
        });
        for id in std::iter::once(&*about.address).chain(literals) {
            for part in by_target.get(id).into_iter().flatten() {
                if !found.iter().any(|f| std::ptr::eq(*f, *part)) {
                    found.push(part);
                }
            }
        }
        found
    }

    /// Why a part of this type that cannot be placed may be about any resource.
    pub fn open(&self, ty: &str) -> Option<&str> {
        self.open.get(ty).map(|why| &**why)
    }

    pub fn instance(&self, address: &str) -> Option<&'a Instance> {
        self.by_address.get(address).copied()
    }
}

/// The id that a reference names; `None` when it is decided later.
fn target(value: &Sited) -> Option<&str> {
    match &value.value {
        Resolved::Text(t) => Some(t),
        Resolved::Ref(to) => Some(&to.target),
        _ => None,
    }
}
