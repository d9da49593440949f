//! A made-up account with everything that a complete scan would know of it.

use tidegate::connect::knowledge::Knowledge;
use tidegate::connect::{record, redact};
use tidegate::inventory::kinds::policy::statement;
use tidegate::inventory::kinds::{
    connector, kms_key, msk_cluster, msk_configuration, replication_group, secret, security_group,
};
use tidegate::inventory::unit::Scope;
use tidegate::inventory::{Coverage, Fact, Record, Resource, Unit, Value};

/// Operations that a complete scan covers.
pub const OPERATIONS: [&str; 8] = [
    "elasticache:DescribeReplicationGroups",
    "elasticache:DescribeUserGroups",
    "kafka:ListClustersV2",
    "kafka:ListScramSecrets",
    "kafkaconnect:ListConnectors",
    "kms:DescribeKey",
    "secretsmanager:ListSecrets",
    "elasticache:DescribeServerlessCaches",
];

/// `n` resources, one in a hundred with a weakness.
#[allow(dead_code)] // one of those who share this file
pub fn account_unit(account: &str, region: &str, n: usize, coverage: &[Coverage]) -> Unit {
    unit(account, region, 0..n.saturating_sub(2), coverage)
}

/// `n` resources and two more, none with a weakness, a fifth of them of each kind.
#[allow(dead_code)] // one of those who share this file
pub fn strong_unit(account: &str, region: &str, n: usize) -> Unit {
    let coverage: Vec<Coverage> = OPERATIONS.iter().map(|o| Coverage::new(account, region, o)).collect();
    unit(account, region, (0..).filter(|i| !weak(*i)).take(n), &coverage)
}

fn unit(account: &str, region: &str, numbers: impl Iterator<Item = usize>, coverage: &[Coverage]) -> Unit {
    let mut resources: Vec<Resource> = numbers
        .map(|i| match i % 5 {
            0 => cluster(account, region, i),
            1 => a_secret(account, region, i),
            2 => key(account, region, i),
            3 => a_connector(account, region, i),
            _ => group(account, region, i),
        })
        .collect();
    resources.push(configuration(account, region));
    resources.push(brokers(account, region));
    let scope = Scope { account: account.into(), region: region.into(), ..Scope::default() };
    Unit::new(scope, resources, coverage)
}

fn texts(items: &[&str]) -> Vec<Value> {
    items.iter().map(|t| Value::text(*t)).collect()
}

fn links(items: &[&str]) -> Vec<Value> {
    items.iter().map(|t| Value::link(*t)).collect()
}

/// One resource in a hundred has a weakness.
fn weak(i: usize) -> bool {
    i % 500 < 5
}

fn cluster_arn(account: &str, region: &str, i: usize) -> String {
    format!("arn:aws:kafka:{region}:{account}:cluster/orders-{i}/4b1b0c0a-1111-4222-8333-{i:012}-1")
}

fn secret_arn(account: &str, region: &str, i: usize) -> String {
    format!("arn:aws:secretsmanager:{region}:{account}:secret:AmazonMSK_user{i}-AbCdEf")
}

fn key_arn(account: &str, region: &str, i: usize) -> String {
    format!("arn:aws:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-{i:012}")
}

fn configuration_arn(account: &str, region: &str) -> String {
    format!("arn:aws:kafka:{region}:{account}:configuration/acl/4b1b0c0a-1111-4222-8333-444455556666-1")
}

/// All clusters of a unit share it: no topic is open while it has no ACL.
fn configuration(account: &str, region: &str) -> Resource {
    use msk_configuration as f;
    let mut r = Resource::new(&f::KIND, configuration_arn(account, region));
    let o = r.api("kafka:DescribeConfigurationRevision");
    r.at(account, region, o);
    r.text(f::arn, configuration_arn(account, region), o);
    r.text(f::name, "acl", o);
    r.known(f::revision, Value::Int(1), o);
    r.bool(f::allow_everyone_if_no_acl_found, false, o);
    r
}

