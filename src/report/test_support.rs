//! A report as a run would give it, with every kind of thing a report can hold, and a rule for its findings.

use crate::evaluate::{
    Evidence, Finding, Missing, Problem, Related, Remediation, Report, Selection, Subject, Tally,
};
use crate::inventory::snapshot::Run;
use crate::inventory::{Coverage, Denial, Gap, Place, Why};
use crate::rules::{Confidence, Language, Rule, Severity, Verdict, file};

pub const SECRET: &str = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:AmazonMSK_orders-AbCdEf";
pub const CLUSTER: &str =
    "arn:aws:kafka:ap-northeast-1:123456789012:cluster/orders/4b1b0c0a-1111-4222-8333-444455556666-1";

pub fn denied_key() -> Why {
    Why::Denied {
        operation: "kms:DescribeKey".into(),
        code: "AccessDeniedException".into(),
        by: Denial::KeyPolicy,
    }
}

fn throttled() -> Why {
    Why::Throttled { operation: "elasticache:DescribeUsers".into() }
}

fn fingerprint(n: u64) -> Box<str> {
    format!("{:032x}", 0xfeed_beef_0000_0000_0000_0000_0000_0000_u128 + u128::from(n) * (1 << 64)).into()
}

fn subject(kind: &str, id: &str, name: &str) -> Subject {
    Subject {
        kind: kind.into(),
        id: id.into(),
        name: name.into(),
        account: "123456789012".into(),
        region: "ap-northeast-1".into(),
    }
}

/// A failing finding of a live account, without a place.
pub fn finding(rule: &str, severity: Severity, n: u64) -> Finding {
    Finding {
        rule: rule.into(),
        verdict: Verdict::Fail,
        severity,
        confidence: Confidence::High,
        fingerprint: fingerprint(n),
        resource: subject("secret", SECRET, "AmazonMSK_orders"),
        item: None,
        message: "Secret AmazonMSK_orders is encrypted under the AWS managed key.".into(),
        expected: "a symmetric customer managed KMS key".into(),
        observed: "(not set)".into(),
        evidence: vec![Evidence {
            field: "secret.kms_key_id".into(),
            value: "(not set)".into(),
            origin: "secretsmanager:ListSecrets".into(),
        }],
        missing: Vec::new(),
        location: None,
        related: Vec::new(),
        world: None,
        remediation: Remediation {
            text: "Create a symmetric customer managed key.".into(),
            immutable: false,
            cli: "aws secretsmanager update-secret \\\n  --secret-id 'AmazonMSK_orders'\n".into(),
            cloudformation: "KmsKeyId: !GetAtt ScramKey.Arn\n".into(),
            terraform: "kms_key_id = aws_kms_key.scram.arn\n".into(),
        },
    }
}

fn undecided(rule: &str, n: u64) -> Finding {
    let missing = Missing { field: "secret.kms_key.manager".into(), why: denied_key() };
    Finding {
        verdict: Verdict::Undecided,
        message: crate::words::missing(Language::En, &[(&missing.field, &missing.why)]).into(),
        observed: "(unknown)".into(),
        missing: vec![missing],
        remediation: Remediation::default(),
        ..finding(rule, Severity::High, n)
    }
}

pub fn place(path: &str, line: u32) -> Place {
    Place { path: path.into(), line, column: 7, end_line: line, end_column: 21, via: Vec::new() }
}

/// A finding in a template, which a parameter's default decides.
pub fn template_finding(path: &str, line: u32) -> Finding {
    let mut f = finding("msk-plaintext-client-traffic", Severity::Critical, 40);
    f.resource =
        Subject { account: "".into(), region: "".into(), ..subject("msk_cluster", "Cluster", "Cluster") };
    f.message = "Cluster Cluster accepts plaintext.".into();
    f.expected = "TLS".into();
    f.observed = "PLAINTEXT".into();
    f.location = Some(place(path, line));
    f.related = vec![Related {
        message: "default of the parameter ClientBroker".into(),
        place: place("params.yaml", 3),
    }];
    f.world = Some("Env=dev".into());
    f
}

