//! One account and region: all services at once, each dependent call as soon as what it needs is there.

use super::RedshiftSql;
use super::asker::Asker;
use super::{
    certificates, direct, elasticache, kafka, kafkaconnect, kms, lambda, network, redshift, replicators,
    roles, schemas, secrets,
};
use crate::connect::knowledge::Knowledge;
use crate::inventory::kinds::{connector, external_schema, lambda_mapping, msk_cluster};
use crate::inventory::unit::Scope;
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

pub async fn collect(
    asker: Asker<'_>,
    config: &SdkConfig,
    knowledge: &Knowledge,
    sql: Option<&RedshiftSql>,
) -> Found {
    let config = config.to_builder().region(Region::new(asker.region.to_string())).build();
    let (to_secrets, associated) = unbounded_channel();
    let (to_keys, wanted_keys) = unbounded_channel();
    let (to_roles, wanted_roles) = unbounded_channel();
    let (to_authorities, trusted) = unbounded_channel();
    let (to_certificates, wanted_certificates) = unbounded_channel();
    let (to_network, wanted_network) = unbounded_channel();
    let kafka_client = aws_sdk_kafka::Client::new(&config);
    let connect_client = aws_sdk_kafkaconnect::Client::new(&config);
    let secrets_client = aws_sdk_secretsmanager::Client::new(&config);
    let cache_client = aws_sdk_elasticache::Client::new(&config);
    let kms_client = aws_sdk_kms::Client::new(&config);
    let data_client = aws_sdk_redshiftdata::Client::new(&config);
    let certificates_client = aws_sdk_acm::Client::new(&config);
    let authorities_client = aws_sdk_acmpca::Client::new(&config);
    let direct = |service| direct::Client::new(&config, service);
    let (redshift_client, serverless_client) =
        (direct(&direct::REDSHIFT), direct(&direct::REDSHIFT_SERVERLESS));
    let (lambda_client, iam_client, ec2_client) =
        (direct(&direct::LAMBDA), direct(&direct::IAM), direct(&direct::EC2));
    let to = schemas::To {
        certificates: to_certificates,
        roles: to_roles.clone(),
        secrets: to_secrets.clone(),
        network: to_network.clone(),
    };
    let warehouses = async {
        let (mut all, warehouses) = redshift::collect(&asker, &redshift_client, &serverless_client).await;
        all.extend(schemas::collect(&asker, &data_client, sql, warehouses, to).await);
        all
    };
    let found = tokio::join!(
        kafka::collect(
            &asker,
            &kafka_client,
            kafka::To {
                secrets: to_secrets.clone(),
                keys: to_keys.clone(),
                authorities: to_authorities.clone(),
                network: to_network.clone(),
            }
        ),
        replicators::collect(&asker, &kafka_client),
        kafkaconnect::collect(&asker, &connect_client, knowledge, to_network),
        lambda::collect(&asker, &lambda_client, to_roles, to_secrets),
        warehouses,
        secrets::collect(&asker, &secrets_client, associated, to_keys.clone()),
        elasticache::collect(&asker, &cache_client, to_keys),
        kms::collect(&asker, &kms_client, sql.is_some(), wanted_keys),
        certificates::certificates(&asker, &certificates_client, wanted_certificates, to_authorities),
        certificates::authorities(&asker, &authorities_client, trusted),
        roles::collect(&asker, &iam_client, wanted_roles),
        network::collect(&asker, &ec2_client, wanted_network),
    );
    let (a, b, c, d, e, f, g, h, i, j, k, l) = found;
    let mut resources: Vec<Resource> = [a, b, c, d, e, f, g, h, i, j, k, l].into_iter().flatten().collect();
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

/// Connectors and other clients know their cluster by the brokers' domain (A47): where that cluster was read, its ARN
/// takes the domain's place.
fn name_clusters(resources: &mut [Resource]) {
    let clusters: HashMap<Box<str>, Box<str>> = resources
        .iter()
        .filter(|r| r.kind == &msk_cluster::KIND)
        .flat_map(|r| r.also.iter().map(|domain| (domain.clone(), r.id.clone())))
        .collect();
    let clients = [
        (&connector::KIND, connector::cluster),
        (&external_schema::KIND, external_schema::cluster),
        (&lambda_mapping::KIND, lambda_mapping::cluster),
    ];
    for r in resources.iter_mut() {
        let Some((_, field)) = clients.iter().find(|(kind, _)| r.kind == *kind) else { continue };
        let Fact::Known(Value::Link(link), origin) = r.get(*field) else { continue };
        if let Some(arn) = clusters.get(&link.id) {
            let origin = *origin;
            r.link(*field, arn.clone(), origin);
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
