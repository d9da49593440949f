//! What hiding does to verdicts: a fact that is not known may leave a verdict open, and never turns it around.

use super::{options, worst};
use rayon::prelude::*;
use std::collections::BTreeMap;
use tidegate::evaluate::judge;
use tidegate::inventory::{Fact, Input, List, Piece, Resource, Scope, Unit, Value, Why, kinds};
use tidegate::rules::rule::Example;
use tidegate::rules::{Rule, Verdict, builtin, example};

/// The verdict of every rule on every resource, with `each` the worst of its items.
/// By rule, resource and item.
type Verdicts = BTreeMap<(Box<str>, Box<str>, Box<str>), Verdict>;

fn verdicts(unit: &Unit) -> Verdicts {
    let rules: Vec<&Rule> = builtin().rules.iter().collect();
    let mut by_resource: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for finding in judge(unit, &rules, &options()).findings {
        let key = (finding.rule.clone(), finding.resource.kind.clone(), finding.resource.id.clone());
        by_resource.entry(key).or_default().push(finding);
    }
    by_resource.into_iter().map(|(key, findings)| (key, worst(&findings))).collect()
}

/// Every fact that says less than this one at one place: unknown, a list that may go on, text known in part.
fn hidden(fact: &Fact, why: u16) -> Vec<(String, Fact)> {
    let mut less = Vec::new();
    let (Fact::Known(..) | Fact::Absent(_)) = fact else { return less };
    less.push((String::new(), Fact::Unknown(why)));
    let Fact::Known(value, origin) = fact else { return less };
    match value {
        Value::Text(t) => {
            let half = (0..=t.len() / 2).rev().find(|i| t.is_char_boundary(*i)).unwrap_or(0);
            for pieces in [
                vec![Piece::Hole("h".into())],
                vec![Piece::Lit(t[..half].into()), Piece::Hole("h".into())],
                vec![Piece::Hole("h".into()), Piece::Lit(t[half..].into())],
            ] {
                less.push((format!(" as {pieces:?}"), Fact::Known(Value::Pattern(pieces.into()), *origin)));
            }
        }
        Value::List(list) => {
            if list.more.is_none() {
                let longer = List { items: list.items.clone(), more: Some(why) };
                less.push((".more".into(), Fact::Known(Value::List(Box::new(longer)), *origin)));
            }
            for (i, item) in list.items.iter().enumerate() {
                // Equal items stand for each other: of a thousand equal ones two are tried.
                if i > 1 && Some(item) == list.items.get(i - 1) {
                    continue;
                }
                for (place, fact) in hidden(item, why) {
                    let mut list = list.as_ref().clone();
                    list.items[i] = fact;
                    less.push((format!("[{i}]{place}"), Fact::Known(Value::List(Box::new(list)), *origin)));
                }
            }
        }
        Value::Record(slots) => {
            for (i, slot) in slots.iter().enumerate() {
                for (place, fact) in hidden(slot, why) {
                    let mut slots = slots.clone();
                    slots[i] = fact;
                    less.push((format!(".{i}{place}"), Fact::Known(Value::Record(slots), *origin)));
                }
            }
        }
        Value::Bool(_) | Value::Int(_) | Value::Time(_) | Value::Pattern(_) | Value::Link(_) => {}
    }
    less
}

fn copy(example: &Example, resources: Vec<Resource>) -> Example {
    Example {
        name: example.name.clone(),
        verdict: example.verdict,
        severity: None,
        input: example.input,
        also_fails: Vec::new(),
        resources,
        template: None,
    }
}

/// The verdicts with less known are those with more known, or undecided.
fn only_opens(told: &str, before: &Unit, after: &Unit) -> Vec<String> {
    let (before, after) = (verdicts(before), verdicts(after));
    let turned = after.iter().filter_map(|(key, verdict)| {
        let was = before.get(key)?;
        (verdict != was && *verdict != Verdict::Undecided)
            .then(|| format!("{told}: {} on {} was {was:?}, is {verdict:?}", key.0, key.2))
    });
    turned.collect()
}

