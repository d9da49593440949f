//! Members of ElastiCache's global replication groups: what the group decides is known of them where the primary is
//! there, and undecided, naming the group, where it is not. Never a pass or a failure by a default that does not hold.

use crate::{cloudformation, terraform};
use tidegate::inventory::{Fact, Origin, Resource, Value, Why};
use tidegate::template::terraform::Read;

/// A primary with these arguments, and a secondary with those.
fn source(primary: &str, global: &str, secondary: &str) -> String {
    format!(
        r#"provider "aws" {{ region = "eu-west-1" }}
resource "aws_elasticache_replication_group" "first" {{
  replication_group_id = "first"
  {primary}
}}
resource "aws_elasticache_global_replication_group" "world" {{
  global_replication_group_id_suffix = "world"
  primary_replication_group_id       = aws_elasticache_replication_group.first.id
  {global}
}}
resource "aws_elasticache_replication_group" "second" {{
  replication_group_id        = "second"
  global_replication_group_id = aws_elasticache_global_replication_group.world.global_replication_group_id
  {secondary}
}}
"#
    )
}

fn read(primary: &str, global: &str, secondary: &str) -> Read {
    let read = terraform::hcl_text(&[("main.tf", &source(primary, global, secondary))]);
    assert!(read.coverage.iter().all(|c| c.complete()), "{:?}", read.coverage);
    terraform::every_field_is_stated(&read);
    read
}

const FIRST: &str = "aws_elasticache_replication_group.first";
const SECOND: &str = "aws_elasticache_replication_group.second";

fn fact<'r>(r: &'r Resource, field: &str) -> &'r Fact {
    let (ix, _) = r.kind.field(field).unwrap_or_else(|| panic!("no field {field}"));
    r.get(ix)
}

fn shown(read: &Read, id: &str, field: &str) -> String {
    let r = terraform::resource(read, id);
    match fact(r, field) {
        Fact::Absent(_) => "absent".into(),
        Fact::Known(Value::Text(t), _) => t.to_string(),
        Fact::Known(Value::Bool(b), _) => b.to_string(),
        Fact::Known(other, _) => format!("{other:?}"),
        Fact::Unknown(why) => match r.why(*why) {
            Why::Deferred { expression } => format!("?{expression}"),
            other => format!("?{other:?}"),
        },
    }
}

#[test]
fn a_secondary_inherits_what_its_primary_says() {
    let primary = "engine = \"valkey\"\n  engine_version = \"8.0\"\n  node_type = \"cache.r7g.large\"\n  \
                   transit_encryption_enabled = true\n  at_rest_encryption_enabled = true";
    let read = read(primary, "", "");
    for (field, value) in [
        ("engine", "valkey"),
        ("engine_version", "8.0"),
        ("node_type", "cache.r7g.large"),
        ("transit_encryption_enabled", "true"),
        ("at_rest_encryption_enabled", "true"),
        ("transit_encryption_mode", "absent"),
        ("auth_token_enabled", "false"),
    ] {
        assert_eq!(shown(&read, SECOND, field), value, "{field}");
    }
    terraform::expect(
        &read,
        SECOND,
        &[
            ("elasticache-plaintext-transit", "pass"),
            ("elasticache-plaintext-accepted", "pass"),
            ("elasticache-plaintext-at-rest", "pass"),
            ("elasticache-engine-without-tls", "pass"),
            ("elasticache-previous-generation-node", "pass"),
            ("elasticache-no-client-authentication", "fail"),
        ],
    );
    let group = terraform::resource(&read, "aws_elasticache_global_replication_group.world");
    let Fact::Known(Value::List(list), _) = fact(group, "secondaries") else { panic!("a list") };
    assert_eq!(list.items.len(), 1);
}

#[test]
fn what_is_wrong_with_the_primary_is_wrong_with_the_secondary_at_the_primarys_line() {
    let read = read("transit_encryption_enabled = false", "", "");
    terraform::expect(
        &read,
        SECOND,
        &[("elasticache-plaintext-transit", "fail"), ("elasticache-plaintext-at-rest", "fail")],
    );
    let r = terraform::resource(&read, SECOND);
    let Fact::Known(_, at) = fact(r, "transit_encryption_enabled") else { panic!("it is known") };
    let Some(Origin::File(place)) = r.origin(*at) else { panic!("a place") };
    assert_eq!((place.line, place.column), (4, 32), "the primary's argument");
}

#[test]
fn the_global_group_brings_all_members_to_its_version_and_nodes() {
    let primary = "engine_version = \"3.2.10\"\n  node_type = \"cache.m3.medium\"";
    let old = [("elasticache-engine-without-tls", "fail"), ("elasticache-previous-generation-node", "fail")];
    let new = [("elasticache-engine-without-tls", "pass"), ("elasticache-previous-generation-node", "pass")];
    let as_they_are = read(primary, "", "");
    let brought_up = read(primary, "engine_version = \"7.1\"\n  cache_node_type = \"cache.r7g.large\"", "");
    for id in [FIRST, SECOND] {
        terraform::expect(&as_they_are, id, &old);
        terraform::expect(&brought_up, id, &new);
    }
    let later = terraform::hcl_text(&[(
        "main.tf",
        &format!("{}variable \"v\" {{}}\n", source("engine_version = \"7.1\"", "engine_version = var.v", "")),
    )]);
    for id in [FIRST, SECOND] {
        terraform::expect(&later, id, &[("elasticache-engine-without-tls", "undecided")]);
    }
}

