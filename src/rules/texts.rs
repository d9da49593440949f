//! The texts of a rule in three languages, and its remediation: same members, same placeholders.

use super::code::Compiler;
use super::level::Language;
use super::phrases::texts as phrases;
use super::place::Text;
use super::rule::{Part, Remedy, Template, Texts};
use super::table::Table;
use crate::said;
use crate::speech::Phrase;
use std::collections::BTreeSet;

/// `[text.en]`, `[text.ja]`, `[text.zh]`
pub(super) fn texts(root: &Table<'_>, languages: &[Language], compiler: &Compiler<'_>) -> Option<[Texts; 3]> {
    let Some(text) = root.table("text", "[text]") else {
        root.missing("text", &phrases::FOR_TEXT);
        return None;
    };
    for l in Language::ALL {
        let there = text.get(l.tag()).is_some();
        if languages.contains(&l) && !there {
            text.missing(l.tag(), TOLD);
        } else if !languages.contains(&l) && there {
            text.source.fault(text.key(l.tag()), said!(phrases::NOT_IN_LANGUAGES, tag = l.tag()));
        }
    }
    let [en, ja, zh] = Language::ALL.map(|l| {
        let l = shown_in(l, languages);
        text.table(l.tag(), format!("[text.{}]", l.tag())).map(|t| (l, t))
    });
    text.done();
    let read: Vec<_> = [&en, &ja, &zh].into_iter().flatten().map(|(l, t)| (*l, one(t, compiler))).collect();
    let tables = [en?, ja?, zh?];
    same_members(&tables);
    same_places(&tables, &read, compiler);
    let mut read = read.into_iter().map(|(_, parts)| parts);
    Some([read.next()??.texts, read.next()??.texts, read.next()??.texts])
}

const TOLD: &Phrase = &phrases::FOR_LANGUAGE;

/// The language in which a rule's texts are shown to a reader of `language`: that one, else the rule's first.
fn shown_in(language: Language, languages: &[Language]) -> Language {
    match languages.first() {
        Some(first) if !languages.contains(&language) => *first,
        _ => language,
    }
}

/// The texts of one language, and their places in the file.
struct Told<'a> {
    texts: Texts,
    message: Text<'a>,
    expected: Text<'a>,
    observed: Option<Text<'a>>,
}

fn one<'a>(table: &Table<'a>, compiler: &Compiler<'_>) -> Option<Told<'a>> {
    let title = table.required("title", &phrases::FOR_TITLE);
    let message = table.required("message", &phrases::FOR_MESSAGE);
    let why = table.required("why", &phrases::FOR_WHY);
    let expected = table.required("expected", &phrases::FOR_EXPECTED);
    let observed = table.text("observed");
    table.done();
    for (name, text) in [("title", &title), ("why", &why)] {
        if let Some(t) = text
            && let Some(at) = t.value.find("{{")
        {
            let place = t.locate(table.source.text, at..at + 2);
            table.source.fault(place, said!(phrases::NO_PLACEHOLDERS, name = name));
        }
    }
    for text in [&title, &message, &expected, &observed].into_iter().flatten() {
        one_line(table, text);
    }
    let compiled = |t: &Option<Text<'a>>| t.as_ref().and_then(|t| compiler.template(&t.trimmed()));
    let templates = (compiled(&message), compiled(&expected), compiled(&observed));
    let told = Texts {
        title: title?.trimmed().value.into(),
        message: templates.0?,
        why: why?.trimmed().value.into(),
        expected: templates.1?,
        observed: match &observed {
            Some(_) => Some(templates.2?),
            None => None,
        },
    };
    Some(Told { texts: told, message: message?, expected: expected?, observed })
}

/// These texts stand in table cells and SARIF messages.
fn one_line(table: &Table<'_>, text: &Text<'_>) {
    let text = text.trimmed();
    if let Some(at) = text.value.find(char::is_control) {
        let place = text.locate(table.source.text, at..at + 1);
        table.source.fault(place, &phrases::ONE_LINE);
    }
}

