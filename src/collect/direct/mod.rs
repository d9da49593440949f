//! Read calls to the services whose generated clients cost more to build than the few calls are worth: IAM,
//! Redshift and its serverless form, Lambda, EC2. They go through the SDK's own runtime, so that signatures, retries, time-outs, proxies
//! and the connection pool are those of the generated clients.
//!
//! Only calls and the reading of answers are here; what to ask and what the answers mean is the collectors' affair.

pub mod ec2;
mod endpoint;
pub mod iam;
pub mod lambda;
pub mod redshift;
pub mod redshift_serverless;
mod xml;

use crate::collect::operations::Operation;
use aws_config::SdkConfig;
use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::invocation_id::InvocationIdInterceptor;
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_runtime::service_clock_skew::{ServiceClockSkewClassifier, ServiceClockSkewInterceptor};
use aws_runtime::user_agent::{ApiMetadata, UserAgentInterceptor};
use aws_smithy_runtime::client::http::connection_poisoning::ConnectionPoisoningInterceptor;
use aws_smithy_runtime::client::orchestrator::operation::Operation as Call;
use aws_smithy_runtime::client::retries::classifiers::{HttpStatusCodeClassifier, TransientErrorClassifier};
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{AuthSchemeOptionResolverParams, SharedAuthScheme};
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{SharedRuntimePlugin, StaticRuntimePlugin};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::SigningName;
use aws_types::region::SigningRegion;
use aws_types::service_config::ServiceConfigKey;
use std::borrow::Cow;
use std::fmt::{self, Write};

/// A service, and how it speaks.
#[derive(Debug)]
pub struct Service {
    /// In host names and signatures.
    name: &'static str,
    /// In `AWS_ENDPOINT_URL_<ID>` and the profile's `services` section.
    id: &'static str,
    protocol: Protocol,
}

#[derive(Debug, Clone, Copy)]
enum Protocol {
    /// A form with this version; XML answers, which hold their members in a result.
    Query(&'static str),
    /// The same without the result.
    Ec2(&'static str),
    /// Path and query string; JSON answers.
    Rest,
    /// A JSON document for an operation below this prefix; JSON answers.
    Json(&'static str),
}

pub static EC2: Service = Service { name: "ec2", id: "EC2", protocol: Protocol::Ec2("2016-11-15") };
pub static IAM: Service = Service { name: "iam", id: "IAM", protocol: Protocol::Query("2010-05-08") };
pub static LAMBDA: Service = Service { name: "lambda", id: "Lambda", protocol: Protocol::Rest };
pub static REDSHIFT: Service =
    Service { name: "redshift", id: "Redshift", protocol: Protocol::Query("2012-12-01") };

pub static REDSHIFT_SERVERLESS: Service = Service {
    name: "redshift-serverless",
    id: "Redshift Serverless",
    protocol: Protocol::Json("RedshiftServerless"),
};

/// Calls one service in one region.
#[derive(Debug)]
pub struct Client {
    service: &'static Service,
    partition: Cow<'static, str>,
    plugin: SharedRuntimePlugin,
    config: SdkConfig,
}

/// Parameters of a call: form fields or pairs of a query string. A value that is `None` is left out.
pub type Parameters<'a> = &'a [(&'a str, Option<&'a str>)];

/// An answer that is not what the service's model says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// The service refused, or its answer cannot be read (then without a code).
#[derive(Debug)]
pub struct Error(ErrorMetadata);

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.code().unwrap_or("unreadable answer"))
    }
}

impl std::error::Error for Error {}

impl ProvideErrorMetadata for Error {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}

/// What a call gives.
pub type Answer<T> = Result<T, SdkError<Error, HttpResponse>>;

impl Client {
    /// `config` names the region.
    pub fn new(config: &SdkConfig, service: &'static Service) -> Self {
        let region = config.region().map(|r| r.as_ref().to_owned()).unwrap_or_default();
        Client {
            service,
            partition: format!("{}-{region}", service.name).into(),
            plugin: SharedRuntimePlugin::new(plugin(config, service, &region)),
            config: config.clone(),
        }
    }

