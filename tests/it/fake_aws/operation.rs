//! The operations the fake serves, and how a request names one.

use super::http::{Request, decode};
use serde_json::Value;

/// One operation of one service.
#[derive(Debug)]
pub struct Operation {
    pub service: &'static str,
    pub name: &'static str,
    pub listing: Option<Listing>,
}

/// How an operation pages.
#[derive(Debug)]
pub struct Listing {
    /// Member that holds the items.
    pub items: &'static str,
    /// Member of the answer, and parameter of the request, that hold the token.
    pub token: &'static str,
    pub token_parameter: &'static str,
    /// Parameter, smallest and largest value, default of the page size.
    pub size: (&'static str, usize, usize, usize),
}

const fn plain(service: &'static str, name: &'static str) -> Operation {
    Operation { service, name, listing: None }
}

const fn list(service: &'static str, name: &'static str, listing: Listing) -> Operation {
    Operation { service, name, listing: Some(listing) }
}

const fn kafka(items: &'static str) -> Listing {
    Listing { items, token: "nextToken", token_parameter: "nextToken", size: ("maxResults", 1, 100, 100) }
}

const fn secrets(items: &'static str) -> Listing {
    Listing { items, token: "NextToken", token_parameter: "NextToken", size: ("MaxResults", 1, 100, 100) }
}

const fn cache(items: &'static str) -> Listing {
    Listing { items, token: "Marker", token_parameter: "Marker", size: ("MaxRecords", 20, 100, 100) }
}

const ALIASES: Listing = Listing {
    items: "Aliases",
    token: "NextMarker",
    token_parameter: "Marker",
    size: ("Limit", 1, 1000, 50),
};
const SERVERLESS: Listing = Listing {
    items: "ServerlessCaches",
    token: "NextToken",
    token_parameter: "NextToken",
    size: ("MaxResults", 1, 100, 50),
};

pub static OPERATIONS: &[Operation] = &[
    plain("sts", "GetCallerIdentity"),
    plain("sts", "AssumeRole"),
    list("kafka", "ListClustersV2", kafka("clusterInfoList")),
    plain("kafka", "DescribeClusterV2"),
    plain("kafka", "GetBootstrapBrokers"),
    list("kafka", "ListScramSecrets", kafka("secretArnList")),
    plain("kafka", "GetClusterPolicy"),
    plain("kafka", "DescribeConfigurationRevision"),
    list("kafkaconnect", "ListConnectors", kafka("connectors")),
    plain("kafkaconnect", "DescribeConnector"),
    plain("kafkaconnect", "DescribeWorkerConfiguration"),
    list("secretsmanager", "ListSecrets", secrets("SecretList")),
    plain("secretsmanager", "DescribeSecret"),
    plain("secretsmanager", "GetResourcePolicy"),
    plain("secretsmanager", "GetSecretValue"),
    list("secretsmanager", "ListSecretVersionIds", secrets("Versions")),
    list("kms", "ListAliases", ALIASES),
    plain("kms", "DescribeKey"),
    plain("kms", "GetKeyRotationStatus"),
    list("elasticache", "DescribeReplicationGroups", cache("ReplicationGroups")),
    list("elasticache", "DescribeCacheClusters", cache("CacheClusters")),
    list("elasticache", "DescribeCacheSubnetGroups", cache("CacheSubnetGroups")),
    list("elasticache", "DescribeServerlessCaches", SERVERLESS),
    list("elasticache", "DescribeUsers", cache("Users")),
    list("elasticache", "DescribeUserGroups", cache("UserGroups")),
];

/// How a service speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    RestJson,
    Json11,
    /// With the namespace of its answers.
    Query(&'static str),
}

pub fn protocol(service: &str) -> Protocol {
    match service {
        "kafka" | "kafkaconnect" => Protocol::RestJson,
        "elasticache" => Protocol::Query("http://elasticache.amazonaws.com/doc/2015-02-02/"),
        "sts" => Protocol::Query("https://sts.amazonaws.com/doc/2011-06-15/"),
        _ => Protocol::Json11,
    }
}

/// A request, understood.
#[derive(Debug)]
pub struct Call {
    pub operation: &'static Operation,
    /// What it is about: ARN, secret id, key id; with `#revision` for a configuration.
    pub target: Option<String>,
    /// Parameters, whatever the protocol carried them in.
    pub parameters: Value,
}

impl Call {
    /// `None` for a request that is none of [`OPERATIONS`].
    pub fn parse(request: &Request) -> Option<Self> {
        if let Some(target) = request.header("x-amz-target") {
            let (prefix, name) = target.rsplit_once('.')?;
            let service = match prefix {
                "secretsmanager" => "secretsmanager",
                "TrentService" => "kms",
                _ => return None,
            };
            let parameters: Value = serde_json::from_slice(&request.body).ok()?;
            let id = parameters.get("SecretId").or_else(|| parameters.get("KeyId"));
            let target = id.and_then(Value::as_str).map(str::to_owned);
            return Some(Call { operation: find(service, name)?, target, parameters });
        }
        if request.method == "POST" && request.path == "/" {
            let form = request.form();
            let field = |name: &str| form.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
            let service = match field("Version")? {
                "2015-02-02" => "elasticache",
                "2011-06-15" => "sts",
                _ => return None,
            };
            let operation = find(service, field("Action")?)?;
            return Some(Call {
                operation,
                target: field("RoleArn").map(str::to_owned),
                parameters: object(form),
            });
        }
        Self::parse_rest(request)
    }

