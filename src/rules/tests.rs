//! Faults of rule files: what is said, and where.

use super::catalogue::{self, Catalogue, load_dir, shown};
use super::diagnostic::{Diagnostic, MAX_FAULTS};
use super::level::{Language, Severity, Verdict};
use super::rule::{Part, Rule};
use super::{example, file};
use crate::inventory::kinds::{msk_cluster, secret};
use crate::inventory::schema::common;
use crate::inventory::{Fact, Piece, Value, Why, kinds};
use proptest::prelude::*;

const PATH: &str = "scram/scram-secret-default-key.toml";

/// The rule that the documentation shows.
fn documented() -> &'static str {
    let page = include_str!("../../docs/writing-rules.md");
    let block = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    block.expect("the page shows a rule")
}

fn parse(text: &str) -> Result<Rule, Vec<Diagnostic>> {
    file::parse(PATH, "scram", text)
}

fn faults(text: &str) -> Vec<Diagnostic> {
    parse(text).map(|r| r.id).expect_err("a fault was put in")
}

/// The documented rule with one place changed.
fn changed(from: &str, to: &str) -> String {
    let text = documented().replacen(from, to, 1);
    assert_ne!(text, documented(), "{from:?} is not in the documented rule");
    text
}

fn good() -> Rule {
    parse(documented()).unwrap_or_else(|faults| panic!("{}", shown(&faults)))
}

#[test]
fn the_documented_rule_loads_with_everything_it_says() {
    let rule = good();
    assert_eq!((&*rule.id, &*rule.service, rule.kind.name), ("scram-secret-default-key", "scram", "secret"));
    assert_eq!(rule.severity, Severity::High);
    assert_eq!(rule.severities[0].1, Severity::Medium);
    assert_eq!(&*rule.sources[0].read, "2026-11-22");
    assert_eq!(&*rule.frameworks[0].ids[1], "SC-13");
    assert_eq!(&*rule.texts(Language::Ja).title, "デフォルトキーで暗号化された SCRAM シークレット");
    let parts = &rule.remediation[0].cli.parts;
    assert!(matches!(&parts[0], Part::Literal(t) if t.starts_with("aws secretsmanager update-secret")));
    assert!(matches!(&parts[1], Part::Place(code) if &*code.text == "sh(secret.region)"));
    assert!(matches!(parts.last(), Some(Part::Literal(t)) if t.ends_with("<key-arn>")), "trimmed: {parts:?}");
    let verdicts: Vec<Verdict> = rule.examples.iter().map(|e| e.verdict).collect();
    assert_eq!(verdicts, [Verdict::Fail, Verdict::Pass, Verdict::Undecided, Verdict::NotApplicable]);
}

