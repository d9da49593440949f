//! Plans: what Terraform itself printed, and traps in the same form, read and judged.

use crate::terraform::{expect, facts, findings, plan, plan_text, resource, text, unit};
use serde_json::{Value, json};
use tidegate::evaluate::Finding;
use tidegate::inventory::{Fact, Why};
use tidegate::rules::Verdict;
use tidegate::template::terraform::{Options, Read, read_plan};

/// A plan of these `(type, name, after, after_unknown, expressions)`.
fn planned(resources: &[(&str, &str, Value, Value, Value)]) -> Value {
    let changes: Vec<Value> = resources
        .iter()
        .map(|(ty, name, after, unknown, _)| {
            json!({"address": format!("{ty}.{name}"), "mode": "managed", "type": ty, "name": name,
                "change": {"actions": ["create"], "before": null, "after": after,
                    "after_unknown": unknown, "after_sensitive": {}}})
        })
        .collect();
    let configured: Vec<Value> = resources
        .iter()
        .map(|(ty, name, _, _, expressions)| {
            json!({"address": format!("{ty}.{name}"), "mode": "managed", "type": ty, "name": name,
                "provider_config_key": "aws", "expressions": expressions})
        })
        .collect();
    json!({"format_version": "1.2", "resource_changes": changes,
        "configuration": {"provider_config": {}, "root_module": {"resources": configured}}})
}

fn refs(names: &[&str]) -> Value {
    json!({ "references": names })
}

/// The reason of an unknown fact.
fn why(read: &tidegate::template::terraform::Read, id: &str, field: &str) -> String {
    let r = resource(read, id);
    let (ix, _) = r.kind.field(field).expect("a field of the kind");
    match r.get(ix) {
        Fact::Unknown(ix) => match r.why(*ix) {
            Why::Deferred { expression } => expression.to_string(),
            other => panic!("{other:?}"),
        },
        other => panic!("{id}.{field} is {other:?}"),
    }
}

#[test]
fn a_cluster_with_scram_users_is_linked_through_what_is_known_only_after_apply() {
    let read = with_source("scram");
    assert!(read.coverage.iter().all(|c| c.complete()), "{:?}", read.coverage);
    let alice = "aws_secretsmanager_secret.u[\"alice\"]";
    expect(
        &read,
        "aws_msk_cluster.c",
        &[
            ("msk-plaintext-client-traffic", "pass"),
            ("msk-plaintext-broker-traffic", "pass"),
            ("msk-unauthenticated-clients", "pass"),
            ("msk-default-volume-key", "pass"),
            ("msk-open-without-acls", "fail"),
            ("msk-public-brokers", "pass"),
        ],
    );
    expect(
        &read,
        alice,
        &[
            ("scram-secret-default-key", "pass"),
            ("scram-secret-asymmetric-key", "pass"),
            ("scram-secret-without-prefix", "pass"),
            ("scram-secret-alias-key", "pass"),
            ("scram-secret-foreign-account", "pass"),
            ("scram-secret-foreign-region", "pass"),
            ("scram-secret-unrotated", "fail"),
        ],
    );
    // Neither associated nor named to be.
    let bad = "aws_secretsmanager_secret.bad";
    expect(&read, bad, &[("scram-secret-default-key", "not-applicable")]);
    expect(
        &read,
        "aws_elasticache_replication_group.r",
        &[("elasticache-plaintext-transit", "pass"), ("elasticache-plaintext-at-rest", "fail")],
    );
    expect(&read, "aws_kms_key.k", &[("kms-key-unrotated", "pass")]);
}

