//! One statement of a policy: whether it allows or denies, and whether it is about what is asked.

use super::super::eval::{Env, Trace};
use super::super::text::Text;
use super::super::value::{Cause, Truth, Val, and, or};
use super::condition;
use super::glob::{self, Tokens};
use super::question::Question;
use crate::inventory::kinds::policy::statement;
use crate::inventory::{Fact, List, Resource, Unit};

const CROSSING: Cause<'_> = Cause::Undecidable("a wildcard that may reach beyond its part of an ARN");

/// Hands each statement of a policy of `owner` to `told`: whether it allows (or denies), and whether it is about what is
/// asked. What could not be read comes without a statement, open either way.
pub fn each<'a, T: Trace<'a>>(
    env: &mut Env<'a, T>,
    owner: &'a Resource,
    statements: &'a Fact,
    question: &Question<'a>,
    told: &mut dyn FnMut(Option<Statement<'a>>, Truth<'a>, Truth<'a>),
) {
    let mut unread = |cause| told(None, Err(cause), Err(cause));
    let list = match Val::of(statements, owner, env.unit) {
        Val::List(list, _) => list,
        Val::Unknown(cause) => return unread(cause),
        _ => return unread(Cause::NotStated),
    };
    // More statements could allow it, and could deny it.
    if let Some(why) = list.more {
        unread(Cause::Why(owner.why(why)));
    }
    for fact in &list.items {
        let slots = match Val::of(fact, owner, env.unit) {
            Val::Record(slots, _) => slots,
            Val::Unknown(cause) => {
                told(None, Err(cause), Err(cause));
                continue;
            }
            _ => continue,
        };
        let Some(budget) = env.steps.checked_sub(1) else {
            return told(None, Err(Cause::Steps), Err(Cause::Steps));
        };
        env.steps = budget;
        let statement = Statement { slots, owner, unit: env.unit };
        let applies = statement.applies(question, &mut env.steps);
        told(Some(statement), statement.allows(), applies);
    }
}

#[derive(Clone, Copy)]
pub struct Statement<'a> {
    slots: &'a [Fact],
    /// Whose policy it is.
    pub owner: &'a Resource,
    pub unit: &'a Unit,
}

impl<'a> Statement<'a> {
    pub fn value(self, slot: u16) -> Val<'a> {
        self.slots.get(usize::from(slot)).map_or(Val::Absent, |fact| Val::of(fact, self.owner, self.unit))
    }

    fn allows(self) -> Truth<'a> {
        let effect = self.value(statement::effect).text()?;
        effect.equals(Text::Known("Allow")).ok_or(Cause::of_text(effect))
    }

    pub fn flag(self, slot: u16) -> Truth<'a> {
        match self.value(slot) {
            Val::Bool(b) => Ok(b),
            Val::Unknown(cause) => Err(cause),
            _ => Err(Cause::NotStated),
        }
    }

    fn applies(self, question: &Question<'a>, steps: &mut u32) -> Truth<'a> {
        let action = self.any(statement::actions, steps, &|pattern| {
            (question.action.len(), glob::matches(&pattern.lower(), &question.action), CROSSING)
        });
        let action = turned(self.flag(statement::not_action), action);
        if action.is_ok_and(|a| !a) {
            return Ok(false);
        }
        let resource = self.any(statement::resources, steps, &|pattern| {
            let named = pattern.symbol().is_some_and(|s| question.references.name(s));
            if named && question.every {
                return (0, Some(false), CROSSING);
            }
            match &question.arn {
                _ if named || pattern.is_everything() => (0, Some(true), CROSSING),
                Some(arn) => {
                    let cause = if arn.is_certain() { CROSSING } else { question.cause };
                    (arn.len(), glob::matches_arn(&pattern, arn), cause)
                }
                None => (0, None, question.cause),
            }
        });
        let resource = turned(self.flag(statement::not_resource), resource);
        and(and(action, resource), self.conditions(question, steps))
    }

    /// Whether all conditions hold. Where only their keys are known, none is known to hold.
    fn conditions(self, question: &Question<'a>, steps: &mut u32) -> Truth<'a> {
        if let Val::List(List { items, more: None }, owner) = self.value(statement::tests) {
            let mut all = Ok(true);
            for fact in items {
                let one = match Val::of(fact, owner, self.unit) {
                    Val::Record(slots, owner) => condition::holds(slots, owner, self.unit, question, steps),
                    Val::Unknown(cause) => Err(cause),
                    _ => Err(Cause::NotStated),
                };
                all = and(all, one);
            }
            return all;
        }
        match self.value(statement::conditions) {
            Val::List(list, _) if !list.items.is_empty() => Err(condition::OPEN),
            Val::List(list, owner) => list.more.map_or(Ok(true), |why| Err(Cause::Why(owner.why(why)))),
            Val::Unknown(cause) => Err(cause),
            _ => Err(Cause::NotStated),
        }
    }

    /// Whether one of the patterns of a list holds. `holds` gives the length of what it was held against.
    fn any(
        self,
        slot: u16,
        steps: &mut u32,
        holds: &dyn Fn(Tokens<'a>) -> (usize, Option<bool>, Cause<'a>),
    ) -> Truth<'a> {
        let (list, owner) = match self.value(slot) {
            Val::List(list, owner) => (list, owner),
            Val::Unknown(cause) => return Err(cause),
            _ => return Err(Cause::NotStated),
        };
        let mut found = list.more.map_or(Ok(false), |why| Err(Cause::Why(owner.why(why))));
        for fact in &list.items {
            let one = match Val::of(fact, owner, self.unit).text() {
                Err(cause) => Err(cause),
                Ok(text) => match Tokens::pattern(text) {
                    None => Err(Cause::of_text(text)),
                    Some(pattern) => {
                        let length = pattern.len();
                        let (against, answer, cause) = holds(pattern);
                        // What a hostile pattern costs is taken off the budget.
                        let cost = 1 + (length * against / 512) as u32;
                        let Some(left) = steps.checked_sub(cost) else { return Err(Cause::Steps) };
                        *steps = left;
                        answer.ok_or(if text.known().is_none() { Cause::of_text(text) } else { cause })
                    }
                },
            };
            found = or(found, one);
            if found.is_ok_and(|f| f) {
                return found;
            }
        }
        found
    }
}

/// `NotAction` and `NotResource` name what a statement is not about.
fn turned<'a>(negated: Truth<'a>, found: Truth<'a>) -> Truth<'a> {
    Ok(negated? != found?)
}
