//! ElastiCache: six listings, joined here where one answer lacks what another has (F1, F2).

use super::asker::{Asker, Listing};
use super::fill::{links, list, required, resource, text, texts};
use super::operations::{
    DESCRIBE_CACHE_CLUSTERS, DESCRIBE_CACHE_SUBNET_GROUPS, DESCRIBE_REPLICATION_GROUPS,
    DESCRIBE_SERVERLESS_CACHES, DESCRIBE_USER_GROUPS, DESCRIBE_USERS, Operation,
};
use crate::inventory::defaults::left_out;
use crate::inventory::kinds::{
    cache_cluster, cache_subnet_group, elasticache_user, replication_group, serverless_cache, user_group,
};
use crate::inventory::unit::Input;
use crate::inventory::{Resource, Value, Why};
use aws_sdk_elasticache::Client;
use aws_sdk_elasticache::types::{
    CacheCluster, CacheSubnetGroup, ReplicationGroup, ServerlessCache, User, UserGroup,
};
use tokio::sync::mpsc::UnboundedSender;

/// A page of the listings that count records, and of the one that counts results. AWS documents 100 as the most
/// records; of results it names 50 as the default and no most.
const RECORDS: i32 = 100;
const RESULTS: i32 = 50;

/// Everything of ElastiCache in a region. Keys are sent on at once.
///
/// Unlike a JSON member, an XML list without items may be left out: the answer's own element says that it is one.
pub async fn collect(asker: &Asker<'_>, client: &Client, keys: UnboundedSender<String>) -> Vec<Resource> {
    let groups = async {
        let listing = asker
            .list(
                &DESCRIBE_REPLICATION_GROUPS,
                None,
                |token| client.describe_replication_groups().max_records(RECORDS).set_marker(token).send(),
                |a| (Some(a.replication_groups.unwrap_or_default()), a.marker),
            )
            .await;
        for key in listing.items.iter().filter_map(ReplicationGroup::kms_key_id) {
            // The receiver waits for all senders: sending cannot fail before that.
            let _ = keys.send(key.to_owned());
        }
        listing
    };
    let clusters = asker.list(
        &DESCRIBE_CACHE_CLUSTERS,
        None,
        |token| client.describe_cache_clusters().max_records(RECORDS).set_marker(token).send(),
        |a| (Some(a.cache_clusters.unwrap_or_default()), a.marker),
    );
    let subnets = asker.list(
        &DESCRIBE_CACHE_SUBNET_GROUPS,
        None,
        |token| client.describe_cache_subnet_groups().max_records(RECORDS).set_marker(token).send(),
        |a| (Some(a.cache_subnet_groups.unwrap_or_default()), a.marker),
    );
    let serverless = async {
        let listing = asker
            .list(
                &DESCRIBE_SERVERLESS_CACHES,
                None,
                |token| client.describe_serverless_caches().max_results(RESULTS).set_next_token(token).send(),
                |a| (Some(a.serverless_caches.unwrap_or_default()), a.next_token),
            )
            .await;
        for key in listing.items.iter().filter_map(ServerlessCache::kms_key_id) {
            let _ = keys.send(key.to_owned());
        }
        listing
    };
    let users = asker.list(
        &DESCRIBE_USERS,
        None,
        |token| client.describe_users().max_records(RECORDS).set_marker(token).send(),
        |a| (Some(a.users.unwrap_or_default()), a.marker),
    );
    let user_groups = asker.list(
        &DESCRIBE_USER_GROUPS,
        None,
        |token| client.describe_user_groups().max_records(RECORDS).set_marker(token).send(),
        |a| (Some(a.user_groups.unwrap_or_default()), a.marker),
    );
    let (groups, clusters, subnets, serverless, users, user_groups) =
        tokio::join!(groups, clusters, subnets, serverless, users, user_groups);
    let mut all = Vec::new();
    all.extend(groups.items.iter().filter_map(|g| group(asker, g, &clusters)));
    all.extend(clusters.items.iter().filter_map(|c| cluster(asker, c)));
    all.extend(subnets.items.iter().filter_map(|s| subnet_group(asker, s)));
    all.extend(serverless.items.iter().filter_map(|s| serverless_cache_of(asker, s)));
    all.extend(users.items.iter().filter_map(|u| user(asker, u)));
    all.extend(user_groups.items.iter().filter_map(|g| user_group_of(asker, g)));
    all
}

