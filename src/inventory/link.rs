//! References between resources, resolved once per unit so that rule authors write no joins.
//!
//! A link to something that was not collected stays unresolved, which a rule reads as unknown, never as
//! absent. A back link (`secret.clusters`) is whole only when the listing behind it was.

use super::arn::Arn;
use super::coverage::Coverage;
use super::fact::{Fact, List, Origin, OriginIx, Target, Value, Why};
use super::kinds::msk_cluster;
use super::resource::Resource;
use super::schema::{BackLink, Type};
use super::share::{self, Sharers};
use super::unit::{Input, Unit};
use std::collections::HashMap;

pub(super) fn link(unit: &mut Unit, coverage: &[Coverage]) {
    forward(unit);
    backward(unit, coverage);
}

fn forward(unit: &mut Unit) {
    // Kinds are few: the kind's name is the first key, so that no key text is built per look-up.
    let mut index: HashMap<&'static str, HashMap<Box<str>, u32>> = HashMap::new();
    for (i, r) in unit.resources().iter().enumerate() {
        let of_kind = index.entry(r.kind.name).or_default();
        for id in r.also.iter().chain([&r.id]) {
            of_kind.insert(id.clone(), i as u32);
        }
    }
    partial_secret_arns(unit, &mut index);
    for r in unit.resources_mut() {
        let fields = r.kind.fields;
        for (slot, def) in r.slots_mut().iter_mut().zip(fields) {
            resolve(slot, &def.ty, &index);
        }
    }
}

/// A secret may be named by its ARN without the random suffix (B25); a secret whose whole ARN that is comes first.
fn partial_secret_arns(unit: &Unit, index: &mut HashMap<&'static str, HashMap<Box<str>, u32>>) {
    let Some(secrets) = index.get_mut("secret") else { return };
    for i in unit.range("secret") {
        let id = &unit.resources()[i].id;
        let name = Arn::parse(id).and_then(|arn| arn.secret_name());
        if let Some(end) = name.and_then(|name| id.rfind(name).map(|at| at + name.len())) {
            secrets.entry(id[..end].into()).or_insert(i as u32);
        }
    }
}

fn resolve(fact: &mut Fact, ty: &Type, index: &HashMap<&'static str, HashMap<Box<str>, u32>>) {
    let Fact::Known(value, _) = fact else { return };
    match (ty, value) {
        (Type::Link(kind), Value::Link(link)) => {
            let found = index.get(kind).and_then(|ids| ids.get(&link.id));
            link.target = found.map_or(Target::None, |ix| Target::Resource(*ix));
        }
        (Type::List(item @ (Type::Link(_) | Type::Record(_))), Value::List(list)) if holds_links(item) => {
            for fact in &mut list.items {
                resolve(fact, item, index);
            }
        }
        (Type::Record(def), Value::Record(slots)) => {
            for (slot, def) in slots.iter_mut().zip(def.fields) {
                resolve(slot, &def.ty, index);
            }
        }
        _ => {}
    }
}

/// Whether values of the type can refer to resources.
fn holds_links(ty: &Type) -> bool {
    match ty {
        Type::Link(_) => true,
        Type::List(item) => holds_links(item),
        Type::Record(def) => def.fields.iter().any(|f| holds_links(&f.ty)),
        _ => false,
    }
}

fn backward(unit: &mut Unit, coverage: &[Coverage]) {
    let kinds: Vec<_> = super::kinds::KINDS.iter().filter(|k| !unit.range(k.name).is_empty()).collect();
    for kind in kinds {
        for (ix, def) in kind.fields.iter().enumerate() {
            let Some(back) = def.back_link else { continue };
            if back.kind == kind.name && leads_elsewhere(&back, kind.name) {
                found(unit, ix as u16, &back, coverage);
                continue;
            }
            if by_value(&back, kind.name) {
                sharing(unit, ix as u16, &back, coverage);
                continue;
            }
            let (mut lists, more) = gather(unit, &back, coverage);
            for i in unit.range(kind.name) {
                let items = lists.remove(&(i as u32)).unwrap_or_default();
                let r = &mut unit.resources_mut()[i];
                let origin = r.add_origin(Origin::Derived { from: back.listing.into() });
                set_links(r, ix as u16, items, more.clone(), origin);
            }
        }
    }
}

fn set_links(r: &mut Resource, field: u16, to: Vec<(Box<str>, u32)>, more: Option<Why>, origin: OriginIx) {
    let link = |(id, target)| {
        let link = super::fact::Link { id, target: Target::Resource(target) };
        Fact::Known(Value::Link(Box::new(link)), origin)
    };
    let items = to.into_iter().map(link).collect();
    let more = more.map(|why| r.add_why(why));
    r.set(field, Fact::Known(Value::List(Box::new(List { items, more })), origin));
}

