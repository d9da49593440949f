//! The recorded accounts, written down as templates, get the verdicts that the accounts get.

use crate::cloudformation::{findings, read_all};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, HashMap};
use tidegate::inventory::kinds::connector::property;
use tidegate::inventory::kinds::lambda_mapping::access;
use tidegate::inventory::kinds::policy::statement;
use tidegate::inventory::snapshot::Reader;
use tidegate::inventory::{Fact, Input, KindDef, List, Resource, Unit, Value};
use tidegate::rules::builtin;
use tidegate::template::cloudformation::{Given, Options};

fn accounts() -> Vec<Unit> {
    let mut units = Vec::new();
    for name in ["clean", "demo"] {
        let path = format!("{}/fixtures/accounts/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
        let mut reader = Reader::open(path.as_ref()).expect("a snapshot");
        while let Some(unit) = reader.next_unit().expect("a snapshot") {
            units.push(unit);
        }
    }
    units
}

/// A unit as a template: each field at the property that the kind's table names, links as references.
struct Writer<'u> {
    unit: &'u Unit,
    /// Kind and id of a resource -> its logical id.
    ids: HashMap<(&'static str, &'u str), String>,
    resources: Map<String, Json>,
}

fn known<'r>(r: &'r Resource, field: &str) -> Option<&'r Value> {
    r.get(r.kind.field(field)?.0).known()
}

/// Sets `a.b.c` of an object.
fn put(object: &mut Json, path: &str, value: Json) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    let place = object.as_object_mut().expect("an object").entry(first).or_insert(json!({}));
    match rest {
        Some(rest) => put(place, rest, value),
        None => *place = value,
    }
}

impl<'u> Writer<'u> {
    fn new(unit: &'u Unit) -> Self {
        let all = unit.resources().iter().enumerate();
        let ids = all.map(|(i, r)| ((r.kind.name, &*r.id), format!("R{i}"))).collect();
        Self { unit, ids, resources: Map::new() }
    }

    fn value(&self, value: &Value, kind: &str) -> Option<Json> {
        Some(match value {
            Value::Bool(b) => json!(b),
            Value::Int(i) => json!(i),
            Value::Text(t) => json!(**t),
            Value::Link(l) => self.link(&l.id, kind),
            Value::List(list) => {
                let items = list.items.iter().filter_map(|f| self.value(f.known()?, kind));
                Json::Array(items.collect())
            }
            _ => return None,
        })
    }

    /// A reference to a resource of the unit that the stack can own; anything else as it is written.
    fn link(&self, id: &str, kind: &str) -> Json {
        let all = self.unit.resources().iter().filter(|r| r.kind.name == kind);
        let target = all.into_iter().find(|r| *r.id == *id || r.also.iter().any(|a| **a == *id));
        match target.filter(|r| ours(r)) {
            Some(r) => json!({"Ref": self.ids[&(r.kind.name, &*r.id)]}),
            None => json!(id),
        }
    }

    fn is_managed(&self, id: &str) -> bool {
        let keys = self.unit.resources().iter().filter(|r| r.kind.name == "kms_key" && *r.id == *id);
        keys.into_iter().any(|r| known(r, "manager").and_then(Value::as_text) == Some("AWS"))
    }

    fn resource(&mut self, r: &'u Resource) {
        let logical = self.ids[&(r.kind.name, &*r.id)].clone();
        let serverless = known(r, "cluster_type").and_then(Value::as_text) == Some("SERVERLESS");
        let ty = r.kind.cfn_types[usize::from(serverless)];
        let mut properties = json!({});
        for (ix, field) in r.kind.fields.iter().enumerate() {
            let Some(value) = r.get(ix as u16).known().filter(|_| !field.cfn.is_empty()) else { continue };
            let to = match field.ty {
                tidegate::inventory::Type::Link(to) => to,
                tidegate::inventory::Type::List(tidegate::inventory::Type::Link(to)) => to,
                _ => "",
            };
            // The key that AWS manages is what leaving the property out means; properties have no secrets to write.
            let managed = matches!(value, Value::Link(l) if to == "kms_key" && self.is_managed(&l.id));
            if !managed
                && !["ConnectorConfiguration", "PropertiesFileContent"].contains(&field.cfn)
                && let Some(value) = self.value(value, to)
            {
                put(&mut properties, field.cfn, value);
            }
        }
        self.special(r, &logical, &mut properties, serverless);
        self.resources.insert(logical, json!({"Type": ty, "Properties": properties}));
    }

