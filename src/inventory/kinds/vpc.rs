//! VPCs, as far as their address ranges decide what is inside.

use crate::inventory::schema::Type::{Link, List, Text};

crate::kind! {
    /// A VPC in which something on the path stands. Its id is `vpc-...` or, in a template, the logical id.
    "vpc" as "vpc";
    cfn ["AWS::EC2::VPC"]; tf ["aws_vpc"];
    not_judged None;
    fields {
        /// Its address ranges, IPv4 and IPv6: the destinations of the local routes of its route tables.
        cidrs: List(&Text), required, api "ec2:DescribeRouteTables";
        /// Its route tables.
        route_tables: List(&Link("route_table")), required, back "route_table" "vpc" "ec2:DescribeRouteTables";
        /// Its endpoints.
        endpoints: List(&Link("vpc_endpoint")), required, back "vpc_endpoint" "vpc" "ec2:DescribeVpcEndpoints";
    }
}
