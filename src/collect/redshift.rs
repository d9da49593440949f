//! Redshift clusters, Serverless workgroups and namespaces: three listings. What is in their databases is asked for
//! elsewhere, and only on request.

use super::asker::{Asker, Listing};
use super::direct::Client;
use super::direct::redshift::{Cluster, SubnetGroup};
use super::direct::redshift_serverless::{Namespace, Workgroup};
use super::fill::{links, list, partition, required, resource, text};
use super::operations::{
    DESCRIBE_CLUSTER_SUBNET_GROUPS, DESCRIBE_CLUSTERS, LIST_NAMESPACES, LIST_WORKGROUPS, Operation,
};
use super::sql::{At, Warehouse};
use crate::inventory::kinds::{redshift_cluster, redshift_namespace, redshift_workgroup};
use crate::inventory::{Resource, Value, Why};

/// Everything of Redshift in a region, and what of it SQL can be sent to.
pub async fn collect(
    asker: &Asker<'_>,
    client: &Client,
    serverless: &Client,
) -> (Vec<Resource>, Vec<Warehouse>) {
    let ((mut all, mut warehouses), workgroups, namespaces) =
        tokio::join!(clusters(asker, client), workgroups(asker, serverless), namespaces(asker, serverless));
    all.extend(workgroups.iter().filter_map(|w| workgroup(asker, w)));
    all.extend(namespaces.items.iter().filter_map(|n| namespace(asker, n)));
    warehouses.extend(workgroups.iter().filter_map(|w| serverless_warehouse(w, &namespaces)));
    (all, warehouses)
}

async fn clusters(asker: &Asker<'_>, client: &Client) -> (Vec<Resource>, Vec<Warehouse>) {
    let listing = asker
        .list(
            &DESCRIBE_CLUSTERS,
            None,
            |marker| async move { client.describe_clusters(marker.as_deref()).await },
            |a| (Some(a.clusters), a.marker),
        )
        .await;
    if listing.items.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let groups = asker
        .list(
            &DESCRIBE_CLUSTER_SUBNET_GROUPS,
            None,
            |marker| async move { client.describe_cluster_subnet_groups(marker.as_deref()).await },
            |a| (Some(a.groups), a.marker),
        )
        .await;
    let resources = listing.items.iter().filter_map(|c| cluster(asker, c, &groups)).collect();
    (resources, listing.items.iter().filter_map(|c| warehouse(asker, c, &groups)).collect())
}

/// The answer has no ARN of the cluster, only one of its namespace.
fn cluster_arn(asker: &Asker<'_>, name: &str) -> String {
    let (region, account) = (&asker.region, &asker.account);
    format!("arn:{}:redshift:{region}:{account}:cluster:{name}", partition(region))
}

/// Clusters on their way in or out have nothing to look into.
fn warehouse(asker: &Asker<'_>, c: &Cluster, groups: &Listing<SubnetGroup>) -> Option<Warehouse> {
    let (name, status) = (c.identifier.clone()?, c.status.as_deref().unwrap_or_default());
    if ["creating", "deleting", "final-snapshot"].contains(&status) {
        return None;
    }
    let group = groups.items.iter().find(|g| g.name == c.subnet_group);
    Some(Warehouse {
        arn: cluster_arn(asker, &name),
        at: At::Cluster(name),
        paused: ["paused", "pausing"].contains(&status),
        database: c.database.clone(),
        default_role: Ok(c.default_iam_role.clone()),
        subnets: group.map(|g| g.subnets.clone()).unwrap_or_default(),
        security_groups: c.security_groups.clone(),
    })
}