    /// What the table has no property for, or another one.
    fn special(&mut self, r: &Resource, logical: &str, properties: &mut Json, serverless: bool) {
        let text = |field: &str| known(r, field).and_then(Value::as_text);
        let list = |field: &str| match known(r, field) {
            Some(Value::List(list)) => Some((**list).clone()),
            _ => None,
        };
        let destinations = |properties: &mut Json, path: &str, list: &List| {
            for (name, block) in [("cloudwatch", "CloudWatchLogs"), ("firehose", "Firehose"), ("s3", "S3")] {
                let on = list.items.iter().any(|f| f.known().and_then(Value::as_text) == Some(name));
                put(properties, &format!("{path}.{block}.Enabled"), json!(on));
            }
        };
        let name = |properties: &mut Json, property: &str| {
            if let Some(name) = text("name") {
                put(properties, property, json!(name));
            }
        };
        match r.kind.name {
            "msk_cluster" => {
                if serverless {
                    let iam =
                        known(r, "iam_enabled").map_or(json!(false), |v| json!(*v == Value::Bool(true)));
                    *properties = json!({"ClientAuthentication": {"Sasl": {"Iam": {"Enabled": iam}}}});
                }
                name(properties, "ClusterName");
                if let Some(list) = list("broker_log_destinations") {
                    destinations(properties, "LoggingInfo.BrokerLogs", &list);
                }
                if let Some(secrets) = list("scram_secrets").filter(|l| !l.items.is_empty()) {
                    let secrets = self.value(&Value::List(Box::new(secrets)), "secret");
                    let association = json!({"ClusterArn": {"Ref": logical}, "SecretArnList": secrets});
                    self.part(logical, "AWS::MSK::BatchScramSecret", association);
                }
                if let Some(list) = list("policy") {
                    let policy = json!({"ClusterArn": {"Ref": logical}, "Policy": policy(&list)});
                    self.part(logical, "AWS::MSK::ClusterPolicy", policy);
                }
            }
            "msk_configuration" => {
                let value = known(r, "allow_everyone_if_no_acl_found");
                let text = match value {
                    Some(Value::Bool(b)) => format!("# kept\nallow.everyone.if.no.acl.found={b}\n"),
                    _ => String::new(),
                };
                put(properties, "ServerProperties", json!(text));
            }
            "secret" => {
                name(properties, "Name");
                if let Some(id) = text("kms_key_id") {
                    let key = text("kms_key").map_or(json!(id), |key| match id.contains("alias/") {
                        true => json!(id),
                        false => self.link(key, "kms_key"),
                    });
                    put(properties, "KmsKeyId", key);
                }
                if known(r, "rotation_enabled") == Some(&Value::Bool(true)) {
                    let schedule = json!({"SecretId": {"Ref": logical}});
                    self.part(logical, "AWS::SecretsManager::RotationSchedule", schedule);
                }
                if let Some(list) = list("policy") {
                    let policy = json!({"SecretId": {"Ref": logical}, "ResourcePolicy": policy(&list)});
                    self.part(logical, "AWS::SecretsManager::ResourcePolicy", policy);
                }
            }
            "kms_key" => {
                for (i, alias) in r.also.iter().filter(|a| a.starts_with("alias/")).enumerate() {
                    let alias = json!({"AliasName": **alias, "TargetKeyId": {"Ref": logical}});
                    self.part(&format!("{logical}{i}"), "AWS::KMS::Alias", alias);
                }
            }
            "connector" => {
                if let Some(list) = list("log_destinations") {
                    destinations(properties, "LogDelivery.WorkerLogDelivery", &list);
                }
                let mut configuration = Map::new();
                for (key, value) in properties_of(list("properties")) {
                    configuration.insert(key, json!(value));
                }
                put(properties, "ConnectorConfiguration", Json::Object(configuration));
                if let Some(list) = list("bootstrap_servers") {
                    let pairs = list.items.iter().filter_map(|f| f.known()?.as_text());
                    let servers = pairs.collect::<Vec<_>>().join(",");
                    put(properties, "KafkaCluster.ApacheKafkaCluster.BootstrapServers", json!(servers));
                }
            }
            "worker_configuration" => {
                let lines = properties_of(list("properties"));
                let text: String = lines.iter().map(|(key, value)| format!("{key}={value}\n")).collect();
                put(properties, "PropertiesFileContent", json!({ "Fn::Base64": text }));
            }
            "replication_group" => {
                name(properties, "ReplicationGroupId");
                if known(r, "auth_token_enabled") == Some(&Value::Bool(true)) {
                    put(properties, "AuthToken", json!("{{resolve:secretsmanager:token}}"));
                }
            }
            "elasticache_user" => {
                name(properties, "UserId");
                if let Some(ty) = text("authentication_type") {
                    let ty = if ty == "no-password" { "no-password-required" } else { ty };
                    put(properties, "AuthenticationMode.Type", json!(ty));
                }
            }
            "lambda_mapping" => {
                if let Some(cluster) = text("cluster") {
                    put(properties, "EventSourceArn", self.link(cluster, "msk_cluster"));
                }
                let accesses = list("source_access").into_iter().flat_map(|l| l.items);
                let accesses = accesses.filter_map(|f| {
                    let Value::Record(slots) = f.known()? else { return None };
                    let text = |field: u16| slots[field as usize].known().and_then(Value::as_text);
                    let uri = text(access::uri)?;
                    Some(json!({"Type": text(access::access_type)?, "URI": self.link(uri, "secret")}))
                });
                let accesses = accesses.collect::<Vec<_>>();
                put(properties, "SourceAccessConfigurations", json!(accesses));
            }
            "user_group" => name(properties, "UserGroupId"),
            _ => {}
        }
    }

