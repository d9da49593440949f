//! HCL source against the plans that Terraform made of it, and against its traps.

use crate::terraform::{
    every_field_is_stated, expect, facts, findings, hcl, hcl_text, plan, resource, unit, verdicts,
};
use tidegate::inventory::{Fact, Piece, Resource, Value, Why};
use tidegate::template::terraform::Read;

/// The two sides' facts do not contradict each other: equal, or not known on one side.
fn agree(hcl: (&Fact, &Resource), plan: (&Fact, &Resource)) -> Result<(), String> {
    let contradict = || Err(format!("{:?} in the source, {:?} in the plan", hcl.0, plan.0));
    match (hcl.0, plan.0) {
        (Fact::Unknown(_), _) | (_, Fact::Unknown(_)) => Ok(()),
        (Fact::Absent(_), Fact::Absent(_)) => Ok(()),
        (Fact::Known(a, _), Fact::Known(b, _)) => match (a, b) {
            (Value::List(a), Value::List(b)) => {
                if a.more.is_none() && b.more.is_none() && a.items.len() != b.items.len() {
                    return contradict();
                }
                // Sets have no order; a plan sorts them.
                let mut left: Vec<&Fact> = b.items.iter().collect();
                for x in &a.items {
                    let same = left.iter().position(|y| agree((x, hcl.1), (y, plan.1)).is_ok());
                    match same {
                        Some(i) => drop(left.remove(i)),
                        None if a.more.is_none() && b.more.is_none() => return contradict(),
                        None => {}
                    }
                }
                Ok(())
            }
            (Value::Record(a), Value::Record(b)) => {
                a.iter().zip(b).try_for_each(|(x, y)| agree((x, hcl.1), (y, plan.1)))
            }
            (Value::Link(a), Value::Link(b)) if a.id == b.id => Ok(()),
            (Value::Pattern(p), Value::Text(t)) | (Value::Text(t), Value::Pattern(p)) => match p.first() {
                Some(Piece::Lit(l)) if !t.starts_with(&**l) => contradict(),
                _ => Ok(()),
            },
            (Value::Pattern(_), Value::Pattern(_)) => Ok(()),
            (a, b) if a == b => Ok(()),
            _ => contradict(),
        },
        _ => contradict(),
    }
}

/// Compares the source with the plan alone and with the plan beside it, and tells how many facts were known on both
/// sides in the end.
#[track_caller]
fn compare(dir: &str, variables: &[(&str, &str)]) -> usize {
    let source = hcl(dir, variables);
    assert!(source.coverage.iter().all(|c| c.complete()), "{:?}", source.coverage);
    every_field_is_stated(&source);
    let mut both = 0;
    for planned in [plan(&format!("{dir}/plan.json")), crate::terraform_plan::with_source(dir)] {
        let ids = |r: &[Resource]| r.iter().map(|r| r.id.to_string()).collect::<Vec<_>>();
        let (a, b) = (unit(&source).resources(), unit(&planned).resources());
        assert_eq!(ids(a), ids(b), "the same instances");
        both = 0;
        for (a, b) in a.iter().zip(b) {
            for (ix, field) in a.kind.fields.iter().enumerate() {
                let (x, y) = (a.get(ix as u16), b.get(ix as u16));
                agree((x, a), (y, b))
                    .unwrap_or_else(|e| panic!("{}.{}: {e}\n{:?}", a.id, field.name, a.whys()));
                both += usize::from(!matches!((x, y), (Fact::Unknown(_), _) | (_, Fact::Unknown(_))));
            }
        }
        every_field_is_stated(&planned);
    }
    both
}

/// A fixture that Terraform has planned, its variables, and how many facts both sides know at least.
type Planned = (&'static str, &'static [(&'static str, &'static str)], usize);

