//! A scenario's things -> the same account as a snapshot, a CloudFormation template, a plan and HCL source.

use super::settings::{KINDS, Kind, Place, SETTINGS, Setting, Value};
use super::settings_around as around;
use super::table::Thing;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use tidegate::inventory::kinds;

pub fn kind(name: &str) -> &'static Kind {
    KINDS.iter().chain(around::KINDS).find(|k| k.name == name).unwrap_or_else(|| panic!("no kind {name}"))
}

fn setting(kind: &str, name: &str) -> &'static Setting {
    SETTINGS
        .iter()
        .chain(around::SETTINGS)
        .find(|s| s.kind == kind && s.name == name)
        .unwrap_or_else(|| panic!("no setting {name} of {kind}"))
}

fn parsed(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// What is said of a thing: its own settings, then those that it is given because they are needed.
fn settings(thing: &Thing) -> Vec<(&'static Setting, Json)> {
    let own = thing.settings.iter().map(|(name, value)| (setting(thing.kind, name), parsed(value)));
    let mut all: Vec<_> = own.collect();
    for (name, value) in kind(thing.kind).given {
        let given = setting(thing.kind, name);
        // Another setting may stand in the same place.
        let taken = all.iter().any(|(s, _)| match (&s.cloudformation, &given.cloudformation) {
            (Place::At(a, _), Place::At(b, _)) => a == b,
            _ => false,
        });
        if !taken {
            all.push((given, parsed(&value.replace("{}", thing.name))));
        }
    }
    all
}

/// A value with its references (`@name`) as a form has them.
fn referring(value: &Json, refer: &dyn Fn(&str) -> Json) -> Json {
    match value {
        Json::String(s) => s.strip_prefix('@').map_or_else(|| value.clone(), refer),
        Json::Array(items) => items.iter().map(|i| referring(i, refer)).collect(),
        Json::Object(members) => {
            Json::Object(members.iter().map(|(name, v)| (name.clone(), referring(v, refer))).collect())
        }
        other => other.clone(),
    }
}

/// Fields that several settings add to.
const LISTS: [&str; 3] = ["managed_policies", "rules", "statements"];

fn state(facts: &mut serde_json::Map<String, Json>, field: &str, value: Json) {
    match (facts.get_mut(field), value) {
        (Some(Json::Array(all)), Json::Array(more)) if LISTS.contains(&field) => all.extend(more),
        (_, Json::Object(members)) if field.is_empty() => facts.extend(members),
        (_, value) => drop(facts.insert(field.into(), value)),
    }
}

fn written(value: &Value, said: &Json) -> Json {
    match value {
        Value::Same => said.clone(),
        Value::Is(text) => parsed(text),
        Value::Text => Json::String(said.to_string()),
        Value::Made(make) => make(said),
        Value::Statements => {
            let statements = said["Statement"].as_array().expect("a policy's statements");
            statements.iter().map(statement).collect()
        }
    }
}

/// A statement as the inventory has it.
fn statement(s: &Json) -> Json {
    let many = |value: &Json| match value {
        Json::Array(items) => items.clone(),
        Json::Null => Vec::new(),
        one => vec![one.clone()],
    };
    let mut principals = Vec::new();
    match &s["Principal"] {
        Json::Object(kinds) => {
            for (kind, names) in kinds {
                let names = many(names).into_iter();
                principals.extend(names.map(|n| match &**kind {
                    "AWS" => n,
                    other => json!(format!("{}:{}", other.to_lowercase(), n.as_str().expect("a name"))),
                }));
            }
        }
        Json::Null => {}
        everybody => principals.push(everybody.clone()),
    }
    let mut conditions = Vec::new();
    for (operator, keys) in s["Condition"].as_object().into_iter().flatten() {
        let keys = keys.as_object().expect("keys of a condition").keys();
        conditions.extend(keys.map(|key| json!(format!("{operator}:{key}").to_lowercase())));
    }
    json!({
        "sid": {"$absent": 0}, "effect": s["Effect"], "principals": principals, "not_principal": false,
        "actions": many(&s["Action"]), "not_action": false, "conditions": conditions,
        "resources": many(&s["Resource"]), "not_resource": false,
    })
}

fn arn(thing: &Thing) -> String {
    kind(thing.kind).arn.replace("{}", thing.name)
}

fn named<'t>(things: &'t [Thing], name: &str) -> &'t Thing {
    things.iter().find(|t| t.name == name).unwrap_or_else(|| panic!("nothing is named {name}"))
}

