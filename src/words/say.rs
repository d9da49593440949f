//! The sentences that take values.

use super::{Words, words};
use crate::inventory::{Denial, Via, Why};
use crate::rules::level::Language;
pub use crate::speech::fill;
use crate::speech::told::told;

/// What stands for a value that was looked for and is not set.
pub fn not_set(language: Language) -> &'static str {
    words(language).not_set
}

/// What stands for a value that could not be read.
pub fn unknown(language: Language) -> &'static str {
    words(language).unknown
}

/// Why something is unknown, as one sentence without a full stop.
pub fn why(language: Language, why: &Why) -> String {
    let w = words(language);
    match why {
        Why::NotStated => w.why_not_stated.to_owned(),
        Why::Denied { operation, code, by } => {
            let text = match denier(w, *by) {
                Denier::Named(by) => fill(w.why_denied_by, &[("operation", operation), ("by", by)]),
                Denier::Region => fill(w.why_region_disabled, &[("operation", operation)]),
                Denier::Unknown => fill(w.why_denied, &[("operation", operation)]),
            };
            with_code(w, text, &told(language, code))
        }
        Why::Failed { operation, code } => {
            with_code(w, fill(w.why_failed, &[("operation", operation)]), &told(language, code))
        }
        Why::Throttled { operation } => fill(w.why_throttled, &[("operation", operation)]),
        Why::Truncated { operation, reason } => {
            fill(w.why_truncated, &[("operation", operation), ("reason", &told(language, reason))])
        }
        Why::Malformed { operation, detail } if operation.is_empty() => {
            fill(w.why_malformed_value, &[("detail", &told(language, detail))])
        }
        Why::Malformed { operation, detail } => {
            fill(w.why_malformed, &[("operation", operation), ("detail", &told(language, detail))])
        }
        Why::Unrecognised { value } => fill(w.why_unrecognised, &[("value", &told(language, value))]),
        Why::Deferred { expression } => fill(w.why_deferred, &[("expression", &told(language, expression))]),
        Why::NotCollected { what } => fill(w.why_not_collected, &[("what", &told(language, what))]),
        Why::Interrupted { operation } => fill(w.why_interrupted, &[("operation", operation)]),
        Why::Limit { what } => fill(w.why_limit, &[("what", &told(language, what))]),
    }
}

/// The message of an undecided finding. Fields with the same reason stand together, in the order given.
pub fn missing(language: Language, missing: &[(&str, &Why)]) -> String {
    let w = words(language);
    let mut groups: Vec<(&Why, Vec<&str>)> = Vec::new();
    for (field, why) in missing {
        match groups.iter_mut().find(|(w, _)| w == why) {
            Some((_, fields)) => fields.push(field),
            None => groups.push((why, vec![field])),
        }
    }
    let parts: Vec<String> = groups
        .iter()
        .map(|(reason, fields)| format!("{}{}{}", fields.join(w.comma), w.colon, why(language, reason)))
        .collect();
    fill(w.not_assessed_because, &[("fields", &parts.join(w.semicolon))])
}

/// What a decision in a template did: the message of a finding's related place.
pub fn related(language: Language, via: &Via) -> String {
    let w = words(language);
    let template = match &*via.kind {
        "parameter-default" => w.via_parameter_default,
        "parameter-value" => w.via_parameter_value,
        "condition" => w.via_condition,
        "mapping" => w.via_mapping,
        "local" => w.via_local,
        "variable-default" => w.via_variable_default,
        "variable-file" => w.via_variable_file,
        "module-call" => w.via_module_call,
        _ => w.via_other,
    };
    fill(template, &[("name", &via.name)])
}

/// A whole number with thousands apart: `12,345` is the same in the three languages.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}