const PLANNED: &[Planned] = &[
    ("caches", &[], 74),
    ("connect", &[], 56),
    ("files", &[], 88),
    ("modules", &[("env", "dev")], 132),
    ("network", &[], 111),
    ("objects", &[], 98),
    ("overrides", &[], 73),
    ("redshift", &[], 74),
    ("roles", &[], 62),
    ("rotation", &[], 52),
    ("scram", &[], 122),
    ("serverless", &[], 178),
    ("streaming", &[], 118),
    ("users", &[], 103),
];

#[test]
fn the_source_never_contradicts_the_plan() {
    for (dir, variables, least) in PLANNED {
        let both = compare(dir, variables);
        assert!(both >= *least, "{dir}: the source decides {both} of the plan's facts, and did {least}");
    }
}

#[test]
fn no_secret_of_the_fixtures_leaves_the_reader() {
    for (dir, variables, _) in PLANNED {
        let alone = plan(&format!("{dir}/plan.json"));
        for read in [hcl(dir, variables), alone, crate::terraform_plan::with_source(dir)] {
            let resources = serde_json::to_string(unit(&read).resources()).expect("JSON");
            let told = format!("{resources}{:?}{:?}", read.coverage, findings(&read));
            for secret in ["not-a-real", "Not-a-real", "hunter2"] {
                assert!(!told.contains(secret), "{dir}: {secret}");
            }
        }
    }
}

#[test]
fn every_plan_of_the_fixtures_is_compared() {
    let folder = crate::terraform::fixture("");
    let mut planned: Vec<String> = std::fs::read_dir(folder)
        .expect("the fixtures")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("plan.json").exists())
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    planned.sort();
    assert_eq!(planned, PLANNED.iter().map(|(dir, ..)| *dir).collect::<Vec<_>>());
}

const CLUSTER: &str = "aws_msk_cluster.c";
const SECRET: &str = "aws_secretsmanager_secret.s";
const TRAFFIC: &str = "msk-plaintext-client-traffic";
const DEFAULT_KEY: &str = "scram-secret-default-key";

/// A cluster whose `client_broker` is this expression, beside this text.
fn cluster(client_broker: &str, beside: &str) -> Read {
    let text = format!(
        "{beside}\nresource \"aws_msk_cluster\" \"c\" {{\n  cluster_name = \"c\"\n  encryption_info {{\n    \
         encryption_in_transit {{\n      client_broker = {client_broker}\n    }}\n  }}\n}}\n"
    );
    hcl_text(&[("main.tf", &text)])
}

/// A SCRAM secret with this `kms_key_id`, beside this text.
fn secret(kms_key_id: &str, beside: &str) -> Read {
    let text = format!(
        "resource \"aws_secretsmanager_secret\" \"s\" {{\n  name = \"AmazonMSK_a\"\n  kms_key_id = {kms_key_id}\n}}\n{beside}\n"
    );
    hcl_text(&[("main.tf", &text)])
}

