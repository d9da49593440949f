//! Clusters of other stacks that the template gives secrets to. They are not judged, for the template does not say how
//! they are; the secrets are, for they sign clients in.

use super::super::declared::Declared;
use super::fill::Fill;
use super::{Context, msk};
use crate::inventory::kinds::msk_cluster as f;
use crate::inventory::schema::common;
use crate::inventory::{Arn, Resource, Value, Why};
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
    found.into_iter().map(|(id, associations)| cluster(&id, &associations, context)).collect()
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
    let what: Box<str> = format!("the cluster {id}, which the template does not declare").into();
    for field in 0..f::KIND.fields.len() as u16 {
        if fill.unset(field) && f::KIND.fields[usize::from(field)].back_link.is_none() {
            fill.r.unknown(field, Why::NotCollected { what: what.clone() });
        }
    }
    fill.r
}
