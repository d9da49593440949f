//! What a value looks like when its name says nothing: keys, switches, class names, chance.

use super::names;

/// A private key, as PEM or inside a service account's JSON.
pub(super) fn private_key(text: &str) -> bool {
    text.contains("PRIVATE KEY-----") || text.contains("\"private_key\"")
}

/// `AKIA` or `ASIA` and sixteen capitals and digits, as a word.
pub(super) fn aws_access_key(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        word.len() == 20
            && (word.starts_with("AKIA") || word.starts_with("ASIA"))
            && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

/// Words that switch something.
pub(super) fn is_switch(text: &str) -> bool {
    ["true", "false", "none", "null", "yes", "no", "on", "off"]
        .iter()
        .any(|s| text.trim().eq_ignore_ascii_case(s))
}

/// A small number.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit())
}

/// `com.example.Provider`
pub(super) fn is_class(text: &str) -> bool {
    let mut parts = text.trim().rsplit('.');
    let name = parts.next().unwrap_or("");
    let package: Vec<&str> = parts.collect();
    package.len() >= 2
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && package
            .iter()
            .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// A path, under a name that stands for a file as well.
pub(super) fn names_file(key: &str, text: &str) -> bool {
    let text = text.trim();
    let last = names::words(key).pop().unwrap_or_default();
    ["keyfile", "credential", "credentials"].contains(&last.as_str())
        && (text.starts_with('/') || text.starts_with("file:"))
        && !text.contains(char::is_whitespace)
}

/// Names whose values are names: their look says nothing.
pub(super) fn names_something(key: &str) -> bool {
    const FRAMEWORK: &[&str] =
        &["name", "connector.class", "topics", "topics.regex", "tasks.max", "transforms"];
    const LAST: &[&str] =
        &["id", "ids", "class", "arn", "name", "names", "topic", "topics", "columns", "fields"];
    FRAMEWORK.contains(&key) || names::words(key).last().is_some_and(|w| LAST.contains(&w.as_str()))
}

/// Text with a long word that looks like chance: digits, capitals and small letters well mixed, or a long
/// hexadecimal number that is no UUID.
pub(super) fn high_entropy(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '_' | '-' | '~')))
        .filter(|word| (20..=512).contains(&word.len()) && !word.starts_with('/'))
        .any(|word| {
            let (mut lower, mut upper, mut digit, mut other) = (0, 0, 0, 0);
            let mut counts = [0_u16; 128];
            for b in word.bytes() {
                counts[usize::from(b & 0x7f)] += 1;
                match b {
                    b'a'..=b'z' => lower += 1,
                    b'A'..=b'Z' => upper += 1,
                    b'0'..=b'9' => digit += 1,
                    _ => other += 1,
                }
            }
            let len = word.len() as f64;
            let entropy: f64 =
                counts.iter().filter(|c| **c > 0).map(|c| f64::from(*c) / len).map(|p| -p * p.log2()).sum();
            let digits = digit >= 2 || (digit == 1 && other >= 1 && word.len() >= 32);
            let mixed = lower >= 2 && upper >= 2 && digits && other * 8 <= word.len();
            let hex = word.len() >= 32
                && other == 0
                && digit >= 4
                && lower + upper >= 4
                && word.bytes().all(|b| b.is_ascii_hexdigit());
            (mixed && entropy >= 3.6) || (hex && entropy >= 3.0)
        })
}
