//! The fields that a rule reads, with where each input shows them.

use crate::inventory::KindDef;
use crate::inventory::kinds;
use crate::inventory::schema::{FieldDef, Type};
use crate::rules::Rule;
use crate::rules::expr::compiled::{Asked, Expr, Kind};
use crate::rules::rule::Code;

/// One field as a rule writes it.
#[derive(Debug, Clone)]
pub struct FieldUse {
    /// `secret.kms_key.manager`
    pub text: Box<str>,
    pub def: &'static FieldDef,
    /// The kind that has the field; `None` for fields of records.
    pub kind: Option<&'static KindDef>,
}

/// Each field of a rule's conditions once, in the order of the rule.
pub fn of(rule: &Rule) -> Vec<FieldUse> {
    let mut out = Vec::new();
    let item = rule.each.as_ref().map(|e| e.item);
    let codes = rule.each.iter().map(|e| &e.list).chain(&rule.when).chain([&rule.check, &rule.at]);
    for code in codes {
        let mut walk = Walk { rule, code, vars: [item, None, None], out: &mut out };
        walk.expr(&code.expr);
    }
    out
}

struct Walk<'a> {
    rule: &'a Rule,
    code: &'a Code,
    /// Types of the loop variables, by slot.
    vars: [Option<&'static Type>; 3],
    out: &'a mut Vec<FieldUse>,
}

/// What an expression leads to, as far as field names need it.
enum Leads {
    To(&'static KindDef),
    Type(&'static Type),
    Elsewhere,
}

impl Walk<'_> {
    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            Kind::Bool(_) | Kind::Int(_) | Kind::Text(_) | Kind::Root | Kind::Var(_) => {}
            Kind::Field { base, def, .. } => {
                self.expr(base);
                let kind = self.owner(base);
                let text = self.code.text.get(expr.start as usize..expr.end as usize).unwrap_or(def.name);
                // The text says which field it is: a loop variable keeps its name through a rule.
                if !self.out.iter().any(|f| *f.text == *text) {
                    self.out.push(FieldUse { text: text.into(), def, kind });
                }
            }
            Kind::Id(e) | Kind::Has(e) | Kind::Not(e) | Kind::Size(e) | Kind::Shell(e) => self.expr(e),
            Kind::KafkaSupportEnded(e) | Kind::CidrIsWorld(e) | Kind::Join(e, _) => self.expr(e),
            Kind::And(all) | Kind::Or(all) => all.iter().for_each(|e| self.expr(e)),
            Kind::Cond(three) => three.iter().for_each(|e| self.expr(e)),
            Kind::Eq { sides, .. } | Kind::Compare { sides, .. } => sides.iter().for_each(|e| self.expr(e)),
            Kind::InLiterals { item, .. } => self.expr(item),
            Kind::InList { item, list } => {
                self.expr(item);
                self.expr(list);
            }
            Kind::Quantifier { list, var, body, .. } | Kind::Filter { list, var, body } => {
                self.expr(list);
                let leads = leads(self.rule, &self.vars, list);
                if let (Some(slot), Leads::Type(Type::List(item))) =
                    (self.vars.get_mut(usize::from(*var)), leads)
                {
                    *slot = Some(item);
                }
                self.expr(body);
            }
            Kind::SizeAtLeast(a, b) => {
                self.expr(a);
                self.expr(b);
            }
            Kind::Predicate { text, with, .. } => {
                self.expr(text);
                self.expr(with);
            }
            Kind::Matches { text, .. } | Kind::Part { text, .. } => self.expr(text),
            Kind::VersionAtLeast { version, .. } | Kind::VersionIs { version, .. } => self.expr(version),
            Kind::Days { time, .. } => self.expr(time),
            Kind::Allows { role, resource, asked, .. } => {
                self.expr(role);
                self.policies(
                    role,
                    &kinds::iam_role::KIND,
                    &["statements", "boundary", "boundary_statements"],
                );
                self.expr(resource);
                if let (Asked::Whole(governed), Some(kind)) = (asked, self.owner(resource)) {
                    self.policies(resource, kind, governed.fields());
                }
            }
            Kind::OpensPort { rule: a, port: b }
            | Kind::CidrWithin { cidr: a, ranges: b }
            | Kind::LeadsOut { subnets: a, tables: b } => {
                self.expr(a);
                self.expr(b);
            }
        }
    }

    /// What `allows()` and `permitted()` read of a role or a resource, as if the rule wrote it.
    fn policies(&mut self, of: &Expr, kind: &'static KindDef, fields: &[&str]) {
        let written = self.code.text.get(of.start as usize..of.end as usize).unwrap_or(kind.name);
        for field in fields {
            let Some((_, def)) = kind.field(field) else { continue };
            let text = format!("{written}.{field}");
            if !self.out.iter().any(|f| *f.text == *text) {
                self.out.push(FieldUse { text: text.into(), def, kind: Some(kind) });
            }
        }
    }

    fn owner(&self, base: &Expr) -> Option<&'static KindDef> {
        match leads(self.rule, &self.vars, base) {
            Leads::To(kind) => Some(kind),
            Leads::Type(Type::Link(kind)) => kinds::by_name(kind),
            Leads::Type(_) | Leads::Elsewhere => None,
        }
    }
}

fn leads(rule: &Rule, vars: &[Option<&'static Type>; 3], expr: &Expr) -> Leads {
    match &expr.kind {
        Kind::Root => Leads::To(rule.kind),
        Kind::Var(slot) => {
            vars.get(usize::from(*slot)).copied().flatten().map_or(Leads::Elsewhere, Leads::Type)
        }
        Kind::Field { def, .. } => Leads::Type(&def.ty),
        Kind::Filter { list, .. } => leads(rule, vars, list),
        _ => Leads::Elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::test_support::rule;

    #[test]
    fn fields_are_named_as_written_with_the_kind_that_has_them() {
        let found = of(&rule());
        let names: Vec<(&str, &str, &str)> =
            found.iter().map(|f| (&*f.text, f.kind.map_or("", |k| k.name), f.def.cfn)).collect();
        assert_eq!(
            names,
            [
                ("secret.clusters", "secret", ""),
                ("secret.kms_key", "secret", "KmsKeyId"),
                ("secret.kms_key.manager", "kms_key", ""),
                ("secret.kms_key_id", "secret", "KmsKeyId"),
            ]
        );
        assert_eq!(found[2].def.api, "kms:DescribeKey");
    }
}
