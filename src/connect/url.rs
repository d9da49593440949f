//! Secrets inside URLs: where they stand, and the URL without them.
//!
//! Driver by driver the same text would be cut differently; here it is cut so that what might be a secret goes,
//! even where that takes something harmless along. Levels are judged elsewhere, on the whole text.

use super::flat::{Flat, HOLE};
use super::names::secret_parameter;
use super::secret::Form;
use std::ops::Range;

/// Longer text is dropped whole.
const MAX_LENGTH: usize = 64 * 1024;

/// One secret of a URL: what it stands for and whether it stands there literally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlSecret {
    /// The parameter's name as it is written; `user information` for what stands before the `@`.
    pub name: Box<str>,
    pub form: Form,
}

/// A URL (or text with URLs in it) that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    pub text: Box<str>,
    /// The same with holes in place of what is filled in later.
    pub bare: Box<str>,
    pub secrets: Vec<UrlSecret>,
}

/// Whether the text holds a URL, of any scheme.
pub fn holds_url(text: &str) -> bool {
    text.contains("://") || text.trim_start().get(..5).is_some_and(|p| p.eq_ignore_ascii_case("jdbc:"))
}

/// Replaces user information and the values of secret parameters by markers.
///
/// Text that reads differently once its secrets are gone is no URL that can be cut safely: all of it goes.
pub fn redact(flat: &Flat<'_>) -> Redacted {
    let mut once = cut_out(flat);
    let again = cut_out(&Flat::new(&once.text));
    let known = |s: &UrlSecret| once.secrets.iter().any(|o| o.name == s.name);
    if again.secrets.iter().all(known) {
        return once;
    }
    once.secrets.extend(again.secrets);
    dropped(flat.text(), once.secrets)
}

fn cut_out(flat: &Flat<'_>) -> Redacted {
    let text = flat.text();
    if text.len() > MAX_LENGTH {
        let secrets = vec![UrlSecret { name: "text".into(), form: Form::of(text) }];
        return dropped(text, secrets);
    }
    let mut cuts = user_information(text);
    // A password that seems to hold blanks or quotes is rather several things beside each other: all of it goes.
    if cuts.iter().any(|c| text[c.range.clone()].contains(['"', '\'', ' ', '\n']) && !is_oracle(text)) {
        let secrets = vec![UrlSecret { name: USER_INFORMATION.into(), form: Form::of(text) }];
        return dropped(text, secrets);
    }
    cuts.extend(parameters(text));
    cuts.sort_by_key(|c| (c.range.start, std::cmp::Reverse(c.range.end)));
    let mut copy = flat.copy();
    let mut secrets = Vec::new();
    let mut at = 0;
    for cut in cuts {
        if cut.range.start < at {
            // Inside of what is gone already, or reaching out of it: then the rest goes as well.
            if cut.range.end > at {
                copy.replace(cut.range.end, "");
                at = cut.range.end;
            }
        } else {
            copy.keep(cut.range.start);
            copy.replace(cut.range.end, cut.form.unwrap_or(Form::Empty).marker());
            at = cut.range.end;
        }
        if let Some(form) = cut.form {
            secrets.push(UrlSecret { name: cut.name.into(), form });
        }
    }
    let (text, bare) = copy.finish();
    Redacted { text: text.into(), bare: bare.into(), secrets }
}

/// Nothing of the text is shown.
fn dropped(text: &str, secrets: Vec<UrlSecret>) -> Redacted {
    let marker = Form::of(text).marker();
    Redacted { text: marker.into(), bare: marker.into(), secrets }
}

struct Cut<'a> {
    range: Range<usize>,
    name: &'a str,
    /// `None`: not shown, but no secret (a user without a password).
    form: Option<Form>,
}

const USER_INFORMATION: &str = "user information";

