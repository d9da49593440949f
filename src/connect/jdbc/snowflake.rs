//! Snowflake's driver (D47): HTTPS unless it is switched off; what skips revocation lists does not.
//!
//! Source: snowflakedb/snowflake-jdbc, `SnowflakeConnectString`.

use super::host::hosts;
use super::params::{Got, Names, Params, Rules, Twice, Wins, decode};
use super::{Context, Judged, Read};
use crate::connect::level::{Reason, TlsLevel};

const RULES: Rules = Rules { names: Names::Folded, twice: Twice::Last, wins: Wins::Extra };

/// `url` behind the subprotocol, as `//[http://|https://]account.host[:port][/][?name=value&...]`.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let Some(rest) = url.strip_prefix("//") else {
        return (Judged::undecided(Reason::Malformed), Vec::new());
    };
    let plain = rest.starts_with("http://");
    let rest = rest.strip_prefix("http://").or(rest.strip_prefix("https://")).unwrap_or(rest);
    let (front, query) = rest.split_once('?').unwrap_or((rest, ""));
    let query = query.split('#').next().unwrap_or(query);
    let hosts = hosts(front.split('/').next().unwrap_or(front));
    if plain {
        return (Judged::sure(TlsLevel::Plaintext, Reason::Scheme), hosts);
    }

    let mut params = Params::new(context, RULES);
    let mut off = false;
    for part in query.split('&') {
        // A pair with a second `=` is passed over.
        let (Some((name, value)), true) = (part.split_once('='), part.matches('=').count() == 1) else {
            params.push(part, "");
            continue;
        };
        let (Ok(name), Ok(value)) = (decode(name), decode(value)) else { continue };
        off |= name.eq_ignore_ascii_case("ssl") && is_off(&value);
        params.push(name, value);
    }
    // One `ssl=off` is enough, wherever it stands.
    off |= context.extra.iter().any(|(n, v)| n.eq_ignore_ascii_case("ssl") && is_off(v));
    if off {
        return (Judged::sure(TlsLevel::Plaintext, Reason::Explicit).by("ssl"), hosts);
    }
    match params.get("ssl") {
        Got::Unclear(reason @ Reason::Deferred) if !context.open => {
            (Judged::undecided(reason).by("ssl"), hosts)
        }
        _ => (Judged::sure(TlsLevel::HostVerified, Reason::Default), hosts),
    }
}

fn is_off(value: &str) -> bool {
    value.eq_ignore_ascii_case("off") || value.eq_ignore_ascii_case("false")
}
