//! `yamldecode`, as far as YAML's versions agree: what they read differently is unknown.

use super::super::super::super::cloudformation::tree::{Kind, Node};
use super::super::super::super::cloudformation::yaml;
use super::super::super::super::source::Site;
use super::super::super::super::value::{Resolved, Sited};
use super::super::eval::{LARGEST, LIMIT};
use super::super::value::{self, Answer, fail, sited, unknown};
use super::text;

pub fn decode(a: &[Sited], site: &Site) -> Answer {
    let text = text(a, 0)?;
    let Ok(document) = yaml::read(&text) else { return fail("not YAML") };
    if !document.faults.is_empty() {
        return Ok(unknown("yamldecode() of what may be no YAML", site));
    }
    let mut left = LARGEST;
    match made(&document.root, &text, site, &mut left) {
        Some(value) => Ok(value),
        None => Ok(unknown(LIMIT, site)),
    }
}

/// `None` when the value is too large.
fn made(node: &Node, text: &str, site: &Site, left: &mut usize) -> Option<Sited> {
    *left = left.checked_sub(1)?;
    let written = text.get(node.span.start as usize..node.span.end as usize).unwrap_or("");
    let open = || Resolved::Unknown("a YAML value that versions of YAML read differently".into());
    let value = match &node.kind {
        _ if node.tag.is_some() => open(),
        Kind::Null if matches!(written, "" | "~" | "null") => Resolved::Absent,
        Kind::Bool(b) if written == if *b { "true" } else { "false" } => Resolved::Bool(*b),
        Kind::Number(n) if is_plain(written) => Resolved::Number(n.clone()),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => open(),
        Kind::Text(t) if is_certain(written) => value::text(t.clone()),
        Kind::Text(_) => open(),
        Kind::List(items) => {
            value::list(items.iter().map(|i| made(i, text, site, left)).collect::<Option<Vec<_>>>()?)
        }
        Kind::Map(pairs) => {
            let pairs =
                pairs.iter().map(|p| Some(value::entry(p.key.clone(), made(&p.value, text, site, left)?)));
            value::map(value::sorted(pairs.collect::<Option<Vec<_>>>()?))
        }
    };
    Some(sited(value, site))
}

/// A decimal number without the forms of octal, sexagesimal or grouped ones.
fn is_plain(written: &str) -> bool {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    all(whole) && all(part) && (whole.len() == 1 || !whole.starts_with('0'))
}

/// A text that no version of YAML takes for anything else: quoted, in a block, or beginning with a letter or slash and
/// none of the words for true and false.
fn is_certain(written: &str) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    match written.chars().next() {
        Some('"' | '\'' | '|' | '>') => true,
        Some(c) if c.is_alphabetic() || matches!(c, '/' | '_') => {
            !WORDS.contains(&&*written.to_ascii_lowercase())
        }
        _ => false,
    }
}
