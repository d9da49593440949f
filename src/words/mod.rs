//! Every sentence and heading the product prints, in each language.
//!
//! One field per string, so a language that lacks one does not build. A text that takes values names them in
//! braces (`{operation}`); the functions in [`say`] fill them, and a test keeps the names the same in every
//! language. Never here: rule ids, field names, JSON keys, enum values, exit codes and log lines, which are the
//! same in all languages. No text uses characters of East Asian ambiguous width, which break table frames.

pub mod clean;
mod en;
mod ja;
mod say;
mod zh;

pub use clean::{block, line};
pub use say::{count, fill, missing, not_set, related, unknown, why};

use crate::rules::level::{Confidence, Language, Severity, Verdict};

/// Declares [`Words`] and a list of its texts for the tests.
macro_rules! words {
    ($( $(#[$doc:meta])* $field:ident )*) => {
        /// The texts of one language.
        #[derive(Debug)]
        pub struct Words {
            $( $(#[$doc])* pub $field: &'static str, )*
        }

        impl Words {
            /// Each text with the name of its field.
            pub fn texts(&self) -> Vec<(&'static str, &'static str)> {
                vec![$( (stringify!($field), self.$field) ),*]
            }
        }
    };
}

words! {
    // Values that are not there.
    not_set
    unknown

    // Verdicts.
    pass
    fail
    undecided
    not_applicable

    // Severities.
    critical
    high
    medium
    low
    info

    /// Between the items of a list inside a sentence.
    comma
    /// Between the parts of a sentence.
    clause
    /// Between the parts of a sentence that give different reasons.
    semicolon
    /// Between a label and what it names.
    colon
    /// `{text}`
    parentheses

    // Why something is unknown.
    why_not_stated
    /// `{operation} {by}`
    why_denied_by
    /// `{operation}`
    why_denied
    /// `{operation}`
    why_region_disabled
    /// `{operation}`
    why_failed
    /// `{operation}`
    why_throttled
    /// `{operation} {reason}`
    why_truncated
    /// `{operation} {detail}`
    why_malformed
    /// `{detail}`
    why_malformed_value
    /// `{value}`
    why_unrecognised
    /// `{expression}`
    why_deferred
    /// `{what}`
    why_not_collected
    /// `{operation}`
    why_interrupted
    /// `{what}`
    why_limit
    /// `{fields}`
    not_assessed_because

    // What refuses a call.
    by_identity_policy
    by_service_control_policy
    by_resource_control_policy
    by_permissions_boundary
    by_session_policy
    by_resource_policy
    by_key_policy
    by_vpc_endpoint_policy

    // Decisions in a template; each `{name}`.
    via_parameter_default
    via_parameter_value
    via_condition
    via_mapping
    via_local
    via_variable_default
    via_variable_file
    via_module_call
    via_other

    // Head of the report.
    run
    /// `{from} {to}`
    run_times
    account
    accounts
    partition
    region
    regions
    principal
    snapshot
    files
    /// `{count}`
    files_read
    resources
    rules
    findings
    coverage
    interrupted
    incomplete
    /// `{count} {known}`
    rules_ran
    rules_not_run
    rules_changed
    /// `{count}`
    checks
    /// `{count} {share}`
    not_assessed_share
    nothing_judged

    // The table of findings.
    col_number
    col_severity
    severity_short_critical
    severity_short_high
    severity_short_medium
    severity_short_low
    severity_short_info
    col_rule
    col_resource
    col_rule_resource
    col_expected_observed
    col_where
    col_expected
    col_observed
    col_mapped
    col_verdict
    col_title
    col_kind
    expected
    observed
    evidence
    item
    world
    no_findings
    no_findings_incomplete
    passed_heading
    not_applicable_heading

    // What could not be looked at.
    not_assessed_heading
    /// `{count} {resources}`
    group_checks
    /// `{scope} {count}`
    group_calls
    missing_permissions
    by_choice_heading
    problems_heading
    /// `{count}`
    and_more

    // Requests in templates not to be told of findings.
    decided_by
    ignored_heading
    remarks_heading
    ignore_names_no_rule
    ignore_without_reason
    /// `{id}`
    ignore_matches_nothing
    /// `{count}`
    ignored_count
    note_remark

    // The end of the report.
    next
    next_explain
    next_iam_policy
    next_json
    /// `{code}`
    exit
    exit_clean
    /// `{severity}`
    exit_below
    /// `{severity}`
    exit_findings
    exit_incomplete
    exit_incomplete_too
    exit_incomplete_allowed
    exit_usage
    exit_nothing
    exit_internal

    /// `{resources} {file} {gaps}`
    collected

    // Sentences of other formats.
    /// `{kind} {name} {account} {region}`
    about_resource
    /// `{kind} {name}`
    about_resource_unplaced
    /// `{rule} {resource} {message}`
    undecided_notification
    /// `{kept} {total}`
    results_cut
    /// `{kept} {total}`
    related_cut
    /// `{total} {place}`
    results_anchored
    /// `{kept} {total}`
    undecided_cut
    /// `{account} {region} {target} {why}`
    gap_notification
    note_not_assessed
    note_gap
    note_problem
    note_interrupted
    note_cut
    note_anchored
    note_selection

    // What stops a command.
    err_two_reports
    /// `{path}`
    err_two_reports_into
    /// `{path} {error}`
    err_write
    /// `{error}`
    err_stdout
    /// `{path} {error}`
    err_read
    /// `{path}`
    err_unrecognised
    /// `{paths}`
    err_nothing
    /// `{detail}`
    err_internal
    /// `{place}`
    err_panic
    /// `{path}`
    err_snapshot_none
    /// `{path} {found} {newest}`
    err_snapshot_new
    /// `{path} {line} {problem}`
    err_snapshot_damaged
    /// `{path} {error}`
    err_snapshot_io
    /// `{account} {region}`
    scope_repeated
    err_no_region
    /// `{region}`
    err_bad_region
    /// `{url}`
    err_bad_endpoint
    /// `{problem}`
    err_no_credentials
    /// `{role} {code}`
    err_role_refused
    /// `{code}`
    err_credentials_refused
    /// `{code}`
    err_identity_refused
    /// `{code}`
    err_unreachable
    /// `{code}`
    err_no_identity
    err_interrupted

    // The commands about rules.
    /// `{count} {known}`
    rules_listed
    /// `{name}`
    new_name
    /// `{id} {file}`
    id_is_taken
    /// `{file}`
    new_written
    lint_nothing
    /// `{count}`
    lint_clean
    /// `{rules} {examples} {wrong}`
    test_summary
    /// `{what} {expected} {got}`
    test_differs
    test_line
    test_also
    /// `{error}`
    test_unread

    // How a verdict came about.
    explained_where
    explained_not_asked
    /// `{count}`
    explained_more
    /// `{kind} {id}`
    explained_no_resource

    // The inventory's fields.
    inventory_in_rules
    inventory_not_judged
    inventory_optional
    inventory_required
    inventory_worked_out
    inventory_permission
    schema_only_inventory

    // The page of a rule.
    page_rule
    page_title
    page_severity
    page_confidence
    page_kind
    page_since
    page_aliases
    page_tags
    page_inputs
    page_finding
    page_why
    page_expected
    page_check
    page_check_note
    page_when
    page_each
    page_at
    page_parameters
    /// `{severity}`
    page_severity_when
    /// `{confidence}`
    page_confidence_when
    page_fields
    page_field
    page_api
    page_cloudformation
    page_terraform
    page_no_source
    page_remediation
    page_immutable
    page_otherwise
    page_condition
    page_cli
    page_placeholders
    page_angles
    page_sources
    /// `{date}`
    page_read_on
    page_frameworks
    page_mapped_note
    basis_aws
    basis_nist_crosswalk
    basis_tidegate
    page_examples
    index_title
    index_intro
    index_by_service
    index_by_severity
    index_by_framework
}

/// The texts of a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &en::WORDS,
        Language::Ja => &ja::WORDS,
        Language::Zh => &zh::WORDS,
    }
}

impl Words {
    pub fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Pass => self.pass,
            Verdict::Fail => self.fail,
            Verdict::Undecided => self.undecided,
            Verdict::NotApplicable => self.not_applicable,
        }
    }

    pub fn confidence(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::High => self.high,
            Confidence::Medium => self.medium,
            Confidence::Low => self.low,
        }
    }

    /// At most six columns, for tables.
    pub fn severity_short(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Critical => self.severity_short_critical,
            Severity::High => self.severity_short_high,
            Severity::Medium => self.severity_short_medium,
            Severity::Low => self.severity_short_low,
            Severity::Info => self.severity_short_info,
        }
    }

    pub fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
            Severity::Info => self.info,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthChar;

    fn holes(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|t| t.0).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_language_takes_the_same_values() {
        for language in Language::ALL {
            for ((field, text), (_, english)) in
                words(language).texts().iter().zip(words(Language::En).texts())
            {
                assert!(!text.trim().is_empty() || *field == "comma", "{field} is empty in {language:?}");
                assert_eq!(holes(text), holes(english), "{field} in {language:?}");
            }
        }
    }

    #[test]
    fn no_text_has_characters_whose_width_depends_on_the_terminal() {
        for language in Language::ALL {
            for (field, text) in words(language).texts() {
                for c in text.chars() {
                    assert!(!c.is_control(), "{field} in {language:?}: control character");
                    assert_eq!(c.width(), c.width_cjk(), "{field} in {language:?}: {c:?} is ambiguous");
                }
            }
        }
    }

    #[test]
    fn translations_are_translated() {
        // Names of products and of formats are the same everywhere.
        let names = ["page_cli", "page_cloudformation", "page_terraform"];
        for language in [Language::Ja, Language::Zh] {
            for (field, text) in words(language).texts() {
                let mut rest = text.to_owned();
                for hole in holes(text) {
                    rest = rest.replace(&format!("{{{hole}}}"), "");
                }
                let letters = rest.chars().any(|c| c.is_ascii_alphabetic());
                let foreign = rest.chars().any(|c| c as u32 >= 0x2E80);
                assert!(
                    foreign || !letters || names.contains(&field),
                    "{field} in {language:?} reads as English: {text}"
                );
            }
        }
    }
}
