//! Amazon Redshift's driver 2.x (D46): `sslmode`, its older name `authmech`, and `ssl`, which is on by default.
//!
//! Source: aws/amazon-redshift-jdbc-driver, `Driver.parseURL`, `RedshiftProperties`, `SslMode`.

use super::host::hosts;
use super::params::{Got, Names, Params, Rules, Twice, Wins, java_bool};
use super::postgresql::{named_mode, verification};
use super::{Context, Judged, Read};
use crate::connect::level::{Reason, TlsLevel};

const RULES: Rules = Rules { names: Names::Folded, twice: Twice::Last, wins: Wins::Url };

/// `url` behind the subprotocol, as `[iam:]//host[:port]/database[?|;name=value[&|;...]]`.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    // A `?` anywhere goes before a `;`.
    let (front, query) = url.split_once('?').or_else(|| url.split_once(';')).unwrap_or((url, ""));
    let iam = front.starts_with("iam:");
    let front = front.strip_prefix("iam:").unwrap_or(front);
    let hosts = front
        .strip_prefix("//")
        .map(|rest| hosts(rest.split('/').next().unwrap_or(rest)))
        .unwrap_or_default();
    let mut params = Params::new(context, RULES);
    if let Err(reason) = params.split_decoded(query, &['&', ';'], false) {
        return (Judged::undecided(reason), hosts);
    }
    let judged = mode(&params, iam);
    let judged = match judged.level {
        Some(level) if level > TlsLevel::Preferred => {
            verification(&params, judged, "com.amazon.redshift.ssl.")
        }
        _ => judged,
    };
    (judged, hosts)
}

fn mode(params: &Params<'_>, iam: bool) -> Judged {
    for name in ["sslmode", "authmech"] {
        match params.get(name) {
            Got::Unclear(reason) => return Judged::undecided(reason).by(name),
            Got::Value(value) => return named_mode(value).by(name),
            Got::Absent => {}
        }
    }
    match params.get("ssl") {
        Got::Unclear(reason) => Judged::undecided(reason).by("ssl"),
        Got::Value(v) if java_bool(v) || v.is_empty() => {
            Judged::sure(TlsLevel::CaVerified, Reason::Legacy).by("ssl").only_since("2.0.0")
        }
        // Logging in through IAM raises the mode from "only if the server insists" to "if the server can".
        Got::Value(_) if iam => Judged::sure(TlsLevel::Preferred, Reason::Legacy).by("ssl"),
        Got::Value(_) => Judged::sure(TlsLevel::Plaintext, Reason::Legacy).by("ssl"),
        Got::Absent if params.get("IniFile") != Got::Absent => {
            Judged::undecided(Reason::Elsewhere).by("IniFile")
        }
        Got::Absent => Judged::sure(TlsLevel::CaVerified, Reason::Default).only_since("2.0.0"),
    }
}
