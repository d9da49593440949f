//! Folders of rules, ids and digests.

use super::{documented, file, shown};
use crate::inventory::kinds::secret;
use crate::rules::catalogue::{self, Catalogue, load_dir};

#[test]
fn a_folder_of_rules_loads_and_refuses_taken_ids() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let own = documented().replace("scram-secret-default-key", "own-rule");
    std::fs::create_dir_all(dir.path().join("scram")).expect("a folder");
    std::fs::create_dir_all(dir.path().join("data")).expect("a folder");
    std::fs::create_dir_all(dir.path().join(".git")).expect("a folder");
    for (path, text) in [
        ("scram/own-rule.toml", own.clone()),
        ("top-rule.toml", own.replace("own-rule", "top-rule")),
        ("data/not-a-rule.toml", "x = 1".into()),
        (".git/not-a-rule.toml", "x = 1".into()),
        ("README.md", "x".into()),
    ] {
        std::fs::write(dir.path().join(path), text).expect("a file");
    }
    let rules = load_dir(dir.path()).unwrap_or_else(|f| panic!("{}", shown(&f)));
    let ids: Vec<&str> = rules.iter().map(|r| &*r.id).collect();
    assert_eq!(ids, ["own-rule", "top-rule"]);
    assert_eq!(&*rules[0].service, "scram");

    std::fs::write(dir.path().join("own-rule.toml"), own.as_bytes()).expect("a file");
    let twice = load_dir(dir.path()).map(|_| ()).expect_err("the id is there twice");
    assert!(twice[0].message.to_string().contains("another rule is called `own-rule`"), "{}", twice[0]);

    std::fs::write(dir.path().join("own-rule.toml"), b"id = \"\xff\"").expect("a file");
    std::fs::write(dir.path().join("big.toml"), vec![b'#'; file::MAX_BYTES + 1]).expect("a file");
    let unread = load_dir(dir.path()).map(|_| ()).expect_err("not text, too long");
    let text = shown(&unread);
    assert!(text.contains("UTF-8") && text.contains("own-rule.toml:1:7"), "{text}");
    assert!(text.contains("big.toml") && text.contains("at most 65536 bytes"), "{text}");
    let missing = load_dir(&dir.path().join("nowhere")).map(|_| ()).expect_err("no such folder");
    assert!(missing[0].message.to_string().starts_with("cannot read the folder"), "{}", missing[0]);
}

#[test]
fn too_many_files_are_refused() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for i in 0..=catalogue::MAX_FILES {
        std::fs::write(dir.path().join(format!("r{i}.toml")), b"").expect("a file");
    }
    let faults = load_dir(dir.path()).map(|_| ()).expect_err("one too many");
    assert_eq!(faults.len(), 1);
    assert!(faults[0].message.to_string().contains("at most 10000 rule files"));
}

#[test]
fn names_and_digests_of_a_set() {
    let parse_as = |id: &str, extra: &str| {
        let text = documented().replace("scram-secret-default-key", id);
        let text = text.replacen("# aliases = [\"old-id\"]", extra, 1);
        file::parse(&format!("x/{id}.toml"), "x", &text).unwrap_or_else(|f| panic!("{}", shown(&f)))
    };
    let rules = vec![parse_as("b-rule", "aliases = [\"c-rule\"]"), parse_as("a-rule", "")];
    let forward = catalogue::digest(&rules);
    assert_eq!(forward, catalogue::digest(rules.iter().rev()), "the order of files does not matter");
    assert_eq!(forward.len(), 64);
    assert_ne!(forward, catalogue::digest(&rules[..1]));
    let set = Catalogue::new(rules).expect("ids differ");
    assert_eq!(set.by_id("c-rule").map(|r| &*r.id), Some("b-rule"));
    assert_eq!(set.nearest("a-rul").to_string(), "did you mean `a-rule`?");
    assert_eq!(set.for_kind(&secret::KIND).count(), 2);
    assert_ne!(forward, catalogue::digest(&[parse_as("a-rule", "# changed"), parse_as("b-rule", "")]));
    let clash = Catalogue::new(vec![parse_as("b-rule", "aliases = [\"a-rule\"]"), parse_as("a-rule", "")]);
    assert!(clash.map(|_| ()).expect_err("a former id is taken")[0].message.to_string().contains("a-rule"));
}
