"""What a scan of the seeded moto server must find, must not find, and must say it could not see.

Usage: check.py FOLDER corrected SCAN-CODE COLLECT-CODE, or check.py FOLDER as-is SCAN-CODE COLLECT-CODE
"""

import json
import sys

FAILS = {
    ("msk-plaintext-client-traffic", "plain"),
    ("msk-plaintext-broker-traffic", "plain"),
    ("msk-unauthenticated-clients", "plain"),
    ("msk-no-broker-logs", "plain"),
    ("msk-broker-ports-open-to-world", "plain"),
    ("msk-plaintext-port-open", "plain"),
    ("scram-secret-default-key", "AmazonMSK_default_key"),
    ("scram-secret-alias-key", "AmazonMSK_alias"),
    ("elasticache-plaintext-transit", "plain"),
    ("elasticache-plaintext-at-rest", "plain"),
    ("elasticache-standalone-redis", "alone"),
}
# Rules that the server as it is can satisfy or break without its MSK answers.
WITHOUT_CLUSTERS = {
    ("scram-secret-default-key", "AmazonMSK_default_key"),
    ("elasticache-plaintext-transit", "plain"),
    ("elasticache-plaintext-at-rest", "plain"),
    ("elasticache-standalone-redis", "alone"),
}
SOUND = {("msk_cluster", "good"), ("secret", "AmazonMSK_good"), ("replication_group", "secure")}
# moto does not have these, or answers them without what AWS always tells: the members of a replication group, a
# key's usage, the keys of a secret's versions, a policy that is a policy. What depends on them must be undecided,
# never pass.
MISSING = {
    "elasticache:DescribeCacheClusters",
    "elasticache:DescribeServerlessCaches",
    "elasticache:DescribeUserGroups",
    "kafka:DescribeConfigurationRevision",
    "kafka:GetBootstrapBrokers",
    "kafka:GetClusterPolicy",
    "kafka:ListReplicators",
    "kafka:ListScramSecrets",
    "kafkaconnect:ListConnectors",
    "kms:DescribeKey",
    "redshift-serverless:ListNamespaces",
    "redshift-serverless:ListWorkgroups",
    "secretsmanager:ListSecretVersionIds",
}
UNDECIDED = {
    ("msk-plaintext-listener", "good"): "kafka:GetBootstrapBrokers",
    ("scram-secret-unassociated", "AmazonMSK_good"): "kafka:ListScramSecrets",
    ("scram-secret-asymmetric-key", "AmazonMSK_incomplete_key"): "kms:DescribeKey",
    ("elasticache-passwordless-user", "open"): "elasticache:DescribeUserGroups",
    ("elasticache-engine-without-tls", "plain"): "elasticache:DescribeCacheClusters",
    ("msk-open-cluster-policy", "good"): "kafka:GetClusterPolicy",
}
WHOLE = {
    "kafka:ListClustersV2": 4,
    "secretsmanager:ListSecrets": 6,
    "elasticache:DescribeReplicationGroups": 2,
    "acm-pca:DescribeCertificateAuthority": 1,
    "ec2:DescribeRouteTables": 2,
    "ec2:DescribeSecurityGroups": 2,
    "ec2:DescribeSubnets": 2,
    "iam:GetPolicyVersion": 1,
    "iam:GetRole": 1,
    "iam:GetRolePolicy": 1,
    "lambda:GetFunctionConfiguration": 1,
    "lambda:ListEventSourceMappings": 2,
    "redshift:DescribeClusters": 1,
    "redshift:DescribeClusterSubnetGroups": 1,
}
# What the services without a generated client are read for: a part of the resource's line in the snapshot.
FACTS = {
    "lambda_mapping": ['"access_type":"SASL_SCRAM_512_AUTH"', '"source":"msk"', ":role/service/reader"],
    "iam_role": ["service:lambda.amazonaws.com", "secretsmanager:GetSecretValue", "kms:Decrypt", "a+b %7B"],
    "redshift_cluster": ['"enhanced_vpc_routing":true', '"database_name":"dev"', ":role/service/reader"],
    "security_group": ['"cidr_ipv4":"0.0.0.0/0"', '"from_port":9092', '"group":"sg-'],
    "vpc": ['"cidrs":["10.20.0.0/16"]'],
    "route_table": ['"target_kind":"igw"'],
    "subnet": ['"cidr":"10.20.1.0/24"'],
    "certificate_authority": ['"authority_type":"ROOT"', '"common_name":"clients.example.com"'],
}
# Only asked for clusters and mappings.
OF_CLUSTERS = ("acm-pca:", "ec2:", "iam:", "lambda:GetFunctionConfiguration")