#[test]
fn every_member_is_checked_where_it_stands() {
    // What is changed, to what, where the fault is shown (the underlined text), what it says, what to do.
    let cases: &[(&str, &str, &str, &str, &str)] = &[
        ("tags = [", "tag = [", "tag", "unknown member `tag` in the rule", "did you mean `tags`?"),
        (
            "id = \"scram-secret",
            "id = \"scram-secrets",
            "\"scram-secrets-default-key\"",
            "the file is called",
            "",
        ),
        ("since = \"0.1.0\"", "since = \"0.1\"", "\"0.1\"", "three numbers", ""),
        ("\"high\"  ", "\"hihg\"  ", "\"hihg\"", "`hihg` is none of critical", "did you mean `high`?"),
        (
            "kind = \"secret\" ",
            "kind = \"secrets\" ",
            "\"secrets\"",
            "unknown kind",
            "did you mean `secret`?",
        ),
        (
            "at = \"secret.kms_key_id\"",
            "at = \"secret.kms_kye_id\"",
            "kms_kye_id",
            "no field",
            "`kms_key_id`?",
        ),
        (
            "at = \"secret.kms_key_id\"",
            "at = \"has(secret.arn)\"",
            "has(secret.arn)",
            "`at` is a field",
            "secret.arn",
        ),
        ("at = \"secret.kms_key_id\"", "at = \"secret\"", "secret", "`at` is a field", ""),
        ("'CUSTOMER'\"", "'CUSTOMR'\"", "'CUSTOMR'", "never a value", "did you mean `CUSTOMER`?"),
        ("has(secret.kms_key) && ", "", "kms_key", "`secret.kms_key` may be absent", "guard it"),
        ("check = ", "checks = ", "", "the rule has no `check`", "true when all is well"),
        ("check = ", "check = 3 # ", "3", "`check` is text, not of TOML type integer", ""),
        (
            "sizeAtLeast(secret.clusters, 1)",
            "size(secret.clusters)",
            "size(secret.clusters)",
            "this is an int",
            "",
        ),
        ("tags = [\"msk\", ", "tags = [\"msk\", \"msk\", ", "\"msk\"", "`msk` stands here twice", ""),
        ("immutable = false", "immutable = \"no\"", "\"no\"", "`immutable` is true or false", ""),
        (
            "# inputs = [\"account\"]",
            "inputs = [\"accounts\"]",
            "\"accounts\"",
            "none of account",
            "`account`?",
        ),
        ("# inputs = [\"account\"]", "inputs = []", "inputs", "at least one input", ""),
        ("# aliases = [\"old-id\"]", "aliases = [\"Old Id\"]", "\"Old Id\"", "lower-case words", ""),
        ("# [parameters]", "parameters = { days = 1.5 }", "1.5", "text or a whole number", ""),
        ("# [parameters]", "parameters = { Days = 1 }", "Days", "lower-case letters", ""),
        ("# key = \"v.name\"", "key = \"secret.name\"", "\"secret.name\"", "only with `each`", ""),
        (
            "# each = \"v in secret.versions\"",
            "each = \"v in secret.versions\"",
            "",
            "no `key`",
            "fingerprints",
        ),
        (
            "# each = \"v in secret.versions\"",
            "each = \"secret.versions\"",
            "secret.versions",
            "has the form",
            "",
        ),
        (
            "# each = \"v in secret.versions\"",
            "each = \"v in secret.arn\"",
            "secret.arn",
            "goes over a list",
            "",
        ),
        (
            "# each = \"v in secret.versions\"",
            "each = \"secret in secret.versions\"",
            "secret",
            "is taken",
            "",
        ),
        (
            "\"https://docs",
            "\"http://docs",
            "\"http://docs.aws.amazon.com/msk/latest/developerguide/msk-password-limitations.html\"",
            "https:// address",
            "",
        ),
        (
            "read = 2026-11-22",
            "read = \"2026-11-22\"",
            "\"2026-11-22\"",
            "`read` is a date",
            "without quotes",
        ),
        ("read = 2026-11-22", "", "", "[[sources]] has no `read`", "read = 2026"),
        ("nist-800-53-r5", "nist-800-53-r6", "\"nist-800-53-r6\"", "unknown framework", "`nist-800-53-r5`?"),
        ("\"SC-12\"", "\"SC12\"", "\"SC12\"", "no id of NIST SP 800-53", ""),
        ("basis = \"tidegate\"", "basis = \"own\"", "\"own\"", "none of aws, nist-crosswalk, tidegate", ""),
        ("[text.zh]", "[text.ko]", "", "[text] has no `zh`", ""),
        ("under the default key\"  ", "under {{secret.arn}}\"  ", "{{", "`title` has no placeholders", ""),
        (
            "{{secret.name}} は",
            "{{secret.arn}} は",
            "",
            "placeholder {{secret.name}} of `en` is missing in `ja`",
            "",
        ),
        ("{{secret.name}} is", "{{secret.nmae}} is", "nmae", "no field `nmae`", "did you mean `name`?"),
        ("{{secret.name}} is", "{{secret.name is", "{{", "without its `}}`", "{{'{{'}}"),
        ("{{secret.name}} is", "{{resolve:x}} is", "resolve:x", "dynamic reference", "{{'{{'}}"),
        ("{{secret.name}} is", "{{secret.clusters}} is", "secret.clusters", "a list is no text", "join("),
        ("message = \"Secret", "message = \"a\\nSecret", "\\n", "one line", ""),
        (
            "sh(secret.arn)",
            "sh(secret.clusters, 1)",
            "sh(secret.clusters, 1)",
            "not called like this",
            "check-language.md",
        ),
        ("{{sh(secret.arn)}}", "{{join(secret.policy, ' ')}}", "secret.policy", "`join()` puts texts", ""),
        ("secret.kms_key.manager == 'CUSTOMER'\"", "sh(secret.arn) == 'x'\"", "sh", "only in texts", ""),
        ("cli = '''", "if = \"true\"\ncli = '''", "\"true\"", "the last variant has no `if`", ""),
        ("en = \"Create", "eng = \"Create", "eng", "unknown member `eng` in [[remediation]]", "`en`?"),
        (
            "[[examples]]\nname = \"a cust",
            "[[remediation]]\nen = 'x'\nja = 'x'\nzh = 'x'\n[[examples]]\nname = \"a cust",
            "",
            "only the last variant has no `if`",
            "",
        ),
        (
            "verdict = \"fail\"",
            "verdict = \"failed\"",
            "\"failed\"",
            "`failed` is none of",
            "did you mean `fail`?",
        ),
        (
            "verdict = \"not-applicable\"",
            "verdict = \"pass\"",
            "",
            "no example whose verdict is `not-applicable`",
            "",
        ),
        (
            "name = \"a customer's key\"",
            "name = \"the default key\"",
            "\"the default key\"",
            "another example has this name",
            "",
        ),
        (
            "rotation_enabled = false",
            "rotaton_enabled = false",
            "rotaton_enabled",
            "no field",
            "`rotation_enabled`?",
        ),
        (
            "rotation_enabled = false",
            "rotation_enabled = \"no\"",
            "\"no\"",
            "is bool, not of TOML type string",
            "bool",
        ),
        (
            "rotation_enabled = false",
            "clusters = []",
            "clusters",
            "worked out from the other side",
            "`scram_secrets` of the msk_cluster",
        ),
        (
            "rotation_enabled = false",
            "created = \"yesterday\"",
            "\"yesterday\"",
            "`created` is time",
            "RFC 3339",
        ),
        (
            "rotation_enabled = false",
            "policy = [{ effect = \"allow\" }]",
            "\"allow\"",
            "never a value",
            "`Allow`?",
        ),
        (
            "rotation_enabled = false",
            "policy = [{ efect = \"Allow\" }]",
            "efect",
            "no field `efect` in policy_statement",
            "",
        ),
        ("rotation_enabled = false", "place = \"x.yaml:0:1\"", "\"x.yaml:0:1\"", "file:line:column", ""),
        ("rotation_enabled = false", "kms_key_id = \"x\"", "\"kms_key_id\"", "stated twice", ""),
        (
            "\"kms_key_id\", \"kms_key\"]",
            "\"rotation_enabled\"]",
            "\"rotation_enabled\"",
            "never absent",
            "left out",
        ),
        (
            "denied secretsmanager:",
            "refused secretsmanager:",
            "\"refused secretsmanager:ListSecretVersionIds\"",
            "no reason",
            "denied",
        ),
        (
            "denied secretsmanager:List",
            "denied List",
            "\"denied ListSecretVersionIds\"",
            "no reason",
            "denied",
        ),
        ("also = [\"alias/scram\"]", "also = \"alias/scram\"", "\"alias/scram\"", "a list of texts", ""),
        ("manager = \"CUSTOMER\" }", "manager = { pattern = [] } }", "[]", "a pattern is a list", ""),
        (
            "{ kind = \"kms_key\", id = \"1234",
            "{ kind = \"secret\", id = \"AmazonMSK_user\" }, { kind = \"kms_key\", id = \"1234",
            "id",
            "another secret has this id",
            "",
        ),
        (
            "resources = [{ kind = \"secret\", id = \"prod/db\", absent = [\"kms_key_id\", \"kms_key\"] }]",
            "resources = [{ kind = \"msk_cluster\", id = \"c\" }]",
            "",
            "no resource of kind `secret`",
            "",
        ),
        (
            "scram_secrets = [\"AmazonMSK_user\"]",
            "scram_secrets = { items = [\"a\"], times = 5000 }",
            "5000",
            "at most 2000 items",
            "",
        ),
        ("[text.en]", "[text.en", "", "unclosed table", ""),
    ];
    for (from, to, underlined, message, help) in cases {
        let text = changed(from, to);
        let found = faults(&text);
        let hit = found.iter().find(|d| d.message.contains(message));
        let d = hit.unwrap_or_else(|| panic!("{to:?}: no {message:?} among\n{}", shown(&found)));
        assert!(d.help.as_deref().unwrap_or("").contains(help), "{to:?}:\n{d}");
        let line = text.lines().nth(d.line as usize - 1).expect("the line is in the file");
        assert_eq!(&*d.source, line);
        if !underlined.is_empty() {
            let width = (d.end_column - d.column) as usize;
            let cut: String = line.chars().skip(d.column as usize - 1).take(width).collect();
            assert_eq!(cut, *underlined, "{to:?}:\n{d}");
        }
    }
}

