//! Config-provider tokens `${provider:path:key}`, cut out of a value as Kafka's `ConfigTransformer` cuts them
//! (C33): from `${` to the next `}`, the first `:` ends the provider's name, a second one the path.
//!
//! What a provider answers is not asked here; which providers exist is [`super::worker`]'s.

/// A value's pieces, in order; together they are the whole value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    Literal(&'a str),
    Token(Token<'a>),
}

/// One token. `${a:b}` has no path; `${a::b}` an empty one, which Kafka treats alike.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// As it stands in the value, braces included.
    pub text: &'a str,
    pub provider: &'a str,
    pub path: Option<&'a str>,
    pub key: &'a str,
}

/// Cuts a value into literal text and tokens. Linear in the length of the value.
pub fn pieces(value: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut literal = 0;
    let mut from = 0;
    while let Some((start, token)) = next(value, from) {
        if literal < start {
            out.push(Piece::Literal(&value[literal..start]));
        }
        literal = start + token.text.len();
        from = literal;
        out.push(Piece::Token(token));
    }
    if literal < value.len() {
        out.push(Piece::Literal(&value[literal..]));
    }
    out
}

/// The tokens of a value.
pub fn tokens(value: &str) -> impl Iterator<Item = Token<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let (start, token) = next(value, from)?;
        from = start + token.text.len();
        Some(token)
    })
}

/// The next token at or after `from`, with where it starts.
///
/// Kafka's expression is `\$\{([^}]*?):(([^}]*?):)?([^}]*?)\}`: no part runs over a `}`, so a `${` whose next
/// `}` comes before any `:` starts no token, and an inner `${` belongs to the outer one's text.
fn next(value: &str, mut from: usize) -> Option<(usize, Token<'_>)> {
    loop {
        let start = from + value[from..].find("${")?;
        let inside = start + 2;
        let end = inside + value[inside..].find('}')?;
        let body = &value[inside..end];
        if let Some((provider, rest)) = body.split_once(':') {
            let (path, key) = match rest.split_once(':') {
                Some((path, key)) => (Some(path), key),
                None => (None, rest),
            };
            return Some((start, Token { text: &value[start..=end], provider, path, key }));
        }
        // No `:` before the `}`: nothing that begins inside can reach past it, either.
        from = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str) -> Vec<String> {
        pieces(value)
            .into_iter()
            .map(|p| match p {
                Piece::Literal(t) => format!("'{t}'"),
                Piece::Token(t) => format!("{}|{}|{}", t.provider, t.path.unwrap_or("-"), t.key),
            })
            .collect()
    }

    #[test]
    fn tokens_are_cut_as_kafka_cuts_them() {
        let table: &[(&str, &[&str])] = &[
            ("", &[]),
            ("plain", &["'plain'"]),
            ("${secretsmanager:db:password}", &["secretsmanager|db|password"]),
            ("${ssm::/path/to/param}", &["ssm||/path/to/param"]),
            ("${env:HOME}", &["env|-|HOME"]),
            ("${secretsmanager:db:pw?ttl=60000}", &["secretsmanager|db|pw?ttl=60000"]),
            ("${s3import:eu-west-1:bucket/path/file}", &["s3import|eu-west-1|bucket/path/file"]),
            // The first `:` after the provider ends the path: an ARN does not work as one.
            ("${sm:arn:aws:secretsmanager:x}", &["sm|arn|aws:secretsmanager:x"]),
            ("${x}", &["'${x}'"]),
            ("kafka_${topic}", &["'kafka_${topic}'"]),
            ("${x}${sm:a:b}", &["'${x}'", "sm|a|b"]),
            ("a${sm:a:b}c${sm:d:e}f", &["'a'", "sm|a|b", "'c'", "sm|d|e", "'f'"]),
            ("${sm:a:b", &["'${sm:a:b'"]),
            ("${:a:b}", &["|a|b"]),
            ("${${sm:a:b}}", &["${sm|a|b", "'}'"]),
            ("$${sm:a:b}", &["'$'", "sm|a|b"]),
            ("{sm:a:b}", &["'{sm:a:b}'"]),
            ("${${${", &["'${${${'"]),
            ("密${sm:路径:钥}码", &["'密'", "sm|路径|钥", "'码'"]),
        ];
        for (value, expected) in table {
            assert_eq!(shown(value), *expected, "{value}");
        }
    }

    #[test]
    fn pieces_are_the_whole_value() {
        for value in ["", "a${b:c}d", "${x}${y:z}", "}}${:}{{", "${a:${b:c}}"] {
            let joined: String = pieces(value)
                .into_iter()
                .map(|p| match p {
                    Piece::Literal(t) => t,
                    Piece::Token(t) => t.text,
                })
                .collect();
            assert_eq!(joined, value);
        }
    }
}
