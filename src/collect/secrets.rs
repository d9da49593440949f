//! Secrets on the streaming path, without their values: a sweep by name, then what only a call per secret shows.

use super::asker::{Asker, Listing};
use super::fill::{list, listed, required, resource, text, texts, time};
use super::operations::{
    DESCRIBE_SECRET, GET_RESOURCE_POLICY, GET_SECRET_VALUE, LIST_SECRET_VERSION_IDS, LIST_SECRETS, Operation,
};
use super::secret_shape::{self, Shape};
use crate::inventory::defaults::left_out;
use crate::inventory::kinds::secret::{self as f, certificate, version};
use crate::inventory::schema::common;
use crate::inventory::unit::Input;
use crate::inventory::{Arn, Fact, Record, Resource, Value, Why, policy, secret_arn};
use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::operation::describe_secret::DescribeSecretOutput;
use aws_sdk_secretsmanager::types::{Filter, FilterNameStringType, SecretListEntry};
use aws_smithy_types::DateTime;
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use std::collections::{BTreeMap, HashMap, HashSet};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

/// What the name of a SCRAM secret begins with (B3).
const PREFIX: &str = "AmazonMSK_";

/// A secret that something names.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its ARN, perhaps without the random suffix (B25).
    pub arn: String,
    /// Whether the shape of its value is wanted, too.
    pub shape: bool,
}

impl From<String> for Named {
    fn from(arn: String) -> Self {
        Named { arn, shape: false }
    }
}

enum Done {
    Secret(Box<Resource>),
    Shape(String, Result<Shape, Why>),
}

/// Secrets named for MSK, and those that `associated` names besides.
pub async fn collect(
    asker: &Asker<'_>,
    client: &Client,
    mut associated: UnboundedReceiver<Named>,
    keys: UnboundedSender<String>,
) -> Vec<Resource> {
    let by_name = Filter::builder().key(FilterNameStringType::Name).values(PREFIX).build();
    let sweep = asker
        .list(
            &LIST_SECRETS,
            None,
            |token| {
                let call = client.list_secrets().filters(by_name.clone()).include_planned_deletion(true);
                call.max_results(100).set_next_token(token).send()
            },
            |a| (a.secret_list, a.next_token),
        )
        .await;
    let mut seen: HashSet<String> = HashSet::new();
    let mut work: FuturesUnordered<LocalBoxFuture<'_, Done>> = FuturesUnordered::new();
    for entry in &sweep.items {
        let Some(arn) = entry.arn() else {
            let detail = "a secret without ARN".into();
            asker.gap(&LIST_SECRETS, None, &Why::Malformed { operation: LIST_SECRETS.name.into(), detail });
            continue;
        };
        // The filter is documented as a prefix that heeds case; a service that gives more is not followed.
        if !entry.name().is_some_and(|n| n.starts_with(PREFIX)) || !seen.insert(arn.to_owned()) {
            continue;
        }
        let secret = swept(asker, client, Metadata::from(entry), arn.to_owned(), keys.clone());
        work.push(Box::pin(async { Done::Secret(Box::new(secret.await)) }));
    }
    let (mut resources, mut shapes) = (Vec::new(), BTreeMap::new());
    let mut looked_into = HashSet::new();
    loop {
        tokio::select! {
            Some(Named { arn, shape }) = associated.recv() => {
                if seen.insert(arn.clone()) {
                    let secret = named(asker, client, arn.clone(), keys.clone());
                    work.push(Box::pin(async { Done::Secret(Box::new(secret.await)) }));
                }
                let own = Arn::parse(&arn).is_some_and(|a| here(asker, &a));
                if shape && own && looked_into.insert(arn.clone()) {
                    work.push(Box::pin(async move {
                        let shape = secret_shape::read(asker, client, &arn).await;
                        Done::Shape(arn, shape)
                    }));
                }
            }
            Some(done) = work.next() => match done {
                Done::Secret(r) => resources.push(*r),
                Done::Shape(arn, shape) => drop(shapes.insert(arn, shape)),
            },
            else => break,
        }
    }
    for r in &mut resources {
        shape_of(r, &shapes);
    }
    each_once(resources)
}

/// A secret that is named by its whole ARN and without the end of it is one. Where the shorter name could not be looked
/// up, what the whole one showed is all there is to know.
fn each_once(mut all: Vec<Resource>) -> Vec<Resource> {
    // The longest first: what is longer by an end is the whole ARN.
    all.sort_by(|a, b| b.id.len().cmp(&a.id.len()).then_with(|| a.id.cmp(&b.id)));
    let mut kept: Vec<Resource> = Vec::new();
    let mut places: HashMap<Box<str>, usize> = HashMap::new();
    for r in all {
        let looked_up = matches!(r.get(f::exists), Fact::Known(Value::Bool(true), _));
        let whole = || kept.iter().position(|other| secret_arn::may_be_one(&other.id, &r.id));
        match places.get(&r.id).copied().or_else(|| if looked_up { None } else { whole() }) {
            Some(at) => {
                let whole = &mut kept[at];
                let names = r.also.iter().chain([&r.id]).filter(|n| **n != whole.id).cloned();
                let more: Vec<Box<str>> = names.filter(|n| !whole.also.contains(n)).collect();
                whole.also.extend(more);
            }
            None => {
                places.insert(r.id.clone(), kept.len());
                kept.push(r);
            }
        }
    }
    kept
}

