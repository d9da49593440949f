//! Clusters of other stacks that the template gives secrets or a policy to. What the template does not say of them is not
//! judged; the secrets are, for they sign clients in, and so is the policy.

use super::super::declared::Declared;
use super::fill::{Fill, Making};
use super::{Context, msk};
use crate::inventory::kinds::msk_cluster as f;
use crate::inventory::schema::common;
use crate::inventory::{Arn, Resource, Value};
use std::collections::BTreeMap;

/// One cluster for each that an association names and that is not among the resources.
pub fn clusters(declared: &[Declared], context: &Context<'_>, made: &[Resource]) -> Vec<Resource> {
    let here = |id: &str| {
        let clusters = made.iter().filter(|r| r.kind == &f::KIND);
        clusters.flat_map(|r| r.also.iter().chain([&r.id])).any(|own| **own == *id)
    };
    let mut found: BTreeMap<Box<str>, Vec<&Declared>> = BTreeMap::new();
    for association in declared.iter().filter(|d| *d.ty == *msk::ASSOCIATION) {
        match context.parts.about(association) {
            Some(id) if here(&id) => {}
            Some(id) => found.entry(id).or_default().push(association),
            // Decided later: some cluster, which may be one of the template's.
            None => found.entry(association.id.clone()).or_default().push(association),
        }
    }
    let mut out: Vec<Resource> =
        found.into_iter().map(|(id, associations)| cluster(&id, &associations, context)).collect();
    let policies = declared.iter().filter(|d| *d.ty == *msk::POLICY);
    let elsewhere = policies.filter(|d| context.parts.about(d).is_none_or(|id| !here(&id)));
    out.extend(elsewhere.map(|d| of_policy(d, context)));
    out
}

/// The cluster that a policy is of; it goes by the policy's name.
fn of_policy(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "");
    msk::policy_of(&mut fill, d);
    let what = match context.parts.about(d) {
        Some(id) => format!("the cluster {id}, which the template does not declare"),
        None => format!("the cluster that {} is about", d.id),
    };
    fill.partly(&what)
}

fn cluster(id: &str, associations: &[&Declared], context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, associations[0], context, "");
    fill.r.id = id.into();
    fill.r.context = true;
    if let Some(arn) = Arn::parse(id) {
        let origin = fill.origin("ClusterArn");
        for (field, text) in [(common::REGION, arn.region), (common::ACCOUNT, arn.account)] {
            fill.r.known(field, Value::text(text), origin);
        }
    }
    let (secrets, origin) = msk::associated(&mut fill, associations, context);
    fill.r.known(f::scram_secrets, Value::List(Box::new(secrets)), origin);
    fill.partly(&format!("the cluster {id}, which the template does not declare"))
}
