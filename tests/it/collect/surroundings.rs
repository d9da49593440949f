//! What stands around the clusters: functions that read from them, roles, replicators and the network; and how the
//! services that are asked without a generated client are held to the same behaviour as the others.

use super::DUBLIN;
use super::run::Collected;
use super::warehouse::{self, FUNCTION_ROLE, SHARED_POLICY};
use super::{redshift::with, run::Collect};
use crate::fake_aws::{Account, Behaviour, Denied, FakeAws, On};
use serde_json::{Value, json};

fn run() -> (FakeAws, Collected) {
    with(FakeAws::of(warehouse::account()), &[])
}

fn fact(run: &Collected, kind: &str, name: &str, field: &str) -> String {
    run.fact(DUBLIN, kind, name, field)
}

/// Only mappings that read from Kafka, with the role of their function and nothing else of it.
#[test]
fn functions_that_read_from_kafka() {
    let (fake, run) = run();
    let mappings = run.names(DUBLIN, "lambda_mapping");
    assert_eq!(mappings.len(), 2, "{mappings:?}");
    let id = |n| {
        format!(
            "arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:a1b20000-1111-4222-8333-00000000000{n}"
        )
    };
    let of = |n, field: &str| fact(&run, "lambda_mapping", &id(n), field);
    let from = "@lambda:ListEventSourceMappings";
    assert_eq!(of(1, "source"), format!("msk {from}"));
    assert_eq!(of(1, "cluster"), format!("orders {from}"));
    assert_eq!(
        of(1, "source_access"),
        format!(
            "[{{access_type=SASL_SCRAM_512_AUTH uri=arn:aws:secretsmanager:eu-west-1:111122223333:secret:scram-x1Y2z3 \
             secret=scram}}] {from}"
        )
    );
    assert_eq!(of(1, "role"), "orders-function @lambda:GetFunctionConfiguration");
    assert_eq!(of(2, "source"), format!("self-managed {from}"));
    assert_eq!(of(2, "cluster"), format!("orders {from}"), "by the brokers' domain");
    assert_eq!(of(2, "source_access"), format!("[{{access_type=VPC_SUBNET uri=subnet:subnet-0a1}}] {from}"));
    let asked = |operation: &str| fake.seen().iter().filter(|s| s.operation == operation).count();
    assert_eq!(asked("lambda:GetFunctionConfiguration"), 1, "two mappings, one function");
    assert_eq!(asked("secretsmanager:DescribeSecret"), 0, "a name that MSK does not associate");
    assert!(!run.text.contains("c4nary-in-the-environment"));
}

/// What a managed prefix list holds is not read: it may be the world.
#[test]
fn a_prefix_list_is_neither_the_world_nor_harmless() {
    let (_, run) = run();
    let rules = fact(&run, "security_group", "sg-0brokers", "rules");
    assert!(rules.contains("prefix_list=pl-0corp"), "{rules}");
    let findings = run.units.iter().flat_map(crate::cloudformation::findings);
    let mut open = findings.filter(|f| &*f.rule == "msk-broker-ports-open-to-world");
    let of_group = open.find(|f| f.item.as_deref() == Some("sg-0brokers")).expect("a verdict");
    assert_eq!(of_group.verdict.name(), "undecided");
    let why = tidegate::inventory::Why::Unrecognised { value: "pl-0corp".into() };
    assert!(of_group.missing.iter().any(|m| m.why == why), "{:?}", of_group.missing);
}

