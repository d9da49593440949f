//! Who may use keys: their policies and grants, read only where external schemas are.

use super::DUBLIN;
use super::redshift::with;
use crate::fake_aws::{Account, Behaviour, Denied, FakeAws, On};
use serde_json::json;

const KEY: &str = "5c1a0000-1111-4222-8333-000000000001";
const GRANTS: &str = "kms:ListGrants";

fn account() -> Account {
    let mut account = Account::recorded("demo");
    let grant = |id: &str, grantee: &str, operations: &[&str]| json!({"KeyId": KEY, "GrantId": id, "GranteePrincipal": grantee, "Operations": operations});
    let mut bound = grant("2", "arn:aws:iam::111122223333:role/loader", &["Decrypt", "DescribeKey"]);
    bound["Constraints"] = json!({"EncryptionContextSubset": {"hunter2": "hunter2"}});
    let grants = [
        grant("1", "arn:aws:iam::111122223333:role/streaming", &["Decrypt"]),
        bound,
        grant("3", "kafka.amazonaws.com", &["GenerateDataKey"]),
    ];
    account.answer_for(DUBLIN, GRANTS, KEY, json!({"Grants": grants, "Truncated": false}));
    account
}

#[test]
fn grants_of_all_pages_without_what_constrains_them() {
    let (fake, run) = with(FakeAws::of(account()).page_size(2), &["--redshift-sql"]);
    assert_eq!(
        run.fact(DUBLIN, "kms_key", KEY, "grants"),
        format!(
            "[{{grantee=arn:aws:iam::111122223333:role/streaming operations=[Decrypt] constrained=false}}, \
             {{grantee=arn:aws:iam::111122223333:role/loader operations=[Decrypt, DescribeKey] constrained=true}}, \
             {{grantee=kafka.amazonaws.com operations=[GenerateDataKey] constrained=false}}] @{GRANTS}"
        )
    );
    let pages =
        fake.seen().iter().filter(|s| s.operation == GRANTS && s.target.as_deref() == Some(KEY)).count();
    assert_eq!(pages, 2);
    assert!(!run.text.contains("hunter2") && !run.stderr.contains("hunter2"));
    let aws_managed = run.fact(DUBLIN, "kms_key", "aa5e0000-1111-4222-8333-000000000001", "grants");
    assert!(aws_managed.starts_with("absent"), "{aws_managed}");
}

#[test]
fn nobody_asks_who_may_use_keys_without_external_schemas() {
    let (fake, run) = with(FakeAws::of(account()), &[]);
    for (field, what) in
        [("policy", "key policies (--redshift-sql)"), ("grants", "grants of keys (--redshift-sql)")]
    {
        let fact = run.fact(DUBLIN, "kms_key", KEY, field);
        assert_eq!(fact, format!("unknown: NotCollected {{ what: {what:?} }}"));
    }
    assert!(!fake.seen().iter().any(|s| [GRANTS, "kms:GetKeyPolicy"].contains(&&*s.operation)));
}

#[test]
fn grants_that_may_not_be_listed_or_only_in_part() {
    let denied = On::every(GRANTS, Behaviour::Deny(Denied::IdentityPolicyImplicit)).target(KEY);
    let (_, run) = with(FakeAws::of(account()).on(denied), &["--redshift-sql"]);
    let gap = format!("{DUBLIN} {GRANTS} {KEY}: denied {GRANTS} AccessDeniedException IdentityPolicy");
    assert!(run.gaps().contains(&gap), "{:#?}", run.gaps());
    assert_eq!(
        run.fact(DUBLIN, "kms_key", KEY, "grants"),
        format!("unknown: denied {GRANTS} AccessDeniedException IdentityPolicy")
    );
    let second = On::every(GRANTS, Behaviour::Deny(Denied::IdentityPolicyImplicit)).target(KEY).page(2);
    let (_, run) = with(FakeAws::of(account()).page_size(2).on(second), &["--redshift-sql"]);
    let grants = run.fact(DUBLIN, "kms_key", KEY, "grants");
    assert!(grants.contains("role/loader") && grants.contains("... denied"), "{grants}");
    let without =
        On::every(GRANTS, Behaviour::change(|a| drop(a["Grants"][0]["GranteePrincipal"].take()))).target(KEY);
    let (_, run) = with(FakeAws::of(account()).on(without), &["--redshift-sql"]);
    let grants = run.fact(DUBLIN, "kms_key", KEY, "grants");
    assert!(grants.contains("grantee=unknown"), "{grants}");
}
