//! `rules new`: a file with everything that a rule needs and every open place empty, so that it does not load before
//! its author has filled them.

use super::set::all_rules;
use crate::cli::Folders;
use crate::commands::RunError;
use crate::commands::config::Config;
use crate::commands::deliver::Terminal;
use crate::commands::schema::kind_named;
use crate::rules::Language;
use crate::rules::file::is_id;
use crate::words::{self, fill};
use std::io::Write;
use std::path::Path;

/// The file before it is anybody's: the same in every language but for remarks and the names of examples.
fn stub(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("stub.en.toml"),
        Language::Ja => include_str!("stub.ja.toml"),
        Language::Zh => include_str!("stub.zh.toml"),
    }
}

pub fn new(
    name: &str,
    kind: &str,
    out: Option<&Path>,
    config: &Config,
    terminal: &Terminal,
) -> Result<u8, RunError> {
    let w = words::words(terminal.language);
    let (service, id) = name
        .split_once('/')
        .filter(|(service, id)| is_id(service) && is_id(id))
        .ok_or_else(|| RunError::Usage(fill(w.new_name, &[("name", &words::line(name))])))?;
    let kind = kind_named(kind, terminal.language)?;
    let set = all_rules(&Folders::default(), config)?;
    if let Some(rule) = set.by_id(id) {
        return Err(RunError::Usage(fill(w.id_is_taken, &[("id", id), ("file", &rule.path)])));
    }
    let folder = out.or(config.rules.first().map(|f| f.value.as_path())).unwrap_or(Path::new("rules"));
    let folder = folder.join(service);
    let file = folder.join(format!("{id}.toml"));
    let failed = |error| RunError::Write { path: file.clone(), error };
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let text =
        stub(terminal.language).replace("$id", id).replace("$kind", kind.name).replace("$var", kind.var);
    // Never over a rule that somebody wrote.
    let mut out = std::fs::File::options().write(true).create_new(true).open(&file).map_err(failed)?;
    out.write_all(text.as_bytes()).map_err(failed)?;
    terminal.say(&fill(w.new_written, &[("file", &file.display().to_string())]));
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_the_same_in_every_language_but_for_its_remarks() {
        let own = |text: &str| text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c));
        let bare = |text: &str| -> Vec<String> {
            let line = |l: &str| l.split(" # ").next().unwrap_or_default().trim_end().to_owned();
            text.lines().filter(|l| !l.starts_with('#') && !l.starts_with("name")).map(line).collect()
        };
        for language in [Language::Ja, Language::Zh] {
            assert_eq!(bare(stub(language)), bare(stub(Language::En)));
            for (english, line) in stub(Language::En).lines().zip(stub(language).lines()) {
                let said = english.contains("# ") || english.starts_with("name");
                let neutral = ["critical |", "https://"].iter().any(|part| english.contains(part));
                assert!(own(line) == (said && !neutral), "{line}");
            }
        }
    }
}
