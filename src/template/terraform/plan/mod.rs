//! `terraform show -json` plans, OpenTofu's too: format versions 0.1 to 1.x.
//!
//! A plan says what will be, exactly, except for what only `apply` can tell. It holds every secret in plain text:
//! of values, only facts leave this module, and errors name places, never contents.

mod document;
mod references;
mod values;

use super::hcl::Project;
use super::hcl::parent;
use super::instance::{Home, Instance};
use super::{Options, Read, kinds};
use crate::inventory::Why;
use crate::template::source::{Site, Source, Span};
use crate::template::value::{Resolved, Sited};
use document::{Change, Configured, Document, StateModule, StateResource};
use references::Index;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Reads a plan. What is wrong with it is a gap of the coverage, never a panic and never silence.
pub fn read(source: Arc<Source>, options: &Options) -> Read {
    let mut read = Read::new();
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let document: Document = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(error) => {
            // The library's own words may repeat a value.
            let what = if error.is_data() { "not a plan's JSON" } else { "not JSON" };
            read.malformed(&format!("{}:{}:{}", source.path, error.line(), error.column()), what);
            return read.finish("", Vec::new());
        }
    };
    if let Err(what) = version(&document) {
        read.malformed(&source.path, &what);
        return read.finish("", Vec::new());
    }
    if document.errored || document.complete == Some(false) || document.deferred_changes.0 {
        let reason = match document.errored {
            true => "the plan ended with an error",
            false => "the plan is not complete",
        };
        read.gap(&source.path, Why::Truncated { operation: super::READER.into(), reason: reason.into() });
    }
    let addresses: Vec<&str> = changes(&document).map(|c| &*c.address).collect();
    super::hcl::beside(&options.sources, &addresses, |project, ignores| {
        read.ignores = ignores;
        let mut instances = instances(&source, &document, options, project);
        if let Some(project) = project {
            project.place(&mut instances);
        }
        done(read, &source, instances, options, project.map(|p| p.root))
    })
}

/// The resources that the instances come to, and what could not be read of them.
fn done(
    mut read: Read,
    source: &Source,
    instances: Vec<Instance>,
    options: &Options,
    root: Option<&str>,
) -> Read {
    let made = kinds::resources(&instances, options.knowledge());
    for (i, why) in made.gaps {
        read.gap(&i.address, why);
    }
    let home = root.unwrap_or_else(|| parent(&source.path)).to_owned();
    read.finish(&home, made.resources)
}

/// Unknown minor versions only add; an unknown major one may mean anything.
fn version(document: &Document) -> Result<(), String> {
    let Some(version) = &document.format_version else {
        return Err("no plan: it has no format_version (use `terraform show -json PLAN`)".into());
    };
    let major = version.split('.').next().unwrap_or("");
    if !matches!(major, "0" | "1") {
        let shown: String =
            version.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').take(20).collect();
        return Err(format!("format_version {shown} is not known; 0.1 to 1.x are"));
    }
    if document.resource_changes.is_none() {
        return Err(match document.values {
            Some(_) => {
                "a state, not a plan (use `terraform plan -out PLAN`, then `terraform show -json PLAN`)"
            }
            None => return Ok(()), // a plan of an empty configuration
        }
        .into());
    }
    Ok(())
}

/// What will be there.
fn changes(document: &Document) -> impl Iterator<Item = &Change> {
    let all = document.resource_changes.iter().flatten().filter_map(|c| c.0.as_ref());
    all.filter(|c| &*c.mode != "data" && !gone(&c.change.actions))
}