#[test]
fn all_faults_are_reported_in_the_order_of_the_file_and_cause_no_others() {
    let text = documented()
        .replacen("since = \"0.1.0\"", "since = 1", 1)
        .replacen("sizeAtLeast(secret.clusters, 1)\"   #", "sizeAtLeast(secret.clustres, 1)\"   #", 1)
        .replacen("expected = \"a customer", "expected = \"{{secret.x}} a customer", 1)
        .replacen("verdict = \"pass\"", "verdict = \"passes\"", 1);
    let found: Vec<(u32, String)> = faults(&text).into_iter().map(|d| (d.line, d.message)).collect();
    let expected = [
        "`since` is text, not of TOML type integer",
        "no field `clustres` in secret",
        "no field `x` in secret",
        "the rule has no example whose verdict is `pass`",
        "`passes` is none of pass, fail, undecided, not-applicable",
    ];
    let messages: Vec<&str> = found.iter().map(|(_, m)| &**m).collect();
    assert_eq!(messages, expected, "{found:?}");
}

#[test]
fn what_when_asks_for_counts_in_the_rest() {
    let guarded = documented().replacen("when = \"", "when = \"has(secret.kms_key) && ", 1).replacen(
        "check = \"has(secret.kms_key) && ",
        "check = \"",
        1,
    );
    assert!(parse(&guarded).is_ok());
    // A fault in `when` hides no guard.
    let broken = guarded.replacen("secret.clusters, 1)\"", "secret.clustres, 1)\"", 1);
    assert_eq!(faults(&broken).len(), 1);
    let unparsable = guarded.replacen("secret.clusters, 1)\"", "secret.clusters, 1\"", 1);
    assert_eq!(faults(&unparsable).len(), 1);
}

