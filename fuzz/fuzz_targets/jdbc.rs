//! JDBC and MongoDB URLs: levels and redaction of any text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidegate::connect::flat::Flat;
use tidegate::connect::knowledge::Knowledge;
use tidegate::connect::{jdbc, mongodb, redact, url};

fuzz_target!(|text: &str| {
    let flat = Flat::new(text);
    jdbc::read(flat.text(), &[]);
    jdbc::read(flat.text(), &[("sslMode", text), ("encrypt", "true")]);
    mongodb::read(flat.text());
    url::redact(&flat);
    let class = ("connector.class", "io.confluent.connect.jdbc.JdbcSinkConnector");
    redact::classify(&redact::settings([class, ("connection.url", text)]), None, Knowledge::builtin());
});
