//! Sentences follow `--lang`, then the environment; keys, ids and verdicts are the same in every language.

use super::{Tidegate, findings};
use serde_json::Value;

const TITLES: [(&str, &str); 3] = [("en", "coverage"), ("ja", "カバレッジ"), ("zh", "覆盖")];

fn language(args: &[&str], env: &[(&str, &str)]) -> String {
    let run = Tidegate::check_account("clean", args).args(&["--format", "json"]);
    let run = env.iter().fold(run, |run, (name, value)| run.env(name, value));
    run.run().exits(0).json()["language"].as_str().expect("a tag").to_owned()
}

/// Flags, environment, the language that follows.
type Case = (&'static [&'static str], &'static [(&'static str, &'static str)], &'static str);

#[test]
fn the_flag_then_the_environment_in_the_order_of_posix() {
    let cases: [Case; 10] = [
        (&[], &[], "en"),
        (&[], &[("LANG", "ja_JP.UTF-8")], "ja"),
        (&[], &[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")], "zh"),
        (&[], &[("LANG", "zh_CN.UTF-8"), ("LC_MESSAGES", "ja_JP")], "ja"),
        (&[], &[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "C")], "en"),
        (&[], &[("LANG", "de_DE.UTF-8")], "en"),
        (&[], &[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "")], "ja"),
        (&["--lang", "en"], &[("LANG", "ja_JP.UTF-8")], "en"),
        (&["--lang", "zh-CN"], &[], "zh"),
        (&[], &[("TIDEGATE_LANG", "ja"), ("LC_ALL", "zh_CN.UTF-8")], "ja"),
    ];
    for (args, env, tag) in cases {
        assert!(language(args, env).starts_with(tag), "{args:?} {env:?}");
    }
}

#[test]
fn verdicts_do_not_depend_on_the_language() {
    let bare = |lang: &str| -> Vec<Value> {
        let args = ["--format", "json", "--show", "pass,undecided", "--lang", lang];
        let report = Tidegate::check_account("demo", &args).run().exits(1).json();
        findings(&report)
            .iter()
            .map(|f| serde_json::json!([f["fingerprint"], f["verdict"], f["severity"], f["location"]]))
            .collect()
    };
    let english = bare("en");
    assert!(english.len() > 400);
    for lang in ["ja", "zh"] {
        assert_eq!(bare(lang), english, "{lang}");
    }
}

#[test]
fn each_language_has_its_own_words_and_straight_frames() {
    for (lang, word) in TITLES {
        let table = Tidegate::check_account("demo", &["--lang", lang]).run().exits(1).stdout;
        assert!(table.contains(word), "{lang}: {table}");
        let framed = table.lines().filter(|l| l.starts_with(['│', '┌', '╞', '└']));
        for line in framed {
            assert_eq!(unicode_width::UnicodeWidthStr::width(line), 80, "{lang}: {line}");
        }
        assert!(!table.contains("{{") && !table.contains('\u{fffd}'), "{lang}: {table}");
    }
}

/// What stands before every error.
fn label(lang: &str) -> &'static str {
    match lang {
        "ja" => "エラー: ",
        "zh" => "错误：",
        _ => "error: ",
    }
}

/// What stops a command is told in the language that was asked for, on the command line, in the environment or in the
/// configuration.
#[test]
fn errors_are_told_in_every_language() {
    type Told = [(&'static str, &'static str); 3];
    let cases: [(&[&str], i32, Told); 6] = [
        (
            &["check", "none"],
            2,
            [("en", "cannot read none"), ("ja", "none を読み取れません"), ("zh", "无法读取 none")],
        ),
        (
            &["check", "empty"],
            4,
            [
                ("en", "nothing to check in empty"),
                ("ja", "empty に検査するもの"),
                ("zh", "empty 中没有可检查的"),
            ],
        ),
        (
            &["check", "odd.bin"],
            2,
            [("en", "neither a tidegate"), ("ja", "いずれでもありません"), ("zh", "既不是 tidegate 快照")],
        ),
        (
            &["check", "odd.bin", "--format", "json", "--format", "sarif"],
            2,
            [("en", "two reports on"), ("ja", "標準出力に 2 つ"), ("zh", "标准输出上有两份")],
        ),
        (
            &["explain", "no-such-rule-at-all"],
            2,
            [("en", "no rule `no"), ("ja", "ルール `no"), ("zh", "没有规则 `no")],
        ),
        (
            &["check", "cut.jsonl"],
            2,
            [("en", "damaged snapshot"), ("ja", "スナップショットが壊れて"), ("zh", "快照已损坏")],
        ),
    ];
    let cut = std::fs::read_to_string(super::fixture("clean")).expect("the fixture");
    let cut = &cut[..cut.len() - 10];
    for (args, code, told) in cases {
        for (lang, words) in told {
            let run =
                || Tidegate::new(args).file("empty/x.md", "").file("odd.bin", "?").file("cut.jsonl", cut);
            let by_flag = run().args(&["--lang", lang]).run().exits(code);
            assert!(
                by_flag.stderr.starts_with(label(lang)) && by_flag.stderr.contains(words),
                "{}",
                by_flag.stderr
            );
            let configured = run().file("tidegate.toml", format!("language = '{lang}'")).run().exits(code);
            assert_eq!(configured.stderr, by_flag.stderr, "{args:?}");
        }
    }
}
