//! MySQL Connector/J 8 and 9 (and its Aurora fork): `sslMode`, the older `useSSL`, `requireSSL` and
//! `verifyServerCertificate` (D40), hosts with parameters of their own.
//!
//! Source: mysql/mysql-connector-j, `ConnectionUrlParser`, `ConnectionUrl`, `DefaultPropertySet`.

use super::host::{host, split_outside};
use super::params::{Got, Names, Params, Rules, Twice, Wins, decode};
use super::{Context, Judged, Read, mariadb};
use crate::connect::flat::HOLE;
use crate::connect::level::{Reason, TlsLevel};
use std::borrow::Cow;

/// Properties passed beside the URL override it; spellings of one name fight it out in a hash table.
const RULES: Rules = Rules { names: Names::FoldedLate, twice: Twice::Last, wins: Wins::Extra };

/// More hosts are not read: each is judged by itself.
const MAX_HOSTS: usize = 256;

/// `url` behind `jdbc:mysql:`, as `[loadbalance:|replication:]//authority[/path][?query][#fragment]`.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let url = url.split('#').next().unwrap_or(url);
    let (front, query) = url.split_once('?').unwrap_or((url, ""));
    // The driver's own expression takes no second `?` right after the first.
    if query.trim_start().starts_with('?') {
        return (Judged::undecided(Reason::Malformed), Vec::new());
    }
    let authority = front.split_once("//").map_or("", |(_, rest)| rest);
    let authority = authority.split('/').next().unwrap_or(authority);

    let mut params = Params::new(context, RULES);
    let split = params.split_decoded(query, &['&'], true);
    let mut hosts = Vec::new();
    let mut judged: Option<Judged> = None;
    for segment in split_outside(authority, ',') {
        for (name, own) in segment_hosts(segment) {
            if hosts.len() >= MAX_HOSTS {
                return (Judged::undecided(Reason::Limit), hosts);
            }
            let one = tls(&View { params: &params, own: &own });
            judged = Some(judged.map_or(one.clone(), |worst| worst.worse(one)));
            hosts.push(name.unwrap_or_else(|| "localhost".into()));
        }
    }
    let judged = match split {
        Err(reason) => Judged::undecided(reason),
        Ok(()) => judged.unwrap_or_else(|| tls(&View { params: &params, own: &[] })),
    };
    // With this parameter MariaDB's driver takes the URL as well: which one answers is the plugin's affair.
    if query.contains("permitMysqlScheme") {
        let (other, _) = mariadb::read(url, context);
        if other.level != judged.level {
            return (Judged::undecided(Reason::UnknownDriver), hosts);
        }
    }
    (judged, hosts)
}

type Own<'a> = Vec<(&'a str, Cow<'a, str>)>;

/// The parameters as one host sees them: its own go before all others.
struct View<'a> {
    params: &'a Params<'a>,
    own: &'a [(&'a str, Cow<'a, str>)],
}

impl View<'_> {
    fn get(&self, name: &str) -> Got<'_> {
        match self.own.iter().rfind(|(n, _)| n.eq_ignore_ascii_case(name)) {
            Some((_, v)) if v.contains(HOLE) => Got::Unclear(Reason::Deferred),
            Some((_, v)) => Got::Value(v),
            None => self.params.get(name),
        }
    }
}

/// The hosts of one segment of the authority with their own parameters: `host:port`, `(k=v,k=v)`,
/// `address=(k=v)(k=v)`, or a list of these in `[]`.
fn segment_hosts(segment: &str) -> Vec<(Option<Box<str>>, Own<'_>)> {
    let segment = segment.split_once('@').map_or(segment, |(_, h)| h).trim();
    let list = segment.strip_prefix('[').and_then(|s| s.strip_suffix(']'));
    match list {
        // A list of one without brackets of its own is an IPv6 address.
        Some(list) if list.contains(['(', ',']) => {
            split_outside(list, ',').into_iter().map(one_host).collect()
        }
        _ => vec![one_host(segment)],
    }
}

