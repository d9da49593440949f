//! The table of everything the collectors ask AWS, and why: the IAM policy, the coverage and the documentation
//! come from it. An operation that is not in this table cannot be called, because every call names its row.

/// One API operation.
#[derive(Debug)]
pub struct Operation {
    /// How coverage and reasons name it: `kafka:ListClustersV2`.
    pub name: &'static str,
    /// The IAM action it needs; empty when AWS asks for no permission.
    pub action: &'static str,
    pub reach: Reach,
    /// What it is needed for, in one line.
    pub why: &'static str,
    /// The option without which it is never called.
    pub opt_in: Option<OptIn>,
}

/// What a run does only when it is asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptIn {
    /// SELECTs through the Redshift Data API: an action of the access level Write, which wakes and bills a
    /// serverless workgroup (G24, G25).
    RedshiftSql,
    /// Reading the value of a secret, of which only the shape is kept.
    SecretShapes,
}

/// What an operation is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Once per run: who is asking.
    Run,
    /// A paged listing of an account and region. IAM knows no narrower resource for it than `*` (J2).
    Listing,
    /// Only asked when something names one of its targets.
    ListingOnDemand,
    /// About one resource that a listing of `of` named. `resource` is its ARN from the service on, for IAM.
    Target { of: &'static [&'static str], resource: &'static str },
}

impl Operation {
    /// `kafka` of `kafka:ListClustersV2`.
    pub fn service(&self) -> &'static str {
        self.name.split_once(':').map_or("", |(service, _)| service)
    }
}

const fn listing(name: &'static str, why: &'static str) -> Operation {
    Operation { name, action: name, reach: Reach::Listing, why, opt_in: None }
}

const fn on_demand(name: &'static str, why: &'static str) -> Operation {
    Operation { name, action: name, reach: Reach::ListingOnDemand, why, opt_in: None }
}

const fn target(
    name: &'static str,
    of: &'static [&'static str],
    resource: &'static str,
    why: &'static str,
) -> Operation {
    Operation { name, action: name, reach: Reach::Target { of, resource }, why, opt_in: None }
}

const fn opt_in(with: OptIn, operation: Operation) -> Operation {
    Operation { opt_in: Some(with), ..operation }
}

const CLUSTER: &str = "kafka:*:*:cluster/*";
const CONFIGURATION: &str = "kafka:*:*:configuration/*";
const CONNECTOR: &str = "kafkaconnect:*:*:connector/*";
const WORKER: &str = "kafkaconnect:*:*:worker-configuration/*";
// MSK associates no secret whose name begins otherwise (B3).
const SECRET: &str = "secretsmanager:*:*:secret:AmazonMSK_*";
const KEY: &str = "kms:*:*:key/*";
const REPLICATOR: &str = "kafka:*:*:replicator/*";
const ROLE: &str = "iam::*:role/*";
const MANAGED_POLICY: &str = "iam::*:policy/*";
const FUNCTION: &str = "lambda:*:*:function:*";
const CERTIFICATE: &str = "acm:*:*:certificate/*";
const AUTHORITY: &str = "acm-pca:*:*:certificate-authority/*";
const ANY_SECRET: &str = "secretsmanager:*:*:secret:*";

const WAREHOUSES: &[&str] = &["redshift:DescribeClusters", "redshift-serverless:ListWorkgroups"];
const SCHEMAS: &[&str] = WAREHOUSES;
const CLUSTERS: &[&str] = &["kafka:ListClustersV2"];
const CONNECTORS: &[&str] = &["kafkaconnect:ListConnectors"];
const REPLICATORS: &[&str] = &["kafka:ListReplicators"];
const MAPPINGS: &[&str] = &["lambda:ListEventSourceMappings"];
const SECRETS: &[&str] = &["secretsmanager:ListSecrets", "kafka:ListClustersV2"];
const KEY_USERS: &[&str] = &[
    "secretsmanager:ListSecrets",
    "kafka:ListClustersV2",
    "elasticache:DescribeReplicationGroups",
    "elasticache:DescribeServerlessCaches",
];

