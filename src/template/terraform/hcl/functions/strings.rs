//! Functions over texts. Texts are counted in characters; Terraform counts grapheme clusters, which differ only
//! where characters combine, and then the answer is unknown.

use super::super::super::super::source::Site;
use super::super::super::super::value::{Piece, Resolved, Sited};
use super::super::eval::{LIMIT, LONGEST};
use super::super::value::{self, Answer, Fail, as_number, as_text, fail, list, sited, unknown};
use super::{float, text};

fn made(text: impl Into<Box<str>>, site: &Site) -> Answer {
    Ok(sited(value::text(text), site))
}

pub fn lower(a: &[Sited], site: &Site) -> Answer {
    made(text(a, 0)?.to_lowercase(), site)
}

pub fn upper(a: &[Sited], site: &Site) -> Answer {
    made(text(a, 0)?.to_uppercase(), site)
}

/// The first letter of every word.
pub fn title(a: &[Sited], site: &Site) -> Answer {
    let mut out = String::new();
    let mut begins = true;
    for c in text(a, 0)?.chars() {
        if begins {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        begins = !(c.is_alphanumeric() || c == '_');
    }
    made(out, site)
}

pub fn chomp(a: &[Sited], site: &Site) -> Answer {
    made(text(a, 0)?.trim_end_matches(['\n', '\r']), site)
}

pub fn trimspace(a: &[Sited], site: &Site) -> Answer {
    made(text(a, 0)?.trim(), site)
}

pub fn trim(a: &[Sited], site: &Site) -> Answer {
    let cut: Vec<char> = text(a, 1)?.chars().collect();
    made(text(a, 0)?.trim_matches(&cut[..]), site)
}

pub fn trimprefix(a: &[Sited], site: &Site) -> Answer {
    let (whole, prefix) = (text(a, 0)?, text(a, 1)?);
    made(whole.strip_prefix(&*prefix).unwrap_or(&whole), site)
}

pub fn trimsuffix(a: &[Sited], site: &Site) -> Answer {
    let (whole, suffix) = (text(a, 0)?, text(a, 1)?);
    made(whole.strip_suffix(&*suffix).unwrap_or(&whole), site)
}

pub fn startswith(a: &[Sited], site: &Site) -> Answer {
    Ok(sited(Resolved::Bool(text(a, 0)?.starts_with(&*text(a, 1)?)), site))
}

pub fn endswith(a: &[Sited], site: &Site) -> Answer {
    Ok(sited(Resolved::Bool(text(a, 0)?.ends_with(&*text(a, 1)?)), site))
}

pub fn strcontains(a: &[Sited], site: &Site) -> Answer {
    Ok(sited(Resolved::Bool(text(a, 0)?.contains(&*text(a, 1)?)), site))
}

pub fn strrev(a: &[Sited], site: &Site) -> Answer {
    let text = text(a, 0)?;
    if !text.is_ascii() {
        return Ok(unknown("strrev() of combining characters", site));
    }
    made(text.chars().rev().collect::<String>(), site)
}

pub fn substr(a: &[Sited], site: &Site) -> Answer {
    let text = text(a, 0)?;
    if !text.is_ascii() {
        return Ok(unknown("substr() of combining characters", site));
    }
    let (offset, length) = (float(a, 1)?, float(a, 2)?);
    let total = text.len() as f64;
    let start = if offset < 0.0 { (total + offset).max(0.0) } else { offset.min(total) };
    let end = if length < 0.0 { total } else { (start + length).min(total) };
    made(&text[start as usize..end as usize], site)
}

pub fn basename(a: &[Sited], site: &Site) -> Answer {
    let text = text(a, 0)?;
    made(text.trim_end_matches('/').rsplit('/').next().unwrap_or(""), site)
}

pub fn dirname(a: &[Sited], site: &Site) -> Answer {
    let text = text(a, 0)?;
    made(text.rsplit_once('/').map_or(".", |(dir, _)| if dir.is_empty() { "/" } else { dir }), site)
}

pub fn split(a: &[Sited], site: &Site) -> Answer {
    let (separator, text) = (text(a, 0)?, text(a, 1)?);
    let parts: Vec<Sited> = match &*separator {
        "" => text.chars().map(|c| sited(value::text(c.to_string()), site)).collect(),
        separator if text.is_empty() && !separator.is_empty() => vec![sited(value::text(""), site)],
        separator => text.split(separator).map(|p| sited(value::text(p), site)).collect(),
    };
    Ok(sited(list(parts), site))
}

/// Lists of texts with a separator between; parts that are not known are holes.
pub fn join(a: &[Sited], site: &Site) -> Answer {
    let Some((separator, lists)) = a.split_first() else { return fail("an argument is missing") };
    let Some(separator) = value::pieces(separator) else { return fail("a separator is text") };
    let mut out: Vec<Piece> = Vec::new();
    let mut first = true;
    for list in lists {
        let (items, more) = match &list.value {
            Resolved::List { items, more } => (items, more),
            other => match value::why(other) {
                Some(why) => return Ok(unknown(why, site)),
                None => return fail("a list is needed"),
            },
        };
        for item in items {
            if !std::mem::take(&mut first) {
                out.extend(separator.iter().cloned());
            }
            let mut item = item.clone();
            item.sensitive |= list.sensitive;
            match value::pieces(&item) {
                Some(pieces) => out.extend(pieces),
                None => return fail("a list, a map or null in a text"),
            }
        }
        if let Some(why) = more {
            out.push(Piece::Unknown(why.clone()));
        }
    }
    bounded(out, site)
}

fn bounded(pieces: Vec<Piece>, site: &Site) -> Answer {
    let bytes: usize = pieces.iter().map(|p| if let Piece::Lit(t) = p { t.len() } else { 16 }).sum();
    if bytes > LONGEST {
        return Ok(unknown(LIMIT, site));
    }
    Ok(sited(value::joined(pieces), site))
}

/// A plain text, or a regular expression between slashes.
pub fn replace(a: &[Sited], site: &Site) -> Answer {
    let (whole, from, to) = (text(a, 0)?, text(a, 1)?, text(a, 2)?);
    let inner = from.strip_prefix('/').and_then(|f| f.strip_suffix('/')).filter(|_| from.len() > 1);
    let out = match inner {
        None if from.is_empty() => return Ok(unknown("replace() of nothing", site)),
        None => {
            let times = whole.matches(&*from).count();
            if whole.len() + times * to.len() > LONGEST {
                return Ok(unknown(LIMIT, site));
            }
            whole.replace(&*from, &to)
        }
        Some(pattern) => {
            // `$1x` is the group `1x` here and there; the form with braces is the same.
            let pattern = compiled(pattern)?;
            if whole.len().saturating_mul(to.len() + 1) > LONGEST {
                return Ok(unknown(LIMIT, site));
            }
            pattern.replace_all(&whole, &*to).into_owned()
        }
    };
    made(out, site)
}

fn compiled(pattern: &str) -> Result<::regex::Regex, Fail> {
    let built = ::regex::RegexBuilder::new(pattern).size_limit(1 << 20).dfa_size_limit(1 << 20).build();
    built.or_else(|_| fail("a regular expression that is not understood"))
}

fn captured(pattern: &::regex::Regex, found: &::regex::Captures<'_>, site: &Site) -> Sited {
    let group = |m: Option<::regex::Match<'_>>| match m {
        Some(m) => sited(value::text(m.as_str()), site),
        None => sited(Resolved::Absent, site),
    };
    let named: Vec<_> =
        pattern.capture_names().flatten().map(|n| value::entry(n, group(found.name(n)))).collect();
    if !named.is_empty() {
        return sited(value::map(value::sorted(named)), site);
    }
    if pattern.captures_len() == 1 {
        return group(found.get(0));
    }
    sited(list((1..pattern.captures_len()).map(|i| group(found.get(i))).collect()), site)
}