/// The field is a link of its own kind to another one: what it was found to lead to is meant.
fn leads_elsewhere(back: &BackLink, own: &str) -> bool {
    let field = super::kinds::by_name(back.kind).and_then(|k| k.field(back.field));
    field.is_some_and(|(_, f)| matches!(f.ty, Type::Link(to) if to != own))
}

/// What a resource's own link leads to, as a list: empty when it leads to nothing that is there.
fn found(unit: &mut Unit, field: u16, back: &BackLink, coverage: &[Coverage]) {
    let incomplete = incomplete_listing(unit, back, coverage).or_else(|| without_brokers(unit));
    for i in unit.range(back.kind) {
        let r = &mut unit.resources_mut()[i];
        let Some((slot, _)) = r.kind.field(back.field) else { continue };
        let (items, more) = match r.get(slot) {
            Fact::Known(Value::Link(l), _) => match l.target {
                Target::Resource(to) => (vec![(l.id.clone(), to)], None),
                Target::None => (Vec::new(), incomplete.clone()),
            },
            Fact::Absent(_) => (Vec::new(), None),
            Fact::Known(..) => (Vec::new(), Some(Why::Deferred { expression: r.id.clone() })),
            Fact::Unknown(why) => (Vec::new(), Some(r.why(*why).clone())),
        };
        let origin = r.add_origin(Origin::Derived { from: back.listing.into() });
        set_links(r, field, items, more, origin);
    }
}

/// Why the brokers of some cluster are not known: it may be the one that others name by them.
fn without_brokers(unit: &Unit) -> Option<Why> {
    unit.of_kind(&msk_cluster::KIND).iter().find_map(|r| match r.get(msk_cluster::listeners) {
        Fact::Unknown(why) => Some(r.why(*why).clone()),
        _ => None,
    })
}

/// The other side's field does not lead to this kind: the resources that name the same thing are meant.
fn by_value(back: &BackLink, own: &str) -> bool {
    let field = super::kinds::by_name(back.kind).and_then(|k| k.field(back.field));
    field.is_some_and(|(_, f)| match f.ty {
        Type::List(Type::Link(to)) => *to != own,
        Type::List(_) => true,
        _ => false,
    })
}

fn sharing(unit: &mut Unit, field: u16, back: &BackLink, coverage: &[Coverage]) {
    let incomplete = incomplete_listing(unit, back, coverage);
    let answers = share::sharers(unit, back, incomplete.as_ref());
    for (i, answer) in unit.range(back.kind).zip(answers) {
        match answer {
            Sharers::Found { with, more } => {
                let to = with.into_iter().map(|j| (unit.resources()[j as usize].id.clone(), j)).collect();
                let r = &mut unit.resources_mut()[i];
                let origin = r.add_origin(Origin::Derived { from: back.listing.into() });
                set_links(r, field, to, more, origin);
            }
            Sharers::Unknown(why) => unit.resources_mut()[i].unknown(field, why),
        }
    }
}

type Referrers = HashMap<u32, Vec<(Box<str>, u32)>>;

/// Who refers to whom through `back`, and why there may be more.
fn gather(unit: &Unit, back: &BackLink, coverage: &[Coverage]) -> (Referrers, Option<Why>) {
    let mut lists: Referrers = HashMap::new();
    let mut more = incomplete_listing(unit, back, coverage);
    for i in unit.range(back.kind) {
        let r = &unit.resources()[i];
        let Some((slot, _)) = r.kind.field(back.field) else { continue };
        match r.get(slot) {
            Fact::Known(Value::List(list), _) => {
                if let Some(why) = list.more {
                    more.get_or_insert_with(|| r.why(why).clone());
                }
                for item in &list.items {
                    match item {
                        Fact::Known(Value::Link(l), _) => {
                            if let Target::Resource(t) = l.target {
                                lists.entry(t).or_default().push((r.id.clone(), i as u32));
                            }
                        }
                        Fact::Unknown(why) => {
                            more.get_or_insert_with(|| r.why(*why).clone());
                        }
                        _ => unknown_target(&mut more, r, item),
                    }
                }
            }
            Fact::Known(Value::Link(l), _) => {
                if let Target::Resource(t) = l.target {
                    lists.entry(t).or_default().push((r.id.clone(), i as u32));
                }
            }
            Fact::Known(..) | Fact::Absent(_) => {}
            Fact::Unknown(why) => {
                more.get_or_insert_with(|| r.why(*why).clone());
            }
        }
    }
    (lists, more)
}

