//! VPC endpoints: ways to AWS services that need no way to the internet.

use super::policy::statement;
use crate::inventory::schema::Type::{Bool, Enum, Link, List, Record, Text};
use crate::inventory::{Fact, Resource, Value, Why};

crate::kind! {
    /// A VPC endpoint. Its id is `vpce-...` or, in a template, the logical id.
    ja "VPC エンドポイント。ID は `vpce-...`、テンプレートでは論理 ID です。"
    zh "VPC 端点。其 ID 为 `vpce-...`，在模板中为逻辑 ID。"
    "vpc_endpoint" as "endpoint";
    cfn ["AWS::EC2::VPCEndpoint"]; tf ["aws_vpc_endpoint"];
    not_judged None;
    fields {
        /// The service behind it: `com.amazonaws.eu-west-1.secretsmanager`.
        ja "エンドポイントの先にあるサービス: `com.amazonaws.eu-west-1.secretsmanager`。"
        zh "端点背后的服务：`com.amazonaws.eu-west-1.secretsmanager`。"
        service_name: Text, required, api "ec2:DescribeVpcEndpoints", cfn "ServiceName", tf "service_name";
        /// Its VPC.
        ja "属する VPC。"
        zh "所在的 VPC。"
        vpc: Link("vpc"), required, api "ec2:DescribeVpcEndpoints", cfn "VpcId", tf "vpc_id";
        /// Whether it is an interface with addresses in subnets or a target of routes.
        ja "サブネット内にアドレスを持つインターフェイスか、ルートのターゲットか。"
        zh "是在子网中有地址的接口，还是路由的目标。"
        endpoint_type: Enum(&["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"]), required, api "ec2:DescribeVpcEndpoints", cfn "VpcEndpointType", tf "vpc_endpoint_type";
        /// `available`, `pending` and others, in lower case; absent in a template.
        ja "小文字の状態 (`available`、`pending` など)。テンプレートでは未設定です。"
        zh "小写的状态 (`available`、`pending` 等)；在模板中未设置。"
        state: Text, optional, api "ec2:DescribeVpcEndpoints";
        /// The subnets that it has interfaces in.
        ja "インターフェイスを持つサブネット。"
        zh "它的接口所在的子网。"
        subnets: List(&Link("subnet")), required, api "ec2:DescribeVpcEndpoints", cfn "SubnetIds", tf "subnet_ids";
        /// The security groups of its interfaces; absent in a template means the VPC's default group.
        ja "インターフェイスのセキュリティグループ。テンプレートで未設定の場合は VPC のデフォルトのグループになります。"
        zh "其接口的安全组；在模板中未设置表示 VPC 的默认安全组。"
        security_groups: List(&Link("security_group")), optional, api "ec2:DescribeVpcEndpoints", cfn "SecurityGroupIds", tf "security_group_ids";
        /// Whether the service's own name leads to it. Of an interface without private DNS it is not known: a private hosted zone, which is not read, may do the same.
        ja "サービス自体の DNS 名でこのエンドポイントに到達するかどうか。プライベート DNS が無効なインターフェイスでは不明です (読み取らないプライベートホストゾーンが同じ役割を果たすことがあります)。"
        zh "服务自身的 DNS 名称是否指向该端点。未启用私有 DNS 的接口端点为未知：不读取的私有托管区域可能起到同样的作用。"
        private_dns: Bool, required, api "ec2:DescribeVpcEndpoints", cfn "PrivateDnsEnabled", tf "private_dns_enabled";
        /// Its policy; absent when there is none, which lets everything through.
        ja "エンドポイントポリシー。ない場合は未設定で、すべて許可されます。"
        zh "端点策略；没有时未设置，表示全部允许。"
        policy: List(&Record(&statement::RECORD)), optional, api "ec2:DescribeVpcEndpoints", cfn "PolicyDocument", tf "policy";
    }
}

/// Leaves open whether the service's name leads to an interface without private DNS, once its other facts are there.
pub fn without_private_dns(r: &mut Resource) {
    let off = matches!(r.get(private_dns), Fact::Known(Value::Bool(false), _));
    if off && r.known_text(endpoint_type) == Some("Interface") {
        r.unknown(private_dns, Why::NotCollected { what: "private hosted zones of Route 53".into() });
    }
}