#[track_caller]
fn reason(read: &Read, id: &str, field: &str) -> String {
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
fn values_are_followed_to_where_they_come_from() {
    let variable = |rest: &str| format!("variable \"v\" {{\n{rest}\n}}");
    let plain = "default = \"TLS_PLAINTEXT\"";
    for (expression, beside, verdict) in [
        ("\"TLS\"", String::new(), "pass"),
        ("\"PLAINTEXT\"", String::new(), "fail"),
        ("var.v", variable(plain), "fail"),
        ("\"${var.v}\"", variable(plain), "fail"),
        ("var.v", variable("type = string"), "undecided"),
        ("var.v == null ? \"TLS\" : var.v", variable("default = null"), "pass"),
        ("var.v", variable("default = null"), "pass"),
        (
            "var.v.b",
            variable("type = object({ b = optional(string, \"TLS_PLAINTEXT\") })\ndefault = {}"),
            "fail",
        ),
        ("var.v.b", variable("type = object({ b = optional(string) })\ndefault = {}"), "pass"),
        ("try(var.v.b, \"PLAINTEXT\")", variable("default = {}"), "fail"),
        ("lookup(var.v, \"dev\", \"TLS\")", variable("default = { dev = \"PLAINTEXT\" }"), "fail"),
        ("coalesce(var.v, \"TLS\")", variable("default = \"\""), "pass"),
        ("local.a", "locals {\n  a = local.b\n  b = upper(\"plaintext\")\n}".into(), "fail"),
        ("local.a", "locals {\n  a = local.b\n  b = local.a\n}".into(), "undecided"),
        ("merge(local.d, { t = \"PLAINTEXT\" }).t", "locals {\n  d = { t = \"TLS\" }\n}".into(), "fail"),
        ("local.m[*].t[0]", "locals {\n  m = [{ t = \"PLAINTEXT\" }]\n}".into(), "undecided"),
        ("local.m.*.t[0]", "locals {\n  m = [{ t = \"PLAINTEXT\" }]\n}".into(), "fail"),
        ("data.aws_ssm_parameter.x.value", String::new(), "undecided"),
        ("terraform.workspace == \"prod\" ? \"TLS\" : \"PLAINTEXT\"", String::new(), "undecided"),
        ("terraform.workspace == \"prod\" ? \"TLS\" : \"TLS\"", String::new(), "pass"),
        ("nosuchfunction(\"TLS\")", String::new(), "undecided"),
        ("timestamp()", String::new(), "undecided"),
        ("replace(\"TLS-PLAINTEXT\", \"-\", \"_\")", String::new(), "fail"),
        ("join(\"_\", [\"TLS\", \"PLAINTEXT\"])", String::new(), "fail"),
        ("[for k, v in { TLS = false, PLAINTEXT = true } : k if v][0]", String::new(), "fail"),
    ] {
        let read = cluster(expression, &beside);
        assert!(read.coverage[0].complete(), "{expression}: {:?}", read.coverage);
        let all = crate::terraform::verdicts(&read);
        let got = all[&(TRAFFIC.to_owned(), CLUSTER.to_owned())];
        assert_eq!(got, verdict, "{expression} beside {beside}: {:?}", resource(&read, CLUSTER).whys());
    }
}

#[test]
fn a_key_is_recognised_however_it_is_reached() {
    let key = "resource \"aws_kms_key\" \"k\" {}\n";
    let alias = "resource \"aws_kms_alias\" \"a\" {\n  name = \"alias/scram\"\n  target_key_id = aws_kms_key.k.key_id\n}\n";
    let beside = format!("{key}{alias}");
    let data = |name: &str| format!("data \"aws_kms_alias\" \"d\" {{\n  name = \"{name}\"\n}}\n");
    let data_key = |id: &str| format!("data \"aws_kms_key\" \"d\" {{\n  key_id = \"{id}\"\n}}\n");
    for (expression, beside, verdict, alias_key) in [
        ("aws_kms_key.k.arn", beside.clone(), "pass", "pass"),
        ("aws_kms_key.k.id", beside.clone(), "pass", "pass"),
        ("aws_kms_alias.a.target_key_arn", beside.clone(), "pass", "pass"),
        ("aws_kms_alias.a.arn", beside.clone(), "pass", "fail"),
        ("aws_kms_alias.a.name", beside.clone(), "pass", "fail"),
        ("null", beside.clone(), "fail", "not-applicable"),
        ("\"alias/aws/secretsmanager\"", String::new(), "fail", "not-applicable"),
        ("data.aws_kms_alias.d.target_key_arn", data("alias/aws/secretsmanager"), "fail", "pass"),
        ("data.aws_kms_alias.d.arn", data("alias/aws/secretsmanager"), "fail", "not-applicable"),
        ("data.aws_kms_key.d.arn", data_key("alias/aws/secretsmanager"), "fail", "pass"),
        ("data.aws_kms_key.d.arn", data_key("alias/mine"), "undecided", "pass"),
        ("var.key", "variable \"key\" {}".into(), "undecided", "undecided"),
    ] {
        let read = secret(expression, &beside);
        let all = crate::terraform::verdicts(&read);
        for (rule, verdict) in [(DEFAULT_KEY, verdict), ("scram-secret-alias-key", alias_key)] {
            let got = all[&(rule.to_owned(), SECRET.to_owned())];
            assert_eq!(
                got,
                verdict,
                "{rule}, {expression} beside {beside}: {:#?}",
                facts(&read, SECRET)["facts"]
            );
        }
    }
}

#[test]
fn prefixes_decide_whatever_follows() {
    for (name, verdict) in [
        ("name = \"AmazonMSK_${var.who}\"", "pass"),
        ("name = \"amazonmsk_${var.who}\"", "fail"),
        ("name_prefix = \"AmazonMSK_\"", "pass"),
        ("name = format(\"AmazonMSK_%s\", var.who)", "pass"),
        ("name = join(\"_\", [\"AmazonMSK\", var.who])", "pass"),
        ("name = var.who", "undecided"),
    ] {
        let text =
            format!("variable \"who\" {{}}\nresource \"aws_secretsmanager_secret\" \"s\" {{\n  {name}\n}}\n");
        let read = hcl_text(&[("main.tf", &text)]);
        expect(&read, SECRET, &[("scram-secret-without-prefix", verdict)]);
    }
}

#[test]
fn an_unknown_for_each_keeps_one_instance_and_a_count_of_none_keeps_none() {
    let read = hcl_text(&[(
        "main.tf",
        "variable \"names\" {}\nvariable \"on\" {\n  default = false\n}\n\
         resource \"aws_secretsmanager_secret\" \"s\" {\n  for_each = toset(var.names)\n  name = \"AmazonMSK_${each.key}\"\n}\n\
         resource \"aws_msk_cluster\" \"c\" {\n  count = var.on ? 1 : 0\n}\n\
         resource \"aws_msk_cluster\" \"d\" {\n  count = 2\n  cluster_name = \"d${count.index}\"\n}\n\
         resource \"aws_kms_key\" \"k\" {\n  for_each = { a = false, b = true }\n  enable_key_rotation = each.value\n}\n",
    )]);
    let ids: Vec<&str> = unit(&read).resources().iter().map(|r| &*r.id).collect();
    assert_eq!(
        ids,
        [
            "aws_kms_key.k[\"a\"]",
            "aws_kms_key.k[\"b\"]",
            "aws_msk_cluster.d[0]",
            "aws_msk_cluster.d[1]",
            "aws_secretsmanager_secret.s[?]"
        ]
    );
    let every = "aws_secretsmanager_secret.s[?]";
    expect(&read, every, &[(DEFAULT_KEY, "fail"), ("scram-secret-without-prefix", "pass")]);
    assert_eq!(resource(&read, "aws_msk_cluster.d[1]").display_name(), "d1");
    assert_eq!(facts(&read, "aws_kms_key.k[\"b\"]")["facts"]["rotation_enabled"]["$value"], true);
}

#[test]
fn dynamic_blocks_make_blocks_and_unknown_ones_leave_them_open() {
    let text = |for_each: &str| {
        format!(
            "variable \"v\" {{}}\nresource \"aws_msk_cluster\" \"c\" {{\n  dynamic \"encryption_info\" {{\n    for_each = {for_each}\n    \
             iterator = it\n    content {{\n      encryption_in_transit {{\n        client_broker = it.value\n      }}\n    }}\n  }}\n}}\n"
        )
    };
    for (for_each, verdict) in
        [("[\"PLAINTEXT\"]", "fail"), ("[]", "pass"), ("var.v", "undecided"), ("{ a = \"TLS\" }", "pass")]
    {
        let read = hcl_text(&[("main.tf", &text(for_each))]);
        expect(&read, CLUSTER, &[(TRAFFIC, verdict)]);
    }
}

#[test]
fn modules_are_evaluated_as_they_are_called_and_not_on_their_own() {
    let read = hcl_text(&[
        (
            "prod/main.tf",
            "module \"m\" {\n  source = \"../msk\"\n  broker = \"PLAINTEXT\"\n}\n\
            resource \"aws_msk_scram_secret_association\" \"a\" {\n  cluster_arn = module.m.arn\n  \
            secret_arn_list = [for s in aws_secretsmanager_secret.s : s.arn]\n}\n\
            resource \"aws_secretsmanager_secret\" \"s\" {\n  count = 2\n  name = \"x\"\n}\n",
        ),
        (
            "msk/main.tf",
            "variable \"broker\" {\n  default = \"TLS\"\n}\nresource \"aws_msk_cluster\" \"c\" {\n  \
            encryption_info {\n    encryption_in_transit {\n      client_broker = var.broker\n    }\n  }\n}\n",
        ),
        ("msk/outputs.tf", "output \"arn\" {\n  value = aws_msk_cluster.c.arn\n}\n"),
    ]);
    let id = "module.m.aws_msk_cluster.c";
    expect(&read, id, &[(TRAFFIC, "fail")]);
    // Associated: judged, although its name does not say that it is meant for MSK.
    expect(&read, "aws_secretsmanager_secret.s[1]", &[("scram-secret-without-prefix", "fail")]);
    let finding = findings(&read).into_iter().find(|f| *f.rule == *TRAFFIC).expect("it fails");
    let place = finding.location.expect("a place");
    assert_eq!((&*place.path, place.line, place.column, place.end_column), ("msk/main.tf", 7, 23, 33));
    let steps: Vec<_> =
        finding.related.iter().map(|r| (&*r.place.path, r.place.line, r.place.column)).collect();
    assert_eq!(steps, [("prod/main.tf", 1, 1), ("prod/main.tf", 3, 12)]);
}

#[test]
fn sources_that_are_not_there_are_opaque_and_nothing_leaves_the_root() {
    for source in
        ["terraform-aws-modules/kms/aws", "../../../etc", "./gone", "git::https://example.com/x.git"]
    {
        let read = secret("module.kms.key_arn", &format!("module \"kms\" {{\n  source = \"{source}\"\n}}\n"));
        expect(&read, SECRET, &[(DEFAULT_KEY, "undecided")]);
    }
    // A module that calls itself ends.
    let read =
        hcl_text(&[("main.tf", "module \"m\" {\n  source = \"./\"\n}\nresource \"aws_kms_key\" \"k\" {}\n")]);
    assert!(!read.coverage[0].complete());
    resource(&read, "aws_kms_key.k");
}

/// What the gaps are about: place and reason.
fn gaps(read: &Read) -> Vec<(String, String)> {
    let told = |g: &tidegate::inventory::Gap| {
        let why = match &g.why {
            Why::NotCollected { what } => what.to_string(),
            Why::Malformed { detail, .. } => detail.to_string(),
            other => panic!("{other:?}"),
        };
        (g.target.as_deref().unwrap_or("").to_owned(), why)
    };
    read.coverage[0].gaps.iter().map(told).collect()
}

#[test]
fn a_module_that_is_not_there_is_said_to_be_unseen_and_one_that_init_fetched_is_read() {
    let main = "\nmodule \"kafka\" {\n  source = \"terraform-aws-modules/msk-kafka-cluster/aws\"\n  for_each = toset([\"a\"])\n}\n";
    let read = hcl_text(&[("env/main.tf", main)]);
    let expected =
        ("env/main.tf:2:1".to_owned(), "module terraform-aws-modules/msk-kafka-cluster/aws".to_owned());
    assert_eq!(gaps(&read), [expected]);
    let modules = r#"{"Modules":[{"Key":"","Source":"","Dir":"."},
        {"Key":"kafka","Source":"registry/x","Dir":".terraform/modules/kafka"},
        {"Key":"kafka.inner","Source":"registry/y","Dir":".terraform/modules/kafka.inner/deep"},
        {"Key":"out","Source":"z","Dir":"../../../etc"}]}"#;
    let read = hcl_text(&[
        ("env/main.tf", main),
        ("env/.terraform/modules/modules.json", modules),
        ("env/.terraform/modules/kafka/main.tf", "module \"inner\" {\n  source = \"some/registry/aws\"\n}\n"),
        ("env/.terraform/modules/kafka.inner/deep/main.tf", "resource \"aws_msk_cluster\" \"c\" {}\n"),
        ("env/.terraform/modules/unused/main.tf", "resource \"aws_msk_cluster\" \"c\" {}\n"),
    ]);
    assert_eq!(gaps(&read), []);
    let ids: Vec<&str> = unit(&read).resources().iter().map(|r| &*r.id).collect();
    assert_eq!(ids, ["module.kafka[\"a\"].module.inner.aws_msk_cluster.c"]);
}

