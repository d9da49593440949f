//! MSK clusters, their configurations, associations and policies.

use super::super::super::value::{Resolved, Step};
use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::parts::Parts;
use crate::inventory::kinds::{msk_cluster as f, msk_configuration as c};
use crate::inventory::{Fact, List, Resource, Type, Value};
use crate::template::fact::Found;
use crate::template::{fact, holed};

pub const ASSOCIATION: &str = "aws_msk_scram_secret_association";
pub const SINGLE: &str = "aws_msk_single_scram_secret_association";
pub const POLICY: &str = "aws_msk_cluster_policy";

/// `aws_msk_cluster`
pub fn cluster(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    fill.variant = Some("PROVISIONED".into());
    fill.r.text(f::cluster_type, "PROVISIONED", fill.header);
    fill.path(f::name, "cluster_name");
    mutual_tls(&mut fill);
    fill.destinations(f::broker_log_destinations, "logging_info.broker_logs");
    secrets(&mut fill, parts);
    cluster_policy(&mut fill, parts);
    fill.by_table();
    fill.finish()
}

/// A list of authorities switches mutual TLS on; there is no `tls.enabled` in Terraform (A20).
fn mutual_tls(fill: &mut Fill<'_>) {
    let path = "client_authentication.tls.certificate_authority_arns";
    match fill.i.at(path) {
        Found::Value(v) => match &v.value {
            Resolved::List { items, more } if !items.is_empty() || more.is_none() => {
                let origin = fill.origin(path);
                fill.r.bool(f::tls_enabled, !items.is_empty(), origin);
            }
            // A set of what is known only after apply, of which one resource is said to be in it.
            Resolved::Ref(to) if fact::names_one(to) => {
                let origin = fill.origin(path);
                fill.r.bool(f::tls_enabled, true, origin);
            }
            _ => fill.deferred(f::tls_enabled, &fact::reason(&v.value)),
        },
        Found::Absent(place) => fill.left_out(f::tls_enabled, place),
        Found::Unknown(why) => fill.deferred(f::tls_enabled, why),
    }
}

/// The associated secrets: an association owns the whole list, single ones add to it (B1).
fn secrets(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    let associations = [parts.of(ASSOCIATION, fill.i), parts.of(SINGLE, fill.i)].concat();
    let mut list = associated(fill, &associations);
    if let Some(why) = parts.open(ASSOCIATION).or_else(|| parts.open(SINGLE)) {
        list.0.more = Some(fill.r.add_why(fact::deferred(why)));
    }
    fill.r.known(f::scram_secrets, Value::List(Box::new(list.0)), list.1);
}

/// The secrets that these associations give to the cluster, and where that is said.
pub fn associated(fill: &mut Fill<'_>, associations: &[&Instance]) -> (List, u16) {
    let mut list = List::default();
    let mut origin = fill.header;
    let item = Type::Link("secret");
    for part in associations {
        let many = *part.ty == *ASSOCIATION;
        let (path, ty) =
            if many { ("secret_arn_list", Type::List(&Type::Link("secret"))) } else { ("secret_arn", item) };
        match part.at(path) {
            Found::Value(v) => match fact::fact(&mut fill.r, &ty, v, &part.calls) {
                Fact::Known(Value::List(whole), at) if many => {
                    list.items.extend(whole.items);
                    list.more = list.more.or(whole.more);
                    origin = at;
                }
                Fact::Unknown(why) if many => list.more = Some(why),
                fact if !many => list.items.push(fact),
                _ => {}
            },
            Found::Unknown(why) if many => list.more = Some(fill.r.add_why(fact::deferred(why))),
            Found::Unknown(why) => {
                let why = fill.r.add_why(fact::deferred(why));
                list.items.push(Fact::Unknown(why));
            }
            Found::Absent(_) => {}
        }
    }
    (list, origin)
}

fn cluster_policy(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    match parts.of(POLICY, fill.i).first() {
        Some(part) => statements(fill, f::policy, part, "policy"),
        None => match parts.open(POLICY) {
            Some(why) => fill.deferred(f::policy, why),
            None => fill.r.absent(f::policy, fill.header),
        },
    }
}

/// What a policy says.
pub enum Statements {
    Are(Vec<Value>, u16),
    /// There is no policy.
    None(u16),
    Unknown(String),
}

/// The statements of a policy that an instance at this address gives.
pub fn statements_of(fill: &mut Fill<'_>, address: &str, policy: Found<'_>, calls: &[Step]) -> Statements {
    match policy {
        Found::Value(v) if v.sensitive => Statements::Unknown("a sensitive value".into()),
        Found::Value(v) => {
            let origin = fact::origin(&mut fill.r, &v.site, calls, &v.via);
            match (&v.value, holed::statements(&v.value, origin)) {
                (_, Some(all)) => Statements::Are(all, origin),
                (Resolved::Text(t), None) if t.trim().is_empty() => Statements::None(origin),
                (Resolved::Text(_), None) => Statements::Unknown(format!("{address}: no policy document")),
                (_, None) => Statements::Unknown(fact::reason(&v.value)),
            }
        }
        Found::Absent(place) => Statements::None(fact::origin(&mut fill.r, place, calls, &[])),
        Found::Unknown(why) => Statements::Unknown(why.into()),
    }
}

/// Sets a policy field from an argument of the instance or of one of its parts.
pub fn statements(fill: &mut Fill<'_>, field: u16, part: &Instance, path: &str) {
    match statements_of(fill, &part.address, part.at(path), &part.calls) {
        Statements::Are(all, origin) => fill.r.list(field, all, origin),
        Statements::None(origin) => fill.r.absent(field, origin),
        Statements::Unknown(why) => fill.deferred(field, &why),
    }
}

/// `aws_msk_serverless_cluster`: what it has no argument for is what MSK documents for serverless (A3, A27).
pub fn serverless(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    fill.variant = Some("SERVERLESS".into());
    fill.r.text(f::cluster_type, "SERVERLESS", fill.header);
    fill.path(f::name, "cluster_name");
    fill.path(f::iam_enabled, "client_authentication.sasl.iam.enabled");
    for (field, argument) in [(f::subnets, "subnet_ids"), (f::security_groups, "security_group_ids")] {
        fill.each_of(field, "vpc_config", argument);
    }
    fill.r.list(f::scram_secrets, [], fill.header);
    cluster_policy(&mut fill, parts);
    fill.finish()
}

/// `aws_msk_configuration`
pub fn configuration(i: &Instance, _: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&c::KIND, i);
    fill.path(c::name, "name");
    fill.r.absent(c::revision, fill.header);
    fill.without_acl("server_properties");
    fill.finish()
}
