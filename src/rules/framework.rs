//! The closed list of frameworks that rules map to: `rules/data/frameworks.toml`.

use serde::Deserialize;
use std::sync::LazyLock;

/// A published set of controls.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// What rule files call it: `nist-800-53-r5`.
    pub key: Box<str>,
    pub title: Box<str>,
    /// Empty when it has none.
    pub version: Box<str>,
    pub url: Box<str>,
    /// Form of its control ids, a regular expression for the whole id.
    ids: Box<str>,
}

/// Every framework, in the file's order, with the compiled form of its ids.
static ALL: LazyLock<Vec<(Definition, regex::Regex)>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        framework: Vec<Definition>,
    }
    let file: File = toml::from_str(include_str!("../../rules/data/frameworks.toml"))
        .expect("a test reads the built-in list of frameworks");
    let compiled = |d: Definition| {
        let form = regex::Regex::new(&format!("^(?:{})$", d.ids)).expect("a test compiles every form");
        (d, form)
    };
    file.framework.into_iter().map(compiled).collect()
});

pub fn all() -> impl Iterator<Item = &'static Definition> {
    ALL.iter().map(|(d, _)| d)
}

pub fn by_key(key: &str) -> Option<&'static Definition> {
    all().find(|d| *d.key == *key)
}

/// Whether a control id has the framework's form; false for frameworks that are none.
pub fn well_formed(key: &str, id: &str) -> bool {
    ALL.iter().any(|(d, form)| *d.key == *key && form.is_match(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_reads_and_its_ids_are_recognised() {
        let mut keys: Vec<&str> = all().map(|d| &*d.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all().count(), "a key stands twice");
        for d in all() {
            assert!(d.url.starts_with("https://") && !d.title.is_empty(), "{}", d.key);
        }
        for (key, id) in [
            ("nist-800-53-r5", "SC-8(1)"),
            ("nist-800-53-r5", "CP-9(d)"),
            ("pci-dss-4.0.1", "4.2.1.1"),
            ("aws-security-hub", "MSK.1"),
            ("aws-security-hub", "SecretsManager.2"),
            ("iso-27001-2022", "A.8.24"),
            ("hipaa", "164.312(a)(2)(iv)"),
            ("nis2", "6.7.2.i"),
            ("fisc-v10", "実13"),
        ] {
            assert!(well_formed(key, id), "{key} {id}");
        }
        assert!(!well_formed("nist-800-53-r5", "SC8"));
        assert!(!well_formed("pci-dss-4.0.1", "4.2.1.x"));
        assert!(!well_formed("none", "1"));
    }
}
