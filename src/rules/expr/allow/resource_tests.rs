//! What policies of resources and grants add, and what hiding or adding some can do to it.

use super::super::check::{Scope, check};
use super::super::eval::{Env, Silent};
use super::super::parse::parse;
use super::tests::{READ, SECRET, hide, policy, role, statement};
use crate::inventory::kinds::{iam_role, kms_key, secret};
use crate::inventory::policy::statements;
use crate::inventory::{Fact, List, Resource, Scope as UnitScope, Unit, Value};
use proptest::prelude::*;
use std::collections::BTreeMap;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const FOREIGN: &str = "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const PRINCIPALS: &[&str] = &[
    "*",
    "111122223333",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::111122223333:role/app",
    "arn:aws:iam::111122223333:role/other",
    "arn:aws:iam::444455556666:role/app",
    "arn:aws:sts::111122223333:assumed-role/app/session",
    "arn:aws:iam::111122223333:user/app",
    "AROA1234567890EXAMPLE",
];

/// What a policy of a resource says: a statement with principals.
fn resource_statement() -> impl Strategy<Value = serde_json::Value> {
    let who = (prop::collection::vec(prop::sample::select(PRINCIPALS), 1..3), prop::bool::weighted(0.1));
    (statement(), who).prop_map(|(mut s, (who, not))| {
        s[if not { "NotPrincipal" } else { "Principal" }] = serde_json::json!({ "AWS": who });
        s
    })
}

/// The role's schema with a secret under a key; `grants`: grantee, operation, constrained.
fn household(
    role: Resource,
    policies: [Option<&str>; 2],
    key: &str,
    grants: &[(&str, &str, bool)],
) -> [Resource; 4] {
    use crate::inventory::Record;
    use crate::inventory::kinds::{external_schema as e, kms_key as k, secret as s};
    let mut schema = Resource::new(&e::KIND, "cluster:a/dev/orders");
    let o = schema.api("redshift-data:ExecuteStatement");
    schema.link(e::role, &*role.id, o);
    schema.link(e::secret, SECRET, o);
    let mut secret = Resource::new(&s::KIND, SECRET);
    let o = secret.api("secretsmanager:GetResourcePolicy");
    secret.bool(s::exists, true, o);
    secret.link(s::kms_key, key, o);
    let mut of_key = Resource::new(&k::KIND, key);
    let o = of_key.api("kms:GetKeyPolicy");
    for (r, field, policy) in [(&mut secret, s::policy, policies[0]), (&mut of_key, k::policy, policies[1])] {
        match policy {
            Some(text) => r.list(field, statements(text, o, &|t| Value::text(t)).expect("a policy"), o),
            None => r.absent(field, o),
        }
    }
    let grant = |(grantee, operation, constrained): &(&str, &str, bool)| {
        let operations = List { items: vec![Fact::Known(Value::text(*operation), o)], more: None };
        Record::new(&k::grant::RECORD)
            .text(k::grant::grantee, *grantee, o)
            .known(k::grant::operations, Value::List(Box::new(operations)), o)
            .known(k::grant::constrained, Value::Bool(*constrained), o)
            .into_value()
    };
    of_key.list(k::grants, grants.iter().map(grant).collect::<Vec<_>>(), o);
    [schema, role, secret, of_key]
}

const MAY_READ: &str = "has(schema.role) && has(schema.secret) \
    && permitted(schema.role, 'secretsmanager:GetSecretValue', schema.secret)";
const MAY_DECRYPT: &str = "has(schema.role) && has(schema.secret) && has(schema.secret.kms_key) \
    && permitted(schema.role, 'kms:Decrypt', schema.secret.kms_key)";

fn asked_of(resources: &[Resource; 4], text: &str) -> Option<bool> {
    use crate::inventory::kinds::external_schema;
    let unit = Unit::new(UnitScope::default(), resources.to_vec(), &[]);
    let parameters = BTreeMap::new();
    let scope = Scope { kind: &external_schema::KIND, each: None, parameters: &parameters, in_text: false };
    let checked =
        check(&parse(text).expect("it parses"), &scope, &[]).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    Env::new(&unit, &unit.of_kind(&external_schema::KIND)[0], 0, Silent).truth(&checked.expr).ok()
}

/// Hides facts of the role, the secret and the key.
fn hidden(resources: &[Resource; 4], dice: Vec<u8>) -> [Resource; 4] {
    let mut dice = dice.into_iter();
    let mut less = resources.clone();
    for (at, fields) in [
        (1, vec![iam_role::statements, iam_role::boundary, iam_role::boundary_statements]),
        (2, vec![secret::policy]),
        (3, vec![kms_key::policy, kms_key::grants]),
    ] {
        for field in fields {
            let mut fact = less[at].get(field).clone();
            hide(&mut fact, &mut dice);
            less[at].set(field, fact);
        }
    }
    less
}

