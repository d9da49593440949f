//! Conditions: true, false, or not known before deployment.

use super::super::value::{Piece, Resolved, Sited, Step, StepKind};
use super::eval::Eval;
use super::intrinsics::{self, Call};
use super::text::Text;
use super::tree::Node;
use std::cell::RefCell;
use std::collections::HashMap;

/// Longest chain of conditions that name each other.
const MAX_CHAIN: usize = 32;

/// The conditions worked out so far; `None` for one that is being worked out.
#[derive(Debug, Default)]
pub struct Conditions {
    known: RefCell<HashMap<Box<str>, Option<Truth>>>,
    chain: RefCell<usize>,
}

/// A condition's value and what decided it.
#[derive(Debug, Clone)]
pub struct Truth {
    pub value: Result<bool, Box<str>>,
    pub via: Vec<Step>,
}

impl Truth {
    fn of(value: bool) -> Self {
        Self { value: Ok(value), via: Vec::new() }
    }

    fn unknown(why: impl Into<Box<str>>) -> Self {
        Self { value: Err(why.into()), via: Vec::new() }
    }
}

/// The condition of this name.
pub fn named(eval: &Eval, name: &str) -> Truth {
    let Some(condition) = eval.template.conditions.get(name) else {
        return Truth::unknown(format!("the condition {name}, which the template does not declare"));
    };
    match eval.conditions.known.borrow().get(name) {
        Some(Some(truth)) => return truth.clone(),
        Some(None) => return Truth::unknown(format!("the condition {name}, which names itself")),
        None => {}
    }
    if *eval.conditions.chain.borrow() >= MAX_CHAIN {
        return Truth::unknown(format!("a chain of more than {MAX_CHAIN} conditions"));
    }
    *eval.conditions.chain.borrow_mut() += 1;
    eval.conditions.known.borrow_mut().insert(name.into(), None);
    let mut truth = expression(eval, &condition.node);
    let site = eval.template.site(condition.key_span);
    truth.via.insert(0, Step { kind: StepKind::Condition, name: name.into(), site });
    if truth.value.is_err() {
        truth.value = Err(format!("the condition {name}").into());
    }
    *eval.conditions.chain.borrow_mut() -= 1;
    eval.conditions.known.borrow_mut().insert(name.into(), Some(truth.clone()));
    truth
}

/// A condition's expression.
pub fn expression(eval: &Eval, node: &Node) -> Truth {
    eval.charge(1);
    if eval.exhausted() {
        return Truth::unknown("too many values");
    }
    let Some(call) = intrinsics::call(node).or_else(|| reference(node)) else {
        return match node.scalar() {
            Some("true") => Truth::of(true),
            Some("false") => Truth::of(false),
            _ => Truth::unknown("a condition that is no function"),
        };
    };
    match (&*call.name, call.items()) {
        ("Condition", _) => match call.scalar() {
            Some(name) => named(eval, &eval.in_loops(name)),
            None => Truth::unknown("a condition without name"),
        },
        ("Fn::Not", Some([one])) => {
            let mut truth = expression(eval, one);
            truth.value = truth.value.map(|b| !b);
            truth
        }
        ("Fn::And", Some(all)) => combine(eval, all, false),
        ("Fn::Or", Some(all)) => combine(eval, all, true),
        ("Fn::Equals", Some([a, b])) => {
            let (a, b) = (eval.value(a), eval.value(b));
            let via = a.via.iter().chain(&b.via).cloned().collect();
            let value = equals(eval, &a, &b).ok_or_else(|| super::super::fact::reason(open(&a, &b)).into());
            Truth { value, via }
        }
        (name, _) => Truth::unknown(name),
    }
}

/// `Condition: Name` as an operand.
fn reference(node: &Node) -> Option<Call<'_>> {
    match node.pairs() {
        [pair] if &*pair.key == "Condition" => Some(Call::long("Condition", &pair.value)),
        _ => None,
    }
}

/// Kleene's `and` and `or`: one operand that decides is enough.
fn combine(eval: &Eval, operands: &[std::sync::Arc<Node>], decides: bool) -> Truth {
    let mut open: Option<Truth> = None;
    let mut via = Vec::new();
    for operand in operands {
        let truth = expression(eval, operand);
        match truth.value {
            Ok(b) if b == decides => return truth,
            Ok(_) => via.extend(truth.via),
            Err(_) => open = open.or(Some(truth)),
        }
    }
    open.unwrap_or(Truth { value: Ok(!decides), via })
}

fn open<'v>(a: &'v Sited, b: &'v Sited) -> &'v Resolved {
    match a.value {
        Resolved::Text(_) | Resolved::Number(_) | Resolved::Bool(_) => &b.value,
        _ => &a.value,
    }
}

/// Whether two values are certainly equal or certainly not.
pub fn equals(eval: &Eval, a: &Sited, b: &Sited) -> Option<bool> {
    let (a, b) = (pieces(a)?, pieces(b)?);
    let known = |pieces: &[Piece]| match pieces {
        [] => Some(String::new()),
        [Piece::Lit(t)] => Some(t.to_string()),
        _ => None,
    };
    match (known(&a), known(&b)) {
        (Some(a), Some(b)) => return Some(a == b),
        (Some(text), None) => {
            if excluded(eval, &b, &text) || text.is_empty() && holds_something(&b) {
                return Some(false);
            }
        }
        (None, Some(text)) => {
            if excluded(eval, &a, &text) || text.is_empty() && holds_something(&a) {
                return Some(false);
            }
        }
        (None, None) => {}
    }
    if a == b && a.iter().all(|p| matches!(p, Piece::Lit(_) | Piece::Symbol(_) | Piece::Ref(_))) {
        return Some(true);
    }
    let starts = |p: &[Piece]| lit(p.first());
    let ends = |p: &[Piece]| lit(p.last());
    let (sa, sb, ea, eb) = (starts(&a), starts(&b), ends(&a), ends(&b));
    let differ = !sa.starts_with(&*sb) && !sb.starts_with(&*sa) || !ea.ends_with(&*eb) && !eb.ends_with(&*ea);
    differ.then_some(false)
}

/// What a resource answers with is never empty.
fn holds_something(pieces: &[Piece]) -> bool {
    pieces.iter().any(|p| match p {
        Piece::Lit(t) => !t.is_empty(),
        Piece::Ref(_) => true,
        _ => false,
    })
}

fn lit(piece: Option<&Piece>) -> String {
    match piece {
        Some(Piece::Lit(t)) => t.to_string(),
        _ => String::new(),
    }
}

fn pieces(value: &Sited) -> Option<Vec<Piece>> {
    if matches!(
        value.value,
        Resolved::List { .. } | Resolved::Map { .. } | Resolved::Absent | Resolved::Unknown(_)
    ) {
        return None;
    }
    let mut text = Text::default();
    text.value(value);
    match text.finish() {
        Resolved::Text(t) => Some(vec![Piece::Lit(t)]),
        Resolved::Pattern(pieces) => Some(pieces),
        Resolved::Ref(to) => Some(vec![Piece::Ref(to)]),
        _ => None,
    }
}

fn excluded(eval: &Eval, pieces: &[Piece], text: &str) -> bool {
    matches!(pieces, [Piece::Symbol(name)] if eval.world.excludes(name, text))
}
