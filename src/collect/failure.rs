//! What went wrong with a call, reduced to what may be kept: operation, code and kind. AWS's message is read
//! once, for the kind of denial, and dropped: it can hold data of the account.

use super::operations::Operation;
use crate::inventory::{Denial, Why};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub why: Why,
    /// AWS's error code; empty when the call did not reach AWS.
    pub code: Box<str>,
}

impl Failure {
    /// The resource does not exist (any more).
    pub fn not_found(&self) -> bool {
        matches!(
            &*self.code,
            "NotFoundException" | "ResourceNotFoundException" | "NotFound" | "ResourceNotFound"
        )
    }

    /// The credentials have expired: no later page or call can succeed.
    pub fn expired(&self) -> bool {
        EXPIRED.contains(&&*self.code)
    }
}

const THROTTLED: [&str; 9] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "LimitExceededException",
];
const DENIED: [&str; 8] = [
    "AccessDenied",
    "AccessDeniedException",
    "ForbiddenException",
    "UnauthorizedException",
    "UnauthorizedOperation",
    "AuthorizationError",
    "NotAuthorized",
    "KMSAccessDeniedException",
];
const EXPIRED: [&str; 4] =
    ["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"];
/// With credentials that STS has just accepted, these mean that the region does not know the account.
const REGION_DISABLED: [&str; 5] = [
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "OptInRequired",
    "AuthFailure",
    "RegionDisabledException",
];

/// Whether a code may mean that the account has not enabled the region.
pub fn region_disabled(code: &str) -> bool {
    REGION_DISABLED.contains(&code)
}

/// Reduces an SDK error.
pub fn failure<E: ProvideErrorMetadata>(op: &Operation, error: &SdkError<E, HttpResponse>) -> Failure {
    let operation: Box<str> = op.name.into();
    let failed = |code: &str| Failure {
        why: Why::Failed { operation: op.name.into(), code: code.into() },
        code: "".into(),
    };
    match error {
        SdkError::ServiceError(context) => {
            let status = context.raw().status().as_u16();
            match context.err().code() {
                Some(code) => classify(operation, &known(code), context.err().message().unwrap_or("")),
                None if (200..300).contains(&status) => malformed(operation),
                None if status == 429 => Failure { why: Why::Throttled { operation }, code: "".into() },
                None => failed(&format!("HTTP {status}")),
            }
        }
        // The answer broke off: what was read of it was never parsed.
        SdkError::ResponseError(_) => failed("connection"),
        SdkError::TimeoutError(_) => failed("timeout"),
        SdkError::DispatchFailure(e) if e.is_timeout() => failed("timeout"),
        SdkError::DispatchFailure(e) if e.is_io() => failed("connection"),
        // Never sent: nothing to sign it with, or nowhere to send it.
        SdkError::DispatchFailure(_) => failed("credentials or endpoint"),
        SdkError::ConstructionFailure(_) => failed("credentials or endpoint"),
        _ => failed("unknown"),
    }
}

fn malformed(operation: Box<str>) -> Failure {
    Failure { why: Why::Malformed { operation, detail: "the answer cannot be read".into() }, code: "".into() }
}

/// An error code as AWS writes them; anything else a hostile or broken endpoint sends is not repeated.
fn known(code: &str) -> Box<str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_:".contains(c);
    if !code.is_empty() && code.len() <= 80 && code.chars().all(plain) {
        code.into()
    } else {
        "unreadable".into()
    }
}

fn classify(operation: Box<str>, code: &str, message: &str) -> Failure {
    let denied = |by| Why::Denied { operation: operation.clone(), code: code.into(), by };
    let why = if THROTTLED.contains(&code) {
        Why::Throttled { operation: operation.clone() }
    } else if DENIED.contains(&code) {
        denied(denial(message, &operation))
    } else if region_disabled(code) {
        denied(Denial::RegionDisabled)
    } else {
        Why::Failed { operation: operation.clone(), code: code.into() }
    };
    Failure { why, code: code.into() }
}

