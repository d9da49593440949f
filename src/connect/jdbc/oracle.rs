//! Oracle's driver (D45): the protocol of every address, host-name matching, and native network encryption.
//!
//! Source: Oracle's documentation of JDBC URLs, EZConnect Plus, connect descriptors and `oracle.net` properties.
//! Aliases, directories and centralised configurations are looked up elsewhere and stay undecided.

use super::host::{host, hosts};
use super::params::{Got, Names, Params, Rules, Twice, Wins};
use super::{Context, Judged, Read, starts_with_ignore_case};
use crate::connect::flat::HOLE;
use crate::connect::level::{Reason, TlsLevel};

const RULES: Rules = Rules { names: Names::Unverified, twice: Twice::Unknown, wins: Wins::Unknown };

/// Deeper descriptors are not read.
const MAX_DEPTH: usize = 32;

/// `url` behind `jdbc:oracle:`, as `thin:[user/password]@address`; `oci` takes the same addresses.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let Some((kind, rest)) = url.split_once(':') else {
        return (Judged::undecided(Reason::Malformed), Vec::new());
    };
    if !["thin", "oci", "oci8"].contains(&kind.to_ascii_lowercase().as_str()) {
        return (Judged::undecided(Reason::UnknownDriver), Vec::new());
    }
    // The password may hold an `@`: the address follows the last one outside of parentheses and parameters.
    let Some(at) = address_at(rest) else { return (Judged::undecided(Reason::Malformed), Vec::new()) };
    let address = rest[at..].trim();
    let (address, query) = match address.starts_with('(') {
        true => (address, ""),
        false => address.split_once('?').unwrap_or((address, "")),
    };
    let mut params = Params::new(context, RULES);
    params.split(query, &['&']);
    let mut found = Found::default();
    let result =
        if address.starts_with('(') { descriptor(address, &mut found) } else { easy(address, &mut found) };
    let judged = match result {
        Err(reason) => Judged::undecided(reason),
        Ok(()) => judge(&found, &params),
    };
    (judged, found.hosts)
}

/// Where the address begins.
fn address_at(rest: &str) -> Option<usize> {
    let end = rest.find("@(").map_or(rest.len(), |i| i + 1);
    let front = &rest[..end];
    // `user/"p@ss"@//host?TNS_ADMIN=...`: an `@` behind the `?` of the address belongs to a parameter.
    let last = front.rfind("@//").or_else(|| front.rfind("@tcp")).or_else(|| front.rfind('@'))?;
    Some(last + 1)
}

#[derive(Default)]
struct Found {
    hosts: Vec<Box<str>>,
    /// At least one address speaks TLS, at least one plain TCP.
    tls: bool,
    plain: bool,
    /// An address whose protocol is filled in later.
    deferred: bool,
    /// `ssl_server_dn_match` inside the descriptor.
    dn_match: Option<bool>,
}

/// `[protocol:][//]host[:port],...[/service]`, `host:port:sid`, or an alias.
fn easy(address: &str, found: &mut Found) -> Result<(), Reason> {
    if address.is_empty() {
        return Err(Reason::Malformed);
    }
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("ldap:") || lower.starts_with("ldaps:") || lower.starts_with("config-") {
        return Err(Reason::Elsewhere);
    }
    let rest = if lower.starts_with("tcps:") {
        found.tls = true;
        &address[5..]
    } else if lower.starts_with("tcp:") {
        found.plain = true;
        &address[4..]
    } else {
        found.plain = true;
        address
    };
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let server = rest.split('/').next().unwrap_or(rest);
    // One word alone is an alias of tnsnames.ora, unless it came with a protocol or slashes.
    if server.len() == address.len() && !server.contains(':') {
        return Err(if server.contains(HOLE) { Reason::Deferred } else { Reason::Elsewhere });
    }
    found.hosts = match server.contains([',', '[']) {
        true => hosts(server),
        // `host:port:sid`
        false => host(server.split(':').next().unwrap_or(server)).into_iter().collect(),
    };
    Ok(())
}