/// Every form's id of a thing.
pub fn ids(thing: &Thing) -> [String; 4] {
    let address = format!("{}.{}", kind(thing.kind).terraform, label(thing.name));
    let mut id = logical(thing.name);
    // SAM names the mapping by the function and its event.
    if kind(thing.kind).cloudformation == "AWS::Serverless::Function" {
        id.push_str("Event");
    }
    [arn(thing), id, address.clone(), address]
}

fn logical(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn label(name: &str) -> String {
    name.replace('-', "_")
}

/// Lines of a snapshot whose listings are all complete.
pub fn snapshot(things: &[Thing]) -> String {
    let refer = |name: &str| json!(arn(named(things, name)));
    let listings: std::collections::BTreeSet<&str> =
        kinds::KINDS.iter().flat_map(|k| k.fields).filter_map(|f| f.back_link.map(|b| b.listing)).collect();
    let scope = json!({"account": "111122223333", "region": "eu-west-1"});
    let with = |more: Json| {
        let mut all = scope.as_object().expect("an object").clone();
        all.extend(more.as_object().expect("an object").clone());
        Json::Object(all)
    };
    let coverage: Vec<Json> =
        listings.iter().map(|l| with(json!({"operation": l, "calls": 1, "items": 1}))).collect();
    let run = json!({"started": "2026-11-24T00:00:00Z", "finished": "2026-11-24T00:00:01Z", "partition": "aws",
        "accounts": ["111122223333"], "regions": ["eu-west-1"], "principal": "arn:aws:iam::111122223333:role/scan"});
    let recorded = things.iter().filter(|t| !kind(t.kind).inventory.is_empty());
    let header = json!({"tidegate_snapshot": 1, "tool": "tidegate", "run": run, "resources": recorded.clone().count(), "coverage": coverage});
    let mut lines = vec![header.to_string()];
    for thing in recorded {
        let of = kind(thing.kind);
        let def = kinds::by_name(of.inventory).expect("a kind of the inventory");
        let mut facts = parsed(of.account).as_object().expect("facts").clone();
        facts.insert("arn".into(), json!(arn(thing)));
        for (setting, said) in settings(thing) {
            for (field, value) in setting.account {
                state(&mut facts, field, referring(&written(value, &said), &refer));
            }
        }
        for field in def.fields.iter().filter(|f| f.back_link.is_none()) {
            if !matches!(field.name, "account" | "region") && !facts.contains_key(field.name) {
                assert!(field.optional || field.name == "name", "{}: {} is not said", thing.name, field.name);
                facts.insert(field.name.into(), json!({"$absent": 0}));
            }
        }
        facts.retain(|name, _| name != "account" && name != "region");
        lines.push(format!(
            "{{\"kind\":{},\"account\":\"111122223333\",\"region\":\"eu-west-1\",\"id\":{},\"also\":{},\
             \"origins\":[{{\"api\":{{\"operation\":\"x:Describe\"}}}}],\"facts\":{}}}",
            json!(of.inventory),
            json!(arn(thing)),
            json!([thing.name]),
            Json::Object(facts)
        ));
    }
    lines.join("\n") + "\n"
}

/// Sets `a.b.c` of an object.
fn put(object: &mut Json, path: &str, value: Json) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let place = object.as_object_mut().expect("an object").entry(first).or_insert(json!({}));
    match rest {
        Some(rest) => put(place, rest, value),
        None => *place = value,
    }
}

/// A reference to the thing, within a list where the property holds one.
fn about_it(property: &str, own: &str) -> Json {
    let it = json!({"Ref": own});
    if property.ends_with('s') { json!([it]) } else { it }
}

