//! Scenarios of what stands around clusters and caches: networks, roles, mappings, SQL, plugins and global groups.
//!
//! Routes, endpoints and NAT gateways have none: the one rule that asks for them judges accounts only. Certificates are
//! judged where SQL names them, which a plan does not show before it is applied.

use super::table::{Differ, Scenario, Thing, same, thing};

const WORLD: &str = "msk-broker-ports-open-to-world";
const PLAINTEXT: &str = "msk-plaintext-port-open";
const EGRESS: &str = "connector-without-egress-to-brokers";
const BROAD: &str = "lambda-role-overbroad-secrets";
const WRONG: &str = "lambda-mapping-wrong-mechanism";
const OFF: &str = "lambda-mapping-mechanism-off";
const FOREIGN: &str = "lambda-mapping-foreign-secret";

const SCRAM: (&str, &str) = ("access", r#"[{"type": "SASL_SCRAM_512_AUTH", "uri": "@AmazonMSK_a"}]"#);
const BY_ROLE: [(&str, &str); 4] =
    [("cluster", r#""@c""#), ("function", r#""@f""#), ("runs_as", r#""@r""#), SCRAM];
const EVERY_SECRET: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["secretsmanager:*"], "Resource": "*"}]}"#;
const ONE_SECRET: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a-*"}]}"#;
const DENIED: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}, {"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"}]}"#;

const USERS: Thing = thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]);
/// The rule asks the secret's name and its ARN, which is not there before the deployment.
const NO_ARN: &str = "the name in the ARN, too, would be an answer, and there is no ARN yet";

const fn undecided(
    form: &'static str,
    rule: &'static str,
    thing: &'static str,
    because: &'static str,
) -> Differ {
    Differ { form, rule, thing, verdict: "undecided", because }
}

