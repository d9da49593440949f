//! The action, the hook and the documented workflows call tidegate in ways that work.

use super::Tidegate;
use std::path::Path;

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Options after `tidegate check` in a text.
fn options(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || "\"'()`".contains(c))
        .filter(|word| {
            word.strip_prefix("--").is_some_and(|w| w.starts_with(|c: char| c.is_ascii_lowercase()))
        })
        .map(|word| word.split('=').next().unwrap_or(word))
        .collect()
}

#[test]
fn every_option_that_is_written_down_exists() {
    let help = Tidegate::new(["check", "--help"]).run().exits(0).stdout;
    let known = |option: &str| {
        help.split_whitespace().any(|w| w.trim_end_matches([',', ']', ':', ';', ')']) == option)
    };
    let (action, ci, templates) = (file("action.yml"), file("docs/ci.md"), file("docs/templates.md"));
    let lines = |text: &str, mark: &str| {
        text.lines().filter(|l| l.contains(mark)).map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    let texts = [
        lines(&action, "options"),
        lines(&ci, "tidegate check"),
        lines(&file(".pre-commit-hooks.yaml"), "entry"),
        templates.replace("tidegate collect --out FILE", ""),
    ];
    for text in &texts {
        let all = options(text);
        assert!(!all.is_empty(), "no option in {text}");
        for option in all {
            assert!(known(option), "{option} is no option of check");
        }
    }
}

#[test]
fn the_hook_judges_what_changed_and_passes_over_the_rest() {
    let hooks = file(".pre-commit-hooks.yaml");
    let entry = hooks.lines().find_map(|l| l.trim().strip_prefix("entry: tidegate ")).expect("an entry");
    let run = |files: &[(&str, &str)]| {
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let run = Tidegate::new(entry.split_whitespace()).args(&names);
        files.iter().fold(run, |run, (name, text)| run.file(name, text)).run()
    };
    let clean = "Resources:\n  K: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}\n";
    let open =
        "Resources:\n  R:\n    Type: AWS::ElastiCache::ReplicationGroup\n    Properties: {Engine: redis}\n";
    let other = ("package.json", "{\"name\": \"x\"}\n");
    assert_eq!(run(&[other, ("k.yaml", clean)]).code, 0);
    assert_eq!(run(&[other, ("r.yaml", open)]).code, 1);
    assert_eq!(run(&[other]).code, 0, "a change without templates must not stop a commit");
}
