//! `check` of templates, plans and source: what is read, from where, and where findings point.

use super::{Tidegate, findings, text};
use serde_json::Value;
use std::collections::BTreeSet;

/// A secret whose name lacks the prefix: the value's place is line 5, from column 13.
const STACK: &str = "\
Resources:
  User:
    Type: AWS::SecretsManager::Secret
    Properties:
      Name: amazonmsk_alice
      KmsKeyId: !Ref Key
  Key:
    Type: AWS::KMS::Key
    Properties: {EnableKeyRotation: true}
";

/// A cluster that takes plaintext: line 7, from column 23.
const MODULE: &str = "\
resource \"aws_msk_cluster\" \"c\" {
  cluster_name           = \"c\"
  kafka_version          = \"3.8.x\"
  number_of_broker_nodes = 3
  encryption_info {
    encryption_in_transit {
      client_broker = var.client_broker
    }
  }
}
variable \"client_broker\" {
  default = \"PLAINTEXT\"
}
";

fn json(args: &[&str]) -> Tidegate {
    Tidegate::new(["check", "--format", "json"]).args(args)
}

/// `rule id path:line:column` of every failing finding of a rule.
fn places(report: &Value, rule: &str) -> Vec<String> {
    let of_rule = |f: &&Value| f["rule"] == rule && f["verdict"] == "fail";
    let place = |f: &Value| {
        let l = &f["location"];
        format!("{} {}:{}:{}", text(f, "/resource/id"), text(l, "/path"), l["line"], l["column"])
    };
    findings(report).iter().filter(of_rule).map(place).collect()
}

const PREFIX: &str = "scram-secret-without-prefix";
const PLAINTEXT: &str = "msk-plaintext-client-traffic";

#[test]
fn a_template_is_known_by_its_content_wherever_it_comes_from() {
    let ran = json(&["stack.txt"]).file("stack.txt", STACK).run().exits(1);
    assert_eq!(places(&ran.json(), PREFIX), ["User stack.txt:5:13"]);
    let ran = json(&["-"]).stdin(STACK).run().exits(1);
    assert_eq!(places(&ran.json(), PREFIX), ["User -:5:13"]);
    let ran = json(&["infra"]).file("infra/a/stack.yaml", STACK).run().exits(1);
    assert_eq!(places(&ran.json(), PREFIX), ["User infra/a/stack.yaml:5:13"]);
    let ran = json(&["infra/**/*.yaml"])
        .file("infra/a/stack.yaml", STACK)
        .file("infra/a/stack.txt", STACK)
        .run()
        .exits(1);
    assert_eq!(places(&ran.json(), PREFIX), ["User infra/a/stack.yaml:5:13"]);
    let ran = json(&["./x/../stack.yaml"]).file("stack.yaml", STACK).file("x/y", "").run().exits(1);
    assert_eq!(places(&ran.json(), PREFIX), ["User stack.yaml:5:13"]);
}

#[test]
fn a_folder_is_searched_as_git_sees_it_and_says_what_it_left_out() {
    let report = json(&["."])
        .file("a.yaml", STACK)
        .file("ignored.yaml", STACK)
        .file(".gitignore", "ignored.yaml\n")
        .file("node_modules/x/stack.yaml", STACK)
        .file("README.md", "Resources of AWS::\n")
        .file("logo.png", b"\x89PNG\0Resources AWS::")
        .run()
        .exits(1)
        .json();
    assert_eq!(places(&report, PREFIX), ["User a.yaml:5:13"]);
    assert_eq!(report["problems"], serde_json::json!([]));
    let gaps = report["coverage"][0]["gaps"].as_array().expect("gaps");
    assert!(gaps.iter().any(|g| g["reason"].as_str().unwrap().contains("node_modules: 1")), "{gaps:?}");
}

