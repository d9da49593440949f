//! `rules list`: the rules that a run with the same options judges by.

use super::set::selected_rules;
use crate::cli::{Choice, ListFormat};
use crate::commands::RunError;
use crate::commands::config::Config;
use crate::commands::deliver::{self, Terminal};
use crate::commands::explain::layout;
use crate::report;
use crate::rules::expr::compiled::Literal;
use crate::rules::{Rule, framework};
use crate::words;
use serde_json::{Map, Value, json};

pub fn list(
    format: ListFormat,
    choice: &Choice,
    config: &Config,
    terminal: &Terminal,
) -> Result<u8, RunError> {
    let set = selected_rules(choice, config, terminal.language)?;
    let rules = set.running();
    match format {
        ListFormat::Json => deliver::json(&rules.iter().map(|r| as_json(r, terminal)).collect())?,
        ListFormat::Table => {
            let text = report::rules_list(&rules, terminal.language, &layout(terminal));
            deliver::stdout(|out| out.write_all(text.as_bytes()))?;
        }
    }
    let (listed, known) = (rules.len() as u64, set.all().count() as u64);
    if listed < known {
        let w = words::words(terminal.language);
        let values = [("count", &*words::count(listed)), ("known", &*words::count(known))];
        terminal.say(&words::fill(w.rules_listed, &values));
    }
    Ok(0)
}

/// A rule for programs: what it is about, its placeholders not filled.
fn as_json(r: &Rule, terminal: &Terminal) -> Value {
    let frameworks: Vec<_> = r
        .frameworks
        .iter()
        .map(|f| {
            let title = framework::by_key(&f.framework).map(|d| &*d.title);
            json!({"framework": f.framework, "title": title, "ids": f.ids, "basis": f.basis.name()})
        })
        .collect();
    let sources: Vec<_> = r.sources.iter().map(|s| json!({"url": s.url, "read": s.read})).collect();
    let parameters: Map<String, Value> =
        r.parameters.iter().map(|(name, value)| (name.clone(), literal(value))).collect();
    let conditional: Vec<_> =
        r.severities.iter().map(|(code, s)| json!({"if": code.text.trim(), "severity": s.name()})).collect();
    json!({
        "id": r.id,
        "service": r.service,
        "file": r.path,
        "title": r.texts(terminal.language).title,
        "severity": r.severity.name(),
        "severities": conditional,
        "confidence": r.confidence.name(),
        "kind": r.kind.name,
        "inputs": r.inputs.iter().map(|i| i.name()).collect::<Vec<_>>(),
        "since": r.since,
        "aliases": r.aliases,
        "immutable": r.immutable,
        "tags": r.tags,
        "parameters": parameters,
        "languages": r.languages.iter().map(|l| l.tag()).collect::<Vec<_>>(),
        "frameworks": frameworks,
        "sources": sources,
    })
}

fn literal(value: &Literal) -> Value {
    match value {
        Literal::Int(i) => json!(i),
        Literal::Text(t) => json!(t),
        Literal::List(items) => items.iter().map(literal).collect(),
    }
}
