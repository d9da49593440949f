//! SQL text -> external schemas: what is read, where it stands, and what is wrong with it.

use crate::cloudformation::{
    every_field_is_stated, expect, fixture, resource, shown, slice, text_at, unit, verdicts,
};
use proptest::prelude::*;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tidegate::inventory::{Fact, Input, Resource, Scope, Unit, Value};
use tidegate::template::source::{Site, Source, Span};
use tidegate::template::value::{Piece, Reference, Resolved, Sited};
use tidegate::template::{Read, sql};

const ACM: &str = "arn:aws:acm:us-west-1:444455556666:certificate/1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d";

fn read(text: &str) -> Read {
    sql::read(&Arc::new(Source::new("schemas.sql", text.into())))
}

#[track_caller]
fn whole(text: &str) -> Read {
    let read = read(text);
    assert_eq!(read.problems, [], "{text}");
    every_field_is_stated(&read);
    read
}

#[track_caller]
fn facts(read: &Read, id: &str, expected: &[(&str, &str)]) {
    for (field, want) in expected {
        assert_eq!(shown(read, id, field), *want, "{field} of {id}");
    }
}

/// The statements of the source documents S0 and S1, between others.
fn documents() -> String {
    format!(
        "-- streaming ingestion\nBEGIN;\nCREATE EXTERNAL SCHEMA my_schema FROM MSK\n\
         IAM_ROLE 'arn:aws:iam::012345678901:role/my_role'\nAUTHENTICATION mtls\n\
         URI 'b-1.myTestCluster.123z8u.c2.kafka.us-west-1.amazonaws.com:9094,b-2.myTestCluster.123z8u.c2.kafka.us-west-1.amazonaws.com:9094'\n\
         AUTHENTICATION_ARN '{ACM}';\n\
         CREATE MATERIALIZED VIEW v AS SELECT kafka_value FROM my_schema.\"topic\";\n\
         create external schema \"Sec\" from msk iam_role default authentication mtls\n\
         uri 'b-1.myTestCluster.123z8u.c2.kafka.us-west-1.amazonaws.com:9094' /* partial ARN */ \
         secret_arn 'arn:aws:secretsmanager:us-east-1:012345678910:secret:myMTLSSecret';\nCOMMIT;\n"
    )
}

#[test]
fn the_source_documents_statements_are_read_in_full() {
    let text = documents();
    let read = whole(&text);
    assert!(read.skipped.is_empty());
    facts(
        &read,
        "my_schema",
        &[
            ("source", "MSK"),
            ("authentication", "mtls"),
            ("authentication_arn", ACM),
            ("certificate", &format!("@{ACM}")),
            ("secret_arn", "absent"),
            ("secret", "absent"),
            ("broker_ports", "[9094]"),
            ("cluster", "@mytestcluster.123z8u.c2.kafka.us-west-1.amazonaws.com"),
            ("cluster_arn", "absent"),
            ("iam_role", "arn:aws:iam::012345678901:role/my_role"),
            ("role", "@arn:aws:iam::012345678901:role/my_role"),
            ("unrecognised_options", "[]"),
            ("database", "absent"),
        ],
    );
    let secret = "arn:aws:secretsmanager:us-east-1:012345678910:secret:myMTLSSecret";
    facts(
        &read,
        "Sec",
        &[
            ("secret", &format!("@{secret}")),
            ("certificate", "absent"),
            ("iam_role", "default"),
            ("role", "?the default role, which SQL does not name"),
        ],
    );
    let Fact::Known(Value::List(brokers), _) = fact(&read, "my_schema", "brokers") else { panic!("a list") };
    assert_eq!(brokers.items.len(), 2);
}

fn fact(read: &Read, id: &str, field: &str) -> Fact {
    let r = resource(read, id);
    let (ix, _) = r.kind.field(field).expect("a field");
    r.get(ix).clone()
}