    /// A call of a service that answers XML.
    pub async fn query<T: fmt::Debug + Send + Sync + 'static>(
        &self,
        op: &Operation,
        parameters: Parameters<'_>,
        read: fn(xml::Element<'_, '_>) -> Result<T, Unreadable>,
    ) -> Answer<T> {
        let (version, wrapped) = match self.service.protocol {
            Protocol::Query(version) => (version, true),
            Protocol::Ec2(version) => (version, false),
            Protocol::Rest | Protocol::Json(_) => unreachable!("{} answers JSON", self.service.name),
        };
        let action = op.method();
        let common = [("Action", Some(action)), ("Version", Some(version))];
        let form = encoded(common.iter().chain(parameters));
        let request = move || {
            let mut request = HttpRequest::new(SdkBody::from(form.clone()));
            request.set_method("POST")?;
            request.set_uri("/")?;
            request.headers_mut().insert("content-type", "application/x-www-form-urlencoded");
            Ok(request)
        };
        self.send(action, request, move |body| xml::answer(body, action, wrapped, read), xml::error).await
    }

    /// A GET of a service that answers JSON; `path` is already percent-encoded.
    pub async fn get<T: serde::de::DeserializeOwned + fmt::Debug + Send + Sync + 'static>(
        &self,
        op: &Operation,
        path: &str,
        parameters: Parameters<'_>,
    ) -> Answer<T> {
        let query = encoded(parameters.iter());
        let uri = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        let request = move || {
            let mut request = HttpRequest::new(SdkBody::empty());
            request.set_uri(uri.as_str())?;
            Ok(request)
        };
        self.send(op.method(), request, json, json_error).await
    }

    /// A call of a service that takes and answers JSON documents.
    pub async fn post<T: serde::de::DeserializeOwned + fmt::Debug + Send + Sync + 'static>(
        &self,
        op: &Operation,
        document: &serde_json::Value,
    ) -> Answer<T> {
        let Protocol::Json(prefix) = self.service.protocol else {
            unreachable!("{} takes no JSON documents", self.service.name)
        };
        let (body, target) = (document.to_string(), format!("{prefix}.{}", op.method()));
        let request = move || {
            let mut request = HttpRequest::new(SdkBody::from(body.clone()));
            request.set_method("POST")?;
            request.set_uri("/")?;
            request.headers_mut().insert("content-type", "application/x-amz-json-1.1");
            request.headers_mut().insert("x-amz-target", target.clone());
            Ok(request)
        };
        self.send(op.method(), request, json, json_error).await
    }

    async fn send<T: fmt::Debug + Send + Sync + 'static>(
        &self,
        name: &'static str,
        request: impl Fn() -> Result<HttpRequest, aws_smithy_runtime_api::box_error::BoxError>
        + Send
        + Sync
        + 'static,
        read: impl Fn(&str) -> Result<T, Unreadable> + Send + Sync + 'static,
        error: fn(&HttpResponse, &str) -> ErrorMetadata,
    ) -> Answer<T> {
        let mut call = Call::builder()
            .service_name(self.partition.clone())
            .operation_name(name)
            .serializer(move |(): ()| request())
            .deserializer(move |response: &HttpResponse| {
                let body = response.body().bytes().and_then(|b| std::str::from_utf8(b).ok());
                if !response.status().is_success() {
                    return Err(OrchestratorError::operation(Error(error(response, body.unwrap_or("")))));
                }
                let unreadable = || OrchestratorError::operation(Error(ErrorMetadata::builder().build()));
                read(body.ok_or_else(unreadable)?).map_err(|Unreadable| unreadable())
            })
            .runtime_plugin(self.plugin.clone());
        if let Some(version) = self.config.behavior_version() {
            call = call.behavior_version(version);
        }
        if let Some(retries) = self.config.retry_config() {
            call = call.standard_retry(retries);
        }
        if let Some(timeouts) = self.config.timeout_config() {
            call = call.timeout_config(timeouts.clone());
        }
        call.build().invoke(()).await
    }
}

impl Operation {
    /// `ListClustersV2` of `kafka:ListClustersV2`.
    fn method(&self) -> &'static str {
        self.name.split_once(':').map_or(self.name, |(_, method)| method)
    }
}