#[test]
fn a_list_of_several_instances_is_known_only_by_the_source() {
    // A plan names the resource behind `[for s in aws_secretsmanager_secret.u : s.arn]`, and would name it, too, if
    // the expression left some out.
    let alice = "aws_secretsmanager_secret.u[\"alice\"]";
    let rules = |verdict| [("scram-secret-unrotated", verdict)];
    expect(&plan("scram/plan.json"), alice, &rules("undecided"));
    expect(&with_source("scram"), alice, &rules("fail"));
    let filtered = |condition: &str| {
        let main = text("scram/main.tf").replace(": s.arn]", &format!(": s.arn{condition}]"));
        let source = std::sync::Arc::new(tidegate::template::source::Source::new("main.tf", main));
        let options = Options { sources: vec![source], ..Options::default() };
        let plan = tidegate::template::source::Source::new("plan.json", text("scram/plan.json"));
        read_plan(std::sync::Arc::new(plan), &options)
    };
    assert!(text("scram/main.tf").contains(": s.arn]"), "the expression of the fixture");
    expect(&filtered(""), alice, &rules("fail"));
    expect(&filtered(" if s.name != \"x\""), alice, &rules("undecided"));
}

#[test]
fn modules_counts_and_keys_are_read_by_their_addresses() {
    let read = with_source("modules");
    expect(&read, "module.msk.aws_msk_cluster.c", &[("msk-plaintext-client-traffic", "fail")]);
    let many = "module.msk_many[\"a\"].aws_msk_cluster.c";
    expect(&read, many, &[("msk-plaintext-client-traffic", "pass"), ("msk-default-volume-key", "fail")]);
    // `aws_kms_key.maybe` has no instance, so only the other key can be meant.
    let bob = "aws_secretsmanager_secret.u[\"bob\"]";
    assert_eq!(facts(&read, bob)["facts"]["kms_key"]["$value"], "aws_kms_key.k");
    expect(&read, bob, &[("scram-secret-asymmetric-key", "fail"), ("scram-secret-without-prefix", "pass")]);
    // The association's cluster is a module's output; its secrets are all instances of a resource.
    let secrets = &facts(&read, "module.msk.aws_msk_cluster.c")["facts"]["scram_secrets"]["$value"];
    let ids: Vec<_> = secrets.as_array().expect("a list").iter().map(|s| s["$value"].clone()).collect();
    assert_eq!(ids, ["aws_secretsmanager_secret.u[\"alice\"]", bob]);
    // A dynamic block is not in the plan's configuration: unknown, not left out.
    assert!(why(&read, "module.msk.aws_msk_cluster.c", "data_volume_kms_key").contains("after apply"));
}

#[test]
fn a_connector_and_a_serverless_cluster() {
    let read = plan("connect/plan.json");
    expect(
        &read,
        "aws_mskconnect_connector.c",
        &[
            ("connector-plaintext-cluster-traffic", "fail"),
            ("connector-unauthenticated", "fail"),
            ("connector-without-logs", "fail"),
        ],
    );
    expect(
        &read,
        "aws_msk_serverless_cluster.s",
        &[("msk-plaintext-client-traffic", "pass"), ("msk-unauthenticated-clients", "pass")],
    );
}

#[test]
fn a_finding_points_at_the_resource_in_the_plan() {
    for name in ["scram/plan.json", "modules/plan.json", "connect/plan.json"] {
        let read = plan(name);
        let source = text(name);
        let mut seen = 0;
        for r in unit(&read).resources() {
            let place = r.place.as_ref().expect("a declared resource has a place");
            let line = source.lines().nth(place.line as usize - 1).expect("a line of the file");
            let slice: String =
                line.chars().take(place.end_column as usize - 1).skip(place.column as usize - 1).collect();
            // A place for a secret stands in its resource.
            let owner = r.kind.field("owner").and_then(|(ix, _)| r.known_text(ix));
            assert_eq!(slice.replace("\\\"", "\""), owner.unwrap_or(&r.id));
            seen += 1;
        }
        assert!(seen >= 3);
        for f in findings(&read) {
            assert_eq!(f.location.as_ref().map(|l| &*l.path), Some(name), "{} on {}", f.rule, f.resource.id);
        }
    }
}

