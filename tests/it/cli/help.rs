//! Help and what is wrong with a command line, in the language that was asked for in any way.

use super::Tidegate;

const LANGUAGES: [(&str, &str); 2] = [("ja", "ja_JP.UTF-8"), ("zh", "zh_CN.UTF-8")];

fn own(text: &str) -> bool {
    text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c))
}

#[test]
fn help_follows_the_flag_and_the_environment_and_names_the_same_options() {
    let options = |help: &str| -> Vec<String> {
        let word = |l: &str| l.split_whitespace().find(|w| w.starts_with("--")).map(str::to_owned);
        let mut all: Vec<String> =
            help.lines().filter(|l| l.trim_start().starts_with('-')).filter_map(word).collect();
        all.sort();
        all
    };
    let commands: [&[&str]; 9] = [
        &["--help"],
        &["-h"],
        &["check", "--help"],
        &["check", "-h"],
        &["help", "explain"],
        &["rules", "--help"],
        &["rules", "new", "--help"],
        &["rules", "help", "test"],
        &["schema", "--help"],
    ];
    for args in commands {
        let english = Tidegate::new(args).run().exits(0).stdout;
        assert!(english.contains("Usage: tidegate") && !own(&english), "{english}");
        for (lang, locale) in LANGUAGES {
            let flag: Vec<&str> = ["--lang", lang].iter().chain(args).copied().collect();
            let told = Tidegate::new(flag).run().exits(0).stdout;
            assert_eq!(options(&told), options(&english), "{args:?}: {told}");
            assert!(!told.contains("Usage:") && !told.contains("Options:"), "{told}");
            assert!(own(&told), "{told}");
            let sentence = |l: &&str| l.split(' ').count() > 3 && !l.contains("tidegate ");
            for line in english.lines().map(str::trim).filter(sentence) {
                assert!(!told.contains(line), "{args:?}: {line}\n{told}");
            }
            for variable in ["TIDEGATE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
                let value = if variable == "TIDEGATE_LANG" { lang } else { locale };
                assert_eq!(
                    Tidegate::new(args).env(variable, value).run().exits(0).stdout,
                    told,
                    "{variable}"
                );
            }
            assert_eq!(Tidegate::new(["--lang", "en"]).args(args).env("LANG", locale).run().stdout, english);
        }
    }
    let alone = Tidegate::new::<&str>([]).env("LANG", "ja_JP.UTF-8").run().exits(2).stderr;
    assert!(alone.contains("使い方: tidegate") && alone.contains("終了コード: 0"), "{alone}");
    let version = Tidegate::new(["--version", "--lang", "ja"]).run().exits(0).stdout;
    assert_eq!(version, Tidegate::new(["--version"]).run().exits(0).stdout);
}

