//! Type constraints of variables: conversion, and the defaults of `optional()` attributes.

use super::super::super::value::{Entry, Resolved, Sited};
use super::eval::{Ctx, Eval};
use super::value::{self, Answer, as_number, as_text, fail, number, sited};
use hcl_edit::expr::{Expression, FuncCall, ObjectKey};

/// Converts a value to the type that the expression states; an unknown value stays what it is.
pub fn convert<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, value: Sited, ty: &'f Expression) -> Answer {
    let site = value.site.clone();
    eval.deeper(&site, || one(eval, ctx, value, ty))
}

fn one<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, mut value: Sited, ty: &'f Expression) -> Answer {
    if value.value == Resolved::Absent || value::why(&value.value).is_some() {
        return Ok(value);
    }
    match ty {
        Expression::Variable(name) => primitive(value, name.as_str()),
        Expression::String(name) => primitive(value, name.as_str()),
        Expression::Parenthesis(inner) => one(eval, ctx, value, inner.inner()),
        Expression::FuncCall(call) => {
            let argument = call.args.iter().next();
            match (call.name.name.as_str(), argument) {
                ("list", Some(item)) => items(eval, ctx, value, item, false),
                ("set", Some(item)) => items(eval, ctx, value, item, true),
                ("map", Some(item)) => {
                    let Resolved::Map { entries, more } = value.value else { return fail("a map is needed") };
                    let entries = entries
                        .into_iter()
                        .map(|e| Ok(Entry { value: convert(eval, ctx, e.value, item)?, ..e }))
                        .collect::<Result<Vec<_>, value::Fail>>()?;
                    value.value = Resolved::Map { entries: value::sorted(entries), more };
                    Ok(value)
                }
                ("object", Some(Expression::Object(attributes))) => {
                    let Resolved::Map { entries, more } = value.value else {
                        return fail("an object is needed");
                    };
                    let mut made = Vec::new();
                    let site = value.site.clone();
                    for (key, ty) in attributes {
                        let Some(name) = name_of(key) else { return fail("a type constraint") };
                        let (ty, default, optional) = attribute(ty.expr());
                        let given = entries.iter().find(|e| *e.key == *name);
                        let value = match given.filter(|g| g.value.value != Resolved::Absent) {
                            Some(entry) => Some(convert(eval, ctx, entry.value.clone(), ty)?),
                            None => match default {
                                Some(default) => {
                                    let default = eval.expr(ctx, default)?;
                                    Some(convert(eval, ctx, default, ty)?)
                                }
                                None if optional || given.is_some() => None,
                                None => match &more {
                                    Some(why) => Some(value::unknown(why.clone(), &site)),
                                    None => return fail(format!("the attribute {name} is required")),
                                },
                            },
                        };
                        let value = value.unwrap_or_else(|| sited(Resolved::Absent, &site));
                        made.push(value::entry(name, value));
                    }
                    value.value = Resolved::Map { entries: made, more: None };
                    Ok(value)
                }
                ("tuple", Some(Expression::Array(types))) => {
                    let Resolved::List { items, more } = value.value else {
                        return fail("a tuple is needed");
                    };
                    let items = items
                        .into_iter()
                        .zip(types.iter())
                        .map(|(item, ty)| convert(eval, ctx, item, ty))
                        .collect::<Result<Vec<_>, _>>()?;
                    value.value = Resolved::List { items, more };
                    Ok(value)
                }
                _ => Ok(value),
            }
        }
        _ => Ok(value),
    }
}

fn items<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, mut value: Sited, ty: &'f Expression, set: bool) -> Answer {
    let Resolved::List { items, more } = value.value else { return fail("a list is needed") };
    let mut items =
        items.into_iter().map(|i| convert(eval, ctx, i, ty)).collect::<Result<Vec<_>, value::Fail>>()?;
    if set {
        items = distinct(items);
    }
    value.value = Resolved::List { items, more };
    Ok(value)
}

/// A set's items: each once, texts and numbers in their order.
pub fn distinct(items: Vec<Sited>) -> Vec<Sited> {
    let mut known = std::collections::BTreeMap::new();
    let mut others: Vec<Sited> = Vec::new();
    for item in items {
        match (&item.value, as_text(&item.value)) {
            (Resolved::Number(_), Some(key)) => {
                let order = as_number(&item.value).map_or(0, ordered);
                known.entry((order, key)).or_insert(item);
            }
            (_, Some(key)) => drop(known.entry((0, key)).or_insert(item)),
            _ if others.len() < 1_000 && others.iter().any(|o| o.value == item.value) => {}
            _ => others.push(item),
        }
    }
    known.into_values().chain(others).collect()
}

/// A key that sorts as the number does.
fn ordered(f: f64) -> i64 {
    let bits = f.to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

/// The type, default and optionality of an object's attribute.
fn attribute(ty: &Expression) -> (&Expression, Option<&Expression>, bool) {
    if let Expression::FuncCall(call) = ty
        && call.name.name.as_str() == "optional"
    {
        let call: &FuncCall = call;
        let mut arguments = call.args.iter();
        if let Some(ty) = arguments.next() {
            return (ty, arguments.next(), true);
        }
    }
    (ty, None, false)
}

fn name_of(key: &ObjectKey) -> Option<&str> {
    match key {
        ObjectKey::Ident(i) => Some(i.as_str()),
        ObjectKey::Expression(Expression::Variable(v)) => Some(v.as_str()),
        ObjectKey::Expression(e) => e.as_str(),
    }
}

/// Whether a type is written without parts. `any` is not: it may have some.
pub fn is_primitive(ty: &Expression) -> bool {
    let name = match ty {
        Expression::Variable(name) => name.as_str(),
        Expression::String(name) => name.as_str(),
        _ => return false,
    };
    matches!(name, "string" | "number" | "bool")
}

/// To `string`, `number` or `bool`; `any` and what is no type name leave the value alone.
pub fn primitive(mut value: Sited, ty: &str) -> Answer {
    value.value = match ty {
        "string" => match as_text(&value.value) {
            Some(text) => Resolved::Text(text),
            None => return fail("a text is needed"),
        },
        "number" => match as_number(&value.value) {
            Some(_) if matches!(value.value, Resolved::Number(_)) => return Ok(value),
            Some(f) => number(f),
            None => return fail("a number is needed"),
        },
        "bool" => match crate::template::fact::boolean(&value.value) {
            Some(b) => Resolved::Bool(b),
            None => return fail("true or false is needed"),
        },
        _ => return Ok(value),
    };
    Ok(value)
}