/// The resource under its ARN, with its short id as a further id; a gap when the answer lacks both.
fn begin(
    asker: &Asker<'_>,
    kind: &'static crate::inventory::KindDef,
    op: &'static Operation,
    arn: Option<&str>,
    id: Option<&str>,
) -> Option<(Resource, u16)> {
    let Some(main) = arn.or(id) else {
        let detail = format!("a {} without ARN and id", kind.name).into();
        asker.gap(op, None, &Why::Malformed { operation: op.name.into(), detail });
        return None;
    };
    let (mut r, o) = resource(asker, kind, op, main);
    r.also.extend(id.filter(|id| *id != main).map(Into::into));
    required(&mut r, crate::inventory::schema::common::NAME, text(id), op, o);
    Some((r, o))
}

fn group(asker: &Asker<'_>, g: &ReplicationGroup, clusters: &Listing<CacheCluster>) -> Option<Resource> {
    use replication_group as f;
    let op = &DESCRIBE_REPLICATION_GROUPS;
    let (mut r, o) = begin(asker, &f::KIND, op, g.arn(), g.replication_group_id())?;
    required(&mut r, f::status, text(g.status()), op, o);
    required(&mut r, f::engine, text(g.engine()), op, o);
    r.option(f::node_type, text(g.cache_node_type()), o);
    required(&mut r, f::transit_encryption_enabled, g.transit_encryption_enabled().map(Value::Bool), op, o);
    r.option(f::transit_encryption_mode, text(g.transit_encryption_mode().map(|m| m.as_str())), o);
    let pending = g.pending_modified_values().and_then(|p| p.transit_encryption_mode());
    r.option(f::pending_transit_encryption_mode, text(pending.map(|m| m.as_str())), o);
    required(&mut r, f::at_rest_encryption_enabled, g.at_rest_encryption_enabled().map(Value::Bool), op, o);
    r.option(f::kms_key, g.kms_key_id().map(Value::link), o);
    match g.auth_token_enabled() {
        Some(on) => r.bool(f::auth_token_enabled, on, o),
        None => left_out(&mut r, f::auth_token_enabled, Input::Account, None, o),
    }
    r.list(f::user_groups, links(g.user_group_ids()), o);
    let global = g.global_replication_group_info().and_then(|i| i.global_replication_group_id());
    r.option(f::global_group, global.map(Value::link), o);
    let nodes = g.node_groups();
    r.option(f::num_node_groups, count(nodes.len()), o);
    let replicas = nodes.iter().map(|n| n.node_group_members().len().saturating_sub(1)).max();
    r.option(f::replicas_per_node_group, replicas.and_then(count), o);
    let id = g.replication_group_id().unwrap_or_default();
    let members: Vec<&CacheCluster> =
        clusters.items.iter().filter(|c| c.replication_group_id() == Some(id)).collect();
    let listed = |id: &String| members.iter().any(|m| m.cache_cluster_id() == Some(id));
    let whole = !members.is_empty() && g.member_clusters().iter().all(listed);
    for (field, of) in [
        (f::engine_version, CacheCluster::engine_version as fn(&CacheCluster) -> Option<&str>),
        (f::subnet_group, CacheCluster::cache_subnet_group_name),
    ] {
        match &clusters.more {
            Some(why) if !whole => r.unknown(field, why.clone()),
            None if !whole => r.unknown(field, members_malformed("a member of the group is not listed")),
            _ => shared(&mut r, field, &members, of),
        }
    }
    Some(r)
}

fn count(n: usize) -> Option<Value> {
    i64::try_from(n).ok().filter(|n| *n >= 0).map(Value::Int)
}

/// What all members of a group say; only they know the group's version and subnet group (F2).
fn shared(r: &mut Resource, field: u16, members: &[&CacheCluster], of: fn(&CacheCluster) -> Option<&str>) {
    let first = members.first().and_then(|m| of(m));
    if members.iter().any(|m| of(m) != first) {
        return r.unknown(field, members_malformed("the members of the group differ"));
    }
    match first {
        Some(value) => {
            let o = r.api(DESCRIBE_CACHE_CLUSTERS.name);
            r.text(field, value, o);
        }
        None => r.unknown(field, members_malformed("the members of the group do not say")),
    }
}