/// A plan read together with the source that it was made of.
pub fn with_source(dir: &str) -> tidegate::template::terraform::Read {
    let name = format!("{dir}/plan.json");
    let source = std::sync::Arc::new(tidegate::template::source::Source::new(&*name, text(&name)));
    let options = Options { sources: crate::terraform::sources(dir), ..Options::default() };
    read_plan(source, &options)
}

#[test]
fn a_finding_points_at_the_source_when_it_is_there_and_at_the_same_place_as_the_source_alone() {
    let mut compared = 0;
    for (dir, variables) in [("scram", &[][..]), ("modules", &[("env", "dev")]), ("connect", &[])] {
        let (plan, source) = (findings(&with_source(dir)), findings(&crate::terraform::hcl(dir, variables)));
        for f in plan.iter().filter(|f| f.verdict == Verdict::Fail) {
            let same = |s: &&Finding| s.rule == f.rule && s.resource.id == f.resource.id && s.item == f.item;
            let Some(s) = source.iter().find(same) else { continue };
            let at = |f: &Finding| {
                let l = f.location.as_ref().expect("a place");
                (l.path.to_string(), l.line, l.column, l.end_line, l.end_column)
            };
            assert_eq!(at(f), at(s), "{} on {}", f.rule, f.resource.id);
            assert_ne!(at(f).0, format!("{dir}/plan.json"));
            compared += 1;
        }
    }
    assert!(compared > 25, "{compared} findings of both");
    let read = with_source("modules");
    let in_a_module = findings(&read).into_iter().find(|f| &*f.resource.id == "module.msk.aws_msk_cluster.c");
    let steps = in_a_module.expect("it has findings").related;
    assert_eq!((&*steps[0].place.path, steps[0].place.line), ("main.tf", 50));
}

#[test]
fn every_field_says_something() {
    for name in ["scram/plan.json", "modules/plan.json", "connect/plan.json"] {
        crate::terraform::every_field_is_stated(&plan(name));
    }
}

#[test]
fn secrets_of_a_plan_are_nowhere() {
    for name in ["scram/plan.json", "connect/plan.json"] {
        assert!(text(name).contains("hunter2"), "the plan holds the secret");
        let read = plan(name);
        let told = format!("{read:?} {:?}", findings(&read));
        assert!(!told.contains("hunter2"));
    }
}

#[test]
fn what_is_not_configured_has_the_documented_default_and_what_is_waits_for_apply() {
    let cluster = |unknown: Value, expressions: Value| {
        let after = json!({"cluster_name": "c", "kafka_version": "3.7.x", "encryption_info": [{}]});
        plan_text(&planned(&[("aws_msk_cluster", "c", after, unknown, expressions)]).to_string())
    };
    let unknown = json!({"encryption_info": [{"encryption_at_rest_kms_key_arn": true,
        "encryption_in_transit": [{"client_broker": true, "in_cluster": true}]}]});
    let left_out = cluster(unknown.clone(), json!({"encryption_info": [{"encryption_in_transit": [{}]}]}));
    expect(
        &left_out,
        "aws_msk_cluster.c",
        &[("msk-plaintext-client-traffic", "pass"), ("msk-default-volume-key", "fail")],
    );
    let given = json!({"encryption_info": [{"encryption_at_rest_kms_key_arn": refs(&["local.key"]),
        "encryption_in_transit": [{"client_broker": refs(&["random_shuffle.x.result", "random_shuffle.x"])}]}]});
    let read = cluster(unknown, given);
    expect(
        &read,
        "aws_msk_cluster.c",
        &[("msk-plaintext-client-traffic", "undecided"), ("msk-default-volume-key", "undecided")],
    );
    assert_eq!(why(&read, "aws_msk_cluster.c", "data_volume_kms_key"), "local.key");
}

