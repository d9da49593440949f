//! KMS keys that something on the streaming path uses.

use crate::inventory::schema::Type::{Bool, Enum, Int, Link, List, Text, Time};

crate::kind! {
    /// A KMS key that a secret, cluster or cache on the path uses. `alias/aws/*` is never asked for (I2).
    "kms_key" as "key";
    cfn ["AWS::KMS::Key", "AWS::KMS::ReplicaKey"]; tf ["aws_kms_key", "aws_kms_replica_key"];
    not_judged None;
    fields {
        /// Who manages the key.
        manager: Enum(&["AWS", "CUSTOMER"]), required, api "kms:DescribeKey";
        /// `SYMMETRIC_DEFAULT` or an asymmetric or HMAC key spec (B7).
        key_spec: Text, required, api "kms:DescribeKey", cfn "KeySpec", tf "customer_master_key_spec";
        /// `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, `GENERATE_VERIFY_MAC`, `KEY_AGREEMENT`.
        key_usage: Text, required, api "kms:DescribeKey", cfn "KeyUsage", tf "key_usage";
        /// Key state (I4); absent in a template.
        state: Enum(&["Creating", "Enabled", "Disabled", "PendingDeletion", "PendingImport", "PendingReplicaDeletion", "Unavailable", "Updating"]), optional, api "kms:DescribeKey";
        /// Whether the key may be used; a template can switch it off.
        enabled: Bool, required, api "kms:DescribeKey", cfn "Enabled", tf "is_enabled";
        /// `AWS_KMS`, `EXTERNAL`, `AWS_CLOUDHSM`, `EXTERNAL_KEY_STORE`: only keys of AWS_KMS rotate by themselves (I5).
        origin: Text, required, api "kms:DescribeKey", cfn "Origin";
        /// When the key will be deleted; absent when no deletion is scheduled.
        deletion_date: Time, optional, api "kms:DescribeKey";
        /// A multi-Region key.
        multi_region: Bool, required, api "kms:DescribeKey", cfn "MultiRegion", tf "multi_region";
        /// Automatic rotation is on; absent for keys that cannot rotate automatically (I5).
        rotation_enabled: Bool, optional, api "kms:GetKeyRotationStatus", cfn "EnableKeyRotation", tf "enable_key_rotation";
        /// Days between rotations; absent when rotation is off.
        rotation_period_days: Int, optional, api "kms:GetKeyRotationStatus", cfn "RotationPeriodInDays", tf "rotation_period_in_days";
        /// Secrets under this key.
        secrets: List(&Link("secret")), required, back "secret" "kms_key" "secretsmanager:ListSecrets";
        /// Clusters whose volumes are under this key.
        clusters: List(&Link("msk_cluster")), required, back "msk_cluster" "data_volume_kms_key" "kafka:ListClustersV2";
        /// Replication groups whose data at rest is under this key.
        replication_groups: List(&Link("replication_group")), required, back "replication_group" "kms_key" "elasticache:DescribeReplicationGroups";
        /// Serverless caches whose data at rest is under this key.
        serverless_caches: List(&Link("serverless_cache")), required, back "serverless_cache" "kms_key" "elasticache:DescribeServerlessCaches";
    }
}