/// What is known of a secret's value: its shape, where somebody asked for it.
fn shape_of(r: &mut Resource, shapes: &BTreeMap<String, Result<Shape, Why>>) {
    let names = std::iter::once(&r.id).chain(&r.also);
    let shape = names.filter_map(|name| shapes.get(&**name)).next();
    let shape = match shape {
        Some(shape) => shape.as_ref().map_err(Clone::clone),
        None if matches!(r.get(f::exists), Fact::Known(Value::Bool(true), _)) => {
            let o = r.api(GET_SECRET_VALUE.name);
            r.absent(f::value_keys, o);
            return r.absent(f::value_certificates, o);
        }
        // Nothing at all is known of it, and why stands there already.
        None => return,
    };
    let shape = match shape {
        Ok(shape) => shape,
        Err(why) => {
            r.unknown(f::value_keys, why.clone());
            return r.unknown(f::value_certificates, why);
        }
    };
    let o = r.api(GET_SECRET_VALUE.name);
    r.list(f::value_keys, texts(&shape.keys), o);
    let certificates = shape.certificates.iter().map(|c| {
        Record::new(&certificate::RECORD)
            .text(certificate::issuer, c.issuer.as_str(), o)
            .known(certificate::not_before, Value::Time(c.not_before), o)
            .known(certificate::not_after, Value::Time(c.not_after), o)
            .into_value()
    });
    r.list(f::value_certificates, certificates, o);
}

fn here(asker: &Asker<'_>, arn: &Arn<'_>) -> bool {
    arn.region == &*asker.region && arn.account == &*asker.account
}

/// What both the sweep and the single answer say.
struct Metadata {
    name: Option<String>,
    kms_key_id: Option<String>,
    rotation_enabled: Option<bool>,
    last_rotated: Option<DateTime>,
    last_changed: Option<DateTime>,
    deleted: Option<DateTime>,
    created: Option<DateTime>,
    primary_region: Option<String>,
}

macro_rules! metadata {
    ($($answer:ty),+) => { $(
        impl From<&$answer> for Metadata {
            fn from(s: &$answer) -> Self {
                Metadata {
                    name: s.name().map(Into::into),
                    kms_key_id: s.kms_key_id().filter(|k| !k.is_empty()).map(Into::into),
                    rotation_enabled: s.rotation_enabled(),
                    last_rotated: s.last_rotated_date().copied(),
                    last_changed: s.last_changed_date().copied(),
                    deleted: s.deleted_date().copied(),
                    created: s.created_date().copied(),
                    primary_region: s.primary_region().map(Into::into),
                }
            }
        }
    )+ };
}

metadata!(SecretListEntry, DescribeSecretOutput);

async fn swept(
    asker: &Asker<'_>,
    client: &Client,
    metadata: Metadata,
    arn: String,
    keys: UnboundedSender<String>,
) -> Resource {
    let mut r = described(asker, &metadata, &arn, &LIST_SECRETS, &keys);
    drop(keys);
    details(asker, client, &mut r, &arn).await;
    r
}

/// A secret that a cluster is associated with and the sweep does not show.
async fn named(asker: &Asker<'_>, client: &Client, arn: String, keys: UnboundedSender<String>) -> Resource {
    if let Some(foreign) = foreign(asker, &arn) {
        return foreign;
    }
    let op = &DESCRIBE_SECRET;
    let answer = asker
        .ask(op, &arn, |f| f.not_found(), async { client.describe_secret().secret_id(&arn).send().await })
        .await;
    match answer {
        Ok(answer) => {
            let whole = answer.arn().filter(|a| a.starts_with(&arn)).unwrap_or(&arn);
            let mut r = described(asker, &Metadata::from(&answer), whole, op, &keys);
            drop(keys);
            if *r.id != *arn && !r.also.iter().any(|a| **a == *arn) {
                r.also.push(arn.as_str().into());
            }
            details(asker, client, &mut r, &arn).await;
            r
        }
        Err(failure) => {
            let (mut r, o) = resource(asker, &f::KIND, op, &arn);
            alias_names(&mut r, &arn);
            name_from_arn(&mut r, &arn, o);
            if failure.not_found() {
                r.bool(f::exists, false, o);
            }
            r.rest_unknown(&failure.why);
            r
        }
    }
}

