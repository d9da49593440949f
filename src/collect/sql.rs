//! SELECTs through the Redshift Data API: the life of a statement from its submission to its last row (G20-G23).
//!
//! Only the constants of this file are ever sent, nothing is put together from anything that was read. What the
//! database says about a statement that failed is reduced to its kind: it can hold names of the account.

use super::asker::{Asker, Listing};
use super::operations::{
    DESCRIBE_STATEMENT, EXECUTE_STATEMENT, GET_STATEMENT_RESULT, LIST_DATABASES, Operation,
};
use crate::inventory::Why;
use aws_sdk_redshiftdata::Client;
use aws_sdk_redshiftdata::operation::get_statement_result::GetStatementResultOutput;
use aws_sdk_redshiftdata::types::{Field, StatusString};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::Instant;

/// The external schemas of a database that may be over streams: all but those over data catalogs, Hive, other
/// databases and Redshift's own (G10, G11).
pub const EXTERNAL_SCHEMAS: &str = "SELECT schemaname, databasename, eskind, esoptions \
                                    FROM svv_external_schemas \
                                    WHERE eskind NOT IN (1, 2, 3, 4, 5, 6, 8)";
/// Whether the user sees the external schemas of others, too (G12).
pub const SUPERUSER: &str = "SELECT usesuper FROM pg_user WHERE usename = current_user";

/// The materialized views that loaded streams of late, and the database that each was refreshed in (G14): the system
/// views keep some days. Users who are no superusers see their own rows only.
pub const STREAM_SCANS: &str = "SELECT DISTINCT s.external_schema_name, s.stream_name, s.mv_name, q.database_name \
                                FROM sys_stream_scan_states s \
                                LEFT JOIN sys_query_history q ON q.query_id = s.query_id \
                                WHERE s.mv_name <> '' \
                                ORDER BY 1, 2, 3, 4 LIMIT 1000";
/// Most rows that [`STREAM_SCANS`] gives.
pub const MOST_SCANS: usize = 1_000;

/// How long a statement may take: waking a workgroup takes up to a minute.
const PATIENCE: Duration = Duration::from_secs(180);
/// How long AWS may hold a request back until the statement ends; well below the time-out of a call.
const HELD_SECONDS: i32 = 5;

/// A provisioned cluster or a workgroup that SQL can be sent to.
#[derive(Debug, Clone)]
pub struct Warehouse {
    pub arn: String,
    pub at: At,
    pub paused: bool,
    /// The database that was made with it; `None` when nothing tells.
    pub database: Option<String>,
    /// The role that `IAM_ROLE default` means.
    pub default_role: Result<Option<String>, Why>,
    pub subnets: Vec<String>,
    pub security_groups: Vec<String>,
}

/// Where to log in first, and as whom: a database user, the user in a secret, or the caller's own identity.
#[derive(Debug, Clone, Copy)]
pub struct Login<'w> {
    pub warehouse: &'w Warehouse,
    pub database: &'w str,
    pub user: Option<&'w str>,
    pub secret: Option<&'w str>,
}

#[derive(Debug, Clone)]
pub enum At {
    Cluster(String),
    Workgroup(String),
}

/// A row: values by the lower-case name of their column; `None` is NULL.
pub type Row = BTreeMap<String, Option<String>>;

/// Sets what says where and as whom; all three calls that need it name it alike.
macro_rules! addressed {
    ($call:expr, $login:expr) => {{
        let (cluster, workgroup) = match &$login.warehouse.at {
            At::Cluster(name) => (Some(name.clone()), None),
            At::Workgroup(name) => (None, Some(name.clone())),
        };
        // A database user can only be named for a provisioned cluster.
        let user = $login.user.filter(|_| cluster.is_some()).map(str::to_owned);
        $call
            .set_cluster_identifier(cluster)
            .set_workgroup_name(workgroup)
            .set_db_user(user)
            .set_secret_arn($login.secret.map(str::to_owned))
    }};
}

/// The databases that one can connect to.
pub async fn databases(asker: &Asker<'_>, client: &Client, login: &Login<'_>) -> Listing<String> {
    let mut listing = asker
        .list(
            &LIST_DATABASES,
            Some(&login.warehouse.arn),
            |token| {
                let call = client.list_databases().database(login.database).set_next_token(token);
                addressed!(call, login).send()
            },
            |a| (a.databases, a.next_token),
        )
        .await;
    // Templates, and what Redshift keeps for itself (G13).
    let own = ["template0", "template1", "padb_harvest", "sys:internal"];
    listing.items.retain(|d| !own.contains(&d.as_str()));
    listing.items.sort();
    listing.items.dedup();
    listing
}

/// Runs one of this file's constants in a database. What goes wrong is a gap, too.
pub async fn select(
    asker: &Asker<'_>,
    client: &Client,
    login: &Login<'_>,
    database: &str,
    sql: &'static str,
) -> Listing<Row> {
    let mut target = format!("{}/{database}", login.warehouse.arn);
    if sql == STREAM_SCANS {
        target.push_str("/materialized views");
    }
    let none = |why| Listing { items: Vec::new(), more: Some(why) };
    let id = match run(asker, client, login, database, sql, &target).await {
        Ok(id) => id,
        Err(why) => return none(why),
    };
    let mut total = None;
    let mut listing = asker
        .list(
            &GET_STATEMENT_RESULT,
            Some(&target),
            |token| client.get_statement_result().id(&id).set_next_token(token).send(),
            |a| {
                total.get_or_insert(a.total_num_rows);
                (rows(&a), a.next_token)
            },
        )
        .await;
    // The client makes an empty list of rows up where an answer has none.
    let read = i64::try_from(listing.items.len()).unwrap_or(i64::MAX);
    if listing.more.is_none() && total.is_some_and(|total| total > read) {
        let op = &GET_STATEMENT_RESULT;
        let why = Why::Truncated { operation: op.name.into(), reason: "rows are missing".into() };
        asker.gap(op, Some(&target), &why);
        listing.more = Some(why);
    }
    listing
}

