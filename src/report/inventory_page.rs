//! `docs/inventory.md` and its translations: what each kind of resource can say, made from the kind tables.

use super::inventory_phrases as phrases;
use super::markdown;
use super::page::{Inline, Page, code, prose, text};
use crate::inventory::kinds::KINDS;
use crate::inventory::schema::{FieldDef, RecordDef, Type};
use crate::rules::Language;
use crate::rules::expr::compiled::of_field;
use crate::rules::expr::phrases as types;
use crate::speech::Phrase;
use crate::words::{Words, words};

/// The reference of kinds and fields, in markdown, and its path below `docs`.
pub fn inventory_page(language: Language) -> (&'static str, String) {
    let mut sheet = Sheet { page: Page::default(), records: Vec::new(), language, words: words(language) };
    sheet.page.heading(1, phrases::TITLE.text(language));
    sheet.languages();
    sheet.page.prose(phrases::INTRO.text(language));
    for kind in KINDS {
        sheet.page.heading(2, kind.name);
        sheet.page.prose(kind.doc.text(language));
        let mut facts = vec![filled(&phrases::IN_RULES, language, &[("variable", vec![code(kind.var)])])];
        for (label, types) in
            [(sheet.words.page_cloudformation, kind.cfn_types), (sheet.words.page_terraform, kind.tf_types)]
        {
            if !types.is_empty() {
                let mut item = vec![text(format!("{label}{}", sheet.words.colon))];
                item.extend(sheet.codes(types));
                facts.push(item);
            }
        }
        if let Some((field, states)) = kind.not_judged {
            let values = [("field", vec![code(field)]), ("values", sheet.codes(states))];
            facts.push(filled(&phrases::NOT_JUDGED, language, &values));
        }
        sheet.page.list(facts);
        sheet.fields(kind.fields);
    }
    sheet.page.heading(2, phrases::RECORDS.text(language));
    sheet.page.prose(phrases::RECORDS_INTRO.text(language));
    let mut shown = 0;
    while shown < sheet.records.len() {
        let record = sheet.records[shown];
        shown += 1;
        sheet.page.heading(3, record.name);
        sheet.page.prose(record.doc.text(language));
        sheet.fields(record.fields);
    }
    (phrases::file(language), markdown::render(&sheet.page))
}

struct Sheet {
    page: Page,
    /// Records met in types so far, each once.
    records: Vec<&'static RecordDef>,
    language: Language,
    words: &'static Words,
}

impl Sheet {
    /// The same page in the other languages.
    fn languages(&mut self) {
        let mut links = Vec::new();
        for (language, name) in
            [(Language::En, "English"), (Language::Ja, "日本語"), (Language::Zh, "简体中文")]
        {
            if language != self.language {
                if !links.is_empty() {
                    links.push(text(" / "));
                }
                links.push(Inline::Link { text: name.to_owned(), url: phrases::file(language).to_owned() });
            }
        }
        self.page.paragraph(links);
    }

    fn fields(&mut self, fields: &'static [FieldDef]) {
        let (language, w) = (self.language, self.words);
        let mut rows = Vec::new();
        for f in fields {
            self.collect(&f.ty);
            let cell = |name: &str| if name.is_empty() { Vec::new() } else { vec![code(name)] };
            let api = match f.back_link {
                Some(b) => {
                    let field = vec![code(format!("{}.{}", b.kind, b.field))];
                    filled(&phrases::WORKED_OUT, language, &[("field", field)])
                }
                None => cell(f.api),
            };
            let presence = if f.optional { w.inventory_optional } else { w.inventory_required };
            let meaning = prose(f.doc.text(language));
            let ty = self.ty(&f.ty);
            rows.push(vec![cell(f.name), ty, vec![text(presence)], meaning, api, cell(f.cfn), cell(f.tf)]);
        }
        let [ty, presence, meaning] =
            [&phrases::TYPE, &phrases::PRESENCE, &phrases::MEANING].map(|p| p.text(language));
        let header =
            [w.page_field, ty, presence, meaning, w.page_api, w.page_cloudformation, w.page_terraform];
        self.page.table(&header, rows);
    }