/// A secret that a cluster names by its whole ARN and a mapping without the end of it is one resource.
#[test]
fn a_secret_by_an_arn_without_its_end_is_the_same_one() {
    let whole = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders-a1B2c3";
    let partial = whole.trim_end_matches("-a1B2c3").to_owned();
    let secret = json!({"ARN": whole, "Name": "AmazonMSK_orders", "RotationEnabled": false,
        "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"});
    let mut account = warehouse::account();
    account
        .answer_for(DUBLIN, "kafka:ListScramSecrets", "orders", json!({"secretArnList": [whole]}))
        .answer_for(DUBLIN, "secretsmanager:DescribeSecret", "AmazonMSK_orders", secret);
    let uri = partial.clone();
    let by_partial = On::every(
        "lambda:ListEventSourceMappings",
        Behaviour::change(move |a| {
            a["EventSourceMappings"][0]["SourceAccessConfigurations"][0]["URI"] = json!(uri);
        }),
    );
    let scram = || {
        On::every(
            "kafka:ListClustersV2",
            Behaviour::change(|a| {
                a["clusterInfoList"][0]["provisioned"]["clientAuthentication"]["sasl"] =
                    json!({"scram": {"enabled": true}});
            }),
        )
    };
    let (_, run) = with(FakeAws::of(account.clone()).on(by_partial).on(scram()), &[]);
    assert_eq!(run.names(DUBLIN, "secret"), ["AmazonMSK_orders"], "{}", run.text);
    let exists = fact(&run, "secret", "AmazonMSK_orders", "exists");
    assert_eq!(exists, "true @secretsmanager:DescribeSecret");
    let unit = run.units.iter().find(|u| u.resources().iter().any(|r| r.kind.name == "secret"));
    let all = crate::cloudformation::verdicts(unit.expect("a unit with the secret"));
    let of_mapping = |rule: &str| {
        let mut found = all.iter().filter(|((r, id), _)| r == rule && id.contains("00000000001"));
        found.next().map(|(_, verdict)| *verdict)
    };
    assert_eq!(of_mapping("lambda-mapping-foreign-secret"), Some("pass"));
}

/// Attached and inline policies as one list; a managed policy that two roles have is read once.
#[test]
fn roles_with_all_their_policies() {
    let (fake, run) = with(FakeAws::of(warehouse::account()), &["--redshift-sql"]);
    let trust = fact(&run, "iam_role", "orders-function", "trust");
    assert!(trust.contains("principals=[service:lambda.amazonaws.com]"), "{trust}");
    let statements = fact(&run, "iam_role", "orders-function", "statements");
    for part in
        ["actions=[acm:ExportCertificate]", "actions=[secretsmanager:GetSecretValue]", "resources=[*]"]
    {
        assert!(statements.contains(part), "{statements}");
    }
    assert!(!statements.contains("..."), "{statements}");
    let attached = fact(&run, "iam_role", "orders-function", "managed_policies");
    assert_eq!(attached, format!("[{SHARED_POLICY}] @iam:ListAttachedRolePolicies"));
    assert_eq!(fact(&run, "iam_role", "orders-function", "boundary"), "absent @iam:GetRole");
    let iam =
        |operation: &str| fake.seen().into_iter().filter(|s| s.operation == operation).collect::<Vec<_>>();
    assert_eq!(iam("iam:GetRole").len(), 2);
    assert_eq!((iam("iam:GetPolicy").len(), iam("iam:GetPolicyVersion").len()), (1, 1));
    for seen in iam("iam:GetRole") {
        assert_eq!(seen.region, "us-east-1", "IAM is one for the partition, and signs there");
    }
}

/// A policy that could not be read may allow or deny anything: the list of statements is cut, not shorter.
#[test]
fn a_policy_that_cannot_be_read_cuts_the_statements() {
    for (operation, target, cut) in [
        ("iam:GetRolePolicy", "orders-function~inline", "secretsmanager:GetSecretValue"),
        ("iam:GetPolicyVersion", "streaming-v3", "acm:ExportCertificate"),
        ("iam:GetPolicy", "streaming", "acm:ExportCertificate"),
        ("iam:ListRolePolicies", "orders-function", "secretsmanager:GetSecretValue"),
        ("iam:ListAttachedRolePolicies", "orders-function", "acm:ExportCertificate"),
    ] {
        let on = On::every(operation, Behaviour::Deny(Denied::IdentityPolicyImplicit)).target(target);
        let (_, run) = with(FakeAws::of(warehouse::account()).on(on), &[]);
        let why = format!("denied {operation} AccessDenied IdentityPolicy");
        let statements = fact(&run, "iam_role", "orders-function", "statements");
        assert!(statements.contains(cut) && statements.contains(&format!("... {why}")), "{statements}");
        assert!(run.gaps().iter().any(|g| g.contains(&why)), "{:#?}", run.gaps());
        assert_eq!(run.code, 3);
    }
    let boundary = "arn:aws:iam::111122223333:policy/bounds";
    let bounded = On::every(
        "iam:GetRole",
        Behaviour::change(move |a| {
            a["Role"]["PermissionsBoundary"] =
                json!({"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": boundary});
        }),
    );
    let (_, run) = with(FakeAws::of(warehouse::account()).on(bounded), &[]);
    assert_eq!(fact(&run, "iam_role", "orders-function", "boundary"), format!("{boundary} @iam:GetRole"));
    let bounds = fact(&run, "iam_role", "orders-function", "boundary_statements");
    assert_eq!(bounds, "unknown: failed iam:GetPolicy NoSuchEntity", "never read as no boundary");
}

