//! Certificates of AWS Certificate Manager that something on the streaming path names.

use crate::inventory::schema::Type::{Bool, Enum, Link, Text, Time};

crate::kind! {
    /// An ACM certificate (G33).
    "certificate" as "certificate";
    cfn ["AWS::CertificateManager::Certificate"]; tf ["aws_acm_certificate"];
    not_judged None;
    fields {
        /// False when something names the certificate but ACM does not know it.
        exists: Bool, required, api "acm:DescribeCertificate";
        /// Status; absent in a template.
        status: Enum(&["PENDING_VALIDATION", "ISSUED", "INACTIVE", "EXPIRED", "VALIDATION_TIMED_OUT", "REVOKED", "FAILED"]), optional, api "acm:DescribeCertificate";
        /// Who issued it: a private CA (`PRIVATE`), Amazon's public CA, or somebody else, whose certificate was imported.
        certificate_type: Enum(&["PRIVATE", "AMAZON_ISSUED", "IMPORTED"]), required, api "acm:DescribeCertificate";
        /// Whether a public certificate may be exported with its key; absent when ACM does not say. Private ones always may, imported ones never (G33).
        export: Enum(&["ENABLED", "DISABLED"]), optional, api "acm:DescribeCertificate", cfn "CertificateExport", tf "options.export";
        /// The private CA that issued it; absent for others.
        certificate_authority: Link("certificate_authority"), optional, api "acm:DescribeCertificate", cfn "CertificateAuthorityArn", tf "certificate_authority_arn";
        /// Its domain name.
        domain_name: Text, optional, api "acm:DescribeCertificate", cfn "DomainName", tf "domain_name";
        /// When it becomes valid; absent until it is issued, and in a template.
        not_before: Time, optional, api "acm:DescribeCertificate";
        /// When it expires; absent until it is issued, and in a template.
        not_after: Time, optional, api "acm:DescribeCertificate";
        /// Whether ACM renews it by itself; absent in a template.
        renewal_eligibility: Enum(&["ELIGIBLE", "INELIGIBLE"]), optional, api "acm:DescribeCertificate";
    }
}