#[test]
fn a_secret_between_two_keys_stays_undecided() {
    let secret = |references: &[&str]| {
        let (ty, after) = ("aws_secretsmanager_secret", json!({"name": "AmazonMSK_a"}));
        let key = |name| ("aws_kms_key", name, json!({}), json!({"arn": true}), json!({}));
        let s = (ty, "s", after, json!({"kms_key_id": true}), json!({"kms_key_id": refs(references)}));
        plan_text(&planned(&[key("a"), key("b"), s]).to_string())
    };
    let id = "aws_secretsmanager_secret.s";
    let one = secret(&["var.x", "aws_kms_key.a.arn", "aws_kms_key.a"]);
    expect(&one, id, &[("scram-secret-default-key", "pass")]);
    let two = secret(&["var.x", "aws_kms_key.a.arn", "aws_kms_key.a", "aws_kms_key.b.arn", "aws_kms_key.b"]);
    expect(&two, id, &[("scram-secret-default-key", "undecided")]);
    assert_eq!(why(&two, id, "kms_key"), "aws_kms_key.a.arn, aws_kms_key.b.arn");
    // A local value may be anything, next to a key or alone.
    let local = secret(&["local.k", "aws_kms_key.a.arn", "aws_kms_key.a"]);
    expect(&local, id, &[("scram-secret-default-key", "undecided")]);
}

/// Ids of the resources that are only referred to.
fn context(read: &Read) -> Vec<&str> {
    unit(read).resources().iter().filter(|r| r.context).map(|r| &*r.id).collect()
}

#[test]
fn a_data_source_that_shows_the_default_key_is_the_default_key() {
    let arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let after = json!({"name": "AmazonMSK_a", "kms_key_id": arn});
    let mut document = planned(&[("aws_secretsmanager_secret", "s", after, json!({}), json!({}))]);
    let state = |ty: &str, values: Value| {
        json!({"values": {"root_module": {"resources": [
            {"address": format!("data.{ty}.k"), "mode": "data", "type": ty, "name": "k", "values": values}]}}})
    };
    let id = "aws_secretsmanager_secret.s";
    document["prior_state"] =
        state("aws_kms_alias", json!({"name": "alias/aws/secretsmanager", "target_key_arn": arn}));
    expect(&plan_text(&document.to_string()), id, &[("scram-secret-default-key", "fail")]);
    document["prior_state"] = state(
        "aws_kms_key",
        json!({"arn": arn, "key_manager": "CUSTOMER", "key_spec": "SYMMETRIC_DEFAULT",
            "key_usage": "ENCRYPT_DECRYPT", "enabled": true}),
    );
    let read = plan_text(&document.to_string());
    expect(&read, id, &[("scram-secret-default-key", "pass"), ("scram-secret-asymmetric-key", "pass")]);
    assert_eq!(context(&read), ["data.aws_kms_key.k"]);
}

#[test]
fn deletes_are_skipped_and_unchanged_resources_are_only_referred_to() {
    let key = ("aws_kms_key", "k", json!({}), json!({"arn": true}), json!({}));
    let secret = ("aws_secretsmanager_secret", "s", json!({"name": "AmazonMSK_a"}), json!({}), json!({}));
    let mut document = planned(&[key, secret]);
    document["resource_changes"][0]["change"]["actions"] = json!(["no-op"]);
    let read = plan_text(&document.to_string());
    assert_eq!(context(&read), ["aws_kms_key.k"]);
    document["resource_changes"][0]["change"]["actions"] = json!(["delete"]);
    document["resource_changes"][1]["change"]["actions"] = json!(["delete", "create"]);
    let read = plan_text(&document.to_string());
    let ids: Vec<_> = unit(&read).resources().iter().map(|r| &*r.id).collect();
    assert_eq!(ids, ["aws_secretsmanager_secret.s"]);
    assert!(context(&read).is_empty());
}

