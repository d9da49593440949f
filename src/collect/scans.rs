//! Materialized views that load streams: what the system views of a warehouse tell of the refreshes of late (G14).
//!
//! Never all of them: the system views keep some days, hold nothing of views that were not refreshed in them, and
//! show users who are no superusers their own rows only. A schema without a row is therefore not known to load nothing.

use super::asker::{Asker, Listing};
use super::fill::listed;
use super::operations::EXECUTE_STATEMENT;
use super::sql::{self, Login, Row};
use crate::inventory::kinds::external_schema::{self as f, view as v};
use crate::inventory::{Fact, Record, Resource, Why};
use aws_sdk_redshiftdata::Client;
use std::collections::BTreeSet;

/// One view that loads one stream through a schema.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Scan {
    schema: String,
    view: String,
    stream: String,
    /// Where it was refreshed; `None` when the history of queries does not tell.
    database: Option<String>,
}

/// Fills in the views of a warehouse's schemas. `superuser`: the user sees the rows of others; `whole`: no schema of
/// the warehouse is unread.
pub async fn fill(
    asker: &Asker<'_>,
    client: &Client,
    login: &Login<'_>,
    schemas: &mut [Resource],
    superuser: bool,
    whole: bool,
) {
    if schemas.is_empty() {
        return;
    }
    let rows = sql::select(asker, client, login, login.database, sql::STREAM_SCANS).await;
    let op = EXECUTE_STATEMENT.name;
    let more = match rows.more {
        Some(why) => why,
        None if rows.items.len() >= sql::MOST_SCANS => {
            Why::Limit { what: format!("{} rows about materialized views", sql::MOST_SCANS).into() }
        }
        None if superuser => {
            Why::NotCollected { what: "materialized views that were not refreshed of late".into() }
        }
        None => Why::Truncated {
            operation: op.into(),
            reason: "the database user sees only the materialized views that it refreshes".into(),
        },
    };
    let scans: BTreeSet<Scan> = rows.items.iter().filter_map(scan).collect();
    let names: Vec<(String, String)> = schemas.iter().map(place).collect();
    for (r, (database, name)) in schemas.iter_mut().zip(&names) {
        // What is in no database by name is this one's when no other has a schema of the name.
        let alone = whole && names.iter().filter(|(_, other)| other == name).count() == 1;
        let own = scans.iter().filter(|s| {
            s.schema == *name && s.database.as_ref().map_or(alone, |of_scan| of_scan == database)
        });
        let mut seen: Vec<(&str, &str)> = own.map(|s| (&*s.view, &*s.stream)).collect();
        seen.dedup();
        let o = r.api(op);
        let unsaid = Why::NotCollected { what: "the schema of a materialized view".into() };
        let unsaid = Fact::Unknown(r.add_why(unsaid));
        let record = |(name, stream): (&str, &str)| {
            Record::new(&v::RECORD)
                .set(v::schema, unsaid.clone())
                .text(v::name, name, o)
                .text(v::stream, stream, o)
                .into_value()
        };
        let items = seen.into_iter().map(record).collect();
        listed(r, f::materialized_views, Listing { items, more: Some(more.clone()) }, o);
    }
}

/// Database and name of a schema.
fn place(schema: &Resource) -> (String, String) {
    let text = |field| schema.known_text(field).unwrap_or_default().to_owned();
    (text(f::database), text(f::name))
}

/// `None` for a row without a view or a stream. Values of the fixed-length columns end in blanks.
fn scan(row: &Row) -> Option<Scan> {
    let text = |column: &str| {
        let text = row.get(column)?.as_deref()?.trim_end();
        (!text.is_empty()).then(|| text.to_owned())
    };
    Some(Scan {
        schema: text("external_schema_name")?,
        view: text("mv_name")?,
        stream: text("stream_name")?,
        database: text("database_name"),
    })
}
