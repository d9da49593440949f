//! Clusters that the configuration does not declare and gives secrets to. They are not judged, for nothing says how they
//! are; the secrets are, for they sign clients in.

use super::super::instance::Instance;
use super::fill::Fill;
use super::msk;
use super::parts::Parts;
use crate::inventory::kinds::msk_cluster as f;
use crate::inventory::schema::common;
use crate::inventory::{Arn, Resource, Value, Why};
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
    found.into_iter().map(|(id, associations)| cluster(&id, &associations)).collect()
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
    let what: Box<str> = format!("the cluster {id}, which the configuration does not declare").into();
    for (field, def) in f::KIND.fields.iter().enumerate() {
        if def.back_link.is_none() && fill.unset(field as u16) {
            fill.r.unknown(field as u16, Why::NotCollected { what: what.clone() });
        }
    }
    fill.r
}