#[test]
fn a_role_of_another_account_is_not_asked_for() {
    let foreign = FUNCTION_ROLE.replace("111122223333", "444455556666");
    let role = foreign.clone();
    let on =
        On::every("lambda:GetFunctionConfiguration", Behaviour::change(move |a| a["Role"] = json!(role)));
    let (fake, run) = with(FakeAws::of(warehouse::account()).on(on), &[]);
    assert!(fake.seen().iter().all(|s| !s.operation.starts_with("iam:")));
    let trust = fact(&run, "iam_role", &foreign, "trust");
    assert_eq!(trust, "unknown: NotCollected { what: \"account 444455556666\" }");
}

#[test]
fn replicators_and_how_they_speak() {
    let (_, run) = run();
    let clusters = fact(&run, "msk_replicator", "dr", "clusters");
    for part in [
        "cluster=orders other_authentication=[]",
        "name=onprem",
        "bootstrap_servers=[k1.example.com:9093]",
        "encryption_type=TLS scram_mechanism=SHA256",
        "@kafka:DescribeReplicator",
    ] {
        assert!(clusters.contains(part), "{clusters}");
    }
}

/// Few calls: one for all groups, one for all subnets, one for the route tables of their VPCs.
#[test]
fn the_network_in_three_calls() {
    let (fake, run) = run();
    let calls = |operation: &str| {
        let seen = fake.seen().into_iter().filter(|s| s.operation == operation);
        seen.map(|s| s.parameters).collect::<Vec<Value>>()
    };
    let groups = calls("ec2:DescribeSecurityGroups");
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0]["Filter.1.Name"], "group-id");
    assert_eq!(groups[0]["Filter.1.Value.1"], "sg-0brokers");
    assert_eq!(groups[0].get("Filter.1.Value.2"), None, "a default run asks for no warehouse's network");
    assert_eq!(calls("ec2:DescribeSubnets").len(), 1);
    assert_eq!(calls("ec2:DescribeRouteTables")[0]["Filter.1.Value.1"], "vpc-0streaming");
    assert_eq!(calls("ec2:DescribeVpcEndpoints").len(), 0, "nobody needs to know");

    assert_eq!(run.names(DUBLIN, "security_group"), ["0brokers"]);
    let rules = fact(&run, "security_group", "sg-0brokers", "rules");
    let from = "@ec2:DescribeSecurityGroups";
    assert_eq!(
        rules,
        format!(
            "[{{direction=ingress protocol=tcp from_port=9094 to_port=9098 cidr_ipv4=10.20.0.0/16}}, \
             {{direction=ingress protocol=tcp from_port=9094 to_port=9094 prefix_list=pl-0corp}}, \
             {{direction=ingress protocol=tcp from_port=9094 to_port=9094 group=sg-0warehouse}}, \
             {{direction=egress protocol=-1 cidr_ipv4=0.0.0.0/0}}, {{direction=egress protocol=-1 cidr_ipv6=::/0}}] {from}"
        )
    );
    assert_eq!(fact(&run, "subnet", "subnet-0a1", "cidr_ipv6"), "2001:db8:0:1::/64 @ec2:DescribeSubnets");
    assert_eq!(fact(&run, "vpc", "vpc-0streaming", "cidrs"), "[10.20.0.0/16] @ec2:DescribeRouteTables");
    let routes = fact(&run, "route_table", "rtb-0private", "routes");
    assert!(routes.contains("destination=0.0.0.0/0 target_kind=nat target=nat-0a1 state=active"), "{routes}");
    let routes = fact(&run, "route_table", "rtb-0main", "routes");
    assert!(
        routes.contains("destination=pl-0s3 target_kind=endpoint target=vpce-0s3 state=blackhole"),
        "{routes}"
    );
    assert_eq!(fact(&run, "route_table", "rtb-0main", "main"), "true @ec2:DescribeRouteTables");
}