#[test]
fn variables_files_come_in_terraforms_order() {
    let files = |names: &[&str]| {
        let mut all = vec![(
            "main.tf",
            "variable \"v\" {\n  default = \"PLAINTEXT\"\n}\nresource \"aws_msk_cluster\" \"c\" {\n  \
            encryption_info {\n    encryption_in_transit {\n      client_broker = var.v\n    }\n  }\n}\n",
        )];
        for name in names {
            all.push((
                name,
                match *name {
                    "terraform.tfvars" => "v = \"TLS_PLAINTEXT\"\n",
                    _ => "v = \"TLS\"\n",
                },
            ));
        }
        hcl_text(&all)
    };
    expect(&files(&[]), CLUSTER, &[(TRAFFIC, "fail")]);
    expect(&files(&["z.auto.tfvars"]), CLUSTER, &[(TRAFFIC, "pass")]);
    expect(&files(&["terraform.tfvars"]), CLUSTER, &[(TRAFFIC, "fail")]);
    expect(&files(&["terraform.tfvars", "a.auto.tfvars"]), CLUSTER, &[(TRAFFIC, "pass")]);
    // Nobody names this one.
    expect(&files(&["other.tfvars"]), CLUSTER, &[(TRAFFIC, "fail")]);
    let read = files(&["terraform.tfvars"]);
    let finding = findings(&read).into_iter().find(|f| *f.rule == *TRAFFIC).expect("it fails");
    assert_eq!(&*finding.related[0].place.path, "terraform.tfvars");
}

