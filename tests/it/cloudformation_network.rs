//! Lambda mappings and SAM's events, networks, roles, certificates and Redshift, property by property.

use crate::cloudformation::{expect, findings, fixture, resource, shown, template, text_at, unit};
use tidegate::inventory::{Fact, Resource, Value};
use tidegate::template::Read;

#[track_caller]
fn facts(read: &Read, id: &str, expected: &[(&str, &str)]) {
    for (field, want) in expected {
        assert_eq!(shown(read, id, field), *want, "{id}.{field}");
    }
}

/// The records of a list, each as the facts that are known of it.
fn records(read: &Read, id: &str, field: &str) -> Vec<String> {
    let r = resource(read, id);
    let (ix, _) = r.kind.field(field).expect("a field");
    let Fact::Known(Value::List(list), _) = r.get(ix) else { panic!("{field} of {id} is {:?}", r.get(ix)) };
    let one = |f: &Fact| match f {
        Fact::Known(Value::Record(slots), _) => {
            slots.iter().map(|s| value(r, s)).collect::<Vec<_>>().join(" ")
        }
        other => panic!("{other:?}"),
    };
    let mut all: Vec<String> = list.items.iter().map(one).collect();
    all.extend(list.more.map(|why| format!("..{:?}", r.why(why))));
    all
}

fn value(r: &Resource, fact: &Fact) -> String {
    match fact {
        Fact::Absent(_) => "-".into(),
        Fact::Unknown(why) => format!("?{:?}", r.why(*why)),
        Fact::Known(Value::Text(t), _) => t.to_string(),
        Fact::Known(Value::Int(i), _) => i.to_string(),
        Fact::Known(Value::Bool(b), _) => b.to_string(),
        Fact::Known(Value::Link(l), _) => format!("@{}", l.id),
        Fact::Known(Value::List(l), _) => l.items.iter().map(|i| value(r, i)).collect::<Vec<_>>().join(","),
        Fact::Known(Value::Pattern(p), _) => format!("{p:?}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn mappings() {
    let read = template(&fixture("everything.yaml"));
    facts(
        &read,
        "Mapping",
        &[
            ("source", "msk"),
            ("cluster", "@Cluster"),
            ("bootstrap_servers", "absent"),
            ("role", "@Role"),
            ("state", "absent"),
        ],
    );
    assert_eq!(records(&read, "Mapping", "source_access"), ["SASL_SCRAM_512_AUTH [Symbol(\"User\")] @User"]);
    facts(
        &read,
        "Elsewhere",
        &[
            ("source", "self-managed"),
            ("event_source", "absent"),
            ("cluster", "absent"),
            ("bootstrap_servers", "[kafka.example.com:9092]"),
            ("role", "@Role"),
        ],
    );
    assert_eq!(
        records(&read, "Elsewhere", "source_access"),
        ["VPC_SUBNET subnet:subnet-1 -", "BASIC_AUTH [Symbol(\"User\")] @User"]
    );
    assert!(unit(&read).resources().iter().all(|r| &*r.id != "OfQueue"), "a queue is no Kafka");
}

#[test]
fn events_of_functions_are_mappings_and_globals_hold_for_them() {
    let text = "
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Role: !GetAtt Shared.Arn, Tags: {a: b}}}
Resources:
  Shared: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
  Own: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
  User: {Type: AWS::SecretsManager::Secret}
  Cluster: {Type: AWS::MSK::Cluster}
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Orders:
          Type: MSK
          Properties:
            Stream: !GetAtt Cluster.Arn
            Topics: [orders]
            SourceAccessConfigurations: [{Type: SASL_SCRAM_512_AUTH, URI: !Ref User}]
        Old:
          Type: SelfManagedKafka
          Properties: {KafkaBootstrapServers: ['b-1.orders.abc.c2.kafka.eu-west-1.amazonaws.com:9096'], Topics: [x]}
        Api: {Type: Api, Properties: {Path: /, Method: get}}
  Other:
    Type: AWS::Serverless::Function
    Properties: {Role: !GetAtt Own.Arn, Events: {Orders: {Type: MSK, Properties: {Stream: !Ref Arn, Topics: [x]}}}}
  Made:
    Type: AWS::Serverless::Function
    Properties: {Role: !Ref AWS::NoValue, Events: {Orders: {Type: MSK, Properties: {Stream: 'arn:aws:kafka:eu-west-1:111122223333:cluster/o/1', Topics: [x]}}}}
Parameters: {Arn: {Type: String}}
";
    let read = template(text);
    assert!(read.coverage.iter().all(|c| c.complete()), "SAM's transform is known: {:?}", read.coverage);
    let ids: Vec<&str> =
        unit(&read).resources().iter().filter(|r| r.kind.name == "lambda_mapping").map(|r| &*r.id).collect();
    assert_eq!(ids, ["MadeOrders", "OtherOrders", "ReaderOld", "ReaderOrders"]);
    facts(&read, "ReaderOrders", &[("source", "msk"), ("cluster", "@Cluster"), ("role", "@Shared")]);
    assert_eq!(
        records(&read, "ReaderOrders", "source_access"),
        ["SASL_SCRAM_512_AUTH [Symbol(\"User\")] @User"]
    );
    facts(
        &read,
        "ReaderOld",
        &[("source", "self-managed"), ("cluster", "@orders.abc.c2.kafka.eu-west-1.amazonaws.com")],
    );
    facts(&read, "OtherOrders", &[("role", "@Own"), ("cluster", "Pattern([Symbol(\"Arn\")])")]);
    facts(&read, "MadeOrders", &[("cluster", "@arn:aws:kafka:eu-west-1:111122223333:cluster/o/1")]);
    let place = resource(&read, "ReaderOrders").place.clone().expect("a place");
    assert_eq!(text.lines().nth(place.line as usize - 1), Some("        Orders:"));
}

