//! `docs/check-language.md`, sentence by sentence: each has the cases that make it true, and no case is about a sentence
//! that is not there.

use std::collections::BTreeMap;
use tidegate::inventory::kinds::{
    external_schema, iam_role, kms_key, msk_cluster, redshift_workgroup, route_table, secret, security_group,
    subnet, vpc,
};
use tidegate::inventory::{Fact, List, Piece, Record, Resource, Scope, Unit, Value, Why, policy};
use tidegate::rules::example;
use tidegate::rules::expr::check::{Scope as Names, check};
use tidegate::rules::expr::compiled::Literal;
use tidegate::rules::expr::eval::{Env, Silent};
use tidegate::rules::expr::parse::parse;
use tidegate::rules::expr::value::Val;
use tidegate::rules::render::{self, PLAIN};
use tidegate::rules::rule::Code;

/// What an expression comes to.
enum Case {
    /// Its value: `true`, `3`, `'text'`, `unknown`.
    Is(&'static str, &'static str),
    /// Refused when the rule is loaded, with these words in the message or the help.
    No(&'static str, &'static str),
    /// As a placeholder of a text.
    Text(&'static str, &'static str),
}
use Case::{Is, No, Text};

/// Whether the role of a schema may do something to its secret or to the secret's key, in one of the units of
/// [`schema`].
macro_rules! may {
    (secret $action:literal) => {
        may!("whole", $action, "schema.secret")
    };
    (elsewhere $action:literal) => {
        may!("elsewhere", $action, "schema.secret")
    };
    (key $action:literal) => {
        may!("whole", $action, "schema.secret.kms_key")
    };
    (foreign $action:literal) => {
        may!("foreign", $action, "schema.secret.kms_key")
    };
    (via $action:literal) => {
        concat!(
            "has(schema.role) && has(schema.secret) && has(schema.secret.kms_key) && permitted(schema.role, '",
            $action,
            "', schema.secret.kms_key, 'secretsmanager')"
        )
    };
    (default $action:literal) => {
        may!("default", $action, "schema.secret.kms_key")
    };
    ($unit:literal, $action:literal, $of:literal) => {
        concat!(
            "'",
            $unit,
            "' != '' && has(schema.role) && has(schema.secret) && has(",
            $of,
            ") && permitted(schema.role, '",
            $action,
            "', ",
            $of,
            ")"
        )
    };
}