#[test]
fn an_endpoint_and_its_policy() {
    let (_, run) = with(FakeAws::of(warehouse::account()), &["--redshift-sql"]);
    let of = |field| fact(&run, "vpc_endpoint", "vpce-0secrets", field);
    let from = "@ec2:DescribeVpcEndpoints";
    assert_eq!(of("service_name"), format!("com.amazonaws.eu-west-1.secretsmanager {from}"));
    assert_eq!(of("state"), format!("available {from}"));
    assert_eq!(of("private_dns"), format!("true {from}"));
    assert_eq!(of("security_groups"), format!("[sg-0endpoint] {from}"));
    assert!(of("policy").contains("effect=Allow principals=[*]"), "{}", of("policy"));
}

/// Its own name for the service may be in a hosted zone, which is not read.
#[test]
fn whether_an_endpoint_without_private_dns_is_found_is_not_known() {
    let off = Behaviour::change(|a| a["vpcEndpointSet"][0]["privateDnsEnabled"] = json!("false"));
    let (_, run) = with(
        FakeAws::of(warehouse::account()).on(On::every("ec2:DescribeVpcEndpoints", off)),
        &["--redshift-sql"],
    );
    assert_eq!(
        fact(&run, "vpc_endpoint", "vpce-0secrets", "private_dns"),
        "unknown: NotCollected { what: \"private hosted zones of Route 53\" }"
    );
}

/// Two hundred ids to a call.
#[test]
fn many_ids_are_asked_for_in_a_few_calls() {
    let ids: Vec<String> = (0..450).map(|i| format!("sg-{i:04}")).collect();
    let on = On::every(
        "kafka:ListClustersV2",
        Behaviour::change(move |a| {
            let nodes = &mut a["clusterInfoList"][0]["provisioned"]["brokerNodeGroupInfo"];
            nodes["securityGroups"] = json!(ids);
        }),
    );
    let (fake, _) = with(FakeAws::of(warehouse::account()).on(on), &[]);
    let seen = fake.seen();
    let mut counts: Vec<usize> = seen
        .iter()
        .filter(|s| s.operation == "ec2:DescribeSecurityGroups")
        .map(|s| s.parameters.as_object().map_or(0, |p| p.keys().filter(|k| k.contains(".Value.")).count()))
        .collect();
    counts.sort_unstable();
    assert_eq!(counts, [50, 200, 200]);
}

/// A VPC whose tables are not shown belongs to another account: its ranges and routes are open.
#[test]
fn a_shared_vpc_leaves_the_routes_open() {
    let on = On::every("ec2:DescribeRouteTables", Behaviour::change(|a| a["routeTableSet"] = json!([])));
    let (_, run) = with(FakeAws::of(warehouse::account()).on(on), &[]);
    let why = "NotCollected { what: \"route tables of a VPC of another account\" }";
    assert_eq!(fact(&run, "vpc", "vpc-0streaming", "cidrs"), format!("unknown: {why}"));
    let tables = fact(&run, "vpc", "vpc-0streaming", "route_tables");
    assert!(tables.contains(why), "{tables}");
    assert!(run.gaps().contains(&format!("{DUBLIN} ec2:DescribeRouteTables: {why}")), "{:#?}", run.gaps());
}