pub static SCENARIOS: &[Scenario] = &[
    same(
        "brokers that the world reaches",
        &[
            thing(
                "sg",
                "brokers",
                &[("ingress", r#"[{"protocol": "tcp", "from": 9096, "to": 9096, "ipv4": "0.0.0.0/0"}]"#)],
            ),
            thing("cluster", "c", &[("security_groups", r#"["@brokers"]"#)]),
        ],
        &[(WORLD, "c", "fail")],
    ),
    same(
        "a group that the world reaches elsewhere",
        &[
            thing(
                "sg",
                "brokers",
                &[("ingress", r#"[{"protocol": "tcp", "from": 443, "to": 443, "ipv4": "0.0.0.0/0"}]"#)],
            ),
            thing("cluster", "c", &[("security_groups", r#"["@brokers"]"#)]),
        ],
        &[(WORLD, "c", "pass")],
    ),
    same(
        "brokers that the world reaches by IPv6",
        &[
            thing(
                "sg",
                "brokers",
                &[("ingress", r#"[{"protocol": "tcp", "from": 9000, "to": 9999, "ipv6": "::/0"}]"#)],
            ),
            thing("cluster", "c", &[("security_groups", r#"["@brokers"]"#)]),
        ],
        &[(WORLD, "c", "fail")],
    ),
    same(
        "brokers whose group takes everything from everywhere",
        &[
            thing(
                "sg",
                "brokers",
                &[("ingress", r#"[{"protocol": "-1", "from": 0, "to": 0, "ipv4": "0.0.0.0/0"}]"#)],
            ),
            thing(
                "cluster",
                "c",
                &[("security_groups", r#"["@brokers"]"#), ("client_broker", r#""TLS_PLAINTEXT""#)],
            ),
        ],
        &[(WORLD, "c", "fail"), (PLAINTEXT, "c", "fail")],
    ),
    same(
        "brokers that the world reaches by a rule of its own",
        &[
            thing(
                "sg",
                "brokers",
                &[("rule", r#"{"protocol": "tcp", "from": 9098, "to": 9098, "ipv4": "0.0.0.0/0"}"#)],
            ),
            thing("cluster", "c", &[("security_groups", r#"["@brokers"]"#)]),
        ],
        &[(WORLD, "c", "fail")],
    ),
    same(
        "brokers that the world reaches by a rule of its own, as the provider had it",
        &[
            thing(
                "sg",
                "brokers",
                &[("older_rule", r#"{"protocol": "tcp", "from": 9092, "to": 9098, "ipv4": "0.0.0.0/0"}"#)],
            ),
            thing("cluster", "c", &[("security_groups", r#"["@brokers"]"#)]),
        ],
        &[(WORLD, "c", "fail")],
    ),
    same(
        "plaintext open to the VPC",
        &[
            thing(
                "sg",
                "brokers",
                &[("ingress", r#"[{"protocol": "tcp", "from": 9092, "to": 9092, "ipv4": "10.0.0.0/16"}]"#)],
            ),
            thing(
                "cluster",
                "c",
                &[("security_groups", r#"["@brokers"]"#), ("client_broker", r#""TLS_PLAINTEXT""#)],
            ),
        ],
        &[(WORLD, "c", "pass"), (PLAINTEXT, "c", "fail")],
    ),
    same(
        "a plaintext port that nothing listens on",
        &[
            thing(
                "sg",
                "brokers",
                &[("ingress", r#"[{"protocol": "tcp", "from": 9092, "to": 9092, "ipv4": "10.0.0.0/16"}]"#)],
            ),
            thing(
                "cluster",
                "c",
                &[
                    ("security_groups", r#"["@brokers"]"#),
                    ("client_broker", r#""TLS""#),
                    ("kafka_version", r#""3.9.x.kraft""#),
                ],
            ),
        ],
        &[(WORLD, "c", "pass"), (PLAINTEXT, "c", "not-applicable")],
    ),
    same(
        "ZooKeeper open to the VPC",
        &[
            thing(
                "sg",
                "brokers",
                &[("ingress", r#"[{"protocol": "tcp", "from": 2181, "to": 2181, "ipv4": "10.0.0.0/16"}]"#)],
            ),
            thing(
                "cluster",
                "c",
                &[
                    ("security_groups", r#"["@brokers"]"#),
                    ("client_broker", r#""TLS""#),
                    ("kafka_version", r#""3.5.1""#),
                ],
            ),
        ],
        &[(PLAINTEXT, "c", "fail")],
    ),
    same(
        "plaintext open to the clients' group only",
        &[
            thing("sg", "clients", &[]),
            thing(
                "sg",
                "brokers",
                &[("ingress", r#"[{"protocol": "tcp", "from": 9092, "to": 9092, "group": "@clients"}]"#)],
            ),
            thing(
                "cluster",
                "c",
                &[("security_groups", r#"["@brokers"]"#), ("client_broker", r#""TLS_PLAINTEXT""#)],
            ),
        ],
        &[(WORLD, "c", "pass"), (PLAINTEXT, "c", "pass")],
    ),
    same(
        "plaintext open to the clients' group by a rule of its own",
        &[
            thing("sg", "clients", &[]),
            thing(
                "sg",
                "brokers",
                &[("rule", r#"{"protocol": "tcp", "from": 9092, "to": 9092, "group": "@clients"}"#)],
            ),
            thing(
                "cluster",
                "c",
                &[("security_groups", r#"["@brokers"]"#), ("client_broker", r#""TLS_PLAINTEXT""#)],
            ),
        ],
        &[(WORLD, "c", "pass"), (PLAINTEXT, "c", "pass")],
    ),
    same(
        "a group that is not there",
        &[thing("cluster", "c", &[("security_groups", r#"["sg-elsewhere"]"#)])],
        &[(WORLD, "c", "undecided")],
    ),
    same(
        "a connector that gets to its brokers",
        &[
            thing(
                "sg",
                "workers",
                &[("egress", r#"[{"protocol": "tcp", "from": 9098, "to": 9098, "ipv4": "10.0.0.0/16"}]"#)],
            ),
            thing("connector", "w", &[("security_groups", r#"["@workers"]"#)]),
        ],
        &[(EGRESS, "w", "pass")],
    ),
    same(
        "a connector that does not get to its brokers",
        &[
            thing(
                "sg",
                "workers",
                &[("egress", r#"[{"protocol": "tcp", "from": 443, "to": 443, "ipv4": "0.0.0.0/0"}]"#)],
            ),
            thing("connector", "w", &[("security_groups", r#"["@workers"]"#)]),
        ],
        &[(EGRESS, "w", "fail")],
    ),
    Scenario {
        name: "a connector whose group does not say what goes out",
        things: &[
            thing("sg", "workers", &[("egress_by_default", r#"[{"protocol": "-1", "ipv4": "0.0.0.0/0"}]"#)]),
            thing("connector", "w", &[("security_groups", r#"["@workers"]"#)]),
        ],
        verdicts: &[(EGRESS, "w", "pass")],
        differ: &[
            Differ {
                form: "plan",
                rule: EGRESS,
                thing: "w",
                verdict: "fail",
                because: "Terraform takes away the rule that lets everything out",
            },
            Differ {
                form: "source",
                rule: EGRESS,
                thing: "w",
                verdict: "fail",
                because: "Terraform takes away the rule that lets everything out",
            },
        ],
    },
    same(
        "a function that may read every secret",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            USERS,
            thing("role", "r", &[("inline", EVERY_SECRET)]),
            thing("function", "f", &[("role", r#""@r""#)]),
            thing("mapping", "m", &BY_ROLE),
        ],
        &[(BROAD, "m", "fail")],
    ),
    same(
        "a function that may read its secret",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            USERS,
            thing("role", "r", &[("inline", ONE_SECRET)]),
            thing("function", "f", &[("role", r#""@r""#)]),
            thing("mapping", "m", &BY_ROLE),
        ],
        &[(BROAD, "m", "pass")],
    ),
    same(
        "a function that a policy of its own lets read every secret",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            USERS,
            thing("role", "r", &[("policy", EVERY_SECRET)]),
            thing("function", "f", &[("role", r#""@r""#)]),
            thing("mapping", "m", &BY_ROLE),
        ],
        &[(BROAD, "m", "fail")],
    ),
    same(
        "a function that a policy of its own lets read its secret",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            USERS,
            thing("role", "r", &[("policy", ONE_SECRET)]),
            thing("function", "f", &[("role", r#""@r""#)]),
            thing("mapping", "m", &BY_ROLE),
        ],
        &[(BROAD, "m", "pass")],
    ),
    same(
        "two policies, one of which lets a function read every secret",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            USERS,
            thing("role", "r", &[("inline", ONE_SECRET), ("policy", EVERY_SECRET)]),
            thing("function", "f", &[("role", r#""@r""#)]),
            thing("mapping", "m", &BY_ROLE),
        ],
        &[(BROAD, "m", "fail")],
    ),
    same(
        "a function that is denied what it is allowed",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            USERS,
            thing("role", "r", &[("inline", DENIED)]),
            thing("function", "f", &[("role", r#""@r""#)]),
            thing("mapping", "m", &BY_ROLE),
        ],
        &[(BROAD, "m", "pass")],
    ),
    same(
        "a function under a managed policy that reads every secret",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            USERS,
            thing("role", "r", &[("managed", r#"["arn:aws:iam::aws:policy/SecretsManagerReadWrite"]"#)]),
            thing("function", "f", &[("role", r#""@r""#)]),
            thing("mapping", "m", &BY_ROLE),
        ],
        &[(BROAD, "m", "fail")],
    ),
    same(
        "a function under a managed policy that is attached",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            USERS,
            thing("role", "r", &[("attached", r#""arn:aws:iam::aws:policy/AdministratorAccess""#)]),
            thing("function", "f", &[("role", r#""@r""#)]),
            thing("mapping", "m", &BY_ROLE),
        ],
        &[(BROAD, "m", "fail")],
    ),
    same(
        "a function under Lambda's policy for MSK",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            USERS,
            thing(
                "role",
                "r",
                &[("managed", r#"["arn:aws:iam::aws:policy/service-role/AWSLambdaMSKExecutionRole"]"#)],
            ),
            thing("function", "f", &[("role", r#""@r""#)]),
            thing("mapping", "m", &BY_ROLE),
        ],
        &[(BROAD, "m", "pass")],
    ),
    same(
        "a mapping with the cluster's own user",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
            thing("mapping", "m", &[("cluster", r#""@c""#), SCRAM]),
        ],
        &[(WRONG, "m", "pass"), (OFF, "m", "pass"), (FOREIGN, "m", "pass")],
    ),
    same(
        "a mapping with a user that the cluster does not know",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            thing("cluster", "c", &[("scram", "true")]),
            thing("mapping", "m", &[("cluster", r#""@c""#), SCRAM]),
        ],
        &[(OFF, "m", "pass"), (FOREIGN, "m", "fail")],
    ),
    Scenario {
        name: "a mapping with a user whose secret is called otherwise",
        things: &[
            thing("secret", "orders", &[]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@orders"]"#)]),
            thing(
                "mapping",
                "m",
                &[
                    ("cluster", r#""@c""#),
                    ("access", r#"[{"type": "SASL_SCRAM_512_AUTH", "uri": "@orders"}]"#),
                ],
            ),
        ],
        verdicts: &[(FOREIGN, "m", "fail")],
        differ: &[
            undecided("cloudformation", FOREIGN, "m", NO_ARN),
            undecided("plan", FOREIGN, "m", NO_ARN),
            undecided("source", FOREIGN, "m", NO_ARN),
        ],
    },
    same(
        "a mapping with a mechanism that MSK does not have",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            thing("cluster", "c", &[("scram", "true")]),
            thing(
                "mapping",
                "m",
                &[
                    ("cluster", r#""@c""#),
                    ("access", r#"[{"type": "SASL_SCRAM_256_AUTH", "uri": "@AmazonMSK_a"}]"#),
                ],
            ),
        ],
        &[(WRONG, "m", "fail"), (FOREIGN, "m", "not-applicable")],
    ),
    same(
        "a mapping with users of a cluster that has none",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            thing("cluster", "c", &[("iam", "true")]),
            thing("mapping", "m", &[("cluster", r#""@c""#), SCRAM]),
        ],
        &[(OFF, "m", "fail")],
    ),
    same(
        "a mapping with a certificate for a cluster that takes them",
        &[
            thing("secret", "orders-client", &[]),
            thing("authority", "ca", &[]),
            thing("cluster", "c", &[("authorities", r#"["@ca"]"#)]),
            thing(
                "mapping",
                "m",
                &[
                    ("cluster", r#""@c""#),
                    ("access", r#"[{"type": "CLIENT_CERTIFICATE_TLS_AUTH", "uri": "@orders-client"}]"#),
                ],
            ),
        ],
        &[(WRONG, "m", "pass"), (OFF, "m", "pass"), ("certificate-authority-inactive", "ca", "pass")],
    ),
    same(
        "a mapping with a certificate for a cluster that takes none",
        &[
            thing("secret", "orders-client", &[]),
            thing("cluster", "c", &[("iam", "true")]),
            thing(
                "mapping",
                "m",
                &[
                    ("cluster", r#""@c""#),
                    ("access", r#"[{"type": "CLIENT_CERTIFICATE_TLS_AUTH", "uri": "@orders-client"}]"#),
                ],
            ),
        ],
        &[(OFF, "m", "fail")],
    ),
    same(
        "a mapping that goes by its role",
        &[thing("cluster", "c", &[("iam", "true")]), thing("mapping", "m", &[("cluster", r#""@c""#)])],
        &[(OFF, "m", "pass")],
    ),
    same(
        "a mapping that goes by its role to a cluster of users",
        &[thing("cluster", "c", &[("scram", "true")]), thing("mapping", "m", &[("cluster", r#""@c""#)])],
        &[(OFF, "m", "fail")],
    ),
    same(
        "a mapping to Kafka that somebody else runs",
        &[
            thing("secret", "kafka", &[]),
            thing(
                "mapping",
                "m",
                &[
                    ("servers", r#"["kafka1.corp.example:9093"]"#),
                    ("access", r#"[{"type": "SASL_SCRAM_256_AUTH", "uri": "@kafka"}]"#),
                ],
            ),
        ],
        &[(OFF, "m", "not-applicable")],
    ),
    same(
        "an event of SAM with a mechanism that MSK does not have",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            thing("cluster", "c", &[("scram", "true")]),
            thing(
                "event",
                "e",
                &[("cluster", r#""@c""#), ("access", r#"[{"type": "BASIC_AUTH", "uri": "@AmazonMSK_a"}]"#)],
            ),
        ],
        &[(WRONG, "e", "fail"), (OFF, "e", "pass")],
    ),
    same(
        "an event of SAM with the cluster's own user",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
            thing("event", "e", &[("cluster", r#""@c""#), SCRAM]),
        ],
        &[(WRONG, "e", "pass"), (OFF, "e", "pass"), (FOREIGN, "e", "pass")],
    ),
    same(
        "a schema with a role",
        &[thing(
            "schema",
            "orders",
            &[(
                "sql",
                r#"{"sql": "CREATE EXTERNAL SCHEMA orders FROM MSK IAM_ROLE default AUTHENTICATION iam URI 'b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9098'",
                    "facts": {"source": "MSK", "authentication": "iam", "iam_role": "default", "cluster": "orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com", "broker_ports": [9098],
                    "brokers": [{"address": "b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9098", "host": "b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com", "port": 9098, "service": "msk", "region": "eu-west-1"}]}}"#,
            )],
        )],
        &[
            ("redshift-schema-unauthenticated", "orders", "pass"),
            ("redshift-schema-plaintext-port", "orders", "pass"),
            ("redshift-schema-port-contradiction", "orders", "pass"),
            ("redshift-schema-credential-missing", "orders", "not-applicable"),
        ],
    ),
    same(
        "a schema without a name in the clear",
        &[thing(
            "schema",
            "orders",
            &[(
                "sql",
                r#"{"sql": "CREATE EXTERNAL SCHEMA orders FROM MSK AUTHENTICATION none URI 'b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9092'",
                    "facts": {"source": "MSK", "authentication": "none", "cluster": "orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com", "broker_ports": [9092],
                    "brokers": [{"address": "b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9092", "host": "b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com", "port": 9092, "service": "msk", "region": "eu-west-1"}]}}"#,
            )],
        )],
        &[
            ("redshift-schema-unauthenticated", "orders", "fail"),
            ("redshift-schema-plaintext-port", "orders", "fail"),
        ],
    ),
    same(
        "a schema whose port is of another mechanism",
        &[thing(
            "schema",
            "orders",
            &[(
                "sql",
                r#"{"sql": "CREATE EXTERNAL SCHEMA orders FROM MSK IAM_ROLE default AUTHENTICATION iam URI 'b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094'",
                    "facts": {"source": "MSK", "authentication": "iam", "iam_role": "default", "cluster": "orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com", "broker_ports": [9094],
                    "brokers": [{"address": "b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094", "host": "b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com", "port": 9094, "service": "msk", "region": "eu-west-1"}]}}"#,
            )],
        )],
        &[("redshift-schema-port-contradiction", "orders", "fail")],
    ),
    same(
        "a schema with mutual TLS and no certificate",
        &[thing(
            "schema",
            "orders",
            &[(
                "sql",
                r#"{"sql": "CREATE EXTERNAL SCHEMA orders FROM KAFKA AUTHENTICATION mtls URI 'kafka1.corp.example:9093'",
                    "facts": {"source": "KAFKA", "authentication": "mtls", "broker_ports": [9093],
                    "brokers": [{"address": "kafka1.corp.example:9093", "host": "kafka1.corp.example", "port": 9093, "service": "other", "region": {"$absent": 0}}]}}"#,
            )],
        )],
        &[
            ("redshift-schema-credential-missing", "orders", "fail"),
            ("redshift-schema-plaintext-port", "orders", "not-applicable"),
        ],
    ),
    same(
        "a schema with mutual TLS and a secret",
        &[thing(
            "schema",
            "orders",
            &[(
                "sql",
                r#"{"sql": "CREATE EXTERNAL SCHEMA orders FROM KAFKA AUTHENTICATION mtls SECRET_ARN 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:mtls-AbCdEf' URI 'kafka1.corp.example:9093'",
                    "facts": {"source": "KAFKA", "authentication": "mtls", "broker_ports": [9093], "secret_arn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mtls-AbCdEf",
                    "secret": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mtls-AbCdEf",
                    "brokers": [{"address": "kafka1.corp.example:9093", "host": "kafka1.corp.example", "port": 9093, "service": "other", "region": {"$absent": 0}}]}}"#,
            )],
        )],
        &[("redshift-schema-credential-missing", "orders", "pass")],
    ),
    same(
        "a schema of Kinesis",
        &[thing(
            "schema",
            "clicks",
            &[(
                "sql",
                r#"{"sql": "CREATE EXTERNAL SCHEMA clicks FROM KINESIS IAM_ROLE default", "facts": {"source": "KINESIS", "iam_role": "default"}}"#,
            )],
        )],
        &[("redshift-schema-unauthenticated", "clicks", "not-applicable")],
    ),
    same(
        "a subordinate authority of a cluster",
        &[
            thing("authority", "ca", &[("type", r#""SUBORDINATE""#)]),
            thing("cluster", "c", &[("authorities", r#"["@ca"]"#)]),
        ],
        &[
            ("certificate-authority-inactive", "ca", "pass"),
            ("msk-shared-certificate-authority", "c", "pass"),
        ],
    ),
    same(
        "a connector with a plugin",
        &[thing("plugin", "jdbc", &[]), thing("connector", "w", &[("plugins", r#"["@jdbc"]"#)])],
        &[("connector-plaintext-cluster-traffic", "w", "pass"), ("connector-without-logs", "w", "fail")],
    ),
    same(
        "a member of a global group whose primary is encrypted",
        &[
            thing("group", "first", &[("tls", "true"), ("at_rest", "true")]),
            thing("world", "world", &[("primary", r#""@first""#)]),
            thing(
                "secondary",
                "second",
                &[
                    ("of", r#""@world""#),
                    (
                        "inherits",
                        r#"{"transit_encryption_enabled": true, "at_rest_encryption_enabled": true}"#,
                    ),
                ],
            ),
        ],
        &[
            ("elasticache-plaintext-transit", "second", "pass"),
            ("elasticache-plaintext-accepted", "second", "pass"),
            ("elasticache-plaintext-at-rest", "second", "pass"),
            ("elasticache-engine-without-tls", "second", "pass"),
            ("elasticache-no-client-authentication", "second", "fail"),
        ],
    ),
    same(
        "a member of a global group whose primary is not encrypted",
        &[
            thing("group", "first", &[]),
            thing("world", "world", &[("primary", r#""@first""#)]),
            thing("secondary", "second", &[("of", r#""@world""#), ("inherits", r#"{}"#)]),
        ],
        &[
            ("elasticache-plaintext-transit", "second", "fail"),
            ("elasticache-plaintext-at-rest", "second", "fail"),
        ],
    ),
    same(
        "a member of a global group with a token of its own",
        &[
            thing("group", "first", &[("tls", "true"), ("token", r#""not-a-real-token-0123456789""#)]),
            thing("world", "world", &[("primary", r#""@first""#)]),
            thing(
                "secondary",
                "second",
                &[
                    ("of", r#""@world""#),
                    ("token", r#""not-a-real-token-9876543210""#),
                    ("inherits", r#"{"transit_encryption_enabled": true}"#),
                ],
            ),
        ],
        &[("elasticache-no-client-authentication", "second", "pass")],
    ),
    same(
        "a global group that brings its members up to date",
        &[
            thing("group", "first", &[("engine_version_before", r#""3.2.10""#)]),
            thing("world", "world", &[("primary", r#""@first""#), ("engine_version", r#""7.1""#)]),
            thing("secondary", "second", &[("of", r#""@world""#), ("inherits", "{}")]),
        ],
        &[
            ("elasticache-engine-without-tls", "first", "pass"),
            ("elasticache-engine-without-tls", "second", "pass"),
        ],
    ),
];
