//! Whether a text is a CloudFormation template: by its content, whatever the file is called.

use super::tree::{Document, Fault, Node};
use super::{json, yaml};

/// Largest text that is read: CloudFormation takes templates of 1 MB.
pub const MAX_BYTES: usize = 8 << 20;

/// What a text is.
#[derive(Debug)]
pub enum Detected {
    Template(Document),
    /// No template; nothing is wrong with that.
    Other,
    /// It has the marks of a template but cannot be read.
    Broken(Fault),
}

/// Reads a text as far as it takes to tell.
pub fn detect(path: &str, text: &str) -> Detected {
    if !has_marks(text) {
        return Detected::Other;
    }
    match parse(path, text) {
        Ok(document) if is_template(&document.root) => Detected::Template(document),
        Ok(_) => Detected::Other,
        Err(fault) if is_marked(text) => Detected::Broken(fault),
        Err(_) => Detected::Other,
    }
}

/// Reads a text that the user calls a template.
pub fn parse(path: &str, text: &str) -> Result<Document, Fault> {
    if text.len() > MAX_BYTES {
        let message = format!("larger than {} MB; CloudFormation takes templates of 1 MB", MAX_BYTES >> 20);
        return Err(Fault::new(0, message));
    }
    if let Some(at) = text.find('\0') {
        return Err(Fault::new(at, "no text: it holds a zero byte"));
    }
    if !text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('{') {
        return yaml::read(text);
    }
    // YAML in flow style begins like JSON; what is called JSON must be JSON.
    match json::read(text) {
        Err(fault) if !path.to_ascii_lowercase().ends_with(".json") => yaml::read(text).map_err(|_| fault),
        read => read,
    }
}

/// Cheap: every template that declares something of AWS has these words.
fn has_marks(text: &str) -> bool {
    text.contains("Resources") && (text.contains("AWS::") || text.contains("AWSTemplateFormatVersion"))
}

/// For texts that cannot be parsed: words that only templates have, where they have them.
fn is_marked(text: &str) -> bool {
    text.contains("AWSTemplateFormatVersion")
        || text
            .match_indices("AWS::")
            .any(|(at, _)| text[..at].trim_end_matches(['"', '\'', ' ', '\t', ':']).ends_with("Type"))
}

fn is_template(root: &Node) -> bool {
    let Some(resources) = root.get("Resources").filter(|r| r.is_map()) else { return false };
    root.get("AWSTemplateFormatVersion").is_some()
        || resources.pairs().iter().any(|p| {
            p.key.starts_with("Fn::ForEach::")
                || p.value.get("Type").and_then(|t| t.scalar()).is_some_and(|t| t.contains("::"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(path: &str, text: &str) -> &'static str {
        match detect(path, text) {
            Detected::Template(_) => "template",
            Detected::Other => "other",
            Detected::Broken(_) => "broken",
        }
    }

    #[test]
    fn content_tells_and_names_do_not() {
        let yaml = "Resources:\n  A:\n    Type: AWS::KMS::Key\n";
        let json = "{\"Resources\": {\"A\": {\"Type\": \"AWS::KMS::Key\"}}}";
        for path in ["a.yaml", "a.txt", "a.template"] {
            assert_eq!((kind(path, yaml), kind(path, json)), ("template", "template"));
        }
        assert_eq!(kind("a.yml", "{Resources: {A: {Type: 'AWS::KMS::Key'}}}"), "template");
        assert_eq!(
            kind("a.json", "{Resources: {A: {Type: 'AWS::KMS::Key'}}}"),
            "broken",
            "called JSON, is none"
        );
        assert_eq!(kind("a.yaml", "AWSTemplateFormatVersion: 2010-09-09\nResources: {}\n"), "template");
        assert_eq!(kind("a.yaml", "custom:\n  Resources:\n    A: {Type: AWS::KMS::Key}\n"), "other");
        assert_eq!(kind("a.yaml", "- Resources: AWS::KMS::Key\n"), "other");
        assert_eq!(kind("a.yaml", "kind: Deployment\n"), "other");
        assert_eq!(kind("a.yaml", &format!("{yaml}  B: [\n")), "broken");
        assert_eq!(kind("a.json", &json[..json.len() - 2]), "broken");
        assert_eq!(kind("a.md", "Resources of AWS:: [\n: ]"), "other");
    }

    #[test]
    fn size_and_binary_are_refused_with_a_reason() {
        let big = format!("AWSTemplateFormatVersion: x\nResources: '{}'\n", "x".repeat(MAX_BYTES));
        let Detected::Broken(fault) = detect("a.yaml", &big) else { panic!("too large") };
        assert!(fault.message.contains("larger than 8 MB"));
        let zero = "AWSTemplateFormatVersion: x\nResources: \0\n";
        let Detected::Broken(fault) = detect("a.yaml", zero) else { panic!("binary") };
        assert_eq!(fault.offset as usize, zero.find('\0').unwrap());
    }
}
