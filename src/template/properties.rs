//! Properties files of Kafka clients -> inventory.
//!
//! What is such a file is decided by its content. Only the file is looked at: servers that are given on a command
//! line are not known.

use super::ignore::{self, Ignore};
use super::source::{Site, Source, Span};
use super::{Problem, READER, Read, Worlds, fact};
use crate::connect::judge::Settings;
use crate::connect::properties::{self, Entry};
use crate::connect::{client_file, flat::HOLE, record};
use crate::inventory::kinds::client_properties as f;
use crate::inventory::{Coverage, Fact, Input, List, Origin, Resource, Scope, Unit, Value, Why, broker};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::connect::client_file::is_client;

/// Where Kafka's defaults are documented.
const DEFAULTS: &str = "https://kafka.apache.org/documentation/#producerconfigs";

const SERVERS: &str = "bootstrap.servers";
const PROTOCOL: &str = "security.protocol";
const MECHANISM: &str = "sasl.mechanism";
const HOST_NAME_CHECK: &str = "ssl.endpoint.identification.algorithm";

/// Reads a file. One that is no client's is passed over.
pub fn read(source: &Arc<Source>) -> Read {
    if !is_client(&source.text) {
        return Read { skipped: vec![source.path.clone()], ..Read::default() };
    }
    let entries = match properties::parse(&source.text) {
        Ok(entries) => entries,
        Err(error) => return Read { problems: vec![damaged(source, error)], ..Read::default() },
    };
    let mut coverage = Coverage::new("", "", READER);
    (coverage.calls, coverage.items) = (1, 1);
    let resource = Client::new(source, &entries).resource();
    let scope = Scope { input: Input::File, home: (&*source.path).into(), ..Scope::default() };
    let default = Unit::new(scope, vec![resource], &[]);
    Read {
        templates: vec![Worlds { default, others: Vec::new(), covered: BTreeMap::new() }],
        coverage: vec![coverage],
        ignores: ignores(source, &entries),
        ..Read::default()
    }
}

fn damaged(source: &Source, error: properties::Error) -> Problem {
    let line = match error {
        properties::Error::Unicode { line } => line,
        properties::Error::TooLong => 1,
    };
    Problem { path: source.path.clone(), line, column: 1, message: error.to_string().into() }
}

struct Client<'a> {
    r: Resource,
    entries: BTreeMap<&'a str, &'a Entry>,
    /// Origin of each property, and of what the file says as a whole.
    origins: BTreeMap<&'a str, u16>,
    whole: u16,
    default: u16,
}

impl<'a> Client<'a> {
    fn new(source: &Arc<Source>, entries: &'a [Entry]) -> Self {
        let mut r = Resource::new(&f::KIND, &*source.path);
        let site = |start: usize, end: usize| Site {
            source: source.clone(),
            span: Span { start: start as u32, end: end as u32 },
        };
        let first = entries.first().map_or(0..0, |e| e.span.clone());
        let header = site(first.start, first.end);
        r.place = Some(fact::place(&header, &[], &[]));
        let whole = fact::origin(&mut r, &header, &[], &[]);
        let default = r.add_origin(Origin::Default { url: DEFAULTS.into() });
        let entries = properties::effective(entries);
        let place = |e: &Entry| match e.value_start < e.span.end {
            true => site(e.value_start, e.span.end),
            false => site(e.span.start, e.span.end),
        };
        let origins =
            entries.iter().map(|(key, e)| (*key, fact::origin(&mut r, &place(e), &[], &[]))).collect();
        Self { r, entries, origins, whole, default }
    }

    fn resource(mut self) -> Resource {
        let (whole, default) = (self.whole, self.default);
        self.r.absent(f::arn, whole);
        let name = self.r.id.rsplit('/').next().unwrap_or_default().to_owned();
        self.r.text(f::name, name, whole);
        self.servers();
        match self.word(PROTOCOL) {
            Word::Given(protocol) => {
                let at = self.at(PROTOCOL);
                self.r.text(f::security_protocol, protocol.to_ascii_uppercase(), at);
            }
            Word::Missing => self.r.text(f::security_protocol, "PLAINTEXT", default),
            Word::Deferred => self.deferred(f::security_protocol, PROTOCOL),
        }
        let asks_for_sasl = self.r.known_text(f::security_protocol).is_some_and(|p| p.starts_with("SASL_"));
        match self.word(MECHANISM) {
            Word::Given(mechanism) => {
                let at = self.at(MECHANISM);
                self.r.text(f::sasl_mechanism, mechanism, at);
            }
            Word::Missing if asks_for_sasl => self.r.text(f::sasl_mechanism, "GSSAPI", default),
            Word::Missing => self.r.absent(f::sasl_mechanism, whole),
            Word::Deferred => self.deferred(f::sasl_mechanism, MECHANISM),
        }
        match self.entries.get(HOST_NAME_CHECK).map(|e| e.value.trim().to_owned()) {
            None => self.r.text(f::host_name_check, "https", default),
            Some(check) if client_file::value(&check).text().contains(HOLE) => {
                self.deferred(f::host_name_check, HOST_NAME_CHECK);
            }
            Some(check) => {
                let at = self.at(HOST_NAME_CHECK);
                self.r.text(f::host_name_check, check, at);
            }
        }
        self.properties(asks_for_sasl);
        self.r.rest_unknown(&Why::NotCollected { what: "a file names neither account nor region".into() });
        self.r
    }

