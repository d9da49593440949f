//! Rule files: what loads, what is refused, what is said and where.

mod examples;
mod faults;
mod limits;
mod sets;

use super::catalogue::shown;
use super::diagnostic::Diagnostic;
use super::file;
use super::level::{Language, Severity, Verdict};
use super::rule::{Part, Rule};

const PATH: &str = "scram/scram-secret-default-key.toml";

/// The rule that the documentation shows.
fn documented() -> &'static str {
    let page = include_str!("../../../docs/writing-rules.md");
    let block = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    block.expect("the page shows a rule")
}

fn parse(text: &str) -> Result<Rule, Vec<Diagnostic>> {
    file::parse(PATH, "scram", text)
}

fn faults(text: &str) -> Vec<Diagnostic> {
    parse(text).map(|r| r.id).expect_err("a fault was put in")
}

/// A fault stands at the same place, under the same carets and with the same names in every language, and its sentences
/// are in that language.
fn assert_told_alike(d: &Diagnostic) {
    let english = d.text(Language::En);
    let names = |text: &str| -> Vec<String> {
        text.split('`').skip(1).step_by(2).filter(|n| !n.is_empty()).map(str::to_owned).collect()
    };
    let sentences = |text: &str| -> Vec<String> {
        let help = |l: &&str| l.trim_start().starts_with("= ");
        text.lines().take(1).chain(text.lines().filter(help)).map(str::to_owned).collect()
    };
    for language in [Language::Ja, Language::Zh] {
        let told = d.text(language);
        let (lines, theirs): (Vec<&str>, Vec<&str>) = (english.lines().collect(), told.lines().collect());
        assert_eq!(lines.len(), theirs.len(), "{told}");
        for (mine, their) in lines.iter().zip(&theirs) {
            let sentence = sentences(&english).iter().any(|s| s == mine);
            assert!(sentence || mine == their, "{english}\n{told}");
        }
        for sentence in sentences(&told) {
            let own = sentence.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c));
            assert!(own, "not in {}: {sentence}", language.tag());
            assert!(!sentence.contains(" the ") && !sentence.contains(" is "), "{sentence}");
        }
        for name in names(&sentences(&english).join("\n")) {
            assert!(told.contains(&name), "{name} is missing in {told}");
        }
    }
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
fn a_list_parameter_stands_right_of_in_and_in_texts() {
    let with = |parameter: &str, check: &str, expected: &str| {
        let text = documented()
            .replacen("# [parameters] ", &format!("parameters = {{ managers = {parameter} }} # "), 1)
            .replacen(
                "check = \"has(secret.kms_key) && secret.kms_key.manager == 'CUSTOMER'",
                &format!("check = \"has(secret.kms_key) && {check}"),
                1,
            )
            .replacen(
                "expected = \"a customer managed symmetric KMS key",
                &format!("expected = \"{expected}"),
                1,
            )
            .replacen(
                "expected = \"対称のカスタマーマネージド KMS キー",
                &format!("expected = \"{expected}"),
                1,
            )
            .replacen("expected = \"对称的客户托管 KMS 密钥", &format!("expected = \"{expected}"), 1);
        parse(&text)
    };
    let joined = "{{join(param.managers, ' or ')}}";
    let rule = with("['CUSTOMER', 'AWS']", "secret.kms_key.manager in param.managers", joined);
    let rule = rule.unwrap_or_else(|f| panic!("{}", shown(&f)));
    assert_eq!(rule.parameters["managers"].to_string(), "['CUSTOMER', 'AWS']");
    let Part::Place(code) = &rule.texts(Language::En).expected.parts[0] else { panic!("a place") };
    assert!(matches!(&code.expr.kind, super::expr::compiled::Kind::Text(t) if &**t == "CUSTOMER or AWS"));
    for (parameter, check, says) in [
        ("['CUSTOMR']", "secret.kms_key.manager in param.managers", "`CUSTOMR` is never a value here"),
        ("[1]", "secret.kms_key.manager in param.managers", "not a literal of text"),
        ("['a', 1]", "secret.kms_key.manager in ['AWS']", "a list of one of them"),
        ("['AWS']", "secret.kms_key.manager == param.managers", "`managers` is a list"),
        ("'AWS'", "secret.kms_key.manager in param.managers", "text is no list"),
    ] {
        let faults = with(parameter, check, "x").map(|_| ()).expect_err(says);
        assert!(faults[0].message.to_string().contains(says), "{}", shown(&faults));
    }
    let empty = with("[]", "secret.kms_key.manager in param.managers", "x");
    assert!(empty.is_ok(), "nothing is allowed");
}

/// What the loader asks for is what the page lists.
#[test]
fn the_page_names_every_member() {
    let page = include_str!("../../../docs/writing-rules.md");
    for (from, to) in [
        ("tags = [", "zzzzzzzzzzzzzzzzzzzz = 1\ntags = ["),
        ("verdict = \"fail\"", "zzzzzzzzzzzzzzzzzzzz = 1\nverdict = \"fail\""),
        ("[text.ja]", "zzzzzzzzzzzzzzzzzzzz = 1\n[text.ja]"),
        ("[[remediation]] ", "[[remediation]]\nzzzzzzzzzzzzzzzzzzzz = 1\n# "),
    ] {
        let found = faults(&changed(from, to));
        let help = found
            .iter()
            .find_map(|d| Some(d.help.as_ref()?.to_string().strip_prefix("there are: ")?.to_owned()));
        let help = help.expect("the members");
        for member in help.split(", ") {
            let stated = [" = ", "]", ".en]"].iter().any(|after| page.contains(&format!("{member}{after}")));
            assert!(stated || page.contains(&format!("`{member}`")), "{member} is not on the page");
        }
    }
}

#[test]
fn what_lint_asks_of_a_rule_holds_for_the_built_in_ones() {
    let catalogue = crate::rules::builtin();
    let known = |id: &str| catalogue.by_id(id).is_some();
    let faults = catalogue.rules.iter().flat_map(|rule| crate::rules::lint::lint(rule, &known));
    let told: Vec<String> = faults.map(|d| d.to_string()).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
