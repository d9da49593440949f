"""Fills the moto server with a small streaming account. Usage: seed.py URL"""

import sys

import boto3

REGION = "eu-west-1"


def client(service):
    return boto3.client(service, region_name=REGION, endpoint_url=sys.argv[1])


def create_key(**options):
    return client("kms").create_key(**options)["KeyMetadata"]["KeyId"]


def cluster(name, client_broker, in_cluster, authentication):
    return client("kafka").create_cluster_v2(
        ClusterName=name,
        Provisioned={
            "BrokerNodeGroupInfo": {
                "ClientSubnets": ["subnet-0a", "subnet-0b"],
                "InstanceType": "kafka.m7g.large",
                "SecurityGroups": ["sg-0a"],
            },
            "EncryptionInfo": {
                "EncryptionInTransit": {"ClientBroker": client_broker, "InCluster": in_cluster},
            },
            "ClientAuthentication": authentication,
            "EnhancedMonitoring": "PER_BROKER",
            "KafkaVersion": "3.8.x",
            "NumberOfBrokerNodes": 2,
        },
    )["ClusterArn"]


def main():
    cluster("good", "TLS", True, {"Sasl": {"Iam": {"Enabled": True}}})
    cluster("plain", "PLAINTEXT", False, {"Unauthenticated": {"Enabled": True}})
    key = create_key(KeyUsage="ENCRYPT_DECRYPT")
    client("kms").enable_key_rotation(KeyId=key)
    unrotated = create_key(KeyUsage="ENCRYPT_DECRYPT")
    # Where the caller leaves KeyUsage out, moto's answers lack it, which AWS's never do.
    incomplete = create_key()
    secrets = client("secretsmanager")
    value = '{"username": "u", "password": "moto-canary"}'
    secrets.create_secret(Name="AmazonMSK_good", KmsKeyId=key, SecretString=value)
    secrets.create_secret(Name="AmazonMSK_unrotated", KmsKeyId=unrotated, SecretString=value)
    secrets.create_secret(Name="AmazonMSK_incomplete", KmsKeyId=incomplete, SecretString=value)
    secrets.create_secret(Name="AmazonMSK_default", SecretString=value)
    secrets.create_secret(Name="somebody-elses", SecretString=value)
    cache = client("elasticache")
    for name, tls in [("encrypted", True), ("open", False)]:
        cache.create_replication_group(
            ReplicationGroupId=name,
            ReplicationGroupDescription=name,
            Engine="redis",
            CacheNodeType="cache.r7g.large",
            TransitEncryptionEnabled=tls,
            AtRestEncryptionEnabled=tls,
            NumCacheClusters=2,
        )


main()
