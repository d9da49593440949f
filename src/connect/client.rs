//! Kafka clients of a connector's own (C50) and overrides of the worker's (E1, E3).

use super::facts::{Endpoint, EndpointKind, WeakClient};
use super::flat::HOLE;
use super::judge::Settings;
use super::knowledge::{Client, Family};
use super::level::{Confidence, Reason, TlsLevel};

const PROTOCOL: &str = "security.protocol";
const HOST_NAME_CHECK: &str = "ssl.endpoint.identification.algorithm";
const BOOTSTRAP: &str = "bootstrap.servers";
const OVERRIDES: [&str; 3] = ["producer.override.", "consumer.override.", "admin.override."];

/// The inner clients of a family's connector, by the property they are shown at.
pub fn inner(family: &Family, settings: &Settings<'_>) -> Vec<(String, Endpoint)> {
    let bound = if family.verified { Confidence::High } else { Confidence::Low };
    let judged = family.clients.iter().filter_map(|c| client(c, settings));
    judged.map(|(key, e)| (key, e.at_most(bound))).collect()
}

/// Of a connector that no file knows: everything that is called `...bootstrap.servers`.
pub fn guessed(settings: &Settings<'_>) -> Vec<(String, Endpoint)> {
    let prefixes = settings.keys().filter_map(|k| k.strip_suffix(BOOTSTRAP).filter(|p| p.ends_with('.')));
    prefixes
        .filter(|p| !OVERRIDES.contains(p))
        .filter_map(|prefix| {
            let roles = settings.keys().filter_map(|k| {
                let role = k.strip_suffix(PROTOCOL)?;
                (role.starts_with(prefix) && role.len() > prefix.len()).then(|| role.to_owned())
            });
            let guess = Client {
                bootstrap: vec![format!("{prefix}{BOOTSTRAP}")],
                roles: roles.collect(),
                common: vec![prefix.to_owned()],
            };
            client(&guess, settings).map(|(key, e)| (key, e.at_most(Confidence::Low)))
        })
        .collect()
}

fn client(c: &Client, settings: &Settings<'_>) -> Option<(String, Endpoint)> {
    let set = |key: &str| settings.get(key).is_some_and(|f| !f.text().trim().is_empty());
    let bootstrap = c.bootstrap.iter().find(|k| set(k));
    let own: Vec<Option<&str>> = match c.roles.is_empty() {
        true => vec![None],
        false => c.roles.iter().map(|r| Some(r.as_str())).collect(),
    };
    let prefixes = |role: Option<&str>| -> Vec<String> {
        role.into_iter().map(str::to_owned).chain(c.common.iter().cloned()).collect()
    };
    // Without servers of its own it takes the worker's settings, except for what it says itself.
    let protocol_key = |role: Option<&str>| prefixes(role).into_iter().map(|p| p + PROTOCOL).find(|k| set(k));
    let key = match bootstrap {
        Some(key) => key.clone(),
        None => own.iter().find_map(|r| protocol_key(*r))?,
    };
    let judged = own
        .iter()
        .filter(|role| bootstrap.is_some() || protocol_key(**role).is_some())
        .map(|role| role_level(&prefixes(*role), settings));
    judged.reduce(Endpoint::worse).map(|e| (key, e))
}

/// One client, whose settings stand under the first prefix that has them.
fn role_level(prefixes: &[String], settings: &Settings<'_>) -> Endpoint {
    let find = |name: &str| {
        prefixes
            .iter()
            .map(|p| format!("{p}{name}"))
            .find_map(|key| settings.get(key.as_str()).map(|f| (key, f.text().trim())))
    };
    let of = |level, reason| Endpoint::new(EndpointKind::InnerClient, level, reason);
    let default = || format!("{}{PROTOCOL}", prefixes.first().map_or("", String::as_str));
    let Some((key, protocol)) = find(PROTOCOL).filter(|(_, p)| !p.is_empty()) else {
        return of(Some(TlsLevel::Plaintext), Reason::Default).by(&default());
    };
    if protocol.contains(HOLE) {
        return of(None, Reason::Deferred).by(&key);
    }
    match protocol.to_ascii_uppercase().as_str() {
        "PLAINTEXT" | "SASL_PLAINTEXT" => of(Some(TlsLevel::Plaintext), Reason::Explicit).by(&key),
        "SSL" | "SASL_SSL" => match find(HOST_NAME_CHECK) {
            Some((check, "")) => of(Some(TlsLevel::CaVerified), Reason::HostNameCheckOff).by(&check),
            Some((check, v)) if v.contains(HOLE) => of(None, Reason::Deferred).by(&check),
            _ => of(Some(TlsLevel::HostVerified), Reason::Explicit).by(&key),
        },
        _ => of(None, Reason::InvalidValue).by(&key),
    }
}

/// How a property weakens the worker's client.
pub fn weak_override(key: &str, settings: &Settings<'_>) -> Option<WeakClient> {
    let prefix = OVERRIDES.into_iter().find(|p| key.starts_with(p))?;
    let value = settings.get(key)?.text().trim();
    let name = &key[prefix.len()..];
    let deferred = || value.contains(HOLE).then_some(WeakClient::Deferred);
    match name {
        PROTOCOL => match value.to_ascii_uppercase().as_str() {
            "PLAINTEXT" | "SASL_PLAINTEXT" => Some(WeakClient::Protocol),
            _ => deferred(),
        },
        // OAUTHBEARER is how other clients speak to MSK's IAM listeners.
        "sasl.mechanism" if on_msk(prefix, settings) => match value {
            "SCRAM-SHA-512" | "AWS_MSK_IAM" | "OAUTHBEARER" | "" => None,
            _ => deferred().or(Some(WeakClient::Mechanism)),
        },
        _ => None,
    }
}

/// The worker's cluster is MSK's; an override may lead elsewhere.
fn on_msk(prefix: &str, settings: &Settings<'_>) -> bool {
    let servers = settings.get(format!("{prefix}{BOOTSTRAP}").as_str()).map(|f| f.text());
    servers.is_none_or(|s| s.contains(".amazonaws.com") || s.contains(HOLE))
}

/// A client's host-name check that is switched off by a property of its own, where no connection shows it.
pub fn host_name_check_off(key: &str, settings: &Settings<'_>) -> Option<Endpoint> {
    let off = key.ends_with(HOST_NAME_CHECK) && key.len() > HOST_NAME_CHECK.len();
    let empty = settings.get(key).is_some_and(|f| f.text().trim().is_empty());
    let kind = if OVERRIDES.iter().any(|p| key.starts_with(p)) {
        EndpointKind::ClientOverride
    } else {
        EndpointKind::InnerClient
    };
    (off && empty).then(|| Endpoint::new(kind, Some(TlsLevel::CaVerified), Reason::HostNameCheckOff).by(key))
}
