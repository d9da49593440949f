//! Microsoft's driver for SQL Server (D43): `encrypt`, `trustServerCertificate`.
//!
//! Source: microsoft/mssql-jdbc, `Util.parseUrl`, `SQLServerDriver`, `EncryptOption`.

use super::host::host;
use super::params::{Got, Names, Params, Rules, Twice, Wins};
use super::{Context, Judged, Read};
use crate::connect::level::{Reason, TlsLevel};

const RULES: Rules = Rules { names: Names::Folded, twice: Twice::Last, wins: Wins::Extra };

/// `url` behind the subprotocol, as `//[server[\instance][:port]][;name=value]...`; a value in `{}` may hold `;`.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let Some(rest) = url.strip_prefix("//") else {
        return (Judged::undecided(Reason::Malformed), Vec::new());
    };
    let (server, properties) = rest.split_once(';').unwrap_or((rest, ""));
    let mut hosts: Vec<Box<str>> = host(server.split('\\').next().unwrap_or(server)).into_iter().collect();
    let mut params = Params::new(context, RULES);
    if let Err(reason) = split(properties, &mut params) {
        return (Judged::undecided(reason), hosts);
    }
    for name in ["serverName", "server"] {
        if let (true, Got::Value(v)) = (hosts.is_empty(), params.get(name)) {
            hosts.extend(host(v));
        }
    }
    (tls(&params), hosts)
}

/// The driver's own little machine: a name, `=`, and a value to the next `;`, or in `{}` to the `}` (`}}` stands
/// for one inside).
fn split<'a>(mut rest: &'a str, params: &mut Params<'a>) -> Result<(), Reason> {
    while !rest.is_empty() {
        let name_end = rest.find(['=', ';']).unwrap_or(rest.len());
        let name = rest[..name_end].trim();
        if !rest[name_end..].starts_with('=') {
            // A name without a value is an error, unless it is nothing at all.
            if !name.is_empty() && !name.contains(crate::connect::flat::HOLE) {
                return Err(Reason::Malformed);
            }
            if !name.is_empty() {
                params.push(name, "");
            }
            rest = rest.get(name_end + 1..).unwrap_or("");
            continue;
        }
        if name.is_empty() {
            return Err(Reason::Malformed);
        }
        let after = &rest[name_end + 1..];
        let trimmed = after.trim_start();
        if let Some(braced) = trimmed.strip_prefix('{') {
            let end = closing(braced).ok_or(Reason::Malformed)?;
            params.push(name, braced[..end].replace("}}", "}"));
            let tail = braced[end + 1..].trim_start_matches(' ');
            rest = match tail.strip_prefix(';') {
                Some(next) => next,
                None if tail.is_empty() => "",
                None => return Err(Reason::Malformed),
            };
        } else {
            let (value, next) = after.split_once(';').unwrap_or((after, ""));
            if value.contains('{') {
                return Err(Reason::Malformed);
            }
            params.push(name, value.trim());
            rest = next;
        }
    }
    Ok(())
}

/// Where the `}` stands that ends a braced value.
fn closing(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'}' {
            if bytes.get(i + 1) != Some(&b'}') {
                return Some(i);
            }
            i += 1;
        }
        i += 1;
    }
    None
}

fn tls(params: &Params<'_>) -> Judged {
    let trust = match params.get("trustServerCertificate") {
        Got::Unclear(reason) => Err(reason),
        Got::Absent => Ok(false),
        Got::Value(v) if v.eq_ignore_ascii_case("true") => Ok(true),
        Got::Value(v) if v.eq_ignore_ascii_case("false") => Ok(false),
        Got::Value(_) => Err(Reason::InvalidValue),
    };
    let value = match params.get("encrypt") {
        Got::Unclear(reason) => return Judged::undecided(reason).by("encrypt"),
        // `encrypt` is true by default since 10.2.0 and was false before.
        Got::Absent if trust == Ok(true) => return trusting().only_since("10.2.0"),
        Got::Absent => return Judged::undecided(Reason::DriverVersion).by("encrypt").since("10.2.0"),
        Got::Value(v) => v.to_ascii_lowercase(),
    };
    match value.as_str() {
        "false" | "no" | "optional" => Judged::sure(TlsLevel::Plaintext, Reason::Explicit).by("encrypt"),
        // TDS 8.0 always verifies; drivers before 11.2.0 refuse the value.
        "strict" => Judged::sure(TlsLevel::HostVerified, Reason::Explicit).by("encrypt").since("11.2.0"),
        "true" | "yes" | "mandatory" => match (trust, params.get("trustManagerClass")) {
            (Err(reason), _) => Judged::undecided(reason).by("trustServerCertificate"),
            (Ok(true), _) => trusting(),
            (Ok(false), Got::Value(class)) if !class.is_empty() => {
                Judged::undecided(Reason::CustomClass).by("trustManagerClass")
            }
            _ => Judged::sure(TlsLevel::HostVerified, Reason::Explicit).by("encrypt"),
        },
        _ => Judged::undecided(Reason::InvalidValue).by("encrypt"),
    }
}

fn trusting() -> Judged {
    Judged::sure(TlsLevel::Unverified, Reason::TrustAll).by("trustServerCertificate")
}
