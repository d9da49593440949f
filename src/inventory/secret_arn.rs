//! ARNs of secrets, which may be written without the `-` and six characters that Secrets Manager ends them with (B25).

use super::arn::Arn;

/// Whether one of two ARNs that differ may be the other without its end.
pub fn may_be_one(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(is_end) && end(short).is_some_and(|end| end != End::Given)
}

/// What an ARN says of its own end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Given,
    Missing,
    /// It ends like a word after a hyphen: `mtls-client` may be all of a name.
    Open,
}

/// The end of a secret's ARN; `None` for other ARNs.
pub fn end(arn: &str) -> Option<End> {
    let tail = is_secret(arn).then(|| arn.len().checked_sub(7).and_then(|at| arn.get(at..)))?;
    Some(match tail {
        Some(tail) if is_end(tail) => {
            let letters = |of: fn(&u8) -> bool| tail.as_bytes()[1..].iter().all(of);
            let word = letters(u8::is_ascii_lowercase) || letters(u8::is_ascii_uppercase);
            if word || letters(u8::is_ascii_digit) { End::Open } else { End::Given }
        }
        _ => End::Missing,
    })
}

fn is_secret(arn: &str) -> bool {
    Arn::parse(arn).is_some_and(|a| a.service == "secretsmanager" && a.resource.starts_with("secret:"))
}

fn is_end(tail: &str) -> bool {
    tail.len() == 7 && tail.starts_with('-') && tail[1..].bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_without_its_end_may_be_the_whole_one() {
        let arn = |name: &str| format!("arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}");
        for (a, b, one) in [
            ("mtls", "mtls-a1B2c3", true),
            ("mtls-a1B2c3", "mtls", true),
            ("mtls-client", "mtls-client-a1B2c3", true),
            ("mtls", "mtls-client", true),
            ("mtls-a1B2c3", "mtls-d4E5f6", false),
            ("mtls", "mtls2-a1B2c3", false),
            ("mtls", "mtls-a1B2c", false),
            ("mtls", "mtls-a1B2c3-d4E5f6", false),
            ("mtls-a1B2c3", "mtls-a1B2c3-d4E5f6", false),
        ] {
            assert_eq!(may_be_one(&arn(a), &arn(b)), one, "{a} {b}");
        }
        let key = "arn:aws:kms:eu-west-1:111122223333:key/1";
        assert!(!may_be_one(key, &format!("{key}-a1B2c3")), "no secret");
        assert!(!may_be_one(&arn("mtls"), &arn("mtls-a1B2c3").replace("eu-west-1", "us-east-1")));
    }

    #[test]
    fn an_end_is_told_from_a_word() {
        let of =
            |name: &str| end(&format!("arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:{name}"));
        for (name, expected) in [
            ("mtls-a1B2c3", End::Given),
            ("prod/mtls-AbCdEf", End::Given),
            ("mtls", End::Missing),
            ("m", End::Missing),
            ("mtls-a1B2c", End::Missing),
            ("mtls-client", End::Open),
            ("mtls-202611", End::Open),
            ("é-client", End::Open),
        ] {
            assert_eq!(of(name), Some(expected), "{name}");
        }
        assert_eq!(end("arn:aws:acm:eu-west-1:111122223333:certificate/1"), None);
        assert_eq!(end("mtls"), None);
    }
}
