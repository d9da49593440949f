//! Schema registries behind converters (E4, E5).

use super::facts::{Endpoint, EndpointKind};
use super::flat::HOLE;
use super::judge::Settings;
use super::level::{Reason, TlsLevel};
use super::url;

const URL: &str = "schema.registry.url";
const GLUE: &str = "com.amazonaws.services.schemaregistry.";

/// The registry that a property names, if it names one.
pub fn endpoint(key: &str, settings: &Settings<'_>) -> Option<Endpoint> {
    let value = settings.get(key)?.text().trim();
    let glue = ["key.converter", "value.converter"].into_iter().any(|converter| {
        key.strip_prefix(converter) == Some(".endpoint")
            && settings.get(converter).is_some_and(|f| f.text().starts_with(GLUE))
    });
    let named =
        key == URL || key.ends_with(".schema.registry.url") || key.ends_with(".apicurio.registry.url");
    if value.is_empty() || !(named || glue) {
        return None;
    }
    let each = value.split(',').map(str::trim).filter(|u| !u.is_empty()).map(one);
    let endpoint = each.reduce(Endpoint::worse)?;
    // The registry's client has TLS settings of its own beside the URL.
    let check = key.strip_suffix("url").map(|p| format!("{p}ssl.endpoint.identification.algorithm"));
    match check.filter(|c| settings.get(c.as_str()).is_some_and(|f| f.text().trim().is_empty())) {
        Some(check) if endpoint.level == Some(TlsLevel::HostVerified) => Some(
            Endpoint { level: Some(TlsLevel::CaVerified), reason: Reason::HostNameCheckOff, ..endpoint }
                .by(&check),
        ),
        _ => Some(endpoint),
    }
}

fn one(address: &str) -> Endpoint {
    let scheme = url::scheme(address);
    let (level, reason) = match scheme.as_deref() {
        Some("https") => (Some(TlsLevel::HostVerified), Reason::Scheme),
        Some("http") => (Some(TlsLevel::Plaintext), Reason::Scheme),
        Some("mock") => (Some(TlsLevel::HostVerified), Reason::NoNetwork),
        Some(_) => (None, Reason::InvalidValue),
        None if address.contains(HOLE) => (None, Reason::Deferred),
        None => (None, Reason::Malformed),
    };
    Endpoint { scheme: scheme.map(Into::into), ..Endpoint::new(EndpointKind::SchemaRegistry, level, reason) }
}