enum Denier {
    Named(&'static str),
    Region,
    Unknown,
}

fn denier(w: &Words, by: Denial) -> Denier {
    Denier::Named(match by {
        Denial::IdentityPolicy => w.by_identity_policy,
        Denial::ServiceControlPolicy => w.by_service_control_policy,
        Denial::ResourceControlPolicy => w.by_resource_control_policy,
        Denial::PermissionsBoundary => w.by_permissions_boundary,
        Denial::SessionPolicy => w.by_session_policy,
        Denial::ResourcePolicy => w.by_resource_policy,
        Denial::KeyPolicy => w.by_key_policy,
        Denial::VpcEndpointPolicy => w.by_vpc_endpoint_policy,
        Denial::RegionDisabled => return Denier::Region,
        Denial::Unspecified => return Denier::Unknown,
    })
}

fn with_code(w: &Words, text: String, code: &str) -> String {
    if code.is_empty() { text } else { text + &fill(w.parentheses, &[("text", code)]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied(by: Denial) -> Why {
        Why::Denied { operation: "kms:DescribeKey".into(), code: "AccessDeniedException".into(), by }
    }

    #[test]
    fn a_denial_names_the_call_what_refused_it_and_the_code() {
        let scp = denied(Denial::ServiceControlPolicy);
        assert_eq!(
            why(Language::En, &scp),
            "kms:DescribeKey was denied by a service control policy (AccessDeniedException)"
        );
        assert_eq!(
            why(Language::Ja, &scp),
            "kms:DescribeKey はサービスコントロールポリシー (SCP) により拒否されました（AccessDeniedException）"
        );
        assert_eq!(
            why(Language::Zh, &scp),
            "kms:DescribeKey 被服务控制策略 (SCP) 拒绝（AccessDeniedException）"
        );
        assert_eq!(
            why(Language::En, &denied(Denial::RegionDisabled)),
            "kms:DescribeKey was denied because the Region is not enabled (AccessDeniedException)"
        );
        let bare = Why::Denied { operation: "x:Y".into(), code: "".into(), by: Denial::Unspecified };
        assert_eq!(why(Language::En, &bare), "x:Y was denied");
    }

    #[test]
    fn fields_with_one_reason_stand_together() {
        let (a, b) = (denied(Denial::KeyPolicy), Why::Deferred { expression: "var.key".into() });
        let text = missing(
            Language::En,
            &[("secret.kms_key.manager", &a), ("secret.policy", &b), ("secret.kms_key.state", &a)],
        );
        assert_eq!(
            text,
            "not assessed: secret.kms_key.manager, secret.kms_key.state: kms:DescribeKey was denied by the \
             key policy (AccessDeniedException); secret.policy: decided only at deployment, by var.key"
        );
    }

    #[test]
    fn every_reason_keeps_its_values_in_every_language() {
        let all = [
            (denied(Denial::Unspecified), "kms:DescribeKey"),
            (Why::Failed { operation: "a:B".into(), code: "Timeout".into() }, "Timeout"),
            (Why::Throttled { operation: "a:B".into() }, "a:B"),
            (Why::Truncated { operation: "a:B".into(), reason: "token 7".into() }, "token 7"),
            (Why::Malformed { operation: "a:B".into(), detail: "d9".into() }, "a:B"),
            (Why::Malformed { operation: "".into(), detail: "d9".into() }, "d9"),
            (Why::Unrecognised { value: "WEIRD".into() }, "WEIRD"),
            (Why::Deferred { expression: "var.x".into() }, "var.x"),
            (Why::NotCollected { what: "w5".into() }, "w5"),
            (Why::Interrupted { operation: "a:B".into() }, "a:B"),
            (Why::Limit { what: "w6".into() }, "w6"),
        ];
        for language in Language::ALL {
            for (reason, value) in &all {
                let text = why(language, reason);
                assert!(text.contains(value) && !text.contains('{'), "{language:?}: {text}");
            }
        }
    }

    #[test]
    fn values_are_not_filled_again() {
        assert_eq!(fill("a {x} b {y}", &[("x", "{y}"), ("y", "1")]), "a {y} b 1");
        assert_eq!(fill("a {x", &[("x", "1")]), "a {x");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
    }
}