#[test]
fn policies_are_read_from_every_form() {
    let statement = "{ Effect = \"Allow\", Principal = \"*\", Action = \"secretsmanager:GetSecretValue\", Resource = \"*\" }";
    let exposed = format!("jsonencode({{ Version = \"2012-10-17\", Statement = [{statement}] }})");
    let account = "jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"*\", Resource = \"*\", \
        Principal = { AWS = \"arn:aws:iam::${data.aws_caller_identity.me.account_id}:root\" } }] })";
    let heredoc = "<<-EOT\n  {\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"*\", \"Resource\": \"${var.r}\"}]}\n  EOT";
    let document = "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = [\"secretsmanager:GetSecretValue\"]\n    \
        resources = [\"*\"]\n    principals {\n      type = \"AWS\"\n      identifiers = [\"*\"]\n    }\n  }\n}\n";
    let beside = format!("data \"aws_caller_identity\" \"me\" {{}}\nvariable \"r\" {{}}\n{document}");
    for (policy, verdict) in [
        (exposed.as_str(), "fail"),
        (account, "pass"),
        (heredoc, "fail"),
        ("data.aws_iam_policy_document.d.json", "fail"),
        ("var.r", "undecided"),
        ("file(\"policy.json\")", "undecided"),
    ] {
        let about = format!(
            "{beside}resource \"aws_secretsmanager_secret_policy\" \"p\" {{\n  secret_arn = {SECRET}.arn\n  policy = {policy}\n}}\n"
        );
        let read = secret("null", &about);
        let all = crate::terraform::verdicts(&read);
        let got = all[&("scram-secret-exposed-policy".to_owned(), SECRET.to_owned())];
        assert_eq!(got, verdict, "{policy}: {:#?}", facts(&read, SECRET));
    }
}

