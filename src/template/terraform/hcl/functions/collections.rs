//! Functions over lists, sets and maps, and the conversions.

use super::super::super::super::source::Site;
use super::super::super::super::value::{Entry, Resolved, Sited};
use super::super::eval::{LARGEST, LIMIT};
use super::super::expr::value_limit;
use super::super::types;
use super::super::value::{self, Answer, Fail, as_text, equal, fail, number, sited, unknown};
use super::{float, list, text, whole};

fn made_list(items: Vec<Sited>, more: Option<&str>, site: &Site) -> Answer {
    Ok(sited(Resolved::List { items, more: more.map(Into::into) }, site))
}

fn map(arguments: &[Sited], i: usize) -> Result<(&[Entry], Option<&str>), Fail> {
    match arguments.get(i).map(|a| &a.value) {
        Some(Resolved::Map { entries, more }) => Ok((entries, more.as_deref())),
        _ => fail("a map is needed"),
    }
}

pub fn concat(a: &[Sited], site: &Site) -> Answer {
    let (mut out, mut why) = (Vec::new(), None);
    for i in 0..a.len() {
        let (items, more) = list(a, i)?;
        out.extend(items.iter().cloned());
        why = why.or(more);
    }
    made_list(out, why, site)
}

pub fn length(a: &[Sited], site: &Site) -> Answer {
    let length = match a.first().map(|a| &a.value) {
        Some(Resolved::List { more: Some(why), .. } | Resolved::Map { more: Some(why), .. }) => {
            return Ok(unknown(why.clone(), site));
        }
        Some(Resolved::List { items, .. }) => items.len(),
        Some(Resolved::Map { entries, .. }) => entries.len(),
        Some(Resolved::Text(t)) if t.is_ascii() => t.len(),
        Some(Resolved::Text(_)) => return Ok(unknown("length() of combining characters", site)),
        _ => return fail("length() needs a list, a map or a text"),
    };
    Ok(sited(number(length as f64), site))
}

pub fn contains(a: &[Sited], site: &Site) -> Answer {
    let Some(wanted) = a.get(1) else { return fail("an argument is missing") };
    let found = whole(a, 0)?.iter().any(|i| same(i, wanted));
    Ok(sited(Resolved::Bool(found), site))
}

fn same(a: &Sited, b: &Sited) -> bool {
    equal(&a.value, &b.value) == Some(true)
}

/// One type for all: texts when some are texts.
fn unified(items: Vec<Sited>) -> Vec<Sited> {
    let texts = items.iter().any(|i| matches!(i.value, Resolved::Text(_) | Resolved::Pattern(_)));
    let others = items.iter().any(|i| matches!(i.value, Resolved::Number(_) | Resolved::Bool(_)));
    if !(texts && others) {
        return items;
    }
    let text = |mut item: Sited| {
        if let Some(t) = as_text(&item.value) {
            item.value = Resolved::Text(t);
        }
        item
    };
    items.into_iter().map(text).collect()
}

pub fn index(a: &[Sited], site: &Site) -> Answer {
    let Some(wanted) = a.get(1) else { return fail("an argument is missing") };
    match whole(a, 0)?.iter().position(|i| same(i, wanted)) {
        Some(i) => Ok(sited(number(i as f64), site)),
        None => fail("there is no such item"),
    }
}

pub fn keys(a: &[Sited], site: &Site) -> Answer {
    let (entries, more) = map(a, 0)?;
    let mut keys: Vec<&str> = entries.iter().map(|e| &*e.key).collect();
    keys.sort_unstable();
    made_list(keys.into_iter().map(|k| sited(value::text(k), site)).collect(), more, site)
}

pub fn values(a: &[Sited], site: &Site) -> Answer {
    let (entries, more) = map(a, 0)?;
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    made_list(entries.into_iter().map(|e| e.value.clone()).collect(), more, site)
}

pub fn lookup(a: &[Sited], site: &Site) -> Answer {
    let (entries, more) = map(a, 0)?;
    let key = match a.get(1).map(|k| value::why(&k.value)) {
        Some(Some(why)) => return Ok(unknown(why, site)),
        _ => text(a, 1)?,
    };
    match (value::get(entries, &key), more, a.get(2)) {
        (Some(found), ..) => Ok(found.clone()),
        (None, Some(why), _) => Ok(unknown(why, site)),
        (None, None, Some(default)) => Ok(default.clone()),
        (None, None, None) => fail("there is no such key"),
    }
}