/// Arguments, and what is said of them in each language.
type Wrong = (&'static [&'static str], [&'static str; 3]);

#[test]
fn what_is_wrong_with_a_command_line_is_told_in_every_language() {
    let cases: [Wrong; 13] = [
        (
            &["explian"],
            [
                "error: unrecognized subcommand 'explian'\n\n  tip: a similar subcommand exists: 'explain'\n\nUsage: tidegate ",
                "エラー: 不明なサブコマンド 'explian' です\n\n  ヒント: 似たサブコマンドがあります: 'explain'\n\n使い方: tidegate ",
                "错误：未知的子命令 'explian'\n\n  提示：有相似的子命令：'explain'\n\n用法：tidegate ",
            ],
        ),
        (
            &["check", "a", "--formt", "json"],
            [
                "unexpected argument '--formt' found\n\n  tip: a similar argument exists: '--format'",
                "不明な引数 '--formt' です\n\n  ヒント: 似た引数があります: '--format'",
                "未知的参数 '--formt'\n\n  提示：有相似的参数：'--format'",
            ],
        ),
        (
            &["check", "a", "--zzz"],
            [
                "tip: to pass '--zzz' as a value, use '-- --zzz'",
                "ヒント: '--zzz' を値として渡すには '-- --zzz' と書きます",
                "提示：要将 '--zzz' 作为值传入，请写作 '-- --zzz'",
            ],
        ),
        (
            &["check", "a", "--color", "alway"],
            [
                "invalid value 'alway' for '--color <WHEN>'\n  [possible values: auto, always, never]\n\n  tip: a similar value exists: 'always'",
                "'--color <WHEN>' の値 'alway' は使えません\n  [指定できる値: auto、always、never]\n\n  ヒント: 似た値があります: 'always'",
                "'--color <WHEN>' 的值 'alway' 无效\n  [可用的值：auto、always、never]\n\n  提示：有相似的值：'always'",
            ],
        ),
        (
            &["check"],
            [
                "the following required arguments were not provided:\n  <PATH>...",
                "必要な引数がありません:\n  <PATH>...",
                "缺少以下必需的参数：\n  <PATH>...",
            ],
        ),
        (
            &["check", "a", "--fail-on"],
            [
                "a value is required for '--fail-on <SEVERITY>' but none was supplied",
                "'--fail-on <SEVERITY>' には値が必要です",
                "'--fail-on <SEVERITY>' 需要一个值",
            ],
        ),
        (
            &["check", "a", "--fail-on", "hgh"],
            [
                "for '--fail-on <SEVERITY>': no severity `hgh`; there are critical, high, medium, low, info, never",
                "は使えません: `hgh` という重要度はありません。使えるのは critical、high、medium、low、info、never です",
                "无效：没有严重性 `hgh`；可用的有 critical、high、medium、low、info、never",
            ],
        ),
        (
            &["check", "a", "--format", "xml"],
            [
                "no format `xml`; there are table, json, sarif",
                "`xml` という形式はありません",
                "没有格式 `xml`",
            ],
        ),
        (
            &["check", "a", "--format", "json="],
            [
                "`json=` names no file after `=`",
                "`json=` の `=` の後にファイルがありません",
                "`json=` 的 `=` 之后没有文件",
            ],
        ),
        (
            &["check", "a", "--var", "x"],
            ["`x` is not NAME=VALUE", "`x` は NAME=VALUE の形ではありません", "`x` 不是 NAME=VALUE 的形式"],
        ),
        (
            &["check", "a", "--config", "x", "--no-config"],
            [
                "the argument '--config <FILE>' cannot be used with '--no-config'",
                "引数 '--config <FILE>' は次のものと一緒に使えません:\n  --no-config",
                "参数 '--config <FILE>' 不能与以下内容同时使用：\n  --no-config",
            ],
        ),
        (
            &["check", "a", "--account", "1", "--account", "2"],
            [
                "the argument '--account <ACCOUNT>' cannot be used multiple times",
                "引数 '--account <ACCOUNT>' は 1 回しか使えません",
                "参数 '--account <ACCOUNT>' 只能使用一次",
            ],
        ),
        (
            &["rules"],
            [
                "'tidegate rules' requires a subcommand",
                "'tidegate rules' にはサブコマンドが必要です\n  [サブコマンド: list、",
                "'tidegate rules' 需要一个子命令\n  [子命令：list、",
            ],
        ),
    ];
    for (args, told) in cases {
        for (lang, says) in ["en", "ja", "zh"].into_iter().zip(told) {
            let ran = Tidegate::new(args).env("TIDEGATE_LANG", lang).run().exits(2);
            assert!(ran.stderr.contains(says), "{lang} {args:?}:\n{}", ran.stderr);
            assert!(ran.stdout.is_empty());
            let labels = ["error:", "tip:", "Usage:", "For more"];
            assert!(lang == "en" || !labels.iter().any(|l| ran.stderr.contains(l)), "{}", ran.stderr);
            assert!(ran.stderr.contains("'--help'") && ran.stderr.ends_with('\n'), "{}", ran.stderr);
        }
    }
}
