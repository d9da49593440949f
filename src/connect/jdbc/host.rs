//! Host names out of `host:port` text.

/// The host of `host`, `host:port`, `[v6]` or `[v6]:port`; a bare IPv6 address is all host.
pub(super) fn host(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    let host = if let Some(v6) = text.strip_prefix('[') {
        v6.split(']').next().unwrap_or(v6)
    } else {
        match text.split_once(':') {
            Some((_, rest)) if rest.contains(':') => text,
            Some((host, _)) => host,
            None => text,
        }
    };
    (!host.is_empty()).then(|| host.into())
}

/// The hosts of a list separated by commas, user information in front of each left out.
pub(super) fn hosts(list: &str) -> Vec<Box<str>> {
    list.split(',').filter_map(|h| host(h.rsplit_once('@').map_or(h, |(_, host)| host))).collect()
}

/// Cuts at `separator` where it stands outside of `()` and `[]`.
pub(super) fn split_outside(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (i, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if c == separator && depth == 0 => {
                parts.push(&text[start..i]);
                start = i + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_from_ports() {
        for (text, expected) in [
            ("db.example.com:3306", "db.example.com"),
            ("[2001:db8::1]:3306", "2001:db8::1"),
            ("[::1]", "::1"),
            ("::1", "::1"),
            (" h ", "h"),
        ] {
            assert_eq!(host(text).as_deref(), Some(expected));
        }
        assert_eq!(host(":3306"), None);
        assert_eq!(hosts("u:p@a:1,b").iter().map(|h| &**h).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(split_outside("a,(b,c),[d,e]", ','), ["a", "(b,c)", "[d,e]"]);
    }
}
