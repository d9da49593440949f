//! All rules at a glance: the index of `docs/rules/` and the table of `tidegate rules list`.

use super::grid::{self, frame_width};
use super::page::{Inline, Page, text};
use super::rule_page::framework_title;
use super::wrap::{width, wrap};
use super::{Options, markdown};
use crate::rules::{Language, Rule, Severity};
use crate::words::{Words, count, words};
use std::collections::BTreeMap;

/// A markdown index by service, severity and framework; pages are `<id>.md` beside it.
pub fn rules_index(rules: &[&Rule], language: Language) -> String {
    let w = words(language);
    let mut page = Page::default();
    page.heading(1, &format!("{} ({})", w.index_title, count(rules.len() as u64)));
    page.prose(w.index_intro);
    page.heading(2, w.index_by_service);
    let mut services: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in sorted(rules) {
        services.entry(&rule.service).or_default().push(rule);
    }
    for (service, rules) in &services {
        page.heading(3, service);
        let row = |r: &&Rule| {
            let title = vec![text(&*r.texts(language).title)];
            vec![vec![link(r)], vec![text(severities(r, w))], title]
        };
        page.table(&[w.page_rule, w.page_severity, w.page_title], rules.iter().map(row).collect());
    }
    page.heading(2, w.index_by_severity);
    let with = |severity: Severity| sorted(rules).into_iter().filter(move |r| r.severity == severity);
    let rows = Severity::ALL.map(|s| vec![vec![text(w.severity(s))], links(with(s), w)]);
    page.table(&[w.page_severity, w.index_title], rows.into_iter().filter(|r| !r[1].is_empty()).collect());
    by_framework(&mut page, rules, w);
    markdown::render(&page)
}

fn by_framework(page: &mut Page, rules: &[&Rule], w: &Words) {
    let mut frameworks: BTreeMap<&str, BTreeMap<ControlId, Vec<&Rule>>> = BTreeMap::new();
    for rule in sorted(rules) {
        for f in &rule.frameworks {
            for id in &f.ids {
                frameworks.entry(&f.framework).or_default().entry(order(id)).or_default().push(rule);
            }
        }
    }
    if frameworks.is_empty() {
        return;
    }
    page.heading(2, w.index_by_framework);
    page.prose(w.page_mapped_note);
    for (framework, ids) in frameworks {
        page.heading(3, &framework_title(framework));
        let rows =
            ids.into_iter().map(|((_, _, id), rules)| vec![vec![text(id)], links(rules.into_iter(), w)]);
        page.table(&["ID", w.index_title], rows.collect());
    }
}

/// Ids in the order people expect: `SC-8` before `SC-12`.
type ControlId<'a> = (&'a str, Vec<u64>, &'a str);

fn order(id: &str) -> ControlId<'_> {
    let letters = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    let numbers = id[letters..].split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    (&id[..letters], numbers, id)
}

/// The rules as a table for a terminal.
pub fn rules_list(rules: &[&Rule], language: Language, options: &Options<'_>) -> String {
    let w = words(language);
    let columns = options.width.unwrap_or(80).clamp(48, 200);
    let wide = columns >= 120;
    let rules = sorted(rules);
    let severity =
        grid::widest(Severity::ALL.map(|s| w.severity_short(s)).into_iter().chain([w.col_severity]));
    let id = grid::widest(rules.iter().map(|r| &*r.id).chain([w.col_rule])).min(columns / 2);
    let mut widths = vec![severity, id];
    let mut header = vec![w.col_severity, w.col_rule];
    if wide {
        widths.push(grid::widest(rules.iter().map(|r| r.kind.name).chain([w.col_kind])));
        header.push(w.col_kind);
    }
    let taken: usize = widths.iter().sum();
    widths.push(columns.saturating_sub(taken + frame_width(widths.len() + 1)).max(width(w.col_title)));
    header.push(w.col_title);
    let rows = rules.iter().map(|r| {
        let mut row = vec![vec![w.severity_short(r.severity).to_owned()], wrap(&r.id, id)];
        if wide {
            row.push(vec![r.kind.name.to_owned()]);
        }
        row.push(wrap(&r.texts(language).title, *widths.last().unwrap_or(&1)));
        row
    });
    let lines = grid::draw(&widths, &header, rows.collect(), options.ascii);
    lines.iter().map(|l| format!("{l}\n")).collect()
}

fn sorted<'r>(rules: &[&'r Rule]) -> Vec<&'r Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}

/// The severity, and others that conditions may give.
fn severities(rule: &Rule, w: &Words) -> String {
    let mut all: Vec<Severity> = rule.severities.iter().map(|(_, s)| *s).chain([rule.severity]).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(|s| w.severity(s)).collect::<Vec<_>>().join(w.comma)
}

fn link(rule: &Rule) -> Inline {
    Inline::Link { text: rule.id.to_string(), url: format!("{}.md", rule.id) }
}

fn links<'r>(rules: impl Iterator<Item = &'r Rule>, w: &Words) -> Vec<Inline> {
    let mut out = Vec::new();
    for rule in rules {
        if !out.is_empty() {
            out.push(text(w.comma));
        }
        out.push(link(rule));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::test_support::sample_rules;

    #[test]
    fn every_rule_is_found_by_service_severity_and_framework() {
        let rules = sample_rules();
        let rules: Vec<&Rule> = rules.iter().collect();
        let index = rules_index(&rules, Language::En);
        assert!(index.starts_with("# Rules (5)\n"), "{index}");
        assert!(index.contains("### scram\n\n| Rule | Severity | Title |\n|---|---|---|\n| [scram-secret-default-key](scram-secret-default-key.md) | high, medium | SCRAM secret under the default key |\n"), "{index}");
        assert!(index.contains("| critical | [msk-plaintext-client-traffic](msk-plaintext-client-traffic.md), [msk-public-brokers](msk-public-brokers.md) |\n"), "{index}");
        assert!(
            index.contains(
                "### NIST SP 800-53 Revision 5\n\n| ID | Rules |\n|---|---|\n| SC-12 | [connector-without-"
            ),
            "{index}"
        );
    }

    #[test]
    fn control_ids_are_in_number_order() {
        let mut ids = ["SC-12", "SC-8(1)", "SC-8", "AC-4"];
        ids.sort_by_key(|id| order(id));
        assert_eq!(ids, ["AC-4", "SC-8", "SC-8(1)", "SC-12"]);
    }

    #[test]
    fn the_list_fits_its_terminal() {
        let rules = sample_rules();
        let rules: Vec<&Rule> = rules.iter().collect();
        for language in Language::ALL {
            for columns in [48, 80, 120] {
                let options = Options { width: Some(columns), ..Options::default() };
                let list = rules_list(&rules, language, &options);
                assert!(list.lines().all(|l| width(l) == columns), "{list}");
                assert_eq!(list.contains(words(language).col_kind), columns >= 120, "{list}");
            }
        }
    }
}
