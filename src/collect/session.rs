//! Credentials, the shared configuration of all clients, and who is asking.

use super::failure::Failure;
use super::operations::GET_CALLER_IDENTITY;
use super::{CollectError, Options, Progress, Stop};
use crate::inventory::Arn;
use crate::inventory::{Coverage, Denial, Gap, Why};
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
    /// Of asking who is asking: one entry for each region that was asked.
    pub coverage: Vec<Coverage>,
}

/// Attempts of a call, the first included.
const ATTEMPTS: u32 = 6;
/// What the SDK reads when neither the environment nor the profile names a number.
const UNASKED_ATTEMPTS: u32 = 3;

/// Loads the standard configuration, takes on the role, and asks AWS who that is, until the run ends.
pub async fn open(
    options: &Options,
    progress: &(dyn Fn(&Progress) + Sync),
    stop: &Stop,
    deadline: tokio::time::Instant,
) -> Result<Session, CollectError> {
    tokio::select! {
        biased;
        () = stop.triggered() => Err(CollectError::Interrupted),
        () = tokio::time::sleep_until(deadline) => Err(CollectError::NoIdentity { code: "deadline".into() }),
        session = begin(options, progress) => session,
    }
}

async fn begin(options: &Options, progress: &(dyn Fn(&Progress) + Sync)) -> Result<Session, CollectError> {
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
        Some(role) => assume(options, config, &regions, role).await?,
        None => config,
    };
    let (identity, coverage) = identify(&config, &regions, options.role_arn.is_some()).await?;
    let arn = Arn::parse(&identity.principal).map(|a| a.partition);
    let partition = arn.unwrap_or("aws").into();
    progress(&Progress::Identified {
        account: identity.account.clone(),
        principal: identity.principal.clone(),
        regions: regions.len(),
    });
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
    let asked = |n: &u32| *n != UNASKED_ATTEMPTS || std::env::var_os("AWS_MAX_ATTEMPTS").is_some();
    let attempts = config.retry_config().map(RetryConfig::max_attempts).filter(asked).unwrap_or(ATTEMPTS);
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

/// Takes the role on in the first region whose STS knows the caller's keys.
async fn assume(
    options: &Options,
    config: SdkConfig,
    regions: &[Box<str>],
    role: &str,
) -> Result<SdkConfig, CollectError> {
    let mut refused: Option<Box<str>> = None;
    for region in with_home(regions) {
        let there = config.to_builder().region(Region::new(region.to_owned())).build();
        let mut provider = AssumeRoleProvider::builder(role).session_name("tidegate").configure(&there);
        if let Some(id) = &options.external_id {
            provider = provider.external_id(id);
        }
        let provider = provider.build().await;
        // Asked for here, so that a refusal is told as what it is.
        let error = match provider.provide_credentials().await {
            Ok(first) => {
                let provider =
                    SharedCredentialsProvider::new(Assumed { first: Mutex::new(Some(first)), provider });
                return Ok(config.into_builder().credentials_provider(provider).build());
            }
            Err(error) => error,
        };
        let code = source_code(&error).unwrap_or_else(|| "no answer".into());
        let elsewhere = super::failure::region_disabled(&code);
        refused.get_or_insert(code);
        if !elsewhere {
            break;
        }
    }
    let code = refused.unwrap_or_else(|| "no answer".into());
    Err(CollectError::RoleRefused { role: role.to_owned(), code })
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

/// Asks one region after the other: one that the account has not enabled does not know the account's keys, which
/// says nothing against them. `assumed`: the credentials are a role's, and were had a moment ago.
async fn identify(
    config: &SdkConfig,
    regions: &[Box<str>],
    assumed: bool,
) -> Result<(Identity, Vec<Coverage>), CollectError> {
    let provider = config
        .credentials_provider()
        .ok_or(CollectError::NoCredentials { problem: "no source of credentials is configured" })?;
    if !assumed && provider.provide_credentials().await.is_err() {
        return Err(CollectError::NoCredentials { problem: "none of the standard sources gave any" });
    }
    let mut refused: Vec<(&str, Failure)> = Vec::new();
    for region in with_home(regions) {
        let config = config.to_builder().region(Region::new(region.to_owned())).build();
        let answer = aws_sdk_sts::Client::new(&config).get_caller_identity().send().await;
        let failure = match answer {
            Ok(answer) => {
                let missing = || CollectError::NoIdentity { code: "incomplete answer".into() };
                let account: Box<str> = answer.account().ok_or_else(missing)?.into();
                let coverage = asked(&account, refused, region);
                let principal = answer.arn().ok_or_else(missing)?.into();
                return Ok((Identity { account, principal }, coverage));
            }
            Err(error) => super::failure::failure(&GET_CALLER_IDENTITY, &error),
        };
        match &failure.why {
            Why::Denied { by: Denial::RegionDisabled, .. } => refused.push((region, failure)),
            _ => return Err(unidentified(&failure)),
        }
    }
    // Nobody knows them, not even the region that no account can switch off.
    Err(refused.first().map_or(CollectError::NoRegion, |(_, failure)| unidentified(failure)))
}

/// The run's regions, and then the one of their partition that every account has.
fn with_home(regions: &[Box<str>]) -> impl Iterator<Item = &str> {
    let home = match regions.first() {
        Some(r) if r.starts_with("cn-") => "cn-north-1",
        Some(r) if r.starts_with("us-gov-") => "us-gov-west-1",
        _ => "us-east-1",
    };
    regions.iter().map(|r| &**r).chain((!regions.iter().any(|r| **r == *home)).then_some(home))
}

fn asked(account: &str, refused: Vec<(&str, Failure)>, told: &str) -> Vec<Coverage> {
    let one = |region: &str, items, gaps| Coverage {
        calls: 1,
        items,
        gaps,
        ..Coverage::new(account, region, GET_CALLER_IDENTITY.name)
    };
    let refused = refused.into_iter().map(|(region, failure)| {
        one(region, 0, vec![Gap { target: None, why: failure.why, optional: false }])
    });
    refused.chain([one(told, 1, Vec::new())]).collect()
}

fn unidentified(f: &Failure) -> CollectError {
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
