//! The parsers on text that nobody meant: the fuzz targets' corpus, generated text, and text made to be slow.

use proptest::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};
use tidegate::connect::flat::Flat;
use tidegate::connect::knowledge::Knowledge;
use tidegate::connect::{jdbc, mongodb, properties, redact, token, url, worker};

/// What the fuzz target `jdbc` does.
fn jdbc_one(text: &str) {
    let flat = Flat::new(text);
    let extra = [("sslMode", text), ("encrypt", "true")];
    for extra in [&extra[..], &[]] {
        if let Some(v) = jdbc::read(flat.text(), extra) {
            assert!(
                v.hosts.iter().all(|h| text.contains(&**h) || &**h == "localhost" || h.contains('\u{1}'))
            );
        }
    }
    mongodb::read(flat.text());
    // What may be shown once may be shown again: redacting it finds nothing that was left.
    let redacted = url::redact(&flat);
    if redacted.text.len() < jdbc::MAX_LENGTH {
        let again = url::redact(&Flat::new(&redacted.text));
        let known = again.secrets.iter().all(|s| redacted.secrets.iter().any(|r| r.name == s.name));
        assert!(known, "{:.200?} leaves {:.200?}", text, redacted.text);
    }
    let pairs =
        [("connector.class", "io.confluent.connect.jdbc.JdbcSinkConnector"), ("connection.url", text)];
    redact::classify(&redact::settings(pairs), None, Knowledge::builtin());
}

/// What the fuzz target `token` does.
fn token_one(text: &str) {
    let joined: String = token::pieces(text)
        .into_iter()
        .map(|p| match p {
            token::Piece::Literal(t) => t,
            token::Piece::Token(t) => {
                assert!(
                    t.text.starts_with("${") && t.text.ends_with('}') && !t.provider.contains(['}', ':'])
                );
                t.text
            }
        })
        .collect();
    assert_eq!(joined, text);
    assert_eq!(token::tokens(text).count(), Flat::new(text).tokens().count());
}

/// What the fuzz target `properties` does.
fn properties_one(text: &str) {
    if let Ok(entries) = properties::parse(text) {
        assert!(entries.is_sorted_by(|a, b| a.line < b.line));
        assert!(worker::read(text).is_ok());
    }
}

#[test]
fn the_corpus_is_read() {
    replay("jdbc", jdbc_one);
    replay("token", token_one);
    replay("properties", properties_one);
}

fn replay(target: &str, one: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus is part of the source") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("it can be read");
        one(&String::from_utf8_lossy(&bytes));
        seen += 1;
    }
    assert!(seen >= 5, "{target} has a corpus");
}

