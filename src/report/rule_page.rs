//! The page of a rule: what `tidegate explain`, `docs/rules/` and the help of SARIF say about it.

use super::page::{Inline, Page, code, prose, text};
use super::plain::{self, Layout};
use super::style::Paint;
use super::{Options, fields, markdown};
use crate::rules::framework;
use crate::rules::rule::{Basis, Part, Remedy, Template};
use crate::rules::{Language, Rule, Verdict};
use crate::words::{Words, fill, words};

/// The page as markdown.
pub fn rule_page(rule: &Rule, language: Language) -> String {
    markdown::render(&page(rule, language, Places::Braces))
}

/// The page as text for a terminal.
pub fn rule_text(rule: &Rule, language: Language, options: &Options<'_>) -> String {
    let layout = Layout {
        width: options.width.unwrap_or(80).clamp(40, 120),
        ascii: options.ascii,
        paint: Paint { on: options.color },
    };
    plain::render(&page(rule, language, Places::Angles), &layout)
}

/// How a page shows what each finding fills in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Places {
    /// As the author of the rule wrote it: `{{sh(secret.arn)}}`.
    Braces,
    /// As people write what the reader puts in: `<secret.arn>`.
    Angles,
}

fn page(rule: &Rule, language: Language, places: Places) -> Page {
    let w = words(language);
    let texts = rule.texts(language);
    let mut page = Page::default();
    page.heading(1, &texts.title);
    page.paragraph(vec![code(&*rule.id)]);
    page.list(facts(rule, w));
    page.heading(2, w.page_finding);
    page.prose(&source(&texts.message, places));
    page.paragraph(labelled(w, w.page_expected, prose(&source(&texts.expected, places))));
    if let Some(observed) = &texts.observed {
        page.paragraph(labelled(w, w.observed, prose(&source(observed, places))));
    }
    page.heading(2, w.page_why);
    page.prose(&texts.why);
    check(&mut page, rule, w);
    where_shown(&mut page, rule, w);
    page.heading(2, w.page_remediation);
    if rule.immutable {
        page.prose(w.page_immutable);
    }
    for (i, remedy) in rule.remediation.iter().enumerate() {
        remedy_blocks(&mut page, remedy, i > 0, language, places);
    }
    if rule.remediation.iter().any(|r| has_places(r, language)) {
        page.prose(match places {
            Places::Braces => w.page_placeholders,
            Places::Angles => w.page_angles,
        });
    }
    mapped(&mut page, rule, w);
    page.heading(2, w.page_sources);
    page.list(
        rule.sources
            .iter()
            .map(|s| {
                let url = s.url.to_string();
                let read = fill(w.parentheses, &[("text", &fill(w.page_read_on, &[("date", &s.read)]))]);
                vec![Inline::Link { text: url.clone(), url }, text(read)]
            })
            .collect(),
    );
    examples(&mut page, rule, w);
    page
}

fn facts(rule: &Rule, w: &Words) -> Vec<Vec<Inline>> {
    let list = |items: Vec<&str>| {
        let mut out = Vec::new();
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                out.push(text(w.comma));
            }
            out.push(code(item));
        }
        out
    };
    let mut out = vec![labelled(w, w.page_severity, vec![text(w.severity(rule.severity))])];
    for (condition, severity) in &rule.severities {
        let label = fill(w.page_severity_when, &[("severity", w.severity(*severity))]);
        out.push(labelled(w, &label, vec![code(condition.text.trim())]));
    }
    out.push(labelled(w, w.page_confidence, vec![text(w.confidence(rule.confidence))]));
    for (condition, confidence) in &rule.confidences {
        let label = fill(w.page_confidence_when, &[("confidence", w.confidence(*confidence))]);
        out.push(labelled(w, &label, vec![code(condition.text.trim())]));
    }
    let types = std::iter::once(&rule.kind.name).chain(rule.kind.cfn_types).chain(rule.kind.tf_types);
    out.push(labelled(w, w.page_kind, list(types.copied().collect())));
    out.push(labelled(w, w.page_inputs, list(rule.inputs.iter().map(|i| i.name()).collect())));
    out.push(labelled(w, w.page_since, vec![text(&*rule.since)]));
    if !rule.aliases.is_empty() {
        out.push(labelled(w, w.page_aliases, list(rule.aliases.iter().map(|a| &**a).collect())));
    }
    if !rule.tags.is_empty() {
        out.push(labelled(w, w.page_tags, list(rule.tags.iter().map(|t| &**t).collect())));
    }
    out
}

