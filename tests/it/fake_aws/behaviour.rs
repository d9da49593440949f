//! How the fake misbehaves: which calls a behaviour meets, how often, and what happens then.

use super::account::AwsError;
use super::operation::{Call, Protocol, protocol};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A behaviour and the calls it meets. Without further conditions it meets every call of its operation.
#[derive(Debug, Clone)]
pub struct On {
    operation: String,
    region: Option<String>,
    target: Option<String>,
    page: Option<usize>,
    times: Option<usize>,
    pub behaviour: Behaviour,
}

#[derive(Clone)]
pub enum Behaviour {
    /// The service's own throttling error.
    Throttle,
    Deny(Denied),
    /// The service's own error for a session that has run out.
    Expired,
    Error(AwsError),
    /// 503 without an error code, as a load balancer answers.
    Unavailable,
    /// Half of the body, then the connection closes.
    CutMidBody,
    /// The connection closes without an answer.
    NoAnswer,
    /// 200 with a body that is neither JSON nor XML.
    Garbage,
    /// The answer changed by a function: members left out, values of unlike types.
    Change(Arc<dyn Fn(&mut Value) + Send + Sync>),
    /// The answer comes later. Other behaviours still apply.
    Delay(Duration),
    /// Every page carries the token of the second page.
    RepeatToken,
    /// Every page carries a new token; after the first one they are empty.
    EndlessPages,
}

/// What refuses a call; each has AWS's own wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    IdentityPolicyImplicit,
    IdentityPolicyExplicit,
    ServiceControlPolicy,
    ResourceControlPolicy,
    PermissionsBoundary,
    SessionPolicy,
    ResourcePolicy,
    VpcEndpointPolicy,
    /// The message names no policy.
    Unsaid,
    /// KMS on another account's key.
    ForeignKey,
    /// The region is not enabled in the account.
    RegionDisabled,
}

impl On {
    /// `kafka:ListClustersV2`, or `kafka:*` for a whole service, or `*`.
    pub fn every(operation: &str, behaviour: Behaviour) -> Self {
        Self {
            operation: operation.to_owned(),
            region: None,
            target: None,
            page: None,
            times: None,
            behaviour,
        }
    }

    pub fn region(mut self, region: &str) -> Self {
        self.region = Some(region.to_owned());
        self
    }

    /// Only calls about this target, given by its short name.
    pub fn target(mut self, target: &str) -> Self {
        self.target = Some(target.to_owned());
        self
    }

    /// Only this page, from 1.
    pub fn page(mut self, page: usize) -> Self {
        self.page = Some(page);
        self
    }

    /// Only the first `times` calls that it meets.
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }

    /// Whether this call is met; counts down when it is.
    pub fn meets(&mut self, call: &Call, region: &str, target: Option<&str>, page: usize) -> bool {
        let full = format!("{}:{}", call.operation.service, call.operation.name);
        let named = self.operation == "*"
            || self.operation == full
            || self.operation.strip_suffix('*').is_some_and(|service| full.starts_with(service));
        let met = named
            && self.region.as_deref().is_none_or(|r| r == region)
            && self.target.as_deref().is_none_or(|t| Some(t) == target)
            && self.page.is_none_or(|p| p == page);
        if !met {
            return false;
        }
        match &mut self.times {
            None => true,
            Some(0) => false,
            Some(n) => {
                *n -= 1;
                true
            }
        }
    }
}

