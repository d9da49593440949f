//! `Fn::Sub`: text with `${names}`, and with a map of further names.

use super::super::super::value::Sited;
use super::super::eval::{Eval, decided};
use super::super::text::Text;
use super::super::tree::Node;
use super::{Call, misused, reference};

pub fn sub(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    let (text, names) = match call.items() {
        Some([text, names]) => (text.scalar().filter(|_| text.tag.is_none()), Some(&**names)),
        Some([text]) => (text.scalar().filter(|_| text.tag.is_none()), None),
        _ => (call.scalar(), None),
    };
    let Some(template) = text else { return misused(eval, node, call) };
    let mut out = Text::default();
    let mut via = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else { break };
        out.lit(before);
        rest = after;
        if let Some(literal) = name.strip_prefix('!') {
            out.lit("${");
            out.lit(literal);
            out.lit("}");
            continue;
        }
        eval.charge(1);
        let value = named(eval, node, name.trim(), names);
        out.value(&value);
        if via.len() < 100 {
            via.extend(value.via);
        }
    }
    out.lit(rest);
    let sensitive = out.sensitive;
    let value = eval.sited(node.whole(), out.finish());
    decided(Sited { sensitive, ..value }, &via)
}

fn named(eval: &Eval, node: &Node, name: &str, names: Option<&Node>) -> Sited {
    if eval.exhausted() {
        return eval.unknown(node.whole(), "too many values");
    }
    if let Some(own) = names.and_then(|n| n.get(name)) {
        return eval.value(own);
    }
    match name.split_once('.') {
        Some((target, attribute)) => reference::resource(eval, node, target, attribute),
        None => reference::to(eval, node, name),
    }
}