def main(folder, server, scan_code, collect_code):
    def read(name):
        with open(f"{folder}/{name}", encoding="utf-8") as f:
            return f.read()

    text, snapshot = read("scan.json"), read("snapshot.jsonl")
    report, checked = json.loads(text), json.loads(read("check.json"))
    fails, undecided = FAILS, UNDECIDED
    missing, whole = set(MISSING), dict(WHOLE)
    if server == "as-is":
        # Its cluster times are no instants, so nothing is known of any cluster: not that there is none.
        fails = WITHOUT_CLUSTERS
        undecided = {("scram-secret-unassociated", "AmazonMSK_good"): "kafka:ListClustersV2"}
        missing = {m for m in missing if not m.startswith("kafka:")}
        missing |= {"kafka:ListClustersV2", "kafka:ListReplicators"}
        del whole["kafka:ListClustersV2"]
        whole = {w: n for w, n in whole.items() if not w.startswith(OF_CLUSTERS)}
    wrong = []

    def demand(condition, message):
        if not condition:
            wrong.append(message)

    verdicts = {}
    for finding in report["findings"]:
        resource = finding["resource"]
        verdicts[finding["rule"], resource["name"]] = finding
        if finding["verdict"] == "fail":
            demand((resource["kind"], resource["name"]) not in SOUND, f"{finding['rule']} on {resource['name']}")
    for key in sorted(fails):
        demand(verdicts.get(key, {}).get("verdict") == "fail", f"{key} is not a finding")
    for key, operation in undecided.items():
        finding = verdicts.get(key, {})
        demand(finding.get("verdict") == "undecided", f"{key} is {finding.get('verdict')}, not undecided")
        demand(operation in json.dumps(finding.get("missing")), f"{key} does not name {operation}")

    coverage = {c["operation"]: c for c in report["coverage"]}
    gaps = {operation for operation, c in coverage.items() if not c["complete"]}
    demand(gaps == missing, f"gaps: {sorted(gaps)}, expected {sorted(missing)}")
    for operation, items in whole.items():
        c = coverage.get(operation, {})
        demand(c.get("complete") and c.get("items") == items, f"{operation} is not whole: {c}")

    for kind, parts in FACTS.items() if server == "corrected" else []:
        lines = [line for line in snapshot.splitlines() if line.startswith('{"kind":"%s"' % kind)]
        for part in parts:
            demand(any(part in line for line in lines), f"no {kind} has {part}")

    rotation = sorted(f["verdict"] for f in report["findings"] if f["rule"] == "kms-key-unrotated")
    demand(rotation.count("fail") == 1 and rotation.count("undecided") == 1, f"rotation of keys: {rotation}")

    demand(scan_code == "1", f"scan ended with {scan_code}")
    demand(collect_code == "3", f"collect ended with {collect_code}")
    demand(report["findings"] == checked["findings"], "check on the snapshot finds something else than scan")
    for secret in ("canary", "Canary", "test-secret"):
        demand(secret not in text and secret not in snapshot, f"{secret} is in the output")
    demand("other/database" not in snapshot, "a secret off the path is in the snapshot")

    print(f"moto {server}: {len(report['findings'])} verdicts, {len(wrong)} problems")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