    fn ty(&self, ty: &Type) -> Vec<Inline> {
        let fill = |phrase, name, value| filled(phrase, self.language, &[(name, value)]);
        match ty {
            Type::Enum(values) => fill(&types::FIELD_ENUM, "values", self.codes(values)),
            Type::List(item) => fill(&types::FIELD_LIST, "item", self.ty(item)),
            Type::Record(record) => fill(&types::FIELD_RECORD, "name", vec![link(record.name)]),
            Type::Link(kind) => fill(&types::FIELD_LINK, "kind", vec![link(kind)]),
            plain => vec![text(of_field(plain).text(self.language))],
        }
    }

    fn codes(&self, names: &[&str]) -> Vec<Inline> {
        let mut out = Vec::new();
        for (i, name) in names.iter().enumerate() {
            if i > 0 {
                out.push(text(self.words.comma));
            }
            out.push(code(*name));
        }
        out
    }

    fn collect(&mut self, ty: &Type) {
        match ty {
            Type::List(item) => self.collect(item),
            Type::Record(record) if !self.records.contains(record) => self.records.push(record),
            _ => {}
        }
    }
}

/// A phrase whose places hold links and code.
fn filled(phrase: &Phrase, language: Language, values: &[(&str, Vec<Inline>)]) -> Vec<Inline> {
    let mut out = Vec::new();
    for (i, part) in phrase.text(language).split('{').enumerate() {
        let plain = match part.split_once('}').filter(|_| i > 0) {
            Some((name, after)) => {
                let value = values.iter().find(|(n, _)| *n == name);
                out.extend(value.expect("a phrase of the page is given its values").1.iter().cloned());
                after
            }
            None => part,
        };
        if !plain.is_empty() {
            out.push(text(plain));
        }
    }
    out
}

/// To the heading of that name on this page.
fn link(name: &str) -> Inline {
    Inline::Link { text: name.to_owned(), url: format!("#{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_field_has_its_row() {
        for language in Language::ALL {
            let (w, (_, page)) = (words(language), inventory_page(language));
            for kind in KINDS {
                let heading = format!("\n## {}\n", kind.name.replace('_', "\\_"));
                let section = &page[page.find(&heading).expect(kind.name) + 1..];
                let section = &section[..section.find("\n## ").unwrap_or(section.len())];
                for f in kind.fields {
                    let row = section.lines().find(|l| l.starts_with(&format!("| `{}` |", f.name)));
                    let row = row.unwrap_or_else(|| panic!("{}.{} has no row", kind.name, f.name));
                    let presence = if f.optional { w.inventory_optional } else { w.inventory_required };
                    assert!(row.contains(&format!("| {presence} |")), "{row}");
                    for name in [f.cfn, f.tf].iter().filter(|n| !n.is_empty()) {
                        assert!(row.contains(&format!("`{name}`")), "{row}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_row_speaks_the_language_of_its_page() {
        for (language, row) in [
            (
                Language::En,
                "| `clusters` | list of link to [msk_cluster](#msk_cluster) | required | The MSK clusters that the secret is \
                 associated with. | worked out from `msk_cluster.scram_secrets` |  |  |",
            ),
            (
                Language::Ja,
                "| `clusters` | リソース [msk_cluster](#msk_cluster) へのリンクのリスト | 必須 | シークレットが関連付けられた MSK \
                 クラスター。 | `msk_cluster.scram_secrets` から導出 |  |  |",
            ),
            (
                Language::Zh,
                "| `clusters` | 由指向资源 [msk_cluster](#msk_cluster) 的链接组成的列表 | 必需 | 与该密钥 (secret) 关联的 MSK 集群。 | 由 \
                 `msk_cluster.scram_secrets` 推导 |  |  |",
            ),
        ] {
            let (_, page) = inventory_page(language);
            assert!(page.replace('\\', "").contains(row), "{page}");
        }
    }

    #[test]
    fn links_lead_to_headings_of_the_page() {
        for language in Language::ALL {
            let (_, page) = inventory_page(language);
            let headings: Vec<String> = page
                .lines()
                .filter(|l| l.starts_with("##"))
                .map(|l| l.trim_start_matches(['#', ' ']).replace('\\', ""))
                .collect();
            for target in page.split("](#").skip(1).filter_map(|t| t.split_once(')')).map(|t| t.0) {
                assert!(headings.iter().any(|h| h == target), "no heading {target}");
            }
            assert!(headings.iter().any(|h| h == "policy_statement"), "{headings:?}");
        }
    }
}