/// Later maps win; null is an empty map.
pub fn merge(a: &[Sited], site: &Site) -> Answer {
    let (mut out, mut why) = (Vec::new(), None);
    for argument in a {
        match &argument.value {
            Resolved::Map { entries, more } => {
                // An unknown entry of a later map may replace any before.
                if let Some(more) = more {
                    why = Some(more.clone());
                    for entry in &mut out {
                        let entry: &mut Entry = entry;
                        entry.value = unknown(more.clone(), site);
                    }
                }
                out.extend(entries.iter().cloned());
            }
            Resolved::Absent => {}
            _ => return fail("merge() needs maps"),
        }
    }
    Ok(sited(Resolved::Map { entries: value::sorted(out), more: why }, site))
}

pub fn element(a: &[Sited], site: &Site) -> Answer {
    let (items, more) = list(a, 0)?;
    if let Some(why) = more {
        return Ok(unknown(why, site));
    }
    let i = float(a, 1)?;
    if items.is_empty() || i < 0.0 || i.fract() != 0.0 {
        return fail("there is no such item");
    }
    Ok(items[(i % items.len() as f64) as usize].clone())
}

pub fn one(a: &[Sited], site: &Site) -> Answer {
    match list(a, 0)? {
        (_, Some(why)) => Ok(unknown(why, site)),
        ([], None) => Ok(sited(Resolved::Absent, site)),
        ([only], None) => Ok(only.clone()),
        _ => fail("one() needs at most one item"),
    }
}

pub fn flatten(a: &[Sited], site: &Site) -> Answer {
    fn into(items: &[Sited], out: &mut Vec<Sited>, why: &mut Option<Box<str>>) {
        for item in items {
            match &item.value {
                Resolved::List { items, more } => {
                    if more.is_some() {
                        why.clone_from(more);
                    }
                    into(items, out, why);
                }
                // It may be a list itself.
                Resolved::Unknown(unknown) => *why = Some(unknown.clone()),
                _ => out.push(item.clone()),
            }
        }
    }
    let (items, more) = list(a, 0)?;
    let (mut out, mut why) = (Vec::new(), more.map(Into::into));
    into(items, &mut out, &mut why);
    made_list(out, why.as_deref(), site)
}

pub fn distinct(a: &[Sited], site: &Site) -> Answer {
    let items = whole(a, 0)?;
    let mut seen = std::collections::HashSet::new();
    let mut out: Vec<Sited> = Vec::new();
    for item in items {
        let new = match as_text(&item.value) {
            Some(text) => seen.insert(text),
            None if out.len() > 1_000 => return Ok(unknown(LIMIT, site)),
            None => !out.iter().any(|o| equal(&o.value, &item.value) == Some(true)),
        };
        if new {
            out.push(item.clone());
        }
    }
    made_list(out, None, site)
}

/// Without null and empty texts; an unknown item may be one.
pub fn compact(a: &[Sited], site: &Site) -> Answer {
    let (items, more) = list(a, 0)?;
    let mut why: Option<Box<str>> = more.map(Into::into);
    let mut out = Vec::new();
    for item in items {
        match &item.value {
            Resolved::Absent => {}
            Resolved::Text(t) if t.is_empty() => {}
            Resolved::Unknown(unknown) => why = Some(unknown.clone()),
            _ => out.push(item.clone()),
        }
    }
    made_list(out, why.as_deref(), site)
}

/// The first that is neither null nor an empty text.
pub fn coalesce(a: &[Sited], site: &Site) -> Answer {
    for item in a {
        match &item.value {
            Resolved::Absent => {}
            Resolved::Text(t) if t.is_empty() => {}
            Resolved::Unknown(why) => return Ok(unknown(why.clone(), site)),
            _ => return Ok(item.clone()),
        }
    }
    fail("coalesce() found nothing")
}

pub fn coalescelist(a: &[Sited], site: &Site) -> Answer {
    for item in a {
        match &item.value {
            Resolved::List { items, more: None } if items.is_empty() => {}
            Resolved::Absent => {}
            Resolved::List { items, .. } if !items.is_empty() => return Ok(item.clone()),
            other => {
                let why = value::why_deep(other).unwrap_or_else(|| "a list".into());
                return Ok(unknown(why, site));
            }
        }
    }
    fail("coalescelist() found nothing")
}

pub fn range(a: &[Sited], site: &Site) -> Answer {
    let (start, end) = match a.len() {
        1 => (0.0, float(a, 0)?),
        _ => (float(a, 0)?, float(a, 1)?),
    };
    let step = if a.len() > 2 {
        float(a, 2)?
    } else if end < start {
        -1.0
    } else {
        1.0
    };
    if step == 0.0 || (end - start) / step < 0.0 {
        return if start == end { made_list(Vec::new(), None, site) } else { fail("a range without end") };
    }
    let length = ((end - start) / step).ceil();
    if length > value_limit() as f64 {
        return Ok(unknown(LIMIT, site));
    }
    let items = (0..length as usize).map(|i| sited(number(start + step * i as f64), site)).collect();
    made_list(items, None, site)
}

