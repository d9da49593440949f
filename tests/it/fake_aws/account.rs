//! An account as a set of recorded answers: per region, operation and target, one or more pages.
//!
//! `fixtures/responses/README.md` says how the files are named. What one answer implies for another is not
//! worked out here but recorded, with two exceptions that the real services share: a secret that is listed can be
//! described and asked for a policy, and an alias leads to its key.

use super::operation::{Call, short_name};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// Recorded answers.
#[derive(Debug, Clone, Default)]
pub struct Account {
    pub id: String,
    answers: BTreeMap<Key, Vec<Value>>,
}

/// Region, `service:Operation`, short name of the target (empty for listings).
type Key = (String, String, String);

/// An error answer of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsError {
    pub status: u16,
    pub code: String,
    pub message: String,
}

impl AwsError {
    pub fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self { status, code: code.to_owned(), message: message.into() }
    }
}

impl Account {
    /// An account in which nothing exists.
    pub fn empty(id: &str) -> Self {
        let mut account = Account { id: id.to_owned(), ..Account::default() };
        account.answer(
            "global",
            "sts:GetCallerIdentity",
            json!({
                "Account": id,
                "Arn": format!("arn:aws:sts::{id}:assumed-role/tidegate-scan/test"),
                "UserId": "AROAEXAMPLE:test",
            }),
        );
        account
    }

    /// The recorded account `fixtures/responses/<name>`.
    pub fn recorded(name: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/responses").join(name);
        let mut account = Account::default();
        for region in sorted(&root) {
            for file in sorted(&region) {
                account.load(&region, &file);
            }
        }
        let identity = account.find("global", "sts:GetCallerIdentity", "").expect("a recorded caller");
        account.id = identity[0]["Account"].as_str().expect("an account id").to_owned();
        account
    }

    fn load(&mut self, region: &Path, file: &Path) {
        let stem = file.file_stem().and_then(|s| s.to_str()).expect("a UTF-8 file name");
        let (name, page) = stem.rsplit_once('_').expect("a page number at the end of the name");
        let page: usize = page.parse().unwrap_or_else(|_| panic!("{}: page {page}", file.display()));
        let mut parts = name.splitn(3, '.');
        let service = parts.next().unwrap_or_default();
        let operation = format!("{service}:{}", parts.next().unwrap_or_default());
        let target = parts.next().unwrap_or_default().to_owned();
        let text = std::fs::read_to_string(file).expect("a readable recorded answer");
        let answer: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let region = region.file_name().and_then(|r| r.to_str()).expect("a UTF-8 folder name").to_owned();
        let pages = self.answers.entry((region, operation, target)).or_default();
        assert_eq!(page, pages.len() + 1, "{}: pages count from 1 without a hole", file.display());
        pages.push(answer);
    }

    /// Sets the only answer of a listing.
    pub fn answer(&mut self, region: &str, operation: &str, answer: Value) -> &mut Self {
        self.answer_for(region, operation, "", answer)
    }

    /// Sets the only answer about a target, given by its short name.
    pub fn answer_for(&mut self, region: &str, operation: &str, target: &str, answer: Value) -> &mut Self {
        self.answers.insert((region.to_owned(), operation.to_owned(), target.to_owned()), vec![answer]);
        self
    }

    fn find(&self, region: &str, operation: &str, target: &str) -> Option<&Vec<Value>> {
        self.answers.get(&(region.to_owned(), operation.to_owned(), target.to_owned()))
    }

    /// The whole answer to a call: all items of a listing, before paging.
    pub fn lookup(&self, region: &str, call: &Call) -> Result<Value, AwsError> {
        let (service, name) = (call.operation.service, call.operation.name);
        let operation = format!("{service}:{name}");
        let region = if ["sts", "iam"].contains(&service) { "global" } else { region };
        let Some(target) = call.target.as_deref().filter(|_| service != "sts") else {
            let pages = self.find(region, &operation, "").map_or(&[][..], Vec::as_slice);
            return joined(call, pages);
        };
        if in_another_region(target, region) {
            return Err(not_found(service, name, target));
        }
        let target = self.without_alias(region, service, target);
        if let Some(pages) = self.find(region, &operation, &short_name(&target)) {
            let answer = joined(call, pages)?;
            let same =
                own_arn(&answer).is_none_or(|arn| !target.starts_with("arn:") || target.starts_with(arn));
            return if same { Ok(answer) } else { Err(not_found(service, name, &target)) };
        }
        self.implied(region, name, &target).ok_or_else(|| not_found(service, name, &target))
    }

