//! The parts of a plan's JSON that are read, as they stand.
//!
//! Resources of other types are passed over while parsing, so that a large plan costs little memory. Values are
//! secrets in plain text: nothing here is ever shown.

use super::super::kinds;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Document {
    pub format_version: Option<String>,
    pub resource_changes: Option<Vec<Wanted<Change>>>,
    /// Only whether there are any.
    pub deferred_changes: NotEmpty,
    pub prior_state: Option<State>,
    pub configuration: Option<Configuration>,
    pub errored: bool,
    pub complete: Option<bool>,
    /// A state instead of a plan has its resources here.
    pub values: Option<IgnoredAny>,
}

/// Whether a list has an element.
#[derive(Debug, Default)]
pub struct NotEmpty(pub bool);

/// A resource of a type that is read; `None` for every other one.
#[derive(Debug)]
pub struct Wanted<T>(pub Option<T>);

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Change {
    pub address: Box<str>,
    pub mode: Box<str>,
    #[serde(rename = "type")]
    pub ty: Box<str>,
    pub index: Option<Json>,
    pub change: Changed,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Changed {
    pub actions: Vec<Box<str>>,
    pub after: Json,
    pub after_unknown: Json,
    pub after_sensitive: Json,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct State {
    pub values: StateValues,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateValues {
    pub root_module: StateModule,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateModule {
    pub resources: Vec<Wanted<StateResource>>,
    pub child_modules: Vec<StateModule>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateResource {
    pub address: Box<str>,
    pub mode: Box<str>,
    #[serde(rename = "type")]
    pub ty: Box<str>,
    pub values: Json,
    pub sensitive_values: Json,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Configuration {
    pub provider_config: BTreeMap<Box<str>, Provider>,
    pub root_module: Module,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Provider {
    pub expressions: ProviderExpressions,
}

/// Only the region: provider blocks hold credentials.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProviderExpressions {
    pub region: Json,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Module {
    pub resources: Vec<Wanted<Configured>>,
    pub module_calls: BTreeMap<Box<str>, Call>,
    pub outputs: BTreeMap<Box<str>, Output>,
    pub variables: BTreeMap<Box<str>, Variable>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Variable {
    pub default: Json,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Configured {
    pub address: Box<str>,
    pub mode: Box<str>,
    #[serde(rename = "type")]
    pub ty: Box<str>,
    pub provider_config_key: Box<str>,
    pub expressions: Json,
    pub for_each_expression: Json,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Call {
    pub expressions: Json,
    pub for_each_expression: Json,
    pub module: Module,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Output {
    pub expression: Json,
}

/// What a resource entry is made of, and whether its type is one of those read.
trait Entry: for<'de> Deserialize<'de> {
    const HEAVY: &'static [&'static str];
}

impl Entry for Change {
    const HEAVY: &'static [&'static str] = &["change"];
}

impl Entry for StateResource {
    const HEAVY: &'static [&'static str] = &["values", "sensitive_values"];
}

impl Entry for Configured {
    const HEAVY: &'static [&'static str] = &["expressions", "for_each_expression"];
}

impl<'de, T: Entry> Deserialize<'de> for Wanted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(std::marker::PhantomData<T>);
        impl<'de, T: Entry> Visitor<'de> for Members<T> {
            type Value = Wanted<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a resource")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = serde_json::Map::new();
                let mut unwanted = false;
                while let Some(key) = map.next_key::<String>()? {
                    // Terraform writes mode and type before the values.
                    unwanted = unwanted || known_unwanted(&members);
                    if unwanted || KEEP.binary_search(&&*key).is_err() {
                        map.next_value::<IgnoredAny>()?;
                    } else if T::HEAVY.contains(&&*key) && key == "change" {
                        members.insert(key, map.next_value_seed(WithoutBefore)?);
                    } else {
                        members.insert(key, map.next_value()?);
                    }
                }
                if unwanted || !wanted(&members) {
                    return Ok(Wanted(None));
                }
                serde_json::from_value(Json::Object(members))
                    .map(|t| Wanted(Some(t)))
                    .map_err(serde::de::Error::custom)
            }
        }
        deserializer.deserialize_map(Members(std::marker::PhantomData))
    }
}

/// Sorted.
const KEEP: &[&str] = &[
    "address",
    "change",
    "expressions",
    "for_each_expression",
    "index",
    "mode",
    "provider_config_key",
    "sensitive_values",
    "type",
    "values",
];

fn known_unwanted(members: &serde_json::Map<String, Json>) -> bool {
    members.contains_key("type") && members.contains_key("mode") && !wanted(members)
}

fn wanted(members: &serde_json::Map<String, Json>) -> bool {
    let text = |name: &str| members.get(name).and_then(Json::as_str).unwrap_or("");
    match text("mode") {
        "data" => kinds::wanted_data(text("type")),
        _ => kinds::wanted(text("type")),
    }
}

/// A change without its `before`, which is as large as the rest and holds the old secrets.
struct WithoutBefore;

impl<'de> serde::de::DeserializeSeed<'de> for WithoutBefore {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for WithoutBefore {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a change")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = serde_json::Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if matches!(&*key, "actions" | "after" | "after_unknown" | "after_sensitive") {
                members.insert(key, map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Json::Object(members))
    }
}

impl<'de> Deserialize<'de> for NotEmpty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;
        impl<'de> Visitor<'de> for Elements {
            type Value = NotEmpty;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_unit<E>(self) -> Result<NotEmpty, E> {
                Ok(NotEmpty(false))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<NotEmpty, A::Error> {
                let mut any = false;
                while seq.next_element::<IgnoredAny>()?.is_some() {
                    any = true;
                }
                Ok(NotEmpty(any))
            }
        }
        deserializer.deserialize_any(Elements)
    }
}
