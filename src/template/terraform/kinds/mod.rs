//! Terraform's resource types -> the inventory's kinds: one mapping for plans and HCL.
//!
//! Resources that only say something about another one (associations, policies, aliases, rotations) are folded
//! into it.

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
mod redshift;
mod replicator;
mod roles;
mod secret_values;
mod secrets;
mod security_groups;
mod statement;

use super::super::global_groups;
use super::instance::Instance;
use crate::connect::knowledge::Knowledge;
use crate::inventory::{Resource, Why};
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
    kind("aws_acm_certificate", certificates::certificate),
    kind("aws_acmpca_certificate_authority", certificates::authority),
    kind("aws_default_security_group", security_groups::security_group),
    kind("aws_elasticache_cluster", elasticache::cluster),
    kind("aws_elasticache_global_replication_group", elasticache::global_group),
    kind("aws_elasticache_replication_group", elasticache::replication_group),
    kind("aws_elasticache_serverless_cache", elasticache::serverless_cache),
    kind("aws_elasticache_subnet_group", elasticache::subnet_group),
    kind("aws_elasticache_user", elasticache::user),
    kind("aws_elasticache_user_group", elasticache::user_group),
    part("aws_elasticache_user_group_association"),
    part("aws_iam_policy"),
    part("aws_iam_policy_attachment"),
    kind("aws_iam_role", roles::role),
    part("aws_iam_role_policy"),
    part("aws_iam_role_policy_attachment"),
    part("aws_kms_alias"),
    part("aws_kms_grant"),
    kind("aws_kms_key", keys::key),
    part("aws_kms_key_policy"),
    kind("aws_kms_replica_key", keys::replica),
    kind("aws_lambda_event_source_mapping", lambda::mapping),
    part("aws_lambda_function"),
    part("aws_main_route_table_association"),
    kind("aws_msk_cluster", msk::cluster),
    part("aws_msk_cluster_policy"),
    kind("aws_msk_configuration", msk::configuration),
    kind("aws_msk_replicator", replicator::replicator),
    part("aws_msk_scram_secret_association"),
    kind("aws_msk_serverless_cluster", msk::serverless),
    part("aws_msk_single_scram_secret_association"),
    part("aws_msk_vpc_connection"),
    kind("aws_mskconnect_connector", connect::connector),
    kind("aws_mskconnect_custom_plugin", connect::custom_plugin),
    kind("aws_mskconnect_worker_configuration", connect::worker_configuration),
    kind("aws_redshift_cluster", redshift::cluster),
    part("aws_redshift_cluster_iam_roles"),
    part("aws_redshift_subnet_group"),
    part("aws_redshiftdata_statement"),
    kind("aws_redshiftserverless_namespace", redshift::namespace),
    kind("aws_redshiftserverless_workgroup", redshift::workgroup),
    part("aws_route"),
    kind("aws_route_table", network::route_table),
    part("aws_route_table_association"),
    kind("aws_secretsmanager_secret", secrets::secret),
    part("aws_secretsmanager_secret_policy"),
    part("aws_secretsmanager_secret_rotation"),
    part("aws_secretsmanager_secret_version"),
    kind("aws_security_group", security_groups::security_group),
    part("aws_security_group_rule"),
    kind("aws_subnet", network::subnet),
    kind("aws_vpc", network::vpc),
    kind("aws_vpc_endpoint", network::vpc_endpoint),
    part("aws_vpc_endpoint_policy"),
    part("aws_vpc_endpoint_route_table_association"),
    part("aws_vpc_endpoint_security_group_association"),
    part("aws_vpc_endpoint_subnet_association"),
    part("aws_vpc_ipv4_cidr_block_association"),
    part("aws_vpc_ipv6_cidr_block_association"),
    part("aws_vpc_security_group_egress_rule"),
    part("aws_vpc_security_group_ingress_rule"),
];

fn mapping(ty: &str) -> Option<&'static Mapping> {
    TYPES.binary_search_by(|m| m.ty.cmp(ty)).ok().map(|i| &TYPES[i])
}

/// Whether a type of managed resource is looked at at all.
pub fn wanted(ty: &str) -> bool {
    mapping(ty).is_some() || is_unread(ty)
}

/// Whether resources of a type may be of a kind that is judged, although they cannot be read: that must be said.
pub fn is_unread(ty: &str) -> bool {
    // The other provider of AWS has CloudFormation's types under names of its own.
    const OTHER_PROVIDER: &[&str] = &[
        "awscc_acmpca_certificate_authority",
        "awscc_certificatemanager_certificate",
        "awscc_ec2_",
        "awscc_elasticache_",
        "awscc_iam_",
        "awscc_kafkaconnect_",
        "awscc_kms_",
        "awscc_lambda_event_source_mapping",
        "awscc_msk_",
        "awscc_redshift",
        "awscc_secretsmanager_",
    ];
    // What these deploy stands in a text of another language, or in another account's template.
    const OPAQUE: &[&str] = &[
        "aws_cloudcontrolapi_resource",
        "aws_cloudformation_stack",
        "aws_cloudformation_stack_set",
        "aws_servicecatalog_provisioned_product",
        "awscc_cloudformation_stack",
        "awscc_cloudformation_stack_set",
        "awscc_servicecatalog_cloud_formation_provisioned_product",
    ];
    matches!(ty, "aws_default_route_table" | "aws_default_subnet" | "aws_default_vpc")
        || OPAQUE.contains(&ty)
        || OTHER_PROVIDER.iter().any(|prefix| ty.starts_with(prefix))
}

/// Whether a type of data source is read.
pub fn wanted_data(ty: &str) -> bool {
    matches!(ty, "aws_kms_key" | "aws_kms_alias")
}

/// What the instances come to.
#[derive(Default)]
pub struct Made<'i> {
    pub resources: Vec<Resource>,
    /// What could not be read of which instance.
    pub gaps: Vec<(&'i Instance, Why)>,
}

pub fn resources<'i>(instances: &'i [Instance], knowledge: &Knowledge) -> Made<'i> {
    let parts = Parts::new(instances, knowledge);
    let mut made = Made::default();
    for instance in instances {
        if is_unread(&instance.ty) {
            made.gaps.push((instance, Why::NotCollected { what: instance.ty.clone() }));
        }
        let mut resources: Vec<Resource> = match mapping(&instance.ty).and_then(|m| m.make) {
            _ if instance.data => keys::data(instance).into_iter().collect(),
            Some(_) if &*instance.ty == lambda::TYPE && !lambda::is_kafka(instance) => Vec::new(),
            Some(make) => vec![make(instance, &parts)],
            None => Vec::new(),
        };
        if !instance.data {
            resources.extend(secret_values::of(instance));
            if &*instance.ty == statement::TYPE {
                let (schemas, problems) = statement::schemas(instance, &parts);
                resources.extend(schemas);
                made.gaps.extend(problems.into_iter().map(|why| (instance, why)));
            }
        }
        made.resources.extend(resources.into_iter().map(|mut resource| {
            resource.context = instance.context;
            resource
        }));
    }
    global_groups::inherit(&mut made.resources);
    let elsewhere = elsewhere::clusters(instances, &parts, &made.resources);
    made.resources.extend(elsewhere);
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds::KINDS;

    #[test]
    fn every_terraform_type_of_every_kind_is_mapped() {
        assert!(TYPES.is_sorted_by(|a, b| a.ty < b.ty));
        for ty in KINDS.iter().flat_map(|k| k.tf_types) {
            let read = mapping(ty).is_some_and(|m| m.make.is_some()) || *ty == statement::TYPE;
            assert!(read, "{ty}");
        }
    }
}
