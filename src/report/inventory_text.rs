//! `tidegate schema inventory`: what rules may read of each kind of resource, for a terminal and for programs.
//!
//! Labels, types and documentation follow the language; names are those of the field tables.

use super::Options;
use super::style::Paint;
use super::wrap::wrap;
use crate::inventory::schema::{FieldDef, KindDef, RecordDef, Type};
use crate::rules::Language;
use crate::rules::expr::compiled::of_field;
use crate::words::{self, Words, words};
use serde_json::{Map, Value, json};

/// The version of the JSON form.
pub const VERSION: u32 = 1;

/// Kinds with their fields, then the records that stand in them, each once.
pub fn inventory_text(kinds: &[&'static KindDef], language: Language, options: &Options<'_>) -> String {
    let w = words(language);
    let width = options.width.unwrap_or(80).clamp(40, 120);
    let paint = Paint { on: options.color };
    let mut sheet = Sheet { lines: Vec::new(), width, paint, language, words: w };
    for kind in kinds {
        sheet.heading(kind.name, kind.doc.text(language));
        sheet.labelled(1, w.inventory_in_rules, kind.var);
        for (label, types) in [(w.page_cloudformation, kind.cfn_types), (w.page_terraform, kind.tf_types)] {
            sheet.labelled(1, label, &types.join(w.comma));
        }
        if let Some((field, states)) = kind.not_judged {
            sheet.labelled(1, w.inventory_not_judged, &format!("{field}{}{}", w.colon, states.join(w.comma)));
        }
        sheet.fields(kind.var, kind.fields);
    }
    for record in records(kinds) {
        sheet.heading(record.name, record.doc.text(language));
        sheet.fields("", record.fields);
    }
    sheet.lines.iter().map(|l| format!("{l}\n")).collect()
}

struct Sheet {
    lines: Vec<String>,
    width: usize,
    paint: Paint,
    language: Language,
    words: &'static Words,
}

impl Sheet {
    fn heading(&mut self, name: &str, doc: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(self.paint.heading(name));
        self.text(1, doc);
    }

    fn fields(&mut self, owner: &str, fields: &[FieldDef]) {
        let w = self.words;
        for f in fields {
            let dot = if owner.is_empty() { "" } else { "." };
            let presence = if f.optional { w.inventory_optional } else { w.inventory_required };
            let types = of_field(&f.ty).text(self.language);
            self.lines.push(String::new());
            self.text(
                1,
                &format!("{owner}{dot}{}{}{}{}{presence}", f.name, w.colon, types.trim_end(), w.clause),
            );
            self.text(2, f.doc.text(self.language));
            if let Some(back) = f.back_link {
                self.labelled(2, w.inventory_worked_out, &format!("{}.{}", back.kind, back.field));
            }
            if let Some(permission) = permission(f) {
                self.labelled(2, w.page_api, f.api);
                self.labelled(2, w.inventory_permission, permission);
            }
            self.labelled(2, w.page_cloudformation, f.cfn);
            self.labelled(2, w.page_terraform, f.tf);
        }
    }

    fn labelled(&mut self, depth: usize, label: &str, text: &str) {
        if !text.is_empty() {
            self.text(depth, &format!("{label}{}{text}", self.words.colon));
        }
    }

    fn text(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth);
        let lines = wrap(&words::line(text), self.width.saturating_sub(indent.len()));
        self.lines.extend(lines.iter().map(|l| format!("{indent}{l}").trim_end().to_owned()));
    }
}

/// The same for programs; `doc` follows the language, nothing else does.
pub fn inventory_json(kinds: &[&'static KindDef], language: Language) -> Value {
    let kind = |k: &&KindDef| {
        let not_judged = k.not_judged.map(|(field, states)| json!({"field": field, "values": states}));
        json!({
            "name": k.name,
            "variable": k.var,
            "doc": k.doc.text(language),
            "cloudformation": k.cfn_types,
            "terraform": k.tf_types,
            "not_judged": not_judged,
            "fields": fields(k.fields, language),
        })
    };
    let record = |r: &&RecordDef| json!({"name": r.name, "doc": r.doc.text(language), "fields": fields(r.fields, language)});
    json!({
        "schema": "tidegate-inventory",
        "version": VERSION,
        "kinds": kinds.iter().map(kind).collect::<Vec<_>>(),
        "records": records(kinds).iter().map(record).collect::<Vec<_>>(),
    })
}

fn fields(fields: &[FieldDef], language: Language) -> Value {
    let one = |f: &FieldDef| {
        let mut inputs = Map::new();
        if let Some(permission) = permission(f) {
            inputs.insert("account".into(), json!({"operation": f.api, "permission": permission}));
        }
        for (input, path) in [("cloudformation", f.cfn), ("terraform", f.tf)] {
            if !path.is_empty() {
                inputs.insert(input.into(), json!({"path": path}));
            }
        }
        let derived = f.back_link.map(|b| json!({"kind": b.kind, "field": b.field, "listing": b.listing}));
        json!({
            "name": f.name,
            "type": ty(&f.ty),
            "optional": f.optional,
            "doc": f.doc.text(language),
            "inputs": inputs,
            "derived_from": derived,
        })
    };
    fields.iter().map(one).collect()
}

fn ty(ty: &Type) -> Value {
    match ty {
        Type::Enum(values) => json!({"enum": values}),
        Type::List(item) => json!({"list": self::ty(item)}),
        Type::Record(record) => json!({"record": record.name}),
        Type::Link(kind) => json!({"link": kind}),
        plain => json!(plain.name()),
    }
}

/// The IAM action that an account's reader needs for the field: operations are named like their actions, which the
/// collectors' table is held to.
fn permission(f: &FieldDef) -> Option<&'static str> {
    (!f.api.is_empty()).then_some(f.api)
}

