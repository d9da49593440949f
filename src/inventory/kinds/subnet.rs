//! Subnets of brokers, workers and clusters.

use crate::inventory::schema::Type::{Link, List, Text};

crate::kind! {
    /// A subnet. Its id is `subnet-...` or, in a template, the logical id.
    ja "サブネット。ID は `subnet-...`、テンプレートでは論理 ID です。"
    zh "子网。其 ID 为 `subnet-...`，在模板中为逻辑 ID。"
    "subnet" as "subnet";
    cfn ["AWS::EC2::Subnet"]; tf ["aws_subnet"];
    not_judged None;
    fields {
        /// Its VPC.
        ja "属する VPC。"
        zh "所在的 VPC。"
        vpc: Link("vpc"), required, api "ec2:DescribeSubnets", cfn "VpcId", tf "vpc_id";
        /// Its IPv4 range; absent for one that has only IPv6.
        ja "IPv4 の範囲。IPv6 のみのサブネットでは未設定です。"
        zh "它的 IPv4 范围；仅有 IPv6 的子网未设置。"
        cidr: Text, optional, api "ec2:DescribeSubnets", cfn "CidrBlock", tf "cidr_block";
        /// Its IPv6 range; absent when it has none.
        ja "IPv6 の範囲。ない場合は未設定です。"
        zh "它的 IPv6 范围；没有时未设置。"
        cidr_ipv6: Text, optional, api "ec2:DescribeSubnets", cfn "Ipv6CidrBlock", tf "ipv6_cidr_block";
        /// The route table that is associated with it by name; without one, the main route table of its VPC holds.
        ja "明示的に関連付けられたルートテーブル。ない場合は VPC のメインルートテーブルが適用されます。"
        zh "明确与它关联的路由表；没有时适用其 VPC 的主路由表。"
        route_tables: List(&Link("route_table")), required, back "route_table" "subnets" "ec2:DescribeRouteTables";
    }
}
