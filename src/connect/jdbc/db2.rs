//! IBM's Data Server Driver for Db2, type 4 (D48): `sslConnection`, `sslClientHostnameValidation`.
//!
//! Source: IBM's documentation of the driver's properties. Whether it folds names, and which of two equal ones
//! counts, is not documented; both leave the verdict undecided.

use super::host::hosts;
use super::params::{Got, Names, Params, Rules, Twice, Wins, java_bool};
use super::{Context, Judged, Read};
use crate::connect::level::{Reason, TlsLevel};

const RULES: Rules = Rules { names: Names::Unverified, twice: Twice::Unknown, wins: Wins::Unknown };

/// `url` behind the subprotocol, as `//host[:port]/database[:name=value;...]`.
pub(super) fn read(url: &str, context: Context<'_>) -> Read {
    let Some(rest) = url.strip_prefix("//") else {
        // Type 2: the local Db2 client's own files name the server.
        return (Judged::undecided(Reason::Elsewhere), Vec::new());
    };
    let (server, database) = rest.split_once('/').unwrap_or((rest, ""));
    let (_, properties) = database.split_once(':').unwrap_or((database, ""));
    let mut params = Params::new(context, RULES);
    params.split(properties, &[';']);
    (tls(&params), hosts(server))
}

fn tls(params: &Params<'_>) -> Judged {
    match params.get("sslConnection") {
        Got::Unclear(reason) => return Judged::undecided(reason).by("sslConnection"),
        Got::Value(v) if java_bool(v) => {}
        Got::Value(v) if v.eq_ignore_ascii_case("false") => {
            return encrypted_otherwise(params, Judged::sure(TlsLevel::Plaintext, Reason::Explicit))
                .by("sslConnection");
        }
        Got::Value(_) => return Judged::undecided(Reason::InvalidValue).by("sslConnection"),
        Got::Absent => {
            return encrypted_otherwise(params, Judged::sure(TlsLevel::Plaintext, Reason::Default))
                .less_sure();
        }
    }
    let judged = Judged::sure(TlsLevel::CaVerified, Reason::Explicit).by("sslConnection").less_sure();
    match params.get("sslClientHostnameValidation") {
        Got::Value(v) if v.eq_ignore_ascii_case("basic") => {
            Judged { level: Some(TlsLevel::HostVerified), ..judged }.by("sslClientHostnameValidation")
        }
        Got::Value(v) if v.eq_ignore_ascii_case("off") => {
            Judged { reason: Reason::HostNameCheckOff, ..judged }.by("sslClientHostnameValidation")
        }
        _ => judged,
    }
}

/// Security mechanisms 12 and 13 encrypt the data without TLS.
fn encrypted_otherwise(params: &Params<'_>, judged: Judged) -> Judged {
    match params.get("securityMechanism") {
        Got::Value("12" | "13") => Judged::undecided(Reason::Elsewhere).by("securityMechanism"),
        _ => judged,
    }
}
