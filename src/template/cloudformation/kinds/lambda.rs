//! Lambda's event source mappings that read from Kafka, and the events of SAM's functions that become such mappings.
//! Mappings of other sources (queues, streams) are none.

use super::super::super::fact::{self, Found};
use super::super::super::value::{Piece, Resolved, Sited};
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use crate::inventory::kinds::lambda_mapping::{self as f, access};
use crate::inventory::{Arn, Fact, Record, Resource, Type, Value, broker};

/// The types of an MSK source.
const CLUSTERS: &[&str] = &["AWS::MSK::Cluster", "AWS::MSK::ServerlessCluster", CONNECTION];
const CONNECTION: &str = "AWS::MSK::VpcConnection";

/// Where a mapping says what.
struct Names {
    source: &'static str,
    servers: &'static str,
}

const MAPPING: Names =
    Names { source: "EventSourceArn", servers: "SelfManagedEventSource.Endpoints.KafkaBootstrapServers" };
const EVENT: Names = Names { source: "Stream", servers: "KafkaBootstrapServers" };

/// Entries of `SourceAccessConfigurations` that name a secret.
const WITH_SECRET: &[&str] = &[
    "BASIC_AUTH",
    "SASL_SCRAM_512_AUTH",
    "SASL_SCRAM_256_AUTH",
    "CLIENT_CERTIFICATE_TLS_AUTH",
    "SERVER_ROOT_CA_CERTIFICATE",
];

/// `AWS::Lambda::EventSourceMapping`
pub fn mapping(d: &Declared, context: &Context<'_>) -> Vec<Resource> {
    let Some(source) = source(d, context) else { return Vec::new() };
    let mut fill = Fill::new(&f::KIND, d, context, "");
    fill.path(f::function, "FunctionName");
    let function = match d.at("FunctionName") {
        Found::Value(Sited { value: Resolved::Ref(to), .. }) => context.parts.declared(&to.target),
        _ => None,
    };
    role(&mut fill, function);
    vec![finish(fill, context, source, &MAPPING)]
}

