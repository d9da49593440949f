//! Amazon Redshift provisioned clusters, as far as streaming ingestion asks.

use crate::inventory::schema::Type::{Bool, Link, List, Text};

crate::kind! {
    /// A provisioned Redshift cluster.
    ja "プロビジョニングされた Redshift クラスター。"
    zh "Redshift 预置集群。"
    "redshift_cluster" as "redshift_cluster"; // G26
    cfn ["AWS::Redshift::Cluster"]; tf ["aws_redshift_cluster"];
    not_judged Some(("status", &["creating", "deleting", "final-snapshot"]));
    fields {
        /// Cluster status (`available`, `paused`, `resizing`); absent in a template. A paused cluster answers no SQL.
        ja "クラスターのステータス (`available`、`paused`、`resizing`)。テンプレートでは未設定です。一時停止中のクラスターは SQL に応答しません。"
        zh "集群的状态 (`available`、`paused`、`resizing`)；在模板中未设置。已暂停的集群不响应 SQL。"
        status: Text, optional, api "redshift:DescribeClusters"; // G25
        /// The database that was made with the cluster; absent in a template that does not say.
        ja "クラスターとともに作成されたデータベース。テンプレートに記載がない場合は未設定です。"
        zh "随集群创建的数据库；模板未说明时未设置。"
        database_name: Text, optional, api "redshift:DescribeClusters", cfn "DBName", tf "database_name";
        /// Traffic of the cluster goes through the VPC: its route tables and endpoints decide what can be reached.
        ja "クラスターのトラフィックが VPC を通るかどうか。通る場合は、VPC のルートテーブルとエンドポイントが到達できる範囲を決めます。"
        zh "集群的流量是否经过 VPC；经过时，能够到达何处由 VPC 的路由表和端点决定。"
        enhanced_vpc_routing: Bool, required, api "redshift:DescribeClusters", cfn "EnhancedVpcRouting", tf "enhanced_vpc_routing";
        /// The cluster has a public endpoint.
        ja "クラスターにパブリックエンドポイントがあるかどうか。"
        zh "集群是否有公有端点。"
        publicly_accessible: Bool, required, api "redshift:DescribeClusters", cfn "PubliclyAccessible", tf "publicly_accessible";
        /// Data at rest is encrypted.
        ja "保管時のデータが暗号化されているかどうか。"
        zh "静态数据是否已加密。"
        encrypted: Bool, required, api "redshift:DescribeClusters", cfn "Encrypted", tf "encrypted";
        /// The roles that the cluster may assume.
        ja "クラスターが引き受けられるロール。"
        zh "集群可以代入的角色。"
        iam_roles: List(&Link("iam_role")), required, api "redshift:DescribeClusters", cfn "IamRoles", tf "iam_roles";
        /// The role that `IAM_ROLE default` means; absent when none is set.
        ja "`IAM_ROLE default` が指すロール。設定されていない場合は未設定です。"
        zh "`IAM_ROLE default` 所指的角色；没有默认角色时未设置。"
        default_iam_role: Link("iam_role"), optional, api "redshift:DescribeClusters", tf "default_iam_role_arn";
        /// Its VPC; absent in a template.
        ja "属する VPC。テンプレートでは未設定です。"
        zh "所在的 VPC；在模板中未设置。"
        vpc: Link("vpc"), optional, api "redshift:DescribeClusters";
        /// Its subnet group; absent in a template means the default one.
        ja "サブネットグループ。テンプレートで未設定の場合はデフォルトのものになります。"
        zh "所在的子网组；在模板中未设置表示默认子网组。"
        subnet_group: Text, optional, api "redshift:DescribeClusters", cfn "ClusterSubnetGroupName", tf "cluster_subnet_group_name";
        /// The subnets of its subnet group.
        ja "サブネットグループのサブネット。"
        zh "其子网组的子网。"
        subnets: List(&Link("subnet")), required, api "redshift:DescribeClusterSubnetGroups";
        /// Its security groups; absent in a template means the VPC's default group.
        ja "セキュリティグループ。テンプレートで未設定の場合は VPC のデフォルトのグループになります。"
        zh "它的安全组；在模板中未设置表示 VPC 的默认安全组。"
        security_groups: List(&Link("security_group")), optional, api "redshift:DescribeClusters", cfn "VpcSecurityGroupIds", tf "vpc_security_group_ids";
    }
}
