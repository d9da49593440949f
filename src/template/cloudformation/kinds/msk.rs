//! MSK clusters, their configurations, associations and policies.

use super::super::super::fact::{self, Found};
use super::super::super::value::{Resolved, Sited};
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use super::policy::statements;
use crate::inventory::kinds::{msk_cluster as f, msk_configuration as c, scram_association as a};
use crate::inventory::{Fact, List, Resource, Type, Value};

pub const ASSOCIATION: &str = "AWS::MSK::BatchScramSecret";
pub const POLICY: &str = "AWS::MSK::ClusterPolicy";

/// `AWS::MSK::Cluster`
pub fn cluster(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "ClusterName");
    fill.variant = Some("PROVISIONED".into());
    fill.r.text(f::cluster_type, "PROVISIONED", fill.header);
    mutual_tls(&mut fill);
    fill.destinations(f::broker_log_destinations, "LoggingInfo.BrokerLogs");
    super::keys::link(
        &mut fill,
        context,
        f::data_volume_kms_key,
        None,
        "EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId",
    );
    secrets(&mut fill, context);
    cluster_policy(&mut fill, context);
    fill.by_table();
    fill.finish()
}

/// A list of authorities switches mutual TLS on where `Enabled` is not given (A21).
fn mutual_tls(fill: &mut Fill<'_>) {
    let (enabled, list) =
        ("ClientAuthentication.Tls.Enabled", "ClientAuthentication.Tls.CertificateAuthorityArnList");
    if fill.given(enabled) != Ok(false) {
        return fill.path(f::tls_enabled, enabled);
    }
    match fill.d.at(list) {
        Found::Value(v) => match &v.value {
            Resolved::List { items, more } if !items.is_empty() || more.is_none() => {
                let origin = fill.origin(list);
                fill.r.bool(f::tls_enabled, !items.is_empty(), origin);
            }
            other => fill.deferred(f::tls_enabled, &fact::reason(other)),
        },
        Found::Absent(place) => fill.left_out(f::tls_enabled, place),
        Found::Unknown(why) => fill.deferred(f::tls_enabled, why),
    }
}

/// The secrets that the template associates with the cluster (B1).
fn secrets(fill: &mut Fill<'_>, context: &Context<'_>) {
    let parts = context.parts.of(ASSOCIATION, &fill.ids());
    let (mut list, origin) = associated(fill, &parts, context);
    if let Some(why) = context.parts.open(ASSOCIATION) {
        list.more = Some(fill.r.add_why(fact::deferred(why)));
    }
    fill.r.known(f::scram_secrets, Value::List(Box::new(list)), origin);
}

/// The secrets that these associations give to the cluster, and where that is said.
pub fn associated(fill: &mut Fill<'_>, parts: &[&Declared], context: &Context<'_>) -> (List, u16) {
    let mut list = List::default();
    let mut origin = fill.header;
    for part in parts {
        if let Some(why) = &part.unless {
            list.more = Some(fill.r.add_why(fact::deferred(why)));
        }
        match part.at("SecretArnList") {
            Found::Value(v) => {
                let v = through(v, context);
                match fact::fact(&mut fill.r, &Type::List(&Type::Link("secret")), &v, &[]) {
                    Fact::Known(Value::List(whole), at) => {
                        list.items.extend(whole.items);
                        list.more = list.more.or(whole.more);
                        origin = at;
                    }
                    Fact::Unknown(why) => list.more = Some(why),
                    _ => {}
                }
            }
            Found::Unknown(why) => list.more = Some(fill.r.add_why(fact::deferred(why))),
            Found::Absent(_) => {}
        }
    }
    (list, origin)
}

/// `AWS::MSK::BatchScramSecret`
pub fn association(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&a::KIND, d, context, "");
    if let Found::Value(v) = d.at("SecretArnList") {
        let v = through(v, context);
        fill.set(a::secrets, &v);
    }
    fill.by_table();
    fill.finish()
}

/// The list with references to attachments as references to their secrets.
fn through(value: &Sited, context: &Context<'_>) -> Sited {
    let mut value = value.clone();
    if let Resolved::List { items, .. } = &mut value.value {
        for item in items {
            if let Resolved::Ref(to) = &mut item.value {
                *to = context.parts.through(to);
            }
        }
    }
    value
}

fn cluster_policy(fill: &mut Fill<'_>, context: &Context<'_>) {
    match context.parts.of(POLICY, &fill.ids()).first() {
        Some(part) => policy_of(fill, part),
        None => match context.parts.open(POLICY) {
            Some(why) => fill.deferred(f::policy, why),
            None => fill.r.absent(f::policy, fill.header),
        },
    }
}

/// What a policy says of its cluster.
pub fn policy_of(fill: &mut Fill<'_>, part: &Declared) {
    match &part.unless {
        Some(why) => fill.deferred(f::policy, why),
        None => statements(fill, f::policy, part, "Policy"),
    }
}

/// `AWS::MSK::ServerlessCluster`: what it has no property for is what MSK documents for serverless (A3, A27).
pub fn serverless(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "ClusterName");
    fill.variant = Some("SERVERLESS".into());
    fill.r.text(f::cluster_type, "SERVERLESS", fill.header);
    // CloudFormation refuses all but the first; what a template asks for is judged all the same (A27).
    for (field, path) in [
        (f::iam_enabled, "ClientAuthentication.Sasl.Iam.Enabled"),
        (f::scram_enabled, "ClientAuthentication.Sasl.Scram.Enabled"),
        (f::unauthenticated_enabled, "ClientAuthentication.Unauthenticated.Enabled"),
    ] {
        fill.path(field, path);
    }
    mutual_tls(&mut fill);
    // It may be in several VPCs.
    fill.each_of(f::subnets, "VpcConfigs", "SubnetIds");
    fill.each_of(f::security_groups, "VpcConfigs", "SecurityGroups");
    fill.r.list(f::scram_secrets, [], fill.header);
    cluster_policy(&mut fill, context);
    fill.finish()
}

/// `AWS::MSK::Configuration`
pub fn configuration(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&c::KIND, d, context, "Name");
    fill.without_acl("ServerProperties");
    fill.finish()
}
