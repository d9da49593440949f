//! MongoDB connection strings (D17), as the Java driver reads them.

use super::flat::HOLE;
use super::level::{Confidence, Reason, TlsLevel};

/// Level, reason, and the option that decided.
pub struct Verdict {
    pub level: Option<TlsLevel>,
    pub reason: Reason,
    pub option: Option<&'static str>,
    pub confidence: Confidence,
}

/// `mongodb://[user:password@]host[:port],.../[database][?options]`; `mongodb+srv://` switches TLS on.
pub fn read(uri: &str) -> Verdict {
    let uri = uri.trim();
    let srv = uri.starts_with("mongodb+srv://");
    if !srv && !uri.starts_with("mongodb://") {
        let reason = if uri.starts_with(HOLE) { Reason::Deferred } else { Reason::Malformed };
        return undecided(reason, None);
    }
    // The password may hold a `?`: the options follow the last `@`'s host list.
    let tail = uri.rsplit_once('@').map_or(uri, |(_, t)| t);
    let query = tail.split_once('?').map_or("", |(_, q)| q);
    let mut tls: Option<(bool, &'static str)> = None;
    let mut loose: Option<(&'static str, bool)> = None;
    for (name, value) in query.split(['&', ';']).filter_map(|p| p.split_once('=')) {
        let on = value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("yes") || value == "1";
        let (known, certificates) = match name.to_ascii_lowercase().as_str() {
            "tls" | "ssl" if value.contains(HOLE) => return undecided(Reason::Deferred, Some("tls")),
            option @ ("tls" | "ssl") => {
                let option = if option == "tls" { "tls" } else { "ssl" };
                if tls.is_some_and(|(before, _)| before != on) {
                    return undecided(Reason::Conflict, Some("tls"));
                }
                tls = Some((on, option));
                continue;
            }
            "tlsinsecure" => ("tlsInsecure", false),
            "tlsallowinvalidhostnames" => ("tlsAllowInvalidHostnames", false),
            "sslinvalidhostnameallowed" => ("sslInvalidHostNameAllowed", false),
            "tlsallowinvalidcertificates" => ("tlsAllowInvalidCertificates", true),
            _ => continue,
        };
        if on && loose.is_none_or(|(_, c)| !c) {
            loose = Some((known, certificates));
        }
    }
    let on = tls.map_or(srv, |(on, _)| on);
    let (level, reason, option, confidence) = match (on, loose) {
        (false, _) => match tls {
            Some((_, option)) => (TlsLevel::Plaintext, Reason::Explicit, Some(option), Confidence::High),
            None if query.contains(HOLE) && !query.contains('=') => return undecided(Reason::Deferred, None),
            None => (TlsLevel::Plaintext, Reason::Default, None, Confidence::High),
        },
        // Other drivers know this option; Java's does not document it.
        (true, Some((option, true))) => {
            (TlsLevel::Unverified, Reason::TrustAll, Some(option), Confidence::Low)
        }
        // Java's driver takes both for the host name only.
        (true, Some((option, false))) => {
            (TlsLevel::CaVerified, Reason::HostNameCheckOff, Some(option), Confidence::Medium)
        }
        (true, None) => {
            let reason = if tls.is_some() { Reason::Explicit } else { Reason::Scheme };
            (TlsLevel::HostVerified, reason, tls.map(|(_, o)| o), Confidence::High)
        }
    };
    Verdict { level: Some(level), reason, option, confidence }
}

fn undecided(reason: Reason, option: Option<&'static str>) -> Verdict {
    Verdict { level: None, reason, option, confidence: Confidence::High }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_decide() {
        for (uri, level, reason) in [
            ("mongodb://h:27017", Some(0), "default"),
            ("mongodb://h/?tls=true", Some(4), "explicit"),
            ("mongodb://h/?ssl=true&replicaSet=r", Some(4), "explicit"),
            ("mongodb://h/?TLS=true", Some(4), "explicit"),
            ("mongodb://h/?tls=false", Some(0), "explicit"),
            ("mongodb+srv://h/db", Some(4), "scheme"),
            ("mongodb+srv://h/db?tls=false", Some(0), "explicit"),
            ("mongodb+srv://h/db?retryWrites=true", Some(4), "scheme"),
            ("mongodb://h/?tls=true&tlsInsecure=true", Some(3), "host-name-check-off"),
            ("mongodb://h/?tls=true&tlsAllowInvalidHostnames=true", Some(3), "host-name-check-off"),
            ("mongodb://h/?tls=true&tlsAllowInvalidHostnames=false", Some(4), "explicit"),
            ("mongodb://h/?tls=true&tlsAllowInvalidCertificates=true", Some(2), "trust-all"),
            ("mongodb://h/?tlsInsecure=true", Some(0), "default"),
            ("mongodb://h/?tls=true&ssl=false", None, "conflict"),
            ("mongodb://u:p?tls=true@h/db", Some(0), "default"),
            ("mongodb://u:tls=true@h/db", Some(0), "default"),
            ("mongodb://h/?tls=\u{1}", None, "deferred"),
            ("mongodb://\u{1}:\u{1}@h/?tls=true", Some(4), "explicit"),
            ("\u{1}", None, "deferred"),
            ("http://h", None, "malformed"),
        ] {
            let v = read(uri);
            assert_eq!((v.level.map(TlsLevel::number), v.reason.name()), (level, reason), "{uri}");
        }
    }
}
