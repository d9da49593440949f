//! MariaDB Connector/J 3 (D41): `sslMode`, and the `useSsl` family of 2.x, which overrides it.
//!
//! Source: mariadb-corporation/mariadb-connector-j, `Configuration`, `HostAddress`, `SslMode`.

use super::host::{host, split_outside};
use super::params::{Got, Names, Params, Rules, Twice, Wins};
use super::{Context, Judged, Read};
use crate::connect::level::{Reason, TlsLevel};

/// The URL is written over the properties, spelling by spelling; spellings are folded afterwards.
const RULES: Rules = Rules { names: Names::FoldedLate, twice: Twice::Last, wins: Wins::Url };

/// `url` behind the subprotocol, as `[mode:]//host[:port],...[/database][?parameters]`. Nothing is decoded.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let Some((_, rest)) = url.split_once("//") else {
        return (Judged::undecided(Reason::Malformed), Vec::new());
    };
    let (front, query) = rest.split_once('?').unwrap_or((rest, ""));
    let addresses = front.split('/').next().unwrap_or(front);
    let mut params = Params::new(context, RULES);
    params.split(query, &['&']);

    let mut judged = tls(&params);
    let mut hosts = Vec::new();
    for address in split_outside(addresses, ',') {
        let Some(pairs) = address.strip_prefix("address=") else {
            hosts.extend(host(address));
            continue;
        };
        for (name, value) in pairs.split(['(', ')']).filter_map(|p| p.split_once('=')) {
            match name.trim().to_ascii_lowercase().as_str() {
                "host" => hosts.extend(host(value)),
                // A host's own mode replaces the common one; older drivers pass it over, so the worse counts.
                "sslmode" => judged = judged.worse(mode(value.trim()).less_sure()),
                _ => {}
            }
        }
    }
    (judged, hosts)
}

fn tls(params: &Params<'_>) -> Judged {
    // Only these spellings and values are known: `useSsl=TRUE` is passed over.
    for name in ["useSsl", "useSSL"] {
        match exact(params, name) {
            Ok(true) => return legacy(params, name),
            Ok(false) => {}
            Err(reason) => return Judged::undecided(reason).by(name),
        }
    }
    match params.get("sslMode") {
        Got::Unclear(reason) => Judged::undecided(reason).by("sslMode"),
        Got::Absent | Got::Value("") => {
            let mistyped = ["useSsl", "useSSL"].into_iter().find(|n| params.get(n) != Got::Absent);
            let judged = Judged::sure(TlsLevel::Plaintext, Reason::Default);
            mistyped.map_or(judged.clone(), |n| judged.by(n))
        }
        Got::Value(value) => mode(value),
    }
}

fn legacy(params: &Params<'_>, name: &str) -> Judged {
    match (exact(params, "trustServerCertificate"), exact(params, "disableSslHostnameVerification")) {
        (Ok(true), _) => Judged::sure(TlsLevel::Unverified, Reason::TrustAll).by("trustServerCertificate"),
        (_, Ok(true)) => {
            Judged::sure(TlsLevel::CaVerified, Reason::HostNameCheckOff).by("disableSslHostnameVerification")
        }
        (Err(reason), _) | (_, Err(reason)) => Judged::undecided(reason).by(name),
        _ => Judged::sure(TlsLevel::HostVerified, Reason::Legacy).by(name),
    }
}

/// Whether a 2.x option is set, by its exact name and value.
fn exact(params: &Params<'_>, name: &str) -> Result<bool, Reason> {
    match params.exactly(name) {
        Got::Value(v) => Ok(matches!(v, "1" | "true" | "")),
        Got::Absent => Ok(false),
        Got::Unclear(reason) => Err(reason),
    }
}

/// A mode by its name, in any case. 2.x does not know the parameter and would speak plaintext.
fn mode(value: &str) -> Judged {
    let level = match value.to_ascii_lowercase().as_str() {
        "disable" | "disabled" | "0" | "false" => {
            return Judged::sure(TlsLevel::Plaintext, Reason::Explicit).by("sslMode");
        }
        "trust" | "required" => TlsLevel::Unverified,
        "verify-ca" | "verify_ca" => TlsLevel::CaVerified,
        "verify-full" | "verify_full" | "verify_identity" | "1" | "true" => TlsLevel::HostVerified,
        v if v.contains(crate::connect::flat::HOLE) => {
            return Judged::undecided(Reason::Deferred).by("sslMode");
        }
        _ => return Judged::undecided(Reason::InvalidValue).by("sslMode"),
    };
    Judged::sure(level, Reason::Explicit).by("sslMode").only_since("3.0.3")
}
