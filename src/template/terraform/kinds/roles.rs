//! IAM roles with the policies that are attached to them.

use super::super::super::value::{Resolved, Sited};
use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::msk::{Statements, statements, statements_of};
use super::parts::Parts;
use crate::inventory::kinds::iam_role as f;
use crate::inventory::{Fact, List, Resource, Type, Value};
use crate::template::fact::{self, Found};
use crate::template::holed;

const INLINE: &str = "aws_iam_role_policy";
const ATTACHMENT: &str = "aws_iam_role_policy_attachment";
/// Names its roles in a list, and all of them.
const ATTACHMENTS: &str = "aws_iam_policy_attachment";

/// `aws_iam_role`
pub fn role(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "name");
    fill.also_at("name");
    statements(&mut fill, f::trust, i, "assume_role_policy");
    let (mut managed, mut said) = (List::default(), List::default());
    inline(&mut fill, parts, &mut said);
    for (policy, by) in attached(&mut fill, parts, &mut managed, &mut said) {
        managed.items.push(fact::fact(&mut fill.r, &Type::Arn, policy, &by.calls));
        managed_statements(&mut fill, parts, policy, &mut said);
    }
    let header = fill.header;
    fill.r.known(f::managed_policies, Value::List(Box::new(managed)), header);
    fill.r.known(f::statements, Value::List(Box::new(said)), header);
    boundary(&mut fill, parts);
    fill.by_table();
    fill.finish()
}

/// Policies within the role, and those of their own that name it.
fn inline(fill: &mut Fill<'_>, parts: &Parts<'_>, said: &mut List) {
    let i = fill.i;
    match i.at("inline_policy") {
        Found::Value(v) => match fact::blocks(v) {
            Some((blocks, more)) => {
                for block in blocks {
                    let found = fact::find(block, "policy", &block.site, true);
                    let statements = statements_of(fill, &i.address, found, &i.calls);
                    add(fill, statements, said);
                }
                if let Some(why) = more {
                    said.more = Some(fill.why(why));
                }
            }
            None => said.more = Some(fill.why(&fact::reason(&v.value))),
        },
        Found::Unknown(why) => said.more = Some(fill.why(why)),
        Found::Absent(_) => {}
    }
    for part in parts.of(INLINE, i) {
        let statements = statements_of(fill, &part.address, part.at("policy"), &part.calls);
        add(fill, statements, said);
    }
    if let Some(why) = parts.open(INLINE) {
        said.more = Some(fill.why(why));
    }
}

/// The managed policies, each with the instance that attaches it.
fn attached<'a>(
    fill: &mut Fill<'a>,
    parts: &Parts<'a>,
    managed: &mut List,
    said: &mut List,
) -> Vec<(&'a Sited, &'a Instance)> {
    let i = fill.i;
    let mut out = Vec::new();
    let mut open = |fill: &mut Fill<'_>, why: &str| {
        let why = fill.why(why);
        managed.more = Some(why);
        said.more = Some(why);
    };
    match i.at("managed_policy_arns") {
        Found::Value(Sited { value: Resolved::List { items, more }, .. }) => {
            out.extend(items.iter().map(|item| (item, i)));
            if let Some(why) = more {
                open(fill, why);
            }
        }
        Found::Value(v) => open(fill, &fact::reason(&v.value)),
        Found::Unknown(why) => open(fill, why),
        Found::Absent(_) => {}
    }
    let exclusive = parts.of_type(ATTACHMENTS).iter().filter(|part| match part.at("roles") {
        Found::Value(Sited { value: Resolved::List { items, more }, .. }) => {
            let all_known = more.is_none() && !items.iter().any(|r| matches!(r.value, Resolved::Unknown(_)));
            if !all_known {
                open(fill, &part.address);
            }
            items.iter().any(|role| parts.means(role, i))
        }
        Found::Value(_) | Found::Unknown(_) => {
            open(fill, &part.address);
            false
        }
        Found::Absent(_) => false,
    });
    let exclusive: Vec<&'a Instance> = exclusive.copied().collect();
    for part in parts.of(ATTACHMENT, i).into_iter().chain(exclusive) {
        match part.at("policy_arn") {
            Found::Value(v) => out.push((v, part)),
            Found::Unknown(why) => open(fill, why),
            Found::Absent(_) => open(fill, &part.address),
        }
    }
    if let Some(why) = parts.open(ATTACHMENT) {
        open(fill, why);
    }
    out
}

/// What a managed policy says: those of the configuration can be read, and of some of AWS's it is known.
fn managed_statements(fill: &mut Fill<'_>, parts: &Parts<'_>, policy: &Sited, said: &mut List) {
    match behind(policy, parts) {
        Some(part) => {
            let statements = statements_of(fill, &part.address, part.at("policy"), &part.calls);
            add(fill, statements, said);
        }
        None => {
            let origin = fact::origin(&mut fill.r, &policy.site, &fill.i.calls, &policy.via);
            match managed_statements_of_aws(policy, origin) {
                Some(all) => said.items.extend(all.into_iter().map(|s| Fact::Known(s, origin))),
                None => said.more = Some(fill.why(&unread(policy))),
            }
        }
    }
}

fn managed_statements_of_aws(policy: &Sited, origin: u16) -> Option<Vec<Value>> {
    (!policy.sensitive).then(|| holed::managed_statements(&policy.value, origin)).flatten()
}

/// The policy of the configuration that an ARN refers to.
fn behind<'a>(policy: &Sited, parts: &Parts<'a>) -> Option<&'a Instance> {
    let Resolved::Ref(to) = &policy.value else { return None };
    parts.instance(&to.target).filter(|i| &*i.ty == "aws_iam_policy" && !i.data)
}

fn unread(policy: &Sited) -> String {
    match &policy.value {
        Resolved::Text(arn) if !policy.sensitive => format!("the policy {arn}"),
        other => fact::reason(other),
    }
}

fn add(fill: &mut Fill<'_>, statements: Statements, said: &mut List) {
    match statements {
        Statements::Are(all, origin) => said.items.extend(all.into_iter().map(|s| Fact::Known(s, origin))),
        Statements::None(_) => {}
        Statements::Unknown(why) => said.more = Some(fill.why(&why)),
    }
}

fn boundary(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    let path = "permissions_boundary";
    fill.path(f::boundary, path);
    match fill.i.at(path) {
        Found::Value(v) => match behind(v, parts) {
            Some(part) => statements(fill, f::boundary_statements, part, "policy"),
            None => {
                let origin = fill.origin(path);
                match managed_statements_of_aws(v, origin) {
                    Some(all) => fill.r.list(f::boundary_statements, all, origin),
                    None => fill.deferred(f::boundary_statements, &unread(v)),
                }
            }
        },
        Found::Absent(place) => {
            let origin = fact::origin(&mut fill.r, place, &fill.i.calls, &[]);
            fill.r.absent(f::boundary_statements, origin);
        }
        Found::Unknown(why) => fill.deferred(f::boundary_statements, why),
    }
}
