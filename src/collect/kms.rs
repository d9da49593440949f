//! KMS keys that something on the path uses: each key once, whatever names it.
//!
//! `alias/aws/*` is never asked for: describing it can create the key (I2).

use super::asker::{Asker, Listing};
use super::failure::Failure;
use super::fill::{list, listed, partition, required, resource, text, time};
use super::operations::{DESCRIBE_KEY, GET_KEY_POLICY, GET_KEY_ROTATION_STATUS, LIST_ALIASES, LIST_GRANTS};
use crate::inventory::kinds::kms_key as f;
use crate::inventory::schema::common;
use crate::inventory::{Arn, Fact, Origin, Record, Resource, Value, Why, policy};
use aws_sdk_kms::Client;
use aws_sdk_kms::operation::get_key_policy::GetKeyPolicyOutput;
use aws_sdk_kms::types::{GrantListEntry, KeyManagerType, KeyMetadata, KeySpec, KeyUsageType, OriginType};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tokio::sync::mpsc::UnboundedReceiver;

/// How a key was named.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reference {
    /// Key id (`1234abcd-...`, `mrk-...`) of the asked account and region.
    Id(String),
    /// Key ARN of another account or region.
    Foreign(String),
    /// `alias/name` of the asked account and region.
    Alias(String),
    /// An alias of another account or region: no listing of ours shows it.
    ForeignAlias,
    /// An alias of AWS: never asked for. What is no key's ARN at all: nothing to ask for.
    Unasked,
}

impl Reference {
    /// Reads key id, key ARN, alias and alias ARN (I8).
    fn read(text: &str, account: &str, region: &str) -> Self {
        let Some(arn) = Arn::parse(text) else {
            return match text.strip_prefix("alias/") {
                Some(name) if name.starts_with("aws/") => Reference::Unasked,
                Some(_) => Reference::Alias(text.into()),
                None => Reference::Id(text.into()),
            };
        };
        let here = arn.account == account && arn.region == region;
        match (arn.resource.strip_prefix("key/"), arn.resource.strip_prefix("alias/")) {
            (Some(id), _) if here => Reference::Id(id.into()),
            (Some(_), _) => Reference::Foreign(text.into()),
            (_, Some(name)) if name.starts_with("aws/") => Reference::Unasked,
            (_, Some(_)) if here => Reference::Alias(arn.resource.into()),
            (_, Some(_)) => Reference::ForeignAlias,
            _ => Reference::Unasked,
        }
    }
}

enum Done {
    Key(Box<Resource>),
    Aliases(Aliases),
}

/// Key id by alias.
struct Aliases {
    targets: HashMap<String, String>,
    /// The listing went to its end.
    whole: bool,
}

impl Aliases {
    /// The key behind an alias. None behind one that is not there is a gap; a cut listing is one already.
    fn target(&self, asker: &Asker<'_>, alias: &str) -> Option<String> {
        let found = self.targets.get(alias).cloned();
        if found.is_none() && self.whole {
            let why = Why::Failed { operation: LIST_ALIASES.name.into(), code: "NoSuchAlias".into() };
            asker.gap(&LIST_ALIASES, Some(alias), &why);
        }
        found
    }
}

/// Every key that `wanted` names, described once; with its policy when `policies` are asked for.
pub async fn collect(
    asker: &Asker<'_>,
    client: &Client,
    policies: bool,
    mut wanted: UnboundedReceiver<String>,
) -> Vec<Resource> {
    let mut work: FuturesUnordered<LocalBoxFuture<'_, Done>> = FuturesUnordered::new();
    let mut described = BTreeSet::new();
    // Aliases that wait for the list of aliases, and that list once it is read.
    let (mut waiting, mut listing, mut aliases): (BTreeSet<String>, bool, Option<Aliases>) =
        (BTreeSet::new(), false, None);
    // Names by which each key was asked for, besides its own.
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut resources = Vec::new();
    loop {
        let mut describe: Vec<String> = Vec::new();
        tokio::select! {
            Some(text) = wanted.recv() => match Reference::read(&text, &asker.account, &asker.region) {
                Reference::Id(id) | Reference::Foreign(id) => describe.push(id),
                Reference::Alias(alias) => {
                    waiting.insert(alias);
                    if !std::mem::replace(&mut listing, true) {
                        work.push(Box::pin(list_aliases(asker, client)));
                    }
                }
                Reference::ForeignAlias => {
                    let what = "keys behind aliases of another account or region".into();
                    asker.gap(&DESCRIBE_KEY, Some(&text), &Why::NotCollected { what });
                }
                Reference::Unasked => {}
            },
            Some(done) = work.next() => match done {
                Done::Key(r) => resources.push(*r),
                Done::Aliases(read) => aliases = Some(read),
            },
            else => break,
        }
        if let Some(aliases) = &aliases {
            for alias in std::mem::take(&mut waiting) {
                if let Some(id) = aliases.target(asker, &alias) {
                    names.entry(id.clone()).or_default().insert(alias);
                    describe.push(id);
                }
            }
        }
        for id in describe {
            if described.insert(id.clone()) {
                work.push(Box::pin(
                    async move { Done::Key(Box::new(key(asker, client, policies, &id).await)) },
                ));
            }
        }
    }
    for r in &mut resources {
        name(asker, r, &names);
    }
    resources
}

