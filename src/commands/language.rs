//! The language the environment asks for.

use crate::cli::Lang;
use crate::rules::Language;
use clap::ValueEnum;
use std::ffi::OsString;

/// The language that a command line asks for, before it is known whether it can be understood: `--lang`, then
/// `TIDEGATE_LANG`, then [`from_environment`].
pub fn asked(args: &[OsString]) -> Language {
    let named = |name: &str| Lang::from_str(name, false).ok().map(Language::from);
    let args = args.iter().map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--");
    let mut given = None;
    let mut next = false;
    for arg in args {
        given = match arg.strip_prefix("--lang=") {
            Some(name) => named(name),
            None if next => named(&arg),
            None => given,
        };
        next = arg == "--lang";
    }
    let variable = || std::env::var("TIDEGATE_LANG").ok().and_then(|name| named(&name));
    given.or_else(variable).unwrap_or_else(from_environment)
}

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
    fn the_last_flag_counts_and_nothing_behind_two_dashes() {
        let asked = |args: &[&str]| asked(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(asked(&["tidegate", "check", "--lang", "ja", "--nonsense"]), Language::Ja);
        assert_eq!(asked(&["tidegate", "--lang=zh-CN"]), Language::Zh);
        assert_eq!(asked(&["tidegate", "--lang=ja", "--lang", "zh"]), Language::Zh);
        assert_eq!(asked(&["tidegate", "--lang", "ja", "--", "--lang", "zh"]), Language::Ja);
    }

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