/// The beginning of a sentence or row, and what makes it true. In the cases, `secret.rotation_enabled` is true,
/// `secret.exists` unknown, `secret.kms_key` absent, `secret.versions` a list cut short after two items.
const CASES: &[(&str, &[Case])] = &[
    ("A check is one expression", &[Is("secret.rotation_enabled", "true"), No("", ""), No("true true", "")]),
    (
        "It is type-checked against",
        &[
            No("secret.rotaton_enabled", "did you mean `rotation_enabled`?"),
            No("secret.rotation_enabled == 'yes'", "never equal"),
            No("cluster.client_broker == 'TLS_PLAINTXT'", "did you mean `TLS_PLAINTEXT`?"),
            No("sizeOf(secret.clusters) > 1", "unknown function"),
            No("has(cluster.kafka_version) && cluster.kafka_version < '3.7.1'", "versionAtLeast"),
        ],
    ),
    (
        "Everything outside the subset",
        &[
            No("secret.?name", ""),
            No("secret.name.orValue('x')", "unknown function"),
            No("secret.versions.map(v, v)", "unknown function"),
        ],
    ),
    (
        "| `'text'`, `\"text\"`, `42`",
        &[
            Is("'a' == \"a\"", "true"),
            Is("42 == 42", "true"),
            Is("true && !false", "true"),
            Is("'b' in ['a', 'b']", "true"),
            No("['a', 'b']", "right of `in`"),
        ],
    ),
    (
        "| `cluster.client_broker`",
        &[
            Is("cluster.client_broker == 'TLS'", "true"),
            No("secret.client_broker", "no field"),
            No("cluster == secret", "unknown name"),
        ],
    ),
    (
        "| `secret.kms_key.manager`",
        &[Is(
            "has(cluster.data_volume_kms_key) && cluster.data_volume_kms_key.manager == 'CUSTOMER'",
            "true",
        )],
    ),
    (
        "| `param.max_days`",
        &[
            Is("param.max_days", "90"),
            Is("'a' in param.names", "true"),
            Is("'z' in param.names", "false"),
            No("param.names == 'a'", "is a list"),
            No("param.max_day", "did you mean `max_days`?"),
            Text("join(param.names, '+')", "a+b"),
        ],
    ),
    (
        "| `s.principals`",
        &[Is("has(secret.versions) && secret.versions.exists(v, 'AWSCURRENT' in v.stages)", "true")],
    ),
    (
        "Every resource has `arn`",
        &[
            Is("secret.id", "'AmazonMSK_user'"),
            Is("secret.account", "'111122223333'"),
            Is("secret.region", "'eu-west-1'"),
            Is("has(secret.arn)", "false"),
            Is("has(secret.name)", "true"),
            Is("cluster.id == 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/u-1'", "true"),
        ],
    ),
    (
        "`&&`, `||`, `!`, `==`",
        &[
            Is("!false && (false || true)", "true"),
            Is("1 <= 2", "true"),
            Is("1 >= 2", "false"),
            Is("1 != 2", "true"),
            Is("'AWSCURRENT' in ['AWSCURRENT']", "true"),
            Is("true ? 1 : 2", "1"),
            No("'a' < 'b'", "only integers are ordered"),
        ],
    ),
    (
        "No arithmetic",
        &[
            No("1 + 1 == 2", ""),
            No("'a' + 'b' == 'ab'", ""),
            No("secret.versions[0]", ""),
            No("secret.?kms_key", ""),
        ],
    ),
    (
        "A fact is *known*",
        &[
            Is("secret.rotation_enabled", "true"),
            Is("has(secret.kms_key)", "false"),
            Is("secret.exists", "unknown"),
        ],
    ),
    ("| true | true |", &[Is("T && T", "true"), Is("T || T", "true"), Is("!T", "false")]),
    ("| true | false |", &[Is("T && F", "false"), Is("T || F", "true")]),
    (
        "| true | unknown |",
        &[Is("T && U", "unknown"), Is("T || U", "true"), Is("U && T", "unknown"), Is("U || T", "true")],
    ),
    ("| false | false |", &[Is("F && F", "false"), Is("F || F", "false"), Is("!F", "true")]),
    (
        "| false | unknown |",
        &[Is("F && U", "false"), Is("F || U", "unknown"), Is("U && F", "false"), Is("U || F", "unknown")],
    ),
    ("| unknown | unknown |", &[Is("U && U", "unknown"), Is("U || U", "unknown"), Is("!U", "unknown")]),
    ("Unknown decides a verdict only", &[Is("F && U", "false"), Is("T || U", "true")]),
    (
        "`has(x.f)` is true for a known",
        &[
            Is("has(secret.rotation_enabled)", "true"),
            Is("has(secret.kms_key)", "false"),
            Is("has(secret.kms_key_id)", "unknown"),
        ],
    ),
    (
        "Reading an absent optional field",
        &[
            No("secret.kms_key.manager == 'AWS'", "`secret.kms_key` may be absent"),
            Is("has(secret.kms_key) && secret.kms_key.manager == 'AWS'", "false"),
            Is("!has(secret.kms_key) || secret.kms_key.manager == 'AWS'", "true"),
        ],
    ),
    (
        "`list.all(x, p)` and `list.exists(x, p)` over",
        &[
            Is("has(secret.versions) && secret.versions.all(v, 'AWSPREVIOUS' in v.stages)", "false"),
            Is("has(secret.versions) && secret.versions.all(v, size(v.stages) == 1)", "unknown"),
            Is("has(secret.versions) && secret.versions.exists(v, 'AWSPREVIOUS' in v.stages)", "true"),
            Is("has(secret.versions) && secret.versions.exists(v, 'AWSPENDING' in v.stages)", "unknown"),
        ],
    ),
    (
        "`size(list)` of a list",
        &[
            Is("has(secret.versions) && size(secret.versions) == 2", "unknown"),
            Is("has(secret.versions) && sizeAtLeast(secret.versions, 2)", "true"),
            Is("has(secret.versions) && sizeAtLeast(secret.versions, 3)", "unknown"),
        ],
    ),
    (
        "`a ? b : c` with an unknown",
        &[Is("U ? 1 : 2", "unknown"), Is("U ? 1 : 1", "1"), Is("T ? F : U", "false")],
    ),
    (
        "Text known only in part",
        &[
            Is("has(cluster.name) && cluster.name.startsWith('AmazonMSK_')", "true"),
            Is("has(cluster.name) && cluster.name.startsWith('Other')", "false"),
            Is("has(cluster.name) && cluster.name.endsWith('x')", "unknown"),
            Is(
                "has(cluster.current_version) && has(cluster.instance_type) && cluster.current_version == cluster.instance_type",
                "true",
            ),
            Is("has(cluster.name) && cluster.name == 'AmazonMSK_x'", "unknown"),
        ],
    ),
    ("| `has(x.f)` | bool", &[Is("has(secret.name)", "true"), No("has(secret)", "asks for a field")]),
    (
        "| `size(list)`, `size(text)`",
        &[
            Is("size(secret.clusters)", "0"),
            Is("has(secret.name) && size(secret.name) == 14", "true"),
            Is("size('鍵é')", "2"),
        ],
    ),
    (
        "| `sizeAtLeast(list, n)`",
        &[
            Is("sizeAtLeast(secret.clusters, 1)", "false"),
            Is("has(secret.versions) && sizeAtLeast(secret.versions, 1)", "true"),
        ],
    ),
    (
        "| `list.all(x, p)`, `list.exists(x, p)` | bool",
        &[
            Is("secret.clusters.all(c, false)", "true"),
            Is("secret.clusters.exists(c, true)", "false"),
            No(
                "secret.clusters.all(a, secret.clusters.all(b, secret.clusters.all(c, true)))",
                "at most 2 loops",
            ),
        ],
    ),
    (
        "| `list.filter(x, p)`",
        &[
            Is("size(secret.clusters.filter(c, true))", "0"),
            Is("secret.clusters.filter(c, true).all(c, false)", "true"),
            No("'a' in secret.clusters.filter(c, true)", ""),
        ],
    ),
    (
        "| `t.startsWith(u)`",
        &[
            Is("'abc'.startsWith('a')", "true"),
            Is("'abc'.startsWith('A')", "false"),
            Is("'abc'.endsWith('c')", "true"),
            Is("'abc'.contains('b')", "true"),
            Is("'abc'.contains('B')", "false"),
        ],
    ),
    (
        "| `t.equalsIgnoreCase(u)`",
        &[Is("'ABC'.equalsIgnoreCase('abc')", "true"), Is("'É'.equalsIgnoreCase('é')", "false")],
    ),
    (
        "| `t.matches('regex')`",
        &[
            Is("'xaby'.matches('a.')", "true"),
            Is("'xaby'.matches('^a')", "false"),
            No("'a'.matches('(?=a)')", ""),
            No("'a'.matches(param.text)", ""),
        ],
    ),
    (
        "| `arnPartition(t)`",
        &[
            Is("arnPartition('arn:aws-cn:kms:r:1:key/x')", "'aws-cn'"),
            Is("arnService('arn:aws-cn:kms:r:1:key/x')", "'kms'"),
            Is("arnRegion('arn:aws-cn:kms:r:1:key/x')", "'r'"),
            Is("arnAccount('arn:aws-cn:kms:r:1:key/x')", "'1'"),
            Is("arnResource('arn:aws-cn:kms:r:1:key/x:y')", "'key/x:y'"),
            Is("arnResource('no arn')", "unknown"),
        ],
    ),
    (
        "| `secretName(t)`",
        &[
            Is("secretName('arn:aws:secretsmanager:r:1:secret:AmazonMSK_a-AbCdEf')", "'AmazonMSK_a'"),
            Is("secretName('AmazonMSK_a')", "'AmazonMSK_a'"),
        ],
    ),
    (
        "| `principalAccount(t)`",
        &[
            Is("principalAccount('111122223333')", "'111122223333'"),
            Is("principalAccount('arn:aws:iam::111122223333:root')", "'111122223333'"),
            Is("principalAccount('*')", "'*'"),
            Is("principalAccount('service:kafka.amazonaws.com')", "''"),
        ],
    ),
    (
        "| `versionAtLeast(v, '7.0.5')`",
        &[
            Is("versionAtLeast('7.0.10', '7.0.5')", "true"),
            Is("versionAtLeast('7.x', '7.0.5')", "true"),
            Is("versionAtLeast('7.0', '7.0.5')", "true"),
            Is("versionAtLeast('6.9.9', '7.0.5')", "false"),
            No("versionAtLeast('7.0', '7.0')", "three numbers"),
        ],
    ),
    (
        "| `versionBelow(v, '7.0.5')`",
        &[Is("versionBelow('7.0.4', '7.0.5')", "true"), Is("versionBelow('7.x', '7.0.5')", "false")],
    ),
    (
        "| `versionIs(v, '3.2.6')`",
        &[
            Is("versionIs('3.2.6', '3.2.6')", "true"),
            Is("versionIs('3.2.x', '3.2.6')", "false"),
            Is("versionIs('3.2', '3.2.6')", "false"),
        ],
    ),
    (
        "| `kafkaSupportEnded(v)`",
        &[
            Is("kafkaSupportEnded('2.8.1')", "true"),
            Is("kafkaSupportEnded('3.7.x')", "false"),
            Is("kafkaSupportEnded('9.9.9')", "unknown"),
        ],
    ),
    ("| `nodeFamily(t)`", &[Is("nodeFamily('cache.m5.large')", "'m5'")]),
    (
        "| `daysSince(time)`",
        &[
            Is("has(secret.last_rotated) && daysSince(secret.last_rotated) == 10", "true"),
            Is("has(secret.last_rotated) && daysUntil(secret.last_rotated) == -10", "true"),
            No("daysSince('2026-01-01')", ""),
        ],
    ),
    (
        "| `allows(role, 'kms:Decrypt', r)`",
        &[
            Is("allows(role, 'kms:Decrypt', 'arn:aws:kms:r:111122223333:key/a')", "true"),
            Is("allows(role, 'kms:Encrypt', 'arn:aws:kms:r:111122223333:key/a')", "false"),
            No("allows(role, 'kms:*', 'arn:aws:kms:r:1:key/a')", "a literal action"),
            No("allows(role.id, 'kms:Decrypt', 'arn:aws:kms:r:1:key/a')", "not a iam_role"),
        ],
    ),
    (
        "| `allowsEvery(role, 'kms:Decrypt', r)`",
        &[
            Is("allowsEvery(role, 'kms:Decrypt', 'arn:aws:kms:r:111122223333:key/a')", "true"),
            Is("allowsEvery(role, 'kms:Decrypt', 'arn:aws:kms:r:444455556666:key/a')", "false"),
            Is("allows(role, 'sns:Publish', 'arn:aws:sns:r:1:orders-eu')", "true"),
            Is("allowsEvery(role, 'sns:Publish', 'arn:aws:sns:r:1:orders-eu')", "false"),
        ],
    ),
    (
        "`allows()` evaluates what IAM does",
        &[
            Is("allows(role, 's3:GetObject', 'arn:aws:s3:::b/k')", "true"),
            Is("allows(role, 'S3:getobject', 'arn:aws:s3:::b/k')", "true"),
            Is("allows(role, 's3:DeleteObject', 'arn:aws:s3:::b/k')", "false"),
            // The boundary names every action but those of EC2.
            Is("allows(role, 'ec2:RunInstances', 'arn:aws:ec2:r:1:instance/i')", "false"),
        ],
    ),
    (
        "Where the answer could be another",
        &[Is("allows(role, 'sts:AssumeRole', 'arn:aws:iam::1:role/x')", "unknown")],
    ),
    (
        "a statement with a condition or a policy variable",
        &[
            Is("allows(role, 'sts:AssumeRole', 'arn:aws:iam::1:role/x')", "unknown"),
            Is("allows(role, 'dynamodb:GetItem', 'arn:aws:dynamodb:r:1:table/x')", "unknown"),
            Is("allows(role, 'dynamodb:GetItem', 'arn:aws:dynamodb:r:1:index/x')", "false"),
            Is("allows(role, 'events:PutEvents', role.region)", "true"),
            Is("allows(role, 'sns:Subscribe', 'arn:aws:sns:r:1:x')", "true"),
            Is("allows(role, 'sns:Unsubscribe', 'arn:aws:sns:r:1:x')", "false"),
            Is(may!(key "kms:RetireGrant"), "unknown"),
            Is(may!(via "kms:RetireGrant"), "true"),
            Is(may!(via "kms:CreateGrant"), "false"),
        ],
    ),
    (
        "a policy that could not be read",
        &[
            Is("allows(role, 'unread:Get', 'arn:aws:unread:r:1:x')", "unknown"),
            Is("allows(role, 'unread:Delete', 'arn:aws:unread:r:1:x')", "false"),
        ],
    ),
    (
        "a `*` that would have to reach",
        &[Is("allows(role, 'sqs:SendMessage', 'arn:aws:sqs:r:1:queue')", "unknown")],
    ),
    (
        "a resource whose ARN is not known",
        &[
            Is("allows(role, 'events:PutEvents', role.region)", "true"),
            Is("allows(role, 'kms:Decrypt', role.region)", "unknown"),
        ],
    ),
    (
        "Policies of organizations and sessions",
        &[Is("allows(role, 'kafka:DescribeCluster', 'arn:aws:kafka:r:1:cluster/a')", "false")],
    ),
    (
        "Those of resources are for",
        &[Is(
            "has(schema.role) && has(schema.secret) && allows(schema.role, 'secretsmanager:PutSecretValue', schema.secret)",
            "false",
        )],
    ),
    (
        "| `permitted(role, 'kms:Decrypt', r)`",
        &[
            Is(may!(secret "secretsmanager:GetSecretValue"), "true"),
            No("permitted(role, 'kms:Decrypt', role)", "own policies are known"),
            No(
                "permitted(role, 'kms:Decrypt', 'arn:aws:kms:r:111122223333:key/a')",
                "own policies are known",
            ),
            No(may!(secret "secretsmanager:*"), "a literal action"),
            No(
                "has(schema.role) && has(schema.secret) && permitted(schema.role, 'kms:Decrypt', schema.secret, schema.name)",
                "a literal service",
            ),
        ],
    ),
    (
        "Within an account, a secret's policy",
        &[
            Is(may!(secret "secretsmanager:PutSecretValue"), "true"),
            Is(may!(secret "secretsmanager:GetSecretValue"), "true"),
            Is(may!(secret "secretsmanager:TagResource"), "false"),
            // One denies what the other allows.
            Is(may!(secret "secretsmanager:UpdateSecret"), "false"),
            Is(may!(secret "secretsmanager:DeleteSecret"), "false"),
        ],
    ),
    (
        "Between accounts both must allow",
        &[
            Is(may!(foreign "kms:Encrypt"), "true"),
            Is(may!(foreign "kms:ReEncryptFrom"), "false"),
            Is(may!(foreign "kms:Decrypt"), "false"),
        ],
    ),
    (
        "A role's policies count for a key only",
        &[Is(may!(key "kms:Decrypt"), "true"), Is(may!(key "kms:DescribeKey"), "false")],
    ),
    ("A key without a policy has the default one", &[Is(may!(default "kms:Decrypt"), "true")]),
    (
        "A grant of the key may allow",
        &[Is(may!(key "kms:Verify"), "true"), Is(may!(key "kms:ReEncryptTo"), "false")],
    ),
    (
        "A certificate has no policy",
        &[
            Is(
                "has(schema.role) && has(schema.certificate) && permitted(schema.role, 'acm:ExportCertificate', schema.certificate)",
                "false",
            ),
            Is(
                "has(schema.role) && has(schema.certificate) && allows(schema.role, 'acm:ExportCertificate', schema.certificate)",
                "true",
            ),
        ],
    ),
    (
        "A statement of a resource's policy is about the role",
        &[
            Is(may!(secret "secretsmanager:ListSecretVersionIds"), "true"),
            Is(may!(secret "secretsmanager:PutSecretValue"), "true"),
            Is(may!(key "kms:Decrypt"), "true"),
            Is(may!(secret "secretsmanager:RotateSecret"), "false"),
        ],
    ),
    (
        "Unknown is one for everyone but some",
        &[
            Is(may!(secret "secretsmanager:CancelRotateSecret"), "unknown"),
            Is(may!(secret "secretsmanager:RestoreSecret"), "unknown"),
            Is(may!(secret "secretsmanager:ReplicateSecretToRegions"), "unknown"),
        ],
    ),
    (
        "A boundary limits what a resource's policy allows",
        &[
            Is(may!(secret "secretsmanager:PutResourcePolicy"), "false"),
            Is(may!(secret "secretsmanager:GetResourcePolicy"), "true"),
        ],
    ),
    (
        "A grant with a constraint",
        &[
            Is(may!(key "kms:Sign"), "unknown"),
            Is(may!(key "kms:GenerateMac"), "unknown"),
            Is(may!(foreign "kms:Verify"), "unknown"),
        ],
    ),
    (
        "Of a resource that was not collected",
        &[
            Is(may!(elsewhere "secretsmanager:GetSecretValue"), "unknown"),
            Is(may!(elsewhere "secretsmanager:TagResource"), "unknown"),
            Is(may!(elsewhere "secretsmanager:DeleteSecret"), "false"),
        ],
    ),
    (
        "| `opensPort(rule, 9092)`",
        &[
            Is("security_group.rules.all(r, opensPort(r, 9092))", "true"),
            Is("security_group.rules.exists(r, opensPort(r, 443))", "false"),
            No("opensPort(secret, 9092)", "not a security_group_rule"),
        ],
    ),
    (
        "| `cidrWithin(t, list)`",
        &[
            Is("has(security_group.vpc) && cidrWithin('10.0.0.0/15', security_group.vpc.cidrs)", "true"),
            Is("has(security_group.vpc) && cidrWithin('10.2.0.0/16', security_group.vpc.cidrs)", "false"),
            Is("has(security_group.vpc) && cidrWithin('pl-1', security_group.vpc.cidrs)", "unknown"),
        ],
    ),
    (
        "| `cidrIsWorld(t)`",
        &[
            Is("cidrIsWorld('0.0.0.0/0')", "true"),
            Is("cidrIsWorld('10.0.0.0/8')", "false"),
            Is("cidrIsWorld('2000::/3')", "true"),
            Is("cidrIsWorld('fc00::/7')", "false"),
            Is("cidrIsWorld('2001:db8::/32')", "false"),
            Is("cidrIsWorld('pl-1')", "unknown"),
        ],
    ),
    (
        "| `leadsOut(subnets, tables)`",
        &[
            Is("has(workgroup.vpc) && leadsOut(workgroup.subnets, workgroup.vpc.route_tables)", "true"),
            No("leadsOut(workgroup.subnets, workgroup.vpc.route_tables)", "`workgroup.vpc` may be absent"),
            No(
                "has(workgroup.vpc) && leadsOut(workgroup.security_groups, workgroup.vpc.route_tables)",
                "no list of a subnet",
            ),
        ],
    ),
    (
        "| `sh(t)`, `sh(list)`",
        &[
            Text("sh(secret.name)", "AmazonMSK_user"),
            Text("sh('a b')", "'a b'"),
            No("sh(secret.id) == 'a'", "only in texts"),
        ],
    ),
    (
        "| `join(list, ', ')`",
        &[
            Text("join(cluster.broker_log_destinations, '; ')", "cloudwatch; s3"),
            No("join(secret.clusters, ',') == 'a'", "only in texts"),
        ],
    ),
    (
        "An expression has at most 2,000 bytes",
        &[
            No("LONG", "at most 2000 bytes"),
            No("DEEP", "nested more than 64 deep"),
            No("'a'.matches('(a{1000}){1000}')", ""),
        ],
    ),
    (
        "A step is an expression",
        &[
            Is(
                "has(cluster.security_groups) && cluster.security_groups.all(a, cluster.security_groups.all(b, a != 'x' || b != 'x'))",
                "unknown",
            ),
            Is(
                "has(cluster.security_groups) && cluster.security_groups.all(a, !('x' in cluster.security_groups))",
                "unknown",
            ),
        ],
    ),
];

