//! The same fault in every language: the same place, the same carets, the same names, a sentence of its own.

use tidegate::rules::catalogue::told;
use tidegate::rules::{Diagnostic, Language};

/// Faults as they are told in English, Japanese and Chinese.
pub fn faults_alike(faults: &[Diagnostic]) {
    let english = told(faults, Language::En);
    for language in [Language::Ja, Language::Zh] {
        alike(&english, &told(faults, language));
    }
}

/// What stands in one language in the place of what stands in English.
pub fn alike(english: &str, told: &str) {
    assert_eq!(english.lines().count(), told.lines().count(), "{english}\n{told}");
    for (mine, theirs) in english.lines().zip(told.lines()) {
        let sentence = mine.starts_with("error: ") || mine.trim_start().starts_with("= help: ");
        if !sentence {
            assert_eq!(mine, theirs, "{english}\n{told}");
            continue;
        }
        assert!(theirs.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c)), "{theirs}");
        assert!(!theirs.contains("error: ") && !theirs.contains("help: "), "{theirs}");
        for name in mine.split('`').skip(1).step_by(2) {
            assert!(theirs.contains(name), "{name} is missing: {theirs}");
        }
    }
}