    /// The rows that a statement gives; see [`super::statements`].
    pub fn recorded_rows(&self, region: &str, target: &str) -> Value {
        let pages = self.find(region, "redshift-data:GetStatementResult", target);
        let mut whole = json!({"Records": [], "ColumnMetadata": []});
        for page in pages.into_iter().flatten() {
            whole["ColumnMetadata"] = page["ColumnMetadata"].clone();
            let rows = page["Records"].as_array().cloned().unwrap_or_default();
            whole["Records"].as_array_mut().expect("a list").extend(rows);
        }
        whole["TotalNumRows"] = json!(whole["Records"].as_array().map_or(0, Vec::len));
        whole
    }

    /// How a statement ended that did not end well.
    pub fn recorded_state(&self, region: &str, target: &str) -> Option<Value> {
        self.find(region, "redshift-data:DescribeStatement", target)?.first().cloned()
    }

    /// What Secrets Manager tells about a listed secret without a recording of its own, and KMS of a key.
    fn implied(&self, region: &str, name: &str, target: &str) -> Option<Value> {
        if name == "GetKeyPolicy" {
            return Some(json!({"PolicyName": "default", "Policy": default_key_policy(target)}));
        }
        if name == "ListGrants" {
            return Some(json!({"Grants": [], "Truncated": false}));
        }
        let secret = self
            .find(region, "secretsmanager:ListSecrets", "")?
            .iter()
            .flat_map(|page| page["SecretList"].as_array().into_iter().flatten())
            .find(|s| s["ARN"] == target || s["Name"] == target)?;
        match name {
            "GetResourcePolicy" => Some(json!({"ARN": secret["ARN"], "Name": secret["Name"]})),
            "DescribeSecret" => {
                let mut described = secret.clone();
                let members = described.as_object_mut()?;
                if let Some(stages) = members.remove("SecretVersionsToStages") {
                    members.insert("VersionIdsToStages".to_owned(), stages);
                }
                Some(described)
            }
            _ => None,
        }
    }

    /// The key id behind an alias name or alias ARN; everything else as it is.
    fn without_alias(&self, region: &str, service: &str, target: &str) -> String {
        let Some(at) = target.find("alias/").filter(|_| service == "kms") else { return target.to_owned() };
        self.find(region, "kms:ListAliases", "")
            .into_iter()
            .flatten()
            .flat_map(|page| page["Aliases"].as_array().into_iter().flatten())
            .find(|a| a["AliasName"] == target[at..])
            .and_then(|a| a["TargetKeyId"].as_str())
            .unwrap_or(target)
            .to_owned()
    }
}

/// All recorded pages as one answer.
fn joined(call: &Call, pages: &[Value]) -> Result<Value, AwsError> {
    if let Some(error) = pages.first().and_then(|p| p.get("$error")) {
        return Err(AwsError {
            status: error["status"].as_u64().and_then(|s| s.try_into().ok()).expect("an error's status"),
            code: error["code"].as_str().expect("an error's code").to_owned(),
            message: error["message"].as_str().unwrap_or_default().to_owned(),
        });
    }
    let mut whole = pages.first().cloned().unwrap_or_else(|| json!({}));
    if let Some(listing) = &call.operation.listing {
        let items: Vec<Value> = pages
            .iter()
            .flat_map(|p| p[listing.items].as_array().into_iter().flatten())
            .filter(|item| wanted(call, item))
            .cloned()
            .collect();
        whole[listing.items] = Value::Array(items);
        if let Some(members) = whole.as_object_mut() {
            members.remove(listing.token);
        }
    }
    Ok(whole)
}

