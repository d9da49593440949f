//! One resource under construction: its fields from the properties that a template gives.

use super::super::super::fact::{self, Found};
use super::super::super::source::Site;
use super::super::super::value::{Resolved, Sited};
use super::super::declared::Declared;
use super::super::parameters;
use super::Context;
use crate::inventory::schema::common;
use crate::inventory::{Fact, KindDef, List, Piece, Resource, Type, Value, Why, defaults, unit::Input};

pub struct Fill<'a> {
    pub r: Resource,
    pub d: &'a Declared,
    /// The origin of what the resource says by standing there.
    pub header: u16,
    /// `cluster_type` or engine, which some documented defaults depend on.
    pub variant: Option<Box<str>>,
}

impl<'a> Fill<'a> {
    /// `name` is the property that names the resource; left out, CloudFormation makes a name up.
    pub fn new(kind: &'static KindDef, d: &'a Declared, context: &Context<'_>, name: &str) -> Self {
        let mut r = Resource::new(kind, d.id.clone());
        r.construct.clone_from(&d.construct);
        r.place = Some(fact::place(&d.header, &[], &d.via));
        let header = fact::origin(&mut r, &d.header, &[], &d.via);
        let mut fill = Self { r, d, header, variant: None };
        for (field, pseudo) in [(common::REGION, "AWS::Region"), (common::ACCOUNT, "AWS::AccountId")] {
            let value = match parameters::pseudo(context.world, pseudo) {
                Some(Resolved::Text(t)) => Value::Text(t),
                _ => Value::Pattern([Piece::Symbol(pseudo.into())].into()),
            };
            fill.r.known(field, value, header);
        }
        fill.deferred(common::ARN, &format!("{}.Arn", d.id));
        if name.is_empty() {
            fill.r.absent(common::NAME, header);
        } else {
            fill.path(common::NAME, name);
            fill.also_at(name);
        }
        fill
    }

    /// The property at this path also names the resource.
    pub fn also_at(&mut self, path: &str) {
        if let Found::Value(Sited { value: Resolved::Text(t), sensitive: false, .. }) = self.d.at(path)
            && !t.is_empty()
            && !self.r.also.contains(t)
        {
            self.r.also.push(t.clone());
        }
    }

    /// Every id by which the template may refer to the resource.
    pub fn ids(&self) -> Vec<Box<str>> {
        std::iter::once(&self.r.id).chain(&self.r.also).cloned().collect()
    }

    pub fn set(&mut self, field: u16, value: &Sited) {
        let ty = self.r.kind.fields[field as usize].ty;
        let fact = fact::fact(&mut self.r, &ty, value, &[]);
        self.r.set(field, fact);
    }

    /// The fact that a value within the resource is; absent where it is left out.
    pub fn fact(&mut self, ty: &Type, found: Found<'_>) -> Fact {
        match found {
            Found::Value(v) => fact::fact(&mut self.r, ty, v, &[]),
            Found::Absent(site) => Fact::Absent(fact::origin(&mut self.r, site, &[], &[])),
            Found::Unknown(why) => Fact::Unknown(self.r.add_why(fact::deferred(why))),
        }
    }

    /// The items of a list of blocks at a path, and why there may be further ones. A list that is left out has none.
    pub fn blocks(&self, path: &str) -> (&'a [Sited], Option<String>) {
        match self.d.at(path) {
            Found::Value(Sited { value: Resolved::List { items, more }, .. }) => {
                (items, more.as_ref().map(|why| why.to_string()))
            }
            Found::Value(v) => (&[], Some(fact::reason(&v.value))),
            Found::Absent(_) => (&[], None),
            Found::Unknown(why) => (&[], Some(why.to_owned())),
        }
    }

    /// Sets a list of items that were put together one by one.
    pub fn list(&mut self, field: u16, items: Vec<Fact>, more: Option<&str>, origin: u16) {
        let more = more.map(|why| self.r.add_why(fact::deferred(why)));
        self.r.known(field, Value::List(Box::new(List { items, more })), origin);
    }

    pub fn deferred(&mut self, field: u16, why: &str) {
        self.r.unknown(field, fact::deferred(why));
    }

