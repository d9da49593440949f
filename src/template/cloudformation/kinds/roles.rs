//! IAM roles with the policies that the template gives them.

use super::super::super::fact::{self, Found};
use super::super::super::holed;
use super::super::super::value::{Resolved, Sited};
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use super::policy;
use crate::inventory::kinds::iam_role as f;
use crate::inventory::{Fact, Resource, Type, Value};

const MANAGED: &str = "AWS::IAM::ManagedPolicy";
/// Inline policies that stand as resources of their own.
const INLINE: &[&str] = &["AWS::IAM::Policy", "AWS::IAM::RolePolicy"];
const DOCUMENT: &str = "PolicyDocument";

/// `AWS::IAM::Role`
pub fn role(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "RoleName");
    policy::statements(&mut fill, f::trust, d, "AssumeRolePolicyDocument");
    let attached: Vec<&Declared> = context.parts.of(MANAGED, &fill.ids());
    managed(&mut fill, context, &attached);
    allowed(&mut fill, context, &attached);
    boundary(&mut fill, context);
    fill.by_table();
    fill.finish()
}

/// What the role names, and the policies of the template that name the role.
fn managed(fill: &mut Fill<'_>, context: &Context<'_>, attached: &[&Declared]) {
    let (given, mut more) = fill.blocks("ManagedPolicyArns");
    let mut items: Vec<Fact> = given.iter().map(|v| fill.fact(&Type::Arn, Found::Value(v))).collect();
    for policy in attached {
        let origin = fact::origin(&mut fill.r, &policy.header, &[], &policy.via);
        let arn = [crate::inventory::Piece::Symbol(policy.id.clone())];
        items.push(Fact::Known(Value::Pattern(arn.into()), origin));
        more = more.or(policy.unless.as_ref().map(|why| why.to_string()));
    }
    more = more.or(context.parts.open(MANAGED).map(str::to_owned));
    let origin = fill.origin("ManagedPolicyArns");
    fill.list(f::managed_policies, items, more.as_deref(), origin);
}

/// The statements of every policy that the template holds; what a managed policy of others says stands elsewhere.
fn allowed(fill: &mut Fill<'_>, context: &Context<'_>, attached: &[&Declared]) {
    let mut statements = Statements::default();
    let (inline, more) = fill.blocks("Policies");
    statements.more(more);
    for item in inline {
        let document = fact::find(item, DOCUMENT, &item.site, false);
        statements.add(fill, document, &format!("{}.Policies", fill.d.id));
    }
    let mut parts: Vec<&Declared> = attached.to_vec();
    for ty in INLINE {
        parts.extend(context.parts.of(ty, &fill.ids()));
        statements.more(context.parts.open(ty).map(str::to_owned));
    }
    statements.more(context.parts.open(MANAGED).map(str::to_owned));
    let (named, more) = fill.blocks("ManagedPolicyArns");
    statements.more(more);
    for v in named {
        match &v.value {
            Resolved::Ref(to) if context.parts.declared(&to.target).is_some_and(|d| &*d.ty == MANAGED) => {
                let policy = context.parts.declared(&to.target);
                parts.extend(policy.filter(|p| !attached.iter().any(|a| a.id == p.id)));
            }
            _ if statements.documented(fill, v) => {}
            Resolved::Text(arn) => statements.more(Some(format!("what the managed policy {arn} says"))),
            other => statements.more(Some(fact::reason(other))),
        }
    }
    for part in parts {
        statements.more(part.unless.as_ref().map(|why| why.to_string()));
        statements.add(fill, part.at(DOCUMENT), &format!("{}.{DOCUMENT}", part.id));
    }
    let Statements { items, more } = statements;
    let origin = fill.origin("Policies");
    fill.list(f::statements, items, more.as_deref(), origin);
}

#[derive(Default)]
struct Statements {
    items: Vec<Fact>,
    /// Why there may be further ones.
    more: Option<String>,
}

impl Statements {
    fn more(&mut self, why: Option<String>) {
        if self.more.is_none() {
            self.more = why;
        }
    }

    /// The statements of a managed policy of AWS, when they are known; their place is where it is named.
    fn documented(&mut self, fill: &mut Fill<'_>, named: &Sited) -> bool {
        let origin = fact::origin(&mut fill.r, &named.site, &[], &named.via);
        let Some(all) = holed::managed_statements(&named.value, origin) else { return false };
        self.items.extend(all.into_iter().map(|s| Fact::Known(s, origin)));
        true
    }

    fn add(&mut self, fill: &mut Fill<'_>, document: Found<'_>, name: &str) {
        match document {
            Found::Value(v) => match policy::read(fill, v, name) {
                Ok((all, origin)) => self.items.extend(all.into_iter().map(|s| Fact::Known(s, origin))),
                Err(why) => self.more(Some(why)),
            },
            Found::Absent(_) => {}
            Found::Unknown(why) => self.more(Some(why.to_owned())),
        }
    }
}

fn boundary(fill: &mut Fill<'_>, context: &Context<'_>) {
    let path = "PermissionsBoundary";
    let Found::Value(v) = fill.d.at(path) else {
        fill.path(f::boundary, path);
        return match fill.d.at(path) {
            Found::Unknown(why) => fill.deferred(f::boundary_statements, why),
            _ => fill.r.absent(f::boundary_statements, fill.header),
        };
    };
    fill.set(f::boundary, v);
    match &v.value {
        Resolved::Ref(to) if context.parts.declared(&to.target).is_some_and(|d| &*d.ty == MANAGED) => {
            let policy = context.parts.declared(&to.target).expect("it was there a line ago");
            policy::statements(fill, f::boundary_statements, policy, DOCUMENT);
        }
        other => {
            let origin = fill.origin(path);
            match (holed::managed_statements(other, origin), other) {
                (Some(all), _) => fill.r.list(f::boundary_statements, all, origin),
                (None, Resolved::Text(arn)) => {
                    fill.deferred(f::boundary_statements, &format!("what the managed policy {arn} says"))
                }
                (None, other) => fill.deferred(f::boundary_statements, &fact::reason(other)),
            }
        }
    }
}
