//! Which file is found, and what is said of a faulty one.

use super::find::find;
use super::*;
use crate::rules::catalogue::shown;

fn read(text: &str) -> Result<Config, Vec<Diagnostic>> {
    read::read("conf/tidegate.toml", text.to_owned(), None)
}

#[test]
fn the_nearest_file_up_to_the_root_of_the_repository() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let inner = dir.path().join("repo/a/b");
    std::fs::create_dir_all(&inner).expect("folders");
    let write = |path: &str| std::fs::write(dir.path().join(path), "").expect("a file");
    write("tidegate.toml");
    assert_eq!(find(&inner), None, "outside of a repository only the folder itself counts");
    std::fs::create_dir(dir.path().join("repo/.git")).expect("a folder");
    assert_eq!(find(&inner), None, "never beyond the root");
    write("repo/tidegate.toml");
    assert_eq!(find(&inner), Some("../../tidegate.toml".into()));
    write("repo/a/b/tidegate.toml");
    assert_eq!(find(&inner), Some("tidegate.toml".into()));
}

#[test]
fn every_key_is_read() {
    let config = read(
        "language = 'ja'\nfail_on = 'never'\nallow_incomplete = true\nrules = ['own', '/abs']\nselect = ['msk']\n\
         ignore = ['tag:kms', 'SC-8']\n[severity]\nmsk-no-broker-logs = 'high'\n\
         [severity.msk-plaintext-client-traffic]\ncritical = 'high'\n\
         [parameters.scram-secret-unrotated]\nmax_days = 30\nlist = ['a']\n",
    )
    .unwrap_or_else(|f| panic!("{}", shown(&f)));
    assert_eq!(config.language, Some(Language::Ja));
    assert_eq!(config.fail_on, Some(FailOn(None)));
    assert_eq!(config.allow_incomplete, Some(true));
    assert_eq!(config.folders().expect("named, not found"), [Path::new("conf/own"), Path::new("/abs")]);
    let texts = |list: &[At<String>]| list.iter().map(|t| t.value.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&config.select), ["msk"]);
    assert_eq!(texts(&config.ignore), ["tag:kms", "SC-8"]);
    assert_eq!(
        (&*config.severities[0].0.value, &config.severities[0].1),
        ("msk-no-broker-logs", &Grade::All(Severity::High))
    );
    let Grade::Each(cases) = &config.severities[1].1 else { panic!("{:?}", config.severities) };
    assert_eq!((cases[0].0.value, cases[0].1), (Severity::Critical, Severity::High));
    let (rule, parameters) = &config.parameters[0];
    assert_eq!(rule.value, "scram-secret-unrotated");
    let values: Vec<String> =
        parameters.iter().map(|p| format!("{}={}", p.name.value, p.value.value)).collect();
    assert!(values.contains(&"max_days=30".into()) && values.contains(&"list=['a']".into()), "{values:?}");
    for key in read::KEYS {
        assert!(
            include_str!("../../../docs/configuration.md").contains(&format!("`{key}`")),
            "{key} is not documented"
        );
    }
}

#[test]
fn every_fault_is_told_with_its_place_and_what_was_probably_meant() {
    let text = "languge = 'ja'\nfail_on = 'hihg'\nallow_incomplete = 'yes'\nrules = 'own'\nignore = [1]\nselect = 1\n\
                severity = 'high'\n[parameters]\na = 1\nb.c = 1.5\nb.d = ['a', 1]\n";
    let faults = read(text).map(|_| ()).expect_err("every line is at fault");
    let told: Vec<(u32, String, Option<String>)> = faults
        .iter()
        .map(|d| (d.line, d.message.to_string(), d.help.as_ref().map(ToString::to_string)))
        .collect();
    let expected = [
        (1, "unknown key `languge`", Some("did you mean `language`?")),
        (2, "`hihg` is none of critical, high, medium, low, info, never", Some("did you mean `high`?")),
        (3, "`allow_incomplete` is true or false", None),
        (4, "`rules` is a list of texts", None),
        (5, "`ignore` is a list of texts", None),
        (6, "`select` is a list of texts", None),
        (7, "`severity` is a table", None),
        (9, "`a` is a table", None),
        (10, "`c` is text, a whole number, or a list of one of them", None),
        (11, "`d` is text, a whole number, or a list of one of them", None),
    ];
    let expected = expected.map(|(line, message, help)| (line, message.to_owned(), help.map(str::to_owned)));
    assert_eq!(told, expected);
    let shown = faults[0].to_string();
    assert!(shown.contains(" --> conf/tidegate.toml:1:1\n") && shown.contains("^^^^^^^\n"), "{shown}");
    let broken = read("a = [\n").map(|_| ()).expect_err("no TOML");
    assert_eq!(broken[0].line, 1, "{}", broken[0]);
    let ja = read::read("t.toml", "x = 1".into(), None).map(|_| ()).expect_err("no such key");
    assert_eq!(ja[0].message.text(Language::Ja), "不明なキー `x`");
    let far = read("zzzzzzzz = 1").map(|_| ()).expect_err("no such key");
    assert!(far[0].help.as_ref().is_some_and(|h| h.to_string().starts_with("there are: ")), "{}", far[0]);
}