    fn parse_rest(request: &Request) -> Option<Self> {
        if request.method != "GET" {
            return None;
        }
        let parts: Vec<String> = request.path.split('/').skip(1).map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let (service, name, target) = match parts[..] {
            ["api", "v2", "clusters"] => ("kafka", "ListClustersV2", None),
            ["api", "v2", "clusters", arn] => ("kafka", "DescribeClusterV2", Some(arn.to_owned())),
            ["v1", "clusters", arn, "bootstrap-brokers"] => {
                ("kafka", "GetBootstrapBrokers", Some(arn.to_owned()))
            }
            ["v1", "clusters", arn, "scram-secrets"] => ("kafka", "ListScramSecrets", Some(arn.to_owned())),
            ["v1", "clusters", arn, "policy"] => ("kafka", "GetClusterPolicy", Some(arn.to_owned())),
            ["v1", "configurations", arn, "revisions", revision] => {
                ("kafka", "DescribeConfigurationRevision", Some(format!("{arn}#{revision}")))
            }
            ["v1", "connectors"] => ("kafkaconnect", "ListConnectors", None),
            ["v1", "connectors", arn] => ("kafkaconnect", "DescribeConnector", Some(arn.to_owned())),
            ["v1", "worker-configurations", arn] => {
                ("kafkaconnect", "DescribeWorkerConfiguration", Some(arn.to_owned()))
            }
            _ => return None,
        };
        Some(Call { operation: find(service, name)?, target, parameters: object(request.query.clone()) })
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).and_then(Value::as_str)
    }

    pub fn number(&self, name: &str) -> Option<usize> {
        let value = self.parameters.get(name)?;
        value.as_u64().map(|n| n as usize).or_else(|| value.as_str()?.parse().ok())
    }

    pub fn flag(&self, name: &str) -> bool {
        self.parameters.get(name).is_some_and(|v| v == &Value::Bool(true) || v == "true")
    }
}

fn find(service: &str, name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|o| o.service == service && o.name == name)
}

fn object(pairs: Vec<(String, String)>) -> Value {
    Value::Object(pairs.into_iter().map(|(k, v)| (k, Value::String(v))).collect())
}

/// The short name under which recorded answers of a target are filed: cluster, connector or worker
/// configuration name, configuration name and revision (`name-r1`), secret name with `/` as `~`, key id.
pub fn short_name(target: &str) -> String {
    let (base, revision) = target.split_once('#').map_or((target, ""), |(b, r)| (b, r));
    let resource = if base.starts_with("arn:") { base.splitn(6, ':').nth(5).unwrap_or(base) } else { base };
    let name = if let Some(secret) = resource.strip_prefix("secret:") {
        let suffix = secret.len().saturating_sub(7);
        match secret.get(suffix..) {
            Some(tail) if suffix > 0 && tail.starts_with('-') => &secret[..suffix],
            _ => secret,
        }
    } else if base.starts_with("arn:") && !resource.starts_with("alias/") {
        resource.split('/').nth(1).or_else(|| resource.rsplit(':').next()).unwrap_or(resource)
    } else {
        resource
    };
    let name = name.replace('/', "~");
    if revision.is_empty() { name } else { format!("{name}-r{revision}") }
}

#[test]
fn short_names() {
    for (target, short) in [
        ("arn:aws:kafka:eu-west-1:111122223333:cluster/orders/4b1b-1", "orders"),
        ("arn:aws:kafka:eu-west-1:111122223333:configuration/acl/4b1b-1#2", "acl-r2"),
        ("arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a/b-AbCdEf", "AmazonMSK_a~b"),
        ("arn:aws:kms:eu-west-1:111122223333:key/1234abcd", "1234abcd"),
        ("arn:aws:kms:eu-west-1:111122223333:alias/scram", "alias~scram"),
        ("1234abcd", "1234abcd"),
        ("AmazonMSK_plain", "AmazonMSK_plain"),
    ] {
        assert_eq!(short_name(target), short, "{target}");
    }
}
