"""Fills a moto server with an account: clusters, secrets, keys, caches, functions, networks, good and bad ones."""

import io
import json
import sys
import zipfile

import boto3

REGION = "eu-west-1"


def main(endpoint):
    def client(service):
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name=REGION,
            aws_access_key_id="test-key",
            aws_secret_access_key="test-secret",
        )

    kms, secrets, kafka, cache = (client(s) for s in ("kms", "secretsmanager", "kafka", "elasticache"))
    ec2, iam, functions, queues = (client(s) for s in ("ec2", "iam", "lambda", "sqs"))
    redshift, authorities = client("redshift"), client("acm-pca")

    vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.20.{n}.0/24")["Subnet"]["SubnetId"] for n in range(2)
    ]

    def security_group(name, first, cidr):
        group = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_ingress(
            GroupId=group,
            IpPermissions=[
                {"IpProtocol": "tcp", "FromPort": first, "ToPort": 9098, "IpRanges": [{"CidrIp": cidr}]},
                {"IpProtocol": "tcp", "FromPort": 2182, "ToPort": 2182, "UserIdGroupPairs": [{"GroupId": group}]},
            ],
        )
        return group

    group = security_group("brokers", 9094, "10.20.0.0/16")
    open_group = security_group("open", 9092, "0.0.0.0/0")
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[0])

    def document(**statement):
        return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})

    trust = document(Action="sts:AssumeRole", Principal={"Service": "lambda.amazonaws.com"})
    role = iam.create_role(RoleName="reader", Path="/service/", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    managed = iam.create_policy(
        PolicyName="streaming", PolicyDocument=document(Action="secretsmanager:GetSecretValue", Resource="*")
    )["Policy"]["Arn"]
    iam.attach_role_policy(RoleName="reader", PolicyArn=managed)
    iam.put_role_policy(
        RoleName="reader", PolicyName="keys", PolicyDocument=document(Action="kms:Decrypt", Resource="arn:aws:kms:eu-west-1:123456789012:key/a+b %7B")
    )

    def key(**more):
        return kms.create_key(**more)["KeyMetadata"]

    rotated = key(KeyUsage="ENCRYPT_DECRYPT")
    kms.enable_key_rotation(KeyId=rotated["KeyId"])
    unrotated = key(KeyUsage="ENCRYPT_DECRYPT")
    disabled = key(KeyUsage="ENCRYPT_DECRYPT")
    kms.enable_key_rotation(KeyId=disabled["KeyId"])
    kms.disable_key(KeyId=disabled["KeyId"])
    # Where the caller leaves KeyUsage out, moto's answers lack it, which AWS's never do.
    incomplete = key()
    kms.create_alias(AliasName="alias/scram", TargetKeyId=rotated["KeyId"])

    def secret(name, **more):
        # moto keeps the value; tidegate must never ask for it.
        return secrets.create_secret(Name=name, SecretString='{"username": "u", "password": "canary"}', **more)

    good = secret("AmazonMSK_good", KmsKeyId=rotated["Arn"])
    statement = {
        "Sid": "AWSKafkaResourcePolicy",
        "Effect": "Allow",
        "Principal": {"Service": "kafka.amazonaws.com"},
        "Action": "secretsmanager:getSecretValue",
        "Resource": good["ARN"],
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    secrets.put_resource_policy(SecretId=good["ARN"], ResourcePolicy=json.dumps(policy))
    secret("AmazonMSK_alias", KmsKeyId="alias/scram")
    secret("AmazonMSK_default_key")
    secret("AmazonMSK_disabled_key", KmsKeyId=disabled["Arn"])
    secret("AmazonMSK_unrotated_key", KmsKeyId=unrotated["Arn"])
    secret("AmazonMSK_incomplete_key", KmsKeyId=incomplete["Arn"])
    secret("other/database")

    logs = {"CloudWatchLogs": {"Enabled": True, "LogGroup": "/msk/good"}}

    authority = authorities.create_certificate_authority(
        CertificateAuthorityConfiguration={
            "KeyAlgorithm": "RSA_2048",
            "SigningAlgorithm": "SHA256WITHRSA",
            "Subject": {"CommonName": "clients.example.com"},
        },
        CertificateAuthorityType="ROOT",
    )["CertificateAuthorityArn"]
    mutual = {"CertificateAuthorityArnList": [authority], "Enabled": True}

    def cluster(name, client_broker, in_cluster, broker_logs, **authentication):
        return kafka.create_cluster(
            ClusterName=name,
            KafkaVersion="3.8.x",
            NumberOfBrokerNodes=2,
            BrokerNodeGroupInfo={
                "ClientSubnets": subnets,
                "InstanceType": "kafka.m7g.large",
                "SecurityGroups": [open_group if name == "plain" else group],
            },
            EncryptionInfo={
                "EncryptionAtRest": {"DataVolumeKMSKeyId": rotated["Arn"]},
                "EncryptionInTransit": {"ClientBroker": client_broker, "InCluster": in_cluster},
            },
            ClientAuthentication=authentication,
            EnhancedMonitoring="PER_BROKER",
            LoggingInfo={"BrokerLogs": broker_logs},
        )["ClusterArn"]

    good_cluster = cluster("good", "TLS", True, logs, Sasl={"Iam": {"Enabled": True}}, Tls=mutual)
    cluster("plain", "PLAINTEXT", False, {}, Unauthenticated={"Enabled": True})
    cluster("scram", "TLS", True, logs, Sasl={"Scram": {"Enabled": True}})
    kafka.create_cluster_v2(
        ClusterName="serverless",
        Serverless={
            "VpcConfigs": [{"SubnetIds": subnets[:1], "SecurityGroupIds": [group]}],
            "ClientAuthentication": {"Sasl": {"Iam": {"Enabled": True}}},
        },
    )

    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as z:
        z.writestr("main.py", "def handler(event, context): pass")
    functions.create_function(
        FunctionName="orders",
        Runtime="python3.13",
        Role=role,
        Handler="main.handler",
        Code={"ZipFile": code.getvalue()},
        Environment={"Variables": {"PASSWORD": "canary"}},
    )
    queue = queues.create_queue(QueueName="orders")["QueueUrl"]
    queue = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    functions.create_event_source_mapping(EventSourceArn=queue, FunctionName="orders")
    functions.create_event_source_mapping(
        EventSourceArn=queue,
        FunctionName="orders",
        SourceAccessConfigurations=[{"Type": "SASL_SCRAM_512_AUTH", "URI": good["ARN"]}],
        Tags={"EventSource": good_cluster},
    )

    redshift.create_cluster_subnet_group(
        ClusterSubnetGroupName="streaming", Description="streaming", SubnetIds=subnets
    )
    redshift.create_cluster(
        ClusterIdentifier="warehouse",
        NodeType="ra3.large",
        MasterUsername="admin",
        MasterUserPassword="Canary-canary-1",
        DBName="dev",
        ClusterSubnetGroupName="streaming",
        VpcSecurityGroupIds=[group],
        IamRoles=[role],
        EnhancedVpcRouting=True,
    )

    def cache_group(name, **more):
        cache.create_replication_group(
            ReplicationGroupId=name,
            ReplicationGroupDescription=name,
            Engine="redis",
            EngineVersion="7.1",
            CacheNodeType="cache.m7g.large",
            **more,
        )

    cache_group("secure", TransitEncryptionEnabled=True, AtRestEncryptionEnabled=True, AuthToken="a" * 24)
    cache_group("plain", TransitEncryptionEnabled=False, AtRestEncryptionEnabled=False)
    cache.create_cache_cluster(
        CacheClusterId="alone",
        Engine="redis",
        EngineVersion="7.1",
        CacheNodeType="cache.t4g.micro",
        NumCacheNodes=1,
    )
    cache.create_user(
        UserId="open", UserName="open", Engine="redis", AccessString="on ~* +@all", NoPasswordRequired=True
    )


if __name__ == "__main__":
    main(sys.argv[1])