/// The security group of all brokers and workers: they reach each other, and everything goes out.
fn brokers(account: &str, region: &str) -> Resource {
    use security_group as f;
    let mut r = Resource::new(&f::KIND, GROUP);
    let o = r.api("ec2:DescribeSecurityGroups");
    r.at(account, region, o);
    r.absent(f::arn, o);
    r.text(f::name, "brokers", o);
    r.link(f::vpc, "vpc-0a1b2c3d4e5f60718", o);
    let rule = |direction: &str| Record::new(&f::rule::RECORD).text(f::rule::direction, direction, o);
    let among = rule("ingress")
        .text(f::rule::protocol, "tcp", o)
        .known(f::rule::from_port, Value::Int(9094), o)
        .known(f::rule::to_port, Value::Int(9098), o)
        .known(f::rule::group, Value::link(GROUP), o);
    let out = rule("egress").text(f::rule::protocol, "-1", o).text(f::rule::cidr_ipv4, "0.0.0.0/0", o);
    r.list(f::rules, [among, out].map(|rule| rule.rest_absent(o).into_value()), o);
    r
}

const GROUP: &str = "sg-0a1b2c3d4e5f60718";

fn cluster(account: &str, region: &str, i: usize) -> Resource {
    use msk_cluster as f;
    let mut r = Resource::new(&f::KIND, cluster_arn(account, region, i));
    let o = r.api("kafka:ListClustersV2");
    r.at(account, region, o);
    r.text(f::arn, cluster_arn(account, region, i), o);
    r.text(f::name, format!("orders-{i}"), o);
    for (field, value) in [
        (f::cluster_type, "PROVISIONED"),
        (f::state, "ACTIVE"),
        (f::current_version, "K3P5ROKL5A1OLE"),
        (f::kafka_version, "3.8.x"),
        (f::instance_type, "kafka.m7g.large"),
        (f::client_broker, if weak(i) { "TLS_PLAINTEXT" } else { "TLS" }),
        (f::public_access, "DISABLED"),
        (f::enhanced_monitoring, "PER_BROKER"),
    ] {
        r.text(field, value, o);
    }
    for (field, value) in [
        (f::in_cluster, true),
        (f::scram_enabled, true),
        (f::iam_enabled, true),
        (f::tls_enabled, false),
        (f::unauthenticated_enabled, false),
        (f::vpc_connectivity_scram, false),
        (f::vpc_connectivity_tls, false),
    ] {
        r.bool(field, value, o);
    }
    r.list(f::certificate_authorities, [], o);
    r.list(f::subnets, links(&["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]), o);
    r.list(f::security_groups, links(&[GROUP]), o);
    r.list(f::broker_log_destinations, texts(&["cloudwatch"]), o);
    r.link(f::data_volume_kms_key, key_arn(account, region, i + 2), o);
    r.link(f::configuration, configuration_arn(account, region), o);
    let scram = r.api("kafka:ListScramSecrets");
    r.list(f::scram_secrets, [Value::link(secret_arn(account, region, i + 1))], scram);
    let brokers = r.api("kafka:GetBootstrapBrokers");
    let listener = |name: &str, port: i64| {
        let hosts: Vec<String> = (1..4)
            .map(|b| format!("b-{b}.orders{i}.abc123.c2.kafka.{region}.amazonaws.com:{port}"))
            .collect();
        let list = |items: Vec<Value>| {
            let items = items.into_iter().map(|v| Fact::Known(v, brokers)).collect();
            Value::List(Box::new(tidegate::inventory::List { items, more: None }))
        };
        Record::new(&f::listener::RECORD)
            .text(f::listener::name, name, brokers)
            .known(
                f::listener::brokers,
                list(hosts.iter().map(|h| Value::text(h.as_str())).collect()),
                brokers,
            )
            .known(f::listener::ports, list(vec![Value::Int(port)]), brokers)
            .into_value()
    };
    let listeners =
        [listener("BootstrapBrokerStringSaslScram", 9096), listener("BootstrapBrokerStringSaslIam", 9098)];
    r.list(f::listeners, listeners, brokers);
    let policy = r.api("kafka:GetClusterPolicy");
    r.absent(f::policy, policy);
    r
}

fn a_secret(account: &str, region: &str, i: usize) -> Resource {
    use secret as f;
    let mut r = Resource::new(&f::KIND, secret_arn(account, region, i));
    r.also.push(format!("AmazonMSK_user{i}").into());
    let o = r.api("secretsmanager:ListSecrets");
    r.at(account, region, o);
    r.text(f::arn, secret_arn(account, region, i), o);
    r.text(f::name, format!("AmazonMSK_user{i}"), o);
    r.bool(f::exists, true, o);
    if weak(i) {
        r.absent(f::kms_key_id, o);
        r.absent(f::kms_key, o);
    } else {
        r.text(f::kms_key_id, key_arn(account, region, i + 1), o);
        r.link(f::kms_key, key_arn(account, region, i + 1), o);
    }
    r.absent(f::deleted_date, o);
    r.bool(f::rotation_enabled, true, o);
    r.known(f::last_rotated, Value::Time(1_793_000_000), o);
    r.known(f::last_changed, Value::Time(1_793_000_000), o);
    r.known(f::created, Value::Time(1_700_000_000), o);
    r.absent(f::primary_region, o);
    let v = r.api("secretsmanager:ListSecretVersionIds");
    let list = |item: Value| {
        Value::List(Box::new(tidegate::inventory::List { items: vec![Fact::Known(item, v)], more: None }))
    };
    let version = Record::new(&f::version::RECORD)
        .known(f::version::stages, list(Value::text("AWSCURRENT")), v)
        .known(f::version::kms_key_ids, list(Value::text(key_arn(account, region, i + 1))), v);
    r.list(f::versions, [version.into_value()], v);
    let p = r.api("secretsmanager:GetResourcePolicy");
    let list = |item: &str| {
        Value::List(Box::new(tidegate::inventory::List {
            items: vec![Fact::Known(Value::text(item), p)],
            more: None,
        }))
    };
    let st = Record::new(&statement::RECORD)
        .text(statement::sid, "AWSKafkaResourcePolicy", p)
        .text(statement::effect, "Allow", p)
        .known(statement::principals, list("service:kafka.amazonaws.com"), p)
        .known(statement::not_principal, Value::Bool(false), p)
        .known(statement::actions, list("secretsmanager:getSecretValue"), p)
        .known(statement::not_action, Value::Bool(false), p)
        .known(statement::conditions, Value::List(Box::default()), p);
    r.list(f::policy, [st.into_value()], p);
    r
}

fn key(account: &str, region: &str, i: usize) -> Resource {
    use kms_key as f;
    let mut r = Resource::new(&f::KIND, key_arn(account, region, i));
    let o = r.api("kms:DescribeKey");
    r.at(account, region, o);
    r.text(f::arn, key_arn(account, region, i), o);
    r.absent(f::name, o);
    for (field, value) in [
        (f::manager, "CUSTOMER"),
        (f::key_spec, "SYMMETRIC_DEFAULT"),
        (f::key_usage, "ENCRYPT_DECRYPT"),
        (f::state, "Enabled"),
        (f::origin, "AWS_KMS"),
    ] {
        r.text(field, value, o);
    }
    r.bool(f::enabled, true, o);
    r.bool(f::multi_region, false, o);
    r.absent(f::deletion_date, o);
    let rotation = r.api("kms:GetKeyRotationStatus");
    r.bool(f::rotation_enabled, !weak(i), rotation);
    r.known(f::rotation_period_days, Value::Int(365), rotation);
    r
}

fn a_connector(account: &str, region: &str, i: usize) -> Resource {
    use connector as f;
    let arn = format!(
        "arn:aws:kafkaconnect:{region}:{account}:connector/sink-{i}/4b1b0c0a-1111-4222-8333-{i:012}-2"
    );
    let mut r = Resource::new(&f::KIND, arn.clone());
    let o = r.api("kafkaconnect:ListConnectors");
    r.at(account, region, o);
    r.text(f::arn, arn, o);
    r.text(f::name, format!("sink-{i}"), o);
    for (field, value) in [
        (f::state, "RUNNING"),
        (f::current_version, "K3P5ROKL5A1OLE"),
        (f::encryption_type, if weak(i) { "PLAINTEXT" } else { "TLS" }),
        (f::authentication_type, "IAM"),
        (f::kafka_connect_version, "3.7.x"),
        (f::service_execution_role, "arn:aws:iam::111122223333:role/sink"),
    ] {
        r.text(field, value, o);
    }
    let host = format!("b-1.orders{}.abc123.c2.kafka.{region}.amazonaws.com:9098", i - 3);
    r.list(f::bootstrap_servers, texts(&[&host]), o);
    r.list(f::bootstrap_ports, [Value::Int(9098)], o);
    r.link(f::cluster, cluster_arn(account, region, i - 3), o);
    r.list(f::log_destinations, texts(&["cloudwatch"]), o);
    r.absent(f::worker_configuration, o);
    r.list(f::plugins, [], o);
    r.list(f::subnets, links(&["subnet-0a1b2c3d4e5f60718"]), o);
    r.list(f::security_groups, links(&[GROUP]), o);
    let properties = [
        ("connector.class", "io.confluent.connect.jdbc.JdbcSinkConnector"),
        ("connection.url", "jdbc:postgresql://db.internal:5432/orders?sslmode=verify-full"),
        ("connection.user", "sink"),
        ("tasks.max", "4"),
        ("topics", "orders,returns"),
        ("insert.mode", "upsert"),
        ("pk.mode", "record_key"),
        ("key.converter", "org.apache.kafka.connect.storage.StringConverter"),
        ("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
        ("errors.tolerance", "none"),
    ];
    let facts = redact::classify(&redact::settings(properties), None, Knowledge::builtin());
    let o = r.api("kafkaconnect:DescribeConnector");
    record::fill_connector(&mut r, &facts, o, &|_| o);
    r
}

fn group(account: &str, region: &str, i: usize) -> Resource {
    use replication_group as f;
    let arn = format!("arn:aws:elasticache:{region}:{account}:replicationgroup:cache-{i}");
    let mut r = Resource::new(&f::KIND, arn.clone());
    r.also.push(format!("cache-{i}").into());
    let o = r.api("elasticache:DescribeReplicationGroups");
    r.at(account, region, o);
    r.text(f::arn, arn, o);
    r.text(f::name, format!("cache-{i}"), o);
    let members = r.api("elasticache:DescribeCacheClusters");
    r.text(f::engine_version, "7.1.0", members);
    r.text(f::subnet_group, "private", members);
    for (field, value) in [
        (f::status, "available"),
        (f::engine, "redis"),
        (f::node_type, "cache.r7g.large"),
        (f::transit_encryption_mode, if weak(i) { "preferred" } else { "required" }),
    ] {
        r.text(field, value, o);
    }
    r.bool(f::transit_encryption_enabled, true, o);
    r.bool(f::at_rest_encryption_enabled, true, o);
    r.bool(f::auth_token_enabled, true, o);
    r.absent(f::pending_transit_encryption_mode, o);
    r.absent(f::kms_key, o);
    r.absent(f::global_group, o);
    r.list(f::user_groups, [], o);
    r.known(f::num_node_groups, Value::Int(3), o);
    r.known(f::replicas_per_node_group, Value::Int(2), o);
    r
}
