//! What stands around clusters and caches: networks, roles, mappings, SQL, plugins and global groups.

use super::settings::Place::{Apart, At, Beside, Nowhere};
use super::settings::Value::{Is, Made, Same, Statements, Text};
use super::settings::{Kind, Setting, plain};
use serde_json::{Value as Json, json};

pub static KINDS: &[Kind] = &[
    Kind {
        name: "sg",
        inventory: "security_group",
        arn: "sg-{}",
        cloudformation: "AWS::EC2::SecurityGroup",
        terraform: "aws_security_group",
        reference: "id",
        account: r#"{"vpc": "vpc-1", "rules": []}"#,
        given: &[("name", "\"{}\""), ("vpc", "\"vpc-1\"")],
    },
    Kind {
        name: "role",
        inventory: "iam_role",
        arn: "arn:aws:iam::111122223333:role/{}",
        cloudformation: "AWS::IAM::Role",
        terraform: "aws_iam_role",
        reference: "arn",
        account: r#"{"managed_policies": [], "statements": []}"#,
        given: &[
            ("name", "\"{}\""),
            (
                "trust",
                r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]}"#,
            ),
        ],
    },
    // No kind of the inventory: mappings know the role behind it.
    Kind {
        name: "function",
        inventory: "",
        arn: "arn:aws:lambda:eu-west-1:111122223333:function:{}",
        cloudformation: "AWS::Lambda::Function",
        terraform: "aws_lambda_function",
        reference: "arn",
        account: "{}",
        given: &[("name", "\"{}\"")],
    },
    Kind {
        name: "mapping",
        inventory: "lambda_mapping",
        arn: "arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:{}",
        cloudformation: "AWS::Lambda::EventSourceMapping",
        terraform: "aws_lambda_event_source_mapping",
        reference: "arn",
        account: r#"{"source": "msk", "state": "Enabled", "source_access": [], "role": "arn:aws:iam::111122223333:role/elsewhere"}"#,
        given: &[
            ("function", "\"arn:aws:lambda:eu-west-1:111122223333:function:elsewhere\""),
            ("topics", "[\"orders\"]"),
        ],
    },
    // The same as SAM writes it.
    Kind {
        name: "event",
        inventory: "lambda_mapping",
        arn: "arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:{}",
        cloudformation: "AWS::Serverless::Function",
        terraform: "aws_lambda_event_source_mapping",
        reference: "arn",
        account: r#"{"source": "msk", "state": "Enabled", "source_access": [], "function": "arn:aws:lambda:eu-west-1:111122223333:function:elsewhere", "role": "arn:aws:iam::111122223333:role/elsewhere"}"#,
        given: &[("type", "\"MSK\""), ("topics", "[\"orders\"]")],
    },
    Kind {
        name: "schema",
        inventory: "external_schema",
        arn: "cluster:analytics/dev/{}",
        cloudformation: "Custom::Sql",
        terraform: "aws_redshiftdata_statement",
        reference: "id",
        account: r#"{"unrecognised_options": [], "database": "dev", "materialized_views": []}"#,
        given: &[("database", "\"dev\"")],
    },
    Kind {
        name: "plugin",
        inventory: "custom_plugin",
        arn: "arn:aws:kafkaconnect:eu-west-1:111122223333:custom-plugin/{}/a1b2c3d4-1111-4222-8333-000000000005-1",
        cloudformation: "AWS::KafkaConnect::CustomPlugin",
        terraform: "aws_mskconnect_custom_plugin",
        reference: "arn",
        account: "{}",
        given: &[
            ("name", "\"{}\""),
            ("content_type", "\"ZIP\""),
            ("bucket", "\"arn:aws:s3:::plugins\""),
            ("file_key", "\"{}.zip\""),
        ],
    },
    Kind {
        name: "world",
        inventory: "global_replication_group",
        arn: "arn:aws:elasticache::111122223333:globalreplicationgroup:sgaui-{}",
        cloudformation: "AWS::ElastiCache::GlobalReplicationGroup",
        terraform: "aws_elasticache_global_replication_group",
        reference: "global_replication_group_id",
        account: "{}",
        given: &[("suffix", "\"{}\"")],
    },
    Kind {
        name: "secondary",
        inventory: "replication_group",
        arn: "arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:{}",
        cloudformation: "AWS::ElastiCache::ReplicationGroup",
        terraform: "aws_elasticache_replication_group",
        reference: "id",
        account: r#"{"status": "available", "engine": "redis", "engine_version": "7.1", "node_type": "cache.m7g.large",
            "transit_encryption_enabled": false, "at_rest_encryption_enabled": false, "auth_token_enabled": false,
            "user_groups": []}"#,
        given: &[("name", "\"{}\""), ("subnet_group", "\"private\"")],
    },
];

