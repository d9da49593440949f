//! jTDS (D44): `ssl`.
//!
//! Source: milesibastos/jTDS, `Driver.parseURL`, `TdsCore.negotiateSSL`, `SocketFactories`.

use super::host::host;
use super::params::{Got, Names, Params, Rules, Twice, Wins};
use super::{Context, Judged, Read};
use crate::connect::level::{Reason, TlsLevel};

const RULES: Rules = Rules { names: Names::Folded, twice: Twice::Last, wins: Wins::Url };

/// `url` behind `jdbc:jtds:`, as `type://server[:port][/database][;name=value]...`.
///
/// The driver's tokens end at every `:`, `;` and `/`, also inside a value: behind such a value it reads nothing.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let mut params = Params::new(context, RULES);
    let Some((kind, rest)) = url.split_once(':') else {
        return (Judged::undecided(Reason::Malformed), Vec::new());
    };
    let rest = rest.strip_prefix("//").or(rest.strip_prefix('/'));
    let (true, Some(rest)) =
        (kind.eq_ignore_ascii_case("sqlserver") || kind.eq_ignore_ascii_case("sybase"), rest)
    else {
        return (Judged::undecided(Reason::Malformed), Vec::new());
    };
    let mut tokens = Tokens { rest, ended_by: None };
    let hosts = host(tokens.next()).into_iter().collect();
    if tokens.ended_by == Some(':') {
        tokens.next();
    }
    if tokens.ended_by == Some('/') {
        tokens.next();
    }
    while tokens.ended_by == Some(';') && !tokens.rest.is_empty() {
        let token = tokens.next();
        match token.split_once('=') {
            Some((name, value)) if !name.is_empty() && !value.is_empty() => params.push(name, value),
            // `ssl=` names a parameter `SSL=`, which is none.
            _ => params.push(token, ""),
        }
    }
    (tls(&params), hosts)
}

struct Tokens<'a> {
    rest: &'a str,
    ended_by: Option<char>,
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> &'a str {
        let end = self.rest.find([':', ';', '/']).unwrap_or(self.rest.len());
        let token = &self.rest[..end];
        self.ended_by = self.rest[end..].chars().next();
        self.rest = self.rest.get(end + 1..).unwrap_or("");
        if self.ended_by == Some('/') {
            self.rest = self.rest.strip_prefix('/').unwrap_or(self.rest);
        }
        token
    }
}

fn tls(params: &Params<'_>) -> Judged {
    let (level, value) = match params.get("ssl") {
        Got::Unclear(reason) => return Judged::undecided(reason).by("ssl"),
        Got::Absent | Got::Value("") => return Judged::sure(TlsLevel::Plaintext, Reason::Default),
        Got::Value(v) => match v.to_ascii_lowercase().as_str() {
            "off" => (TlsLevel::Plaintext, v),
            "require" => (TlsLevel::Unverified, v),
            // The factory that verifies is chosen by the exact word.
            "authenticate" if v == "authenticate" => (TlsLevel::CaVerified, v),
            "authenticate" => (TlsLevel::Unverified, v),
            // Everything else asks the server whether it would like to encrypt.
            _ => (TlsLevel::Preferred, v),
        },
    };
    let judged = Judged::sure(level, Reason::Explicit).by("ssl");
    let known = ["off", "request", "require", "authenticate"].contains(&value);
    if known { judged } else { judged.less_sure() }
}
