//! `docs/inventory.md`: what each kind of resource can say, made from the kind tables.

use super::markdown;
use super::page::{Inline, Page, code, prose, text};
use crate::inventory::kinds::KINDS;
use crate::inventory::schema::{FieldDef, RecordDef, Type};

/// The reference of kinds and fields, in markdown.
pub fn inventory_page() -> String {
    let mut page = Page::default();
    page.heading(1, "Inventory");
    page.prose(
        "The kinds of resource that rules judge, and the fields they read. Made from the field tables in \
         `src/inventory/kinds/`. A field that was not looked at is unknown; an optional one that was looked at \
         and is not set is absent, and its meaning says what that stands for.",
    );
    let mut records: Vec<&'static RecordDef> = Vec::new();
    for kind in KINDS {
        page.heading(2, kind.name);
        page.prose(&flat(kind.doc));
        let mut facts = vec![vec![text("In rules: "), code(kind.var)]];
        let names = |label: &str, names: &[&str]| {
            let mut item = vec![text(format!("{label}: "))];
            for (i, name) in names.iter().enumerate() {
                if i > 0 {
                    item.push(text(", "));
                }
                item.push(code(*name));
            }
            item
        };
        if !kind.cfn_types.is_empty() {
            facts.push(names("CloudFormation", kind.cfn_types));
        }
        if !kind.tf_types.is_empty() {
            facts.push(names("Terraform", kind.tf_types));
        }
        if let Some((field, states)) = kind.not_judged {
            let mut item = names("Not judged while", &[field]);
            item.push(text(" is "));
            item.extend(names("", states).into_iter().skip(1));
            facts.push(item);
        }
        page.list(facts);
        fields(&mut page, kind.fields, &mut records);
    }
    page.heading(2, "Records");
    page.prose("Parts of a resource that have fields of their own.");
    let mut shown = 0;
    while shown < records.len() {
        let record = records[shown];
        shown += 1;
        page.heading(3, record.name);
        page.prose(&flat(record.doc));
        fields(&mut page, record.fields, &mut records);
    }
    markdown::render(&page)
}

fn fields(page: &mut Page, fields: &'static [FieldDef], records: &mut Vec<&'static RecordDef>) {
    let rows = fields.iter().map(|f| {
        collect(&f.ty, records);
        let cell = |name: &str| if name.is_empty() { Vec::new() } else { vec![code(name)] };
        let api = match f.back_link {
            Some(b) => vec![text("worked out from "), code(format!("{}.{}", b.kind, b.field))],
            None => cell(f.api),
        };
        let presence = if f.optional { "optional" } else { "required" };
        vec![cell(f.name), ty(&f.ty), vec![text(presence)], prose(&flat(f.doc)), api, cell(f.cfn), cell(f.tf)]
    });
    let header = ["Field", "Type", "Presence", "Meaning", "API operation", "CloudFormation", "Terraform"];
    page.table(&header, rows.collect());
}

fn ty(ty: &Type) -> Vec<Inline> {
    match ty {
        Type::Enum(values) => {
            let mut out = vec![text("one of ")];
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    out.push(text(", "));
                }
                out.push(code(*value));
            }
            out
        }
        Type::List(item) => {
            let mut out = vec![text("list of ")];
            out.extend(self::ty(item));
            out
        }
        Type::Record(record) => vec![text("record "), link(record.name)],
        Type::Link(kind) => vec![text("link to "), link(kind)],
        other => vec![text(other.name())],
    }
}

/// To the heading of that name on this page.
fn link(name: &str) -> Inline {
    Inline::Link { text: name.to_owned(), url: format!("#{name}") }
}

fn collect(ty: &Type, records: &mut Vec<&'static RecordDef>) {
    match ty {
        Type::List(item) => collect(item, records),
        Type::Record(record) if !records.contains(record) => records.push(record),
        _ => {}
    }
}

/// Documentation as one paragraph.
fn flat(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_field_has_its_row() {
        let page = inventory_page();
        for kind in KINDS {
            let from = page.find(&format!("\n## {}\n", kind.name.replace('_', "\\_"))).expect(kind.name);
            let section = &page[from + 1..];
            let section = &section[..section.find("\n## ").unwrap_or(section.len())];
            for f in kind.fields {
                let row = section.lines().find(|l| l.starts_with(&format!("| `{}` |", f.name)));
                let row = row.unwrap_or_else(|| panic!("{}.{} has no row", kind.name, f.name));
                assert!(row.contains(if f.optional { "| optional |" } else { "| required |" }), "{row}");
                for name in [f.cfn, f.tf].iter().filter(|n| !n.is_empty()) {
                    assert!(row.contains(&format!("`{name}`")), "{row}");
                }
            }
        }
    }

    #[test]
    fn links_lead_to_headings_of_the_page() {
        let page = inventory_page();
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
