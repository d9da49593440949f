//! Vertica's driver (D49): `TLSmode`, and the older `SSL`.
//!
//! Source: Vertica's documentation of TLS for JDBC clients. The default was `disable` and is `prefer` in newer
//! drivers; either accepts plaintext.

use super::host::hosts;
use super::params::{Got, Names, Params, Rules, Twice, Wins, java_bool};
use super::postgresql::named_mode;
use super::{Context, Judged, Read};
use crate::connect::level::{Reason, TlsLevel};

const RULES: Rules = Rules { names: Names::Unverified, twice: Twice::Unknown, wins: Wins::Unknown };

/// `url` behind the subprotocol, as `//host[:port]/database[?name=value&...]`.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let Some(rest) = url.strip_prefix("//") else {
        return (Judged::undecided(Reason::Malformed), Vec::new());
    };
    let (front, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut params = Params::new(context, RULES);
    params.split(query, &['&']);
    (tls(&params), hosts(front.split('/').next().unwrap_or(front)))
}

fn tls(params: &Params<'_>) -> Judged {
    match params.get("TLSmode") {
        Got::Unclear(reason) => return Judged::undecided(reason).by("TLSmode"),
        Got::Value(value) => return named_mode(value).by("TLSmode").less_sure(),
        Got::Absent => {}
    }
    match params.get("SSL") {
        Got::Unclear(reason) => Judged::undecided(reason).by("SSL"),
        Got::Value(v) if java_bool(v) => {
            Judged::sure(TlsLevel::Unverified, Reason::Legacy).by("SSL").less_sure()
        }
        Got::Value(_) => Judged::sure(TlsLevel::Plaintext, Reason::Legacy).by("SSL").less_sure(),
        Got::Absent => Judged::sure(TlsLevel::Preferred, Reason::Default).less_sure(),
    }
}
