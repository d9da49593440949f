//! What policies allow, statement by statement, and what hiding or adding statements can do to it.

use super::super::check::{Scope, check};
use super::super::eval::{Env, Silent};
use super::super::parse::parse;
use super::*;
use crate::inventory::kinds::policy::statement;
use crate::inventory::policy::statements;
use crate::inventory::{List, Piece, Scope as UnitScope, Unit, Value, Why};
use proptest::prelude::*;
use std::collections::BTreeMap;

pub(super) const SECRET: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_app-AbCdEf";

pub(super) fn role(policy: &str, boundary: Option<&str>) -> Resource {
    let mut r = Resource::new(&iam_role::KIND, "arn:aws:iam::111122223333:role/app");
    let o = r.api("iam:GetRolePolicy");
    let read = |text: &str| statements(text, o, &|t| Value::text(t)).expect("a policy");
    r.list(iam_role::statements, read(policy), o);
    match boundary {
        None => [iam_role::boundary, iam_role::boundary_statements].into_iter().for_each(|f| r.absent(f, o)),
        Some(text) => {
            r.text(iam_role::boundary, "arn:aws:iam::111122223333:policy/bound", o);
            r.list(iam_role::boundary_statements, read(text), o);
        }
    }
    r
}

fn asked(role: &Resource, call: &str) -> Option<bool> {
    let unit = Unit::new(UnitScope::default(), vec![role.clone()], &[]);
    let parameters = BTreeMap::new();
    let scope = Scope { kind: &iam_role::KIND, each: None, parameters: &parameters, in_text: false };
    let ast = parse(call).expect("it parses");
    let checked = check(&ast, &scope, &[]).unwrap_or_else(|e| panic!("{call}: {e:?}"));
    Env::new(&unit, &unit.resources()[0], 0, Silent).truth(&checked.expr).ok()
}

fn allowed(statements: &str, action: &str, arn: &str) -> Option<bool> {
    let policy = format!("{{\"Statement\":[{statements}]}}");
    asked(&role(&policy, None), &format!("allows(role, '{action}', '{arn}')"))
}

fn allow(action: &str, resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}"#)
}

pub(super) const READ: &str = "secretsmanager:GetSecretValue";

