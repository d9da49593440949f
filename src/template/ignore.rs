//! What a template asks not to be told: `# tidegate:ignore[rule-id] reason`.
//!
//! Here it is only read. Whether the ids are known, whether anything matches and whether ignores are honoured is for
//! those to say who see the findings.

use crate::inventory::Place;
use std::sync::Arc;

/// A request not to report findings of some rules in a range of lines, or of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    pub path: Arc<str>,
    /// Where it is written, from 1.
    pub line: u32,
    pub column: u32,
    /// Ids as written; empty when it names none, which is a mistake.
    pub rules: Vec<Box<str>>,
    /// Empty when none is given, which is a mistake, too.
    pub reason: Box<str>,
    /// First and last line that it is about.
    pub lines: (u32, u32),
    /// The resource that it is about as a whole: a logical id, or a Terraform address within its module and without
    /// keys, which may be that of a module call (`module.msk`).
    pub resource: Option<Box<str>>,
}

impl Ignore {
    /// Whether it is about a finding: of this resource, at one of these places (its own first, then what decided it:
    /// module calls, variables, defaults).
    pub fn is_about<'p>(&self, resource: &str, places: impl IntoIterator<Item = &'p Place>) -> bool {
        let (first, last) = self.lines;
        let named = self.resource.as_deref().is_some_and(|own| is_named(resource, own));
        places.into_iter().any(|place| {
            let within = *place.path == *self.path && (first..=last).contains(&place.line);
            within || (named && directory(&place.path) == directory(&self.path))
        })
    }
}

/// Whether an address ends in a block's own one, whatever keys and modules it has: `module.a["x"].aws_kms_key.k[0]`
/// in `aws_kms_key.k`.
fn is_named(address: &str, own: &str) -> bool {
    let bare = super::terraform::without_keys(address);
    bare == own
        || bare.strip_suffix(own).and_then(|rest| rest.strip_suffix('.')).is_some_and(|modules| {
            let parts: Vec<&str> = modules.split('.').collect();
            parts.chunks(2).all(|pair| matches!(pair, ["module", _]))
        })
}

fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// Longest reason that is kept, in characters.
const MAX_REASON: usize = 500;

/// Ids and reason of a comment (without its `#`); `None` when it is no request of this kind.
pub fn parse(comment: &str) -> Option<(Vec<Box<str>>, Box<str>)> {
    let rest = comment.trim().strip_prefix("tidegate:ignore")?;
    let Some((ids, reason)) = rest.strip_prefix('[').and_then(|r| r.split_once(']')) else {
        // `tidegate:ignored` is another word.
        let alone = rest.is_empty() || rest.starts_with([' ', '\t', '[', ':']);
        return alone.then(|| (Vec::new(), shown(rest)));
    };
    let ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).map(Into::into).collect();
    Some((ids, shown(reason)))
}

/// A reason as it may be shown.
pub fn shown(reason: &str) -> Box<str> {
    let clean = reason.trim().trim_start_matches([':', '-']).trim();
    clean.chars().filter(|c| !c.is_control()).take(MAX_REASON).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_about_its_lines_and_its_resource_wherever_its_values_stand() {
        let ignore = |lines, resource: Option<&str>| Ignore {
            path: "msk/main.tf".into(),
            line: 1,
            column: 1,
            rules: Vec::new(),
            reason: "".into(),
            lines,
            resource: resource.map(Into::into),
        };
        let place = |path: &str, line| Place {
            path: path.into(),
            line,
            column: 1,
            end_line: line,
            end_column: 2,
            via: Vec::new(),
        };
        let id = "module.m[\"a.b\"].aws_msk_cluster.c[0]";
        let whole = ignore((2, 9), Some("aws_msk_cluster.c"));
        assert!(whole.is_about(id, [&place("msk/main.tf", 5)]));
        assert!(whole.is_about(id, [&place("msk/other.tf", 50)]), "said by another block of the module");
        assert!(!whole.is_about("aws_msk_cluster.cc", [&place("msk/other.tf", 50)]));
        assert!(!whole.is_about("x.aws_msk_cluster.c", [&place("msk/other.tf", 50)]));
        assert!(!whole.is_about(id, [&place("other/main.tf", 50)]), "another module's block of that name");
        let line = ignore((4, 4), None);
        assert!(line.is_about(id, [&place("a.tf", 1), &place("msk/main.tf", 4)]), "what decided it");
        assert!(!line.is_about(id, [&place("a.tf", 4), &place("msk/main.tf", 5)]));
    }

    fn parsed(comment: &str) -> Option<(Vec<String>, String)> {
        let (ids, reason) = parse(comment)?;
        Some((ids.iter().map(ToString::to_string).collect(), reason.into()))
    }

    #[test]
    fn ids_and_reason() {
        let one = |ids: &[&str], reason: &str| {
            Some((ids.iter().map(ToString::to_string).collect(), reason.to_owned()))
        };
        assert_eq!(parsed(" tidegate:ignore[a-b] test data only"), one(&["a-b"], "test data only"));
        assert_eq!(parsed("tidegate:ignore[a, b]: both"), one(&["a", "b"], "both"));
        assert_eq!(parsed("tidegate:ignore[a]"), one(&["a"], ""));
        assert_eq!(parsed("tidegate:ignore all"), one(&[], "all"));
        assert_eq!(parsed("tidegate:ignore[a"), one(&[], "[a"));
        assert_eq!(parsed("tidegate:ignored[a] x"), None);
        assert_eq!(parsed("see tidegate:ignore[a] x"), None);
    }
}