fn one_host(text: &str) -> (Option<Box<str>>, Own<'_>) {
    let text = text.trim();
    let own: Own<'_> = if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        inner.split(',').filter_map(pair).collect()
    } else if text.as_bytes().get(..8).is_some_and(|p| p.eq_ignore_ascii_case(b"address=")) {
        text[8..].split(['(', ')']).filter_map(pair).collect()
    } else {
        return (host(text), Vec::new());
    };
    let name = own.iter().find(|(n, _)| n.eq_ignore_ascii_case("host")).and_then(|(_, v)| host(v));
    (name, own)
}

fn pair(text: &str) -> Option<(&str, Cow<'_, str>)> {
    let (name, value) = text.split_once('=')?;
    let value = value.trim();
    Some((name.trim(), decode(value).unwrap_or(Cow::Borrowed(value))))
}

fn tls(params: &View<'_>) -> Judged {
    let judged = ssl_mode(params);
    // A socket factory of the user's own may encrypt by itself.
    let plain = judged.level.is_some_and(|l| l <= TlsLevel::Preferred);
    match params.get("socketFactory") {
        Got::Value(class) if plain && !class.is_empty() && !class.ends_with(".StandardSocketFactory") => {
            Judged::undecided(Reason::CustomClass).by("socketFactory")
        }
        _ => judged,
    }
}

fn ssl_mode(params: &View<'_>) -> Judged {
    // Before 8.0.13 `sslMode` is not known and passed over.
    match params.get("sslMode") {
        Got::Unclear(reason) => return Judged::undecided(reason).by("sslMode"),
        Got::Value(value) => {
            let level = match value.trim().to_ascii_uppercase().as_str() {
                "DISABLED" => TlsLevel::Plaintext,
                "PREFERRED" => TlsLevel::Preferred,
                "REQUIRED" => TlsLevel::Unverified,
                "VERIFY_CA" => TlsLevel::CaVerified,
                "VERIFY_IDENTITY" => TlsLevel::HostVerified,
                _ => return Judged::undecided(Reason::InvalidValue).by("sslMode"),
            };
            return Judged::sure(level, Reason::Explicit).by("sslMode").since("8.0.13");
        }
        Got::Absent => {}
    }
    let mut flags = [None; 3];
    for (flag, name) in flags.iter_mut().zip(["useSSL", "verifyServerCertificate", "requireSSL"]) {
        *flag = match params.get(name) {
            Got::Absent => None,
            Got::Unclear(reason) => return Judged::undecided(reason).by(name),
            Got::Value(value) => match value.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" => Some(true),
                "false" | "no" => Some(false),
                _ => return Judged::undecided(Reason::InvalidValue).by(name),
            },
        };
    }
    match flags {
        // Configuration profiles and transformers may still set them.
        [None, None, None] => match (params.get("useConfigs"), params.get("propertiesTransform")) {
            (Got::Absent, Got::Absent) => Judged::sure(TlsLevel::Preferred, Reason::Default),
            (Got::Absent, _) => Judged::undecided(Reason::CustomClass).by("propertiesTransform"),
            _ => Judged::undecided(Reason::Elsewhere).by("useConfigs"),
        },
        [Some(false), _, _] => Judged::sure(TlsLevel::Plaintext, Reason::Legacy).by("useSSL"),
        // Before 8.0.13 only `requireSSL` kept the connection from falling back to plaintext.
        [_, Some(true), required] => {
            let judged = Judged::sure(TlsLevel::CaVerified, Reason::Legacy).by("verifyServerCertificate");
            if required == Some(true) { judged } else { judged.since("8.0.13") }
        }
        [_, _, Some(true)] => Judged::sure(TlsLevel::Unverified, Reason::Legacy).by("requireSSL"),
        [Some(true), _, _] => Judged::sure(TlsLevel::Preferred, Reason::Legacy).by("useSSL"),
        [_, Some(false), _] => {
            Judged::sure(TlsLevel::Preferred, Reason::Legacy).by("verifyServerCertificate")
        }
        [_, _, Some(false)] => Judged::sure(TlsLevel::Preferred, Reason::Legacy).by("requireSSL"),
    }
}