/// What the role of the cases may do.
const POLICY: &str = r#"{"Statement":[
    {"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:111122223333:key/*"},
    {"Effect":"Allow","Action":"sns:Publish","Resource":"arn:aws:sns:*:*:orders-*"},
    {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3"},
    {"Effect":"Deny","Action":"s3:Delete*","Resource":"*"},
    {"Effect":"Allow","Action":"ec2:*","Resource":"*"},
    {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},
    {"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}"},
    {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:*:queue"},
    {"Effect":"Allow","Action":"events:PutEvents","Resource":"*"},
    {"Effect":"Deny","Action":"events:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}},
    {"Effect":"Allow","Action":"sns:Subscribe","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":["1","111122223333"]}}},
    {"Effect":"Allow","Action":"sns:Unsubscribe","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}}},
    {"Effect":"Allow","Action":["kms:RetireGrant","kms:CreateGrant"],"Resource":"*"},
    {"Effect":"Deny","Action":"unread:Delete","Resource":"*"},
    {"Effect":"Allow","Action":["secretsmanager:GetSecretValue","secretsmanager:UpdateSecret","acm:*","kms:DescribeKey"],"Resource":"*"},
    {"Effect":"Deny","Action":"secretsmanager:DeleteSecret","Resource":"*"},
    {"Effect":"Allow","Action":["kms:Encrypt","kms:ReEncryptFrom"],"Resource":"arn:aws:kms:r:444455556666:key/foreign"}]}"#;
