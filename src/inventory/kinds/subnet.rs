//! Subnets of brokers, workers and clusters.

use crate::inventory::schema::Type::{Link, List, Text};

crate::kind! {
    /// A subnet. Its id is `subnet-...` or, in a template, the logical id.
    "subnet" as "subnet";
    cfn ["AWS::EC2::Subnet"]; tf ["aws_subnet"];
    not_judged None;
    fields {
        /// Its VPC.
        vpc: Link("vpc"), required, api "ec2:DescribeSubnets", cfn "VpcId", tf "vpc_id";
        /// Its IPv4 range; absent for one that has only IPv6.
        cidr: Text, optional, api "ec2:DescribeSubnets", cfn "CidrBlock", tf "cidr_block";
        /// Its IPv6 range; absent when it has none.
        cidr_ipv6: Text, optional, api "ec2:DescribeSubnets", cfn "Ipv6CidrBlock", tf "ipv6_cidr_block";
        /// The route table that is associated with it by name; without one, the main route table of its VPC holds.
        route_tables: List(&Link("route_table")), required, back "route_table" "subnets" "ec2:DescribeRouteTables";
    }
}
