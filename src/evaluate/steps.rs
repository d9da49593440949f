//! How a verdict came about: every sub-expression with what it came to, in the order of evaluation.

use super::trace::origin;
use crate::inventory::{Fact, Resource, Unit, Why};
use crate::rules::Language;
use crate::rules::expr::compiled::{Expr, Kind};
use crate::rules::expr::eval::Trace;
use crate::rules::expr::value::{Cause, Val};
use crate::rules::render::{self, Blanks};
use crate::words;

/// Most items of one list that are told one by one.
const ITEMS: usize = 20;
/// Most steps kept of one expression.
const MOST: usize = 2_000;

/// One sub-expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// 0 is the expression itself.
    pub depth: usize,
    pub text: Box<str>,
    /// The item of a list that it is about.
    pub item: Option<Box<str>>,
    pub kept: Kept,
}

/// What is known of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// What it came to; where the fact was read, when it is one; why it is unknown, when it is and this step is the
    /// reason.
    Value { value: Box<str>, origin: Box<str>, why: Option<Why> },
    /// It was not asked, because what stands before it decided.
    NotAsked,
    /// So many further items, which did not decide.
    More(usize),
}

impl Step {
    /// Something that holds without being evaluated.
    pub fn stated(text: &str, value: &str) -> Self {
        let kept = Kept::Value { value: value.into(), origin: "".into(), why: None };
        Step { depth: 0, text: text.into(), item: None, kept }
    }
}

/// Records the tree of an evaluation.
pub struct Steps<'a> {
    unit: &'a Unit,
    /// The expressions under way, the innermost last.
    open: Vec<Node<'a>>,
    done: Vec<Node<'a>>,
    count: usize,
}

struct Node<'a> {
    at: &'a Expr,
    value: Val<'a>,
    fact: Option<(&'a Resource, &'a Fact)>,
    /// The policies that a question about permissions was held against.
    policies: Vec<(&'a Resource, &'a Fact)>,
    why: Option<Cause<'a>>,
    /// The list's item that it is about.
    item: Option<Val<'a>>,
    /// The item that its children are about from here on.
    current: Option<Val<'a>>,
    children: Vec<Node<'a>>,
}

impl<'a> Node<'a> {
    fn new(at: &'a Expr) -> Self {
        Node {
            at,
            value: Val::Absent,
            fact: None,
            policies: Vec::new(),
            why: None,
            item: None,
            current: None,
            children: Vec::new(),
        }
    }
}

impl<'a> Trace<'a> for Steps<'a> {
    fn enter(&mut self, at: &'a Expr) {
        self.open.push(Node::new(at));
    }

    fn leave(&mut self, _at: &'a Expr, value: Val<'a>) {
        let Some(mut node) = self.open.pop() else { return };
        node.value = value;
        self.keep(node);
    }

    fn item(&mut self, item: Val<'a>) {
        if let Some(node) = self.open.last_mut() {
            node.current = Some(item);
        }
    }

    fn read(&mut self, at: &'a Expr, owner: &'a Resource, fact: &'a Fact) {
        match self.open.last_mut() {
            Some(node) if std::ptr::eq(node.at, at) && matches!(at.kind, Kind::Allows { .. }) => {
                if !node.policies.iter().any(|(_, known)| std::ptr::eq(*known, fact)) {
                    node.policies.push((owner, fact));
                }
            }
            Some(node) if std::ptr::eq(node.at, at) => node.fact = Some((owner, fact)),
            // `has(x.f)` reads the fact without evaluating the field.
            _ => {
                let value = Val::of(fact, owner, self.unit);
                let why = value.unknown();
                self.keep(Node { value, why, fact: Some((owner, fact)), ..Node::new(at) });
            }
        }
    }

    fn unknown(&mut self, at: &'a Expr, cause: Cause<'a>) {
        if let Some(node) = self.open.last_mut()
            && std::ptr::eq(node.at, at)
        {
            node.why = Some(cause);
        }
    }
}

impl<'a> Steps<'a> {
    pub fn new(unit: &'a Unit) -> Self {
        Steps { unit, open: Vec::new(), done: Vec::new(), count: 0 }
    }