const BOUNDARY: &str = r#"{"Statement":{"Effect":"Allow",
    "NotAction":["ec2:*","secretsmanager:PutResourcePolicy","secretsmanager:GetResourcePolicy","kms:GenerateMac"],"Resource":"*"}}"#;
/// Of the secret of a schema.
const SECRET_POLICY: &str = r#"{"Statement":[
    {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},
     "Action":["secretsmanager:PutSecretValue","secretsmanager:PutResourcePolicy","secretsmanager:DeleteSecret"],"Resource":"*"},
    {"Effect":"Deny","Principal":"*","Action":"secretsmanager:UpdateSecret","Resource":"*"},
    {"Effect":"Allow","Principal":"*","Action":["secretsmanager:ListSecretVersionIds","secretsmanager:GetResourcePolicy"],"Resource":"*"},
    {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/other","Service":"redshift.amazonaws.com"},
     "Action":"secretsmanager:RotateSecret","Resource":"*"},
    {"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/other"},
     "Action":"secretsmanager:CancelRotateSecret","Resource":"*"},
    {"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/session"},
     "Action":"secretsmanager:RestoreSecret","Resource":"*"},
    {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"},
     "Action":"secretsmanager:ReplicateSecretToRegions","Resource":"*"}]}"#;
/// Of its key.
const KEY_POLICY: &str = r#"{"Statement":[
    {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["kms:Decrypt","kms:Encrypt"],"Resource":"*"},
    {"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:RetireGrant","Resource":"*",
     "Condition":{"StringLike":{"kms:ViaService":"secretsmanager.*"},"StringEquals":{"kms:CallerAccount":"111122223333"}}},
    {"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:CreateGrant","Resource":"*",
     "Condition":{"StringEquals":{"kms:ViaService":"secretsmanager.other.amazonaws.com"}}}]}"#;

