//! Networks, roles, mappings, certificates and Redshift: what their arguments and the resources around them say.

use crate::terraform::{every_field_is_stated, hcl_text, resource};
use tidegate::inventory::{Fact, Piece, Type, Value};
use tidegate::template::terraform::Read;

/// A fact as short text: `-` is absent, `?` unknown; a list that may go on ends in `..`.
fn told(ty: &Type, fact: &Fact) -> String {
    let value = match fact {
        Fact::Absent(_) => return "-".into(),
        Fact::Unknown(_) => return "?".into(),
        Fact::Known(value, _) => value,
    };
    match value {
        Value::Bool(b) => b.to_string(),
        Value::Int(i) | Value::Time(i) => i.to_string(),
        Value::Text(t) => t.to_string(),
        Value::Link(l) => l.id.to_string(),
        Value::Pattern(pieces) => pieces.iter().map(piece).collect(),
        Value::List(list) => {
            let Type::List(item) = ty else { panic!("{ty:?}") };
            let mut items: Vec<String> = list.items.iter().map(|f| told(item, f)).collect();
            items.extend(list.more.map(|_| "..".to_owned()));
            format!("[{}]", items.join(" | "))
        }
        Value::Record(slots) => {
            let Type::Record(def) = ty else { panic!("{ty:?}") };
            let all = slots.iter().zip(def.fields).map(|(f, d)| (d.name, told(&d.ty, f)));
            let said = all.filter(|(_, text)| text != "-" && text != "[]" && text != "false");
            said.map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join(" ")
        }
    }
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Lit(t) => t.to_string(),
        Piece::Symbol(s) | Piece::Hole(s) => format!("<{s}>"),
    }
}

#[track_caller]
fn field(read: &Read, id: &str, name: &str) -> String {
    let r = resource(read, id);
    let (ix, def) = r.kind.field(name).unwrap_or_else(|| panic!("no field {name}"));
    told(&def.ty, r.get(ix))
}

#[track_caller]
fn expect(read: &Read, id: &str, fields: &[(&str, &str)]) {
    for (name, expected) in fields {
        assert_eq!(field(read, id, name), *expected, "{name} of {id}: {:#?}", resource(read, id).whys());
    }
}

fn read(text: &str) -> Read {
    let read = hcl_text(&[("main.tf", text)]);
    every_field_is_stated(&read);
    read
}

#[test]
fn security_groups_have_the_rules_within_and_beside_them() {
    let read = read(
        r#"
variable "later" {}
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_security_group" "g" {
  name   = "brokers"
  vpc_id = aws_vpc.v.id
  ingress {
    protocol    = "TCP"
    from_port   = 9094
    to_port     = 9098
    cidr_blocks = ["10.0.0.0/16", "192.168.0.0/24"]
    self        = true
  }
  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_security_group_rule" "r" {
  type                     = "ingress"
  security_group_id        = aws_security_group.g.id
  protocol                 = 6
  from_port                = 2181
  to_port                  = 2181
  source_security_group_id = aws_security_group.other.id
}
resource "aws_vpc_security_group_ingress_rule" "i" {
  security_group_id = aws_security_group.g.id
  ip_protocol       = "tcp"
  from_port         = 9092
  to_port           = 9092
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_vpc_security_group_egress_rule" "e" {
  security_group_id = aws_security_group.other.id
  ip_protocol       = "-1"
  prefix_list_id    = "pl-1"
}
resource "aws_security_group" "other" {
  ingress {
    protocol    = "tcp"
    from_port   = 1
    to_port     = 2
    cidr_blocks = var.later
  }
}
"#,
    );
    let rules = "[direction=ingress protocol=tcp from_port=9094 to_port=9098 cidr_ipv4=10.0.0.0/16 | \
        direction=ingress protocol=tcp from_port=9094 to_port=9098 cidr_ipv4=192.168.0.0/24 | \
        direction=ingress protocol=tcp from_port=9094 to_port=9098 group=aws_security_group.g | \
        direction=egress protocol=-1 cidr_ipv4=0.0.0.0/0 | direction=egress protocol=-1 cidr_ipv6=::/0 | \
        direction=ingress protocol=tcp from_port=2181 to_port=2181 group=aws_security_group.other | \
        direction=ingress protocol=tcp from_port=9092 to_port=9092 cidr_ipv4=0.0.0.0/0]";
    expect(&read, "aws_security_group.g", &[("name", "brokers"), ("vpc", "aws_vpc.v"), ("rules", rules)]);
    let other = "[direction=egress protocol=-1 prefix_list=pl-1 | ..]";
    expect(&read, "aws_security_group.other", &[("vpc", "-"), ("rules", other)]);
}