pub fn regex(a: &[Sited], site: &Site) -> Answer {
    let pattern = compiled(&text(a, 0)?)?;
    match pattern.captures(&text(a, 1)?) {
        Some(found) => Ok(captured(&pattern, &found, site)),
        None => fail("the pattern did not match"),
    }
}

pub fn regexall(a: &[Sited], site: &Site) -> Answer {
    let pattern = compiled(&text(a, 0)?)?;
    let subject = text(a, 1)?;
    let all = pattern.captures_iter(&subject).take(10_000).map(|c| captured(&pattern, &c, site)).collect();
    Ok(sited(list(all), site))
}

/// `%s`, `%d`, `%v`, `%q`, `%t`, `%f` with widths; other verbs make the text unknown. Parts that are not known
/// are holes.
pub fn format(a: &[Sited], site: &Site) -> Answer {
    let Some((spec, values)) = a.split_first() else { return fail("an argument is missing") };
    if let Some(why) = value::why(&spec.value) {
        return Ok(unknown(why, site));
    }
    let Some(spec) = as_text(&spec.value) else { return fail("a format is text") };
    let mut out: Vec<Piece> = Vec::new();
    let mut values = values.iter();
    let mut chars = spec.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(Piece::Lit(c.to_string().into()));
            continue;
        }
        let mut flags = String::new();
        let verb = loop {
            match chars.next() {
                Some(c @ ('0'..='9' | '-' | '+' | ' ' | '.' | '#')) => flags.push(c),
                other => break other,
            }
        };
        match verb {
            Some('%') => out.push(Piece::Lit("%".into())),
            Some(verb @ ('s' | 'v' | 'd' | 't' | 'f' | 'q')) => {
                let Some(value) = values.next() else { return fail("a format needs more values") };
                if value.sensitive || value::why(&value.value).is_some() {
                    let pieces = value::pieces(value);
                    out.extend(pieces.unwrap_or_else(|| vec![Piece::Unknown("a value".into())]));
                    continue;
                }
                match formatted(verb, &flags, value)? {
                    Some(text) => out.push(Piece::Lit(text.into())),
                    None => return Ok(unknown("function format()", site)),
                }
            }
            _ => return Ok(unknown("function format()", site)),
        }
    }
    if values.next().is_some() {
        return fail("a format has fewer verbs than values");
    }
    bounded(out, site)
}