#[test]
fn write_only_arguments_count_as_set() {
    let after = json!({"engine": "redis", "transit_encryption_enabled": true, "auth_token_wo": null});
    let group = |expressions| {
        let r = ("aws_elasticache_replication_group", "r", after.clone(), json!({}), expressions);
        plan_text(&planned(&[r]).to_string())
    };
    let id = "aws_elasticache_replication_group.r";
    let rule = "elasticache-no-client-authentication";
    expect(&group(json!({"auth_token_wo": refs(&["var.token"])})), id, &[(rule, "pass")]);
    expect(&group(json!({"auth_token_wo": {"constant_value": null}})), id, &[(rule, "fail")]);
    expect(&group(json!({})), id, &[(rule, "fail")]);
}

#[test]
fn policies_rotations_and_aliases_are_folded_into_what_they_are_about() {
    let secret = (
        "aws_secretsmanager_secret",
        "s",
        json!({"name": "AmazonMSK_a"}),
        json!({"kms_key_id": true}),
        json!({"kms_key_id": refs(&["aws_kms_alias.a.arn", "aws_kms_alias.a"])}),
    );
    let policy = json!({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue",
        "Resource": "*"}]});
    let about = |argument: &str| json!({ argument: true });
    let of_secret = |argument: &str| json!({argument: refs(&["aws_secretsmanager_secret.s.arn", "aws_secretsmanager_secret.s"])});
    let read = plan_text(
        &planned(&[
            ("aws_kms_key", "k", json!({}), json!({"arn": true}), json!({})),
            (
                "aws_kms_alias",
                "a",
                json!({"name": "alias/scram"}),
                json!({"target_key_id": true}),
                json!({"target_key_id": refs(&["aws_kms_key.k.key_id", "aws_kms_key.k"])}),
            ),
            secret,
            (
                "aws_secretsmanager_secret_policy",
                "p",
                json!({"policy": policy.to_string()}),
                about("secret_arn"),
                of_secret("secret_arn"),
            ),
            (
                "aws_secretsmanager_secret_rotation",
                "r",
                json!({}),
                about("secret_id"),
                of_secret("secret_id"),
            ),
        ])
        .to_string(),
    );
    expect(
        &read,
        "aws_secretsmanager_secret.s",
        &[
            ("scram-secret-exposed-policy", "fail"),
            ("scram-secret-alias-key", "fail"),
            ("scram-secret-default-key", "pass"),
            ("scram-secret-asymmetric-key", "pass"),
        ],
    );
    assert_eq!(facts(&read, "aws_secretsmanager_secret.s")["facts"]["rotation_enabled"]["$value"], true);
}

#[test]
fn a_plan_that_is_not_whole_is_never_clean() {
    for (member, value) in
        [("errored", json!(true)), ("complete", json!(false)), ("deferred_changes", json!([{"reason": "x"}]))]
    {
        let mut document = planned(&[("aws_kms_key", "k", json!({}), json!({}), json!({}))]);
        document[member] = value;
        let read = plan_text(&document.to_string());
        assert!(!read.coverage[0].complete(), "{member}");
        assert_eq!(unit(&read).resources().len(), 1, "what is there is read");
    }
}

/// The target and the detail of the only gap.
fn gap(read: &tidegate::template::terraform::Read) -> (String, String) {
    let [gap] = &read.coverage[0].gaps[..] else { panic!("{:?}", read.coverage) };
    let detail = match &gap.why {
        Why::Malformed { detail, .. } => detail.to_string(),
        other => panic!("{other:?}"),
    };
    (gap.target.as_deref().unwrap_or("").to_owned(), detail)
}