/// Key id, aliases and alias ARNs lead to the key, too.
fn name(asker: &Asker<'_>, r: &mut Resource, names: &BTreeMap<String, BTreeSet<String>>) {
    let Some(arn) = Arn::parse(&r.id) else { return };
    let (partition, id) = (arn.partition.to_owned(), arn.resource.trim_start_matches("key/").to_owned());
    for alias in names.get(&id).into_iter().flatten() {
        r.also.push(format!("arn:{partition}:kms:{}:{}:{alias}", asker.region, asker.account).into());
        r.also.push(alias.as_str().into());
    }
    if !r.also.iter().any(|a| **a == *id) {
        r.also.push(id.into());
    }
    r.also.sort();
}

async fn list_aliases(asker: &Asker<'_>, client: &Client) -> Done {
    let listing = asker
        .list(
            &LIST_ALIASES,
            None,
            |token| client.list_aliases().limit(100).set_marker(token).send(),
            |a| (a.aliases, a.next_marker),
        )
        .await;
    let whole = listing.more.is_none();
    let pairs = listing.items.into_iter().filter_map(|a| Some((a.alias_name?, a.target_key_id?)));
    Done::Aliases(Aliases { targets: pairs.collect(), whole })
}

async fn key(asker: &Asker<'_>, client: &Client, policies: bool, id: &str) -> Resource {
    let op = &DESCRIBE_KEY;
    let answer = asker.ask(op, id, |_| false, async { client.describe_key().key_id(id).send().await }).await;
    let metadata = match &answer {
        Ok(answer) => answer.key_metadata(),
        Err(_) => None,
    };
    let Some(m) = metadata else {
        let why = match answer {
            Err(failure) => failure.why,
            Ok(_) => {
                Why::Malformed { operation: op.name.into(), detail: "the answer lacks KeyMetadata".into() }
            }
        };
        return unreadable(asker, id, &why);
    };
    let arn = m.arn().unwrap_or(id);
    let (mut r, o) = resource(asker, &f::KIND, op, arn);
    if let Some(parts) = Arn::parse(arn) {
        r.at(parts.account, parts.region, o);
    }
    r.absent(common::NAME, o);
    required(&mut r, f::manager, text(m.key_manager().map(KeyManagerType::as_str)), op, o);
    required(&mut r, f::key_spec, text(m.key_spec().map(KeySpec::as_str)), op, o);
    required(&mut r, f::key_usage, text(m.key_usage().map(KeyUsageType::as_str)), op, o);
    required(&mut r, f::state, text(m.key_state().map(|s| s.as_str())), op, o);
    r.bool(f::enabled, m.enabled(), o);
    required(&mut r, f::origin, text(m.origin().map(OriginType::as_str)), op, o);
    r.option(f::deletion_date, time(m.deletion_date()), o);
    r.bool(f::multi_region, m.multi_region().unwrap_or(false), o);
    rotation(asker, client, &mut r, m, o).await;
    if m.key_manager() == Some(&KeyManagerType::Aws) {
        r.absent(f::policy, o);
        r.absent(f::grants, o);
    } else if policies {
        permissions(asker, client, &mut r, m).await;
    } else {
        r.unknown(f::policy, Why::NotCollected { what: "key policies (--redshift-sql)".into() });
        r.unknown(f::grants, Why::NotCollected { what: "grants of keys (--redshift-sql)".into() });
    }
    r
}

/// Asked only within the key's own account.
async fn permissions(asker: &Asker<'_>, client: &Client, r: &mut Resource, m: &KeyMetadata) {
    let id = m.arn().unwrap_or_else(|| m.key_id());
    if let Some(arn) = Arn::parse(id).filter(|arn| *arn.account != *asker.account) {
        for field in [f::policy, f::grants] {
            r.unknown(field, Why::NotCollected { what: format!("account {}", arn.account).into() });
        }
        return;
    }
    let (policy, grants) = tokio::join!(
        asker.ask(&GET_KEY_POLICY, id, |_| false, async { client.get_key_policy().key_id(id).send().await }),
        asker.list(
            &LIST_GRANTS,
            Some(id),
            |token| client.list_grants().key_id(id).limit(100).set_marker(token).send(),
            |a| (a.grants, a.next_marker),
        ),
    );
    key_policy(r, policy);
    let o = r.api(LIST_GRANTS.name);
    let items = grants.items.iter().map(|g| grant(g, o)).collect();
    listed(r, f::grants, Listing { items, more: grants.more }, o);
}

fn key_policy(r: &mut Resource, answer: Result<GetKeyPolicyOutput, Failure>) {
    let op = &GET_KEY_POLICY;
    match answer {
        Err(failure) => r.unknown(f::policy, failure.why),
        Ok(answer) => {
            let o = r.api(op.name);
            let text = answer.policy().unwrap_or_default();
            match policy::statements(text, o, &|t| Value::text(t)) {
                Some(statements) => r.list(f::policy, statements, o),
                None => {
                    let detail = "not a policy document".into();
                    r.unknown(f::policy, Why::Malformed { operation: op.name.into(), detail });
                }
            }
        }
    }
}