#[test]
fn networks() {
    let text = fixture("everything.yaml");
    let read = template(&text);
    facts(&read, "Network", &[("cidrs", "[10.0.0.0/16 10.1.0.0/16]")]);
    facts(&read, "Private", &[("vpc", "@Network"), ("cidr", "10.0.1.0/24"), ("route_tables", "[@Routes]")]);
    facts(&read, "Routes", &[("vpc", "@Network"), ("main", "false"), ("subnets", "[@Private]")]);
    let routes = records(&read, "Routes", "routes");
    assert_eq!(routes[0], "10.0.0.0/16 local - -");
    assert_eq!(routes[1], "0.0.0.0/0 igw [Symbol(\"Internet\")] -");
    assert_eq!(routes[2], "192.0.2.0/24 nat [Symbol(\"Nat\")] -");
    assert!(
        routes[3].contains("the prefix list of S3Endpoint") && routes[3].contains(" endpoint "),
        "{routes:?}"
    );
    assert_eq!(routes.len(), 4);
    facts(
        &read,
        "S3Endpoint",
        &[("endpoint_type", "Gateway"), ("private_dns", "false"), ("subnets", "[]"), ("policy", "absent")],
    );
    facts(
        &read,
        "SecretsEndpoint",
        &[
            ("endpoint_type", "Interface"),
            ("private_dns", "true"),
            ("subnets", "[@Private]"),
            ("security_groups", "[@Brokers]"),
        ],
    );
    assert_eq!(records(&read, "SecretsEndpoint", "policy"), ["- Allow * false * false  * false "]);
    assert_eq!(
        records(&read, "Brokers", "rules"),
        [
            "ingress tcp 9098 9098 10.0.0.0/16 - - -",
            "ingress tcp 9092 9092 - - - @Clients",
            "ingress -1 - - - ::/0 - -",
            "egress -1 - - 0.0.0.0/0 - - -",
        ]
    );
    assert_eq!(
        records(&read, "Clients", "rules"),
        ["egress tcp 9092 9098 - - - @Brokers"],
        "a rule for what goes out takes the place of the one that lets everything out"
    );
}

#[test]
fn rules_that_are_not_known_leave_the_group_open() {
    let read = template(
        "
Parameters: {Id: {Type: String}, P: {Type: Number}}
Resources:
  G: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{IpProtocol: tcp, FromPort: !Ref P, ToPort: 9098, CidrIp: !Ref Id}]}}
  R: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref Id, IpProtocol: tcp, FromPort: 1, ToPort: 2, CidrIp: 0.0.0.0/0}}
",
    );
    let rules = records(&read, "G", "rules");
    assert!(rules[0].starts_with("ingress tcp ?"), "{rules:?}");
    assert!(
        rules.last().is_some_and(|r| r.starts_with("..")),
        "a rule of some group may be this one's: {rules:?}"
    );
}

