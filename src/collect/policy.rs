//! A resource policy's JSON -> statement records.

use crate::inventory::kinds::policy::statement;
use crate::inventory::{Fact, List, Record, Value};
use serde_json::Value as Json;

/// Most statements, and items of one list: AWS's policies have at most 20 KB.
const MOST: usize = 2_000;

/// The statements of a policy; `None` when the text is no policy document.
pub fn statements(text: &str, origin: u16) -> Option<Vec<Value>> {
    let policy: Json = serde_json::from_str(text).ok()?;
    let statements = policy.as_object()?.get("Statement")?;
    let statements = many(statements);
    if statements.len() > MOST {
        return None;
    }
    statements.into_iter().map(|s| one(s, origin)).collect()
}

/// IAM lets one item stand without its list.
fn many(value: &Json) -> Vec<&Json> {
    value.as_array().map_or_else(|| vec![value], |items| items.iter().collect())
}

fn one(statement: &Json, origin: u16) -> Option<Value> {
    let member = |name: &str| statement.as_object()?.get(name);
    let effect = member("Effect")?.as_str()?;
    let sid = match member("Sid") {
        Some(sid) => Fact::Known(Value::text(sid.as_str()?), origin),
        None => Fact::Absent(origin),
    };
    let principals = match member("Principal") {
        Some(p) => principals(p)?,
        None => Vec::new(),
    };
    let (action, not_action) = (member("Action"), member("NotAction"));
    let actions = match action.or(not_action) {
        Some(a) => many(a).into_iter().map(|a| a.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()?,
        None => return None,
    };
    let conditions = match member("Condition") {
        Some(c) => conditions(c)?,
        None => Vec::new(),
    };
    if [&principals, &actions, &conditions].iter().any(|l| l.len() > MOST) {
        return None;
    }
    let record = Record::new(&statement::RECORD)
        .set(statement::sid, sid)
        .text(statement::effect, effect, origin)
        .known(statement::principals, texts(principals, origin), origin)
        .known(statement::not_principal, Value::Bool(member("NotPrincipal").is_some()), origin)
        .known(statement::actions, texts(actions, origin), origin)
        .known(statement::not_action, Value::Bool(action.is_none() && not_action.is_some()), origin)
        .known(statement::conditions, texts(conditions, origin), origin);
    Some(record.into_value())
}

/// `"*"`, or a map from the principal's type to one or many: AWS principals stand as they are, the others with
/// their type before them (`service:kafka.amazonaws.com`).
fn principals(principal: &Json) -> Option<Vec<String>> {
    if let Some(everybody) = principal.as_str() {
        return Some(vec![everybody.to_owned()]);
    }
    let mut all = Vec::new();
    for (kind, names) in principal.as_object()? {
        for name in many(names) {
            let name = name.as_str()?;
            all.push(match kind.as_str() {
                "AWS" => name.to_owned(),
                kind => format!("{}:{name}", kind.to_ascii_lowercase()),
            });
        }
    }
    Some(all)
}

/// `stringequals:aws:sourceaccount`
fn conditions(condition: &Json) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for (operator, keys) in condition.as_object()? {
        for key in keys.as_object()?.keys() {
            all.push(format!("{operator}:{key}").to_ascii_lowercase());
        }
    }
    all.sort();
    Some(all)
}

fn texts(items: Vec<String>, origin: u16) -> Value {
    let items = items.into_iter().map(|t| Fact::Known(Value::text(t), origin)).collect();
    Value::List(Box::new(List { items, more: None }))
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
        r.list(secret::policy, statements(text, origin)?, origin);
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
    }

    #[test]
    fn negations_are_told() {
        let policy = r#"{"Statement":[{"Effect":"Allow","NotPrincipal":{"AWS":"1"},"NotAction":["a:B"]},
            {"Effect":"Deny","Principal":"*","Action":"*"}]}"#;
        let s = shown(policy).expect("a policy");
        assert_eq!((s[0]["not_principal"].clone(), s[0]["not_action"].clone()), (true.into(), true.into()));
        assert_eq!(s[0]["principals"], serde_json::json!([]));
        assert_eq!(s[1]["principals"], serde_json::json!(["*"]));
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
