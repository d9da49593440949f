//! A family's knowledge applied to a configuration: each connection with its level, and the property that a
//! finding about it points at.

use super::facts::{Endpoint, EndpointKind, SinkEncryption};
use super::flat::{Flat, HOLE};
use super::jdbc::{self, Driver};
use super::knowledge::{AddressForm, Cap, Connection, Family, ListRule, On, When};
use super::level::{Confidence, Reason, TlsLevel};
use super::{mongodb, url};
use std::collections::BTreeMap;

/// A configuration: property -> value. No `Debug` on purpose.
pub type Settings<'a> = BTreeMap<&'a str, Flat<'a>>;

/// Where a connection without an address property is shown.
pub const ANCHOR: &str = "connector.class";

/// The connections of a family's connector, by the property they are shown at.
pub fn connections(family: &Family, settings: &Settings<'_>) -> Vec<(String, Endpoint)> {
    let judged = family.connections.iter().filter_map(|c| connection(c, settings));
    let bound = if family.verified { Confidence::High } else { Confidence::Low };
    judged.map(|(key, e)| (key, e.at_most(bound))).collect()
}

/// The text of a property that is set to something.
fn text<'s>(settings: &'s Settings<'_>, key: &str) -> Option<&'s str> {
    settings.get(key).map(|f| f.text().trim()).filter(|t| !t.is_empty())
}

fn connection(c: &Connection, settings: &Settings<'_>) -> Option<(String, Endpoint)> {
    if c.unless.as_deref().is_some_and(|key| text(settings, key).is_some()) {
        return None;
    }
    let address = c.address.iter().find_map(|key| text(settings, key).map(|t| (key.as_str(), t)));
    let (key, base) = match address {
        Some((key, value)) => (key, address_level(c, value, settings)),
        None => (ANCHOR, Endpoint::new(EndpointKind::Host, Some(c.absent?.0), Reason::Default)),
    };
    let mut endpoint = base;
    if let Some(mode) = &c.mode {
        endpoint = mode_level(mode, settings);
    }
    let mut raised = false;
    for on in &c.on {
        (endpoint, raised) = raise(endpoint, raised, on, settings);
    }
    for cap in c.cap.iter().filter(|c| raised || !c.only_raised) {
        endpoint = lower(endpoint, cap, settings);
    }
    Some((key.to_owned(), endpoint))
}

fn address_level(c: &Connection, value: &str, settings: &Settings<'_>) -> Endpoint {
    match c.form {
        AddressForm::Host => {
            let level = c.fixed.map_or(TlsLevel::Plaintext, |l| l.0);
            Endpoint::new(EndpointKind::Host, Some(level), Reason::Default)
        }
        AddressForm::Jdbc => jdbc_level(value, c, settings).unwrap_or_else(|| {
            let reason = if value.contains(HOLE) { Reason::Deferred } else { Reason::Malformed };
            Endpoint::new(EndpointKind::Jdbc, None, reason)
        }),
        AddressForm::JdbcProperties => {
            let driver = c.driver.as_deref().unwrap_or_default();
            let synthetic = format!("jdbc:{driver}://host/db");
            let endpoint = jdbc_level(
                synthetic.trim_end_matches(if driver == "sqlserver" { "/db" } else { "" }),
                c,
                settings,
            );
            match endpoint {
                Some(e) => Endpoint { kind: EndpointKind::Host, scheme: None, ..e },
                None => Endpoint::new(EndpointKind::Host, None, Reason::UnknownDriver),
            }
        }
        AddressForm::Mongodb => {
            let v = mongodb::read(value);
            let e = Endpoint::new(EndpointKind::Url, v.level, v.reason).at_most(v.confidence);
            Endpoint { scheme: url::scheme(value).map(Into::into), parameter: v.option.map(Into::into), ..e }
        }
        AddressForm::Url => list_level(c, value, settings),
    }
}

/// Several URLs, or one.
fn list_level(c: &Connection, value: &str, settings: &Settings<'_>) -> Endpoint {
    let Some(rule) = c.list else { return url_level(c, value, settings) };
    let mut all =
        value.split(',').map(str::trim).filter(|u| !u.is_empty()).map(|u| url_level(c, u, settings));
    let first = all.next().unwrap_or_else(|| Endpoint::new(EndpointKind::Url, None, Reason::Malformed));
    match rule {
        ListRule::First => first,
        ListRule::Worst => all.fold(first, Endpoint::worse),
        ListRule::AnySecure => all.fold(first, |a, b| match (a.level, b.level) {
            (Some(x), Some(y)) if y > x => b,
            (None, Some(y)) if y > TlsLevel::Preferred => b,
            _ => a,
        }),
    }
}

fn url_level(c: &Connection, value: &str, settings: &Settings<'_>) -> Endpoint {
    if let Some(e) = jdbc_level(value, c, settings) {
        return e;
    }
    let undecided = |reason| Endpoint::new(EndpointKind::Url, None, reason);
    let Some(scheme) = url::scheme(value) else {
        let before = value.split("://").next().unwrap_or(value);
        return match c.no_scheme {
            _ if before.starts_with(HOLE) || (value.contains("://") && before.contains(HOLE)) => {
                undecided(Reason::Deferred)
            }
            Some(level) if !value.contains("://") => {
                Endpoint::new(EndpointKind::Host, Some(level.0), Reason::Default)
            }
            _ => undecided(Reason::Malformed),
        };
    };
    let level = match c.schemes.get(&scheme) {
        Some(level) => Some(level.0),
        None if !c.schemes.is_empty() => None,
        None => match scheme.as_str() {
            "https" => Some(TlsLevel::HostVerified),
            "http" => Some(TlsLevel::Plaintext),
            _ => None,
        },
    };
    let reason = if level.is_some() { Reason::Scheme } else { Reason::InvalidValue };
    Endpoint { scheme: Some(scheme.into()), ..Endpoint::new(EndpointKind::Url, level, reason) }
}

