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

/// Text with a long word that looks like chance: digits, capitals and small letters that change at every other
/// character, or a long hexadecimal number that is no UUID. `addresses`: a `/` separates words, as in a URL.
pub(super) fn high_entropy(text: &str, addresses: bool) -> bool {
    let inside =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '_' | '-' | '~') || (c == '/' && !addresses);
    text.split(|c: char| !inside(c))
        .filter(|word| (20..=512).contains(&word.len()) && !word.starts_with('/'))
        .any(chance)
}

fn chance(word: &str) -> bool {
    #[derive(Clone, Copy, PartialEq)]
    enum Class {
        Lower,
        Upper,
        Digit,
        Other,
    }
    let class = |b: u8| match b {
        b'a'..=b'z' => Class::Lower,
        b'A'..=b'Z' => Class::Upper,
        b'0'..=b'9' => Class::Digit,
        _ => Class::Other,
    };
    let classes: Vec<Class> = word.bytes().map(class).collect();
    let count = |class| classes.iter().filter(|c| **c == class).count();
    let (lower, upper, digit, other) =
        (count(Class::Lower), count(Class::Upper), count(Class::Digit), count(Class::Other));
    let hexadecimal = word.bytes().all(|b| b.is_ascii_hexdigit());
    if word.len() >= 32 && hexadecimal && digit >= 4 && lower + upper >= 4 {
        return true;
    }
    // Words put together (`CustomerOrders2024`) change their kind of character seldom.
    let changes = classes.windows(2).filter(|w| w[0] != w[1]).count();
    lower >= 2 && upper >= 2 && digit >= 1 && other * 8 <= word.len() && changes * 5 >= (word.len() - 1) * 2
}
