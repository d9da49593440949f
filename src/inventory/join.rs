//! A template beside the account that it is deployed to: what the template names and does not declare is looked up
//! there. It is there to be referred to and is not judged.

use super::fact::{Fact, Link, Origin, Value};
use super::resource::Resource;
use super::schema::common;
use super::unit::Unit;
use std::collections::{HashMap, HashSet};

/// The resources of an account, by their ids.
#[derive(Debug, Default)]
pub struct Account {
    resources: Vec<Resource>,
    /// Kind and id -> indices: names occur once per Region.
    index: HashMap<(&'static str, Box<str>), Vec<usize>>,
}

impl Account {
    /// Adds a unit of a snapshot.
    pub fn add(&mut self, unit: &Unit) {
        for resource in unit.resources() {
            let ix = self.resources.len();
            for id in resource.also.iter().chain([&resource.id]) {
                let of_id = self.index.entry((resource.kind.name, id.clone())).or_default();
                if !of_id.contains(&ix) {
                    of_id.push(ix);
                }
            }
            self.resources.push(resource.clone());
        }
    }

    /// The resource of that id; a name that occurs in several Regions is that of the given one.
    fn find(&self, kind: &'static str, id: &str, region: &str) -> Option<usize> {
        let found = self.index.get(&(kind, Box::from(id)))?;
        match found[..] {
            [only] => Some(only),
            _ => found
                .iter()
                .copied()
                .find(|ix| self.resources[*ix].known_text(common::REGION) == Some(region)),
        }
    }
}

impl Unit {
    /// The unit of a template with what it names of the account, linked anew.
    #[must_use]
    pub fn joined(self, account: &Account) -> Unit {
        let region = self.scope.region.clone();
        let (scope, mut resources) = self.into_parts();
        let mut taken: HashSet<usize> = HashSet::new();
        // A context resource stands for one that the template does not declare: the account knows it better.
        for own in resources.iter_mut().filter(|r| r.context) {
            if let Some(ix) = account.find(own.kind.name, &own.id, &region) {
                taken.insert(ix);
                *own = completed(&account.resources[ix], own);
            }
        }
        let mut todo: Vec<(&'static str, Box<str>)> = resources.iter().flat_map(links).collect();
        let here: HashSet<(&'static str, Box<str>)> = resources
            .iter()
            .flat_map(|r| r.also.iter().chain([&r.id]).map(|id| (r.kind.name, id.clone())))
            .collect();
        while let Some((kind, id)) = todo.pop() {
            if here.contains(&(kind, id.clone())) {
                continue;
            }
            if let Some(ix) = account.find(kind, &id, &region)
                && taken.insert(ix)
            {
                let mut found = account.resources[ix].clone();
                found.context = true;
                // Lines of the snapshot are no lines of the template.
                found.line = 0;
                todo.extend(links(&found));
                resources.push(found);
            }
        }
        Unit::new(scope, resources, &[])
    }
}

/// What the account knows, with the links that the template adds.
fn completed(known: &Resource, own: &Resource) -> Resource {
    let mut out = known.clone();
    out.context = true;
    out.line = 0;
    for (field, _) in own.kind.fields.iter().enumerate().filter(|(_, d)| d.back_link.is_none()) {
        let field = field as u16;
        let (Fact::Known(Value::List(own_list), _), Fact::Known(Value::List(list), origin)) =
            (own.get(field), out.get(field))
        else {
            continue;
        };
        let (mut list, origin) = (list.clone(), *origin);
        for item in &own_list.items {
            let Fact::Known(Value::Link(link), at) = item else { continue };
            let at = own.origin(*at).cloned().unwrap_or(Origin::Derived { from: "".into() });
            let at = out.add_origin(at);
            list.items.push(Fact::Known(Value::Link(link.clone()), at));
        }
        out.known(field, Value::List(list), origin);
    }
    out
}

/// Kind and id of everything that a resource names.
fn links(resource: &Resource) -> Vec<(&'static str, Box<str>)> {
    fn of(fact: &Fact, ty: &super::schema::Type, out: &mut Vec<(&'static str, Box<str>)>) {
        use super::schema::Type;
        let Fact::Known(value, _) = fact else { return };
        match (ty, value) {
            (Type::Link(kind), Value::Link(link)) => {
                let Link { id, .. } = &**link;
                out.push((kind, id.clone()));
            }
            (Type::List(item), Value::List(list)) => list.items.iter().for_each(|f| of(f, item, out)),
            (Type::Record(def), Value::Record(slots)) => {
                slots.iter().zip(def.fields).for_each(|(slot, field)| of(slot, &field.ty, out));
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    for (fact, def) in resource.facts().iter().zip(resource.kind.fields) {
        // Back links lead to everything that names the resource: the template asks for none of that.
        if def.back_link.is_none() {
            of(fact, &def.ty, &mut out);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Scope;
    use crate::inventory::kinds::{kms_key, msk_cluster as cluster, secret};
    use crate::inventory::unit::Input;

    const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const CLUSTER: &str = "arn:aws:kafka:eu-west-1:111122223333:cluster/c/1";

    fn scope(input: Input, region: &str) -> Scope {
        Scope { account: "111122223333".into(), region: region.into(), input, ..Scope::default() }
    }

    fn account() -> Account {
        let mut key = Resource::new(&kms_key::KIND, KEY);
        key.also.push("alias/scram".into());
        let mut other = Resource::new(&kms_key::KIND, "arn:aws:kms:us-east-1:111122223333:key/2");
        other.also.push("alias/scram".into());
        for (key, region) in [(&mut key, "eu-west-1"), (&mut other, "us-east-1")] {
            let origin = key.api("kms:DescribeKey");
            key.text(common::REGION, region, origin);
        }
        let mut c = Resource::new(&cluster::KIND, CLUSTER);
        let origin = c.api("kafka:ListClustersV2");
        c.text(cluster::client_broker, "TLS", origin);
        c.list(cluster::scram_secrets, [], origin);
        let mut account = Account::default();
        account.add(&Unit::new(scope(Input::Account, "eu-west-1"), vec![key, other, c], &[]));
        account
    }

    fn secret(key: &str) -> Resource {
        let mut s = Resource::new(&secret::KIND, "S");
        let origin = s.api("template");
        s.link(secret::kms_key, key, origin);
        s
    }

    fn key_of(unit: &Unit) -> Option<&Resource> {
        let s = unit.of_kind(&secret::KIND).first().expect("the secret");
        let Fact::Known(Value::Link(link), _) = s.get(secret::kms_key) else { return None };
        match link.target {
            crate::inventory::Target::Resource(ix) => unit.resource(ix),
            crate::inventory::Target::None => None,
        }
    }

    #[test]
    fn what_a_template_names_is_found_in_the_account_and_is_not_judged() {
        let joined = |key: &str, region: &str| {
            Unit::new(scope(Input::Cloudformation, region), vec![secret(key)], &[]).joined(&account())
        };
        let unit = joined(KEY, "");
        let key = key_of(&unit).expect("the account has it");
        assert!(key.context && unit.resources().len() == 2, "only what is named");
        assert!(key_of(&joined("arn:aws:kms:eu-west-1:111122223333:key/9", "")).is_none());
        assert!(key_of(&joined("alias/scram", "")).is_none(), "a name of two Regions");
        let of_region = joined("alias/scram", "us-east-1");
        assert_eq!(
            &*key_of(&of_region).expect("the Region decides").id,
            "arn:aws:kms:us-east-1:111122223333:key/2"
        );
    }

    #[test]
    fn a_cluster_of_the_account_keeps_what_it_is_and_takes_the_templates_secrets() {
        let mut c = Resource::new(&cluster::KIND, CLUSTER);
        c.context = true;
        let origin = c.api("template");
        c.list(cluster::scram_secrets, [Value::link("S")], origin);
        let unit = Unit::new(scope(Input::Cloudformation, ""), vec![secret(KEY), c], &[]).joined(&account());
        let c = unit.of_kind(&cluster::KIND).first().expect("the cluster");
        assert_eq!(c.known_text(cluster::client_broker), Some("TLS"));
        let s = unit.of_kind(&secret::KIND).first().expect("the secret");
        let Fact::Known(Value::List(clusters), _) = s.get(secret::clusters) else { panic!("a back link") };
        assert_eq!(clusters.items.len(), 1);
    }
}