pub const GET_CALLER_IDENTITY: Operation = Operation {
    name: "sts:GetCallerIdentity",
    action: "",
    reach: Reach::Run,
    why: "account, partition and principal of the run",
    opt_in: None,
};
pub const LIST_CLUSTERS: Operation = listing(
    "kafka:ListClustersV2",
    "encryption, authentication, exposure, logging and versions of all MSK clusters",
);
pub const GET_BOOTSTRAP_BROKERS: Operation = Operation {
    name: "kafka:GetBootstrapBrokers",
    action: "kafka:GetBootstrapBrokers",
    // IAM knows no resource for it.
    reach: Reach::Target { of: CLUSTERS, resource: "" },
    why: "the listeners and ports a cluster really serves",
    opt_in: None,
};
pub const LIST_SCRAM_SECRETS: Operation = target(
    "kafka:ListScramSecrets",
    CLUSTERS,
    CLUSTER,
    "the secrets associated with a cluster that has SASL/SCRAM on",
);
pub const GET_CLUSTER_POLICY: Operation =
    target("kafka:GetClusterPolicy", CLUSTERS, CLUSTER, "who else may reach a cluster");
pub const DESCRIBE_CONFIGURATION_REVISION: Operation = target(
    "kafka:DescribeConfigurationRevision",
    CLUSTERS,
    CONFIGURATION,
    "whether Kafka lets everybody in while no ACL exists",
);
pub const LIST_CONNECTORS: Operation = listing(
    "kafkaconnect:ListConnectors",
    "encryption, authentication, addresses and logging of MSK Connect connectors",
);
pub const DESCRIBE_CONNECTOR: Operation = target(
    "kafkaconnect:DescribeConnector",
    CONNECTORS,
    CONNECTOR,
    "where a connector's configuration leads, and whether secrets stand in it; no value of one is kept",
);
pub const DESCRIBE_WORKER_CONFIGURATION: Operation = target(
    "kafkaconnect:DescribeWorkerConfiguration",
    CONNECTORS,
    WORKER,
    "the worker configurations that connectors use",
);
pub const LIST_SECRETS: Operation =
    listing("secretsmanager:ListSecrets", "key, rotation and deletion state of secrets named AmazonMSK_");
pub const DESCRIBE_SECRET: Operation = target(
    "secretsmanager:DescribeSecret",
    CLUSTERS,
    SECRET,
    "associated secrets that the listing does not show",
);
pub const LIST_SECRET_VERSION_IDS: Operation = target(
    "secretsmanager:ListSecretVersionIds",
    SECRETS,
    SECRET,
    "the key that the current version of a secret is encrypted under",
);
pub const GET_RESOURCE_POLICY: Operation = target(
    "secretsmanager:GetResourcePolicy",
    SECRETS,
    SECRET,
    "who else may read a secret, and whether MSK may",
);
pub const LIST_ALIASES: Operation =
    on_demand("kms:ListAliases", "the key behind an alias that a secret or cache names");
pub const DESCRIBE_KEY: Operation = target(
    "kms:DescribeKey",
    KEY_USERS,
    KEY,
    "manager, kind and state of the keys that secrets, clusters and caches use",
);
pub const GET_KEY_ROTATION_STATUS: Operation =
    target("kms:GetKeyRotationStatus", KEY_USERS, KEY, "automatic rotation of customer managed keys");
pub const GET_KEY_POLICY: Operation = opt_in(
    OptIn::RedshiftSql,
    target(
        "kms:GetKeyPolicy",
        KEY_USERS,
        KEY,
        "whether the role of an external schema may use the key of the secret it names",
    ),
);
pub const LIST_GRANTS: Operation = opt_in(
    OptIn::RedshiftSql,
    target("kms:ListGrants", KEY_USERS, KEY, "whether a grant lets the role use that key"),
);
pub const DESCRIBE_REPLICATION_GROUPS: Operation = listing(
    "elasticache:DescribeReplicationGroups",
    "encryption and authentication of Redis OSS and Valkey groups",
);
pub const DESCRIBE_CACHE_CLUSTERS: Operation = listing(
    "elasticache:DescribeCacheClusters",
    "engine versions and subnet groups of group members; stand-alone clusters",
);
pub const DESCRIBE_CACHE_SUBNET_GROUPS: Operation =
    listing("elasticache:DescribeCacheSubnetGroups", "the networks that caches stand in");
