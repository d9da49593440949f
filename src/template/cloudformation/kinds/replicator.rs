//! MSK replicators.

use super::super::super::fact::{self, Found};
use super::super::super::value::{Resolved, Sited};
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use crate::inventory::kinds::msk_replicator::{self as f, cluster};
use crate::inventory::{Fact, List, Record, Resource, Type, Value};

/// `AWS::MSK::Replicator`
pub fn replicator(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "ReplicatorName");
    let (given, more) = fill.blocks("KafkaClusters");
    let items = given.iter().map(|item| one(&mut fill, item, context)).collect();
    let origin = fill.origin("KafkaClusters");
    fill.list(f::clusters, items, more.as_deref(), origin);
    fill.by_table();
    fill.finish()
}

fn one(fill: &mut Fill<'_>, item: &Sited, context: &Context<'_>) -> Fact {
    let origin = fact::origin(&mut fill.r, &item.site, &[], &item.via);
    let at = |path: &str| fact::find(item, path, &item.site, false);
    let msk = at("AmazonMskCluster.MskClusterArn");
    let (name, cluster) = match msk {
        Found::Absent(site) => {
            let absent = Fact::Absent(fact::origin(&mut fill.r, site, &[], &[]));
            (fill.fact(&Type::Text, at("ApacheKafkaCluster.ApacheKafkaClusterId")), absent)
        }
        found => (fill.fact(&Type::Text, found), fill.fact(&Type::Link("msk_cluster"), found)),
    };
    let servers = match at("ApacheKafkaCluster.BootstrapBrokerString") {
        Found::Value(v) => match fill.fact(&Type::Text, Found::Value(v)) {
            Fact::Known(Value::Text(t), at) => {
                let pairs = t.split(',').map(|pair| Fact::Known(Value::text(pair.trim()), at)).collect();
                Fact::Known(Value::List(Box::new(List { items: pairs, more: None })), at)
            }
            Fact::Known(..) => Fact::Unknown(fill.r.add_why(fact::deferred(&fact::reason(&v.value)))),
            other => other,
        },
        found => fill.fact(&Type::List(&Type::Text), found),
    };
    let mut others = Vec::new();
    for (block, word) in
        [("ClientAuthentication.Mtls", "mtls"), ("ClientAuthentication.SaslOauthbearer", "oauthbearer")]
    {
        if at(block).is_value() {
            others.push(Fact::Known(Value::text(word), origin));
        }
    }
    let others = Value::List(Box::new(List { items: others, more: None }));
    let secret = match at("ClientAuthentication.SaslScram.SecretArn") {
        Found::Value(v) => {
            let mut v = v.clone();
            if let Resolved::Ref(to) = &mut v.value {
                *to = context.parts.through(to);
            }
            fill.fact(&Type::Link("secret"), Found::Value(&v))
        }
        found => fill.fact(&Type::Link("secret"), found),
    };
    let record = Record::new(&cluster::RECORD)
        .set(cluster::name, name)
        .set(cluster::cluster, cluster)
        .set(cluster::bootstrap_servers, servers)
        .set(cluster::encryption_type, fill.fact(&Type::Text, at("EncryptionInTransit.EncryptionType")))
        .set(cluster::scram_mechanism, fill.fact(&Type::Text, at("ClientAuthentication.SaslScram.Mechanism")))
        .known(cluster::other_authentication, others, origin)
        .set(cluster::secret, secret);
    Fact::Known(record.into_value(), origin)
}