/// `AccessDenied` of a call in the wording of the service's protocol.
pub fn denial(denied: Denied, call: &Call, region: &str, account: &str) -> AwsError {
    let (service, name) = (call.operation.service, call.operation.name);
    if denied == Denied::RegionDisabled {
        let code = match protocol(service) {
            Protocol::Query(_) => "InvalidClientTokenId",
            Protocol::Ec2(_) => "AuthFailure",
            _ => "UnrecognizedClientException",
        };
        return AwsError::new(403, code, "The security token included in the request is invalid.");
    }
    let (status, code) = match protocol(service) {
        Protocol::Json11 => (400, "AccessDeniedException"),
        Protocol::RestJson => (403, "AccessDeniedException"),
        Protocol::Query(_) => (403, "AccessDenied"),
        Protocol::Ec2(_) => (403, "UnauthorizedOperation"),
    };
    let user = format!("arn:aws:sts::{account}:assumed-role/tidegate-scan/test");
    let action = format!("{service}:{name}");
    let resource = match &call.target {
        Some(arn) if arn.starts_with("arn:") => arn.clone(),
        _ => format!("arn:aws:{service}:{region}:{account}:*"),
    };
    let implicit = |policy: &str| format!("because no {policy} allows the {action} action");
    let reason = match denied {
        Denied::IdentityPolicyImplicit => implicit("identity-based policy"),
        Denied::IdentityPolicyExplicit => "with an explicit deny in an identity-based policy".to_owned(),
        Denied::ServiceControlPolicy => "with an explicit deny in a service control policy".to_owned(),
        Denied::ResourceControlPolicy => "with an explicit deny in a resource control policy".to_owned(),
        Denied::PermissionsBoundary => implicit("permissions boundary"),
        Denied::SessionPolicy => implicit("session policy"),
        Denied::ResourcePolicy => implicit("resource-based policy"),
        Denied::VpcEndpointPolicy => implicit("VPC endpoint policy"),
        Denied::ForeignKey => {
            "because the resource does not exist in this Region, no resource-based policies \
             allow access, or a resource-based policy explicitly denies access"
                .to_owned()
        }
        Denied::Unsaid | Denied::RegionDisabled => String::new(),
    };
    let message =
        format!("User: {user} is not authorized to perform: {action} on resource: {resource} {reason}");
    AwsError::new(status, code, message.trim_end())
}

/// The throttling error of a service (J5).
pub fn throttled(service: &str) -> AwsError {
    match protocol(service) {
        Protocol::RestJson => AwsError::new(429, "TooManyRequestsException", "Too Many Requests"),
        Protocol::Json11 => AwsError::new(400, "ThrottlingException", "Rate exceeded"),
        Protocol::Query(_) => AwsError::new(400, "Throttling", "Rate exceeded"),
        Protocol::Ec2(_) => AwsError::new(503, "RequestLimitExceeded", "Request limit exceeded."),
    }
}

/// The error of a session that has run out.
pub fn expired(service: &str) -> AwsError {
    let message = "The security token included in the request is expired";
    match protocol(service) {
        Protocol::RestJson => AwsError::new(403, "ExpiredTokenException", message),
        Protocol::Json11 => AwsError::new(400, "ExpiredTokenException", message),
        Protocol::Query(_) => AwsError::new(403, "ExpiredToken", message),
        Protocol::Ec2(_) => AwsError::new(400, "RequestExpired", "Request has expired."),
    }
}

impl Behaviour {
    pub fn change(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Self {
        Behaviour::Change(Arc::new(change))
    }
}

impl fmt::Debug for Behaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Behaviour::Throttle => f.write_str("Throttle"),
            Behaviour::Deny(by) => write!(f, "Deny({by:?})"),
            Behaviour::Expired => f.write_str("Expired"),
            Behaviour::Error(e) => write!(f, "Error({e:?})"),
            Behaviour::Unavailable => f.write_str("Unavailable"),
            Behaviour::CutMidBody => f.write_str("CutMidBody"),
            Behaviour::NoAnswer => f.write_str("NoAnswer"),
            Behaviour::Garbage => f.write_str("Garbage"),
            Behaviour::Change(_) => f.write_str("Change"),
            Behaviour::Delay(d) => write!(f, "Delay({d:?})"),
            Behaviour::RepeatToken => f.write_str("RepeatToken"),
            Behaviour::EndlessPages => f.write_str("EndlessPages"),
        }
    }
}
