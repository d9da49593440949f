//! The JSON Schema of a snapshot line, generated from the kind tables.

use crate::inventory::kinds::KINDS;
use crate::inventory::schema::{FieldDef, Type};
use crate::speech::{Language, Phrase};
use serde_json::{Map, Value, json};

mod phrases {
    crate::phrases! {
        TITLE {
            en: "One line of a tidegate snapshot",
            ja: "tidegate のスナップショットの 1 行",
            zh: "tidegate 快照的一行",
        }
        SEEN_FROM {
            en: "Account and Region whose answers named it, when it lives elsewhere.",
            ja: "別の場所にある場合に、応答でこのリソースを示したアカウントとリージョン。",
            zh: "资源位于别处时，其响应中指出该资源的账户和区域。",
        }
        FOLLOWING { en: "How many lines follow.", ja: "後に続く行の数。", zh: "其后的行数。" }
    }
}

/// Draft 2020-12 schema that accepts every line of a snapshot: the header or a resource. Only its title and
/// descriptions follow the language.
pub fn schema(language: Language) -> Value {
    let mut defs = Map::new();
    let mut resources = Vec::new();
    for kind in KINDS {
        let facts = fields(kind.fields, &mut defs);
        let name = format!("kind.{}", kind.name);
        let mut schema = json!({
            "type": "object",
            "required": ["kind", "id", "facts"],
            "additionalProperties": false,
            "properties": {
                "kind": {"const": kind.name},
                "account": {"type": "string"},
                "region": {"type": "string"},
                "id": {"type": "string", "minLength": 1},
                "also": {"type": "array", "items": {"type": "string"}},
                "origins": {"type": "array", "items": {"type": "object"}},
                "whys": {"type": "array"},
                "seen_from": {
                    "description": said(&phrases::SEEN_FROM),
                    "type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2
                },
                "place": {"type": "object"},
                "facts": facts
            }
        });
        schema["description"] = said(kind.doc);
        defs.insert(name.clone(), schema);
        resources.push(json!({"$ref": format!("#/$defs/{name}")}));
    }
    defs.insert("index".into(), json!({"type": "integer", "minimum": 0, "maximum": 65535}));
    defs.insert("absent".into(), tag("$absent", json!({"$ref": "#/$defs/index"})));
    defs.insert("unknown".into(), tag("$unknown", json!({"$ref": "#/$defs/index"})));
    defs.insert("pattern".into(), tag("$pattern", json!({"type": "array", "items": {"type": "object"}})));
    defs.insert("header".into(), header());
    let any: Vec<Value> = std::iter::once(json!({"$ref": "#/$defs/header"})).chain(resources).collect();
    let mut root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": said(&phrases::TITLE),
        "anyOf": any,
        "$defs": defs
    });
    in_language(&mut root, language);
    root
}

/// A schema with a description, in every language until [`in_language`] keeps one.
pub fn described(mut schema: Value, description: &Phrase) -> Value {
    schema["description"] = said(description);
    schema
}

fn said(phrase: &Phrase) -> Value {
    let texts = Language::ALL.map(|l| (l.tag().to_owned(), json!(phrase.text(l))));
    json!({ SAID: Map::from_iter(texts) })
}

/// The member that marks a text in every language; no schema has one of that name.
const SAID: &str = "$said";

/// Keeps one language of every text.
pub fn in_language(schema: &mut Value, language: Language) {
    if let Some(text) = schema.get(SAID).map(|texts| texts[language.tag()].clone()) {
        *schema = text;
        return;
    }
    match schema {
        Value::Array(items) => items.iter_mut().for_each(|v| in_language(v, language)),
        Value::Object(members) => members.values_mut().for_each(|v| in_language(v, language)),
        _ => {}
    }
}

fn header() -> Value {
    json!({
        "type": "object",
        "required": ["tidegate_snapshot", "tool", "run", "resources", "coverage"],
        "properties": {
            "tidegate_snapshot": {"type": "integer", "minimum": 1, "maximum": super::VERSION},
            "tool": {"type": "string"},
            "run": {
                "type": "object",
                "required": ["started", "finished", "partition", "accounts", "regions"],
                "properties": {
                    "started": {"type": "string"},
                    "finished": {"type": "string"},
                    "partition": {"type": "string"},
                    "accounts": {"type": "array", "items": {"type": "string"}},
                    "regions": {"type": "array", "items": {"type": "string"}},
                    "principal": {"type": "string"},
                    "interrupted": {"type": "boolean"}
                }
            },
            "resources": {
                "description": said(&phrases::FOLLOWING),
                "type": "integer", "minimum": 0
            },
            "coverage": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["account", "region", "operation", "calls", "items"],
                    "properties": {
                        "account": {"type": "string"},
                        "region": {"type": "string"},
                        "operation": {"type": "string"},
                        "calls": {"type": "integer", "minimum": 0},
                        "items": {"type": "integer", "minimum": 0},
                        "gaps": {"type": "array", "items": {"type": "object", "required": ["why"]}}
                    }
                }
            }
        }
    })
}

