//! MSK broker configurations (one revision each).

use crate::inventory::schema::Type::{Bool, Int};

crate::kind! {
    /// One revision of a broker configuration. Only the properties that rules ask for are kept.
    "msk_configuration" as "configuration";
    cfn ["AWS::MSK::Configuration"]; tf ["aws_msk_configuration"];
    not_judged None;
    fields {
        /// The revision that a cluster uses; absent in a template.
        revision: Int, optional, api "kafka:DescribeConfigurationRevision";
        /// `allow.everyone.if.no.acl.found`; MSK's default is true (A51).
        allow_everyone_if_no_acl_found: Bool, required, api "kafka:DescribeConfigurationRevision", cfn "ServerProperties", tf "server_properties";
    }
}
