//! CloudFormation's resource types -> the inventory's kinds.
//!
//! Resources that only say something about another one (associations, policies, aliases, rotation schedules) are
//! folded into it. A template is judged as the whole of what it declares: a cluster's SCRAM secrets are those that
//! the template associates, a secret's policy the one that it attaches. What is done to the stack's resources
//! outside of the template is what scans of the account are for.

mod certificates;
mod connect;
mod elasticache;
mod elsewhere;
mod fill;
mod keys;
mod lambda;
mod msk;
mod network;
mod parts;
mod policy;
mod redshift;
mod replicator;
mod roles;
mod routes;
mod secret_values;
mod secrets;
mod sql;

use super::super::global_groups;
use super::declared::Declared;
use super::eval::Eval;
use super::parameters::World;
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
    make: Make,
}

enum Make {
    One(fn(&Declared, &Context<'_>) -> Resource),
    Several(fn(&Declared, &Context<'_>) -> Vec<Resource>),
    /// It only says something about other resources.
    Nothing,
}

const fn kind(ty: &'static str, make: fn(&Declared, &Context<'_>) -> Resource) -> Mapping {
    Mapping { ty, make: Make::One(make) }
}

const fn several(ty: &'static str, make: fn(&Declared, &Context<'_>) -> Vec<Resource>) -> Mapping {
    Mapping { ty, make: Make::Several(make) }
}

const fn part(ty: &'static str) -> Mapping {
    Mapping { ty, make: Make::Nothing }
}

/// Sorted by type.
static TYPES: &[Mapping] = &[
    kind("AWS::ACMPCA::CertificateAuthority", certificates::authority),
    kind("AWS::CertificateManager::Certificate", certificates::certificate),
    part("AWS::EC2::InternetGateway"),
    part("AWS::EC2::Route"),
    kind("AWS::EC2::RouteTable", routes::table),
    kind("AWS::EC2::SecurityGroup", network::group),
    part("AWS::EC2::SecurityGroupEgress"),
    part("AWS::EC2::SecurityGroupIngress"),
    kind("AWS::EC2::Subnet", network::subnet),
    part("AWS::EC2::SubnetRouteTableAssociation"),
    kind("AWS::EC2::VPC", network::vpc),
    part("AWS::EC2::VPCCidrBlock"),
    kind("AWS::EC2::VPCEndpoint", network::endpoint),
    part("AWS::EC2::VPNGateway"),
    kind("AWS::ElastiCache::CacheCluster", elasticache::cluster),
    kind("AWS::ElastiCache::GlobalReplicationGroup", elasticache::global_group),
    kind("AWS::ElastiCache::ReplicationGroup", elasticache::replication_group),
    kind("AWS::ElastiCache::ServerlessCache", elasticache::serverless_cache),
    kind("AWS::ElastiCache::SubnetGroup", elasticache::subnet_group),
    kind("AWS::ElastiCache::User", elasticache::user),
    kind("AWS::ElastiCache::UserGroup", elasticache::user_group),
    part("AWS::IAM::ManagedPolicy"),
    part("AWS::IAM::Policy"),
    kind("AWS::IAM::Role", roles::role),
    part("AWS::IAM::RolePolicy"),
    part("AWS::KMS::Alias"),
    kind("AWS::KMS::Key", keys::key),
    kind("AWS::KMS::ReplicaKey", keys::replica),
    kind("AWS::KafkaConnect::Connector", connect::connector),
    kind("AWS::KafkaConnect::CustomPlugin", connect::custom_plugin),
    kind("AWS::KafkaConnect::WorkerConfiguration", connect::worker_configuration),
    several("AWS::Lambda::EventSourceMapping", lambda::mapping),
    part("AWS::Lambda::Function"),
    kind("AWS::MSK::BatchScramSecret", msk::association),
    kind("AWS::MSK::Cluster", msk::cluster),
    part("AWS::MSK::ClusterPolicy"),
    kind("AWS::MSK::Configuration", msk::configuration),
    kind("AWS::MSK::Replicator", replicator::replicator),
    kind("AWS::MSK::ServerlessCluster", msk::serverless),
    part("AWS::MSK::VpcConnection"),
    kind("AWS::Redshift::Cluster", redshift::cluster),
    part("AWS::Redshift::ClusterSubnetGroup"),
    kind("AWS::RedshiftServerless::Namespace", redshift::namespace),
    kind("AWS::RedshiftServerless::Workgroup", redshift::workgroup),
    part("AWS::SecretsManager::ResourcePolicy"),
    part("AWS::SecretsManager::RotationSchedule"),
    kind("AWS::SecretsManager::Secret", secrets::secret),
    part("AWS::SecretsManager::SecretTargetAttachment"),
    several("AWS::Serverless::Function", lambda::events),
];

fn mapping(ty: &str) -> Option<&'static Mapping> {
    TYPES.binary_search_by(|m| m.ty.cmp(ty)).ok().map(|i| &TYPES[i])
}

/// Whether a type is read at all.
pub fn wanted(ty: &str) -> bool {
    mapping(ty).is_some() || sql::is_custom(ty) || is_opaque(ty)
}

/// Whether what a declaration deploys stands in another template, which is not looked into: that must be said.
fn is_opaque(ty: &str) -> bool {
    ty.ends_with("::MODULE")
        || matches!(
            ty,
            "AWS::CloudFormation::StackSet" | "AWS::ServiceCatalog::CloudFormationProvisionedProduct"
        )
}

/// What declarations come to.
#[derive(Default)]
pub struct Made {
    pub resources: Vec<Resource>,
    /// What is wrong with a text within a resource, by the resource's id.
    pub problems: Vec<(Box<str>, Box<str>)>,
    /// What is not read, by its resource's id.
    pub unread: Vec<(Box<str>, Box<str>)>,
}

/// The resources that the declarations come to.
pub fn resources(declared: &[Declared], eval: &Eval, knowledge: &Knowledge) -> Made {
    let context = Context { parts: Parts::new(declared), world: &eval.world, knowledge };
    let mut resources = Vec::new();
    for d in declared {
        match mapping(&d.ty).map(|m| &m.make) {
            Some(Make::One(make)) => resources.push(make(d, &context)),
            Some(Make::Several(make)) => resources.extend(make(d, &context)),
            Some(Make::Nothing) | None => {}
        }
    }
    global_groups::inherit(&mut resources);
    resources.extend(elsewhere::clusters(declared, &context, &resources));
    resources.extend(declared.iter().flat_map(|d| secret_values::of(d, &context)));
    secret_values::parameters(eval, &context, &mut resources);
    let schemas = sql::schemas(declared, &context);
    resources.extend(schemas.resources);
    let opaque = declared.iter().filter(|d| is_opaque(&d.ty)).map(|d| (d.id.clone(), d.ty.clone()));
    let scripts = schemas.unread.into_iter().map(|id| (id, "the SQL of a custom resource".into()));
    let unread = opaque.chain(scripts).collect();
    Made { resources, problems: schemas.problems, unread }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds::KINDS;

    #[test]
    fn every_cloudformation_type_of_every_kind_is_mapped() {
        assert!(TYPES.is_sorted_by(|a, b| a.ty < b.ty));
        for ty in KINDS.iter().flat_map(|k| k.cfn_types) {
            assert!(mapping(ty).is_some_and(|m| !matches!(m.make, Make::Nothing)), "{ty}");
        }
    }
}
