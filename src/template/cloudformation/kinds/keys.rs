//! KMS keys, replica keys and aliases.

use super::super::super::fact::{self, Found};
use super::super::super::value::{Piece, Reference, Resolved, Sited};
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use super::policy::statements;
use crate::inventory::kinds::kms_key as f;
use crate::inventory::{Resource, Value};

const ALIAS: &str = "AWS::KMS::Alias";

/// `AWS::KMS::Key`
pub fn key(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = begin(d, context);
    statements(&mut fill, f::policy, d, "KeyPolicy");
    fill.r.list(f::grants, [], fill.header);
    fill.by_table();
    // Keys that cannot rotate by themselves have no rotation to be on or off (I5).
    let differs = |field: u16, usual: &str| fill.r.known_text(field).is_some_and(|t| t != usual);
    if differs(f::key_spec, "SYMMETRIC_DEFAULT")
        || differs(f::key_usage, "ENCRYPT_DECRYPT")
        || differs(f::origin, "AWS_KMS")
    {
        fill.r.absent(f::rotation_enabled, fill.header);
    }
    fill.finish()
}

fn begin<'a>(d: &'a Declared, context: &Context<'_>) -> Fill<'a> {
    let mut fill = Fill::new(&f::KIND, d, context, "");
    for alias in context.parts.of(ALIAS, &fill.ids()) {
        fill.r.also.push(alias.id.clone());
        if let Found::Value(Sited { value: Resolved::Text(name), .. }) = alias.at("AliasName") {
            fill.r.also.push(name.clone());
        }
    }
    fill
}

/// `AWS::KMS::ReplicaKey`: spec, usage, origin and rotation are those of its primary, which is in another Region
/// and so in another stack.
pub fn replica(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = begin(d, context);
    fill.path(f::enabled, "Enabled");
    statements(&mut fill, f::policy, d, "KeyPolicy");
    fill.r.list(f::grants, [], fill.header);
    fill.r.bool(f::multi_region, true, fill.header);
    for field in [f::key_spec, f::key_usage, f::origin, f::rotation_enabled, f::rotation_period_days] {
        fill.deferred(field, "the primary key, which another stack declares");
    }
    fill.finish()
}

/// Sets a link to a key, and the key as it is written, from the property at a path.
pub fn link(fill: &mut Fill<'_>, context: &Context<'_>, link: u16, written: Option<u16>, path: &str) {
    let Found::Value(v) = fill.d.at(path) else {
        for field in [Some(link), written].into_iter().flatten() {
            fill.path(field, path);
        }
        return;
    };
    let Resolved::Ref(to) = &v.value else {
        for field in [Some(link), written].into_iter().flatten() {
            fill.set(field, v);
        }
        return;
    };
    let origin = fill.origin(path);
    let (key, as_written) = behind(to, context);
    fill.r.link(link, key.target.clone(), origin);
    let Some(written) = written else { return };
    match as_written {
        // An ARN or id of a key is never an alias: its reference stands for it.
        None => fill.r.text(written, fact::shown(to), origin),
        Some(name) => match &name[..] {
            [Piece::Lit(name)] => fill.r.text(written, name.clone(), origin),
            pieces => fill.r.known(written, Value::Pattern(fact::pieces(pieces)), origin),
        },
    }
}

/// The key that a reference leads to, through an alias; with what is known of the text when that is an alias.
fn behind(to: &Reference, context: &Context<'_>) -> (Reference, Option<Vec<Piece>>) {
    let Some(alias) = context.parts.declared(&to.target).filter(|d| &*d.ty == ALIAS) else {
        return (to.clone(), None);
    };
    let key = match alias.at("TargetKeyId") {
        Found::Value(Sited { value: Resolved::Ref(key), .. }) => key.clone(),
        Found::Value(Sited { value: Resolved::Text(id), .. }) => {
            Reference { target: id.clone(), attribute: "".into() }
        }
        _ => to.clone(),
    };
    let name = match alias.at("AliasName") {
        Found::Value(Sited { value: Resolved::Text(t), .. }) => vec![Piece::Lit(t.clone())],
        Found::Value(Sited { value: Resolved::Pattern(p), .. }) => p.clone(),
        _ => vec![Piece::Lit("alias/".into()), Piece::Unknown("the alias's name".into())],
    };
    (key, Some(name))
}
