//! The kinds of resource tidegate knows, one file each.

#![allow(non_upper_case_globals)]

pub mod cache_cluster;
pub mod cache_subnet_group;
pub mod certificate;
pub mod certificate_authority;
pub mod client_properties;
pub mod connector;
pub mod custom_plugin;
pub mod elasticache_user;
pub mod external_schema;
pub mod global_replication_group;
pub mod iam_role;
pub mod kms_key;
pub mod lambda_mapping;
pub mod msk_cluster;
pub mod msk_configuration;
pub mod msk_replicator;
pub mod policy;
pub mod redshift_cluster;
pub mod redshift_namespace;
pub mod redshift_workgroup;
pub mod replication_group;
pub mod route_table;
pub mod scram_association;
pub mod secret;
pub mod security_group;
pub mod serverless_cache;
pub mod subnet;
pub mod template_secret;
pub mod user_group;
pub mod vpc;
pub mod vpc_endpoint;
pub mod worker_configuration;

use super::schema::KindDef;

/// Every kind, by name.
pub static KINDS: &[&KindDef] = &[
    &cache_cluster::KIND,
    &cache_subnet_group::KIND,
    &certificate::KIND,
    &certificate_authority::KIND,
    &client_properties::KIND,
    &connector::KIND,
    &custom_plugin::KIND,
    &elasticache_user::KIND,
    &external_schema::KIND,
    &global_replication_group::KIND,
    &iam_role::KIND,
    &kms_key::KIND,
    &lambda_mapping::KIND,
    &msk_cluster::KIND,
    &msk_configuration::KIND,
    &msk_replicator::KIND,
    &redshift_cluster::KIND,
    &redshift_namespace::KIND,
    &redshift_workgroup::KIND,
    &replication_group::KIND,
    &route_table::KIND,
    &scram_association::KIND,
    &secret::KIND,
    &security_group::KIND,
    &serverless_cache::KIND,
    &subnet::KIND,
    &template_secret::KIND,
    &user_group::KIND,
    &vpc::KIND,
    &vpc_endpoint::KIND,
    &worker_configuration::KIND,
];

pub fn by_name(name: &str) -> Option<&'static KindDef> {
    KINDS.binary_search_by(|k| k.name.cmp(name)).ok().map(|i| KINDS[i])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::schema::{FieldDef, Type};
    use crate::speech::{Language, Phrase, assert_whole};
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn the_table_is_sorted_and_links_lead_somewhere() {
        assert!(KINDS.is_sorted_by(|a, b| a.name < b.name));
        fn check(kind: &str, field: &str, ty: &Type) {
            match ty {
                Type::Link(to) => assert!(by_name(to).is_some(), "{kind}.{field} links to unknown kind {to}"),
                Type::List(t) => check(kind, field, t),
                Type::Record(r) => r.fields.iter().for_each(|f| check(kind, f.name, &f.ty)),
                _ => {}
            }
        }
        for kind in KINDS {
            for f in kind.fields {
                check(kind.name, f.name, &f.ty);
                if let Some(b) = f.back_link {
                    let of = by_name(b.kind).expect("back link from a known kind");
                    assert!(
                        of.field(b.field).is_some(),
                        "{}.{}: no {}.{}",
                        kind.name,
                        f.name,
                        b.kind,
                        b.field
                    );
                }
            }
            if let Some((field, _)) = kind.not_judged {
                assert!(kind.field(field).is_some(), "{}: no field {field}", kind.name);
            }
        }
    }

    /// Every documentation with what it is of: kinds, their fields, records and their members.
    fn docs() -> Vec<(String, &'static Phrase)> {
        fn fields(owner: &str, of: &'static [FieldDef], into: &mut Vec<(String, &'static Phrase)>) {
            for f in of {
                into.push((format!("{owner}.{}", f.name), f.doc));
                let mut ty = &f.ty;
                while let Type::List(item) = ty {
                    ty = item;
                }
                if let Type::Record(record) = ty
                    && !into.iter().any(|(name, _)| name == record.name)
                {
                    into.push((record.name.to_owned(), record.doc));
                    fields(record.name, record.fields, into);
                }
            }
        }
        let mut docs = Vec::new();
        for kind in KINDS {
            docs.push((kind.name.to_owned(), kind.doc));
            fields(kind.name, kind.fields, &mut docs);
        }
        docs
    }

    #[test]
    fn documentation_is_whole_in_every_language() {
        let docs = docs();
        for name in ["msk_cluster", "secret.kms_key", "policy_statement.effect", "secret.arn"] {
            assert!(docs.iter().any(|(n, _)| n == name), "{name} is not among the documentation");
        }
        for (name, doc) in docs {
            assert_whole(&name, doc);
            assert_ne!(doc.ja, doc.zh, "{name} says the same in Japanese and Chinese");
            let kana = |c: char| ('\u{3040}'..='\u{30ff}').contains(&c);
            assert!(!doc.zh.contains(kana), "{name} in zh has Japanese letters: {}", doc.zh);
            for (language, stop) in [(Language::En, '.'), (Language::Ja, '。'), (Language::Zh, '。')] {
                let text = doc.text(language);
                let whole = text.trim() == text && text.ends_with(stop) && !text.contains("  ");
                assert!(whole, "{name} is no sentence in {}: {text:?}", language.tag());
                for c in text.chars() {
                    assert_eq!(c.width(), c.width_cjk(), "{name} in {}: {c:?} is ambiguous", language.tag());
                }
                // What stands in code is never translated, and numbers of facts are not for readers.
                for code in doc.en.split('`').skip(1).step_by(2) {
                    assert!(text.contains(&format!("`{code}`")), "{name} in {} lacks {code}", language.tag());
                }
                let fact = |at: &str| {
                    at.starts_with(|c: char| c.is_ascii_uppercase())
                        && at[1..].starts_with(|c: char| c.is_ascii_digit())
                };
                assert!(
                    !text.split('(').skip(1).any(fact),
                    "{name} in {} cites a fact: {text}",
                    language.tag()
                );
            }
        }
    }
}
