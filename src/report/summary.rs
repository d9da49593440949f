//! The numbers of a report: verdicts, severities, and what could not be looked at, grouped by its reason.

use super::Options;
use crate::evaluate::{Changed, Report, Tally};
use crate::inventory::{Coverage, Denial, Gap, Why};
use crate::rules::{Severity, Verdict};
use crate::words::{count, fill, words};
use std::collections::{BTreeMap, BTreeSet};

/// Verdicts of all rules together.
pub fn verdicts(report: &Report) -> Tally {
    let mut sum = Tally::default();
    for (_, tally) in &report.tallies {
        sum.add(*tally);
    }
    sum
}

/// Failing findings per severity, worst first.
pub fn severities(report: &Report) -> [(Severity, u64); 5] {
    Severity::ALL.map(|severity| {
        let of = |f: &&crate::evaluate::Finding| f.verdict == Verdict::Fail && f.severity == severity;
        (severity, report.findings.iter().filter(of).count() as u64)
    })
}

/// `9.1%`, rounded so that only nothing is 0.0% and only everything is 100.0%.
pub fn share(part: u64, whole: u64) -> String {
    if part == 0 || whole == 0 {
        return "0.0%".into();
    }
    if part >= whole {
        return "100.0%".into();
    }
    let tenths = (u128::from(part) * 1000 + u128::from(whole) / 2) / u128::from(whole);
    let tenths = tenths.clamp(1, 999);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// One reason, and all it kept from being assessed.
pub struct Group<'a> {
    pub why: &'a Why,
    pub checks: u64,
    pub resources: u64,
    /// Rules with an undecided verdict for this reason.
    pub rules: BTreeSet<&'a str>,
    /// Calls without an answer per account, region and operation, with what they were about.
    pub calls: BTreeMap<(&'a str, &'a str, &'a str), Vec<Option<&'a str>>>,
}

/// Kind, id, account and Region.
type ResourceKey<'a> = (&'a str, &'a str, &'a str, &'a str);

/// Reasons of undecided verdicts and of gaps in the coverage, those that cost most first.
pub fn groups(report: &Report) -> Vec<Group<'_>> {
    let mut by_why: BTreeMap<&Why, (Group<'_>, BTreeSet<ResourceKey<'_>>)> = BTreeMap::new();
    let empty = |why| Group { why, checks: 0, resources: 0, rules: BTreeSet::new(), calls: BTreeMap::new() };
    for f in report.findings.iter().filter(|f| f.verdict == Verdict::Undecided) {
        let reasons: BTreeSet<&Why> = f.missing.iter().map(|m| &m.why).collect();
        for why in reasons {
            let (group, resources) = by_why.entry(why).or_insert_with(|| (empty(why), BTreeSet::new()));
            group.checks += 1;
            group.rules.insert(&f.rule);
            let r = &f.resource;
            resources.insert((&r.kind, &r.id, &r.account, &r.region));
        }
    }
    for (coverage, gap) in gaps(report, false) {
        let (group, _) = by_why.entry(&gap.why).or_insert_with(|| (empty(&gap.why), BTreeSet::new()));
        let scope = (&*coverage.account, &*coverage.region, &*coverage.operation);
        group.calls.entry(scope).or_default().push(gap.target.as_deref());
    }
    let mut groups: Vec<Group<'_>> = by_why
        .into_values()
        .map(|(mut group, resources)| {
            group.resources = resources.len() as u64;
            group
        })
        .collect();
    // A listing that failed may hide any number of resources: it stands before anything counted.
    groups.sort_by_key(|g| (!hides_resources(g), std::cmp::Reverse(g.checks)));
    groups
}

fn hides_resources(group: &Group<'_>) -> bool {
    group.calls.values().flatten().any(Option::is_none)
}

/// Gaps in the coverage: those by design, or the others.
pub fn gaps(report: &Report, by_design: bool) -> impl Iterator<Item = (&Coverage, &Gap)> {
    report
        .coverage
        .iter()
        .flat_map(|c| c.gaps.iter().map(move |g| (c, g)))
        .filter(move |(_, g)| g.optional == by_design)
}

/// The operations that were denied, which are the permissions the run lacked. A disabled Region is no matter
/// of permissions.
pub fn missing_permissions(report: &Report) -> BTreeSet<&str> {
    let undecided = report.findings.iter().filter(|f| f.verdict == Verdict::Undecided);
    let whys = undecided.flat_map(|f| f.missing.iter().map(|m| &m.why));
    whys.chain(gaps(report, false).map(|(_, g)| &g.why))
        .filter_map(|why| match why {
            Why::Denied { operation, by, .. } if *by != Denial::RegionDisabled => Some(&**operation),
            _ => None,
        })
        .collect()
}

