//! `Ref` and `Fn::GetAtt`.

use super::super::super::value::{Reference, Resolved, Sited};
use super::super::eval::Eval;
use super::super::tree::Node;
use super::super::{nested, parameters};
use super::{Call, misused, shortened};

pub fn reference(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    match call.scalar() {
        Some(name) => to(eval, node, &eval.in_loops(name)),
        // A name that is itself worked out: with the language extensions.
        None => match call.value(eval).value {
            Resolved::Text(name) => to(eval, node, &name),
            _ => misused(eval, node, call),
        },
    }
}

/// What a name refers to: a loop's identifier, a pseudo parameter, a parameter, a resource.
pub fn to(eval: &Eval, node: &Node, name: &str) -> Sited {
    if let Some(mut bound) = eval.loop_variable(name) {
        bound.site = eval.template.site(node.whole());
        return bound;
    }
    if let Some(value) = parameters::pseudo(&eval.world, name) {
        return eval.sited(node.whole(), value);
    }
    let site = eval.template.site(node.whole());
    if let Some(value) = parameters::parameter(&eval.template, &eval.world, name, site) {
        return value;
    }
    resource(eval, node, name, "")
}

pub fn resource(eval: &Eval, node: &Node, target: &str, attribute: &str) -> Sited {
    if let Some(name) = attribute.strip_prefix("Outputs.")
        && let Some(stack) = nested::stack(eval, target)
    {
        let value = stack.and_then(|stack| nested::output(&stack, name));
        return match value {
            Ok(value) => Sited { site: eval.template.site(node.whole()), ..value },
            Err(why) => eval.unknown(node.whole(), format!("{}.{attribute}: {why}", shortened(target))),
        };
    }
    if eval.ids.get().is_none_or(|ids| ids.contains(target)) {
        let to = Reference {
            target: format!("{}{target}", eval.world.prefix()).into(),
            attribute: attribute.into(),
        };
        return eval.sited(node.whole(), Resolved::Ref(to));
    }
    eval.unknown(node.whole(), format!("{}, which the template does not declare", shortened(target)))
}

/// `!GetAtt Key.Arn` and `Fn::GetAtt: [Key, Arn]`
pub fn attribute(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    if let Some(text) = call.scalar() {
        let text = eval.in_loops(text);
        let Some((target, attribute)) = text.split_once('.') else { return misused(eval, node, call) };
        return resource(eval, node, target, attribute);
    }
    let Some([target, attributes @ ..]) = call.items() else { return misused(eval, node, call) };
    let text = |n: &Node| match eval.value(n).value {
        Resolved::Text(t) | Resolved::Number(t) => Some(t.to_string()),
        _ => None,
    };
    let attributes: Option<Vec<String>> = attributes.iter().map(|a| text(a)).collect();
    match (text(target), attributes) {
        (Some(target), Some(attributes)) if !attributes.is_empty() => {
            resource(eval, node, &target, &attributes.join("."))
        }
        _ => eval.unknown(node.whole(), "an attribute whose name is decided at deployment"),
    }
}
