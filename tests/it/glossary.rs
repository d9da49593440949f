//! The glossary's terms, in rule texts, in the documentation of fields and in the product's own words: one thing is called one name in a language.

use std::collections::BTreeMap;
use tidegate::inventory::kinds::KINDS;
use tidegate::inventory::schema::{FieldDef, Type};
use tidegate::rules::rule::{Part, Template};
use tidegate::rules::{Language, Rule, Severity, Verdict, builtin};
use tidegate::speech::Phrase;
use tidegate::words::words;

/// Terms that mean one thing wherever they stand; others (key, source, rule, fail) are common words, too.
const TERMS: &[&str] = &[
    "account",
    "alias",
    "backup",
    "bootstrap brokers",
    "broker",
    "certificate authority (CA)",
    "customer managed key",
    "engine version",
    "external schema",
    "in transit (encryption)",
    "key policy",
    "listener",
    "mutual TLS (mTLS)",
    "node type",
    "principal",
    "public access",
    "Region",
    "replication group",
    "resource",
    "serverless cache",
    "subnet",
    "template",
    "unauthenticated access",
    "user group",
    "worker configuration",
];

/// Further terms of the documentation of kinds and fields.
const FIELD_TERMS: &[&str] = &[
    "AWS managed key",
    "certificate",
    "client",
    "cluster",
    "config provider",
    "connector",
    "endpoint",
    "event source mapping",
    "managed policy",
    "namespace (Redshift Serverless)",
    "plaintext",
    "prefix list",
    "public endpoint",
    "replicator",
    "revision",
    "route table",
    "security group",
    "subnet group",
    "trust policy",
    "workgroup (Redshift Serverless)",
];

/// English term -> Japanese, Chinese.
fn glossary() -> BTreeMap<&'static str, [&'static str; 2]> {
    let page = include_str!("../../docs/glossary.md");
    let rows = page.lines().filter(|l| l.starts_with("| ") && !l.contains("English") && !l.contains("---"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [en, ja, zh] = cells[..] else { panic!("three languages: {row}") };
        (en, [ja, zh])
    })
    .collect()
}

/// Without what stands in parentheses.
fn bare(term: &str) -> &str {
    term.split(" (").next().unwrap_or(term)
}

fn literal(template: &Template) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.to_string(),
        Part::Place(_) => " ".into(),
    };
    template.parts.iter().map(part).collect()
}

fn texts(rule: &Rule, language: Language) -> [String; 4] {
    let t = rule.texts(language);
    [t.title.to_string(), literal(&t.message), t.why.to_string(), literal(&t.expected)]
}

/// As a word, also in the plural.
fn says(text: &str, term: &str) -> bool {
    let (text, term) = (text.to_lowercase(), term.to_lowercase());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(&term).any(|(at, _)| {
        let after = &text[at + term.len()..];
        let after = after.strip_prefix('s').unwrap_or(after);
        !letter(text[..at].chars().next_back()) && !letter(after.chars().next())
    })
}

#[test]
fn rule_texts_call_things_by_the_glossary_s_names() {
    let glossary = glossary();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for rule in &builtin().rules {
        let english = texts(rule, Language::En);
        for term in TERMS {
            let names = glossary.get(term).unwrap_or_else(|| panic!("{term} is not in the glossary"));
            for (language, name) in [Language::Ja, Language::Zh].into_iter().zip(names) {
                for (text, translated) in english.iter().zip(texts(rule, language)) {
                    if !says(text, bare(term)) {
                        continue;
                    }
                    seen += 1;
                    if !translated.contains(bare(name)) {
                        wrong.push(format!("{} in {language:?}: {term} is {name}: {translated}", rule.id));
                    }
                }
            }
        }
    }
    assert!(seen > 300, "the terms were not found: {seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A field and, of a record in it, the members.
fn documented(owner: &str, field: &'static FieldDef, into: &mut Vec<(String, &'static Phrase)>) {
    let name = format!("{owner}.{}", field.name);
    let mut ty = &field.ty;
    while let Type::List(item) = ty {
        ty = item;
    }
    if let Type::Record(record) = ty {
        into.push((record.name.to_owned(), record.doc));
        record.fields.iter().for_each(|f| documented(&name, f, into));
    }
    into.push((name, field.doc));
}

#[test]
fn the_inventory_calls_things_by_the_glossary_s_names() {
    let glossary = glossary();
    let mut docs = Vec::new();
    for kind in KINDS {
        docs.push((kind.name.to_owned(), kind.doc));
        kind.fields.iter().for_each(|f| documented(kind.name, f, &mut docs));
    }
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (name, doc) in docs {
        for term in TERMS.iter().chain(FIELD_TERMS) {
            // What stands in code is a value, not a word.
            let english: String = doc.en.split('`').step_by(2).collect::<Vec<_>>().join(" ");
            if !says(&english, bare(term)) {
                continue;
            }
            seen += 1;
            let names = glossary.get(term).unwrap_or_else(|| panic!("{term} is not in the glossary"));
            for (language, called) in [Language::Ja, Language::Zh].into_iter().zip(names) {
                if !doc.text(language).contains(bare(called)) {
                    wrong.push(format!("{name} in {language:?}: {term} is {called}: {}", doc.text(language)));
                }
            }
        }
    }
    assert!(seen > 300, "the terms were not found: {seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn verdicts_and_severities_are_the_glossary_s() {
    let glossary = glossary();
    let term = |verdict: Verdict| match verdict {
        Verdict::Pass => "pass (verdict)",
        Verdict::Fail => "fail (verdict)",
        Verdict::Undecided => "not assessed (verdict)",
        Verdict::NotApplicable => "not applicable (verdict)",
    };
    for (i, language) in [Language::Ja, Language::Zh].into_iter().enumerate() {
        let w = words(language);
        for verdict in [Verdict::Pass, Verdict::Fail, Verdict::Undecided, Verdict::NotApplicable] {
            assert_eq!(w.verdict(verdict), glossary[term(verdict)][i], "{language:?}");
        }
        let severities = Severity::ALL.map(|s| w.severity(s)).join("、");
        let listed = glossary["severity: critical, high, medium, low, info"][i];
        assert!(listed.ends_with(&severities), "{listed}: {severities}");
        for (field, term) in [
            (w.account, "account"),
            (w.region, "Region"),
            (w.resources, "resource"),
            (w.snapshot, "snapshot"),
        ] {
            assert_eq!(field, glossary[term][i], "{language:?}");
        }
    }
}