fn formatted(verb: char, flags: &str, value: &Sited) -> Result<Option<String>, Fail> {
    let text = match verb {
        'd' => match as_number(&value.value) {
            Some(f) => (f.trunc() as i64).to_string(),
            None => return fail("%d needs a number"),
        },
        'f' => match (as_number(&value.value), flags.strip_prefix('.').and_then(|p| p.parse().ok())) {
            (Some(f), Some(places)) if places < 20_usize => return Ok(Some(format!("{f:.places$}"))),
            (Some(f), None) if flags.is_empty() => return Ok(Some(format!("{f:.6}"))),
            (Some(_), _) => return Ok(None),
            (None, _) => return fail("%f needs a number"),
        },
        'q' => match as_text(&value.value) {
            Some(t) => serde_json::Value::from(&*t).to_string(),
            None => return fail("%q needs a text"),
        },
        't' => match crate::template::fact::boolean(&value.value) {
            Some(b) => b.to_string(),
            None => return fail("%t needs a boolean"),
        },
        _ => match as_text(&value.value) {
            Some(t) => t.into(),
            None if verb == 'v' => return Ok(None),
            None => return fail("%s needs a text"),
        },
    };
    if flags.is_empty() {
        return Ok(Some(text));
    }
    let (zeros, width) = match flags.strip_prefix('0') {
        Some(rest) => (true, rest),
        None => (false, flags),
    };
    let (left, width) = match width.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, width),
    };
    let Ok(width) = width.parse::<usize>() else { return Ok(None) };
    if width > 10_000 || (zeros && verb != 'd') {
        return Ok(None);
    }
    let pad = width.saturating_sub(text.chars().count());
    Ok(Some(match (left, zeros, text.strip_prefix('-')) {
        (true, ..) => text + &" ".repeat(pad),
        (false, true, Some(digits)) => format!("-{}{digits}", "0".repeat(pad)),
        (false, true, None) => "0".repeat(pad) + &text,
        (false, false, _) => " ".repeat(pad) + &text,
    }))
}

pub fn formatlist(a: &[Sited], site: &Site) -> Answer {
    let length = a.iter().filter_map(|v| match &v.value {
        Resolved::List { items, .. } => Some(items.len()),
        _ => None,
    });
    let Some(length) = length.max() else { return Ok(sited(list(vec![format(a, site)?]), site)) };
    let mut out = Vec::new();
    for i in 0..length {
        let row: Option<Vec<Sited>> = a
            .iter()
            .map(|v| match &v.value {
                Resolved::List { items, .. } => items.get(i).cloned(),
                _ => Some(v.clone()),
            })
            .collect();
        match row {
            Some(row) => out.push(format(&row, site)?),
            None => return fail("lists of unlike lengths"),
        }
    }
    Ok(sited(list(out), site))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub fn base64encode(a: &[Sited], site: &Site) -> Answer {
    made(base64(text(a, 0)?.as_bytes()), site)
}

pub fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for chunk in bytes.chunks(3) {
        let n = chunk.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let digit = ALPHABET[(n >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

pub fn base64decode(a: &[Sited], site: &Site) -> Answer {
    let text = text(a, 0)?;
    let mut out = Vec::new();
    let digits = text.trim_end_matches('=');
    if text.len() % 4 != 0 || text.len() - digits.len() > 2 {
        return fail("not base64");
    }
    let (mut n, mut bits) = (0_u32, 0);
    for b in digits.bytes() {
        let Some(digit) = ALPHABET.iter().position(|a| *a == b) else { return fail("not base64") };
        n = n << 6 | digit as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((n >> bits & 255) as u8);
        }
    }
    match String::from_utf8(out) {
        Ok(text) => made(text, site),
        Err(_) => fail("base64 of what is no text"),
    }
}
