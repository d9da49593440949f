//! Expressions against what `terraform console` (1.11.4) answered: `fixtures/templates/terraform/console/table.tsv`
//! holds the expression and its `jsonencode`, or ERROR, one a line.

use super::eval::{Ctx, Eval, Module};
use super::functions::json;
use super::parse::{File, parse};
use super::{project, value};
use crate::template::source::Source;
use crate::template::value::Resolved;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The JSON text of an expression's value, `None` when it is unknown, `Err` when it fails.
fn evaluate(expression: &str) -> Result<Option<String>, String> {
    let text = format!("x = {expression}\n");
    let source = Arc::new(Source::new("x.tf", text));
    let body = parse(&source.text).map_err(|f| f.message)?;
    let file = File { source, body, comments: Vec::new() };
    let (dirs, given) = (BTreeMap::new(), HashMap::new());
    let dir = project::Dir::default();
    let eval = Eval::new(&dirs, &given);
    let ctx = Ctx::top(&Module::root(&dir), &file.source);
    let attribute = file.body.get_attribute("x").expect("the text has it");
    let value = eval.expr(&ctx, &attribute.value).map_err(|f| f.0.to_string())?;
    if value::why_deep(&value.value).is_some() {
        return Ok(None);
    }
    match json::encode(&value, &value.site).map_err(|f| f.0.to_string())?.value {
        Resolved::Text(t) => Ok(Some(t.into())),
        other => panic!("{other:?}"),
    }
}

#[test]
fn expressions_come_to_what_terraform_says_or_are_unknown() {
    let table = include_str!("../../../../fixtures/templates/terraform/console/table.tsv");
    let (mut known, mut unknown, mut wrong) = (0, Vec::new(), Vec::new());
    for line in table.lines() {
        let (expression, expected) = line.split_once('\t').expect("two columns");
        let got = evaluate(expression);
        let right = match (&got, expected) {
            (Ok(None), _) => {
                unknown.push(expression);
                continue;
            }
            (Err(_), "ERROR") => true,
            (Ok(Some(text)), expected) => serde_json::from_str::<String>(expected).is_ok_and(|e| e == *text),
            (Err(_), _) => false,
        };
        known += 1;
        if !right {
            wrong.push(format!("{expression}\n  terraform: {expected}\n  here:      {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(known >= 180, "{known} known; not known: {unknown:#?}");
}
