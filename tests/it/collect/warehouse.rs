//! An account with Redshift, Lambda functions and replicators around one MSK cluster, and little else.

use super::DUBLIN;
use crate::fake_aws::Account;
use serde_json::{Value, json};

pub const CERTIFICATE: &str =
    "arn:aws:acm:eu-west-1:111122223333:certificate/ce470000-1111-4222-8333-000000000001";
pub const AUTHORITY: &str =
    "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/ca5e0000-1111-4222-8333-000000000001";
pub const SECRET: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/mtls-a1B2c3";
pub const READER: &str = "arn:aws:iam::111122223333:role/service/redshift-reader";
pub const FUNCTION_ROLE: &str = "arn:aws:iam::111122223333:role/orders-function";
pub const SHARED_POLICY: &str = "arn:aws:iam::111122223333:policy/streaming";
pub const CLUSTER: &str =
    "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/4b1b0000-1111-4222-8333-000000000001-2";
pub const WAREHOUSE: &str = "arn:aws:redshift:eu-west-1:111122223333:cluster:warehouse";
pub const WORKGROUP: &str = "arn:aws:redshift-serverless:eu-west-1:111122223333:workgroup/w0000000-1111";
pub const BROKERS: &str = "b-1.orders.k1a2b3.c3.kafka.eu-west-1.amazonaws.com:9094,b-2.orders.k1a2b3.c3.kafka.eu-west-1.amazonaws.com:9094";

/// The account; nothing in it cannot be read.
pub fn account() -> Account {
    let mut account = Account::empty("111122223333");
    kafka(&mut account);
    redshift(&mut account);
    credentials(&mut account);
    roles(&mut account);
    lambda(&mut account);
    network(&mut account);
    account
}

/// Rows of a result, with the columns in this order.
pub fn rows(columns: &[&str], rows: &[&[Value]]) -> Value {
    let field = |value: &Value| match value {
        Value::Null => json!({"isNull": true}),
        Value::Bool(b) => json!({"booleanValue": b}),
        Value::Number(n) => json!({"longValue": n}),
        other => json!({"stringValue": other}),
    };
    let records: Vec<Vec<Value>> = rows.iter().map(|row| row.iter().map(field).collect()).collect();
    let columns: Vec<Value> = columns.iter().map(|name| json!({"name": name})).collect();
    json!({"ColumnMetadata": columns, "Records": records, "TotalNumRows": rows.len()})
}

pub const COLUMNS: [&str; 4] = ["schemaname", "databasename", "eskind", "esoptions"];
pub const SCHEMAS_OF_DEV: &str = "warehouse~dev~svv_external_schemas";
pub const SCAN_COLUMNS: [&str; 4] = ["external_schema_name", "stream_name", "mv_name", "database_name"];
/// Scans are asked for once a warehouse, whatever its databases.
pub const SCANS: &str = "warehouse~dev~sys_stream_scan_states";

fn kafka(account: &mut Account) {
    let cluster = json!({
        "clusterArn": CLUSTER, "clusterName": "orders", "clusterType": "PROVISIONED", "state": "ACTIVE",
        "provisioned": {
            "brokerNodeGroupInfo": {
                "clientSubnets": ["subnet-0a1", "subnet-0b2"], "instanceType": "kafka.m7g.large",
                "securityGroups": ["sg-0brokers"],
            },
            "clientAuthentication": {"tls": {"enabled": true, "certificateAuthorityArnList": [AUTHORITY]}},
            "currentBrokerSoftwareInfo": {"kafkaVersion": "3.8.x"},
            "encryptionInfo": {
                "encryptionAtRest": {}, "encryptionInTransit": {"clientBroker": "TLS", "inCluster": true},
            },
            "enhancedMonitoring": "PER_BROKER", "numberOfBrokerNodes": 2,
        },
    });
    let replicator =
        "arn:aws:kafka:eu-west-1:111122223333:replicator/dr/0f1e0000-1111-4222-8333-000000000001-2";
    account
        .answer(DUBLIN, "kafka:ListClustersV2", json!({"clusterInfoList": [cluster]}))
        .answer_for(
            DUBLIN,
            "kafka:GetBootstrapBrokers",
            "orders",
            json!({"bootstrapBrokerStringTls": BROKERS}),
        )
        .answer(
            DUBLIN,
            "kafka:ListReplicators",
            json!({"replicators": [
                {"replicatorArn": replicator, "replicatorName": "dr", "replicatorState": "RUNNING"}
            ]}),
        )
        .answer_for(
            DUBLIN,
            "kafka:DescribeReplicator",
            "dr",
            json!({
                "replicatorArn": replicator, "replicatorName": "dr", "replicatorState": "RUNNING",
                "serviceExecutionRoleArn": "arn:aws:iam::111122223333:role/replicator",
                "kafkaClusters": [
                    {"amazonMskCluster": {"mskClusterArn": CLUSTER}},
                    {
                        "apacheKafkaCluster": {
                            "apacheKafkaClusterId": "onprem", "bootstrapBrokerString": "k1.example.com:9093",
                        },
                        "clientAuthentication": {
                            "saslScram": {"mechanism": "SHA256", "secretArn": SECRET},
                        },
                        "encryptionInTransit": {"encryptionType": "TLS"},
                    },
                ],
            }),
        );
}

