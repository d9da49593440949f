//! `explain` for people: every rule, in every language, without anything left that a program should have filled.

use super::{Tidegate, text};

#[test]
fn every_rule_is_explained_in_every_language() {
    let rules = Tidegate::new(["rules", "list", "--format", "json"]).run().exits(0).json();
    let rules = rules.as_array().expect("rules");
    let ids: Vec<&str> = rules.iter().map(|r| text(r, "/id")).collect();
    for lang in ["en", "ja", "zh"] {
        let titles =
            Tidegate::new(["rules", "list", "--format", "json", "--lang", lang]).run().exits(0).json();
        let titles: Vec<&str> = titles.as_array().expect("rules").iter().map(|r| text(r, "/title")).collect();
        for (id, title) in ids.iter().zip(titles) {
            let page = Tidegate::new(["explain", id, "--lang", lang]).run().exits(0).stdout;
            let bare = |t: &str| t.split_whitespace().collect::<String>();
            assert!(bare(&page).starts_with(&bare(title)), "{lang} {id}: {page}");
            assert!(page.contains("https://"), "{lang} {id}: no source");
            // `{{resolve:...}}` is CloudFormation's own.
            let left = page.lines().find(|l| l.contains("{{") && !l.contains("{{resolve:"));
            assert_eq!(left, None, "{lang} {id}");
            assert!(!page.contains('\u{1b}') && !page.contains("sh("), "{lang} {id}: {page}");
        }
    }
}
