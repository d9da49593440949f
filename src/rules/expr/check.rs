//! Syntax tree -> compiled expression: names, types, guards and constants are checked against the inventory.

use super::super::phrases::{DID_YOU_MEAN, THERE_ARE, THERE_IS_NONE};
use super::compiled::{Expr, Item, Kind, Literal, Ordering, TextKind, Ty, of_field};
use super::parse::{Ast, Node, Op};
use super::{ExprError, phrases};
use crate::inventory::kinds;
pub(crate) use crate::inventory::near::near;
use crate::inventory::schema::{FieldDef, KindDef, Type};
use crate::said;
use crate::speech::Said;
use std::collections::BTreeMap;

/// What names an expression may use.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    pub kind: &'static KindDef,
    /// `each`'s variable and its items' type.
    pub each: Option<(&'a str, Item)>,
    pub parameters: &'a BTreeMap<String, Literal>,
    /// `sh()` and `join()` are allowed, absent fields may be read unguarded (they print as such).
    pub in_text: bool,
}

/// A checked expression, its type, and the paths that are certainly set where it is true.
pub struct Checked {
    pub expr: Expr,
    pub ty: Ty,
    pub guards: Vec<String>,
}

/// Checks an expression. `guards` are paths known to be set (from the rule's `when`).
///
/// # Errors
/// The first fault, with its bytes.
pub fn check(ast: &Ast, scope: &Scope<'_>, guards: &[String]) -> Result<Checked, ExprError> {
    let mut checker =
        Checker { scope, loops: Vec::new(), depth: 0, guards: guards.to_vec(), filter_allowed: false };
    let (expr, ty) = checker.expr(ast)?;
    Ok(Checked { expr, ty, guards: guards_when(ast, true) })
}

pub(super) struct Checker<'a> {
    pub(super) scope: &'a Scope<'a>,
    /// Loop variables in force, innermost last: name, type.
    pub(super) loops: Vec<(String, Ty)>,
    pub(super) depth: usize,
    pub(super) guards: Vec<String>,
    pub(super) filter_allowed: bool,
}

pub(super) type Out = Result<(Expr, Ty), ExprError>;