/// `(DESCRIPTION=(ADDRESS=(PROTOCOL=tcps)(HOST=h)(PORT=p))(SECURITY=(SSL_SERVER_DN_MATCH=yes))...)`, nested in
/// lists as deep as [`MAX_DEPTH`].
fn descriptor(text: &str, found: &mut Found) -> Result<(), Reason> {
    // Of each open parenthesis: whether it is an address, and whether its protocol was seen.
    let mut open: Vec<(bool, bool)> = Vec::new();
    let mut rest = text;
    while let Some(i) = rest.find(['(', ')', '"']) {
        match rest.as_bytes()[i] {
            b'"' => {
                let end = rest[i + 1..].find('"').ok_or(Reason::Malformed)?;
                rest = &rest[i + 1 + end + 1..];
                continue;
            }
            b')' => {
                let (address, protocol) = open.pop().ok_or(Reason::Malformed)?;
                found.plain |= address && !protocol;
                rest = &rest[i + 1..];
                continue;
            }
            _ => rest = &rest[i + 1..],
        }
        if open.len() >= MAX_DEPTH {
            return Err(Reason::Limit);
        }
        let end = rest.find(['(', ')', '"']).unwrap_or(rest.len());
        let (name, value) = rest[..end].split_once('=').unwrap_or((&rest[..end], ""));
        let (name, value) = (name.trim().to_ascii_uppercase(), value.trim());
        open.push((name == "ADDRESS", false));
        match name.as_str() {
            "PROTOCOL" => {
                // The enclosing address has one now.
                let enclosing = open.len().checked_sub(2).and_then(|i| open.get_mut(i));
                enclosing.into_iter().for_each(|(_, protocol)| *protocol = true);
                match value.to_ascii_lowercase().as_str() {
                    "tcps" => found.tls = true,
                    v if v.contains(HOLE) => found.deferred = true,
                    _ => found.plain = true,
                }
            }
            "HOST" => found.hosts.extend(host(value)),
            "SSL_SERVER_DN_MATCH" => found.dn_match = on_off(value),
            _ => {}
        }
    }
    if !open.is_empty() {
        return Err(Reason::Malformed);
    }
    Ok(())
}

fn on_off(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "yes" | "on" | "true" => Some(true),
        "no" | "off" | "false" => Some(false),
        _ => None,
    }
}

fn judge(found: &Found, params: &Params<'_>) -> Judged {
    if found.plain {
        return native(params)
            .unwrap_or_else(|| Judged::sure(TlsLevel::Plaintext, Reason::Scheme).less_sure());
    }
    if found.deferred {
        return Judged::undecided(Reason::Deferred);
    }
    if !found.tls {
        return Judged::undecided(Reason::Malformed);
    }
    let named = ["ssl_server_dn_match", "oracle.net.ssl_server_dn_match"].into_iter().find_map(|name| {
        match params.get(name) {
            Got::Value(v) => on_off(v).map(|on| (on, name)),
            _ => None,
        }
    });
    let (dn_match, name) =
        named.map_or((found.dn_match, "ssl_server_dn_match"), |(on, name)| (Some(on), name));
    match dn_match {
        Some(true) => Judged::sure(TlsLevel::HostVerified, Reason::Explicit).by(name),
        Some(false) => Judged::sure(TlsLevel::CaVerified, Reason::HostNameCheckOff).by(name),
        // Matching is on by default from 23ai on.
        None => Judged::sure(TlsLevel::CaVerified, Reason::Scheme),
    }
    .less_sure()
}

/// Native network encryption, as the client asks for it.
fn native(params: &Params<'_>) -> Option<Judged> {
    const NAMES: [&str; 2] = ["oracle.net.encryption_client", "encryption_client"];
    NAMES.into_iter().find_map(|name| match params.get(name) {
        Got::Absent => None,
        Got::Unclear(Reason::Deferred) if !params.mentions(name) => None,
        Got::Unclear(reason) => Some(Judged::undecided(reason).by(name)),
        Got::Value(v) => {
            let level = if starts_with_ignore_case(v, "required") {
                TlsLevel::Unverified
            } else if starts_with_ignore_case(v, "requested") || starts_with_ignore_case(v, "accepted") {
                TlsLevel::Preferred
            } else {
                TlsLevel::Plaintext
            };
            Some(Judged::sure(level, Reason::NativeEncryption).by(name).less_sure())
        }
    })
}
