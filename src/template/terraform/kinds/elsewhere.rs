//! Clusters that the configuration does not declare and gives secrets or a policy to. What nothing says of them is not
//! judged; the secrets are, for they sign clients in, and so is the policy.

use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::msk;
use super::parts::Parts;
use crate::inventory::kinds::msk_cluster as f;
use crate::inventory::schema::common;
use crate::inventory::{Arn, Resource, Value};
use std::collections::BTreeMap;

/// One cluster for each that an association names and that is not among the resources.
pub fn clusters(instances: &[Instance], parts: &Parts<'_>, made: &[Resource]) -> Vec<Resource> {
    let here = |id: &str| {
        let clusters = made.iter().filter(|r| r.kind == &f::KIND);
        clusters.flat_map(|r| r.also.iter().chain([&r.id])).any(|own| **own == *id)
    };
    let mut found: BTreeMap<Box<str>, Vec<&Instance>> = BTreeMap::new();
    for i in instances.iter().filter(|i| !i.data && matches!(&*i.ty, msk::ASSOCIATION | msk::SINGLE)) {
        match parts.about(i) {
            Some(id) if here(id) => {}
            Some(id) => found.entry(id.into()).or_default().push(i),
            // Decided later: some cluster, which may be one of the configuration's.
            None => found.entry(i.address.clone()).or_default().push(i),
        }
    }
    let mut out: Vec<Resource> =
        found.into_iter().map(|(id, associations)| cluster(&id, &associations)).collect();
    let policies = instances.iter().filter(|i| !i.context && *i.ty == *msk::POLICY);
    let elsewhere = policies.filter(|i| parts.about(i).is_none_or(|id| !here(id)));
    out.extend(elsewhere.map(|i| of_policy(i, parts)));
    out
}

/// The cluster that a policy is of; it goes by the policy's name.
fn of_policy(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    msk::statements(&mut fill, f::policy, i, "policy");
    let what = match parts.about(i) {
        Some(id) => format!("the cluster {id}, which the configuration does not declare"),
        None => format!("the cluster that {} is about", i.address),
    };
    fill.partly(&what)
}

fn cluster(id: &str, associations: &[&Instance]) -> Resource {
    let mut fill = Fill::new(&f::KIND, associations[0]);
    fill.r.id = id.into();
    fill.r.context = true;
    if let Some(arn) = Arn::parse(id) {
        let origin = fill.origin("cluster_arn");
        for (field, text) in [(common::REGION, arn.region), (common::ACCOUNT, arn.account)] {
            fill.r.known(field, Value::text(text), origin);
        }
    }
    let (secrets, origin) = msk::associated(&mut fill, associations);
    fill.r.known(f::scram_secrets, Value::List(Box::new(secrets)), origin);
    fill.partly(&format!("the cluster {id}, which the configuration does not declare"))
}
