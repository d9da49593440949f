//! pgjdbc (D42): `sslmode`, the older `ssl`, and the socket factories that replace the verification.
//!
//! Source: pgjdbc/pgjdbc, `Driver.parseURL`, `SslMode`, `LibPQFactory`. Names are case-sensitive.

use super::host::hosts;
use super::params::{Got, Names, Params, Rules, Twice, Wins, java_bool};
use super::{Context, Judged, Read};
use crate::connect::level::{Reason, TlsLevel};

/// The properties beside the URL are only its defaults.
const RULES: Rules = Rules { names: Names::Exact, twice: Twice::Last, wins: Wins::Url };

/// `url` behind the subprotocol, as `[//host[:port],...]/database[?name=value&...]`.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let (front, query) = url.split_once('?').unwrap_or((url, ""));
    let hosts = front
        .strip_prefix("//")
        .map(|rest| hosts(rest.split('/').next().unwrap_or(rest)))
        .unwrap_or_default();
    let mut params = Params::new(context, RULES);
    if let Err(reason) = params.split_decoded(query, &['&'], false) {
        return (Judged::undecided(reason), hosts);
    }
    (tls(&params), hosts)
}

fn tls(params: &Params<'_>) -> Judged {
    let judged = mode(params);
    match judged.level {
        Some(level) if level <= TlsLevel::Preferred => other_ways(params, judged),
        Some(_) => verification(params, judged, "org.postgresql.ssl."),
        None => judged,
    }
}

fn mode(params: &Params<'_>) -> Judged {
    match params.get("sslmode") {
        Got::Unclear(reason) => return Judged::undecided(reason).by("sslmode"),
        Got::Value(value) => return named_mode(value).by("sslmode"),
        Got::Absent => {}
    }
    match params.get("ssl") {
        Got::Unclear(reason) => Judged::undecided(reason).by("ssl"),
        // Before 42.2.5 no host name was compared and the factory's default was to ask a root certificate.
        Got::Value(v) if java_bool(v) || v.is_empty() => {
            Judged::sure(TlsLevel::HostVerified, Reason::Legacy).by("ssl").only_since("42.2.5")
        }
        Got::Value(_) => Judged::sure(TlsLevel::Preferred, Reason::Legacy).by("ssl"),
        Got::Absent if params.get("service") != Got::Absent => {
            Judged::undecided(Reason::Elsewhere).by("service")
        }
        Got::Absent => {
            let judged = Judged::sure(TlsLevel::Preferred, Reason::Default);
            let mistyped = params.mistyped("sslmode").or(params.mistyped("ssl"));
            mistyped.map_or(judged.clone(), |n| judged.by(n))
        }
    }
}

/// libpq's modes, which Redshift's driver shares.
pub(super) fn named_mode(value: &str) -> Judged {
    let level = match value.to_ascii_lowercase().as_str() {
        "disable" => TlsLevel::Plaintext,
        "allow" | "prefer" => TlsLevel::Preferred,
        "require" => TlsLevel::Unverified,
        "verify-ca" => TlsLevel::CaVerified,
        "verify-full" => TlsLevel::HostVerified,
        _ => return Judged::undecided(Reason::InvalidValue),
    };
    Judged::sure(level, Reason::Explicit)
}

/// What may encrypt although no TLS is asked for.
fn other_ways(params: &Params<'_>, judged: Judged) -> Judged {
    match (params.get("socketFactory"), params.get("gssEncMode")) {
        (Got::Value(_), _) => Judged::undecided(Reason::CustomClass).by("socketFactory"),
        (_, Got::Value(v)) if v.eq_ignore_ascii_case("require") => {
            Judged::undecided(Reason::Elsewhere).by("gssEncMode")
        }
        _ => judged,
    }
}

/// The factory and the host-name verifier that are asked once TLS is required; `package` is the driver's own.
pub(super) fn verification(params: &Params<'_>, judged: Judged, package: &str) -> Judged {
    match params.get("sslfactory") {
        Got::Unclear(reason) => return Judged::undecided(reason).by("sslfactory"),
        Got::Value(class) if !class.is_empty() => match class.strip_prefix(package).unwrap_or(class) {
            "LibPQFactory" | "jdbc4.LibPQFactory" => {}
            "NonValidatingFactory" => {
                let cap = Judged::sure(TlsLevel::Unverified, Reason::TrustAll).by("sslfactory");
                return Judged { driver_version: judged.driver_version, ..cap };
            }
            // These ask a trust store or a pinned certificate whatever the mode says.
            "DefaultJavaSSLFactory" | "SingleCertValidatingFactory" => {
                if judged.level == Some(TlsLevel::Unverified) {
                    return Judged { level: Some(TlsLevel::CaVerified), ..judged }.by("sslfactory");
                }
            }
            _ => return Judged::undecided(Reason::CustomClass).by("sslfactory"),
        },
        Got::Value(_) | Got::Absent => {}
    }
    match params.get("sslhostnameverifier") {
        Got::Value(class) if !class.is_empty() && judged.level == Some(TlsLevel::HostVerified) => {
            Judged { level: Some(TlsLevel::CaVerified), reason: Reason::CustomClass, ..judged }
                .by("sslhostnameverifier")
                .less_sure()
        }
        _ => judged,
    }
}