#[test]
fn connectors_are_tied_to_their_cluster_and_its_listener() {
    let text = |servers: &str| {
        format!(
            "resource \"aws_msk_cluster\" \"c\" {{\n  client_authentication {{\n    sasl {{\n      iam = true\n    }}\n  }}\n}}\n\
             resource \"aws_mskconnect_connector\" \"x\" {{\n  kafka_cluster {{\n    apache_kafka_cluster {{\n      \
             bootstrap_servers = {servers}\n    }}\n  }}\n  kafka_cluster_encryption_in_transit {{\n    encryption_type = \"TLS\"\n  }}\n  \
             kafka_cluster_client_authentication {{\n    authentication_type = \"IAM\"\n  }}\n}}\n"
        )
    };
    for (servers, verdict) in [
        ("aws_msk_cluster.c.bootstrap_brokers_sasl_iam", "pass"),
        ("aws_msk_cluster.c.bootstrap_brokers_tls", "fail"),
        ("aws_msk_cluster.c.bootstrap_brokers", "fail"),
    ] {
        let read = hcl_text(&[("main.tf", &text(servers))]);
        let id = "aws_mskconnect_connector.x";
        expect(
            &read,
            id,
            &[("connector-port-contradiction", verdict), ("connector-without-matching-listener", "pass")],
        );
    }
}

