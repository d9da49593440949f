//! HCL text -> syntax tree with byte spans.
//!
//! The parser refuses a newline beside an operator within `{ for ... }`, which Terraform takes. A text that it
//! refuses is tried again with the newlines and comments in there as spaces, so that every span stays right.

use super::super::super::cloudformation::tree;
use super::super::super::source::Source;
use super::json_syntax::{self, Comment};
use super::scan::{Event, Scan};
use hcl_edit::structure::Body;
use std::sync::Arc;

/// A parsed file.
pub struct File {
    pub source: Arc<Source>,
    pub body: Body,
    /// Of JSON syntax, whose text has none itself.
    pub comments: Vec<Comment>,
}

/// What the parser said, and where.
#[derive(Debug)]
pub struct Fault {
    pub offset: u32,
    pub message: String,
}

/// Something wrong in a file.
pub type Wrong = (Arc<Source>, Fault);

/// Whether a file has values of variables by its name; what the user calls one may have any.
pub fn is_variables(path: &str) -> bool {
    path.ends_with(".tfvars") || path.ends_with(".tfvars.json")
}

/// Reads a configuration or, with `variables`, a file of their values, in either syntax, by its name; with what is
/// wrong and hides nothing else.
pub fn file(source: Arc<Source>, variables: bool) -> Result<(File, Vec<Wrong>), Wrong> {
    let at = |source: &Arc<Source>, fault: tree::Fault| {
        (source.clone(), Fault { offset: fault.offset, message: fault.message.into() })
    };
    let made = match &*source.path {
        path if variables && path.ends_with(".json") => json_syntax::variables(&source.text),
        path if !variables && path.ends_with(".tf.json") => json_syntax::configuration(&source.text),
        _ => {
            let body = parse(&source.text).map_err(|fault| (source.clone(), fault))?;
            return Ok((File { source, body, comments: Vec::new() }, Vec::new()));
        }
    };
    let made = made.map_err(|fault| at(&source, fault))?;
    let wrong = made.faults.into_iter().map(|fault| at(&source, fault)).collect();
    let source = Arc::new(Source::remade(source.path.clone(), source.text.clone(), made.origins));
    let body = parse(&made.hcl).map_err(|fault| (source.clone(), fault))?;
    Ok((File { source, body, comments: made.comments }, wrong))
}

pub fn parse(text: &str) -> Result<Body, Fault> {
    let marked;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            // As many bytes, so that offsets stay right.
            marked = format!("   {rest}");
            &marked
        }
        None => text,
    };
    let error = match hcl_edit::parser::parse_body(text) {
        Ok(body) => return Ok(body),
        Err(error) => error,
    };
    if let Some(flat) = flatten(text)
        && let Ok(body) = hcl_edit::parser::parse_body(&flat)
    {
        return Ok(body);
    }
    // The library's message lists what it expected, never what it found.
    let message: String = error.message().chars().filter(|c| !c.is_control()).take(200).collect();
    Err(Fault { offset: error.location().offset() as u32, message: format!("not HCL: {message}") })
}

/// The text with newlines and comments directly within `{ for ... }` replaced by spaces; `None` when there are
/// none.
fn flatten(text: &str) -> Option<String> {
    let mut out = text.as_bytes().to_vec();
    let mut changed = false;
    for event in Scan::new(text) {
        match event {
            Event::Comment { at, in_for: true } => out[at].fill(b' '),
            Event::Newline { at, in_for: true } => out[at] = b' ',
            _ => continue,
        }
        changed = true;
    }
    // Only ASCII bytes were replaced, and comments as a whole.
    changed.then(|| String::from_utf8(out).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hcl_edit::Span;

    #[test]
    fn a_newline_beside_an_operator_within_an_object_for_is_taken_and_moves_nothing() {
        let text = "a = {\n  for k in x : k => k == \"b\" ? # why\n    1 :\n    2 if k != \"}\" # no\n}\nb = {\n  c = 1\n  d = 2\n}\n";
        let body = parse(text).expect("Terraform takes it");
        for attribute in body.attributes() {
            let span = attribute.key.span().expect("parsed");
            assert_eq!(&text[span], attribute.key.as_str());
        }
        assert_eq!(body.attributes().count(), 2);
        // Objects within keep their lines, which separate their items.
        assert!(parse("a = { for k in x : k => k ?\n 1 : {\n c = 1\n d = 2\n } }\n").is_ok());
    }

    #[test]
    fn faults_have_their_place() {
        let fault = parse("a = 1\nb = ]\n").expect_err("no expression");
        assert_eq!(fault.offset, 10);
        for text in
            ["{", "a = <<", "a = <<X\n", "\u{feff}a =", "a = \"${\"", "a = { for", "\"", "a = {for # é\n"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn texts_and_heredocs_are_not_touched() {
        let text = "a = { for k in x : k => \"#\" ?\n <<X\n#\n}\nX\n : 1 }\n";
        assert!(flatten(text).is_some_and(|flat| flat.contains("<<X\n#\n}\nX")));
        assert_eq!(flatten("a = \"{ for\n\"\n"), None);
    }
}