#[test]
fn nothing_to_check_is_said_and_never_passes() {
    let ran = json(&["docs"]).file("docs/README.md", "words\n").run().exits(4);
    assert!(ran.stderr.contains("nothing to check in docs"), "{}", ran.stderr);
    let ran = json(&["*.yaml"]).run().exits(4);
    assert!(ran.stderr.contains("*.yaml (no file matches)"), "{}", ran.stderr);
    let ran = json(&["README.md"]).file("README.md", "words\n").run().exits(2);
    assert!(ran.stderr.contains("README.md: neither"), "{}", ran.stderr);
    let ran = json(&["gone.yaml"]).run().exits(2);
    assert!(ran.stderr.contains("gone.yaml: No such file"), "{}", ran.stderr);
    let ran = json(&["README.md", "--skip-unrecognised"]).file("README.md", "words\n").run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let both =
        json(&["README.md", "a.yaml"]).file("README.md", "words\n").file("a.yaml", STACK).run().exits(1);
    let report = both.json();
    assert_eq!(report["problems"][0]["path"], "README.md");
    assert_eq!(report["run"]["incomplete"], true);
}

#[test]
fn a_broken_file_is_told_with_its_place_and_hides_nothing() {
    let broken = format!("{STACK}  Broken: [\n");
    let report = json(&["."]).file("a.yaml", STACK).file("b.yaml", &broken).run().exits(1).json();
    assert_eq!(places(&report, PREFIX), ["User a.yaml:5:13"]);
    let problem = &report["problems"][0];
    assert_eq!((text(problem, "/path"), &problem["line"]), ("b.yaml", &serde_json::json!(10)));
    let alone = json(&["b.yaml"]).file("b.yaml", &broken).run().exits(3);
    assert_eq!(alone.json()["problems"][0]["path"], "b.yaml");
    let not_utf8 = json(&["b.yaml"]).file("b.yaml", b"AWSTemplateFormatVersion: x\nResources: \xff\n").run();
    assert_eq!(not_utf8.code, 3);
    assert!(not_utf8.stdout.contains("line 2 is no UTF-8 text"), "{}", not_utf8.stdout);
    let tf = json(&["."]).file("main.tf", format!("{MODULE}\nresource {{")).run().exits(3);
    let report = tf.json();
    let problem = &report["problems"][0];
    assert_eq!((text(problem, "/path"), &problem["line"]), ("main.tf", &serde_json::json!(15)));
}

#[test]
fn terraform_source_is_read_as_whole_modules() {
    let expected = ["aws_msk_cluster.c main.tf:7:23"];
    let whole = json(&["."]).file("main.tf", MODULE).run().exits(1).json();
    assert_eq!(places(&whole, PLAINTEXT), expected);
    let related = &findings(&whole).iter().find(|f| f["rule"] == PLAINTEXT).expect("it")["related"][0];
    assert_eq!((&related["location"]["line"], &related["location"]["column"]), (&12.into(), &13.into()));
    // The values that Terraform takes by itself decide, whatever .gitignore says and whichever file is named.
    let run = |args: &[&str]| {
        json(args)
            .file("main.tf", MODULE)
            .file("terraform.tfvars", "client_broker = \"TLS\"\n")
            .file("other.tfvars", "client_broker = \"TLS_PLAINTEXT\"\n")
            .file(".gitignore", "*.tfvars\n")
            .run()
            .json()
    };
    assert_eq!(places(&run(&["."]), PLAINTEXT), [""; 0]);
    assert_eq!(places(&run(&["main.tf"]), PLAINTEXT), [""; 0]);
    assert_eq!(places(&run(&[".", "--var", "client_broker=PLAINTEXT"]), PLAINTEXT), expected);
    let named = run(&[".", "--var-file", "other.tfvars"]);
    let finding = findings(&named).iter().find(|f| f["rule"] == PLAINTEXT).expect("it");
    assert_eq!((text(finding, "/severity"), text(finding, "/observed")), ("high", "TLS_PLAINTEXT"));
}

#[test]
fn a_module_beside_the_checked_folder_is_followed_but_not_out_of_the_repository() {
    let root =
        "module \"msk\" {\n  source        = \"../../modules/msk\"\n  client_broker = \"PLAINTEXT\"\n}\n";
    let module = MODULE.replace("default = \"PLAINTEXT\"", "type = string");
    let run = |args: &[&str]| {
        json(args)
            .file("repo/.git/HEAD", "")
            .file("repo/envs/prod/main.tf", root)
            .file("repo/modules/msk/main.tf", &module)
            .file("outside/main.tf", &module)
            .file("repo/stray/main.tf", "module \"o\" {\n  source = \"../../outside\"\n}\n")
    };
    let inside = run(&["envs/prod"]).inside("repo").run().exits(1).json();
    assert_eq!(places(&inside, PLAINTEXT), ["module.msk.aws_msk_cluster.c modules/msk/main.tf:7:23"]);
    let deeper = run(&["."]).inside("repo/envs/prod").run().exits(1).json();
    assert_eq!(places(&deeper, PLAINTEXT).len(), 1);
    let stray = run(&["stray"]).inside("repo").run().exits(3).json();
    assert_eq!(places(&stray, PLAINTEXT), [""; 0]);
    assert!(stray["coverage"].to_string().contains("module"), "{}", stray["coverage"]);
}

