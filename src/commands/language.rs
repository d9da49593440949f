//! The language the environment asks for.

use crate::rules::Language;

/// From `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set; English when they name no language we speak.
pub fn from_environment() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .map_or(Language::En, |value| of(&value))
}

fn of(locale: &str) -> Language {
    let tag = locale.to_ascii_lowercase();
    let is = |language: &str| {
        tag.strip_prefix(language)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '-', '.', '@']))
    };
    if is("ja") {
        Language::Ja
    } else if is("zh") {
        Language::Zh
    } else {
        Language::En
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales() {
        for (locale, language) in [
            ("ja_JP.UTF-8", Language::Ja),
            ("zh_CN.UTF-8", Language::Zh),
            ("zh-Hans", Language::Zh),
            ("ja", Language::Ja),
            ("C.UTF-8", Language::En),
            ("jam_JM", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(of(locale), language, "{locale}");
        }
    }
}
