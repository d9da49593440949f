//! The generated documentation, and what the README shows of a report, is what the code says. `TIDEGATE_REWRITE_DOCS=1 cargo test --test it docs` writes it
//! anew after a change of rules or inventory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tidegate::report;
use tidegate::rules::{Language, Rule, catalogue};

/// Every generated page by its path below the repository.
fn pages() -> BTreeMap<PathBuf, String> {
    let rules: Vec<&Rule> = catalogue::builtin().rules.iter().collect();
    let mut pages = BTreeMap::new();
    for language in Language::ALL {
        let folder = Path::new("docs/rules").join(language.tag());
        pages.insert(folder.join("README.md"), report::rules_index(&rules, language));
        for rule in &rules {
            pages.insert(folder.join(format!("{}.md", rule.id)), report::rule_page(rule, language));
        }
    }
    for language in Language::ALL {
        let (file, text) = report::inventory_page(language);
        pages.insert(Path::new("docs").join(file), text);
    }
    pages
}

#[test]
fn generated_pages_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = pages();
    assert!(pages.len() > 150, "three languages of every rule");
    if std::env::var_os("TIDEGATE_REWRITE_DOCS").is_some() {
        for (path, text) in &pages {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("docs can be written");
            std::fs::write(path, text).expect("docs can be written");
        }
    }
    for (path, text) in &pages {
        let kept = std::fs::read_to_string(root.join(path)).unwrap_or_default();
        assert!(
            kept == *text,
            "{} is stale: TIDEGATE_REWRITE_DOCS=1 cargo test --test it docs",
            path.display()
        );
    }
    for language in Language::ALL {
        let folder = Path::new("docs/rules").join(language.tag());
        for entry in std::fs::read_dir(root.join(&folder)).expect("the folder is there") {
            let path = folder.join(entry.expect("readable").file_name());
            assert!(pages.contains_key(&path), "{} belongs to no rule", path.display());
        }
    }
}

/// What the README shows below its main command is what that command prints.
#[test]
fn the_readme_shows_what_its_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme.split_once("<!-- main -->").expect("the main command");
    let (command, rest) = rest.split_once("```text\n").expect("a sample below it");
    let (sample, after) = rest.split_once("...\n```\n").expect("the sample is cut short");
    let args = command.lines().find_map(|line| line.split_once(" -- ")).expect("a command for cargo").1;
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_tidegate"))
        .args(args.split_whitespace())
        .current_dir(root)
        .env_clear()
        .output()
        .expect("the binary runs");
    let printed = String::from_utf8(run.stdout).expect("UTF-8");
    let shown: String = printed.split_inclusive('\n').take(sample.lines().count()).collect();
    if std::env::var_os("TIDEGATE_REWRITE_DOCS").is_some() {
        let text = format!("{before}<!-- main -->{command}```text\n{shown}...\n```\n{after}");
        return std::fs::write(&path, text).expect("the README can be written");
    }
    assert_eq!(sample, shown, "stale: TIDEGATE_REWRITE_DOCS=1 cargo test --test it docs");
}

/// Links between pages lead to files.
#[test]
fn links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    let written = [
        "README.md",
        "docs/check-language.md",
        "docs/configuration.md",
        "docs/redshift.md",
        "docs/writing-rules.md",
        "docs/glossary.md",
    ];
    let written = written.iter().map(|p| (PathBuf::from(p), std::fs::read_to_string(root.join(p)).expect(p)));
    for (path, text) in pages().into_iter().chain(written) {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            // Brackets and parentheses of expressions stand in code, not in links.
            let path_like = target.chars().all(|c| c.is_ascii_alphanumeric() || "./-_#".contains(c));
            if target.contains("://") || target.starts_with('#') || !path_like {
                continue;
            }
            let file = target.split('#').next().unwrap_or(target);
            let full = root.join(&path).parent().expect("a folder").join(file);
            assert!(full.exists(), "{}: no {target}", path.display());
            checked += 1;
        }
    }
    assert!(checked > 50, "no links were found");
}