#[test]
fn each_makes_its_list_known_to_be_there() {
    let text = changed(
        "# each = \"v in secret.versions\"",
        "each = \"v in secret.versions\"\nkey = \"join(v.stages, '+')\"",
    )
    .replacen("check = \"has", "check = \"size(secret.versions) > 0 && 'x' in v.kms_key_ids && has", 1)
    .replacen("at = \"secret.kms_key_id\"", "at = \"v.kms_key_ids\"", 1);
    let rule = parse(&text).unwrap_or_else(|f| panic!("{}", shown(&f)));
    let each = rule.each.expect("it is stated");
    assert_eq!((&*each.var, each.list.slice()), ("v", "secret.versions"));
}

#[test]
fn literal_braces_come_out_as_such() {
    let text = changed(
        "KmsKeyId: !GetAtt ScramKey.Arn",
        "Password: '{{'{{'}}resolve:secretsmanager:{{secret.name}}}}'",
    );
    let rule = parse(&text).unwrap_or_else(|f| panic!("{}", shown(&f)));
    let texts: Vec<&str> = rule.remediation[0]
        .cloudformation
        .parts
        .iter()
        .map(|p| match p {
            Part::Literal(t) => &**t,
            Part::Place(code) => &*code.text,
        })
        .collect();
    assert_eq!(texts, ["Password: '", "'{{'", "resolve:secretsmanager:", "secret.name", "}}'"]);
}

