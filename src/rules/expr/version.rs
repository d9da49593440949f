//! Versions as AWS writes them: `4.0.10`, `3.7.x`, `7.0`, `2.8.2.tiered`, `3.7.x.kraft`.

use std::cmp::Ordering;

/// Parts that count.
const MOST: usize = 6;

/// Numeric parts; `None` stands for `x` and for parts left out: the newest of its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Behind the `length` ones that are given all are `None`.
    parts: [Option<u32>; MOST],
    length: usize,
}

impl Version {
    /// Numbers and `x` separated by dots; trailing words (`tiered`, `kraft`) and a leading `v` are passed over.
    /// `None` when there is no number at the front.
    pub fn parse(text: &str) -> Option<Self> {
        let mut version = Version { parts: [None; MOST], length: 0 };
        for part in text.trim().trim_start_matches('v').split(['.', '-']).take(MOST) {
            match part.parse::<u32>() {
                Ok(n) => version.parts[version.length] = Some(n),
                Err(_) if part.eq_ignore_ascii_case("x") => {}
                Err(_) => break,
            }
            version.length += 1;
        }
        version.parts[0].is_some().then_some(version)
    }

    /// Whether every part is a number and there are at least three.
    pub fn exact(&self) -> bool {
        self.length >= 3 && self.given().iter().all(Option::is_some)
    }

    fn given(&self) -> &[Option<u32>] {
        &self.parts[..self.length]
    }

    /// Compares part by part; a part that is open here is newer than any number.
    pub fn compare(&self, other: &Version) -> Ordering {
        for i in 0..self.length.max(other.length) {
            let mine = self.given().get(i).copied().unwrap_or(None);
            let theirs = other.given().get(i).copied().unwrap_or(Some(0));
            match (mine, theirs) {
                (Some(a), Some(b)) if a != b => return a.cmp(&b),
                (Some(_), Some(_)) => {}
                (None, _) => return Ordering::Greater,
                (Some(_), None) => return Ordering::Less,
            }
        }
        Ordering::Equal
    }

    pub fn at_least(&self, bound: &Version) -> bool {
        self.compare(bound) != Ordering::Less
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_parts_are_the_newest_of_their_line() {
        let cases = [
            ("3.2.6", "4.0.10", false),
            ("4.0.10", "4.0.10", true),
            ("4.0.9", "4.0.10", false),
            ("4.0", "4.0.10", true),
            ("3.7.x", "3.7.1", true),
            ("3.7.x", "3.8.0", false),
            ("7", "7.0.5", true),
            ("6.x", "7.0.5", false),
            ("10.0.0", "9.0.0", true),
            ("2.8.2.tiered", "2.8.2", true),
            ("3.9.x.kraft", "3.9.0", true),
            ("7.0.5", "7.0.5", true),
        ];
        for (v, bound, expected) in cases {
            let (v1, b) = (Version::parse(v).unwrap(), Version::parse(bound).unwrap());
            assert_eq!(v1.at_least(&b), expected, "{v} at least {bound}");
        }
        for bad in ["", "latest", "x.1", "tiered"] {
            assert_eq!(Version::parse(bad), None, "{bad}");
        }
    }
}