/// `40 of 54 ran`
pub fn ran(report: &Report) -> String {
    let ran = report.tallies.len() as u64;
    let known = ran + report.selection.deselected.len() as u64;
    fill(words(report.language).rules_ran, &[("count", &count(ran)), ("known", &count(known))])
}

/// The rules that did not run, those together that the same option kept from it.
pub fn not_run(report: &Report) -> Vec<String> {
    let w = words(report.language);
    let mut by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for d in &report.selection.deselected {
        by.entry(&d.by).or_default().push(&d.rule);
    }
    let text = |(by, rules): (&str, Vec<&str>)| {
        format!("{}{}", rules.join(w.comma), fill(w.parentheses, &[("text", by)]))
    };
    by.into_iter().map(text).collect()
}

/// What the configuration changed about the rules that ran.
pub fn changed(report: &Report) -> Vec<String> {
    let text = |c: &Changed| format!("{}: {} {} -> {}", c.rule, c.member, c.from, c.to);
    report.selection.changed.iter().map(text).collect()
}

/// What the exit code means in this run, in the run's language; `None` when no code is known.
pub fn exit_meaning(report: &Report, options: &Options<'_>) -> Option<String> {
    let w = words(report.language);
    let severity = options.fail_on.map_or(w.severity(Severity::Info), |s| w.severity(s));
    let incomplete = report.incomplete();
    let failed = report.tallies.iter().any(|(_, t)| t.fail > 0);
    let text = match options.exit? {
        0 if incomplete => w.exit_incomplete_allowed.to_owned(),
        0 if failed => fill(w.exit_below, &[("severity", severity)]),
        0 => w.exit_clean.to_owned(),
        1 => {
            let mut text = fill(w.exit_findings, &[("severity", severity)]);
            if incomplete {
                text.push_str(w.semicolon);
                text.push_str(w.exit_incomplete_too);
            }
            text
        }
        2 => w.exit_usage.to_owned(),
        3 => w.exit_incomplete.to_owned(),
        4 => w.exit_nothing.to_owned(),
        5 => w.exit_internal.to_owned(),
        _ => return None,
    };
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::test_support::{denied_key, empty_report, sample};

    #[test]
    fn shares_round_but_never_to_nothing_or_everything() {
        let cases = [
            ((0, 418), "0.0%"),
            ((38, 418), "9.1%"),
            ((1, 1_000_000), "0.1%"),
            ((999_999, 1_000_000), "99.9%"),
            ((7, 7), "100.0%"),
            ((0, 0), "0.0%"),
        ];
        for ((part, whole), expected) in cases {
            assert_eq!(share(part, whole), expected);
        }
    }

    #[test]
    fn a_failed_listing_comes_first_and_reasons_are_counted_once() {
        let report = sample();
        let groups = groups(&report);
        assert!(matches!(groups[0].why, Why::Throttled { .. }), "{:?}", groups[0].why);
        assert_eq!((groups[0].checks, groups[0].calls.len()), (0, 1));
        let key = groups.iter().find(|g| *g.why == denied_key()).expect("the denied key is a reason");
        assert_eq!((key.checks, key.resources), (2, 1));
        assert_eq!(
            key.rules.iter().copied().collect::<Vec<_>>(),
            ["scram-secret-default-key", "scram-secret-unusable-key"]
        );
        assert_eq!(key.calls.values().map(Vec::len).sum::<usize>(), 1);
        assert_eq!(missing_permissions(&report).into_iter().collect::<Vec<_>>(), ["kms:DescribeKey"]);
    }

    #[test]
    fn the_exit_code_is_explained_by_what_the_run_found() {
        let exit = |code, fail_on| Options { exit: Some(code), fail_on, ..Options::default() };
        let report = sample();
        let low = Some(Severity::Low);
        assert_eq!(
            exit_meaning(&report, &exit(1, low)).unwrap(),
            "findings of severity low or worse; the run is incomplete as well"
        );
        assert_eq!(exit_meaning(&report, &exit(0, low)).unwrap(), "incomplete, which was allowed");
        assert_eq!(exit_meaning(&empty_report(), &exit(0, low)).unwrap(), "complete, no findings");
        assert_eq!(exit_meaning(&report, &Options::default()), None);
    }
}
