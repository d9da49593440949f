//! Route tables: where the traffic of a subnet can go.

use crate::inventory::schema::Type::{Bool, Link, List, Record};

crate::record! {
    /// One route.
    ja "1 つのルート。"
    zh "一条路由。"
    "route" in route;
    fields {
        /// What it is for: an IPv4 or IPv6 range, or the id of a prefix list.
        ja "送信先: IPv4 または IPv6 の範囲、またはプレフィックスリストの ID。"
        zh "目标地址：IPv4 或 IPv6 范围，或前缀列表的 ID。"
        destination: Text, required, api "ec2:DescribeRouteTables";
        /// Where it leads. An egress-only internet gateway is `igw`, a gateway endpoint `endpoint`; transit gateways, peerings and interfaces are `other`.
        ja "ターゲットの種類。Egress-Only インターネットゲートウェイは `igw`、ゲートウェイエンドポイントは `endpoint`、トランジットゲートウェイ、ピアリング、インターフェイスは `other` です。"
        zh "通往何处。仅出口互联网网关为 `igw`，网关端点为 `endpoint`；中转网关、对等连接和网络接口为 `other`。"
        target_kind: Enum(&["igw", "nat", "local", "endpoint", "other"]), required, api "ec2:DescribeRouteTables";
        /// Id of the target; absent for local routes.
        ja "ターゲットの ID。ローカルルートでは未設定です。"
        zh "目标的 ID；本地路由未设置。"
        target: Text, optional, api "ec2:DescribeRouteTables";
        /// `blackhole` when the target is gone; absent in a template.
        ja "ルートの状態。ターゲットが存在しなくなった場合は `blackhole` です。テンプレートでは未設定です。"
        zh "路由的状态；目标已不存在时为 `blackhole`；在模板中未设置。"
        state: Enum(&["active", "blackhole"]), optional, api "ec2:DescribeRouteTables";
    }
}

crate::kind! {
    /// A route table. Its id is `rtb-...` or, in a template, the logical id.
    ja "ルートテーブル。ID は `rtb-...`、テンプレートでは論理 ID です。"
    zh "路由表。其 ID 为 `rtb-...`，在模板中为逻辑 ID。"
    "route_table" as "route_table";
    cfn ["AWS::EC2::RouteTable"]; tf ["aws_route_table"];
    not_judged None;
    fields {
        /// Its VPC.
        ja "属する VPC。"
        zh "所在的 VPC。"
        vpc: Link("vpc"), required, api "ec2:DescribeRouteTables", cfn "VpcId", tf "vpc_id";
        /// Whether it holds for every subnet of the VPC that is associated with no other.
        ja "ほかのルートテーブルに関連付けられていない、VPC のすべてのサブネットに適用されるかどうか。"
        zh "是否适用于 VPC 中未与其他路由表关联的所有子网。"
        main: Bool, required, api "ec2:DescribeRouteTables";
        /// The subnets that are associated with it by name.
        ja "明示的に関連付けられたサブネット。"
        zh "明确与它关联的子网。"
        subnets: List(&Link("subnet")), required, api "ec2:DescribeRouteTables";
        /// Its routes.
        ja "含まれるルート。"
        zh "其中的路由。"
        routes: List(&Record(&route::RECORD)), required, api "ec2:DescribeRouteTables";
    }
}