fn role(cut_short: bool) -> Resource {
    use iam_role as f;
    let mut r = Resource::new(&f::KIND, "arn:aws:iam::111122223333:role/app");
    let o = r.api("iam:GetRolePolicy");
    let read = |text: &str| policy::statements(text, o, &|t| Value::text(t)).expect("a policy");
    let more = cut_short.then(|| r.add_why(Why::NotStated));
    let items = read(POLICY).into_iter().map(|s| Fact::Known(s, o)).collect();
    r.known(f::statements, Value::List(Box::new(List { items, more })), o);
    r.text(f::boundary, "arn:aws:iam::111122223333:policy/bound", o);
    r.list(f::boundary_statements, read(BOUNDARY), o);
    r
}

/// An external schema with a secret under a key; `which`: the key in another account, or without a policy, or a secret
/// that was not collected.
fn schema(which: &str) -> Vec<Resource> {
    let (home, key_id) = match which {
        "foreign" => ("444455556666", "arn:aws:kms:r:444455556666:key/foreign"),
        _ => ("111122223333", "arn:aws:kms:r:111122223333:key/a"),
    };
    let secret_id = "arn:aws:secretsmanager:r:111122223333:secret:mtls-a1B2c3";
    let mut schema = Resource::new(&external_schema::KIND, "cluster:a/dev/orders");
    let o = schema.api("redshift-data:ExecuteStatement");
    schema.link(external_schema::role, "arn:aws:iam::111122223333:role/app", o);
    schema.link(external_schema::secret, secret_id, o);
    schema.link(external_schema::certificate, "arn:aws:acm:r:444455556666:certificate/c", o);
    let mut own = Resource::new(&secret::KIND, secret_id);
    let o = own.api("secretsmanager:GetResourcePolicy");
    let read = |text: &str| policy::statements(text, o, &|t| Value::text(t)).expect("a policy");
    own.bool(secret::exists, true, o);
    own.list(secret::policy, read(SECRET_POLICY), o);
    own.link(secret::kms_key, key_id, o);
    let mut key = Resource::new(&kms_key::KIND, key_id);
    let o = key.api("kms:GetKeyPolicy");
    key.at(home, "r", o);
    match which {
        "default" => key.absent(kms_key::policy, o),
        _ => key.list(kms_key::policy, read(KEY_POLICY), o),
    }
    let grant = |operation: &str, constrained: bool| {
        let operations = List { items: vec![Fact::Known(Value::text(operation), o)], more: None };
        Record::new(&kms_key::grant::RECORD)
            .text(kms_key::grant::grantee, "arn:aws:iam::111122223333:role/app", o)
            .known(kms_key::grant::operations, Value::List(Box::new(operations)), o)
            .known(kms_key::grant::constrained, Value::Bool(constrained), o)
            .into_value()
    };
    let grants = [("Verify", false), ("Sign", true), ("GenerateMac", false)];
    key.list(kms_key::grants, grants.map(|(operation, constrained)| grant(operation, constrained)), o);
    match which {
        "elsewhere" => vec![schema, role(false)],
        _ => vec![schema, role(false), own, key],
    }
}