#[test]
fn a_sensitive_value_is_never_told() {
    let read = hcl_text(&[(
        "main.tf",
        "variable \"pw\" {\n  sensitive = true\n  default = \"hunter2hunter2hunter2\"\n}\n\
         resource \"aws_elasticache_replication_group\" \"r\" {\n  transit_encryption_enabled = true\n  auth_token = var.pw\n  \
         subnet_group_name = \"x-${var.pw}\"\n  node_type = sensitive(\"hunter2\")\n}\n\
         resource \"aws_secretsmanager_secret\" \"s\" {\n  name = format(\"AmazonMSK_%s\", var.pw)\n}\n\
         resource \"aws_mskconnect_connector\" \"c\" {\n  connector_configuration = {\n    \"a.password\" = \"hunter2\"\n  }\n}\n",
    )]);
    expect(&read, "aws_elasticache_replication_group.r", &[("elasticache-no-client-authentication", "pass")]);
    expect(&read, SECRET, &[("scram-secret-without-prefix", "pass")]);
    let told = format!("{read:?} {:?}", findings(&read));
    assert!(!told.contains("hunter2"), "{told}");
}

#[test]
fn a_broken_file_is_told_with_its_place_and_hides_no_other() {
    let read = hcl_text(&[
        ("a.tf", "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = ]\n}\n"),
        ("b.tf", "resource \"aws_msk_cluster\" \"c\" {}\n"),
        ("c.tf.json", "{]"),
    ]);
    let targets: Vec<_> = read.coverage[0].gaps.iter().filter_map(|g| g.target.as_deref()).collect();
    assert_eq!(targets, ["a.tf:2:25", "c.tf.json:1:2"]);
    resource(&read, CLUSTER);
    let twice =
        hcl_text(&[("a.tf", "resource \"aws_kms_key\" \"k\" {}\n\n resource \"aws_kms_key\" \"k\" {}\n")]);
    assert_eq!(twice.coverage[0].gaps[0].target.as_deref(), Some("a.tf:3:2"));
}

#[test]
fn regions_and_accounts_are_the_providers() {
    let read = hcl_text(&[(
        "main.tf",
        "provider \"aws\" {\n  region = \"eu-west-1\"\n}\nprovider \"aws\" {\n  alias = \"west\"\n  region = var.west\n}\n\
         variable \"west\" {\n  default = \"us-west-2\"\n}\n\
         resource \"aws_msk_cluster\" \"c\" {\n  client_authentication {\n    sasl {\n      scram = true\n    }\n  }\n}\n\
         resource \"aws_secretsmanager_secret\" \"s\" {\n  name = \"AmazonMSK_a\"\n}\n\
         resource \"aws_secretsmanager_secret\" \"w\" {\n  provider = aws.west\n  name = \"AmazonMSK_b\"\n}\n\
         resource \"aws_msk_scram_secret_association\" \"a\" {\n  cluster_arn = aws_msk_cluster.c.arn\n  \
         secret_arn_list = [aws_secretsmanager_secret.s.arn, aws_secretsmanager_secret.w.arn]\n}\n",
    )]);
    expect(
        &read,
        SECRET,
        &[("scram-secret-foreign-region", "pass"), ("scram-secret-foreign-account", "pass")],
    );
    expect(
        &read,
        "aws_secretsmanager_secret.w",
        &[("scram-secret-foreign-region", "fail"), ("scram-secret-foreign-account", "undecided")],
    );
}

