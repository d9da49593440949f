//! Security groups around brokers, workers and endpoints.

use crate::inventory::schema::Type::{Link, List, Record};

crate::record! {
    /// One rule of a security group about one peer: a range of addresses, a prefix list or a group.
    "security_group_rule" in rule;
    fields {
        /// Whether the rule is about what comes in or what goes out.
        direction: Enum(&["ingress", "egress"]), required, api "ec2:DescribeSecurityGroups";
        /// `tcp`, `udp`, `icmp`, `icmpv6`, the number of another protocol, or `-1` for all of them and all ports.
        protocol: Text, required, api "ec2:DescribeSecurityGroups";
        /// First port, of ICMP the type; absent when the rule is about all of them.
        from_port: Int, optional, api "ec2:DescribeSecurityGroups";
        /// Last port, of ICMP the code; absent when the rule is about all of them.
        to_port: Int, optional, api "ec2:DescribeSecurityGroups";
        /// The IPv4 range that the rule is about; absent when it is about another peer.
        cidr_ipv4: Text, optional, api "ec2:DescribeSecurityGroups";
        /// The IPv6 range that the rule is about; absent when it is about another peer.
        cidr_ipv6: Text, optional, api "ec2:DescribeSecurityGroups";
        /// Id of the prefix list that the rule is about, whose ranges are not read; absent when it is about another peer.
        prefix_list: Text, optional, api "ec2:DescribeSecurityGroups";
        /// The group whose members the rule is about, perhaps the group itself; absent when it is about another peer.
        group: Link("security_group"), optional, api "ec2:DescribeSecurityGroups";
    }
}

crate::kind! {
    /// A security group. Its id is `sg-...` or, in a template, the logical id.
    "security_group" as "security_group";
    cfn ["AWS::EC2::SecurityGroup"]; tf ["aws_default_security_group", "aws_security_group"];
    not_judged None;
    fields {
        /// Its VPC; absent in a template means the default one.
        vpc: Link("vpc"), optional, api "ec2:DescribeSecurityGroups", cfn "VpcId", tf "vpc_id";
        /// Its rules, one for each peer. Without an egress rule in a template, CloudFormation lets everything out and Terraform nothing.
        rules: List(&Record(&rule::RECORD)), required, api "ec2:DescribeSecurityGroups";
        /// MSK clusters whose brokers are in it.
        clusters: List(&Link("msk_cluster")), required, back "msk_cluster" "security_groups" "kafka:ListClustersV2";
        /// Connectors whose workers are in it.
        connectors: List(&Link("connector")), required, back "connector" "security_groups" "kafkaconnect:ListConnectors";
    }
}
