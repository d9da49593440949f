//! IAM roles on the streaming path: who may take them on, and what their policies let them do.

use super::policy::statement;
use crate::inventory::schema::Type::{Arn, List, Record};

crate::kind! {
    /// A role that something on the path runs as: a connector, a Lambda function, Redshift. Roles are global; they
    /// stand in the account and Region that named them.
    ja "経路上のもの (コネクタ、Lambda 関数、Redshift) が使うロール。ロールはグローバルで、参照元のアカウントとリージョンに置きます。"
    zh "路径上的对象 (连接器、Lambda 函数、Redshift) 所使用的角色。角色是全局的，归入引用它的账户和区域。"
    "iam_role" as "role";
    cfn ["AWS::IAM::Role"]; tf ["aws_iam_role"];
    not_judged None;
    fields {
        /// Who may take the role on: the statements of its trust policy.
        ja "ロールを引き受けられるもの: 信頼ポリシーのステートメント。"
        zh "谁可以代入该角色：其信任策略的语句。"
        trust: List(&Record(&statement::RECORD)), required, api "iam:GetRole", cfn "AssumeRolePolicyDocument", tf "assume_role_policy";
        /// ARNs of the managed policies attached to the role, of AWS and of the customer.
        ja "ロールにアタッチされたマネージドポリシー (AWS とカスタマーの両方) の ARN。"
        zh "附加到角色的托管策略 (AWS 托管和客户托管) 的 ARN。"
        managed_policies: List(&Arn), required, api "iam:ListAttachedRolePolicies", cfn "ManagedPolicyArns", tf "managed_policy_arns";
        /// The statements of all its policies, attached and inline, as one list; cut short when one of them could not be read.
        ja "アタッチされたものとインラインを合わせた、すべてのポリシーのステートメントのリスト。読み取れないポリシーがあった場合は途中までです。"
        zh "所有策略 (附加的和内联的) 的语句，合为一个列表；有策略无法读取时列表不完整。"
        statements: List(&Record(&statement::RECORD)), required, api "iam:GetRolePolicy";
        /// The managed policy that bounds what the role may do; absent when none does.
        ja "ロールのアクセス許可の境界となるマネージドポリシー。ない場合は未設定です。"
        zh "作为该角色权限边界的托管策略；没有时未设置。"
        boundary: Arn, optional, api "iam:GetRole", cfn "PermissionsBoundary", tf "permissions_boundary";
        /// The statements of the boundary; absent when there is none.
        ja "アクセス許可の境界のステートメント。境界がない場合は未設定です。"
        zh "权限边界的语句；没有边界时未设置。"
        boundary_statements: List(&Record(&statement::RECORD)), optional, api "iam:GetPolicyVersion";
    }
}
