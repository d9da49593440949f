//! `rules`: list, show, new, lint, test.

use super::Tidegate;
use crate::told::alike;
use serde_json::Value;
use tidegate::rules::catalogue;

fn builtin(id: &str) -> &'static str {
    &catalogue::builtin().by_id(id).expect("the rule").text
}

#[test]
fn the_list_shows_what_a_run_with_the_same_options_judges_by() {
    let json = |args: &[&str], config: &str| -> Value {
        Tidegate::new(["rules", "list", "--format", "json"])
            .args(args)
            .file("tidegate.toml", config)
            .run()
            .exits(0)
            .json()
    };
    let all = json(&[], "");
    assert_eq!(all.as_array().map(Vec::len), Some(catalogue::builtin().rules.len()));
    let rotated =
        json(&["--select", "scram-secret-unrotated"], "[parameters.scram-secret-unrotated]\nmax_days = 7\n");
    let rule = &rotated[0];
    for (pointer, value) in [
        ("/id", "scram-secret-unrotated"),
        ("/service", "scram"),
        ("/file", "rules/scram/scram-secret-unrotated.toml"),
        ("/kind", "secret"),
        ("/severity", "low"),
        ("/since", "0.1.0"),
        ("/frameworks/0/basis", "aws"),
        ("/inputs/0", "account"),
        ("/languages/2", "zh"),
    ] {
        assert_eq!(rule.pointer(pointer).and_then(Value::as_str), Some(value), "{pointer}: {rule:#}");
    }
    assert_eq!(rule["parameters"]["max_days"], 7);
    let less = json(&[], "ignore = ['msk']\n[severity]\nkms-key-unrotated = 'critical'\n");
    let less = less.as_array().expect("a list");
    assert!(less.iter().all(|r| r["service"] != "msk"));
    assert!(less.iter().any(|r| r["id"] == "kms-key-unrotated" && r["severity"] == "critical"));
    let table = Tidegate::new(["rules", "list", "--select", "service:kms"]).run().exits(0);
    assert!(table.stdout.contains("kms-key-unrotated") && !table.stdout.contains("msk-public-brokers"));
    assert!(table.stderr.starts_with("1 of "), "{}", table.stderr);
}

#[test]
fn a_rule_is_shown_as_its_file_has_it() {
    let shown = Tidegate::new(["rules", "show", "msk-public-brokers"]).run().exits(0).stdout;
    assert_eq!(shown, builtin("msk-public-brokers"));
    let none = Tidegate::new(["rules", "show", "msk-public-broker"]).run().exits(2).stderr;
    assert!(none.contains("did you mean `msk-public-brokers`?"), "{none}");
}

#[test]
fn a_new_rule_does_not_load_before_every_open_place_is_filled() {
    let ran =
        Tidegate::new(["rules", "new", "orders/orders-without-logs", "--kind", "msk_cluster"]).run().exits(0);
    let file = "rules/orders/orders-without-logs.toml";
    assert!(ran.stderr.contains(&format!("{file} is written")), "{}", ran.stderr);
    let text = ran.read(file);
    for (lang, told) in [("en", "error: "), ("ja", "エラー: "), ("zh", "错误：")] {
        let lint = Tidegate::new(["rules", "lint", file, "--lang", lang]).file(file, &text).run().exits(2);
        assert!(lint.stderr.starts_with(told), "{}", lint.stderr);
        // Each open place by itself: an empty text, and what TOML itself has no empty form of.
        let open = text.lines().enumerate().filter(|(_, l)| l.contains("= \"\"") || l.contains("id = \"\""));
        for (number, line) in open {
            let place = format!("{file}:{}:", number + 1);
            assert!(lint.stderr.contains(&place), "{lang}: nothing is said of {line:?}\n{}", lint.stderr);
        }
    }
    let refused =
        Tidegate::new(["check", "a.jsonl", "--rules", "rules"]).file("a.jsonl", "").file(file, &text).run();
    assert_eq!(refused.code, 2, "a run refuses it, too");
}

#[test]
fn names_of_new_rules_are_checked_and_no_file_is_overwritten() {
    let new = |name: &str, kind: &str| Tidegate::new(["rules", "new", name, "--kind", kind]);
    for (name, kind, says) in [
        ("no-service", "secret", "SERVICE/ID"),
        ("../x/some-rule", "secret", "SERVICE/ID"),
        ("a/b/c", "secret", "SERVICE/ID"),
        ("msk/Upper-Case", "secret", "SERVICE/ID"),
        (
            "msk/msk-public-brokers",
            "msk_cluster",
            "there is a rule `msk-public-brokers`: rules/msk/msk-public-brokers.toml",
        ),
        ("msk/some-rule", "msk_clutser", "did you mean `msk_cluster`?"),
    ] {
        let ran = new(name, kind).run().exits(2);
        assert!(ran.stderr.contains(says), "{name}: {}", ran.stderr);
        assert!(ran.files().is_empty(), "{name}: nothing is written");
    }
    let kept = new("own/some-rule", "secret").file("rules/own/some-rule.toml", "mine").run().exits(5);
    assert_eq!(kept.read("rules/own/some-rule.toml"), "mine");
    let elsewhere =
        new("own/some-rule", "secret").file("tidegate.toml", "rules = ['sec']\n").file("sec/x.md", "");
    assert!(elsewhere.run().exits(0).read("sec/own/some-rule.toml").contains("id = \"some-rule\""));
}

