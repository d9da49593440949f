//! What a template asks not to be told: `# tidegate:ignore[rule-id] reason`.
//!
//! Here it is only read. Whether the ids are known, whether anything matches and whether ignores are honoured is for
//! those to say who see the findings.

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
    /// The resource that it is about as a whole.
    pub resource: Option<Box<str>>,
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
