//! Standard output carries the report and nothing else; standard error the rest; colour only where it is wanted.

use super::Tidegate;

#[test]
fn standard_output_is_the_report_and_standard_error_the_verdict_of_the_run() {
    let ran = Tidegate::check_account("demo", &["--format", "json"]).run().exits(1);
    assert_eq!(ran.json()["schema"], "tidegate-report");
    assert_eq!(ran.stderr, "findings of severity low or worse; the run is incomplete as well\n");
    let quiet = Tidegate::check_account("demo", &["--format", "json", "--quiet"]).run().exits(1);
    assert_eq!((quiet.stderr.as_str(), &quiet.stdout), ("", &ran.stdout));
    let table = Tidegate::check_account("demo", &[]).run().exits(1);
    assert_eq!(table.stderr, "", "the table says it itself");
    let files =
        Tidegate::check_account("demo", &["--format", "json=a.json", "--format", "sarif=b.sarif"]).run();
    assert_eq!((files.code, files.stdout.as_str()), (1, ""));
    assert_eq!(files.files(), ["a.json", "a.jsonl", "b.sarif"], "no temporary file stays");
    assert_eq!(files.read("a.json"), ran.stdout);
}

#[test]
fn an_old_report_is_replaced_as_a_whole() {
    let ran = Tidegate::check_account("clean", &["--format", "json=out.json"])
        .file("out.json", "x".repeat(1_000_000))
        .run()
        .exits(0);
    let report: serde_json::Value = serde_json::from_str(&ran.read("out.json")).expect("JSON alone");
    assert_eq!(report["run"]["exit_code"], 0);
}

#[test]
fn a_reader_that_went_away_has_read_enough() {
    let (code, line, errors) = Tidegate::check_account("demo", &[]).head();
    assert!(line.starts_with("tidegate 0.1.0  2026-11-24T00:00:00Z"), "{line}");
    assert_eq!((code, errors.as_str()), (1, ""), "the exit code is still the run's");
    for args in [
        &["rules", "list"][..],
        &["rules", "list", "--format", "json"],
        &["explain", "connector-literal-secret"],
        &["schema", "snapshot"],
    ] {
        let (code, line, errors) = Tidegate::new(args).head();
        assert!(!line.is_empty());
        assert_eq!((code, errors.as_str()), (0, ""), "{args:?}");
    }
}

fn colored(args: &[&str], env: &[(&str, &str)]) -> bool {
    let run = Tidegate::check_account("demo", args);
    let out = env.iter().fold(run, |run, (name, value)| run.env(name, value)).run().exits(1).stdout;
    out.contains('\u{1b}')
}

#[test]
fn colour_is_for_terminals_and_for_those_who_insist() {
    assert!(!colored(&[], &[]), "a pipe takes none");
    assert!(!colored(&[], &[("COLORTERM", "truecolor"), ("TERM", "xterm-256color")]));
    assert!(colored(&["--color", "always"], &[]));
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]), "a flag wins over the environment");
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    for format in ["json", "sarif"] {
        assert!(!colored(&["--color", "always", "--format", format], &[]), "{format} knows no colour");
    }
    let ran = Tidegate::check_account("demo", &["--color", "always", "--format", "table=t.txt"]).run();
    assert!(!ran.read("t.txt").contains('\u{1b}'), "neither does a file");
}

#[test]
fn what_is_no_terminal_has_eighty_columns_whatever_the_environment_says() {
    let plain = Tidegate::check_account("demo", &[]).run().stdout;
    let columns = Tidegate::check_account("demo", &[]).env("COLUMNS", "200").env("LINES", "9").run().stdout;
    assert!(plain == columns);
    let framed: Vec<&str> = plain.lines().filter(|l| l.starts_with(['│', '┌', '╞', '└'])).collect();
    assert!(framed.len() > 80 && framed.iter().all(|l| l.chars().count() == 80), "{plain}");
    let wide = Tidegate::check_account("demo", &["--wide", "--ascii"]).run().stdout;
    assert!(wide.is_ascii(), "{wide}");
    assert!(wide.lines().filter(|l| l.starts_with(['|', '+'])).all(|l| l.len() == 120), "{wide}");
    assert!(wide.contains(" WHERE ") && wide.contains("evidence: "), "{wide}");
}
