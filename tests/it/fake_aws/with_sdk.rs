//! The fake against AWS's own clients: what it says must be what they understand.

use super::{Account, Behaviour, Denied, FakeAws, On, Signature};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_kafka::error::ProvideErrorMetadata;
use aws_types::SdkConfig;
use aws_types::region::Region;
use std::io::{Read, Write};

fn config(fake: &FakeAws, region: &'static str) -> SdkConfig {
    let credentials = Credentials::new("test-key", "test-secret", None, None, "test");
    SdkConfig::builder()
        .behavior_version(aws_config::BehaviorVersion::latest())
        .endpoint_url(fake.url())
        .region(Region::new(region))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(aws_config::retry::RetryConfig::disabled())
        .build()
}

#[tokio::test]
async fn listings_page_in_each_protocol() {
    let fake = FakeAws::of(Account::recorded("demo")).page_size(3).start();
    let config = config(&fake, "eu-west-1");

    let pages = aws_sdk_kafka::Client::new(&config).list_clusters_v2().into_paginator().items().send();
    let clusters = pages.collect::<Result<Vec<_>, _>>().await.expect("clusters");
    let names: Vec<&str> = clusters.iter().filter_map(|c| c.cluster_name()).collect();
    assert_eq!(
        names,
        [
            "orders",
            "legacy-billing",
            "clickstream",
            "audit-trail",
            "partner-exchange",
            "payments",
            "reporting",
            "events",
            "analytics-next",
            "fraud"
        ]
    );

    let secrets = aws_sdk_secretsmanager::Client::new(&config);
    let filter = aws_sdk_secretsmanager::types::Filter::builder()
        .key(aws_sdk_secretsmanager::types::FilterNameStringType::Name)
        .values("AmazonMSK_")
        .build();
    let pages = secrets.list_secrets().filters(filter).into_paginator().send();
    let listed = pages.collect::<Result<Vec<_>, _>>().await.expect("secrets");
    let names: Vec<&str> = listed.iter().flat_map(|p| p.secret_list()).filter_map(|s| s.name()).collect();
    assert!(names.contains(&"AmazonMSK_spare"), "{names:?}");
    for hidden in ["AmazonMSK_payments_leaving", "AmazonMSK-mobile", "amazonmsk_mobile"] {
        assert!(!names.contains(&hidden), "{names:?}");
    }

    let caches = aws_sdk_elasticache::Client::new(&config);
    let pages = caches.describe_users().into_paginator().items().send();
    let users = pages.collect::<Result<Vec<_>, _>>().await.expect("users");
    let reader = users.iter().find(|u| u.user_id() == Some("reader")).expect("the user reader");
    assert_eq!(reader.authentication().and_then(|a| a.r#type()).map(|t| t.as_str()), Some("iam"));
    assert_eq!(reader.user_group_ids(), ["app-users"]);
    let groups = caches.describe_replication_groups().send().await.expect("groups");
    let first = groups.replication_groups().first().expect("a group");
    assert_eq!(first.member_clusters(), ["sessions-001", "sessions-002"]);
    assert_eq!(first.node_groups()[0].node_group_members()[1].cache_cluster_id(), Some("sessions-002"));

    let pages = |operation: &str| -> Vec<usize> {
        fake.seen().iter().filter(|s| s.operation == operation).map(|s| s.page).collect()
    };
    assert_eq!(pages("kafka:ListClustersV2"), [1, 2, 3, 4]);
    assert_eq!(pages("elasticache:DescribeUsers"), [1, 2]);
    let signature = fake.seen()[0].signature.clone();
    let expected =
        Signature { access_key: "test-key".into(), region: "eu-west-1".into(), service: "kafka".into() };
    assert_eq!(signature, Some(expected));
}

#[tokio::test]
async fn errors_keep_code_and_message_in_each_protocol() {
    let by = Denied::ServiceControlPolicy;
    let fake = FakeAws::of(Account::empty("111122223333"))
        .on(On::every("*", Behaviour::Deny(by)).region("eu-west-1"))
        .on(On::every("*", Behaviour::Throttle).region("eu-west-2"))
        .on(On::every("*", Behaviour::Expired).region("eu-west-3"))
        .on(On::every("*", Behaviour::Deny(Denied::RegionDisabled)).region("me-south-1"))
        .start();
    for (region, rest, json, query, words) in [
        (
            "eu-west-1",
            "AccessDeniedException",
            "AccessDeniedException",
            "AccessDenied",
            "with an explicit deny in a service control policy",
        ),
        ("eu-west-2", "TooManyRequestsException", "ThrottlingException", "Throttling", ""),
        ("eu-west-3", "ExpiredTokenException", "ExpiredTokenException", "ExpiredToken", "is expired"),
        (
            "me-south-1",
            "UnrecognizedClientException",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "is invalid",
        ),
    ] {
        let config = config(&fake, region);
        let kafka = aws_sdk_kafka::Client::new(&config).list_clusters_v2().send().await.expect_err(region);
        let kms = aws_sdk_kms::Client::new(&config).list_aliases().send().await.expect_err(region);
        let cache =
            aws_sdk_elasticache::Client::new(&config).describe_users().send().await.expect_err(region);
        assert_eq!((kafka.code(), kms.code(), cache.code()), (Some(rest), Some(json), Some(query)));
        for message in [kafka.message(), kms.message(), cache.message()] {
            assert!(message.is_some_and(|m| m.contains(words)), "{region}: {message:?}");
        }
    }
}

#[tokio::test]
async fn broken_answers_break_the_client_and_not_the_fake() {
    let fake = FakeAws::of(Account::recorded("demo"))
        .on(On::every("kafka:ListClustersV2", Behaviour::CutMidBody).times(1))
        .on(On::every("kafka:ListClustersV2", Behaviour::NoAnswer).times(1))
        .on(On::every("kafka:ListClustersV2", Behaviour::Garbage).times(1))
        .on(On::every("kafka:ListClustersV2", Behaviour::Unavailable).times(1))
        .start();
    let client = aws_sdk_kafka::Client::new(&config(&fake, "ap-northeast-1"));
    for case in ["cut", "no answer", "garbage", "unavailable"] {
        client.list_clusters_v2().send().await.expect_err(case);
    }
    let clusters = client.list_clusters_v2().send().await.expect("clusters");
    assert_eq!(clusters.cluster_info_list()[0].cluster_name(), Some("tokyo-orders"));
}

#[test]
fn an_unsigned_request_is_refused() {
    let fake = FakeAws::of(Account::recorded("demo")).start();
    let address = fake.url().replace("http://", "");
    let mut stream = std::net::TcpStream::connect(address).expect("the fake listens");
    stream.write_all(b"GET /api/v2/clusters HTTP/1.1\r\nHost: x\r\n\r\n").expect("sent");
    stream.shutdown(std::net::Shutdown::Write).expect("half closed");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 403") && answer.contains("MissingAuthenticationToken"), "{answer}");
    assert_eq!(fake.seen()[0].signature, None);
}
