//! Canary secrets in every place a configuration can hold one: none leaves the boundary.

use std::collections::BTreeMap;
use tidegate::connect::facts::ConnectorFacts;
use tidegate::connect::flat::Flat;
use tidegate::connect::judge::Settings;
use tidegate::connect::knowledge::{AddressForm, Knowledge};
use tidegate::connect::secret::Form;
use tidegate::connect::{jdbc, properties, record, redact, url, worker};
use tidegate::inventory::Resource;
use tidegate::inventory::kinds::{connector, worker_configuration};

/// Long and mixed enough to be found by its look; every part of it is recognised.
const CANARY: &str = "CANARYa7Qz9Kp2XwCANARYv4Tb8";
/// With what separates other things inside.
const ODD: &str = "CANARYa?CANARYb;CANARYc@CANARYd/CANARYe#CANARYf";

fn settings(pairs: &[(String, String)]) -> Settings<'_> {
    pairs.iter().map(|(k, v)| (k.as_str(), Flat::new(v))).collect()
}

/// Everything that the facts can end up in: their own text, and a snapshot's line.
fn everything(facts: &ConnectorFacts) -> String {
    let mut resource = Resource::new(&connector::KIND, "c");
    let origin = resource.api("kafkaconnect:DescribeConnector");
    record::fill_connector(&mut resource, facts, origin, &|_| origin);
    let line = serde_json::to_string(&resource).expect("a resource is JSON");
    format!("{facts:?}\n{line}\n{resource:?}")
}

fn no_canary(told: &str, everything: &str) {
    if let Some(at) = everything.find("CANARY") {
        let near: String =
            everything[..at].chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
        panic!("{told}: a canary came out behind {near:?}");
    }
}

fn connector_with(class: &str, key: &str, value: &str) -> ConnectorFacts {
    let pairs = [("connector.class".to_owned(), class.to_owned()), (key.to_owned(), value.to_owned())];
    redact::classify(&settings(&pairs), None, Knowledge::builtin())
}

fn urls() -> Vec<String> {
    let mut urls = Vec::new();
    for secret in [CANARY, ODD] {
        for url in [
            "jdbc:mysql://u:@@@db:3306/orders?sslMode=REQUIRED",
            "jdbc:mysql://db/orders?user=u&password=@@&useSSL=true",
            "jdbc:mysql://db/orders?trustCertificateKeyStorePassword=@@",
            "jdbc:mysql://address=(host=db)(password=@@)(port=1)/orders",
            "jdbc:mysql://(host=db,password=@@)/orders",
            "jdbc:mysql:loadbalance://u:@@@a,u:@@@b/orders",
            "jdbc:mariadb://db/orders?password=@@&sslMode=trust",
            "jdbc:postgresql://db/orders?user=u&password=@@&sslmode=require",
            "jdbc:postgresql://db/orders?sslpassword=@@",
            "jdbc:sqlserver://db;user=u;password=@@;encrypt=true",
            "jdbc:sqlserver://db;password={@@};encrypt=true",
            "jdbc:sqlserver://db;encrypt=true;keyStoreSecret=@@",
            "jdbc:jtds:sqlserver://db/orders;password=@@;ssl=require",
            "jdbc:oracle:thin:u/@@@db:1521:x",
            "jdbc:oracle:thin:u/@@@//db:1521/x",
            "jdbc:oracle:thin:u/\"@@\"@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)))",
            "jdbc:oracle:thin:u/@@",
            "jdbc:redshift://db:5439/dev;UID=u;PWD=@@",
            "jdbc:redshift://db:5439/dev?password=@@",
            "jdbc:snowflake://a.snowflakecomputing.com/?password=@@&private_key_pwd=@@",
            "jdbc:db2://db:50000/orders:user=u;password=@@;",
            "jdbc:vertica://db/orders?password=@@",
            "jdbc:clickhouse://db/orders?password=@@",
            "jdbc:aws-wrapper:mysql://db/orders?password=@@",
            "jdbc:sap://db:30015/?user=u&password=@@",
            "jdbc:nosuch:u:@@@db",
            "https://u:@@@h/x",
            "https://h/x?api_key=@@",
            "mongodb://u:@@@a,b/?tls=true",
            "mongodb+srv://u:@@@h/db",
            "redis://:@@@h:6379",
            "http://u:@@@a:9200,http://v:@@@b:9200",
        ] {
            // Without an address the driver takes what follows the password's own `@` for one.
            if url == "jdbc:oracle:thin:u/@@" && secret == ODD {
                continue;
            }
            urls.push(url.replace("@@", secret));
        }
    }
    urls
}

#[test]
fn passwords_of_urls_stay_inside() {
    for url in urls() {
        // Oddly written, an address may be cut in other places than its driver would; it must not leak all the same.
        for (class, key) in [
            ("io.confluent.connect.jdbc.JdbcSinkConnector", "connection.url"),
            ("com.mongodb.kafka.connect.MongoSinkConnector", "connection.uri"),
            ("com.redis.kafka.connect.RedisSinkConnector", "redis.uri"),
            ("com.example.Unknown", "my.url"),
            ("com.example.Unknown", "my.text"),
        ] {
            no_canary(&url, &everything(&connector_with(class, key, &url)));
        }
        let flat = Flat::new(&url);
        no_canary(
            &url,
            &format!("{:?}{:?}", url::redact(&flat), jdbc::read(flat.text(), &[]).map(|v| v.level)),
        );
    }
}

