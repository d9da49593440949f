//! `schema`: the forms of what tidegate writes, and the names that rules may read.

use super::RunError;
use super::deliver::{self, Terminal};
use super::explain::layout;
use super::phrases::NO_KIND;
use crate::cli::{Schema, SchemaFormat, SchemaOf};
use crate::inventory::KindDef;
use crate::inventory::kinds::{self, KINDS};
use crate::report;
use crate::rules::Language;
use crate::rules::expr::check::nearest;
use crate::said;
use crate::words;

pub fn schema(args: &Schema, terminal: &Terminal) -> Result<u8, RunError> {
    let w = words::words(terminal.language);
    let misplaced =
        args.of != SchemaOf::Inventory && (!args.kinds.is_empty() || args.format == Some(SchemaFormat::Text));
    if misplaced {
        return Err(RunError::Usage(w.schema_only_inventory.to_owned()));
    }
    match args.of {
        SchemaOf::Snapshot => deliver::json(&crate::inventory::snapshot::schema(terminal.language))?,
        SchemaOf::Report => deliver::json(&report::schema::report(terminal.language))?,
        SchemaOf::Inventory => {
            let kinds = kinds(&args.kinds, terminal)?;
            if args.format == Some(SchemaFormat::Json) {
                deliver::json(&report::inventory_json(&kinds, terminal.language))?;
            } else {
                let text = report::inventory_text(&kinds, terminal.language, &layout(terminal));
                deliver::stdout(|out| out.write_all(text.as_bytes()))?;
            }
        }
    }
    Ok(0)
}

/// The kinds named, or all.
fn kinds(names: &[String], terminal: &Terminal) -> Result<Vec<&'static KindDef>, RunError> {
    if names.is_empty() {
        return Ok(KINDS.to_vec());
    }
    names.iter().map(|name| kind_named(name, terminal.language)).collect()
}

/// The kind of that name.
///
/// # Errors
/// There is none: says which was probably meant.
pub fn kind_named(name: &str, language: Language) -> Result<&'static KindDef, RunError> {
    kinds::by_name(name).ok_or_else(|| {
        let message = said!(NO_KIND, kind = words::line(name)).text(language);
        let help = nearest(name, KINDS.iter().map(|k| k.name)).text(language);
        RunError::Usage(format!("{message}{}{help}", words::words(language).colon))
    })
}