fn fields(defs: &'static [FieldDef], shared: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for def in defs.iter().filter(|d| d.back_link.is_none()) {
        properties.insert(def.name.into(), described(fact(&def.ty, shared), def.doc));
    }
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

/// A value of the type, plain or with its origin, or absent, or unknown.
fn fact(ty: &Type, shared: &mut Map<String, Value>) -> Value {
    let value = value(ty, shared);
    let with_origin = json!({
        "type": "object", "additionalProperties": false, "required": ["$value", "$origin"],
        "properties": {"$value": value, "$origin": {"$ref": "#/$defs/index"}}
    });
    let (absent, unknown) = (json!({"$ref": "#/$defs/absent"}), json!({"$ref": "#/$defs/unknown"}));
    json!({"anyOf": [value, with_origin, absent, unknown]})
}

fn value(ty: &Type, shared: &mut Map<String, Value>) -> Value {
    let pattern = json!({"$ref": "#/$defs/pattern"});
    match ty {
        Type::Bool => json!({"type": "boolean"}),
        Type::Int => json!({"type": "integer"}),
        Type::Time => json!({"type": "string", "format": "date-time"}),
        Type::Text | Type::Version | Type::Arn | Type::Link(_) => {
            json!({"anyOf": [{"type": "string"}, pattern]})
        }
        Type::Enum(values) => json!({"anyOf": [{"enum": values}, pattern]}),
        Type::List(item) => {
            let items = json!({"type": "array", "items": fact(item, shared)});
            let cut = json!({
                "type": "object", "additionalProperties": false, "required": ["$items", "$more"],
                "properties": {"$items": items, "$more": {"$ref": "#/$defs/index"}}
            });
            json!({"anyOf": [items, cut]})
        }
        Type::Record(def) => {
            let name = format!("record.{}", def.name);
            if !shared.contains_key(&name) {
                shared.insert(name.clone(), Value::Null);
                let schema = fields(def.fields, shared);
                shared.insert(name.clone(), schema);
            }
            json!({"$ref": format!("#/$defs/{name}")})
        }
    }
}

fn tag(name: &str, inner: Value) -> Value {
    json!({"type": "object", "additionalProperties": false, "required": [name], "properties": {name: inner}})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds::secret;

    /// Every title and description below a schema.
    fn texts<'v>(schema: &'v Value, into: &mut Vec<&'v str>) {
        match schema {
            Value::Array(items) => items.iter().for_each(|v| texts(v, into)),
            Value::Object(members) => {
                for (name, value) in members {
                    match value.as_str().filter(|_| ["title", "description"].contains(&name.as_str())) {
                        Some(text) => into.push(text),
                        None => texts(value, into),
                    }
                }
            }
            _ => {}
        }
    }

    #[test]
    fn only_texts_follow_the_language() {
        let english = schema(Language::En);
        let kind = &english["$defs"]["kind.secret"];
        assert_eq!(kind["description"], secret::KIND.doc.en);
        for language in [Language::Ja, Language::Zh] {
            let other = schema(language);
            let (mut here, mut there) = (Vec::new(), Vec::new());
            texts(&english, &mut here);
            texts(&other, &mut there);
            assert_eq!(here.len(), there.len());
            for (en, text) in here.iter().zip(&there) {
                assert_ne!(en, text, "not in {}", language.tag());
            }
            let facts =
                |s: &Value| s["$defs"]["kind.secret"]["properties"]["facts"]["properties"]["kms_key"].clone();
            assert_eq!(
                facts(&other)["description"],
                secret::KIND.fields[secret::kms_key as usize].doc.text(language)
            );
            assert_eq!(facts(&other)["anyOf"], facts(&english)["anyOf"]);
            assert!(!other.to_string().contains(SAID));
        }
    }
}