    fn at(&self, key: &str) -> u16 {
        self.origins.get(key).copied().unwrap_or(self.whole)
    }

    fn deferred(&mut self, field: u16, key: &str) {
        self.r.unknown(field, fact::deferred(key));
    }

    /// A value of one word; Kafka cuts white space off.
    fn word(&self, key: &str) -> Word {
        match self.entries.get(key).map(|e| e.value.trim()) {
            None | Some("") => Word::Missing,
            Some(value) if client_file::value(value).text().contains(HOLE) => Word::Deferred,
            Some(value) => Word::Given(value.to_owned()),
        }
    }

    fn servers(&mut self) {
        let fields = [f::bootstrap_servers, f::bootstrap_ports];
        let Some(entry) = self.entries.get(SERVERS).filter(|e| !e.value.trim().is_empty()) else {
            fields.into_iter().for_each(|field| self.r.absent(field, self.whole));
            let why = Why::NotCollected { what: "bootstrap.servers, which the file does not name".into() };
            self.r.unknown(f::msk_domain, why.clone());
            return self.r.unknown(f::cluster, why);
        };
        let at = self.at(SERVERS);
        let flat = client_file::value(&entry.value);
        if flat.text().contains(HOLE) {
            return [f::bootstrap_servers, f::bootstrap_ports, f::msk_domain, f::cluster]
                .into_iter()
                .for_each(|field| self.r.unknown(field, fact::deferred(SERVERS)));
        }
        let pairs: Vec<&str> = broker::split(flat.text()).collect();
        self.r.list(f::bootstrap_servers, pairs.iter().map(|p| Value::text(*p)), at);
        let mut ports: Vec<i64> = pairs.iter().filter_map(|p| broker::port(p)).collect();
        ports.sort_unstable();
        ports.dedup();
        let without = pairs.iter().any(|p| broker::port(p).is_none());
        let more = without.then(|| self.r.add_why(fact::deferred("a bootstrap server without port")));
        let items = ports.into_iter().map(|p| Fact::Known(Value::Int(p), at)).collect();
        self.r.known(f::bootstrap_ports, Value::List(Box::new(List { items, more })), at);
        match pairs.iter().find_map(|p| broker::msk_domain(p)) {
            Some(domain) => {
                if let Some(region) = broker::region(&domain) {
                    self.r.text(f::region, region, at);
                }
                self.r.text(f::msk_domain, domain.as_str(), at);
                self.r.link(f::cluster, domain, at);
            }
            None => [f::msk_domain, f::cluster].into_iter().for_each(|field| self.r.absent(field, at)),
        }
    }

    /// The properties, and the two of Kafka's defaults that decide how the client speaks.
    fn properties(&mut self, asks_for_sasl: bool) {
        let mut settings: Settings<'_> =
            self.entries.iter().map(|(key, e)| (*key, client_file::value(&e.value))).collect();
        let mut origins = self.origins.clone();
        let defaults = [(PROTOCOL, "PLAINTEXT", true), (MECHANISM, "GSSAPI", asks_for_sasl)];
        for (key, value, _) in defaults.into_iter().filter(|(_, _, counts)| *counts) {
            if self.entries.get(key).is_none_or(|e| e.value.trim().is_empty()) {
                settings.insert(key, client_file::value(value));
                origins.insert(key, self.default);
            }
        }
        let facts = client_file::classify(&settings);
        let whole = self.whole;
        record::fill_client(&mut self.r, &facts, whole, &|key| origins.get(key).copied().unwrap_or(whole));
    }
}

enum Word {
    Given(String),
    Missing,
    /// A deployment fills it in.
    Deferred,
}

/// `# tidegate:ignore[rule-id] reason` is about the property that follows; on the file's first lines, before any
/// property, about the first one.
fn ignores(source: &Arc<Source>, entries: &[Entry]) -> Vec<Ignore> {
    let mut found = Vec::new();
    let mut at = 0;
    for text in source.text.split_inclusive(['\n', '\r']) {
        let comment = text.trim_start();
        let begins = at + text.len() - comment.len();
        at += text.len();
        // A continued line is no comment, whatever it begins with.
        let within = entries.iter().any(|e| (e.span.start..e.span.end).contains(&begins));
        let Some(comment) = comment.strip_prefix(['#', '!']).filter(|_| !within) else { continue };
        let Some((rules, reason)) = ignore::parse(comment) else { continue };
        let (line, column) = source.line_column(begins as u32);
        let next = entries.iter().find(|e| e.span.start > begins);
        let last = next.map_or(line, |e| source.line_column(e.span.end as u32).0);
        let path = source.path.clone();
        found.push(Ignore { path, line, column, rules, reason, lines: (line, last), resource: None });
    }
    found
}
