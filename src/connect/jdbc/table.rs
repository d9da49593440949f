//! The table of URLs, `urls.txt`, and what it does not say: versions, confidence, hosts.

use super::*;
use crate::connect::flat::Flat;
use crate::connect::token::pieces;

struct Row {
    line: usize,
    level: Option<u8>,
    reason: &'static str,
    parameter: Option<&'static str>,
    url: &'static str,
    extra: Vec<(&'static str, &'static str)>,
}

fn rows() -> Vec<Row> {
    let text = include_str!("urls.txt").lines().enumerate();
    text.filter(|(_, l)| !l.is_empty() && !l.starts_with('#'))
        .map(|(i, text)| {
            let mut cells = text.splitn(4, ' ');
            let mut cell = || cells.next().unwrap_or_else(|| panic!("urls.txt:{}: a cell is missing", i + 1));
            let (level, reason, parameter, rest) = (cell(), cell(), cell(), cell());
            let mut parts = rest.split(" + ");
            Row {
                line: i + 1,
                level: (level != "?").then(|| level.parse().expect("a level is a digit or `?`")),
                reason,
                parameter: (parameter != "-").then_some(parameter),
                url: parts.next().expect("split gives at least one part"),
                extra: parts.map(|p| p.split_once('=').expect("a property has a value")).collect(),
            }
        })
        .collect()
}

fn verdict(url: &str) -> JdbcVerdict {
    read(Flat::new(url).text(), &[]).expect("a JDBC URL")
}

#[test]
fn every_url_of_the_table_gets_its_level_and_reason() {
    let rows = rows();
    let mut wrong = Vec::new();
    for row in &rows {
        assert!(Reason::NAMES.contains(&row.reason), "urls.txt:{}: no reason {}", row.line, row.reason);
        let v = read(Flat::new(row.url).text(), &row.extra).expect("a JDBC URL");
        let got = (v.level.map(TlsLevel::number), v.reason.name(), v.parameter.as_deref());
        if got != (row.level, row.reason, row.parameter) {
            wrong.push(format!("urls.txt:{}: {} gives {got:?}", row.line, row.url));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows.len() >= 250, "the table has shrunk to {}", rows.len());
}

#[test]
fn the_table_has_every_driver_and_reason() {
    let mut drivers: Vec<&str> = Vec::new();
    let mut reasons: Vec<&str> = Vec::new();
    for row in rows() {
        drivers.push(read(Flat::new(row.url).text(), &[]).expect("a JDBC URL").driver.name());
        reasons.push(row.reason);
    }
    for name in Driver::NAMES {
        assert!(drivers.contains(name), "no URL of {name}");
    }
    for name in Reason::NAMES.iter().filter(|n| **n != "limit") {
        assert!(reasons.contains(name), "no URL with the reason {name}");
    }
}

#[test]
fn what_depends_on_the_version_says_so() {
    for (url, version, confidence) in [
        ("jdbc:mysql://h/d?sslMode=VERIFY_CA", Some("8.0.13"), Confidence::High),
        ("jdbc:mysql://h/d", None, Confidence::High),
        ("jdbc:mariadb://h/d?sslMode=verify-full", Some("3.0.3"), Confidence::Medium),
        ("jdbc:mariadb://h/d?sslMode=disable", None, Confidence::High),
        ("jdbc:postgresql://h/d?ssl=true", Some("42.2.5"), Confidence::Medium),
        ("jdbc:postgresql://h/d?sslmode=verify-full", None, Confidence::High),
        ("jdbc:sqlserver://h", Some("10.2.0"), Confidence::High),
        ("jdbc:sqlserver://h;trustServerCertificate=true", Some("10.2.0"), Confidence::Medium),
        ("jdbc:sqlserver://h;encrypt=strict", Some("11.2.0"), Confidence::High),
        ("jdbc:redshift://h/d", Some("2.0.0"), Confidence::Medium),
        ("jdbc:oracle:thin:@tcps://h/s", None, Confidence::Medium),
        ("jdbc:db2://h/d:sslConnection=true;", None, Confidence::Medium),
        ("jdbc:vertica://h/d?TLSmode=require", None, Confidence::Medium),
        // The database's name is filled in later and could bring parameters.
        ("jdbc:mysql://h/${ssm::/name}", None, Confidence::Medium),
    ] {
        let v = verdict(url);
        assert_eq!((v.driver_version, v.confidence), (version, confidence), "{url}");
    }
}

#[test]
fn hosts_come_without_ports_and_users() {
    for (url, hosts) in [
        ("jdbc:mysql://u:p@a:1,b/d", &["a", "b"][..]),
        ("jdbc:mysql://[2001:db8::1]:3306/d", &["2001:db8::1"]),
        ("jdbc:mysql://address=(host=a)(port=1),(host=b,port=2)/d", &["a", "b"]),
        ("jdbc:mysql://[a:1,b:2]/d", &["a", "b"]),
        ("jdbc:mysql:///d", &["localhost"]),
        ("jdbc:mariadb://address=(host=a)(port=1)/d", &["a"]),
        ("jdbc:postgresql://a:1,b:2/d", &["a", "b"]),
        ("jdbc:postgresql:d", &[]),
        ("jdbc:sqlserver://a\\i:1;encrypt=true", &["a"]),
        ("jdbc:sqlserver://;serverName=a;encrypt=true", &["a"]),
        ("jdbc:jtds:sqlserver://a:1/d", &["a"]),
        ("jdbc:oracle:thin:u/p@//a:1/s", &["a"]),
        ("jdbc:oracle:thin:u/p@a:1:sid", &["a"]),
        (
            "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=a))(ADDRESS=(PROTOCOL=tcp)(HOST=b)))",
            &["a", "b"],
        ),
        ("jdbc:snowflake://a.b:443/?x=y", &["a.b"]),
        ("jdbc:redshift:iam://a:us-east-1/d", &["a"]),
        ("jdbc:db2://a:1/d:x=y;", &["a"]),
        ("jdbc:ch:https://a:1/d", &["a"]),
    ] {
        let v = verdict(url);
        assert_eq!(v.hosts.iter().map(|h| &**h).collect::<Vec<_>>(), hosts, "{url}");
    }
}

#[test]
fn nothing_but_jdbc_urls_is_read() {
    for text in ["", "http://h/d", "mysql://h/d", "xjdbc:mysql://h", "jdbc", "${sm:db:url}", "  "] {
        assert!(read(Flat::new(text).text(), &[]).is_none(), "{text}");
    }
    assert!(read("  jdbc:mysql://h/d ", &[]).is_some());
    assert_eq!(pieces("${sm:db:url}").len(), 1);
}

#[test]
fn what_is_too_long_or_too_deep_is_undecided() {
    let long = format!("jdbc:mysql://h/d?x={}&sslMode=VERIFY_IDENTITY", "y".repeat(MAX_LENGTH));
    assert_eq!((verdict(&long).level, verdict(&long).reason), (None, Reason::Limit));
    let deep = format!("jdbc:oracle:thin:@{}", "(A=".repeat(200));
    assert_eq!((verdict(&deep).level, verdict(&deep).reason), (None, Reason::Limit));
    let many = format!("jdbc:mysql://{}/d?sslMode=VERIFY_IDENTITY", "h,".repeat(300));
    assert_eq!((verdict(&many).level, verdict(&many).reason), (None, Reason::Limit));
}