#[test]
fn reasons_name_what_decides() {
    let read = cluster("var.v", "variable \"v\" {}");
    assert_eq!(reason(&read, CLUSTER, "client_broker"), "var.v");
    let read = cluster("data.aws_ssm_parameter.x.value ? \"TLS\" : \"PLAINTEXT\"", "");
    assert_eq!(reason(&read, CLUSTER, "client_broker"), "data.aws_ssm_parameter.x.value");
    let read = cluster("uuid()", "");
    assert_eq!(reason(&read, CLUSTER, "client_broker"), "function uuid()");
}

#[test]
fn a_secret_that_is_given_to_a_cluster_declared_elsewhere_is_a_scram_secret() {
    let arn = "\"arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1a\"";
    for cluster in [arn, "var.cluster_arn", "data.aws_msk_cluster.c.arn", "module.gone.arn"] {
        for list in [
            "_scram_secret_association\" \"a\" {\n  secret_arn_list = [",
            "_single_scram_secret_association\" \"a\" {\n  secret_arn = (",
        ] {
            let close = if list.ends_with('[') { "]" } else { ")" };
            let text = format!(
                "variable \"cluster_arn\" {{}}\ndata \"aws_msk_cluster\" \"c\" {{}}\nresource \"aws_secretsmanager_secret\" \"s\" {{\n  \
                 name = \"alice\"\n}}\nresource \"aws_secretsmanager_secret\" \"o\" {{\n  name = \"app\"\n}}\nresource \
                 \"aws_msk{list}aws_secretsmanager_secret.s.arn{close}\n  cluster_arn = {cluster}\n}}\n"
            );
            let read = hcl_text(&[("main.tf", &*text)]);
            let rule = "scram-secret-without-prefix";
            expect(
                &read,
                "aws_secretsmanager_secret.s",
                &[(rule, "fail"), ("scram-secret-default-key", "fail")],
            );
            expect(&read, "aws_secretsmanager_secret.o", &[(rule, "not-applicable")]);
        }
    }
}

#[test]
fn a_policy_of_a_cluster_declared_elsewhere_is_judged_and_nothing_else_of_the_cluster() {
    let judged = |policy: &str| {
        let read = hcl_text(&[(
            "main.tf",
            &format!(
                "variable \"document\" {{}}\nvariable \"cluster\" {{}}\nresource \"aws_msk_cluster_policy\" \"p\" {{\n  cluster_arn = \
                 var.cluster\n  policy = {policy}\n}}\n"
            ),
        )]);
        let id = "aws_msk_cluster_policy.p";
        let all = verdicts(&read);
        for ((rule, of), verdict) in all.iter().filter(|((rule, _), _)| rule != "msk-open-cluster-policy") {
            assert_eq!((&**of, *verdict), (id, "not-applicable"), "{rule}");
        }
        all[&("msk-open-cluster-policy".to_owned(), id.to_owned())]
    };
    let statement = |principal: &str| {
        format!(
            "jsonencode({{ Statement = [{{ Effect = \"Allow\", Principal = {principal}, Action = \"kafka:*\", Resource = \"*\" }}] }})"
        )
    };
    assert_eq!(judged(&statement("\"*\"")), "fail");
    assert_eq!(judged(&statement("{ Service = \"kafka.amazonaws.com\" }")), "pass");
    assert_eq!(judged("var.document"), "undecided");
}