fn serverless_warehouse(w: &Workgroup, namespaces: &Listing<Namespace>) -> Option<Warehouse> {
    let (arn, name) = (w.workgroup_arn.clone()?, w.workgroup_name.clone()?);
    if ["CREATING", "DELETING"].contains(&w.status.as_deref().unwrap_or_default()) {
        return None;
    }
    let namespace = namespaces.items.iter().find(|n| n.namespace_name == w.namespace_name);
    let default_role = match (namespace, &namespaces.more) {
        (Some(n), _) => Ok(n.default_iam_role_arn.clone().filter(|a| !a.is_empty())),
        (None, Some(why)) => Err(why.clone()),
        (None, None) => Err(Why::NotCollected { what: "the namespace of the workgroup".into() }),
    };
    Some(Warehouse {
        arn,
        at: At::Workgroup(name),
        paused: false,
        database: namespace.and_then(|n| n.db_name.clone()),
        default_role,
        subnets: w.subnet_ids.clone().unwrap_or_default(),
        security_groups: w.security_group_ids.clone().unwrap_or_default(),
    })
}

fn cluster(asker: &Asker<'_>, c: &Cluster, groups: &Listing<SubnetGroup>) -> Option<Resource> {
    use redshift_cluster as f;
    let op = &DESCRIBE_CLUSTERS;
    let Some(name) = &c.identifier else {
        nameless(asker, op, "a cluster without identifier");
        return None;
    };
    let arn = cluster_arn(asker, name);
    let (mut r, o) = resource(asker, &f::KIND, op, &arn);
    r.also.push(name.as_str().into());
    r.text(f::name, name.as_str(), o);
    required(&mut r, f::status, text(c.status.as_deref()), op, o);
    required(&mut r, f::database_name, text(c.database.as_deref()), op, o);
    required(&mut r, f::enhanced_vpc_routing, c.enhanced_vpc_routing.map(Value::Bool), op, o);
    required(&mut r, f::publicly_accessible, c.publicly_accessible.map(Value::Bool), op, o);
    required(&mut r, f::encrypted, c.encrypted.map(Value::Bool), op, o);
    r.list(f::iam_roles, links(&c.iam_roles), o);
    r.option(f::default_iam_role, c.default_iam_role.as_deref().map(Value::link), o);
    r.option(f::vpc, c.vpc_id.as_deref().map(Value::link), o);
    r.option(f::subnet_group, text(c.subnet_group.as_deref()), o);
    subnets(&mut r, c, groups, o);
    r.list(f::security_groups, links(&c.security_groups), o);
    Some(r)
}

/// The subnets of the cluster's subnet group.
fn subnets(r: &mut Resource, c: &Cluster, groups: &Listing<SubnetGroup>, o: u16) {
    let field = redshift_cluster::subnets;
    let op = &DESCRIBE_CLUSTER_SUBNET_GROUPS;
    let Some(name) = &c.subnet_group else {
        // Outside of any VPC, as clusters of long ago.
        return r.list(field, [], o);
    };
    match (groups.items.iter().find(|g| g.name.as_ref() == Some(name)), &groups.more) {
        (Some(group), _) => {
            let o = r.api(op.name);
            r.list(field, links(&group.subnets), o);
        }
        (None, Some(why)) => r.unknown(field, why.clone()),
        (None, None) => {
            let detail = "the cluster's subnet group is not listed".into();
            r.unknown(field, Why::Malformed { operation: op.name.into(), detail });
        }
    }
}

async fn workgroups(asker: &Asker<'_>, client: &Client) -> Vec<Workgroup> {
    asker
        .list(
            &LIST_WORKGROUPS,
            None,
            |token| async move { client.list_workgroups(token.as_deref()).await },
            |a| (a.workgroups, a.next_token),
        )
        .await
        .items
}

