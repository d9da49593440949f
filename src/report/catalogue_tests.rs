//! The reports over all that the built-in rules can say: every example of every rule, in every language.

use super::*;
use crate::evaluate::{self, Evaluation};
use crate::inventory::snapshot::{Run, parse_time};
use crate::report::wrap::width;
use crate::rules::{Language, Verdict, catalogue, example};
use serde_json::Value;

fn rules() -> Vec<&'static Rule> {
    catalogue::builtin().rules.iter().collect()
}

fn report(language: Language) -> Report {
    let now = parse_time("2026-11-24T00:00:00Z").expect("an instant");
    let options = evaluate::Options { language, now, show_pass: true, ..evaluate::Options::default() };
    let mut evaluation = Evaluation::new(rules());
    for rule in rules() {
        for e in &rule.examples {
            evaluation.add(&example::unit(e), &options);
        }
    }
    let run = Run {
        started: "2026-11-24T00:00:00Z".into(),
        accounts: vec!["111122223333".into()],
        ..Run::default()
    };
    evaluation.finish(&options, "tidegate 0.1.0", run, Vec::new(), Vec::new())
}

fn written(format: Format, report: &Report, options: &Options<'_>) -> String {
    let mut out = Vec::new();
    render(format, report, &rules(), options, &mut out).expect("a Vec takes everything");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn every_finding_of_every_example_fits_every_format() {
    for language in Language::ALL {
        let report = report(language);
        let fails = report.findings.iter().filter(|f| f.verdict == Verdict::Fail).count();
        assert!(fails > rules().len(), "{fails} fails");
        let options = Options { undecided: true, exit: Some(1), ..Options::default() };
        for columns in [80, 140] {
            let text = written(Format::Table, &report, &Options { width: Some(columns), ..options.clone() });
            let framed = |l: &&str| l.starts_with(['│', '┌', '╞', '└']);
            assert!(text.lines().filter(framed).all(|l| width(l) == columns), "{language:?} {columns}");
            for line in text.lines().filter(|l| !framed(l) && width(l) > columns) {
                let longest = line.split_whitespace().map(width).max().unwrap_or(0);
                assert!(
                    longest + 8 > columns || line.trim().contains("arn:"),
                    "{language:?} {columns}: {line}"
                );
            }
        }
        let json: Value = serde_json::from_str(&written(Format::Json, &report, &options)).expect("JSON");
        assert_eq!(schema::faults(&json), Vec::<String>::new());
        assert_eq!(json["findings"].as_array().map(Vec::len), Some(report.findings.len()));
        let sarif: Value = serde_json::from_str(&written(Format::Sarif, &report, &options)).expect("JSON");
        assert_eq!(sarif::requirements::schema_faults(&sarif), Vec::<String>::new());
        assert_eq!(sarif::requirements::github_faults(&sarif), Vec::<String>::new());
        assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(fails));
    }
}

#[test]
fn every_rule_has_a_whole_page_in_every_language() {
    for rule in rules() {
        for language in Language::ALL {
            let page = rule_page(rule, language);
            assert!(page.starts_with("# ") && page.ends_with('\n'), "{}", rule.id);
            let fences = page.lines().filter(|l| l.starts_with("```")).count();
            assert_eq!(fences % 2, 0, "{}: a code block is open", rule.id);
            for source in &rule.sources {
                assert!(page.contains(&*source.url), "{}: {}", rule.id, source.url);
            }
            for e in &rule.examples {
                let name =
                    e.name.split(['`', '_', '*', '<', '>', '&', '[', ']', '|', '$']).next().unwrap_or("");
                assert!(page.contains(name), "{}: {}", rule.id, e.name);
            }
            assert!(!rule_text(rule, language, &Options::default()).is_empty());
        }
    }
}
