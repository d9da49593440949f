//! JDBC URLs, read as each driver reads them: to whom the connector speaks and how the way is protected.
//!
//! One file a driver. Each gives the URL's hosts and parameters in the driver's own syntax and judges them by
//! the driver's own rules, among them which of two contradicting parameters wins. What an unread driver version,
//! file or class decides is undecided. Nothing of a value leaves but host names; [`super::url`] redacts URLs.

mod clickhouse;
mod db2;
mod host;
mod jtds;
mod mariadb;
mod mysql;
mod oracle;
mod params;
mod postgresql;
mod redshift;
mod snowflake;
mod sqlserver;
#[cfg(test)]
mod table;
mod vertica;

use super::flat::HOLE;
use super::level::{Confidence, Reason, TlsLevel};
use params::Wins;

/// Longer URLs are not read.
pub const MAX_LENGTH: usize = 64 * 1024;
/// Wrapping drivers inside wrapping drivers that are looked through.
const MAX_WRAPPERS: usize = 3;

/// Driver properties that the connector passes besides the URL.
pub type Extra<'a> = &'a [(&'a str, &'a str)];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Driver {
    Mysql,
    Mariadb,
    Postgresql,
    Sqlserver,
    Jtds,
    Oracle,
    Redshift,
    Snowflake,
    Db2,
    Vertica,
    Clickhouse,
    /// Databases inside the worker's own process or file system: SQLite, Derby and H2 without a server.
    Embedded,
    Unknown,
}

/// How a JDBC URL's connection is protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JdbcVerdict {
    pub driver: Driver,
    /// Of the least protected host. `None` is undecided; `reason` says why.
    pub level: Option<TlsLevel>,
    pub reason: Reason,
    /// The parameter that decided; when the default decides, one that was mistyped in its place.
    pub parameter: Option<Box<str>>,
    /// From this version of the driver on the verdict holds as it stands.
    pub driver_version: Option<&'static str>,
    pub confidence: Confidence,
    /// Host names and addresses, without ports, in the order of the URL.
    pub hosts: Vec<Box<str>>,
}

/// What a driver's file finds, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Judged {
    level: Option<TlsLevel>,
    reason: Reason,
    parameter: Option<Box<str>>,
    driver_version: Option<&'static str>,
    confidence: Confidence,
}

type Read = (Judged, Vec<Box<str>>);

/// What a driver is given besides its part of the URL.
#[derive(Clone, Copy)]
struct Context<'a> {
    extra: Extra<'a>,
    /// A driver in front of this one has mixed URL and properties in its own way.
    wrapped: bool,
    /// The end of the URL is filled in later and may hold parameters.
    open: bool,
}

/// Reads a URL with holes for what is filled in later ([`super::flat`]). `None` when the text is no JDBC URL at
/// all. Linear in its length.
pub fn read(url: &str, extra: Extra<'_>) -> Option<JdbcVerdict> {
    let url = url.trim();
    let (wrapped, sub) = subprotocol(url)?;
    if url.len() > MAX_LENGTH {
        return Some(Judged::undecided(Reason::Limit).of(Driver::Unknown, Vec::new()));
    }
    let Some((prefix, driver)) = PREFIXES.iter().find(|(p, _)| starts_with_ignore_case(sub, p)) else {
        let reason = if sub.contains(HOLE) { Reason::Deferred } else { Reason::UnknownDriver };
        return Some(Judged::undecided(reason).of(Driver::Unknown, Vec::new()));
    };
    let rest = &sub[prefix.len()..];
    // Only Connector/J takes its subprotocol in any case.
    if *driver != Driver::Mysql && (!sub.starts_with(prefix) || !url.starts_with("jdbc")) {
        return Some(Judged::undecided(Reason::Malformed).of(*driver, Vec::new()));
    }
    let context = Context { extra, wrapped, open: open_end(rest) };
    let (mut judged, hosts) = match driver {
        Driver::Mysql => mysql::read(rest, context),
        Driver::Mariadb => mariadb::read(rest, context),
        Driver::Postgresql => postgresql::read(rest, context),
        Driver::Sqlserver => sqlserver::read(rest, context),
        Driver::Jtds => jtds::read(rest, context),
        Driver::Oracle => oracle::read(rest, context),
        Driver::Redshift => redshift::read(rest, context),
        Driver::Snowflake => snowflake::read(rest, context),
        Driver::Db2 => db2::read(rest, context),
        Driver::Vertica => vertica::read(rest, context),
        Driver::Clickhouse => clickhouse::read(rest, context),
        Driver::Embedded | Driver::Unknown => {
            (Judged::sure(TlsLevel::HostVerified, Reason::NoNetwork), Vec::new())
        }
    };
    // A database name that is filled in later could bring parameters with it.
    if judged.reason == Reason::Default && rest.ends_with(HOLE) {
        judged.confidence = judged.confidence.min(Confidence::Medium);
    }
    Some(judged.of(*driver, hosts))
}