/// What stands between `//` and `@`, at every `//`; Oracle's `thin:user/password@`.
fn user_information(text: &str) -> Vec<Cut<'_>> {
    let mut cuts: Vec<Cut<'_>> = oracle(text).or_else(|| without_slashes(text)).into_iter().collect();
    let from = cuts.first().map_or(0, |c| c.range.end);
    let mut starts = text[from..].match_indices("//").map(|(i, _)| from + i + 2).peekable();
    while let Some(start) = starts.next() {
        let end = starts.peek().map_or(text.len(), |next| next - 2);
        // `///` and the like.
        let Some(part) = text.get(start..end) else { continue };
        if let Some(len) = user_information_of(part) {
            let inside = &part[..len];
            let form = match inside.split_once(':') {
                Some((_, password)) => Some(Form::of(password)).filter(|f| *f != Form::Empty),
                // A long word alone is a token that stands in for a user.
                None => (inside.len() >= 16 && !inside.contains(HOLE)).then_some(Form::Literal),
            };
            cuts.push(Cut { range: start..start + len, name: USER_INFORMATION, form });
        }
    }
    cuts
}

/// The length of the user information in front of `part`, which follows a `//`.
fn user_information_of(part: &str) -> Option<usize> {
    let cut = part.find(['/', '?', '#', ';', ' ', '"', '\'', '\n']).unwrap_or(part.len());
    let authority = &part[..cut];
    if let Some(at) = authority.rfind('@') {
        return Some(at);
    }
    // A password with unescaped separators in it: `//user:pa?ss;w/rd@host`.
    let at = part.rfind('@')?;
    let odd_port = authority.split(',').any(|host| {
        let after = host.rsplit_once(']').map_or(host, |(_, after)| after);
        after.split_once(':').is_some_and(|(_, port)| !port.bytes().all(|b| b.is_ascii_digit() || b == 1))
    });
    // Behind a `name=` the `@` belongs to that parameter's value.
    (odd_port || !part[..at].contains('=')).then_some(at)
}

fn is_oracle(text: &str) -> bool {
    text.to_ascii_lowercase().contains("jdbc:oracle:")
}

/// `jdbc:driver:user:password@...` of a driver whose addresses have no `//`.
fn without_slashes(text: &str) -> Option<Cut<'_>> {
    let at = text.rfind('@').filter(|_| !text.contains("//"))?;
    let inside = text[..at].strip_prefix("jdbc:")?.split_once(':')?.1;
    let form = inside.split_once([':', '/']).map(|(_, password)| Form::of(password));
    (!inside.contains('=')).then(|| Cut {
        range: at - inside.len()..at,
        name: USER_INFORMATION,
        form: form.filter(|f| *f != Form::Empty),
    })
}

fn oracle(text: &str) -> Option<Cut<'_>> {
    let lower = text.to_ascii_lowercase();
    let start = lower.find("jdbc:oracle:")? + "jdbc:oracle:".len();
    let start = start + text[start..].find(':')? + 1;
    let rest = &lower[start..];
    let marked = ["@(", "@//", "@tcp", "@ldap", "@config-"].iter().filter_map(|m| rest.rfind(m)).max();
    let len = match marked.or_else(|| rest.rfind('@')) {
        Some(at) => at,
        // No address at all: all of it may be user and password.
        None => rest.len(),
    };
    let inside = &text[start..start + len];
    if inside.is_empty() {
        return None;
    }
    let password = inside.split_once('/').map(|(_, password)| Form::of(password));
    Some(Cut {
        range: start..start + len,
        name: USER_INFORMATION,
        form: password.filter(|f| *f != Form::Empty),
    })
}

/// The values of parameters with secret names, wherever a `name=value` stands.
fn parameters(text: &str) -> Vec<Cut<'_>> {
    let mut cuts = Vec::new();
    let mut from = 0;
    while let Some(equals) = text[from..].find('=').map(|i| from + i) {
        from = equals + 1;
        let name = name_before(text, equals);
        let decoded = decode_name(name);
        if !secret_parameter(&decoded) {
            continue;
        }
        let end = value_end(text, equals + 1);
        let value = text[equals + 1..end].trim_matches(['"', '\'', '{', '}']);
        let form = Form::of(value);
        if form != Form::Empty {
            cuts.push(Cut { range: equals + 1..end, name, form: Some(form) });
        }
        from = end;
    }
    cuts
}

fn name_before(text: &str, equals: usize) -> &str {
    let front = text[..equals].trim_end();
    // A name is no longer than this; the bound keeps many `=` in a row linear.
    let window = front.len().saturating_sub(128);
    let window = (window..=front.len()).find(|i| front.is_char_boundary(*i)).unwrap_or(front.len());
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '%');
    let start = front[window..].char_indices().rev().take_while(|(_, c)| is_name(*c)).last();
    start.map_or("", |(i, _)| &front[window + i..])
}