/// A rule as a scenario says it -> its members as a form names them: protocol, ports, peers.
fn members(rule: &Json, names: &[(&str, &str)], listed: bool) -> Json {
    let mut all = json!({});
    for (said, name) in names {
        let Some(value) = rule.get(said) else { continue };
        let peer = !matches!(*said, "protocol" | "from" | "to");
        all[name] = if listed && peer { json!([value]) } else { value.clone() };
    }
    all
}

fn each(rules: &Json, one: impl Fn(&Json) -> Json) -> Json {
    match rules {
        Json::Array(rules) => rules.iter().map(one).collect(),
        one_of_its_own => one(one_of_its_own),
    }
}

fn recorded(rules: &Json, direction: &str) -> Json {
    let one = |rule: &Json| {
        let member = |name: &str| rule.get(name).cloned().unwrap_or(json!({"$absent": 0}));
        json!({"direction": direction, "protocol": rule["protocol"], "from_port": member("from"), "to_port": member("to"),
            "cidr_ipv4": member("ipv4"), "cidr_ipv6": member("ipv6"), "prefix_list": {"$absent": 0}, "group": member("group")})
    };
    match rules {
        Json::Array(rules) => rules.iter().map(one).collect(),
        rule => json!([one(rule)]),
    }
}

const COMMON: [(&str, &str); 5] = [
    ("protocol", "IpProtocol"),
    ("from", "FromPort"),
    ("to", "ToPort"),
    ("ipv4", "CidrIp"),
    ("ipv6", "CidrIpv6"),
];

fn template(rules: &Json, group: &str) -> Json {
    each(rules, |rule| {
        let mut all = members(rule, &COMMON, false);
        if let Some(peer) = rule.get("group") {
            all[group] = peer.clone();
        }
        all
    })
}

const BLOCK: &[(&str, &str)] = &[
    ("protocol", "protocol"),
    ("from", "from_port"),
    ("to", "to_port"),
    ("ipv4", "cidr_blocks"),
    ("ipv6", "ipv6_cidr_blocks"),
    ("group", "security_groups"),
];
/// A rule of its own, as the newer resources of the provider name its members.
const OWN: &[(&str, &str)] = &[
    ("protocol", "ip_protocol"),
    ("from", "from_port"),
    ("to", "to_port"),
    ("ipv4", "cidr_ipv4"),
    ("ipv6", "cidr_ipv6"),
    ("group", "referenced_security_group_id"),
];

fn older(rule: &Json) -> Json {
    let mut all = members(rule, &BLOCK[..5], true);
    all["type"] = json!("ingress");
    all
}

/// A policy within a role.
fn inline(document: &Json) -> Json {
    json!([{"PolicyName": "inline", "PolicyDocument": document}])
}

fn inline_block(document: &Json) -> Json {
    json!([{"name": "inline", "policy": document.to_string()}])
}

fn policy(document: &Json) -> Json {
    json!({"PolicyName": "own", "PolicyDocument": document})
}

fn accesses(said: &Json, ty: &str, uri: &str) -> Json {
    each(said, |a| json!({ty: a["type"], uri: a["uri"]}))
}

fn access_records(said: &Json) -> Json {
    each(said, |a| json!({"access_type": a["type"], "uri": a["uri"], "secret": a["uri"]}))
}

fn listed(value: &Json) -> Json {
    json!([value])
}

fn servers(said: &Json) -> Json {
    json!({"source": "self-managed", "bootstrap_servers": said})
}

fn endpoints(said: &Json) -> Json {
    let all: Vec<&str> = said.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    json!({"KAFKA_BOOTSTRAP_SERVERS": all.join(",")})
}

