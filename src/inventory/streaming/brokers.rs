//! The `URI` of an external schema -> its brokers, their ports, and the MSK cluster that they are of.

use super::open;
use crate::inventory::broker;
use crate::inventory::fact::{Fact, List, OriginIx, Piece, Value, Why};
use crate::inventory::kinds::external_schema::{self as f, broker as b};
use crate::inventory::resource::{Record, Resource};
use std::collections::BTreeSet;

/// Most brokers of one `URI`.
const MOST: usize = 1_000;

/// Fills brokers and ports, and gives the cluster behind them.
pub(super) fn fill(r: &mut Resource, uri: &Fact) -> Fact {
    let (value, o) = match uri {
        Fact::Known(value, o) => (value, *o),
        other => {
            r.set(f::brokers, other.clone());
            r.set(f::broker_ports, other.clone());
            return other.clone();
        }
    };
    let addresses = match value {
        Value::Text(t) => split(&[Piece::Lit(t.clone())]),
        Value::Pattern(pieces) => split(pieces),
        _ => Vec::new(),
    };
    let mut list = List::default();
    if addresses.len() > MOST {
        list.more = Some(r.add_why(Why::Limit { what: format!("{MOST} brokers of a URI").into() }));
    }
    let mut ports = (BTreeSet::new(), list.more);
    let mut cluster = None;
    for pieces in addresses.iter().take(MOST) {
        let broker = Broker::read(r, pieces, o);
        match (&broker.port, whole(pieces)) {
            (Fact::Known(Value::Int(port), _), _) => {
                ports.0.insert(*port);
            }
            (Fact::Unknown(why), _) => ports.1 = ports.1.or(Some(*why)),
            _ => {}
        }
        // A value that is filled in as a whole may be several brokers.
        if !pieces.iter().any(|p| matches!(p, Piece::Lit(_)))
            && let Fact::Unknown(why) = open(r, pieces)
        {
            list.more = list.more.or(Some(why));
            ports.1 = ports.1.or(Some(why));
        }
        cluster = cluster.or(broker.cluster);
        list.items.push(Fact::Known(broker.record.into_value(), o));
    }
    let items = ports.0.into_iter().map(|p| Fact::Known(Value::Int(p), o)).collect();
    r.known(f::brokers, Value::List(Box::new(list)), o);
    r.known(f::broker_ports, Value::List(Box::new(List { items, more: ports.1 })), o);
    cluster.unwrap_or(Fact::Absent(o))
}

struct Broker {
    record: Record,
    port: Fact,
    /// `None` for hosts that are not MSK's.
    cluster: Option<Fact>,
}

impl Broker {
    fn read(r: &mut Resource, pieces: &[Piece], o: OriginIx) -> Self {
        let record = Record::new(&b::RECORD).known(b::address, value(pieces), o);
        let (host, port) = host_and_port(r, pieces, o);
        let unknown = || host.is_empty() || !whole(&host);
        let (service, region, cluster) = if unknown() {
            // The end of the name tells whose it is, whatever stands before it.
            let end = match host.last() {
                Some(Piece::Lit(t)) => msk_host(t),
                _ => None,
            };
            let why = open(r, pieces);
            match end {
                Some((service, region)) => {
                    (Fact::Known(Value::text(service), o), Fact::Known(Value::text(region), o), Some(why))
                }
                None => (why.clone(), why.clone(), Some(why)),
            }
        } else {
            let name = text(&host);
            match msk_host(&name).zip(broker::msk_domain(&name)) {
                Some(((service, region), domain)) => (
                    Fact::Known(Value::text(service), o),
                    Fact::Known(Value::text(region), o),
                    Some(Fact::Known(Value::link(domain), o)),
                ),
                None => (Fact::Known(Value::text("other"), o), Fact::Absent(o), None),
            }
        };
        let host = if whole(&host) { Value::text(text(&host).to_ascii_lowercase()) } else { value(&host) };
        let record = record
            .known(b::host, host, o)
            .set(b::port, port.clone())
            .set(b::service, service)
            .set(b::region, region);
        Broker { record, port, cluster }
    }
}

/// Service and region of a host of MSK, by the end of its name.
fn msk_host(host: &str) -> Option<(&'static str, String)> {
    let host = host.to_ascii_lowercase();
    let name = host.strip_suffix(".amazonaws.com.cn").or_else(|| host.strip_suffix(".amazonaws.com"))?;
    let (before, region) = name.rsplit_once('.')?;
    let known = !region.is_empty() && region.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let service = match before.rsplit('.').next()? {
        "kafka" => "msk",
        "kafka-serverless" => "msk-serverless",
        _ => return None,
    };
    known.then(|| (service, region.to_owned()))
}