pub fn cloudformation(things: &[Thing]) -> String {
    let refer = |name: &str| json!({"Ref": logical(named(things, name).name)});
    let mut resources = json!({});
    for thing in things {
        let own = logical(thing.name);
        let mut properties = json!({});
        for (setting, said) in settings(thing) {
            match &setting.cloudformation {
                Place::Nowhere => {}
                Place::At(path, value) => {
                    put(&mut properties, path, referring(&written(value, &said), &refer))
                }
                Place::Beside(ty, about, at, value) => {
                    let value = referring(&written(value, &said), &refer);
                    let beside = json!({*about: about_it(about, &own), *at: value});
                    resources[format!("{own}{}", logical(setting.name))] =
                        json!({"Type": ty, "Properties": beside});
                }
                Place::Apart(ty, about, value) => {
                    let mut apart = referring(&written(value, &said), &refer);
                    apart[*about] = about_it(about, &own);
                    resources[format!("{own}{}", logical(setting.name))] =
                        json!({"Type": ty, "Properties": apart});
                }
            }
        }
        resources[own] = json!({"Type": kind(thing.kind).cloudformation, "Properties": properties});
    }
    serde_json::to_string_pretty(&json!({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}))
        .expect("JSON")
}

/// A resource of the Terraform forms: its arguments by path, with references as `@address.attribute`.
struct Block {
    ty: &'static str,
    label: String,
    arguments: Vec<(String, Json)>,
}

fn terraform(things: &[Thing]) -> Vec<Block> {
    let reference = |thing: &Thing, attribute: &str| {
        json!(format!("@{}.{}.{attribute}", kind(thing.kind).terraform, label(thing.name)))
    };
    let refer = |name: &str| {
        let thing = named(things, name);
        reference(thing, kind(thing.kind).reference)
    };
    let mut blocks = Vec::new();
    for thing in things {
        let of = kind(thing.kind);
        let mut arguments = Vec::new();
        for (setting, said) in settings(thing) {
            match &setting.terraform {
                Place::Nowhere => {}
                Place::At(path, value) => {
                    arguments.push(((*path).to_owned(), referring(&written(value, &said), &refer)));
                }
                Place::Beside(ty, about, at, value) => blocks.push(Block {
                    ty,
                    label: label(thing.name),
                    arguments: vec![
                        ((*about).to_owned(), reference(thing, of.reference)),
                        ((*at).to_owned(), referring(&written(value, &said), &refer)),
                    ],
                }),
                Place::Apart(ty, about, value) => {
                    let Json::Object(members) = referring(&written(value, &said), &refer) else {
                        panic!("{} is no object", setting.name)
                    };
                    let about = ((*about).to_owned(), reference(thing, of.reference));
                    blocks.push(Block {
                        ty,
                        label: label(thing.name),
                        arguments: members.into_iter().chain([about]).collect(),
                    });
                }
            }
        }
        blocks.push(Block { ty: of.terraform, label: label(thing.name), arguments });
    }
    blocks
}

/// Arguments within their blocks.
enum Node {
    Argument(Json),
    Block(BTreeMap<String, Node>),
    Blocks(Vec<BTreeMap<String, Node>>),
}

/// A list of objects is one of blocks, as are objects within such.
fn node(value: &Json, within: bool) -> Node {
    let members =
        |o: &serde_json::Map<String, Json>| o.iter().map(|(name, v)| (name.clone(), node(v, true))).collect();
    match value {
        Json::Array(items) if !items.is_empty() && items.iter().all(Json::is_object) => {
            Node::Blocks(items.iter().filter_map(Json::as_object).map(members).collect())
        }
        Json::Object(own) if within => Node::Block(members(own)),
        other => Node::Argument(other.clone()),
    }
}

fn tree(arguments: &[(String, Json)]) -> BTreeMap<String, Node> {
    let mut root = BTreeMap::new();
    for (path, value) in arguments {
        let mut parts: Vec<&str> = path.split('.').collect();
        let last = parts.pop().expect("a path");
        let mut at = &mut root;
        for part in parts {
            let Node::Block(inner) = at.entry(part.to_owned()).or_insert(Node::Block(BTreeMap::new())) else {
                panic!("{path}")
            };
            at = inner;
        }
        at.insert(last.to_owned(), node(value, false));
    }
    root
}

