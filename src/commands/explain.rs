//! `rules list` and `explain`: the catalogue for people and programs.

use super::RunError;
use super::config::Config;
use super::deliver::{self, Terminal};
use super::rule_set::all_rules;
use crate::cli::{Explain, Folders, ListFormat};
use crate::report;
use crate::rules::Rule;
use serde_json::json;

pub fn list(format: ListFormat, config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    let set = all_rules(&Folders::default(), config, terminal.language)?;
    let rules: Vec<&Rule> = set.all().collect();
    match format {
        ListFormat::Json => deliver::json(&as_json(&rules, terminal))?,
        ListFormat::Table => {
            let text = report::rules_list(&rules, terminal.language, &layout(terminal));
            deliver::stdout(|out| out.write_all(text.as_bytes()))?;
        }
    }
    Ok(0)
}

pub fn explain(args: &Explain, config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    let set = all_rules(&args.folders, config, terminal.language)?;
    let rule = set.named(&args.rule, terminal.language)?;
    let text = report::rule_text(rule, terminal.language, &layout(terminal));
    deliver::stdout(|out| out.write_all(text.as_bytes()))?;
    Ok(0)
}

fn layout(terminal: &Terminal) -> report::Options<'static> {
    report::Options { width: Terminal::width(), color: terminal.colors(), ..report::Options::default() }
}

/// The catalogue for programs: what a rule is about, without its texts' placeholders filled.
fn as_json(rules: &[&Rule], terminal: &Terminal) -> serde_json::Value {
    let one = |r: &&Rule| {
        let frameworks: Vec<_> = r
            .frameworks
            .iter()
            .map(|f| json!({"framework": f.framework, "ids": f.ids, "basis": f.basis.name()}))
            .collect();
        let sources: Vec<_> = r.sources.iter().map(|s| json!({"url": s.url, "read": s.read})).collect();
        json!({
            "id": r.id,
            "service": r.service,
            "title": r.texts(terminal.language).title,
            "severity": r.severity.name(),
            "confidence": r.confidence.name(),
            "kind": r.kind.name,
            "since": r.since,
            "immutable": r.immutable,
            "tags": r.tags,
            "frameworks": frameworks,
            "sources": sources,
        })
    };
    rules.iter().map(one).collect()
}