#[test]
fn limits_hold() {
    let long = format!("{}\n# {}", documented(), "x".repeat(file::MAX_BYTES));
    assert!(faults(&long)[0].message.contains("at most 65536 bytes"));
    let filled = format!("{}\n#{}", documented(), "x".repeat(file::MAX_BYTES - documented().len() - 2));
    assert_eq!(filled.len(), file::MAX_BYTES);
    assert!(parse(&filled).is_ok(), "a file of exactly the limit loads");

    let check = |bytes: usize| {
        let head = "has(secret.kms_key) && secret.kms_key.manager == 'CUSTOMER'";
        changed(&format!("\"{head}\""), &format!("\"{head}{}\"", " ".repeat(bytes - head.len())))
    };
    assert!(parse(&check(2_000)).is_ok());
    assert!(faults(&check(2_001))[0].message.contains("at most 2000 bytes"));

    let with = |n: usize| {
        let one =
            |i| format!("\n[[examples]]\nname='{i}'\nverdict='pass'\nresources=[{{kind='secret',id='s'}}]");
        documented().to_owned() + &(0..n).map(one).collect::<String>()
    };
    assert!(parse(&with(example::MAX_EXAMPLES - 4)).is_ok());
    assert!(faults(&with(example::MAX_EXAMPLES - 3))[0].message.contains("at most 200 examples"));

    let many: String = (0..500).map(|i| format!("x{i} = 1\n")).collect();
    assert_eq!(faults(&(many + documented())).len(), MAX_FAULTS);
}

#[test]
fn an_example_becomes_resources_as_documented() {
    let text = changed(
        "rotation_enabled = false",
        "rotation_enabled = true\nlast_rotated = \"2026-11-01T00:00:00Z\"\nplace = \"a/b.yaml:3:5\"\n\
         policy = [{ effect = \"Allow\", principals = [\"*\", { unknown = \"deferred x\" }], absent = [\"sid\"] }]",
    )
    .replacen(
        "scram_secrets = [\"arn",
        "name = { pattern = [\"o-\", { symbol = \"AWS::Region\" }, { hole = \"N\" }] }\nscram_secrets = { more = \"truncated kafka:ListScramSecrets\", items = [\"arn",
        1,
    )
    .replacen("AbCdEf\"]\n\n[[ex", "AbCdEf\"] }\n\n[[ex", 1);
    let rule = parse(&text).unwrap_or_else(|f| panic!("{}", shown(&f)));
    let unit = example::unit(&rule.examples[0]);
    assert_eq!((&*unit.scope.account, &*unit.scope.region), ("111122223333", "us-east-1"));
    let s = &unit.of_kind(&secret::KIND)[0];
    assert_eq!(s.known_text(common::NAME), Some("AmazonMSK_user"));
    assert_eq!(s.known_text(common::ARN), Some(&*s.id));
    assert_eq!(s.known_text(common::ACCOUNT), Some("111122223333"));
    assert_eq!(s.get(secret::last_rotated).known(), Some(&Value::Time(1_793_491_200)));
    assert!(matches!(s.get(secret::kms_key), Fact::Absent(_)));
    assert_eq!(s.get(secret::created), &Fact::Unknown(0), "not mentioned");
    let Fact::Unknown(why) = s.get(secret::versions) else { panic!("{:?}", s.get(secret::versions)) };
    assert!(
        matches!(s.why(*why), Why::Denied { operation, .. } if &**operation == "secretsmanager:ListSecretVersionIds")
    );
    let place = s.place.as_ref().expect("stated");
    assert_eq!((&*place.path, place.line, place.column), ("a/b.yaml", 3, 5));
    let Some(Value::List(policy)) = s.get(secret::policy).known() else { panic!("a policy") };
    let Fact::Known(Value::Record(statement), _) = &policy.items[0] else { panic!("a statement") };
    assert!(matches!(statement[0], Fact::Absent(_)), "sid");
    let Some(Value::List(principals)) = statement[2].known() else { panic!("principals") };
    assert!(matches!(&principals.items[..], [Fact::Known(..), Fact::Unknown(_)]));
    assert_eq!(statement[4], Fact::Unknown(0), "actions are not mentioned");
    let Some(Value::List(clusters)) = s.get(secret::clusters).known() else { panic!("a back link") };
    assert_eq!(clusters.items.len(), 1);
    assert!(clusters.more.is_some(), "the cluster's own list was cut short");

    let c = &unit.of_kind(&msk_cluster::KIND)[0];
    assert!(matches!(c.get(msk_cluster::state), Fact::Absent(_)), "judged unless the example says otherwise");
    let Some(Value::Pattern(name)) = c.get(common::NAME).known() else { panic!("a pattern") };
    assert!(matches!(&name[..], [Piece::Lit(_), Piece::Symbol(_), Piece::Hole(_)]));
    // The other examples' listings are whole.
    let whole = example::unit(&rule.examples[1]);
    let Some(Value::List(clusters)) = whole.of_kind(&secret::KIND)[0].get(secret::clusters).known() else {
        panic!("a back link")
    };
    assert!(clusters.more.is_none());
}