/// Everything that all calls of a service share, as the generated clients set it up.
fn plugin(config: &SdkConfig, service: &Service, region: &str) -> StaticRuntimePlugin {
    let endpoint = endpoint::Endpoint::new(service.name, region, config, configured_url(config, service));
    let mut layer = Layer::new("direct");
    layer.store_put(SigV4OperationSigningConfig {
        region: Some(SigningRegion::from(aws_config::Region::new(endpoint.signing_region().to_owned()))),
        name: Some(SigningName::from_static(service.name)),
        ..SigV4OperationSigningConfig::default()
    });
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    layer.store_put(EndpointResolverParams::new(()));
    layer.store_put(ApiMetadata::new(service.name, env!("CARGO_PKG_VERSION")));
    layer.store_or_unset(config.app_name().cloned());
    if let Some(stalled) = config.stalled_stream_protection() {
        layer.store_put(stalled);
    }
    let mut components = RuntimeComponentsBuilder::new("direct");
    components
        .set_http_client(config.http_client())
        .set_sleep_impl(config.sleep_impl())
        .set_time_source(config.time_source())
        .set_endpoint_resolver(Some(endpoint))
        .push_auth_scheme(SharedAuthScheme::new(SigV4AuthScheme::new()))
        .set_auth_scheme_option_resolver(Some(StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID])));
    if let Some(cache) = config.identity_cache() {
        components.set_identity_cache(Some(cache));
    }
    if let Some(credentials) = config.credentials_provider() {
        components.set_identity_resolver(SCHEME_ID, credentials);
    }
    components
        .push_interceptor(ConnectionPoisoningInterceptor::new())
        .push_interceptor(ServiceClockSkewInterceptor::new())
        .push_interceptor(RequestInfoInterceptor::new())
        .push_interceptor(UserAgentInterceptor::new())
        .push_interceptor(InvocationIdInterceptor::new())
        .push_retry_classifier(HttpStatusCodeClassifier::default())
        .push_retry_classifier(TransientErrorClassifier::<Error>::new())
        .push_retry_classifier(AwsErrorCodeClassifier::<Error>::new())
        .push_retry_classifier(ServiceClockSkewClassifier::<Error>::new());
    StaticRuntimePlugin::new().with_config(layer.freeze()).with_runtime_components(components)
}

/// The endpoint that options, environment or profile name; those of one service before those of all.
fn configured_url(config: &SdkConfig, service: &Service) -> Option<String> {
    let general = || config.endpoint_url().map(str::to_owned);
    if config.get_origin("endpoint_url").is_client_config() {
        return general();
    }
    let key = ServiceConfigKey::builder()
        .service_id(service.id)
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build()
        .expect("all of it is set");
    config.service_config().and_then(|c| c.load_config(key)).or_else(general)
}

fn encoded<'a>(pairs: impl Iterator<Item = &'a (&'a str, Option<&'a str>)>) -> String {
    let pair =
        |(name, value): &(&str, Option<&str>)| Some(format!("{}={}", percent(name), percent((*value)?)));
    pairs.filter_map(pair).collect::<Vec<_>>().join("&")
}

/// Percent-encoded for a path segment, a query string or a form.
pub fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ => write!(out, "%{byte:02X}").expect("a string takes everything"),
        }
    }
    out
}

fn json<T: serde::de::DeserializeOwned>(body: &str) -> Result<T, Unreadable> {
    serde_json::from_str(body).map_err(|_| Unreadable)
}

/// The code stands in a header or in the body, behind a namespace or before a documentation URL.
fn json_error(response: &HttpResponse, body: &str) -> ErrorMetadata {
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(serde_json::Value::as_str);
    let code = response.headers().get("x-amzn-errortype").or_else(|| text("__type")).or_else(|| text("code"));
    let code = code.map(|c| c.split(':').next().unwrap_or(c)).map(|c| c.rsplit('#').next().unwrap_or(c));
    let mut metadata = ErrorMetadata::builder();
    if let Some(code) = code.filter(|c| !c.is_empty()) {
        metadata = metadata.code(code);
    }
    if let Some(message) = text("message").or_else(|| text("Message")) {
        metadata = metadata.message(message);
    }
    metadata.build()
}