#[test]
fn roles() {
    let text = fixture("everything.yaml");
    let read = template(&text);
    assert_eq!(
        records(&read, "Role", "trust"),
        ["- Allow service:lambda.amazonaws.com false sts:AssumeRole false   false "]
    );
    assert_eq!(
        records(&read, "Role", "statements"),
        [
            "- Allow  false secretsmanager:GetSecretValue false  [Symbol(\"User\")] false ",
            "- Deny  false kms:* false  * false ",
            "- Allow  false kafka-cluster:* false  * false ",
        ]
    );
    assert_eq!(
        records(&read, "Role", "boundary_statements"),
        ["- Allow  false kafka-cluster:* false  * false "]
    );
    let read = template(
        "
Resources:
  R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}, ManagedPolicyArns: ['arn:aws:iam::aws:policy/SecretsManagerReadWrite']}}
  N: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
  P: {Type: AWS::IAM::ManagedPolicy, Properties: {Roles: [!Ref N], PolicyDocument: {Statement: [{Effect: Allow, Action: 'a:b', Resource: '*'}]}}}
  Free: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: [{Effect: Allow, Action: 'c:d', Resource: '*'}]}}}
",
    );
    facts(
        &read,
        "R",
        &[
            ("managed_policies", "[arn:aws:iam::aws:policy/SecretsManagerReadWrite]"),
            (
                "statements",
                "[ ..?what the managed policy arn:aws:iam::aws:policy/SecretsManagerReadWrite says]",
            ),
            ("boundary", "absent"),
            ("boundary_statements", "absent"),
        ],
    );
    facts(&read, "N", &[("managed_policies", "[Pattern([Symbol(\"P\")])]")]);
    assert_eq!(records(&read, "N", "statements"), ["- Allow  false a:b false  * false "]);
}

#[test]
fn certificates_and_warehouses() {
    let text = fixture("everything.yaml");
    let read = template(&text);
    facts(
        &read,
        "PrivateCa",
        &[
            ("authority_type", "ROOT"),
            ("usage_mode", "GENERAL_PURPOSE"),
            ("common_name", "streaming"),
            ("exists", "true"),
        ],
    );
    facts(
        &read,
        "Certificate",
        &[("certificate_type", "PRIVATE"), ("certificate_authority", "@PrivateCa"), ("status", "absent")],
    );
    assert_eq!(text_at(&text, &read, "Certificate", "certificate_type"), "!Ref PrivateCa");
    let public = template(
        "Resources: {C: {Type: 'AWS::CertificateManager::Certificate', Properties: {DomainName: a.b}}}",
    );
    facts(&public, "C", &[("certificate_type", "AMAZON_ISSUED"), ("certificate_authority", "absent")]);
    facts(
        &read,
        "Warehouse",
        &[
            ("name", "warehouse"),
            ("enhanced_vpc_routing", "true"),
            ("database_name", "dev"),
            ("default_iam_role", "absent"),
        ],
    );
    facts(&read, "Namespace", &[("name", "lake"), ("iam_roles", "[]")]);
    facts(
        &read,
        "Workgroup",
        &[("namespace", "@Namespace"), ("publicly_accessible", "false"), ("enhanced_vpc_routing", "false")],
    );
    expect(&read, "Warehouse.MasterUserPassword", &[("secret-literal-in-template", "fail")]);
}

#[test]
fn replicators() {
    let read = template(&fixture("everything.yaml"));
    assert_eq!(
        records(&read, "Replicator", "clusters"),
        ["[Symbol(\"Cluster.Arn\")] @Cluster - - -  -", "plant - a:9094,b:9094 TLS SHA512  @User"]
    );
}

/// CloudFormation has no resource for external schemas: custom ones hand their SQL to Redshift.
#[test]
fn external_schemas_of_custom_resources() {
    let of = |sql: &str| {
        template(&format!(
            "Parameters: {{P: {{Type: String}}}}\nConditions: {{C: !Equals [!Ref P, x]}}\nResources:\n  Role: {{Type: AWS::IAM::Role}}\n  Schema: {{Type: Custom::Sql, Properties: {{Database: dev, Statements: [{sql}]}}}}\n"
        ))
    };
    let read = of(
        "!Sub \"CREATE EXTERNAL SCHEMA s FROM MSK IAM_ROLE '${Role.Arn}' AUTHENTICATION none URI 'b-1.o.a.c2.kafka.eu-west-1.amazonaws.com:9092'\"",
    );
    assert!(read.coverage.iter().all(|c| c.complete()), "{:?}", read.coverage);
    facts(
        &read,
        "Schema",
        &[("source", "MSK"), ("authentication", "none"), ("role", "@Role"), ("broker_ports", "[9092]")],
    );
    expect(&read, "Schema", &[("redshift-schema-plaintext-port", "fail")]);
    let gaps = |read: &Read| {
        read.coverage
            .iter()
            .flat_map(|c| &c.gaps)
            .map(|g| format!("{} {:?}", g.target.as_deref().unwrap_or(""), g.why))
            .collect::<Vec<_>>()
    };
    let hidden = gaps(&of("!If [C, 'create external schema s from msk', x]"));
    assert_eq!(hidden.len(), 1);
    assert!(
        hidden[0].starts_with("t.yaml:5:3 ") && hidden[0].contains("the SQL of a custom resource"),
        "{hidden:?}"
    );
    let broken = gaps(&of("'create external schema from msk'"));
    assert_eq!(broken.len(), 1);
    assert!(
        broken[0].starts_with("t.yaml:5:3 ") && broken[0].contains("the name of the schema"),
        "{broken:?}"
    );
    assert!(gaps(&of("select 1")).is_empty());
}

