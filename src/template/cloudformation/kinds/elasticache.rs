//! ElastiCache replication groups, clusters, serverless caches, subnet groups, users and user groups.

use super::super::super::fact::{self, Found};
use super::super::super::global_groups;
use super::super::super::value::{Piece, Resolved, Sited};
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use crate::inventory::kinds::elasticache_user::without_passwords;
use crate::inventory::kinds::{
    cache_cluster, cache_subnet_group, elasticache_user, global_replication_group, replication_group,
    serverless_cache, user_group,
};
use crate::inventory::{Fact, Resource, Type, Value};

const TOKEN: &str = "AuthToken";

/// `AWS::ElastiCache::ReplicationGroup`
pub fn replication_group(d: &Declared, context: &Context<'_>) -> Resource {
    use replication_group as f;
    let mut fill = Fill::new(&f::KIND, d, context, "ReplicationGroupId");
    inherited(&mut fill);
    if fill.unset(f::engine) {
        fill.path(f::engine, "Engine");
    }
    fill.variant = fill.r.known_text(f::engine).map(Into::into);
    // Without a known engine there is no documented default for encryption at rest.
    if fill.variant.is_none()
        && fill.unset(f::at_rest_encryption_enabled)
        && fill.given("AtRestEncryptionEnabled") == Ok(false)
    {
        fill.deferred(f::at_rest_encryption_enabled, "Engine");
    }
    super::keys::link(&mut fill, context, f::kms_key, None, "KmsKeyId");
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
    let why = match fill.d.at("GlobalReplicationGroupId") {
        Found::Absent(_) => return,
        Found::Value(group) => global_groups::reason(group),
        Found::Unknown(why) => why.to_owned(),
    };
    let more = [f::auth_token_enabled, f::transit_encryption_mode];
    for field in global_groups::INHERITED.into_iter().chain(more) {
        let path = match f::KIND.fields[usize::from(field)].cfn {
            "" => TOKEN,
            path => path,
        };
        if fill.given(path) == Ok(false) {
            fill.deferred(field, &why);
        }
    }
}

/// `AWS::ElastiCache::GlobalReplicationGroup`
pub fn global_group(d: &Declared, context: &Context<'_>) -> Resource {
    use global_replication_group as f;
    let mut fill = Fill::new(&f::KIND, d, context, "");
    let (members, more) = fill.blocks("Members");
    let role = |member: &Sited| match fact::find(member, "Role", &member.site, false) {
        Found::Value(Sited { value: Resolved::Text(t), .. }) => Some(t.eq_ignore_ascii_case("PRIMARY")),
        _ => None,
    };
    match (members.iter().find(|m| role(m) == Some(true)), more) {
        (Some(primary), _) => {
            let id = fact::find(primary, "ReplicationGroupId", &primary.site, false);
            let link = fill.fact(&Type::Link("replication_group"), id);
            fill.r.set(f::primary, link);
        }
        (None, Some(why)) => fill.deferred(f::primary, &why),
        (None, None) => {
            fill.deferred(f::primary, &format!("{}.Members, of which none is said to be the primary", d.id))
        }
    }
    fill.by_table();
    fill.finish()
}

/// A token is set whatever it is; its text is never looked at.
fn token(fill: &mut Fill<'_>) {
    use replication_group as f;
    let path = TOKEN;
    match fill.d.at(path) {
        Found::Value(Sited { value: Resolved::Text(t), .. }) if t.is_empty() => {
            fill.deferred(f::auth_token_enabled, "an empty AuthToken");
        }
        Found::Value(_) => {
            let origin = fill.origin(path);
            fill.r.bool(f::auth_token_enabled, true, origin);
        }
        Found::Absent(_) => fill.left_out(f::auth_token_enabled, &fill.d.header),
        Found::Unknown(why) => fill.deferred(f::auth_token_enabled, why),
    }
}

/// Shards that are configured one by one are counted.
fn shards(fill: &mut Fill<'_>) {
    use replication_group as f;
    let path = "NodeGroupConfiguration";
    if fill.given("NumNodeGroups") == Ok(false)
        && let Found::Value(Sited { value: Resolved::List { items, more: None }, .. }) = fill.d.at(path)
    {
        let origin = fill.origin(path);
        fill.r.known(f::num_node_groups, Value::Int(items.len() as i64), origin);
    }
}

