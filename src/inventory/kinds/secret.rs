//! Secrets Manager secrets on the streaming path: never their values.

use super::policy::statement;
use crate::inventory::schema::Type::{Bool, Link, List, Record, Text, Time};

crate::record! {
    /// One version of a secret.
    ja "シークレットの 1 つのバージョン。"
    zh "密钥 (secret) 的一个版本。"
    "secret_version" in version; // B20
    fields {
        /// Staging labels: `AWSCURRENT`, `AWSPREVIOUS`, `AWSPENDING`.
        ja "ステージングラベル: `AWSCURRENT`、`AWSPREVIOUS`、`AWSPENDING`。"
        zh "暂存标签：`AWSCURRENT`、`AWSPREVIOUS`、`AWSPENDING`。"
        stages: List(&Text), required, api "secretsmanager:ListSecretVersionIds";
        /// The keys that this version was encrypted under; `DefaultEncryptionKey` is the AWS managed key.
        ja "このバージョンを暗号化したキー。`DefaultEncryptionKey` は AWS マネージドキーです。"
        zh "加密此版本所用的 KMS 密钥；`DefaultEncryptionKey` 是 AWS 托管式密钥。"
        kms_key_ids: List(&Text), required, api "secretsmanager:ListSecretVersionIds";
    }
}

crate::record! {
    /// The public part of a certificate that stands in a secret.
    ja "シークレットに含まれる証明書の公開部分。"
    zh "密钥 (secret) 中证书的公开部分。"
    "secret_certificate" in certificate;
    fields {
        /// Distinguished name of the issuer.
        ja "発行者の識別名。"
        zh "颁发者的可分辨名称。"
        issuer: Text, required, api "secretsmanager:GetSecretValue";
        /// When it becomes valid.
        ja "有効期間の開始日時。"
        zh "有效期的开始时间。"
        not_before: Time, required, api "secretsmanager:GetSecretValue";
        /// When it expires.
        ja "有効期限。"
        zh "到期时间。"
        not_after: Time, required, api "secretsmanager:GetSecretValue";
    }
}

crate::kind! {
    /// A secret, without its value.
    ja "シークレット (値を除く)。"
    zh "密钥 (secret)，不含其值。"
    "secret" as "secret";
    cfn ["AWS::SecretsManager::Secret"]; tf ["aws_secretsmanager_secret"];
    not_judged None;
    fields {
        /// False when something refers to the secret but Secrets Manager does not know it.
        ja "シークレットが参照されているのに Secrets Manager に存在しない場合は false です。"
        zh "有资源引用了该密钥 (secret) 但 Secrets Manager 中不存在时为 false。"
        exists: Bool, required, api "secretsmanager:DescribeSecret"; // B17
        /// The key as the secret names it: key id, key ARN, alias or alias ARN; absent means `aws/secretsmanager`.
        ja "シークレットが指定するとおりのキー: キー ID、キー ARN、エイリアス、エイリアス ARN。未設定の場合は `aws/secretsmanager` です。"
        zh "密钥 (secret) 中写出的 KMS 密钥：密钥 ID、密钥 ARN、别名或别名 ARN；未设置表示 `aws/secretsmanager`。"
        kms_key_id: Text, optional, api "secretsmanager:ListSecrets", cfn "KmsKeyId", tf "kms_key_id"; // B5, B4
        /// The key behind `kms_key_id`; absent means `aws/secretsmanager`.
        ja "`kms_key_id` が指すキー。未設定の場合は `aws/secretsmanager` です。"
        zh "`kms_key_id` 所指的 KMS 密钥；未设置表示 `aws/secretsmanager`。"
        kms_key: Link("kms_key"), optional, api "secretsmanager:ListSecrets", cfn "KmsKeyId", tf "kms_key_id"; // B4
        /// When a scheduled deletion began; absent when none is scheduled.
        ja "削除の予定が設定された日時。削除が予定されていない場合は未設定です。"
        zh "计划删除的开始时间；未计划删除时未设置。"
        deleted_date: Time, optional, api "secretsmanager:ListSecrets"; // B17
        /// Rotation is switched on.
        ja "ローテーションが有効かどうか。"
        zh "是否已启用轮换。"
        rotation_enabled: Bool, required, api "secretsmanager:ListSecrets"; // B18
        /// Last rotation; absent when never rotated.
        ja "最後のローテーションの日時。一度もローテーションされていない場合は未設定です。"
        zh "上次轮换的时间；从未轮换时未设置。"
        last_rotated: Time, optional, api "secretsmanager:ListSecrets";
        /// Last change of the secret in any way.
        ja "シークレットが最後に変更された日時 (変更の種類を問いません)。"
        zh "密钥 (secret) 上次以任何方式更改的时间。"
        last_changed: Time, optional, api "secretsmanager:ListSecrets";
        /// When the secret was created; absent in a template.
        ja "シークレットが作成された日時。テンプレートでは未設定です。"
        zh "密钥 (secret) 的创建时间；在模板中未设置。"
        created: Time, optional, api "secretsmanager:ListSecrets";
        /// Region of the primary when this is a replica; absent otherwise.
        ja "レプリカの場合はプライマリのリージョン。それ以外は未設定です。"
        zh "作为副本时，其主密钥 (secret) 所在的区域；否则未设置。"
        primary_region: Text, optional, api "secretsmanager:ListSecrets";
        /// Its versions and the keys they are encrypted under; absent in a template.
        ja "バージョンと、それぞれを暗号化したキー。テンプレートでは未設定です。"
        zh "各版本及加密它们所用的 KMS 密钥；在模板中未设置。"
        versions: List(&Record(&version::RECORD)), optional, api "secretsmanager:ListSecretVersionIds"; // B20
        /// The resource policy; absent when there is none.
        ja "リソースポリシー。ない場合は未設定です。"
        zh "资源策略；没有时未设置。"
        policy: List(&Record(&statement::RECORD)), optional, api "secretsmanager:GetResourcePolicy"; // B15, B16
        /// Keys of the JSON object that is its value; none when the value is no JSON object. Absent when nobody asked: it is only read with `--read-secret-shapes`.
        ja "値である JSON オブジェクトのキー。値が JSON オブジェクトでない場合は空です。`--read-secret-shapes` を指定したときだけ読み取り、それ以外は未設定です。"
        zh "作为其值的 JSON 对象的键；值不是 JSON 对象时为空。只有使用 `--read-secret-shapes` 时才读取，否则未设置。"
        value_keys: List(&Text), optional, api "secretsmanager:GetSecretValue";
        /// The certificates under the key `certificate` of its value, the client's own first; none when there is no readable one. Absent when nobody asked: they are only read with `--read-secret-shapes`.
        ja "値のキー `certificate` にある証明書 (クライアント自身のものが先頭)。読み取れるものがない場合は空です。`--read-secret-shapes` を指定したときだけ読み取り、それ以外は未設定です。"
        zh "其值的键 `certificate` 下的证书，客户端自身的证书在最前；没有可读取的证书时为空。只有使用 `--read-secret-shapes` 时才读取，否则未设置。"
        value_certificates: List(&Record(&certificate::RECORD)), optional, api "secretsmanager:GetSecretValue"; // G30
        /// The MSK clusters that the secret is associated with.
        ja "シークレットが関連付けられた MSK クラスター。"
        zh "与该密钥 (secret) 关联的 MSK 集群。"
        clusters: List(&Link("msk_cluster")), required, back "msk_cluster" "scram_secrets" "kafka:ListClustersV2";
    }
}
