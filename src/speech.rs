//! Sentences in three languages that stand beside the code that says them.
//!
//! `words` holds what reports and commands say. Rooms below it (readers, the rule loader, collectors) declare
//! their own with [`phrases!`](crate::phrases) and hand them on as [`Said`]: which sentence, with which values. The
//! language is chosen where a person reads it. A sentence that lacks a language does not build.

pub mod told;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// The language of the sentences a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    Ja,
    Zh,
}

impl Language {
    pub const ALL: [Language; 3] = [Language::En, Language::Ja, Language::Zh];

    /// `en`, `ja`, `zh`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ja => "ja",
            Language::Zh => "zh",
        }
    }
}

/// One sentence, or part of one, in each language. Values stand in braces: `{name}`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase {
    pub en: &'static str,
    pub ja: &'static str,
    pub zh: &'static str,
}

impl Phrase {
    /// The text of a language, with its places unfilled.
    pub const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ja => self.ja,
            Language::Zh => self.zh,
        }
    }
}

/// A phrase with its values: what is said, in no language yet. `Display` is English, for logs and panics.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    phrase: &'static Phrase,
    values: Vec<(&'static str, Part)>,
}

/// What fills a place of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The same in all languages: a name, a number, a system's own error text.
    Text(Box<str>),
    Said(Box<Said>),
    /// Names, between which every language has its own sign.
    List(Box<[Box<str>]>),
}

/// Between the items of a list inside a sentence.
static COMMA: Phrase = Phrase { en: ", ", ja: "、", zh: "、" };

impl Said {
    pub fn new(phrase: &'static Phrase, values: Vec<(&'static str, Part)>) -> Self {
        Self { phrase, values }
    }

    /// The sentence in a language, filled in one pass: braces inside a value stay as they are.
    pub fn text(&self, language: Language) -> String {
        let values: Vec<(&str, String)> = self
            .values
            .iter()
            .map(|(name, part)| match part {
                Part::Text(text) => (*name, text.to_string()),
                Part::Said(said) => (*name, said.text(language)),
                Part::List(items) => (*name, items.join(COMMA.text(language))),
            })
            .collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        fill(self.phrase.text(language), &values)
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::En))
    }
}

impl From<&'static Phrase> for Said {
    fn from(phrase: &'static Phrase) -> Self {
        Said::new(phrase, Vec::new())
    }
}

impl From<Said> for Part {
    fn from(said: Said) -> Self {
        Part::Said(Box::new(said))
    }
}

impl From<&'static Phrase> for Part {
    fn from(phrase: &'static Phrase) -> Self {
        Part::Said(Box::new(phrase.into()))
    }
}

impl<T: AsRef<str>> From<Vec<T>> for Part {
    fn from(items: Vec<T>) -> Self {
        Part::List(items.iter().map(|item| item.as_ref().into()).collect())
    }
}

/// Text that every language shows as it is.
macro_rules! as_text {
    ($($ty:ty),*) => { $(
        impl From<$ty> for Part {
            fn from(value: $ty) -> Self {
                Part::Text(value.to_string().into())
            }
        }
    )* };
}
as_text!(&str, String, &String, Box<str>, &Box<str>, Cow<'_, str>, char, u32, u64, usize, i64);

/// A text with its places filled in, in one pass: braces inside a value stay as they are.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, tail)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = tail.split_once('}') else {
            out.push('{');
            rest = tail;
            continue;
        };
        match values.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The names of a text's places, sorted.
pub fn places(template: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        template.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names
}

/// Declares phrases, and a test that each language names the same places and says something of its own.
///
/// ```text
/// phrases! {
///     /// What a reader may want to know.
///     NOT_UTF8 { en: "{path} is not text", ja: "...", zh: "..." }
/// }
/// ```
#[macro_export]
macro_rules! phrases {
    ($( $(#[$doc:meta])* $name:ident { en: $en:expr, ja: $ja:expr, zh: $zh:expr $(,)? } )*) => {
        $( $(#[$doc])* pub static $name: $crate::speech::Phrase =
            $crate::speech::Phrase { en: $en, ja: $ja, zh: $zh }; )*

        #[cfg(test)]
        #[test]
        fn phrases_agree() {
            for (name, phrase) in [$( (stringify!($name), &$name) ),*] {
                $crate::speech::assert_whole(name, phrase);
            }
        }
    };
}

/// `said!(PHRASE, name = value, ...)`: a phrase with its values, which are text or said themselves.
#[macro_export]
macro_rules! said {
    ($phrase:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::speech::Said::new(&$phrase, vec![$( (stringify!($name), $value.into()) ),*])
    };
}

/// The places of a phrase are the same in every language, and Japanese and Chinese are no copies of English.
#[cfg(test)]
pub fn assert_whole(name: &str, phrase: &Phrase) {
    for language in Language::ALL {
        let text = phrase.text(language);
        assert!(!text.trim().is_empty(), "{name} says nothing in {}", language.tag());
        assert_eq!(places(text), places(phrase.en), "{name} in {}", language.tag());
        if language != Language::En {
            let own = text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c));
            assert!(own, "{name} is not in {}: {text}", language.tag());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    mod phrases {
        crate::phrases! {
            /// With one value.
            HELLO { en: "hello, {who}", ja: "{who} さん、こんにちは", zh: "{who},你好" }
            WORLD { en: "world", ja: "世界", zh: "世界" }
        }
    }

    #[test]
    fn a_value_may_be_said_itself() {
        let said = crate::said!(phrases::HELLO, who = &phrases::WORLD);
        assert_eq!(said.to_string(), "hello, world");
        assert_eq!(said.text(Language::Ja), "世界 さん、こんにちは");
        assert_eq!(crate::said!(phrases::HELLO, who = "{who}").text(Language::Zh), "{who},你好");
        let several = crate::said!(phrases::HELLO, who = vec!["a", "b"]);
        assert_eq!(several.to_string(), "hello, a, b");
        assert_eq!(several.text(Language::Ja), "a、b さん、こんにちは");
    }
}
