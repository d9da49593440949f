//! KMS keys that something on the streaming path uses.

use super::policy::statement;
use crate::inventory::schema::Type::{Bool, Enum, Int, Link, List, Record, Text, Time};

crate::record! {
    /// A grant of a key: a permission that stands beside its policy.
    ja "キーの許可 (grant)。キーポリシーとは別に与えられたアクセス許可です。"
    zh "KMS 密钥的授权 (grant)：密钥策略之外的权限。"
    "kms_grant" in grant;
    fields {
        /// Who it is for: the ARN of a principal, or the name of a service.
        ja "許可の対象: プリンシパルの ARN、またはサービスの名前。"
        zh "授权对象：主体的 ARN 或服务名称。"
        grantee: Text, required, api "kms:ListGrants";
        /// What it is for: `Decrypt`, `GenerateDataKey`.
        ja "許可された操作: `Decrypt`、`GenerateDataKey` など。"
        zh "授权的操作：`Decrypt`、`GenerateDataKey` 等。"
        operations: List(&Text), required, api "kms:ListGrants";
        /// It holds for some encryption contexts only.
        ja "特定の暗号化コンテキストだけに有効かどうか。"
        zh "是否只对某些加密上下文有效。"
        constrained: Bool, required, api "kms:ListGrants";
    }
}