fn tally(pass: u64, fail: u64, undecided: u64, not_applicable: u64) -> Tally {
    Tally { pass, fail, undecided, not_applicable }
}

/// A complete run that found nothing.
pub fn empty_report() -> Report {
    Report {
        tool: "tidegate 0.1.0".into(),
        language: Language::En,
        run: Run {
            started: "2026-11-22T02:00:00Z".into(),
            finished: "2026-11-22T02:00:47Z".into(),
            partition: "aws".into(),
            accounts: vec!["123456789012".into()],
            regions: vec!["ap-northeast-1".into()],
            principal: Some("arn:aws:sts::123456789012:assumed-role/TidegateAudit/ci".into()),
            interrupted: false,
        },
        coverage: vec![Coverage {
            calls: 3,
            items: 12,
            ..Coverage::new("123456789012", "ap-northeast-1", "kafka:ListClustersV2")
        }],
        problems: Vec::new(),
        resources: vec![("msk_cluster".into(), 3), ("secret".into(), 12)],
        tallies: vec![("scram-secret-default-key".into(), tally(12, 0, 0, 3))],
        findings: Vec::new(),
        snapshot: None,
        ignored: Vec::new(),
        remarks: Vec::new(),
        selection: Selection::default(),
    }
}

/// Fails of all severities, an item, undecided ones, gaps, a problem, and all it takes to be incomplete.
pub fn sample() -> Report {
    let mut public = finding("msk-public-brokers", Severity::Critical, 1);
    public.resource = subject("msk_cluster", CLUSTER, "orders");
    public.message = "Cluster orders serves its brokers on public addresses.".into();
    public.expected = "public access off".into();
    public.observed = "SERVICE_PROVIDED_EIPS".into();
    let mut versions = finding("connector-without-matching-listener", Severity::Medium, 3);
    versions.item = Some("AWSPREVIOUS".into());
    let gap =
        |target: Option<&str>, why: Why, optional| Gap { target: target.map(Into::into), why, optional };
    let mut report = empty_report();
    report.coverage = vec![
        Coverage {
            calls: 2,
            gaps: vec![gap(None, throttled(), false)],
            ..Coverage::new("123456789012", "ap-northeast-1", "elasticache:DescribeUsers")
        },
        Coverage {
            calls: 3,
            items: 12,
            ..Coverage::new("123456789012", "ap-northeast-1", "kafka:ListClustersV2")
        },
        Coverage {
            calls: 4,
            items: 3,
            gaps: vec![gap(Some("arn:aws:kms:ap-northeast-1:123456789012:key/k"), denied_key(), false)],
            ..Coverage::new("123456789012", "ap-northeast-1", "kms:DescribeKey")
        },
        Coverage {
            gaps: vec![gap(
                None,
                Why::NotCollected { what: "secret values (--read-secret-keys)".into() },
                true,
            )],
            ..Coverage::new("123456789012", "ap-northeast-1", "secretsmanager:GetSecretValue")
        },
    ];
    report.problems = vec![Problem {
        path: "templates/broken.yaml".into(),
        line: 4,
        column: 2,
        message: "a mapping is not closed".into(),
    }];
    report.tallies = vec![
        ("connector-without-matching-listener".into(), tally(0, 1, 0, 2)),
        ("msk-public-brokers".into(), tally(2, 1, 0, 0)),
        ("scram-secret-default-key".into(), tally(9, 1, 1, 1)),
        ("scram-secret-unusable-key".into(), tally(10, 0, 1, 1)),
    ];
    report.findings = vec![
        public,
        finding("scram-secret-default-key", Severity::High, 2),
        versions,
        undecided("scram-secret-default-key", 4),
        undecided("scram-secret-unusable-key", 5),
    ];
    report
}

