//! A resource instance as the kinds see it: the same whether a plan or HCL source declares it.

use super::super::fact::{Found, find};
use super::super::source::Site;
use super::super::value::{Resolved, Sited, Step};

/// One instance of a resource (or of a data source whose values are known).
#[derive(Debug, Clone)]
pub struct Instance {
    /// `module.msk["a"].aws_msk_cluster.this[0]`; `[?]` when the keys are decided only at deployment.
    pub address: Box<str>,
    /// `aws_msk_cluster`
    pub ty: Box<str>,
    /// A `data` block: it says what exists, and is nothing that this configuration makes.
    pub data: bool,
    /// Not judged: see [`crate::inventory::Resource::context`].
    pub context: bool,
    /// The arguments: a map; blocks are lists of maps.
    pub body: Sited,
    /// The block's header, or the resource's address in a plan.
    pub header: Site,
    /// The module calls on the way from the root, outermost first.
    pub calls: Vec<Step>,
    pub home: Home,
}

/// Where a provider configuration puts its resources.
#[derive(Debug, Clone)]
pub struct Home {
    /// The provider configuration: `aws`, `aws.west`.
    pub provider: Box<str>,
    /// Its region, as far as the configuration tells.
    pub region: Resolved,
}

impl Instance {
    /// The argument at a path such as `encryption_info.encryption_in_transit.client_broker`, through blocks that
    /// may occur once. A block that occurs more often than once answers for its first occurrence, as the
    /// provider refuses the others.
    pub fn at(&self, path: &str) -> Found<'_> {
        find(&self.body, path, &self.header, true)
    }
}

/// An address without the keys of its instances: `module.msk.aws_msk_cluster.this`.
pub fn bare(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(open) = rest.find('[') {
        out.push_str(&rest[..open]);
        rest = after_key(&rest[open..]);
    }
    out.push_str(rest);
    out
}

/// What follows `[key]`, whose key may be a quoted string with escapes.
fn after_key(text: &str) -> &str {
    let bytes = text.as_bytes();
    let (mut i, mut quoted) = (1, false);
    while i < bytes.len() {
        match bytes[i] {
            b'\\' if quoted => i += 1,
            b'"' => quoted = !quoted,
            b']' if !quoted => return &text[i + 1..],
            _ => {}
        }
        i += 1;
    }
    ""
}

/// The parts of an address, each with its key: `[("module", None), ("msk", Some("\"a\"")), ...]`.
pub fn segments(address: &str) -> Vec<(&str, Option<&str>)> {
    let mut out = Vec::new();
    let mut rest = address;
    while !rest.is_empty() {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, mut after) = rest.split_at(end);
        let mut key = None;
        if after.starts_with('[') {
            let next = after_key(after);
            key = Some(after[1..after.len() - next.len()].trim_end_matches(']'));
            after = next;
        }
        out.push((name, key));
        rest = after.strip_prefix('.').unwrap_or("");
        if !after.starts_with('.') {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_cut_at_their_dots_and_keys() {
        let address = r#"module.m["a.b]"].data.aws_x.y[0]"#;
        assert_eq!(bare(address), "module.m.data.aws_x.y");
        let parts = segments(address);
        assert_eq!(
            parts,
            [("module", None), ("m", Some(r#""a.b]""#)), ("data", None), ("aws_x", None), ("y", Some("0"))]
        );
        for hostile in ["[", "a[", "a[\"", "a[\"\\", "..", "a].b", "é[é"] {
            segments(hostile);
            bare(hostile);
        }
    }
}
