//! Back links by a shared value: the other resources of a kind whose list names one of the same things.
//!
//! What could not be read never reads as "nobody else": a list that is unknown, cut short or only partly known
//! leaves the answer of everybody it could concern open.

use super::fact::{Fact, List, Piece, Value, Why};
use super::resource::Resource;
use super::schema::BackLink;
use super::unit::Unit;
use std::collections::HashMap;

/// Most sharers named per resource: thousands that name the same thing must not cost thousands squared.
const MOST: usize = 100;

/// Who shares an item with a resource.
pub(super) enum Sharers {
    /// Indices in the unit, ascending, and why there may be more.
    Found { with: Vec<u32>, more: Option<Why> },
    /// The resource's own list is unknown.
    Unknown(Why),
}

/// One resource's list, as far as it can be compared.
#[derive(Default)]
struct Named {
    keys: Vec<Box<str>>,
    /// Why it may name more than `keys`, or something that is decided only at deployment.
    open: Option<Why>,
}

/// One answer per resource of `back.kind`, in the unit's order; `incomplete` says why its listing has a gap.
pub(super) fn sharers(unit: &Unit, back: &BackLink, incomplete: Option<&Why>) -> Vec<Sharers> {
    let range = unit.range(back.kind);
    let first = range.start as u32;
    let lists: Vec<_> = unit.resources()[range].iter().map(|r| named(r, back.field)).collect();
    let mut by_key: HashMap<&str, Vec<u32>> = HashMap::new();
    for (i, list) in lists.iter().enumerate() {
        for key in list.as_ref().map_or(&[][..], |l| &l.keys) {
            by_key.entry(key).or_default().push(i as u32);
        }
    }
    // Of two that leave something open, one is another one.
    let open = lists.iter().enumerate().filter_map(|(i, l)| Some((i, open(l)?)));
    let open: Vec<(usize, &Why)> = open.take(2).collect();
    let naming = lists.iter().filter(|l| names_something(l)).count();
    let limit = Why::Limit { what: back.field.into() };
    let answer = |(i, list): (usize, &Result<Named, Why>)| {
        let own = match list {
            Ok(own) => own,
            Err(why) => return Sharers::Unknown(why.clone()),
        };
        let others = |k: &str| by_key[k].iter().copied().filter(move |j| *j as usize != i);
        let mut with: Vec<u32> = own.keys.iter().flat_map(|k| others(k).take(MOST + 1)).collect();
        with.sort_unstable();
        with.dedup();
        let too_many = with.len() > MOST;
        with.truncate(MOST);
        let of_another = || open.iter().find(|(j, _)| *j != i).map(|(_, why)| *why);
        let more = match &own.open {
            _ if !names_something(list) => None,
            _ if too_many => Some(&limit),
            Some(why) if naming > 1 => incomplete.or(Some(why)),
            _ => incomplete.or_else(of_another),
        };
        Sharers::Found { with: with.into_iter().map(|j| first + j).collect(), more: more.cloned() }
    };
    lists.iter().enumerate().map(answer).collect()
}

fn open(list: &Result<Named, Why>) -> Option<&Why> {
    match list {
        Ok(named) => named.open.as_ref(),
        Err(why) => Some(why),
    }
}

fn names_something(list: &Result<Named, Why>) -> bool {
    !list.as_ref().is_ok_and(|l| l.keys.is_empty() && l.open.is_none())
}

fn named(r: &Resource, field: &str) -> Result<Named, Why> {
    let Some((slot, _)) = r.kind.field(field) else { return Ok(Named::default()) };
    match r.get(slot) {
        Fact::Known(Value::List(list), _) => Ok(items(r, list)),
        Fact::Known(..) | Fact::Absent(_) => Ok(Named::default()),
        Fact::Unknown(why) => Err(r.why(*why).clone()),
    }
}

fn items(r: &Resource, list: &List) -> Named {
    let mut named = Named::default();
    let mut open = |why: Why| {
        named.open.get_or_insert(why);
    };
    if let Some(why) = list.more {
        open(r.why(why).clone());
    }
    for item in &list.items {
        match item {
            Fact::Known(Value::Text(t), _) => named.keys.push(t.clone()),
            Fact::Known(Value::Link(l), _) => named.keys.push(l.id.clone()),
            Fact::Known(Value::Pattern(pieces), _) => {
                open(Why::Deferred { expression: expression(pieces) });
                named.keys.extend(symbols(pieces));
            }
            Fact::Unknown(why) => open(r.why(*why).clone()),
            Fact::Known(..) | Fact::Absent(_) => {}
        }
    }
    named
}