fn same_members(tables: &[(Language, Table<'_>); 3]) {
    for (_, table) in tables {
        let has = |t: &Table<'_>, name: &str| t.entries.contains_key(name);
        if tables.iter().any(|(_, t)| has(t, "observed")) && !has(table, "observed") {
            table.missing("observed", &phrases::SAME_MEMBERS);
        }
    }
}

fn same_places(
    tables: &[(Language, Table<'_>); 3],
    read: &[(Language, Option<Told<'_>>)],
    compiler: &Compiler<'_>,
) {
    let [Some(en), others @ ..] = &read.iter().map(|(_, t)| t.as_ref()).collect::<Vec<_>>()[..] else {
        return;
    };
    for (other, (language, _)) in others.iter().zip(&tables[1..]) {
        // The same texts, shown for want of others.
        if *language == tables[0].0 {
            continue;
        }
        let Some(other) = other else { continue };
        let tag = language.tag();
        equal_places(compiler, &en.texts.message, &other.texts.message, &other.message, tag);
        equal_places(compiler, &en.texts.expected, &other.texts.expected, &other.expected, tag);
        if let (Some(a), Some(b), Some(place)) = (&en.texts.observed, &other.texts.observed, &other.observed)
        {
            equal_places(compiler, a, b, place, tag);
        }
    }
}

/// `theirs` has the placeholders of `english`, in any order.
fn equal_places(c: &Compiler<'_>, english: &Template, theirs: &Template, place: &Text<'_>, tag: &str) {
    let (en, other) = (places(english), places(theirs));
    for (missing, from, to) in [(en.difference(&other), "en", tag), (other.difference(&en), tag, "en")] {
        for name in missing {
            let place_name = format!("{{{{{name}}}}}");
            let message = said!(phrases::PLACE_MISSING, place = place_name, from = from, to = to);
            c.source.fault(place.span.clone(), message);
        }
    }
}

fn places(template: &Template) -> BTreeSet<&str> {
    let mut places = BTreeSet::new();
    for part in &template.parts {
        if let Part::Place(code) = part {
            places.insert(&*code.text);
        }
    }
    places
}

/// `[[remediation]]` variants: the last one has no condition, the others have one.
pub(super) fn remediation(root: &Table<'_>, languages: &[Language], compiler: &Compiler<'_>) -> Vec<Remedy> {
    let tables = root.tables("remediation");
    if tables.is_empty() {
        root.missing("remediation", &phrases::FOR_REMEDIATION);
    }
    let last = tables.len().saturating_sub(1);
    let variants = tables.iter().enumerate().filter_map(|(i, table)| {
        let condition = table.text("if");
        match &condition {
            Some(t) if i == last => {
                table.source.fault(t.span.clone(), &phrases::LAST_HAS_IF);
            }
            None if i < last => {
                table.source.fault(table.span.clone(), &phrases::ONLY_LAST_HAS_NO_IF);
            }
            _ => {}
        }
        variant(table, condition, languages, compiler)
    });
    variants.collect()
}

fn variant(
    table: &Table<'_>,
    condition: Option<Text<'_>>,
    languages: &[Language],
    compiler: &Compiler<'_>,
) -> Option<Remedy> {
    for l in Language::ALL.iter().filter(|l| !languages.contains(l)) {
        if table.get(l.tag()).is_some() {
            table.source.fault(table.key(l.tag()), said!(phrases::NOT_IN_LANGUAGES, tag = l.tag()));
        }
    }
    let told = Language::ALL.map(|l| table.required(shown_in(l, languages).tag(), TOLD));
    let parts = ["cli", "cloudformation", "terraform"].map(|name| match table.text(name) {
        Some(text) => compiler.template(&text.trimmed()),
        None => Some(Template::default()),
    });
    table.done();
    let [en, ja, zh] = told.each_ref().map(|t| t.as_ref().and_then(|t| compiler.template(&t.trimmed())));
    if let Some(en) = &en {
        for (other, (place, tag)) in [&ja, &zh].into_iter().zip([(&told[1], "ja"), (&told[2], "zh")]) {
            if let (Some(other), Some(place)) = (other, place) {
                equal_places(compiler, en, other, place, tag);
            }
        }
    }
    let condition = match condition {
        Some(t) => Some(compiler.condition(&t)?),
        None => None,
    };
    let [cli, cloudformation, terraform] = parts;
    Some(Remedy {
        condition,
        text: [en?, ja?, zh?],
        cli: cli?,
        cloudformation: cloudformation?,
        terraform: terraform?,
    })
}