/// A JDBC URL with the properties that the connector hands to the driver.
pub fn jdbc_endpoint(value: &str, extra: jdbc::Extra<'_>) -> Option<Endpoint> {
    let v = jdbc::read(value, extra)?;
    Some(Endpoint {
        kind: EndpointKind::Jdbc,
        scheme: url::scheme(value).map(Into::into),
        level: v.level,
        reason: v.reason,
        parameter: v.parameter,
        driver: Some(v.driver).filter(|d| *d != Driver::Unknown),
        driver_version: v.driver_version.map(Into::into),
        confidence: v.confidence,
    })
}

fn jdbc_level(value: &str, c: &Connection, settings: &Settings<'_>) -> Option<Endpoint> {
    let extra: Vec<(&str, &str)> = settings
        .iter()
        .filter_map(|(key, flat)| {
            let name = c.driver_prefixes.iter().find_map(|p| key.strip_prefix(p.as_str()))?;
            Some((name, flat.text()))
        })
        .filter(|(name, _)| !name.is_empty())
        .collect();
    jdbc_endpoint(value, &extra)
}

fn mode_level(mode: &super::knowledge::Mode, settings: &Settings<'_>) -> Endpoint {
    let host = |level, reason| Endpoint::new(EndpointKind::Host, level, reason).by(&mode.property);
    let Some(value) = text(settings, &mode.property) else {
        let level = mode.values.get(&mode.default).map(|l| l.0);
        let sure = if mode.default_since.is_some() { Confidence::Medium } else { Confidence::High };
        return host(level, Reason::Default).at_most(sure);
    };
    if value.contains(HOLE) {
        return host(None, Reason::Deferred);
    }
    match mode.values.iter().find(|(v, _)| v.eq_ignore_ascii_case(value)) {
        Some((_, level)) => host(Some(level.0), Reason::Explicit),
        None => host(None, Reason::InvalidValue),
    }
}

/// What a switch is set to.
enum Switch {
    On,
    Off,
    Deferred,
}

fn switch(value: Option<&str>, default: Option<&str>, values: &[String]) -> Switch {
    match value.or(default) {
        None => Switch::Off,
        Some(_) if values.is_empty() => Switch::On,
        Some(v) if v.contains(HOLE) => Switch::Deferred,
        Some(v) if values.iter().any(|x| x.eq_ignore_ascii_case(v)) => Switch::On,
        Some(_) => Switch::Off,
    }
}

fn raise(endpoint: Endpoint, raised: bool, on: &On, settings: &Settings<'_>) -> (Endpoint, bool) {
    if endpoint.level.is_some_and(|l| l >= on.level.0) {
        return (endpoint, raised);
    }
    match switch(text(settings, &on.property), on.default.as_deref(), &on.values) {
        Switch::On => {
            let e = Endpoint { level: Some(on.level.0), reason: Reason::Explicit, ..endpoint };
            (e.by(&on.property), true)
        }
        Switch::Deferred => {
            (Endpoint { level: None, reason: Reason::Deferred, ..endpoint }.by(&on.property), raised)
        }
        // What should be set is named, unless the address itself said it.
        Switch::Off if endpoint.parameter.is_none() && endpoint.reason == Reason::Default => {
            (endpoint.by(&on.property), raised)
        }
        Switch::Off => (endpoint, raised),
    }
}

fn lower(endpoint: Endpoint, cap: &Cap, settings: &Settings<'_>) -> Endpoint {
    // A cap may be set to nothing on purpose, so the bare value counts.
    let value = settings.get(cap.property.as_str()).map(|f| f.text().trim());
    let applies = cap.when.as_ref().is_none_or(|w| holds(w, settings));
    if !applies || endpoint.level.is_none_or(|l| l <= cap.level.0) {
        return endpoint;
    }
    match switch(value, None, &cap.values) {
        Switch::On => {
            Endpoint { level: Some(cap.level.0), reason: cap.reason.reason(), ..endpoint }.by(&cap.property)
        }
        Switch::Deferred => Endpoint { level: None, reason: Reason::Deferred, ..endpoint }.by(&cap.property),
        Switch::Off => endpoint,
    }
}

/// Whether a condition holds; one that is filled in later is taken to hold.
pub fn holds(when: &When, settings: &Settings<'_>) -> bool {
    text(settings, &when.property)
        .is_some_and(|v| v.contains(HOLE) || when.values.iter().any(|x| x.eq_ignore_ascii_case(v)))
}

/// What an S3 sink asks for; `None` for what is none.
pub fn sink_encryption(family: &Family, class: &str, settings: &Settings<'_>) -> Option<SinkEncryption> {
    let sink = family.sink_encryption.as_ref().filter(|s| s.classes.iter().any(|c| c == class))?;
    if sink.customer_key.as_deref().is_some_and(|key| text(settings, key).is_some()) {
        return Some(SinkEncryption::CustomerKey);
    }
    let is = |values: &[String], v: &str| values.iter().any(|x| x.eq_ignore_ascii_case(v));
    Some(match text(settings, &sink.property) {
        None => SinkEncryption::None,
        Some(v) if v.contains(HOLE) => SinkEncryption::Deferred,
        Some(v) if is(&sink.kms, v) => SinkEncryption::Kms,
        Some(v) if is(&sink.aes256, v) => SinkEncryption::Aes256,
        Some(_) => SinkEncryption::None,
    })
}
