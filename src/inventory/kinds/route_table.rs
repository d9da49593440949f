//! Route tables: where the traffic of a subnet can go.

use crate::inventory::schema::Type::{Bool, Link, List, Record};

crate::record! {
    /// One route.
    "route" in route;
    fields {
        /// What it is for: an IPv4 or IPv6 range, or the id of a prefix list.
        destination: Text, required, api "ec2:DescribeRouteTables";
        /// Where it leads. An egress-only internet gateway is `igw`, a gateway endpoint `endpoint`; transit gateways, peerings and interfaces are `other`.
        target_kind: Enum(&["igw", "nat", "local", "endpoint", "other"]), required, api "ec2:DescribeRouteTables";
        /// Id of the target; absent for local routes.
        target: Text, optional, api "ec2:DescribeRouteTables";
        /// `blackhole` when the target is gone; absent in a template.
        state: Enum(&["active", "blackhole"]), optional, api "ec2:DescribeRouteTables";
    }
}

crate::kind! {
    /// A route table. Its id is `rtb-...` or, in a template, the logical id.
    "route_table" as "route_table";
    cfn ["AWS::EC2::RouteTable"]; tf ["aws_route_table"];
    not_judged None;
    fields {
        /// Its VPC.
        vpc: Link("vpc"), required, api "ec2:DescribeRouteTables", cfn "VpcId", tf "vpc_id";
        /// Whether it holds for every subnet of the VPC that is associated with no other.
        main: Bool, required, api "ec2:DescribeRouteTables";
        /// The subnets that are associated with it by name.
        subnets: List(&Link("subnet")), required, api "ec2:DescribeRouteTables";
        /// Its routes.
        routes: List(&Record(&route::RECORD)), required, api "ec2:DescribeRouteTables";
    }
}