/// A reference that is only partly known (a template's pattern) may point at anything.
fn unknown_target(more: &mut Option<Why>, r: &Resource, item: &Fact) {
    if matches!(item, Fact::Known(Value::Pattern(_), _)) {
        more.get_or_insert_with(|| Why::Deferred { expression: r.id.clone() });
    }
}

/// For an account the listing must stand in the coverage without gaps; a template always lists all it declares.
fn incomplete_listing(unit: &Unit, back: &BackLink, coverage: &[Coverage]) -> Option<Why> {
    if unit.scope.input != Input::Account {
        return None;
    }
    let of_unit = coverage.iter().find(|c| {
        *c.operation == *back.listing && c.account == unit.scope.account && c.region == unit.scope.region
    });
    match of_unit {
        None => Some(Why::NotCollected { what: back.listing.into() }),
        Some(c) => c.gaps.iter().find(|g| g.target.is_none()).map(|g| g.why.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Scope;
    use crate::inventory::kinds::{external_schema as schema, secret};

    const WHOLE: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mtls-a1B2c3";
    const PARTIAL: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mtls";

    /// Where a schema's link to a secret leads.
    fn led(secrets: &[&str], arn: &str) -> Option<String> {
        let mut r = Resource::new(&schema::KIND, "s");
        let origin = r.api("redshift-data:ExecuteStatement");
        r.link(schema::secret, arn, origin);
        let secrets = secrets.iter().map(|id| Resource::new(&secret::KIND, *id));
        let unit = Unit::new(Scope::default(), secrets.chain([r]).collect(), &[]);
        let schema = unit.of_kind(&schema::KIND).first().expect("it is there");
        let Fact::Known(Value::Link(link), _) = schema.get(schema::secret) else { panic!("a link") };
        match link.target {
            Target::Resource(ix) => unit.resource(ix).map(|r| r.id.to_string()),
            Target::None => None,
        }
    }

    /// How many clusters a schema's brokers were found to be of, and whether that is all.
    fn known(clusters: Vec<Resource>, cluster: Fact, coverage: &[Coverage]) -> (usize, bool) {
        let mut r = Resource::new(&schema::KIND, "s");
        r.api("redshift-data:ExecuteStatement");
        r.set(schema::cluster, cluster);
        let scope = Scope { account: "1".into(), region: "r".into(), ..Scope::default() };
        let unit = Unit::new(scope, clusters.into_iter().chain([r]).collect(), coverage);
        let schema = unit.of_kind(&schema::KIND).first().expect("it is there");
        let Fact::Known(Value::List(list), _) = schema.get(schema::known_clusters) else { panic!("a list") };
        (list.items.len(), list.more.is_none())
    }

    #[test]
    fn brokers_are_of_no_cluster_only_when_every_cluster_told_its_own() {
        let cluster = |listeners: Fact| {
            let mut r = Resource::new(&msk_cluster::KIND, "c");
            r.api("kafka:GetBootstrapBrokers");
            r.also = vec!["orders.a.c2.kafka.r.amazonaws.com".into()];
            r.set(msk_cluster::listeners, listeners);
            r
        };
        let told = || cluster(Fact::Known(Value::List(Box::default()), 0));
        let named = |domain: &str| Fact::Known(Value::link(domain), 0);
        let listed = [Coverage::new("1", "r", "kafka:ListClustersV2")];
        let (own, other) = ("orders.a.c2.kafka.r.amazonaws.com", "other.a.c2.kafka.r.amazonaws.com");
        assert_eq!(known(vec![told()], named(own), &[]), (1, true));
        assert_eq!(known(vec![told()], named(other), &listed), (0, true));
        assert_eq!(known(vec![told()], named(other), &[]), (0, false), "the listing has a gap");
        assert_eq!(known(vec![cluster(Fact::Unknown(0))], named(other), &listed), (0, false));
        assert_eq!(known(vec![], Fact::Absent(0), &[]), (0, true), "no brokers of MSK");
        assert_eq!(known(vec![], Fact::Unknown(0), &listed), (0, false));
    }

    #[test]
    fn a_partial_arn_leads_to_its_secret_unless_one_has_that_very_arn() {
        assert_eq!(led(&[WHOLE], PARTIAL).as_deref(), Some(WHOLE));
        assert_eq!(led(&[WHOLE], WHOLE).as_deref(), Some(WHOLE));
        assert_eq!(led(&[WHOLE, PARTIAL], PARTIAL).as_deref(), Some(PARTIAL));
        let other_region = PARTIAL.replace("eu-west-1", "us-east-1");
        assert_eq!(led(&[WHOLE], &other_region), None);
        assert_eq!(led(&[WHOLE], &PARTIAL[..PARTIAL.len() - 1]), None);
    }
}
