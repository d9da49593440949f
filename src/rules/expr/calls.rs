//! The check of calls: which function, on what, with which arguments.

use super::super::phrases::TAKEN;
use super::check::{Checker, err, nearest, ty_of};
use super::compiled::{Kind, Literal, Part, Predicate, TextKind, Ty};
use super::parse::{Ast, Node};
use super::version::Version;
use super::{ExprError, MAX_LOOPS, domain, phrases};
use crate::inventory::schema::Type;
use crate::said;

/// What this module checks.
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

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        ast: &Ast,
        receiver: Option<&Ast>,
        name: &str,
        at: &std::ops::Range<usize>,
        args: &[Ast],
    ) -> Result<(Kind, Ty), ExprError> {
        let filter_allowed = std::mem::take(&mut self.filter_allowed);
        Ok(match (receiver, name, args) {
            (None, "has", [field]) => {
                let Node::Select(base, f, at) = &field.node else {
                    return Err(err(field, &phrases::HAS_FIELD));
                };
                let (inner, _) = self.select(field, base, f, at, true)?;
                if !matches!(inner.kind, Kind::Field { .. }) {
                    return Err(err(field, &phrases::HAS_FIELD));
                }
                (Kind::Has(Box::new(inner)), Ty::Bool)
            }
            (None, "size", [of]) => {
                self.filter_allowed = true;
                let (inner, ty) = self.expr(of)?;
                if !matches!(ty, Ty::List(_) | Ty::Text(_)) {
                    return Err(err(of, said!(phrases::NO_SIZE, type = ty.said())));
                }
                (Kind::Size(Box::new(inner)), Ty::Int)
            }
            (None, "sizeAtLeast", [list, n]) => {
                self.filter_allowed = true;
                let (inner, ty) = self.expr(list)?;
                if !matches!(ty, Ty::List(_)) {
                    return Err(err(list, said!(phrases::NO_LIST, type = ty.said())));
                }
                let n = self.typed(n, Ty::Int)?;
                (Kind::SizeAtLeast(Box::new(inner), Box::new(n)), Ty::Bool)
            }
            (Some(list), "all" | "exists" | "filter", [var, body]) => {
                if name == "filter" && !filter_allowed {
                    return Err(ExprError::new(at.clone(), &phrases::FILTER_INSIDE));
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
                    return Err(err(pattern, &phrases::LITERAL_PATTERN));
                };
                let compiled = regex::RegexBuilder::new(p).size_limit(1 << 18).nest_limit(32).build();
                let bad = |e: regex::Error| err(pattern, said!(phrases::BAD_PATTERN, error = last_line(&e)));
                let compiled = compiled.map_err(bad)?;
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
                    return Err(err(of, &phrases::SHELL_TYPE));
                }
                (Kind::Shell(Box::new(inner)), Ty::Text(TextKind::Plain))
            }
            (None, "join", [list, separator]) if self.scope.in_text => {
                if let (Some(items), Node::Text(s)) = (self.list_parameter(list), &separator.node) {
                    let text = items.iter().map(literal_text).collect::<Vec<_>>().join(s);
                    return Ok((Kind::Text(text.into()), Ty::Text(TextKind::Plain)));
                }
                let (inner, ty) = self.expr(list)?;
                let Node::Text(s) = &separator.node else {
                    return Err(err(separator, &phrases::LITERAL_TEXT));
                };
                if !matches!(ty, Ty::List(item) if !matches!(item, Type::Record(_) | Type::List(_))) {
                    return Err(err(list, said!(phrases::JOIN_TYPE, type = ty.said())));
                }
                (Kind::Join(Box::new(inner), s.as_str().into()), Ty::Text(TextKind::Plain))
            }
            (None, _, [text]) if part_named(name).is_some() => {
                let part = part_named(name).expect("the guard found it");
                (Kind::Part { part, text: Box::new(self.text(text)?) }, Ty::Text(TextKind::Plain))
            }
            (_, "sh" | "join", _) if !self.scope.in_text => {
                return Err(ExprError::new(at.clone(), said!(phrases::ONLY_IN_TEXTS, name = name)));
            }
            _ if NAMES.contains(&name) => {
                let wrong = said!(phrases::NOT_CALLED_LIKE_THIS, name = name);
                return Err(err(ast, wrong).help(&phrases::FORMS));
            }
            _ => {
                let unknown = said!(phrases::UNKNOWN_FUNCTION, name = name);
                return Err(ExprError::new(at.clone(), unknown)
                    .help(nearest(name, NAMES.iter().copied().chain(domain::NAMES))));
            }
        })
    }

    fn quantifier(&mut self, list: &Ast, name: &str, var: &Ast, body: &Ast) -> Result<(Kind, Ty), ExprError> {
        let (list_expr, list_ty) = self.expr(list)?;
        let Ty::List(item) = list_ty else {
            return Err(err(list, said!(phrases::NO_LIST, type = list_ty.said())));
        };
        let Node::Name(var_name) = &var.node else { return Err(err(var, &phrases::ITEM_NAME)) };
        let taken = var_name == self.scope.kind.var
            || var_name == "param"
            || self.scope.each.is_some_and(|(n, _)| n == var_name)
            || self.loops.iter().any(|(n, _)| n == var_name);
        if taken {
            return Err(err(var, said!(TAKEN, name = var_name)));
        }
        if self.depth == MAX_LOOPS {
            return Err(err(body, said!(phrases::TOO_MANY_LOOPS, limit = MAX_LOOPS)));
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

/// What the library says is wrong, without the drawing above it: the caret is under the whole pattern already.
fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().last().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::Int(i) => i.to_string(),
        Literal::Text(t) => t.to_string(),
        Literal::List(items) => items.iter().map(literal_text).collect::<Vec<_>>().join(", "),
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
    let Node::Text(t) = &ast.node else { return Err(err(ast, &phrases::LITERAL_VERSION)) };
    Version::parse(t).filter(Version::exact).ok_or_else(|| err(ast, &phrases::VERSION_FORM))
}
