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
    words
        .iter()
        .fold(Ok(false), |found, word| or(found, text.equals(Text::Known(word)).ok_or(Cause::of_text(text))))
}
