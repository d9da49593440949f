//! IAM roles on the streaming path: who may take them on, and what their policies let them do.

use super::policy::statement;
use crate::inventory::schema::Type::{Arn, List, Record};

crate::kind! {
    /// A role that something on the path runs as: a connector, a Lambda function, Redshift. Roles are global; they
    /// stand in the account and Region that named them.
    "iam_role" as "role";
    cfn ["AWS::IAM::Role"]; tf ["aws_iam_role"];
    not_judged None;
    fields {
        /// Who may take the role on: the statements of its trust policy.
        trust: List(&Record(&statement::RECORD)), required, api "iam:GetRole", cfn "AssumeRolePolicyDocument", tf "assume_role_policy";
        /// ARNs of the managed policies attached to the role, of AWS and of the customer.
        managed_policies: List(&Arn), required, api "iam:ListAttachedRolePolicies", cfn "ManagedPolicyArns", tf "managed_policy_arns";
        /// The statements of all its policies, attached and inline, as one list; cut short when one of them could not be read.
        statements: List(&Record(&statement::RECORD)), required, api "iam:GetRolePolicy";
        /// The managed policy that bounds what the role may do; absent when none does.
        boundary: Arn, optional, api "iam:GetRole", cfn "PermissionsBoundary", tf "permissions_boundary";
        /// The statements of the boundary; absent when there is none.
        boundary_statements: List(&Record(&statement::RECORD)), optional, api "iam:GetPolicyVersion";
    }
}