/// Equal for texts that are certainly equal; `None` for text that could be anything. No known text begins with
/// a control character, so that keys of both sorts never meet.
fn symbols(pieces: &[Piece]) -> Option<Box<str>> {
    let mut key = String::new();
    for piece in pieces {
        let (mark, text) = match piece {
            Piece::Lit(t) => ('\u{1}', t),
            Piece::Symbol(t) => ('\u{2}', t),
            Piece::Hole(_) => return None,
        };
        key.push(mark);
        key.push_str(text);
    }
    Some(key.into())
}

fn expression(pieces: &[Piece]) -> Box<str> {
    let name = |p: &Piece| match p {
        Piece::Symbol(t) | Piece::Hole(t) => Some(t.clone()),
        Piece::Lit(_) => None,
    };
    pieces.iter().find_map(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds::msk_cluster as cluster;
    use crate::inventory::{Coverage, Input, Scope, Target};

    const CA: &str = "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/a";

    fn trusting(id: &str, authorities: Vec<Value>) -> Resource {
        let mut r = Resource::new(&cluster::KIND, id);
        let origin = r.api("kafka:ListClustersV2");
        r.list(cluster::certificate_authorities, authorities, origin);
        r
    }

    fn symbol(name: &str) -> Value {
        Value::Pattern([Piece::Symbol(name.into())].into())
    }

    /// Ids of the first resource's sharers and whether there may be more; `None`: unknown.
    fn found(input: Input, resources: Vec<Resource>, coverage: &[Coverage]) -> Option<(Vec<String>, bool)> {
        let scope =
            Scope { account: "111122223333".into(), region: "eu-west-1".into(), input, ..Scope::default() };
        let unit = Unit::new(scope, resources, coverage);
        let first = unit.of_kind(&cluster::KIND).first().expect("the tests make one");
        let Fact::Known(Value::List(list), _) = first.get(cluster::certificate_authority_sharers) else {
            return None;
        };
        let ids = list.items.iter().map(|item| match item {
            Fact::Known(Value::Link(l), _) => {
                let Target::Resource(ix) = l.target else { panic!("a sharer is in the unit") };
                assert_eq!(*unit.resource(ix).expect("the link leads there").id, *l.id);
                l.id.to_string()
            }
            other => panic!("{other:?}"),
        });
        Some((ids.collect(), list.more.is_some()))
    }

    fn in_account(resources: Vec<Resource>) -> Option<(Vec<String>, bool)> {
        found(
            Input::Account,
            resources,
            &[Coverage::new("111122223333", "eu-west-1", "kafka:ListClustersV2")],
        )
    }

    #[test]
    fn the_others_with_the_same_value_are_found_each_once() {
        let twice = || vec![Value::link(CA), Value::link("other")];
        let three =
            vec![trusting("a", twice()), trusting("b", twice()), trusting("c", vec![Value::link("x")])];
        assert_eq!(in_account(three), Some((vec!["b".into()], false)));
        assert_eq!(in_account(vec![trusting("a", vec![Value::link(CA)])]), Some((vec![], false)));
    }

    #[test]
    fn at_most_a_hundred_are_named() {
        let same = |i| trusting(&format!("c{i:03}"), vec![Value::link(CA)]);
        let (ids, more) = in_account((0..MOST + 2).map(same).collect()).expect("all are known");
        assert_eq!((ids.len(), more), (MOST, true));
        let (ids, more) = in_account((0..MOST + 1).map(same).collect()).expect("all are known");
        assert_eq!((ids.len(), more), (MOST, false));
    }

    #[test]
    fn what_was_not_read_leaves_the_answer_open() {
        let own = || trusting("a", vec![Value::link(CA)]);
        let unread = Resource::new(&cluster::KIND, "b");
        assert_eq!(in_account(vec![own(), unread.clone()]), Some((vec![], true)));
        assert_eq!(in_account(vec![trusting("a", vec![]), unread]), Some((vec![], false)));
        let unread = Resource::new(&cluster::KIND, "a");
        assert_eq!(in_account(vec![unread, trusting("b", vec![Value::link(CA)])]), None);
        assert_eq!(found(Input::Account, vec![own()], &[]), Some((vec![], true)), "no listing, no assurance");
    }

    #[test]
    fn a_symbol_is_itself_and_may_be_anything_else() {
        let of = |name, value| trusting(name, vec![value]);
        let template = |resources| found(Input::Cloudformation, resources, &[]);
        let same = vec![of("a", symbol("Ca")), of("b", symbol("Ca"))];
        assert_eq!(template(same).map(|(ids, _)| ids), Some(vec!["b".into()]));
        assert_eq!(template(vec![of("a", symbol("Ca"))]), Some((vec![], false)), "nobody else is there");
        for other in [symbol("Cb"), Value::link(CA)] {
            assert_eq!(template(vec![of("a", symbol("Ca")), of("b", other)]), Some((vec![], true)));
        }
        let hole = Value::Pattern([Piece::Hole("x".into())].into());
        assert_eq!(template(vec![of("a", hole.clone()), of("b", hole)]), Some((vec![], true)));
    }
}