/// Pieces that mean something somewhere, in any order.
fn soup(max: usize) -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "jdbc:",
        "mysql:",
        "mariadb:",
        "postgresql:",
        "sqlserver:",
        "oracle:thin:",
        "jtds:sqlserver:",
        "redshift:",
        "snowflake:",
        "db2:",
        "vertica:",
        "ch:",
        "aws-wrapper:",
        "//",
        "/",
        "?",
        "&",
        ";",
        "=",
        "@",
        ":",
        ",",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "#",
        "%",
        "%3",
        "%41",
        "\\",
        "\\u",
        "\\u00e9",
        "\n",
        "\r",
        "\t",
        " ",
        "${",
        "${a:b}",
        "${a:b:c}",
        "}",
        "sslMode",
        "ssl",
        "encrypt",
        "true",
        "VERIFY_IDENTITY",
        "password",
        "address=",
        "host",
        "DESCRIPTION",
        "ADDRESS",
        "PROTOCOL",
        "tcps",
        "é",
        "中",
        "😀",
        "\u{1}",
        "\0",
        "x",
        "1",
        "-----BEGIN PRIVATE KEY-----",
        "LoginModule",
        "://",
    ]);
    prop::collection::vec(pieces, 0..max).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_odd(text in soup(40)) {
        jdbc_one(&text);
        jdbc_one(&format!("jdbc:{text}"));
        token_one(&text);
        properties_one(&text);
    }

    #[test]
    fn every_driver_takes_every_tail(tail in soup(25), driver in 0..11_usize) {
        let front = [
            "jdbc:mysql://", "jdbc:mariadb://", "jdbc:postgresql://", "jdbc:sqlserver://", "jdbc:jtds:sqlserver://",
            "jdbc:oracle:thin:", "jdbc:redshift://", "jdbc:snowflake://", "jdbc:db2://", "jdbc:vertica://", "jdbc:ch://",
        ][driver];
        jdbc_one(&format!("{front}{tail}"));
    }

    #[test]
    fn any_characters_at_all(text in any::<String>()) {
        jdbc_one(&text);
        token_one(&text);
        properties_one(&text);
    }

    /// What a writer escapes, the parser gives back.
    #[test]
    fn properties_survive_writing(key in "[^\u{0}\r\n]{1,20}", value in any::<String>()) {
        let escape = |text: &str| -> String {
            text.encode_utf16().map(|u| format!("\\u{u:04x}")).collect()
        };
        let entries = properties::parse(&format!("{}={}", escape(&key), escape(&value))).expect("properties");
        prop_assert_eq!(&entries[0].key, &key);
        prop_assert_eq!(&entries[0].value, &value);
    }
}

/// Repeats a piece up to a length.
fn long(piece: &str, length: usize) -> String {
    piece.repeat(length / piece.len())
}

/// Quadratic readers take minutes for these; linear ones fractions of a second.
#[test]
fn long_text_takes_linear_time() {
    let length = jdbc::MAX_LENGTH / 2;
    let pieces = [
        "a=",
        "&",
        ";",
        "=",
        "a=b&",
        "a=b;",
        "(a=b)",
        "(",
        ")",
        "[",
        "]",
        "@",
        "//",
        "a@",
        "://",
        "{",
        "}",
        "}}",
        "\"",
        "%41",
        "%",
        "${",
        "${a:",
        "${a:b}",
        "}",
        ",",
        ",(",
        "h,",
        "address=(host=h)(a=b),",
        "password=a",
        "password=",
        "password=&",
        "a:",
        "sslMode=x&",
        " ",
        "\u{1}",
        "é",
        "\n",
        "@//",
        "'",
        "x ",
        "?",
        "#",
        "jdbc:oracle:thin:",
        "a.",
    ];
    let fronts = [
        "",
        "jdbc:mysql://",
        "jdbc:mysql://h/d?",
        "jdbc:mariadb://",
        "jdbc:mariadb://h/d?",
        "jdbc:postgresql://h/d?",
        "jdbc:sqlserver://h;",
        "jdbc:sqlserver://h;password={",
        "jdbc:jtds:sqlserver://h/d;",
        "jdbc:oracle:thin:",
        "jdbc:oracle:thin:@(",
        "jdbc:redshift://h/d?",
        "jdbc:snowflake://h/?",
        "jdbc:db2://h/d:",
        "jdbc:ch://h/?",
        "mongodb://h/?",
        "a.LoginModule required ",
    ];
    for piece in pieces {
        let tail = long(piece, length);
        for front in fronts {
            within(&format!("{front}{piece}..."), || jdbc_one(&format!("{front}{tail}")));
        }
        within(piece, || token_one(&long(piece, 1 << 20)));
    }
    for piece in
        ["\\\\\\\n", "\\\n", "a\\\n", "\\u0041", "a=b\n", "#\n", "\r", " ", "=", "a\\", "k=${a:b}\n", "\\\\"]
    {
        within(piece, || properties_one(&long(piece, properties::MAX_LENGTH)));
    }
}

fn within(what: &str, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    let took = start.elapsed();
    assert!(took < Duration::from_secs(5), "{what:?} took {took:?}");
}