/// What refused the call, from the wording of AWS's message: "because no identity-based policy allows ...",
/// "with an explicit deny in a service control policy" ...
pub fn denial(message: &str, operation: &str) -> Denial {
    let text = message.to_ascii_lowercase();
    let says = |words: &str| text.contains(words);
    if says("service control policy") {
        Denial::ServiceControlPolicy
    } else if says("resource control policy") {
        Denial::ResourceControlPolicy
    } else if says("permissions boundary") {
        Denial::PermissionsBoundary
    } else if says("session policy") {
        Denial::SessionPolicy
    } else if says("vpc endpoint policy") {
        Denial::VpcEndpointPolicy
    } else if says("resource-based policy") {
        if operation.starts_with("kms:") { Denial::KeyPolicy } else { Denial::ResourcePolicy }
    } else if says("identity-based policy") {
        Denial::IdentityPolicy
    } else {
        Denial::Unspecified
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denials_are_told_apart_by_aws_wording() {
        let who = "User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: kms:DescribeKey on resource: x";
        for (tail, operation, by) in [
            (
                " because no identity-based policy allows the action",
                "kafka:ListClustersV2",
                Denial::IdentityPolicy,
            ),
            (
                " with an explicit deny in an identity-based policy",
                "kafka:ListClustersV2",
                Denial::IdentityPolicy,
            ),
            (
                " with an explicit deny in a service control policy",
                "kafka:ListClustersV2",
                Denial::ServiceControlPolicy,
            ),
            (
                " because no service control policy allows the action",
                "kms:DescribeKey",
                Denial::ServiceControlPolicy,
            ),
            (
                " with an explicit deny in a resource control policy",
                "kms:DescribeKey",
                Denial::ResourceControlPolicy,
            ),
            (
                " because no permissions boundary allows the action",
                "kms:DescribeKey",
                Denial::PermissionsBoundary,
            ),
            (" because no session policy allows the action", "kms:DescribeKey", Denial::SessionPolicy),
            (" because no resource-based policy allows the action", "kms:DescribeKey", Denial::KeyPolicy),
            (
                " because no resource-based policy allows the action",
                "secretsmanager:GetResourcePolicy",
                Denial::ResourcePolicy,
            ),
            (
                " because no VPC endpoint policy allows the action",
                "kms:DescribeKey",
                Denial::VpcEndpointPolicy,
            ),
            ("", "kms:DescribeKey", Denial::Unspecified),
        ] {
            assert_eq!(denial(&format!("{who}{tail}"), operation), by, "{tail}");
        }
    }

    /// What stands between the scanner and AWS answers in its own way.
    #[test]
    fn an_answer_without_code_is_told_by_its_status() {
        use aws_smithy_runtime_api::http::StatusCode;
        use aws_smithy_types::body::SdkBody;
        use aws_smithy_types::error::ErrorMetadata;
        let of = |status: u16| {
            let status = StatusCode::try_from(status).expect("a status");
            let raw = HttpResponse::new(status, SdkBody::empty());
            let error = SdkError::service_error(ErrorMetadata::builder().build(), raw);
            failure(&super::super::operations::LIST_CLUSTERS, &error).why
        };
        let operation = || Box::from("kafka:ListClustersV2");
        assert_eq!(of(429), Why::Throttled { operation: operation() });
        assert_eq!(of(502), Why::Failed { operation: operation(), code: "HTTP 502".into() });
        assert!(matches!(of(200), Why::Malformed { .. }));
    }

    #[test]
    fn codes_become_kinds_and_messages_are_dropped() {
        let of = |code| classify("kafka:ListClustersV2".into(), code, "secret-in-a-message");
        assert_eq!(
            of("TooManyRequestsException").why,
            Why::Throttled { operation: "kafka:ListClustersV2".into() }
        );
        assert!(matches!(of("ForbiddenException").why, Why::Denied { by: Denial::Unspecified, .. }));
        assert!(matches!(
            of("UnrecognizedClientException").why,
            Why::Denied { by: Denial::RegionDisabled, .. }
        ));
        assert!(of("ExpiredTokenException").expired() && of("NotFoundException").not_found());
        for code in ["AccessDenied", "InternalServerErrorException"] {
            assert!(!format!("{:?}", of(code)).contains("secret-in-a-message"));
        }
        assert_eq!(&*known("a\u{1b}[31m"), "unreadable");
    }
}
