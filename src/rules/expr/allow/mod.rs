//! What a role may do: IAM's evaluation in three values.
//!
//! `allows()` looks at the statements of the role's policies and of its permissions boundary, `permitted()` at the
//! policy and the grants of the resource besides. Policies of organizations and sessions are not looked at: they narrow
//! what is said here. A condition that depends on something else of the request than who asks, through which service and
//! by TLS leaves a statement undecided where it would otherwise apply. Nothing that was not read counts as empty.

mod condition;
mod glob;
mod principal;
mod question;
pub(super) mod resource;
#[cfg(test)]
mod resource_tests;
mod statement;
#[cfg(test)]
mod tests;

use super::compiled::{Asked, Expr};
use super::eval::{Env, Trace, truth};
use super::value::{Cause, Truth, Val, and, or};
use crate::inventory::kinds::iam_role;
use crate::inventory::{Fact, Resource};
use question::{Context, Question};
use statement::{Statement, each};

impl<'a, T: Trace<'a>> Env<'a, T> {
    /// Whether a role may do an action on a resource, by the policies that `asked` names.
    pub(super) fn allows(
        &mut self,
        expr: &'a Expr,
        role: &'a Expr,
        action: &'a str,
        resource: &'a Expr,
        (asked, via): (Asked, Option<&'a str>),
    ) -> Val<'a> {
        let role = match self.eval(role) {
            Val::Resource(r) => r,
            Val::Elsewhere(id) => return Val::Unknown(self.undecided(expr, Cause::NotCollected(id))),
            other => return self.otherwise(expr, other),
        };
        let resource = self.eval(resource);
        let question = Question::new(action, resource, Context::new(role, resource, via));
        let question = if asked == Asked::Every { question.of_any_name() } else { question };
        let mut answer = self.answer(expr, role, &question, resource, asked);
        if let Some(ended) = question.ended().filter(|_| asked != Asked::Every)
            && answer.is_ok()
            && self.answer(expr, role, &ended, resource, asked).ok() != answer.ok()
        {
            answer = Err(ended.cause);
        }
        truth(answer.map_err(|cause| self.undecided(expr, cause)))
    }

    fn answer(
        &mut self,
        at: &'a Expr,
        role: &'a Resource,
        question: &Question<'a>,
        resource: Val<'a>,
        asked: Asked,
    ) -> Truth<'a> {
        let of_role = OfRole::read(self, at, role, question);
        match asked {
            Asked::Own | Asked::Every => of_role.allow(),
            Asked::Whole(governed) => {
                resource::permits(self, at, role, &of_role, question, (resource, governed))
            }
        }
    }
}

/// What a role's policies say of a question, and its permissions boundary.
pub(super) struct OfRole<'a> {
    own: Found<'a>,
    /// Without a boundary, everything is within it.
    within: Found<'a>,
}

/// Whether some statement allows what is asked, and whether some statement denies it.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    allowed: Truth<'a>,
    denied: Truth<'a>,
}

impl<'a> OfRole<'a> {
    fn read<T: Trace<'a>>(
        env: &mut Env<'a, T>,
        at: &'a Expr,
        role: &'a Resource,
        question: &Question<'a>,
    ) -> Self {
        let own = role.get(iam_role::statements);
        env.trace.read(at, role, own);
        let own = Found::in_policies(env, role, own, question);
        let bound = role.get(iam_role::boundary_statements);
        env.trace.read(at, role, bound);
        let within = match (role.get(iam_role::boundary), bound) {
            (Fact::Absent(_), _) | (_, Fact::Absent(_)) => Found { allowed: Ok(true), denied: Ok(false) },
            _ => Found::in_policies(env, role, bound, question),
        };
        Self { own, within }
    }

    fn denied(&self) -> Truth<'a> {
        or(self.own.denied, self.within.denied)
    }

    /// Policies and boundary both allow it, whoever denies it.
    fn granted(&self) -> Truth<'a> {
        and(self.own.allowed, self.within.allowed)
    }

    fn allow(&self) -> Truth<'a> {
        and(self.granted(), self.denied().map(|d| !d))
    }
}

impl<'a> Found<'a> {
    fn in_policies<T: Trace<'a>>(
        env: &mut Env<'a, T>,
        role: &'a Resource,
        statements: &'a Fact,
        question: &Question<'a>,
    ) -> Self {
        let mut found = Self { allowed: Ok(false), denied: Ok(false) };
        each(
            env,
            role,
            statements,
            question,
            &mut |_: Option<Statement<'a>>, allows, applies| match allows {
                Ok(true) => found.allowed = or(found.allowed, applies),
                Ok(false) => found.denied = or(found.denied, applies),
                Err(cause) => {
                    // Either way round, when it applies.
                    let open = and(applies, Err(cause));
                    found = Self { allowed: or(found.allowed, open), denied: or(found.denied, open) };
                }
            },
        );
        found
    }
}
