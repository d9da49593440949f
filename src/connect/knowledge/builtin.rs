//! The families that come with tidegate.

use super::Knowledge;
use std::sync::LazyLock;

macro_rules! families {
    ($($id:literal),* $(,)?) => {
        &[$((concat!("rules/data/connectors/", $id, ".toml"), include_str!(concat!("../../../rules/data/connectors/", $id, ".toml")))),*]
    };
}

/// File and text. A test compares the list with the folder.
pub(super) static FILES: &[(&str, &str)] = families![
    "aiven-http",
    "aiven-jdbc",
    "aiven-opensearch",
    "aiven-s3",
    "bigquery",
    "clickhouse",
    "confluent-elasticsearch",
    "confluent-http",
    "confluent-jdbc",
    "confluent-s3",
    "datastax-cassandra",
    "debezium-jdbc-sink",
    "debezium-mariadb",
    "debezium-mongodb",
    "debezium-mysql",
    "debezium-oracle",
    "debezium-postgresql",
    "debezium-sqlserver",
    "iceberg",
    "kinesis",
    "lenses-cassandra",
    "lenses-http",
    "lenses-s3",
    "mirrormaker2",
    "mongodb",
    "neo4j",
    "redis",
    "redshift-sink",
    "salesforce",
    "snowflake",
    "splunk",
];

pub(super) fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
        let mut knowledge = Knowledge::default();
        for (file, text) in FILES {
            knowledge.load(file, text).expect("a test loads every file");
        }
        knowledge
    });
    &KNOWLEDGE
}
