//! Amazon Redshift Serverless workgroups: the compute that runs SQL.

use crate::inventory::schema::Type::{Bool, Enum, Link, List};

crate::kind! {
    /// A Redshift Serverless workgroup (G26).
    "redshift_workgroup" as "workgroup";
    cfn ["AWS::RedshiftServerless::Workgroup"]; tf ["aws_redshiftserverless_workgroup"];
    not_judged Some(("status", &["CREATING", "DELETING"]));
    fields {
        /// Life-cycle state; absent in a template.
        status: Enum(&["CREATING", "AVAILABLE", "MODIFYING", "DELETING"]), optional, api "redshift-serverless:ListWorkgroups";
        /// The namespace whose data it works on; absent for one without.
        namespace: Link("redshift_namespace"), optional, api "redshift-serverless:ListWorkgroups", cfn "NamespaceName", tf "namespace_name";
        /// Traffic of the workgroup goes through the VPC: its route tables and endpoints decide what can be reached.
        enhanced_vpc_routing: Bool, required, api "redshift-serverless:ListWorkgroups", cfn "EnhancedVpcRouting", tf "enhanced_vpc_routing";
        /// The workgroup has a public endpoint.
        publicly_accessible: Bool, required, api "redshift-serverless:ListWorkgroups", cfn "PubliclyAccessible", tf "publicly_accessible";
        /// Its VPC, of its endpoint's interfaces; absent in a template.
        vpc: Link("vpc"), optional, api "redshift-serverless:ListWorkgroups";
        /// Its subnets; absent in a template means the default VPC's.
        subnets: List(&Link("subnet")), optional, api "redshift-serverless:ListWorkgroups", cfn "SubnetIds", tf "subnet_ids";
        /// Its security groups; absent in a template means the VPC's default group.
        security_groups: List(&Link("security_group")), optional, api "redshift-serverless:ListWorkgroups", cfn "SecurityGroupIds", tf "security_group_ids";
    }
}
