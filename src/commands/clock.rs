//! The present, for runs that judge files as they are now.

use crate::inventory::snapshot::format_time;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970 in UTC.
#[expect(clippy::disallowed_methods, reason = "this is the run's one look at the clock")]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map(|d| d.as_secs());
    i64::try_from(since.unwrap_or(0)).unwrap_or(i64::MAX)
}

/// As reports state it.
pub fn shown(seconds: i64) -> Box<str> {
    format_time(seconds).into()
}
