//! The least-privilege IAM policy of a scan, made from the table of operations. What a run does only on request has
//! statements of its own, because some of it needs permissions for what AWS does on the caller's behalf.

use super::RedshiftSql;
use super::operations::{
    COLLECTORS, DESCRIBE_SECRET, DESCRIBE_STATEMENT, EXECUTE_STATEMENT, GET_RESOURCE_POLICY,
    GET_SECRET_VALUE, GET_STATEMENT_RESULT, LIST_DATABASES, LIST_SECRET_VERSION_IDS, Operation, Reach,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An IAM policy document that allows what a scan asks for and nothing else.
///
/// One statement for the listings, which IAM grants on `*` only (J2), and one per kind of resource for the
/// rest. `partition` is `aws`, `aws-cn` or `aws-us-gov`. `sql`: also what looking into Redshift databases needs.
pub fn iam_policy(partition: &str, sql: Option<&RedshiftSql>) -> Value {
    let mut by_resource: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for op in COLLECTORS.iter().filter(|o| !o.action.is_empty() && o.opt_in.is_none()) {
        let resource = match op.reach {
            Reach::Target { resource, .. } => resource,
            Reach::Run | Reach::Listing | Reach::ListingOnDemand => "",
        };
        by_resource.entry(resource).or_default().push(op);
    }
    let mut statements: Vec<Value> = by_resource
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
    statements.extend(sql.map(|sql| on_request(partition, sql)).into_iter().flatten());
    json!({ "Version": "2012-10-17", "Statement": statements })
}

/// What SQL and the shapes of secrets need.
fn on_request(partition: &str, sql: &RedshiftSql) -> Vec<Value> {
    let allow = |sid: &str, actions: &[&str], resources: &[String]| json!({ "Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resources });
    let arn = |resource: &str| format!("arn:{partition}:{resource}");
    let (clusters, workgroups) = (arn("redshift:*:*:cluster:*"), arn("redshift-serverless:*:*:workgroup/*"));
    let databases = arn("redshift:*:*:dbname:*/*");
    let secrets = [arn("secretsmanager:*:*:secret:*")];
    let mut all = vec![
        allow(
            "RunSelects",
            &[EXECUTE_STATEMENT.action, LIST_DATABASES.action],
            &[clusters, workgroups.clone()],
        ),
        allow(
            "ReadResultsOfSelects",
            &[DESCRIBE_STATEMENT.action, GET_STATEMENT_RESULT.action],
            &["*".to_owned()],
        ),
        // The secrets of external schemas are not named after MSK.
        allow(
            "ReadSecretMetadata",
            &[DESCRIBE_SECRET.action, GET_RESOURCE_POLICY.action, LIST_SECRET_VERSION_IDS.action],
            &secrets,
        ),
    ];
    // How the Data API logs in on the caller's behalf (G20).
    match (&sql.secret_arn, &sql.db_user) {
        (Some(secret), _) => {
            all.push(allow("LogInToDatabases", &[GET_SECRET_VALUE.action], std::slice::from_ref(secret)));
        }
        (None, user) => {
            let (action, resources) = match user {
                Some(user) => (
                    "redshift:GetClusterCredentials",
                    vec![databases, arn(&format!("redshift:*:*:dbuser:*/{user}"))],
                ),
                None => ("redshift:GetClusterCredentialsWithIAM", vec![databases]),
            };
            all.push(allow("LogInToClusters", &[action], &resources));
            all.push(allow("LogInToWorkgroups", &["redshift-serverless:GetCredentials"], &[workgroups]));
        }
    }
    if sql.secret_shapes {
        all.push(allow("ReadSecretShapes", &[GET_SECRET_VALUE.action], &secrets));
        let mut decrypt = allow("DecryptThoseSecrets", &["kms:Decrypt"], &[arn("kms:*:*:key/*")]);
        decrypt["Condition"] = json!({ "StringLike": { "kms:ViaService": "secretsmanager.*" } });
        all.push(decrypt);
    }
    all
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
        (":certificate/", "ReadCertificates"),
        (":certificate-authority/", "ReadPrivateAuthorities"),
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
        let policy = iam_policy("aws", None);
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
        let policy = iam_policy("aws", None);
        let mut allowed = actions(&policy);
        allowed.sort_unstable();
        let mut needed: Vec<&str> = COLLECTORS
            .iter()
            .filter(|o| o.opt_in.is_none())
            .map(|o| o.action)
            .filter(|a| !a.is_empty())
            .collect();
        needed.sort_unstable();
        assert_eq!(allowed, needed);
    }

    #[test]
    fn sids_are_words_and_distinct_and_arns_are_of_the_partition() {
        let policy = iam_policy("aws-cn", None);
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

    /// Every action of the policy with these options that the default policy has not.
    fn added(sql: &RedshiftSql) -> Vec<String> {
        let (default, policy) = (iam_policy("aws", None), iam_policy("aws", Some(sql)));
        let of_default = statements(&default).len();
        let policy = json!({ "Statement": statements(&policy)[of_default..] });
        let mut added: Vec<String> = actions(&policy).into_iter().map(Into::into).collect();
        added.sort();
        added
    }

    const SELECTS: [&str; 7] = [
        "redshift-data:DescribeStatement",
        "redshift-data:ExecuteStatement",
        "redshift-data:GetStatementResult",
        "redshift-data:ListDatabases",
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetResourcePolicy",
        "secretsmanager:ListSecretVersionIds",
    ];

    fn with(more: &[&str]) -> Vec<String> {
        let mut all: Vec<String> = SELECTS.iter().chain(more).map(|a| (*a).to_owned()).collect();
        all.sort();
        all
    }

    #[test]
    fn what_is_done_on_request_is_allowed_on_request() {
        let own = RedshiftSql::default();
        assert_eq!(
            added(&own),
            with(&["redshift:GetClusterCredentialsWithIAM", "redshift-serverless:GetCredentials"])
        );
        let user = RedshiftSql { db_user: Some("auditor".into()), ..own.clone() };
        assert_eq!(
            added(&user),
            with(&["redshift:GetClusterCredentials", "redshift-serverless:GetCredentials"])
        );
        let policy = iam_policy("aws", Some(&user)).to_string();
        assert!(policy.contains("arn:aws:redshift:*:*:dbuser:*/auditor"), "{policy}");
        let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:auditor-a1B2c3";
        let secret = RedshiftSql { secret_arn: Some(secret.into()), ..own.clone() };
        assert_eq!(added(&secret), with(&["secretsmanager:GetSecretValue"]));
        let shapes = RedshiftSql { secret_shapes: true, ..own };
        let log_in = ["redshift:GetClusterCredentialsWithIAM", "redshift-serverless:GetCredentials"];
        let read = ["kms:Decrypt", "secretsmanager:GetSecretValue"];
        assert_eq!(added(&shapes), with(&[log_in, read].concat()));
    }

    #[test]
    fn a_secret_to_log_in_with_is_the_only_one_whose_value_is_allowed() {
        let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:auditor-a1B2c3";
        let policy =
            iam_policy("aws", Some(&RedshiftSql { secret_arn: Some(secret.into()), ..Default::default() }));
        for s in statements(&policy) {
            let reads =
                s["Action"].as_array().expect("a list").contains(&json!("secretsmanager:GetSecretValue"));
            assert!(!reads || s["Resource"] == json!([secret]), "{s}");
        }
    }
}