pub fn source(things: &[Thing]) -> String {
    let mut out = String::from("provider \"aws\" {\n  region = \"eu-west-1\"\n}\n");
    for block in terraform(things) {
        out.push_str(&format!("resource \"{}\" \"{}\" {{\n", block.ty, block.label));
        body(&tree(&block.arguments), 1, &mut out);
        out.push_str("}\n");
    }
    out
}

fn body(nodes: &BTreeMap<String, Node>, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for (name, node) in nodes {
        match node {
            Node::Argument(value) => out.push_str(&format!("{indent}{name} = {}\n", expression(value))),
            Node::Block(inner) => block(name, inner, depth, out),
            Node::Blocks(all) => all.iter().for_each(|inner| block(name, inner, depth, out)),
        }
    }
}

fn block(name: &str, inner: &BTreeMap<String, Node>, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    out.push_str(&format!("{indent}{name} {{\n"));
    body(inner, depth + 1, out);
    out.push_str(&format!("{indent}}}\n"));
}

fn expression(value: &Json) -> String {
    match value {
        Json::String(s) => {
            s.strip_prefix('@').map_or_else(|| value.to_string().replace("${", "$${"), str::to_owned)
        }
        Json::Array(items) => format!("[{}]", items.iter().map(expression).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// A plan: what refers to other resources is known only after apply.
pub fn plan(things: &[Thing]) -> String {
    let (mut changes, mut configured) = (Vec::new(), Vec::new());
    for block in terraform(things) {
        let address = format!("{}.{}", block.ty, block.label);
        let (after, mut unknown, expressions) = planned(&tree(&block.arguments));
        unknown["arn"] = json!(true);
        unknown["id"] = json!(true);
        changes.push(json!({"address": address, "mode": "managed", "type": block.ty, "name": block.label,
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {"actions": ["create"], "before": null, "after": after, "after_unknown": unknown}}));
        configured.push(json!({"address": address, "mode": "managed", "type": block.ty, "name": block.label,
            "provider_config_key": "aws", "expressions": expressions}));
    }
    let provider =
        json!({"aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-west-1"}}}});
    json!({"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": changes, "complete": true,
        "configuration": {"provider_config": provider, "root_module": {"resources": configured}}})
    .to_string()
}

/// `after`, `after_unknown` and the expressions of the configuration.
fn planned(nodes: &BTreeMap<String, Node>) -> (Json, Json, Json) {
    let (mut after, mut unknown, mut expressions) = (json!({}), json!({}), json!({}));
    for (name, node) in nodes {
        match node {
            Node::Block(inner) => {
                let (a, u, e) = planned(inner);
                after[name] = json!([a]);
                unknown[name] = json!([u]);
                expressions[name] = json!([e]);
            }
            Node::Blocks(all) => {
                let (mut a, mut u, mut e) = (Vec::new(), Vec::new(), Vec::new());
                for inner in all {
                    let (after, unknown, expressions) = planned(inner);
                    a.push(after);
                    u.push(unknown);
                    e.push(expressions);
                }
                after[name] = Json::Array(a);
                unknown[name] = Json::Array(u);
                expressions[name] = Json::Array(e);
            }
            Node::Argument(value) => {
                let mut references = Vec::new();
                refers(value, &mut references);
                if references.is_empty() {
                    after[name] = value.clone();
                    expressions[name] = json!({"constant_value": value});
                } else {
                    unknown[name] = json!(true);
                    expressions[name] = json!({ "references": references });
                }
            }
        }
    }
    (after, unknown, expressions)
}

/// As Terraform lists them: each reference, then the resource that it begins with.
fn refers(value: &Json, out: &mut Vec<String>) {
    match value {
        Json::String(s) => {
            if let Some(reference) = s.strip_prefix('@') {
                out.push(reference.to_owned());
                out.extend(reference.rsplit_once('.').map(|(resource, _)| resource.to_owned()));
            }
        }
        Json::Array(items) => items.iter().for_each(|i| refers(i, out)),
        _ => {}
    }
}
