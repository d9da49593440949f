"""Checks the report of a scan of the moto server. Usage: check.py REPORT EXIT-CODE"""

import json
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    report = json.loads(text)
    verdicts = {(f["rule"], f["resource"]["name"]): f["verdict"] for f in report["findings"]}

    def expect(rule, resource, verdict):
        found = verdicts.get((rule, resource))
        assert found == verdict, f"{rule} on {resource}: {found}, not {verdict}"

    assert sys.argv[2] == "1", f"exit code {sys.argv[2]}: there are findings"
    assert "moto-canary" not in text
    expect("scram-secret-default-key", "AmazonMSK_default", "fail")
    expect("scram-secret-default-key", "AmazonMSK_good", "pass")
    expect("elasticache-plaintext-transit", "open", "fail")
    expect("elasticache-plaintext-transit", "encrypted", "pass")
    assert not any(name == "somebody-elses" for _, name in verdicts), "a secret that is not on the path"
    keys = sorted(f["verdict"] for f in report["findings"] if f["rule"] == "kms-key-unrotated")
    assert keys == ["fail", "pass", "undecided"], keys
    missing = {
        f["resource"]["name"]: sorted(m["field"] for m in f["missing"])
        for f in report["findings"]
        if f["rule"] == "scram-secret-asymmetric-key" and f["verdict"] == "undecided"
    }
    assert missing == {"AmazonMSK_incomplete": ["secret.kms_key.key_usage"]}, missing

    # What moto does not speak, or speaks in another form than AWS, must be said: clusters with times that are no
    # RFC 3339 instants, no connectors, no serverless caches. Nothing of it may be taken for "nothing there".
    gaps = {}
    for c in report["coverage"]:
        if c["gaps"]:
            gaps[c["operation"]] = [next(iter(g["why"])) for g in c["gaps"]]
    expected = {
        "kafka:ListClustersV2": ["malformed"],
        "kafkaconnect:ListConnectors": ["failed"],
        "elasticache:DescribeServerlessCaches": ["failed"],
        "elasticache:DescribeUserGroups": ["failed"],
    }
    assert gaps == expected, gaps
    open_clusters = [f for f in report["findings"] if f["rule"] == "scram-secret-unassociated"]
    assert open_clusters and all(f["verdict"] == "undecided" for f in open_clusters)
    print(f"{len(verdicts)} verdicts, gaps at {', '.join(sorted(gaps))}")
    print("moto: 1 passed, 0 failed")


main()
