//! Override files and Terraform's JSON syntax: what Terraform merges and reads, with the places.

use crate::terraform::{expect, facts, findings, hcl_text, resource, unit};
use tidegate::inventory::{Fact, Value, Why};
use tidegate::template::terraform::Read;

const CLUSTER: &str = "aws_msk_cluster.c";
const TRAFFIC: &str = "msk-plaintext-client-traffic";
const IN_CLUSTER: &str = "msk-plaintext-broker-traffic";

/// A cluster without encryption in the cluster, and with this client traffic.
fn cluster(client_broker: &str) -> String {
    format!(
        "resource \"aws_msk_cluster\" \"c\" {{\n  cluster_name = \"c\"\n  encryption_info {{\n    \
         encryption_in_transit {{\n      in_cluster    = false\n      client_broker = {client_broker}\n    }}\n  }}\n}}\n"
    )
}

/// What the gaps say, and where.
fn gaps(read: &Read) -> Vec<String> {
    let told = |g: &tidegate::inventory::Gap| match &g.why {
        Why::Malformed { detail, .. } => format!("{}: {detail}", g.target.as_deref().unwrap_or("")),
        other => panic!("{other:?}"),
    };
    read.coverage[0].gaps.iter().map(told).collect()
}

fn place(read: &Read, rule: &str) -> (String, u32, u32, u32) {
    let all = findings(read);
    let finding = all.iter().find(|f| *f.rule == *rule).unwrap_or_else(|| panic!("no {rule}"));
    let place = finding.location.as_ref().expect("a place");
    (place.path.to_string(), place.line, place.column, place.end_column)
}

#[test]
fn arguments_of_override_files_replace_and_blocks_replace_all_blocks_of_their_name() {
    let base = cluster("\"TLS\"");
    // The block of that name is replaced as a whole: `in_cluster` is no longer given.
    let over = "resource \"aws_msk_cluster\" \"c\" {\n  cluster_name = \"d\"\n  encryption_info {\n    \
        encryption_in_transit {\n      client_broker = \"PLAINTEXT\"\n    }\n  }\n}\n";
    expect(&hcl_text(&[("main.tf", &base)]), CLUSTER, &[(TRAFFIC, "pass"), (IN_CLUSTER, "fail")]);
    for name in ["override.tf", "a_override.tf"] {
        let read = hcl_text(&[("main.tf", &base), (name, over)]);
        assert_eq!(gaps(&read), [""; 0]);
        expect(&read, CLUSTER, &[(TRAFFIC, "fail"), (IN_CLUSTER, "pass")]);
        assert_eq!(place(&read, TRAFFIC), (name.to_owned(), 5, 23, 34));
        assert_eq!(resource(&read, CLUSTER).display_name(), "d");
        let header = resource(&read, CLUSTER).place.as_ref().expect("a place");
        assert_eq!((&*header.path, header.line), ("main.tf", 1), "the resource is where it is declared");
    }
    // The last in the order of their names wins; `x_overrides.tf` is none.
    let third = over.replace("\"PLAINTEXT\"", "\"TLS\"");
    let read = hcl_text(&[("b_override.tf", &third), ("main.tf", &base), ("a_override.tf", over)]);
    expect(&read, CLUSTER, &[(TRAFFIC, "pass"), (IN_CLUSTER, "pass")]);
    let read = hcl_text(&[("main.tf", &base), ("x_overrides.tf", over)]);
    assert_eq!(gaps(&read), ["x_overrides.tf:1:1: declared twice"]);
}

#[test]
fn dynamic_blocks_are_replaced_and_replace_by_the_name_that_they_make() {
    let dynamic = |value: &str| {
        format!(
            "resource \"aws_msk_cluster\" \"c\" {{\n  dynamic \"encryption_info\" {{\n    for_each = [{value}]\n    content {{\n      \
             encryption_in_transit {{\n        client_broker = encryption_info.value\n      }}\n    }}\n  }}\n}}\n"
        )
    };
    let read = hcl_text(&[("main.tf", &cluster("\"TLS\"")), ("override.tf", &dynamic("\"PLAINTEXT\""))]);
    expect(&read, CLUSTER, &[(TRAFFIC, "fail"), (IN_CLUSTER, "pass")]);
    let read = hcl_text(&[("main.tf", &dynamic("\"PLAINTEXT\"")), ("override.tf", &cluster("\"TLS\""))]);
    expect(&read, CLUSTER, &[(TRAFFIC, "pass"), (IN_CLUSTER, "fail")]);
}

