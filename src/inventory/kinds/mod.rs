//! The kinds of resource tidegate knows, one file each.

#![allow(non_upper_case_globals)]

pub mod cache_cluster;
pub mod cache_subnet_group;
pub mod certificate;
pub mod certificate_authority;
pub mod client_properties;
pub mod connector;
pub mod elasticache_user;
pub mod external_schema;
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
    &elasticache_user::KIND,
    &external_schema::KIND,
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
    use crate::inventory::schema::Type;

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
                assert!(!f.doc.trim().is_empty(), "{}.{} has no documentation", kind.name, f.name);
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
}