#[test]
fn places_are_the_values_and_the_statements_beginning() {
    let text = documents();
    let read = whole(&text);
    for (id, field, at) in [
        ("my_schema", "authentication", "mtls"),
        ("my_schema", "source", "MSK"),
        ("my_schema", "authentication_arn", &format!("'{ACM}'")),
        ("my_schema", "secret_arn", "CREATE EXTERNAL SCHEMA my_schema"),
        ("my_schema", "name", "my_schema"),
        ("Sec", "iam_role", "default"),
        ("Sec", "name", "\"Sec\""),
    ] {
        assert_eq!(text_at(&text, &read, id, field), at, "{id}.{field}");
    }
    let place = resource(&read, "Sec").place.clone().expect("a declared resource has a place");
    let at = slice(&text, place.line, place.column, place.end_line, place.end_column);
    assert_eq!((&*place.path, at.as_str()), ("schemas.sql", "create external schema \"Sec\""));
}

/// The views of the same text; that there are no others is never known.
#[test]
fn materialized_views_are_their_schemas() {
    let read = whole(&documents());
    let views = |read: &Read, id: &str| {
        let Fact::Known(Value::List(list), _) = fact(read, id, "materialized_views") else {
            panic!("no view of {id}")
        };
        let r = resource(read, id);
        assert_eq!(list.more.map(|why| r.why(why).clone()), Some(elsewhere()));
        let told = list.items.iter().map(|item| {
            let Fact::Known(Value::Record(slots), _) = item else { panic!("a view") };
            let text = |f: &Fact| f.known().and_then(Value::as_text).unwrap_or("-").to_owned();
            slots.iter().map(text).collect::<Vec<_>>().join(" ")
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(views(&read, "my_schema"), ["- v topic"]);
    let open = "?materialized views that are made elsewhere";
    facts(&read, "Sec", &[("materialized_views", open)]);

    let text = "CREATE MATERIALIZED VIEW early AS SELECT 1 FROM orders.t;\n\
                CREATE EXTERNAL SCHEMA orders FROM MSK AUTHENTICATION none URI 'h:9092';\n\
                CREATE MATERIALIZED VIEW bi.\"One\" AS SELECT a.b FROM Orders.\"T-1\" a, other.u;\n\
                CREATE EXTERNAL SCHEMA orders FROM MSK AUTHENTICATION mtls URI 'h:9094';\n\
                CREATE MATERIALIZED VIEW two AS SELECT 1 FROM orders.t, orders.u;\n\
                CREATE EXTERNAL SCHEMA o_{{ s }} FROM MSK AUTHENTICATION mtls URI 'h:9094';\n\
                CREATE MATERIALIZED VIEW three AS SELECT 1 FROM o_{{ s }}.t;";
    let read = whole(text);
    assert_eq!(views(&read, "orders"), ["- early t", "bi One T-1"]);
    assert_eq!(views(&read, "orders#2"), ["- two t", "- two u"]);
    assert_eq!(views(&read, "o_{s}"), ["- three t"]);
    let views = "CREATE MATERIALIZED VIEW v AS SELECT 1 FROM orders.t;";
    let read = sql::read(&Arc::new(Source::new("views.sql", views.into())));
    assert_eq!((read.templates.len(), read.skipped.len()), (0, 1), "whose schema it is stands elsewhere");
}

fn elsewhere() -> tidegate::inventory::Why {
    tidegate::inventory::Why::Deferred { expression: "materialized views that are made elsewhere".into() }
}

/// What is loaded through a bad schema stands beside the evidence, and decides nothing.
#[test]
fn findings_show_the_views_behind_their_schema() {
    let findings = |views: &str| {
        let text = format!(
            "CREATE EXTERNAL SCHEMA orders FROM MSK AUTHENTICATION none URI 'b-1.o.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094';{views}"
        );
        let read = whole(&text);
        let all = crate::cloudformation::findings(unit(&read)).into_iter();
        let mut failed = all.filter(|f| f.verdict.name() == "fail");
        let found = failed.find(|f| &*f.rule == "redshift-schema-unauthenticated");
        found.expect("it is not authenticated")
    };
    let shown = |views: &str| {
        let evidence = findings(views).evidence;
        let views = evidence.iter().find(|e| &*e.field == "schema.materialized_views");
        views.map(|e| (e.value.to_string(), e.origin.to_string()))
    };
    let with = "\nCREATE MATERIALIZED VIEW bi.live AS SELECT 1 FROM orders.t;";
    let expected = ("[{schema=bi name=live stream=t}, ...]".to_owned(), "schemas.sql:2:29".to_owned());
    assert_eq!(shown(with), Some(expected));
    assert_eq!(shown(""), Some(("(unknown)".to_owned(), String::new())));
    assert_eq!(findings(with).fingerprint, findings("").fingerprint);
}

#[test]
fn the_older_form_names_the_cluster() {
    let arn = "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/4b1b0c0a-1111-4222-8333-444455556666-1";
    let read = whole(&format!(
        "CREATE EXTERNAL SCHEMA old FROM MSK IAM_ROLE 'r' AUTHENTICATION none CLUSTER_ARN '{arn}';\n\
         CREATE EXTERNAL SCHEMA k FROM KINESIS IAM_ROLE 'r';"
    ));
    facts(
        &read,
        "old",
        &[
            ("cluster_arn", arn),
            ("cluster", &format!("@{arn}")),
            ("brokers", "absent"),
            ("broker_ports", "absent"),
        ],
    );
    facts(&read, "k", &[("source", "KINESIS"), ("authentication", "absent"), ("cluster", "absent")]);
}

#[test]
fn what_a_statement_leaves_out_is_not_made_up() {
    let read = whole("CREATE EXTERNAL SCHEMA s FROM MSK IAM_ROLE default;");
    facts(
        &read,
        "s",
        &[
            ("authentication", "?AUTHENTICATION, which is not given"),
            ("brokers", "?URI, which is not given"),
            ("cluster", "?CLUSTER_ARN, which is not given"),
            ("certificate", "absent"),
        ],
    );
    let read = whole("ALTER EXTERNAL SCHEMA s AUTHENTICATION none;");
    let missing = "?CREATE EXTERNAL SCHEMA s, which is not in schemas.sql";
    facts(
        &read,
        "s",
        &[
            ("authentication", "none"),
            ("source", missing),
            ("brokers", missing),
            ("role", missing),
            ("secret", "absent"),
        ],
    );
}

#[test]
fn an_alter_changes_what_an_earlier_create_says() {
    let create = "CREATE EXTERNAL SCHEMA s FROM MSK AUTHENTICATION mtls SECRET_ARN 'arn:aws:secretsmanager:eu-west-1:1:secret:x' \
                  URI 'b-1.a.b.c2.kafka.eu-west-1.amazonaws.com:9094' IAM_ROLE 'r';";
    let read = whole(&format!(
        "{create}\nALTER EXTERNAL SCHEMA S\n  AUTHENTICATION_ARN '{ACM}'\n  URI 'b-1.n.b.c2.kafka.eu-west-1.amazonaws.com:9194';"
    ));
    facts(
        &read,
        "s",
        &[
            ("authentication", "mtls"),
            ("authentication_arn", ACM),
            ("secret_arn", "absent"),
            ("broker_ports", "[9194]"),
            ("iam_role", "r"),
        ],
    );
    let read = whole(&format!("{create} ALTER EXTERNAL SCHEMA s AUTHENTICATION iam;"));
    facts(&read, "s", &[("authentication", "iam"), ("secret", "absent"), ("broker_ports", "[9094]")]);
    // Another schema of that name, such as one of another database, is not the one that was altered before it.
    let again = format!("{create} ALTER EXTERNAL SCHEMA s AUTHENTICATION iam; {create}");
    let read = whole(&again);
    facts(&read, "s", &[("authentication", "iam")]);
    facts(&read, "s#2", &[("authentication", "mtls")]);
    assert!(
        self::read("ALTER EXTERNAL SCHEMA spectrum IAM_ROLE 'r';").templates.is_empty(),
        "it may be any schema"
    );
}

/// An ALTER alone says nothing of the rest of its schema. Beside the CREATE, the rest is the other file's business.
#[test]
fn an_alter_is_judged_in_part_where_its_create_is_given_too() {
    let alter = "ALTER EXTERNAL SCHEMA orders AUTHENTICATION none;";
    let rest = ["plaintext-port", "port-contradiction"].map(|r| format!("redshift-schema-{r}"));
    let judged = |read: &Read, verdict: &'static str| {
        expect(read, "orders", &[("redshift-schema-unauthenticated", "fail")]);
        let all: Vec<(&str, &str)> = rest.iter().map(|rule| (&**rule, verdict)).collect();
        expect(read, "orders", &all);
    };
    let create =
        "CREATE EXTERNAL SCHEMA orders FROM MSK URI 'b-1.o.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094';";
    let other =
        "CREATE EXTERNAL SCHEMA payments FROM MSK URI 'b-1.o.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094';";
    judged(&together(&[("a.sql", create), ("b.sql", alter)])[1], "not-applicable");
    judged(&together(&[("a.sql", alter), ("b.sql", create)])[0], "not-applicable");
    judged(&whole(alter), "undecided");
    judged(&together(&[("a.sql", other), ("b.sql", alter)])[1], "undecided");
}

fn together(files: &[(&str, &str)]) -> Vec<Read> {
    let sources: Vec<_> = files.iter().map(|(p, t)| Arc::new(Source::new(*p, (*t).into()))).collect();
    let mut all = Vec::new();
    sql::read_each(&sources, &mut |read| all.push(read));
    all
}

/// Which of two files runs last is not known: what they disagree about decides nothing, whichever way.
#[test]
fn what_another_file_alters_is_open() {
    const CREATE: &str = "CREATE EXTERNAL SCHEMA orders FROM MSK IAM_ROLE 'r' AUTHENTICATION none \
                          URI 'b-1.o.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094';";
    let alter = format!("ALTER EXTERNAL SCHEMA orders AUTHENTICATION mtls AUTHENTICATION_ARN '{ACM}';");
    for order in [["1-create.sql", "2-alter.sql"], ["b/create.sql", "a/alter.sql"]] {
        let read = together(&[(order[0], CREATE), (order[1], &alter)]);
        let open = format!("?ALTER EXTERNAL SCHEMA orders in {}", order[1]);
        for (field, expected) in [
            ("authentication", &*open),
            ("authentication_arn", &open),
            ("secret_arn", "absent"),
            ("broker_ports", "[9094]"),
            ("iam_role", "r"),
        ] {
            assert_eq!(shown(&read[0], "orders", field), expected, "{field}");
        }
        expect(
            &read[0],
            "orders",
            &[
                ("redshift-schema-unauthenticated", "undecided"),
                ("redshift-schema-plaintext-port", "pass"),
                ("redshift-schema-credential-missing", "undecided"),
            ],
        );
        assert_eq!(shown(&read[1], "orders", "authentication"), "mtls", "no other ALTER speaks of it");
        expect(
            &read[1],
            "orders",
            &[
                ("redshift-schema-unauthenticated", "pass"),
                ("redshift-schema-credential-missing", "pass"),
                ("redshift-schema-plaintext-port", "not-applicable"),
            ],
        );
    }
    // Two that say the same, and schemas of other names, leave nothing open.
    let same = "ALTER EXTERNAL SCHEMA Orders AUTHENTICATION none;";
    let other = "ALTER EXTERNAL SCHEMA payments AUTHENTICATION iam;";
    let read = together(&[("a.sql", CREATE), ("b.sql", same), ("c.sql", other)]);
    assert_eq!(shown(&read[0], "orders", "authentication"), "none");
    expect(&read[0], "orders", &[("redshift-schema-unauthenticated", "fail")]);
    expect(&read[1], "orders", &[("redshift-schema-unauthenticated", "fail")]);
    // Two ALTERs that disagree, and one whose clauses are open.
    let read = together(&[("a.sql", same), ("b.sql", "ALTER EXTERNAL SCHEMA orders AUTHENTICATION iam;")]);
    for file in &read {
        expect(file, "orders", &[("redshift-schema-unauthenticated", "undecided")]);
    }
    let filled = "ALTER EXTERNAL SCHEMA orders {{ clauses }};";
    let read = together(&[("a.sql", CREATE), ("b.sql", filled)]);
    expect(
        &read[0],
        "orders",
        &[("redshift-schema-unauthenticated", "undecided"), ("redshift-schema-plaintext-port", "undecided")],
    );
}

/// An ALTER behind the CREATE in its own file is about that one; quotes change no name, and letters count in lower case.
#[test]
fn whose_schema_another_file_alters() {
    let made = "CREATE EXTERNAL SCHEMA orders FROM MSK AUTHENTICATION none URI 'h:9094';";
    let mended = format!("{made} ALTER EXTERNAL SCHEMA orders AUTHENTICATION iam;");
    let read = together(&[("dev.sql", &mended), ("prod.sql", made)]);
    expect(&read[0], "orders", &[("redshift-schema-unauthenticated", "pass")]);
    expect(&read[1], "orders", &[("redshift-schema-unauthenticated", "fail")]);
    let broken = "ALTER EXTERNAL SCHEMA \"ORDERS\" AUTHENTICATION none;";
    let sound = "CREATE EXTERNAL SCHEMA Orders FROM MSK AUTHENTICATION iam URI 'h:9098';";
    let read = together(&[("a.sql", sound), ("b.sql", broken)]);
    expect(&read[0], "orders", &[("redshift-schema-unauthenticated", "undecided")]);
    // However many there are, and in whatever order.
    let many: String = (0..500).map(|i| format!("ALTER EXTERNAL SCHEMA orders URI 'h{i}:9098'; ")).collect();
    for files in [[("a.sql", sound), ("b.sql", &*many)], [("a.sql", &*many), ("b.sql", sound)]] {
        let read = together(&files);
        let of =
            read.iter().find(|r| shown(r, "orders", "authentication") == "iam").expect("the CREATE's file");
        expect(
            of,
            "orders",
            &[("redshift-schema-unauthenticated", "pass"), ("redshift-schema-plaintext-port", "undecided")],
        );
    }
}

/// A name that a tool fills in may be any.
#[test]
fn an_alter_of_whatever_schema_may_be_about_each() {
    let create = "CREATE EXTERNAL SCHEMA orders FROM MSK AUTHENTICATION iam \
                  URI 'b-1.o.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9098';";
    for name in ["{{ schema }}", "orders_${STAGE}", "\"{schema}\""] {
        let alter = format!("ALTER EXTERNAL SCHEMA {name} AUTHENTICATION none;");
        let read = together(&[("a.sql", create), ("b.sql", &alter)]);
        assert_eq!(
            shown(&read[0], "orders", "authentication"),
            "?ALTER EXTERNAL SCHEMA orders in b.sql",
            "{name}"
        );
        expect(
            &read[0],
            "orders",
            &[("redshift-schema-unauthenticated", "undecided"), ("redshift-schema-plaintext-port", "pass")],
        );
    }
    let of_any = create.replace("orders", "orders_{{ stage }}");
    let read =
        together(&[("a.sql", &of_any), ("b.sql", "ALTER EXTERNAL SCHEMA payments AUTHENTICATION none;")]);
    expect(&read[0], "orders_{stage}", &[("redshift-schema-unauthenticated", "undecided")]);
}

/// Keywords are the same in any case, and another file makes no difference to what a file says of its own schema.
#[test]
fn another_file_opens_no_more_than_it_changes() {
    let create = "CREATE EXTERNAL SCHEMA orders FROM MSK AUTHENTICATION 'NONE' URI 'h:9094';";
    let read = together(&[("a.sql", create), ("b.sql", "ALTER EXTERNAL SCHEMA orders AUTHENTICATION none;")]);
    expect(&read[0], "orders", &[("redshift-schema-unauthenticated", "fail")]);
    let before = format!("ALTER EXTERNAL SCHEMA orders AUTHENTICATION iam; {create}");
    let other = "CREATE EXTERNAL SCHEMA payments FROM MSK AUTHENTICATION iam URI 'h:9098';";
    for read in [whole(&before), together(&[("a.sql", &before), ("b.sql", other)]).remove(0)] {
        expect(&read, "orders", &[("redshift-schema-plaintext-port", "undecided")]);
        expect(&read, "orders#2", &[("redshift-schema-unauthenticated", "fail")]);
    }
}

#[test]
fn what_tools_and_people_fill_in_is_open() {
    let read = whole(
        "CREATE EXTERNAL SCHEMA orders_{{ stage }} FROM MSK IAM_ROLE 'arn:aws:iam::${ACCOUNT}:role/r' AUTHENTICATION :auth
         URI 'b-1.{name}.a.c2.kafka.eu-west-1.amazonaws.com:9094' AUTHENTICATION_ARN 'arn:aws:acm:Region:444455556666:certificate/certificate_ID';",
    );
    assert_eq!(unit(&read).resources().len(), 1);
    let id = &*unit(&read).resources()[0].id.clone();
    facts(&read, id, &[("authentication", "Pattern([Hole(\"auth\")])"), ("broker_ports", "[9094]")]);
    assert!(shown(&read, id, "authentication_arn").contains("Hole(\"Region\")"));
    assert!(shown(&read, id, "role").contains("Hole(\"ACCOUNT\")"));
    assert!(shown(&read, id, "cluster").starts_with('?'));
    let read = whole(
        "CREATE EXTERNAL SCHEMA s FROM MSK {% if prod %} AUTHENTICATION mtls {% else %} AUTHENTICATION none {% endif %};",
    );
    facts(&read, "s", &[("authentication", "?if prod"), ("source", "?if prod"), ("secret", "?if prod")]);
}

#[test]
fn faults_stand_with_line_and_column_and_hide_nothing_else() {
    let read = read(
        "SELECT 1;\nCREATE EXTERNAL SCHEMA a FROM MSK\n  AUTHENTICATION URI 'h:9092';\nCREATE EXTERNAL SCHEMA b FROM KAFKA AUTHENTICATION none URI 'h:9092';",
    );
    let told: Vec<String> =
        read.problems.iter().map(|p| format!("{}:{}:{}: {}", p.path, p.line, p.column, p.message)).collect();
    assert_eq!(told, ["schemas.sql:3:18: expected none, iam or mtls after AUTHENTICATION, found URI"]);
    facts(&read, "b", &[("source", "KAFKA"), ("authentication", "none"), ("cluster", "absent")]);
    assert_eq!(unit(&read).resources().len(), 1);
}

#[test]
fn a_string_without_end_matters_only_when_a_schema_may_be_lost_in_it() {
    for text in ["SELECT 'it", "INSERT INTO t VALUES ('a\\'); -- external", "/* a", ""] {
        let read = read(text);
        assert!(read.problems.is_empty() && read.templates.is_empty(), "{text}");
        assert_eq!(read.skipped.len(), 1, "{text}");
    }
    for (text, column) in [
        ("SELECT 'it; CREATE EXTERNAL SCHEMA s FROM MSK;", 8),
        ("CREATE EXTERNAL SCHEMA s FROM MSK URI 'h:9092;", 39),
        ("/* /* CREATE EXTERNAL SCHEMA s FROM MSK */", 1),
    ] {
        let read = read(text);
        assert_eq!(read.problems.len(), 1, "{text}");
        assert_eq!((read.problems[0].line, read.problems[0].column), (1, column), "{text}");
        assert!(read.problems[0].message.contains("never ends"), "{text}");
    }
}

#[test]
fn a_comment_asks_to_ignore_its_statement_or_its_line() {
    let read = whole(
        "-- tidegate:ignore[redshift-schema-unauthenticated] dev only\nCREATE EXTERNAL SCHEMA s FROM MSK\n  AUTHENTICATION none -- tidegate:ignore[a-b] here\n  URI 'h:9092';\n",
    );
    let got: Vec<(u32, (u32, u32), &str)> =
        read.ignores.iter().map(|i| (i.line, i.lines, &*i.rules[0])).collect();
    assert_eq!(got, [(1, (2, 4), "redshift-schema-unauthenticated"), (3, (3, 3), "a-b")]);
}

#[test]
fn a_file_gets_the_verdicts_that_need_no_account() {
    let text = fixture("../sql/schemas.sql");
    let read = whole(&text);
    let account_only = [
        "redshift-schema-cluster-without-mtls",
        "redshift-schema-untrusted-certificate",
        "redshift-schema-unusable-certificate",
        "redshift-schema-malformed-secret",
        "redshift-schema-unknown-brokers",
        "redshift-no-route-to-credential",
        "redshift-role-cannot-use-credential",
    ];
    for (id, fails) in [
        ("good", &[][..]),
        ("by_secret", &[]),
        ("by_iam", &[]),
        ("elsewhere", &[]),
        ("repaired", &[]),
        ("anonymous", &["redshift-schema-unauthenticated"]),
        ("plaintext", &["redshift-schema-plaintext-port", "redshift-schema-unauthenticated"]),
        ("contradicting", &["redshift-schema-port-contradiction"]),
        ("without_credential", &["redshift-schema-credential-missing"]),
        ("far_away", &["redshift-schema-region-mismatch"]),
        ("older", &["redshift-schema-unauthenticated"]),
        ("events", &[]),
    ] {
        let judged = verdicts(unit(&read));
        let of_id = |v: &str| -> Vec<&str> {
            let mine = judged.iter().filter(|((_, of), verdict)| of == id && **verdict == v);
            mine.map(|((rule, _), _)| rule.as_str()).collect()
        };
        assert_eq!(of_id("fail"), fails, "{id}");
        assert_eq!(of_id("undecided"), [""; 0], "{id}");
        expect(&read, id, &account_only.map(|rule| (rule, "not-applicable")));
    }
    let place = resource(&read, "plaintext").place.clone().expect("a place");
    assert_eq!(text.lines().nth(place.line as usize - 1), Some("CREATE EXTERNAL SCHEMA plaintext FROM MSK"));
}

fn site() -> Site {
    Site { source: Arc::new(Source::new("main.tf", "sql = x\n".into())), span: Span::new(6, 7) }
}

fn embedded(value: Resolved, sensitive: bool) -> sql::Embedded {
    let sited = Sited { value, site: site(), via: Vec::new(), sensitive };
    let referred = sql::Referred {
        port: &|to| (&*to.attribute == "bootstrap_brokers").then_some(9092),
        service: &|to| to.target.starts_with("aws_acm_certificate.").then_some("acm"),
        region: &|_| Some("provider.aws.region".into()),
    };
    sql::embedded(&sited, "aws_redshiftdata_statement.s", &site(), &[], Input::Terraform, &referred)
}

#[test]
fn sql_of_templates_keeps_its_references() {
    let lit = |t: &str| Piece::Lit(t.into());
    let to = |target: &str, attribute: &str| {
        Piece::Ref(Reference { target: target.into(), attribute: attribute.into() })
    };
    let made = embedded(
        Resolved::Pattern(vec![
            lit("CREATE EXTERNAL SCHEMA s FROM MSK IAM_ROLE '"),
            to("aws_iam_role.r", "arn"),
            lit("' AUTHENTICATION mtls AUTHENTICATION_ARN '"),
            to("aws_acm_certificate.c", "arn"),
            lit("' URI '"),
            to("aws_msk_cluster.m", "bootstrap_brokers"),
            lit("';"),
        ]),
        false,
    );
    assert!(made.problems.is_empty());
    let [r] = &made.resources[..] else { panic!("one schema") };
    let field = |name: &str| r.get(r.kind.field(name).expect("a field").0).known().cloned();
    assert_eq!(&*r.id, "aws_redshiftdata_statement.s");
    let scope = Scope { input: Input::Terraform, ..Scope::default() };
    let judged = verdicts(&Unit::new(scope, made.resources.clone(), &[]));
    let verdict = |rule: &str| judged.get(&(rule.to_owned(), r.id.to_string())).copied();
    assert_eq!(
        verdict("redshift-schema-credential-missing"),
        Some("pass"),
        "the reference is to a certificate"
    );
    assert_eq!(verdict("redshift-schema-region-mismatch"), Some("pass"), "one provider, one Region");
    assert_eq!(verdict("redshift-schema-plaintext-port"), Some("fail"));
    assert_eq!(field("certificate"), Some(Value::link("aws_acm_certificate.c")));
    assert_eq!(field("role"), Some(Value::link("aws_iam_role.r")));
    assert_eq!(field("cluster"), Some(Value::link("aws_msk_cluster.m")));
    let Some(Value::List(ports)) = field("broker_ports") else { panic!("ports") };
    assert_eq!((ports.items[0].known(), ports.more), (Some(&Value::Int(9092)), None));
    assert_eq!(r.place.as_ref().map(|p| (&*p.path, p.line, p.column)), Some(("main.tf", 1, 7)));

    let two = "CREATE EXTERNAL SCHEMA a FROM KAFKA; CREATE EXTERNAL SCHEMA b FROM MSK; CREATE EXTERNAL SCHEMA FROM MSK";
    let made = embedded(Resolved::Text(two.into()), false);
    let ids: Vec<&str> = made.resources.iter().map(|r| &*r.id).collect();
    assert_eq!(ids, ["aws_redshiftdata_statement.s/a", "aws_redshiftdata_statement.s/b"]);
    assert_eq!(made.problems.len(), 1);
    for nothing in
        [embedded(Resolved::Text(two.into()), true), embedded(Resolved::Unknown("x".into()), false)]
    {
        assert!(nothing.resources.is_empty() && nothing.problems.is_empty());
    }
    // No stand-in for a hole reaches a name, a reason or a value.
    let hole = || Piece::Unknown("each.key".into());
    let made = embedded(
        Resolved::Pattern(vec![
            lit("ALTER EXTERNAL SCHEMA s_"),
            hole(),
            lit(" AUTHENTICATION none URI "),
            hole(),
        ]),
        false,
    );
    let json =
        serde_json::to_string(&made.resources.iter().map(shown_json).collect::<Vec<_>>()).expect("JSON");
    assert!(json.contains("each.key") && json.chars().all(|c| (c as u32) < 0xF_0000), "{json}");
}

fn shown_json(r: &Resource) -> serde_json::Value {
    serde_json::to_value(r).expect("a resource is JSON")
}

#[test]
fn hostile_texts_take_linear_time() {
    let begin = "CREATE EXTERNAL SCHEMA s FROM MSK ";
    let cases = [
        "(".repeat(60_000),
        "/*".repeat(60_000),
        "{".repeat(120_000),
        "${".repeat(60_000),
        "$a".repeat(60_000),
        ":'".repeat(60_000),
        "'".repeat(120_000),
        "\"".repeat(119_999),
        "<".repeat(120_000),
        "/**/".repeat(40_000),
        "-- x\n".repeat(40_000),
        "\\ \u{3042}".repeat(40_000),
        format!("{begin};").repeat(11_000),
        begin.repeat(11_000),
        format!("{begin} URI '{}';", "h:9,".repeat(40_000)),
        format!("{begin} URI '{}';", "{".repeat(120_000)),
        format!("{begin} {} ;", "a 'b' ".repeat(60_000)),
        format!("{begin} IAM_ROLE 'a'{};", ",'b'".repeat(60_000)),
    ];
    for text in cases {
        let began = Instant::now();
        let read = read(&text);
        assert!(began.elapsed() < Duration::from_secs(10), "{}", &text[..40.min(text.len())]);
        assert!(read.problems.len() <= 101);
        let resources: usize = read.templates.iter().map(|t| t.default.resources().len()).sum();
        assert!(resources <= 10_000);
    }
    let many = format!("{begin};").repeat(11_000);
    assert!(!read(&many).coverage[0].complete(), "what is not read is told");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_told(text in "(CREATE |ALTER |EXTERNAL |SCHEMA |FROM |MSK |AUTHENTICATION |URI |IAM_ROLE |s |'h:9' |;|'|\"|/\\*|--|\\$\\$|\\{\\{|\\{%|\\}|:|,|\\n|é|\\PC){0,60}") {
        let read = read(&text);
        for problem in &read.problems {
            prop_assert!(problem.line >= 1 && problem.column >= 1);
        }
        if !read.templates.is_empty() {
            every_field_is_stated(&read);
        }
    }
}