proptest! {
    #[test]
    fn hiding_policies_of_resources_never_turns_one_answer_into_the_other(
        own in prop::collection::vec(statement(), 0..3),
        bound in prop::option::weighted(0.3, prop::collection::vec(statement(), 0..3)),
        secrets in prop::option::of(prop::collection::vec(resource_statement(), 0..3)),
        keys in prop::option::of(prop::collection::vec(resource_statement(), 0..3)),
        grants in prop::collection::vec(
            (prop::sample::select(PRINCIPALS), prop::sample::select(&["Decrypt", "Encrypt"][..]), any::<bool>()), 0..3),
        foreign in prop::bool::weighted(0.2),
        dice in prop::collection::vec(any::<u8>(), 0..90),
    ) {
        let role = role(&policy(&own), bound.as_deref().map(policy).as_deref());
        let [secrets, keys] = [secrets, keys].map(|s| s.as_deref().map(policy));
        let key = if foreign { FOREIGN } else { KEY };
        let whole = household(role, [secrets.as_deref(), keys.as_deref()], key, &grants);
        let less = hidden(&whole, dice);
        for text in [MAY_READ, MAY_DECRYPT] {
            let (before, after) = (asked_of(&whole, text), asked_of(&less, text));
            prop_assert!(after.is_none() || before == after, "{text}: {before:?} became {after:?}");
        }
    }

    #[test]
    fn a_denial_of_a_resource_never_widens_and_a_permission_never_narrows(
        own in prop::collection::vec(statement(), 0..3),
        theirs in prop::collection::vec(resource_statement(), 0..3),
        more in resource_statement(), at in 0usize..3,
    ) {
        let role = role(&policy(&own), None);
        let mut longer = theirs.clone();
        let denies = more["Effect"] == "Deny";
        longer.insert(at.min(theirs.len()), more);
        for text in [MAY_READ, MAY_DECRYPT] {
            let rank = |statements: &[serde_json::Value]| {
                let policy = policy(statements);
                let asked = asked_of(&household(role.clone(), [Some(&policy); 2], KEY, &[]), text);
                asked.map_or(1, |a| if a { 2 } else { 0 })
            };
            let (before, after) = (rank(&theirs), rank(&longer));
            prop_assert!(if denies { after <= before } else { after >= before }, "{text}: {before} became {after}");
        }
    }

    /// What is answered for sure is what IAM's rules, written out again over whole statements, come to.
    #[test]
    fn sure_answers_follow_the_documented_evaluation(
        own in prop::collection::vec(plain(false), 0..3),
        bound in prop::option::weighted(0.4, prop::collection::vec(plain(false), 0..3)),
        theirs in prop::option::of(prop::collection::vec(plain(true), 0..4)),
        foreign in any::<bool>(),
        of_key in any::<bool>(),
    ) {
        let role = role(&policy(&own), bound.as_deref().map(policy).as_deref());
        let text = theirs.as_deref().map(policy);
        let key = if foreign { FOREIGN } else { KEY };
        let policies = if of_key { [None, text.as_deref()] } else { [text.as_deref(), None] };
        let asked = asked_of(&household(role, policies, key, &[]), if of_key { MAY_DECRYPT } else { MAY_READ });
        let action = if of_key { "kms:Decrypt" } else { READ };
        let foreign = foreign && of_key;
        let default = vec![serde_json::json!({"Effect": "Allow", "Action": "*", "Principal": {"AWS":
            if foreign { "444455556666" } else { "111122223333" }}})];
        let theirs = theirs.unwrap_or(if of_key { default } else { Vec::new() });
        let about = |s: &&serde_json::Value, effect: &str| s["Effect"] == effect && (s["Action"] == "*" || s["Action"] == action);
        let says = |all: &[serde_json::Value], effect: &str| all.iter().any(|s| about(&s, effect));
        let to = |effect: &str, who: &[&str]| theirs.iter().any(|s| {
            about(&s, effect) && who.iter().any(|w| s["Principal"]["AWS"] == *w)
        });
        let (account, this) = (["111122223333", "arn:aws:iam::111122223333:root"], ["arn:aws:iam::111122223333:role/app"]);
        let all = [&account[..], &this, &["*"]].concat();
        let within = bound.as_deref().is_none_or(|b| says(b, "Allow"));
        let denied = says(&own, "Deny") || bound.as_deref().is_some_and(|b| says(b, "Deny")) || to("Deny", &all);
        let role_may = says(&own, "Allow") && within;
        let reached = if foreign {
            role_may && to("Allow", &all)
        } else {
            to("Allow", &["*"]) || to("Allow", &this) && within
                || role_may && (!of_key || to("Allow", &account))
        };
        prop_assert_eq!(asked, Some(reached && !denied));
    }
}

/// A statement about everything, without conditions, for one of the principals that are no matter of doubt.
fn plain(principals: bool) -> impl Strategy<Value = serde_json::Value> {
    let who: Vec<&str> = PRINCIPALS.iter().copied().filter(|p| !p.contains("assumed-role")).collect();
    let action = prop::sample::select(&["*", READ, "kms:Decrypt", "s3:GetObject"][..]);
    (prop::bool::weighted(0.25), action, prop::sample::select(who)).prop_map(move |(deny, action, who)| {
        let mut s = serde_json::json!({
            "Effect": if deny { "Deny" } else { "Allow" }, "Action": action, "Resource": "*",
        });
        if principals {
            s["Principal"] = serde_json::json!({ "AWS": who });
        }
        s
    })
}
