//! Terraform's resource types -> the inventory's kinds: one mapping for plans and HCL.
//!
//! Resources that only say something about another one (associations, policies, aliases, rotations) are folded
//! into it.

mod connect;
mod elasticache;
mod elsewhere;
mod fill;
mod keys;
mod msk;
mod parts;
mod secret_values;
mod secrets;

use super::instance::Instance;
use crate::inventory::Resource;
use parts::Parts;
pub use secret_values::holds_secret;

/// A resource type that is read.
struct Mapping {
    ty: &'static str,
    /// `None`: it only says something about other resources.
    make: Option<fn(&Instance, &Parts<'_>) -> Resource>,
}

const fn kind(ty: &'static str, make: fn(&Instance, &Parts<'_>) -> Resource) -> Mapping {
    Mapping { ty, make: Some(make) }
}

const fn part(ty: &'static str) -> Mapping {
    Mapping { ty, make: None }
}

/// Sorted by type.
static TYPES: &[Mapping] = &[
    kind("aws_elasticache_cluster", elasticache::cluster),
    kind("aws_elasticache_replication_group", elasticache::replication_group),
    kind("aws_elasticache_serverless_cache", elasticache::serverless_cache),
    kind("aws_elasticache_subnet_group", elasticache::subnet_group),
    kind("aws_elasticache_user", elasticache::user),
    kind("aws_elasticache_user_group", elasticache::user_group),
    part("aws_elasticache_user_group_association"),
    part("aws_kms_alias"),
    kind("aws_kms_key", keys::key),
    kind("aws_kms_replica_key", keys::replica),
    kind("aws_msk_cluster", msk::cluster),
    part("aws_msk_cluster_policy"),
    kind("aws_msk_configuration", msk::configuration),
    part("aws_msk_scram_secret_association"),
    kind("aws_msk_serverless_cluster", msk::serverless),
    part("aws_msk_single_scram_secret_association"),
    kind("aws_mskconnect_connector", connect::connector),
    kind("aws_mskconnect_worker_configuration", connect::worker_configuration),
    kind("aws_secretsmanager_secret", secrets::secret),
    part("aws_secretsmanager_secret_policy"),
    part("aws_secretsmanager_secret_rotation"),
    part("aws_secretsmanager_secret_version"),
];

fn mapping(ty: &str) -> Option<&'static Mapping> {
    TYPES.binary_search_by(|m| m.ty.cmp(ty)).ok().map(|i| &TYPES[i])
}

/// Whether a type of managed resource is read at all.
pub fn wanted(ty: &str) -> bool {
    mapping(ty).is_some()
}

/// Whether a type of data source is read.
pub fn wanted_data(ty: &str) -> bool {
    matches!(ty, "aws_kms_key" | "aws_kms_alias")
}

/// The resources that the instances come to.
pub fn resources(instances: &[Instance]) -> Vec<Resource> {
    let parts = Parts::new(instances);
    let mut resources = Vec::new();
    for instance in instances {
        let made = match mapping(&instance.ty).and_then(|m| m.make) {
            _ if instance.data => keys::data(instance),
            Some(make) => Some(make(instance, &parts)),
            None => None,
        };
        let secrets = if instance.data { Vec::new() } else { secret_values::of(instance) };
        resources.extend(made.into_iter().chain(secrets).map(|mut resource| {
            resource.context = instance.context;
            resource
        }));
    }
    resources.extend(elsewhere::clusters(instances, &parts, &resources));
    resources
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds::KINDS;

    #[test]
    fn every_terraform_type_of_every_kind_is_mapped() {
        assert!(TYPES.is_sorted_by(|a, b| a.ty < b.ty));
        for ty in KINDS.iter().flat_map(|k| k.tf_types) {
            assert!(mapping(ty).is_some_and(|m| m.make.is_some()), "{ty}");
        }
    }
}