fn all_examples() -> Vec<(&'static Rule, &'static Example)> {
    builtin().rules.iter().flat_map(|r| r.examples.iter().map(move |e| (r, e))).collect()
}

#[test]
fn hiding_any_fact_of_any_example_only_opens_verdicts() {
    let tried = std::sync::atomic::AtomicUsize::new(0);
    let turned: Vec<String> = all_examples()
        .par_iter()
        .flat_map_iter(|(rule, example)| {
            let whole = example::unit(example);
            let mut turned = Vec::new();
            for (i, resource) in example.resources.iter().enumerate() {
                for (slot, fact) in resource.facts().iter().enumerate() {
                    let why = Why::Deferred { expression: "hidden".into() };
                    let why = resource.clone().add_why(why);
                    for (place, less) in hidden(fact, why) {
                        let mut resources = example.resources.clone();
                        resources[i].add_why(Why::Deferred { expression: "hidden".into() });
                        resources[i].set(slot as u16, less);
                        let told = format!(
                            "{}, {:?}: without {}.{}{place}",
                            rule.id, example.name, resource.id, resource.kind.fields[slot].name
                        );
                        tried.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        turned.extend(only_opens(&told, &whole, &example::unit(&copy(example, resources))));
                    }
                }
            }
            turned
        })
        .collect();
    assert!(turned.is_empty(), "{} turned around:\n{}", turned.len(), turned.join("\n"));
    assert!(tried.into_inner() > all_examples().len(), "every example states something that can be hidden");
}

/// No listing is known to be complete, so that any back link may go on; then any resource may be missing.
#[test]
fn listings_and_resources_that_were_not_read_only_open_verdicts() {
    let mut turned = Vec::new();
    for (rule, example) in all_examples() {
        if example.input != Input::Account {
            continue;
        }
        let whole = example::unit(example);
        let unlisted = |resources: Vec<Resource>| Unit::new(whole.scope.clone(), resources, &[]);
        let told = format!("{}, {:?}: without listings", rule.id, example.name);
        turned.extend(only_opens(&told, &whole, &unlisted(example.resources.clone())));
        for i in 0..example.resources.len() {
            let mut resources = example.resources.clone();
            let gone = resources.remove(i);
            turned.extend(only_opens(&format!("{told} and {}", gone.id), &whole, &unlisted(resources)));
        }
    }
    assert!(turned.is_empty(), "{} turned around:\n{}", turned.len(), turned.join("\n"));
}

/// An account that answers nothing: nothing passes, nothing fails, everything is said to be open.
#[test]
fn an_account_in_which_every_fact_is_unknown_gives_no_pass_and_no_fail() {
    for input in [Input::Account, Input::Cloudformation, Input::Terraform] {
        let unknown: Vec<Resource> = kinds::KINDS.iter().map(|kind| Resource::new(kind, "unknown")).collect();
        // The same, seen to exist: in a state in which they are judged.
        let judged = kinds::KINDS.iter().map(|kind| {
            let mut r = Resource::new(kind, "judged");
            if let Some((state, _)) = kind.not_judged.and_then(|(state, _)| kind.field(state)) {
                let origin = r.api("x:Y");
                r.absent(state, origin);
            }
            r
        });
        let resources = unknown.into_iter().chain(judged).collect();
        let scope = Scope { input, ..Scope::default() };
        let unit = Unit::new(scope, resources, &[]);
        let found = verdicts(&unit);
        for rule in &builtin().rules {
            let expected =
                if rule.inputs.contains(&input) { Verdict::Undecided } else { Verdict::NotApplicable };
            for id in ["unknown", "judged"] {
                let key = (rule.id.clone(), rule.kind.name.into(), id.into());
                assert_eq!(found.get(&key), Some(&expected), "{} on {id} in {input:?}", rule.id);
            }
        }
    }
}
