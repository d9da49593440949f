//! ClickHouse's driver (D50): `ssl`, the address's own protocol, and `sslmode=none`, which verifies nothing.
//!
//! Source: ClickHouse/clickhouse-java, `jdbc-v2` `JdbcConfiguration`; earlier drivers agree in what is read here.

use super::host::hosts;
use super::params::{Got, Names, Params, Rules, Twice, Wins, decode, java_bool};
use super::{Context, Judged, Read};
use crate::connect::level::{Reason, TlsLevel};

const RULES: Rules = Rules { names: Names::Exact, twice: Twice::Last, wins: Wins::Url };

/// `url` behind `jdbc:clickhouse:` or `jdbc:ch:`, as `[protocol:]//host[:port],...[/database][?name=value&...]`.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let url = url.split('#').next().unwrap_or(url);
    let (front, query) = url.split_once('?').unwrap_or((url, ""));
    let Some((protocol, rest)) = front.split_once("//") else {
        return (Judged::undecided(Reason::Malformed), Vec::new());
    };
    let authority = rest.split('/').next().unwrap_or(rest);
    // Earlier drivers take hosts with protocols of their own in parentheses.
    let (secure, hosts) = match rest.contains("://") {
        true => (!rest.contains("http://") && !rest.contains("tcp://"), Vec::new()),
        false => (matches!(protocol, "https:" | "grpcs:" | "tcps:"), hosts(authority)),
    };
    let mut params = Params::new(context, RULES);
    for part in query.split('&').filter(|p| !p.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        match (decode(name), decode(value)) {
            (Ok(name), Ok(value)) => params.push(name, value),
            (Err(reason), _) | (_, Err(reason)) => return (Judged::undecided(reason), hosts),
        }
    }
    (tls(&params, context, secure), hosts)
}

fn tls(params: &Params<'_>, context: Context<'_>, secure: bool) -> Judged {
    // Either place is enough to switch it on.
    let beside = context.extra.iter().any(|(n, v)| *n == "ssl" && java_bool(v));
    let (on, reason) = match params.get("ssl") {
        _ if secure => (true, Reason::Scheme),
        _ if beside => (true, Reason::Explicit),
        Got::Unclear(reason) => return Judged::undecided(reason).by("ssl"),
        Got::Value(v) => (java_bool(v), Reason::Explicit),
        Got::Absent => (false, Reason::Default),
    };
    if !on {
        let judged = Judged::sure(TlsLevel::Plaintext, reason);
        return match (reason, params.mistyped("ssl")) {
            (Reason::Explicit, _) => judged.by("ssl"),
            (_, Some(name)) => judged.by(name),
            _ => judged,
        };
    }
    match params.get("sslmode") {
        Got::Unclear(reason) => Judged::undecided(reason).by("sslmode"),
        Got::Value(v) if v.eq_ignore_ascii_case("none") => {
            Judged::sure(TlsLevel::Unverified, Reason::TrustAll).by("sslmode")
        }
        Got::Value(v) if !v.is_empty() && !v.eq_ignore_ascii_case("strict") => {
            Judged::undecided(Reason::InvalidValue).by("sslmode")
        }
        _ => {
            let judged = Judged::sure(TlsLevel::HostVerified, reason);
            if reason == Reason::Explicit { judged.by("ssl") } else { judged }
        }
    }
}
