//! Redshift clusters, Serverless namespaces and workgroups.

use super::super::super::value::{Resolved, Sited};
use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::parts::Parts;
use crate::inventory::Resource;
use crate::inventory::kinds::{redshift_cluster, redshift_namespace, redshift_workgroup};
use crate::template::fact::Found;

const ROLES: &str = "aws_redshift_cluster_iam_roles";

/// `aws_redshift_cluster`
pub fn cluster(i: &Instance, parts: &Parts<'_>) -> Resource {
    use redshift_cluster as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "cluster_identifier");
    fill.also_at("cluster_identifier");
    match (parts.of(ROLES, i).first(), parts.open(ROLES)) {
        (Some(part), _) => {
            let part: &Instance = part;
            for (field, path) in
                [(f::iam_roles, "iam_role_arns"), (f::default_iam_role, "default_iam_role_arn")]
            {
                fill.take_part(field, part, path);
            }
        }
        (None, Some(why)) => {
            fill.deferred(f::iam_roles, why);
            fill.deferred(f::default_iam_role, why);
        }
        (None, None) => {}
    }
    subnets(&mut fill, parts);
    fill.by_table();
    fill.finish()
}

/// The subnets of its subnet group; without one, those of the default group.
fn subnets(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    use redshift_cluster as f;
    let path = "cluster_subnet_group_name";
    let group = match fill.i.at(path) {
        Found::Value(Sited { value: Resolved::Ref(to), .. }) => parts.instance(&to.target),
        Found::Value(Sited { value: Resolved::Text(name), .. }) => {
            let named = |i: &&&Instance| matches!(i.at("name"), Found::Value(Sited { value: Resolved::Text(own), .. }) if own == name);
            parts.of_type("aws_redshift_subnet_group").iter().find(named).copied()
        }
        _ => None,
    };
    match group.filter(|i| &*i.ty == "aws_redshift_subnet_group") {
        Some(group) => fill.take_part(f::subnets, group, "subnet_ids"),
        None => {
            let why = match fill.given(path) {
                Some(false) => "the default subnet group".to_owned(),
                _ => fill
                    .text(path)
                    .map_or_else(|| fill.reason(path), |name| format!("the subnet group {name}")),
            };
            fill.deferred(f::subnets, &why);
        }
    }
}

/// `aws_redshiftserverless_namespace`
pub fn namespace(i: &Instance, _: &Parts<'_>) -> Resource {
    use redshift_namespace as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "namespace_name");
    fill.also_at("namespace_name");
    fill.by_table();
    fill.finish()
}

/// `aws_redshiftserverless_workgroup`
pub fn workgroup(i: &Instance, _: &Parts<'_>) -> Resource {
    use redshift_workgroup as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "workgroup_name");
    fill.also_at("workgroup_name");
    fill.by_table();
    fill.finish()
}