#[test]
fn a_rule_for_a_group_that_nobody_knows_yet_may_be_any_groups() {
    let read = read(
        "variable \"g\" {}\nresource \"aws_security_group\" \"a\" {}\nresource \"aws_security_group_rule\" \"r\" {\n  \
         type = \"ingress\"\n  security_group_id = var.g\n  protocol = \"tcp\"\n  from_port = 1\n  to_port = 1\n  cidr_blocks = [\"0.0.0.0/0\"]\n}\n",
    );
    expect(&read, "aws_security_group.a", &[("rules", "[..]")]);
}

#[test]
fn routes_lead_where_their_targets_lead() {
    let read = read(
        r#"
resource "aws_vpc" "v" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_vpc_ipv4_cidr_block_association" "more" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.1.0.0/16"
}
resource "aws_internet_gateway" "i" {}
resource "aws_nat_gateway" "n" {}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.v.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, 1)
}
resource "aws_subnet" "b" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.2.0/24"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.i.id
  }
}
resource "aws_route_table" "private" {
  vpc_id = "vpc-1"
}
resource "aws_route" "out" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.n.id
}
resource "aws_route" "peer" {
  route_table_id            = aws_route_table.private.id
  destination_cidr_block    = "172.16.0.0/12"
  vpc_peering_connection_id = "pcx-1"
}
resource "aws_route" "odd" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "10.9.0.0/16"
  gateway_id             = var.gateway
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.public.id
}
resource "aws_main_route_table_association" "m" {
  vpc_id         = aws_vpc.v.id
  route_table_id = aws_route_table.public.id
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.v.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.private.id]
}
resource "aws_vpc_endpoint" "secrets" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.eu-west-1.secretsmanager"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id]
  policy              = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:*", Resource = "*" }] })
}
resource "aws_vpc_endpoint_subnet_association" "b" {
  vpc_endpoint_id = aws_vpc_endpoint.secrets.id
  subnet_id       = aws_subnet.b.id
}
"#,
    );
    expect(&read, "aws_vpc.v", &[("cidrs", "[10.0.0.0/16 | 10.1.0.0/16 | ..]")]);
    expect(&read, "aws_subnet.b", &[("vpc", "vpc-1"), ("cidr", "10.0.2.0/24"), ("cidr_ipv6", "-")]);
    let public = "[destination=10.0.0.0/16 target_kind=local | destination=0.0.0.0/0 target_kind=igw target=<aws_internet_gateway.i.id>]";
    expect(
        &read,
        "aws_route_table.public",
        &[("main", "true"), ("subnets", "[aws_subnet.a]"), ("routes", public), ("vpc", "aws_vpc.v")],
    );
    let private = "[destination=10.9.0.0/16 target_kind=? target=? | \
        destination=0.0.0.0/0 target_kind=nat target=<aws_nat_gateway.n.id> | \
        destination=172.16.0.0/12 target_kind=other target=pcx-1 | \
        destination=? target_kind=endpoint target=aws_vpc_endpoint.s3]";
    expect(&read, "aws_route_table.private", &[("main", "false"), ("subnets", "[]"), ("routes", private)]);
    let gateway =
        [("endpoint_type", "Gateway"), ("private_dns", "false"), ("subnets", "[]"), ("policy", "-")];
    expect(&read, "aws_vpc_endpoint.s3", &gateway);
    let policy = "[effect=Allow principals=[*] actions=[secretsmanager:*] resources=[*]]";
    expect(
        &read,
        "aws_vpc_endpoint.secrets",
        &[
            ("service_name", "com.amazonaws.eu-west-1.secretsmanager"),
            ("endpoint_type", "Interface"),
            ("private_dns", "true"),
            ("subnets", "[aws_subnet.a | aws_subnet.b]"),
            ("security_groups", "-"),
            ("policy", policy),
        ],
    );
}