#[test]
fn variables_locals_outputs_modules_and_counts_are_overridden() {
    let main = format!(
        "variable \"v\" {{\n  type = string\n  default = \"TLS\"\n}}\nlocals {{\n  a = var.v\n  b = 1\n}}\n\
         module \"m\" {{\n  source = \"./one\"\n  of = local.a\n}}\n{}",
        cluster("local.a")
    );
    let one = format!("variable \"of\" {{}}\n{}output \"o\" {{\n  value = 1\n}}\n", cluster("var.of"));
    let with = |over: &str| hcl_text(&[("main.tf", &main), ("one/main.tf", &one), ("override.tf", over)]);
    let in_module = "module.m.aws_msk_cluster.c";
    let read = with("");
    expect(&read, CLUSTER, &[(TRAFFIC, "pass")]);
    expect(&read, in_module, &[(TRAFFIC, "pass")]);
    for over in ["variable \"v\" {\n  default = \"PLAINTEXT\"\n}\n", "locals {\n  a = \"PLAINTEXT\"\n}\n"] {
        let read = with(over);
        expect(&read, CLUSTER, &[(TRAFFIC, "fail")]);
        expect(&read, in_module, &[(TRAFFIC, "fail")]);
    }
    let read = with("module \"m\" {\n  of = \"PLAINTEXT\"\n}\n");
    expect(&read, CLUSTER, &[(TRAFFIC, "pass")]);
    expect(&read, in_module, &[(TRAFFIC, "fail")]);
    let ids = |read: &Read| unit(read).resources().iter().map(|r| r.id.to_string()).collect::<Vec<_>>();
    let read = with("resource \"aws_msk_cluster\" \"c\" {\n  count = 0\n}\n");
    assert_eq!(ids(&read), [in_module]);
    // The module's source, too: nothing of the first one is left.
    let two = "variable \"of\" {}\nresource \"aws_kms_key\" \"k\" {}\n";
    let over = "module \"m\" {\n  source = \"./two\"\n}\n";
    let read = hcl_text(&[("main.tf", &main), ("two/main.tf", two), ("override.tf", over)]);
    assert_eq!(ids(&read), ["module.m.aws_kms_key.k", CLUSTER]);
}

#[test]
fn an_override_of_nothing_is_judged_and_makes_the_run_incomplete() {
    let read = hcl_text(&[
        ("a_override.tf", &cluster("\"PLAINTEXT\"")),
        ("b_override.tf", "locals {\n  x = 1\n}\n"),
    ]);
    let nothing = "there is nothing to override";
    assert_eq!(
        gaps(&read),
        [format!("a_override.tf:1:1: {nothing}"), format!("b_override.tf:1:1: {nothing}")]
    );
    expect(&read, CLUSTER, &[(TRAFFIC, "fail")]);
}

const JSON: &str = r#"{
  "//": "a comment",
  "terraform": {"required_version": ">= 1.3"},
  "variable": {
    "who": {"type": "string"},
    "tls": {"type": "object({ client = optional(string, \"TLS_PLAINTEXT\") })", "default": {}},
    "odd": {"default": "${not a template}"}
  },
  "locals": [{"broker": "${var.tls.client}"}, {"names": ["a", "b"]}],
  "provider": {"aws": [{"region": "eu-west-1"}, {"alias": "west", "region": "${\"us-west-2\"}"}]},
  "data": {"aws_iam_policy_document": {"d": {
    "statement": {"actions": ["secretsmanager:GetSecretValue"], "resources": ["*"],
      "principals": [{"type": "AWS", "identifiers": ["*"]}]}}}},
  "resource": [
    {"aws_msk_cluster": {"c": {
      "//": ["tidegate:ignore[msk-plaintext-client-traffic] test cluster", "and more"],
      "cluster_name": "c-${var.who}",
      "provider": "aws.west",
      "encryption_info": {"encryption_in_transit": [{"client_broker": "${local.broker}", "in_cluster": false}]},
      "lifecycle": {"ignore_changes": ["cluster_name"]}
    }}},
    {"aws_secretsmanager_secret": {"s": {
      "for_each": "${toset(local.names)}",
      "name": "AmazonMSK_${join(\"-\", [each.key, \"\\\"x\\\"\"])}",
      "kms_key_id": "${aws_kms_key.k.arn}"
    }}},
    {"aws_secretsmanager_secret_policy": {"p": [{
      "for_each": {"a": 1, "b": 2},
      "secret_arn": "${aws_secretsmanager_secret.s[each.key].arn}",
      "policy": "${data.aws_iam_policy_document.d.json}"
    }]}},
    {"aws_kms_key": {"k": {"count": 1, "enable_key_rotation": true}}}
  ]
}
"#;