fn check(page: &mut Page, rule: &Rule, w: &Words) {
    page.heading(2, w.page_check);
    page.code("cel", rule.check.text.trim());
    page.prose(w.page_check_note);
    let mut rest = Vec::new();
    if let Some(when) = &rule.when {
        rest.push(labelled(w, w.page_when, vec![code(when.text.trim())]));
    }
    if let Some(each) = &rule.each {
        rest.push(labelled(w, w.page_each, vec![code(each.list.text.trim())]));
    }
    rest.push(labelled(w, w.page_at, vec![code(rule.at.text.trim())]));
    for (name, value) in &rule.parameters {
        rest.push(labelled(w, w.page_parameters, vec![code(format!("{name} = {value}"))]));
    }
    page.list(rest);
}

fn where_shown(page: &mut Page, rule: &Rule, w: &Words) {
    let rows = fields::of(rule).into_iter().map(|f| {
        let cell = |name: &str| if name.is_empty() { Vec::new() } else { vec![code(name)] };
        // Fields of the rule's own kind need no type: the page names it above.
        let of = f.kind.filter(|k| *k != rule.kind);
        let typed =
            |types: &[&str], path: &str| match types.first().filter(|_| of.is_some() && !path.is_empty()) {
                Some(t) => vec![code(*t), text(" "), code(path)],
                None => cell(path),
            };
        let (cfn, tf) = of.map_or((&[][..], &[][..]), |k| (k.cfn_types, k.tf_types));
        let api = if f.def.back_link.is_some() { vec![text(w.page_no_source)] } else { cell(f.def.api) };
        vec![cell(&f.text), api, typed(cfn, f.def.cfn), typed(tf, f.def.tf)]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return;
    }
    page.heading(2, w.page_fields);
    page.table(&[w.page_field, w.page_api, w.page_cloudformation, w.page_terraform], rows);
}

fn remedy_blocks(page: &mut Page, remedy: &Remedy, further: bool, language: Language, places: Places) {
    let w = words(language);
    match &remedy.condition {
        Some(condition) => page.paragraph(labelled(w, w.page_condition, vec![code(condition.text.trim())])),
        None if further => page.paragraph(vec![text(format!("{}{}", w.page_otherwise, w.colon.trim_end()))]),
        None => {}
    }
    page.prose(&source(remedy.text(language), places));
    let parts = [
        (w.page_cli, "sh", &remedy.cli),
        (w.page_cloudformation, "yaml", &remedy.cloudformation),
        (w.page_terraform, "hcl", &remedy.terraform),
    ];
    for (label, fence, template) in parts {
        let text = source(template, places);
        if !text.trim().is_empty() {
            page.heading(3, label);
            page.code(fence, &text);
        }
    }
}

fn mapped(page: &mut Page, rule: &Rule, w: &Words) {
    if rule.frameworks.is_empty() {
        return;
    }
    page.heading(2, w.page_frameworks);
    let item = |f: &crate::rules::rule::Framework| {
        let name = framework_title(&f.framework);
        let basis = match f.basis {
            Basis::Aws => w.basis_aws,
            Basis::NistCrosswalk => w.basis_nist_crosswalk,
            Basis::Tidegate => w.basis_tidegate,
        };
        let ids = f.ids.iter().map(|i| &**i).collect::<Vec<_>>().join(w.comma);
        labelled(w, &name, vec![text(ids), text(fill(w.parentheses, &[("text", basis)]))])
    };
    page.list(rule.frameworks.iter().map(item).collect());
    page.prose(w.page_mapped_note);
}

fn examples(page: &mut Page, rule: &Rule, w: &Words) {
    page.heading(2, w.page_examples);
    let mut items = Vec::new();
    for verdict in [Verdict::Fail, Verdict::Pass, Verdict::Undecided, Verdict::NotApplicable] {
        for example in rule.examples.iter().filter(|e| e.verdict == verdict) {
            items.push(labelled(w, w.verdict(verdict), vec![text(&*example.name)]));
        }
    }
    page.list(items);
}

/// Title and version of a framework; its key when it is not in the list.
pub fn framework_title(key: &str) -> String {
    match framework::by_key(key) {
        Some(d) if d.version.is_empty() => d.title.to_string(),
        Some(d) => format!("{} {}", d.title, d.version),
        None => key.to_owned(),
    }
}

fn labelled(w: &Words, label: &str, mut value: Vec<Inline>) -> Vec<Inline> {
    value.insert(0, text(format!("{label}{}", w.colon)));
    value
}

/// A template with its places shown.
fn source(template: &Template, places: Places) -> String {
    let place = |code: &str| match places {
        Places::Braces => format!("{{{{{code}}}}}"),
        Places::Angles => match code.strip_prefix('\'').and_then(|c| c.strip_suffix('\'')) {
            // Braces that the text itself has.
            Some(literal) if !literal.contains('\'') => literal.to_owned(),
            _ => format!("<{}>", without_quoting(code)),
        },
    };
    let part = |part: &Part| match part {
        Part::Literal(t) => t.to_string(),
        Part::Place(code) => place(code.text.trim()),
    };
    template.parts.iter().map(part).collect()
}

/// An expression without its calls of `sh()`, which people who read it need not know of.
fn without_quoting(code: &str) -> String {
    let mut out = String::new();
    let (mut rest, mut depth, mut calls) = (code, 0usize, Vec::new());
    while let Some(c) = rest.chars().next() {
        let in_name = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if let Some(after) = rest.strip_prefix("sh(").filter(|_| !in_name) {
            depth += 1;
            calls.push(depth);
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c == '(' {
            depth += 1;
        } else if c == ')' {
            let ends_call = calls.last() == Some(&depth);
            depth = depth.saturating_sub(1);
            if ends_call {
                calls.pop();
                continue;
            }
        }
        out.push(c);
    }
    out
}

fn has_places(remedy: &Remedy, language: Language) -> bool {
    [remedy.text(language), &remedy.cli, &remedy.cloudformation, &remedy.terraform]
        .iter()
        .any(|t| t.parts.iter().any(|p| matches!(p, Part::Place(_))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::test_support::rule;
    use crate::report::wrap::width;

    #[test]
    fn quoting_is_no_part_of_what_is_explained() {
        assert_eq!(without_quoting("sh(secret.arn)"), "secret.arn");
        assert_eq!(without_quoting("hash(a)"), "hash(a)");
        let choice = "has(a.b) ? sh(join(a.b, ', ')) : has(a.c) ? sh(a.c) : 'x'";
        assert_eq!(without_quoting(choice), "has(a.b) ? join(a.b, ', ') : has(a.c) ? a.c : 'x'");
    }

    #[test]
    fn the_page_says_all_that_the_rule_file_does() {
        let page = rule_page(&rule(), Language::En);
        let expected = [
            "# SCRAM secret under the default key\n\n`scram-secret-default-key`\n",
            "- Severity: high\n- Severity medium when: `secret.rotation_enabled`\n- Confidence: high\n- Confidence low when: `!has(secret.name)`\n",
            "- Resource kind: `secret`, `AWS::SecretsManager::Secret`, `aws_secretsmanager_secret`\n- Inputs: `account`, `cloudformation`, `terraform`, `file`\n- Since: 0.1.0\n- Former ids: `scram-default-key`\n- Tags: `msk`, `scram`\n",
            "Secret `{{secret.name}}` is encrypted under the AWS managed key.",
            "under the default key \\| &lt;aws/secretsmanager&gt;.",
            "```cel\nhas(secret.kms_key) && secret.kms_key.manager == 'CUSTOMER'\n```",
            "- Applies when: `size(secret.clusters) > 0`\n- A finding points at: `secret.kms_key_id`\n",
            "| `secret.clusters` | worked out by tidegate |  |  |\n",
            "| `secret.kms_key.manager` | `kms:DescribeKey` |",
            "When: `has(secret.kms_key)`\n\nMove `{{secret.name}}` to a customer managed key.\n\n### AWS CLI\n\n```sh\naws secretsmanager update-secret --secret-id {{sh(secret.arn)}} --kms-key-id <key-arn>\n```",
            "```yaml\nKmsKeyId: !GetAtt ScramKey.Arn\n```",
            "```hcl\nkms_key_id = aws_kms_key.scram.arn\n```",
            "Otherwise:\n\nCreate a key first.",
            "- NIST SP 800-53 Revision 5: SC-12, SC-13 (tidegate's own mapping)\n",
            "](https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-limitations.html) (read on 2026-11-22)",
            "- fail: the default key\n- pass: a customer managed key\n- not assessed: a key that may not be described\n- not applicable: a secret of no cluster\n",
        ];
        for part in expected {
            assert!(page.contains(part), "missing: {part}\n{page}");
        }
    }

    #[test]
    fn each_language_has_its_own_texts() {
        let ja = rule_page(&rule(), Language::Ja);
        assert!(ja.starts_with("# デフォルトキーで暗号化された SCRAM シークレット\n"), "{ja}");
        assert!(ja.contains("`{{secret.name}}` をカスタマーマネージドキーに変更します。"), "{ja}");
        let zh = rule_page(&rule(), Language::Zh);
        assert!(zh.contains("- 未评估：a key that may not be described"), "{zh}");
    }

    #[test]
    fn the_terminal_text_fits_and_its_commands_are_whole() {
        for language in Language::ALL {
            for columns in [60, 80, 120] {
                let options = Options { width: Some(columns), ..Options::default() };
                let text = rule_text(&rule(), language, &options);
                assert!(text.contains(
                    "  aws secretsmanager update-secret --secret-id <secret.arn> --kms-key-id <key-arn>\n"
                ));
                let free =
                    |l: &&str| !["update-secret", "has(secret", "https://"].iter().any(|t| l.contains(t));
                for line in text.lines().filter(free) {
                    assert!(width(line) <= columns, "{columns}: {line}");
                }
            }
        }
    }
}