fn workgroup(asker: &Asker<'_>, w: &Workgroup) -> Option<Resource> {
    use redshift_workgroup as f;
    let op = &LIST_WORKGROUPS;
    let Some(arn) = w.workgroup_arn.as_deref().filter(|a| !a.is_empty()) else {
        nameless(asker, op, "a workgroup without ARN");
        return None;
    };
    let (mut r, o) = resource(asker, &f::KIND, op, arn);
    r.also.extend(w.workgroup_name.as_deref().map(Into::into));
    required(&mut r, f::name, text(w.workgroup_name.as_deref()), op, o);
    required(&mut r, f::status, text(w.status.as_deref()), op, o);
    r.option(f::namespace, w.namespace_name.as_deref().filter(|n| !n.is_empty()).map(Value::link), o);
    required(&mut r, f::enhanced_vpc_routing, w.enhanced_vpc_routing.map(Value::Bool), op, o);
    required(&mut r, f::publicly_accessible, w.publicly_accessible.map(Value::Bool), op, o);
    let interfaces = w.endpoint.iter().flat_map(|e| e.vpc_endpoints.iter().flatten());
    match interfaces.filter_map(|i| i.vpc_id.as_deref()).next() {
        Some(vpc) => r.link(f::vpc, vpc, o),
        // An endpoint is made and changed after the workgroup.
        None => r.unknown(f::vpc, Why::NotCollected { what: "the workgroup's endpoint names no VPC".into() }),
    }
    required(&mut r, f::subnets, w.subnet_ids.as_ref().map(|ids| list(links(ids), o)), op, o);
    let groups = w.security_group_ids.as_ref().map(|ids| list(links(ids), o));
    required(&mut r, f::security_groups, groups, op, o);
    Some(r)
}

async fn namespaces(asker: &Asker<'_>, client: &Client) -> Listing<Namespace> {
    asker
        .list(
            &LIST_NAMESPACES,
            None,
            |token| async move { client.list_namespaces(token.as_deref()).await },
            |a| (a.namespaces, a.next_token),
        )
        .await
}

fn namespace(asker: &Asker<'_>, n: &Namespace) -> Option<Resource> {
    use redshift_namespace as f;
    let op = &LIST_NAMESPACES;
    let Some(arn) = n.namespace_arn.as_deref().filter(|a| !a.is_empty()) else {
        nameless(asker, op, "a namespace without ARN");
        return None;
    };
    let (mut r, o) = resource(asker, &f::KIND, op, arn);
    r.also.extend(n.namespace_name.as_deref().map(Into::into));
    required(&mut r, f::name, text(n.namespace_name.as_deref()), op, o);
    required(&mut r, f::status, text(n.status.as_deref()), op, o);
    required(&mut r, f::database_name, text(n.db_name.as_deref()), op, o);
    let roles = n.iam_roles.iter().flatten().map(|role| Value::link(role_arn(role)));
    r.list(f::iam_roles, roles, o);
    r.option(
        f::default_iam_role,
        n.default_iam_role_arn.as_deref().filter(|a| !a.is_empty()).map(Value::link),
        o,
    );
    Some(r)
}

/// A namespace's role: its ARN alone or, as the service answers in practice,
/// `IamRole(applyStatus=in-sync, iamRoleArn=arn:aws:iam::111122223333:role/reader)`.
fn role_arn(text: &str) -> &str {
    match text.split_once("iamRoleArn=") {
        Some((_, rest)) => rest.trim_end_matches(')').split(',').next().unwrap_or(rest),
        None => text,
    }
}

fn nameless(asker: &Asker<'_>, op: &Operation, detail: &str) {
    asker.gap(op, None, &Why::Malformed { operation: op.name.into(), detail: detail.into() });
}

#[cfg(test)]
mod tests {
    use super::role_arn;

    #[test]
    fn roles_of_a_namespace_are_arns_whatever_stands_around_them() {
        let arn = "arn:aws:iam::111122223333:role/reader";
        assert_eq!(role_arn(arn), arn);
        assert_eq!(role_arn(&format!("IamRole(applyStatus=in-sync, iamRoleArn={arn})")), arn);
        assert_eq!(role_arn(&format!("IamRole(iamRoleArn={arn}, applyStatus=in-sync)")), arn);
    }
}
