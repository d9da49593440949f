//! A policy's JSON -> statement records: one reader for every input.

use super::fact::{Fact, List, Value};
use super::kinds::policy::statement;
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
    let (conditions, without_tls) = match member("Condition") {
        Some(c) => (conditions(c)?, without_tls(c)),
        None => (Vec::new(), false),
    };
    if [&principals, &actions, &resources, &conditions].iter().any(|l| l.len() > MOST) {
        return None;
    }
    let list = |items: Vec<String>| {
        let items = items.iter().map(|t| Fact::Known(value(t), origin)).collect();
        Value::List(Box::new(List { items, more: None }))
    };
    let record = Record::new(&statement::RECORD)
        .set(statement::sid, sid)
        .known(statement::effect, value(member("Effect")?.as_str()?), origin)
        .known(statement::principals, list(principals), origin)
        .known(statement::not_principal, Value::Bool(member("NotPrincipal").is_some()), origin)
        .known(statement::actions, list(actions), origin)
        .known(statement::not_action, Value::Bool(action.is_none() && not_action.is_some()), origin)
        .known(statement::conditions, list(conditions), origin)
        .known(statement::without_tls, Value::Bool(without_tls), origin)
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

/// Whether a condition holds only for requests without TLS. All conditions of a statement have to hold.
fn without_tls(condition: &Json) -> bool {
    let no = |value: &Json| {
        *value == Json::Bool(false) || value.as_str().is_some_and(|t| t.eq_ignore_ascii_case("false"))
    };
    let operators = condition.as_object().into_iter().flatten();
    let plain = operators.filter(|(operator, _)| {
        ["bool", "boolifexists"].iter().any(|name| operator.eq_ignore_ascii_case(name))
    });
    plain.flat_map(|(_, keys)| keys.as_object().into_iter().flatten()).any(|(key, values)| {
        let values = many(values);
        key.eq_ignore_ascii_case("aws:SecureTransport") && !values.is_empty() && values.into_iter().all(no)
    })
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
    fn statements_for_requests_without_tls_are_told() {
        for (condition, expected) in [
            (r#"{"Bool":{"aws:SecureTransport":"false"}}"#, true),
            (r#"{"BoolIfExists":{"aws:securetransport":[false]}}"#, true),
            (r#"{"Bool":{"aws:SecureTransport":"false","aws:MultiFactorAuthPresent":"true"}}"#, true),
            (r#"{"StringEquals":{"a:b":"c"},"bool":{"aws:SecureTransport":"False"}}"#, true),
            (r#"{"Bool":{"aws:SecureTransport":"true"}}"#, false),
            (r#"{"Bool":{"aws:SecureTransport":["true","false"]}}"#, false),
            (r#"{"Bool":{"aws:SecureTransport":[]}}"#, false),
            (r#"{"StringEquals":{"aws:SecureTransport":"false"}}"#, false),
            (r#"{"Null":{"aws:SecureTransport":"false"}}"#, false),
            (r#"{"Bool":{"aws:ViaAWSService":"false"}}"#, false),
        ] {
            let policy = format!(
                r#"{{"Statement":{{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{condition}}}}}"#
            );
            assert_eq!(shown(&policy).expect("a policy")[0]["without_tls"], expected, "{condition}");
        }
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
