//! Examples become resources and units as documented.

use super::{changed, parse, shown};
use crate::inventory::kinds::{msk_cluster, secret};
use crate::inventory::schema::common;
use crate::inventory::{Fact, Piece, Value, Why, kinds};
use crate::rules::example;

#[test]
fn an_example_becomes_resources_as_documented() {
    let text = changed(
        "rotation_enabled = false",
        "rotation_enabled = true\nlast_rotated = \"2026-11-01T00:00:00Z\"\nplace = \"a/b.yaml:3:5\"\n\
         policy = [{ effect = \"Allow\", principals = [\"*\", { unknown = \"deferred x\" }], absent = [\"sid\"] }]",
    )
    .replacen(
        "scram_secrets = [\"arn",
        "name = { pattern = [\"o-\", { symbol = \"AWS::Region\" }, { hole = \"N\" }] }\nscram_secrets = { more = \"truncated kafka:ListScramSecrets\", items = [\"arn",
        1,
    )
    .replacen("AbCdEf\"]\n\n[[ex", "AbCdEf\"] }\n\n[[ex", 1);
    let rule = parse(&text).unwrap_or_else(|f| panic!("{}", shown(&f)));
    let unit = example::unit(&rule.examples[0]);
    assert_eq!((&*unit.scope.account, &*unit.scope.region), ("111122223333", "us-east-1"));
    let s = &unit.of_kind(&secret::KIND)[0];
    assert_eq!(s.known_text(common::NAME), Some("AmazonMSK_user"));
    assert_eq!(s.known_text(common::ARN), Some(&*s.id));
    assert_eq!(s.known_text(common::ACCOUNT), Some("111122223333"));
    assert_eq!(s.get(secret::last_rotated).known(), Some(&Value::Time(1_793_491_200)));
    assert!(matches!(s.get(secret::kms_key), Fact::Absent(_)));
    assert_eq!(s.get(secret::created), &Fact::Unknown(0), "not mentioned");
    let Fact::Unknown(why) = s.get(secret::versions) else { panic!("{:?}", s.get(secret::versions)) };
    assert!(
        matches!(s.why(*why), Why::Denied { operation, .. } if &**operation == "secretsmanager:ListSecretVersionIds")
    );
    let place = s.place.as_ref().expect("stated");
    assert_eq!((&*place.path, place.line, place.column), ("a/b.yaml", 3, 5));
    let Some(Value::List(policy)) = s.get(secret::policy).known() else { panic!("a policy") };
    let Fact::Known(Value::Record(statement), _) = &policy.items[0] else { panic!("a statement") };
    assert!(matches!(statement[0], Fact::Absent(_)), "sid");
    let Some(Value::List(principals)) = statement[2].known() else { panic!("principals") };
    assert!(matches!(&principals.items[..], [Fact::Known(..), Fact::Unknown(_)]));
    assert_eq!(statement[4], Fact::Unknown(0), "actions are not mentioned");
    let Some(Value::List(clusters)) = s.get(secret::clusters).known() else { panic!("a back link") };
    assert_eq!(clusters.items.len(), 1);
    assert!(clusters.more.is_some(), "the cluster's own list was cut short");

    let c = &unit.of_kind(&msk_cluster::KIND)[0];
    assert!(matches!(c.get(msk_cluster::state), Fact::Absent(_)), "judged unless the example says otherwise");
    let Some(Value::Pattern(name)) = c.get(common::NAME).known() else { panic!("a pattern") };
    assert!(matches!(&name[..], [Piece::Lit(_), Piece::Symbol(_), Piece::Hole(_)]));
    // The other examples' listings are whole.
    let whole = example::unit(&rule.examples[1]);
    let Some(Value::List(clusters)) = whole.of_kind(&secret::KIND)[0].get(secret::clusters).known() else {
        panic!("a back link")
    };
    assert!(clusters.more.is_none());
}

#[test]
fn names_come_from_the_arns_that_carry_them() {
    let cases = [
        ("msk_cluster", "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0f1e-5", Some("orders")),
        ("connector", "arn:aws:kafkaconnect:eu-west-1:111122223333:connector/sink/0f1e-5", Some("sink")),
        ("replication_group", "arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:rg", Some("rg")),
        ("elasticache_user", "arn:aws:elasticache:eu-west-1:111122223333:user:app", Some("app")),
        ("iam_role", "arn:aws:iam::111122223333:role/service/reader", Some("reader")),
        ("msk_replicator", "arn:aws:kafka:eu-west-1:111122223333:replicator/dr/0f1e-5", Some("dr")),
        ("lambda_mapping", "arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:0f1e", None),
        ("kms_key", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd", None),
        ("secret", "AmazonMSK_user", None),
    ];
    for (kind, id, name) in cases {
        let text = changed(
            "{ kind = \"secret\", id = \"prod/db\"",
            &format!("{{ kind = \"{kind}\", id = \"{id}\" }}, {{ kind = \"secret\", id = \"prod/db\""),
        );
        let rule = parse(&text).unwrap_or_else(|f| panic!("{}", shown(&f)));
        let r = rule.examples[3].resources.iter().find(|r| &*r.id == id).expect("the resource");
        assert_eq!(r.known_text(common::NAME), name, "{id}");
    }
}

#[test]
fn members_of_an_example_are_no_fields_and_states_may_be_absent() {
    for kind in kinds::KINDS {
        for member in example::MEMBERS {
            assert!(kind.field(member).is_none(), "{}.{member} cannot be stated in an example", kind.name);
        }
        if let Some((state, _)) = kind.not_judged {
            let (_, def) = kind.field(state).expect("the field is there");
            assert!(def.optional, "{}.{state} is absent in examples", kind.name);
        }
    }
}
