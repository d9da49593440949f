//! MSK replicators. Terraform's provider knows only those between MSK clusters.

use super::super::super::value::Sited;
use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::parts::Parts;
use crate::inventory::kinds::msk_replicator::{self as f, cluster};
use crate::inventory::{Fact, List, Record, Resource, Value};
use crate::template::fact::{self, Found};

const CLUSTER: &str = "amazon_msk_cluster.msk_cluster_arn";

/// `aws_msk_replicator`
pub fn replicator(i: &Instance, _: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "replicator_name");
    let mut list = List::default();
    match i.at("kafka_cluster") {
        Found::Value(v) => match fact::blocks(v) {
            Some((blocks, more)) => {
                for block in blocks {
                    let fact = one(&mut fill, block);
                    list.items.push(fact);
                }
                if let Some(why) = more {
                    list.more = Some(fill.why(why));
                }
            }
            None => list.more = Some(fill.why(&fact::reason(&v.value))),
        },
        Found::Unknown(why) => list.more = Some(fill.why(why)),
        Found::Absent(_) => list.more = Some(fill.why(&format!("{}.kafka_cluster", i.address))),
    }
    let origin = fill.origin("kafka_cluster");
    fill.r.known(f::clusters, Value::List(Box::new(list)), origin);
    fill.by_table();
    fill.finish()
}

fn one(fill: &mut Fill<'_>, block: &Sited) -> Fact {
    let calls = &fill.i.calls;
    let origin = fact::origin(&mut fill.r, &block.site, calls, &[]);
    let ty = |field: u16| cluster::RECORD.fields[field as usize].ty;
    let name = match fill.member(block, CLUSTER, &ty(cluster::name), calls) {
        Fact::Absent(_) => fill.unknown("a cluster without ARN"),
        name => name,
    };
    let link = fill.member(block, CLUSTER, &ty(cluster::cluster), calls);
    let record = Record::new(&cluster::RECORD)
        .set(cluster::name, name)
        .set(cluster::cluster, link)
        .set(cluster::bootstrap_servers, Fact::Absent(origin))
        .set(cluster::encryption_type, Fact::Absent(origin))
        .set(cluster::scram_mechanism, Fact::Absent(origin))
        .known(cluster::other_authentication, Value::List(Box::default()), origin)
        .set(cluster::secret, Fact::Absent(origin));
    Fact::Known(record.into_value(), origin)
}