/// What CDK synthesises is known by its construct; the logical id is a hash.
#[test]
fn the_construct_stands_beside_the_logical_id() {
    let text = r#"{"Resources": {"OrdersCluster1A2B3C": {"Type": "AWS::MSK::Cluster", "Properties": {"ClientAuthentication": {}}, "Metadata": {"aws:cdk:path": "Streaming/Orders/Cluster/Resource"}}}}"#;
    let read = template(text);
    let all = findings(unit(&read));
    let f = all.iter().find(|f| &*f.rule == "msk-unauthenticated-clients").expect("judged");
    assert_eq!(&*f.resource.id, "OrdersCluster1A2B3C");
    assert_eq!(&*f.resource.name, "OrdersCluster1A2B3C (Streaming/Orders/Cluster/Resource)");
}

/// From the walkthrough's role, which may read every secret, to one that may read the one it needs.
#[test]
fn roles_of_mappings_may_read_their_secret_alone() {
    let template_of = |policies: &str| {
        format!(
            "
Resources:
  Cluster: {{Type: AWS::MSK::Cluster, Properties: {{ClusterName: orders, KafkaVersion: 3.9.x.kraft, ClientAuthentication: {{Sasl: {{Scram: {{Enabled: true}}}}}}}}}}
  Key: {{Type: AWS::KMS::Key, Properties: {{KeyPolicy: {{}}}}}}
  User: {{Type: AWS::SecretsManager::Secret, Properties: {{Name: AmazonMSK_orders, KmsKeyId: !GetAtt Key.Arn}}}}
  Users: {{Type: AWS::MSK::BatchScramSecret, Properties: {{ClusterArn: !Ref Cluster, SecretArnList: [!Ref User]}}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{Statement: []}}
{policies}
  Function: {{Type: AWS::Lambda::Function, Properties: {{Role: !GetAtt Role.Arn}}}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !Ref Cluster
      FunctionName: !Ref Function
      SourceAccessConfigurations: [{{Type: SASL_SCRAM_512_AUTH, URI: !Ref User}}]
"
        )
    };
    let execution = "'arn:aws:iam::aws:policy/service-role/AWSLambdaMSKExecutionRole'";
    let anywhere = "!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaMSKExecutionRole'";
    let inline = |resource: &str| {
        format!(
            "      Policies: [{{PolicyName: p, PolicyDocument: {{Statement: [{{Effect: Allow, Action: 'secretsmanager:GetSecretValue', Resource: {resource}}}]}}}}]"
        )
    };
    let attached = |arn: &str| format!("      ManagedPolicyArns: [{arn}]");
    for (policies, expected) in [
        (attached("'arn:aws:iam::aws:policy/SecretsManagerReadWrite'"), "fail"),
        (attached("!Sub 'arn:${AWS::Partition}:iam::aws:policy/SecretsManagerReadWrite'"), "fail"),
        (inline("'*'"), "fail"),
        (
            inline("!Sub 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*'"),
            "fail",
        ),
        (inline("!Ref User"), "pass"),
        (format!("{}\n{}", attached(execution), inline("!Ref User")), "pass"),
        (format!("{}\n{}", attached(anywhere), inline("!Ref User")), "pass"),
        (inline("!Sub 'arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:AmazonMSK_*'"), "pass"),
        (attached("'arn:aws:iam::111122223333:policy/shared'"), "undecided"),
        (inline("!ImportValue secret"), "undecided"),
    ] {
        let read = template(&template_of(&policies));
        expect(&read, "Mapping", &[("lambda-role-overbroad-secrets", expected)]);
        expect(
            &read,
            "Mapping",
            &[
                ("lambda-mapping-wrong-mechanism", "pass"),
                ("lambda-mapping-mechanism-off", "pass"),
                ("lambda-mapping-foreign-secret", "pass"),
            ],
        );
    }
}