#[test]
fn names_come_from_the_arns_that_carry_them() {
    let cases = [
        ("msk_cluster", "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0f1e-5", Some("orders")),
        ("connector", "arn:aws:kafkaconnect:eu-west-1:111122223333:connector/sink/0f1e-5", Some("sink")),
        ("replication_group", "arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:rg", Some("rg")),
        ("elasticache_user", "arn:aws:elasticache:eu-west-1:111122223333:user:app", Some("app")),
        ("kms_key", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd", None),
        ("secret", "AmazonMSK_user", None),
    ];
    for (kind, id, name) in cases {
        let text = changed(
            "{ kind = \"secret\", id = \"prod/db\"",
            &format!("{{ kind = \"{kind}\", id = \"{id}\" }}, {{ kind = \"secret\", id = \"prod/db\""),
        );
        let rule = parse(&text).unwrap_or_else(|f| panic!("{}", shown(&f)));
        let r = rule.examples[3].resources.iter().find(|r| &*r.id == id).expect("the resource");
        assert_eq!(r.known_text(common::NAME), name, "{id}");
    }
}

#[test]
fn members_of_an_example_are_no_fields_and_states_may_be_absent() {
    for kind in kinds::KINDS {
        for member in example::MEMBERS {
            assert!(kind.field(member).is_none(), "{}.{member} cannot be stated in an example", kind.name);
        }
        if let Some((state, _)) = kind.not_judged {
            let (_, def) = kind.field(state).expect("the field is there");
            assert!(def.optional, "{}.{state} is absent in examples", kind.name);
        }
    }
}

#[test]
fn a_folder_of_rules_loads_and_refuses_taken_ids() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let own = documented().replace("scram-secret-default-key", "own-rule");
    std::fs::create_dir_all(dir.path().join("scram")).expect("a folder");
    std::fs::create_dir_all(dir.path().join("data")).expect("a folder");
    std::fs::create_dir_all(dir.path().join(".git")).expect("a folder");
    for (path, text) in [
        ("scram/own-rule.toml", own.clone()),
        ("top-rule.toml", own.replace("own-rule", "top-rule")),
        ("data/not-a-rule.toml", "x = 1".into()),
        (".git/not-a-rule.toml", "x = 1".into()),
        ("README.md", "x".into()),
    ] {
        std::fs::write(dir.path().join(path), text).expect("a file");
    }
    let rules = load_dir(dir.path()).unwrap_or_else(|f| panic!("{}", shown(&f)));
    let ids: Vec<&str> = rules.iter().map(|r| &*r.id).collect();
    assert_eq!(ids, ["own-rule", "top-rule"]);
    assert_eq!(&*rules[0].service, "scram");

    std::fs::write(dir.path().join("own-rule.toml"), own.as_bytes()).expect("a file");
    let twice = load_dir(dir.path()).map(|_| ()).expect_err("the id is there twice");
    assert!(twice[0].message.contains("another rule is called `own-rule`"), "{}", twice[0]);

    std::fs::write(dir.path().join("own-rule.toml"), b"id = \"\xff\"").expect("a file");
    std::fs::write(dir.path().join("big.toml"), vec![b'#'; file::MAX_BYTES + 1]).expect("a file");
    let unread = load_dir(dir.path()).map(|_| ()).expect_err("not text, too long");
    let text = shown(&unread);
    assert!(text.contains("UTF-8") && text.contains("own-rule.toml:1:7"), "{text}");
    assert!(text.contains("big.toml") && text.contains("at most 65536 bytes"), "{text}");
    let missing = load_dir(&dir.path().join("nowhere")).map(|_| ()).expect_err("no such folder");
    assert!(missing[0].message.starts_with("cannot read the folder"), "{}", missing[0]);
}

