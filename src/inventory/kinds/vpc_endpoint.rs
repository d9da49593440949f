//! VPC endpoints: ways to AWS services that need no way to the internet.

use super::policy::statement;
use crate::inventory::schema::Type::{Bool, Enum, Link, List, Record, Text};

crate::kind! {
    /// A VPC endpoint. Its id is `vpce-...` or, in a template, the logical id.
    "vpc_endpoint" as "endpoint";
    cfn ["AWS::EC2::VPCEndpoint"]; tf ["aws_vpc_endpoint"];
    not_judged None;
    fields {
        /// The service behind it: `com.amazonaws.eu-west-1.secretsmanager`.
        service_name: Text, required, api "ec2:DescribeVpcEndpoints", cfn "ServiceName", tf "service_name";
        /// Its VPC.
        vpc: Link("vpc"), required, api "ec2:DescribeVpcEndpoints", cfn "VpcId", tf "vpc_id";
        /// Whether it is an interface with addresses in subnets or a target of routes.
        endpoint_type: Enum(&["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"]), required, api "ec2:DescribeVpcEndpoints", cfn "VpcEndpointType", tf "vpc_endpoint_type";
        /// `available`, `pending` and others, in lower case; absent in a template.
        state: Text, optional, api "ec2:DescribeVpcEndpoints";
        /// The subnets that it has interfaces in.
        subnets: List(&Link("subnet")), required, api "ec2:DescribeVpcEndpoints", cfn "SubnetIds", tf "subnet_ids";
        /// The security groups of its interfaces; absent in a template means the VPC's default group.
        security_groups: List(&Link("security_group")), optional, api "ec2:DescribeVpcEndpoints", cfn "SecurityGroupIds", tf "security_group_ids";
        /// Whether the service's own name leads to it.
        private_dns: Bool, required, api "ec2:DescribeVpcEndpoints", cfn "PrivateDnsEnabled", tf "private_dns_enabled";
        /// Its policy; absent when there is none, which lets everything through.
        policy: List(&Record(&statement::RECORD)), optional, api "ec2:DescribeVpcEndpoints", cfn "PolicyDocument", tf "policy";
    }
}
