//! Amazon Redshift Serverless workgroups: the compute that runs SQL.

use crate::inventory::schema::Type::{Bool, Enum, Link, List};

crate::kind! {
    /// A Redshift Serverless workgroup.
    ja "Redshift Serverless のワークグループ。"
    zh "Redshift Serverless 工作组。"
    "redshift_workgroup" as "workgroup"; // G26
    cfn ["AWS::RedshiftServerless::Workgroup"]; tf ["aws_redshiftserverless_workgroup"];
    not_judged Some(("status", &["CREATING", "DELETING"]));
    fields {
        /// Life-cycle state; absent in a template.
        ja "ライフサイクルの状態。テンプレートでは未設定です。"
        zh "生命周期状态；在模板中未设置。"
        status: Enum(&["CREATING", "AVAILABLE", "MODIFYING", "DELETING"]), optional, api "redshift-serverless:ListWorkgroups";
        /// The namespace whose data it works on; absent for one without.
        ja "使用する名前空間。ない場合は未設定です。"
        zh "所使用的命名空间；没有时未设置。"
        namespace: Link("redshift_namespace"), optional, api "redshift-serverless:ListWorkgroups", cfn "NamespaceName", tf "namespace_name";
        /// Traffic of the workgroup goes through the VPC: its route tables and endpoints decide what can be reached.
        ja "ワークグループのトラフィックが VPC を通るかどうか。通る場合は、VPC のルートテーブルとエンドポイントが到達できる範囲を決めます。"
        zh "工作组的流量是否经过 VPC；经过时，能够到达何处由 VPC 的路由表和端点决定。"
        enhanced_vpc_routing: Bool, required, api "redshift-serverless:ListWorkgroups", cfn "EnhancedVpcRouting", tf "enhanced_vpc_routing";
        /// The workgroup has a public endpoint.
        ja "ワークグループにパブリックエンドポイントがあるかどうか。"
        zh "工作组是否有公有端点。"
        publicly_accessible: Bool, required, api "redshift-serverless:ListWorkgroups", cfn "PubliclyAccessible", tf "publicly_accessible";
        /// Its VPC, of its endpoint's interfaces; absent in a template.
        ja "VPC (エンドポイントのインターフェイスのもの)。テンプレートでは未設定です。"
        zh "所在的 VPC (根据其端点的接口)；在模板中未设置。"
        vpc: Link("vpc"), optional, api "redshift-serverless:ListWorkgroups";
        /// Its subnets; absent in a template means the default VPC's.
        ja "サブネット。テンプレートで未設定の場合はデフォルト VPC のものになります。"
        zh "它的子网；在模板中未设置表示默认 VPC 的子网。"
        subnets: List(&Link("subnet")), optional, api "redshift-serverless:ListWorkgroups", cfn "SubnetIds", tf "subnet_ids";
        /// Its security groups; absent in a template means the VPC's default group.
        ja "セキュリティグループ。テンプレートで未設定の場合は VPC のデフォルトのグループになります。"
        zh "它的安全组；在模板中未设置表示 VPC 的默认安全组。"
        security_groups: List(&Link("security_group")), optional, api "redshift-serverless:ListWorkgroups", cfn "SecurityGroupIds", tf "security_group_ids";
    }
}