/// `AWS::ElastiCache::CacheCluster`: never a member of a replication group, which makes its members itself.
pub fn cluster(d: &Declared, context: &Context<'_>) -> Resource {
    use cache_cluster as f;
    let mut fill = Fill::new(&f::KIND, d, context, "ClusterName");
    fill.path(f::engine, "Engine");
    fill.variant = fill.r.known_text(f::engine).map(Into::into);
    fill.r.absent(f::replication_group, fill.header);
    fill.by_table();
    fill.finish()
}

/// `AWS::ElastiCache::ServerlessCache`
pub fn serverless_cache(d: &Declared, context: &Context<'_>) -> Resource {
    use serverless_cache as f;
    let mut fill = Fill::new(&f::KIND, d, context, "ServerlessCacheName");
    super::keys::link(&mut fill, context, f::kms_key, None, "KmsKeyId");
    fill.by_table();
    fill.finish()
}

/// `AWS::ElastiCache::SubnetGroup`
pub fn subnet_group(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&cache_subnet_group::KIND, d, context, "CacheSubnetGroupName");
    fill.by_table();
    fill.finish()
}

/// `AWS::ElastiCache::User`
pub fn user(d: &Declared, context: &Context<'_>) -> Resource {
    use elasticache_user as f;
    let mut fill = Fill::new(&f::KIND, d, context, "UserId");
    access(&mut fill);
    authentication(&mut fill);
    fill.by_table();
    fill.finish()
}

/// The access string, without the passwords that its syntax has room for, and whether it switches the user on.
fn access(fill: &mut Fill<'_>) {
    use elasticache_user as f;
    let path = "AccessString";
    let Found::Value(v) = fill.d.at(path) else {
        let why = match fill.d.at(path) {
            Found::Unknown(why) => why.to_owned(),
            _ => format!("{}.{path}, which is not given", fill.d.id),
        };
        fill.deferred(f::access_string, &why);
        return fill.deferred(f::active, &why);
    };
    let mut shown = v.clone();
    match &mut shown.value {
        Resolved::Text(t) => *t = without_passwords(t).into(),
        Resolved::Pattern(pieces) => {
            for piece in pieces {
                if let Piece::Lit(t) = piece {
                    *t = without_passwords(t).into();
                }
            }
        }
        _ => {}
    }
    fill.set(f::access_string, &shown);
    match &v.value {
        Resolved::Text(t) if !v.sensitive => {
            let on = t.split_whitespace().any(|word| word == "on");
            let origin = fill.origin(path);
            fill.r.bool(f::active, on, origin);
        }
        other => fill.deferred(f::active, &fact::reason(other)),
    }
}

/// `AuthenticationMode`, or the properties from before it (F7).
fn authentication(fill: &mut Fill<'_>) {
    use elasticache_user as f;
    let (field, mode) = (f::authentication_type, "AuthenticationMode.Type");
    match fill.given(mode) {
        Ok(true) => {
            return match fill.text(mode) {
                Some("no-password-required") => {
                    let origin = fill.origin(mode);
                    fill.r.text(field, "no-password", origin);
                }
                _ => fill.path(field, mode),
            };
        }
        Ok(false) => {}
        Err(why) => return fill.deferred(field, why),
    }
    match (fill.flag("NoPasswordRequired"), fill.given("Passwords")) {
        (Ok(true), _) => {
            let origin = fill.origin("NoPasswordRequired");
            fill.r.text(field, "no-password", origin);
        }
        (_, Ok(true)) => {
            let origin = fill.origin("Passwords");
            fill.r.text(field, "password", origin);
        }
        (Err(why), _) => fill.deferred(field, &why),
        (_, Err(why)) => fill.deferred(field, why),
        (Ok(false), Ok(false)) => fill.deferred(field, "no way of authentication is given"),
    }
}

/// `AWS::ElastiCache::UserGroup`
pub fn user_group(d: &Declared, context: &Context<'_>) -> Resource {
    use user_group as f;
    let mut fill = Fill::new(&f::KIND, d, context, "UserGroupId");
    fill.by_table();
    if matches!(fill.r.get(f::users), Fact::Absent(_)) {
        fill.r.list(f::users, [], fill.header);
    }
    fill.finish()
}