#[test]
fn json_syntax_means_what_the_same_hcl_means() {
    let read = hcl_text(&[("main.tf.json", JSON)]);
    assert_eq!(gaps(&read), [""; 0]);
    expect(&read, CLUSTER, &[(TRAFFIC, "fail"), (IN_CLUSTER, "fail")]);
    assert_eq!(place(&read, TRAFFIC), ("main.tf.json".to_owned(), 19, 71, 88), "the text with its quotes");
    let finding = findings(&read).into_iter().find(|f| *f.rule == *TRAFFIC).expect("it fails");
    let steps: Vec<_> = finding.related.iter().map(|r| (r.place.line, r.place.column)).collect();
    assert_eq!(steps, [(6, 92), (9, 25)], "the variable's default, then the local value");
    assert_eq!(facts(&read, CLUSTER)["region"], "us-west-2");
    let secret = "aws_secretsmanager_secret.s[\"b\"]";
    assert_eq!(resource(&read, secret).display_name(), "AmazonMSK_b-\"x\"");
    expect(
        &read,
        secret,
        &[("scram-secret-exposed-policy", "fail"), ("scram-secret-without-prefix", "pass")],
    );
    assert_eq!(facts(&read, "aws_kms_key.k[0]")["facts"]["rotation_enabled"]["$value"], true);
    let name = resource(&read, CLUSTER).get(resource(&read, CLUSTER).kind.field("name").expect("a field").0);
    assert!(matches!(name, Fact::Known(Value::Pattern(_), _)), "{name:?}");
    let header = resource(&read, CLUSTER).place.as_ref().expect("a place");
    assert_eq!((header.line, header.column, header.end_column), (15, 26, 29), "the name of the resource");
    let [ignore] = &read.ignores[..] else { panic!("{:?}", read.ignores) };
    assert_eq!((ignore.line, ignore.column, ignore.lines), (16, 14, (15, 21)));
    assert_eq!((ignore.resource.as_deref(), &*ignore.reason), (Some(CLUSTER), "test cluster"));
}

#[test]
fn json_and_hcl_stand_beside_each_other_and_override_each_other() {
    let base = cluster("var.tls");
    let variable = r#"{"variable": {"tls": {"default": "TLS"}}}"#;
    let over = r#"{"resource": {"aws_msk_cluster": {"c": {"encryption_info": {"encryption_in_transit": {"client_broker": "${var.tls}"}}}}}}"#;
    for (files, traffic, inside) in [
        (vec![], "pass", "fail"),
        (vec![("override.tf.json", over)], "pass", "pass"),
        (vec![("terraform.tfvars.json", r#"{"tls": "PLAINTEXT"}"#)], "fail", "fail"),
        (vec![("a.auto.tfvars.json", r#"{"tls": "${var.x}"}"#)], "undecided", "fail"),
        (vec![("other.tfvars.json", r#"{"tls": "PLAINTEXT"}"#)], "pass", "fail"),
    ] {
        let mut all = vec![("main.tf", &*base), ("vars.tf.json", variable)];
        all.extend(files);
        let read = hcl_text(&all);
        assert_eq!(gaps(&read), [""; 0], "{all:?}");
        expect(&read, CLUSTER, &[(TRAFFIC, traffic), (IN_CLUSTER, inside)]);
    }
}

#[test]
fn generated_blocks_and_modules_are_read_in_json() {
    let main = r#"{"module": {"m": {"source": "./m", "for_each": {"x": "PLAINTEXT"}, "of": "${each.value}", "providers": {"aws": "aws.west"}}},
        "provider": {"aws": {"alias": "west", "region": "us-west-2"}}}"#;
    let module = r#"{"variable": {"of": {}}, "resource": {"aws_msk_cluster": {"c": {
        "dynamic": {"encryption_info": {"for_each": ["${var.of}"], "iterator": "it", "content": {
            "encryption_in_transit": {"client_broker": "${it.value}"}}}}}}}}"#;
    let read = hcl_text(&[("main.tf.json", main), ("m/main.tf.json", module)]);
    assert_eq!(gaps(&read), [""; 0]);
    let id = "module.m[\"x\"].aws_msk_cluster.c";
    expect(&read, id, &[(TRAFFIC, "fail")]);
    assert_eq!(facts(&read, id)["region"], "us-west-2");
}

#[test]
fn faults_of_json_have_their_place() {
    for (text, gap) in [
        ("{\n  \"a\": ]}", "main.tf.json:2:8: no JSON: Unexpected close bracket"),
        ("{\"locals\": {\"a\": \"${\"}}", "main.tf.json:1:18: an interpolation that does not end"),
        ("{\"locals\": {\"a b\": 1}}", "main.tf.json:1:13: no name of an argument"),
        ("{\"variable\": {\"v\": {\"type\": \"list(\"}}}", "main.tf.json:1:29: no type"),
        ("{\"locals\": {}, \"locals\": {}}", "main.tf.json:1:16: the key `locals` is given twice"),
    ] {
        let read = hcl_text(&[("main.tf.json", text)]);
        let all = gaps(&read);
        assert_eq!(all.len(), 1, "{text}: {all:?}");
        assert!(all[0].starts_with(gap), "{text}: {all:?}");
    }
    // A hole that is no expression: the parser's words, the text's place.
    let read = hcl_text(&[("main.tf.json", "{\"locals\": {\n\"a\": \"${1 +}\"}}")]);
    assert!(gaps(&read)[0].starts_with("main.tf.json:2:6: not HCL"), "{:?}", gaps(&read));
    assert!(read.units.is_empty());
}