impl Checker<'_> {
    pub(super) fn expr(&mut self, ast: &Ast) -> Out {
        let filter_allowed = std::mem::take(&mut self.filter_allowed);
        let (kind, ty) = match &ast.node {
            Node::Bool(b) => (Kind::Bool(*b), Ty::Bool),
            Node::Int(i) => (Kind::Int(*i), Ty::Int),
            Node::Text(t) => (Kind::Text(t.as_str().into()), Ty::Text(TextKind::Plain)),
            Node::List(_) => return Err(err(ast, &phrases::LIST_LITERAL)),
            Node::Name(name) => self.name(ast, name)?,
            Node::Select(base, field, at) => return self.select(ast, base, field, at, false),
            Node::Not(inner) => (Kind::Not(Box::new(self.typed(inner, Ty::Bool)?)), Ty::Bool),
            Node::And(operands) => (Kind::And(self.chain(operands, true)?), Ty::Bool),
            Node::Or(operands) => (Kind::Or(self.chain(operands, false)?), Ty::Bool),
            Node::Binary(op, l, r) => self.binary(ast, *op, l, r)?,
            Node::Cond(c, yes, no) => self.cond(c, yes, no)?,
            Node::Call(receiver, name, at, args) => {
                self.filter_allowed = filter_allowed;
                self.call(ast, receiver.as_deref(), name, at, args)?
            }
        };
        Ok((expr(kind, ast), ty))
    }

    fn name(&self, ast: &Ast, name: &str) -> Result<(Kind, Ty), ExprError> {
        if let Some(i) = self.loops.iter().rposition(|(n, _)| n == name) {
            return Ok((Kind::Var(i as u8 + 1), self.loops[i].1));
        }
        if let Some((each, item)) = self.scope.each
            && each == name
        {
            return Ok((Kind::Var(0), ty_of(item)));
        }
        if name == self.scope.kind.var {
            return Ok((Kind::Root, Ty::Resource(self.scope.kind)));
        }
        let mut known: Vec<&str> = self.loops.iter().map(|(n, _)| n.as_str()).collect();
        known.extend(self.scope.each.map(|(n, _)| n));
        known.push(self.scope.kind.var);
        Err(err(ast, said!(phrases::UNKNOWN_NAME, name = name)).help(said!(phrases::IN_SCOPE, names = known)))
    }

    pub(super) fn select(
        &mut self,
        ast: &Ast,
        base: &Ast,
        field: &str,
        at: &std::ops::Range<usize>,
        has: bool,
    ) -> Out {
        if let Node::Name(n) = &base.node
            && n == "param"
        {
            return self.parameter(ast, field, at);
        }
        let (base_expr, base_ty) = self.expr(base)?;
        let (fields, owner): (&'static [FieldDef], &str) = match base_ty {
            Ty::Resource(kind) => {
                if field == "id" {
                    return Ok((expr(Kind::Id(Box::new(base_expr)), ast), Ty::Text(TextKind::Plain)));
                }
                (kind.fields, kind.name)
            }
            Ty::Record(record) => (record.fields, record.name),
            other => {
                return Err(ExprError::new(at.clone(), said!(phrases::NO_FIELDS, type = other.said())));
            }
        };
        let Some((slot, def)) = fields.iter().enumerate().find(|(_, d)| d.name == field) else {
            let names = fields.iter().map(|f| f.name);
            let no_field = said!(phrases::NO_FIELD, name = field, owner = owner);
            return Err(ExprError::new(at.clone(), no_field).help(nearest(field, names)));
        };
        if def.optional && !has && !self.scope.in_text {
            let path = path(ast).unwrap_or_default();
            if !self.guards.contains(&path) {
                let guard = said!(phrases::GUARD_IT, path = &path, doc = def.doc);
                return Err(
                    ExprError::new(at.clone(), said!(phrases::MAY_BE_ABSENT, path = path)).help(guard)
                );
            }
        }
        let kind = Kind::Field { base: Box::new(base_expr), slot: slot as u16, def };
        Ok((expr(kind, ast), ty_of(&def.ty)))
    }

    fn parameter(&self, ast: &Ast, name: &str, at: &std::ops::Range<usize>) -> Out {
        match self.scope.parameters.get(name) {
            Some(Literal::Int(i)) => Ok((expr(Kind::Int(*i), ast), Ty::Int)),
            Some(Literal::Text(t)) => Ok((expr(Kind::Text(t.clone()), ast), Ty::Text(TextKind::Plain))),
            Some(Literal::List(_)) => {
                Err(ExprError::new(at.clone(), said!(phrases::PARAMETER_IS_LIST, name = name))
                    .help(said!(phrases::PARAMETER_IS_LIST_HELP, name = name)))
            }
            None => Err(ExprError::new(at.clone(), said!(phrases::NO_PARAMETER, name = name))
                .help(nearest(name, self.scope.parameters.keys().map(String::as_str)))),
        }
    }

    /// `param.accounts`, when that is a list.
    pub(super) fn list_parameter(&self, ast: &Ast) -> Option<&[Literal]> {
        let Node::Select(base, name, _) = &ast.node else { return None };
        match self.scope.parameters.get(name) {
            Some(Literal::List(list)) if matches!(&base.node, Node::Name(n) if n == "param") => Some(list),
            _ => None,
        }
    }

    pub(super) fn typed(&mut self, ast: &Ast, wanted: Ty) -> Result<Expr, ExprError> {
        let (expr, ty) = self.expr(ast)?;
        let fits = ty == wanted || matches!((ty, wanted), (Ty::Text(_) | Ty::Resource(_), Ty::Text(_)));
        if fits {
            return Ok(expr);
        }
        Err(err(ast, said!(phrases::WRONG_TYPE, type = ty.said(), wanted = wanted.said())))
    }

    pub(super) fn text(&mut self, ast: &Ast) -> Result<Expr, ExprError> {
        self.typed(ast, Ty::Text(TextKind::Plain))
    }

    /// Operands of `&&` or `||`: what an earlier one guards holds in the later ones.
    fn chain(&mut self, operands: &[Ast], and: bool) -> Result<Vec<Expr>, ExprError> {
        let before = self.guards.len();
        let mut out = Vec::with_capacity(operands.len());
        for operand in operands {
            out.push(self.typed(operand, Ty::Bool)?);
            self.guards.extend(guards_when(operand, and));
        }
        self.guards.truncate(before);
        Ok(out)
    }

    fn cond(&mut self, c: &Ast, yes: &Ast, no: &Ast) -> Result<(Kind, Ty), ExprError> {
        let condition = self.typed(c, Ty::Bool)?;
        let before = self.guards.len();
        self.guards.extend(guards_when(c, true));
        let (yes_expr, yes_ty) = self.expr(yes)?;
        self.guards.truncate(before);
        self.guards.extend(guards_when(c, false));
        let no_expr = self.typed(no, yes_ty)?;
        self.guards.truncate(before);
        Ok((Kind::Cond(Box::new([condition, yes_expr, no_expr])), yes_ty))
    }

    fn binary(&mut self, ast: &Ast, op: Op, l: &Ast, r: &Ast) -> Result<(Kind, Ty), ExprError> {
        if op == Op::In {
            return self.membership(l, r);
        }
        let (left, left_ty) = self.expr(l)?;
        let (right, right_ty) = self.expr(r)?;
        for (side, ty, literal, literal_ast) in [(l, left_ty, &right, r), (r, right_ty, &left, l)] {
            if let (Ty::Text(TextKind::Enum(values)), Kind::Text(t)) = (ty, &literal.kind)
                && !values.iter().any(|v| **v == **t)
            {
                let name = path(side).unwrap_or_default();
                return Err(err(literal_ast, said!(phrases::NEVER_A_VALUE, text = &**t, name = name))
                    .help(nearest(t, values.iter().copied())));
            }
        }
        let sides = Box::new([left, right]);
        let order = match op {
            Op::Eq | Op::Ne => {
                let comparable = matches!(
                    (left_ty, right_ty),
                    (Ty::Bool, Ty::Bool)
                        | (Ty::Int, Ty::Int)
                        | (Ty::Text(_) | Ty::Resource(_), Ty::Text(_) | Ty::Resource(_))
                );
                if !comparable {
                    let (left, right) = (left_ty.said(), right_ty.said());
                    return Err(err(ast, said!(phrases::NEVER_EQUAL, left = left, right = right)));
                }
                return Ok((Kind::Eq { sides, negate: op == Op::Ne }, Ty::Bool));
            }
            Op::Lt => Ordering::Lt,
            Op::Le => Ordering::Le,
            Op::Gt => Ordering::Gt,
            Op::Ge | Op::In => Ordering::Ge,
        };
        if (left_ty, right_ty) != (Ty::Int, Ty::Int) {
            let message = said!(phrases::NOT_ORDERED, left = left_ty.said(), right = right_ty.said());
            return Err(err(ast, message).help(&phrases::NOT_ORDERED_HELP));
        }
        Ok((Kind::Compare { op: order, sides }, Ty::Bool))
    }

    fn membership(&mut self, l: &Ast, r: &Ast) -> Result<(Kind, Ty), ExprError> {
        let (item, item_ty) = self.expr(l)?;
        if let Some(list) = self.list_parameter(r) {
            list.iter().try_for_each(|literal| fits(literal, item_ty, r))?;
            return Ok((Kind::InLiterals { item: Box::new(item), list: list.into() }, Ty::Bool));
        }
        if let Node::List(literals) = &r.node {
            let mut list = Vec::with_capacity(literals.len());
            for literal in literals {
                let value = match &literal.node {
                    Node::Int(i) => Literal::Int(*i),
                    Node::Text(t) => Literal::Text(t.as_str().into()),
                    _ => return Err(err(literal, said!(phrases::NO_LITERAL, type = item_ty.said()))),
                };
                fits(&value, item_ty, literal)?;
                list.push(value);
            }
            return Ok((Kind::InLiterals { item: Box::new(item), list: list.into() }, Ty::Bool));
        }
        let (list, list_ty) = self.expr(r)?;
        let Ty::List(of) = list_ty else {
            return Err(err(r, said!(phrases::NO_LIST, type = list_ty.said())));
        };
        let comparable = matches!(
            (item_ty, ty_of(of)),
            (Ty::Int, Ty::Int)
                | (Ty::Bool, Ty::Bool)
                | (Ty::Text(_) | Ty::Resource(_), Ty::Text(_) | Ty::Resource(_))
        );
        if !comparable {
            let never = said!(phrases::NEVER_IN_LIST, type = item_ty.said(), item = of_field(of));
            return Err(err(l, never));
        }
        Ok((Kind::InList { item: Box::new(item), list: Box::new(list) }, Ty::Bool))
    }
}