#[test]
fn secrets_of_every_family_stay_inside() {
    for family in Knowledge::builtin().families() {
        let class = family.classes[0].replace('*', "Any");
        for secret in &family.secrets {
            for value in
                [CANARY, ODD, "CANARY", "Basic CANARY", "X-Key: CANARY", "CANARY:", ":CANARY", "u:CANARY"]
            {
                let mut pairs = vec![
                    ("connector.class".to_owned(), class.clone()),
                    (secret.property.clone(), value.to_owned()),
                ];
                pairs.extend(secret.when.iter().map(|w| (w.property.clone(), w.values[0].clone())));
                let facts = redact::classify(&settings(&pairs), None, Knowledge::builtin());
                let of = facts.properties.iter().find(|p| *p.key == *secret.property).expect("it is there");
                assert_eq!(of.form, Form::Literal, "{}: {}={value}", family.id, secret.property);
                no_canary(&format!("{}: {}={value}", family.id, secret.property), &everything(&facts));
            }
        }
        for connection in family.connections.iter().filter(|c| c.form != AddressForm::Host) {
            for key in &connection.address {
                let url = format!("https://u:{CANARY}@h/x?password={ODD}");
                no_canary(key, &everything(&connector_with(&class, key, &url)));
            }
        }
    }
}

#[test]
fn secrets_of_clients_converters_and_unknown_keys_stay_inside() {
    let jaas = format!("org.x.ScramLoginModule required username=\"u\" password=\"{ODD}\";");
    let pem = format!("-----BEGIN RSA PRIVATE KEY-----\n{CANARY}\n-----END RSA PRIVATE KEY-----");
    let json = format!("{{\"type\": \"service_account\", \"private_key\": \"{CANARY}\"}}");
    let embedded = format!("host=h user=u password={ODD} x=y");
    let object = format!("{{\"url\": \"https://h\", \"password\": \"{ODD}\"}}");
    for (key, value) in [
        ("producer.override.sasl.jaas.config", jaas.as_str()),
        ("source.cluster.sasl.jaas.config", &jaas),
        ("some.text", &jaas),
        ("key.converter.basic.auth.user.info", "u:CANARY"),
        ("value.converter.bearer.auth.token", "CANARY"),
        ("value.converter.schema.registry.ssl.key.password", "CANARY"),
        ("admin.override.ssl.keystore.password", ODD),
        ("ssl.truststore.password", "CANARY"),
        ("database.password", "CANARY"),
        ("my.client.secret", "CANARY"),
        ("my.apiKey", "CANARY"),
        ("my.access.token", "CANARY"),
        ("my.credentials", ODD),
        ("my.key", &pem),
        ("my.json", &json),
        ("my.settings", &embedded),
        ("my.settings", &object),
        ("my.value", CANARY),
        ("my.list", &format!("a,{CANARY},b")),
        ("my.aws", "AKIACANARYCANARY7777"),
        ("my.password", "CANARY${sm:a:b}"),
        ("my.password", "${sm:a:b}CANARY"),
        ("errors.tolerance.password", "CANARY"),
    ] {
        for class in ["com.example.Unknown", "io.confluent.connect.jdbc.JdbcSinkConnector"] {
            let facts = connector_with(class, key, value);
            assert!(facts.properties.iter().any(|p| p.secret.is_some()), "{key}={value} was not found");
            no_canary(&format!("{key}={value}"), &everything(&facts));
        }
    }
}

#[test]
fn secrets_in_worker_configurations_stay_inside() {
    let text = format!(
        "value.converter.basic.auth.user.info=u:CANARY\n\
         config.providers=x\n\
         config.providers.x.class=com.example.X\n\
         config.providers.x.param.secret.key={CANARY}\n\
         config.providers.x.param.token=CANARY\n\
         value.converter.schema.registry.url=https://u:{ODD}@registry\n\
         sasl.jaas.config=a.PlainLoginModule required password='{ODD}';\n\
         other={CANARY}\n"
    );
    let facts = worker::read(&text).expect("properties");
    let mut resource = Resource::new(&worker_configuration::KIND, "w");
    let origin = resource.api("kafkaconnect:DescribeWorkerConfiguration");
    record::fill_worker(&mut resource, &facts, origin, &|_| origin);
    let line = serde_json::to_string(&resource).expect("a resource is JSON");
    no_canary("a worker configuration", &format!("{facts:?}{line}{resource:?}"));
    let secrets = facts.properties.iter().filter(|p| p.form == Form::Literal).count();
    assert_eq!(secrets, 6, "each canary was found: {facts:?}");
}

#[test]
fn errors_say_no_value() {
    let broken = format!("a={CANARY}\npassword=\\u{CANARY}");
    let error = properties::parse(&broken).err().expect("a broken escape");
    no_canary("properties", &format!("{error:?} {error}"));
    let many: BTreeMap<String, String> =
        (0..3).map(|i| (format!("k{i}.password"), CANARY.to_owned())).collect();
    let pairs: Vec<(String, String)> = many.into_iter().collect();
    no_canary("many", &everything(&redact::classify(&settings(&pairs), None, Knowledge::builtin())));
}

#[test]
fn partly_known_values_of_templates_stay_inside() {
    let mut settings: Settings<'_> = BTreeMap::new();
    settings.insert("connector.class", Flat::new("io.confluent.connect.jdbc.JdbcSinkConnector"));
    settings.insert(
        "connection.url",
        Flat::of_parts([
            Some("jdbc:mysql://u:CANARY"),
            None,
            Some("@"),
            None,
            Some("/db?password=CANARY"),
            None,
        ]),
    );
    settings.insert("connection.password", Flat::of_parts([Some("CANARY"), None]));
    let facts = redact::classify(&settings, None, Knowledge::builtin());
    no_canary("a template", &everything(&facts));
    let form = |key: &str| facts.properties.iter().find(|p| &*p.key == key).map(|p| p.form);
    assert_eq!(form("connection.password"), Some(Form::Mixed));
    assert_eq!(form("connection.url"), Some(Form::Mixed));
}
