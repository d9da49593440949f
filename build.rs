//! Lists the rule files, so that a new rule is one new file and nothing else.
//!
//! Writes two files for the compiler: `rules.rs`, every rule file with its text, and `examples.rs`, one test
//! per example (see `tests/it/catalogue.rs`).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));

    let mut rules = String::from("&[\n");
    let mut examples = String::new();
    for service in sorted(&root.join("rules"))?.iter().filter(|p| p.is_dir() && !p.ends_with("data")) {
        for file in sorted(service)?.iter().filter(|p| p.extension().is_some_and(|e| e == "toml")) {
            let (service, stem) = (name(service), name(&file.with_extension("")));
            let path = format!("rules/{service}/{stem}.toml");
            let include =
                format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))", format!("/{path}"));
            writeln!(rules, "    ({path:?}, {service:?}, {include}),").expect("writing to text");
            let text = fs::read_to_string(file)?;
            if let Some(missing) = untold(&text) {
                return Err(io::Error::other(format!("{path}: {missing}")));
            }
            let tests = example_tests(&stem, &example_names(&text));
            writeln!(examples, "mod {} {{\n{tests}}}", identifier(&stem)).expect("writing to text");
        }
    }
    rules.push_str("]\n");
    fs::write(out.join("rules.rs"), rules)?;
    fs::write(out.join("examples.rs"), examples)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The `name` of every `[[examples]]` table, read by line: a test holds this list to what the loader reads.
fn example_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut in_example = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            in_example = line.starts_with("[[examples]]");
        } else if in_example
            && let Some(value) =
                line.strip_prefix("name").map(str::trim_start).and_then(|l| l.strip_prefix('='))
        {
            let value = value.trim();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            if let Some(name) = quote.and_then(|q| value[1..].split(q).next()) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// What a built-in rule's file does not tell in one of the languages, read by line: a missing text does not build.
fn untold(text: &str) -> Option<String> {
    let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim_end) {
        let was_inside = inside;
        let quotes = line.matches("'''").count() + line.matches("\"\"\"").count();
        inside ^= quotes % 2 == 1;
        if was_inside {
            continue;
        }
        if line.starts_with('[') {
            told.push((line.split(']').next().unwrap_or(line).trim_matches('['), Vec::new()));
        } else if let (Some((key, value)), Some((_, keys))) = (line.split_once('='), told.last_mut())
            && (inside || !value.trim().trim_matches(['"', '\'']).is_empty())
        {
            keys.push(key.trim());
        }
    }
    for language in ["en", "ja", "zh"] {
        let name = format!("text.{language}");
        let keys = told.iter().find(|(header, _)| *header == name).map(|(_, keys)| keys.as_slice());
        let missing = |key: &&&str| !keys.unwrap_or_default().contains(key);
        if let Some(key) = ["title", "message", "why", "expected"].iter().find(missing) {
            return Some(format!("[{name}] has no `{key}`"));
        }
        let silent =
            |(header, keys): &&(&str, Vec<&str>)| *header == "remediation" && !keys.contains(&language);
        if told.iter().any(|one| silent(&one)) {
            return Some(format!("a [[remediation]] has no `{language}`"));
        }
    }
    None
}

/// `example!(test_name, "rule-id", "example name");` lines.
fn example_tests(rule: &str, names: &[String]) -> String {
    let mut tests = String::new();
    let mut seen = Vec::new();
    for name in names {
        let mut test = identifier(name);
        while seen.contains(&test) {
            test.push_str("_again");
        }
        writeln!(tests, "    example!({test}, {rule:?}, {name:?});").expect("writing to text");
        seen.push(test);
    }
    tests
}

/// Words joined by `_`, whatever the text is made of.
fn identifier(text: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "false", "fn",
        "for", "gen", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref",
        "return", "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while",
        "abstract", "become", "box", "crate", "do", "final", "macro", "override", "priv", "self", "try",
        "typeof", "unsized", "virtual", "yield",
    ];
    let lower = text.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let mut out = words.collect::<Vec<_>>().join("_");
    if out.is_empty() || out.starts_with(|c: char| c.is_ascii_digit()) || KEYWORDS.contains(&&*out) {
        out.insert_str(0, "example_");
    }
    out
}
