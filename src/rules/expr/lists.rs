//! Lists under evaluation: membership, quantifiers, sizes, filters.

use super::compiled::{Expr, Kind};
use super::eval::{Env, Trace};
use super::value::{Cause, Val};
use std::ops::ControlFlow;

/// What a walk over a list calls per item: the item, and whether it certainly belongs to the list.
type Visit<'f, 'a, T> = &'f mut dyn FnMut(&mut Env<'a, T>, Val<'a>, Result<(), Cause<'a>>) -> ControlFlow<()>;

impl<'a, T: Trace<'a>> Env<'a, T> {
    pub(super) fn in_list(&mut self, expr: &'a Expr, item: &'a Expr, list: &'a Expr) -> Val<'a> {
        let item = match self.operand(item) {
            Ok(item) => item,
            Err(cause) => return Val::Unknown(cause),
        };
        let (items, owner) = match self.eval(list) {
            Val::List(items, owner) => (items, owner),
            other => return self.otherwise(list, other),
        };
        let mut unknown = items.more.map(|why| Cause::Why(owner.why(why)));
        for fact in &items.items {
            if let Err(cause) = self.spend(expr, 1) {
                return Val::Unknown(cause);
            }
            match Val::of(fact, owner, self.unit).equals(item) {
                Ok(true) => return Val::Bool(true),
                Ok(false) => {}
                Err(cause) => unknown = unknown.or(Some(cause)),
            }
        }
        match unknown {
            Some(cause) => Val::Unknown(self.undecided(expr, cause)),
            None => Val::Bool(false),
        }
    }

    /// Visits the items of a list, filters applied: each with whether it certainly belongs to it. Gives why
    /// further items may exist; `Err` when the list itself is unknown.
    pub(super) fn walk(
        &mut self,
        list: &'a Expr,
        visit: Visit<'_, 'a, T>,
    ) -> Result<Option<Cause<'a>>, Cause<'a>> {
        if let Kind::Filter { list: inner, var, body } = &list.kind {
            let var = usize::from(*var);
            return self.walk(inner, &mut |env, item, certain| {
                let outer = std::mem::replace(&mut env.vars[var], item);
                let kept = env.truth(body);
                env.vars[var] = outer;
                match kept {
                    Ok(false) => ControlFlow::Continue(()),
                    Ok(true) => visit(env, item, certain),
                    Err(cause) => visit(env, item, certain.and(Err(cause))),
                }
            });
        }
        let (items, owner) = match self.eval(list) {
            Val::List(items, owner) => (items, owner),
            other => match self.otherwise(list, other) {
                Val::Unknown(cause) => return Err(cause),
                _ => return Err(Cause::NotStated),
            },
        };
        for fact in &items.items {
            if let Err(cause) = self.spend(list, 1) {
                return Ok(Some(cause));
            }
            let item = Val::of(fact, owner, self.unit);
            self.trace.item(item);
            if let Val::Unknown(cause) = item {
                self.undecided(list, cause);
            }
            if visit(self, item, Ok(())).is_break() {
                return Ok(None);
            }
        }
        Ok(items.more.map(|why| {
            let cause = Cause::Why(owner.why(why));
            self.undecided(list, cause)
        }))
    }

    pub(super) fn quantifier(&mut self, all: bool, list: &'a Expr, var: u8, body: &'a Expr) -> Val<'a> {
        let var = usize::from(var);
        let (mut decided, mut unknown) = (false, None);
        // The list itself stays in the evidence; items that did not decide go.
        let mut start = None;
        let more = self.walk(list, &mut |env, item, certain| {
            let mark = env.trace.mark();
            let start = *start.get_or_insert(mark);
            let outer = std::mem::replace(&mut env.vars[var], item);
            let holds = env.truth(body);
            env.vars[var] = outer;
            match (holds, certain) {
                (Ok(b), Ok(())) if b != all => {
                    env.trace.keep_since(start, mark);
                    decided = true;
                    return ControlFlow::Break(());
                }
                // Whether or not the item belongs to the list, it changes nothing.
                (Ok(b), _) if b == all => {}
                (Ok(_), Err(cause)) | (Err(cause), _) => unknown = unknown.or(Some(cause)),
                (Ok(_), Ok(())) => {}
            }
            ControlFlow::Continue(())
        });
        match more {
            Err(cause) => Val::Unknown(cause),
            Ok(_) if decided => Val::Bool(!all),
            Ok(more) => unknown.or(more).map_or(Val::Bool(all), Val::Unknown),
        }
    }

    /// Certain and possible number of items, and why there may be more.
    pub(super) fn count(&mut self, list: &'a Expr) -> Result<(i64, i64, Option<Cause<'a>>), Cause<'a>> {
        let (mut certain_items, mut possible, mut unknown) = (0, 0, None);
        let more = self.walk(list, &mut |_, _, certain| {
            possible += 1;
            match certain {
                Ok(()) => certain_items += 1,
                Err(cause) => unknown = unknown.or(Some(cause)),
            }
            ControlFlow::Continue(())
        })?;
        if more.is_some() {
            possible = i64::MAX;
        }
        Ok((certain_items, possible, more.or(unknown)))
    }

    pub(super) fn size(&mut self, expr: &'a Expr, of: &'a Expr) -> Val<'a> {
        if !matches!(of.kind, Kind::Filter { .. }) {
            match self.eval(of) {
                Val::List(..) => {}
                Val::Text(text) => {
                    return match text.known() {
                        Some(t) => Val::Int(t.chars().count() as i64),
                        None => self.open_text(expr, text),
                    };
                }
                other => return self.otherwise(of, other),
            }
        }
        match self.count(of) {
            Ok((certain, possible, _)) if certain == possible => Val::Int(certain),
            Ok((_, _, cause)) => Val::Unknown(cause.unwrap_or(Cause::NotStated)),
            Err(cause) => Val::Unknown(cause),
        }
    }

    pub(super) fn size_at_least(&mut self, list: &'a Expr, n: &'a Expr) -> Val<'a> {
        let n = match self.eval(n) {
            Val::Int(n) => n,
            other => return self.otherwise(list, other),
        };
        match self.count(list) {
            Ok((certain, _, _)) if certain >= n => Val::Bool(true),
            Ok((_, possible, _)) if possible < n => Val::Bool(false),
            Ok((_, _, cause)) => Val::Unknown(cause.unwrap_or(Cause::NotStated)),
            Err(cause) => Val::Unknown(cause),
        }
    }
}
