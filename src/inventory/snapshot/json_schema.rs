//! The JSON Schema of a snapshot line, generated from the kind tables.

use crate::inventory::kinds::KINDS;
use crate::inventory::schema::{FieldDef, Type};
use serde_json::{Map, Value, json};

/// Draft 2020-12 schema that accepts every line of a snapshot: the header or a resource.
pub fn schema() -> Value {
    let mut defs = Map::new();
    let mut resources = Vec::new();
    for kind in KINDS {
        let facts = fields(kind.fields, &mut defs);
        let name = format!("kind.{}", kind.name);
        defs.insert(
            name.clone(),
            json!({
                "type": "object",
                "description": kind.doc.en,
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
                        "description": "Account and region whose answers named it, when it lives elsewhere.",
                        "type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2
                    },
                    "place": {"type": "object"},
                    "facts": facts
                }
            }),
        );
        resources.push(json!({"$ref": format!("#/$defs/{name}")}));
    }
    defs.insert("index".into(), json!({"type": "integer", "minimum": 0, "maximum": 65535}));
    defs.insert("absent".into(), tag("$absent", json!({"$ref": "#/$defs/index"})));
    defs.insert("unknown".into(), tag("$unknown", json!({"$ref": "#/$defs/index"})));
    defs.insert("pattern".into(), tag("$pattern", json!({"type": "array", "items": {"type": "object"}})));
    defs.insert("header".into(), header());
    let any: Vec<Value> = std::iter::once(json!({"$ref": "#/$defs/header"})).chain(resources).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of a tidegate snapshot",
        "anyOf": any,
        "$defs": defs
    })
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
                "description": "How many lines follow.",
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
        let mut schema = fact(&def.ty, shared);
        schema["description"] = json!(def.doc.en);
        properties.insert(def.name.into(), schema);
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
