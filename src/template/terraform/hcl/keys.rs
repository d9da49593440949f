//! `count` and `for_each`: which instances a resource or module call has.

use super::super::super::value::{Resolved, Sited};
use super::eval::{Ctx, Eval, KeySlot, Keys, Module};
use super::project::Declared;
use super::value::{self, Fail, as_number};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Most instances of one block.
const MOST: usize = 20_000;

impl<'f> Eval<'f> {
    /// The instances of a block of the module, evaluated once. What needs its own instances to tell them has
    /// unknown ones.
    pub fn keys(&self, module: &Rc<Module<'f>>, name: &str, block: &'f Declared<'f>) -> Rc<Keys> {
        match module.keys.borrow().get(name) {
            Some(KeySlot::Done(keys)) => return keys.clone(),
            Some(KeySlot::Running) => return Rc::new(symbolic("a cycle", true)),
            None => {}
        }
        module.keys.borrow_mut().insert(name.to_owned(), KeySlot::Running);
        let keys = Rc::new(self.evaluate_keys(module, block));
        module.keys.borrow_mut().insert(name.to_owned(), KeySlot::Done(keys.clone()));
        keys
    }

    fn evaluate_keys(&self, module: &Rc<Module<'f>>, block: &'f Declared<'f>) -> Keys {
        let ctx = Ctx::top(module, block.source);
        if let Some(count) = block.attribute("count") {
            return match self.argument(&ctx, &count) {
                Ok(value) => match as_number(&value.value) {
                    Some(n) if n >= 0.0 && n.fract() == 0.0 && n <= MOST as f64 => Keys::Count(n as usize),
                    Some(n) if n > MOST as f64 => {
                        self.limited.set(true);
                        symbolic("too many instances", false)
                    }
                    _ => symbolic(&value::why(&value.value).unwrap_or_else(|| "count".into()), false),
                },
                Err(Fail(why)) => symbolic(&why, false),
            };
        }
        let Some(for_each) = block.attribute("for_each") else { return Keys::Single };
        match self.argument(&ctx, &for_each) {
            Ok(value) => each(self, value),
            Err(Fail(why)) => symbolic(&why, true),
        }
    }
}

fn symbolic(why: &str, by_key: bool) -> Keys {
    Keys::Symbolic { why: why.into(), by_key }
}

/// The keys of a map, or the items of a set of texts.
fn each(eval: &Eval<'_>, value: Sited) -> Keys {
    if value.sensitive {
        return symbolic("a sensitive value", true);
    }
    let mut sorted: BTreeMap<Box<str>, Rc<Sited>> = BTreeMap::new();
    let mut more;
    match value.value {
        Resolved::Map { entries, more: m } => {
            more = m;
            sorted.extend(entries.into_iter().map(|e| (e.key, Rc::new(e.value))));
        }
        Resolved::List { items, more: m } => {
            more = m;
            for item in items {
                match value::as_text(&item.value) {
                    Some(key) => drop(sorted.insert(key, Rc::new(item))),
                    None => more = value::why(&item.value).or(more).or_else(|| Some("for_each".into())),
                }
            }
        }
        other => return symbolic(&value::why(&other).unwrap_or_else(|| "for_each".into()), true),
    }
    if sorted.len() > MOST {
        eval.limited.set(true);
        return symbolic("too many instances", true);
    }
    match more {
        Some(why) if sorted.is_empty() => symbolic(&why, true),
        more => {
            let index: HashMap<Box<str>, usize> =
                sorted.keys().enumerate().map(|(i, k)| (k.clone(), i)).collect();
            Keys::Each { entries: sorted.into_iter().collect(), index, more }
        }
    }
}
