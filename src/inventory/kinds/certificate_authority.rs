//! Private certificate authorities of AWS Private CA that a cluster trusts or that issued a certificate on the path.

use crate::inventory::schema::Type::{Bool, Enum, Link, List, Text, Time};

crate::kind! {
    /// A private CA. MSK asks it for nothing: it checks client certificates by the CA's own certificate.
    ja "プライベート CA。MSK は CA に問い合わせず、CA 自身の証明書でクライアント証明書を検証します。"
    zh "私有 CA。MSK 不会向它查询，而是用 CA 自身的证书验证客户端证书。"
    "certificate_authority" as "authority"; // G35, A23
    cfn ["AWS::ACMPCA::CertificateAuthority"]; tf ["aws_acmpca_certificate_authority"];
    not_judged Some(("status", &["CREATING"]));
    fields {
        /// False when something names the CA but AWS Private CA does not know it.
        ja "CA が参照されているのに AWS Private CA に存在しない場合は false です。"
        zh "有资源引用了该 CA 但 AWS Private CA 中不存在时为 false。"
        exists: Bool, required, api "acm-pca:DescribeCertificateAuthority";
        /// Status; absent in a template. `DELETED` may still be restored.
        ja "ステータス。テンプレートでは未設定です。`DELETED` はまだ復元できます。"
        zh "状态；在模板中未设置。`DELETED` 仍可恢复。"
        status: Enum(&["CREATING", "PENDING_CERTIFICATE", "ACTIVE", "DELETED", "DISABLED", "EXPIRED", "FAILED"]), optional, api "acm-pca:DescribeCertificateAuthority";
        /// A root, or a CA below another one.
        ja "ルート CA か、別の CA の下位 CA か。"
        zh "是根 CA，还是另一个 CA 之下的从属 CA。"
        authority_type: Enum(&["ROOT", "SUBORDINATE"]), required, api "acm-pca:DescribeCertificateAuthority", cfn "Type", tf "type";
        /// Whether it issues certificates of any validity or only of at most seven days.
        ja "任意の有効期間の証明書を発行するか、最長 7 日間の証明書だけを発行するか。"
        zh "颁发任意有效期的证书，还是只颁发有效期最长七天的证书。"
        usage_mode: Enum(&["GENERAL_PURPOSE", "SHORT_LIVED_CERTIFICATE"]), required, api "acm-pca:DescribeCertificateAuthority", cfn "UsageMode", tf "usage_mode";
        /// Common name of its subject; absent when the subject has none.
        ja "サブジェクトの共通名。サブジェクトに共通名がない場合は未設定です。"
        zh "主题的公用名；主题没有公用名时未设置。"
        common_name: Text, optional, api "acm-pca:DescribeCertificateAuthority", cfn "Subject.CommonName", tf "certificate_authority_configuration.subject.common_name";
        /// When the CA's own certificate expires; absent until one is installed, and in a template.
        ja "CA 自身の証明書の有効期限。証明書がインストールされるまで、およびテンプレートでは未設定です。"
        zh "CA 自身证书的到期时间；安装证书之前以及在模板中未设置。"
        not_after: Time, optional, api "acm-pca:DescribeCertificateAuthority";
        /// The clusters whose client certificates it vouches for.
        ja "この CA によってクライアント証明書を信頼するクラスター。"
        zh "凭借该 CA 信任客户端证书的集群。"
        clusters: List(&Link("msk_cluster")), required, back "msk_cluster" "certificate_authorities" "kafka:ListClustersV2";
    }
}
