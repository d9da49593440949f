//! Secrets Manager secrets on the streaming path: never their values.

use super::policy::statement;
use crate::inventory::schema::Type::{Bool, Link, List, Record, Text, Time};

crate::record! {
    /// One version of a secret (B20).
    "secret_version" in version;
    fields {
        /// Staging labels: `AWSCURRENT`, `AWSPREVIOUS`, `AWSPENDING`.
        stages: List(&Text), required, api "secretsmanager:ListSecretVersionIds";
        /// The keys that this version was encrypted under; `DefaultEncryptionKey` is the AWS managed key.
        kms_key_ids: List(&Text), required, api "secretsmanager:ListSecretVersionIds";
    }
}

crate::record! {
    /// The public part of a certificate that stands in a secret.
    "secret_certificate" in certificate;
    fields {
        /// Distinguished name of the issuer.
        issuer: Text, required, api "secretsmanager:GetSecretValue";
        /// When it becomes valid.
        not_before: Time, required, api "secretsmanager:GetSecretValue";
        /// When it expires.
        not_after: Time, required, api "secretsmanager:GetSecretValue";
    }
}

crate::kind! {
    /// A secret, without its value.
    "secret" as "secret";
    cfn ["AWS::SecretsManager::Secret"]; tf ["aws_secretsmanager_secret"];
    not_judged None;
    fields {
        /// False when something refers to the secret but Secrets Manager does not know it (B17).
        exists: Bool, required, api "secretsmanager:DescribeSecret";
        /// The key as the secret names it: key id, key ARN, alias or alias ARN (B5); absent means `aws/secretsmanager` (B4).
        kms_key_id: Text, optional, api "secretsmanager:ListSecrets", cfn "KmsKeyId", tf "kms_key_id";
        /// The key behind `kms_key_id`; absent means `aws/secretsmanager` (B4).
        kms_key: Link("kms_key"), optional, api "secretsmanager:ListSecrets", cfn "KmsKeyId", tf "kms_key_id";
        /// When a scheduled deletion began; absent when none is scheduled (B17).
        deleted_date: Time, optional, api "secretsmanager:ListSecrets";
        /// Rotation is switched on (B18).
        rotation_enabled: Bool, required, api "secretsmanager:ListSecrets";
        /// Last rotation; absent when never rotated.
        last_rotated: Time, optional, api "secretsmanager:ListSecrets";
        /// Last change of the secret in any way.
        last_changed: Time, optional, api "secretsmanager:ListSecrets";
        /// When the secret was created; absent in a template.
        created: Time, optional, api "secretsmanager:ListSecrets";
        /// Region of the primary when this is a replica; absent otherwise.
        primary_region: Text, optional, api "secretsmanager:ListSecrets";
        /// Its versions and the keys they are encrypted under (B20); absent in a template.
        versions: List(&Record(&version::RECORD)), optional, api "secretsmanager:ListSecretVersionIds";
        /// The resource policy; absent when there is none (B15, B16).
        policy: List(&Record(&statement::RECORD)), optional, api "secretsmanager:GetResourcePolicy";
        /// Keys of the JSON object that is its value; none when the value is no JSON object. Absent when nobody asked: it is only read with `--read-secret-shapes`.
        value_keys: List(&Text), optional, api "secretsmanager:GetSecretValue";
        /// The certificates under the key `certificate` of its value, the client's own first (G30); none when there is no readable one. Absent when nobody asked: they are only read with `--read-secret-shapes`.
        value_certificates: List(&Record(&certificate::RECORD)), optional, api "secretsmanager:GetSecretValue";
        /// The MSK clusters that the secret is associated with.
        clusters: List(&Link("msk_cluster")), required, back "msk_cluster" "scram_secrets" "kafka:ListClustersV2";
    }
}