fn instances(
    source: &Arc<Source>,
    document: &Document,
    options: &Options,
    project: Option<&Project<'_>>,
) -> Vec<Instance> {
    let changes: Vec<&Change> = changes(document).collect();
    let mut data = Vec::new();
    if let Some(prior) = &document.prior_state {
        data_sources(&prior.values.root_module, &mut data);
    }
    let addresses = changes.iter().map(|c| &*c.address).chain(data.iter().map(|d| &*d.address));
    let index = Index::new(document.configuration.as_ref(), addresses.clone());
    let sites = sites(source, &addresses.collect());
    let site_of = |address: &str| {
        let span = sites.get(address).copied().unwrap_or_default();
        Site { source: source.clone(), span }
    };
    let mut out = Vec::new();
    for change in changes {
        let site = site_of(&change.address);
        let configured = index.configured(&change.address);
        let whole = project.map(|p| p.whole(&change.address)).unwrap_or_default();
        let address = &change.address;
        let weaver = values::Weaver { index: &index, address, configured, site: &site, whole: &whole };
        let c = &change.change;
        let body = weaver.body(&c.after, &c.after_unknown, &c.after_sensitive);
        let unchanged = !options.all && c.actions.iter().all(|a| &**a == "no-op");
        let made = instance(&change.address, &change.ty, false, body, site, home(document, configured));
        out.push(Instance { context: unchanged, ..made });
    }
    let none = HashSet::new();
    for resource in data {
        let site = site_of(&resource.address);
        let configured = index.configured(&resource.address);
        let weaver = values::Weaver {
            index: &index,
            address: &resource.address,
            configured: None,
            site: &site,
            whole: &none,
        };
        let body = weaver.body(&resource.values, &Json::Null, &resource.sensitive_values);
        out.push(instance(&resource.address, &resource.ty, true, body, site, home(document, configured)));
    }
    out
}

fn instance(address: &str, ty: &str, data: bool, body: Sited, header: Site, home: Home) -> Instance {
    let (address, ty) = (address.into(), ty.into());
    Instance { address, ty, data, context: data, body, header, calls: Vec::new(), home }
}

/// Deleted, or no longer managed: nothing that will be.
fn gone(actions: &[Box<str>]) -> bool {
    actions.iter().all(|a| matches!(&**a, "delete" | "forget"))
}

fn home(document: &Document, configured: Option<&Configured>) -> Home {
    let key = configured.map_or("aws", |c| &*c.provider_config_key);
    // A module's provider is named by its path: `module.x:aws`.
    let provider = key.rsplit(':').next().unwrap_or(key);
    let region = document
        .configuration
        .as_ref()
        .and_then(|c| c.provider_config.get(key).or_else(|| c.provider_config.get(provider)))
        .and_then(|p| p.expressions.region.get("constant_value"))
        .and_then(Json::as_str);
    let region = match region {
        Some(region) => Resolved::Text(region.into()),
        None => Resolved::Unknown("the provider's region".into()),
    };
    Home { provider: if key.is_empty() { "aws" } else { key }.into(), region }
}

fn data_sources<'a>(module: &'a StateModule, into: &mut Vec<&'a StateResource>) {
    let wanted = module.resources.iter().filter_map(|r| r.0.as_ref());
    into.extend(wanted.filter(|r| &*r.mode == "data"));
    for child in &module.child_modules {
        data_sources(child, into);
    }
}

/// Where each address first stands in the plan's text, without its quotes.
fn sites(source: &Source, wanted: &HashSet<&str>) -> HashMap<String, Span> {
    const KEY: &str = "\"address\":";
    let mut out = HashMap::new();
    for (at, _) in source.text.match_indices(KEY) {
        let rest = &source.text[at + KEY.len()..];
        let quoted = rest.trim_start();
        let start = at + KEY.len() + (rest.len() - quoted.len());
        let Some(length) = string_length(quoted) else { continue };
        let Ok(address) = serde_json::from_str::<String>(&quoted[..length]) else { continue };
        if wanted.contains(&*address) {
            out.entry(address).or_insert(Span::new(start + 1, start + length - 1));
        }
    }
    out
}

/// Bytes of the JSON string that the text begins with, quotes included.
fn string_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'"') {
        return None;
    }
    let mut i = 1;
    while i < bytes.len() {
        match bytes[i] {
            b'\\' => i += 1,
            b'"' => return Some(i + 1),
            _ => {}
        }
        i += 1;
    }
    None
}
