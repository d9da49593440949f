//! Credentials, the shared configuration of all clients, and who is asking.

use super::operations::GET_CALLER_IDENTITY;
use super::{CollectError, Options, Progress, Stop};
use crate::inventory::Arn;
use crate::inventory::{Coverage, Why};
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::sts::AssumeRoleProvider;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::{Builder, ConnectorBuilder, tls};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::app_name::AppName;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Who is asking, and with what.
pub struct Session {
    pub config: SdkConfig,
    pub regions: Vec<Box<str>>,
    pub account: Box<str>,
    pub partition: Box<str>,
    pub principal: Box<str>,
    pub coverage: Coverage,
}

/// Attempts of a call, the first included.
const ATTEMPTS: u32 = 6;

/// Loads the standard configuration, takes on the role, and asks AWS who that is.
pub async fn open(
    options: &Options,
    progress: &(dyn Fn(&Progress) + Sync),
    stop: &Stop,
) -> Result<Session, CollectError> {
    check(options)?;
    let config = load(options).await;
    let mut regions: Vec<Box<str>> = options.regions.iter().map(|r| r.as_str().into()).collect();
    if regions.is_empty() {
        regions.extend(config.region().map(|r| r.as_ref().into()));
    }
    regions.sort();
    regions.dedup();
    let first = regions.first().ok_or(CollectError::NoRegion)?.clone();
    let config = config.into_builder().region(Region::new(String::from(first))).build();
    let config = match &options.role_arn {
        Some(role) => assume(options, config, role).await?,
        None => config,
    };
    let identity = tokio::select! {
        biased;
        () = stop.triggered() => return Err(CollectError::Interrupted),
        identity = identify(&config, options.role_arn.is_some()) => identity?,
    };
    let arn = Arn::parse(&identity.principal).map(|a| a.partition);
    let partition = arn.unwrap_or("aws").into();
    progress(&Progress::Identified {
        account: identity.account.clone(),
        principal: identity.principal.clone(),
        regions: regions.len(),
    });
    let mut coverage = Coverage::new(&identity.account, &regions[0], GET_CALLER_IDENTITY.name);
    (coverage.calls, coverage.items) = (1, 1);
    Ok(Session {
        config,
        regions,
        account: identity.account,
        partition,
        principal: identity.principal,
        coverage,
    })
}

fn check(options: &Options) -> Result<(), CollectError> {
    let code = |r: &str| {
        (3..=32).contains(&r.len())
            && r.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && r.starts_with(|c: char| c.is_ascii_lowercase())
            && r.contains('-')
    };
    if let Some(region) = options.regions.iter().find(|r| !code(r)) {
        return Err(CollectError::BadRegion { region: region.clone() });
    }
    if let Some(url) = &options.endpoint_url {
        let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
        let good = rest.is_some_and(|r| !r.is_empty() && !r.starts_with('/') && !r.contains(['@', ' ']));
        if !good {
            // A user name and password in it are nobody's business.
            let url = url.rsplit_once('@').map_or(url.clone(), |(_, host)| format!("...@{host}"));
            return Err(CollectError::BadEndpoint { url });
        }
    }
    Ok(())
}

async fn load(options: &Options) -> SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http_client())
        .app_name(
            AppName::new(concat!("tidegate-", env!("CARGO_PKG_VERSION"))).expect("letters, digits, dots"),
        )
        .timeout_config(
            TimeoutConfig::builder()
                .operation_attempt_timeout(options.call_timeout)
                .operation_timeout(options.operation_timeout)
                .build(),
        );
    if let Some(profile) = &options.profile {
        // A profile named on the command line stands over keys that happen to be in the environment: reading
        // another account than the one asked for would be worse than reading none.
        let named = ProfileFileCredentialsProvider::builder().profile_name(profile).build();
        loader = loader.profile_name(profile).credentials_provider(named);
    }
    if let Some(region) = options.regions.first() {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(url) = &options.endpoint_url {
        loader = loader.endpoint_url(url);
    }
    let config = loader.load().await;
    // The environment and the profile may ask for more or fewer attempts; the adaptive mode is ours.
    let asked = ["AWS_MAX_ATTEMPTS"].iter().any(|name| std::env::var_os(name).is_some());
    let attempts = config.retry_config().filter(|_| asked).map_or(ATTEMPTS, RetryConfig::max_attempts);
    let retries = RetryConfig::adaptive()
        .with_max_attempts(attempts)
        .with_initial_backoff(Duration::from_millis(100))
        .with_max_backoff(Duration::from_secs(5));
    config.into_builder().retry_config(retries).build()
}

