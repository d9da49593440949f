//! ElastiCache replication groups, clusters, serverless caches, subnet groups, users and user groups.

use super::super::super::global_groups;
use super::super::super::value::Resolved;
use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::parts::Parts;
use crate::inventory::kinds::{
    cache_cluster, cache_subnet_group, elasticache_user, global_replication_group, replication_group,
    serverless_cache, user_group,
};
use crate::inventory::{Fact, Resource, Type, Value};
use crate::template::fact;
use crate::template::fact::Found;

const TOKENS: [&str; 2] = ["auth_token", "auth_token_wo"];
const MEMBERSHIP: &str = "aws_elasticache_user_group_association";

/// `aws_elasticache_replication_group`
pub fn replication_group(i: &Instance, _: &Parts<'_>) -> Resource {
    use replication_group as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "replication_group_id");
    fill.also_at("replication_group_id");
    inherited(&mut fill);
    if fill.unset(f::engine) {
        fill.path(f::engine, "engine");
    }
    fill.variant = fill.r.known_text(f::engine).map(Into::into);
    at_rest(&mut fill);
    if fill.unset(f::auth_token_enabled) {
        token(&mut fill);
    }
    shards(&mut fill);
    fill.by_table();
    fill.finish()
}

/// A member of a global group takes engine and encryption from it where it does not say them itself.
fn inherited(fill: &mut Fill<'_>) {
    use replication_group as f;
    let why = match fill.i.at("global_replication_group_id") {
        Found::Absent(_) => return,
        Found::Value(group) => global_groups::reason(group),
        Found::Unknown(why) => why.to_owned(),
    };
    for field in global_groups::INHERITED.into_iter().chain([f::transit_encryption_mode]) {
        if fill.given(f::KIND.fields[usize::from(field)].tf) == Some(false) {
            fill.deferred(field, &why);
        }
    }
    if TOKENS.iter().all(|path| fill.given(path) == Some(false)) {
        fill.deferred(f::auth_token_enabled, &why);
    }
}

/// `aws_elasticache_global_replication_group`
pub fn global_group(i: &Instance, _: &Parts<'_>) -> Resource {
    let mut fill = Fill::new(&global_replication_group::KIND, i);
    fill.also_at("global_replication_group_id");
    fill.by_table();
    fill.finish()
}

/// Without a known engine there is no documented default for encryption at rest.
fn at_rest(fill: &mut Fill<'_>) {
    use replication_group as f;
    let path = "at_rest_encryption_enabled";
    let open = fill.variant.is_none() && fill.unset(f::at_rest_encryption_enabled);
    if open && fill.given(path) == Some(false) {
        let why = fill.reason("engine");
        fill.deferred(f::at_rest_encryption_enabled, &why);
    }
}

/// A token is set whatever it is; its text is never looked at.
fn token(fill: &mut Fill<'_>) {
    use replication_group as f;
    for path in TOKENS {
        match fill.given(path) {
            Some(true) => {
                let origin = fill.origin(path);
                return fill.r.bool(f::auth_token_enabled, true, origin);
            }
            Some(false) => {}
            None => return fill.deferred(f::auth_token_enabled, &fill.reason(path)),
        }
    }
    fill.left_out(f::auth_token_enabled, &fill.i.header);
}

/// Older providers have a `cluster_mode` block for shards and replicas.
fn shards(fill: &mut Fill<'_>) {
    use replication_group as f;
    for (field, path) in
        [(f::num_node_groups, "num_node_groups"), (f::replicas_per_node_group, "replicas_per_node_group")]
    {
        let older = format!("cluster_mode.{path}");
        if fill.given(path) == Some(false) && fill.given(&older) == Some(true) {
            fill.path(field, &older);
        }
    }
}

