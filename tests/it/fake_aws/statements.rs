//! The life of SQL statements at the Redshift Data API: submitted, picked, started, ended, read (G20-G22).
//!
//! A statement's target is `<cluster or workgroup>~<database>~<relation that it reads>`. Under that name an account
//! records its result (`GetStatementResult`) or, for one that does not end well, its last state
//! (`DescribeStatement`). What is recorded neither way ends without rows.

use super::account::{Account, AwsError};
use super::operation::Call;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// All statements of an endpoint.
#[derive(Debug, Default)]
pub struct Statements {
    by_id: Mutex<HashMap<String, Statement>>,
}

#[derive(Debug, Clone)]
struct Statement {
    target: String,
    sql: String,
    /// How often its state was asked for.
    asked: usize,
}

/// What a statement goes through before it ends; each is told once.
const STATES: [&str; 3] = ["SUBMITTED", "PICKED", "STARTED"];

impl Statements {
    /// A call about a statement by its id becomes one about the statement's target, and one that submits SQL too.
    pub fn named(&self, mut call: Call) -> Call {
        let id = call.parameter("Id").map(str::to_owned);
        if call.operation.name == "ExecuteStatement" {
            let sql = call.parameter("Sql").unwrap_or_default();
            let target = call.target.clone().unwrap_or_default();
            let database = call.parameter("Database").unwrap_or_default();
            call.target = Some(format!("{target}~{database}~{}", relation(sql)));
        } else if let Some(id) = id {
            let by_id = self.by_id.lock().unwrap_or_else(PoisonError::into_inner);
            call.target = by_id.get(&id).map(|s| s.target.clone()).or(call.target);
        }
        call
    }

    /// The answer to a call about statements; `None` for other calls.
    pub fn answer(&self, account: &Account, region: &str, call: &Call) -> Option<Result<Value, AwsError>> {
        let mut by_id = self.by_id.lock().unwrap_or_else(PoisonError::into_inner);
        let target = call.target.clone().unwrap_or_default();
        if call.operation.name == "ExecuteStatement" {
            if let Some(problem) = refused(call) {
                return Some(Err(AwsError::new(400, "ValidationException", problem)));
            }
            let id = format!("00000000-0000-4000-8000-{:012}", by_id.len() + 1);
            let sql = call.parameter("Sql").unwrap_or_default().to_owned();
            by_id.insert(id.clone(), Statement { target, sql, asked: 0 });
            return Some(Ok(json!({"Id": id, "Database": call.parameter("Database"), "CreatedAt": 1.7e9})));
        }
        let id = call.parameter("Id")?;
        let Some(statement) = by_id.get_mut(id) else {
            return Some(Err(AwsError::new(400, "ResourceNotFoundException", "Query does not exist.")));
        };
        let mut rows = account.recorded_rows(region, &target);
        if rows["ColumnMetadata"].as_array().is_none_or(Vec::is_empty) {
            rows["ColumnMetadata"] = columns(&statement.sql);
        }
        if call.operation.name == "GetStatementResult" {
            return Some(if statement.asked > STATES.len() {
                Ok(rows)
            } else {
                Err(AwsError::new(400, "ResourceNotFoundException", "Query does not have result."))
            });
        }
        statement.asked += 1;
        let mut state = json!({"Id": id, "QueryString": statement.sql, "Status": "FINISHED"});
        if let Some(state_before) = STATES.get(statement.asked - 1) {
            state["Status"] = json!(state_before);
        } else if let Some(last) = account.recorded_state(region, &target) {
            state["Status"] = last["Status"].clone();
            state["Error"] = last["Error"].clone();
        } else {
            state["HasResultSet"] = json!(true);
            state["ResultRows"] = json!(rows["Records"].as_array().map_or(0, Vec::len));
        }
        Some(Ok(state))
    }
}

/// The first relation that a SELECT reads.
fn relation(sql: &str) -> String {
    let mut words = sql.split_ascii_whitespace().skip_while(|w| !w.eq_ignore_ascii_case("from")).skip(1);
    words.next().unwrap_or_default().trim_matches(['(', ')', ',', ';']).to_ascii_lowercase()
}

/// The columns that a SELECT without a recorded result has.
fn columns(sql: &str) -> Value {
    let upper = sql.to_ascii_uppercase();
    let end = upper.find(" FROM ").unwrap_or(sql.len());
    let names = sql.get("SELECT ".len()..end).unwrap_or_default().trim_start_matches("DISTINCT ").split(',');
    // `s.mv_name` is the column `mv_name`.
    names.map(|name| json!({"name": name.trim().rsplit('.').next()})).collect()
}

/// What the service, or anybody who was promised that only SELECTs come, refuses.
fn refused(call: &Call) -> Option<&'static str> {
    let has = |name: &str| call.parameters.get(name).is_some_and(|v| !v.is_null());
    let sql = call.parameter("Sql").unwrap_or_default();
    if !sql.trim_start().to_ascii_uppercase().starts_with("SELECT ") || sql.contains(';') {
        Some("this endpoint runs nothing but one SELECT at a time")
    } else if has("ClusterIdentifier") == has("WorkgroupName") {
        Some("either ClusterIdentifier or WorkgroupName is needed")
    } else if !has("Database") {
        Some("Database is needed")
    } else if has("DbUser") && (has("SecretArn") || has("WorkgroupName")) {
        Some("DbUser goes with ClusterIdentifier alone")
    } else {
        None
    }
}

#[test]
fn a_statement_reads_its_first_relation() {
    for (sql, expected) in [
        ("SELECT a, b FROM svv_external_schemas WHERE c = 1", "svv_external_schemas"),
        ("select usesuper\nfrom PG_USER", "pg_user"),
        ("SELECT 1", ""),
    ] {
        assert_eq!(relation(sql), expected);
    }
    for sql in ["SELECT a, b FROM c", "SELECT DISTINCT x.a, y.b FROM c x"] {
        assert_eq!(columns(sql), json!([{"name": "a"}, {"name": "b"}]));
    }
}
