//! Security groups around brokers, workers and endpoints.

use crate::inventory::schema::Type::{Link, List, Record};

crate::record! {
    /// One rule of a security group about one peer: a range of addresses, a prefix list or a group.
    ja "1 つの相手 (アドレス範囲、プレフィックスリスト、グループ) についてのセキュリティグループの 1 つのルール。"
    zh "安全组中针对一个对端 (地址范围、前缀列表或安全组) 的一条规则。"
    "security_group_rule" in rule;
    fields {
        /// Whether the rule is about what comes in or what goes out.
        ja "ルールの対象がインバウンドかアウトバウンドか。"
        zh "规则针对入站还是出站。"
        direction: Enum(&["ingress", "egress"]), required, api "ec2:DescribeSecurityGroups";
        /// `tcp`, `udp`, `icmp`, `icmpv6`, the number of another protocol, or `-1` for all of them and all ports.
        ja "プロトコル: `tcp`、`udp`、`icmp`、`icmpv6`、またはほかのプロトコルの番号。`-1` はすべてのプロトコルとポートです。"
        zh "协议：`tcp`、`udp`、`icmp`、`icmpv6` 或其他协议的编号；`-1` 表示所有协议和所有端口。"
        protocol: Text, required, api "ec2:DescribeSecurityGroups";
        /// First port, of ICMP the type; absent when the rule is about all of them.
        ja "最初のポート (ICMP の場合はタイプ)。すべてが対象の場合は未設定です。"
        zh "起始端口，ICMP 时为类型；规则针对全部时未设置。"
        from_port: Int, optional, api "ec2:DescribeSecurityGroups";
        /// Last port, of ICMP the code; absent when the rule is about all of them.
        ja "最後のポート (ICMP の場合はコード)。すべてが対象の場合は未設定です。"
        zh "结束端口，ICMP 时为代码；规则针对全部时未设置。"
        to_port: Int, optional, api "ec2:DescribeSecurityGroups";
        /// The IPv4 range that the rule is about; absent when it is about another peer.
        ja "ルールの対象となる IPv4 の範囲。ほかの相手が対象の場合は未設定です。"
        zh "规则针对的 IPv4 范围；针对其他对端时未设置。"
        cidr_ipv4: Text, optional, api "ec2:DescribeSecurityGroups";
        /// The IPv6 range that the rule is about; absent when it is about another peer.
        ja "ルールの対象となる IPv6 の範囲。ほかの相手が対象の場合は未設定です。"
        zh "规则针对的 IPv6 范围；针对其他对端时未设置。"
        cidr_ipv6: Text, optional, api "ec2:DescribeSecurityGroups";
        /// Id of the prefix list that the rule is about, whose ranges are not read; absent when it is about another peer.
        ja "ルールの対象となるプレフィックスリストの ID (その範囲は読み取りません)。ほかの相手が対象の場合は未設定です。"
        zh "规则针对的前缀列表的 ID，不读取其中的范围；针对其他对端时未设置。"
        prefix_list: Text, optional, api "ec2:DescribeSecurityGroups";
        /// The group whose members the rule is about, perhaps the group itself; absent when it is about another peer.
        ja "メンバーがルールの対象となるグループ (このグループ自身のこともあります)。ほかの相手が対象の場合は未設定です。"
        zh "规则针对其成员的安全组，可能就是该安全组自身；针对其他对端时未设置。"
        group: Link("security_group"), optional, api "ec2:DescribeSecurityGroups";
    }
}

crate::kind! {
    /// A security group. Its id is `sg-...` or, in a template, the logical id.
    ja "セキュリティグループ。ID は `sg-...`、テンプレートでは論理 ID です。"
    zh "安全组。其 ID 为 `sg-...`，在模板中为逻辑 ID。"
    "security_group" as "security_group";
    cfn ["AWS::EC2::SecurityGroup"]; tf ["aws_default_security_group", "aws_security_group"];
    not_judged None;
    fields {
        /// Its VPC; absent in a template means the default one.
        ja "属する VPC。テンプレートで未設定の場合はデフォルト VPC になります。"
        zh "所在的 VPC；在模板中未设置表示默认 VPC。"
        vpc: Link("vpc"), optional, api "ec2:DescribeSecurityGroups", cfn "VpcId", tf "vpc_id";
        /// Its rules, one for each peer. Without an egress rule in a template, CloudFormation lets everything out and Terraform nothing.
        ja "ルール (相手ごとに 1 つ)。テンプレートにアウトバウンドルールがない場合、CloudFormation はすべての送信を許可し、Terraform は何も許可しません。"
        zh "它的规则，每个对端一条。模板中没有出站规则时，CloudFormation 允许所有出站流量，Terraform 则全部不允许。"
        rules: List(&Record(&rule::RECORD)), required, api "ec2:DescribeSecurityGroups";
        /// MSK clusters whose brokers are in it.
        ja "ブローカーがこのグループに属する MSK クラスター。"
        zh "代理属于该安全组的 MSK 集群。"
        clusters: List(&Link("msk_cluster")), required, back "msk_cluster" "security_groups" "kafka:ListClustersV2";
        /// Connectors whose workers are in it.
        ja "ワーカーがこのグループに属するコネクタ。"
        zh "工作程序属于该安全组的连接器。"
        connectors: List(&Link("connector")), required, back "connector" "security_groups" "kafkaconnect:ListConnectors";
    }
}
