//! Files that options name: one that cannot be read, or is none, stops the run as the caller's mistake.

use super::{Tidegate, text};

const TEMPLATE: &str = "Parameters: {Listener: {Type: String, Default: TLS}}
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties: {EncryptionInfo: {EncryptionInTransit: {ClientBroker: !Ref Listener}}}
";
const MODULE: &str = "variable \"listener\" {\n  default = \"TLS\"\n}\nresource \"aws_msk_cluster\" \"c\" {\n  encryption_info {\n    \
                      encryption_in_transit {\n      client_broker = var.listener\n    }\n  }\n}\n";
const RULE: &str = "msk-plaintext-client-traffic";

fn check(args: &[&str]) -> Tidegate {
    let base =
        ["check", "--color", "never", "--format", "json", "--select", RULE, "--show", "pass,na,undecided"];
    Tidegate::new(base.iter().chain(args)).file("t.yaml", TEMPLATE).file("main.tf", MODULE)
}

#[test]
fn a_broken_file_of_an_option_is_a_mistake_of_the_caller_with_its_place() {
    for (option, name, content, told) in [
        ("--parameters", "p.json", "{\n  \"Listener\": \"TLS\",\n", "--parameters p.json:1:1: no JSON"),
        (
            "--parameters",
            "p.json",
            "[{\"ParameterKey\": \"Listener\"}]",
            "--parameters p.json:1:2: neither ParameterValue",
        ),
        ("--parameters", "p.yaml", "Listener: TLS\nOther: [\n", "--parameters p.yaml:2:8: no YAML"),
        ("--parameters", "p.yaml", "just text", "--parameters p.yaml:1:1: no parameter"),
        ("--parameters", "p.toml", "[default\n", "--parameters p.toml:1:"),
        ("--var-file", "v.tfvars", "listener = \"TLS\"\nother = [\n", "--var-file v.tfvars:"),
        ("--var-file", "v.tfvars.json", "{\"listener\": ", "--var-file v.tfvars.json:1:"),
        ("--var-file", "v.json", "{\"listener\": TLS}", "--var-file v.json:1:14: no JSON"),
    ] {
        let path = if option == "--parameters" { "t.yaml" } else { "main.tf" };
        let ran = check(&[path, option, name]).file(name, content).run().exits(2);
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
        assert!(ran.stderr.contains("correct the file or leave the option out"), "{}", ran.stderr);
        assert!(ran.stdout.is_empty(), "nothing is judged: {}", ran.stdout);
    }
}

#[test]
fn a_file_of_an_option_that_cannot_be_read_is_a_mistake_of_the_caller() {
    for (path, option) in
        [("t.yaml", "--parameters"), ("main.tf", "--var-file"), ("t.yaml", "--with-snapshot")]
    {
        let gone = check(&[path, option, "gone.json"]).run().exits(2);
        assert!(gone.stderr.contains(&format!("{option} gone.json cannot be read: ")), "{}", gone.stderr);
        assert!(gone.stderr.contains("name a file that can be"), "{}", gone.stderr);
        let folder = check(&[path, option, "folder"]).file("folder/x", "").run().exits(2);
        assert!(folder.stderr.contains("folder"), "{}", folder.stderr);
    }
    let binary =
        check(&["t.yaml", "--parameters", "p.json"]).file("p.json", [0xff, 0xfe, 0x00]).run().exits(2);
    assert!(binary.stderr.contains("--parameters p.json cannot be read"), "{}", binary.stderr);
}

#[test]
fn the_caller_is_told_in_their_language() {
    for (language, told) in [("ja", "ファイルを修正するか"), ("zh", "请更正该文件")] {
        let ran = check(&["t.yaml", "--parameters", "p.json", "--lang", language])
            .file("p.json", "{")
            .run()
            .exits(2);
        assert!(ran.stderr.contains(told) && ran.stderr.contains("p.json:1:1"), "{}", ran.stderr);
    }
}

/// Terraform takes values from a file of any name.
#[test]
fn a_file_of_variables_may_have_any_name() {
    for (name, content) in [
        ("prod.vars", "listener = \"PLAINTEXT\"\n"),
        ("prod.json", "{\"listener\": \"PLAINTEXT\"}"),
        ("prod.tf", "listener = \"PLAINTEXT\"\n"),
        ("prod.tf.json", "{\"listener\": \"PLAINTEXT\"}"),
    ] {
        let path = format!("values/{name}");
        let report = check(&["main.tf", "--var-file", &path]).file(&path, content).run().exits(1).json();
        let found = report["findings"].as_array().expect("findings");
        assert_eq!(found.iter().map(|f| text(f, "/verdict")).collect::<Vec<_>>(), ["fail"], "{name}");
    }
}