#[test]
fn roles_say_what_every_policy_that_is_attached_to_them_says() {
    let read = read(
        r#"
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "r" {
  name               = "reader"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  inline_policy {
    name   = "a"
    policy = jsonencode({ Statement = { Effect = "Allow", Action = "kafka:*", Resource = "*" } })
  }
  permissions_boundary = aws_iam_policy.managed.arn
}
resource "aws_iam_role_policy" "beside" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Deny", Action = ["kms:*"], Resource = "*" }] })
}
resource "aws_iam_role_policy" "by_name" {
  role   = "reader"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:Get*"], NotResource = "x" }] })
}
resource "aws_iam_policy" "managed" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.s.arn }] })
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.managed.arn
}
resource "aws_secretsmanager_secret" "s" {}
resource "aws_iam_role" "aws_managed" {
  assume_role_policy  = "{"
  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonMSKFullAccess"]
}
resource "aws_iam_policy_attachment" "all" {
  name       = "all"
  roles      = [aws_iam_role.aws_managed.name]
  policy_arn = aws_iam_policy.managed.arn
}
"#,
    );
    let managed =
        "effect=Allow actions=[secretsmanager:GetSecretValue] resources=[<aws_secretsmanager_secret.s.arn>]";
    let said = format!(
        "[effect=Allow actions=[kafka:*] resources=[*] | effect=Deny actions=[kms:*] resources=[*] | \
         effect=Allow actions=[s3:Get*] resources=[x] not_resource=true | {managed}]"
    );
    expect(
        &read,
        "aws_iam_role.r",
        &[
            ("name", "reader"),
            ("trust", "[effect=Allow principals=[service:lambda.amazonaws.com] actions=[sts:AssumeRole]]"),
            ("managed_policies", "[<aws_iam_policy.managed.arn>]"),
            ("statements", &said),
            ("boundary", "<aws_iam_policy.managed.arn>"),
            ("boundary_statements", &format!("[{managed}]")),
        ],
    );
    expect(
        &read,
        "aws_iam_role.aws_managed",
        &[
            ("trust", "?"),
            (
                "managed_policies",
                "[arn:aws:iam::aws:policy/AmazonMSKFullAccess | <aws_iam_policy.managed.arn>]",
            ),
            ("statements", &format!("[{managed} | ..]")),
            ("boundary", "-"),
            ("boundary_statements", "-"),
        ],
    );
}

#[test]
fn what_managed_policies_of_aws_say_is_known_of_some() {
    let read = read(
        r#"
data "aws_partition" "here" {}
resource "aws_iam_role" "named" {
  assume_role_policy  = "{\"Statement\": []}"
  managed_policy_arns = ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]
}
resource "aws_iam_role" "attached" {
  assume_role_policy   = "{\"Statement\": []}"
  permissions_boundary = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.attached.name
  policy_arn = "arn:${data.aws_partition.here.partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
"#,
    );
    let said = "[effect=Allow actions=[logs:CreateLogGroup | logs:CreateLogStream | logs:PutLogEvents] resources=[*]]";
    expect(&read, "aws_iam_role.named", &[("statements", said), ("boundary_statements", "-")]);
    expect(
        &read,
        "aws_iam_role.attached",
        &[("statements", said), ("boundary_statements", "[effect=Allow actions=[*] resources=[*]]")],
    );
}

#[test]
fn mappings_are_those_that_read_from_kafka() {
    let read = read(
        r#"
resource "aws_msk_cluster" "c" {}
resource "aws_iam_role" "r" {
  assume_role_policy = "{\"Statement\": []}"
}
resource "aws_lambda_function" "f" {
  function_name = "reader"
  role          = aws_iam_role.r.arn
}
resource "aws_secretsmanager_secret" "s" {}
resource "aws_lambda_event_source_mapping" "msk" {
  event_source_arn = aws_msk_cluster.c.arn
  function_name    = aws_lambda_function.f.arn
  topics           = ["t"]
  source_access_configuration {
    type = "SASL_SCRAM_512_AUTH"
    uri  = aws_secretsmanager_secret.s.arn
  }
}
resource "aws_lambda_event_source_mapping" "elsewhere" {
  function_name = "reader"
  topics        = ["t"]
  self_managed_event_source {
    endpoints = { KAFKA_BOOTSTRAP_SERVERS = "k1.example.com:9092,k2.example.com:9092" }
  }
  source_access_configuration {
    type = "VPC_SUBNET"
    uri  = "subnet:subnet-1"
  }
}
resource "aws_lambda_event_source_mapping" "later" {
  event_source_arn = var.source_arn
  function_name    = var.function
  topics           = ["t"]
}
resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:q"
  function_name    = "reader"
}
resource "aws_lambda_event_source_mapping" "stream" {
  event_source_arn = aws_kinesis_stream.k.arn
  function_name    = "reader"
}
resource "aws_lambda_event_source_mapping" "by_arn" {
  event_source_arn = "arn:aws:kafka:eu-west-1:123456789012:cluster/c/1"
  function_name    = "other"
}
"#,
    );
    let id = |name: &str| format!("aws_lambda_event_source_mapping.{name}");
    expect(
        &read,
        &id("msk"),
        &[
            ("source", "msk"),
            ("cluster", "aws_msk_cluster.c"),
            ("bootstrap_servers", "-"),
            (
                "source_access",
                "[access_type=SASL_SCRAM_512_AUTH uri=<aws_secretsmanager_secret.s.arn> secret=aws_secretsmanager_secret.s]",
            ),
            ("role", "aws_iam_role.r"),
        ],
    );
    expect(
        &read,
        &id("elsewhere"),
        &[
            ("source", "self-managed"),
            ("event_source", "-"),
            ("cluster", "-"),
            ("bootstrap_servers", "[k1.example.com:9092 | k2.example.com:9092]"),
            ("source_access", "[access_type=VPC_SUBNET uri=subnet:subnet-1]"),
            ("role", "aws_iam_role.r"),
        ],
    );
    expect(&read, &id("later"), &[("source", "msk"), ("cluster", "?"), ("role", "?")]);
    expect(
        &read,
        &id("by_arn"),
        &[("cluster", "arn:aws:kafka:eu-west-1:123456789012:cluster/c/1"), ("role", "?")],
    );
    let all: Vec<_> = crate::terraform::unit(&read).resources().iter().map(|r| r.id.to_string()).collect();
    assert!(!all.contains(&id("queue")) && !all.contains(&id("stream")), "{all:?}");
}

