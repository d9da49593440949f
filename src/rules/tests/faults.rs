//! Every fault: its message, its help, and the text that is underlined.

use super::{assert_told_alike, changed, documented, faults, shown};

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
        (
            "at = ",
            "shows = [\"has(secret.arn)\"]\nat = ",
            "has(secret.arn)",
            "`shows` is a field",
            "secret.arn",
        ),
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
        (
            "# [parameters]",
            "parameters = { days = 1.5 }",
            "1.5",
            "text, a whole number, or a list of one of them",
            "",
        ),
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
        let hit = found.iter().find(|d| d.message.to_string().contains(message));
        let d = hit.unwrap_or_else(|| panic!("{to:?}: no {message:?} among\n{}", shown(&found)));
        assert!(d.help.as_ref().map(ToString::to_string).unwrap_or_default().contains(help), "{to:?}:\n{d}");
        found.iter().for_each(assert_told_alike);
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
    let found: Vec<(u32, String)> =
        faults(&text).into_iter().map(|d| (d.line, d.message.to_string())).collect();
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
