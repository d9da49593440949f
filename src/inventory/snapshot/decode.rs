//! One JSON line -> resource, in one pass, typed by the kind's field table.
//!
//! Anything the table does not know is an error: a snapshot is written by tidegate, so a stray field or a value
//! of the wrong type means damage, and damage must not read as "nothing found".

use crate::inventory::fact::{Fact, List, Origin, Piece, Value, Why};
use crate::inventory::kinds;
use crate::inventory::resource::Resource;
use crate::inventory::schema::{FieldDef, KindDef, Type, common};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads one resource line.
pub fn resource(line: &[u8]) -> Result<Resource, serde_json::Error> {
    let mut de = serde_json::Deserializer::from_slice(line);
    let r = de.deserialize_map(ResourceVisitor)?;
    de.end()?;
    Ok(r)
}

struct ResourceVisitor;

impl<'de> Visitor<'de> for ResourceVisitor {
    type Value = Resource;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a resource")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Resource, A::Error> {
        // `kind` stands first: everything after it is read by its field table.
        if map.next_key::<Key>()?.as_ref().map(|k| &*k.0) != Some("kind") {
            return Err(de::Error::custom("a resource line begins with its kind"));
        }
        let name: std::borrow::Cow<'de, str> = map.next_value::<CowStr<'de>>()?.0;
        let kind: &'static KindDef = kinds::by_name(&name)
            .ok_or_else(|| de::Error::custom(format_args!("unknown kind {:?}", &*name)))?;
        let mut r = Resource::new(kind, "");
        let (mut origins, mut whys): (Vec<Origin>, Vec<Why>) = (Vec::new(), Vec::new());
        let mut facts = false;
        while let Some(key) = map.next_key::<Key>()? {
            match &*key.0 {
                "account" => r.text(common::ACCOUNT, map.next_value::<Box<str>>()?, 0),
                "region" => r.text(common::REGION, map.next_value::<Box<str>>()?, 0),
                "id" => r.id = map.next_value()?,
                "also" => r.also = map.next_value()?,
                "origins" => origins = map.next_value()?,
                "whys" => whys = map.next_value()?,
                "seen_from" => r.seen_from = Some(map.next_value()?),
                "place" => r.place = Some(map.next_value()?),
                "facts" => {
                    let limits = Limits { origins: origins.len(), whys: whys.len() + 1 };
                    map.next_value_seed(Slots { defs: kind.fields, slots: r.slots_mut(), limits })?;
                    facts = true;
                }
                other => return Err(de::Error::custom(format_args!("unknown member {other:?}"))),
            }
        }
        if r.id.is_empty() || !facts {
            return Err(de::Error::custom("a resource has an id and facts"));
        }
        r.set_tables(origins, whys);
        Ok(r)
    }
}

/// How many origins and reasons the line declared: an index outside them is damage.
#[derive(Clone, Copy)]
struct Limits {
    origins: usize,
    whys: usize,
}

impl Limits {
    fn origin<E: de::Error>(self, ix: u16) -> Result<u16, E> {
        if usize::from(ix) < self.origins { Ok(ix) } else { Err(E::custom("origin not declared")) }
    }

    fn why<E: de::Error>(self, ix: u16) -> Result<u16, E> {
        if usize::from(ix) < self.whys { Ok(ix) } else { Err(E::custom("reason not declared")) }
    }
}

struct Slots<'a> {
    defs: &'static [FieldDef],
    slots: &'a mut [Fact],
    limits: Limits,
}

impl<'de> DeserializeSeed<'de> for Slots<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Slots<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("facts by field name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        fill(self.defs, self.slots, self.limits, None, &mut map)
    }
}