fn redshift(account: &mut Account) {
    let cluster = |name: &str, status: &str| {
        json!({
            "ClusterIdentifier": name, "ClusterStatus": status, "DBName": "dev", "VpcId": "vpc-0streaming",
            "EnhancedVpcRouting": true, "PubliclyAccessible": false, "Encrypted": true,
            "IamRoles": [{"IamRoleArn": READER, "ApplyStatus": "in-sync"}], "DefaultIamRoleArn": READER,
            "ClusterSubnetGroupName": "streaming",
            "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-0warehouse", "Status": "active"}],
        })
    };
    let options = json!({
        "AUTHENTICATION": "mtls", "AUTHENTICATION_ARN": CERTIFICATE, "IAM_ROLE": READER, "URI": BROKERS,
    });
    let with_secret =
        json!({"Authentication": "mtls", "secretArn": SECRET, "iam_role": "default", "uri": BROKERS});
    let superuser = || rows(&["usesuper"], &[&[json!(true)]]);
    account
        .answer(DUBLIN, "redshift:DescribeClusters", json!({"Clusters": [cluster("warehouse", "available")]}))
        .answer(
            DUBLIN,
            "redshift:DescribeClusterSubnetGroups",
            json!({"ClusterSubnetGroups": [{
                "ClusterSubnetGroupName": "streaming", "VpcId": "vpc-0streaming",
                "Subnets": [{"SubnetIdentifier": "subnet-0a1"}, {"SubnetIdentifier": "subnet-0w3"}],
            }]}),
        )
        .answer(
            DUBLIN,
            "redshift-serverless:ListWorkgroups",
            json!({"workgroups": [{
                "workgroupArn": WORKGROUP, "workgroupName": "analytics", "namespaceName": "lake",
                "status": "AVAILABLE", "enhancedVpcRouting": false, "publiclyAccessible": false,
                "subnetIds": ["subnet-0b2"], "securityGroupIds": ["sg-0warehouse"],
                "endpoint": {"address": "analytics.example.com", "port": 5439,
                    "vpcEndpoints": [{"vpcEndpointId": "vpce-0w", "vpcId": "vpc-0streaming"}]},
            }]}),
        )
        .answer(
            DUBLIN,
            "redshift-serverless:ListNamespaces",
            json!({"namespaces": [{
                "namespaceArn": "arn:aws:redshift-serverless:eu-west-1:111122223333:namespace/n0000000-1111",
                "namespaceName": "lake", "dbName": "lakedb", "status": "AVAILABLE",
                "iamRoles": [format!("IamRole(applyStatus=in-sync, iamRoleArn={READER})")],
            }]}),
        )
        .answer_for(
            DUBLIN,
            "redshift-data:ListDatabases",
            "warehouse",
            json!({"Databases": ["template0", "sales", "dev", "padb_harvest"]}),
        )
        .answer_for(DUBLIN, "redshift-data:ListDatabases", "analytics", json!({"Databases": ["lakedb"]}))
        .answer_for(DUBLIN, "redshift-data:GetStatementResult", "warehouse~dev~pg_user", superuser())
        .answer_for(DUBLIN, "redshift-data:GetStatementResult", "analytics~lakedb~pg_user", superuser())
        .answer_for(
            DUBLIN,
            "redshift-data:GetStatementResult",
            SCHEMAS_OF_DEV,
            rows(&COLUMNS, &[&[json!("orders"), json!("dev"), json!(10), json!(options.to_string())]]),
        )
        .answer_for(
            DUBLIN,
            "redshift-data:GetStatementResult",
            "warehouse~sales~svv_external_schemas",
            // Columns count by their names, whatever their order.
            rows(
                &["esoptions", "eskind", "schemaname", "databasename"],
                &[&[json!(with_secret.to_string()), json!(10), json!("payments"), json!("sales")]],
            ),
        )
        .answer_for(
            DUBLIN,
            "redshift-data:GetStatementResult",
            SCANS,
            // Columns of fixed length: values end in blanks.
            rows(
                &SCAN_COLUMNS,
                &[
                    &[json!("orders   "), json!("orders.v1"), json!("orders_live   "), json!("dev   ")],
                    &[json!("orders   "), json!("refunds"), json!("refunds   "), json!("dev   ")],
                    &[json!("orders   "), json!("orders.v1"), json!("elsewhere   "), json!("sales   ")],
                ],
            ),
        );
}

