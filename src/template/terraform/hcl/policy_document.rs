//! `aws_iam_policy_document` -> the JSON that the data source renders, as far as it is known.

use super::super::super::source::Site;
use super::super::super::value::{Entry, Resolved, Sited};
use super::eval::{Ctx, Eval};
use super::functions::json;
use super::project::Declared;
use super::value::{self, Answer, entry, sited, unknown};
use crate::template::fact::{self, Found, find};

/// Arguments of a statement that are lists of texts, and their names in the document.
const LISTS: &[(&str, &str)] = &[
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
];

/// The `json` attribute.
pub fn json<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, block: &'f Declared<'f>, site: &Site) -> Answer {
    let at = block.header();
    let body = super::body::merged(eval, ctx, block, &at);
    // Other documents are merged in; their statements would have to be taken apart.
    for merged in ["source_policy_documents", "override_policy_documents", "source_json", "override_json"] {
        if !matches!(find(&body, merged, &at, true), Found::Absent(_)) {
            return Ok(unknown(format!("{merged} of a policy document"), site));
        }
    }
    let statements = match blocks(&body, "statement") {
        Ok(statements) => statements,
        Err(why) => return Ok(unknown(why, site)),
    };
    let mut made = Vec::new();
    for statement in statements {
        match one(statement) {
            Ok(entries) => made.push(sited(value::map(entries), &statement.site)),
            Err(why) => return Ok(unknown(why, site)),
        }
    }
    let document = vec![
        entry("Version", sited(value::text("2012-10-17"), site)),
        entry("Statement", sited(value::list(made), site)),
    ];
    json::encode(&sited(value::map(document), site), site)
}

fn one(statement: &Sited) -> Result<Vec<Entry>, Box<str>> {
    let at = &statement.site;
    let mut out = Vec::new();
    match find(statement, "sid", at, true) {
        Found::Value(sid) => out.push(entry("Sid", sid.clone())),
        Found::Absent(_) => {}
        Found::Unknown(why) => return Err(why.into()),
    }
    match find(statement, "effect", at, true) {
        Found::Value(effect) => out.push(entry("Effect", effect.clone())),
        Found::Absent(_) => out.push(entry("Effect", sited(value::text("Allow"), at))),
        Found::Unknown(why) => return Err(why.into()),
    }
    for (argument, name) in LISTS {
        match find(statement, argument, at, true) {
            Found::Value(items) => out.push(entry(*name, set(items))),
            Found::Absent(_) => {}
            Found::Unknown(why) => return Err(why.into()),
        }
    }
    for (argument, name) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        let all = blocks(statement, argument)?;
        if all.is_empty() {
            continue;
        }
        out.push(entry(name, principals(&all, at)?));
    }
    let conditions = blocks(statement, "condition")?;
    if !conditions.is_empty() {
        let mut by_operator: Vec<Entry> = Vec::new();
        for condition in conditions {
            let text = |argument: &str| match find(condition, argument, at, true) {
                Found::Value(Sited { value: Resolved::Text(t), .. }) => Ok(t.clone()),
                _ => Err(Box::<str>::from("a condition")),
            };
            let (test, variable) = (text("test")?, text("variable")?);
            let values = match find(condition, "values", at, true) {
                Found::Value(v) => v.clone(),
                _ => unknown("values of a condition", at),
            };
            let key = entry(variable, values);
            match by_operator.iter_mut().find(|e| e.key == test) {
                Some(Entry { value: Sited { value: Resolved::Map { entries, .. }, .. }, .. }) => {
                    entries.push(key);
                }
                _ => by_operator.push(entry(test, sited(value::map(vec![key]), at))),
            }
        }
        out.push(entry("Condition", sited(value::map(by_operator), at)));
    }
    Ok(out)
}

/// The items of a set in the order in which the provider writes them: from the last to the first.
fn set(value: &Sited) -> Sited {
    let mut value = value.clone();
    if let Resolved::List { items, .. } = &mut value.value {
        let text = |i: &Sited| value::as_text(&i.value);
        if items.iter().all(|i| text(i).is_some()) {
            items.sort_by_key(|i| std::cmp::Reverse(text(i)));
            items.dedup_by_key(|i| text(i));
        }
    }
    value
}

/// A single wildcard of type `*` stands without its type.
fn principals(all: &[&Sited], at: &Site) -> Result<Sited, Box<str>> {
    let mut by_type: Vec<Entry> = Vec::new();
    for principal in all {
        let ty = match find(principal, "type", at, true) {
            Found::Value(Sited { value: Resolved::Text(t), .. }) => t.clone(),
            _ => return Err("the type of a principal".into()),
        };
        let identifiers = match find(principal, "identifiers", at, true) {
            Found::Value(v) => set(v),
            Found::Unknown(why) => return Err(why.into()),
            Found::Absent(_) => return Err("the identifiers of a principal".into()),
        };
        if &*ty == "*" {
            return Ok(sited(value::text("*"), at));
        }
        match by_type.iter_mut().find(|e| e.key == ty) {
            Some(known) => match (&mut known.value.value, identifiers.value) {
                (Resolved::List { items, .. }, Resolved::List { items: others, .. }) => items.extend(others),
                _ => return Err("the identifiers of a principal".into()),
            },
            None => by_type.push(entry(ty, identifiers)),
        }
    }
    Ok(sited(value::map(by_type), at))
}

fn blocks<'s>(statement: &'s Sited, name: &str) -> Result<Vec<&'s Sited>, Box<str>> {
    match find(statement, name, &statement.site, true) {
        Found::Value(v) => match fact::blocks(v) {
            Some((items, None)) => Ok(items.iter().collect()),
            Some((_, Some(why))) => Err(why.into()),
            None => Err(Box::from(name)),
        },
        Found::Absent(_) => Ok(Vec::new()),
        Found::Unknown(why) => Err(why.into()),
    }
}
