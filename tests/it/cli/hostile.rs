//! Names that an attacker chose: nothing of them acts on the terminal, the table, the shell or the reader of a file.

use super::{Tidegate, changed, findings, formats, set, text};
use serde_json::Value;
use std::process::Command;
use unicode_width::UnicodeWidthStr;

const NAMES: [&str; 14] = [
    "\u{1b}[2J\u{1b}[31mred",
    "\u{1b}]0;owned\u{7}title",
    "two\nlines\r\nand\ttabs",
    "bidi\u{202e}txt.exe\u{2066}",
    "hidden\u{200b}\u{feff}\u{e0041}",
    "'; rm -rf \"$HOME\"; echo '",
    "$(touch pwned) `touch pwned`",
    "a | tee pwned && b > pwned",
    "--endpoint-url=http://evil.example",
    "</script><script>alert(1)</script>",
    "{{secret.arn}} {{sh(cluster.arn)}} ${x} %s",
    "│ CRIT ┆ 1 ┆ forged │",
    "日本語の名前と漢字",
    "[click](javascript:alert(1)) | `x` | ![](http://evil.example/x.png)",
];

/// The clean account with `name` in the names and ARNs of a cluster, a connector and a replication group that fail.
fn hostile(name: &str) -> String {
    changed(|resource, line| {
        let mut set = |member: &str, value: &str| set(line, member, &value.into());
        if resource["kind"] == "msk_cluster" && resource["facts"]["name"] == "ledger" {
            let arn = format!("arn:aws:kafka:eu-west-1:444455556666:cluster/{name}/c1ea-3");
            for member in ["id", "arn"] {
                set(member, &arn);
            }
            for member in ["name", "current_version", "kafka_version"] {
                set(member, name);
            }
            set("client_broker", "TLS_PLAINTEXT");
        } else if resource["kind"] == "connector" {
            set("name", name);
            set("encryption_type", "PLAINTEXT");
            set("authentication_type", "NONE");
        } else if resource["kind"] == "replication_group" {
            set("name", name);
            super::set(line, "transit_encryption_enabled", &false.into());
        }
    })
}

#[track_caller]
fn harmless(what: &str, output: &str) {
    let bad = output.chars().find(|c| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    });
    assert_eq!(bad, None, "{what}: {output}");
}

/// Texts of a JSON document, with keys.
fn strings<'v>(value: &'v Value, into: &mut Vec<&'v str>) {
    match value {
        Value::String(s) => into.push(s),
        Value::Array(items) => items.iter().for_each(|v| strings(v, into)),
        Value::Object(members) => members.iter().for_each(|(k, v)| {
            into.push(k);
            strings(v, into);
        }),
        _ => {}
    }
}

#[test]
fn no_output_carries_what_acts_on_its_reader() {
    let long = "x".repeat(10_000);
    for name in NAMES.into_iter().chain([&*long]) {
        let snapshot = hostile(name);
        let (report, sarif, table) = formats::all_valid(&snapshot);
        let rules: Vec<&str> =
            findings(&report).iter().filter(|f| f["verdict"] == "fail").map(|f| text(f, "/rule")).collect();
        for rule in [
            "msk-plaintext-client-traffic",
            "connector-plaintext-cluster-traffic",
            "elasticache-plaintext-transit",
        ] {
            assert!(rules.contains(&rule), "{name:?}: {rules:?}");
        }
        for document in [&report, &sarif] {
            let mut all = Vec::new();
            strings(document, &mut all);
            all.iter().for_each(|s| harmless(name, s));
        }
        let wide = Tidegate::check(&snapshot, &["--wide", "--lang", "ja"]).run().exits(1).stdout;
        for (table, width) in [(table, 80), (wide, 120)] {
            harmless(name, &table);
            let framed = table.lines().filter(|l| l.starts_with(['│', '┌', '╞', '└']));
            let widths: Vec<usize> = framed.map(UnicodeWidthStr::width).collect();
            assert!(widths.len() > 6 && widths.iter().all(|w| *w == width), "{name:?}: {table}");
        }
    }
}

/// A placeholder in a name stays text: it is filled into nothing.
#[test]
fn a_name_is_no_template() {
    let (report, _, _) = formats::all_valid(&hostile("{{cluster.region}} {{'x'}}"));
    let finding =
        findings(&report).iter().find(|f| f["rule"] == "msk-plaintext-client-traffic").expect("it fails");
    assert!(text(finding, "/message").contains("{{cluster.region}} {{'x'}}"), "{finding}");
}

/// The printed commands are run, with an `aws` that only writes down its arguments: the name arrives whole, in one
/// argument, and nothing else runs.
#[test]
fn the_printed_commands_hand_names_on_whole() {
    for name in NAMES {
        let report = Tidegate::check(&hostile(name), &["--format", "json"]).run().exits(1).json();
        let shown = text(
            findings(&report).iter().find(|f| f["resource"]["kind"] == "msk_cluster").expect("the cluster"),
            "/resource/id",
        );
        let mut arrived = 0;
        for finding in findings(&report) {
            let cli = text(finding, "/remediation/cli");
            let run = shell(cli);
            assert!(!run.pwned, "{name:?}: {cli}");
            assert_eq!(run.syntax, "", "{name:?}: {cli}");
            arrived += run.arguments.iter().filter(|a| **a == shown).count();
        }
        assert!(arrived > 0, "{name:?}: no command was about {shown}");
    }
}

struct Shell {
    syntax: String,
    arguments: Vec<String>,
    pwned: bool,
}

fn shell(script: &str) -> Shell {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("script"), script).expect("a script");
    let syntax = Command::new("bash").arg("-n").arg(at("script")).output().expect("bash");
    let stub = "#!/bin/bash\nfor a; do printf '%s\\0' \"$a\" >> \"$LOG\"; done\nexit 1\n";
    for tool in ["aws", "jq", "rm", "sleep", "curl"] {
        std::fs::create_dir_all(at("bin")).expect("a folder");
        std::fs::write(at("bin").join(tool), stub).expect("a stub");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(at("bin").join(tool), mode).expect("a mode");
    }
    std::fs::create_dir_all(at("work")).expect("a folder");
    let run = Command::new("bash")
        .arg(at("script"))
        .current_dir(at("work"))
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", at("bin").display()))
        .env("HOME", at("work"))
        .env("LOG", at("log"))
        .stdin(std::process::Stdio::null())
        .output()
        .expect("bash");
    let log = std::fs::read_to_string(at("log")).unwrap_or_default();
    let left = std::fs::read_dir(at("work")).expect("the folder").filter_map(Result::ok);
    Shell {
        syntax: String::from_utf8_lossy(&syntax.stderr).into_owned(),
        arguments: log.split('\0').map(str::to_owned).collect(),
        pwned: left.into_iter().any(|e| e.file_name() == "pwned")
            || String::from_utf8_lossy(&run.stderr).contains("not found"),
    }
}