fn group() -> [Resource; 2] {
    use security_group as f;
    let mut r = Resource::new(&f::KIND, "sg-1");
    let o = r.api("ec2:DescribeSecurityGroups");
    let rule = Record::new(&f::rule::RECORD)
        .text(f::rule::protocol, "tcp", o)
        .known(f::rule::from_port, Value::Int(9000), o)
        .known(f::rule::to_port, Value::Int(9100), o);
    r.list(f::rules, [rule.into_value()], o);
    r.link(f::vpc, "vpc-1", o);
    let mut home = Resource::new(&vpc::KIND, "vpc-1");
    let o = home.api("ec2:DescribeRouteTables");
    home.list(vpc::cidrs, ["10.0.0.0/16", "10.1.0.0/16"].map(Value::text), o);
    [r, home]
}

/// A workgroup in a subnet with a route table of its own.
fn workgroup() -> [Resource; 4] {
    let mut r = Resource::new(&redshift_workgroup::KIND, "streaming");
    let o = r.api("redshift-serverless:ListWorkgroups");
    r.link(redshift_workgroup::vpc, "vpc-1", o);
    r.list(redshift_workgroup::subnets, [Value::link("subnet-1")], o);
    let mut own = Resource::new(&subnet::KIND, "subnet-1");
    let o = own.api("ec2:DescribeSubnets");
    own.link(subnet::vpc, "vpc-1", o);
    let mut table = Resource::new(&route_table::KIND, "rtb-1");
    let o = table.api("ec2:DescribeRouteTables");
    table.link(route_table::vpc, "vpc-1", o);
    table.bool(route_table::main, false, o);
    table.list(route_table::subnets, [Value::link("subnet-1")], o);
    let route = Record::new(&route_table::route::RECORD)
        .text(route_table::route::destination, "0.0.0.0/0", o)
        .text(route_table::route::target_kind, "nat", o)
        .text(route_table::route::state, "active", o);
    table.list(route_table::routes, [route.into_value()], o);
    [r, own, table, Resource::new(&vpc::KIND, "vpc-1")]
}

