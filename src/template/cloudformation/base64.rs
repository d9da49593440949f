//! Base64 as RFC 4648 has it: worker configurations are written through it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let six = (bits >> (18 - 6 * i) & 63) as usize;
            out.push(if i <= chunk.len() { char::from(ALPHABET[six]) } else { '=' });
        }
    }
    out
}

/// The text that was encoded; `None` when it is no base64 of a UTF-8 text. Line breaks are passed over.
pub fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    let clean = text.bytes().filter(|b| !b.is_ascii_whitespace());
    let body: Vec<u8> = clean.collect();
    let padding = body.iter().rev().take_while(|b| **b == b'=').count();
    if padding > 2 || !body.len().is_multiple_of(4) {
        return None;
    }
    for b in &body[..body.len() - padding] {
        let six = ALPHABET.iter().position(|a| a == b)?;
        bits = bits << 6 | six as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xFF) as u8);
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        // The test vectors of RFC 4648.
        for (text, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(text), encoded);
            assert_eq!(decode(encoded).as_deref(), Some(text));
        }
        assert_eq!(decode(&encode("キー=é\n")).as_deref(), Some("キー=é\n"));
        for bad in ["a", "Zg=", "Zg===", "Z===", "a b=c", "/////w==x"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