/// Splits `host:port` when the port can be told.
fn host_and_port(r: &mut Resource, pieces: &[Piece], o: OriginIx) -> (Vec<Piece>, Fact) {
    let Some(Piece::Lit(last)) = pieces.last() else {
        return (pieces.to_vec(), open(r, pieces));
    };
    let mut host = pieces.to_vec();
    let Some((before, port)) = last.rsplit_once(':') else {
        let port = if whole(pieces) { Fact::Absent(o) } else { open(r, pieces) };
        return (host, port);
    };
    host.pop();
    if !before.is_empty() {
        host.push(Piece::Lit(before.into()));
    }
    let port = match port.trim().parse::<u16>() {
        Ok(port) => Fact::Known(Value::Int(port.into()), o),
        Err(_) => {
            let detail = "a port that is no number".into();
            Fact::Unknown(r.add_why(Why::Malformed { operation: "".into(), detail }))
        }
    };
    (host, port)
}

/// The parts between commas, trimmed; empty ones are left out.
fn split(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut all: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces {
        let Piece::Lit(text) = piece else {
            all.last_mut().expect("there is always one").push(piece.clone());
            continue;
        };
        for (i, part) in text.split(',').enumerate() {
            if i > 0 {
                all.push(Vec::new());
            }
            let part = part.trim();
            if !part.is_empty() {
                all.last_mut().expect("there is always one").push(Piece::Lit(part.into()));
            }
        }
    }
    all.retain(|pieces| !pieces.is_empty());
    all
}

fn whole(pieces: &[Piece]) -> bool {
    pieces.iter().all(|p| matches!(p, Piece::Lit(_)))
}

fn text(pieces: &[Piece]) -> String {
    let literal = |p: &Piece| match p {
        Piece::Lit(t) => t.to_string(),
        _ => String::new(),
    };
    pieces.iter().map(literal).collect()
}

fn value(pieces: &[Piece]) -> Value {
    if whole(pieces) { Value::text(text(pieces)) } else { Value::Pattern(pieces.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::snapshot;

    fn shown(uri: Value) -> serde_json::Value {
        let mut r = Resource::new(&f::KIND, "s");
        let o = r.api("x:Y");
        let cluster = fill(&mut r, &Fact::Known(uri, o));
        r.set(f::cluster, cluster);
        let json = serde_json::to_value(&r).expect("a resource is JSON");
        let line = serde_json::to_vec(&r).expect("a resource is JSON");
        snapshot::decode_resource(&line).expect("it reads back");
        json["facts"].clone()
    }

    #[test]
    fn hosts_tell_their_service_region_and_cluster() {
        let facts = shown(Value::text(
            " B-1.orders.a1.c2.kafka.eu-west-1.amazonaws.com:9094, b-2.orders.a1.c2.kafka.eu-west-1.amazonaws.com:9092",
        ));
        let first = &facts["brokers"][0];
        assert_eq!(first["host"], "b-1.orders.a1.c2.kafka.eu-west-1.amazonaws.com");
        assert_eq!((&first["service"], &first["region"]), (&"msk".into(), &"eu-west-1".into()));
        assert_eq!(facts["broker_ports"], serde_json::json!([9092, 9094]));
        assert_eq!(facts["cluster"], "orders.a1.c2.kafka.eu-west-1.amazonaws.com");

        let facts = shown(Value::text("boot-x.c1.kafka-serverless.cn-north-1.amazonaws.com.cn:9098"));
        assert_eq!(facts["brokers"][0]["service"], "msk-serverless");
        assert_eq!(facts["brokers"][0]["region"], "cn-north-1");

        let facts = shown(Value::text("lkc-1.eu-west-1.aws.glb.confluent.cloud:9092"));
        assert_eq!(facts["brokers"][0]["service"], "other");
        assert!(!facts["brokers"][0]["region"].is_string());
        assert!(!facts["cluster"].is_string());
    }

    #[test]
    fn what_is_filled_in_later_leaves_open_what_it_could_change() {
        let lit = |t: &str| Piece::Lit(t.into());
        let hole = || Piece::Hole("name".into());
        let facts = shown(Value::Pattern(
            [lit("b-1."), hole(), lit(".a1.c2.kafka.eu-west-1.amazonaws.com:9092")].into(),
        ));
        assert_eq!(facts["brokers"][0]["port"], 9092);
        assert_eq!(facts["brokers"][0]["service"], "msk");
        assert_eq!(facts["brokers"][0]["region"], "eu-west-1");
        assert!(!facts["cluster"].is_string(), "which cluster is open");
        let facts = shown(Value::Pattern([hole()].into()));
        assert!(facts["brokers"].get("$more").is_some(), "there may be more: {facts}");
        let facts = shown(Value::Pattern([hole(), lit(":9092")].into()));
        assert_eq!(facts["brokers"][0]["port"], 9092);
        assert!(facts["brokers"].is_array());
        assert!(!facts["brokers"][0]["service"].is_string());
    }
}
