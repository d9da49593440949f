//! VPCs, as far as their address ranges decide what is inside.

use crate::inventory::schema::Type::{Link, List, Text};

crate::kind! {
    /// A VPC in which something on the path stands. Its id is `vpc-...` or, in a template, the logical id.
    ja "経路上のものが置かれた VPC。ID は `vpc-...`、テンプレートでは論理 ID です。"
    zh "路径上的对象所在的 VPC。其 ID 为 `vpc-...`，在模板中为逻辑 ID。"
    "vpc" as "vpc";
    cfn ["AWS::EC2::VPC"]; tf ["aws_vpc"];
    not_judged None;
    fields {
        /// Its address ranges, IPv4 and IPv6: the destinations of the local routes of its route tables.
        ja "IPv4 と IPv6 のアドレス範囲: ルートテーブルのローカルルートの送信先。"
        zh "它的 IPv4 和 IPv6 地址范围：其路由表中本地路由的目标地址。"
        cidrs: List(&Text), required, api "ec2:DescribeRouteTables";
        /// Its route tables.
        ja "VPC のルートテーブル。"
        zh "它的路由表。"
        route_tables: List(&Link("route_table")), required, back "route_table" "vpc" "ec2:DescribeRouteTables";
        /// Its endpoints.
        ja "VPC のエンドポイント。"
        zh "它的端点。"
        endpoints: List(&Link("vpc_endpoint")), required, back "vpc_endpoint" "vpc" "ec2:DescribeVpcEndpoints";
    }
}