/// What a mapping reads from; `None`: no Kafka.
fn source(d: &Declared, context: &Context<'_>) -> Option<&'static str> {
    if !matches!(d.at("SelfManagedEventSource"), Found::Absent(_)) {
        return Some("self-managed");
    }
    // Only Kafka has topics.
    let topics =
        || ["Topics", "AmazonManagedKafkaEventSourceConfig"].iter().any(|name| d.at(name).is_value());
    let is_msk = match d.at(MAPPING.source) {
        Found::Value(v) => match &v.value {
            Resolved::Text(t) => Arn::parse(t).map_or_else(topics, |arn| arn.service == "kafka"),
            Resolved::Ref(to) => match context.parts.declared(&to.target) {
                Some(target) => CLUSTERS.contains(&&*target.ty),
                None => topics(),
            },
            Resolved::Pattern(pieces) => {
                let kafka = |p: &Piece| matches!(p, Piece::Lit(t) if t.contains(":kafka:"));
                pieces.iter().any(kafka) || topics()
            }
            _ => topics(),
        },
        _ => topics(),
    };
    is_msk.then_some("msk")
}

/// `AWS::Serverless::Function`: SAM makes a mapping of each event that reads from Kafka.
pub fn events(d: &Declared, context: &Context<'_>) -> Vec<Resource> {
    let Found::Value(Sited { value: Resolved::Map { entries, .. }, .. }) = d.at("Events") else {
        return Vec::new();
    };
    let mut made = Vec::new();
    for entry in entries {
        let ty = match fact::find(&entry.value, "Type", &entry.key_site, false) {
            Found::Value(Sited { value: Resolved::Text(t), .. }) => t,
            _ => continue,
        };
        let source = match &**ty {
            "MSK" => "msk",
            "SelfManagedKafka" => "self-managed",
            _ => continue,
        };
        let properties = match fact::find(&entry.value, "Properties", &entry.key_site, false) {
            Found::Value(v) => v.clone(),
            Found::Unknown(why) => Sited { value: Resolved::Unknown(why.into()), ..entry.value.clone() },
            Found::Absent(_) => {
                Sited { value: Resolved::Map { entries: Vec::new(), more: None }, ..entry.value.clone() }
            }
        };
        let event = Declared {
            // The logical id that SAM gives it.
            id: format!("{}{}", d.id, entry.key).into(),
            ty: d.ty.clone(),
            construct: d.construct.clone(),
            written: d.written,
            properties,
            header: entry.key_site.clone(),
            via: d.via.clone(),
            unless: d.unless.clone(),
        };
        let mut fill = Fill::new(&f::KIND, &event, context, "");
        let arn = [crate::inventory::Piece::Symbol(format!("{}.Arn", d.id).into())];
        fill.r.known(f::function, Value::Pattern(arn.into()), fill.header);
        role(&mut fill, Some(d));
        made.push(finish(fill, context, source, &EVENT));
    }
    made
}

/// The role that the function runs as; without one SAM makes it.
fn role(fill: &mut Fill<'_>, function: Option<&Declared>) {
    match function.map(|f| (f, f.at("Role"))) {
        Some((_, Found::Value(v))) => fill.set(f::role, v),
        Some((_, Found::Unknown(why))) => fill.deferred(f::role, why),
        Some((function, Found::Absent(_))) => {
            fill.deferred(f::role, &format!("the role that is made for {}", function.id))
        }
        None => fill.deferred(f::role, "the function, which the template does not declare"),
    }
}

fn finish(mut fill: Fill<'_>, context: &Context<'_>, source: &str, names: &Names) -> Resource {
    let header = fill.header;
    fill.r.text(f::source, source, header);
    if source == "msk" {
        cluster(&mut fill, context, names);
        fill.r.absent(f::bootstrap_servers, header);
    } else {
        fill.r.absent(f::event_source, header);
        servers(&mut fill, names);
    }
    accesses(&mut fill, context);
    fill.by_table();
    fill.finish()
}

fn cluster(fill: &mut Fill<'_>, context: &Context<'_>, names: &Names) {
    fill.path(f::event_source, names.source);
    let Found::Value(v) = fill.d.at(names.source) else {
        let why = match fill.d.at(names.source) {
            Found::Unknown(why) => why.to_owned(),
            _ => format!("{}.{}, which is not given", fill.d.id, names.source),
        };
        fill.deferred(f::event_source, &why);
        return fill.deferred(f::cluster, &why);
    };
    let connection = match &v.value {
        Resolved::Ref(to) => context.parts.declared(&to.target).filter(|d| &*d.ty == CONNECTION),
        _ => None,
    };
    match (connection.map(|c| c.at("TargetClusterArn")), &v.value) {
        (Some(Found::Value(target)), _) => fill.set(f::cluster, target),
        (Some(_), _) => fill.deferred(f::cluster, "the cluster behind a VPC connection"),
        // A connection's own ARN does not tell the cluster's.
        (None, Resolved::Text(t)) if t.contains(":vpc-connection/") => {
            fill.deferred(f::cluster, "the cluster behind a VPC connection");
        }
        (None, _) => fill.set(f::cluster, v),
    }
}

/// Self-managed brokers may be MSK's all the same.
fn servers(fill: &mut Fill<'_>, names: &Names) {
    let found = fill.d.at(names.servers);
    let list = fill.fact(&Type::List(&Type::Text), found);
    let origin = fill.origin(names.servers);
    match &list {
        Fact::Known(Value::List(list), _) => {
            let texts = || list.items.iter().map(|i| i.known().and_then(Value::as_text));
            let domain = texts().flatten().flat_map(broker::split).find_map(broker::msk_domain);
            match domain {
                Some(domain) => fill.r.link(f::cluster, domain, origin),
                None if list.more.is_none() && texts().all(|t| t.is_some()) => {
                    fill.r.absent(f::cluster, origin)
                }
                None => fill.deferred(f::cluster, "the brokers' addresses"),
            }
        }
        _ => fill.deferred(f::cluster, "the brokers' addresses"),
    }
    fill.r.set(f::bootstrap_servers, list);
}

fn accesses(fill: &mut Fill<'_>, context: &Context<'_>) {
    let path = "SourceAccessConfigurations";
    let (given, more) = fill.blocks(path);
    let mut items = Vec::new();
    for item in given {
        let at = |name| fact::find(item, name, &item.site, false);
        let ty = fill.fact(&Type::Text, at("Type"));
        let secret = match ty.known().and_then(Value::as_text) {
            Some(t) if !WITH_SECRET.contains(&t) => Fact::Absent(fill.header),
            _ => match at("URI") {
                Found::Value(v) => {
                    let mut v = v.clone();
                    if let Resolved::Ref(to) = &mut v.value {
                        *to = context.parts.through(to);
                    }
                    fill.fact(&Type::Link("secret"), Found::Value(&v))
                }
                found => fill.fact(&Type::Link("secret"), found),
            },
        };
        let origin = fact::origin(&mut fill.r, &item.site, &[], &item.via);
        let record = Record::new(&access::RECORD)
            .set(access::access_type, ty)
            .set(access::uri, fill.fact(&Type::Text, at("URI")))
            .set(access::secret, secret);
        items.push(Fact::Known(record.into_value(), origin));
    }
    let origin = fill.origin(path);
    fill.list(f::source_access, items, more.as_deref(), origin);
}
