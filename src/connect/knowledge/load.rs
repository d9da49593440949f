//! A family's file -> [`Family`], with errors that name file and line.

use super::{About, AddressForm, Family};

/// Why a file is no family. The user's to mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct Error {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub message: String,
}

pub(super) fn family(file: &str, text: &str) -> Result<Family, Error> {
    let error = |line, message: String| Error { file: file.to_owned(), line, message };
    let family: Family = toml::from_str(text).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start.min(text.len()));
        error(line_of(text, at), e.message().to_owned())
    })?;
    check(&family).map_err(|(word, message)| {
        // The place is where the offending word stands first.
        error(line_of(text, text.find(&word).unwrap_or(0)), message)
    })?;
    Ok(family)
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count()
}

/// What a type cannot say. The error's first part is the word it is about.
fn check(family: &Family) -> Result<(), (String, String)> {
    let fail = |word: &str, message: &str| Err((word.to_owned(), message.to_owned()));
    if family.classes.is_empty() {
        return fail("classes", "a family has at least one class");
    }
    if family.sources.is_empty() {
        return fail("sources", "a family has at least one source");
    }
    for connection in &family.connections {
        let first = connection.address.first().map_or("connections", String::as_str);
        if connection.address.is_empty() {
            return fail("connections", "a connection has at least one address property");
        }
        if (connection.form == AddressForm::JdbcProperties) != connection.driver.is_some() {
            return fail(first, "`driver` goes with the form `jdbc-properties`, and only with it");
        }
        let odd = connection.mode.iter().find(|m| !m.values.contains_key(&m.default));
        if let Some(mode) = odd {
            return fail(&mode.property, "the default is not among the values");
        }
    }
    for client in &family.clients {
        if client.bootstrap.is_empty() || (client.roles.is_empty() && client.common.is_empty()) {
            return fail("clients", "a client has a bootstrap property and a prefix");
        }
    }
    for about in [About::Safe, About::Unsafe, About::Default] {
        if !family.examples.iter().any(|e| e.about == about) {
            return fail("examples", "a family has a safe, an unsafe and a default example");
        }
    }
    Ok(())
}
