//! Reasons and problems, which the rooms below keep in English, told in the language of the run.
//!
//! A reason stands in snapshots, which outlive the run that wrote them, so it is kept as English text and found again
//! by its form: a closed list of forms, each in three languages, with places for values. A text that has none of
//! these forms (of another version of tidegate, of a library, of an attacker) is shown as it is. That readers
//! and collectors write nothing that the list lacks is kept by a test that reads their source.

mod answers;
mod configurations;
mod files;
mod functions;
mod matched;
mod snapshots;
mod verdicts;

use crate::speech::{Language, Phrase, fill};
use matched::Form;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Declares the forms of a file: `"English" = "Japanese" | "Chinese";`.
macro_rules! entries {
    ($( $en:literal = $ja:literal | $zh:literal ; )*) => {
        pub static ENTRIES: &[$crate::speech::Phrase] =
            &[$( $crate::speech::Phrase { en: $en, ja: $ja, zh: $zh } ),*];
    };
}
use entries;

/// A longer text is shown as it is: looking for its form costs time in proportion to its length.
const LONGEST: usize = 4096;
/// Phrases may stand in each other's places this deep.
const DEEPEST: usize = 4;

/// All forms, those with the most text of their own first: of two that fit, the one that says more is meant.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let mut all: Vec<Form> = forms().map(Form::new).collect();
    all.sort_by_key(|form| std::cmp::Reverse(form.weight()));
    all
});

/// The whole list.
pub fn forms() -> impl Iterator<Item = &'static Phrase> {
    let all = [
        answers::ENTRIES,
        configurations::ENTRIES,
        files::ENTRIES,
        functions::ENTRIES,
        snapshots::ENTRIES,
        verdicts::ENTRIES,
    ];
    all.into_iter().flatten()
}

/// A reason or problem in a language.
pub fn told(language: Language, text: &str) -> Cow<'_, str> {
    match language {
        Language::En => Cow::Borrowed(text),
        _ if text.len() > LONGEST => Cow::Borrowed(text),
        _ => told_within(language, text, DEEPEST),
    }
}

/// Whether all of a text has forms of the list; single words need none.
pub fn known(text: &str) -> bool {
    let known_part = |part: &str| !part.contains(' ') || known(part);
    FORMS.iter().any(|form| form.values(text).is_some())
        || text.split_once(": ").is_some_and(|(about, what)| known_part(about) && known_part(what))
}

fn told_within(language: Language, text: &str, depth: usize) -> Cow<'_, str> {
    if depth == 0 {
        return Cow::Borrowed(text);
    }
    if let Some((form, values)) = FORMS.iter().find_map(|f| Some((f, f.values(text)?))) {
        // A name is one word; what has several may be a phrase.
        let values: Vec<(&str, Cow<'_, str>)> = values
            .into_iter()
            .map(|(name, value)| match value.contains(' ') {
                true => (name, told_within(language, value, depth - 1)),
                false => (name, Cow::Borrowed(value)),
            })
            .collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, &**value)).collect();
        return Cow::Owned(fill(form.phrase.text(language), &values));
    }
    // Something, and what is wrong with it: `Name.Attribute: an argument is missing`.
    match text.split_once(": ") {
        Some((about, what)) => {
            let (about, what) =
                (told_within(language, about, depth - 1), told_within(language, what, depth - 1));
            let colon = if language == Language::Zh { "：" } else { ": " };
            Cow::Owned(format!("{about}{colon}{what}"))
        }
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speech::{assert_whole, places};
    use std::collections::BTreeSet;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn every_form_is_whole_and_stands_once() {
        let mut seen = BTreeSet::new();
        for phrase in forms() {
            assert_whole(phrase.en, phrase);
            assert!(seen.insert(phrase.en), "twice: {}", phrase.en);
            for text in [phrase.ja, phrase.zh] {
                assert!(text.chars().all(|c| c.width() == c.width_cjk()), "ambiguous width: {text}");
            }
        }
    }

    /// Each text leads back to its own form and values, whatever other forms it might have.
    #[test]
    fn every_form_is_found_again() {
        for phrase in forms() {
            for value in ["Name7", "arn:aws:kms:eu-west-1:111122223333:key/1", "42"] {
                let values: Vec<(&str, &str)> =
                    places(phrase.en).into_iter().map(|name| (name, value)).collect();
                let english = fill(phrase.en, &values);
                assert_eq!(told(Language::En, &english), english);
                for language in [Language::Ja, Language::Zh] {
                    assert_eq!(told(language, &english), fill(phrase.text(language), &values), "{english}");
                }
            }
        }
    }

    #[test]
    fn phrases_stand_in_phrases() {
        let text = "the nested stack Inner: its parameters hang on its own outputs";
        assert!(!told(Language::Ja, text).contains("outputs"), "{}", told(Language::Ja, text));
        assert_eq!(told(Language::Zh, "FAILED: login refused"), "FAILED：登录被拒绝");
        assert_eq!(told(Language::Ja, "Q.R: a cycle"), format!("Q.R: {}", told(Language::Ja, "a cycle")));
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in ["", "var.name", "--redshift-sql", "a sentence of some later version", "{kind}", "a :b"] {
            for language in Language::ALL {
                assert_eq!(told(language, text), text);
            }
        }
    }
}