pub const DESCRIBE_SERVERLESS_CACHES: Operation =
    listing("elasticache:DescribeServerlessCaches", "keys and user groups of serverless caches");
pub const DESCRIBE_USERS: Operation =
    listing("elasticache:DescribeUsers", "cache users that need no password");
pub const DESCRIBE_USER_GROUPS: Operation =
    listing("elasticache:DescribeUserGroups", "which users may reach which cache");

pub const LIST_REPLICATORS: Operation =
    listing("kafka:ListReplicators", "which replicators copy from and to the clusters");
pub const DESCRIBE_REPLICATOR: Operation = target(
    "kafka:DescribeReplicator",
    REPLICATORS,
    REPLICATOR,
    "how a replicator authenticates to its clusters and what it speaks to them",
);
pub const LIST_EVENT_SOURCE_MAPPINGS: Operation =
    listing("lambda:ListEventSourceMappings", "which functions read from Kafka, and how they authenticate");
pub const GET_FUNCTION_CONFIGURATION: Operation = target(
    "lambda:GetFunctionConfiguration",
    MAPPINGS,
    FUNCTION,
    "the role of a function that reads from Kafka; nothing else of the answer is kept",
);
pub const GET_ROLE: Operation =
    target("iam:GetRole", MAPPINGS, ROLE, "who may take a role of the path on, and what bounds it");
pub const LIST_ATTACHED_ROLE_POLICIES: Operation =
    target("iam:ListAttachedRolePolicies", MAPPINGS, ROLE, "the managed policies of a role of the path");
pub const LIST_ROLE_POLICIES: Operation =
    target("iam:ListRolePolicies", MAPPINGS, ROLE, "the inline policies of a role of the path");
pub const GET_ROLE_POLICY: Operation =
    target("iam:GetRolePolicy", MAPPINGS, ROLE, "what an inline policy lets a role of the path do");
pub const GET_POLICY: Operation =
    target("iam:GetPolicy", MAPPINGS, MANAGED_POLICY, "which version of a managed policy holds");
pub const GET_POLICY_VERSION: Operation = target(
    "iam:GetPolicyVersion",
    MAPPINGS,
    MANAGED_POLICY,
    "what a managed policy lets a role of the path do",
);
pub const DESCRIBE_SECURITY_GROUPS: Operation =
    on_demand("ec2:DescribeSecurityGroups", "who reaches brokers and workers at which port");
pub const DESCRIBE_SUBNETS: Operation =
    on_demand("ec2:DescribeSubnets", "the networks that brokers, workers and clusters stand in");
pub const DESCRIBE_ROUTE_TABLES: Operation =
    on_demand("ec2:DescribeRouteTables", "a VPC's address ranges, and whether a subnet has a way out");
pub const DESCRIBE_VPC_ENDPOINTS: Operation =
    on_demand("ec2:DescribeVpcEndpoints", "ways to AWS services that need no way to the internet");

pub const DESCRIBE_CLUSTERS: Operation =
    listing("redshift:DescribeClusters", "routing, roles and exposure of Redshift clusters");
pub const DESCRIBE_CLUSTER_SUBNET_GROUPS: Operation =
    on_demand("redshift:DescribeClusterSubnetGroups", "the subnets that Redshift clusters stand in");
pub const LIST_WORKGROUPS: Operation =
    listing("redshift-serverless:ListWorkgroups", "routing and exposure of Redshift Serverless workgroups");
pub const LIST_NAMESPACES: Operation =
    listing("redshift-serverless:ListNamespaces", "databases and roles of Redshift Serverless");
