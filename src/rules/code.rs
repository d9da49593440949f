//! Expressions and `{{...}}` templates of a rule file, compiled against the rule's kind.

use super::diagnostic::Source;
use super::expr::ExprError;
use super::expr::check::{Checked, Scope, check, guards_when};
use super::expr::compiled::{Expr, Item, Kind, Literal, Ty};
use super::expr::parse::{Ast, Node, Op, parse};
use super::phrases::{TAKEN, members, texts};
use super::place::Text;
use super::rule::{Code, Each, Part, Template};
use crate::inventory::KindDef;
use crate::said;
use crate::speech::Said;
use std::collections::BTreeMap;

/// Compiles the expressions of one rule; faults go to the file's list, then `None` comes back.
#[derive(Debug)]
pub(super) struct Compiler<'a> {
    pub source: &'a Source<'a>,
    pub kind: &'static KindDef,
    pub parameters: &'a BTreeMap<String, Literal>,
    pub each: Option<(Box<str>, Item)>,
    /// Paths that are certainly set, because `each` or `when` says so.
    pub guards: Vec<String>,
    /// Guards cannot be told: everything counts as set.
    pub guarded: bool,
}

impl Compiler<'_> {
    /// A condition: `check`, `when`, `if`.
    pub fn condition(&self, text: &Text<'_>) -> Option<Code> {
        let (code, ty) = self.compile(text, false)?;
        if ty != Ty::Bool {
            self.source.fault_with(
                text.locate(self.source.text, 0..text.value.len()),
                said!(members::CONDITION_TYPE, type = ty.said()),
                &members::CONDITION_HELP,
            );
            return None;
        }
        Some(code)
    }

    /// `when`: what it guards holds in everything that follows.
    pub fn when(&mut self, text: &Text<'_>) -> Option<Code> {
        let code = self.condition(text);
        // Its guards are in its syntax: a fault in it must not make faults of the rest.
        match parse(text.value) {
            Ok(ast) => self.guards.extend(guards_when(&ast, true)),
            Err(_) => self.guarded = true,
        }
        code
    }

    /// `at` and `shows`: a path of fields, no condition and no call.
    pub fn field(&self, member: &str, text: &Text<'_>) -> Option<Code> {
        let (code, _) = self.compile(text, true)?;
        let mut at = &code.expr.kind;
        let path = loop {
            match at {
                Kind::Field { base, .. } | Kind::Id(base) => at = &base.kind,
                // `each` over a list of texts or numbers: the item itself is the fact.
                Kind::Root => break !matches!(code.expr.kind, Kind::Root),
                Kind::Var(0) => break true,
                _ => break false,
            }
        };
        if !path {
            let example = format!("{}.{}", self.kind.var, self.kind.fields[0].name);
            let help = said!(members::AT_HELP, example = example);
            let place = text.locate(self.source.text, 0..text.value.len());
            self.source.fault_with(place, said!(members::FIELD_FORM, member = member), help);
            return None;
        }
        Some(code)
    }

    /// `key`: text or a number that tells the items of `each` apart.
    pub fn key(&self, text: &Text<'_>) -> Option<Code> {
        let (code, ty) = self.compile(text, true)?;
        if !matches!(ty, Ty::Text(_) | Ty::Int | Ty::Resource(_)) {
            let place = text.locate(self.source.text, 0..text.value.len());
            self.source.fault(place, said!(members::KEY_TYPE, type = ty.said()));
            return None;
        }
        Some(code)
    }

    /// `v in secret.versions`
    pub fn each(&self, text: &Text<'_>) -> Option<Each> {
        let form = &members::EACH_FORM;
        let whole = || text.locate(self.source.text, 0..text.value.len());
        let ast = self.parsed(text, 0, text.value)?;
        let Node::Binary(Op::In, var, list) = &ast.node else {
            self.source.fault(whole(), form);
            return None;
        };
        let Node::Name(name) = &var.node else {
            self.source.fault(text.locate(self.source.text, var.span.clone()), form);
            return None;
        };
        if *name == self.kind.var || name == "param" {
            let place = text.locate(self.source.text, var.span.clone());
            self.source.fault(place, said!(TAKEN, name = name));
            return None;
        }
        let checked = self.checked(text, 0, list, true)?;
        let Ty::List(item) = checked.ty else {
            let place = text.locate(self.source.text, list.span.clone());
            self.source.fault(place, said!(members::EACH_TYPE, type = checked.ty.said()));
            return None;
        };
        let list = Code { text: text.value.into(), expr: checked.expr };
        Some(Each { var: name.as_str().into(), list, item })
    }

    /// Text with `{{expression}}` places.
    pub fn template(&self, text: &Text<'_>) -> Option<Template> {
        let mut parts = Vec::new();
        let mut whole = true;
        let mut rest = 0;
        while let Some(open) = text.value[rest..].find("{{").map(|i| rest + i) {
            if open > rest {
                parts.push(Part::Literal(text.value[rest..open].into()));
            }
            let Some(close) = closing(text.value, open + 2) else {
                let place = text.locate(self.source.text, open..open + 2);
                self.source.fault_with(place, said!(texts::UNCLOSED, open = "{{", close = "}}"), braces());
                return None;
            };
            match self.place(text, open + 2, &text.value[open + 2..close]) {
                Some(code) => parts.push(Part::Place(code)),
                None => whole = false,
            }
            rest = close + 2;
        }
        if rest < text.value.len() {
            parts.push(Part::Literal(text.value[rest..].into()));
        }
        whole.then_some(Template { parts })
    }

    fn place(&self, text: &Text<'_>, offset: usize, inner: &str) -> Option<Code> {
        let expression = inner.trim();
        let offset = offset + inner.len() - inner.trim_start().len();
        let place = || text.locate(self.source.text, offset..offset + expression.len());
        if expression.starts_with("resolve:") {
            self.source.fault_with(place(), &texts::DYNAMIC_REFERENCE, braces());
            return None;
        }
        let ast = self.parsed(text, offset, expression)?;
        let checked = self.checked(text, offset, &ast, true)?;
        match checked.ty {
            Ty::Text(_) | Ty::Int | Ty::Time | Ty::Bool | Ty::Resource(_) => {
                Some(Code { text: expression.into(), expr: checked.expr })
            }
            Ty::List(_) => {
                self.source.fault_with(place(), &texts::LIST_IS_NO_TEXT, &texts::LIST_HELP);
                None
            }
            Ty::Record(r) => {
                let message = said!(texts::RECORD_IS_NO_TEXT, record = r.name);
                self.source.fault_with(place(), message, &texts::RECORD_HELP);
                None
            }
        }
    }

    fn compile(&self, text: &Text<'_>, in_text: bool) -> Option<(Code, Ty)> {
        let ast = self.parsed(text, 0, text.value)?;
        let checked = self.checked(text, 0, &ast, in_text || self.guarded)?;
        Some((Code { text: text.value.into(), expr: checked.expr }, checked.ty))
    }

    fn parsed(&self, text: &Text<'_>, offset: usize, expression: &str) -> Option<Ast> {
        parse(expression).map_err(|e| self.fault(text, offset, e)).ok()
    }

    fn checked(&self, text: &Text<'_>, offset: usize, ast: &Ast, in_text: bool) -> Option<Checked> {
        let each = self.each.as_ref().map(|(name, item)| (&**name, *item));
        let scope = Scope { kind: self.kind, each, parameters: self.parameters, in_text };
        check(ast, &scope, &self.guards).map_err(|e| self.fault(text, offset, e)).ok()
    }

    fn fault(&self, text: &Text<'_>, offset: usize, error: ExprError) {
        let place = text.locate(self.source.text, offset + error.start..offset + error.end);
        self.source.add(place, error.message, error.help);
    }
}

fn braces() -> Said {
    said!(texts::BRACES, braces = "{{'{{'}}")
}

/// Where the `}}` of a place stands, quoted ones passed over.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (i, b) in text.bytes().enumerate().skip(from) {
        match (quote, b) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(q), _) if q == b => quote = None,
            (None, b'\'' | b'"') => quote = Some(b),
            (None, b'}') if text.as_bytes().get(i + 1) == Some(&b'}') => return Some(i),
            _ => {}
        }
    }
    None
}

/// The paths that a list's items show to be there: `a.b.c` says that `a.b` is set, too.
pub(super) fn guards_of(expr: &Expr, kind: &KindDef, each: Option<&str>) -> Vec<String> {
    let mut paths = Vec::new();
    let mut at = expr;
    while let Kind::Field { base, .. } = &at.kind {
        paths.extend(path(at, kind, each));
        at = base;
    }
    paths
}

fn path(expr: &Expr, kind: &KindDef, each: Option<&str>) -> Option<String> {
    match &expr.kind {
        Kind::Root => Some(kind.var.to_owned()),
        Kind::Var(0) => each.map(str::to_owned),
        Kind::Field { base, def, .. } => Some(format!("{}.{}", path(base, kind, each)?, def.name)),
        _ => None,
    }
}