/// `aws_elasticache_cluster`
pub fn cluster(i: &Instance, _: &Parts<'_>) -> Resource {
    use cache_cluster as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "cluster_id");
    fill.also_at("cluster_id");
    fill.path(f::engine, "engine");
    if matches!(fill.r.get(f::engine), Fact::Absent(_)) {
        fill.deferred(f::engine, "the replication group's engine");
    }
    fill.variant = fill.r.known_text(f::engine).map(Into::into);
    fill.by_table();
    fill.finish()
}

/// `aws_elasticache_serverless_cache`
pub fn serverless_cache(i: &Instance, _: &Parts<'_>) -> Resource {
    use serverless_cache as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "name");
    fill.also_at("name");
    fill.by_table();
    fill.finish()
}

/// `aws_elasticache_subnet_group`
pub fn subnet_group(i: &Instance, _: &Parts<'_>) -> Resource {
    use cache_subnet_group as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "name");
    fill.also_at("name");
    fill.by_table();
    fill.finish()
}

/// `aws_elasticache_user`
pub fn user(i: &Instance, _: &Parts<'_>) -> Resource {
    use elasticache_user as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "user_id");
    fill.also_at("user_id");
    fill.path(f::access_string, "access_string");
    match i.at("access_string") {
        Found::Value(v) if matches!(v.value, Resolved::Text(_)) => {
            let on = fill.text("access_string").is_some_and(|s| s.split_whitespace().any(|w| w == "on"));
            let origin = fill.origin("access_string");
            fill.r.bool(f::active, on, origin);
        }
        _ => fill.deferred(f::active, &fill.reason("access_string")),
    }
    authentication(&mut fill);
    fill.by_table();
    fill.finish()
}

/// `authentication_mode`, or the arguments from before it (F7).
fn authentication(fill: &mut Fill<'_>) {
    use elasticache_user as f;
    let field = f::authentication_type;
    let mode = "authentication_mode.type";
    match fill.given(mode) {
        Some(true) => {
            return match fill.text(mode) {
                Some("no-password-required") => {
                    let origin = fill.origin(mode);
                    fill.r.text(field, "no-password", origin);
                }
                _ => fill.path(field, mode),
            };
        }
        Some(false) => {}
        None => return fill.deferred(field, &fill.reason(mode)),
    }
    let origin = fill.origin("no_password_required");
    match (fill.flag("no_password_required"), fill.given("passwords")) {
        (Some(true), _) => fill.r.text(field, "no-password", origin),
        (_, Some(true)) => {
            let origin = fill.origin("passwords");
            fill.r.text(field, "password", origin);
        }
        (None, _) => fill.deferred(field, &fill.reason("no_password_required")),
        (_, None) => fill.deferred(field, "passwords"),
        (Some(false), Some(false)) => fill.deferred(field, "no way of authentication is given"),
    }
}

/// `aws_elasticache_user_group`
pub fn user_group(i: &Instance, parts: &Parts<'_>) -> Resource {
    use user_group as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "user_group_id");
    fill.also_at("user_group_id");
    fill.path(f::users, "user_ids");
    let mut list = match fill.r.get(f::users) {
        Fact::Known(Value::List(list), _) => (**list).clone(),
        Fact::Absent(_) => Default::default(),
        _ => return fill_rest(fill),
    };
    for part in parts.of(MEMBERSHIP, i) {
        let fact = match part.at("user_id") {
            Found::Value(v) => fact::fact(&mut fill.r, &Type::Link("elasticache_user"), v, &part.calls),
            Found::Unknown(why) => Fact::Unknown(fill.r.add_why(fact::deferred(why))),
            Found::Absent(_) => continue,
        };
        list.items.push(fact);
    }
    if let Some(why) = parts.open(MEMBERSHIP) {
        list.more = Some(fill.r.add_why(fact::deferred(why)));
    }
    let origin = fill.origin("user_ids");
    fill.r.known(f::users, Value::List(Box::new(list)), origin);
    fill_rest(fill)
}

fn fill_rest(mut fill: Fill<'_>) -> Resource {
    fill.by_table();
    fill.finish()
}