/// The filters of the real listings, as far as a scanner has use for them.
fn wanted(call: &Call, item: &Value) -> bool {
    let is = |parameter: &str, member: &str| call.parameter(parameter).is_none_or(|v| item[member] == v);
    match call.operation.name {
        "ListClustersV2" => {
            is("clusterTypeFilter", "clusterType")
                && call.parameter("clusterNameFilter").is_none_or(|p| starts(&item["clusterName"], p))
        }
        "ListConnectors" => {
            call.parameter("connectorNamePrefix").is_none_or(|p| starts(&item["connectorName"], p))
        }
        "ListSecrets" => {
            (call.flag("IncludePlannedDeletion") || item.get("DeletedDate").is_none())
                && filters(call).all(|(key, values)| {
                    assert_eq!(key, "name", "the fake knows no other filter of ListSecrets");
                    values.iter().any(|v| starts(&item["Name"], v.as_str().unwrap_or_default()))
                })
        }
        "DescribeSecurityGroups" | "DescribeSubnets" | "DescribeRouteTables" | "DescribeVpcEndpoints" => {
            ec2_filters(call).all(|(name, values)| {
                let member = match name {
                    "group-id" => "groupId",
                    "subnet-id" => "subnetId",
                    "vpc-id" => "vpcId",
                    other => panic!("the fake knows no filter {other} of EC2"),
                };
                values.iter().any(|v| item[member] == *v)
            })
        }
        "DescribeReplicationGroups" => is("ReplicationGroupId", "ReplicationGroupId"),
        "DescribeCacheClusters" => {
            is("CacheClusterId", "CacheClusterId")
                && !(call.flag("ShowCacheClustersNotInReplicationGroups")
                    && item.get("ReplicationGroupId").is_some())
        }
        _ => true,
    }
}

fn filters(call: &Call) -> impl Iterator<Item = (&str, &Vec<Value>)> {
    let filters = call.parameters.get("Filters").and_then(Value::as_array);
    filters.into_iter().flatten().filter_map(|f| Some((f["Key"].as_str()?, f["Values"].as_array()?)))
}

/// `Filter.1.Name`, `Filter.1.Value.1`, `Filter.1.Value.2` ...
fn ec2_filters(call: &Call) -> impl Iterator<Item = (&str, Vec<&str>)> {
    (1..).map_while(move |n| {
        let name = call.parameter(&format!("Filter.{n}.Name"))?;
        let values = (1..).map_while(move |v| call.parameter(&format!("Filter.{n}.Value.{v}")));
        Some((name, values.collect()))
    })
}

fn starts(text: &Value, prefix: &str) -> bool {
    text.as_str().is_some_and(|t| t.starts_with(prefix))
}

fn in_another_region(target: &str, region: &str) -> bool {
    target.starts_with("arn:") && target.split(':').nth(3).is_some_and(|r| !r.is_empty() && r != region)
}

/// The ARN by which an answer says whom it is about.
fn own_arn(answer: &Value) -> Option<&str> {
    ["ARN", "arn", "connectorArn", "workerConfigurationArn"]
        .iter()
        .find_map(|m| answer.get(m))
        .or_else(|| answer.pointer("/KeyMetadata/Arn"))
        .or_else(|| answer.pointer("/Certificate/CertificateArn"))
        .or_else(|| answer.pointer("/CertificateAuthority/Arn"))
        .and_then(Value::as_str)
}

fn not_found(service: &str, operation: &str, target: &str) -> AwsError {
    match (service, operation) {
        ("secretsmanager", _) => AwsError::new(
            400,
            "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret.",
        ),
        ("kms", _) => AwsError::new(400, "NotFoundException", format!("Key '{target}' does not exist")),
        ("kafka", "GetClusterPolicy") => {
            AwsError::new(404, "NotFoundException", "The cluster does not have a cluster policy.")
        }
        ("iam", _) => AwsError::new(404, "NoSuchEntity", "The role or policy cannot be found."),
        ("acm" | "acm-pca", _) => {
            AwsError::new(400, "ResourceNotFoundException", format!("Could not find {target}"))
        }
        ("lambda", _) => {
            AwsError::new(404, "ResourceNotFoundException", format!("Function not found: {target}"))
        }
        ("redshift-data", _) => {
            AwsError::new(400, "ResourceNotFoundException", "Redshift endpoint does not exist.")
        }
        ("kafka", _) => AwsError::new(404, "NotFoundException", "The cluster does not exist."),
        _ => AwsError::new(404, "NotFoundException", format!("{target} does not exist.")),
    }
}

fn sorted(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|e| e.expect("a readable folder entry").path()).collect();
    paths.retain(|p| p.is_dir() || p.extension().is_some_and(|e| e == "json"));
    paths.sort();
    paths
}

/// The policy that KMS gives a key without one: the account's own policies decide.
fn default_key_policy(key: &str) -> String {
    let account = key.split(':').nth(4).unwrap_or("111122223333");
    json!({"Version": "2012-10-17", "Id": "key-default-1", "Statement": [{
        "Sid": "Enable IAM User Permissions",
        "Effect": "Allow",
        "Principal": {"AWS": format!("arn:aws:iam::{account}:root")},
        "Action": "kms:*",
        "Resource": "*"
    }]})
    .to_string()
}