fn members_malformed(detail: &str) -> Why {
    Why::Malformed { operation: DESCRIBE_CACHE_CLUSTERS.name.into(), detail: detail.into() }
}

fn cluster(asker: &Asker<'_>, c: &CacheCluster) -> Option<Resource> {
    use cache_cluster as f;
    let op = &DESCRIBE_CACHE_CLUSTERS;
    let (mut r, o) = begin(asker, &f::KIND, op, c.arn(), c.cache_cluster_id())?;
    required(&mut r, f::status, text(c.cache_cluster_status()), op, o);
    required(&mut r, f::engine, text(c.engine()), op, o);
    required(&mut r, f::engine_version, text(c.engine_version()), op, o);
    r.option(f::node_type, text(c.cache_node_type()), o);
    r.option(f::replication_group, c.replication_group_id().map(Value::link), o);
    match c.transit_encryption_enabled() {
        Some(on) => r.bool(f::transit_encryption_enabled, on, o),
        None => left_out(&mut r, f::transit_encryption_enabled, Input::Account, None, o),
    }
    r.option(f::at_rest_encryption_enabled, c.at_rest_encryption_enabled().map(Value::Bool), o);
    r.option(f::subnet_group, text(c.cache_subnet_group_name()), o);
    Some(r)
}

fn subnet_group(asker: &Asker<'_>, s: &CacheSubnetGroup) -> Option<Resource> {
    use cache_subnet_group as f;
    let op = &DESCRIBE_CACHE_SUBNET_GROUPS;
    let (mut r, o) = begin(asker, &f::KIND, op, s.arn(), s.cache_subnet_group_name())?;
    r.option(f::vpc_id, text(s.vpc_id()), o);
    let ids = s.subnets().iter().filter_map(|s| s.subnet_identifier()).map(Value::text).collect();
    r.known(f::subnet_ids, list(ids, o), o);
    Some(r)
}

fn serverless_cache_of(asker: &Asker<'_>, s: &ServerlessCache) -> Option<Resource> {
    use serverless_cache as f;
    let op = &DESCRIBE_SERVERLESS_CACHES;
    let (mut r, o) = begin(asker, &f::KIND, op, s.arn(), s.serverless_cache_name())?;
    required(&mut r, f::status, text(s.status()), op, o);
    required(&mut r, f::engine, text(s.engine()), op, o);
    r.option(f::engine_version, text(s.full_engine_version().or(s.major_engine_version())), o);
    r.option(f::kms_key, s.kms_key_id().map(Value::link), o);
    r.option(f::user_group, s.user_group_id().map(Value::link), o);
    let subnets = s.subnet_ids();
    r.option(f::subnet_ids, (!subnets.is_empty()).then(|| list(texts(subnets), o)), o);
    Some(r)
}

fn user(asker: &Asker<'_>, u: &User) -> Option<Resource> {
    use elasticache_user as f;
    let op = &DESCRIBE_USERS;
    let (mut r, o) = begin(asker, &f::KIND, op, u.arn(), u.user_id())?;
    required(&mut r, f::status, text(u.status()), op, o);
    r.option(f::engine, text(u.engine()), o);
    required(&mut r, f::user_name, text(u.user_name()), op, o);
    let access_string = u.access_string().map(f::without_passwords);
    required(&mut r, f::access_string, text(access_string.as_deref()), op, o);
    let active = u.access_string().map(|s| Value::Bool(s.split_whitespace().any(|w| w == "on")));
    required(&mut r, f::active, active, op, o);
    let kind = u.authentication().and_then(|a| a.r#type()).map(|t| t.as_str());
    required(&mut r, f::authentication_type, text(kind), op, o);
    Some(r)
}

fn user_group_of(asker: &Asker<'_>, g: &UserGroup) -> Option<Resource> {
    use user_group as f;
    let op = &DESCRIBE_USER_GROUPS;
    let (mut r, o) = begin(asker, &f::KIND, op, g.arn(), g.user_group_id())?;
    required(&mut r, f::status, text(g.status()), op, o);
    r.option(f::engine, text(g.engine()), o);
    r.list(f::users, links(g.user_ids()), o);
    Some(r)
}