#[test]
fn what_is_not_documented_to_be_inherited_stays_open_unless_both_answers_are_the_same() {
    let primary = "transit_encryption_enabled = true\n  transit_encryption_mode = \"preferred\"\n  \
                   auth_token = \"not-a-real-token-0123456789\"";
    let read = self::read(primary, "", "");
    let why = "?the global replication group aws_elasticache_global_replication_group.world.global_replication_group_id";
    assert_eq!(shown(&read, SECOND, "auth_token_enabled"), why);
    assert_eq!(shown(&read, SECOND, "transit_encryption_mode"), why);
    terraform::expect(
        &read,
        SECOND,
        &[
            ("elasticache-plaintext-transit", "pass"),
            ("elasticache-plaintext-accepted", "undecided"),
            ("elasticache-no-client-authentication", "undecided"),
        ],
    );
    let own = self::read(primary, "", "auth_token = \"not-a-real-token-9876543210\"");
    terraform::expect(&own, SECOND, &[("elasticache-no-client-authentication", "pass")]);
}

#[test]
fn a_secondary_of_a_group_that_is_not_there_is_undecided_and_names_it() {
    let id = "sgaui-world";
    let text = format!(
        "resource \"aws_elasticache_replication_group\" \"second\" {{\n  replication_group_id = \"second\"\n  \
         global_replication_group_id = \"{id}\"\n}}\n"
    );
    let read = terraform::hcl_text(&[("main.tf", &text)]);
    for rule in [
        "elasticache-plaintext-transit",
        "elasticache-plaintext-at-rest",
        "elasticache-engine-without-tls",
        "elasticache-no-client-authentication",
    ] {
        terraform::expect(&read, SECOND, &[(rule, "undecided")]);
    }
    assert_eq!(
        shown(&read, SECOND, "transit_encryption_enabled"),
        format!("?the global replication group {id}")
    );

    let text = "Parameters: {World: {Type: String}}\nResources:\n  Second:\n    Type: \
                AWS::ElastiCache::ReplicationGroup\n    Properties: {ReplicationGroupDescription: d, \
                GlobalReplicationGroupId: !Ref World}\n";
    let read = cloudformation::template(text);
    for rule in [
        "elasticache-plaintext-transit",
        "elasticache-plaintext-at-rest",
        "elasticache-no-client-authentication",
    ] {
        cloudformation::expect(&read, "Second", &[(rule, "undecided")]);
    }
}

#[test]
fn a_template_names_the_primary_among_the_members() {
    let template = |role: &str, tls: bool| {
        format!(
            "Resources:\n  First:\n    Type: AWS::ElastiCache::ReplicationGroup\n    Properties: \
             {{ReplicationGroupDescription: d, Engine: redis, TransitEncryptionEnabled: {tls}}}\n  World:\n    Type: \
             AWS::ElastiCache::GlobalReplicationGroup\n    Properties:\n      Members: [{{ReplicationGroupId: !Ref First, \
             ReplicationGroupRegion: eu-west-1, Role: {role}}}]\n  Second:\n    Type: \
             AWS::ElastiCache::ReplicationGroup\n    Properties: {{ReplicationGroupDescription: d, \
             GlobalReplicationGroupId: !Ref World}}\n"
        )
    };
    for (role, tls, verdict) in
        [("PRIMARY", true, "pass"), ("PRIMARY", false, "fail"), ("SECONDARY", true, "undecided")]
    {
        let read = cloudformation::template(&template(role, tls));
        cloudformation::every_field_is_stated(&read);
        cloudformation::expect(&read, "Second", &[("elasticache-plaintext-transit", verdict)]);
    }
}

#[test]
fn a_connector_leads_to_its_plugins() {
    let text = r#"
resource "aws_mskconnect_custom_plugin" "jdbc" {
  name         = "jdbc"
  content_type = "ZIP"
  location {
    s3 {
      bucket_arn = "arn:aws:s3:::plugins"
      file_key   = "jdbc-10.8.0.zip"
    }
  }
}
resource "aws_mskconnect_connector" "sink" {
  name = "sink"
  plugin {
    custom_plugin {
      arn      = aws_mskconnect_custom_plugin.jdbc.arn
      revision = aws_mskconnect_custom_plugin.jdbc.latest_revision
    }
  }
}
"#;
    let read = terraform::hcl_text(&[("main.tf", text)]);
    let connector = terraform::resource(&read, "aws_mskconnect_connector.sink");
    let Fact::Known(Value::List(list), _) = fact(connector, "plugins") else { panic!("a list") };
    let [Fact::Known(Value::Link(to), _)] = &list.items[..] else { panic!("{:?}", list.items) };
    assert_eq!(&*to.id, "aws_mskconnect_custom_plugin.jdbc");
    assert!(matches!(to.target, tidegate::inventory::Target::Resource(_)));
    let plugin = "aws_mskconnect_custom_plugin.jdbc";
    assert_eq!(shown(&read, plugin, "content_type"), "ZIP");
    assert_eq!(shown(&read, plugin, "bucket"), "arn:aws:s3:::plugins");
    assert_eq!(shown(&read, plugin, "file_key"), "jdbc-10.8.0.zip");
}
