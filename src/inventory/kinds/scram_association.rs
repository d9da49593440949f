//! Associations of SCRAM secrets as templates declare them: one request to MSK each.

use crate::inventory::schema::Type::{Link, List};

crate::kind! {
    /// A list of secrets that a template associates with an MSK cluster in one resource. In an account the cluster lists them itself (B1); Terraform's provider cuts its lists into requests of ten (B11).
    "scram_association" as "association";
    cfn ["AWS::MSK::BatchScramSecret"]; tf [];
    not_judged None;
    fields {
        /// The cluster.
        cluster: Link("msk_cluster"), required, cfn "ClusterArn";
        /// The secrets, as the list has them.
        secrets: List(&Link("secret")), required, cfn "SecretArnList";
    }
}