fn decode_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(i) = rest.find('%') {
        out.push_str(&rest[..i]);
        let byte = rest.get(i + 1..i + 3).and_then(|h| u8::from_str_radix(h, 16).ok());
        match byte {
            Some(b) => {
                out.push(char::from(b));
                rest = &rest[i + 3..];
            }
            None => rest = &rest[i + 1..],
        }
    }
    out.push_str(rest);
    out
}

/// Where a secret's value ends: before the separator in front of the next `name=`, so that separators inside the
/// secret do not end it; behind the closing brace or quote of a value that opens with one.
fn value_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let blanks = rest.len() - rest.trim_start().len();
    let mut from = start;
    if let Some(close) = [('{', '}'), ('"', '"')].iter().find(|(o, _)| rest[blanks..].starts_with(*o)) {
        let inside = &rest[blanks + 1..];
        from = match closing(inside, close.1) {
            Some(i) => start + blanks + 1 + i + 1,
            None => return text.len(),
        };
    }
    let mut next = from;
    while let Some(i) = text[next..].find(['&', ';', ',', ')', '?', '#', '\n']).map(|i| next + i) {
        let after = text[i..].trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '_' || c == HOLE));
        let name = after.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '%')));
        if name.is_some_and(|n| n > 0 && n < 128 && after[n..].starts_with('=')) {
            return i;
        }
        let skipped = text[i..].len() - after.len();
        next = i + skipped.max(1);
    }
    text.len()
}

fn closing(text: &str, close: char) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if c == close {
            // Doubled, it stands for itself.
            if close == '}' && chars.peek().is_some_and(|(_, n)| *n == close) {
                chars.next();
                continue;
            }
            return Some(i);
        }
    }
    None
}

