//! Redshift clusters, and the namespaces and workgroups of Redshift Serverless.

use super::super::super::fact::Found;
use super::super::super::value::{Resolved, Sited};
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use crate::inventory::kinds::{redshift_cluster, redshift_namespace, redshift_workgroup};
use crate::inventory::{Fact, Resource, Type};

const SUBNETS: &str = "AWS::Redshift::ClusterSubnetGroup";

/// `AWS::Redshift::Cluster`
pub fn cluster(d: &Declared, context: &Context<'_>) -> Resource {
    use redshift_cluster as f;
    let mut fill = Fill::new(&f::KIND, d, context, "ClusterIdentifier");
    match d.at("ClusterSubnetGroupName") {
        Found::Value(Sited { value: Resolved::Ref(to), .. }) => {
            let group = context.parts.declared(&to.target).filter(|d| &*d.ty == SUBNETS);
            if let Some(Found::Value(v)) = group.map(|g| g.at("SubnetIds")) {
                let subnets = fill.fact(&Type::List(&Type::Link("subnet")), Found::Value(v));
                fill.r.set(f::subnets, subnets);
            }
        }
        Found::Absent(_) => fill.deferred(f::subnets, "the default subnet group"),
        _ => {}
    }
    if matches!(fill.r.get(f::subnets), Fact::Unknown(0)) {
        fill.deferred(f::subnets, &format!("the subnet group of {}", d.id));
    }
    fill.by_table();
    fill.finish()
}

/// `AWS::RedshiftServerless::Namespace`
pub fn namespace(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&redshift_namespace::KIND, d, context, "NamespaceName");
    fill.by_table();
    fill.finish()
}

/// `AWS::RedshiftServerless::Workgroup`
pub fn workgroup(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&redshift_workgroup::KIND, d, context, "WorkgroupName");
    fill.by_table();
    fill.finish()
}