/// Operations of the services without a generated client, a kind whose resources they list, and what a refusal is called.
const DIRECT: [(&str, &str, &str); 8] = [
    ("redshift:DescribeClusters", "redshift_cluster", "AccessDenied"),
    ("redshift-serverless:ListWorkgroups", "redshift_workgroup", "AccessDeniedException"),
    ("redshift-serverless:ListNamespaces", "redshift_namespace", "AccessDeniedException"),
    ("lambda:ListEventSourceMappings", "lambda_mapping", "AccessDeniedException"),
    ("ec2:DescribeSecurityGroups", "security_group", "UnauthorizedOperation"),
    ("ec2:DescribeSubnets", "subnet", "UnauthorizedOperation"),
    ("ec2:DescribeRouteTables", "route_table", "UnauthorizedOperation"),
    ("redshift:DescribeClusterSubnetGroups", "redshift_cluster", "AccessDenied"),
];

fn of_operation(run: &Collected, operation: &str) -> Vec<String> {
    run.gaps().into_iter().filter(|g| g.contains(operation) && !g.contains("by design")).collect()
}

#[test]
fn refusals_are_final_and_named() {
    for (operation, kind, code) in DIRECT {
        let on = On::every(operation, Behaviour::Deny(Denied::ServiceControlPolicy));
        let (fake, run) = with(FakeAws::of(warehouse::account()).on(on), &[]);
        let gap = format!("{DUBLIN} {operation}: denied {operation} {code} ServiceControlPolicy");
        assert!(of_operation(&run, operation).contains(&gap), "{:#?}", run.gaps());
        assert_eq!(run.code, 3, "{operation}");
        assert_eq!(fake.seen().iter().filter(|s| s.operation == operation).count(), 1, "{operation}");
        if operation != "redshift:DescribeClusterSubnetGroups" {
            assert_eq!(run.names(DUBLIN, kind), Vec::<&str>::new(), "{operation}");
        }
        assert_eq!(run.names(DUBLIN, "msk_cluster"), ["orders"], "{operation}");
    }
}

#[test]
fn throttling_and_faults_are_waited_out() {
    for behaviour in [Behaviour::Throttle, Behaviour::Unavailable, Behaviour::NoAnswer, Behaviour::CutMidBody]
    {
        let setup = DIRECT.iter().fold(FakeAws::of(warehouse::account()), |setup, (operation, ..)| {
            setup.on(On::every(operation, behaviour.clone()).times(2))
        });
        let (fake, run) = with(setup, &[]);
        for (operation, kind, _) in DIRECT {
            assert_eq!(of_operation(&run, operation), Vec::<String>::new(), "{operation} {behaviour:?}");
            assert!(!run.names(DUBLIN, kind).is_empty(), "{operation} {behaviour:?}");
            let attempts = fake.seen().iter().filter(|s| s.operation == operation).count();
            assert_eq!(attempts, 3, "{operation} {behaviour:?}");
        }
    }
}

/// Neither HTML nor another service's answer, nor one without its list, is an empty list.
#[test]
fn answers_that_are_none_are_malformed() {
    for (operation, kind, _) in DIRECT {
        let on = On::every(operation, Behaviour::Garbage);
        let (_, run) = with(FakeAws::of(warehouse::account()).on(on), &[]);
        let gap = format!("{DUBLIN} {operation}: malformed {operation} the answer cannot be read");
        assert!(of_operation(&run, operation).contains(&gap), "{:#?}", run.gaps());
        if operation != "redshift:DescribeClusterSubnetGroups" {
            assert_eq!(run.names(DUBLIN, kind), Vec::<&str>::new());
        }
    }
    for (operation, list, detail) in [
        ("redshift-serverless:ListWorkgroups", "workgroups", "the answer lacks its list"),
        ("lambda:ListEventSourceMappings", "EventSourceMappings", "the answer lacks its list"),
        ("ec2:DescribeSubnets", "subnetSet", "the answer cannot be read"),
    ] {
        let without = Behaviour::change(move |a| drop(a.as_object_mut().map(|a| a.remove(list))));
        let (_, run) = with(FakeAws::of(warehouse::account()).on(On::every(operation, without)), &[]);
        let gap = format!("{DUBLIN} {operation}: malformed {operation} {detail}");
        assert_eq!(of_operation(&run, operation), [gap]);
    }
}