#[test]
fn files_of_the_repository_are_read_and_none_outside_of_it() {
    let module = |path: &str| {
        format!(
            "resource \"aws_msk_cluster\" \"c\" {{\n  encryption_info {{\n    encryption_in_transit {{\n      \
             client_broker = trimspace(file(\"{path}\"))\n    }}\n  }}\n}}\n"
        )
    };
    let run = |path: &str| {
        json(&["envs/prod"])
            .file("repo/.git/HEAD", "")
            .file("repo/envs/prod/main.tf", module(path))
            .file("repo/envs/prod/broker.txt", "PLAINTEXT\n")
            .file("repo/shared/broker.txt", "PLAINTEXT\n")
            .file("outside/broker.txt", "PLAINTEXT\n")
            .inside("repo")
            .run()
    };
    for path in ["broker.txt", "${path.module}/broker.txt", "../../shared/broker.txt"] {
        let report = run(path).exits(1).json();
        assert_eq!(places(&report, PLAINTEXT), ["aws_msk_cluster.c envs/prod/main.tf:4:23"], "{path}");
    }
    let report = run("../../../outside/broker.txt").json();
    assert_eq!(places(&report, PLAINTEXT), [""; 0]);
    assert!(report.to_string().contains("a file outside of the scanned folder"), "it is not assessed");
}

/// A plan of [`MODULE`].
fn plan() -> String {
    serde_json::json!({
        "format_version": "1.2", "terraform_version": "1.9.0", "complete": true,
        "resource_changes": [{
            "address": "aws_msk_cluster.c", "mode": "managed", "type": "aws_msk_cluster", "name": "c",
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {"actions": ["create"], "after_unknown": {}, "after_sensitive": {}, "after": {
                "cluster_name": "c", "kafka_version": "3.8.x", "number_of_broker_nodes": 3,
                "encryption_info": [{"encryption_in_transit": [{"client_broker": "PLAINTEXT"}]}],
            }},
        }],
        "configuration": {"root_module": {}},
    })
    .to_string()
}

#[test]
fn a_plan_is_judged_once_and_points_at_the_source_beside_it() {
    let beside = json(&["."]).file("main.tf", MODULE).file("plan.json", plan()).run().exits(1).json();
    assert_eq!(places(&beside, PLAINTEXT), ["aws_msk_cluster.c main.tf:7:23"]);
    let given = json(&["out/plan.json", "--source", "src"])
        .file("src/main.tf", MODULE)
        .file("out/plan.json", plan())
        .run()
        .exits(1)
        .json();
    assert_eq!(places(&given, PLAINTEXT), ["aws_msk_cluster.c src/main.tf:7:23"]);
    let alone = json(&["plan.json"]).file("plan.json", plan()).run().exits(1).json();
    let alone = places(&alone, PLAINTEXT);
    assert!(alone.len() == 1 && alone[0].starts_with("aws_msk_cluster.c plan.json:1:"), "{alone:?}");
    let source = json(&["."]).file("main.tf", MODULE).run().exits(1).json();
    let prints = |report: &Value| -> BTreeSet<String> {
        findings(report).iter().map(|f| text(f, "/fingerprint").to_owned()).collect()
    };
    let of_plan = json(&["."]).file("main.tf", MODULE).file("plan.json", plan()).run().json();
    let (of_plan, of_source) = (prints(&of_plan), prints(&source));
    assert!(of_plan.is_subset(&of_source) || of_source.is_subset(&of_plan), "{of_plan:?} {of_source:?}");
}

