//! Ranges of addresses and the ports that a security group's rule opens.
//!
//! A text that is no range (the id of a prefix list, a name) answers nothing.

use std::net::IpAddr;

/// A range of IPv4 or IPv6 addresses, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    v6: bool,
    first: u128,
    last: u128,
    prefix: u32,
}

/// IPv4 ranges wider than the widest private one are most of the internet.
const WIDEST_V4: u32 = 8;
/// IPv6 ranges wider than what a registry hands to one network.
const WIDEST_V6: u32 = 16;

impl Range {
    /// `10.0.0.0/16`, `2001:db8::/56`; bits beyond the prefix are ignored, as AWS does.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/')?;
        if prefix.is_empty() || prefix.len() > 3 || !prefix.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let prefix: u32 = prefix.parse().ok()?;
        let (v6, bits, value) = match address.parse::<IpAddr>().ok()? {
            IpAddr::V4(a) => (false, 32, u128::from(u32::from(a))),
            IpAddr::V6(a) => (true, 128, u128::from(a)),
        };
        let free = bits - Some(prefix).filter(|p| *p <= bits)?;
        let mask = u128::MAX.checked_shl(free).unwrap_or(0);
        let first = value & mask;
        let size = u128::MAX.checked_shr(128 - free).unwrap_or(0);
        Some(Self { v6, first, last: first | size, prefix })
    }

    /// As good as everybody: wider than any network that is somebody's own.
    pub fn is_world(self) -> bool {
        if !self.v6 {
            return self.prefix < WIDEST_V4;
        }
        // fc00::/7 are private addresses.
        self.prefix < WIDEST_V6 && !(self.prefix >= 7 && self.first >> 121 == 0xfc >> 1)
    }

    /// Every address of it is in one of the ranges.
    pub fn is_within(self, ranges: &[Range]) -> bool {
        let mut next = self.first;
        let mut sorted: Vec<&Range> = ranges.iter().filter(|r| r.v6 == self.v6).collect();
        sorted.sort_by_key(|r| r.first);
        for range in sorted {
            if range.first > next {
                return false;
            }
            if range.last >= self.last {
                return true;
            }
            if range.last >= next {
                next = range.last + 1;
            }
        }
        false
    }
}

/// Whether a protocol of a rule carries Kafka: TCP by name or number, or all protocols.
pub fn is_tcp(protocol: &str) -> bool {
    matches!(protocol, "-1" | "6")
        || protocol.eq_ignore_ascii_case("tcp")
        || protocol.eq_ignore_ascii_case("all")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range(text: &str) -> Range {
        Range::parse(text).unwrap_or_else(|| panic!("{text} is a range"))
    }

    #[test]
    fn ranges_are_read_as_aws_reads_them() {
        assert_eq!(range("10.0.0.0/16"), range("10.0.7.9/16"));
        assert_eq!(range("0.0.0.0/0").last, u128::from(u32::MAX));
        assert_eq!(range("::/0").last, u128::MAX);
        assert_eq!(range("10.0.0.7/32").first, range("10.0.0.7/32").last);
        for bad in [
            "",
            "10.0.0.0",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/+8",
            "pl-68a54001",
            "10.0.0.0/",
            "/8",
            "a/8",
            "10.0.0.0/008/1",
        ] {
            assert_eq!(Range::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_world_is_wider_than_any_network_of_ones_own() {
        for world in ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "2000::/3", "2400::/12", "8.0.0.0/7"] {
            assert!(range(world).is_world(), "{world}");
        }
        for own in [
            "10.0.0.0/8",
            "172.16.0.0/12",
            "203.0.113.7/32",
            "fc00::/7",
            "fd00::/8",
            "2001:db8::/32",
            "3.0.0.0/8",
        ] {
            assert!(!range(own).is_world(), "{own}");
        }
    }

    #[test]
    fn within_is_within_all_of_them_together() {
        let vpc = ["10.0.0.0/16", "10.1.0.0/16", "2001:db8:0:1::/64"].map(range);
        for inside in ["10.0.0.0/16", "10.0.255.0/24", "10.0.0.0/15", "10.1.2.3/32", "2001:db8:0:1::/64"] {
            assert!(range(inside).is_within(&vpc), "{inside}");
        }
        for outside in ["10.0.0.0/14", "10.2.0.0/16", "0.0.0.0/0", "::/0", "2001:db8::/56", "::10.0.0.0/112"]
        {
            assert!(!range(outside).is_within(&vpc), "{outside}");
        }
        assert!(!range("10.0.0.0/16").is_within(&[]));
    }

    #[test]
    fn kafka_is_tcp() {
        assert!(["tcp", "TCP", "6", "-1", "all"].into_iter().all(is_tcp));
        assert!(!["udp", "icmp", "17", "", "58", "tcpmux"].into_iter().any(is_tcp));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "[0-9a-f.:/]{0,45}") {
            if let Some(r) = Range::parse(&text) {
                prop_assert!(r.first <= r.last && r.is_within(&[r]));
            }
        }

        #[test]
        fn halves_are_within_and_together_are_the_whole(a in any::<u32>(), prefix in 0u32..32) {
            let whole = range(&format!("{}/{prefix}", std::net::Ipv4Addr::from(a)));
            let half = |first: u128| Range { first, last: first + (whole.last - whole.first) / 2, prefix: prefix + 1, ..whole };
            let (low, high) = (half(whole.first), half(whole.first + (whole.last - whole.first) / 2 + 1));
            prop_assert!(low.is_within(&[whole]) && high.is_within(&[whole]));
            prop_assert!(whole.is_within(&[high, low]) && !whole.is_within(&[low]) && !whole.is_within(&[high]));
        }
    }
}
