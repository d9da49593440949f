//! Help in the language of the run.
//!
//! English is as clap makes it. clap breaks lines at spaces only, takes every character for one column, and has its own
//! labels in English: for other languages the labels are ours, and the lines are broken before clap gets them.

use super::phrases;
use super::texts;
#[cfg(feature = "aws")]
use super::texts_aws;
use crate::report::wrap::{width, wrap};
use crate::said;
use crate::speech::{Language, Phrase};
use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command};

/// Columns before the help of an argument, which stands below it.
const INDENT: usize = 10;
/// Columns around the names of commands.
const AROUND: usize = 4;

/// The command line as a reader of the language sees it, on a terminal of so many columns.
pub fn spoken(command: Command, language: Language, columns: usize) -> Command {
    if language == Language::En {
        return command;
    }
    let speaker = Speaker { language, columns };
    let mut command = command.term_width(columns);
    // What clap adds itself is there to be translated only now.
    command.build();
    speaker.command(command, columns)
}

/// Every text, with its translations.
pub(super) fn texts() -> impl Iterator<Item = &'static Phrase> {
    let all = texts::TEXTS.iter();
    #[cfg(feature = "aws")]
    let all = all.chain(texts_aws::TEXTS);
    all
}

#[derive(Clone, Copy)]
struct Speaker {
    language: Language,
    columns: usize,
}

impl Speaker {
    /// A command that its parent's list shows in so many columns.
    fn command(self, command: Command, room: usize) -> Command {
        let usage = command.get_styles().get_usage();
        let usage = format!("{usage}{}{usage:#}", phrases::USAGE.text(self.language));
        let template =
            format!("{{before-help}}{{about-with-newline}}\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}");
        let about = command.get_about().map(|text| self.broken(&self.text(text), room));
        let after = command.get_after_help().map(|text| self.broken(&self.text(text), self.columns));
        let longest = command.get_subcommands().map(|c| c.get_name().len()).max().unwrap_or(0);
        let mut command = command
            .help_template(template)
            .subcommand_help_heading(phrases::COMMANDS.text(self.language))
            .mut_args(|arg| self.argument(arg))
            .mut_subcommands(|c| self.command(c, self.columns.saturating_sub(longest + AROUND)));
        if let Some(about) = about {
            command = command.about(about);
        }
        if let Some(after) = after {
            command = command.after_help(after);
        }
        command
    }

    fn argument(self, arg: Arg) -> Arg {
        let room = self.columns.saturating_sub(INDENT);
        let heading = if arg.is_positional() { &phrases::ARGUMENTS } else { &phrases::OPTIONS };
        let text = arg.get_help().map(|text| self.text(text)).unwrap_or_default();
        let long = arg.get_long_help().map_or(text.clone(), |text| self.text(text));
        let marks = self.marks(&arg);
        let values: Vec<PossibleValue> =
            arg.get_possible_values().into_iter().filter(|v| !v.is_hide_set()).collect();
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        let listed = said!(phrases::VALUES, values = names.clone()).text(self.language);
        let listed = (arg.get_action().takes_values() && !names.is_empty()).then_some(listed);
        let short: Vec<String> = [text].into_iter().chain(marks.clone()).chain(listed.clone()).collect();
        let mut below = vec![self.broken(&long, room)];
        if values.iter().any(|v| v.get_help().is_some()) {
            below.push(self.described(&values, room));
            below.extend((!marks.is_empty()).then(|| marks.join("\n")));
        } else {
            let marks: Vec<String> = marks.into_iter().chain(listed).collect();
            below.extend((!marks.is_empty()).then(|| self.broken(&marks.join("\n"), room)));
        }
        arg.help_heading(heading.text(self.language))
            .help(self.broken(short.join(" ").trim(), room))
            .long_help(below.join("\n\n").trim().to_owned())
            .next_line_help(true)
            .hide_default_value(true)
            .hide_env(true)
            .hide_possible_values(true)
    }

    /// Default and environment, as clap marks them.
    fn marks(self, arg: &Arg) -> Vec<String> {
        if !arg.get_action().takes_values() {
            return Vec::new();
        }
        let mut marks = Vec::new();
        let default: Vec<_> = arg.get_default_values().iter().map(|v| v.to_string_lossy()).collect();
        if !default.is_empty() {
            marks.push(said!(phrases::DEFAULT, value = default.join(" ")).text(self.language));
        }
        if let Some(name) = arg.get_env() {
            marks.push(said!(phrases::ENVIRONMENT, name = name.to_string_lossy()).text(self.language));
        }
        marks
    }

    /// Values below each other with what they mean.
    fn described(self, values: &[PossibleValue], room: usize) -> String {
        let longest = values.iter().map(|v| v.get_name().len()).max().unwrap_or(0);
        let mut lines = vec![phrases::VALUES_BELOW.text(self.language).to_owned()];
        for value in values {
            let name = value.get_name();
            let Some(help) = value.get_help() else {
                lines.push(format!("- {name}"));
                continue;
            };
            let before = format!("- {name}:{}", " ".repeat(longest + 1 - name.len()));
            let help = wrap(&self.text(help), room.saturating_sub(width(&before)).max(1));
            let hanging = format!("\n{}", " ".repeat(width(&before)));
            lines.push(before + &help.join(&hanging));
        }
        lines.join("\n")
    }

    /// The translation; English where there is none, which a test excludes.
    fn text(self, english: &StyledStr) -> String {
        let english = english.to_string();
        let found = texts().find(|phrase| phrase.en == english);
        found.map_or(english, |phrase| phrase.text(self.language).to_owned())
    }

    fn broken(self, text: &str, room: usize) -> String {
        wrap(text, room.max(1)).join("\n")
    }
}
