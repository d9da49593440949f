//! What a plain YAML scalar is. CloudFormation resolves by YAML 1.1: `on`, `yes` and `no` are booleans, `010` is
//! eight and `1:30` ninety.

use super::tree::Kind;

/// The value of an unquoted, untagged scalar.
pub fn resolve(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => return Kind::Bool(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => return Kind::Bool(false),
        _ => {}
    }
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) || text.len() > 60 {
        return Kind::Text(text.into());
    }
    number(text).map_or_else(|| Kind::Text(text.into()), |n| Kind::Number(n.into()))
}

fn number(text: &str) -> Option<String> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let unsigned = integer(digits).or_else(|| float(digits))?;
    Some(if negative { format!("-{unsigned}") } else { unsigned })
}

fn integer(digits: &str) -> Option<String> {
    let clean: String = digits.chars().filter(|c| *c != '_').collect();
    let radix = |prefix: &str, radix: u32| {
        let rest = clean.strip_prefix(prefix)?;
        // A sign after the prefix would be taken by the parser.
        let plain = !rest.is_empty() && rest.chars().all(|c| c.is_digit(radix));
        plain.then(|| u128::from_str_radix(rest, radix).ok()).flatten().map(|n| n.to_string())
    };
    if clean.starts_with("0b") {
        return radix("0b", 2);
    }
    if clean.starts_with("0x") {
        return radix("0x", 16);
    }
    if clean.contains(':') {
        return sexagesimal(&clean);
    }
    if clean.len() > 1 && clean.starts_with('0') {
        return radix("0", 8);
    }
    let decimal =
        digits.starts_with(|c: char| c.is_ascii_digit()) && clean.bytes().all(|b| b.is_ascii_digit());
    decimal.then_some(clean)
}

/// `1:30` -> 90
fn sexagesimal(digits: &str) -> Option<String> {
    if !digits.starts_with(|c: char| matches!(c, '1'..='9')) {
        return None;
    }
    let mut parts = digits.split(':');
    let mut value: u64 = whole(parts.next()?)?;
    for part in parts {
        let minutes = whole(part).filter(|m| *m < 60 && part.len() <= 2)?;
        value = value.checked_mul(60)?.checked_add(minutes)?;
    }
    Some(value.to_string())
}

fn whole(text: &str) -> Option<u64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A float has a point, and its exponent a sign: `1e3` is text.
fn float(digits: &str) -> Option<String> {
    if matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return None; // No property takes them.
    }
    let clean: String = digits.chars().filter(|c| *c != '_').collect();
    let (mantissa, exponent) = match clean.find(['e', 'E']) {
        Some(at) => (&clean[..at], Some(&clean[at + 1..])),
        None => (&clean[..], None),
    };
    let (whole, fraction) = mantissa.split_once('.')?;
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    if let Some(e) = exponent {
        let rest = e.strip_prefix(['-', '+'])?;
        if rest.is_empty() || !all_digits(rest) {
            return None;
        }
    }
    Some(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match resolve(text) {
            Kind::Null => "null".into(),
            Kind::Bool(b) => b.to_string(),
            Kind::Number(n) => format!("#{n}"),
            Kind::Text(t) => format!("'{t}'"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn plain_scalars_follow_yaml_1_1() {
        for (text, want) in [
            ("on", "true"),
            ("No", "false"),
            ("y", "'y'"),
            ("~", "null"),
            ("", "null"),
            ("010", "#8"),
            ("0o10", "'0o10'"),
            ("0x1F", "#31"),
            ("0b101", "#5"),
            ("1_000", "#1000"),
            ("1:30", "#90"),
            ("1:75", "'1:75'"),
            ("-12", "#-12"),
            ("--1", "'--1'"),
            ("0x-1", "'0x-1'"),
            ("3.9", "#3.9"),
            ("6.0", "#6.0"),
            ("3.9.x", "'3.9.x'"),
            ("7.0.5", "'7.0.5'"),
            ("1e3", "'1e3'"),
            ("1.0e+3", "#1.0e+3"),
            (".5", "#.5"),
            (".", "'.'"),
            ("-", "'-'"),
            ("2010-09-09", "'2010-09-09'"),
            ("012345678901", "'012345678901'"),
            ("111122223333", "#111122223333"),
            ("10.10.0.0/16", "'10.10.0.0/16'"),
            ("_1", "'_1'"),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
    }
}