/// The same run told in another language.
pub fn sample_in(language: Language) -> Report {
    let mut report = sample();
    report.language = language;
    let texts = match language {
        Language::En => return report,
        Language::Ja => [
            "シークレット AmazonMSK_orders は MSK クラスターに関連付けられていますが、AWS マネージドキー（aws/secretsmanager）で暗号化されています。",
            "カスタマーマネージドの対称 KMS キー（同じアカウント、同じリージョン）",
            "（未設定）",
        ],
        Language::Zh => [
            "密钥 (secret) AmazonMSK_orders 已与 MSK 集群关联，但使用 AWS 托管式密钥（aws/secretsmanager）加密。",
            "客户托管的对称 KMS 密钥（同一账户、同一区域）",
            "（未设置）",
        ],
    };
    for f in &mut report.findings {
        match f.verdict {
            Verdict::Undecided => {
                let missing: Vec<(&str, &Why)> = f.missing.iter().map(|m| (&*m.field, &m.why)).collect();
                f.message = crate::words::missing(language, &missing).into();
            }
            _ => {
                f.message = texts[0].into();
                f.expected = texts[1].into();
                f.observed = texts[2].into();
            }
        }
    }
    report
}

/// Control characters, escape sequences and direction overrides in every text that comes from outside.
pub fn hostile() -> Report {
    let evil = |text: &mut Box<str>| *text = format!("{text}\u{1b}[31m\u{202e}\u{7}\u{9b}1mX\u{0}").into();
    let mut report = sample();
    report.findings.push(template_finding("templates/msk.yaml", 12));
    for f in &mut report.findings {
        for text in [
            &mut f.resource.kind,
            &mut f.resource.id,
            &mut f.resource.name,
            &mut f.resource.account,
            &mut f.resource.region,
            &mut f.rule,
            &mut f.message,
            &mut f.expected,
            &mut f.observed,
            &mut f.remediation.text,
            &mut f.remediation.cli,
            &mut f.remediation.cloudformation,
            &mut f.remediation.terraform,
        ] {
            evil(text);
        }
        f.item.iter_mut().for_each(evil);
        f.world.iter_mut().for_each(evil);
        for e in &mut f.evidence {
            [&mut e.field, &mut e.value, &mut e.origin].into_iter().for_each(evil);
        }
        for m in &mut f.missing {
            evil(&mut m.field);
            m.why = Why::Denied {
                operation: "a\u{1b}[1mb".into(),
                code: "c\u{202e}".into(),
                by: Denial::KeyPolicy,
            };
        }
        for r in &mut f.related {
            evil(&mut r.message);
        }
        if let Some(p) = &mut f.location {
            p.path = format!("{}\u{1b}[1m", p.path).into();
        }
    }
    for c in &mut report.coverage {
        [&mut c.account, &mut c.region, &mut c.operation].into_iter().for_each(evil);
        for g in &mut c.gaps {
            g.target.iter_mut().for_each(evil);
        }
    }
    for p in &mut report.problems {
        [&mut p.path, &mut p.message].into_iter().for_each(evil);
    }
    report.run.principal.iter_mut().for_each(evil);
    report.run.accounts.iter_mut().chain(&mut report.run.regions).for_each(evil);
    evil(&mut report.tool);
    report
}

/// A rule file with every member that a page shows.
pub const RULE: &str = r#"
id = "scram-secret-default-key"
since = "0.1.0"
severity = "high"
kind = "secret"
when = "size(secret.clusters) > 0"
check = "has(secret.kms_key) && secret.kms_key.manager == 'CUSTOMER'"
at = "secret.kms_key_id"
tags = ["msk", "scram"]
aliases = ["scram-default-key"]

[[severities]]
if = "secret.rotation_enabled"
severity = "medium"

[[confidences]]
if = "!has(secret.name)"
confidence = "low"

[[sources]]
url = "https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-limitations.html"
read = 2026-11-22

[[frameworks]]
framework = "nist-800-53-r5"
ids = ["SC-12", "SC-13"]
basis = "tidegate"

