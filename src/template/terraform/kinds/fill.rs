//! One resource under construction: its fields from the arguments of an instance.

use super::super::super::value::{Resolved, Sited, Step};
use super::super::instance::Instance;
use super::parts::Parts;
use crate::inventory::schema::common;
use crate::inventory::{Fact, FieldDef, KindDef, List, Resource, Type, Value, unit::Input};
use crate::template::fact;
use crate::template::fact::Found;
pub use crate::template::making::Making;

pub struct Fill<'a> {
    pub r: Resource,
    pub i: &'a Instance,
    /// The origin of what the resource's block says by standing there.
    pub header: u16,
    /// `cluster_type` or engine, which some documented defaults depend on.
    pub variant: Option<Box<str>>,
}

impl<'a> Fill<'a> {
    pub fn new(kind: &'static KindDef, i: &'a Instance) -> Self {
        let mut r = Resource::new(kind, i.address.clone());
        r.place = Some(fact::place(&i.header, &i.calls, &[]));
        let header = fact::origin(&mut r, &i.header, &i.calls, &[]);
        let mut fill = Self { r, i, header, variant: None };
        fill.home();
        match fill.i.at("arn") {
            Found::Value(v) if matches!(v.value, Resolved::Text(_)) => {
                fill.set(common::ARN, v);
                fill.also(v);
            }
            _ => fill.deferred(common::ARN, &format!("{}.arn", fill.i.address)),
        }
        fill
    }

    /// Account and region have one value per provider configuration; a resource may name another region itself.
    fn home(&mut self) {
        let home = &self.i.home;
        let region = match (self.i.at("region"), &home.region) {
            (Found::Value(Sited { value: Resolved::Text(t), .. }), _) | (_, Resolved::Text(t)) => {
                Value::Text(t.clone())
            }
            (Found::Value(_) | Found::Unknown(_), _) => {
                Value::Pattern([crate::inventory::Piece::Hole("region".into())].into())
            }
            _ => symbol(&format!("provider.{}.region", home.provider)),
        };
        self.r.known(common::REGION, region, self.header);
        self.r.known(common::ACCOUNT, symbol(&format!("provider.{}.account", home.provider)), self.header);
    }

    /// A known text by which other resources may refer to this one.
    pub fn also(&mut self, value: &Sited) {
        if let Resolved::Text(t) = &value.value
            && !value.sensitive
            && !t.is_empty()
            && !self.r.also.contains(t)
        {
            self.r.also.push(t.clone());
        }
    }

    /// The argument at this path also names the resource.
    pub fn also_at(&mut self, path: &str) {
        if let Found::Value(v) = self.i.at(path) {
            self.also(v);
        }
    }

    /// The index of a reason.
    pub fn why(&mut self, why: &str) -> u16 {
        self.r.add_why(fact::deferred(why))
    }

    pub fn unknown(&mut self, why: &str) -> Fact {
        Fact::Unknown(self.why(why))
    }

    /// A member of a block as a fact.
    pub fn member(&mut self, block: &Sited, name: &str, ty: &Type, calls: &[Step]) -> Fact {
        match fact::find(block, name, &block.site, true) {
            Found::Value(v) => fact::fact(&mut self.r, ty, v, calls),
            Found::Absent(place) => Fact::Absent(fact::origin(&mut self.r, place, calls, &[])),
            Found::Unknown(why) => self.unknown(why),
        }
    }

    /// Sets a field from an argument of another instance.
    pub fn take_part(&mut self, field: u16, part: &Instance, path: &str) {
        let ty = self.r.kind.fields[field as usize].ty;
        match part.at(path) {
            Found::Value(v) => {
                let fact = fact::fact(&mut self.r, &ty, v, &part.calls);
                self.r.set(field, fact);
            }
            Found::Absent(place) => self.left_out(field, place),
            Found::Unknown(why) => self.deferred(field, why),
        }
    }

    /// Adds to a list what parts of a type say, each one item.
    pub fn extend(&mut self, field: u16, parts: &Parts<'_>, ty: &str, path: &str, item: &Type) {
        let (found, open) = (parts.of(ty, self.i), parts.open(ty));
        if found.is_empty() && open.is_none() {
            return;
        }
        let (mut list, origin) = match self.r.get(field) {
            Fact::Known(Value::List(list), origin) => ((**list).clone(), *origin),
            Fact::Absent(origin) => (List::default(), *origin),
            _ => return,
        };
        for part in found {
            let fact = self.member(&part.body, path, item, &part.calls);
            list.items.push(fact);
        }
        if let Some(why) = open {
            list.more = Some(self.why(why));
        }
        self.r.known(field, Value::List(Box::new(list)), origin);
    }

    /// Whether an argument is given: `None` when that is decided later.
    pub fn given(&self, path: &str) -> Option<bool> {
        match self.i.at(path) {
            Found::Value(_) => Some(true),
            Found::Absent(_) => Some(false),
            Found::Unknown(_) => None,
        }
    }

    /// A boolean argument, when it is known; absent ones are `false`.
    pub fn flag(&self, path: &str) -> Option<bool> {
        match self.i.at(path) {
            Found::Value(v) => fact::boolean(&v.value),
            Found::Absent(_) => Some(false),
            Found::Unknown(_) => None,
        }
    }

    /// Why the argument at a path is not known.
    pub fn reason(&self, path: &str) -> String {
        match self.i.at(path) {
            Found::Unknown(why) => why.to_owned(),
            Found::Value(v) => fact::reason(&v.value),
            Found::Absent(_) => fact::LATER.to_owned(),
        }
    }

    /// Text that is known at a path.
    pub fn text(&self, path: &str) -> Option<&'a str> {
        match self.i.at(path) {
            Found::Value(Sited { value: Resolved::Text(t), .. }) => Some(t),
            _ => None,
        }
    }

    /// Log destinations: the names of the blocks below `path` that are switched on.
    pub fn destinations(&mut self, field: u16, path: &str) {
        let blocks = [
            ("cloudwatch_logs.enabled", "cloudwatch"),
            ("firehose.enabled", "firehose"),
            ("s3.enabled", "s3"),
        ];
        self.switched_on(field, path, blocks);
    }
}

impl<'a> Making<'a> for Fill<'a> {
    const INPUT: Input = Input::Terraform;
    const BLOCKS: bool = true;

    fn named(def: &FieldDef) -> &'static str {
        def.tf
    }

    fn made(&self) -> &Resource {
        &self.r
    }

    fn making(&mut self) -> &mut Resource {
        &mut self.r
    }

    fn take(self) -> Resource {
        self.r
    }

    fn id(&self) -> &'a str {
        &self.i.address
    }

    fn header(&self) -> u16 {
        self.header
    }

    fn variant(&self) -> Option<Box<str>> {
        self.variant.clone()
    }

    fn calls(&self) -> &'a [Step] {
        &self.i.calls
    }

    fn at(&self, path: &str) -> Found<'a> {
        self.i.at(path)
    }
}

pub fn symbol(name: &str) -> Value {
    Value::Pattern([crate::inventory::Piece::Symbol(name.into())].into())
}