/// A secret of another account or region: nothing but its ARN is known here (B8).
fn foreign(asker: &Asker<'_>, arn: &str) -> Option<Resource> {
    let parts = Arn::parse(arn)?;
    if here(asker, &parts) {
        return None;
    }
    let mut r = Resource::new(&f::KIND, arn);
    let o = r.api(super::operations::LIST_SCRAM_SECRETS.name);
    r.at(parts.account, parts.region, o);
    r.text(common::ARN, arn, o);
    alias_names(&mut r, arn);
    name_from_arn(&mut r, arn, o);
    let what = format!("account {} region {}", parts.account, parts.region);
    r.rest_unknown(&Why::NotCollected { what: what.into() });
    Some(r)
}

/// Where no answer tells the name, the ARN does.
fn name_from_arn(r: &mut Resource, arn: &str, o: u16) {
    if let Some(name) = Arn::parse(arn).and_then(|a| a.secret_name().map(str::to_owned)) {
        r.text(f::name, name, o);
    }
}

/// Name and partial ARN lead to the secret, too (B25).
fn alias_names(r: &mut Resource, arn: &str) {
    let Some(name) = Arn::parse(arn).and_then(|a| a.secret_name().map(str::to_owned)) else { return };
    if let Some((partial, _)) = arn.rsplit_once('-')
        && partial.ends_with(&name)
    {
        r.also.push(partial.into());
    }
    r.also.push(name.into());
}

fn described(
    asker: &Asker<'_>,
    m: &Metadata,
    arn: &str,
    op: &'static Operation,
    keys: &UnboundedSender<String>,
) -> Resource {
    let (mut r, o) = resource(asker, &f::KIND, op, arn);
    alias_names(&mut r, arn);
    required(&mut r, f::name, text(m.name.as_deref()), op, o);
    r.bool(f::exists, true, o);
    // Left out means the AWS managed key (B4).
    match &m.kms_key_id {
        Some(key) => {
            r.text(f::kms_key_id, key.as_str(), o);
            r.link(f::kms_key, key.as_str(), o);
            // The receiver waits for all senders: sending cannot fail before that.
            let _ = keys.send(key.clone());
        }
        None => {
            r.absent(f::kms_key_id, o);
            r.absent(f::kms_key, o);
        }
    }
    match m.rotation_enabled {
        Some(on) => r.bool(f::rotation_enabled, on, o),
        None => left_out(&mut r, f::rotation_enabled, Input::Account, None, o),
    }
    for (field, value) in [
        (f::deleted_date, &m.deleted),
        (f::last_rotated, &m.last_rotated),
        (f::last_changed, &m.last_changed),
        (f::created, &m.created),
    ] {
        r.option(field, time(value.as_ref()), o);
    }
    let replica = m.primary_region.as_deref().filter(|p| *p != &*asker.region);
    r.option(f::primary_region, text(replica), o);
    r
}

/// Versions and policy; a secret in deletion answers neither.
async fn details(asker: &Asker<'_>, client: &Client, r: &mut Resource, arn: &str) {
    if r.get(f::deleted_date).known().is_some() {
        return r.rest_unknown(&Why::NotCollected { what: "the secret is being deleted".into() });
    }
    let versions = asker.list(
        &LIST_SECRET_VERSION_IDS,
        Some(arn),
        |token| {
            let call = client.list_secret_version_ids().secret_id(arn).max_results(100);
            call.set_next_token(token).send()
        },
        |a| (a.versions, a.next_token),
    );
    let policy = asker.ask(&GET_RESOURCE_POLICY, arn, |_| false, async {
        client.get_resource_policy().secret_id(arn).send().await
    });
    let (versions, policy) = tokio::join!(versions, policy);
    let o = r.api(LIST_SECRET_VERSION_IDS.name);
    let mut items = Vec::new();
    for v in &versions.items {
        // A version that does not name its keys may be under any.
        let keys = match &v.kms_key_ids {
            Some(keys) => Fact::Known(list(texts(keys), o), o),
            None => {
                let detail = "a version without its keys".into();
                Fact::Unknown(
                    r.add_why(Why::Malformed { operation: LIST_SECRET_VERSION_IDS.name.into(), detail }),
                )
            }
        };
        let record = Record::new(&version::RECORD)
            .known(version::stages, list(texts(v.version_stages()), o), o)
            .set(version::kms_key_ids, keys);
        items.push(record.into_value());
    }
    listed(r, f::versions, Listing { items, more: versions.more }, o);
    let op = &GET_RESOURCE_POLICY;
    match policy {
        Err(failure) => r.unknown(f::policy, failure.why),
        Ok(answer) => {
            let o = r.api(op.name);
            match answer.resource_policy() {
                None => r.absent(f::policy, o),
                Some(text) => match policy::statements(text, o, &|t| Value::text(t)) {
                    Some(statements) => r.list(f::policy, statements, o),
                    None => {
                        let detail = "not a policy document".into();
                        r.unknown(f::policy, Why::Malformed { operation: op.name.into(), detail });
                    }
                },
            }
        }
    }
}
