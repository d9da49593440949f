//! The least-privilege IAM policy of a scan, made from the table of operations.

use super::operations::{COLLECTORS, Operation, Reach};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An IAM policy document that allows what a scan asks for and nothing else.
///
/// One statement for the listings, which IAM grants on `*` only (J2), and one per kind of resource for the
/// rest. `partition` is `aws`, `aws-cn` or `aws-us-gov`.
pub fn iam_policy(partition: &str) -> Value {
    let mut by_resource: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for op in COLLECTORS.iter().filter(|o| !o.action.is_empty()) {
        let resource = match op.reach {
            Reach::Target { resource, .. } => resource,
            Reach::Run | Reach::Listing | Reach::ListingOnDemand => "",
        };
        by_resource.entry(resource).or_default().push(op);
    }
    let statements: Vec<Value> = by_resource
        .into_iter()
        .map(|(resource, operations)| {
            let mut actions: Vec<&str> = operations.iter().map(|o| o.action).collect();
            actions.sort_unstable();
            let resource = match resource {
                "" => "*".to_owned(),
                r => format!("arn:{partition}:{r}"),
            };
            json!({ "Sid": sid(&resource), "Effect": "Allow", "Action": actions, "Resource": resource })
        })
        .collect();
    json!({ "Version": "2012-10-17", "Statement": statements })
}

/// What a statement is for, in the letters and digits a Sid may hold.
fn sid(resource: &str) -> &'static str {
    [
        (":cluster/", "ReadMskClusters"),
        (":configuration/", "ReadMskConfigurations"),
        (":connector/", "ReadConnectors"),
        (":worker-configuration/", "ReadConnectWorkerConfigurations"),
        (":secret:", "ReadScramSecretMetadata"),
        (":key/", "ReadKeyMetadata"),
        (":replicator/", "ReadMskReplicators"),
        (":role/", "ReadRoles"),
        (":policy/", "ReadManagedPolicies"),
        (":function:", "ReadFunctionRoles"),
    ]
    .into_iter()
    .find(|(part, _)| resource.contains(part))
    .map_or("ListStreamingPath", |(_, sid)| sid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(policy: &Value) -> &Vec<Value> {
        policy["Statement"].as_array().expect("a list of statements")
    }

    fn actions(policy: &Value) -> Vec<&str> {
        statements(policy)
            .iter()
            .flat_map(|s| s["Action"].as_array().expect("a list of actions"))
            .map(|a| a.as_str().expect("text"))
            .collect()
    }

    /// Verbs alone do not make an action harmless: these read values or mint credentials.
    const NEVER: [&str; 6] = [
        "secretsmanager:GetSecretValue",
        "secretsmanager:BatchGetSecretValue",
        "kms:Decrypt",
        "sts:GetSessionToken",
        "redshift:GetClusterCredentials",
        "redshift-serverless:GetCredentials",
    ];

    #[test]
    fn the_policy_only_reads() {
        let policy = iam_policy("aws");
        for action in actions(&policy) {
            let verb = action.split_once(':').expect("service:Action").1;
            assert!(["List", "Describe", "Get"].iter().any(|v| verb.starts_with(v)), "{action}");
            assert!(!action.contains('*'), "{action}");
            assert!(!NEVER.contains(&action), "{action}");
        }
        assert!(statements(&policy).iter().all(|s| s["Effect"] == "Allow"));
    }

    #[test]
    fn every_operation_is_allowed_once_and_nothing_else_is() {
        let policy = iam_policy("aws");
        let mut allowed = actions(&policy);
        allowed.sort_unstable();
        let mut needed: Vec<&str> = COLLECTORS.iter().map(|o| o.action).filter(|a| !a.is_empty()).collect();
        needed.sort_unstable();
        assert_eq!(allowed, needed);
    }

    #[test]
    fn sids_are_words_and_distinct_and_arns_are_of_the_partition() {
        let policy = iam_policy("aws-cn");
        let mut sids: Vec<&str> =
            statements(&policy).iter().map(|s| s["Sid"].as_str().expect("text")).collect();
        assert!(sids.iter().all(|s| s.bytes().all(|b| b.is_ascii_alphanumeric())));
        sids.sort_unstable();
        let all = sids.len();
        sids.dedup();
        assert_eq!(sids.len(), all);
        for s in statements(&policy) {
            let resource = s["Resource"].as_str().expect("text");
            assert!(resource == "*" || resource.starts_with("arn:aws-cn:"), "{resource}");
        }
        let secrets = statements(&policy)
            .iter()
            .find(|s| s["Resource"] == "arn:aws-cn:secretsmanager:*:*:secret:AmazonMSK_*")
            .expect("a statement for SCRAM secrets");
        assert_eq!(secrets["Sid"], "ReadScramSecretMetadata");
        assert_eq!(secrets["Action"].as_array().map(Vec::len), Some(3));
    }

    /// `schema inventory` tells a field's permission by its operation's name.
    #[test]
    fn every_field_s_operation_is_asked_with_the_action_of_its_name() {
        use crate::inventory::kinds::KINDS;
        for f in KINDS.iter().flat_map(|k| k.fields).filter(|f| !f.api.is_empty()) {
            let operation = COLLECTORS.iter().find(|o| o.name == f.api);
            assert!(operation.is_none_or(|o| o.action == f.api), "{}: {}", f.name, f.api);
        }
    }
}