fn credentials(account: &mut Account) {
    account
        .answer_for(
            DUBLIN,
            "acm:DescribeCertificate",
            "ce470000-1111-4222-8333-000000000001",
            json!({"Certificate": {
                "CertificateArn": CERTIFICATE, "DomainName": "redshift.example.com", "Type": "PRIVATE",
                "Status": "ISSUED", "CertificateAuthorityArn": AUTHORITY, "NotBefore": 1_767_225_600,
                "NotAfter": 1_830_297_600, "RenewalEligibility": "ELIGIBLE",
            }}),
        )
        .answer_for(
            DUBLIN,
            "acm-pca:DescribeCertificateAuthority",
            "ca5e0000-1111-4222-8333-000000000001",
            json!({"CertificateAuthority": {
                "Arn": AUTHORITY, "Type": "SUBORDINATE", "Status": "ACTIVE", "UsageMode": "GENERAL_PURPOSE",
                "NotAfter": 2_019_686_400,
                "CertificateAuthorityConfiguration": {
                    "KeyAlgorithm": "RSA_2048", "SigningAlgorithm": "SHA256WITHRSA",
                    "Subject": {"CommonName": "streaming.example.com"},
                },
            }}),
        )
        .answer_for(
            DUBLIN,
            "secretsmanager:DescribeSecret",
            "prod~mtls",
            json!({"ARN": SECRET, "Name": "prod/mtls", "RotationEnabled": false}),
        )
        .answer_for(
            DUBLIN,
            "secretsmanager:ListSecretVersionIds",
            "prod~mtls",
            json!({"ARN": SECRET, "Name": "prod/mtls", "Versions": [
                {"VersionId": "1", "VersionStages": ["AWSCURRENT"], "KmsKeyIds": ["DefaultEncryptionKey"]}
            ]}),
        )
        .answer_for(
            DUBLIN,
            "secretsmanager:GetResourcePolicy",
            "prod~mtls",
            json!({"ARN": SECRET, "Name": "prod/mtls"}),
        );
}

fn roles(account: &mut Account) {
    let document = |action: &str, resource: &str| {
        json!({"Version": "2012-10-17", "Statement": [
            {"Sid": action.replace(':', ""), "Effect": "Allow", "Action": action, "Resource": resource}
        ]})
        .to_string()
    };
    let trust = |service: &str| {
        json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
        ]})
        .to_string()
    };
    for (arn, file, service) in [
        (READER, "redshift-reader", "redshift.amazonaws.com"),
        (FUNCTION_ROLE, "orders-function", "lambda.amazonaws.com"),
    ] {
        let role = json!({"Role": {
            "Arn": arn, "RoleName": file, "Path": "/", "RoleId": "AROAEXAMPLE",
            "AssumeRolePolicyDocument": trust(service),
        }});
        account
            .answer_for("global", "iam:GetRole", file, role)
            .answer_for(
                "global",
                "iam:ListAttachedRolePolicies",
                file,
                json!({"AttachedPolicies": [{"PolicyName": "streaming", "PolicyArn": SHARED_POLICY}]}),
            )
            .answer_for("global", "iam:ListRolePolicies", file, json!({"PolicyNames": ["inline"]}))
            .answer_for(
                "global",
                "iam:GetRolePolicy",
                &format!("{file}~inline"),
                json!({"RoleName": file, "PolicyName": "inline",
                    "PolicyDocument": document("acm:ExportCertificate", CERTIFICATE)}),
            );
    }
    account
        .answer_for(
            "global",
            "iam:GetPolicy",
            "streaming",
            json!({"Policy": {"Arn": SHARED_POLICY, "DefaultVersionId": "v3"}}),
        )
        .answer_for(
            "global",
            "iam:GetPolicyVersion",
            "streaming-v3",
            json!({"PolicyVersion": {"VersionId": "v3", "IsDefaultVersion": true,
                "Document": document("secretsmanager:GetSecretValue", "*")}}),
        );
}