/// A literal that an item of the type can equal.
fn fits(literal: &Literal, item: Ty, at: &Ast) -> Result<(), ExprError> {
    match (literal, item) {
        (Literal::Text(t), Ty::Text(TextKind::Enum(values))) if !values.contains(&&**t) => {
            let never = said!(phrases::NEVER_A_VALUE_HERE, text = &**t);
            Err(err(at, never).help(nearest(t, values.iter().copied())))
        }
        (Literal::Int(_), Ty::Int) | (Literal::Text(_), Ty::Text(_) | Ty::Resource(_)) => Ok(()),
        _ => Err(err(at, said!(phrases::NO_LITERAL, type = item.said()))),
    }
}

/// Paths that are certainly set when the expression is true (or false).
pub(crate) fn guards_when(ast: &Ast, holds: bool) -> Vec<String> {
    match &ast.node {
        Node::Call(None, name, _, args) if name == "has" && holds => {
            // `has(a.b.c)` also says that `a.b` is there.
            let mut paths = Vec::new();
            let mut at = args.first();
            while let Some(Ast { node: Node::Select(base, ..), .. }) = at {
                paths.extend(at.and_then(path));
                at = Some(base);
            }
            paths
        }
        Node::Not(inner) => guards_when(inner, !holds),
        Node::And(operands) if holds => operands.iter().flat_map(|o| guards_when(o, true)).collect(),
        Node::Or(operands) if !holds => operands.iter().flat_map(|o| guards_when(o, false)).collect(),
        _ => Vec::new(),
    }
}

