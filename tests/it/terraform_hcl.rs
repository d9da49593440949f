//! HCL source against the plans that Terraform made of it, and against its traps.

use crate::terraform::{every_field_is_stated, hcl, plan, unit};
use tidegate::inventory::{Fact, Piece, Resource, Value};

/// The two sides' facts do not contradict each other: equal, or not known on one side.
fn agree(hcl: (&Fact, &Resource), plan: (&Fact, &Resource)) -> Result<(), String> {
    let contradict = || Err(format!("{:?} in the source, {:?} in the plan", hcl.0, plan.0));
    match (hcl.0, plan.0) {
        (Fact::Unknown(_), _) | (_, Fact::Unknown(_)) => Ok(()),
        (Fact::Absent(_), Fact::Absent(_)) => Ok(()),
        (Fact::Known(a, _), Fact::Known(b, _)) => match (a, b) {
            (Value::List(a), Value::List(b)) => {
                if a.more.is_none() && b.more.is_none() && a.items.len() != b.items.len() {
                    return contradict();
                }
                a.items.iter().zip(&b.items).try_for_each(|(x, y)| agree((x, hcl.1), (y, plan.1)))
            }
            (Value::Record(a), Value::Record(b)) => {
                a.iter().zip(b).try_for_each(|(x, y)| agree((x, hcl.1), (y, plan.1)))
            }
            (Value::Link(a), Value::Link(b)) if a.id == b.id => Ok(()),
            (Value::Pattern(p), Value::Text(t)) | (Value::Text(t), Value::Pattern(p)) => match p.first() {
                Some(Piece::Lit(l)) if !t.starts_with(&**l) => contradict(),
                _ => Ok(()),
            },
            (Value::Pattern(_), Value::Pattern(_)) => Ok(()),
            (a, b) if a == b => Ok(()),
            _ => contradict(),
        },
        _ => contradict(),
    }
}

/// Compares everything and tells how many facts were known on both sides.
#[track_caller]
fn compare(dir: &str, variables: &[(&str, &str)]) -> usize {
    let (source, planned) = (hcl(dir, variables), plan(&format!("{dir}/plan.json")));
    assert!(source.coverage.iter().all(|c| c.complete()), "{:?}", source.coverage);
    let ids = |r: &[Resource]| r.iter().map(|r| r.id.to_string()).collect::<Vec<_>>();
    let (a, b) = (unit(&source).resources(), unit(&planned).resources());
    assert_eq!(ids(a), ids(b), "the same instances");
    let mut both = 0;
    for (a, b) in a.iter().zip(b) {
        for (ix, field) in a.kind.fields.iter().enumerate() {
            let (x, y) = (a.get(ix as u16), b.get(ix as u16));
            agree((x, a), (y, b)).unwrap_or_else(|e| panic!("{}.{}: {e}\n{:?}", a.id, field.name, a.whys()));
            both += usize::from(!matches!((x, y), (Fact::Unknown(_), _) | (_, Fact::Unknown(_))));
        }
    }
    every_field_is_stated(&source);
    both
}

#[test]
fn the_source_never_contradicts_the_plan() {
    for (dir, variables) in [("scram", &[][..]), ("modules", &[("env", "dev")]), ("connect", &[])] {
        let both = compare(dir, variables);
        println!("{dir}: {both}");
        assert!(both > 40, "{dir}: {both} facts known on both sides");
    }
}
