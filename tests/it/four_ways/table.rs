//! The scenarios: what is set up, and the verdicts that every form of it must get.

/// One thing of an account: values are JSON, `@name` refers to another thing.
pub struct Thing {
    pub kind: &'static str,
    pub name: &'static str,
    pub settings: &'static [(&'static str, &'static str)],
}

/// A verdict that a form gets and the others do not, for a reason that is documented.
pub struct Differ {
    pub form: &'static str,
    pub rule: &'static str,
    pub thing: &'static str,
    pub verdict: &'static str,
    pub because: &'static str,
}

pub struct Scenario {
    pub name: &'static str,
    pub things: &'static [Thing],
    /// Rule, thing, verdict.
    pub verdicts: &'static [(&'static str, &'static str, &'static str)],
    pub differ: &'static [Differ],
}

pub const fn thing(
    kind: &'static str,
    name: &'static str,
    settings: &'static [(&'static str, &'static str)],
) -> Thing {
    Thing { kind, name, settings }
}

pub const fn same(
    name: &'static str,
    things: &'static [Thing],
    verdicts: &'static [(&'static str, &'static str, &'static str)],
) -> Scenario {
    Scenario { name, things, verdicts, differ: &[] }
}

pub static SCENARIOS: &[Scenario] = &[
    same(
        "nothing is said of traffic",
        &[thing("cluster", "c", &[])],
        &[
            ("msk-plaintext-client-traffic", "c", "pass"),
            ("msk-plaintext-broker-traffic", "c", "pass"),
            ("msk-unauthenticated-clients", "c", "fail"),
        ],
    ),
    same(
        "client traffic is TLS",
        &[thing("cluster", "c", &[("client_broker", r#""TLS""#), ("iam", "true")])],
        &[("msk-plaintext-client-traffic", "c", "pass"), ("msk-unauthenticated-clients", "c", "pass")],
    ),
    same(
        "client traffic is TLS_PLAINTEXT",
        &[thing("cluster", "c", &[("client_broker", r#""TLS_PLAINTEXT""#), ("iam", "true")])],
        &[("msk-plaintext-client-traffic", "c", "fail"), ("msk-unauthenticated-clients", "c", "fail")],
    ),
    same(
        "client traffic is PLAINTEXT",
        &[thing("cluster", "c", &[("client_broker", r#""PLAINTEXT""#), ("iam", "true")])],
        &[("msk-plaintext-client-traffic", "c", "fail"), ("msk-unauthenticated-clients", "c", "fail")],
    ),
    same(
        "traffic between brokers is encrypted",
        &[thing("cluster", "c", &[("in_cluster", "true")])],
        &[("msk-plaintext-broker-traffic", "c", "pass")],
    ),
    same(
        "traffic between brokers is in the clear",
        &[thing("cluster", "c", &[("in_cluster", "false")])],
        &[("msk-plaintext-broker-traffic", "c", "fail")],
    ),
    same(
        "traffic is said in both ways",
        &[thing(
            "cluster",
            "c",
            &[("client_broker", r#""TLS_PLAINTEXT""#), ("in_cluster", "false"), ("scram", "true")],
        )],
        &[("msk-plaintext-client-traffic", "c", "fail"), ("msk-plaintext-broker-traffic", "c", "fail")],
    ),
    same(
        "users with passwords",
        &[thing("cluster", "c", &[("scram", "true")])],
        &[("msk-unauthenticated-clients", "c", "pass"), ("msk-open-without-acls", "c", "fail")],
    ),
    same(
        "roles of IAM",
        &[thing("cluster", "c", &[("iam", "true")])],
        &[("msk-unauthenticated-clients", "c", "pass"), ("msk-open-without-acls", "c", "not-applicable")],
    ),
    same(
        "every way of SASL is off",
        &[thing("cluster", "c", &[("iam", "false"), ("scram", "false")])],
        &[("msk-unauthenticated-clients", "c", "fail")],
    ),
    same(
        "nobody and users with passwords",
        &[thing("cluster", "c", &[("scram", "true"), ("unauthenticated", "true")])],
        &[("msk-unauthenticated-clients", "c", "fail")],
    ),
    same(
        "nobody is let in without a name",
        &[thing("cluster", "c", &[("iam", "true"), ("unauthenticated", "false")])],
        &[("msk-unauthenticated-clients", "c", "pass")],
    ),
    same(
        "certificates of a private authority",
        &[thing("authority", "ca", &[]), thing("cluster", "c", &[("authorities", r#"["@ca"]"#)])],
        &[
            ("msk-unauthenticated-clients", "c", "pass"),
            ("msk-open-without-acls", "c", "fail"),
            ("msk-shared-certificate-authority", "c", "pass"),
        ],
    ),
    same(
        "two clusters trust one authority",
        &[
            thing("authority", "ca", &[]),
            thing("cluster", "c", &[("authorities", r#"["@ca"]"#)]),
            thing("cluster", "d", &[("authorities", r#"["@ca"]"#)]),
        ],
        &[
            ("msk-shared-certificate-authority", "c", "fail"),
            ("msk-shared-certificate-authority", "d", "fail"),
        ],
    ),
    same(
        "two clusters trust one authority each",
        &[
            thing("authority", "ca", &[]),
            thing("authority", "cb", &[("type", r#""SUBORDINATE""#)]),
            thing("cluster", "c", &[("authorities", r#"["@ca"]"#)]),
            thing("cluster", "d", &[("authorities", r#"["@cb"]"#)]),
        ],
        &[("msk-shared-certificate-authority", "c", "pass")],
    ),
    same(
        "brokers are public",
        &[thing("cluster", "c", &[("public_access", r#""SERVICE_PROVIDED_EIPS""#), ("iam", "true")])],
        &[("msk-public-brokers", "c", "fail")],
    ),
    same(
        "brokers are said to be private",
        &[thing("cluster", "c", &[("public_access", r#""DISABLED""#), ("iam", "true")])],
        &[("msk-public-brokers", "c", "pass")],
    ),
    same(
        "monitoring is DEFAULT",
        &[thing("cluster", "c", &[("monitoring", r#""DEFAULT""#)])],
        &[("msk-basic-monitoring", "c", "fail")],
    ),
    same(
        "monitoring is PER_BROKER",
        &[thing("cluster", "c", &[("monitoring", r#""PER_BROKER""#)])],
        &[("msk-basic-monitoring", "c", "pass")],
    ),
    same(
        "monitoring is PER_TOPIC_PER_PARTITION",
        &[thing("cluster", "c", &[("monitoring", r#""PER_TOPIC_PER_PARTITION""#)])],
        &[("msk-basic-monitoring", "c", "pass")],
    ),
    same(
        "nothing is said of monitoring and logs",
        &[thing("cluster", "c", &[])],
        &[("msk-basic-monitoring", "c", "fail"), ("msk-no-broker-logs", "c", "fail")],
    ),
    same(
        "logs go to cloudwatch",
        &[thing("cluster", "c", &[("logs_to_cloudwatch", "true")])],
        &[("msk-no-broker-logs", "c", "pass")],
    ),
    same(
        "logs go to firehose",
        &[thing("cluster", "c", &[("logs_to_firehose", "true")])],
        &[("msk-no-broker-logs", "c", "pass")],
    ),
    same(
        "logs go to s3",
        &[thing("cluster", "c", &[("logs_to_s3", "true")])],
        &[("msk-no-broker-logs", "c", "pass")],
    ),
    same(
        "logs are switched off",
        &[thing("cluster", "c", &[("logs_switched_off", "false")])],
        &[("msk-no-broker-logs", "c", "fail")],
    ),
    same(
        "an old Kafka",
        &[thing("cluster", "c", &[("kafka_version", r#""2.2.1""#)])],
        &[("msk-unsupported-kafka-version", "c", "fail")],
    ),
    same(
        "a Kafka that nobody knows",
        &[thing("cluster", "c", &[("kafka_version", r#""9.9.9""#)])],
        &[("msk-unsupported-kafka-version", "c", "undecided")],
    ),
    same(
        "volumes under a key of one's own",
        &[thing("key", "k", &[]), thing("cluster", "c", &[("volume_key", r#""@k""#)])],
        &[("msk-default-volume-key", "c", "pass")],
    ),
    same(
        "volumes under the key of AWS",
        &[thing("cluster", "c", &[])],
        &[("msk-default-volume-key", "c", "fail")],
    ),
    same(
        "volumes under the alias of AWS",
        &[thing(
            "cluster",
            "c",
            &[("volume_key", r#""arn:aws:kms:eu-west-1:111122223333:alias/aws/kafka""#)],
        )],
        &[("msk-default-volume-key", "c", "fail")],
    ),
    same(
        "a configuration that lets everybody do everything",
        &[
            thing(
                "configuration",
                "conf",
                &[(
                    "everyone_without_acl",
                    r#""auto.create.topics.enable=false\nallow.everyone.if.no.acl.found=true\n""#,
                )],
            ),
            thing("cluster", "c", &[("scram", "true"), ("configuration", r#""@conf""#)]),
        ],
        &[("msk-open-without-acls", "c", "fail")],
    ),
    same(
        "a configuration that lets nobody do anything",
        &[
            thing(
                "configuration",
                "conf",
                &[("nobody_without_acl", r#""allow.everyone.if.no.acl.found = false""#)],
            ),
            thing("cluster", "c", &[("scram", "true"), ("configuration", r#""@conf""#)]),
        ],
        &[("msk-open-without-acls", "c", "pass")],
    ),
    same(
        "a configuration that does not say who may do what",
        &[
            thing("configuration", "conf", &[("everyone_without_acl", r#""num.partitions=3""#)]),
            thing("cluster", "c", &[("scram", "true"), ("configuration", r#""@conf""#)]),
        ],
        &[("msk-open-without-acls", "c", "fail")],
    ),
    same(
        "MSK's own configuration",
        &[thing("cluster", "c", &[("scram", "true")])],
        &[("msk-open-without-acls", "c", "fail")],
    ),
    same(
        "a policy for everybody",
        &[thing(
            "cluster",
            "c",
            &[
                ("iam", "true"),
                (
                    "policy",
                    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kafka:*", "Resource": "*", "Principal": "*"}]}"#,
                ),
            ],
        )],
        &[("msk-open-cluster-policy", "c", "fail")],
    ),
    same(
        "a policy for every account",
        &[thing(
            "cluster",
            "c",
            &[
                ("iam", "true"),
                (
                    "policy",
                    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kafka:*", "Resource": "*", "Principal": {"AWS": "*"}}]}"#,
                ),
            ],
        )],
        &[("msk-open-cluster-policy", "c", "fail")],
    ),
    Scenario {
        name: "a policy for one's own account",
        things: &[thing(
            "cluster",
            "c",
            &[
                ("iam", "true"),
                (
                    "policy",
                    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kafka:*", "Resource": "*", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}]}"#,
                ),
            ],
        )],
        verdicts: &[("msk-open-cluster-policy", "c", "pass")],
        differ: &[
            Differ {
                form: "plan",
                rule: "msk-open-cluster-policy",
                thing: "c",
                verdict: "undecided",
                because: "neither a plan nor source says which account it is for",
            },
            Differ {
                form: "source",
                rule: "msk-open-cluster-policy",
                thing: "c",
                verdict: "undecided",
                because: "neither a plan nor source says which account it is for",
            },
        ],
    },
    same(
        "a policy for everybody in an organisation",
        &[thing(
            "cluster",
            "c",
            &[
                ("iam", "true"),
                (
                    "policy",
                    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kafka:*", "Resource": "*", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]}"#,
                ),
            ],
        )],
        &[("msk-open-cluster-policy", "c", "pass")],
    ),
    same(
        "a policy that denies",
        &[thing(
            "cluster",
            "c",
            &[
                ("iam", "true"),
                (
                    "policy",
                    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "kafka:*", "Resource": "*"}]}"#,
                ),
            ],
        )],
        &[("msk-open-cluster-policy", "c", "pass")],
    ),
    same(
        "no policy",
        &[thing("cluster", "c", &[("iam", "true")])],
        &[("msk-open-cluster-policy", "c", "pass")],
    ),
    same(
        "a serverless cluster",
        &[thing("serverless", "s", &[])],
        &[
            ("msk-plaintext-client-traffic", "s", "pass"),
            ("msk-plaintext-broker-traffic", "s", "pass"),
            ("msk-unauthenticated-clients", "s", "pass"),
            ("msk-no-broker-logs", "s", "not-applicable"),
        ],
    ),
    same(
        "an associated secret as it should be",
        &[
            thing("key", "k", &[("rotated", "true")]),
            thing("secret", "AmazonMSK_a", &[("key", r#""@k""#)]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[
            ("scram-secret-default-key", "AmazonMSK_a", "pass"),
            ("scram-secret-without-prefix", "AmazonMSK_a", "pass"),
            ("scram-secret-asymmetric-key", "AmazonMSK_a", "pass"),
            ("scram-secret-unusable-key", "AmazonMSK_a", "pass"),
        ],
    ),
    same(
        "an associated secret under the default key",
        &[
            thing("secret", "AmazonMSK_a", &[]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("scram-secret-default-key", "AmazonMSK_a", "fail")],
    ),
    same(
        "an associated secret under the alias of the default key",
        &[
            thing("secret", "AmazonMSK_a", &[("key", r#""alias/aws/secretsmanager""#)]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[
            ("scram-secret-default-key", "AmazonMSK_a", "fail"),
            ("scram-secret-alias-key", "AmazonMSK_a", "not-applicable"),
        ],
    ),
    same(
        "an associated secret without the prefix",
        &[
            thing("key", "k", &[("rotated", "true")]),
            thing("secret", "orders", &[("key", r#""@k""#)]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@orders"]"#)]),
        ],
        &[("scram-secret-without-prefix", "orders", "fail")],
    ),
    same(
        "a secret that is named for MSK and not associated",
        &[thing("secret", "AmazonMSK_b", &[])],
        &[("scram-secret-default-key", "AmazonMSK_b", "fail")],
    ),
    same(
        "a secret that has nothing to do with MSK",
        &[thing("secret", "other", &[])],
        &[
            ("scram-secret-default-key", "other", "not-applicable"),
            ("scram-secret-without-prefix", "other", "not-applicable"),
        ],
    ),
    same(
        "an associated secret under a key that signs",
        &[
            thing("key", "k", &[("spec", r#""RSA_2048""#), ("usage", r#""SIGN_VERIFY""#)]),
            thing("secret", "AmazonMSK_a", &[("key", r#""@k""#)]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("scram-secret-asymmetric-key", "AmazonMSK_a", "fail")],
    ),
    same(
        "an associated secret under a key that is switched off",
        &[
            thing("key", "k", &[("switched_off", "false")]),
            thing("secret", "AmazonMSK_a", &[("key", r#""@k""#)]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("scram-secret-unusable-key", "AmazonMSK_a", "fail")],
    ),
    same(
        "an associated secret that rotates",
        &[
            thing("key", "k", &[("rotated", "true")]),
            thing(
                "secret",
                "AmazonMSK_a",
                &[
                    ("key", r#""@k""#),
                    ("rotation", r#""arn:aws:lambda:eu-west-1:111122223333:function:rotate""#),
                ],
            ),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("scram-secret-default-key", "AmazonMSK_a", "pass")],
    ),
    same(
        "a secret that everybody may read",
        &[
            thing("key", "k", &[("rotated", "true")]),
            thing(
                "secret",
                "AmazonMSK_a",
                &[
                    ("key", r#""@k""#),
                    (
                        "policy",
                        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Principal": "*"}]}"#,
                    ),
                ],
            ),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("scram-secret-exposed-policy", "AmazonMSK_a", "fail")],
    ),
    same(
        "a secret that MSK may read",
        &[
            thing("key", "k", &[("rotated", "true")]),
            thing(
                "secret",
                "AmazonMSK_a",
                &[
                    ("key", r#""@k""#),
                    (
                        "policy",
                        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["secretsmanager:getSecretValue"], "Resource": "*", "Principal": {"Service": "kafka.amazonaws.com"}}]}"#,
                    ),
                ],
            ),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("scram-secret-exposed-policy", "AmazonMSK_a", "pass")],
    ),
    same(
        "a secret that an organisation may read",
        &[
            thing("key", "k", &[("rotated", "true")]),
            thing(
                "secret",
                "AmazonMSK_a",
                &[
                    ("key", r#""@k""#),
                    (
                        "policy",
                        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]}"#,
                    ),
                ],
            ),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("scram-secret-exposed-policy", "AmazonMSK_a", "pass")],
    ),
    same(
        "two secrets on one cluster",
        &[
            thing("key", "k", &[("rotated", "true")]),
            thing("secret", "AmazonMSK_a", &[("key", r#""@k""#)]),
            thing("secret", "AmazonMSK_b", &[]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a", "@AmazonMSK_b"]"#)]),
        ],
        &[
            ("scram-secret-default-key", "AmazonMSK_a", "pass"),
            ("scram-secret-default-key", "AmazonMSK_b", "fail"),
            ("scram-too-many-users", "c", "pass"),
        ],
    ),
    same(
        "rotation of the key is True",
        &[
            thing("key", "k", &[("rotated", "true")]),
            thing("secret", "AmazonMSK_a", &[("key", r#""@k""#)]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("kms-key-unrotated", "k", "pass")],
    ),
    same(
        "rotation of the key is False",
        &[
            thing("key", "k", &[("rotated", "false")]),
            thing("secret", "AmazonMSK_a", &[("key", r#""@k""#)]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("kms-key-unrotated", "k", "fail")],
    ),
    same(
        "rotation of the key is not said",
        &[
            thing("key", "k", &[]),
            thing("secret", "AmazonMSK_a", &[("key", r#""@k""#)]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("kms-key-unrotated", "k", "fail")],
    ),
    same(
        "a key in several regions",
        &[
            thing("key", "k", &[("rotated", "true"), ("multi_region", "true")]),
            thing("secret", "AmazonMSK_a", &[("key", r#""@k""#)]),
            thing("cluster", "c", &[("scram", "true"), ("secrets", r#"["@AmazonMSK_a"]"#)]),
        ],
        &[("kms-key-unrotated", "k", "pass"), ("scram-secret-default-key", "AmazonMSK_a", "pass")],
    ),
    same(
        "a group of which nothing is said",
        &[thing("group", "g", &[])],
        &[
            ("elasticache-plaintext-transit", "g", "fail"),
            ("elasticache-plaintext-at-rest", "g", "fail"),
            ("elasticache-no-client-authentication", "g", "not-applicable"),
        ],
    ),
    same(
        "a group without TLS",
        &[thing("group", "g", &[("tls", "false")])],
        &[
            ("elasticache-plaintext-transit", "g", "fail"),
            ("elasticache-plaintext-accepted", "g", "not-applicable"),
        ],
    ),
    same(
        "a group with TLS",
        &[thing("group", "g", &[("tls", "true")])],
        &[
            ("elasticache-plaintext-transit", "g", "pass"),
            ("elasticache-plaintext-accepted", "g", "pass"),
            ("elasticache-no-client-authentication", "g", "fail"),
        ],
    ),
    same(
        "a group that prefers TLS",
        &[thing("group", "g", &[("tls", "true"), ("mode", r#""preferred""#)])],
        &[("elasticache-plaintext-transit", "g", "pass"), ("elasticache-plaintext-accepted", "g", "fail")],
    ),
    same(
        "a group that requires TLS",
        &[thing("group", "g", &[("tls", "true"), ("mode", r#""required""#)])],
        &[("elasticache-plaintext-accepted", "g", "pass")],
    ),
    same(
        "a group with encrypted disks",
        &[thing("group", "g", &[("at_rest", "true")])],
        &[("elasticache-plaintext-at-rest", "g", "pass")],
    ),
    same(
        "a group without encrypted disks",
        &[thing("group", "g", &[("at_rest", "false")])],
        &[("elasticache-plaintext-at-rest", "g", "fail")],
    ),
    same(
        "a Valkey group of which nothing is said",
        &[thing(
            "group",
            "g",
            &[("engine", r#""valkey""#), ("engine_version", r#""8.0""#), ("at_rest_by_default", "true")],
        )],
        &[
            ("elasticache-plaintext-at-rest", "g", "pass"),
            ("elasticache-plaintext-transit", "g", "fail"),
            ("elasticache-engine-without-tls", "g", "pass"),
        ],
    ),
    same(
        "a group with a token",
        &[thing("group", "g", &[("tls", "true"), ("token", r#""not-a-real-token-0123456789""#)])],
        &[("elasticache-no-client-authentication", "g", "pass")],
    ),
    same(
        "a group with users",
        &[
            thing("user", "default", &[("no_password", "true"), ("access_off", r#""off ~* -@all""#)]),
            thing("user", "app", &[("iam", r#""iam""#)]),
            thing("users", "all", &[("of", r#"["@default", "@app"]"#)]),
            thing("group", "g", &[("tls", "true"), ("user_groups", r#"["@all"]"#)]),
        ],
        &[("elasticache-no-client-authentication", "g", "pass")],
    ),
    same(
        "users with passwords and without",
        &[
            thing("user", "pw", &[("passwords", r#"["not-a-real-password-1"]"#)]),
            thing("user", "open", &[("no_password_mode", r#""no-password-required""#)]),
            thing("users", "all", &[("of", r#"["@pw", "@open"]"#)]),
            thing("group", "g", &[("tls", "true"), ("user_groups", r#"["@all"]"#)]),
        ],
        &[("elasticache-no-client-authentication", "g", "pass")],
    ),
    same(
        "nodes of an old kind",
        &[thing("group", "g", &[("node_type", r#""cache.m3.medium""#)])],
        &[("elasticache-previous-generation-node", "g", "fail")],
    ),
    same(
        "an engine that has no TLS",
        &[thing("group", "g", &[("engine_version", r#""3.2.10""#)])],
        &[("elasticache-engine-without-tls", "g", "fail")],
    ),
    same(
        "Redis that stands alone",
        &[thing("node", "n", &[("engine", r#""redis""#)])],
        &[("elasticache-standalone-redis", "n", "fail")],
    ),
    same(
        "Memcached that stands alone",
        &[thing("node", "n", &[("engine", r#""memcached""#), ("tls", "true")])],
        &[("elasticache-standalone-redis", "n", "not-applicable")],
    ),
    same(
        "a connector as it should be",
        &[thing("connector", "w", &[("logs", "true")])],
        &[
            ("connector-plaintext-cluster-traffic", "w", "pass"),
            ("connector-unauthenticated", "w", "pass"),
            ("connector-without-logs", "w", "pass"),
        ],
    ),
    same(
        "a connector without logs",
        &[thing("connector", "w", &[])],
        &[("connector-without-logs", "w", "fail")],
    ),
    same(
        "a connector that speaks in the clear",
        &[thing(
            "connector",
            "w",
            &[("encryption", r#""PLAINTEXT""#), ("plaintext_servers", r#""k1.example.com:9092""#)],
        )],
        &[("connector-plaintext-cluster-traffic", "w", "fail")],
    ),
    same(
        "a connector without a name",
        &[thing("connector", "w", &[("authentication", r#""NONE""#)])],
        &[("connector-unauthenticated", "w", "fail")],
    ),
    same(
        "a connector whose port says otherwise",
        &[thing(
            "connector",
            "w",
            &[
                ("encryption", r#""TLS""#),
                ("msk_plaintext_servers", r#""b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9092""#),
            ],
        )],
        &[("connector-port-contradiction", "w", "fail")],
    ),
    same(
        "a connector whose provider says how it speaks",
        &[thing(
            "connector",
            "w",
            &[("plaintext_by_default", r#""PLAINTEXT""#), ("nobody_by_default", r#""NONE""#)],
        )],
        &[("connector-plaintext-cluster-traffic", "w", "fail"), ("connector-unauthenticated", "w", "fail")],
    ),
];
