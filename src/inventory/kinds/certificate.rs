//! Certificates of AWS Certificate Manager that something on the streaming path names.

use crate::inventory::schema::Type::{Bool, Enum, Link, Text, Time};

crate::kind! {
    /// An ACM certificate.
    ja "ACM 証明書。"
    zh "ACM 证书。"
    "certificate" as "certificate"; // G33
    cfn ["AWS::CertificateManager::Certificate"]; tf ["aws_acm_certificate"];
    not_judged None;
    fields {
        /// False when something names the certificate but ACM does not know it.
        ja "証明書が参照されているのに ACM に存在しない場合は false です。"
        zh "有资源引用了该证书但 ACM 中不存在时为 false。"
        exists: Bool, required, api "acm:DescribeCertificate";
        /// Status; absent in a template.
        ja "ステータス。テンプレートでは未設定です。"
        zh "状态；在模板中未设置。"
        status: Enum(&["PENDING_VALIDATION", "ISSUED", "INACTIVE", "EXPIRED", "VALIDATION_TIMED_OUT", "REVOKED", "FAILED"]), optional, api "acm:DescribeCertificate";
        /// Who issued it: a private CA (`PRIVATE`), Amazon's public CA, or somebody else, whose certificate was imported.
        ja "発行元: プライベート CA (`PRIVATE`)、Amazon のパブリック CA、またはそれ以外 (インポートされた証明書)。"
        zh "颁发者：私有 CA (`PRIVATE`)、Amazon 的公有 CA，或其他颁发者 (导入的证书)。"
        certificate_type: Enum(&["PRIVATE", "AMAZON_ISSUED", "IMPORTED"]), required, api "acm:DescribeCertificate";
        /// Whether a public certificate may be exported with its key; absent when ACM does not say. Private ones always may, imported ones never.
        ja "パブリック証明書をキーとともにエクスポートできるかどうか。ACM が示さない場合は未設定です。プライベート証明書は常にエクスポートでき、インポートされた証明書はできません。"
        zh "公有证书能否连同其私钥一起导出；ACM 未说明时未设置。私有证书始终可以导出，导入的证书则不能。"
        export: Enum(&["ENABLED", "DISABLED"]), optional, api "acm:DescribeCertificate", cfn "CertificateExport", tf "options.export"; // G33
        /// The private CA that issued it; absent for others.
        ja "発行したプライベート CA。それ以外の証明書では未設定です。"
        zh "颁发它的私有 CA；其他证书未设置。"
        certificate_authority: Link("certificate_authority"), optional, api "acm:DescribeCertificate", cfn "CertificateAuthorityArn", tf "certificate_authority_arn";
        /// Its domain name.
        ja "ドメイン名。"
        zh "域名。"
        domain_name: Text, optional, api "acm:DescribeCertificate", cfn "DomainName", tf "domain_name";
        /// When it becomes valid; absent until it is issued, and in a template.
        ja "有効期間の開始日時。発行されるまで、およびテンプレートでは未設定です。"
        zh "有效期的开始时间；颁发之前以及在模板中未设置。"
        not_before: Time, optional, api "acm:DescribeCertificate";
        /// When it expires; absent until it is issued, and in a template.
        ja "有効期限。発行されるまで、およびテンプレートでは未設定です。"
        zh "到期时间；颁发之前以及在模板中未设置。"
        not_after: Time, optional, api "acm:DescribeCertificate";
        /// Whether ACM renews it by itself; absent in a template.
        ja "ACM が自動的に更新するかどうか。テンプレートでは未設定です。"
        zh "ACM 是否自动续订；在模板中未设置。"
        renewal_eligibility: Enum(&["ELIGIBLE", "INELIGIBLE"]), optional, api "acm:DescribeCertificate";
    }
}
