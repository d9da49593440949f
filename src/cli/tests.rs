//! Every text of the command line is there in every language, and fits a terminal.

use super::spoken::{spoken, texts};
use super::{Cli, phrases};
use crate::report::wrap::width;
use crate::speech::{Language, assert_whole};
use clap::{Command, CommandFactory};
use std::collections::BTreeSet;

/// Every text that a person may see of a command and those below it, and where it stands.
fn english(command: &Command, path: &str, into: &mut Vec<(String, String)>) {
    let about = [command.get_about(), command.get_long_about(), command.get_after_help()];
    into.extend(about.into_iter().flatten().map(|text| (path.to_owned(), text.to_string())));
    assert!(command.get_about().is_some(), "{path} says nothing of itself");
    for arg in command.get_arguments() {
        let place = format!("{path} {}", arg.get_id());
        // The names of commands that follow `help`.
        assert!(arg.get_help().is_some() || path.ends_with(" help"), "{place} has no help");
        let own = [arg.get_help().cloned(), arg.get_long_help().cloned()];
        let values = arg.get_possible_values();
        let values = values.iter().map(|v| v.get_help().cloned());
        for text in own.into_iter().chain(values).flatten() {
            into.push((place.clone(), text.to_string()));
        }
    }
    for sub in command.get_subcommands() {
        english(sub, &format!("{path} {}", sub.get_name()), into);
    }
}

#[test]
fn every_text_has_its_translations_and_every_translation_a_text() {
    let mut command = Cli::command();
    command.build();
    let mut said = Vec::new();
    english(&command, "tidegate", &mut said);
    let known: Vec<&str> = texts().map(|phrase| phrase.en).collect();
    for (place, text) in &said {
        assert!(known.contains(&&**text), "{place} is English only: {text}");
    }
    let used: BTreeSet<&str> = said.iter().map(|(_, text)| &**text).collect();
    for phrase in texts() {
        // What clap says where a command has long help, or none.
        let of_clap = phrase.en.starts_with("Print help");
        assert!(used.contains(phrase.en) || of_clap, "no option says this: {}", phrase.en);
        assert_whole(phrase.en, phrase);
    }
    assert_eq!(known.len(), known.iter().collect::<BTreeSet<_>>().len(), "a text stands twice");
}

/// A command and those below it, each with its path.
fn all(command: &Command, path: &str) -> Vec<(String, Command)> {
    let mut out = vec![(path.to_owned(), command.clone())];
    for sub in command.get_subcommands().filter(|c| c.get_name() != "help") {
        out.extend(all(sub, &format!("{path} {}", sub.get_name())));
    }
    out
}

#[test]
fn help_fits_the_terminal_and_is_in_its_language() {
    for language in [Language::Ja, Language::Zh] {
        for columns in [60, 80, 100] {
            let command = spoken(Cli::command(), language, columns);
            for (path, mut command) in all(&command, "tidegate") {
                for help in [command.render_help(), command.render_long_help()] {
                    let help = help.to_string();
                    for line in help.lines() {
                        // Syntax is not broken.
                        let syntax = line.starts_with(phrases::USAGE.text(language));
                        assert!(width(line) <= columns || syntax, "{path} at {columns}: {line}\n{help}");
                    }
                    for label in
                        ["Usage:", "Options:", "Commands:", "Arguments:", "[default", "[env", "values"]
                    {
                        assert!(!help.contains(label), "{path}: {label}\n{help}");
                    }
                    assert!(help.contains(phrases::OPTIONS.text(language)), "{path}: {help}");
                }
            }
        }
    }
}
