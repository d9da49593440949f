//! Where a service is reached. The SDK's own table of partitions answers, asked through the Redshift Data API,
//! whose host names follow the general rule without exceptions; the exceptions of our services are added here.

use aws_config::SdkConfig;
use aws_sdk_redshiftdata::config::endpoint::{DefaultResolver, Params, ResolveEndpoint as _};
use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, EndpointResolverParams, ResolveEndpoint};
use aws_smithy_types::endpoint::Endpoint as Resolved;

/// Whose host names follow the rule.
const REGULAR: &str = "redshift-data";

/// The endpoint of one service in one region.
#[derive(Debug)]
pub struct Endpoint {
    service: &'static str,
    region: String,
    fips: bool,
    dual_stack: bool,
    /// A URL that somebody chose: taken as it is.
    url: Option<String>,
}

impl Endpoint {
    pub fn new(service: &'static str, region: &str, config: &SdkConfig, url: Option<String>) -> Self {
        Self {
            service,
            region: region.to_owned(),
            fips: config.use_fips().unwrap_or(false),
            dual_stack: config.use_dual_stack().unwrap_or(false),
            url,
        }
    }

    /// The region that signatures name: IAM is one for a whole partition.
    pub fn signing_region(&self) -> &str {
        if self.service == "iam" { home(&self.region) } else { &self.region }
    }

    async fn resolve(&self) -> Result<Resolved, Box<dyn std::error::Error + Send + Sync>> {
        let params = Params::builder()
            .region(self.region.clone())
            .use_fips(self.fips)
            .use_dual_stack(self.dual_stack)
            .set_endpoint(self.url.clone())
            .build()?;
        let resolver = DefaultResolver::new();
        let resolved = resolver.resolve_endpoint(&params).await?;
        if self.url.is_some() {
            return Ok(resolved);
        }
        let fips = if self.fips { "-fips" } else { "" };
        let host = resolved.url().strip_prefix(&format!("https://{REGULAR}{fips}."));
        let host = host.ok_or("an endpoint of another form")?;
        Ok(Resolved::builder().url(format!("https://{}", self.host(host, fips)?)).build())
    }

    /// `rest` is what follows the service's label: `eu-west-1.amazonaws.com`.
    fn host(&self, rest: &str, fips: &str) -> Result<String, &'static str> {
        let gov = self.region.starts_with("us-gov-");
        if self.service != "iam" {
            // Redshift and EC2 have no hosts of their own for FIPS there.
            let plain = gov && !self.dual_stack && ["redshift", "ec2"].contains(&self.service);
            return Ok(format!("{}{}.{rest}", self.service, if plain { "" } else { fips }));
        }
        let suffix = rest.strip_prefix(&format!("{}.", self.region)).ok_or("an endpoint of another form")?;
        Ok(match home(&self.region) {
            "us-east-1" if self.dual_stack => format!("iam{fips}.global.{suffix}"),
            "us-east-1" => format!("iam{fips}.{suffix}"),
            "us-gov-west-1" => format!("iam.us-gov.{suffix}"),
            home => format!("iam.{home}.{suffix}"),
        })
    }
}

impl ResolveEndpoint for Endpoint {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::new(self.resolve())
    }
}

/// The region of a partition that holds its IAM.
fn home(region: &str) -> &'static str {
    [
        ("cn-", "cn-north-1"),
        ("us-gov-", "us-gov-west-1"),
        ("us-iso-", "us-iso-east-1"),
        ("us-isob-", "us-isob-east-1"),
        ("us-isof-", "us-isof-south-1"),
        ("eu-isoe-", "eu-isoe-west-1"),
        ("eusc-", "eusc-de-east-1"),
    ]
    .into_iter()
    .find(|(prefix, _)| region.starts_with(prefix))
    .map_or("us-east-1", |(_, home)| home)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn url(service: &'static str, region: &str, fips: bool, dual_stack: bool) -> String {
        let endpoint = Endpoint { service, region: region.into(), fips, dual_stack, url: None };
        endpoint.resolve().await.map(|e| e.url().to_owned()).unwrap_or_else(|e| e.to_string())
    }

    /// As the services' own endpoint rules have it.
    #[tokio::test]
    async fn each_partition_and_variant_has_its_hosts() {
        for (service, region, fips, dual, expected) in [
            ("redshift", "eu-west-1", false, false, "https://redshift.eu-west-1.amazonaws.com"),
            ("lambda", "cn-north-1", false, false, "https://lambda.cn-north-1.amazonaws.com.cn"),
            ("ec2", "us-east-1", true, false, "https://ec2-fips.us-east-1.amazonaws.com"),
            ("ec2", "us-gov-west-1", true, false, "https://ec2.us-gov-west-1.amazonaws.com"),
            ("redshift", "us-gov-east-1", true, false, "https://redshift.us-gov-east-1.amazonaws.com"),
            ("redshift", "us-gov-east-1", true, true, "https://redshift-fips.us-gov-east-1.api.aws"),
            ("lambda", "us-gov-west-1", true, false, "https://lambda-fips.us-gov-west-1.amazonaws.com"),
            ("lambda", "eu-west-1", false, true, "https://lambda.eu-west-1.api.aws"),
            ("ec2", "us-iso-east-1", false, false, "https://ec2.us-iso-east-1.c2s.ic.gov"),
            ("redshift", "eusc-de-east-1", false, false, "https://redshift.eusc-de-east-1.amazonaws.eu"),
            ("iam", "ap-northeast-1", false, false, "https://iam.amazonaws.com"),
            ("iam", "ap-northeast-1", true, false, "https://iam-fips.amazonaws.com"),
            ("iam", "ap-northeast-1", false, true, "https://iam.global.api.aws"),
            ("iam", "cn-northwest-1", false, false, "https://iam.cn-north-1.amazonaws.com.cn"),
            ("iam", "us-gov-east-1", false, false, "https://iam.us-gov.amazonaws.com"),
            ("iam", "us-gov-east-1", true, false, "https://iam.us-gov.amazonaws.com"),
            ("iam", "us-isob-east-1", false, false, "https://iam.us-isob-east-1.sc2s.sgov.gov"),
            ("iam", "eusc-de-east-1", false, false, "https://iam.eusc-de-east-1.amazonaws.eu"),
        ] {
            assert_eq!(url(service, region, fips, dual).await, expected, "{service} {region} {fips} {dual}");
        }
    }
}
