//! One account and region: all services at once, each dependent call as soon as what it needs is there.

use super::asker::Asker;
use super::{elasticache, kafka, kafkaconnect, kms, secrets};
use crate::connect::knowledge::Knowledge;
use crate::inventory::kinds::{connector, msk_cluster};
use crate::inventory::unit::{Input, Scope};
use crate::inventory::{Coverage, Fact, Resource, Unit, Value};
use aws_config::{Region, SdkConfig};
use std::collections::HashMap;
use tokio::sync::mpsc::unbounded_channel;

/// The resources of a region and what was asked for them, still unlinked: links need the whole coverage.
pub struct Found {
    pub scope: Scope,
    pub resources: Vec<Resource>,
    pub coverage: Vec<Coverage>,
    pub interrupted: bool,
}

pub async fn collect(asker: Asker<'_>, config: &SdkConfig, knowledge: &Knowledge) -> Found {
    let config = config.to_builder().region(Region::new(asker.region.to_string())).build();
    let (to_secrets, associated) = unbounded_channel();
    let (to_keys, wanted) = unbounded_channel();
    let (kafka_client, connect_client) =
        (aws_sdk_kafka::Client::new(&config), aws_sdk_kafkaconnect::Client::new(&config));
    let (secrets_client, cache_client) =
        (aws_sdk_secretsmanager::Client::new(&config), aws_sdk_elasticache::Client::new(&config));
    let kms_client = aws_sdk_kms::Client::new(&config);
    let (clusters, connectors, secrets, caches, keys) = tokio::join!(
        kafka::collect(&asker, &kafka_client, to_secrets, to_keys.clone()),
        kafkaconnect::collect(&asker, &connect_client, knowledge),
        secrets::collect(&asker, &secrets_client, associated, to_keys.clone()),
        elasticache::collect(&asker, &cache_client, to_keys),
        kms::collect(&asker, &kms_client, wanted),
    );
    let mut resources: Vec<Resource> =
        [clusters, connectors, secrets, caches, keys].into_iter().flatten().collect();
    name_clusters(&mut resources);
    resources.iter().for_each(|r| asker.gaps_of(r));
    let (account, region) = (asker.account.clone(), asker.region.clone());
    let interrupted = asker.interrupted();
    Found {
        scope: Scope { account, region, ..Scope::default() },
        resources: home(resources),
        coverage: asker.into_coverage(),
        interrupted,
    }
}

/// A connector knows its cluster by the brokers' domain (A47): where that cluster was read, its ARN takes the
/// domain's place.
fn name_clusters(resources: &mut [Resource]) {
    let clusters: HashMap<Box<str>, Box<str>> = resources
        .iter()
        .filter(|r| r.kind == &msk_cluster::KIND)
        .flat_map(|r| r.also.iter().map(|domain| (domain.clone(), r.id.clone())))
        .collect();
    for r in resources.iter_mut().filter(|r| r.kind == &connector::KIND) {
        let Fact::Known(Value::Link(link), origin) = r.get(connector::cluster) else { continue };
        if let Some(arn) = clusters.get(&link.id) {
            let origin = *origin;
            r.link(connector::cluster, arn.clone(), origin);
        }
    }
}

/// A resource listed twice (pages shift while they are read) counts once; the first answer stands.
fn home(mut resources: Vec<Resource>) -> Vec<Resource> {
    resources.sort_by(|a, b| (a.kind.name, &a.id).cmp(&(b.kind.name, &b.id)));
    resources.dedup_by(|a, b| a.kind.name == b.kind.name && a.id == b.id);
    resources
}

impl Found {
    pub fn unit(self, coverage: &[Coverage]) -> Unit {
        Unit::new(self.scope, self.resources, coverage)
    }
}
