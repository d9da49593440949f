//! The doors between the rooms: which room may use which, read from the source.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Room -> the rooms it may use. `lib.rs`, `main.rs` and `commands` put the house together and see all.
const DOORS: &[(&str, &[&str])] = &[
    ("cli", &["report", "rules", "speech"]),
    ("collect", &["connect", "inventory", "speech"]),
    ("connect", &["inventory", "speech"]),
    ("evaluate", &["inventory", "rules", "speech", "words"]),
    ("inventory", &["speech"]),
    ("report", &["evaluate", "inventory", "rules", "speech", "words"]),
    ("rules", &["connect", "inventory", "speech"]),
    ("speech", &[]),
    ("template", &["connect", "inventory", "speech"]),
    ("words", &["inventory", "rules", "speech"]),
];

/// Macros of `speech`, which the crate's root exports.
const SPOKEN: [&str; 2] = ["phrases", "said"];

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// Every source file with its room and its text.
fn rooms() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&src).expect("found below src");
            let first = inside.components().next().expect("a file has a name");
            let room = Path::new(first.as_os_str()).file_stem().expect("a name has a stem");
            let room = room.to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a source file is text");
            (room, path, text)
        })
        .collect()
}

#[test]
fn rooms_use_only_the_doors_they_have() {
    let doors: BTreeMap<&str, &[&str]> = DOORS.iter().copied().collect();
    let mut used = 0;
    let mut wrong = Vec::new();
    for (room, path, text) in rooms() {
        if ["lib", "main", "commands"].contains(&room.as_str()) {
            continue;
        }
        let allowed =
            doors.get(room.as_str()).unwrap_or_else(|| panic!("no doors are written down for {room}"));
        for (number, line) in text.lines().enumerate() {
            for (at, _) in line.match_indices("crate::") {
                // `$crate::` of a macro counts as well; another crate's name before it does not occur.
                let target: String =
                    line[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                used += 1;
                let macro_call = line[at..].contains("! {") || line[at + 7 + target.len()..].starts_with('!');
                let target = if SPOKEN.contains(&&*target) { "speech".to_owned() } else { target };
                if target != room && !allowed.contains(&target.as_str()) && !macro_call {
                    wrong.push(format!("{}:{}: {room} uses {target}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(used > 50, "the paths were not found: {used}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_collect_sees_the_sdk_and_only_it_reads_the_clock() {
    let mut wrong = Vec::new();
    for (room, path, text) in rooms() {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            let sdk = ["aws_sdk_", "aws_config", "aws_smithy", "aws_types", "aws_credential", "aws_runtime"];
            let clock = ["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now"];
            let allowed = room == "collect" || path.ends_with("commands/clock.rs");
            if !allowed && sdk.iter().chain(&clock).any(|word| code.contains(word)) {
                wrong.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn judging_reads_no_file_and_no_network() {
    let mut seen = 0;
    for (room, path, text) in rooms() {
        if ["evaluate", "words", "connect"].contains(&room.as_str()) {
            seen += 1;
            for word in ["std::fs", "std::net", "std::env", "std::process"] {
                assert!(!text.contains(word), "{} uses {word}", path.display());
            }
        }
    }
    assert!(seen > 5, "the files were not found: {seen}");
}