#[test]
fn a_finding_keeps_its_fingerprint_wherever_it_is_looked_at_from() {
    let print = |run: Tidegate| -> Vec<String> {
        let report = run.file("repo/.git/HEAD", "").file("repo/infra/a.yaml", STACK).run().exits(1).json();
        let of = |f: &&Value| f["rule"] == PREFIX;
        findings(&report).iter().filter(of).map(|f| text(f, "/fingerprint").to_owned()).collect()
    };
    let above = print(json(&["infra"]).inside("repo"));
    assert_eq!(above, print(json(&["a.yaml"]).inside("repo/infra")));
    assert_eq!(above, print(json(&["../repo/infra"]).inside("repo")));
    let two = print(json(&["infra"]).inside("repo").file("repo/infra/b.yaml", STACK));
    assert!(two.len() == 2 && two[0] != two[1] && two.contains(&above[0]), "{two:?}");
}

#[test]
fn code_scanning_gets_paths_from_the_root_of_the_repository() {
    let ran = Tidegate::new(["check", "stacks", "--format", "sarif"])
        .file("repo/.git/HEAD", "")
        .file("repo/infra/stacks/a b.yaml", STACK)
        .inside("repo/infra")
        .run()
        .exits(1);
    let run = &ran.json()["runs"][0];
    assert_eq!(run["automationDetails"]["id"], "tidegate/templates/");
    let result =
        run["results"].as_array().unwrap().iter().find(|r| r["ruleId"] == PREFIX).expect("the finding");
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "infra/stacks/a%20b.yaml");
    assert_eq!(
        physical["region"],
        serde_json::json!({"startLine": 5, "startColumn": 13, "endLine": 5, "endColumn": 28})
    );
}

#[test]
fn templates_and_snapshots_make_one_report() {
    let ran =
        Tidegate::check_account("demo", &["stack.yaml", "--format", "json"]).file("stack.yaml", STACK).run();
    let report = ran.exits(1).json();
    assert_eq!(places(&report, PREFIX), ["User stack.yaml:5:13"]);
    let alone = Tidegate::check_account("demo", &["--format", "json"]).run().json();
    let of_account: BTreeSet<&str> = findings(&alone).iter().map(|f| text(f, "/fingerprint")).collect();
    let all: BTreeSet<&str> = findings(&report).iter().map(|f| text(f, "/fingerprint")).collect();
    assert!(of_account.is_subset(&all));
    assert_eq!(report["run"]["accounts"], alone["run"]["accounts"]);
}

#[test]
fn a_snapshot_of_the_account_tells_what_a_template_names_and_does_not_declare() {
    let of = |key: &str| format!("arn:aws:kms:eu-west-1:111122223333:key/{key}");
    let template = |key: &str| {
        format!(
            "Resources:\n  User:\n    Type: AWS::SecretsManager::Secret\n    Properties:\n      Name: AmazonMSK_alice\n      \
             KmsKeyId: {key}\n"
        )
    };
    let module = |key: &str| {
        format!(
            "resource \"aws_secretsmanager_secret\" \"s\" {{\n  name = \"AmazonMSK_alice\"\n  kms_key_id = \"{key}\"\n}}\n"
        )
    };
    let rule = "scram-secret-default-key";
    let verdict = |name: &str, source: &str, args: &[&str]| {
        let demo = std::fs::read_to_string(super::fixture("demo")).expect("the fixture");
        let run = json(&[name, "--show", "pass,na,undecided"]).args(args);
        let report = run.file(name, source).file("account.jsonl", demo).run().json();
        let found = findings(&report).iter().find(|f| f["rule"] == rule).expect("a verdict").clone();
        let here = |f: &Value| text(f, "/location/path") == name;
        assert!(findings(&report).iter().all(here), "only the template is judged");
        found["verdict"].as_str().expect("a name").to_owned()
    };
    let with = ["--with-snapshot", "account.jsonl"];
    let customer = of("5c1a0000-1111-4222-8333-000000000001");
    let default = of("aa5e0000-1111-4222-8333-000000000001");
    for (name, of_key) in [("a.yaml", &template as &dyn Fn(&str) -> String), ("main.tf", &module)] {
        assert_eq!(verdict(name, &of_key(&customer), &[]), "undecided", "{name}: an ARN alone tells nothing");
        assert_eq!(verdict(name, &of_key(&customer), &with), "pass", "{name}");
        assert_eq!(verdict(name, &of_key(&default), &with), "fail", "{name}");
        let gone = of("00000000-1111-4222-8333-000000000009");
        assert_eq!(verdict(name, &of_key(&gone), &with), "undecided", "{name}");
    }
    let ran = json(&["a.yaml", "--with-snapshot", "half.jsonl"])
        .file("a.yaml", template(&customer))
        .file("half.jsonl", "{\"tidegate_snapshot\":1")
        .run()
        .exits(2);
    assert!(ran.stderr.contains("half.jsonl:1"), "{}", ran.stderr);
}