pub fn reverse(a: &[Sited], site: &Site) -> Answer {
    let (items, more) = list(a, 0)?;
    made_list(items.iter().rev().cloned().collect(), more, site)
}

pub fn slice(a: &[Sited], site: &Site) -> Answer {
    let (items, more) = list(a, 0)?;
    if let Some(why) = more {
        return Ok(unknown(why, site));
    }
    let (from, to) = (float(a, 1)?, float(a, 2)?);
    if from < 0.0 || to < from || to > items.len() as f64 {
        return fail("there is no such slice");
    }
    made_list(items[from as usize..to as usize].to_vec(), None, site)
}

pub fn sort(a: &[Sited], site: &Site) -> Answer {
    let texts: Option<Vec<Box<str>>> = whole(a, 0)?.iter().map(|i| as_text(&i.value)).collect();
    let Some(mut texts) = texts else { return fail("sort() needs texts") };
    texts.sort_unstable();
    made_list(texts.into_iter().map(|t| sited(value::text(t), site)).collect(), None, site)
}

pub fn zipmap(a: &[Sited], site: &Site) -> Answer {
    let ((keys, more_keys), (values, more_values)) = (list(a, 0)?, list(a, 1)?);
    if let Some(why) = more_keys.or(more_values) {
        return Ok(unknown(why, site));
    }
    if keys.len() != values.len() {
        return fail("zipmap() needs lists of one length");
    }
    let mut entries = Vec::new();
    for (key, value) in keys.iter().zip(values) {
        match (as_text(&key.value), value::why(&key.value)) {
            (Some(key), _) => entries.push(value::entry(key, value.clone())),
            (None, Some(why)) => return Ok(unknown(why, site)),
            (None, None) => return fail("a key is text"),
        }
    }
    Ok(sited(value::map(value::sorted(entries)), site))
}

fn set(items: Vec<Sited>, site: &Site) -> Answer {
    made_list(types::distinct(items), None, site)
}

pub fn setunion(a: &[Sited], site: &Site) -> Answer {
    let mut all = Vec::new();
    for i in 0..a.len() {
        all.extend(whole(a, i)?.iter().cloned());
    }
    set(all, site)
}

fn keyed(items: &[Sited]) -> Result<std::collections::HashSet<Box<str>>, Fail> {
    let all: Option<_> = items.iter().map(|i| as_text(&i.value)).collect();
    all.map_or_else(|| fail("sets of texts are needed"), Ok)
}

pub fn setintersection(a: &[Sited], site: &Site) -> Answer {
    let mut all = whole(a, 0)?.to_vec();
    for i in 1..a.len() {
        let other = keyed(whole(a, i)?)?;
        all.retain(|item| as_text(&item.value).is_some_and(|t| other.contains(&t)));
    }
    set(all, site)
}

pub fn setsubtract(a: &[Sited], site: &Site) -> Answer {
    let other = keyed(whole(a, 1)?)?;
    let left = whole(a, 0)?.iter().filter(|i| as_text(&i.value).is_none_or(|t| !other.contains(&t)));
    set(left.cloned().collect(), site)
}

pub fn tolist(a: &[Sited], site: &Site) -> Answer {
    let (items, more) = list(a, 0)?;
    made_list(unified(items.to_vec()), more, site)
}

pub fn toset(a: &[Sited], site: &Site) -> Answer {
    let (items, more) = list(a, 0)?;
    if items.len() > LARGEST {
        return Ok(unknown(LIMIT, site));
    }
    made_list(types::distinct(unified(items.to_vec())), more, site)
}

pub fn tomap(a: &[Sited], site: &Site) -> Answer {
    let (entries, more) = map(a, 0)?;
    let mut entries = value::sorted(entries.to_vec());
    let values = unified(entries.iter().map(|e| e.value.clone()).collect());
    for (entry, value) in entries.iter_mut().zip(values) {
        entry.value = value;
    }
    Ok(sited(Resolved::Map { entries, more: more.map(Into::into) }, site))
}

fn to(a: &[Sited], ty: &str) -> Answer {
    match a {
        [only] if only.value == Resolved::Absent || value::why(&only.value).is_some() => Ok(only.clone()),
        [only] => types::primitive(only.clone(), ty),
        _ => fail("one argument is needed"),
    }
}

pub fn tostring(a: &[Sited], _: &Site) -> Answer {
    to(a, "string")
}

pub fn tonumber(a: &[Sited], _: &Site) -> Answer {
    to(a, "number")
}

pub fn tobool(a: &[Sited], _: &Site) -> Answer {
    to(a, "bool")
}