fn unit(kind: &str) -> Unit {
    let mut key = Resource::new(&kms_key::KIND, "key-1");
    let o = key.api("kms:DescribeKey");
    key.text(kms_key::manager, "CUSTOMER", o);
    let mut resources = vec![key];
    match kind {
        "role" => resources.push(role(false)),
        "unread role" => resources.push(role(true)),
        "whole" | "foreign" | "default" | "elsewhere" => resources.extend(schema(kind)),
        "group" => resources.extend(group()),
        "workgroup" => resources.extend(workgroup()),
        "secret" => {
            use secret as f;
            let mut r = Resource::new(&f::KIND, "AmazonMSK_user");
            let o = r.api("secretsmanager:ListSecrets");
            r.at("111122223333", "eu-west-1", o);
            r.absent(f::arn, o);
            r.text(f::name, "AmazonMSK_user", o);
            r.bool(f::rotation_enabled, true, o);
            r.absent(f::kms_key, o);
            r.known(f::last_rotated, Value::Time(example::NOW - 10 * 86_400), o);
            let version = |stage: &str| {
                let stages = List { items: vec![Fact::Known(Value::text(stage), o)], more: None };
                let keys = List { items: Vec::new(), more: None };
                let record = tidegate::inventory::Record::new(&f::version::RECORD)
                    .known(f::version::stages, Value::List(Box::new(stages)), o)
                    .known(f::version::kms_key_ids, Value::List(Box::new(keys)), o);
                Fact::Known(record.into_value(), o)
            };
            let more = r.add_why(Why::Truncated {
                operation: "secretsmanager:ListSecretVersionIds".into(),
                reason: "x".into(),
            });
            let versions =
                List { items: vec![version("AWSCURRENT"), version("AWSPREVIOUS")], more: Some(more) };
            r.known(f::versions, Value::List(Box::new(versions)), o);
            resources.push(r);
        }
        _ => {
            use msk_cluster as f;
            let mut r = Resource::new(&f::KIND, "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/u-1");
            let o = r.api("kafka:ListClustersV2");
            r.at("111122223333", "eu-west-1", o);
            let pattern = |pieces: Vec<Piece>| Value::Pattern(pieces.into());
            r.known(f::name, pattern(vec![Piece::Lit("AmazonMSK_".into()), Piece::Hole("Name".into())]), o);
            r.text(f::client_broker, "TLS", o);
            let region = || pattern(vec![Piece::Lit("x-".into()), Piece::Symbol("AWS::Region".into())]);
            r.known(f::current_version, region(), o);
            r.known(f::instance_type, region(), o);
            r.link(f::data_volume_kms_key, "key-1", o);
            r.list(f::broker_log_destinations, ["cloudwatch", "s3"].map(Value::text), o);
            r.list(f::security_groups, (0..1_000).map(|i| Value::link(format!("sg-{i}"))), o);
            resources.push(r);
        }
    }
    let complete = ["kafka:ListClustersV2", "secretsmanager:ListSecrets"];
    let coverage = complete.map(|o| tidegate::inventory::Coverage::new("111122223333", "eu-west-1", o));
    let scope = Scope { account: "111122223333".into(), region: "eu-west-1".into(), ..Scope::default() };
    Unit::new(scope, resources, &coverage)
}

fn parameters() -> BTreeMap<String, Literal> {
    let text = |t: &str| Literal::Text(t.into());
    BTreeMap::from([
        ("max_days".to_owned(), Literal::Int(90)),
        ("names".to_owned(), Literal::List([text("a"), text("b")].into())),
        ("text".to_owned(), text("a")),
    ])
}

/// The letters that the tables use, and texts that are too long to be written out.
fn spelt_out(text: &str) -> String {
    let word = |c: char| c.is_alphanumeric() || "_.'".contains(c);
    let alone = |at: usize| {
        let before = text[..at].chars().next_back().is_none_or(|c| !word(c));
        before && text[at + 1..].chars().next().is_none_or(|c| !word(c))
    };
    match text {
        "LONG" => return format!("secret.rotation_enabled{}", " ".repeat(2_000)),
        "DEEP" => return format!("{}true{}", "(".repeat(70), ")".repeat(70)),
        _ => {}
    }
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        match c {
            'T' if alone(at) => out.push_str("secret.rotation_enabled"),
            'F' if alone(at) => out.push_str("!secret.rotation_enabled"),
            'U' if alone(at) => out.push_str("secret.exists"),
            c => out.push(c),
        }
    }
    out
}

