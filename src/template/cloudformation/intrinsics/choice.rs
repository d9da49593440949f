//! `Fn::If` and `Fn::FindInMap`: one of several values.

use super::super::super::fact::reason;
use super::super::super::source::Span;
use super::super::super::value::{Resolved, Sited, Step, StepKind};
use super::super::conditions;
use super::super::eval::{Eval, decided};
use super::super::tree::Node;
use super::{Call, misused, shortened};

/// An undecided condition whose branches come to the same value is that value.
pub fn choose(eval: &Eval, node: &Node, call: &Call<'_>, header: Option<Span>) -> Sited {
    let Some([condition, yes, no]) = call.items() else { return misused(eval, node, call) };
    let truth = match condition.scalar().filter(|_| condition.tag.is_none()) {
        Some(name) => conditions::named(eval, &eval.in_loops(name)),
        None => conditions::expression(eval, condition),
    };
    let why = match truth.value {
        Ok(holds) => return decided(eval.under(if holds { yes } else { no }, header), &truth.via),
        Err(why) => why,
    };
    let (yes, no) = (eval.under(yes, header), eval.under(no, header));
    if yes == no && !matches!(yes.value, Resolved::Unknown(_)) {
        return decided(yes, &truth.via);
    }
    let value = eval.unknown(node.whole(), why);
    decided(Sited { sensitive: yes.sensitive || no.sensitive, ..value }, &truth.via)
}

pub fn find(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    let (map, top, second, default) = match call.items() {
        Some([map, top, second]) => (map, top, second, None),
        Some([map, top, second, rest]) => (map, top, second, rest.get("DefaultValue")),
        _ => return misused(eval, node, call),
    };
    let keys = [map, top, second].map(|n| eval.value(n));
    let via: Vec<Step> = keys.iter().flat_map(|k| k.via.iter().cloned()).collect();
    let text = |key: &Sited| match &key.value {
        Resolved::Text(t) | Resolved::Number(t) => Some(t.clone()),
        Resolved::Bool(b) => Some(b.to_string().into()),
        _ => None,
    };
    let [map, top, second] = keys.each_ref().map(text);
    let Some(map) = map else { return decided(eval.unknown(node.whole(), reason(&keys[0].value)), &via) };
    let entries = eval.template.mapping_entries(&map);
    eval.charge(entries.len() / 8);
    // The place is the property's; the entry of the mapping is what decided it.
    let here = |value: Sited| Sited { site: eval.template.site(node.whole()), ..value };
    match (top, second) {
        (Some(top), Some(second)) => {
            let name = format!("{}.{}.{}", shortened(&map), shortened(&top), shortened(&second));
            match (eval.template.mapping(&map, &top, &second), default) {
                (Some(entry), _) => {
                    let site = eval.template.site(entry.span);
                    let step = Step { kind: StepKind::Mapping, name: name.into(), site };
                    decided(decided(here(eval.value(entry)), &[step]), &via)
                }
                (None, Some(default)) => decided(eval.value(default), &via),
                (None, None) => {
                    let why = format!("{name}, which the mappings do not have");
                    decided(eval.unknown(node.whole(), why), &via)
                }
            }
        }
        // A key that is decided at deployment: one value when every entry has the same.
        (None, Some(second)) => {
            let values: Option<Vec<Sited>> =
                entries.iter().map(|e| e.value.get(&second).map(|n| eval.value(n))).collect();
            match values.as_deref() {
                Some([first, rest @ ..]) if default.is_none() && rest.iter().all(|v| v == first) => {
                    decided(here(first.clone()), &via)
                }
                _ => decided(eval.unknown(node.whole(), reason(&keys[1].value)), &via),
            }
        }
        (_, None) => decided(eval.unknown(node.whole(), reason(&keys[2].value)), &via),
    }
}
