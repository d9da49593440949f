//! One resource: its identity and a slot per field of its kind.
//!
//! A slot starts as unknown ("not stated"): whoever fills a resource must say what it knows, and forgetting a
//! field can never read as "absent" or "false".

use super::fact::{Fact, List, Origin, OriginIx, Place, Value, Why, WhyIx};
use super::schema::{KindDef, RecordDef, Type, common};
use std::borrow::Cow;

#[derive(Debug, Clone)]
pub struct Resource {
    pub kind: &'static KindDef,
    /// Unique within kind and unit: the ARN when there is one, else the name or the template's logical id.
    pub id: Box<str>,
    /// Other ids that references use: key id, secret name, alias ARN.
    pub also: Vec<Box<str>>,
    /// Where the resource is declared (templates only).
    pub place: Option<Place>,
    /// Account and region whose answers named it, when it lives elsewhere (a key of another account); set by
    /// [`super::Unit::new`].
    pub seen_from: Option<Box<(Box<str>, Box<str>)>>,
    /// Its line in the snapshot file it was read from or written to; 0 when there is none.
    pub line: u32,
    /// The construct that a template's resource was synthesised from (CDK): `Stack/Orders/Resource`.
    pub construct: Option<Box<str>>,
    /// There to be referred to, and not judged: what a plan leaves unchanged, what a data source shows.
    pub context: bool,
    /// Set when the input says something about the resource but does not declare it (a policy of another stack's
    /// cluster): why the rest is unknown. A verdict that hangs on nothing but the rest does not apply.
    pub partly: Option<WhyIx>,
    slots: Box<[Fact]>,
    origins: Vec<Origin>,
    whys: Vec<Why>,
}

/// The slots of a record under construction.
#[derive(Debug, Clone)]
pub struct Record {
    def: &'static RecordDef,
    slots: Box<[Fact]>,
}

impl Resource {
    pub fn new(kind: &'static KindDef, id: impl Into<Box<str>>) -> Self {
        Self {
            kind,
            id: id.into(),
            also: Vec::new(),
            place: None,
            seen_from: None,
            line: 0,
            construct: None,
            context: false,
            partly: None,
            slots: vec![Fact::Unknown(0); kind.fields.len()].into_boxed_slice(),
            origins: Vec::new(),
            whys: vec![Why::NotStated],
        }
    }

    pub fn get(&self, field: u16) -> &Fact {
        &self.slots[field as usize]
    }

    pub fn facts(&self) -> &[Fact] {
        &self.slots
    }

    pub(super) fn slots_mut(&mut self) -> &mut [Fact] {
        &mut self.slots
    }

    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    pub fn whys(&self) -> &[Why] {
        &self.whys
    }

    /// The origin behind an index; `None` only for an index no constructor of this type hands out.
    pub fn origin(&self, ix: OriginIx) -> Option<&Origin> {
        self.origins.get(ix as usize)
    }

    pub fn why(&self, ix: WhyIx) -> &Why {
        self.whys.get(ix as usize).unwrap_or(&Why::NotStated)
    }

    /// Index of an origin, added when new.
    pub fn add_origin(&mut self, origin: Origin) -> OriginIx {
        add(&mut self.origins, origin)
    }

    /// Index of an API origin, added when new.
    pub fn api(&mut self, operation: &str) -> OriginIx {
        self.add_origin(Origin::Api { operation: operation.into() })
    }

    /// Index of a reason, added when new.
    pub fn add_why(&mut self, why: Why) -> WhyIx {
        add(&mut self.whys, why)
    }

    pub(super) fn set_tables(&mut self, origins: Vec<Origin>, whys: Vec<Why>) {
        self.origins = origins;
        self.whys = std::iter::once(Why::NotStated).chain(whys).collect();
    }

    /// Sets a fact. A value that does not fit the field's type becomes unknown: an enum value outside the
    /// documented set as `unrecognised`, any other misfit as `malformed`.
    pub fn set(&mut self, field: u16, fact: Fact) {
        let def = &self.kind.fields[field as usize];
        self.slots[field as usize] = conform(&mut self.whys, def.name, &def.ty, fact);
    }

    pub fn known(&mut self, field: u16, value: Value, origin: OriginIx) {
        self.set(field, Fact::Known(value, origin));
    }

    pub fn text(&mut self, field: u16, value: impl Into<Box<str>>, origin: OriginIx) {
        self.known(field, Value::Text(value.into()), origin);
    }

    pub fn bool(&mut self, field: u16, value: bool, origin: OriginIx) {
        self.known(field, Value::Bool(value), origin);
    }

    pub fn link(&mut self, field: u16, id: impl Into<Box<str>>, origin: OriginIx) {
        self.known(field, Value::link(id), origin);
    }

    pub fn absent(&mut self, field: u16, origin: OriginIx) {
        self.set(field, Fact::Absent(origin));
    }

    pub fn unknown(&mut self, field: u16, why: Why) {
        let ix = self.add_why(why);
        self.set(field, Fact::Unknown(ix));
    }

    /// `Some` is known, `None` is absent: only for answers in which leaving a member out means "not set".
    pub fn option(&mut self, field: u16, value: Option<Value>, origin: OriginIx) {
        self.set(field, value.map_or(Fact::Absent(origin), |v| Fact::Known(v, origin)));
    }

    /// A whole list of known items.
    pub fn list(&mut self, field: u16, items: impl IntoIterator<Item = Value>, origin: OriginIx) {
        let items = items.into_iter().map(|v| Fact::Known(v, origin)).collect();
        self.known(field, Value::List(Box::new(List { items, more: None })), origin);
    }

