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

const fn redshift(items: &'static str) -> Listing {
    Listing { items, token: "Marker", token_parameter: "Marker", size: ("MaxRecords", 20, 100, 100) }
}

const fn iam(items: &'static str) -> Listing {
    Listing { items, token: "Marker", token_parameter: "Marker", size: ("MaxItems", 1, 1000, 100) }
}

const fn ec2(items: &'static str, most: usize) -> Listing {
    Listing { items, token: "nextToken", token_parameter: "NextToken", size: ("MaxResults", 5, most, most) }
}

const MAPPINGS: Listing = Listing {
    items: "EventSourceMappings",
    token: "NextMarker",
    token_parameter: "Marker",
    size: ("MaxItems", 1, 10_000, 100),
};
const DATABASES: Listing = Listing {
    items: "Databases",
    token: "NextToken",
    token_parameter: "NextToken",
    size: ("MaxResults", 0, 1000, 1000),
};
/// Its pages are cut by their size in bytes, so that no parameter asks for one.
const ROWS: Listing =
    Listing { items: "Records", token: "NextToken", token_parameter: "NextToken", size: ("", 0, 1000, 1000) };
const ALIASES: Listing = Listing {
    items: "Aliases",
    token: "NextMarker",
    token_parameter: "Marker",
    size: ("Limit", 1, 1000, 50),
};
const GRANTS: Listing =
    Listing { items: "Grants", token: "NextMarker", token_parameter: "Marker", size: ("Limit", 1, 100, 50) };
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
    plain("kms", "GetKeyPolicy"),
    list("kms", "ListGrants", GRANTS),
    list("elasticache", "DescribeReplicationGroups", cache("ReplicationGroups")),
    list("elasticache", "DescribeCacheClusters", cache("CacheClusters")),
    list("elasticache", "DescribeCacheSubnetGroups", cache("CacheSubnetGroups")),
    list("elasticache", "DescribeServerlessCaches", SERVERLESS),
    list("elasticache", "DescribeUsers", cache("Users")),
    list("elasticache", "DescribeUserGroups", cache("UserGroups")),
    list("kafka", "ListReplicators", kafka("replicators")),
    plain("kafka", "DescribeReplicator"),
    list("redshift", "DescribeClusters", redshift("Clusters")),
    list("redshift", "DescribeClusterSubnetGroups", redshift("ClusterSubnetGroups")),
    list("redshift-serverless", "ListWorkgroups", kafka("workgroups")),
    list("redshift-serverless", "ListNamespaces", kafka("namespaces")),
    list("redshift-data", "ListDatabases", DATABASES),
    plain("redshift-data", "ExecuteStatement"),
    plain("redshift-data", "DescribeStatement"),
    list("redshift-data", "GetStatementResult", ROWS),
    plain("acm", "DescribeCertificate"),
    plain("acm-pca", "DescribeCertificateAuthority"),
    plain("iam", "GetRole"),
    list("iam", "ListAttachedRolePolicies", iam("AttachedPolicies")),
    list("iam", "ListRolePolicies", iam("PolicyNames")),
    plain("iam", "GetRolePolicy"),
    plain("iam", "GetPolicy"),
    plain("iam", "GetPolicyVersion"),
    list("lambda", "ListEventSourceMappings", MAPPINGS),
    plain("lambda", "GetFunctionConfiguration"),
    list("ec2", "DescribeSecurityGroups", ec2("securityGroupInfo", 1000)),
    list("ec2", "DescribeSubnets", ec2("subnetSet", 1000)),
    list("ec2", "DescribeRouteTables", ec2("routeTableSet", 100)),
    list("ec2", "DescribeVpcEndpoints", ec2("vpcEndpointSet", 1000)),
];

