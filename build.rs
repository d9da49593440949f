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
            let mut seen = Vec::new();
            for example in example_names(&fs::read_to_string(file)?) {
                let mut test = format!("{}__{}", identifier(&stem), identifier(&example));
                while seen.contains(&test) {
                    test.push('_');
                }
                writeln!(examples, "example!({test}, {stem:?}, {example:?});").expect("writing to text");
                seen.push(test);
            }
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

fn identifier(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    let out = out.trim_end_matches('_');
    if out.is_empty() { "example".into() } else { out.into() }
}