    /// Every field that nobody has set yet becomes unknown for this reason.
    pub fn rest_unknown(&mut self, why: &Why) {
        let ix = self.add_why(why.clone());
        for (slot, def) in self.slots.iter_mut().zip(self.kind.fields) {
            if matches!(slot, Fact::Unknown(0)) && def.back_link.is_none() {
                *slot = Fact::Unknown(ix);
            }
        }
    }

    /// Sets account and region, which every resource of an account scan knows.
    pub fn at(&mut self, account: &str, region: &str, origin: OriginIx) {
        self.text(common::ACCOUNT, account, origin);
        self.text(common::REGION, region, origin);
    }

    /// The text of a field when it is known text; for display.
    pub fn known_text(&self, field: u16) -> Option<&str> {
        self.get(field).known().and_then(Value::as_text)
    }

    /// The name to show: the `name` fact when known, else the id.
    /// Beside it the construct, which is what people know a synthesised resource by.
    pub fn display_name(&self) -> Cow<'_, str> {
        let name = self.known_text(common::NAME).unwrap_or(&self.id);
        match &self.construct {
            Some(construct) => format!("{name} ({construct})").into(),
            None => name.into(),
        }
    }

    /// The life-cycle state in which this resource is not judged (A4), when it is in one; unknown states answer
    /// `Err`, because the resource may be in one.
    pub fn unjudged_state(&self) -> Result<Option<&str>, WhyIx> {
        let Some((field, states)) = self.kind.not_judged else { return Ok(None) };
        let Some((ix, _)) = self.kind.field(field) else { return Ok(None) };
        match self.get(ix) {
            Fact::Known(Value::Text(s), _) => Ok(states.iter().find(|x| ***x == **s).copied()),
            Fact::Absent(_) => Ok(None),
            // Known in part: it may be one of them.
            Fact::Known(..) => Err(0),
            Fact::Unknown(why) => Err(*why),
        }
    }
}

impl Record {
    pub fn new(def: &'static RecordDef) -> Self {
        Self { def, slots: vec![Fact::Unknown(0); def.fields.len()].into_boxed_slice() }
    }

    /// Sets a field; its type is checked when the record enters a resource.
    #[must_use]
    pub fn set(mut self, field: u16, fact: Fact) -> Self {
        self.slots[field as usize] = fact;
        self
    }

    #[must_use]
    pub fn known(self, field: u16, value: Value, origin: OriginIx) -> Self {
        self.set(field, Fact::Known(value, origin))
    }

    #[must_use]
    pub fn text(self, field: u16, value: impl Into<Box<str>>, origin: OriginIx) -> Self {
        self.known(field, Value::Text(value.into()), origin)
    }

    #[must_use]
    pub fn option(self, field: u16, value: Option<Value>, origin: OriginIx) -> Self {
        self.set(field, value.map_or(Fact::Absent(origin), |v| Fact::Known(v, origin)))
    }

    /// Fields nobody set become absent; for records whose source always states everything.
    #[must_use]
    pub fn rest_absent(mut self, origin: OriginIx) -> Self {
        for slot in &mut self.slots {
            if matches!(slot, Fact::Unknown(0)) {
                *slot = Fact::Absent(origin);
            }
        }
        self
    }

    pub fn def(&self) -> &'static RecordDef {
        self.def
    }

    pub fn into_value(self) -> Value {
        Value::Record(self.slots)
    }
}

fn add<T: PartialEq>(table: &mut Vec<T>, item: T) -> u16 {
    if let Some(ix) = table.iter().rposition(|x| *x == item) {
        return ix as u16;
    }
    // Past 65,535 different origins or reasons in one resource the last one stands for the rest.
    if table.len() > usize::from(u16::MAX) {
        return u16::MAX;
    }
    table.push(item);
    (table.len() - 1) as u16
}

/// The fact as its type allows it; see [`Resource::set`].
fn conform(whys: &mut Vec<Why>, field: &str, ty: &Type, fact: Fact) -> Fact {
    let Fact::Known(value, origin) = fact else { return fact };
    let value = match (ty, value) {
        (Type::Enum(allowed), Value::Text(t)) => {
            if !allowed.iter().any(|a| **a == *t) {
                return Fact::Unknown(add(whys, Why::Unrecognised { value: shown(&t) }));
            }
            Value::Text(t)
        }
        // The id of what it leads to.
        (Type::Link(_), Value::Text(t)) => Value::link(t),
        (Type::Bool, v @ Value::Bool(_))
        | (Type::Int, v @ Value::Int(_))
        | (Type::Time, v @ Value::Time(_))
        | (Type::Text | Type::Version | Type::Arn, v @ Value::Text(_))
        | (Type::Text | Type::Version | Type::Arn | Type::Enum(_) | Type::Link(_), v @ Value::Pattern(_))
        | (Type::Link(_), v @ Value::Link(_)) => v,
        (Type::List(item), Value::List(mut list)) => {
            for fact in &mut list.items {
                let taken = std::mem::replace(fact, Fact::Unknown(0));
                *fact = conform(whys, field, item, taken);
            }
            Value::List(list)
        }
        (Type::Record(def), Value::Record(mut slots)) if slots.len() == def.fields.len() => {
            for (slot, def) in slots.iter_mut().zip(def.fields) {
                let taken = std::mem::replace(slot, Fact::Unknown(0));
                *slot = conform(whys, def.name, &def.ty, taken);
            }
            Value::Record(slots)
        }
        (ty, _) => {
            let detail = format!("{field} is not {}", ty.name()).into();
            return Fact::Unknown(add(whys, Why::Malformed { operation: "".into(), detail }));
        }
    };
    Fact::Known(value, origin)
}

/// At most 60 characters of a foreign value, without control characters.
fn shown(text: &str) -> Box<str> {
    text.chars().filter(|c| !c.is_control()).take(60).collect::<String>().into()
}
