//! Materialized views behind external schemas: what is seen of them, to whom, and that they are never "none".

use super::DUBLIN;
use super::redshift::with;
use super::run::Collected;
use super::warehouse::{self, COLUMNS, SCAN_COLUMNS, SCANS, SCHEMAS_OF_DEV, rows};
use crate::fake_aws::{Account, FakeAws};
use serde_json::{Value, json};

const RESULT: &str = "redshift-data:GetStatementResult";
const SQL: &str = "redshift-data:ExecuteStatement";

fn views(run: &Collected, schema: &str) -> String {
    run.fact(DUBLIN, "external_schema", schema, "materialized_views")
}

fn collected(account: Account) -> Collected {
    with(FakeAws::of(account), &["--redshift-sql"]).1
}

fn scans(account: &mut Account, of: &[[Value; 4]]) {
    let of: Vec<&[Value]> = of.iter().map(|row| &row[..]).collect();
    account.answer_for(DUBLIN, RESULT, SCANS, rows(&SCAN_COLUMNS, &of));
}

/// Even a superuser sees the refreshes of some days only: there may always be more, and none is not known.
#[test]
fn a_superuser_sees_what_was_refreshed_of_late() {
    let run = collected(warehouse::account());
    let why = "NotCollected { what: \"materialized views that were not refreshed of late\" }";
    let unsaid = "schema=unknown: NotCollected { what: \"the schema of a materialized view\" }";
    assert_eq!(
        views(&run, "orders"),
        format!(
            "[{{{unsaid} name=orders_live stream=orders.v1}}, {{{unsaid} name=refunds stream=refunds}}, \
             ... {why}] @{SQL}"
        ),
        "the row of another database is not of this schema"
    );
    assert_eq!(views(&run, "payments"), format!("unknown: {why}"));
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn another_user_sees_its_own() {
    let mut account = warehouse::account();
    account.answer_for(DUBLIN, RESULT, "warehouse~dev~pg_user", rows(&["usesuper"], &[&[json!(false)]]));
    let run = collected(account);
    let why = format!("truncated {SQL} the database user sees only the materialized views that it refreshes");
    assert!(
        views(&run, "orders").contains(&format!("name=refunds stream=refunds}}, ... {why}]")),
        "{}",
        views(&run, "orders")
    );
    assert_eq!(views(&run, "payments"), format!("unknown: {why}"));
}

/// The schemas are read all the same.
#[test]
fn views_that_may_not_be_seen_are_a_gap_of_their_own() {
    let mut account = warehouse::account();
    account.answer_for(
        DUBLIN,
        "redshift-data:DescribeStatement",
        SCANS,
        json!({"Status": "FAILED", "Error": "ERROR: permission denied for relation sys_stream_scan_states"}),
    );
    let run = collected(account);
    let why = format!("failed {SQL} FAILED: permission denied in the database");
    let gaps: Vec<&str> = run.coverage(DUBLIN, SQL).gaps.iter().filter_map(|g| g.target.as_deref()).collect();
    assert_eq!(gaps, [format!("{}/dev/materialized views", warehouse::WAREHOUSE)]);
    assert_eq!(run.code, 3);
    for schema in ["orders", "payments"] {
        assert_eq!(views(&run, schema), format!("unknown: {why}"));
        let authentication = run.fact(DUBLIN, "external_schema", schema, "authentication");
        assert_eq!(authentication, format!("mtls @{SQL}"));
    }
}

/// The history of queries may have lost the one that refreshed: then only a name that is there once tells.
#[test]
fn a_scan_without_a_database_is_given_to_nobody_who_shares_the_name() {
    let lost = [json!("orders"), json!("orders.v1"), json!("orders_live"), Value::Null];
    let mut account = warehouse::account();
    scans(&mut account, std::slice::from_ref(&lost));
    assert!(views(&collected(account.clone()), "orders").contains("orders_live"));

    let kinesis =
        |database: &str| [json!("orders"), json!(database), json!(9), json!("{\"IAM_ROLE\":\"default\"}")];
    for (database, target) in [("dev", SCHEMAS_OF_DEV), ("sales", "warehouse~sales~svv_external_schemas")] {
        account.answer_for(DUBLIN, RESULT, target, rows(&COLUMNS, &[&kinesis(database)]));
    }
    let run = collected(account);
    let why = "NotCollected { what: \"materialized views that were not refreshed of late\" }";
    let of = |database: &str| {
        let all = run.units.iter().flat_map(|u| u.resources());
        let one = all.filter(|r| r.kind.name == "external_schema").find(|r| r.id.contains(database));
        let one = one.expect("a schema of the database");
        let (slot, _) = one.kind.field("materialized_views").expect("a field");
        super::run::show(one, slot)
    };
    assert_eq!((of("/dev/"), of("/sales/")), (format!("unknown: {why}"), format!("unknown: {why}")));
}

/// Rows beyond the statement's own limit are said to be missing; what is no view is passed over.
#[test]
fn many_views_and_none() {
    let row = |i: usize| [json!("orders"), json!("t"), json!(format!("v{i:04}")), json!("dev")];
    let mut all: Vec<[Value; 4]> = (0..999).map(row).collect();
    all.push([json!("orders"), json!("t"), json!("   "), json!("dev")]);
    let mut account = warehouse::account();
    scans(&mut account, &all);
    let told = views(&collected(account), "orders");
    let why = "Limit { what: \"1000 rows about materialized views\" }";
    assert!(told.contains("v0998") && told.contains(&format!("... {why}]")), "{}", &told[told.len() - 200..]);
    assert!(!told.contains("name= "), "a row without a view");
}