/// `a.b.c` as text; `None` for anything else.
pub(super) fn path(ast: &Ast) -> Option<String> {
    match &ast.node {
        Node::Name(n) => Some(n.clone()),
        Node::Select(base, field, _) => Some(format!("{}.{field}", path(base)?)),
        _ => None,
    }
}

pub(crate) fn ty_of(ty: &'static Type) -> Ty {
    match ty {
        Type::Bool => Ty::Bool,
        Type::Int => Ty::Int,
        Type::Time => Ty::Time,
        Type::Text | Type::Arn => Ty::Text(TextKind::Plain),
        Type::Version => Ty::Text(TextKind::Version),
        Type::Enum(values) => Ty::Text(TextKind::Enum(values)),
        Type::List(item) => Ty::List(item),
        Type::Record(record) => Ty::Record(record),
        Type::Link(kind) => Ty::Resource(kinds::by_name(kind).expect("a test holds links to known kinds")),
    }
}

fn expr(kind: Kind, ast: &Ast) -> Expr {
    Expr { kind, start: ast.span.start as u32, end: ast.span.end as u32 }
}

pub(super) fn err(ast: &Ast, message: impl Into<Said>) -> ExprError {
    ExprError::new(ast.span.clone(), message)
}

/// `did you mean ...`, or all names when nothing is near.
pub(crate) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Said {
    let mut all: Vec<&str> = names.collect();
    all.sort_unstable();
    match near(name, all.iter().copied()) {
        Some(n) => said!(DID_YOU_MEAN, name = n),
        None if all.is_empty() => (&THERE_IS_NONE).into(),
        None => said!(THERE_ARE, names = all),
    }
}