#[test]
fn redshift_certificates_and_replicators() {
    let read = read(
        r#"
resource "aws_redshift_subnet_group" "g" {
  name       = "g"
  subnet_ids = ["subnet-1", "subnet-2"]
}
resource "aws_redshift_cluster" "c" {
  cluster_identifier        = "c"
  publicly_accessible       = false
  encrypted                 = true
  cluster_subnet_group_name = aws_redshift_subnet_group.g.name
}
resource "aws_redshift_cluster_iam_roles" "r" {
  cluster_identifier   = aws_redshift_cluster.c.cluster_identifier
  iam_role_arns        = ["arn:aws:iam::123456789012:role/r"]
  default_iam_role_arn = "arn:aws:iam::123456789012:role/r"
}
resource "aws_redshift_cluster" "plain" {
  cluster_identifier = "plain"
}
resource "aws_redshiftserverless_namespace" "n" {
  namespace_name = "n"
}
resource "aws_redshiftserverless_workgroup" "w" {
  workgroup_name       = "w"
  namespace_name       = aws_redshiftserverless_namespace.n.namespace_name
  enhanced_vpc_routing = true
}
resource "aws_acmpca_certificate_authority" "a" {
  certificate_authority_configuration {
    key_algorithm = "RSA_2048"
    subject {
      common_name = "clients"
    }
  }
}
resource "aws_acm_certificate" "private" {
  domain_name               = "redshift"
  certificate_authority_arn = aws_acmpca_certificate_authority.a.arn
}
resource "aws_acm_certificate" "public" {
  domain_name = "example.com"
}
resource "aws_msk_cluster" "one" {
  client_authentication {
    tls {
      certificate_authority_arns = [aws_acmpca_certificate_authority.a.arn]
    }
  }
}
resource "aws_msk_replicator" "r" {
  replicator_name            = "r"
  service_execution_role_arn = "arn:aws:iam::123456789012:role/r"
  kafka_cluster {
    amazon_msk_cluster {
      msk_cluster_arn = aws_msk_cluster.one.arn
    }
  }
  kafka_cluster {
    amazon_msk_cluster {
      msk_cluster_arn = "arn:aws:kafka:eu-west-1:123456789012:cluster/c/1"
    }
  }
}
"#,
    );
    let role = "arn:aws:iam::123456789012:role/r";
    expect(
        &read,
        "aws_redshift_cluster.c",
        &[
            ("enhanced_vpc_routing", "false"),
            ("publicly_accessible", "false"),
            ("encrypted", "true"),
            ("iam_roles", &format!("[{role}]")),
            ("default_iam_role", role),
            ("subnets", "[subnet-1 | subnet-2]"),
        ],
    );
    // Providers differ in these two defaults; the default subnet group is nobody's.
    let open = [("publicly_accessible", "?"), ("encrypted", "?"), ("subnets", "?"), ("iam_roles", "[]")];
    expect(&read, "aws_redshift_cluster.plain", &open);
    let workgroup = [("namespace", "n"), ("enhanced_vpc_routing", "true")];
    expect(&read, "aws_redshiftserverless_workgroup.w", &workgroup);
    expect(
        &read,
        "aws_redshiftserverless_namespace.n",
        &[("workgroups", "[aws_redshiftserverless_workgroup.w]")],
    );
    let authority = "aws_acmpca_certificate_authority.a";
    expect(
        &read,
        authority,
        &[
            ("authority_type", "SUBORDINATE"),
            ("usage_mode", "GENERAL_PURPOSE"),
            ("common_name", "clients"),
            ("clusters", "[aws_msk_cluster.one]"),
        ],
    );
    let private = [("certificate_type", "PRIVATE"), ("certificate_authority", authority), ("exists", "true")];
    expect(&read, "aws_acm_certificate.private", &private);
    expect(&read, "aws_acm_certificate.public", &[("certificate_type", "AMAZON_ISSUED"), ("export", "-")]);
    let clusters = "[name=<aws_msk_cluster.one.arn> cluster=aws_msk_cluster.one | \
        name=arn:aws:kafka:eu-west-1:123456789012:cluster/c/1 cluster=arn:aws:kafka:eu-west-1:123456789012:cluster/c/1]";
    expect(&read, "aws_msk_replicator.r", &[("clusters", clusters)]);
}

