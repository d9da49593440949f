//! Evaluation of where the traffic of subnets can go, as far as their default routes tell.

use super::compiled::Expr;
use super::eval::{Env, Trace};
use super::text::Text;
use super::value::{Cause, Truth, Val, and, or};
use crate::inventory::kinds::{route_table as table, subnet, vpc};
use crate::inventory::{List, Resource};

/// Destinations of default routes.
const EVERYWHERE: [&str; 2] = ["0.0.0.0/0", "::/0"];
/// What leads out of a VPC. Behind a transit gateway, a peering or an interface there may be a way.
const OUT: [&str; 3] = ["igw", "nat", "other"];

impl<'a, T: Trace<'a>> Env<'a, T> {
    /// Whether traffic of something in these subnets finds a way out of its VPC: when it does by all of their route
    /// tables, or not by any. Where the subnets do not decide, the VPC's tables do, when they all agree.
    pub(super) fn leads_out(&mut self, expr: &'a Expr, subnets: &'a Expr, tables: &'a Expr) -> Val<'a> {
        let mark = self.trace.mark();
        let list = self.eval(subnets);
        let by_subnets = self.agree(list, |env, item| env.subnet_leads_out(expr, item));
        let Err(cause) = by_subnets else { return by_subnets.map_or(Val::Absent, Val::Bool) };
        let list = self.eval(tables);
        let by_tables = self.agree(list, |env, item| env.table_leads_out(expr, item));
        match by_tables {
            Ok(out) => {
                self.trace.forget_unknowns(mark);
                Val::Bool(out)
            }
            Err(_) => Val::Unknown(self.undecided(expr, cause)),
        }
    }

    /// What holds of all items of a list; unknown when they differ, and of none.
    fn agree(&mut self, list: Val<'a>, holds: impl Fn(&mut Self, Val<'a>) -> Truth<'a>) -> Truth<'a> {
        let (list, owner) = match list {
            Val::List(list, owner) => (list, owner),
            Val::Unknown(cause) => return Err(cause),
            _ => return Err(Cause::NotStated),
        };
        let rest = list.more.map_or(Ok(true), |why| Err(Cause::Why(owner.why(why))));
        let (mut all, mut none) = (rest, rest);
        for fact in &list.items {
            let one = holds(self, Val::of(fact, owner, self.unit));
            (all, none) = (and(all, one), and(none, one.map(|holds| !holds)));
        }
        match (all, none) {
            _ if list.items.is_empty() => Err(rest.err().unwrap_or(Cause::NotStated)),
            (Ok(true), _) => Ok(true),
            (_, Ok(true)) => Ok(false),
            (Err(cause), _) | (_, Err(cause)) => Err(cause),
            _ => Err(Cause::Undecidable("which of the subnets: their routes differ")),
        }
    }

    /// By the table that is associated with the subnet by name, else by the main one of its VPC.
    fn subnet_leads_out(&mut self, expr: &'a Expr, item: Val<'a>) -> Truth<'a> {
        let r = of_kind(item, &subnet::KIND)?;
        let (own, whole) = self.list(expr, r, subnet::route_tables)?;
        // A subnet has one table by name: others that were not listed are not its own.
        if let [one] = &own.items[..] {
            return self.table_leads_out(expr, Val::of(one, r, self.unit));
        }
        if !own.items.is_empty() {
            return self.agree(Val::List(own, r), |env, item| env.table_leads_out(expr, item));
        }
        whole?;
        let home = of_kind(Val::of(r.get(subnet::vpc), r, self.unit), &vpc::KIND)?;
        let (tables, whole) = self.list(expr, home, vpc::route_tables)?;
        for fact in &tables.items {
            let item = Val::of(fact, home, self.unit);
            let t = of_kind(item, &table::KIND)?;
            match Val::of(t.get(table::main), t, self.unit) {
                Val::Bool(true) => return self.table_leads_out(expr, item),
                Val::Bool(false) | Val::Absent => {}
                Val::Unknown(cause) => return Err(cause),
                _ => return Err(Cause::NotStated),
            }
        }
        whole.and(Err(Cause::Undecidable("the main route table of the VPC")))
    }

    fn table_leads_out(&mut self, expr: &'a Expr, item: Val<'a>) -> Truth<'a> {
        let t = of_kind(item, &table::KIND)?;
        let (routes, whole) = self.list(expr, t, table::routes)?;
        let mut out = whole.map(|()| false);
        for fact in &routes.items {
            self.steps = self.steps.checked_sub(1).ok_or(Cause::Steps)?;
            let one = match Val::of(fact, t, self.unit) {
                Val::Record(slots, owner) => {
                    let value = |slot: u16| {
                        slots.get(usize::from(slot)).map_or(Val::Absent, |f| Val::of(f, owner, self.unit))
                    };
                    let gone = match value(table::route::state) {
                        Val::Absent => Ok(false),
                        state => one_of(state, &["blackhole"]),
                    };
                    let everywhere = one_of(value(table::route::destination), &EVERYWHERE);
                    let leads = and(everywhere, one_of(value(table::route::target_kind), &OUT));
                    and(leads, gone.map(|gone| !gone))
                }
                Val::Unknown(cause) => Err(cause),
                _ => Err(Cause::NotStated),
            };
            out = or(out, one);
        }
        out
    }

    /// A list of a resource, and why there may be more in it.
    fn list(
        &mut self,
        expr: &'a Expr,
        r: &'a Resource,
        field: u16,
    ) -> Result<(&'a List, Result<(), Cause<'a>>), Cause<'a>> {
        let fact = r.get(field);
        self.trace.read(expr, r, fact);
        match Val::of(fact, r, self.unit) {
            Val::List(list, owner) => {
                Ok((list, list.more.map_or(Ok(()), |why| Err(Cause::Why(owner.why(why))))))
            }
            Val::Unknown(cause) => Err(cause),
            _ => Err(Cause::NotStated),
        }
    }
}