/// One connection pool for all clients, with the proxies that the environment names.
fn http_client() -> SharedHttpClient {
    Builder::new().build_with_connector_fn(|settings, components| {
        let mut connector = ConnectorBuilder::default()
            .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::AwsLc));
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(|c| c.sleep_impl()));
        connector.set_proxy_config(Some(ProxyConfig::from_env()));
        connector.build()
    })
}

async fn assume(options: &Options, config: SdkConfig, role: &str) -> Result<SdkConfig, CollectError> {
    let mut provider = AssumeRoleProvider::builder(role).session_name("tidegate").configure(&config);
    if let Some(id) = &options.external_id {
        provider = provider.external_id(id);
    }
    let provider = provider.build().await;
    // Asked for here, so that a refusal is told as what it is.
    let first = provider.provide_credentials().await.map_err(|error| CollectError::RoleRefused {
        role: role.to_owned(),
        code: source_code(&error).unwrap_or_else(|| "no answer".into()),
    })?;
    let provider = Assumed { first: Mutex::new(Some(first)), provider };
    Ok(config.into_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build())
}

/// A role's credentials: those already had, then fresh ones.
#[derive(Debug)]
struct Assumed {
    first: Mutex<Option<Credentials>>,
    provider: AssumeRoleProvider,
}

impl ProvideCredentials for Assumed {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        match self.first.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(first) => future::ProvideCredentials::ready(Ok(first)),
            None => self.provider.provide_credentials(),
        }
    }
}

struct Identity {
    account: Box<str>,
    principal: Box<str>,
}

/// `assumed`: the credentials are a role's, and were had a moment ago.
async fn identify(config: &SdkConfig, assumed: bool) -> Result<Identity, CollectError> {
    let provider = config
        .credentials_provider()
        .ok_or(CollectError::NoCredentials { problem: "no source of credentials is configured" })?;
    if !assumed && provider.provide_credentials().await.is_err() {
        return Err(CollectError::NoCredentials { problem: "none of the standard sources gave any" });
    }
    let answer = aws_sdk_sts::Client::new(config).get_caller_identity().send().await;
    let answer = answer.map_err(|e| {
        let f = super::failure::failure(&GET_CALLER_IDENTITY, &e);
        let code = match &f.why {
            Why::Failed { code, .. } | Why::Denied { code, .. } => code.clone(),
            Why::Throttled { .. } => "throttled".into(),
            _ => "unreadable answer".into(),
        };
        match &f.why {
            _ if f.expired() || INVALID.contains(&&*f.code) => CollectError::CredentialsRefused { code },
            Why::Denied { .. } => CollectError::IdentityRefused { code },
            Why::Failed { .. } if f.code.is_empty() && ["connection", "timeout"].contains(&&*code) => {
                CollectError::Unreachable { code }
            }
            _ => CollectError::NoIdentity { code },
        }
    })?;
    let missing = || CollectError::NoIdentity { code: "incomplete answer".into() };
    Ok(Identity {
        account: answer.account().ok_or_else(missing)?.into(),
        principal: answer.arn().ok_or_else(missing)?.into(),
    })
}

/// Codes for credentials that AWS does not know.
const INVALID: [&str; 4] =
    ["InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "InvalidAccessKeyId"];

/// The AWS error code at the bottom of a credentials error.
fn source_code(error: &(dyn std::error::Error + 'static)) -> Option<Box<str>> {
    use aws_sdk_sts::operation::assume_role::AssumeRoleError;
    use aws_smithy_types::error::metadata::ProvideErrorMetadata;
    let mut at = Some(error);
    while let Some(e) = at {
        if let Some(e) = e.downcast_ref::<AssumeRoleError>() {
            return e.code().map(Into::into);
        }
        at = e.source();
    }
    None
}