#[test]
fn types_that_cannot_be_read_are_said() {
    let read = hcl_text(&[(
        "main.tf",
        "resource \"awscc_msk_cluster\" \"c\" {}\nresource \"aws_default_vpc\" \"v\" {}\nresource \"aws_s3_bucket\" \"b\" {}\n",
    )]);
    let told: Vec<_> = read.coverage[0].gaps.iter().map(|g| (g.target.as_deref(), &g.why)).collect();
    let why = |what: &str| tidegate::inventory::Why::NotCollected { what: what.into() };
    assert_eq!(
        told,
        [(Some("main.tf:1:1"), &why("awscc_msk_cluster")), (Some("main.tf:2:1"), &why("aws_default_vpc"))]
    );
    // What they deploy stands in a template that is not looked into.
    let opaque = ["aws_cloudformation_stack", "aws_cloudformation_stack_set", "aws_cloudcontrolapi_resource"];
    for ty in opaque {
        let read = hcl_text(&[("main.tf", &format!("resource \"{ty}\" \"s\" {{}}\n"))]);
        let told: Vec<_> = read.coverage[0].gaps.iter().map(|g| (g.target.as_deref(), &g.why)).collect();
        assert_eq!(told, [(Some("main.tf:1:1"), &why(ty))]);
        assert!(!read.coverage[0].complete());
    }
    let plan = r#"{"format_version": "1.2", "resource_changes": [{"address": "awscc_msk_cluster.c", "mode": "managed",
        "type": "awscc_msk_cluster", "change": {"actions": ["create"], "after": {}}}]}"#;
    let read = crate::terraform::plan_text(plan);
    let told: Vec<_> = read.coverage[0].gaps.iter().map(|g| (g.target.as_deref(), &g.why)).collect();
    assert_eq!(told, [(Some("awscc_msk_cluster.c"), &why("awscc_msk_cluster"))]);
}

#[test]
fn external_schemas_stand_in_statements() {
    let read = hcl_text(&[(
        "main.tf",
        r#"
variable "later" {}
resource "aws_msk_cluster" "c" {}
resource "aws_acm_certificate" "client" {
  domain_name               = "redshift"
  certificate_authority_arn = "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/a"
}
resource "aws_redshiftserverless_workgroup" "w" {
  workgroup_name = "w"
  namespace_name = "n"
}
resource "aws_redshiftdata_statement" "known" {
  workgroup_name = aws_redshiftserverless_workgroup.w.workgroup_name
  database       = "dev"
  sql            = <<-SQL
    CREATE EXTERNAL SCHEMA orders FROM MSK IAM_ROLE default AUTHENTICATION mtls
    AUTHENTICATION_ARN '${aws_acm_certificate.client.arn}'
    URI '${aws_msk_cluster.c.bootstrap_brokers_tls}'
  SQL
}
resource "aws_redshiftdata_statement" "other" {
  cluster_identifier = "c"
  database           = "dev"
  sql                = "SELECT 1"
}
resource "aws_redshiftdata_statement" "later" {
  cluster_identifier = "c"
  database           = "dev"
  sql                = var.later
}
"#,
    )]);
    let id = "aws_redshiftdata_statement.known";
    expect(
        &read,
        id,
        &[
            ("database", "dev"),
            ("workgroup", "w"),
            ("redshift_cluster", "-"),
            ("authentication", "mtls"),
            ("certificate", "aws_acm_certificate.client"),
            ("cluster", "aws_msk_cluster.c"),
            ("broker_ports", "[9094]"),
        ],
    );
    let gaps: Vec<_> = read.coverage[0].gaps.iter().map(|g| (g.target.as_deref(), &g.why)).collect();
    let later = tidegate::inventory::Why::Deferred { expression: "var.later".into() };
    assert_eq!(gaps, [(Some("main.tf:26:1"), &later)], "what cannot be read is said");
}
