//! The fingerprint: the same finding has the same one in every run, on every machine.
//!
//! It is made of the rule, where the resource lives (account and region; for files, which template or module of the
//! repository), what identifies it, and the item; never of times, counts, lines, texts or the random suffix of a
//! secret's ARN.

use super::finding::Subject;
use crate::inventory::arn::Arn;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// 32 lower-case hex digits. `home`: the template or module that the resource's id is an id in; empty for accounts.
pub fn fingerprint(rule: &str, subject: &Subject, item: Option<&str>, home: &str) -> Box<str> {
    let mut hash = Sha256::new();
    let id = stable_id(&subject.id);
    let parts =
        ["tidegate/1", rule, &subject.kind, &subject.account, &subject.region, &id, item.unwrap_or("")];
    for part in parts.into_iter().chain((!home.is_empty()).then_some(home)) {
        // Lengths keep `a` + `bc` apart from `ab` + `c`.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut hex = String::with_capacity(32);
    for byte in hash.finalize().iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex.into()
}

fn stable_id(id: &str) -> String {
    match Arn::parse(id) {
        Some(arn) if arn.service == "secretsmanager" => match arn.secret_name() {
            Some(name) => {
                format!("arn:{}:secretsmanager:{}:{}:secret:{name}", arn.partition, arn.region, arn.account)
            }
            None => id.to_owned(),
        },
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(id: &str) -> Subject {
        Subject {
            kind: "secret".into(),
            id: id.into(),
            name: "n".into(),
            account: "111122223333".into(),
            region: "us-east-1".into(),
        }
    }

    #[test]
    fn a_recreated_secret_keeps_it_and_nothing_else_shares_it() {
        let arn = |s: &str| format!("arn:aws:secretsmanager:us-east-1:111122223333:secret:{s}");
        let a = fingerprint("r", &subject(&arn("AmazonMSK_a-AbCdEf")), None, "");
        assert_eq!(a.len(), 32);
        assert_eq!(a, fingerprint("r", &subject(&arn("AmazonMSK_a-ZzZzZz")), None, ""));
        assert_ne!(a, fingerprint("r", &subject(&arn("AmazonMSK_b-AbCdEf")), None, ""));
        assert_ne!(a, fingerprint("s", &subject(&arn("AmazonMSK_a-AbCdEf")), None, ""));
        assert_ne!(a, fingerprint("r", &subject(&arn("AmazonMSK_a-AbCdEf")), Some("v1"), ""));
    }
}
