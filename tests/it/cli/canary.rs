//! Secrets planted in every answer that can hold one: none of them comes out anywhere.

use super::{Tidegate, fixture};
use crate::fake_aws::{Account, AwsError, Behaviour, FakeAws, On};
use serde_json::{Value, json};

const CANARY: &str = "c4nary-T1deg8-hunter2";
/// SHA-256 of a password, as an access string would carry it.
const HASH: &str = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";

fn on(operation: &str, change: impl Fn(&mut Value) + Send + Sync + 'static) -> On {
    On::every(operation, Behaviour::change(change))
}

/// The demo account with secrets wherever an operator may have put one.
fn planted() -> FakeAws {
    let statement = |action: &str| {
        json!({"Version": "2012-10-17", "Statement": [{
            "Sid": "S", "Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*",
            "Condition": {"StringEquals": {"aws:UserAgent": CANARY, "secretsmanager:ResourceTag/key": [CANARY]}}
        }]})
        .to_string()
    };
    let (of_cluster, of_secret) = (statement("kafka:*"), statement("secretsmanager:GetSecretValue"));
    let error = AwsError::new(400, "ValidationException", format!("cannot parse password={CANARY}"));
    FakeAws::of(Account::recorded("demo"))
        .on(on("kafka:GetClusterPolicy", move |a| a["policy"] = of_cluster.clone().into()))
        .on(on("secretsmanager:GetResourcePolicy", move |a| a["ResourcePolicy"] = of_secret.clone().into()))
        .on(on("kafka:DescribeConfigurationRevision", |a| {
            // `listener...password=<canary>` and `allow.everyone.if.no.acl.found=false` in base64.
            let text = format!("listener.name.x.ssl.key.password={CANARY}\nallow.everyone.if.no.acl.found=false\n");
            a["serverProperties"] = base64(text.as_bytes()).into();
        }))
        .on(on("kafkaconnect:DescribeWorkerConfiguration", |a| {
            let text = format!(
                "config.providers=env\nconfig.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider\n\
                 producer.sasl.jaas.config=x.ScramLoginModule required username=\"u\" password=\"{CANARY}\";\n\
                 database.password={CANARY}\n"
            );
            a["latestRevision"]["propertiesFileContent"] = base64(text.as_bytes()).into();
        }))
        .on(on("kafkaconnect:DescribeConnector", |a| {
            let properties = a["connectorConfiguration"].as_object_mut().expect("a configuration");
            for (key, value) in [
                ("database.password", CANARY.to_owned()),
                ("connection.url", format!("jdbc:mysql://u:{CANARY}@db:3306/x?password={CANARY}&useSSL=false")),
                ("http.headers", format!("Authorization: Bearer {CANARY}")),
                ("sasl.jaas.config", format!("x.PlainLoginModule required password=\"{CANARY}\";")),
                ("my.custom.api_key", CANARY.to_owned()),
                ("aws.secret.access.key", CANARY.to_owned()),
                ("mongodb.connection.string", format!("mongodb://u:{CANARY}@host/db")),
            ] {
                properties.insert(key.to_owned(), value.into());
            }
        }))
        .on(on("elasticache:DescribeUsers", |a| {
            for user in a["Users"].as_array_mut().expect("users") {
                user["AccessString"] = format!("on >{CANARY} #{HASH} <{CANARY} !{HASH} ~* +@all").into();
                user["Authentication"] = json!({"Type": "no-password"});
            }
        }))
        .on(on("secretsmanager:GetSecretValue", |a| {
            let value = json!({"certificate": CANARY, "privateKey": CANARY, CANARY: {"nested": CANARY}});
            a["SecretString"] = value.to_string().into();
        }))
        .on(on("lambda:GetFunctionConfiguration", |a| {
            a["Environment"] = json!({"Variables": {"PASSWORD": CANARY}});
        }))
        .on(On::every(
            "redshift-data:DescribeStatement",
            Behaviour::change(|a| {
                a["Status"] = "FAILED".into();
                a["Error"] = format!("ERROR: cannot log in with {CANARY}").into();
            }),
        ).target("streaming-dw~analytics~pg_user"))
        .on(On::every("kms:GetKeyRotationStatus", Behaviour::Error(error)))
        .start()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let n = chunk.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let digit = DIGITS[(n >> (18 - 6 * i)) as usize & 63] as char;
            out.push(if i <= chunk.len() { digit } else { '=' });
        }
    }
    out
}

#[test]
fn no_planted_secret_comes_out() {
    let fake = planted();
    let args = ["--show", "pass,na,undecided", "--wide", "--snapshot-out", "a.jsonl"];
    let opt_ins = ["--redshift-sql", "--read-secret-shapes"];
    let formats = ["--format", "table", "--format", "json=j", "--format", "sarif=s"];
    let ran = Tidegate::account("scan", &fake, &["eu-west-1", "ap-northeast-1"])
        .args(&args)
        .args(&opt_ins)
        .args(&formats);
    let ran = ran.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full").run().exits(1);
    let all = [
        ("stdout", ran.stdout.clone()),
        ("stderr", ran.stderr.clone()),
        ("snapshot", ran.read("a.jsonl")),
        ("json", ran.read("j")),
        ("sarif", ran.read("s")),
    ];
    // The planted text was read: its properties are there, marked.
    for part in [
        "redshift-schema-malformed-secret",
        "lambda-role-overbroad-secrets",
        "my.custom.api_key",
        "sasl.jaas.config",
        "mongodb.connection.string",
        "connector-literal-secret",
    ] {
        assert!(all[3].1.contains(part), "{part}");
    }
    assert!(all[3].1.contains("elasticache-passwordless-user"), "the access strings were read");
    for (what, text) in &all {
        for secret in [CANARY, HASH, "test-secret", &base64(CANARY.as_bytes())[..16]] {
            let at = text.find(secret).map(|at| {
                let (from, to) = (text.floor_char_boundary(at.saturating_sub(200)), at);
                text[from..to].to_owned()
            });
            assert_eq!(at, None, "{secret} in {what}");
        }
    }
}

/// Whatever file is named instead of a snapshot: errors do not quote it.
#[test]
fn errors_about_other_files_do_not_quote_them() {
    let demo = std::fs::read_to_string(fixture("demo")).expect("the fixture");
    for other in [
        demo.replacen("{\"kind\"", &format!("{CANARY}{{\"kind\""), 1),
        format!("password={CANARY}\n"),
        format!("{{\"password\": \"{CANARY}\"}}\n"),
        format!("{{\"tidegate_snapshot\": \"{CANARY}\"}}\n"),
    ] {
        assert_ne!(other, demo);
        let ran = Tidegate::check(&other, &[]).run().exits(2);
        assert!(!ran.stderr.contains(CANARY), "{}", ran.stderr);
    }
}
