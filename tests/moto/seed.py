"""Fills a moto server with an account: clusters, secrets, keys, caches, good and bad ones."""

import json
import sys

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

    def cluster(name, client_broker, in_cluster, broker_logs, **authentication):
        kafka.create_cluster(
            ClusterName=name,
            KafkaVersion="3.8.x",
            NumberOfBrokerNodes=2,
            BrokerNodeGroupInfo={
                "ClientSubnets": ["subnet-1", "subnet-2"],
                "InstanceType": "kafka.m7g.large",
                "SecurityGroups": ["sg-1"],
            },
            EncryptionInfo={
                "EncryptionAtRest": {"DataVolumeKMSKeyId": rotated["Arn"]},
                "EncryptionInTransit": {"ClientBroker": client_broker, "InCluster": in_cluster},
            },
            ClientAuthentication=authentication,
            EnhancedMonitoring="PER_BROKER",
            LoggingInfo={"BrokerLogs": broker_logs},
        )

    cluster("good", "TLS", True, logs, Sasl={"Iam": {"Enabled": True}})
    cluster("plain", "PLAINTEXT", False, {}, Unauthenticated={"Enabled": True})
    cluster("scram", "TLS", True, logs, Sasl={"Scram": {"Enabled": True}})
    kafka.create_cluster_v2(
        ClusterName="serverless",
        Serverless={
            "VpcConfigs": [{"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}],
            "ClientAuthentication": {"Sasl": {"Iam": {"Enabled": True}}},
        },
    )

    def group(name, **more):
        cache.create_replication_group(
            ReplicationGroupId=name,
            ReplicationGroupDescription=name,
            Engine="redis",
            EngineVersion="7.1",
            CacheNodeType="cache.m7g.large",
            **more,
        )

    group("secure", TransitEncryptionEnabled=True, AtRestEncryptionEnabled=True, AuthToken="a" * 24)
    group("plain", TransitEncryptionEnabled=False, AtRestEncryptionEnabled=False)
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
