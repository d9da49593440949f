//! Redshift: what a run sees of it by default, and what it looks into on request.

use super::DUBLIN;
use super::run::{Collect, Collected};
use super::warehouse::{self, COLUMNS, SCHEMAS_OF_DEV, SECRET, WAREHOUSE, rows};
use crate::fake_aws::{Account, Behaviour, Denied, FakeAws, On, Seen};
use serde_json::{Value, json};

const SQL: &str = "redshift-data:ExecuteStatement";

pub fn with(setup: crate::fake_aws::Setup, args: &[&str]) -> (FakeAws, Collected) {
    let fake = setup.start();
    let run = Collect::from(&fake).regions(&[DUBLIN]).args(args).run();
    (fake, run)
}

fn asked(fake: &FakeAws, operation: &str) -> Vec<Seen> {
    fake.seen().into_iter().filter(|s| s.operation == operation).collect()
}

fn targets(fake: &FakeAws, operation: &str) -> Vec<String> {
    let mut targets: Vec<String> = asked(fake, operation).into_iter().filter_map(|s| s.target).collect();
    targets.sort();
    targets
}

/// Fails with all the facts that differ.
#[track_caller]
fn expect(run: &Collected, kind: &str, name: &str, facts: &[(&str, &str)]) {
    let wrong: Vec<String> = facts
        .iter()
        .map(|(field, expected)| (field, expected, run.fact(DUBLIN, kind, name, field)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(field, expected, found)| format!("{field}: {found}\n    expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{kind} {name}:\n{}", wrong.join("\n"));
}

/// By default nothing is sent to a database, and that is said: by design, so that the run is complete.
#[test]
fn databases_are_left_alone_and_it_is_said() {
    let (fake, run) = with(FakeAws::of(warehouse::account()), &[]);
    assert!(!fake.seen().iter().any(|s| s.operation.starts_with("redshift-data:")), "no SQL by default");
    let left_out = |target| {
        format!(
            "{DUBLIN} {SQL} {target}: NotCollected {{ what: \"external schemas of Redshift databases \
             (--redshift-sql)\" }} (by design)"
        )
    };
    assert_eq!(run.gaps(), [left_out("w0000000-1111"), left_out("warehouse")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.coverage(DUBLIN, SQL).calls, 0);
}

#[test]
fn an_account_without_redshift_says_nothing_of_it() {
    let (_, run) = with(FakeAws::of(Account::empty("111122223333")), &["--redshift-sql"]);
    assert_eq!(run.gaps(), Vec::<String>::new());
    assert!(run.header.coverage.iter().all(|c| !c.operation.starts_with("redshift-data:")));
}

#[test]
fn clusters_workgroups_and_namespaces() {
    let (fake, run) = with(FakeAws::of(warehouse::account()), &[]);
    let from = "@redshift:DescribeClusters";
    expect(
        &run,
        "redshift_cluster",
        "warehouse",
        &[
            ("arn", &format!("{WAREHOUSE} {from}")),
            ("status", &format!("available {from}")),
            ("database_name", &format!("dev {from}")),
            ("enhanced_vpc_routing", &format!("true {from}")),
            ("publicly_accessible", &format!("false {from}")),
            ("encrypted", &format!("true {from}")),
            ("iam_roles", &format!("[service~redshift-reader] {from}")),
            ("default_iam_role", &format!("service~redshift-reader {from}")),
            ("subnet_group", &format!("streaming {from}")),
            ("subnets", "[subnet-0a1, subnet-0w3] @redshift:DescribeClusterSubnetGroups"),
            ("security_groups", &format!("[sg-0warehouse] {from}")),
        ],
    );
    let from = "@redshift-serverless:ListWorkgroups";
    expect(
        &run,
        "redshift_workgroup",
        "analytics",
        &[
            ("status", &format!("AVAILABLE {from}")),
            ("namespace", &format!("lake {from}")),
            ("enhanced_vpc_routing", &format!("false {from}")),
            ("vpc", &format!("vpc-0streaming {from}")),
            ("subnets", &format!("[subnet-0b2] {from}")),
        ],
    );
    let from = "@redshift-serverless:ListNamespaces";
    expect(
        &run,
        "redshift_namespace",
        "lake",
        &[
            ("database_name", &format!("lakedb {from}")),
            ("iam_roles", &format!("[service~redshift-reader] {from}")),
            ("default_iam_role", &format!("absent {from}")),
            ("workgroups", "[w0000000-1111] @derived from redshift-serverless:ListWorkgroups"),
        ],
    );
    let signed = &asked(&fake, "redshift:DescribeClusters")[0].signature;
    assert!(signed.as_ref().is_some_and(|s| s.region == DUBLIN && s.service == "redshift"), "{signed:?}");
}

/// What is missing, but for the form of secrets, which nobody asked for.
fn gaps(run: &Collected) -> Vec<String> {
    run.gaps().into_iter().filter(|gap| !gap.ends_with("(--read-secret-shapes)\" } (by design)")).collect()
}

#[test]
fn the_chain_from_a_schema_to_what_it_needs() {
    let (fake, run) = with(FakeAws::of(warehouse::account()), &["--redshift-sql"]);
    let shapes = "the form of secrets that external schemas name (--read-secret-shapes)";
    let by_choice = format!(
        "{DUBLIN} secretsmanager:GetSecretValue prod~mtls: NotCollected {{ what: {shapes:?} }} (by design)"
    );
    assert_eq!(run.gaps(), [by_choice]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let from = format!("@{SQL}");
    expect(
        &run,
        "external_schema",
        "orders",
        &[
            ("database", &format!("dev {from}")),
            ("source", &format!("MSK {from}")),
            ("authentication", &format!("mtls {from}")),
            ("certificate", &format!("ce470000-1111-4222-8333-000000000001 {from}")),
            ("secret", &format!("absent {from}")),
            ("broker_ports", &format!("[9094] {from}")),
            ("cluster", &format!("orders {from}")),
            ("role", &format!("service~redshift-reader {from}")),
            (
                "redshift_cluster",
                &format!("{WAREHOUSE} {from}")
                    .replace("arn:aws:redshift:eu-west-1:111122223333:cluster:", ""),
            ),
            ("workgroup", &format!("absent {from}")),
            ("unrecognised_options", &format!("[] {from}")),
        ],
    );
    expect(
        &run,
        "external_schema",
        "payments",
        &[
            ("database", &format!("sales {from}")),
            ("secret", &format!("prod~mtls {from}")),
            ("role", &format!("service~redshift-reader {from}")),
        ],
    );
    let from = "@acm:DescribeCertificate";
    expect(
        &run,
        "certificate",
        warehouse::CERTIFICATE,
        &[
            ("exists", &format!("true {from}")),
            ("status", &format!("ISSUED {from}")),
            ("certificate_type", &format!("PRIVATE {from}")),
            ("export", &format!("absent {from}")),
            ("certificate_authority", &format!("ca5e0000-1111-4222-8333-000000000001 {from}")),
            ("not_after", &format!("2028-01-01T00:00:00Z {from}")),
            ("renewal_eligibility", &format!("ELIGIBLE {from}")),
        ],
    );
    let from = "@acm-pca:DescribeCertificateAuthority";
    expect(
        &run,
        "certificate_authority",
        warehouse::AUTHORITY,
        &[
            ("status", &format!("ACTIVE {from}")),
            ("authority_type", &format!("SUBORDINATE {from}")),
            ("common_name", &format!("streaming.example.com {from}")),
            ("clusters", "[orders] @derived from kafka:ListClustersV2"),
        ],
    );
    let secret = run.fact(DUBLIN, "secret", "prod/mtls", "exists");
    assert_eq!(secret, "true @secretsmanager:DescribeSecret");
    let shape = run.fact(DUBLIN, "secret", "prod/mtls", "value_keys");
    assert!(shape.starts_with("absent"), "nobody asked: {shape}");
    assert!(asked(&fake, "secretsmanager:GetSecretValue").is_empty());
    assert_eq!(run.names(DUBLIN, "vpc_endpoint").len(), 1, "a way to the credential may be one");
    assert_eq!(run.names(DUBLIN, "iam_role"), ["orders-function", "redshift-reader"]);
}

/// Nothing but three constant SELECTs, as the caller, in every database but Redshift's own.
#[test]
fn the_statements_that_are_sent() {
    let (fake, _) = with(FakeAws::of(warehouse::account()), &["--redshift-sql"]);
    assert_eq!(
        targets(&fake, SQL),
        [
            "analytics~lakedb~pg_user",
            "analytics~lakedb~svv_external_schemas",
            "warehouse~dev~pg_user",
            "warehouse~dev~svv_external_schemas",
            "warehouse~dev~sys_stream_scan_states",
            "warehouse~sales~svv_external_schemas",
        ],
        "a warehouse without a stream is not asked for its views"
    );
    assert_eq!(targets(&fake, "redshift-data:ListDatabases"), ["analytics", "warehouse"]);
    let mut texts: Vec<String> = asked(&fake, SQL)
        .iter()
        .map(|s| s.parameters["Sql"].as_str().unwrap_or_default().to_owned())
        .collect();
    texts.sort();
    texts.dedup();
    assert_eq!(
        texts,
        [
            "SELECT DISTINCT s.external_schema_name, s.stream_name, s.mv_name, q.database_name \
             FROM sys_stream_scan_states s LEFT JOIN sys_query_history q ON q.query_id = s.query_id \
             WHERE s.mv_name <> '' ORDER BY 1, 2, 3, 4 LIMIT 1000",
            "SELECT schemaname, databasename, eskind, esoptions FROM svv_external_schemas \
             WHERE eskind NOT IN (1, 2, 3, 4, 5, 6, 8)",
            "SELECT usesuper FROM pg_user WHERE usename = current_user",
        ]
    );
    for seen in asked(&fake, SQL) {
        let has = |name: &str| seen.parameters.get(name).is_some_and(|v| !v.is_null());
        assert!(!has("DbUser") && !has("SecretArn") && !has("Parameters") && !has("WithEvent"), "{seen:?}");
        assert_eq!(seen.status, 200, "{seen:?}");
    }
}

#[test]
fn a_database_user_is_for_clusters_and_a_secret_for_both() {
    let logins = |args: &[&str]| -> Vec<(Option<String>, Value, Value)> {
        let (fake, run) = with(FakeAws::of(warehouse::account()), args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let mut all: Vec<_> = asked(&fake, "redshift-data:ListDatabases")
            .into_iter()
            .map(|s| (s.target, s.parameters["DbUser"].clone(), s.parameters["SecretArn"].clone()))
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    let (analytics, warehouse) = (Some("analytics".to_owned()), Some("warehouse".to_owned()));
    assert_eq!(
        logins(&["--redshift-sql", "--redshift-db-user", "auditor"]),
        [(analytics.clone(), Value::Null, Value::Null), (warehouse.clone(), json!("auditor"), Value::Null)]
    );
    let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:auditor-a1B2c3";
    assert_eq!(
        logins(&["--redshift-sql", "--redshift-secret-arn", secret]),
        [(analytics, Value::Null, json!(secret)), (warehouse, Value::Null, json!(secret))]
    );
}

/// A collector that forgot a field left it open without a word.
#[test]
fn nothing_is_left_unsaid() {
    use tidegate::inventory::Fact;
    let warehouse = with(FakeAws::of(warehouse::account()), &["--redshift-sql"]).1;
    let demo = with(FakeAws::of(Account::recorded("demo")), &["--redshift-sql"]).1;
    for resource in [&warehouse, &demo].iter().flat_map(|run| &run.units).flat_map(|u| u.resources()) {
        for (fact, field) in resource.facts().iter().zip(resource.kind.fields) {
            let unsaid = matches!(fact, Fact::Unknown(0));
            assert!(
                !unsaid || field.back_link.is_some(),
                "{} {}: {}",
                resource.kind.name,
                resource.id,
                field.name
            );
        }
    }
}

/// The options that only make sense together are refused alone.
#[test]
fn options_that_say_nothing_are_refused() {
    let fake = FakeAws::of(warehouse::account()).start();
    for args in [
        &["--redshift-db-user", "u"][..],
        &["--redshift-secret-arn", SECRET],
        &["--read-secret-shapes"],
        &["--redshift-sql", "--redshift-db-user", "u", "--redshift-secret-arn", SECRET],
    ] {
        let (code, stderr) = Collect::from(&fake).regions(&[DUBLIN]).args(args).refused();
        assert_eq!(code, 2, "{args:?}: {stderr}");
    }
    assert!(fake.seen().is_empty());
}

#[test]
fn a_statement_is_waited_for_and_its_bad_end_is_a_gap() {
    for (state, error, code) in [
        (
            "FAILED",
            "ERROR: permission denied for relation hunter2",
            "FAILED: permission denied in the database",
        ),
        ("FAILED", "FATAL: database \"hunter2\" does not exist", "FAILED: no such database"),
        ("ABORTED", "hunter2", "ABORTED"),
    ] {
        let mut account = warehouse::account();
        account.answer_for(
            DUBLIN,
            "redshift-data:DescribeStatement",
            "warehouse~sales~svv_external_schemas",
            json!({"Status": state, "Error": error}),
        );
        let (fake, run) = with(FakeAws::of(account), &["--redshift-sql"]);
        assert_eq!(gaps(&run), [format!("{DUBLIN} {SQL} sales: failed {SQL} {code}")]);
        assert_eq!(run.code, 3);
        assert_eq!(run.names(DUBLIN, "external_schema"), ["orders"], "the other database is still read");
        let polls = targets(&fake, "redshift-data:DescribeStatement");
        let of = |target: &str| polls.iter().filter(|t| **t == target).count();
        assert_eq!(of(SCHEMAS_OF_DEV), 4, "submitted, picked, started, finished");
        assert!(!run.text.contains("hunter2") && !run.stderr.contains("hunter2"), "{}", run.stderr);
    }
}

#[test]
fn a_paused_cluster_answers_no_sql() {
    let (fake, run) = with(
        FakeAws::of(warehouse::account()).on(On::every(
            "redshift:DescribeClusters",
            Behaviour::change(|a| a["Clusters"][0]["ClusterStatus"] = json!("paused")),
        )),
        &["--redshift-sql"],
    );
    let gap = format!("{DUBLIN} {SQL} warehouse: NotCollected {{ what: \"the cluster is paused\" }}");
    assert_eq!(gaps(&run), [gap]);
    assert_eq!(run.code, 3);
    assert_eq!(targets(&fake, "redshift-data:ListDatabases"), ["analytics"]);
}

/// G12: what a user who is no superuser does not see may be there.
#[test]
fn a_partial_view_is_a_gap() {
    for (answer, gap) in [
        (
            rows(&["usesuper"], &[&[json!(false)]]),
            format!("truncated {SQL} the database user sees only the schemas that it may use"),
        ),
        (
            rows(&["usesuper"], &[]),
            "malformed redshift-data:GetStatementResult whether the database user is a superuser is not told"
                .to_owned(),
        ),
    ] {
        let mut account = warehouse::account();
        account.answer_for(DUBLIN, "redshift-data:GetStatementResult", "warehouse~dev~pg_user", answer);
        let (_, run) = with(FakeAws::of(account), &["--redshift-sql"]);
        assert_eq!(gaps(&run), [format!("{DUBLIN} {SQL} warehouse: {gap}")]);
        assert_eq!(run.code, 3);
        assert_eq!(run.names(DUBLIN, "external_schema"), ["orders", "payments"], "what is seen is true");
    }
}

#[test]
fn results_are_read_over_all_pages() {
    let many: Vec<[Value; 4]> = (0..7)
        .map(|i| [json!(format!("s{i}")), json!("dev"), json!(9), json!("{\"IAM_ROLE\":\"default\"}")])
        .collect();
    let many: Vec<&[Value]> = many.iter().map(|row| &row[..]).collect();
    let mut account = warehouse::account();
    account.answer_for(DUBLIN, "redshift-data:GetStatementResult", SCHEMAS_OF_DEV, rows(&COLUMNS, &many));
    let (fake, run) = with(FakeAws::of(account).page_size(3), &["--redshift-sql"]);
    assert_eq!(gaps(&run), Vec::<String>::new());
    let pages = asked(&fake, "redshift-data:GetStatementResult");
    let pages = pages.iter().filter(|s| s.target.as_deref() == Some(SCHEMAS_OF_DEV)).count();
    assert_eq!(pages, 3);
    let names = run.names(DUBLIN, "external_schema");
    assert_eq!(names, ["payments", "s0", "s1", "s2", "s3", "s4", "s5", "s6"]);
}

/// Rows that do not say what they must are not taken for no rows.
#[test]
fn a_result_that_cannot_be_read_is_a_gap() {
    let result = "redshift-data:GetStatementResult";
    for (change, gap) in [
        (Behaviour::change(|a| a["Records"] = json!([])), format!("truncated {result} rows are missing")),
        (
            Behaviour::change(|a| a["ColumnMetadata"] = json!([])),
            format!("malformed {result} the answer lacks its list"),
        ),
        (
            Behaviour::change(|a| a["Records"][0] = json!([{"stringValue": "orders"}])),
            format!("malformed {result} the answer lacks its list"),
        ),
        (
            Behaviour::change(|a| a["Records"][0][2] = json!({"stringValue": "many"})),
            format!("malformed {result} a row without schemaname or eskind"),
        ),
        (Behaviour::Garbage, format!("malformed {result} the answer cannot be read")),
    ] {
        let on = On::every(result, change).target(SCHEMAS_OF_DEV);
        let (_, run) = with(FakeAws::of(warehouse::account()).on(on), &["--redshift-sql"]);
        assert_eq!(gaps(&run), [format!("{DUBLIN} {result} dev: {gap}")]);
        assert_eq!(run.code, 3);
        assert_eq!(run.names(DUBLIN, "external_schema"), ["payments"]);
    }
}

#[test]
fn refusals_of_the_data_api_are_gaps() {
    for (operation, target) in [
        ("redshift-data:ListDatabases", "warehouse"),
        (SQL, "warehouse~dev~svv_external_schemas"),
        ("redshift-data:DescribeStatement", "warehouse~dev~svv_external_schemas"),
        ("redshift-data:GetStatementResult", "warehouse~dev~svv_external_schemas"),
    ] {
        let on = On::every(operation, Behaviour::Deny(Denied::IdentityPolicyImplicit)).target(target);
        let (_, run) = with(FakeAws::of(warehouse::account()).on(on), &["--redshift-sql"]);
        let about = if target == "warehouse" { "warehouse" } else { "dev" };
        let gap = format!("denied {operation} AccessDeniedException IdentityPolicy");
        assert_eq!(gaps(&run), [format!("{DUBLIN} {operation} {about}: {gap}")]);
        assert_eq!(run.code, 3);
        assert!(!run.names(DUBLIN, "external_schema").contains(&"orders".to_owned()));
    }
}

/// A statement that does not end ends with the run.
#[test]
fn the_runs_deadline_ends_the_waiting() {
    let on =
        On::every("redshift-data:DescribeStatement", Behaviour::change(|a| a["Status"] = json!("STARTED")));
    let (_, run) = with(FakeAws::of(warehouse::account()).on(on), &["--redshift-sql", "--deadline", "4"]);
    assert!(run.header.run.interrupted, "{:#?}", run.gaps());
    assert!(run.took.as_secs() < 12, "{:?}", run.took);
    let gaps = run.gaps();
    assert!(
        gaps.iter().any(|g| g.starts_with(&format!("{DUBLIN} {SQL} dev: interrupted {SQL}"))),
        "{gaps:#?}"
    );
    assert_eq!(run.names(DUBLIN, "msk_cluster"), ["orders"], "the rest is there");
}

/// Only on request, only of secrets that schemas name, and only its shape.
#[test]
fn a_secrets_value_is_reduced_to_its_shape() {
    const CANARY: &str = "c4nary-T1deg8-hunter2";
    let value = json!({
        "certificate": format!("-----BEGIN CERTIFICATE-----\n{CANARY}\n-----END CERTIFICATE-----"),
        "privateKey": format!("-----BEGIN PRIVATE KEY-----\n{CANARY}\n-----END PRIVATE KEY-----"),
        "password": CANARY,
    });
    let answer = json!({"ARN": SECRET, "Name": "prod/mtls", "SecretString": value.to_string()});
    let mut account = warehouse::account();
    account.answer_for(DUBLIN, "secretsmanager:GetSecretValue", "prod~mtls", answer);
    let fake = FakeAws::of(account).start();
    let args = ["--redshift-sql", "--read-secret-shapes"];
    let run = Collect::from(&fake).regions(&[DUBLIN]).args(&args).env("RUST_LOG", "trace").run();
    assert_eq!(run.gaps(), Vec::<String>::new());
    let from = "@secretsmanager:GetSecretValue";
    expect(
        &run,
        "secret",
        "prod/mtls",
        &[
            ("value_keys", &format!("[certificate, password, privateKey] {from}")),
            ("value_certificates", &format!("[] {from}")),
        ],
    );
    assert_eq!(targets(&fake, "secretsmanager:GetSecretValue"), ["prod~mtls"]);
    assert!(!run.text.contains(CANARY) && !run.stderr.contains(CANARY));
    let on = On::every("secretsmanager:GetSecretValue", Behaviour::Deny(Denied::ResourcePolicy));
    let (_, run) = with(FakeAws::of(warehouse::account()).on(on), &args);
    let why = "denied secretsmanager:GetSecretValue AccessDeniedException ResourcePolicy";
    assert_eq!(run.gaps(), [format!("{DUBLIN} secretsmanager:GetSecretValue prod~mtls: {why}")]);
    assert_eq!(run.fact(DUBLIN, "secret", "prod/mtls", "value_keys"), format!("unknown: {why}"));
}

/// A certificate or CA that does not exist is a fact; one of another region is not asked for.
#[test]
fn credentials_that_are_not_there() {
    let gone = On::every(
        "acm:DescribeCertificate",
        Behaviour::Error(crate::fake_aws::AwsError::new(400, "ResourceNotFoundException", "gone")),
    );
    let (_, run) = with(FakeAws::of(warehouse::account()).on(gone), &["--redshift-sql"]);
    let exists = run.fact(DUBLIN, "certificate", warehouse::CERTIFICATE, "exists");
    assert_eq!(exists, "false @acm:DescribeCertificate");
    assert_eq!(gaps(&run), Vec::<String>::new(), "that it is not there is an answer");

    let foreign = warehouse::CERTIFICATE.replace("eu-west-1", "us-east-1");
    let options = json!({"AUTHENTICATION": "mtls", "AUTHENTICATION_ARN": foreign, "URI": warehouse::BROKERS});
    let mut account = warehouse::account();
    account.answer_for(
        DUBLIN,
        "redshift-data:GetStatementResult",
        SCHEMAS_OF_DEV,
        rows(&COLUMNS, &[&[json!("orders"), json!("dev"), json!(10), json!(options.to_string())]]),
    );
    let (fake, run) = with(FakeAws::of(account), &["--redshift-sql"]);
    assert!(asked(&fake, "acm:DescribeCertificate").is_empty());
    let exists = run.fact(DUBLIN, "certificate", &foreign, "exists");
    assert_eq!(exists, "unknown: NotCollected { what: \"account 111122223333 region us-east-1\" }");
}