fn lambda(account: &mut Account) {
    let mapping = |n: u32, more: Value| {
        let mut mapping = json!({
            "UUID": format!("a1b20000-1111-4222-8333-00000000000{n}"), "State": "Enabled",
            "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:orders:live",
        });
        let members = mapping.as_object_mut().expect("an object");
        members.extend(more.as_object().cloned().into_iter().flatten());
        mapping
    };
    let scram = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:scram-x1Y2z3";
    account
        .answer(
            DUBLIN,
            "lambda:ListEventSourceMappings",
            json!({"EventSourceMappings": [
                mapping(1, json!({"EventSourceArn": CLUSTER, "SourceAccessConfigurations": [
                    {"Type": "SASL_SCRAM_512_AUTH", "URI": scram}
                ]})),
                mapping(2, json!({
                    "SelfManagedEventSource": {"Endpoints": {"KAFKA_BOOTSTRAP_SERVERS": [
                        "b-1.orders.k1a2b3.c3.kafka.eu-west-1.amazonaws.com:9094"
                    ]}},
                    "SourceAccessConfigurations": [{"Type": "VPC_SUBNET", "URI": "subnet:subnet-0a1"}],
                })),
                mapping(3, json!({"EventSourceArn": "arn:aws:sqs:eu-west-1:111122223333:orders"})),
            ]}),
        )
        .answer_for(
            DUBLIN,
            "lambda:GetFunctionConfiguration",
            "orders",
            json!({"FunctionName": "orders", "Role": FUNCTION_ROLE,
                "Environment": {"Variables": {"DB_PASSWORD": "c4nary-in-the-environment"}}}),
        );
}

fn network(account: &mut Account) {
    let permission = |from: u16, to: u16, cidr: &str| {
        json!({"ipProtocol": "tcp", "fromPort": from, "toPort": to, "ipRanges": [{"cidrIp": cidr}],
            "ipv6Ranges": [], "prefixListIds": [], "groups": []})
    };
    let everything = json!({"ipProtocol": "-1", "ipRanges": [{"cidrIp": "0.0.0.0/0"}],
        "ipv6Ranges": [{"cidrIpv6": "::/0"}], "prefixListIds": [], "groups": []});
    let by_group = json!({"ipProtocol": "tcp", "fromPort": 9094, "toPort": 9094, "ipRanges": [],
        "ipv6Ranges": [], "prefixListIds": [{"prefixListId": "pl-0corp"}],
        "groups": [{"groupId": "sg-0warehouse", "userId": "111122223333"}]});
    let group = |id: &str, ingress: Value| {
        json!({"groupId": id, "groupName": &id[3..], "ownerId": "111122223333", "vpcId": "vpc-0streaming",
            "ipPermissions": ingress, "ipPermissionsEgress": [everything]})
    };
    let subnet = |id: &str, cidr: &str| {
        json!({"subnetId": id, "vpcId": "vpc-0streaming", "cidrBlock": cidr,
        "ipv6CidrBlockAssociationSet": [
            {"ipv6CidrBlock": "2001:db8::/64", "ipv6CidrBlockState": {"state": "disassociated"}},
            {"ipv6CidrBlock": "2001:db8:0:1::/64", "ipv6CidrBlockState": {"state": "associated"}},
        ]})
    };
    let local = json!({"destinationCidrBlock": "10.20.0.0/16", "gatewayId": "local", "state": "active"});
    let table = |id: &str, more: Value, association: Value| {
        json!({"routeTableId": id, "vpcId": "vpc-0streaming", "routeSet": [local, more],
            "associationSet": [association]})
    };
    let nat = json!({"destinationCidrBlock": "0.0.0.0/0", "natGatewayId": "nat-0a1", "state": "active"});
    let s3 = json!({"destinationPrefixListId": "pl-0s3", "gatewayId": "vpce-0s3", "state": "blackhole"});
    account
        .answer(
            DUBLIN,
            "ec2:DescribeSecurityGroups",
            json!({"securityGroupInfo": [
                group("sg-0brokers", json!([permission(9094, 9098, "10.20.0.0/16"), by_group])),
                group("sg-0warehouse", json!([])),
                group("sg-0other", json!([])),
            ]}),
        )
        .answer(
            DUBLIN,
            "ec2:DescribeSubnets",
            json!({"subnetSet": [
                subnet("subnet-0a1", "10.20.0.0/24"), subnet("subnet-0b2", "10.20.1.0/24"),
                subnet("subnet-0w3", "10.20.2.0/24"), subnet("subnet-0other", "10.30.0.0/24"),
            ]}),
        )
        .answer(
            DUBLIN,
            "ec2:DescribeRouteTables",
            json!({"routeTableSet": [
                table("rtb-0main", s3, json!({"main": true})),
                table("rtb-0private", nat, json!({"main": false, "subnetId": "subnet-0a1"})),
            ]}),
        )
        .answer(
            DUBLIN,
            "ec2:DescribeVpcEndpoints",
            json!({"vpcEndpointSet": [{
                "vpcEndpointId": "vpce-0secrets", "vpcEndpointType": "Interface", "vpcId": "vpc-0streaming",
                "serviceName": "com.amazonaws.eu-west-1.secretsmanager", "state": "Available",
                "privateDnsEnabled": true, "subnetIdSet": ["subnet-0a1"], "routeTableIdSet": [],
                "groupSet": [{"groupId": "sg-0endpoint", "groupName": "endpoint"}],
                "policyDocument": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
            }]}),
        );
}