/// Beginning of the part after `jdbc:`, by driver; the first match counts.
const PREFIXES: &[(&str, Driver)] = &[
    // The forks of Connector/J and pgjdbc for Aurora that went before the wrapping driver.
    ("mysql:aws:", Driver::Mysql),
    ("postgresql:aws:", Driver::Postgresql),
    ("mysql:", Driver::Mysql),
    ("mysql+srv:", Driver::Mysql),
    ("mariadb:", Driver::Mariadb),
    ("postgresql:", Driver::Postgresql),
    ("sqlserver:", Driver::Sqlserver),
    ("jtds:", Driver::Jtds),
    ("oracle:", Driver::Oracle),
    ("redshift:", Driver::Redshift),
    ("snowflake:", Driver::Snowflake),
    ("db2:", Driver::Db2),
    ("vertica:", Driver::Vertica),
    ("clickhouse:", Driver::Clickhouse),
    ("ch:", Driver::Clickhouse),
    ("sqlite:", Driver::Embedded),
    ("derby:memory:", Driver::Embedded),
    ("h2:mem:", Driver::Embedded),
    ("h2:file:", Driver::Embedded),
];

/// Drivers that hand the rest of the URL on to another one.
const WRAPPERS: &[&str] = &["aws-wrapper:", "p6spy:", "otel:"];

/// The part after `jdbc:` and wrapping drivers, and whether there were any. `None` for text that is no JDBC URL.
fn subprotocol(url: &str) -> Option<(bool, &str)> {
    const SECRETS_MANAGER: &str = "jdbc-secretsmanager:";
    if starts_with_ignore_case(url, SECRETS_MANAGER) {
        return Some((true, &url[SECRETS_MANAGER.len()..]));
    }
    if !starts_with_ignore_case(url, "jdbc:") {
        return None;
    }
    let mut sub = &url["jdbc:".len()..];
    let mut wrapped = false;
    for _ in 0..MAX_WRAPPERS {
        let Some(wrapper) = WRAPPERS.iter().find(|w| starts_with_ignore_case(sub, w)) else { break };
        sub = &sub[wrapper.len()..];
        wrapped = true;
    }
    Some((wrapped, sub))
}

/// `//${...}`: the whole of host, database and parameters is filled in later.
fn open_end(rest: &str) -> bool {
    rest.ends_with(HOLE) && !rest.rsplit_once("//").map_or(rest, |(_, a)| a).contains(['/', '?', ';'])
}

fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|t| t.eq_ignore_ascii_case(prefix.as_bytes()))
}

impl Driver {
    pub const NAMES: &'static [&'static str] = &[
        "mysql",
        "mariadb",
        "postgresql",
        "sqlserver",
        "jtds",
        "oracle",
        "redshift",
        "snowflake",
        "db2",
        "vertica",
        "clickhouse",
        "embedded",
        "unknown",
    ];

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl Judged {
    fn sure(level: TlsLevel, reason: Reason) -> Self {
        Self {
            level: Some(level),
            reason,
            parameter: None,
            driver_version: None,
            confidence: Confidence::High,
        }
    }

    fn undecided(reason: Reason) -> Self {
        Self { level: None, reason, parameter: None, driver_version: None, confidence: Confidence::High }
    }

    fn by(mut self, parameter: impl Into<Box<str>>) -> Self {
        self.parameter = Some(parameter.into());
        self
    }

    /// What holds from a driver version on that is older than MSK Connect itself.
    fn since(mut self, version: &'static str) -> Self {
        self.driver_version = Some(version);
        self
    }

    /// What holds from a driver version on before which other versions are in use.
    fn only_since(self, version: &'static str) -> Self {
        self.since(version).less_sure()
    }

    fn less_sure(mut self) -> Self {
        self.confidence = self.confidence.min(Confidence::Medium);
        self
    }

    /// The worse of two, for several hosts: undecided is worse than a level that all agree is safe, but a host in
    /// plaintext is in plaintext whatever the others are.
    fn worse(self, other: Self) -> Self {
        match (self.level, other.level) {
            (Some(a), Some(b)) => {
                if b < a {
                    other
                } else {
                    self
                }
            }
            (None, Some(l)) if l <= TlsLevel::Preferred => other,
            (None, _) => self,
            (Some(l), None) if l <= TlsLevel::Preferred => self,
            (Some(_), None) => other,
        }
    }

    fn of(self, driver: Driver, hosts: Vec<Box<str>>) -> JdbcVerdict {
        let Judged { level, reason, parameter, driver_version, confidence } = self;
        JdbcVerdict { driver, level, reason, parameter, driver_version, confidence, hosts }
    }
}

impl Context<'_> {
    /// Who wins between URL and properties, unless a wrapping driver has mixed them.
    fn wins(&self, wins: Wins) -> Wins {
        if self.wrapped { Wins::Unknown } else { wins }
    }
}