/// How a service speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    RestJson,
    Json11,
    /// With the namespace of its answers.
    Query(&'static str),
    /// Requests as of the query protocol, answers and errors of EC2's own form.
    Ec2(&'static str),
}

pub fn protocol(service: &str) -> Protocol {
    match service {
        "kafka" | "kafkaconnect" | "lambda" => Protocol::RestJson,
        "elasticache" => Protocol::Query("http://elasticache.amazonaws.com/doc/2015-02-02/"),
        "sts" => Protocol::Query("https://sts.amazonaws.com/doc/2011-06-15/"),
        "iam" => Protocol::Query("https://iam.amazonaws.com/doc/2010-05-08/"),
        "redshift" => Protocol::Query("http://redshift.amazonaws.com/doc/2012-12-01/"),
        "ec2" => Protocol::Ec2("http://ec2.amazonaws.com/doc/2016-11-15/"),
        _ => Protocol::Json11,
    }
}

/// The parameters that say what a JSON request is about.
const TARGETS: [&str; 7] = [
    "SecretId",
    "KeyId",
    "CertificateArn",
    "CertificateAuthorityArn",
    "ClusterIdentifier",
    "WorkgroupName",
    "Id",
];

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
                "CertificateManager" => "acm",
                "ACMPrivateCA" => "acm-pca",
                "RedshiftServerless" => "redshift-serverless",
                "RedshiftData" => "redshift-data",
                _ => return None,
            };
            let parameters: Value = serde_json::from_slice(&request.body).ok()?;
            let target = TARGETS.iter().find_map(|name| parameters.get(name)?.as_str()).map(str::to_owned);
            return Some(Call { operation: find(service, name)?, target, parameters });
        }
        if request.method == "POST" && request.path == "/" {
            let form = request.form();
            let field = |name: &str| form.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
            let service = match field("Version")? {
                "2015-02-02" => "elasticache",
                "2011-06-15" => "sts",
                "2010-05-08" => "iam",
                "2012-12-01" => "redshift",
                "2016-11-15" => "ec2",
                _ => return None,
            };
            let operation = find(service, field("Action")?)?;
            let target =
                match (field("RoleName"), field("PolicyName"), field("PolicyArn"), field("VersionId")) {
                    (Some(role), Some(policy), ..) => Some(format!("{role}~{policy}")),
                    (Some(role), ..) => Some(role.to_owned()),
                    (_, _, Some(policy), Some(version)) => Some(format!("{policy}#{version}")),
                    (_, _, Some(policy), None) => Some(policy.to_owned()),
                    _ => field("RoleArn").map(str::to_owned),
                };
            return Some(Call { operation, target, parameters: object(form) });
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
            ["replication", "v1", "replicators"] => ("kafka", "ListReplicators", None),
            ["replication", "v1", "replicators", arn] => {
                ("kafka", "DescribeReplicator", Some(arn.to_owned()))
            }
            ["2015-03-31", "event-source-mappings"] => ("lambda", "ListEventSourceMappings", None),
            ["2015-03-31", "functions", function, "configuration"] => {
                ("lambda", "GetFunctionConfiguration", Some(function.to_owned()))
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
/// configuration name, configuration name and revision (`name-r1`), secret name with `/` as `~`, key id, role
/// and policy with their path, policy and version (`name-v2`), function.
pub fn short_name(target: &str) -> String {
    let (base, revision) = target.split_once('#').map_or((target, ""), |(b, r)| (b, r));
    let resource = if base.starts_with("arn:") { base.splitn(6, ':').nth(5).unwrap_or(base) } else { base };
    let of_iam = ["role/", "policy/"].iter().find_map(|kind| resource.strip_prefix(kind));
    let name = if let Some(name) = of_iam {
        name
    } else if let Some(function) = resource.strip_prefix("function:") {
        function.split(':').next().unwrap_or(function)
    } else if let Some(secret) = resource.strip_prefix("secret:") {
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
    match revision {
        "" => name,
        version if version.starts_with('v') => format!("{name}-{version}"),
        revision => format!("{name}-r{revision}"),
    }
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
        ("arn:aws:iam::111122223333:role/service/reader", "service~reader"),
        ("arn:aws:iam::aws:policy/service-role/Basic#v12", "service-role~Basic-v12"),
        ("arn:aws:lambda:eu-west-1:111122223333:function:orders:live", "orders"),
        ("arn:aws:acm:eu-west-1:111122223333:certificate/1234abcd", "1234abcd"),
        ("orders-reader~inline", "orders-reader~inline"),
    ] {
        assert_eq!(short_name(target), short, "{target}");
    }
}
