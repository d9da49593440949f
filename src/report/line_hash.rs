//! The hash of a line that GitHub code scanning uses to follow a finding while its file changes.
//!
//! A rolling polynomial hash (base 37, 64 bits, wrapping) over 100 UTF-16 units from the line's beginning,
//! spaces and tabs left out, line ends as LF, 65535 at the end of the file and zeros behind it; in hexadecimal,
//! with a number that tells equal lines apart. The same as `upload-sarif` computes, so that reports uploaded
//! with and without it name the same alerts.

use std::collections::HashMap;

/// UTF-16 units that a line's hash looks at.
const WINDOW: usize = 100;
const BASE: u64 = 37;
const END_OF_FILE: u16 = 0xFFFF;

/// The hash of each line, from the first line on. Lines end at LF, CRLF or CR.
pub fn line_hashes(text: &str) -> Vec<String> {
    let mut roll = Roll::new();
    let (mut line_begins, mut after_cr) = (true, false);
    for unit in text.encode_utf16().chain([END_OF_FILE]) {
        let skipped = matches!(unit, 0x20 | 0x09) || (after_cr && unit == 0x0A);
        after_cr = unit == 0x0D;
        if skipped {
            continue;
        }
        let unit = if unit == 0x0D { 0x0A } else { unit };
        roll.emit();
        if line_begins {
            roll.begins[roll.at] = true;
        }
        line_begins = unit == 0x0A;
        roll.push(unit);
    }
    for _ in 0..WINDOW {
        roll.emit();
        roll.push(0);
    }
    roll.hashes
}

struct Roll {
    window: [u16; WINDOW],
    /// Whether a line begins at a place of the window.
    begins: [bool; WINDOW],
    at: usize,
    hash: u64,
    /// `BASE` to the power of `WINDOW`: what the unit that leaves the window counts.
    leaving: u64,
    seen: HashMap<u64, u32>,
    hashes: Vec<String>,
}

impl Roll {
    fn new() -> Self {
        Self {
            window: [0; WINDOW],
            begins: [false; WINDOW],
            at: 0,
            hash: 0,
            leaving: (0..WINDOW).fold(1u64, |p, _| p.wrapping_mul(BASE)),
            seen: HashMap::new(),
            hashes: Vec::new(),
        }
    }

    /// When a line began a whole window ago, the present hash is its hash.
    fn emit(&mut self) {
        if std::mem::take(&mut self.begins[self.at]) {
            let count = self.seen.entry(self.hash).or_insert(0);
            *count += 1;
            // Lines leave the window in the order in which they came.
            self.hashes.push(format!("{:x}:{count}", self.hash));
        }
    }

    fn push(&mut self, unit: u16) {
        let left = std::mem::replace(&mut self.window[self.at], unit);
        self.hash = self
            .hash
            .wrapping_mul(BASE)
            .wrapping_add(u64::from(unit))
            .wrapping_sub(self.leaving.wrapping_mul(u64::from(left)));
        self.at = (self.at + 1) % WINDOW;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts_have_their_known_hashes() {
        let long = format!("{}\ny", "x".repeat(250));
        let cases: [(&str, &[&str]); 9] = [
            ("", &["c129715d7a2bc9a3:1"]),
            ("hello world", &["592ac00775b14847:1"]),
            ("hello\nworld\r\n", &["a2b8faa8c5a43ef3:1", "53f9e022cffbf0f1:1", "c129715d7a2bc9a3:1"]),
            (
                "a\na\na\n",
                &["e5109e06824fe778:1", "ee4468fa4a9bc719:1", "243cbaa4685aab12:1", "c129715d7a2bc9a3:1"],
            ),
            ("  a\tb\r\nc", &["977b2979c68dac77:1", "188ff2f224477a1e:1"]),
            (&long, &["52b56201ffb58620:1", "ed3261245082261c:1"]),
            ("キー: 値\n🔑\n", &["1da47ad29d69e7b4:1", "c2cf83136bff8e83:1", "c129715d7a2bc9a3:1"]),
            ("a\rb\nc", &["7b3788cf31b92be9:1", "e461f42c548ac762:1", "188ff2f224477a1e:1"]),
            (
                "Resources:\n  Cluster:\n    Type: AWS::MSK::Cluster\n",
                &["b6732d22a9d643d6:1", "7e431ee023913abb:1", "6619c74356553aa9:1", "c129715d7a2bc9a3:1"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(line_hashes(text), expected, "{text:?}");
        }
    }

    #[test]
    fn equal_surroundings_are_numbered_and_spaces_do_not_count() {
        let line = format!("{}\n", "x".repeat(200));
        let hashes = line_hashes(&line.repeat(3));
        let (hash, _) = hashes[0].split_once(':').expect("hash and number");
        assert_eq!(hashes[..2], [format!("{hash}:1"), format!("{hash}:2")]);
        assert_eq!(line_hashes("a: b\n  c: d\n"), line_hashes("a:b\n\tc:  d\n"));
    }
}