/// A value of another type than the model's makes the answer unreadable; one that is missing leaves its fact open.
#[test]
fn values_that_cannot_be_read() {
    let clusters = "redshift:DescribeClusters";
    let perhaps = Behaviour::change(|a| a["Clusters"][0]["EnhancedVpcRouting"] = json!("perhaps"));
    let (_, run) = with(FakeAws::of(warehouse::account()).on(On::every(clusters, perhaps)), &[]);
    let gap = format!("{DUBLIN} {clusters}: malformed {clusters} the answer cannot be read");
    assert_eq!(of_operation(&run, clusters), [gap]);
    let missing =
        Behaviour::change(|a| drop(a["Clusters"][0].as_object_mut().map(|c| c.remove("EnhancedVpcRouting"))));
    let (_, run) = with(FakeAws::of(warehouse::account()).on(On::every(clusters, missing)), &[]);
    let why = format!("malformed {clusters} the answer lacks enhanced_vpc_routing");
    assert_eq!(
        fact(&run, "redshift_cluster", "warehouse", "enhanced_vpc_routing"),
        format!("unknown: {why}")
    );
    assert_eq!(run.code, 3);
    let nameless =
        Behaviour::change(|a| drop(a["EventSourceMappings"][0].as_object_mut().map(|m| m.remove("UUID"))));
    let mappings = "lambda:ListEventSourceMappings";
    let (_, run) = with(FakeAws::of(warehouse::account()).on(On::every(mappings, nameless)), &[]);
    assert_eq!(
        of_operation(&run, mappings),
        [format!("{DUBLIN} {mappings}: malformed {mappings} a mapping without UUID")]
    );
    assert_eq!(run.names(DUBLIN, "lambda_mapping").len(), 1);
}

#[test]
fn listings_go_over_all_pages() {
    let (whole_fake, whole) = with(FakeAws::of(warehouse::account()), &["--redshift-sql"]);
    let (fake, cut) = with(FakeAws::of(warehouse::account()).page_size(1), &["--redshift-sql"]);
    let body = |run: &Collected| run.text.split_once('\n').map(|(_, rest)| rest.to_owned());
    assert_eq!(body(&whole), body(&cut));
    for operation in [
        "lambda:ListEventSourceMappings",
        "ec2:DescribeSubnets",
        "ec2:DescribeRouteTables",
        "redshift-data:ListDatabases",
    ] {
        let pages = |fake: &FakeAws| fake.seen().iter().filter(|s| s.operation == operation).count();
        assert!(pages(&fake) > pages(&whole_fake), "{operation}");
    }
    let endless = On::every("ec2:DescribeRouteTables", Behaviour::RepeatToken);
    let (_, run) = with(FakeAws::of(warehouse::account()).page_size(1).on(endless), &[]);
    let gap = "truncated ec2:DescribeRouteTables the listing repeats itself";
    assert_eq!(
        of_operation(&run, "ec2:DescribeRouteTables"),
        [format!("{DUBLIN} ec2:DescribeRouteTables: {gap}")]
    );
}

/// As the generated clients: each service may have an endpoint of its own.
#[test]
fn endpoints_of_single_services() {
    let main = FakeAws::of(Account::empty("111122223333")).start();
    let lambda = FakeAws::of(warehouse::account()).start();
    let run = Collect::to(None)
        .regions(&[DUBLIN])
        .env("AWS_ENDPOINT_URL", &main.url())
        .env("AWS_ENDPOINT_URL_LAMBDA", &lambda.url())
        .run();
    assert_eq!(run.names(DUBLIN, "lambda_mapping").len(), 2);
    assert!(lambda.seen().iter().all(|s| s.operation.starts_with("lambda:")), "{:#?}", lambda.seen());
    assert!(main.seen().iter().all(|s| !s.operation.starts_with("lambda:")));
}