    fn part(&mut self, of: &str, ty: &str, properties: Json) {
        let id = format!("{}Of{of}", ty.rsplit(':').next().expect("a type has a last word"));
        self.resources.insert(id, json!({"Type": ty, "Properties": properties}));
    }
}

/// Key and value, without secrets, of a connector's own properties.
fn properties_of(list: Option<List>) -> Vec<(String, String)> {
    let all = list.into_iter().flat_map(|l| l.items);
    all.filter_map(|f| {
        let Some(Value::Record(slots)) = f.known() else { return None };
        let text = |field: u16| slots[field as usize].known().and_then(Value::as_text).map(str::to_owned);
        let inherited = slots[property::inherited as usize].known() == Some(&Value::Bool(true));
        (!inherited).then(|| Some((text(property::key)?, text(property::value)?)))?
    })
    .collect()
}

/// Statements as a policy document.
fn policy(list: &List) -> Json {
    let statements = list.items.iter().filter_map(|f| {
        let Value::Record(slots) = f.known()? else { return None };
        let texts = |field: u16| match slots[field as usize].known() {
            Some(Value::List(l)) => {
                l.items.iter().filter_map(|f| f.known()?.as_text().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        };
        let flag = |field: u16| slots[field as usize].known() == Some(&Value::Bool(true));
        let mut principals: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for principal in texts(statement::principals) {
            match principal.split_once(':').filter(|(kind, _)| ["service", "federated"].contains(kind)) {
                Some(("service", name)) => principals.entry("Service").or_default().push(name.into()),
                Some((_, name)) => principals.entry("Federated").or_default().push(name.into()),
                None => principals.entry("AWS").or_default().push(principal),
            }
        }
        let mut conditions = json!({});
        for condition in texts(statement::conditions) {
            // The operator is before the key, which has a colon of its own; qualifiers are part of the operator.
            let (operator, key) = condition.split_once(':').expect("operator and key");
            put(&mut conditions, operator, json!({ key: "x" }));
        }
        let effect = slots[statement::effect as usize].known().and_then(Value::as_text);
        let mut s = json!({"Effect": effect, "Resource": "*"});
        s[if flag(statement::not_principal) { "NotPrincipal" } else { "Principal" }] = json!(principals);
        s[if flag(statement::not_action) { "NotAction" } else { "Action" }] =
            json!(texts(statement::actions));
        if conditions != json!({}) {
            s["Condition"] = conditions;
        }
        Some(s)
    });
    json!({"Version": "2012-10-17", "Statement": statements.collect::<Vec<_>>()})
}

/// What a stack can own: not keys that AWS manages, nor what only a reference named, nor members of groups.
fn ours(r: &Resource) -> bool {
    let is = |field: &str, text: &str| known(r, field).and_then(Value::as_text) == Some(text);
    let exists = known(r, "exists") != Some(&Value::Bool(false));
    !r.kind.cfn_types.is_empty()
        && !is("manager", "AWS")
        && exists
        && known(r, "replication_group").is_none()
        && r.seen_from.is_none()
}

/// A template cannot say it: states, deletions, disabled keys' waiting, ages, keys of versions.
fn can_be_said(r: &Resource) -> bool {
    let live = ["deleted_date", "last_rotated", "pending_transit_encryption_mode", "deletion_date"];
    let unread = |kind: &KindDef, r: &Resource| {
        kind.fields.iter().enumerate().any(|(ix, f)| {
            f.back_link.is_none() && !f.api.is_empty() && matches!(r.get(ix as u16), Fact::Unknown(_))
        })
    };
    let transitional = known(r, "state").or(known(r, "status")).and_then(Value::as_text);
    let settled =
        transitional.is_none_or(|s| ["ACTIVE", "RUNNING", "available", "active", "Enabled"].contains(&s));
    ours(r) && settled && !live.iter().any(|f| known(r, f).is_some()) && !unread(r.kind, r)
}

/// Rules that ask an account something else than a template: the keys of versions, ages, the cluster behind a broker's
/// name, users that nothing in the account refers to.
const LIVE: &[&str] = &[
    "connector-without-matching-listener",
    "elasticache-passwordless-user",
    "scram-secret-stale-key-version",
    "scram-secret-unrotated",
];

#[test]
fn accounts_and_the_same_as_templates_get_the_same_verdicts() {
    let (mut compared, mut differ) = (BTreeMap::<String, u32>::new(), Vec::new());
    for unit in accounts() {
        let mut writer = Writer::new(&unit);
        for r in unit.resources().iter().filter(|r| ours(r)) {
            writer.resource(r);
        }
        let text = serde_json::to_string_pretty(&json!({"Resources": writer.resources})).expect("JSON");
        let (account, region) = (Some(unit.scope.account.clone()), Some(unit.scope.region.clone()));
        let options = Options { given: Given { account, region, ..Given::default() }, ..Options::default() };
        let read = read_all(&[("account.json", &text)], &options);
        assert!(read.problems.is_empty(), "{:?}", read.problems);
        let names: HashMap<String, &str> =
            writer.ids.iter().map(|((_, id), logical)| (logical.clone(), *id)).collect();
        let mut of_template = HashMap::new();
        for f in findings(&read.templates[0].default) {
            let id = names.get(&*f.resource.id).copied().unwrap_or_default();
            of_template.insert((f.rule.clone(), Box::<str>::from(id)), f);
        }
        for f in findings(&unit) {
            let rule = builtin().rules.iter().find(|r| r.id == f.rule).expect("a built-in rule");
            let both =
                [Input::Account, Input::Cloudformation].iter().all(|input| rule.inputs.contains(input));
            let r =
                unit.resources().iter().find(|r| r.id == f.resource.id && *r.kind.name == *f.resource.kind);
            let said = r.is_some_and(can_be_said);
            if !both || rule.each.is_some() || LIVE.contains(&&*f.rule) || !said {
                continue;
            }
            let Some(t) = of_template.get(&(f.rule.clone(), f.resource.id.clone())) else {
                differ.push(format!("{} on {}: not judged", f.rule, f.resource.id));
                continue;
            };
            *compared.entry(f.verdict.name().into()).or_default() += 1;
            if f.verdict != t.verdict {
                differ.push(format!(
                    "{} on {}: {} as {}: {:?}",
                    f.rule,
                    f.resource.id,
                    f.verdict.name(),
                    t.verdict.name(),
                    t.missing
                ));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert!(compared["pass"] > 100 && compared["fail"] > 30, "{compared:?}");
}