#[test]
fn a_statement_allows_what_its_patterns_hold_for() {
    for (action, resource, expected) in [
        (READ, SECRET, Some(true)),
        ("secretsmanager:getsecretvalue", "*", Some(true)),
        ("SecretsManager:Get*", "arn:aws:secretsmanager:*:*:secret:AmazonMSK_*", Some(true)),
        ("*", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_app-??????", Some(true)),
        ("secretsmanager:*", "arn:aws:secretsmanager", Some(true)),
        ("secretsmanager:GetSecretValu?", "arn:*:secretsmanager:eu-*:1111*:secret:*", Some(true)),
        ("secretsmanager:Describe*", "*", Some(false)),
        ("kms:*", "*", Some(false)),
        (READ, "arn:aws-cn:secretsmanager:*:*:secret:*", Some(false)),
        (READ, "arn:aws:secretsmanager:eu-west-1:111122223333:secret:amazonmsk_app-AbCdEf", Some(false)),
        (READ, "arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_app", Some(false)),
        (READ, "arn:aws:secretsmanager:eu-west-2:*:secret:*", Some(false)),
        (READ, "arn:aws:kms:*", Some(false)),
        // Whether the star reaches over the account is not documented.
        (READ, "arn:aws:secretsmanager:*:secret:AmazonMSK_*", None),
        (READ, "arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:AmazonMSK_*", None),
        (READ, "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}_*", None),
        (READ, "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*", Some(false)),
        (READ, "arn:aws:kms:*:${aws:PrincipalAccount}:key/*", Some(false)),
    ] {
        assert_eq!(allowed(&allow(action, resource), READ, SECRET), expected, "{action} on {resource}");
    }
    assert_eq!(allowed("", READ, SECRET), Some(false), "nothing is allowed unless somebody says so");
    let china = "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:AmazonMSK_app-AbCdEf";
    assert_eq!(allowed(&allow(READ, "arn:aws-cn:secretsmanager:*:*:secret:*"), READ, china), Some(true));
    assert_eq!(allowed(&allow(READ, "arn:aws:s3:::a${*}b"), READ, "arn:aws:s3:::a*b"), Some(true));
    assert_eq!(allowed(&allow(READ, "arn:aws:s3:::a${*}b"), READ, "arn:aws:s3:::aXb"), Some(false));
}

/// Whether a request with a partial ARN is held against it or the whole one is not documented.
#[test]
fn an_arn_of_a_secret_that_may_lack_its_end_decides_when_both_readings_agree() {
    let partial = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mtls";
    let word = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mtls-client";
    for (resource, arn, expected) in [
        ("*".to_owned(), partial, Some(true)),
        ("arn:aws:secretsmanager:eu-west-1:*:secret:mtls*".to_owned(), partial, Some(true)),
        (format!("{partial}-*"), partial, None),
        (format!("{partial}-??????"), partial, None),
        (partial.to_owned(), partial, None),
        ("arn:aws:secretsmanager:eu-west-1:111122223333:secret:other*".to_owned(), partial, Some(false)),
        (format!("{word}*"), word, Some(true)),
        (format!("{word}-*"), word, None),
        (word.to_owned(), word, None),
        (format!("{partial}-*"), word, Some(true)),
        (SECRET.to_owned(), SECRET, Some(true)),
        (format!("{SECRET}-*"), SECRET, Some(false)),
    ] {
        assert_eq!(allowed(&allow(READ, &resource), READ, arn), expected, "{resource} for {arn}");
    }
}

#[test]
fn a_denial_has_the_last_word() {
    let all = allow("*", "*");
    let with = |deny: &str| allowed(&format!("{all},{deny}"), READ, SECRET);
    assert_eq!(with(r#"{"Effect":"Deny","Action":"secretsmanager:*","Resource":"*"}"#), Some(false));
    assert_eq!(with(r#"{"Effect":"Deny","Action":"secretsmanager:Put*","Resource":"*"}"#), Some(true));
    assert_eq!(with(r#"{"Effect":"Deny","NotAction":"kms:*","Resource":"*"}"#), Some(false));
    assert_eq!(
        with(r#"{"Effect":"Deny","NotAction":["kms:*","secretsmanager:Get*"],"Resource":"*"}"#),
        Some(true)
    );
    let but = |arn: &str| with(&format!(r#"{{"Effect":"Deny","Action":"*","NotResource":"{arn}"}}"#));
    assert_eq!(but(SECRET), Some(true));
    assert_eq!(but("arn:aws:s3:::*"), Some(false));
    let plain = r#""Condition":{"Bool":{"aws:SecureTransport":"false"}}"#;
    let without_tls = with(&format!(r#"{{"Effect":"Deny","Action":"*","Resource":"*",{plain}}}"#));
    assert_eq!(without_tls, Some(true), "no request is without TLS");
    let when = r#""Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}"#;
    assert_eq!(with(&format!(r#"{{"Effect":"Deny","Action":"*","Resource":"*",{when}}}"#)), None);
    assert_eq!(with(&format!(r#"{{"Effect":"Deny","Action":"s3:*","Resource":"*",{when}}}"#)), Some(true));
}

#[test]
fn a_condition_and_a_boundary_may_take_away_and_never_give() {
    let conditional = r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/a":"b"}}}"#;
    assert_eq!(allowed(conditional, READ, SECRET), None);
    assert_eq!(allowed(&format!("{conditional},{}", allow("*", "*")), READ, SECRET), Some(true));
    let bound = |own: &str, boundary: &str| {
        let text = |s: &str| format!("{{\"Statement\":[{s}]}}");
        asked(&role(&text(own), Some(&text(boundary))), &format!("allows(role, '{READ}', '{SECRET}')"))
    };
    let all = allow("*", "*");
    assert_eq!(bound(&all, &all), Some(true));
    assert_eq!(bound(&all, &allow("s3:*", "*")), Some(false));
    assert_eq!(bound(&allow("s3:*", "*"), &all), Some(false));
    assert_eq!(bound(&all, conditional), None);
    assert_eq!(bound(&allow("s3:*", "*"), conditional), Some(false));
    let mut unread = role(&format!("{{\"Statement\":[{all}]}}"), Some("{\"Statement\":[]}"));
    unread.unknown(iam_role::boundary_statements, Why::NotStated);
    assert_eq!(asked(&unread, &format!("allows(role, '{READ}', '{SECRET}')")), None);
}

/// Of the role `arn:aws:iam::111122223333:role/app`, by TLS, through no other service.
#[test]
fn conditions_on_who_asks_and_by_what_are_decided() {
    for (condition, expected) in [
        (r#""Bool":{"aws:SecureTransport":"true"}"#, Some(true)),
        (r#""BoolIfExists":{"aws:securetransport":[true]}"#, Some(true)),
        (r#""Bool":{"aws:SecureTransport":"False"}"#, Some(false)),
        (r#""Bool":{"aws:SecureTransport":["true","false"]}"#, Some(true)),
        (r#""Bool":{"aws:SecureTransport":[]}"#, Some(false)),
        (r#""Bool":{"aws:ViaAWSService":"false"}"#, None),
        (r#""Null":{"aws:SecureTransport":"false"}"#, None),
        (r#""StringEquals":{"aws:PrincipalAccount":"111122223333"}"#, Some(true)),
        (r#""StringEquals":{"aws:PrincipalAccount":["444455556666","111122223333"]}"#, Some(true)),
        (r#""StringNotEquals":{"aws:PrincipalAccount":["444455556666","111122223333"]}"#, Some(false)),
        (r#""StringEquals":{"aws:PrincipalAccount":"1111*"}"#, Some(false)),
        (r#""StringLike":{"aws:PrincipalAccount":"1111*"}"#, Some(true)),
        (r#""StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}"#, None),
        (r#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}"#, Some(true)),
        (r#""ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/other*"}"#, Some(false)),
        (r#""ArnNotLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"}"#, Some(false)),
        (r#""ForAnyValue:StringEquals":{"aws:PrincipalAccount":"111122223333"}"#, None),
        (r#""StringEquals":{"kms:ViaService":"secretsmanager.eu-west-1.amazonaws.com"}"#, None),
        (r#""StringEquals":{"aws:SourceVpce":"vpce-1"}"#, None),
        // One that does not hold decides, whatever the others do.
        (r#""StringEquals":{"aws:SourceVpce":"vpce-1"},"Bool":{"aws:SecureTransport":"false"}"#, Some(false)),
        (r#""StringEquals":{"aws:SourceVpce":"vpce-1"},"Bool":{"aws:SecureTransport":"true"}"#, None),
    ] {
        let statement =
            format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{condition}}}}}"#);
        assert_eq!(allowed(&statement, READ, SECRET), expected, "{condition}");
    }
}

#[test]
fn policies_that_were_not_read_leave_it_open() {
    let mut r = role(r#"{"Statement":[]}"#, None);
    let cut = |r: &mut Resource| {
        let why = r.add_why(Why::NotStated);
        let Fact::Known(Value::List(list), o) = r.get(iam_role::statements).clone() else { panic!("a list") };
        r.known(iam_role::statements, Value::List(Box::new(List { more: Some(why), ..*list })), o);
    };
    let call = format!("allows(role, '{READ}', '{SECRET}')");
    assert_eq!(asked(&r, &call), Some(false));
    cut(&mut r);
    assert_eq!(asked(&r, &call), None, "another policy may allow it");
    let mut r = role(&format!("{{\"Statement\":[{}]}}", allow("*", "*")), None);
    cut(&mut r);
    assert_eq!(asked(&r, &call), None, "another policy may deny it");
    let deny = r#"{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    let mut r = role(deny, None);
    cut(&mut r);
    assert_eq!(asked(&r, &call), Some(false), "no other policy takes a denial back");
    r.unknown(iam_role::statements, Why::NotStated);
    assert_eq!(asked(&r, &call), None);
}

#[test]
fn every_resource_is_one_that_no_policy_names() {
    let every = |resource: &str| {
        let policy = format!("{{\"Statement\":[{}]}}", allow(READ, resource));
        asked(&role(&policy, None), &format!("allowsEvery(role, '{READ}', '{SECRET}')"))
    };
    for all in ["*", "arn:aws:secretsmanager:*", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*"] {
        assert_eq!(every(all), Some(true), "{all}");
    }
    let home = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:";
    for some in ["AmazonMSK_*", "??????????", "*-AbCdEf", "AmazonMSK_app-AbCdEf", "*/*"] {
        assert_eq!(every(&format!("{home}{some}")), Some(false), "{some}");
    }
    assert_eq!(every("arn:aws:secretsmanager:eu-west-2:111122223333:secret:*"), Some(false));
    assert_eq!(every(&format!("{home}${{aws:PrincipalTag/team}}*")), None);
    let r = role(&format!("{{\"Statement\":[{}]}}", allow("*", "*")), None);
    assert_eq!(
        asked(&r, "allowsEvery(role, 'kms:Decrypt', 'no arn')"),
        Some(true),
        "everything is everything"
    );
    let r = role(&format!("{{\"Statement\":[{}]}}", allow("*", "arn:aws:*")), None);
    assert_eq!(asked(&r, "allowsEvery(role, 'kms:Decrypt', 'no arn')"), None);
}

/// A template's secret has no ARN yet: its kind, its home, its name and references to it are known.
#[test]
fn what_a_template_declares_is_found_in_its_policies() {
    use crate::inventory::kinds::{lambda_mapping as m, secret as s};
    use crate::inventory::{Origin, Record};
    let lit = |t: &str| Piece::Lit(t.into());
    let symbol = |t: &str| Piece::Symbol(t.into());
    let (partition, region) = (symbol("AWS::Partition"), symbol("AWS::Region"));
    let asked = |resource: Vec<Piece>, call: &str| {
        let mut secret = Resource::new(&s::KIND, "Secret");
        let o = secret.add_origin(Origin::Derived { from: "a template".into() });
        secret.known(s::region, Value::Pattern([symbol("AWS::Region")].into()), o);
        secret.known(s::account, Value::Pattern([symbol("AWS::AccountId")].into()), o);
        secret.text(s::name, "AmazonMSK_app", o);
        let mut mapping = Resource::new(&m::KIND, "Mapping");
        mapping.link(m::role, "arn:aws:iam::111122223333:role/app", o);
        let access = Record::new(&m::access::RECORD).known(m::access::secret, Value::link("Secret"), o);
        mapping.list(m::source_access, [access.into_value()], o);
        let mut role = role(&format!("{{\"Statement\":[{}]}}", allow(READ, "X")), None);
        let Fact::Known(Value::List(mut list), o) = role.get(iam_role::statements).clone() else {
            panic!("a list")
        };
        let Fact::Known(Value::Record(slots), _) = &mut list.items[0] else { panic!("a statement") };
        let items = vec![Fact::Known(Value::Pattern(resource.into()), o)];
        slots[usize::from(statement::resources)] =
            Fact::Known(Value::List(Box::new(List { items, more: None })), o);
        role.known(iam_role::statements, Value::List(list), o);
        let unit = Unit::new(
            UnitScope { input: crate::inventory::Input::Cloudformation, ..UnitScope::default() },
            vec![secret, mapping, role],
            &[],
        );
        let parameters = BTreeMap::new();
        let scope = Scope { kind: &m::KIND, each: None, parameters: &parameters, in_text: false };
        let text = format!(
            "mapping.source_access.exists(a, has(a.secret) && {call}(mapping.role, '{READ}', a.secret))"
        );
        let checked =
            check(&parse(&text).expect("it parses"), &scope, &[]).unwrap_or_else(|e| panic!("{e:?}"));
        Env::new(&unit, &unit.of_kind(&m::KIND)[0], 0, Silent).truth(&checked.expr).ok()
    };
    let home = |rest: &str| {
        vec![
            lit("arn:"),
            partition.clone(),
            lit(":secretsmanager:"),
            region.clone(),
            lit(":"),
            symbol("AWS::AccountId"),
            lit(&format!(":secret:{rest}")),
        ]
    };
    for (resource, one, every) in [
        (vec![symbol("Secret")], Some(true), Some(false)),
        (vec![symbol("Secret.Arn")], Some(true), Some(false)),
        (vec![symbol("Other")], None, None),
        (home("*"), Some(true), Some(true)),
        (home("AmazonMSK_*"), Some(true), Some(false)),
        (home("AmazonMSK_app-??????"), None, Some(false)),
        (home("AmazonMSK_other-*"), Some(false), Some(false)),
        (vec![lit("arn:aws:secretsmanager:*:*:secret:*")], None, None),
        (vec![lit("arn:*:secretsmanager:*:*:secret:*")], Some(true), Some(true)),
        (vec![lit("arn:aws:kms:*:*:key/*")], Some(false), Some(false)),
    ] {
        assert_eq!(asked(resource.clone(), "allows"), one, "{resource:?}");
        assert_eq!(asked(resource.clone(), "allowsEvery"), every, "every: {resource:?}");
    }
}

/// Patterns that make backtracking matchers take exponential time, and many of them.
#[test]
fn hostile_patterns_end() {
    let stars = "*a".repeat(2_000) + "b";
    let arn = format!("arn:aws:s3:::{}", "a".repeat(1_800));
    assert_eq!(allowed(&allow("*", &stars), READ, &arn), Some(false));
    let questions = format!("arn:aws:s3:::*{}b*", "?".repeat(1_000));
    assert_eq!(allowed(&allow("*", &questions), READ, &arn), Some(false));
    let many = vec![allow("*", &questions); 100].join(",");
    assert_eq!(allowed(&many, READ, &arn), None, "the budget ends before the statements do");
    let long = "a".repeat(glob::LONGEST + 1);
    assert_eq!(allowed(&allow("*", &format!("arn:aws:s3:::{long}")), READ, &arn), None, "past the limit");
}

const ACTIONS: &[&str] =
    &["*", READ, "secretsmanager:Get*", "secretsmanager:?etSecretValue", "kms:Decrypt", "kms:*"];
const RESOURCES: &[&str] = &[
    "*",
    SECRET,
    "arn:aws:secretsmanager:*",
    "arn:aws:secretsmanager:*:*:secret:AmazonMSK_*",
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:other",
    "arn:aws:kms:*:*:key/*",
    "arn:aws:secretsmanager:*:secret:*",
];

/// That cannot be decided, that hold, and that do not.
const CONDITIONS: &[&str] = &[
    r#"{"StringEquals":{"aws:SourceVpce":"vpce-1"}}"#,
    r#"{"Bool":{"aws:SecureTransport":"false"}}"#,
    r#"{"StringLike":{"aws:PrincipalAccount":["1*","2*"]}}"#,
    r#"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/a*"},"StringEquals":{"aws:SourceVpce":"vpce-1"}}"#,
];

prop_compose! {
    pub(super) fn statement()(
        deny in any::<bool>(), not_action in any::<bool>(), not_resource in any::<bool>(),
        condition in prop::option::weighted(0.3, prop::sample::select(CONDITIONS)),
        actions in prop::collection::vec(prop::sample::select(ACTIONS), 1..3),
        resources in prop::collection::vec(prop::sample::select(RESOURCES), 1..3),
    ) -> serde_json::Value {
        let mut s = serde_json::json!({
            "Effect": if deny { "Deny" } else { "Allow" },
            (if not_action { "NotAction" } else { "Action" }): actions,
            (if not_resource { "NotResource" } else { "Resource" }): resources,
        });
        if let Some(condition) = condition {
            s["Condition"] = serde_json::from_str(condition).expect("it is JSON");
        }
        s
    }
}

pub(super) fn policy(statements: &[serde_json::Value]) -> String {
    serde_json::json!({ "Statement": statements }).to_string()
}

/// Says less at the places that `dice` chooses.
pub(super) fn hide(fact: &mut Fact, dice: &mut impl Iterator<Item = u8>) {
    let roll = dice.next().unwrap_or(255);
    if roll < 12 {
        *fact = Fact::Unknown(0);
        return;
    }
    let Fact::Known(value, _) = fact else { return };
    match value {
        Value::Text(t) if roll < 40 && t.is_ascii() => {
            let at = usize::from(roll) % (t.len() + 1);
            let (lit, hole) = (|t: &str| Piece::Lit(t.into()), Piece::Hole("h".into()));
            let pieces = match roll % 3 {
                0 => vec![lit(&t[..at]), hole],
                1 => vec![hole, lit(&t[at..])],
                _ => vec![lit(&t[..at]), hole, lit(&t[(at + 3).min(t.len())..])],
            };
            *value = Value::Pattern(pieces.into());
        }
        Value::List(list) => {
            if roll < 24 {
                list.more = Some(0);
            }
            list.items.iter_mut().for_each(|f| hide(f, dice));
        }
        Value::Record(slots) => slots.iter_mut().for_each(|f| hide(f, dice)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn hiding_facts_never_turns_one_answer_into_the_other(
        own in prop::collection::vec(statement(), 0..4),
        bound in prop::option::of(prop::collection::vec(statement(), 0..3)),
        dice in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let whole = role(&policy(&own), bound.as_deref().map(policy).as_deref());
        let mut less = whole.clone();
        let mut dice = dice.into_iter();
        for field in [iam_role::statements, iam_role::boundary, iam_role::boundary_statements] {
            let mut fact = less.get(field).clone();
            hide(&mut fact, &mut dice);
            less.set(field, fact);
        }
        for call in ["allows", "allowsEvery"] {
            let call = format!("{call}(role, '{READ}', '{SECRET}')");
            let (before, after) = (asked(&whole, &call), asked(&less, &call));
            prop_assert!(after.is_none() || before == after, "{call}: {before:?} became {after:?}");
        }
    }

    #[test]
    fn a_denial_never_widens_and_a_permission_never_narrows(
        own in prop::collection::vec(statement(), 0..4), more in statement(), at in 0usize..4,
    ) {
        let call = format!("allows(role, '{READ}', '{SECRET}')");
        let mut longer = own.clone();
        let denies = more["Effect"] == "Deny";
        longer.insert(at.min(own.len()), more);
        let rank = |answer: Option<bool>| answer.map_or(1, |a| if a { 2 } else { 0 });
        let before = rank(asked(&role(&policy(&own), None), &call));
        let after = rank(asked(&role(&policy(&longer), None), &call));
        let right_way = if denies { after <= before } else { after >= before };
        prop_assert!(right_way, "{before} became {after}");
    }

    #[test]
    fn any_text_is_answered(pattern in "[a:*?${}\u{e9}/-]{0,40}", arn in "(arn:aws:)?[a:*/\u{e9}]{0,30}") {
        let quoted = arn.replace('\'', "");
        let text = serde_json::json!({"Statement": [
            {"Effect": "Allow", "Action": "*", "Resource": pattern},
            {"Effect": "Deny", "NotAction": "kms:*", "NotResource": pattern}]});
        let r = role(&text.to_string(), None);
        for call in ["allows", "allowsEvery"] {
            asked(&r, &format!("{call}(role, '{READ}', '{quoted}')"));
        }
    }
}
