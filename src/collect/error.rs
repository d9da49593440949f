//! What prevents a whole run. Everything smaller is data: a gap in the coverage.

/// Why nothing could be collected. Each text says whose it is to mend, and how; none repeats AWS's message,
/// which may hold data of the account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CollectError {
    #[error(
        "no AWS region: name one with --region, or set AWS_REGION or the region of the profile in ~/.aws/config"
    )]
    NoRegion,
    #[error("{region:?} is not a region code such as us-east-1: correct --region")]
    BadRegion { region: String },
    #[error("the endpoint {url:?} is not an http:// or https:// URL: correct --endpoint-url")]
    BadEndpoint { url: String },
    #[error(
        "no AWS credentials ({problem}): set them in the environment, name a profile with --profile, or sign in with `aws sso login`"
    )]
    NoCredentials { problem: &'static str },
    #[error(
        "AWS refused the role {role} ({code}): its trust policy must name the caller (and the external id, when it asks for one), and the caller needs sts:AssumeRole on it"
    )]
    RoleRefused { role: String, code: Box<str> },
    #[error(
        "AWS does not accept the credentials ({code}): they have expired or were withdrawn; sign in again or renew them"
    )]
    CredentialsRefused { code: Box<str> },
    #[error(
        "sts:GetCallerIdentity was refused ({code}): nothing can be read without knowing the account; look at the VPC endpoint policy of STS"
    )]
    IdentityRefused { code: Box<str> },
    #[error(
        "AWS cannot be reached ({code}): check the network, the proxy settings (HTTPS_PROXY, NO_PROXY) and --endpoint-url"
    )]
    Unreachable { code: Box<str> },
    #[error("AWS did not say whose account this is (sts:GetCallerIdentity: {code}): try again later")]
    NoIdentity { code: Box<str> },
    #[error("stopped before AWS said whose account this is: nothing was collected")]
    Interrupted,
}

impl CollectError {
    /// 2 for what the caller can mend by other options or credentials, 5 for the network and AWS, 3 when stopped.
    pub fn exit_code(&self) -> u8 {
        match self {
            CollectError::NoRegion
            | CollectError::BadRegion { .. }
            | CollectError::BadEndpoint { .. }
            | CollectError::NoCredentials { .. }
            | CollectError::RoleRefused { .. }
            | CollectError::CredentialsRefused { .. }
            | CollectError::IdentityRefused { .. } => 2,
            CollectError::Interrupted => 3,
            CollectError::Unreachable { .. } | CollectError::NoIdentity { .. } => 5,
        }
    }
}
