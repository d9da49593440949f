//! A policy's JSON -> statement records: one reader for every input.

use super::fact::{Fact, List, Value};
use super::kinds::policy::{condition, statement};
use super::resource::Record;
use serde_json::Value as Json;

/// Most statements, and items of one list: AWS's policies have at most 20 KB.
const MOST: usize = 2_000;

/// The statements of a policy document; `None` when the text is none. `value` makes a value of each text that it
/// holds: a template's texts may be known only in part.
pub fn statements(text: &str, origin: u16, value: &dyn Fn(&str) -> Value) -> Option<Vec<Value>> {
    let document: Json = serde_json::from_str(text).ok()?;
    let statements = many(document.as_object()?.get("Statement")?);
    if statements.len() > MOST {
        return None;
    }
    statements.into_iter().map(|s| one(s, origin, value)).collect()
}

/// IAM lets one item stand without its list.
fn many(value: &Json) -> Vec<&Json> {
    value.as_array().map_or_else(|| vec![value], |items| items.iter().collect())
}

fn one(statement: &Json, origin: u16, value: &dyn Fn(&str) -> Value) -> Option<Value> {
    let member = |name: &str| statement.as_object()?.get(name);
    // Terraform's provider once wrote an empty one where none was given.
    let sid = match member("Sid").map(|sid| sid.as_str().ok_or(())) {
        Some(Ok(sid)) if !sid.is_empty() => Fact::Known(value(sid), origin),
        Some(Err(())) => return None,
        _ => Fact::Absent(origin),
    };
    let principals = match member("Principal") {
        Some(p) => principals(p)?,
        None => Vec::new(),
    };
    let (action, not_action) = (member("Action"), member("NotAction"));
    let actions = texts_of(action.or(not_action)?)?;
    let (resource, not_resource) = (member("Resource"), member("NotResource"));
    let resources = resource.or(not_resource).map_or_else(|| Some(Vec::new()), texts_of)?;
    let tests = match member("Condition") {
        Some(c) => conditions(c)?,
        None => Vec::new(),
    };
    let conditions: Vec<String> = tests.iter().map(|t| format!("{}:{}", t.operator, t.key)).collect();
    let values: usize = tests.iter().flat_map(|t| &t.values).map(Vec::len).sum();
    if [principals.len(), actions.len(), resources.len(), conditions.len(), values].iter().any(|l| *l > MOST)
    {
        return None;
    }
    let list = |items: Vec<String>| {
        let items = items.iter().map(|t| Fact::Known(value(t), origin)).collect();
        Value::List(Box::new(List { items, more: None }))
    };
    let test = |t: Test| {
        let record = Record::new(&condition::RECORD)
            .known(condition::operator, value(&t.operator), origin)
            .known(condition::key, value(&t.key), origin)
            .set(condition::values, t.values.map_or(Fact::Absent(origin), |v| Fact::Known(list(v), origin)));
        Fact::Known(record.into_value(), origin)
    };
    let tests = Value::List(Box::new(List { items: tests.into_iter().map(test).collect(), more: None }));
    let record = Record::new(&statement::RECORD)
        .set(statement::sid, sid)
        .known(statement::effect, value(member("Effect")?.as_str()?), origin)
        .known(statement::principals, list(principals), origin)
        .known(statement::not_principal, Value::Bool(member("NotPrincipal").is_some()), origin)
        .known(statement::actions, list(actions), origin)
        .known(statement::not_action, Value::Bool(action.is_none() && not_action.is_some()), origin)
        .known(statement::conditions, list(conditions), origin)
        .known(statement::tests, tests, origin)
        .known(statement::resources, list(resources), origin)
        .known(statement::not_resource, Value::Bool(resource.is_none() && not_resource.is_some()), origin);
    Some(record.into_value())
}

fn texts_of(value: &Json) -> Option<Vec<String>> {
    many(value).into_iter().map(|a| a.as_str().map(str::to_owned)).collect()
}

/// `"*"`, or a map from the principal's type to one or many: AWS principals stand as they are, the others with
/// their type before them (`service:kafka.amazonaws.com`).
fn principals(principal: &Json) -> Option<Vec<String>> {
    if let Some(everybody) = principal.as_str() {
        return Some(vec![everybody.to_owned()]);
    }
    let mut all = Vec::new();
    for (kind, names) in principal.as_object()? {
        for name in texts_of(names)? {
            all.push(match kind.as_str() {
                "AWS" => name,
                kind => format!("{}:{name}", kind.to_ascii_lowercase()),
            });
        }
    }
    Some(all)
}

/// One condition: `stringequals`, `aws:sourceaccount`, and what it is held against.
struct Test {
    operator: String,
    key: String,
    /// `None` for keys that are not of [`KEPT`].
    values: Option<Vec<String>>,
}

