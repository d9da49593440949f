//! One resource under construction: what both readers do alike, whatever they call the property and the argument.

use super::fact::{self, Found};
use super::holed::{Property, property};
use super::source::Site;
use super::value::{Sited, Step};
use crate::inventory::kinds::msk_configuration;
use crate::inventory::{Fact, FieldDef, Input, List, Resource, Value, Why, defaults};

pub trait Making<'a>: Sized {
    const INPUT: Input;
    /// A list stands for its first element; see [`fact::find`].
    const BLOCKS: bool;

    /// What the kind's table calls a field in this language; empty when it has no name there.
    fn named(def: &FieldDef) -> &'static str;
    fn made(&self) -> &Resource;
    fn making(&mut self) -> &mut Resource;
    /// The resource, as it is.
    fn take(self) -> Resource;
    /// The id that reasons name.
    fn id(&self) -> &'a str;
    /// The origin of what the resource says by standing there.
    fn header(&self) -> u16;
    /// `cluster_type` or engine, which some documented defaults depend on.
    fn variant(&self) -> Option<Box<str>>;
    /// The calls of modules that led there.
    fn calls(&self) -> &'a [Step];
    fn at(&self, path: &str) -> Found<'a>;

    fn set(&mut self, field: u16, value: &Sited) {
        let (ty, calls) = (self.made().kind.fields[usize::from(field)].ty, self.calls());
        let fact = fact::fact(self.making(), &ty, value, calls);
        self.making().set(field, fact);
    }

    fn deferred(&mut self, field: u16, why: &str) {
        self.making().unknown(field, fact::deferred(why));
    }

    /// The field left out at this place: its documented default, else absent.
    fn left_out(&mut self, field: u16, place: &Site) {
        let (calls, variant) = (self.calls(), self.variant());
        let origin = fact::origin(self.making(), place, calls, &[]);
        defaults::left_out(self.making(), field, Self::INPUT, variant.as_deref(), origin);
    }

    /// Sets a field from what stands at a path.
    fn path(&mut self, field: u16, path: &str) {
        match self.at(path) {
            Found::Value(v) => self.set(field, v),
            Found::Absent(place) => self.left_out(field, place),
            Found::Unknown(why) => self.deferred(field, why),
        }
    }

    /// Every field that nobody has set and that the kind's table names.
    fn by_table(&mut self) {
        for (ix, def) in self.made().kind.fields.iter().enumerate() {
            let name = Self::named(def);
            if !name.is_empty() && self.unset(ix as u16) {
                self.path(ix as u16, name);
            }
        }
    }

    fn unset(&self, field: u16) -> bool {
        matches!(self.made().get(field), Fact::Unknown(0))
    }

    /// The origin of what stands at a path, else of the innermost block that could hold it.
    fn origin(&mut self, path: &str) -> u16 {
        let calls = self.calls();
        match self.at(path) {
            Found::Value(v) => fact::origin(self.making(), &v.site, calls, &v.via),
            Found::Absent(site) => fact::origin(self.making(), site, calls, &[]),
            Found::Unknown(_) => self.header(),
        }
    }

    /// Log destinations: the words of the blocks below `path` that are switched on.
    fn switched_on(&mut self, field: u16, path: &str, blocks: [(&str, &str); 3]) {
        let mut list = List::default();
        for (block, word) in blocks {
            let path = format!("{path}.{block}");
            let on = match self.at(&path) {
                Found::Value(v) => fact::boolean(&v.value).ok_or_else(|| fact::reason(&v.value)),
                Found::Absent(_) => Ok(false),
                Found::Unknown(why) => Err(why.to_owned()),
            };
            match on {
                Ok(true) => {
                    let origin = self.origin(&path);
                    list.items.push(Fact::Known(Value::text(word), origin));
                }
                Ok(false) => {}
                Err(why) => list.more = Some(self.making().add_why(fact::deferred(&why))),
            }
        }
        let origin = self.origin(path);
        self.making().known(field, Value::List(Box::new(list)), origin);
    }

    /// The lists that stand under a name in each of several blocks, as one.
    fn each_of(&mut self, field: u16, path: &str, name: &str) {
        let Found::Value(blocks) = self.at(path) else { return self.path(field, path) };
        let Some((items, more)) = fact::blocks(blocks) else { return self.path(field, path) };
        let more = more.map(|why| self.making().add_why(fact::deferred(why)));
        let mut list = List { more, ..List::default() };
        let mut given = false;
        let (ty, calls) = (self.made().kind.fields[usize::from(field)].ty, self.calls());
        for block in items {
            match fact::find(block, name, &block.site, Self::BLOCKS) {
                Found::Value(v) => {
                    given = true;
                    match fact::fact(self.making(), &ty, v, calls) {
                        Fact::Known(Value::List(of_one), _) => {
                            list.items.extend(of_one.items);
                            list.more = list.more.or(of_one.more);
                        }
                        Fact::Unknown(why) => list.more = Some(why),
                        _ => {}
                    }
                }
                Found::Unknown(why) => list.more = Some(self.making().add_why(fact::deferred(why))),
                Found::Absent(_) => {}
            }
        }
        if given || list.more.is_some() {
            let origin = self.origin(path);
            self.making().known(field, Value::List(Box::new(list)), origin);
        } else {
            self.left_out(field, &blocks.site);
        }
    }

    /// What a configuration of MSK says of clients whom no ACL names, in the properties at a path.
    fn without_acl(&mut self, path: &str) {
        let field = msk_configuration::allow_everyone_if_no_acl_found;
        let Found::Value(v) = self.at(path) else { return self.path(field, path) };
        let origin = self.origin(path);
        match property(&v.value, "allow.everyone.if.no.acl.found") {
            Property::Is(text) if text.eq_ignore_ascii_case("true") => {
                self.making().bool(field, true, origin)
            }
            Property::Is(text) if text.eq_ignore_ascii_case("false") => {
                self.making().bool(field, false, origin)
            }
            Property::Is(_) => self.deferred(field, "a value that is neither true nor false"),
            Property::Absent => self.left_out(field, &v.site),
            Property::Open => self.deferred(field, &fact::reason(&v.value)),
        }
    }

    /// The resource of which the input says no more: the rest is unknown, because it is declared elsewhere.
    fn partly(mut self, what: &str) -> Resource {
        let header = self.header();
        // A template declares what will be there.
        if let Some((state, _)) =
            self.made().kind.not_judged.and_then(|(name, _)| self.made().kind.field(name))
        {
            self.making().absent(state, header);
        }
        let why = Why::NotCollected { what: what.into() };
        for (field, def) in self.made().kind.fields.iter().enumerate() {
            if def.back_link.is_none() && self.unset(field as u16) {
                self.making().unknown(field as u16, why.clone());
            }
        }
        let why = self.making().add_why(why);
        self.making().partly = Some(why);
        self.take()
    }

    /// The rest takes its documented default, is absent, or is said to be unknown; see [`fact::complete`].
    fn finish(mut self) -> Resource {
        let (variant, header, id) = (self.variant(), self.header(), self.id());
        fact::complete(self.making(), Self::INPUT, variant.as_deref(), header, id);
        self.take()
    }
}
