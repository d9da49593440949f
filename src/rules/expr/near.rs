//! The short road: facts of the resource under judgement and of loop variables, read where nobody watches.
//!
//! Nearly all reads are such. What stands here only leaves out steps between: the long road in `eval` comes to the
//! same value, which a property test holds.

use super::compiled::{Expr, Kind};
use super::eval::{Env, Trace};
use super::value::Val;
use crate::inventory::{Fact, Target, Value};

impl<'a, T: Trace<'a>> Env<'a, T> {
    /// The fact of a field of the root or of a loop variable, when nobody watches: the road of nearly all facts.
    /// Everything else takes the long way and comes to the same.
    #[inline(always)]
    pub(super) fn near(&mut self, expr: &'a Expr) -> Option<&'a Fact> {
        let Kind::Field { base, slot, .. } = &expr.kind else { return None };
        if !T::SILENT || self.steps < 2 {
            return None;
        }
        let fact = match &base.kind {
            Kind::Root => self.root.get(*slot),
            Kind::Var(var) => match self.vars.get(usize::from(*var))? {
                Val::Record(slots, _) => slots.get(usize::from(*slot))?,
                Val::Resource(r) => r.get(*slot),
                _ => return None,
            },
            _ => return None,
        };
        self.steps -= 2;
        Some(fact)
    }

    /// The text of such a field, when it is known and short. With `ids`, a reference reads as the id it names.
    #[inline(always)]
    pub(super) fn plain(&mut self, expr: &'a Expr, ids: bool) -> Option<&'a str> {
        let text: &str = match self.near(expr)? {
            Fact::Known(Value::Text(text), _) => text,
            Fact::Known(Value::Link(link), _) if ids => match link.target {
                Target::Resource(ix) => self.unit.resource(ix).map_or(&link.id, |r| &r.id),
                Target::None => &link.id,
            },
            _ => return None,
        };
        (text.len() < super::STRETCH).then_some(text)
    }
}
