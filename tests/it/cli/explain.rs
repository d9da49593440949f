//! `explain` for people: every rule, in every language, without anything left that a program should have filled.

use super::Tidegate;
use tidegate::report::{Options, rule_text};
use tidegate::rules::{Language, catalogue};

#[test]
fn every_rule_is_explained_in_every_language() {
    for language in Language::ALL {
        for rule in &catalogue::builtin().rules {
            let page = rule_text(rule, language, &Options::default());
            let id = &rule.id;
            let bare = |t: &str| t.split_whitespace().collect::<String>();
            assert!(bare(&page).starts_with(&bare(&rule.texts(language).title)), "{language:?} {id}: {page}");
            assert!(page.contains("https://"), "{language:?} {id}: no source");
            // `{{resolve:...}}` is CloudFormation's own.
            let left = page.lines().find(|l| l.contains("{{") && !l.contains("{{resolve:"));
            assert_eq!(left, None, "{language:?} {id}");
            let call =
                page.match_indices("sh(").find(|(at, _)| !page[..*at].ends_with(char::is_alphanumeric));
            assert_eq!(call, None, "{language:?} {id}: {page}");
            assert!(!page.chars().any(|c| c.is_control() && c != '\n'), "{language:?} {id}");
        }
    }
}

#[test]
fn the_binary_prints_these_pages() {
    for (lang, language) in [("en", Language::En), ("ja", Language::Ja), ("zh", Language::Zh)] {
        let rule = catalogue::builtin().by_id("elasticache-plaintext-transit").expect("the rule");
        let page = Tidegate::new(["explain", &rule.id, "--lang", lang]).run().exits(0).stdout;
        assert_eq!(page, rule_text(rule, language, &Options::default()));
        assert!(page.contains("<group.name>") || page.contains("<group.region>"), "{page}");
    }
}
