//! `rules list` and `explain`: the catalogue for people and programs.

use super::RunError;
use super::deliver::{self, Terminal};
use crate::cli::{Explain, ListFormat};
use crate::report;
use crate::rules::{Rule, catalogue};
use serde_json::json;

pub fn list(format: ListFormat, terminal: &Terminal) -> Result<u8, RunError> {
    let rules: Vec<&Rule> = catalogue::builtin().rules.iter().collect();
    match format {
        ListFormat::Json => deliver::json(&as_json(&rules, terminal))?,
        ListFormat::Table => {
            let text = report::rules_list(&rules, terminal.language, &layout(terminal));
            deliver::stdout(|out| out.write_all(text.as_bytes()))?;
        }
    }
    Ok(0)
}

pub fn explain(args: &Explain, terminal: &Terminal) -> Result<u8, RunError> {
    let catalogue = catalogue::builtin();
    let Some(rule) = catalogue.by_id(&args.rule) else {
        // All ids would fill a screen.
        let near = catalogue.nearest(&args.rule);
        let help = if near.starts_with("did you mean") { &*near } else { "`tidegate rules list` shows them" };
        return Err(RunError::Usage(format!("no rule `{}`: {help}", crate::words::line(&args.rule))));
    };
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
