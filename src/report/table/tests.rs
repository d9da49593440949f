use super::*;
use crate::report::test_support::*;
use crate::report::wrap::width;
use crate::rules::{Language, Severity};

fn shown(report: &Report, options: &Options<'_>) -> String {
    let rules = sample_rules();
    let rules: Vec<&Rule> = rules.iter().collect();
    let mut out = Vec::new();
    render(report, &rules, options, &mut out).expect("a Vec takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn at(columns: usize) -> Options<'static> {
    Options { width: Some(columns), exit: Some(1), fail_on: Some(Severity::Low), ..Options::default() }
}

/// Lines may stick out only as one name that cannot be broken.
fn fits(line: &str, columns: usize) -> bool {
    let framed = line.starts_with(['│', '|', '+', '┌', '╞', '└']);
    width(line) <= columns || (!framed && line.split_whitespace().any(|t| t.starts_with("arn:")))
}

#[test]
fn nothing_is_wider_than_the_terminal_and_frames_stand_in_line() {
    for language in Language::ALL {
        let mut report = sample_in(language);
        report.findings.push(template_finding("templates/streaming/msk-cluster.yaml", 12));
        for columns in [48, 60, 80, 100, 119, 120, 140, 200] {
            for ascii in [false, true] {
                let text = shown(&report, &Options { ascii, ..at(columns) });
                for line in text.lines() {
                    assert!(fits(line, columns), "{language:?} {columns}: {line}");
                }
                let framed: Vec<&str> =
                    text.lines().filter(|l| l.starts_with(['│', '|', '+', '┌', '╞', '└'])).collect();
                assert!(framed.len() > 6, "{text}");
                assert!(framed.iter().all(|l| width(l) == columns), "{language:?} {columns}:\n{text}");
                assert_eq!(framed[0].starts_with('+'), ascii);
            }
        }
    }
}

#[test]
fn eighty_columns_without_a_terminal() {
    let text = shown(&sample(), &Options { width: None, ..at(80) });
    assert_eq!(text, shown(&sample(), &at(80)));
    assert_eq!(text, include_str!("sample-80.txt"), "\n{text}");
}

#[test]
fn the_wide_table_has_resource_and_mapping_in_columns_of_their_own_and_the_evidence() {
    let text = shown(&sample(), &at(140));
    assert!(text.contains("MAPPED TO") && text.contains("SC-12, SC-13"), "{text}");
    assert!(text.contains("evidence: secret.kms_key_id = (not set) [secretsmanager:ListSecrets]"), "{text}");
    assert_eq!(text, shown(&sample(), &Options { wide: true, ..at(140) }));
    let forced = shown(&sample(), &Options { wide: true, width: None, ..at(80) });
    assert!(forced.lines().any(|l| width(l) == 120), "{forced}");
}

#[test]
fn every_failing_finding_is_there_with_its_full_arn_and_message() {
    for columns in [80, 140] {
        let text = shown(&sample(), &at(columns));
        for arn in [SECRET, CLUSTER] {
            assert!(text.lines().any(|l| l.trim().ends_with(arn)), "{arn} is cut:\n{text}");
        }
        let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("Cluster orders serves its brokers on public addresses."), "{text}");
        assert!(text.contains("item: AWSPREVIOUS"), "{text}");
    }
}

#[test]
fn accounts_and_regions_show_when_there_are_several() {
    let mut report = sample();
    assert!(!table_part(&shown(&report, &at(80))).contains("ap-northeast-1"));
    report.findings[1].resource.region = "eu-west-1".into();
    for columns in [80, 140] {
        let text = shown(&report, &at(columns));
        assert!(
            table_part(&text).contains("eu-west-1") && table_part(&text).contains("ap-northeast-1"),
            "{text}"
        );
    }
}

fn table_part(text: &str) -> String {
    text.lines().filter(|l| l.starts_with('│')).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_run_that_could_not_look_never_says_plainly_that_nothing_was_found() {
    let mut report = sample();
    report.findings.retain(|f| f.verdict != crate::rules::Verdict::Fail);
    let text = shown(&report, &Options { exit: Some(3), ..at(80) });
    assert!(text.contains("No findings among what could be looked at."), "{text}");
    assert!(!text.contains("No findings."), "{text}");
    assert!(text.contains("INCOMPLETE") && text.contains("exit 3: incomplete"), "{text}");
    let text = shown(&empty_report(), &Options { exit: Some(0), ..at(80) });
    assert!(text.contains("No findings.") && text.contains("exit 0: complete, no findings"), "{text}");
    assert!(!text.contains("INCOMPLETE") && !text.contains("NOT ASSESSED  "), "{text}");
}

#[test]
fn undecided_checks_show_one_by_one_only_when_asked_for() {
    let one_by_one = shown(&sample(), &Options { undecided: true, ..at(80) });
    assert!(one_by_one.contains("NOT ASSESSED (2)"), "{one_by_one}");
    assert!(
        one_by_one.contains("not assessed: secret.kms_key.manager: kms:DescribeKey was denied"),
        "{one_by_one}"
    );
    assert!(!shown(&sample(), &at(80)).contains("NOT ASSESSED (2)"));
}

#[test]
fn color_repeats_what_the_words_say() {
    let plain = shown(&sample(), &at(80));
    let colored = shown(&sample(), &Options { color: true, ..at(80) });
    assert!(colored.contains("\u{1b}[1m\u{1b}[35mCRIT\u{1b}[0m "), "{colored:?}");
    assert_eq!(crate::words::block(&colored), plain);
    assert!(!plain.contains('\u{1b}'));
}

#[test]
fn nothing_hostile_reaches_the_terminal() {
    for columns in [80, 140] {
        let text = shown(&hostile(), &Options { undecided: true, ..at(columns) });
        assert_eq!(crate::words::block(&text), text);
    }
}

#[test]
fn thousands_of_findings_stay_in_numbered_tables_of_one_form() {
    let mut report = sample();
    report.findings = (0..1234).map(|n| finding("scram-secret-default-key", Severity::High, n)).collect();
    let text = shown(&report, &at(80));
    assert_eq!(text.lines().filter(|l| l.starts_with('┌')).count(), 13);
    assert!(text.lines().filter(|l| l.starts_with('│')).all(|l| width(l) == 80));
    assert!(text.contains("│ HIGH ┆ 1234 ┆"), "{}", &text[text.len() - 2000..]);
}
