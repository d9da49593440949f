//! What readers and collectors say: each sentence in their source has a form that is told in three languages.

use std::path::{Path, PathBuf};
use tidegate::speech::Language;
use tidegate::speech::told::{known, told};

/// Rooms whose texts end in reasons and problems.
const ROOMS: [&str; 6] = ["collect", "commands", "connect", "inventory", "rules/expr", "template"];

/// Files, or texts by their beginning, that no person reads or that are told otherwise.
const NOT_TOLD: &[(&str, &str, &str)] = &[
    ("collect/operations.rs", "", "the table of permissions in the documentation"),
    ("collect/sql.rs", "/materialized views", "the name of what was asked, with that of the database"),
    ("commands/phrases.rs", "", "phrases, each in three languages"),
    ("rules/expr/oracle.rs", "", "expressions of a test"),
    ("rules/expr/phrases.rs", "", "phrases, each in three languages"),
    ("template/global_groups.rs", "the global replication group ", "the beginning of a form of the list"),
    ("collect/error.rs", "", "told by `words`, which a test beside it compares"),
    ("collect/secret_shape.rs", "-----", "the armour of a certificate"),
    (
        "collect/direct/endpoint.rs",
        "an endpoint of another form",
        "an error of the client, told as `credentials or endpoint`",
    ),
    ("collect/sql.rs", "permission denied", "wordings of a database"),
    ("connect/jdbc/table.rs", "", "a table that comes with tidegate and is whole"),
    ("template/terraform/plan/document.rs", "", "what a library expected, which is not told"),
    ("connect/look.rs", "PRIVATE KEY", "the armour of a key"),
    ("collect/failure.rs", "", "wordings of AWS that tell what refused a call; the rest is told by its code"),
    ("collect/sql.rs", "SELECT ", "SQL"),
    ("collect/sql.rs", "not authorized", "wordings of a database, which is told by a kind of its own"),
    ("collect/sql.rs", "password authentication failed", "wordings of a database"),
    ("collect/sql.rs", "timed out", "wordings of a database"),
    ("connect/url.rs", "user information", "where a secret stands in a URL: a value of the inventory"),
    ("connect/knowledge/builtin.rs", "", "what comes with tidegate is whole, or the build's tests fail"),
    ("inventory/snapshot/mod.rs", "{path}:", "told by `words`, which a test compares"),
    ("inventory/snapshot/file.rs", " at path ", "the wording of a library"),
    ("inventory/snapshot/json_schema.rs", "", "a JSON Schema for programs"),
    ("inventory/snapshot/damage.rs", "", "wordings of a library, replaced by forms that its tests name"),
    ("inventory/kinds/", "", "the documentation of fields"),
    ("inventory/schema.rs", "", "the documentation of fields"),
];

/// Macros and functions whose text is for the people who work on tidegate.
const INTERNAL: [&str; 9] =
    ["expect(", "assert", "panic!(", "unreachable!(", "debug!(", "warn!(", "trace!(", "info!(", "doc = "];

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        match path.is_dir() {
            true if name != "tests" => sources(&path, into),
            false if name.ends_with(".rs") && !name.contains("test") => into.push(path),
            _ => {}
        }
    }
}

