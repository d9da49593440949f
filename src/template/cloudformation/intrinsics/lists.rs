//! `Fn::Join`, `Fn::Split`, `Fn::Select` and `Fn::Length`.

use super::super::super::fact::reason;
use super::super::super::value::{Piece, Resolved, Sited};
use super::super::eval::{Eval, decided};
use super::super::text::Text;
use super::super::tree::Node;
use super::{Call, misused};

pub fn join(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    let Some([separator, list]) = call.items() else { return misused(eval, node, call) };
    let Some(separator) = separator.scalar() else { return misused(eval, node, call) };
    let list = eval.value(list);
    let Resolved::List { items, more } = &list.value else {
        let value = eval.unknown(node.whole(), reason(&list.value));
        return decided(Sited { sensitive: list.sensitive, ..value }, &list.via);
    };
    let mut out = Text::default();
    let mut via = list.via.clone();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.lit(separator);
        }
        out.value(item);
        via.extend(item.via.iter().filter(|_| i < 100).cloned());
    }
    if let Some(why) = more {
        out.hole(why);
    }
    let sensitive = list.sensitive || out.sensitive;
    decided(Sited { sensitive, ..eval.sited(node.whole(), out.finish()) }, &via)
}

pub fn split(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    let Some([separator, text]) = call.items() else { return misused(eval, node, call) };
    let Some(separator) = separator.scalar().filter(|s| !s.is_empty()) else {
        return misused(eval, node, call);
    };
    let text = eval.value(text);
    let pieces = match &text.value {
        Resolved::Text(t) | Resolved::Number(t) => vec![Piece::Lit(t.clone())],
        Resolved::Pattern(pieces) => pieces.clone(),
        other => {
            let value = eval.unknown(node.whole(), reason(other));
            return decided(Sited { sensitive: text.sensitive, ..value }, &text.via);
        }
    };
    let (mut items, mut more) = (Vec::new(), None);
    let mut current = Text::default();
    let finish = |current: &mut Text| {
        let value = std::mem::take(current).finish();
        Sited { value, site: eval.template.site(node.whole()), via: Vec::new(), sensitive: text.sensitive }
    };
    for piece in &pieces {
        match piece {
            Piece::Lit(t) => {
                let mut parts = t.split(separator);
                current.lit(parts.next().unwrap_or(""));
                for part in parts {
                    eval.charge(1);
                    if eval.exhausted() {
                        return eval.unknown(node.whole(), "too many values");
                    }
                    items.push(finish(&mut current));
                    current.lit(part);
                }
            }
            // A region, an account or a partition is never cut by what separates the parts of ARNs and names.
            Piece::Symbol(s) if cannot_hold(s, separator) => current.piece(piece.clone()),
            other => {
                more = Some(reason(&Resolved::Pattern(vec![other.clone()])).into());
                break;
            }
        }
    }
    if more.is_none() {
        items.push(finish(&mut current));
    }
    let value = eval.sited(node.whole(), Resolved::List { items, more });
    decided(Sited { sensitive: text.sensitive, ..value }, &text.via)
}

fn cannot_hold(symbol: &str, separator: &str) -> bool {
    matches!(symbol, "AWS::Region" | "AWS::AccountId" | "AWS::Partition")
        && separator.chars().any(|c| !c.is_ascii_alphanumeric() && c != '-')
}

pub fn select(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    let Some([index, list]) = call.items() else { return misused(eval, node, call) };
    let index = eval.value(index);
    let wanted = match &index.value {
        Resolved::Number(n) | Resolved::Text(n) => n.parse::<usize>().ok(),
        _ => None,
    };
    let list = eval.value(list);
    let via: Vec<_> = index.via.iter().chain(&list.via).cloned().collect();
    let unknown = |why: String| {
        let value = eval.unknown(node.whole(), why);
        decided(Sited { sensitive: list.sensitive, ..value }, &via)
    };
    let Some(wanted) = wanted else { return unknown(reason(&index.value)) };
    match &list.value {
        Resolved::List { items, more } => match (items.get(wanted), more) {
            (Some(item), _) => {
                let sensitive = item.sensitive || list.sensitive;
                let site = eval.template.site(node.whole());
                decided(Sited { sensitive, site, ..item.clone() }, &via)
            }
            (None, Some(why)) => unknown(why.to_string()),
            (None, None) => unknown("Fn::Select of an element that the list does not have".into()),
        },
        other => unknown(reason(other)),
    }
}

pub fn length(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    let list = call.value(eval);
    match &list.value {
        Resolved::List { items, more: None } => {
            let value = eval.sited(node.whole(), Resolved::Number(items.len().to_string().into()));
            decided(value, &list.via)
        }
        Resolved::List { more: Some(why), .. } => eval.unknown(node.whole(), why.clone()),
        other => eval.unknown(node.whole(), reason(other)),
    }
}