/// Reads entries into slots. Fields are written in table order, so the next one is looked for first.
fn fill<'de, A: MapAccess<'de>>(
    defs: &'static [FieldDef],
    slots: &mut [Fact],
    limits: Limits,
    first: Option<&str>,
    map: &mut A,
) -> Result<(), A::Error> {
    let mut expected = 0;
    let mut read = |name: &str, map: &mut A| -> Result<(), A::Error> {
        let ix = (expected..defs.len())
            .chain(0..expected)
            .find(|i| defs[*i].name == name && defs[*i].back_link.is_none())
            .ok_or_else(|| de::Error::custom(format_args!("unknown field {name:?}")))?;
        expected = ix + 1;
        slots[ix] = map.next_value_seed(FactSeed { ty: &defs[ix].ty, field: defs[ix].name, limits })?;
        Ok(())
    };
    if let Some(name) = first {
        read(name, map)?;
    }
    while let Some(key) = map.next_key::<Key>()? {
        read(&key.0, map)?;
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct FactSeed {
    ty: &'static Type,
    /// For telling where a value is wrong.
    field: &'static str,
    limits: Limits,
}

impl<'de> DeserializeSeed<'de> for FactSeed {
    type Value = Fact;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Fact, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FactSeed {
    type Value = Fact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} for `{}`", self.ty.name(), self.field)
    }

    fn visit_bool<E: de::Error>(self, v: bool) -> Result<Fact, E> {
        match self.ty {
            Type::Bool => self.plain(Value::Bool(v)),
            _ => Err(E::invalid_type(de::Unexpected::Bool(v), &self)),
        }
    }

    fn visit_i64<E: de::Error>(self, v: i64) -> Result<Fact, E> {
        match self.ty {
            Type::Int => self.plain(Value::Int(v)),
            _ => Err(E::invalid_type(de::Unexpected::Signed(v), &self)),
        }
    }

    fn visit_u64<E: de::Error>(self, v: u64) -> Result<Fact, E> {
        match i64::try_from(v) {
            Ok(v) => self.visit_i64(v),
            Err(_) => Err(E::invalid_type(de::Unexpected::Unsigned(v), &self)),
        }
    }

    fn visit_str<E: de::Error>(self, v: &str) -> Result<Fact, E> {
        match self.ty {
            Type::Text | Type::Version | Type::Arn => self.plain(Value::Text(v.into())),
            Type::Enum(allowed) if allowed.contains(&v) => self.plain(Value::Text(v.into())),
            Type::Time => match super::parse_time(v) {
                Some(t) => self.plain(Value::Time(t)),
                None => Err(E::invalid_value(de::Unexpected::Str(v), &self)),
            },
            Type::Link(_) => self.plain(Value::link(v)),
            _ => Err(E::invalid_value(de::Unexpected::Str(v), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Fact, A::Error> {
        let Type::List(item) = self.ty else {
            return Err(de::Error::invalid_type(de::Unexpected::Seq, &self));
        };
        let items = items(FactSeed { ty: item, ..self }, seq)?;
        self.plain(Value::List(Box::new(List { items, more: None })))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fact, A::Error> {
        let first = map.next_key::<Key>()?;
        match first.as_ref().map(|k| &*k.0) {
            Some("$absent") => {
                let ix = map.next_value()?;
                end(&mut map)?;
                Ok(Fact::Absent(self.limits.origin(ix)?))
            }
            Some("$unknown") => {
                let ix = map.next_value()?;
                end(&mut map)?;
                Ok(Fact::Unknown(self.limits.why(ix)?))
            }
            Some("$value") => {
                let Fact::Known(value, _) = map.next_value_seed(self)? else {
                    return Err(de::Error::custom("$value holds a value"));
                };
                let origin: u16 = entry(&mut map, "$origin")?;
                end(&mut map)?;
                Ok(Fact::Known(value, self.limits.origin(origin)?))
            }
            Some("$pattern") => {
                let pieces: Vec<Piece> = map.next_value()?;
                end(&mut map)?;
                match self.ty {
                    Type::Text | Type::Version | Type::Arn | Type::Enum(_) | Type::Link(_) => {
                        self.plain(Value::Pattern(pieces.into()))
                    }
                    _ => Err(de::Error::custom("a pattern is text")),
                }
            }
            Some("$items") => {
                let Type::List(item) = self.ty else { return Err(de::Error::custom("$items is a list")) };
                let items = map.next_value_seed(ItemsSeed(FactSeed { ty: item, ..self }))?;
                let more: u16 = entry(&mut map, "$more")?;
                end(&mut map)?;
                let more = Some(self.limits.why(more)?);
                self.plain(Value::List(Box::new(List { items, more })))
            }
            first => {
                let Type::Record(def) = self.ty else {
                    return Err(de::Error::invalid_type(de::Unexpected::Map, &self));
                };
                let mut slots = vec![Fact::Unknown(0); def.fields.len()].into_boxed_slice();
                fill(def.fields, &mut slots, self.limits, first, &mut map)?;
                self.plain(Value::Record(slots))
            }
        }
    }
}

impl FactSeed {
    fn plain<E: de::Error>(self, value: Value) -> Result<Fact, E> {
        Ok(Fact::Known(value, 0))
    }
}

fn items<'de, A: SeqAccess<'de>>(item: FactSeed, mut seq: A) -> Result<Vec<Fact>, A::Error> {
    let mut items = Vec::new();
    while let Some(fact) = seq.next_element_seed(item)? {
        items.push(fact);
    }
    Ok(items)
}

struct ItemsSeed(FactSeed);

impl<'de> DeserializeSeed<'de> for ItemsSeed {
    type Value = Vec<Fact>;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Vec<Fact>, D::Error> {
        d.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ItemsSeed {
    type Value = Vec<Fact>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Vec<Fact>, A::Error> {
        items(self.0, seq)
    }
}

fn entry<'de, A: MapAccess<'de>, T: de::Deserialize<'de>>(
    map: &mut A,
    name: &'static str,
) -> Result<T, A::Error> {
    match map.next_key::<Key>()? {
        Some(k) if k.0 == name => map.next_value(),
        _ => Err(de::Error::missing_field(name)),
    }
}

fn end<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    match map.next_key::<Key>()? {
        None => Ok(()),
        Some(_) => Err(de::Error::custom("unexpected member")),
    }
}

/// Text borrowed from the line when it holds no escapes.
struct CowStr<'de>(std::borrow::Cow<'de, str>);
type Key<'de> = CowStr<'de>;

impl<'de> de::Deserialize<'de> for CowStr<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = CowStr<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }
            fn visit_borrowed_str<E: de::Error>(self, v: &'de str) -> Result<CowStr<'de>, E> {
                Ok(CowStr(v.into()))
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<CowStr<'de>, E> {
                Ok(CowStr(v.to_owned().into()))
            }
        }
        d.deserialize_str(V)
    }
}
