//! KMS keys, replica keys and aliases; keys that data sources show.

use super::super::super::value::{Resolved, Sited};
use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::msk::statements;
use super::parts::Parts;
use crate::inventory::kinds::kms_key as f;
use crate::inventory::{Fact, List, Record, Resource, Value};
use crate::template::fact;
use crate::template::fact::Found;

const ALIAS: &str = "aws_kms_alias";
const GRANT: &str = "aws_kms_grant";
const POLICY: &str = "aws_kms_key_policy";

/// `aws_kms_key`
pub fn key(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = begin(i, parts);
    policy(&mut fill, i, parts);
    grants(&mut fill, i, parts);
    origin(&mut fill);
    fill.by_table();
    fill.finish()
}

fn begin<'a>(i: &'a Instance, parts: &Parts<'_>) -> Fill<'a> {
    let mut fill = Fill::new(&f::KIND, i);
    fill.also_at("key_id");
    for alias in parts.of(ALIAS, i) {
        fill.r.also.push(alias.address.clone());
        if let Found::Value(name) = alias.at("name") {
            fill.also(name);
        }
        if let Found::Value(arn) = alias.at("arn") {
            fill.also(arn);
        }
    }
    fill.r.absent(f::name, fill.header);
    fill
}

/// The policy stands in the key or, as a resource of its own, beside it.
fn policy(fill: &mut Fill<'_>, i: &Instance, parts: &Parts<'_>) {
    match parts.of(POLICY, i).first() {
        Some(part) => statements(fill, f::policy, part, "policy"),
        None => match (parts.open(POLICY), fill.given("policy")) {
            (Some(why), Some(false)) => fill.deferred(f::policy, why),
            _ => statements(fill, f::policy, i, "policy"),
        },
    }
}

/// The grants that the configuration declares.
fn grants(fill: &mut Fill<'_>, i: &Instance, parts: &Parts<'_>) {
    let items = parts.of(GRANT, i).into_iter().map(|part| grant(fill, part)).collect();
    let more = parts.open(GRANT).map(|why| fill.why(why));
    fill.r.known(f::grants, Value::List(Box::new(List { items, more })), fill.header);
}

/// `aws_kms_grant`
fn grant(fill: &mut Fill<'_>, part: &Instance) -> Fact {
    let o = fact::origin(&mut fill.r, &part.header, &part.calls, &[]);
    let mut member = |field: u16, path: &str| {
        let ty = f::grant::RECORD.fields[usize::from(field)].ty;
        fill.member(&part.body, path, &ty, &part.calls)
    };
    let grantee = member(f::grant::grantee, "grantee_principal");
    let operations = member(f::grant::operations, "operations");
    let constrained = match part.at("constraints") {
        Found::Absent(_) => Fact::Known(Value::Bool(false), o),
        Found::Value(Sited { value: Resolved::List { items, more: None }, .. }) => {
            Fact::Known(Value::Bool(!items.is_empty()), o)
        }
        Found::Value(Sited { value: Resolved::Map { .. }, .. }) => Fact::Known(Value::Bool(true), o),
        Found::Value(_) => fill.unknown(&format!("{}.constraints", part.address)),
        Found::Unknown(why) => fill.unknown(why),
    };
    let record = Record::new(&f::grant::RECORD)
        .set(f::grant::grantee, grantee)
        .set(f::grant::operations, operations)
        .set(f::grant::constrained, constrained);
    Fact::Known(record.into_value(), o)
}

/// A key store of the customer's holds the key material.
fn origin(fill: &mut Fill<'_>) {
    for (path, origin) in [("xks_key_id", "EXTERNAL_KEY_STORE"), ("custom_key_store_id", "AWS_CLOUDHSM")] {
        match fill.given(path) {
            Some(true) => {
                let at = fill.origin(path);
                return fill.r.text(f::origin, origin, at);
            }
            Some(false) => {}
            None => return fill.deferred(f::origin, &fill.reason(path)),
        }
    }
}

/// `aws_kms_replica_key`: spec, usage, origin and rotation are its primary's.
pub fn replica(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = begin(i, parts);
    fill.path(f::enabled, "enabled");
    policy(&mut fill, i, parts);
    grants(&mut fill, i, parts);
    fill.r.bool(f::multi_region, true, fill.header);
    let primary = match i.at("primary_key_arn") {
        Found::Value(Sited { value: Resolved::Ref(to), .. }) => parts.instance(&to.target),
        _ => None,
    };
    let shared = [
        (f::key_spec, "customer_master_key_spec"),
        (f::key_usage, "key_usage"),
        (f::rotation_enabled, "enable_key_rotation"),
        (f::rotation_period_days, "rotation_period_in_days"),
    ];
    match primary.filter(|p| &*p.ty == "aws_kms_key" && !p.data) {
        Some(primary) => {
            for (field, path) in shared {
                match primary.at(path) {
                    Found::Value(v) => {
                        let ty = f::KIND.fields[field as usize].ty;
                        let fact = fact::fact(&mut fill.r, &ty, v, &primary.calls);
                        fill.r.set(field, fact);
                    }
                    Found::Absent(_) => fill.left_out(field, &primary.header),
                    Found::Unknown(why) => fill.deferred(field, why),
                }
            }
        }
        None => {
            let why = fill.reason("primary_key_arn");
            for field in shared.iter().map(|(field, _)| *field).chain([f::origin]) {
                fill.deferred(field, &why);
            }
        }
    }
    fill.finish()
}

/// What a data source shows of a key: with `alias/aws/...` that AWS manages it, else what the plan has read.
pub fn data(i: &Instance) -> Option<Resource> {
    let name = match &*i.ty {
        "aws_kms_alias" => "name",
        _ => "key_id",
    };
    let named = match i.at(name) {
        Found::Value(Sited { value: Resolved::Text(t), .. }) => Some(&**t),
        _ => None,
    };
    let aws_managed = named.is_some_and(|n| n.starts_with("alias/aws/") || n.contains(":alias/aws/"));
    let mut fill = Fill::new(&f::KIND, i);
    let manager = match i.at("key_manager") {
        Found::Value(v) => fact::fact(&mut fill.r, &f::KIND.fields[f::manager as usize].ty, v, &i.calls),
        _ if aws_managed => Fact::Known(Value::text("AWS"), fill.header),
        _ => return None,
    };
    fill.r.set(f::manager, manager);
    for path in ["arn", "key_id", "id", "target_key_arn", "target_key_id"] {
        fill.also_at(path);
    }
    let known = |fill: &mut Fill<'_>, field: u16, path: &str| {
        if let Found::Value(v) = fill.i.at(path) {
            fill.set(field, v);
        } else {
            let why = format!("{}.{path}", fill.i.address);
            fill.deferred(field, &why);
        }
    };
    known(
        &mut fill,
        f::key_spec,
        if i.at("key_spec").is_value() { "key_spec" } else { "customer_master_key_spec" },
    );
    known(&mut fill, f::key_usage, "key_usage");
    known(&mut fill, f::state, "key_state");
    known(&mut fill, f::enabled, "enabled");
    known(&mut fill, f::origin, "origin");
    known(&mut fill, f::multi_region, "multi_region");
    fill.r.absent(f::name, fill.header);
    fill.r.absent(f::deletion_date, fill.header);
    for field in [f::rotation_enabled, f::rotation_period_days] {
        let why = format!("{}: the data source does not show the rotation", i.address);
        fill.deferred(field, &why);
    }
    Some(fill.finish())
}
