//! Amazon Redshift Serverless namespaces: databases, users and roles.

use crate::inventory::schema::Type::{Enum, Link, List, Text};

crate::kind! {
    /// A Redshift Serverless namespace (G26).
    "redshift_namespace" as "namespace";
    cfn ["AWS::RedshiftServerless::Namespace"]; tf ["aws_redshiftserverless_namespace"];
    not_judged Some(("status", &["DELETING"]));
    fields {
        /// Life-cycle state; absent in a template.
        status: Enum(&["AVAILABLE", "MODIFYING", "DELETING"]), optional, api "redshift-serverless:ListNamespaces";
        /// The database that was made with the namespace; absent in a template that does not say.
        database_name: Text, optional, api "redshift-serverless:ListNamespaces", cfn "DbName", tf "db_name";
        /// The roles that its workgroups may assume.
        iam_roles: List(&Link("iam_role")), required, api "redshift-serverless:ListNamespaces", cfn "IamRoles", tf "iam_roles";
        /// The role that `IAM_ROLE default` means; absent when none is set.
        default_iam_role: Link("iam_role"), optional, api "redshift-serverless:ListNamespaces", cfn "DefaultIamRoleArn", tf "default_iam_role_arn";
        /// The workgroups that work on it.
        workgroups: List(&Link("redshift_workgroup")), required, back "redshift_workgroup" "namespace" "redshift-serverless:ListWorkgroups";
    }
}