#[test]
fn too_many_files_are_refused() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for i in 0..=catalogue::MAX_FILES {
        std::fs::write(dir.path().join(format!("r{i}.toml")), b"").expect("a file");
    }
    let faults = load_dir(dir.path()).map(|_| ()).expect_err("one too many");
    assert_eq!(faults.len(), 1);
    assert!(faults[0].message.contains("at most 10000 rule files"));
}

#[test]
fn names_and_digests_of_a_set() {
    let parse_as = |id: &str, extra: &str| {
        let text = documented().replace("scram-secret-default-key", id);
        let text = text.replacen("# aliases = [\"old-id\"]", extra, 1);
        file::parse(&format!("x/{id}.toml"), "x", &text).unwrap_or_else(|f| panic!("{}", shown(&f)))
    };
    let rules = vec![parse_as("b-rule", "aliases = [\"c-rule\"]"), parse_as("a-rule", "")];
    let forward = catalogue::digest(&rules);
    assert_eq!(forward, catalogue::digest(rules.iter().rev()), "the order of files does not matter");
    assert_eq!(forward.len(), 64);
    assert_ne!(forward, catalogue::digest(&rules[..1]));
    let set = Catalogue::new(rules).expect("ids differ");
    assert_eq!(set.by_id("c-rule").map(|r| &*r.id), Some("b-rule"));
    assert_eq!(set.nearest("a-rul"), "did you mean `a-rule`?");
    assert_eq!(set.for_kind(&secret::KIND).count(), 2);
    assert_ne!(forward, catalogue::digest(&[parse_as("a-rule", "# changed"), parse_as("b-rule", "")]));
    let clash = Catalogue::new(vec![parse_as("b-rule", "aliases = [\"a-rule\"]"), parse_as("a-rule", "")]);
    assert!(clash.map(|_| ()).expect_err("a former id is taken")[0].message.contains("a-rule"));
}

proptest! {
    /// Whatever is done to a rule file: it loads or is refused with a place in it, and nothing panics.
    #[test]
    fn damaged_files_are_refused_without_a_panic(cut in 0usize..9000, length in 0usize..400, put in "\\PC{0,12}|[\\[\\]{}'\"=.,\n\\\\#]{0,8}") {
        let text = documented();
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let (start, end) = (boundary(cut), boundary(cut + length));
        let damaged = format!("{}{put}{}", &text[..start], &text[end..]);
        if let Err(faults) = parse(&damaged) {
            prop_assert!(!faults.is_empty());
            let lines = damaged.lines().count() as u32 + 1;
            for d in faults {
                prop_assert!(d.line >= 1 && d.line <= lines && d.column >= 1, "{d}");
                prop_assert!(!d.to_string().is_empty());
            }
        }
    }
}