fn grant(g: &GrantListEntry, o: u16) -> Value {
    let operations = g.operations().iter().map(|op| Value::text(op.as_str())).collect();
    let record = Record::new(&f::grant::RECORD).known(f::grant::operations, list(operations, o), o).known(
        f::grant::constrained,
        Value::Bool(g.constraints().is_some()),
        o,
    );
    match g.grantee_principal() {
        Some(grantee) => record.known(f::grant::grantee, Value::text(grantee), o).into_value(),
        None => record.into_value(),
    }
}

/// A key that cannot be described is still there: what uses it links to it, and learns why nothing is known.
fn unreadable(asker: &Asker<'_>, id: &str, why: &Why) -> Resource {
    let mut r = Resource::new(&f::KIND, id);
    let o = r.api(DESCRIBE_KEY.name);
    match Arn::parse(id) {
        Some(arn) => {
            r.at(arn.account, arn.region, o);
            r.text(common::ARN, id, o);
        }
        None => r.at(&asker.account, &asker.region, o),
    }
    r.absent(common::NAME, o);
    r.rest_unknown(why);
    // References name it by its ARN as well as by its id.
    if Arn::parse(id).is_none() {
        let partition = partition(&asker.region);
        r.also.push(format!("arn:{partition}:kms:{}:{}:key/{id}", asker.region, asker.account).into());
    }
    r
}

/// Asked only where there is an answer (I5): symmetric keys of KMS's own making that are not in deletion.
async fn rotation(asker: &Asker<'_>, client: &Client, r: &mut Resource, m: &KeyMetadata, o: u16) {
    if m.key_manager() == Some(&KeyManagerType::Aws) {
        // AWS rotates its own keys every year.
        let url = "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html";
        let documented = r.add_origin(Origin::Default { url: url.into() });
        r.bool(f::rotation_enabled, true, documented);
        r.absent(f::rotation_period_days, o);
        return;
    }
    // Whether the key rotates cannot be told from an answer that lacks what decides it.
    for field in [f::key_spec, f::key_usage, f::origin] {
        if let Fact::Unknown(why) = r.get(field) {
            let why = r.why(*why).clone();
            r.unknown(f::rotation_enabled, why.clone());
            r.unknown(f::rotation_period_days, why);
            return;
        }
    }
    let rotates = m.key_spec() == Some(&KeySpec::SymmetricDefault)
        && m.key_usage() == Some(&KeyUsageType::EncryptDecrypt)
        && m.origin() == Some(&OriginType::AwsKms);
    let deleted =
        m.deletion_date().is_some() || m.key_state().is_some_and(|s| s.as_str().ends_with("PendingDeletion"));
    if !rotates || deleted {
        r.absent(f::rotation_enabled, o);
        r.absent(f::rotation_period_days, o);
        return;
    }
    let op = &GET_KEY_ROTATION_STATUS;
    let id = m.arn().unwrap_or_else(|| m.key_id());
    match asker
        .ask(op, id, |_| false, async { client.get_key_rotation_status().key_id(id).send().await })
        .await
    {
        Ok(answer) => {
            let o = r.api(op.name);
            r.bool(f::rotation_enabled, answer.key_rotation_enabled(), o);
            let days = answer.rotation_period_in_days().map(|d| Value::Int(d.into()));
            r.option(f::rotation_period_days, days, o);
        }
        Err(failure) => {
            r.unknown(f::rotation_enabled, failure.why.clone());
            r.unknown(f::rotation_period_days, failure.why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_key_and_never_an_alias_of_aws() {
        let read = |t: &str| Reference::read(t, "111122223333", "eu-west-1");
        let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
        let here = "arn:aws:kms:eu-west-1:111122223333";
        assert_eq!(read(id), Reference::Id(id.into()));
        assert_eq!(read(&format!("{here}:key/{id}")), Reference::Id(id.into()));
        assert_eq!(read("mrk-1234"), Reference::Id("mrk-1234".into()));
        assert_eq!(read("alias/msk"), Reference::Alias("alias/msk".into()));
        assert_eq!(read(&format!("{here}:alias/msk")), Reference::Alias("alias/msk".into()));
        let foreign = "arn:aws:kms:eu-west-1:444455556666:key/1";
        assert_eq!(read(foreign), Reference::Foreign(foreign.into()));
        assert_eq!(read("arn:aws:kms:us-east-1:444455556666:alias/msk"), Reference::ForeignAlias);
        for unasked in [
            "alias/aws/secretsmanager".to_owned(),
            format!("{here}:alias/aws/secretsmanager"),
            "arn:aws:kms:us-east-1:444455556666:alias/aws/secretsmanager".to_owned(),
        ] {
            assert_eq!(read(&unasked), Reference::Unasked, "{unasked}");
        }
    }
}
