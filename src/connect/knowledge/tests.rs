use super::*;
use crate::connect::level::TlsLevel;
use crate::connect::redact::{classify, settings};
use std::collections::BTreeSet;

#[test]
fn every_file_is_named_after_its_family() {
    for (file, text) in builtin::FILES {
        let family = load::family(file, text).unwrap_or_else(|e| panic!("{e}"));
        assert!(file.ends_with(&format!("/{}.toml", family.id)), "{file} holds the family {}", family.id);
    }
}

#[test]
fn no_two_families_claim_one_class() {
    let mut seen = BTreeSet::new();
    for family in Knowledge::builtin().families() {
        for class in &family.classes {
            assert!(seen.insert(class), "{class} is claimed twice");
            let name = class.replace('*', "Any");
            assert_eq!(Knowledge::builtin().family(&name).map(|f| &f.id), Some(&family.id));
        }
    }
    assert_eq!(Knowledge::builtin().family("com.example.Unknown").map(|f| &f.id), None);
}

#[test]
fn every_example_gives_what_it_says() {
    for family in Knowledge::builtin().families() {
        for (i, example) in family.examples.iter().enumerate() {
            let name = format!("{} example {} ({:?})", family.id, i + 1, example.about);
            let class = family.classes[0].replace('*', "Any");
            let mut properties = example.properties.clone();
            properties.entry("connector.class".into()).or_insert(class);
            let pairs = properties.iter().map(|(k, v)| (k.as_str(), v.as_str()));
            let facts = classify(&settings(pairs), None, Knowledge::builtin());
            assert_eq!(facts.family.as_deref(), Some(family.id.as_str()), "{name}");

            let levels: BTreeMap<String, i8> = facts
                .properties
                .iter()
                .filter_map(|p| p.endpoint.as_ref().map(|e| (p.key.to_string(), e.level)))
                .map(|(k, l)| (k, l.map_or(-1, |l| l.number() as i8)))
                .collect();
            assert_eq!(levels, example.levels, "{name}: levels");
            let secrets: BTreeMap<String, String> = facts
                .properties
                .iter()
                .filter(|p| p.secret.is_some())
                .map(|p| (p.key.to_string(), p.form.name().to_owned()))
                .collect();
            assert_eq!(secrets, example.secrets, "{name}: secrets");
            let ineffective: Vec<&str> =
                facts.properties.iter().filter(|p| p.ineffective).map(|p| &*p.key).collect();
            assert_eq!(ineffective, example.ineffective, "{name}: ineffective");
            assert_eq!(
                facts.sink_encryption.map(|s| s.name()),
                example.sink_encryption.as_deref(),
                "{name}: encryption of the sink"
            );
        }
    }
}

/// A safe example is safe, an unsafe one is not: the words of the files mean something.
#[test]
fn safe_and_unsafe_examples_differ() {
    for family in Knowledge::builtin().families() {
        for example in &family.examples {
            let worst = example.levels.values().min().copied();
            let literal = example.secrets.values().any(|f| f == "literal" || f == "mixed");
            let weak = worst.is_some_and(|l| l <= TlsLevel::CaVerified.number() as i8)
                || literal
                || !example.ineffective.is_empty();
            let safe = worst.is_none_or(|l| l >= TlsLevel::CaVerified.number() as i8) && !literal;
            match example.about {
                About::Safe => {
                    assert!(safe, "{}: a safe example is not: {:?}", family.id, example.properties)
                }
                About::Unsafe => {
                    assert!(weak, "{}: an unsafe example is safe: {:?}", family.id, example.properties)
                }
                About::Default => {}
            }
        }
    }
}

const MINIMAL: &str = r#"
id = "mine"
classes = ["com.example.MySink"]
verified = true
[[sources]]
url = "https://example.com"
read = 2026-11-24
[[connections]]
address = ["my.url"]
form = "url"
[[examples]]
about = "safe"
properties = { "my.url" = "https://x" }
levels = { "my.url" = 4 }
[[examples]]
about = "unsafe"
properties = { "my.url" = "http://x" }
levels = { "my.url" = 0 }
[[examples]]
about = "default"
properties = {}
"#;

#[test]
fn users_add_files_of_their_own() {
    let mut knowledge = Knowledge::builtin().clone();
    knowledge.load("mine.toml", MINIMAL).expect("a good file");
    let facts = classify(
        &settings([("connector.class", "com.example.MySink"), ("my.url", "http://x")]),
        None,
        &knowledge,
    );
    let url = facts.properties.iter().find(|p| &*p.key == "my.url").expect("the property");
    assert_eq!(url.endpoint.as_ref().and_then(|e| e.level), Some(TlsLevel::Plaintext));
    // A file of the same id replaces the one that comes with tidegate.
    knowledge.load("x.toml", &MINIMAL.replace("\"mine\"", "\"redis\"")).expect("a good file");
    assert!(knowledge.family("com.redis.kafka.connect.RedisSinkConnector").is_none());
}

#[test]
fn errors_name_file_and_line() {
    let mut knowledge = Knowledge::default();
    let mut error = |text: &str| knowledge.load("mine.toml", text).expect_err("a bad file").to_string();
    for (from, to, expected) in [
        ("form = \"url\"", "form = \"uri\"", "mine.toml:10: unknown variant `uri`"),
        ("form = \"url\"", "form = \"url\"\nno_scheme = 7", "mine.toml:11: 7 is no level: 0 to 4"),
        ("form = \"url\"", "form = \"url\"\nshemes = {}", "mine.toml:11: unknown field `shemes`"),
        ("form = \"url\"", "form = \"jdbc-properties\"", "mine.toml:9: `driver` goes with the form"),
        ("verified = true", "verified = true\nverified = false", "mine.toml:5: "),
        (
            "classes = [\"com.example.MySink\"]",
            "classes = []",
            "mine.toml:3: a family has at least one class",
        ),
        (
            "about = \"unsafe\"",
            "about = \"safe\"",
            "mine.toml:11: a family has a safe, an unsafe and a default example",
        ),
        ("read = 2026-11-24", "read = ", "mine.toml:7: "),
    ] {
        let got = error(&MINIMAL.replace(from, to));
        assert!(got.starts_with(expected), "{got}");
    }
}