fn compiled<R>(text: &str, in_text: bool, then: impl FnOnce(&Code, &Unit) -> R) -> Result<R, String> {
    let text = spelt_out(text);
    let (kind, def) = match text.as_str() {
        t if t.contains("schema.") => {
            let unit =
                ["foreign", "default", "elsewhere"].into_iter().find(|u| t.starts_with(&format!("'{u}'")));
            (unit.unwrap_or("whole"), &external_schema::KIND)
        }
        t if t.contains("cluster.") => ("cluster", &msk_cluster::KIND),
        t if t.contains("'unread:") => ("unread role", &iam_role::KIND),
        t if t.contains("(role") => ("role", &iam_role::KIND),
        t if t.contains("workgroup.") => ("workgroup", &redshift_workgroup::KIND),
        t if t.contains("security_group.") => ("group", &security_group::KIND),
        _ => ("secret", &secret::KIND),
    };
    let unit = unit(kind);
    let said = |e: tidegate::rules::expr::ExprError| {
        format!("{} {}", e.message, e.help.map(|h| h.to_string()).unwrap_or_default())
    };
    let parameters = parameters();
    let names = Names { kind: def, each: None, parameters: &parameters, in_text };
    let checked = parse(&text).and_then(|ast| check(&ast, &names, &[])).map_err(said)?;
    Ok(then(&Code { text: text.as_str().into(), expr: checked.expr }, &unit))
}

fn root(unit: &Unit) -> &Resource {
    unit.resources()
        .iter()
        .find(|r| !["kms_key", "route_table", "subnet", "vpc"].contains(&r.kind.name))
        .expect("the one that is asked about")
}

fn value(text: &str) -> Result<String, String> {
    compiled(text, false, |code, unit| {
        let mut env = Env::new(unit, root(unit), example::NOW, Silent);
        match env.eval(&code.expr) {
            Val::Unknown(_) => "unknown".to_owned(),
            Val::Absent => "absent".to_owned(),
            v @ (Val::Text(_) | Val::Resource(_) | Val::Elsewhere(_)) => {
                format!("'{}'", render::value(v, None, unit, PLAIN))
            }
            v => render::value(v, None, unit, PLAIN),
        }
    })
}

/// Sentences and rows of the page, code and tables' heads left out.
fn sentences() -> Vec<String> {
    let page = include_str!("../../docs/check-language.md");
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with('|') {
            let head = lines.peek().is_some_and(|next| next.starts_with("| ---"));
            if !head && !line.starts_with("| ---") {
                blocks.push(line.to_owned());
            }
            open = false;
        } else if line.is_empty() || line.starts_with('#') {
            open = false;
        } else if let Some(item) = line.strip_prefix("- ") {
            blocks.push(item.to_owned());
            open = true;
        } else if open {
            let last = blocks.last_mut().expect("a block is open");
            last.push(' ');
            last.push_str(line.trim());
        } else {
            blocks.push(line.to_owned());
            open = true;
        }
    }
    blocks.iter().flat_map(|b| split(b)).collect()
}

fn split(block: &str) -> Vec<String> {
    if block.starts_with('|') {
        return vec![block.to_owned()];
    }
    let mut out = Vec::new();
    let mut rest = block;
    while let Some(at) = rest.match_indices(". ").map(|(at, _)| at).find(|at| {
        let next = rest[at + 2..].chars().next();
        next.is_some_and(|c| c.is_uppercase() || c == '`')
    }) {
        out.push(rest[..at + 1].to_owned());
        rest = &rest[at + 2..];
    }
    out.push(rest.to_owned());
    out
}

#[test]
fn every_sentence_has_its_cases_and_every_case_its_sentence() {
    let sentences = sentences();
    assert!(sentences.len() > 40, "{sentences:#?}");
    for sentence in &sentences {
        let of = CASES.iter().filter(|(start, _)| sentence.starts_with(start)).count();
        assert_eq!(of, 1, "cases for: {sentence}");
    }
    for (start, _) in CASES {
        assert!(sentences.iter().any(|s| s.starts_with(start)), "the page does not say: {start}");
    }
}

#[test]
fn every_case_comes_to_what_the_page_says() {
    let mut wrong = Vec::new();
    for (sentence, cases) in CASES {
        for case in *cases {
            let (text, expected, got) = match case {
                Is(text, expected) => (text, (*expected).to_owned(), value(text)),
                No(text, says) => {
                    let told = match value(text) {
                        Ok(value) => Ok(value),
                        Err(told) if told.contains(says) => Ok(format!("refused: {says}")),
                        Err(told) => Err(told),
                    };
                    (text, format!("refused: {says}"), told)
                }
                Text(text, expected) => {
                    let shown = compiled(text, true, |code, unit| {
                        render::code(code, &mut Env::new(unit, root(unit), example::NOW, Silent), PLAIN)
                    });
                    (text, (*expected).to_owned(), shown)
                }
            };
            if got.as_deref() != Ok(&*expected) {
                wrong.push(format!("{text}: {got:?}, not {expected:?} ({sentence})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The function table names every function that the compiler knows.
#[test]
fn every_function_is_on_the_page() {
    let page = include_str!("../../docs/check-language.md");
    let told = value("nothing.zzzzzzzzzzzzzzzzzz()")
        .or_else(|_| value("zzzzzzzzzzzzzzzzzz()"))
        .expect_err("no function");
    let names: Vec<&str> = told.split("there are: ").nth(1).expect(&told).trim().split(", ").collect();
    assert!(names.len() > 20, "{told}");
    for name in names {
        assert!(page.contains(&format!("{name}(")), "{name} is not on the page");
    }
}