pub static SETTINGS: &[Setting] = &[
    plain("sg", "name", &[("name", Same)], "GroupName", "name"),
    plain("sg", "vpc", &[("vpc", Same)], "VpcId", "vpc_id"),
    Setting {
        kind: "sg",
        name: "ingress",
        account: &[("rules", Made(|said| recorded(said, "ingress")))],
        cloudformation: At("SecurityGroupIngress", Made(|said| template(said, "SourceSecurityGroupId"))),
        terraform: At("ingress", Made(|said| each(said, |rule| members(rule, BLOCK, true)))),
    },
    Setting {
        kind: "sg",
        name: "egress",
        account: &[("rules", Made(|said| recorded(said, "egress")))],
        cloudformation: At("SecurityGroupEgress", Made(|said| template(said, "DestinationSecurityGroupId"))),
        terraform: At("egress", Made(|said| each(said, |rule| members(rule, BLOCK, true)))),
    },
    // CloudFormation lets everything out of a group that does not say; Terraform takes that rule away.
    Setting {
        kind: "sg",
        name: "egress_by_default",
        account: &[("rules", Made(|said| recorded(said, "egress")))],
        cloudformation: Nowhere,
        terraform: Nowhere,
    },
    Setting {
        kind: "sg",
        name: "rule",
        account: &[("rules", Made(|said| recorded(said, "ingress")))],
        cloudformation: Apart(
            "AWS::EC2::SecurityGroupIngress",
            "GroupId",
            Made(|said| template(said, "SourceSecurityGroupId")),
        ),
        terraform: Apart(
            "aws_vpc_security_group_ingress_rule",
            "security_group_id",
            Made(|said| members(said, OWN, false)),
        ),
    },
    Setting {
        kind: "sg",
        name: "older_rule",
        account: &[("rules", Made(|said| recorded(said, "ingress")))],
        cloudformation: Apart(
            "AWS::EC2::SecurityGroupIngress",
            "GroupId",
            Made(|said| template(said, "SourceSecurityGroupId")),
        ),
        terraform: Apart("aws_security_group_rule", "security_group_id", Made(older)),
    },
    plain("role", "name", &[("name", Same)], "RoleName", "name"),
    Setting {
        kind: "role",
        name: "trust",
        account: &[("trust", Statements)],
        cloudformation: At("AssumeRolePolicyDocument", Same),
        terraform: At("assume_role_policy", Text),
    },
    Setting {
        kind: "role",
        name: "inline",
        account: &[("statements", Statements)],
        cloudformation: At("Policies", Made(inline)),
        terraform: At("inline_policy", Made(inline_block)),
    },
    Setting {
        kind: "role",
        name: "policy",
        account: &[("statements", Statements)],
        cloudformation: Apart("AWS::IAM::Policy", "Roles", Made(policy)),
        terraform: Beside("aws_iam_role_policy", "role", "policy", Text),
    },
    plain("role", "managed", &[("managed_policies", Same)], "ManagedPolicyArns", "managed_policy_arns"),
    Setting {
        kind: "role",
        name: "attached",
        account: &[("managed_policies", Made(listed))],
        cloudformation: At("ManagedPolicyArns", Made(listed)),
        terraform: Beside("aws_iam_role_policy_attachment", "role", "policy_arn", Same),
    },
    plain("function", "name", &[], "FunctionName", "function_name"),
    plain("function", "role", &[], "Role", "role"),
    plain("mapping", "function", &[("function", Same)], "FunctionName", "function_name"),
    plain("mapping", "topics", &[], "Topics", "topics"),
    plain(
        "mapping",
        "cluster",
        &[("event_source", Same), ("cluster", Same)],
        "EventSourceArn",
        "event_source_arn",
    ),
    // The function says it in the templates.
    Setting {
        kind: "mapping",
        name: "runs_as",
        account: &[("role", Same)],
        cloudformation: Nowhere,
        terraform: Nowhere,
    },
    Setting {
        kind: "mapping",
        name: "access",
        account: &[("source_access", Made(access_records))],
        cloudformation: At("SourceAccessConfigurations", Made(|said| accesses(said, "Type", "URI"))),
        terraform: At("source_access_configuration", Made(|said| accesses(said, "type", "uri"))),
    },
    Setting {
        kind: "mapping",
        name: "servers",
        account: &[("", Made(servers))],
        cloudformation: At("SelfManagedEventSource.Endpoints.KafkaBootstrapServers", Same),
        terraform: At("self_managed_event_source.endpoints", Made(endpoints)),
    },
    Setting {
        kind: "event",
        name: "type",
        account: &[],
        cloudformation: At("Events.Event.Type", Same),
        terraform: At("function_name", Is("\"arn:aws:lambda:eu-west-1:111122223333:function:elsewhere\"")),
    },
    plain("event", "topics", &[], "Events.Event.Properties.Topics", "topics"),
    plain(
        "event",
        "cluster",
        &[("event_source", Same), ("cluster", Same)],
        "Events.Event.Properties.Stream",
        "event_source_arn",
    ),
    Setting {
        kind: "event",
        name: "access",
        account: &[("source_access", Made(access_records))],
        cloudformation: At(
            "Events.Event.Properties.SourceAccessConfigurations",
            Made(|said| accesses(said, "Type", "URI")),
        ),
        terraform: At("source_access_configuration", Made(|said| accesses(said, "type", "uri"))),
    },
    Setting {
        kind: "schema",
        name: "database",
        account: &[("database", Same)],
        cloudformation: At("Database", Same),
        terraform: At("database", Same),
    },
    Setting {
        kind: "schema",
        name: "sql",
        account: &[("", Made(|said| said["facts"].clone()))],
        cloudformation: At("Sql", Made(|said| said["sql"].clone())),
        terraform: At("sql", Made(|said| said["sql"].clone())),
    },
    plain("plugin", "name", &[("name", Same)], "Name", "name"),
    plain("plugin", "content_type", &[("content_type", Same)], "ContentType", "content_type"),
    plain("plugin", "bucket", &[("bucket", Same)], "Location.S3Location.BucketArn", "location.s3.bucket_arn"),
    plain("plugin", "file_key", &[("file_key", Same)], "Location.S3Location.FileKey", "location.s3.file_key"),
    Setting {
        kind: "connector",
        name: "plugins",
        account: &[("plugins", Same)],
        cloudformation: At(
            "Plugins",
            Made(|said| each(said, |p| json!({"CustomPlugin": {"CustomPluginArn": p, "Revision": 1}}))),
        ),
        terraform: At(
            "plugin",
            Made(|said| each(said, |p| json!({"custom_plugin": {"arn": p, "revision": 1}}))),
        ),
    },
    plain("world", "suffix", &[], "GlobalReplicationGroupIdSuffix", "global_replication_group_id_suffix"),
    plain("world", "engine_version", &[("engine_version", Same)], "EngineVersion", "engine_version"),
    Setting {
        kind: "world",
        name: "primary",
        account: &[("primary", Same)],
        cloudformation: At(
            "Members",
            Made(
                |g| json!([{"ReplicationGroupId": g, "ReplicationGroupRegion": "eu-west-1", "Role": "PRIMARY"}]),
            ),
        ),
        terraform: At("primary_replication_group_id", Same),
    },
    plain("secondary", "name", &[("name", Same)], "ReplicationGroupId", "replication_group_id"),
    plain(
        "secondary",
        "subnet_group",
        &[("subnet_group", Same)],
        "CacheSubnetGroupName",
        "subnet_group_name",
    ),
    plain(
        "secondary",
        "of",
        &[("global_group", Same)],
        "GlobalReplicationGroupId",
        "global_replication_group_id",
    ),
    plain("secondary", "token", &[("auth_token_enabled", Is("true"))], "AuthToken", "auth_token"),
    // What an account shows of a member, and a template leaves to the primary.
    Setting {
        kind: "secondary",
        name: "inherits",
        account: &[("", Same)],
        cloudformation: Nowhere,
        terraform: Nowhere,
    },
    // The global group brings its primary up to date.
    plain(
        "group",
        "engine_version_before",
        &[("engine_version", Is("\"7.1\""))],
        "EngineVersion",
        "engine_version",
    ),
];