/// The records in the kinds' fields and in each other, in the order in which they are met.
fn records(kinds: &[&'static KindDef]) -> Vec<&'static RecordDef> {
    fn of(ty: &'static Type, into: &mut Vec<&'static RecordDef>) {
        match ty {
            Type::List(item) => of(item, into),
            Type::Record(record) if !into.contains(record) => into.push(record),
            _ => {}
        }
    }
    let mut records = Vec::new();
    kinds.iter().flat_map(|k| k.fields).for_each(|f| of(&f.ty, &mut records));
    let mut next = 0;
    while next < records.len() {
        records[next].fields.iter().for_each(|f| of(&f.ty, &mut records));
        next += 1;
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds::{KINDS, secret};
    use crate::report::wrap::width;

    #[test]
    fn every_kind_and_field_is_there_with_all_that_fills_it() {
        let text = inventory_text(KINDS, Language::En, &Options { width: Some(120), ..Options::default() });
        let json = inventory_json(KINDS, Language::En);
        for (kind, told) in KINDS.iter().zip(json["kinds"].as_array().expect("a list")) {
            assert_eq!(told["name"], kind.name);
            for (f, field) in kind.fields.iter().zip(told["fields"].as_array().expect("a list")) {
                let name = format!("\n  {}.{}: ", kind.var, f.name);
                assert!(text.contains(&name), "{name}");
                assert_eq!(field["name"], f.name);
                assert!(field["doc"].as_str().is_some_and(|d| !d.is_empty()), "{field}");
                assert_eq!(field["inputs"]["cloudformation"]["path"].as_str().unwrap_or(""), f.cfn);
                assert_eq!(field["inputs"]["terraform"]["path"].as_str().unwrap_or(""), f.tf);
                assert_eq!(field["inputs"]["account"]["operation"].as_str().unwrap_or(""), f.api);
            }
        }
        let told: Vec<&str> =
            json["records"].as_array().expect("a list").iter().filter_map(|r| r["name"].as_str()).collect();
        assert!(told.contains(&"policy_statement") && told.contains(&"property"), "{told:?}");
    }

    #[test]
    fn a_field_reads_as_its_author_needs_it() {
        let text = inventory_text(&[&secret::KIND], Language::En, &Options::default());
        let field = "\n  secret.kms_key: link to kms_key, optional\n    The key behind `kms_key_id`; absent means \
                     `aws/secretsmanager`.\n    API operation: secretsmanager:ListSecrets\n    permission: \
                     secretsmanager:ListSecrets\n    CloudFormation: KmsKeyId\n    Terraform: kms_key_id\n";
        assert!(text.contains(field), "{text}");
        assert!(text.contains("  secret.clusters: list of link to msk_cluster, required\n"), "{text}");
        assert!(text.contains("    worked out from: msk_cluster.scram_secrets\n"), "{text}");
        for language in Language::ALL {
            let narrow = Options { width: Some(48), ..Options::default() };
            let text = inventory_text(&[&secret::KIND], language, &narrow);
            let free = |l: &&str| l.contains(' ') && !l.contains("secretsmanager:");
            assert!(text.lines().filter(free).all(|l| width(l) <= 48), "{text}");
            assert!(text.contains(words(language).inventory_optional), "{text}");
        }
        for (language, field) in [
            (
                Language::Ja,
                "\n  secret.kms_key: リソース kms_key へのリンク、省略可能\n    `kms_key_id` が指すキー。未設定の場合は \
                 `aws/secretsmanager` です。\n    API オペレーション: secretsmanager:ListSecrets\n",
            ),
            (
                Language::Zh,
                "\n  secret.kms_key：指向资源 kms_key 的链接，可选\n    `kms_key_id` 所指的 KMS 密钥；未设置表示 \
                 `aws/secretsmanager`。\n    API 操作：secretsmanager:ListSecrets\n",
            ),
        ] {
            let text = inventory_text(
                &[&secret::KIND],
                language,
                &Options { width: Some(120), ..Options::default() },
            );
            assert!(text.contains(field), "{text}");
            let json = inventory_json(&[&secret::KIND], language);
            assert_eq!(json["kinds"][0]["doc"], secret::KIND.doc.text(language));
        }
    }
}