/// The scheme of a URL, in lower case: what stands before `://`, for JDBC the part to the second `:`.
pub fn scheme(text: &str) -> Option<String> {
    let text = text.trim();
    if text.get(..5).is_some_and(|p| p.eq_ignore_ascii_case("jdbc:")) {
        let end = text[5..].find(':').map_or(text.len(), |i| 5 + i);
        return Some(text[..end].to_ascii_lowercase()).filter(|s| s.len() < 40 && !s.contains(HOLE));
    }
    let (scheme, _) = text.split_once("://")?;
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (!scheme.is_empty() && scheme.len() < 40 && scheme.chars().all(good)).then(|| scheme.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(url: &str) -> (String, Vec<(String, &'static str)>) {
        let r = redact(&Flat::new(url));
        (r.text.into(), r.secrets.iter().map(|s| (s.name.to_string(), s.form.name())).collect())
    }

    #[test]
    fn secrets_are_cut_out_and_the_rest_stays() {
        for (url, text, secrets) in [
            ("jdbc:mysql://h:3306/d?sslMode=REQUIRED", "jdbc:mysql://h:3306/d?sslMode=REQUIRED", ""),
            ("jdbc:mysql://u:pw@h/d", "jdbc:mysql://<redacted:literal>@h/d", "user information literal"),
            ("https://u@h/d", "https://<redacted>@h/d", ""),
            ("https://${sm:a:u}:${sm:a:p}@h/d", "https://<redacted:token>@h/d", "user information token"),
            ("redis://:pw@h:6379/0", "redis://<redacted:literal>@h:6379/0", "user information literal"),
            (
                "https://ghp_0123456789abcdefghij@h/x",
                "https://<redacted:literal>@h/x",
                "user information literal",
            ),
            (
                "jdbc:mysql://h/d?user=u&password=pw&useSSL=true",
                "jdbc:mysql://h/d?user=u&password=<redacted:literal>&useSSL=true",
                "password literal",
            ),
            (
                "jdbc:mysql://h/d?user=u@x.com&password=${sm:a:b?ttl=1}&x=${sm:c:d}",
                "jdbc:mysql://h/d?user=u@x.com&password=<redacted:token>&x=${sm:c:d}",
                "password token",
            ),
            (
                "jdbc:postgresql://h/d?password=a?b;c@d&sslmode=require",
                "jdbc:postgresql://h/d?password=<redacted:literal>&sslmode=require",
                "password literal",
            ),
            (
                "jdbc:sqlserver://h;user=u;password={a;b=c}};d};encrypt=true",
                "jdbc:sqlserver://h;user=u;password=<redacted:literal>;encrypt=true",
                "password literal",
            ),
            (
                "jdbc:sqlserver://h;Password = x;encrypt=true",
                "jdbc:sqlserver://h;Password =<redacted:literal>;encrypt=true",
                "Password literal",
            ),
            (
                "jdbc:sqlserver://h;password={a;b=c",
                "jdbc:sqlserver://h;password=<redacted:literal>",
                "password literal",
            ),
            (
                "jdbc:db2://h:1/d:user=u;password=pw;sslConnection=true;",
                "jdbc:db2://h:1/d:user=u;password=<redacted:literal>;sslConnection=true;",
                "password literal",
            ),
            (
                "jdbc:redshift://h:1/d;UID=u;PWD=pw",
                "jdbc:redshift://h:1/d;UID=u;PWD=<redacted:literal>",
                "PWD literal",
            ),
            (
                "jdbc:mysql://address=(host=h)(password=p(w)(user=u)/d",
                "jdbc:mysql://address=(host=h)(password=<redacted:literal>)(user=u)/d",
                "password literal",
            ),
            (
                "jdbc:oracle:thin:scott/tiger@h:1521:x",
                "jdbc:oracle:thin:<redacted:literal>@h:1521:x",
                "user information literal",
            ),
            (
                "jdbc:oracle:thin:u/\"p@(x\"@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=h)))",
                "jdbc:oracle:thin:<redacted:literal>@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=h)))",
                "user information literal",
            ),
            (
                "jdbc:oracle:thin:scott/tiger",
                "jdbc:oracle:thin:<redacted:literal>",
                "user information literal",
            ),
            ("jdbc:oracle:thin:@//h:1521/x", "jdbc:oracle:thin:@//h:1521/x", ""),
            (
                "jdbc:mysql://user:pa?ss;w/rd@h/d?x=y",
                "jdbc:mysql://<redacted:literal>@h/d?x=y",
                "user information literal",
            ),
            (
                "jdbc:mysql://user:pa/ss@h/d",
                "jdbc:mysql://<redacted:literal>@h/d",
                "user information literal",
            ),
            ("jdbc:mysql://u:p@ss@h/d", "jdbc:mysql://<redacted:literal>@h/d", "user information literal"),
            (
                "mongodb://u:p@a:27017,b:27017/?tls=true",
                "mongodb://<redacted:literal>@a:27017,b:27017/?tls=true",
                "user information literal",
            ),
            (
                "http://u:p@a:9200,http://v:q@b:9200",
                "http://<redacted:literal>@a:9200,http://<redacted:literal>@b:9200",
                "user information literal,user information literal",
            ),
            ("https://h/x?key=abc&v=1", "https://h/x?key=<redacted:literal>&v=1", "key literal"),
            ("https://h/x?p%61ssword=abc", "https://h/x?p%61ssword=<redacted:literal>", "p%61ssword literal"),
            ("https://h/x?password=", "https://h/x?password=", ""),
            ("https://[::1]:8443/x", "https://[::1]:8443/x", ""),
            (
                "jdbc:mysql://h/d?trustCertificateKeyStoreUrl=file:/a&trustCertificateKeyStorePassword=x",
                "jdbc:mysql://h/d?trustCertificateKeyStoreUrl=file:/a&trustCertificateKeyStorePassword=<redacted:literal>",
                "trustCertificateKeyStorePassword literal",
            ),
        ] {
            let (got, found) = show(url);
            let found: Vec<String> = found.iter().map(|(n, f)| format!("{n} {f}")).collect();
            assert_eq!((got.as_str(), found.join(",").as_str()), (text, secrets), "{url}");
        }
    }

    #[test]
    fn schemes() {
        assert_eq!(scheme("HTTP://h").as_deref(), Some("http"));
        assert_eq!(scheme("jdbc:mysql://h").as_deref(), Some("jdbc:mysql"));
        assert_eq!(scheme("neo4j+ssc://h").as_deref(), Some("neo4j+ssc"));
        assert_eq!(scheme("h:9092"), None);
        assert_eq!(scheme("a b://h"), None);
        assert_eq!(scheme("://h"), None);
    }
}