[text.en]
title = "SCRAM secret under the default key"
message = "Secret {{secret.name}} is encrypted under the AWS managed key."
why = "Amazon MSK cannot read a secret that is encrypted under the default key | <aws/secretsmanager>."
expected = "a symmetric customer managed KMS key"
[text.ja]
title = "デフォルトキーで暗号化された SCRAM シークレット"
message = "シークレット {{secret.name}} は AWS マネージドキーで暗号化されています。"
why = "Amazon MSK はデフォルトキーで暗号化されたシークレットを読み取れません。"
expected = "カスタマーマネージドの対称 KMS キー"
[text.zh]
title = "SCRAM 密钥使用默认加密密钥"
message = "密钥 {{secret.name}} 使用 AWS 托管式密钥加密。"
why = "Amazon MSK 无法读取使用默认密钥加密的密钥。"
expected = "客户托管的对称 KMS 密钥"

[[remediation]]
if = "has(secret.kms_key)"
cli = '''
aws secretsmanager update-secret --secret-id {{sh(secret.arn)}} --kms-key-id <key-arn>
'''
cloudformation = '''
KmsKeyId: !GetAtt ScramKey.Arn
'''
terraform = '''
kms_key_id = aws_kms_key.scram.arn
'''
en = "Move {{secret.name}} to a customer managed key."
ja = "{{secret.name}} をカスタマーマネージドキーに変更します。"
zh = "将 {{secret.name}} 改为客户托管密钥。"
[[remediation]]
en = "Create a key first."
ja = "先にキーを作成します。"
zh = "先创建密钥。"

[[examples]]
name = "the default key"
verdict = "fail"
severity = "high"
resources = [
  { kind = "secret", id = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a-AbCdEf", absent = ["kms_key", "kms_key_id"], rotation_enabled = false },
  { kind = "msk_cluster", id = "arn:aws:kafka:eu-west-1:111122223333:cluster/a/0f1e2d3c-4b5a-4968-8776-5a4b3c2d1e0f-5", scram_secrets = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a-AbCdEf"] },
]
[[examples]]
name = "a customer managed key"
verdict = "pass"
resources = [
  { kind = "secret", id = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a-AbCdEf", kms_key = "k" },
  { kind = "kms_key", id = "k", manager = "CUSTOMER" },
  { kind = "msk_cluster", id = "arn:aws:kafka:eu-west-1:111122223333:cluster/a/0f1e2d3c-4b5a-4968-8776-5a4b3c2d1e0f-5", scram_secrets = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a-AbCdEf"] },
]
[[examples]]
name = "a key that may not be described"
verdict = "undecided"
resources = [
  { kind = "secret", id = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a-AbCdEf", kms_key = "k" },
  { kind = "kms_key", id = "k", unknown = { manager = "denied kms:DescribeKey" } },
  { kind = "msk_cluster", id = "arn:aws:kafka:eu-west-1:111122223333:cluster/a/0f1e2d3c-4b5a-4968-8776-5a4b3c2d1e0f-5", scram_secrets = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a-AbCdEf"] },
]
[[examples]]
name = "a secret of no cluster"
verdict = "not-applicable"
resources = [
  { kind = "secret", id = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:other-AbCdEf" },
]
"#;

fn parse(id: &str, service: &str, text: &str) -> Rule {
    file::parse(&format!("rules/{service}/{id}.toml"), service, text).unwrap_or_else(|faults| {
        panic!("{}", crate::rules::catalogue::shown(&faults));
    })
}

pub fn rule() -> Rule {
    parse("scram-secret-default-key", "scram", RULE)
}

/// A rule for each id that the samples' findings name.
pub fn sample_rules() -> Vec<Rule> {
    let of = |id: &str, service: &str, severity: &str| {
        let text = RULE
            .replacen("scram-secret-default-key", id, 1)
            .replacen("aliases = [\"scram-default-key\"]\n", "", 1)
            .replacen("severity = \"high\"", &format!("severity = \"{severity}\""), 1);
        parse(id, service, &text)
    };
    vec![
        of("connector-without-matching-listener", "connect", "medium"),
        of("msk-plaintext-client-traffic", "msk", "critical"),
        of("msk-public-brokers", "msk", "critical"),
        rule(),
        of("scram-secret-unusable-key", "scram", "info"),
    ]
}
