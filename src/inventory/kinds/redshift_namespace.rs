//! Amazon Redshift Serverless namespaces: databases, users and roles.

use crate::inventory::schema::Type::{Enum, Link, List, Text};

crate::kind! {
    /// A Redshift Serverless namespace.
    ja "Redshift Serverless の名前空間。"
    zh "Redshift Serverless 命名空间。"
    "redshift_namespace" as "namespace"; // G26
    cfn ["AWS::RedshiftServerless::Namespace"]; tf ["aws_redshiftserverless_namespace"];
    not_judged Some(("status", &["DELETING"]));
    fields {
        /// Life-cycle state; absent in a template.
        ja "ライフサイクルの状態。テンプレートでは未設定です。"
        zh "生命周期状态；在模板中未设置。"
        status: Enum(&["AVAILABLE", "MODIFYING", "DELETING"]), optional, api "redshift-serverless:ListNamespaces";
        /// The database that was made with the namespace; absent in a template that does not say.
        ja "名前空間とともに作成されたデータベース。テンプレートに記載がない場合は未設定です。"
        zh "随命名空间创建的数据库；模板未说明时未设置。"
        database_name: Text, optional, api "redshift-serverless:ListNamespaces", cfn "DbName", tf "db_name";
        /// The roles that its workgroups may assume.
        ja "ワークグループが引き受けられるロール。"
        zh "其工作组可以代入的角色。"
        iam_roles: List(&Link("iam_role")), required, api "redshift-serverless:ListNamespaces", cfn "IamRoles", tf "iam_roles";
        /// The role that `IAM_ROLE default` means; absent when none is set.
        ja "`IAM_ROLE default` が指すロール。設定されていない場合は未設定です。"
        zh "`IAM_ROLE default` 所指的角色；没有默认角色时未设置。"
        default_iam_role: Link("iam_role"), optional, api "redshift-serverless:ListNamespaces", cfn "DefaultIamRoleArn", tf "default_iam_role_arn";
        /// The workgroups that work on it.
        ja "この名前空間を使うワークグループ。"
        zh "使用该命名空间的工作组。"
        workgroups: List(&Link("redshift_workgroup")), required, back "redshift_workgroup" "namespace" "redshift-serverless:ListWorkgroups";
    }
}
