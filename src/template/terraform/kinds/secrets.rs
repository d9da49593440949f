//! Secrets Manager secrets, their policies and rotations. Secret values are never read.

use super::super::super::value::{Piece, Reference, Resolved, Sited};
use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::msk::statements;
use super::parts::Parts;
use crate::inventory::kinds::secret as f;
use crate::inventory::{Resource, Value};
use crate::template::fact;
use crate::template::fact::Found;

const POLICY: &str = "aws_secretsmanager_secret_policy";
const ROTATION: &str = "aws_secretsmanager_secret_rotation";

/// `aws_secretsmanager_secret`
pub fn secret(i: &Instance, parts: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    name(&mut fill);
    key(&mut fill, parts);
    match parts.of(POLICY, i).first() {
        Some(part) => statements(&mut fill, f::policy, part, "policy"),
        None => match (parts.open(POLICY), fill.given("policy")) {
            (Some(why), Some(false)) => fill.deferred(f::policy, why),
            _ => statements(&mut fill, f::policy, i, "policy"),
        },
    }
    rotation(&mut fill, parts);
    fill.by_table();
    fill.finish()
}

/// Without `name` the provider makes one from `name_prefix`, or from `terraform-`.
fn name(fill: &mut Fill<'_>) {
    let Found::Absent(place) = fill.i.at("name") else { return fill.path(f::name, "name") };
    let (prefix, site, via) = match fill.i.at("name_prefix") {
        Found::Absent(_) => (vec![Piece::Lit("terraform-".into())], place, &[][..]),
        Found::Unknown(why) => return fill.deferred(f::name, why),
        Found::Value(v) if v.sensitive => return fill.deferred(f::name, "a sensitive value"),
        Found::Value(v) => match &v.value {
            Resolved::Text(t) => (vec![Piece::Lit(t.clone())], &v.site, &v.via[..]),
            Resolved::Pattern(pieces) => (pieces.clone(), &v.site, &v.via[..]),
            _ => return fill.path(f::name, "name_prefix"),
        },
    };
    let mut pieces = prefix;
    pieces.push(Piece::Unknown("a unique suffix".into()));
    let sited =
        Sited { value: Resolved::Pattern(pieces), site: site.clone(), via: via.to_vec(), sensitive: false };
    fill.set(f::name, &sited);
}

/// The key as the secret names it, and the key behind it.
fn key(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    let Found::Value(v) = fill.i.at("kms_key_id") else {
        fill.path(f::kms_key, "kms_key_id");
        return fill.path(f::kms_key_id, "kms_key_id");
    };
    let Resolved::Ref(to) = &v.value else {
        fill.set(f::kms_key, v);
        return fill.set(f::kms_key_id, v);
    };
    let origin = fill.origin("kms_key_id");
    let (key, as_written) = behind(to, parts);
    fill.r.link(f::kms_key, key.target.clone(), origin);
    match as_written {
        // An ARN or id of a key is never an alias: its reference stands for it.
        None => fill.r.text(f::kms_key_id, fact::shown(to), origin),
        Some(pieces) => {
            let text = match &pieces[..] {
                [Piece::Lit(only)] => Value::Text(only.clone()),
                pieces => Value::Pattern(fact::pieces(pieces)),
            };
            fill.r.known(f::kms_key_id, text, origin);
        }
    }
}

/// The key that a reference leads to, through an alias; with what is known of the text when that is an alias.
pub fn behind(to: &Reference, parts: &Parts<'_>) -> (Reference, Option<Vec<Piece>>) {
    let Some(alias) = parts.instance(&to.target).filter(|i| &*i.ty == "aws_kms_alias") else {
        return (to.clone(), None);
    };
    let key = match alias.at(if alias.data { "target_key_arn" } else { "target_key_id" }) {
        Found::Value(Sited { value: Resolved::Ref(key), .. }) => key.clone(),
        Found::Value(Sited { value: Resolved::Text(id), .. }) => {
            Reference { target: id.clone(), attribute: "".into() }
        }
        _ => to.clone(),
    };
    if to.attribute.starts_with("target_key") {
        return (key, None);
    }
    let lit = |t: &str| Piece::Lit(t.into());
    let sym = |what: &str| Piece::Symbol(format!("provider.{}.{what}", alias.home.provider).into());
    let name = match alias.at("name") {
        Found::Value(Sited { value: Resolved::Text(t), .. }) => vec![Piece::Lit(t.clone())],
        Found::Value(Sited { value: Resolved::Pattern(p), .. }) => p.clone(),
        _ => vec![lit("alias/"), Piece::Unknown("a name that is known only after apply".into())],
    };
    // The name alone says that AWS manages the key, in any region.
    if let [Piece::Lit(name)] = &name[..]
        && name.starts_with("alias/aws/")
    {
        let key = Reference { target: name.clone(), attribute: "".into() };
        return (key, Some(vec![Piece::Lit(name.clone())]));
    }
    if matches!(&*to.attribute, "name" | "id") {
        return (key, Some(name));
    }
    let mut arn =
        vec![lit("arn:"), sym("partition"), lit(":kms:"), sym("region"), lit(":"), sym("account"), lit(":")];
    arn.extend(name);
    (key, Some(arn))
}

/// A rotation resource, or the provider's older arguments on the secret itself (B18).
fn rotation(fill: &mut Fill<'_>, parts: &Parts<'_>) {
    if let Some(part) = parts.of(ROTATION, fill.i).first() {
        let origin = fact::origin(&mut fill.r, &part.header, &part.calls, &[]);
        return fill.r.bool(f::rotation_enabled, true, origin);
    }
    let older = ["rotation_lambda_arn", "rotation_rules.automatically_after_days"];
    for path in older {
        match fill.given(path) {
            Some(true) => {
                let origin = fill.origin(path);
                return fill.r.bool(f::rotation_enabled, true, origin);
            }
            Some(false) => {}
            None => return fill.deferred(f::rotation_enabled, &fill.reason(path)),
        }
    }
    match parts.open(ROTATION) {
        Some(why) => fill.deferred(f::rotation_enabled, why),
        None => fill.left_out(f::rotation_enabled, &fill.i.header),
    }
}
