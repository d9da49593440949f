//! Resource -> one JSON line. Facts are written by their field's type; what is not a plain known value of the
//! first origin is an object whose keys begin with `$`.

use crate::inventory::fact::{Fact, Value};
use crate::inventory::resource::Resource;
use crate::inventory::schema::{FieldDef, Type, common};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

impl Serialize for Resource {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut m = s.serialize_map(None)?;
        m.serialize_entry("kind", self.kind.name)?;
        for (key, slot) in [("account", common::ACCOUNT), ("region", common::REGION)] {
            if let Fact::Known(Value::Text(t), 0) = self.get(slot) {
                m.serialize_entry(key, t)?;
            }
        }
        m.serialize_entry("id", &self.id)?;
        if !self.also.is_empty() {
            m.serialize_entry("also", &self.also)?;
        }
        if let Some(seen_from) = &self.seen_from {
            m.serialize_entry("seen_from", seen_from)?;
        }
        if !self.origins().is_empty() {
            m.serialize_entry("origins", self.origins())?;
        }
        if self.whys().len() > 1 {
            m.serialize_entry("whys", &self.whys()[1..])?;
        }
        if let Some(place) = &self.place {
            m.serialize_entry("place", place)?;
        }
        m.serialize_entry("facts", &Facts { defs: self.kind.fields, facts: self.facts(), top: true })?;
        m.end()
    }
}

struct Facts<'a> {
    defs: &'static [FieldDef],
    facts: &'a [Fact],
    top: bool,
}

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut m = s.serialize_map(None)?;
        for (i, (def, fact)) in self.defs.iter().zip(self.facts).enumerate() {
            // Back links are worked out again on reading; "not stated" is what an unwritten field means.
            if def.back_link.is_some() || matches!(fact, Fact::Unknown(0)) {
                continue;
            }
            let lifted = self.top && [common::ACCOUNT, common::REGION].contains(&(i as u16));
            if lifted && matches!(fact, Fact::Known(Value::Text(_), 0)) {
                continue;
            }
            m.serialize_entry(def.name, &FactOf { ty: &def.ty, fact })?;
        }
        m.end()
    }
}

struct FactOf<'a> {
    ty: &'a Type,
    fact: &'a Fact,
}

impl Serialize for FactOf<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.fact {
            Fact::Absent(origin) => tagged(s, "$absent", origin),
            Fact::Unknown(why) => tagged(s, "$unknown", why),
            Fact::Known(value, 0) => ValueOf { ty: self.ty, value }.serialize(s),
            Fact::Known(value, origin) => {
                let mut m = s.serialize_map(Some(2))?;
                m.serialize_entry("$value", &ValueOf { ty: self.ty, value })?;
                m.serialize_entry("$origin", origin)?;
                m.end()
            }
        }
    }
}

struct ValueOf<'a> {
    ty: &'a Type,
    value: &'a Value,
}

impl Serialize for ValueOf<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match (self.value, self.ty) {
            (Value::Bool(b), _) => s.serialize_bool(*b),
            (Value::Int(i), _) => s.serialize_i64(*i),
            (Value::Time(t), _) => s.serialize_str(&super::format_time(*t)),
            (Value::Text(t), _) => s.serialize_str(t),
            (Value::Link(l), _) => s.serialize_str(&l.id),
            (Value::Pattern(pieces), _) => tagged(s, "$pattern", pieces),
            (Value::List(list), Type::List(item)) => {
                let items = Items { ty: item, facts: &list.items };
                match list.more {
                    None => items.serialize(s),
                    Some(why) => {
                        let mut m = s.serialize_map(Some(2))?;
                        m.serialize_entry("$items", &items)?;
                        m.serialize_entry("$more", &why)?;
                        m.end()
                    }
                }
            }
            (Value::Record(slots), Type::Record(def)) => {
                Facts { defs: def.fields, facts: slots, top: false }.serialize(s)
            }
            // `Resource::set` lets no other pair in.
            (Value::List(_) | Value::Record(_), _) => s.serialize_none(),
        }
    }
}

struct Items<'a> {
    ty: &'a Type,
    facts: &'a [Fact],
}

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(Some(self.facts.len()))?;
        for fact in self.facts {
            seq.serialize_element(&FactOf { ty: self.ty, fact })?;
        }
        seq.end()
    }
}

fn tagged<S: Serializer>(
    s: S,
    tag: &'static str,
    value: &(impl Serialize + ?Sized),
) -> Result<S::Ok, S::Error> {
    let mut m = s.serialize_map(Some(1))?;
    m.serialize_entry(tag, value)?;
    m.end()
}
