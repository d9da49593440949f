"""What a scan of the seeded moto server must find, must not find, and must say it could not see."""

import json
import sys

FAILS = {
    ("msk-plaintext-client-traffic", "plain"),
    ("msk-plaintext-broker-traffic", "plain"),
    ("msk-unauthenticated-clients", "plain"),
    ("msk-no-broker-logs", "plain"),
    ("scram-secret-default-key", "AmazonMSK_default_key"),
    ("scram-secret-alias-key", "AmazonMSK_alias"),
    ("elasticache-plaintext-transit", "plain"),
    ("elasticache-plaintext-at-rest", "plain"),
    ("elasticache-standalone-redis", "alone"),
}
SOUND = {("msk_cluster", "good"), ("secret", "AmazonMSK_good"), ("replication_group", "secure")}
# moto does not have these; what depends on them must be undecided, never pass.
MISSING = {
    "elasticache:DescribeServerlessCaches",
    "elasticache:DescribeUserGroups",
    "kafka:GetBootstrapBrokers",
    "kafka:ListScramSecrets",
    "kafkaconnect:ListConnectors",
}
UNDECIDED = {
    ("msk-plaintext-listener", "good"): "kafka:GetBootstrapBrokers",
    ("scram-secret-unassociated", "AmazonMSK_good"): "kafka:ListScramSecrets",
    ("elasticache-passwordless-user", "open"): "elasticache:DescribeUserGroups",
}
WHOLE = {
    "kafka:ListClustersV2": 4,
    "secretsmanager:ListSecrets": 4,
    "elasticache:DescribeReplicationGroups": 2,
    "elasticache:DescribeCacheClusters": 1,
}


def main(report_file, checked_file, snapshot_file, scan_code, collect_code):
    with open(report_file, encoding="utf-8") as f:
        text = f.read()
    report = json.loads(text)
    with open(checked_file, encoding="utf-8") as f:
        checked = json.load(f)
    with open(snapshot_file, encoding="utf-8") as f:
        snapshot = f.read()
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
    for key in sorted(FAILS):
        demand(verdicts.get(key, {}).get("verdict") == "fail", f"{key} is not a finding")
    for key, operation in UNDECIDED.items():
        finding = verdicts.get(key, {})
        demand(finding.get("verdict") == "undecided", f"{key} is {finding.get('verdict')}, not undecided")
        demand(operation in json.dumps(finding.get("missing")), f"{key} does not name {operation}")

    coverage = {c["operation"]: c for c in report["coverage"]}
    for operation in MISSING:
        c = coverage.get(operation, {})
        demand(c.get("complete") is False and c.get("gaps"), f"{operation} is not a gap: {c}")
    for operation, items in WHOLE.items():
        c = coverage.get(operation, {})
        demand(c.get("complete") and c.get("items") == items, f"{operation} is not whole: {c}")

    demand(scan_code == "1", f"scan ended with {scan_code}")
    demand(collect_code == "3", f"collect ended with {collect_code}")
    demand(report["findings"] == checked["findings"], "check on the snapshot finds something else than scan")
    for secret in ("canary", "test-secret"):
        demand(secret not in text and secret not in snapshot, f"{secret} is in the output")
    demand("other/database" not in snapshot, "a secret off the path is in the snapshot")

    print(f"moto: {len(report['findings'])} verdicts, {len(wrong)} problems")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