#[test]
fn properties_of_kafka_clients_are_judged_where_they_stand() {
    let client = "security.protocol=SASL_SSL\nsasl.mechanism = PLAIN\n\
                  bootstrap.servers=b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:9096\n\
                  sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\\n \
                  username=\"app\" password=\"tide-canary-client\";\n";
    let ran = json(&["."])
        .file("app/client.properties", client)
        .file("app/server.properties", "broker.id=0\nsecurity.protocol=PLAINTEXT\n")
        .file("app/log4j.properties", "log4j.rootLogger=INFO\n")
        .file("docs/kafka.md", client)
        .run()
        .exits(1);
    assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("tide-canary"), "{}", ran.stdout);
    assert_eq!(
        places(&ran.json(), "client-properties-weak-sasl"),
        [
            "app/client.properties app/client.properties:4:18",
            "app/client.properties app/client.properties:2:18",
        ]
    );
    let named =
        json(&["client", "--template-kind", "client-properties"]).file("client", client).run().exits(1);
    assert_eq!(places(&named.json(), "client-properties-weak-sasl").len(), 2);
    let ignore = "# tidegate:ignore[client-properties-weak-sasl] moved next month\nsasl.mechanism";
    let ignored = client.replace("sasl.mechanism", ignore);
    let report = json(&["c.properties"]).file("c.properties", &ignored).run().exits(1).json();
    assert_eq!(places(&report, "client-properties-weak-sasl"), ["c.properties c.properties:5:18"]);
    let broken =
        json(&["c.properties"]).file("c.properties", "security.protocol=SSL\nx=\\u12\n").run().exits(3);
    assert_eq!(broken.json()["problems"][0]["line"], 2);
    let other =
        json(&["log4j.properties"]).file("log4j.properties", "log4j.rootLogger=INFO\n").run().exits(2);
    assert!(other.stderr.contains("log4j.properties: neither"), "{}", other.stderr);
}

#[test]
fn scripts_of_external_schemas_are_judged_where_they_stand() {
    let script = "-- stream of orders\nCREATE EXTERNAL SCHEMA orders FROM MSK\nIAM_ROLE default\nAUTHENTICATION none\nURI \
                  'b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:9092';\n";
    let report = json(&["."])
        .file("etl/orders.sql", script)
        .file("etl/report.sql", "SELECT 1;\n")
        .file("docs/redshift.md", script)
        .run()
        .exits(1)
        .json();
    assert_eq!(places(&report, "redshift-schema-plaintext-port"), ["orders etl/orders.sql:5:5"]);
    assert_eq!(places(&report, "redshift-schema-unauthenticated"), ["orders etl/orders.sql:4:16"]);
    // Another file mends it, before or after: nothing is certain, and the reason names the file.
    let mend = "ALTER EXTERNAL SCHEMA orders AUTHENTICATION iam;\n";
    let run = json(&["."]).file("etl/orders.sql", script).file("etl/mend.sql", mend).run().exits(1);
    let report = run.json();
    assert_eq!(places(&report, "redshift-schema-plaintext-port"), ["orders etl/orders.sql:5:5"]);
    assert_eq!(places(&report, "redshift-schema-unauthenticated"), Vec::<String>::new());
    assert!(run.stdout.contains("ALTER EXTERNAL SCHEMA orders in etl/mend.sql"), "{}", run.stdout);
    let named =
        json(&["schema.txt", "--template-kind", "sql"]).file("schema.txt", script).run().exits(1).json();
    assert_eq!(places(&named, "redshift-schema-unauthenticated"), ["orders schema.txt:4:16"]);
    let broken = json(&["a.sql"]).file("a.sql", "CREATE EXTERNAL SCHEMA x FROM MSK URI 'b-1").run();
    assert_eq!(broken.code, 3);
    assert_eq!(broken.json()["problems"][0]["path"], "a.sql");
    let other = json(&["report.sql"]).file("report.sql", "SELECT 1;\n").run().exits(2);
    assert!(other.stderr.contains("report.sql: neither"), "{}", other.stderr);
}