#[test]
fn lint_says_what_a_reviewer_would() {
    let text = builtin("scram-secret-unrotated");
    let own = |from: &str, to: &str| {
        let text = text.replacen("id = \"scram-secret-unrotated\"", "id = \"own-secret-unrotated\"", 1);
        let changed = text.replace(from, to);
        assert!(from.is_empty() || changed != text, "{from}");
        changed
    };
    let lint = |file: &str, text: &str| {
        Tidegate::new(["rules", "lint", "own"]).file(&format!("own/scram/{file}.toml"), text)
    };
    let clean = lint("own-secret-unrotated", &own("", "")).run().exits(0);
    assert_eq!(clean.stdout, "rule files without a fault: 1\n");
    for (file, from, to, says) in [
        (
            "secrets-must-rotate",
            "id = \"own-secret-unrotated\"",
            "id = \"secrets-must-rotate\"",
            "`must` asks for the good",
        ),
        ("unrotated", "id = \"own-secret-unrotated\"", "id = \"unrotated\"", "more than one word"),
        ("own-secret-unrotated", "param.max_days", "90", "the parameter `max_days` is not used"),
        ("own-secret-unrotated", "[[sources]]\nurl", "[[sourcs]]\nurl", "did you mean `sources`?"),
        (
            "own-secret-unrotated",
            "verdict = \"undecided\"",
            "verdict = \"pass\"",
            "no example whose verdict is `undecided`",
        ),
    ] {
        let ran = lint(file, &own(from, to)).run().exits(2);
        assert!(ran.stderr.contains(says), "{says}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("own/scram/{file}.toml:")), "{}", ran.stderr);
    }
    let taken = Tidegate::new(["rules", "lint", "own"])
        .file("own/scram/scram-secret-unrotated.toml", text)
        .run()
        .exits(2);
    assert!(taken.stderr.contains("another rule is called `scram-secret-unrotated`"), "{}", taken.stderr);
    let none = Tidegate::new(["rules", "lint"]).run().exits(2);
    assert!(none.stderr.contains("name rule files"), "{}", none.stderr);
}

/// Texts in fewer languages, when the rule says so; readers of the others see the first.
#[test]
fn a_rule_may_say_in_which_languages_it_stands() {
    let german = ["en", "zh"].iter().fold(own_rule(), |text, tag| without(&text, tag));
    let lint = |text: &str| {
        Tidegate::new(["rules", "lint", "own"]).file("own/own/own-public-brokers.toml", text).run()
    };
    let told = lint(&german).exits(2).stderr;
    assert!(told.contains("or `languages` says which are"), "{told}");
    let stated = format!("languages = [\"ja\"]\n{german}");
    lint(&stated).exits(0);
    let extra = format!("languages = [\"ja\"]\n{}", own_rule());
    assert!(lint(&extra).exits(2).stderr.contains("`en` is not in `languages`"));
    for lang in ["en", "ja"] {
        let args = ["explain", "own-public-brokers", "--rules", "own", "--lang", lang];
        let page = Tidegate::new(args).file("own/own/own-public-brokers.toml", &stated).run().exits(0).stdout;
        assert!(page.contains("パブリック") || page.contains("公開"), "{lang}: {page}");
    }
}

/// The texts of one language taken out of a rule file.
fn without(text: &str, tag: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line == format!("[text.{tag}]");
        }
        if !inside && !line.starts_with(&format!("{tag} = ")) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn own_rule() -> String {
    builtin("msk-public-brokers").replacen("msk-public-brokers", "own-public-brokers", 1)
}

#[test]
fn every_example_of_the_built_in_rules_is_as_expected() {
    let ran = Tidegate::new(["rules", "test"]).run().exits(0);
    let rules = &catalogue::builtin().rules;
    let examples: usize = rules.iter().map(|r| r.examples.len()).sum();
    assert_eq!(ran.stdout, format!("rules {}, examples {examples}, not as expected 0\n", rules.len()));
    let one = Tidegate::new(["rules", "test", "msk-public-brokers"]).run().exits(0).stdout;
    assert!(one.starts_with("rules 1, examples "), "{one}");
    Tidegate::new(["rules", "test", "msk-public-broker"]).run().exits(2);
}

const TEMPLATES: &str = r#"
[[examples]]
name = "a template with public brokers"
verdict = "fail"
input = "cloudformation"
line = 12
template = '''
Resources:
  Orders:
    Type: AWS::MSK::Cluster
    Properties:
      ClusterName: orders
      KafkaVersion: 3.9.x
      NumberOfBrokerNodes: 3
      BrokerNodeGroupInfo:
        ClientSubnets: [subnet-1]
        InstanceType: kafka.m7g.large
        ConnectivityInfo:
          PublicAccess: { Type: SERVICE_PROVIDED_EIPS }
'''
[[examples]]
name = "source with private brokers"
verdict = "pass"
input = "terraform"
resource = "aws_msk_cluster.orders"
template = '''
resource "aws_msk_cluster" "orders" {
  cluster_name           = "orders"
  kafka_version          = "3.9.x"
  number_of_broker_nodes = 3
  broker_node_group_info {
    client_subnets = ["subnet-1"]
    instance_type  = "kafka.m7g.large"
    connectivity_info {
      public_access { type = "DISABLED" }
    }
  }
}
'''
"#;

#[test]
fn examples_run_through_the_front_ends_and_say_what_came_out() {
    let text = own_rule() + TEMPLATES;
    let run = |text: &str| {
        let args = ["rules", "test", "own-public-brokers", "--rules", "own"];
        Tidegate::new(args).file("own/own/own-public-brokers.toml", text).run()
    };
    run(&text).exits(0);
    let wrong = text.replace("line = 12", "line = 3").replacen(
        "verdict = \"pass\"\ninput = \"terraform\"",
        "verdict = \"fail\"\ninput = \"terraform\"",
        1,
    );
    let ran = run(&wrong).exits(2);
    for part in [
        "own-public-brokers (own/own/own-public-brokers.toml)",
        "a template with public brokers\n  line: expected 3, got 12",
        "source with private brokers\n  VERDICT: expected fail, got pass",
        "cluster.public_access = DISABLED (example.tf:9:30",
        "not as expected 2\n",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    let ja = Tidegate::new(["rules", "test", "--rules", "own", "--select", "service:own", "--lang", "ja"]);
    let ja = ja.file("own/own/own-public-brokers.toml", &wrong).run().exits(2).stdout;
    assert!(ja.contains("期待 3、結果 12"), "{ja}");
    for (from, to, says) in [
        ("AWS::MSK::Cluster", "AWS::S3::Bucket", "the template has no single msk_cluster"),
        (
            "aws_msk_cluster.orders\"",
            "aws_msk_cluster.other\"",
            "no msk_cluster aws_msk_cluster.other in the template",
        ),
        ("Resources:\n  Orders:", "Resources:\n  Orders: [", "cannot be judged: example.yaml:"),
        ("cluster_name           = ", "cluster_name           == ", "cannot be judged: example.tf"),
    ] {
        assert!(TEMPLATES.contains(from), "{from}");
        let ran = run(&(own_rule() + &TEMPLATES.replacen(from, to, 1))).exits(2);
        assert!(ran.stdout.contains(says), "{says}: {}", ran.stdout);
    }
    for (from, to, says) in [
        ("input = \"cloudformation\"\n", "", "a template needs its `input`"),
        ("line = 12", "line = 40", "`line` is a line of the template, which has 12"),
        (
            "template = '''\nResources",
            "resources = []\ntemplate = '''\nResources",
            "either a template or resources",
        ),
    ] {
        assert!(TEMPLATES.contains(from), "{from}");
        let ran = run(&(own_rule() + &TEMPLATES.replacen(from, to, 1))).exits(2);
        assert!(ran.stderr.contains(says), "{says}: {}", ran.stderr);
    }
}

#[test]
fn the_inventory_is_shown_to_the_authors_of_rules() {
    let text = Tidegate::new(["schema", "inventory", "secret"]).run().exits(0).stdout;
    assert!(
        text.starts_with("secret\n") && text.contains("  secret.kms_key: link to kms_key, optional\n"),
        "{text}"
    );
    assert!(!text.contains("msk_configuration\n"), "{text}");
    let json = Tidegate::new(["schema", "inventory", "--format", "json"]).run().exits(0).json();
    let kinds = json["kinds"].as_array().expect("a list");
    let cluster = kinds.iter().find(|k| k["name"] == "msk_cluster").expect("the kind");
    let field = cluster["fields"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|f| f["name"] == "client_broker")
        .expect("it");
    assert_eq!(field["inputs"]["account"]["permission"], "kafka:ListClustersV2");
    assert!(field["type"]["enum"].as_array().is_some_and(|v| v.contains(&"TLS_PLAINTEXT".into())), "{field}");
    let ja = Tidegate::new(["schema", "inventory", "secret", "--lang", "ja"]).run().exits(0).stdout;
    assert!(ja.contains("省略可能") && ja.contains("アクセス許可: secretsmanager:ListSecrets"), "{ja}");
}

/// The page on writing rules shows a rule: under a name of one's own it loads, passes review, and its examples are as
/// it says; so is the example that is a template.
#[test]
fn the_documented_rule_works_as_the_page_says() {
    let page = include_str!("../../../docs/writing-rules.md");
    let blocks: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let rule = blocks[0].replace("scram-secret-default-key", "own-secret-default-key");
    let template = blocks.iter().find(|b| b.contains("template = ")).expect("the page shows a template");
    let run = |args: &[&str]| {
        Tidegate::new(["rules"])
            .args(args)
            .file("own/scram/own-secret-default-key.toml", &rule)
            .file("own/own/own-public-brokers.toml", own_rule() + "\n" + template)
            .run()
    };
    let linted = run(&["lint", "own"]).exits(0).stdout;
    assert_eq!(linted, "rule files without a fault: 2\n");
    let tested =
        run(&["test", "own-secret-default-key", "own-public-brokers", "--rules", "own"]).exits(0).stdout;
    assert!(tested.starts_with("rules 2, examples ") && tested.ends_with("not as expected 0\n"), "{tested}");
    // With another check the examples say so.
    let turned = rule.replacen("manager == 'CUSTOMER'", "manager == 'AWS'", 1);
    let told = Tidegate::new(["rules", "test", "own-secret-default-key", "--rules", "own"])
        .file("own/scram/own-secret-default-key.toml", turned)
        .run()
        .exits(2);
    assert!(told.stdout.contains("a customer's key\n  VERDICT: expected pass, got fail"), "{}", told.stdout);
}

/// The loader's faults, the review's and those of the configuration follow the language of the run: the same places,
/// the same carets, the same names.
#[test]
fn faults_are_told_in_the_language_of_the_run() {
    let broken = own_rule()
        .replacen("severity = \"", "severity = \"x", 1)
        .replacen("cluster.public_access", "cluster.public_acces", 1)
        .replacen("[[sources]]", "[[sources]]\nunknown = 1", 1);
    let lint = |text: &str| {
        let file = "own/own/own-public-brokers.toml";
        Tidegate::new(["rules", "lint", "own"]).file(file, text)
    };
    let config = "languge = 1\n[severity]\nmsk-public-brokers = 'hihg'\n[parameters.scram-secret-unrotated]\nmax_days = []\n";
    let configured = || Tidegate::new(["rules", "list"]).file("tidegate.toml", config);
    let unknown = || {
        Tidegate::new(["rules", "list"])
            .file("tidegate.toml", "[parameters.scram-secret-unrotated]\nmax_day = 3\n")
    };
    for run in [&|| lint(&broken), &configured, &unknown] as [&dyn Fn() -> Tidegate; 3] {
        let english = run().run().exits(2).stderr;
        assert!(english.starts_with("error: ") && english.contains("^^^"), "{english}");
        for (lang, locale, label, help) in
            [("ja", "ja_JP.UTF-8", "エラー: ", "= ヒント: "), ("zh", "zh_CN.UTF-8", "错误：", "= 提示：")]
        {
            let told = run().args(&["--lang", lang]).run().exits(2).stderr;
            assert!(told.starts_with(label) && told.contains(help), "{told}");
            alike(&english, &told);
            assert_eq!(run().env("TIDEGATE_LANG", lang).run().exits(2).stderr, told);
            assert_eq!(run().env("LC_ALL", locale).run().exits(2).stderr, told);
        }
    }
    let reviewed = lint(&own_rule().replace("own-public-brokers", "own-secure-brokers"));
    let reviewed = reviewed.args(&["--lang", "ja"]).run().exits(2).stderr;
    assert!(reviewed.contains("`id` は `own-secure-brokers` ですが"), "{reviewed}");
    let unread = own_rule() + &TEMPLATES.replacen("AWS::MSK::Cluster", "AWS::S3::Bucket", 1);
    for (lang, says) in
        [("ja", "テンプレートの msk_cluster は 1 つに決まりません"), ("zh", "模板中不是只有一个 msk_cluster")]
    {
        let args = ["rules", "test", "own-public-brokers", "--rules", "own", "--lang", lang];
        let ran = Tidegate::new(args).file("own/own/own-public-brokers.toml", &unread).run().exits(2);
        assert!(ran.stdout.contains(says), "{}", ran.stdout);
    }
}
