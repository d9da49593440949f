//! Places as SARIF and GitHub want them: paths relative to the repository, percent-encoded, never empty, never
//! with a scheme; and the fingerprint that follows an alert.

use super::super::line_hash::line_hashes;
use super::super::{Options, Source};
use crate::evaluate::{Finding, Report, Subject};
use crate::inventory::{Checkout, Place};
use crate::rules::Language;
use crate::words;
use serde_sarif::sarif::{ArtifactLocation, Location, LogicalLocation, Message, PhysicalLocation, Region};
use std::cell::RefCell;
use std::collections::HashMap;

/// Where findings point that have no place of their own, unless another file is named: the file that tells how
/// the repository is checked.
const ANCHOR: (&str, u32) = ("tidegate.toml", 1);

pub struct Places<'a> {
    pub language: Language,
    pub anchor: (String, u32),
    checkout: Checkout,
    snapshot: Option<&'a str>,
    source: Option<Source<'a>>,
    /// Line hashes by path; `None` when the text cannot be read.
    hashes: RefCell<HashMap<Box<str>, Option<Vec<String>>>>,
}

impl<'a> Places<'a> {
    pub fn new(report: &'a Report, options: &Options<'a>) -> Self {
        let named =
            options.sarif_anchor.and_then(|(path, line)| Some((uri(path, &options.checkout)?, line.max(1))));
        let anchor = named.unwrap_or_else(|| (ANCHOR.0.into(), ANCHOR.1));
        Self {
            language: report.language,
            anchor,
            checkout: options.checkout.clone(),
            snapshot: report.snapshot.as_deref(),
            source: options.source,
            hashes: RefCell::default(),
        }
    }

    /// The finding's place in a file that can be named; `None` sends it to the anchor.
    pub fn own(&self, f: &Finding) -> Option<PhysicalLocation> {
        f.location.as_ref().and_then(|p| self.physical(p))
    }

    /// Never empty: the finding's own place, else the anchor; with the resource's name.
    pub fn of(&self, f: &Finding) -> Location {
        let physical = self.own(f).unwrap_or_else(|| {
            let region = Region::builder().start_line(i64::from(self.anchor.1)).build();
            physical(self.anchor.0.clone(), region)
        });
        Location::builder().physical_location(physical).logical_locations(vec![logical(&f.resource)]).build()
    }

    /// A place with a message; `None` when it is in no file that can be named.
    pub fn step(&self, place: &Place, message: &str) -> Option<Location> {
        let physical = self.physical(place)?;
        let message = Message::builder().text(words::line(message).into_owned()).build();
        Some(Location::builder().physical_location(physical).message(message).build())
    }

    fn physical(&self, place: &Place) -> Option<PhysicalLocation> {
        Some(physical(uri(&place.path, &self.checkout)?, region(place)))
    }

    /// GitHub's name for the alert. A finding in a template follows its line; one in an account must survive
    /// changes of the file it points at, so it carries its own fingerprint.
    pub fn line_hash(&self, f: &Finding) -> String {
        let template = f.location.as_ref().filter(|p| Some(&*p.path) != self.snapshot);
        template.and_then(|p| self.hash_of_line(p)).unwrap_or_else(|| format!("{}:1", short(&f.fingerprint)))
    }

    fn hash_of_line(&self, place: &Place) -> Option<String> {
        let read = self.source?;
        let mut hashes = self.hashes.borrow_mut();
        let lines = hashes
            .entry((&*place.path).into())
            .or_insert_with(|| read(&place.path).map(|text| line_hashes(&text)));
        lines.as_ref()?.get((place.line as usize).checked_sub(1)?).cloned()
    }
}

fn short(fingerprint: &str) -> &str {
    fingerprint.get(..16).unwrap_or(fingerprint)
}

fn physical(uri: String, region: Region) -> PhysicalLocation {
    let artifact = ArtifactLocation::builder().uri(uri).build();
    PhysicalLocation::builder().artifact_location(artifact).region(region).build()
}

/// Lines and columns from 1; an end before its beginning is left out.
fn region(p: &Place) -> Region {
    let line = i64::from(p.line.max(1));
    let column = (p.column > 0).then_some(i64::from(p.column));
    let whole = column.is_some()
        && (p.end_line, p.end_column) >= (p.line, p.column)
        && p.end_line > 0
        && p.end_column > 0;
    Region::builder()
        .start_line(line)
        .opt_start_column(column)
        .opt_end_line(whole.then_some(i64::from(p.end_line)))
        .opt_end_column(whole.then_some(i64::from(p.end_column)))
        .build()
}

fn logical(r: &Subject) -> LogicalLocation {
    LogicalLocation::builder()
        .name(words::line(&r.name).into_owned())
        .fully_qualified_name(words::line(&r.id).into_owned())
        .kind("resource")
        .build()
}

/// A path as a relative URI reference below the root; `None` when it leads elsewhere.
pub fn uri(path: &str, checkout: &Checkout) -> Option<String> {
    let path = checkout.relative(path).filter(|_| !path.is_empty() && path != "-")?;
    Some(path.split('/').map(encode).collect::<Vec<_>>().join("/"))
}

/// Everything but unreserved characters, so that no segment is read as a scheme, a query or a fragment.
fn encode(segment: &str) -> String {
    let mut out = String::with_capacity(segment.len());
    for b in segment.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;
    use crate::inventory::Checkout;

    #[test]
    fn paths_become_relative_references_or_nothing() {
        let cases = [
            ("templates/msk.yaml", None, Some("templates/msk.yaml")),
            ("./a//b/../c.tf", None, Some("a/c.tf")),
            ("/repo/a b.yaml", Some("/repo"), Some("a%20b.yaml")),
            ("/repo/a.yaml", Some("/repo/"), Some("a.yaml")),
            ("/repository/a.yaml", Some("/repo"), None),
            ("/tmp/s.jsonl", Some("/repo"), None),
            ("/tmp/s.jsonl", None, None),
            ("../s.jsonl", None, None),
            ("a/../../s.jsonl", None, None),
            ("", None, None),
            ("C:/x.yaml", None, Some("C%3A/x.yaml")),
            ("https://x/y", None, Some("https%3A/x/y")),
            ("スタック#1?.yaml", None, Some("%E3%82%B9%E3%82%BF%E3%83%83%E3%82%AF%231%3F.yaml")),
            ("a\u{1b}[1m.yaml", None, Some("a%1B%5B1m.yaml")),
        ];
        for (path, root, expected) in cases {
            let checkout = Checkout { root: root.unwrap_or("").into(), base: "".into() };
            assert_eq!(uri(path, &checkout).as_deref(), expected, "{path} {root:?}");
        }
    }
}