/// The string literals of a source text outside of comments and tests, with what stands before them.
fn literals(source: &str) -> Vec<(usize, String, String)> {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or(source);
    let chars: Vec<char> = source.chars().collect();
    let (mut found, mut at, mut line) = (Vec::new(), 0, 1);
    while at < chars.len() {
        match chars[at] {
            '\n' => line += 1,
            '/' if chars.get(at + 1) == Some(&'/') => {
                while chars.get(at).is_some_and(|c| *c != '\n') {
                    at += 1;
                }
                continue;
            }
            // A character, not a lifetime.
            '\'' if chars.get(at + 1) == Some(&'\\') => {
                at += 2;
                while chars.get(at + 1).is_some_and(|c| *c != '\'') {
                    at += 1;
                }
                at += 1;
            }
            '\'' if chars.get(at + 2) == Some(&'\'') => at += 2,
            '"' => {
                let start = at;
                let raw = chars[..at].iter().rev().take_while(|c| **c == '#').count();
                let (mut text, first) = (String::new(), line);
                at += 1;
                while at < chars.len() {
                    match chars[at] {
                        '"' if (1..=raw).all(|i| chars.get(at + i) == Some(&'#')) => break,
                        '\\' if raw == 0 && chars.get(at + 1) == Some(&'\n') => {
                            line += 1;
                            at += 2;
                            while chars.get(at).is_some_and(|c| *c == ' ') {
                                at += 1;
                            }
                            continue;
                        }
                        '\\' if raw == 0 => {
                            at += 1;
                            text.push(if chars[at] == 'n' { '\n' } else { chars[at] });
                        }
                        c => {
                            line += usize::from(c == '\n');
                            text.push(c);
                        }
                    }
                    at += 1;
                }
                let before: String = chars[start.saturating_sub(60)..start].iter().collect();
                found.push((first, before, text));
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// A format's places filled with a word.
fn filled(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((_, tail)) => {
                out.push_str("Xx");
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

/// Two words beside each other, the second in lower case.
fn reads_like_a_sentence(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphabetic() || matches!(c, ',' | ':' | ')' | '`' | '\'');
    text.char_indices().filter(|(_, c)| *c == ' ').any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
        before.is_some_and(word) && after.is_some_and(|c| c.is_ascii_lowercase())
    })
}

#[test]
fn every_sentence_of_readers_and_collectors_is_in_the_list() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    ROOMS.iter().for_each(|room| sources(&src.join(room), &mut files));
    files.sort();
    let (mut seen, mut missing) = (0, Vec::new());
    for path in files {
        let name = path.strip_prefix(&src).expect("found below src").to_string_lossy().replace('\\', "/");
        let source = std::fs::read_to_string(&path).expect("a source file is text");
        for (line, before, text) in literals(&source) {
            let internal = |word: &&str| {
                before.rfind(*word).is_some_and(|at| !before[at + word.len()..].contains([';', '{', '}']))
            };
            if !reads_like_a_sentence(&filled(&text)) || INTERNAL.iter().any(internal) {
                continue;
            }
            if NOT_TOLD.iter().any(|(file, start, _)| name.starts_with(file) && text.starts_with(start)) {
                continue;
            }
            seen += 1;
            if !known(&filled(&text)) {
                missing.push(format!("src/{name}:{line}: {text:?}"));
            }
        }
    }
    assert!(seen > 250, "the sentences were not found: {seen}");
    assert!(missing.is_empty(), "src/speech/told lacks these:\n{}", missing.join("\n"));
}

#[test]
fn literals_are_found_as_rust_reads_them() {
    let source =
        "let c = '\"'; // \"no\"\nlet a = \"one \\\n   two\"; let l: &'static str = r#\"a \"b\" c\"#;\n";
    let texts: Vec<(usize, String)> = literals(source).into_iter().map(|(n, _, t)| (n, t)).collect();
    assert_eq!(texts, [(2, "one two".to_owned()), (3, "a \"b\" c".to_owned())]);
}

#[test]
fn hostile_text_is_told_in_time_and_its_braces_are_not_filled() {
    assert_eq!(told(Language::Zh, "the answer lacks {what}"), "响应中没有 {what}");
    let hostile = [
        "the answer lacks ".repeat(100_000),
        "a : ".repeat(1_000),
        "more than ".repeat(400),
        "the nested stack : ".repeat(200),
        ", which is not given".repeat(200),
    ];
    let started = std::time::Instant::now();
    for text in &hostile {
        for language in Language::ALL {
            assert!(told(language, text).len() <= text.len().max(4_096) * 3);
        }
    }
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}
