//! Answers -> facts: small steps that every service shares.

use super::asker::{Asker, Listing};
use super::operations::Operation;
use crate::inventory::{Arn, Fact, List, Resource, Value, Why};
use aws_smithy_types::DateTime;

/// A resource of the asked account and region, known under its ARN.
pub fn resource(
    asker: &Asker<'_>,
    kind: &'static crate::inventory::KindDef,
    op: &Operation,
    id: &str,
) -> (Resource, u16) {
    use crate::inventory::schema::common;
    let mut r = Resource::new(kind, id);
    let origin = r.api(op.name);
    r.at(&asker.account, &asker.region, origin);
    match id.starts_with("arn:") {
        true => r.text(common::ARN, id, origin),
        false => r.absent(common::ARN, origin),
    }
    (r, origin)
}

/// A member that the service always answers: without it the answer is malformed.
pub fn required(r: &mut Resource, field: u16, value: Option<Value>, op: &Operation, origin: u16) {
    match value {
        Some(value) => r.known(field, value, origin),
        None => {
            let detail = format!("the answer lacks {}", r.kind.fields[usize::from(field)].name).into();
            r.unknown(field, Why::Malformed { operation: op.name.into(), detail });
        }
    }
}

pub fn text(value: Option<&str>) -> Option<Value> {
    value.map(Value::text)
}

pub fn time(value: Option<&DateTime>) -> Option<Value> {
    value.map(|t| Value::Time(t.secs()))
}

pub fn texts(values: &[String]) -> Vec<Value> {
    values.iter().map(|v| Value::text(v.as_str())).collect()
}

pub fn links(values: &[String]) -> Vec<Value> {
    values.iter().map(|v| Value::link(v.as_str())).collect()
}

/// A list of known items as a value.
pub fn list(items: Vec<Value>, origin: u16) -> Value {
    let items = items.into_iter().map(|v| Fact::Known(v, origin)).collect();
    Value::List(Box::new(List { items, more: None }))
}

/// Sets a list from a listing: unknown when not even its first page could be read, else perhaps cut short.
pub fn listed(r: &mut Resource, field: u16, listing: Listing<Value>, origin: u16) {
    let Some(why) = listing.more else { return r.list(field, listing.items, origin) };
    if listing.items.is_empty() {
        return r.unknown(field, why);
    }
    let more = Some(r.add_why(why));
    let items = listing.items.into_iter().map(|v| Fact::Known(v, origin)).collect();
    r.known(field, Value::List(Box::new(List { items, more })), origin);
}

/// Names of the log destinations that are on.
pub fn destinations(flags: [(&str, bool); 3]) -> Vec<Value> {
    flags.into_iter().filter(|(_, on)| *on).map(|(name, _)| Value::text(name)).collect()
}

/// What lives in another account or Region: nothing but its ARN is known here. `None` for what lives here.
pub fn elsewhere(
    asker: &Asker<'_>,
    kind: &'static crate::inventory::KindDef,
    op: &Operation,
    arn: &str,
    parts: &Arn<'_>,
) -> Option<Resource> {
    use crate::inventory::schema::common;
    if parts.region == &*asker.region && parts.account == &*asker.account {
        return None;
    }
    let mut r = Resource::new(kind, arn);
    let o = r.api(op.name);
    r.at(parts.account, parts.region, o);
    r.text(common::ARN, arn, o);
    r.absent(common::NAME, o);
    let what = format!("account {} region {}", parts.account, parts.region);
    r.rest_unknown(&Why::NotCollected { what: what.into() });
    Some(r)
}

/// The partition of a region, where no ARN tells it.
pub fn partition(region: &str) -> &'static str {
    [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("us-isof-", "aws-iso-f"),
        ("eu-isoe-", "aws-iso-e"),
        ("eusc-", "aws-eusc"),
    ]
    .into_iter()
    .find(|(prefix, _)| region.starts_with(prefix))
    .map_or("aws", |(_, partition)| partition)
}
