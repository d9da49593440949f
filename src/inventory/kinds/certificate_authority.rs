//! Private certificate authorities of AWS Private CA that a cluster trusts or that issued a certificate on the path.

use crate::inventory::schema::Type::{Bool, Enum, Link, List, Text, Time};

crate::kind! {
    /// A private CA (G35). MSK asks it for nothing: it checks client certificates by the CA's own certificate (A23).
    "certificate_authority" as "authority";
    cfn ["AWS::ACMPCA::CertificateAuthority"]; tf ["aws_acmpca_certificate_authority"];
    not_judged Some(("status", &["CREATING"]));
    fields {
        /// False when something names the CA but AWS Private CA does not know it.
        exists: Bool, required, api "acm-pca:DescribeCertificateAuthority";
        /// Status; absent in a template. `DELETED` may still be restored.
        status: Enum(&["CREATING", "PENDING_CERTIFICATE", "ACTIVE", "DELETED", "DISABLED", "EXPIRED", "FAILED"]), optional, api "acm-pca:DescribeCertificateAuthority";
        /// A root, or a CA below another one.
        authority_type: Enum(&["ROOT", "SUBORDINATE"]), required, api "acm-pca:DescribeCertificateAuthority", cfn "Type", tf "type";
        /// Whether it issues certificates of any validity or only of at most seven days.
        usage_mode: Enum(&["GENERAL_PURPOSE", "SHORT_LIVED_CERTIFICATE"]), required, api "acm-pca:DescribeCertificateAuthority", cfn "UsageMode", tf "usage_mode";
        /// Common name of its subject; absent when the subject has none.
        common_name: Text, optional, api "acm-pca:DescribeCertificateAuthority", cfn "Subject.CommonName", tf "certificate_authority_configuration.subject.common_name";
        /// When the CA's own certificate expires; absent until one is installed, and in a template.
        not_after: Time, optional, api "acm-pca:DescribeCertificateAuthority";
        /// The clusters whose client certificates it vouches for.
        clusters: List(&Link("msk_cluster")), required, back "msk_cluster" "certificate_authorities" "kafka:ListClustersV2";
    }
}
