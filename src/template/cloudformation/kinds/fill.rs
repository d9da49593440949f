//! One resource under construction: its fields from the properties that a template gives.

use super::super::super::fact::{self, Found};
use super::super::super::value::{Resolved, Sited, Step};
use super::super::declared::Declared;
use super::super::parameters;
use super::Context;
use crate::inventory::schema::common;
use crate::inventory::{Fact, FieldDef, KindDef, List, Piece, Resource, Type, Value, unit::Input};
pub use crate::template::making::Making;

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

    /// Text that is known at a path.
    pub fn text(&self, path: &str) -> Option<&'a str> {
        match self.d.at(path) {
            Found::Value(Sited { value: Resolved::Text(t), sensitive: false, .. }) => Some(t),
            _ => None,
        }
    }

    /// Log destinations: the names of the blocks below `path` that are switched on.
    pub fn destinations(&mut self, field: u16, path: &str) {
        let blocks = [
            ("CloudWatchLogs.Enabled", "cloudwatch"),
            ("Firehose.Enabled", "firehose"),
            ("S3.Enabled", "s3"),
        ];
        self.switched_on(field, path, blocks);
    }
}

impl<'a> Making<'a> for Fill<'a> {
    const INPUT: Input = Input::Cloudformation;
    const BLOCKS: bool = false;

    fn named(def: &FieldDef) -> &'static str {
        def.cfn
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
        &self.d.id
    }

    fn header(&self) -> u16 {
        self.header
    }

    fn variant(&self) -> Option<Box<str>> {
        self.variant.clone()
    }

    fn calls(&self) -> &'a [Step] {
        &[]
    }

    fn at(&self, path: &str) -> Found<'a> {
        self.d.at(path)
    }
}
