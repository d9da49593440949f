//! Resources that say something about another one, by the resource they are about.

use super::super::super::value::{Resolved, Sited};
use super::super::instance::Instance;
use crate::connect::knowledge::Knowledge;
use crate::template::fact::Found;
use std::collections::HashMap;

/// See the module.
pub struct Parts<'a> {
    /// Part type -> address or literal id of the resource that it is about.
    about: HashMap<&'static str, HashMap<Box<str>, Vec<&'a Instance>>>,
    /// Part type -> those whose resource is decided later, with the reason: they may be about any.
    open: HashMap<&'static str, Box<str>>,
    by_address: HashMap<&'a str, &'a Instance>,
    by_type: HashMap<&'a str, Vec<&'a Instance>>,
    /// What is known of connectors' families.
    pub knowledge: &'a Knowledge,
}

/// Arguments and attributes by which other resources may name one.
const NAMES: [&str; 6] = ["arn", "cluster_identifier", "id", "key_id", "name", "user_group_id"];

/// Part types, and the argument that names the resource.
const TARGETS: &[(&str, &str)] = &[
    ("aws_elasticache_user_group_association", "user_group_id"),
    ("aws_iam_role_policy", "role"),
    ("aws_iam_role_policy_attachment", "role"),
    ("aws_kms_alias", "target_key_id"),
    ("aws_kms_grant", "key_id"),
    ("aws_kms_key_policy", "key_id"),
    ("aws_main_route_table_association", "route_table_id"),
    ("aws_msk_cluster_policy", "cluster_arn"),
    ("aws_msk_scram_secret_association", "cluster_arn"),
    ("aws_msk_single_scram_secret_association", "cluster_arn"),
    ("aws_redshift_cluster_iam_roles", "cluster_identifier"),
    ("aws_route", "route_table_id"),
    ("aws_route_table_association", "route_table_id"),
    ("aws_secretsmanager_secret_policy", "secret_arn"),
    ("aws_secretsmanager_secret_rotation", "secret_id"),
    ("aws_security_group_rule", "security_group_id"),
    ("aws_vpc_endpoint_policy", "vpc_endpoint_id"),
    ("aws_vpc_endpoint_route_table_association", "route_table_id"),
    ("aws_vpc_endpoint_security_group_association", "vpc_endpoint_id"),
    ("aws_vpc_endpoint_subnet_association", "vpc_endpoint_id"),
    ("aws_vpc_ipv4_cidr_block_association", "vpc_id"),
    ("aws_vpc_ipv6_cidr_block_association", "vpc_id"),
    ("aws_vpc_security_group_egress_rule", "security_group_id"),
    ("aws_vpc_security_group_ingress_rule", "security_group_id"),
];

impl<'a> Parts<'a> {
    pub fn new(instances: &'a [Instance], knowledge: &'a Knowledge) -> Self {
        let mut parts = Self {
            about: HashMap::new(),
            open: HashMap::new(),
            by_address: instances.iter().map(|i| (&*i.address, i)).collect(),
            by_type: HashMap::new(),
            knowledge,
        };
        for i in instances.iter().filter(|i| !i.data) {
            parts.by_type.entry(&i.ty).or_default().push(i);
        }
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
        let literals = NAMES.iter().filter_map(|a| match about.at(a) {
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

    /// Every managed instance of a type.
    pub fn of_type(&self, ty: &str) -> &[&'a Instance] {
        self.by_type.get(ty).map_or(&[], |all| all)
    }

    /// Whether a value names the instance.
    pub fn means(&self, value: &Sited, instance: &Instance) -> bool {
        match &value.value {
            Resolved::Ref(to) => to.target == instance.address,
            Resolved::Text(text) => NAMES.iter().any(|name| match instance.at(name) {
                Found::Value(Sited { value: Resolved::Text(own), .. }) => own == text,
                _ => false,
            }),
            _ => false,
        }
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
