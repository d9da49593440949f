//! What a reviewer would say of a rule that loads.

use super::diagnostic::{Diagnostic, Source};
use super::level::Language;
use super::phrases::{THE_RULE, texts as phrases};
use super::rule::Rule;
use super::table::{Table, as_text};
use crate::said;
use toml::de::DeTable;

/// Words of a rule that asks for the good: an id is what people allow and waive, so it names the bad.
const GOOD: &[&str] = &[
    "allow",
    "check",
    "compliant",
    "enable",
    "enabled",
    "enforce",
    "enforced",
    "ensure",
    "must",
    "need",
    "protected",
    "recommended",
    "require",
    "required",
    "requires",
    "secure",
    "secured",
    "should",
    "use",
    "uses",
    "validate",
    "verify",
];

/// Words that turn the next one round.
const NEGATIONS: &[&str] = &["cannot", "never", "no", "not", "without"];

/// Faults of a rule, in the order of its file. `known` tells whether a rule of that id exists.
pub fn lint(rule: &Rule, known: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let source = Source::new(&rule.path, &rule.text);
    let (table, _) = DeTable::parse_recoverable(&rule.text);
    let root = Table::new(&source, &THE_RULE, table.get_ref(), 0..0);
    names_the_bad(&root);
    parameters_are_used(&root);
    texts_are_translated(&root, rule);
    for example in root.tables("examples") {
        for id in example.texts("also_fails").iter().filter(|id| !known(id.value)) {
            source.fault(id.span.clone(), said!(phrases::NO_SUCH_RULE, id = id.value));
        }
    }
    source.into_faults()
}

fn names_the_bad(root: &Table<'_>) {
    let Some(id) = root.text("id") else { return };
    let words: Vec<&str> = id.value.split('-').collect();
    // `role-cannot-use-...` is the bad again.
    let negated = |at: usize| at > 0 && NEGATIONS.contains(&words[at - 1]);
    let good = words.iter().enumerate().find(|(at, word)| GOOD.contains(word) && !negated(*at));
    if let Some((_, word)) = good {
        let message = said!(phrases::ASKS_FOR_THE_GOOD, word = *word);
        root.source.fault_with(id.span.clone(), message, &phrases::READS_AFTER_ALLOW);
    }
    if words.len() < 2 {
        root.source.fault(id.span, &phrases::ONE_WORD);
    }
}

/// A parameter that changes nothing would be set in vain.
fn parameters_are_used(root: &Table<'_>) {
    let Some(table) = root.table("parameters", "[parameters]") else { return };
    for key in table.entries.keys() {
        let name = format!("param.{}", key.get_ref());
        let ends = |at: usize| {
            let next = root.source.text[at + name.len()..].chars().next();
            next.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_')
        };
        let used = root.source.text.match_indices(&name).any(|(at, _)| ends(at));
        if !used {
            let help = said!(phrases::IN_NO_EXPRESSION, name = &name);
            let message = said!(phrases::UNUSED_PARAMETER, name = &**key.get_ref());
            root.source.fault_with(key.span(), message, help);
        }
    }
}

/// The English text in another language's place is a translation that was put off.
fn texts_are_translated(root: &Table<'_>, rule: &Rule) {
    let Some(text) = root.table("text", "[text]") else { return };
    let [first, others @ ..] = &rule.languages[..] else { return };
    let Some(told) = text.table(first.tag(), "[text]") else { return };
    for language in others {
        let Some(table) = text.table(language.tag(), "[text]") else { continue };
        for name in ["title", "message", "why"] {
            let value = |t: &Table<'_>| t.entries.get(name).and_then(as_text).map(|t| t.value.to_owned());
            if let Some(here) = table.entries.get(name)
                && value(&table) == value(&told)
                && value(&told).is_some_and(|t| t.contains(' ') || *first != Language::En)
            {
                let message = said!(phrases::UNTRANSLATED, name = name, tag = first.tag());
                root.source.fault(here.span(), message);
            }
        }
    }
}