#[test]
fn what_is_no_plan_is_an_error_with_its_place_and_without_its_values() {
    let (target, detail) = gap(&plan_text("{\"format_version\": \"1.2\",\n \"x\": }"));
    assert_eq!((&*target, &*detail), ("plan.json:2:7", "not JSON"));
    let (target, detail) = gap(&plan_text("{\"format_version\": \"1.2\",\n \"errored\": \"hunter2\"}"));
    assert!(target.starts_with("plan.json:2:"), "{target}");
    assert_eq!(detail, "not a plan's JSON");
    assert!(gap(&plan_text("{\"format_version\":\"2.0\"}")).1.contains("2.0 is not known"));
    assert!(gap(&plan_text("{\"format_version\":\"1.0\",\"values\":{}}")).1.contains("a state"));
    assert!(gap(&plan_text("{}")).1.contains("no format_version"));
    for empty in ["", "[]", "null", "\"x\"", "[[[["] {
        gap(&plan_text(empty));
    }
    assert!(plan_text("\u{feff}{\"format_version\":\"0.1\"}").coverage[0].complete());
}

#[test]
fn hostile_plans_are_bounded() {
    // What is not read is passed over at any depth; what is read is refused beyond the parser's limit.
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    assert!(plan_text(&format!("{{\"format_version\":\"1.2\",\"x\":{deep}}}")).coverage[0].complete());
    let change = format!("{{\"mode\":\"managed\",\"type\":\"aws_kms_key\",\"change\":{{\"after\":{deep}}}}}");
    gap(&plan_text(&format!("{{\"format_version\":\"1.2\",\"resource_changes\":[{change}]}}")));
    // Modules whose variables refer to each other, and outputs that refer to themselves.
    let document = json!({"format_version": "1.2",
        "resource_changes": [{"address": "module.m.aws_secretsmanager_secret.s", "mode": "managed",
            "type": "aws_secretsmanager_secret", "change": {"actions": ["create"], "after": {"name": "x"},
            "after_unknown": {"kms_key_id": true}}}],
        "configuration": {"root_module": {"module_calls": {"m": {
            "expressions": {"a": refs(&["module.m.o", "module.m.p"])},
            "module": {"outputs": {"o": {"expression": refs(&["var.a", "module.x.y"])},
                    "p": {"expression": refs(&["var.a", "var.a"])}},
                "resources": [{"address": "aws_secretsmanager_secret.s", "mode": "managed",
                    "type": "aws_secretsmanager_secret", "expressions": {"kms_key_id": refs(&["var.a"])}}]}}}}}});
    let read = plan_text(&document.to_string());
    let id = "module.m.aws_secretsmanager_secret.s";
    assert!(matches!(
        resource(&read, id).get(resource(&read, id).kind.field("kms_key").unwrap().0),
        Fact::Unknown(_)
    ));
    // Thousands of associations, each with every secret.
    let mut resources = Vec::new();
    let names: Vec<String> = (0..1_500).map(|i| format!("s{i}")).collect();
    let all: Vec<String> = names.iter().map(|n| format!("aws_secretsmanager_secret.{n}.arn")).collect();
    let all: Vec<&str> = all.iter().map(|a| &**a).collect();
    for name in &names {
        resources.push((
            "aws_secretsmanager_secret",
            &**name,
            json!({"name": "AmazonMSK_x"}),
            json!({}),
            json!({}),
        ));
    }
    resources.push(("aws_msk_cluster", "c", json!({}), json!({"arn": true}), json!({})));
    let about = json!({"cluster_arn": refs(&["aws_msk_cluster.c.arn", "aws_msk_cluster.c"]),
        "secret_arn_list": refs(&all)});
    for name in names.iter().take(20) {
        let unknown = json!({"cluster_arn": true, "secret_arn_list": true});
        resources.push(("aws_msk_scram_secret_association", &**name, json!({}), unknown, about.clone()));
    }
    let read = plan_text(&planned(&resources).to_string());
    let secrets = facts(&read, "aws_msk_cluster.c")["facts"]["scram_secrets"]["$value"].clone();
    assert_eq!(secrets.as_array().map(Vec::len), Some(30_000));
}