    fn keep(&mut self, mut node: Node<'a>) {
        if self.count == MOST {
            return;
        }
        let siblings = match self.open.last_mut() {
            Some(parent) => {
                node.item = parent.current;
                &mut parent.children
            }
            None => &mut self.done,
        };
        // A list is evaluated once to see what it is and once to walk it.
        let again = siblings.iter().any(|s| node.item.is_none() && std::ptr::eq(s.at, node.at));
        if !again && !plain(node.at) {
            self.count += 1;
            siblings.push(node);
        }
    }

    /// The steps of the expression, whose text is `text`.
    pub fn told(&self, text: &str, language: Language) -> Vec<Step> {
        let blanks = Blanks { absent: words::not_set(language), unknown: words::unknown(language), language };
        let mut teller = Teller { unit: self.unit, text, blanks, steps: Vec::new() };
        for node in &self.done {
            teller.node(node, 0);
        }
        teller.steps
    }
}

/// What says nothing but itself.
fn plain(at: &Expr) -> bool {
    matches!(at.kind, Kind::Bool(_) | Kind::Int(_) | Kind::Text(_) | Kind::Root | Kind::Var(_))
}

struct Teller<'t, 'a> {
    unit: &'a Unit,
    text: &'t str,
    blanks: Blanks<'t>,
    steps: Vec<Step>,
}

impl<'a> Teller<'_, 'a> {
    fn node(&mut self, node: &Node<'a>, depth: usize) {
        let shown =
            |value: Val<'a>, at: &Expr| render::value(value, render::type_of(at), self.unit, self.blanks);
        let value = shown(node.value, node.at).into();
        let origin = node.fact.map(|(owner, fact)| origin(fact, owner)).unwrap_or_default().into();
        // A cause that a child gave is told there.
        let child = node.children.iter().any(|c| c.value.unknown().is_some());
        let why = node.value.unknown().and(node.why).filter(|_| !child).map(Cause::why);
        self.steps.push(Step {
            depth,
            text: self.slice(node.at).into(),
            item: node.item.map(|item| render::value(item, None, self.unit, self.blanks).into()),
            kept: Kept::Value { value, origin, why },
        });
        self.children(node, depth + 1);
        for (owner, fact) in &node.policies {
            self.policy(owner, fact, depth + 1);
        }
        for at in operands(node.at).iter().filter(|at| !plain(at)) {
            if !node.children.iter().any(|c| std::ptr::eq(c.at, at)) {
                let text = self.slice(at).into();
                self.steps.push(Step { depth: depth + 1, text, item: None, kept: Kept::NotAsked });
            }
        }
    }

    /// `key.policy`, as it was read.
    fn policy(&mut self, owner: &'a Resource, fact: &'a Fact, depth: usize) {
        let mut fields = owner.kind.fields.iter().zip(0u16..);
        let Some((field, _)) = fields.find(|(_, ix)| std::ptr::eq(owner.get(*ix), fact)) else { return };
        let value = Val::of(fact, owner, self.unit);
        let shown = render::value(value, Some(&field.ty), self.unit, self.blanks).into();
        let why = value.unknown().map(Cause::why);
        let kept = Kept::Value { value: shown, origin: origin(fact, owner).into(), why };
        let text = format!("{}.{}", owner.kind.var, field.name).into();
        self.steps.push(Step { depth, text, item: None, kept });
    }

    /// Of many items those that are not like most: what decided, and what is unknown.
    fn children(&mut self, node: &Node<'a>, depth: usize) {
        let items = node.children.iter().filter(|c| c.item.is_some()).count();
        let usual = match node.at.kind {
            Kind::Quantifier { all, .. } => Some(all),
            _ => Some(false),
        };
        let (mut shown, mut left_out) = (0, 0);
        for child in &node.children {
            if items > ITEMS && child.item.is_some() {
                let like_most = matches!(child.value, Val::Bool(b) if Some(b) == usual);
                if like_most || shown == ITEMS {
                    left_out += 1;
                    continue;
                }
                shown += 1;
            }
            self.node(child, depth);
        }
        if left_out > 0 {
            self.steps.push(Step { depth, text: "".into(), item: None, kept: Kept::More(left_out) });
        }
    }

    fn slice(&self, at: &Expr) -> &str {
        self.text.get(at.start as usize..at.end as usize).unwrap_or(self.text)
    }
}

/// The parts of an expression that need not all be evaluated.
fn operands(at: &Expr) -> &[Expr] {
    match &at.kind {
        Kind::And(operands) | Kind::Or(operands) => operands,
        Kind::Cond(three) => &three[..],
        _ => &[],
    }
}
