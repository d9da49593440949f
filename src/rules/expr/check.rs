//! Syntax tree -> compiled expression: names, types, guards and constants are checked against the inventory.

use super::compiled::{Expr, Item, Kind, Literal, Ordering, Part, Predicate, TextKind, Ty};
use super::domain;
use super::parse::{Ast, Node, Op};
use super::version::Version;
use super::{ExprError, MAX_LOOPS};
use crate::inventory::kinds;
pub(crate) use crate::inventory::near::near;
use crate::inventory::schema::{FieldDef, KindDef, Type};
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
    scope: &'a Scope<'a>,
    /// Loop variables in force, innermost last: name, type.
    loops: Vec<(String, Ty)>,
    depth: usize,
    guards: Vec<String>,
    filter_allowed: bool,
}

type Out = Result<(Expr, Ty), ExprError>;

impl Checker<'_> {
    pub(super) fn expr(&mut self, ast: &Ast) -> Out {
        let filter_allowed = std::mem::take(&mut self.filter_allowed);
        let (kind, ty) = match &ast.node {
            Node::Bool(b) => (Kind::Bool(*b), Ty::Bool),
            Node::Int(i) => (Kind::Int(*i), Ty::Int),
            Node::Text(t) => (Kind::Text(t.as_str().into()), Ty::Text(TextKind::Plain)),
            Node::List(_) => return Err(err(ast, "a list literal stands only right of `in`")),
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
        Err(err(ast, format!("unknown name `{name}`")).help(format!("in scope: {}", known.join(", "))))
    }

    fn select(&mut self, ast: &Ast, base: &Ast, field: &str, at: &std::ops::Range<usize>, has: bool) -> Out {
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
                return Err(ExprError::new(at.clone(), format!("{} has no fields", other.name())));
            }
        };
        let Some((slot, def)) = fields.iter().enumerate().find(|(_, d)| d.name == field) else {
            let names = fields.iter().map(|f| f.name);
            return Err(ExprError::new(at.clone(), format!("no field `{field}` in {owner}"))
                .help(nearest(field, names)));
        };
        if def.optional && !has && !self.scope.in_text {
            let path = path(ast).unwrap_or_default();
            if !self.guards.contains(&path) {
                return Err(ExprError::new(at.clone(), format!("`{path}` may be absent"))
                    .help(format!("guard it: `has({path}) && ...` ({})", def.doc.trim())));
            }
        }
        let kind = Kind::Field { base: Box::new(base_expr), slot: slot as u16, def };
        Ok((expr(kind, ast), ty_of(&def.ty)))
    }

    fn parameter(&self, ast: &Ast, name: &str, at: &std::ops::Range<usize>) -> Out {
        match self.scope.parameters.get(name) {
            Some(Literal::Int(i)) => Ok((expr(Kind::Int(*i), ast), Ty::Int)),
            Some(Literal::Text(t)) => Ok((expr(Kind::Text(t.clone()), ast), Ty::Text(TextKind::Plain))),
            Some(Literal::List(_)) => Err(ExprError::new(at.clone(), format!("`{name}` is a list"))
                .help(format!("lists stand right of `in`: `x in param.{name}`"))),
            None => Err(ExprError::new(at.clone(), format!("no parameter `{name}`"))
                .help(nearest(name, self.scope.parameters.keys().map(String::as_str)))),
        }
    }

    /// `param.accounts`, when that is a list.
    fn list_parameter(&self, ast: &Ast) -> Option<&[Literal]> {
        let Node::Select(base, name, _) = &ast.node else { return None };
        match self.scope.parameters.get(name) {
            Some(Literal::List(list)) if matches!(&base.node, Node::Name(n) if n == "param") => Some(list),
            _ => None,
        }
    }

    pub(super) fn typed(&mut self, ast: &Ast, wanted: Ty) -> Result<Expr, ExprError> {
        let (expr, ty) = self.expr(ast)?;
        let fits = ty == wanted || matches!((ty, wanted), (Ty::Text(_) | Ty::Resource(_), Ty::Text(_)));
        if fits { Ok(expr) } else { Err(err(ast, format!("this is {}, not {}", ty.name(), wanted.name()))) }
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
                return Err(err(
                    literal_ast,
                    format!("`{t}` is never a value of `{}`", path(side).unwrap_or_default()),
                )
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
                    let message =
                        format!("compares {} with {}: never equal", left_ty.name(), right_ty.name());
                    return Err(err(ast, message));
                }
                return Ok((Kind::Eq { sides, negate: op == Op::Ne }, Ty::Bool));
            }
            Op::Lt => Ordering::Lt,
            Op::Le => Ordering::Le,
            Op::Gt => Ordering::Gt,
            Op::Ge | Op::In => Ordering::Ge,
        };
        if (left_ty, right_ty) != (Ty::Int, Ty::Int) {
            let message =
                format!("orders {} and {}: only integers are ordered", left_ty.name(), right_ty.name());
            return Err(
                err(ast, message).help("versions: `versionAtLeast(v, '7.0.5')`; times: `daysSince(t)`")
            );
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
                    _ => return Err(err(literal, format!("not a literal of {}", item_ty.name()))),
                };
                fits(&value, item_ty, literal)?;
                list.push(value);
            }
            return Ok((Kind::InLiterals { item: Box::new(item), list: list.into() }, Ty::Bool));
        }
        let (list, list_ty) = self.expr(r)?;
        let Ty::List(of) = list_ty else { return Err(err(r, format!("{} is no list", list_ty.name()))) };
        let comparable = matches!(
            (item_ty, ty_of(of)),
            (Ty::Int, Ty::Int)
                | (Ty::Bool, Ty::Bool)
                | (Ty::Text(_) | Ty::Resource(_), Ty::Text(_) | Ty::Resource(_))
        );
        if !comparable {
            return Err(err(l, format!("{} never stands in a list of {}", item_ty.name(), of.name())));
        }
        Ok((Kind::InList { item: Box::new(item), list: Box::new(list) }, Ty::Bool))
    }

    fn call(
        &mut self,
        ast: &Ast,
        receiver: Option<&Ast>,
        name: &str,
        at: &std::ops::Range<usize>,
        args: &[Ast],
    ) -> Result<(Kind, Ty), ExprError> {
        const NAMES: [&str; 27] = [
            "has",
            "size",
            "sizeAtLeast",
            "all",
            "exists",
            "filter",
            "startsWith",
            "endsWith",
            "contains",
            "equalsIgnoreCase",
            "matches",
            "arnPartition",
            "arnService",
            "arnRegion",
            "arnAccount",
            "arnResource",
            "secretName",
            "principalAccount",
            "versionAtLeast",
            "versionBelow",
            "versionIs",
            "kafkaSupportEnded",
            "nodeFamily",
            "daysSince",
            "daysUntil",
            "sh",
            "join",
        ];
        let filter_allowed = std::mem::take(&mut self.filter_allowed);
        Ok(match (receiver, name, args) {
            (None, "has", [field]) => {
                let Node::Select(base, f, at) = &field.node else {
                    return Err(err(field, "`has()` asks for a field"));
                };
                let (inner, _) = self.select(field, base, f, at, true)?;
                if !matches!(inner.kind, Kind::Field { .. }) {
                    return Err(err(field, "`has()` asks for a field"));
                }
                (Kind::Has(Box::new(inner)), Ty::Bool)
            }
            (None, "size", [of]) => {
                self.filter_allowed = true;
                let (inner, ty) = self.expr(of)?;
                if !matches!(ty, Ty::List(_) | Ty::Text(_)) {
                    return Err(err(of, format!("{} has no size", ty.name())));
                }
                (Kind::Size(Box::new(inner)), Ty::Int)
            }
            (None, "sizeAtLeast", [list, n]) => {
                self.filter_allowed = true;
                let (inner, ty) = self.expr(list)?;
                if !matches!(ty, Ty::List(_)) {
                    return Err(err(list, format!("{} is no list", ty.name())));
                }
                let n = self.typed(n, Ty::Int)?;
                (Kind::SizeAtLeast(Box::new(inner), Box::new(n)), Ty::Bool)
            }
            (Some(list), "all" | "exists" | "filter", [var, body]) => {
                if name == "filter" && !filter_allowed {
                    return Err(ExprError::new(
                        at.clone(),
                        "`filter()` stands only inside `size()`, `sizeAtLeast()`, `all()` and `exists()`",
                    ));
                }
                self.filter_allowed = name != "filter";
                self.quantifier(list, name, var, body)?
            }
            (Some(text), "startsWith" | "endsWith" | "contains" | "equalsIgnoreCase", [with]) => {
                let how = match name {
                    "startsWith" => Predicate::StartsWith,
                    "endsWith" => Predicate::EndsWith,
                    "contains" => Predicate::Contains,
                    _ => Predicate::EqualsIgnoreCase,
                };
                let (text, with) = (Box::new(self.text(text)?), Box::new(self.text(with)?));
                (Kind::Predicate { how, text, with }, Ty::Bool)
            }
            (Some(text), "matches", [pattern]) => {
                let Node::Text(p) = &pattern.node else {
                    return Err(err(pattern, "a regular expression is a literal"));
                };
                let compiled = regex::RegexBuilder::new(p).size_limit(1 << 18).nest_limit(32).build();
                let compiled = compiled.map_err(|e| err(pattern, format!("regular expression: {e}")))?;
                (Kind::Matches { text: Box::new(self.text(text)?), pattern: Box::new(compiled) }, Ty::Bool)
            }
            (None, "versionAtLeast" | "versionBelow", [version, bound]) => {
                let bound = literal_version(bound)?;
                let version = Box::new(self.text(version)?);
                (Kind::VersionAtLeast { version, bound, negate: name == "versionBelow" }, Ty::Bool)
            }
            (None, "versionIs", [version, exact]) => {
                let exact = literal_version(exact)?;
                (Kind::VersionIs { version: Box::new(self.text(version)?), exact }, Ty::Bool)
            }
            (None, "kafkaSupportEnded", [v]) => (Kind::KafkaSupportEnded(Box::new(self.text(v)?)), Ty::Bool),
            (None, _, _) if domain::NAMES.contains(&name) => return self.domain(ast, name, args),
            (None, "daysSince" | "daysUntil", [time]) => {
                let time = Box::new(self.typed(time, Ty::Time)?);
                (Kind::Days { since: name == "daysSince", time }, Ty::Int)
            }
            (None, "sh", [of]) if self.scope.in_text => {
                let (inner, ty) = self.expr(of)?;
                let words = matches!(ty, Ty::Text(_) | Ty::Resource(_))
                    || matches!(ty, Ty::List(Type::Text | Type::Arn | Type::Link(_)));
                if !words {
                    return Err(err(of, "`sh()` quotes text or a list of texts"));
                }
                (Kind::Shell(Box::new(inner)), Ty::Text(TextKind::Plain))
            }
            (None, "join", [list, separator]) if self.scope.in_text => {
                if let (Some(items), Node::Text(s)) = (self.list_parameter(list), &separator.node) {
                    let text = items.iter().map(literal_text).collect::<Vec<_>>().join(s);
                    return Ok((Kind::Text(text.into()), Ty::Text(TextKind::Plain)));
                }
                let (inner, ty) = self.expr(list)?;
                let Node::Text(s) = &separator.node else { return Err(err(separator, "a literal text")) };
                if !matches!(ty, Ty::List(item) if !matches!(item, Type::Record(_) | Type::List(_))) {
                    return Err(err(
                        list,
                        format!("`join()` puts texts and numbers together, this is {}", ty.name()),
                    ));
                }
                (Kind::Join(Box::new(inner), s.as_str().into()), Ty::Text(TextKind::Plain))
            }
            (None, _, [text]) if part_named(name).is_some() => {
                let part = part_named(name).expect("the guard found it");
                (Kind::Part { part, text: Box::new(self.text(text)?) }, Ty::Text(TextKind::Plain))
            }
            (_, "sh" | "join", _) if !self.scope.in_text => {
                return Err(ExprError::new(at.clone(), format!("`{name}()` stands only in texts")));
            }
            _ if NAMES.contains(&name) => {
                return Err(err(ast, format!("`{name}` is not called like this"))
                    .help("the functions and their forms: docs/check-language.md"));
            }
            _ => {
                return Err(ExprError::new(at.clone(), format!("unknown function `{name}`"))
                    .help(nearest(name, NAMES.iter().copied().chain(domain::NAMES))));
            }
        })
    }

    fn quantifier(&mut self, list: &Ast, name: &str, var: &Ast, body: &Ast) -> Result<(Kind, Ty), ExprError> {
        let (list_expr, list_ty) = self.expr(list)?;
        let Ty::List(item) = list_ty else { return Err(err(list, format!("{} is no list", list_ty.name()))) };
        let Node::Name(var_name) = &var.node else { return Err(err(var, "a name for the item")) };
        let taken = var_name == self.scope.kind.var
            || var_name == "param"
            || self.scope.each.is_some_and(|(n, _)| n == var_name)
            || self.loops.iter().any(|(n, _)| n == var_name);
        if taken {
            return Err(err(var, format!("`{var_name}` is taken")));
        }
        if self.depth == MAX_LOOPS {
            return Err(err(body, format!("at most {MAX_LOOPS} loops inside each other")));
        }
        self.depth += 1;
        self.loops.push((var_name.clone(), ty_of(item)));
        let slot = self.loops.len() as u8;
        let before = self.guards.len();
        let body = self.typed(body, Ty::Bool)?;
        self.guards.truncate(before);
        self.loops.pop();
        self.depth -= 1;
        let (list, body) = (Box::new(list_expr), Box::new(body));
        Ok(match name {
            "filter" => (Kind::Filter { list, var: slot, body }, list_ty),
            _ => (Kind::Quantifier { all: name == "all", list, var: slot, body }, Ty::Bool),
        })
    }
}

fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::Int(i) => i.to_string(),
        Literal::Text(t) => t.to_string(),
        Literal::List(items) => items.iter().map(literal_text).collect::<Vec<_>>().join(", "),
    }
}

/// A literal that an item of the type can equal.
fn fits(literal: &Literal, item: Ty, at: &Ast) -> Result<(), ExprError> {
    match (literal, item) {
        (Literal::Text(t), Ty::Text(TextKind::Enum(values))) if !values.contains(&&**t) => {
            Err(err(at, format!("`{t}` is never a value here")).help(nearest(t, values.iter().copied())))
        }
        (Literal::Int(_), Ty::Int) | (Literal::Text(_), Ty::Text(_) | Ty::Resource(_)) => Ok(()),
        _ => Err(err(at, format!("not a literal of {}", item.name()))),
    }
}

fn part_named(name: &str) -> Option<Part> {
    Some(match name {
        "arnPartition" => Part::ArnPartition,
        "arnService" => Part::ArnService,
        "arnRegion" => Part::ArnRegion,
        "arnAccount" => Part::ArnAccount,
        "arnResource" => Part::ArnResource,
        "secretName" => Part::SecretName,
        "principalAccount" => Part::PrincipalAccount,
        "nodeFamily" => Part::NodeFamily,
        _ => return None,
    })
}

fn literal_version(ast: &Ast) -> Result<Version, ExprError> {
    let Node::Text(t) = &ast.node else { return Err(err(ast, "a literal version such as '7.0.5'")) };
    Version::parse(t).filter(Version::exact).ok_or_else(|| err(ast, "a version of at least three numbers"))
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

pub(super) fn err(ast: &Ast, message: impl Into<String>) -> ExprError {
    ExprError::new(ast.span.clone(), message)
}

/// `did you mean ...`, or all names when nothing is near.
pub(crate) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = names.collect();
    all.sort_unstable();
    match near(name, all.iter().copied()) {
        Some(n) => format!("did you mean `{n}`?"),
        None if all.is_empty() => "there is none".into(),
        None => format!("there are: {}", all.join(", ")),
    }
}