fn of_kind<'a>(value: Val<'a>, kind: &'static crate::inventory::KindDef) -> Result<&'a Resource, Cause<'a>> {
    match value {
        Val::Resource(r) if *r.kind == *kind => Ok(r),
        Val::Elsewhere(id) => Err(Cause::NotCollected(id)),
        Val::Unknown(cause) => Err(cause),
        _ => Err(Cause::NotStated),
    }
}

fn one_of<'a>(value: Val<'a>, words: &[&'static str]) -> Truth<'a> {
    let text = value.text()?;
    let mut found = Ok(false);
    for word in words {
        found = or(found, text.equals(Text::Known(word)).ok_or(Cause::of_text(text)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::check::{Scope, check};
    use super::super::eval::Silent;
    use super::super::parse::parse;
    use super::*;
    use crate::inventory::kinds::redshift_workgroup as workgroup;
    use crate::inventory::{Coverage, Fact, Record, Scope as UnitScope, Unit, Value, Why};
    use std::collections::BTreeMap;

    const CALL: &str = "leadsOut(workgroup.subnets, workgroup.vpc.route_tables)";

    /// Destination, kind of target and state of a route.
    type Route = (&'static str, &'static str, &'static str);
    const NAT: Route = ("0.0.0.0/0", "nat", "active");
    const IPV6: Route = ("::/0", "igw", "active");
    const PEERING: Route = ("0.0.0.0/0", "other", "active");
    const LOCAL: Route = ("10.0.0.0/16", "local", "active");
    const GONE: Route = ("0.0.0.0/0", "nat", "blackhole");
    const ENDPOINT: Route = ("0.0.0.0/0", "endpoint", "active");

    fn links(r: &mut Resource, field: u16, ids: &[&str]) {
        let o = r.api("ec2:DescribeRouteTables");
        r.list(field, ids.iter().map(|id| Value::link(*id)), o);
    }

    fn route_table(id: &str, main: bool, subnets: &[&str], routes: &[Route]) -> Resource {
        let mut r = Resource::new(&table::KIND, id);
        let o = r.api("ec2:DescribeRouteTables");
        r.link(table::vpc, "vpc-1", o);
        r.bool(table::main, main, o);
        links(&mut r, table::subnets, subnets);
        let route = |(destination, kind, state): &Route| {
            Record::new(&table::route::RECORD)
                .text(table::route::destination, *destination, o)
                .text(table::route::target_kind, *kind, o)
                .text(table::route::state, *state, o)
                .into_value()
        };
        r.list(table::routes, routes.iter().map(route), o);
        r
    }

    /// The answer for a workgroup in these subnets (`None`: nobody may tell), with these tables.
    fn asked(subnets: Option<&[&str]>, tables: Vec<Resource>, listing: bool) -> Option<bool> {
        let mut r = Resource::new(&workgroup::KIND, "w");
        let o = r.api("redshift-serverless:ListWorkgroups");
        r.link(workgroup::vpc, "vpc-1", o);
        match subnets {
            Some(ids) => links(&mut r, workgroup::subnets, ids),
            None => r.unknown(workgroup::subnets, Why::NotStated),
        }
        let mut all = vec![r, Resource::new(&vpc::KIND, "vpc-1")];
        for id in ["subnet-a", "subnet-b"] {
            let mut r = Resource::new(&subnet::KIND, id);
            let o = r.api("ec2:DescribeSubnets");
            r.link(subnet::vpc, "vpc-1", o);
            all.push(r);
        }
        all.extend(tables);
        let scope = UnitScope { account: "1".into(), region: "r".into(), ..UnitScope::default() };
        let listed = [Coverage::new("1", "r", "ec2:DescribeRouteTables")];
        let unit = Unit::new(scope, all, if listing { &listed } else { &[] });
        let (kind, parameters) = (&workgroup::KIND, BTreeMap::new());
        let scope = Scope { kind, each: None, parameters: &parameters, in_text: false };
        let guards = ["workgroup.vpc".to_owned()];
        let checked = check(&parse(CALL).expect("it parses"), &scope, &guards).expect("it is well formed");
        Env::new(&unit, &unit.of_kind(kind)[0], 0, Silent).truth(&checked.expr).ok()
    }

    #[test]
    fn a_default_route_to_a_gateway_leads_out() {
        for (routes, out) in [
            (&[LOCAL, NAT][..], true),
            (&[IPV6], true),
            (&[PEERING], true),
            (&[LOCAL], false),
            (&[GONE], false),
            (&[ENDPOINT], false),
            (&[("10.0.0.0/8", "nat", "active")], false),
            (&[GONE, NAT], true),
        ] {
            let tables = vec![route_table("rtb-1", true, &[], routes)];
            assert_eq!(asked(Some(&["subnet-a"]), tables, true), Some(out), "{routes:?}");
        }
    }

    #[test]
    fn a_subnets_own_table_comes_before_the_main_one() {
        let tables = |own: &[&str]| {
            vec![route_table("rtb-1", true, &[], &[NAT]), route_table("rtb-2", false, own, &[LOCAL])]
        };
        assert_eq!(asked(Some(&["subnet-a"]), tables(&["subnet-b"]), true), Some(true));
        assert_eq!(asked(Some(&["subnet-a"]), tables(&["subnet-a"]), true), Some(false));
        assert_eq!(
            asked(Some(&["subnet-a", "subnet-b"]), tables(&["subnet-a", "subnet-b"]), true),
            Some(false)
        );
        assert_eq!(
            asked(Some(&["subnet-a", "subnet-b"]), tables(&["subnet-b"]), true),
            None,
            "one of the two"
        );
        assert_eq!(asked(Some(&["subnet-a"]), tables(&["subnet-b"]), false), None, "a table may be missing");
        assert_eq!(asked(Some(&["subnet-a"]), tables(&["subnet-a"]), false), Some(false), "it has that one");
        let no_main =
            vec![route_table("rtb-2", false, &["subnet-b"], &[NAT]), route_table("rtb-3", false, &[], &[])];
        assert_eq!(asked(Some(&["subnet-a"]), no_main, true), None);
    }

    #[test]
    fn without_subnets_all_tables_must_agree() {
        let two = |second: &[Route]| {
            vec![route_table("rtb-1", true, &[], &[NAT]), route_table("rtb-2", false, &["subnet-b"], second)]
        };
        for subnets in [None, Some(&["subnet-elsewhere"][..]), Some(&[][..])] {
            assert_eq!(asked(subnets, two(&[IPV6]), true), Some(true), "{subnets:?}");
            assert_eq!(asked(subnets, two(&[LOCAL]), true), None, "{subnets:?}");
            assert_eq!(asked(subnets, vec![route_table("rtb-1", true, &[], &[LOCAL])], true), Some(false));
            assert_eq!(asked(subnets, two(&[IPV6]), false), None, "{subnets:?}: a table may be missing");
            assert_eq!(asked(subnets, Vec::new(), true), None, "{subnets:?}: a VPC has a table");
        }
    }

    #[test]
    fn what_was_not_read_of_a_table_is_open() {
        let mut unread = route_table("rtb-1", true, &[], &[]);
        unread.unknown(table::routes, Why::NotStated);
        assert_eq!(asked(Some(&["subnet-a"]), vec![unread], true), None);
        let mut half = route_table("rtb-1", true, &[], &[]);
        let o = half.api("ec2:DescribeRouteTables");
        let route = Record::new(&table::route::RECORD)
            .set(table::route::destination, Fact::Unknown(0))
            .text(table::route::target_kind, "nat", o)
            .text(table::route::state, "active", o);
        half.list(table::routes, [route.into_value()], o);
        assert_eq!(asked(Some(&["subnet-a"]), vec![half], true), None);
    }
}