crate::kind! {
    /// A KMS key that a secret, cluster or cache on the path uses. `alias/aws/*` is never asked for.
    ja "経路上のシークレット、クラスター、キャッシュが使う KMS キー。`alias/aws/*` を問い合わせることはありません。"
    zh "路径上的密钥 (secret)、集群或缓存使用的 KMS 密钥。从不查询 `alias/aws/*`。"
    "kms_key" as "key"; // I2
    cfn ["AWS::KMS::Key", "AWS::KMS::ReplicaKey"]; tf ["aws_kms_key", "aws_kms_replica_key"];
    not_judged None;
    fields {
        /// Who manages the key.
        ja "キーの管理者。"
        zh "KMS 密钥的管理者。"
        manager: Enum(&["AWS", "CUSTOMER"]), required, api "kms:DescribeKey";
        /// `SYMMETRIC_DEFAULT` or an asymmetric or HMAC key spec.
        ja "キー仕様: `SYMMETRIC_DEFAULT`、または非対称キーか HMAC キーのもの。"
        zh "密钥规范：`SYMMETRIC_DEFAULT`，或非对称密钥、HMAC 密钥的规范。"
        key_spec: Text, required, api "kms:DescribeKey", cfn "KeySpec", tf "customer_master_key_spec"; // B7
        /// `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, `GENERATE_VERIFY_MAC`, `KEY_AGREEMENT`.
        ja "キーの用途: `ENCRYPT_DECRYPT`、`SIGN_VERIFY`、`GENERATE_VERIFY_MAC`、`KEY_AGREEMENT`。"
        zh "密钥用法：`ENCRYPT_DECRYPT`、`SIGN_VERIFY`、`GENERATE_VERIFY_MAC`、`KEY_AGREEMENT`。"
        key_usage: Text, required, api "kms:DescribeKey", cfn "KeyUsage", tf "key_usage";
        /// Key state; absent in a template.
        ja "キーの状態。テンプレートでは未設定です。"
        zh "密钥状态；在模板中未设置。"
        state: Enum(&["Creating", "Enabled", "Disabled", "PendingDeletion", "PendingImport", "PendingReplicaDeletion", "Unavailable", "Updating"]), optional, api "kms:DescribeKey"; // I4
        /// Whether the key may be used; a template can switch it off.
        ja "キーを使用できるかどうか。テンプレートで無効にできます。"
        zh "密钥是否可用；模板可以将其禁用。"
        enabled: Bool, required, api "kms:DescribeKey", cfn "Enabled", tf "is_enabled";
        /// `AWS_KMS`, `EXTERNAL`, `AWS_CLOUDHSM`, `EXTERNAL_KEY_STORE`: only keys of AWS_KMS rotate by themselves.
        ja "キーのオリジン: `AWS_KMS`、`EXTERNAL`、`AWS_CLOUDHSM`、`EXTERNAL_KEY_STORE`。自動的にローテーションするのは `AWS_KMS` のキーだけです。"
        zh "密钥来源：`AWS_KMS`、`EXTERNAL`、`AWS_CLOUDHSM`、`EXTERNAL_KEY_STORE`；只有 `AWS_KMS` 的密钥会自动轮换。"
        origin: Text, required, api "kms:DescribeKey", cfn "Origin"; // I5
        /// When the key will be deleted; absent when no deletion is scheduled.
        ja "キーが削除される日時。削除が予定されていない場合は未設定です。"
        zh "密钥的删除时间；未计划删除时未设置。"
        deletion_date: Time, optional, api "kms:DescribeKey";
        /// A multi-Region key.
        ja "マルチリージョンキーかどうか。"
        zh "是否为多区域密钥。"
        multi_region: Bool, required, api "kms:DescribeKey", cfn "MultiRegion", tf "multi_region";
        /// Automatic rotation is on; absent for keys that cannot rotate automatically.
        ja "自動キーローテーションが有効かどうか。自動的にローテーションできないキーでは未設定です。"
        zh "是否已启用自动密钥轮换；无法自动轮换的密钥未设置。"
        rotation_enabled: Bool, optional, api "kms:GetKeyRotationStatus", cfn "EnableKeyRotation", tf "enable_key_rotation"; // I5
        /// Days between rotations; absent when rotation is off.
        ja "ローテーションの間隔 (日数)。ローテーションが無効な場合は未設定です。"
        zh "轮换间隔的天数；未启用轮换时未设置。"
        rotation_period_days: Int, optional, api "kms:GetKeyRotationStatus", cfn "RotationPeriodInDays", tf "rotation_period_in_days";
        /// The key policy; absent means the one that KMS gives a key without any, which leaves the decision to the account's own policies, and for keys of AWS. Accounts are asked for it only with --redshift-sql.
        ja "キーポリシー。未設定の場合は、指定がないキーに KMS が付けるポリシー (アカウント自身のポリシーに判断を委ねます) か、AWS のキーです。アカウントには --redshift-sql を指定した場合にだけ問い合わせます。"
        zh "密钥策略。未设置表示 KMS 为没有策略的 KMS 密钥所附的默认策略 (由账户自身的策略决定)，或为 AWS 的 KMS 密钥。只有指定 --redshift-sql 时才向账户查询。"
        policy: List(&Record(&statement::RECORD)), optional, api "kms:GetKeyPolicy";
        /// Its grants, of a template those that it declares; absent for keys of AWS. Accounts are asked for them only with --redshift-sql.
        ja "キーの許可 (grant)。テンプレートでは宣言されたものだけです。AWS のキーでは未設定です。アカウントには --redshift-sql を指定した場合にだけ問い合わせます。"
        zh "KMS 密钥的授权 (grant)；在模板中只有所声明的授权。AWS 的 KMS 密钥未设置。只有指定 --redshift-sql 时才向账户查询。"
        grants: List(&Record(&grant::RECORD)), optional, api "kms:ListGrants";
        /// Secrets under this key.
        ja "このキーで暗号化されたシークレット。"
        zh "由该 KMS 密钥加密的密钥 (secret)。"
        secrets: List(&Link("secret")), required, back "secret" "kms_key" "secretsmanager:ListSecrets";
        /// Clusters whose volumes are under this key.
        ja "ボリュームがこのキーで暗号化されたクラスター。"
        zh "数据卷由该 KMS 密钥加密的集群。"
        clusters: List(&Link("msk_cluster")), required, back "msk_cluster" "data_volume_kms_key" "kafka:ListClustersV2";
        /// Replication groups whose data at rest is under this key.
        ja "保管時のデータがこのキーで暗号化されたレプリケーショングループ。"
        zh "静态数据由该 KMS 密钥加密的复制组。"
        replication_groups: List(&Link("replication_group")), required, back "replication_group" "kms_key" "elasticache:DescribeReplicationGroups";
        /// Serverless caches whose data at rest is under this key.
        ja "保管時のデータがこのキーで暗号化されたサーバーレスキャッシュ。"
        zh "静态数据由该 KMS 密钥加密的无服务器缓存。"
        serverless_caches: List(&Link("serverless_cache")), required, back "serverless_cache" "kms_key" "elasticache:DescribeServerlessCaches";
    }
}
