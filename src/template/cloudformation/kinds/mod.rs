//! CloudFormation's resource types -> the inventory's kinds.
//!
//! Resources that only say something about another one (associations, policies, aliases, rotation schedules) are
//! folded into it. A template is judged as the whole of what it declares: a cluster's SCRAM secrets are those that
//! the template associates, a secret's policy the one that it attaches. What is done to the stack's resources
//! outside of the template is what scans of the account are for.

mod connect;
mod elasticache;
mod elsewhere;
mod fill;
mod keys;
mod msk;
mod parts;
mod policy;
mod secret_values;
mod secrets;

use super::declared::Declared;
use super::parameters::World;
use super::template::Template;
use crate::connect::knowledge::Knowledge;
use crate::inventory::Resource;
use parts::Parts;

/// What a mapping works with.
pub struct Context<'a> {
    pub parts: Parts<'a>,
    pub world: &'a World,
    pub knowledge: &'a Knowledge,
}

/// A resource type that is read.
struct Mapping {
    ty: &'static str,
    /// `None`: it only says something about other resources.
    make: Option<fn(&Declared, &Context<'_>) -> Resource>,
}

const fn kind(ty: &'static str, make: fn(&Declared, &Context<'_>) -> Resource) -> Mapping {
    Mapping { ty, make: Some(make) }
}

const fn part(ty: &'static str) -> Mapping {
    Mapping { ty, make: None }
}

/// Sorted by type.
static TYPES: &[Mapping] = &[
    kind("AWS::ElastiCache::CacheCluster", elasticache::cluster),
    kind("AWS::ElastiCache::ReplicationGroup", elasticache::replication_group),
    kind("AWS::ElastiCache::ServerlessCache", elasticache::serverless_cache),
    kind("AWS::ElastiCache::SubnetGroup", elasticache::subnet_group),
    kind("AWS::ElastiCache::User", elasticache::user),
    kind("AWS::ElastiCache::UserGroup", elasticache::user_group),
    part("AWS::KMS::Alias"),
    kind("AWS::KMS::Key", keys::key),
    kind("AWS::KMS::ReplicaKey", keys::replica),
    kind("AWS::KafkaConnect::Connector", connect::connector),
    kind("AWS::KafkaConnect::WorkerConfiguration", connect::worker_configuration),
    kind("AWS::MSK::BatchScramSecret", msk::association),
    kind("AWS::MSK::Cluster", msk::cluster),
    part("AWS::MSK::ClusterPolicy"),
    kind("AWS::MSK::Configuration", msk::configuration),
    kind("AWS::MSK::ServerlessCluster", msk::serverless),
    part("AWS::SecretsManager::ResourcePolicy"),
    part("AWS::SecretsManager::RotationSchedule"),
    kind("AWS::SecretsManager::Secret", secrets::secret),
    part("AWS::SecretsManager::SecretTargetAttachment"),
];

fn mapping(ty: &str) -> Option<&'static Mapping> {
    TYPES.binary_search_by(|m| m.ty.cmp(ty)).ok().map(|i| &TYPES[i])
}

/// Whether a type is read at all.
pub fn wanted(ty: &str) -> bool {
    mapping(ty).is_some()
}

/// The resources that the declarations come to.
pub fn resources(
    declared: &[Declared],
    template: &Template,
    world: &World,
    knowledge: &Knowledge,
) -> Vec<Resource> {
    let context = Context { parts: Parts::new(declared), world, knowledge };
    let made = declared.iter().filter_map(|d| mapping(&d.ty)?.make.map(|make| make(d, &context)));
    let mut resources: Vec<Resource> = made.collect();
    resources.extend(elsewhere::clusters(declared, &context, &resources));
    resources.extend(declared.iter().flat_map(|d| secret_values::of(d, &context)));
    resources.extend(secret_values::parameters(template, &context));
    resources
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds::KINDS;

    #[test]
    fn every_cloudformation_type_of_every_kind_is_mapped() {
        assert!(TYPES.is_sorted_by(|a, b| a.ty < b.ty));
        for ty in KINDS.iter().flat_map(|k| k.cfn_types) {
            assert!(mapping(ty).is_some_and(|m| m.make.is_some()), "{ty}");
        }
    }
}