/// Submits a statement and waits for its end; gives its id.
async fn run(
    asker: &Asker<'_>,
    client: &Client,
    login: &Login<'_>,
    database: &str,
    sql: &'static str,
    target: &str,
) -> Result<String, Why> {
    let op = &EXECUTE_STATEMENT;
    let call = client.execute_statement().sql(sql).database(database).wait_time_seconds(HELD_SECONDS);
    let submitted =
        asker.ask(op, target, |_| false, addressed!(call, login).send()).await.map_err(|f| f.why)?;
    let gap = |why: Why| {
        asker.gap(op, Some(target), &why);
        why
    };
    let Some(id) = submitted.id else { return Err(gap(lacks(op, "Id"))) };
    let (mut state, mut error) = (submitted.status.map(|s| s.as_str().to_owned()), None);
    let (end, mut pause) = (Instant::now() + PATIENCE, Duration::from_millis(100));
    loop {
        match state.as_deref().map(StatusString::from) {
            Some(StatusString::Finished) => return Ok(id),
            Some(s @ (StatusString::Failed | StatusString::Aborted)) => {
                let code = ending(s.as_str(), error.as_deref().unwrap_or(""));
                return Err(gap(Why::Failed { operation: op.name.into(), code: code.into() }));
            }
            _ if Instant::now() >= end => {
                let code = "the statement did not end".into();
                return Err(gap(Why::Failed { operation: op.name.into(), code }));
            }
            _ => {}
        }
        asker.pause(op, pause).await.map_err(gap)?;
        pause = (pause * 2).min(Duration::from_secs(5));
        let call = client.describe_statement().id(&id).wait_time_seconds(HELD_SECONDS);
        let answer =
            asker.ask(&DESCRIBE_STATEMENT, target, |_| false, call.send()).await.map_err(|f| f.why)?;
        let Some(status) = answer.status else {
            let why = lacks(&DESCRIBE_STATEMENT, "Status");
            asker.gap(&DESCRIBE_STATEMENT, Some(target), &why);
            return Err(why);
        };
        (state, error) = (Some(status.as_str().to_owned()), answer.error);
    }
}

fn lacks(op: &Operation, member: &str) -> Why {
    let detail = format!("the answer lacks {member}").into();
    Why::Malformed { operation: op.name.into(), detail }
}

/// A bad end, by its kind.
fn ending(state: &str, error: &str) -> String {
    let text = error.to_ascii_lowercase();
    let kinds = [
        ("permission denied", "permission denied in the database"),
        ("not authorized", "permission denied in the database"),
        ("password authentication failed", "login refused"),
        ("role", "no such user or role"),
        ("database", "no such database"),
        ("paused", "the cluster is paused"),
        ("timeout", "timeout"),
        ("timed out", "timeout"),
    ];
    match kinds.iter().find(|(part, _)| text.contains(part)) {
        Some((_, kind)) => format!("{state}: {kind}"),
        None => state.to_owned(),
    }
}

/// The rows of a page by the names of their columns; `None` when rows and columns do not fit each other. No result
/// is without columns.
fn rows(page: &GetStatementResultOutput) -> Option<Vec<Row>> {
    let columns: Vec<String> = Some(page.column_metadata())
        .filter(|c| !c.is_empty())?
        .iter()
        .map(|c| c.name().map(str::to_ascii_lowercase))
        .collect::<Option<_>>()?;
    let row = |record: &Vec<Field>| {
        let values = record.iter().map(value).collect::<Option<Vec<_>>>()?;
        (values.len() == columns.len()).then(|| columns.iter().cloned().zip(values).collect())
    };
    page.records().iter().map(row).collect()
}

fn value(field: &Field) -> Option<Option<String>> {
    Some(match field {
        Field::IsNull(_) => None,
        Field::StringValue(text) => Some(text.clone()),
        Field::LongValue(n) => Some(n.to_string()),
        Field::BooleanValue(b) => Some(b.to_string()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_selects_are_sent() {
        for sql in [EXTERNAL_SCHEMAS, SUPERUSER, STREAM_SCANS] {
            assert!(sql.starts_with("SELECT ") && !sql.contains(';'), "{sql}");
        }
        assert!(STREAM_SCANS.ends_with(&format!(" LIMIT {MOST_SCANS}")));
    }

    #[test]
    fn what_a_database_says_is_reduced_to_its_kind() {
        for (state, error, code) in [
            (
                "FAILED",
                "ERROR: permission denied for relation secret_name",
                "FAILED: permission denied in the database",
            ),
            ("FAILED", "FATAL: database \"payroll\" does not exist", "FAILED: no such database"),
            ("FAILED", "FATAL: password authentication failed for user \"bob\"", "FAILED: login refused"),
            ("FAILED", "something with secret_name", "FAILED"),
            ("ABORTED", "", "ABORTED"),
        ] {
            assert_eq!(ending(state, error), code);
        }
    }
}
