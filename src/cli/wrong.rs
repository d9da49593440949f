//! A command line that cannot be understood, told in the language of the run.
//!
//! English is as clap tells it; what clap says rarely, it says in English in every language.

use super::phrases;
use crate::rules::phrases::{ERROR, HELP};
use crate::said;
use crate::speech::{Language, Phrase, Said};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::fmt;

/// Why a value does not do.
#[derive(Debug)]
pub struct Unfit(pub Said);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Unfit {}

/// What is wrong, what was probably meant, and how the command is used; `None` where clap's own text stands.
pub fn told(error: &Error, language: Language) -> Option<String> {
    if language == Language::En {
        return None;
    }
    let mut text = ERROR.text(language).to_owned() + &fault(error, language)?;
    let tips = tips(error, language);
    if !tips.is_empty() {
        text += "\n";
    }
    for tip in tips {
        text += &format!("\n  {}", said!(HELP, help = tip).text(language));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.strip_prefix(phrases::USAGE.en).unwrap_or(&usage);
        text += &format!("\n\n{}{usage}", phrases::USAGE.text(language));
    }
    Some(format!("{text}\n\n{}\n", phrases::SEE_HELP.text(language)))
}

fn fault(error: &Error, language: Language) -> Option<String> {
    let argument = || one(error, ContextKind::InvalidArg);
    let value = || one(error, ContextKind::InvalidValue);
    let of_argument = |phrase: &'static Phrase| -> Option<Said> {
        Some(Said::new(phrase, vec![("argument", argument()?.into())]))
    };
    let said = match error.kind() {
        ErrorKind::UnknownArgument => of_argument(&phrases::UNKNOWN_ARGUMENT)?,
        ErrorKind::InvalidSubcommand => {
            said!(phrases::UNKNOWN_SUBCOMMAND, subcommand = one(error, ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::NoEquals => of_argument(&phrases::NO_EQUALS)?,
        ErrorKind::InvalidValue => {
            let said = match value()? {
                "" => of_argument(&phrases::NO_VALUE)?,
                value => said!(phrases::INVALID_VALUE, value = value, argument = argument()?),
            };
            return Some(
                said.text(language) + &values(error, ContextKind::ValidValue, &phrases::VALUES, language),
            );
        }
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(|source| match source.downcast_ref() {
                Some(Unfit(said)) => said.clone(),
                None => said!(phrases::REASON, reason = source.to_string()),
            });
            let (value, argument) = (value()?, argument()?);
            match reason {
                Some(reason) => {
                    let argument = argument.to_owned();
                    said!(phrases::INVALID_VALUE_BECAUSE, value = value, argument = argument, reason = reason)
                }
                None => said!(phrases::INVALID_VALUE, value = value, argument = argument),
            }
        }
        ErrorKind::TooManyValues => {
            said!(phrases::TOO_MANY_VALUES, value = value()?, argument = argument()?)
        }
        ErrorKind::TooFewValues => numbers(error, ContextKind::MinValues)?,
        ErrorKind::WrongNumberOfValues => numbers(error, ContextKind::ExpectedNumValues)?,
        ErrorKind::MissingRequiredArgument => {
            let head = phrases::MISSING_ARGUMENTS.text(language).to_owned();
            return Some(head + &lines(&many(error, ContextKind::InvalidArg)));
        }
        ErrorKind::MissingSubcommand => {
            let command = one(error, ContextKind::InvalidSubcommand)?;
            let said = said!(phrases::MISSING_SUBCOMMAND, command = command);
            return Some(
                said.text(language)
                    + &values(error, ContextKind::ValidSubcommand, &phrases::SUBCOMMANDS, language),
            );
        }
        ErrorKind::ArgumentConflict => {
            let mut others = many(error, ContextKind::PriorArg);
            let this = argument().or_else(|| one(error, ContextKind::InvalidSubcommand))?;
            others.retain(|other| *other != this);
            if others.is_empty() {
                said!(phrases::TWICE, argument = this)
            } else {
                return Some(said!(phrases::CONFLICT, argument = this).text(language) + &lines(&others));
            }
        }
        ErrorKind::InvalidUtf8 => (&phrases::NOT_UTF8).into(),
        _ => return None,
    };
    Some(said.text(language))
}

fn tips(error: &Error, language: Language) -> Vec<String> {
    let similar = [
        (ContextKind::SuggestedSubcommand, &phrases::SIMILAR_SUBCOMMAND),
        (ContextKind::SuggestedArg, &phrases::SIMILAR_ARGUMENT),
        (ContextKind::SuggestedValue, &phrases::SIMILAR_VALUE),
    ];
    let mut tips = Vec::new();
    for (kind, phrase) in similar {
        let names: Vec<String> = many(error, kind).iter().map(|name| format!("'{name}'")).collect();
        if !names.is_empty() {
            tips.push(Said::new(phrase, vec![("names", names.into())]).text(language));
        }
    }
    if let Some(ContextValue::StyledStrs(more)) = error.get(ContextKind::Suggested) {
        tips.extend(more.iter().map(|tip| suggestion(&tip.to_string()).text(language)));
    }
    tips
}

/// The suggestions that clap makes as a whole sentence, by the names that they quote.
fn suggestion(tip: &str) -> Said {
    let quoted: Vec<&str> = tip.split('\'').skip(1).step_by(2).collect();
    match quoted[..] {
        [value, written] if tip.starts_with("to pass ") => {
            said!(phrases::AS_A_VALUE, value = value, written = written)
        }
        [written] if tip.ends_with(" exists") => said!(phrases::EXISTS, written = written),
        [subcommand, "--"] => said!(phrases::WITHOUT_DASHES, subcommand = subcommand),
        _ => said!(phrases::REMARK, tip = tip),
    }
}

fn one(error: &Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

fn many(error: &Error, kind: ContextKind) -> Vec<&str> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text],
        Some(ContextValue::Strings(texts)) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

fn numbers(error: &Error, wanted: ContextKind) -> Option<Said> {
    let number = |kind| match error.get(kind)? {
        ContextValue::Number(n) => Some(n.to_string()),
        _ => None,
    };
    let (wanted, found) = (number(wanted)?, number(ContextKind::ActualNumValues)?);
    let argument = one(error, ContextKind::InvalidArg)?;
    Some(said!(phrases::NUMBER_OF_VALUES, wanted = wanted, found = found, argument = argument))
}

fn values(error: &Error, kind: ContextKind, phrase: &'static Phrase, language: Language) -> String {
    let names = many(error, kind);
    if names.is_empty() {
        return String::new();
    }
    format!("\n  {}", Said::new(phrase, vec![("values", names.into())]).text(language))
}

fn lines(names: &[&str]) -> String {
    names.iter().map(|name| format!("\n  {name}")).collect()
}