    /// The field left out at this place: its documented default, else absent.
    pub fn left_out(&mut self, field: u16, place: &Site) {
        let origin = fact::origin(&mut self.r, place, &[], &[]);
        defaults::left_out(&mut self.r, field, Input::Cloudformation, self.variant.as_deref(), origin);
    }

    /// Sets a field from the property at a path.
    pub fn path(&mut self, field: u16, path: &str) {
        match self.d.at(path) {
            Found::Value(v) => self.set(field, v),
            Found::Absent(place) => self.left_out(field, place),
            Found::Unknown(why) => self.deferred(field, why),
        }
    }

    /// The resource of which the input says no more: the rest is unknown, because it is declared elsewhere.
    pub fn partly(mut self, what: &str) -> Resource {
        // A template declares what will be there.
        if let Some((state, _)) = self.r.kind.not_judged.and_then(|(name, _)| self.r.kind.field(name)) {
            self.r.absent(state, self.header);
        }
        let why = Why::NotCollected { what: what.into() };
        for (field, def) in self.r.kind.fields.iter().enumerate() {
            if def.back_link.is_none() && self.unset(field as u16) {
                self.r.unknown(field as u16, why.clone());
            }
        }
        self.r.partly = Some(self.r.add_why(why));
        self.r
    }

    /// Every field that nobody has set and whose property the kind's table names.
    pub fn by_table(&mut self) {
        for (ix, def) in self.r.kind.fields.iter().enumerate() {
            if !def.cfn.is_empty() && self.unset(ix as u16) {
                self.path(ix as u16, def.cfn);
            }
        }
    }

    pub fn unset(&self, field: u16) -> bool {
        matches!(self.r.get(field), Fact::Unknown(0))
    }

    /// Whether a property is given: `Err` with the reason when that is decided later.
    pub fn given(&self, path: &str) -> Result<bool, &'a str> {
        match self.d.at(path) {
            Found::Value(_) => Ok(true),
            Found::Absent(_) => Ok(false),
            Found::Unknown(why) => Err(why),
        }
    }

    /// A boolean property; one that is left out is `false`. `Err`: why it is not known.
    pub fn flag(&self, path: &str) -> Result<bool, String> {
        match self.d.at(path) {
            Found::Value(v) => fact::boolean(&v.value).ok_or_else(|| fact::reason(&v.value)),
            Found::Absent(_) => Ok(false),
            Found::Unknown(why) => Err(why.to_owned()),
        }
    }

    /// The origin of the property at a path, else of the innermost block that could hold it.
    pub fn origin(&mut self, path: &str) -> u16 {
        match self.d.at(path) {
            Found::Value(v) => fact::origin(&mut self.r, &v.site, &[], &v.via),
            Found::Absent(site) => fact::origin(&mut self.r, site, &[], &[]),
            Found::Unknown(_) => self.header,
        }
    }

    /// Text that is known at a path.
    pub fn text(&self, path: &str) -> Option<&'a str> {
        match self.d.at(path) {
            Found::Value(Sited { value: Resolved::Text(t), sensitive: false, .. }) => Some(t),
            _ => None,
        }
    }

    /// Log destinations: the names of the blocks below `path` that are switched on.
    pub fn destinations(&mut self, field: u16, path: &str) {
        let mut list = List::default();
        for (block, name) in [("CloudWatchLogs", "cloudwatch"), ("Firehose", "firehose"), ("S3", "s3")] {
            let path = format!("{path}.{block}.Enabled");
            match self.flag(&path) {
                Ok(true) => {
                    let origin = self.origin(&path);
                    list.items.push(Fact::Known(Value::text(name), origin));
                }
                Ok(false) => {}
                Err(why) => list.more = Some(self.r.add_why(fact::deferred(&why))),
            }
        }
        let origin = self.origin(path);
        self.r.known(field, Value::List(Box::new(list)), origin);
    }

    /// The rest takes its documented default, is absent, or is said to be unknown; see [`fact::complete`].
    pub fn finish(mut self) -> Resource {
        fact::complete(&mut self.r, Input::Cloudformation, self.variant.as_deref(), self.header, &self.d.id);
        self.r
    }
}