/// Condition keys whose values are kept. What other keys are held against can be a secret: a user agent or referrer that
/// only those know who may ask.
const KEPT: [&str; 5] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:securetransport",
    "kms:calleraccount",
    "kms:viaservice",
];

fn conditions(condition: &Json) -> Option<Vec<Test>> {
    let mut all = Vec::new();
    for (operator, keys) in condition.as_object()? {
        for (key, values) in keys.as_object()? {
            let (operator, key) = (operator.to_ascii_lowercase(), key.to_ascii_lowercase());
            let values = many(values).into_iter().map(|value| match value {
                Json::String(text) => text.clone(),
                other => other.to_string(),
            });
            let values = KEPT.contains(&&*key).then(|| values.collect());
            all.push(Test { operator, key, values });
        }
    }
    all.sort_by(|a, b| (&a.operator, &a.key).cmp(&(&b.operator, &b.key)));
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Resource;
    use crate::inventory::kinds::secret;

    /// The records as the snapshot shows them.
    fn shown(text: &str) -> Option<serde_json::Value> {
        let mut r = Resource::new(&secret::KIND, "s");
        let origin = r.api("secretsmanager:GetResourcePolicy");
        r.list(secret::policy, statements(text, origin, &|t| Value::text(t))?, origin);
        Some(serde_json::to_value(&r).expect("a resource is JSON")["facts"]["policy"].clone())
    }

    #[test]
    fn one_or_many_principals_actions_and_conditions() {
        let policy = r#"{"Version":"2012-10-17","Statement":{"Sid":"AWSKafkaResourcePolicy","Effect":"Allow",
            "Principal":{"Service":"kafka.amazonaws.com","AWS":["111122223333","*"]},
            "Action":"secretsmanager:getSecretValue","Resource":"x",
            "Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"},"ArnLike":{"aws:SourceArn":"a"}}}}"#;
        let s = &shown(policy).expect("a policy")[0];
        assert_eq!(s["sid"], "AWSKafkaResourcePolicy");
        assert_eq!(s["principals"], serde_json::json!(["111122223333", "*", "service:kafka.amazonaws.com"]));
        assert_eq!(s["actions"], serde_json::json!(["secretsmanager:getSecretValue"]));
        assert_eq!(
            s["conditions"],
            serde_json::json!(["arnlike:aws:sourcearn", "stringequals:aws:sourceaccount"])
        );
        assert_eq!((s["not_principal"].clone(), s["not_action"].clone()), (false.into(), false.into()));
        assert_eq!(
            (s["resources"].clone(), s["not_resource"].clone()),
            (serde_json::json!(["x"]), false.into())
        );
    }

    #[test]
    fn conditions_keep_the_values_that_hold_no_secret() {
        let policy = r#"{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{
            "StringEquals":{"kms:ViaService":["a","b"],"aws:SourceAccount":"1","aws:UserAgent":"hunter2"},"Bool":{"aws:SecureTransport":false}}}}"#;
        assert_eq!(
            shown(policy).expect("a policy")[0]["tests"],
            serde_json::json!([
                {"operator": "bool", "key": "aws:securetransport", "values": ["false"]},
                {"operator": "stringequals", "key": "aws:sourceaccount", "values": {"$absent": 0}},
                {"operator": "stringequals", "key": "aws:useragent", "values": {"$absent": 0}},
                {"operator": "stringequals", "key": "kms:viaservice", "values": ["a", "b"]},
            ])
        );
    }

    #[test]
    fn negations_are_told() {
        let policy = r#"{"Statement":[{"Effect":"Allow","NotPrincipal":{"AWS":"1"},"NotAction":["a:B"]},
            {"Effect":"Deny","Principal":"*","Action":"*","NotResource":["a","b"]}]}"#;
        let s = shown(policy).expect("a policy");
        assert_eq!((s[0]["not_principal"].clone(), s[0]["not_action"].clone()), (true.into(), true.into()));
        assert_eq!(s[0]["principals"], serde_json::json!([]));
        assert_eq!(s[1]["principals"], serde_json::json!(["*"]));
        assert_eq!(
            (s[0]["resources"].clone(), s[0]["not_resource"].clone()),
            (serde_json::json!([]), false.into())
        );
        assert_eq!(
            (s[1]["resources"].clone(), s[1]["not_resource"].clone()),
            (serde_json::json!(["a", "b"]), true.into())
        );
    }

    #[test]
    fn what_is_no_policy_is_not_read_as_an_empty_one() {
        for text in
            ["", "[]", "{}", "{\"Statement\":[{}]}", "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":1}]}"]
        {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
