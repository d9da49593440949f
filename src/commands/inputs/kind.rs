//! What a file is: by its first bytes and its marks, not by its name. Only Terraform's source goes by its name, as
//! Terraform itself does.

use crate::cli::TemplateKind;
use crate::inventory::snapshot;
use crate::template::properties;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// As much of a file as it takes to tell what it is.
const HEAD: usize = 64 * 1024;
/// Largest plan that is read.
const MAX_PLAN: u64 = 1 << 30;
/// Largest other text: what is larger is none of what tidegate reads. CloudFormation's own limit is far below.
const MAX_TEXT: u64 = 16 << 20;

/// A file, as far as this room has to tell.
#[derive(Debug)]
pub enum Content {
    Snapshot,
    Text(TemplateKind, String),
    /// Nothing that tidegate reads.
    Other,
    /// Something that should have been read and cannot be: what, and where (line and column, 0 when nowhere).
    Unreadable(String),
}

/// Looks into a file. `as_kind`: the user says what it is.
///
/// # Errors
/// The file cannot be opened or read.
pub fn look(path: &Path, as_kind: Option<TemplateKind>) -> io::Result<Content> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if is_snapshot(path, &head)? {
        return Ok(Content::Snapshot);
    }
    if as_kind.is_none() && !may_matter(path, &head, length) {
        return Ok(Content::Other);
    }
    let most = match as_kind {
        Some(TemplateKind::TerraformPlan) => MAX_PLAN,
        None if is_plan(&head) => MAX_PLAN,
        _ => MAX_TEXT,
    };
    if length > most {
        return Ok(Content::Unreadable(format!("larger than {} MB", most >> 20)));
    }
    file.take(most).read_to_end(&mut head)?;
    Ok(content(path, head, as_kind))
}

/// What bytes are that were read whole.
pub fn content(path: &Path, bytes: Vec<u8>, as_kind: Option<TemplateKind>) -> Content {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let text = !bytes.contains(&0);
            let marked = is_terraform(path) || is_template(&bytes) || is_plan(&bytes);
            let line = bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
            return match text && marked || as_kind.is_some() {
                true => Content::Unreadable(format!("line {line} is no UTF-8 text")),
                false => Content::Other,
            };
        }
    };
    let kind = as_kind.or_else(|| {
        if is_terraform(path) {
            Some(TemplateKind::Terraform)
        } else if is_plan(text.as_bytes()) {
            Some(TemplateKind::TerraformPlan)
        } else {
            let kind = |is: bool, kind| is.then_some(kind);
            kind(is_template(text.as_bytes()), TemplateKind::Cloudformation)
                .or_else(|| kind(is_sql(path, &text), TemplateKind::Sql))
                .or_else(|| kind(is_client(path, &text), TemplateKind::ClientProperties))
        }
    });
    kind.map_or(Content::Other, |kind| Content::Text(kind, text))
}

/// `.tf`, `.tf.json` and the values of variables.
pub fn is_terraform(path: &Path) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
    [".tf", ".tf.json", ".tfvars", ".tfvars.json"].iter().any(|end| name.ends_with(end))
}

/// A script that says something about an external schema. Other texts that do so are documentation.
fn is_sql(path: &Path, text: &str) -> bool {
    let named = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("sql"));
    named && text.to_ascii_lowercase().contains("external")
}

/// The settings of a Kafka client. Other texts that hold some are documentation.
fn is_client(path: &Path, text: &str) -> bool {
    let named = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("properties"));
    named && properties::is_client(text)
}

/// Cheap: whether a look at the whole file could say anything else than "other".
fn may_matter(path: &Path, head: &[u8], length: u64) -> bool {
    // A zero byte in the first block: no text.
    is_terraform(path) || is_plan(head) || is_template(head) || length <= MAX_TEXT && !head.contains(&0)
}

fn is_snapshot(path: &Path, head: &[u8]) -> io::Result<bool> {
    let is = |bytes: &[u8]| snapshot::is_snapshot(&String::from_utf8_lossy(&bytes[..bytes.len().min(64)]));
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let mut plain = Vec::new();
        // What cannot be unpacked is left to the reader of snapshots to complain about.
        let unpacked = zstd::Decoder::new(File::open(path)?).and_then(|d| d.take(64).read_to_end(&mut plain));
        return Ok(unpacked.is_ok() && is(&plain));
    }
    Ok(is(head))
}

/// The words that every plan has, and hardly anything else.
fn is_plan(text: &[u8]) -> bool {
    let start = text.iter().position(|b| !b.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(b));
    start.is_some_and(|at| text[at] == b'{')
        && has(text, b"\"format_version\"")
        && (has(text, b"\"terraform_version\"") || has(text, b"\"resource_changes\""))
}

/// The words that every template has which declares something of AWS.
fn is_template(text: &[u8]) -> bool {
    has(text, b"AWSTemplateFormatVersion") || (has(text, b"Resources") && has(text, b"AWS::"))
}

fn has(text: &[u8], word: &[u8]) -> bool {
    let first = word[0];
    text.iter().enumerate().any(|(i, b)| *b == first && text[i..].starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(path: &str, text: &[u8]) -> String {
        match content(Path::new(path), text.to_vec(), None) {
            Content::Text(kind, _) => format!("{kind:?}"),
            Content::Unreadable(why) => why,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn marks_tell() {
        let plan = br#" {"format_version":"1.2","terraform_version":"1.9.0"}"#;
        assert_eq!(kind("plan.txt", plan), "TerraformPlan");
        assert_eq!(kind("a.json", br#"{"format_version": "1.2"}"#), "Other");
        assert_eq!(kind("a.txt", b"Resources:\n  A: {Type: AWS::KMS::Key}"), "Cloudformation");
        assert_eq!(kind("a.yaml", b"kind: Deployment"), "Other");
        assert_eq!(kind("main.tf", b""), "Terraform");
        assert_eq!(kind("main.tf", b"a\nb \xff"), "line 2 is no UTF-8 text");
        assert_eq!(kind("a.properties", b"security.protocol=SSL"), "ClientProperties");
        assert_eq!(kind("a.properties", b"server.port=8080"), "Other");
        assert_eq!(kind("a.md", b"security.protocol=SSL"), "Other");
        assert_eq!(kind("a.bin", b"\xff\xfe"), "Other");
        assert_eq!(kind("a.yaml", b"AWSTemplateFormatVersion: x\n\xff"), "line 2 is no UTF-8 text");
    }
}