pub const DESCRIBE_CERTIFICATE: Operation = target(
    "acm:DescribeCertificate",
    SCHEMAS,
    CERTIFICATE,
    "state, issuer and exportability of the certificates that external schemas use",
);
pub const DESCRIBE_CERTIFICATE_AUTHORITY: Operation = target(
    "acm-pca:DescribeCertificateAuthority",
    CLUSTERS,
    AUTHORITY,
    "state of the private CAs that clusters trust and certificates come from",
);
pub const LIST_DATABASES: Operation = opt_in(
    OptIn::RedshiftSql,
    target("redshift-data:ListDatabases", WAREHOUSES, "", "the databases whose external schemas are read"),
);
pub const EXECUTE_STATEMENT: Operation = opt_in(
    OptIn::RedshiftSql,
    target(
        "redshift-data:ExecuteStatement",
        WAREHOUSES,
        "",
        "two SELECTs: the external schemas of a database, and whether the user sees all of them",
    ),
);
pub const DESCRIBE_STATEMENT: Operation = opt_in(
    OptIn::RedshiftSql,
    target("redshift-data:DescribeStatement", WAREHOUSES, "", "whether a SELECT has ended"),
);
pub const GET_STATEMENT_RESULT: Operation = opt_in(
    OptIn::RedshiftSql,
    target("redshift-data:GetStatementResult", WAREHOUSES, "", "the rows of a SELECT"),
);
pub const GET_SECRET_VALUE: Operation = opt_in(
    OptIn::SecretShapes,
    target(
        "secretsmanager:GetSecretValue",
        SCHEMAS,
        ANY_SECRET,
        "the JSON keys of a secret that an external schema uses, and issuer and validity of its certificate",
    ),
);

/// Every operation the collectors use, by service and in the order of need.
pub static COLLECTORS: &[Operation] = &[
    GET_CALLER_IDENTITY,
    LIST_CLUSTERS,
    GET_BOOTSTRAP_BROKERS,
    LIST_SCRAM_SECRETS,
    GET_CLUSTER_POLICY,
    DESCRIBE_CONFIGURATION_REVISION,
    LIST_CONNECTORS,
    DESCRIBE_CONNECTOR,
    DESCRIBE_WORKER_CONFIGURATION,
    LIST_SECRETS,
    DESCRIBE_SECRET,
    LIST_SECRET_VERSION_IDS,
    GET_RESOURCE_POLICY,
    LIST_ALIASES,
    DESCRIBE_KEY,
    GET_KEY_ROTATION_STATUS,
    GET_KEY_POLICY,
    LIST_GRANTS,
    DESCRIBE_REPLICATION_GROUPS,
    DESCRIBE_CACHE_CLUSTERS,
    DESCRIBE_CACHE_SUBNET_GROUPS,
    DESCRIBE_SERVERLESS_CACHES,
    DESCRIBE_USERS,
    DESCRIBE_USER_GROUPS,
    LIST_REPLICATORS,
    DESCRIBE_REPLICATOR,
    LIST_EVENT_SOURCE_MAPPINGS,
    GET_FUNCTION_CONFIGURATION,
    GET_ROLE,
    LIST_ATTACHED_ROLE_POLICIES,
    LIST_ROLE_POLICIES,
    GET_ROLE_POLICY,
    GET_POLICY,
    GET_POLICY_VERSION,
    DESCRIBE_SECURITY_GROUPS,
    DESCRIBE_SUBNETS,
    DESCRIBE_ROUTE_TABLES,
    DESCRIBE_VPC_ENDPOINTS,
    DESCRIBE_CLUSTERS,
    DESCRIBE_CLUSTER_SUBNET_GROUPS,
    LIST_WORKGROUPS,
    LIST_NAMESPACES,
    LIST_DATABASES,
    EXECUTE_STATEMENT,
    DESCRIBE_STATEMENT,
    GET_STATEMENT_RESULT,
    DESCRIBE_CERTIFICATE,
    DESCRIBE_CERTIFICATE_AUTHORITY,
    GET_SECRET_VALUE,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds::KINDS;

    #[test]
    fn every_operation_that_a_field_is_read_from_is_in_the_table() {
        for kind in KINDS {
            for field in kind.fields.iter().filter(|f| !f.api.is_empty()) {
                assert!(
                    COLLECTORS.iter().any(|o| o.name == field.api),
                    "{}.{}: {}",
                    kind.name,
                    field.name,
                    field.api
                );
            }
        }
    }

    #[test]
    fn prerequisites_are_listings_of_the_table() {
        for op in COLLECTORS {
            let Reach::Target { of, .. } = op.reach else { continue };
            for name in of {
                let listing = COLLECTORS.iter().find(|o| o.name == *name).expect(name);
                assert_eq!(listing.reach, Reach::Listing, "{name}");
            }
        }
    }
}
