//! What a role's own policies allow: IAM's evaluation in three values.
//!
//! Looked at are the statements of the role's policies and of its permissions boundary. Policies of resources,
//! organizations and sessions are not: they narrow or widen what is said here. A condition depends on the request, so
//! that a statement with one is undecided where it would otherwise apply. Nothing that was not read counts as empty.

mod glob;
#[cfg(test)]
mod tests;

use super::compiled::Expr;
use super::eval::{Env, Trace, truth};
use super::text::Text;
use super::value::{Cause, Truth, Val, and, or};
use crate::inventory::kinds::{iam_role, kms_key, policy::statement, secret};
use crate::inventory::schema::common;
use crate::inventory::secret_arn::{self, End};
use crate::inventory::{Fact, Piece, Resource, Unit, Value};
use glob::Tokens;
use std::sync::LazyLock;

const CROSSING: Cause<'_> = Cause::Undecidable("a wildcard that may reach beyond its part of an ARN");

/// What is asked for.
struct Question<'a> {
    action: Tokens<'a>,
    /// The resource's ARN; `None` when it is not known.
    arn: Option<Tokens<'a>>,
    /// References by which a template's policies name the resource: `Secret`, `Secret.Arn`.
    references: References<'a>,
    /// Asked is for every resource that no policy names.
    every: bool,
    /// Why the ARN is not known.
    cause: Cause<'a>,
    /// The ARN of a secret that may lack its end (B25), with one.
    ended: Option<Tokens<'a>>,
}

impl<'a> Question<'a> {
    /// `action` on a resource, which is an ARN, a resource of the inventory or a reference to one that is not there.
    fn new(action: &'a str, resource: Val<'a>) -> Self {
        let action = Tokens::text(Text::Known(action)).expect("the check limits its length").lower();
        let mut references = References::default();
        let mut partly = None;
        let ended = match resource {
            // What Secrets Manager answered for has its whole ARN.
            Val::Resource(r) if *r.kind == secret::KIND && is_true(r.get(secret::exists)) => None,
            Val::Resource(r) => arn_of(r).ok().and_then(Text::known),
            Val::Elsewhere(id) => Some(id),
            Val::Text(text) => text.known(),
            _ => None,
        };
        let ended = ended.filter(|arn| secret_arn::end(arn).is_some_and(|end| end != End::Given));
        let ended = ended.and_then(|arn| {
            let known = |t| Tokens::text(Text::Known(t));
            Tokens::join([known(arn), known("-"), Some(Tokens::some_part())])
        });
        let arn = match resource {
            Val::Text(text) => Ok(text),
            Val::Resource(r) => {
                references = references_to(r);
                partly = arn_of_kind(r);
                arn_of(r)
            }
            Val::Elsewhere(id) if id.starts_with("arn:") => Ok(Text::Known(id)),
            Val::Elsewhere(id) => Err(Cause::NotCollected(id)),
            Val::Unknown(cause) => Err(cause),
            _ => Err(Cause::NotStated),
        };
        let cause = arn.map_or_else(|cause| cause, Cause::of_text);
        let arn = arn.map_or(partly, Tokens::text);
        Self { action, arn, references, every: false, cause, ended }
    }

    /// The same for the whole ARN of a secret whose ARN may lack its end.
    fn ended(&self) -> Option<Self> {
        let arn = Some(self.ended.clone()?);
        let (action, references) = (self.action.clone(), self.references);
        let cause = Cause::Undecidable("an ARN of a secret without its end");
        Some(Self { action, arn, references, every: false, cause, ended: None })
    }

    /// The same for a resource of the ARN's service, Region, account and type whose name no policy spells out.
    #[must_use]
    fn of_any_name(mut self) -> Self {
        self.every = true;
        self.arn = self.arn.and_then(Tokens::with_unheard_of_name);
        self
    }
}

fn is_true(fact: &Fact) -> bool {
    matches!(fact, Fact::Known(Value::Bool(true), _))
}

/// What a template writes where it means the resource's ARN: the resource's id with one of the endings.
#[derive(Clone, Copy, Default)]
struct References<'a> {
    id: &'a str,
    endings: &'static [&'static str],
}

impl References<'_> {
    fn name(&self, symbol: &str) -> bool {
        symbol.strip_prefix(self.id).is_some_and(|ending| self.endings.contains(&ending))
    }
}

/// Of a key, the reference alone is its id.
fn references_to(r: &Resource) -> References<'_> {
    let of_key = *r.kind == kms_key::KIND;
    let endings: &[&str] = if of_key { &[".Arn", ".arn"] } else { &["", ".Arn", ".arn", ".id"] };
    References { id: &r.id, endings }
}

/// What is certain of an ARN that only the deployment makes up.
fn arn_of_kind(r: &Resource) -> Option<Tokens<'_>> {
    let (service, of_type) = match r.kind.name {
        "certificate" => (":acm:", "certificate/"),
        "kms_key" => (":kms:", "key/"),
        "secret" => (":secretsmanager:", "secret:"),
        _ => return None,
    };
    let known = |t| Tokens::text(Text::Known(t));
    let part = |field| text_of(r, field).map_or_else(|| Some(Tokens::some_part()), Tokens::text);
    let partition = Tokens::text(Text::Partial { pieces: &*PARTITION, skip: 0 });
    // A secret's ARN ends in its name and a suffix that Secrets Manager makes up.
    let name = text_of(r, common::NAME).filter(|_| service == ":secretsmanager:");
    let name = name.map_or_else(|| known(""), |name| Tokens::join([Tokens::text(name), known("-")]));
    let (region, account) = (part(common::REGION), part(common::ACCOUNT));
    let end = [known(":"), known(of_type), name, Some(Tokens::anything())];
    Tokens::join(
        [known("arn:"), partition, known(service), region, known(":"), account].into_iter().chain(end),
    )
}

static PARTITION: LazyLock<[Piece; 1]> = LazyLock::new(|| [Piece::Symbol("AWS::Partition".into())]);

fn text_of(r: &Resource, field: u16) -> Option<Text<'_>> {
    match r.get(field) {
        Fact::Known(Value::Text(t), _) => Some(Text::Known(t)),
        Fact::Known(Value::Pattern(pieces), _) => Some(Text::Partial { pieces, skip: 0 }),
        _ => None,
    }
}

fn arn_of(r: &Resource) -> Result<Text<'_>, Cause<'_>> {
    if let Some(arn) = text_of(r, common::ARN) {
        return Ok(arn);
    }
    match r.get(common::ARN) {
        _ if r.id.starts_with("arn:") => Ok(Text::Known(&r.id)),
        Fact::Unknown(why) => Err(Cause::Why(r.why(*why))),
        _ => Err(Cause::NotStated),
    }
}

impl<'a, T: Trace<'a>> Env<'a, T> {
    /// Whether a role's policies allow an action on a resource or, with `every`, on every such resource.
    pub(super) fn allows(
        &mut self,
        expr: &'a Expr,
        role: &'a Expr,
        action: &'a str,
        resource: &'a Expr,
        every: bool,
    ) -> Val<'a> {
        let role = match self.eval(role) {
            Val::Resource(r) => r,
            Val::Elsewhere(id) => return Val::Unknown(self.undecided(expr, Cause::NotCollected(id))),
            other => return self.otherwise(expr, other),
        };
        let question = Question::new(action, self.eval(resource));
        let question = if every { question.of_any_name() } else { question };
        let mut answer = allows(self, expr, role, &question);
        if let Some(ended) = question.ended().filter(|_| !every)
            && answer.is_ok()
            && allows(self, expr, role, &ended).ok() != answer.ok()
        {
            answer = Err(ended.cause);
        }
        truth(answer.map_err(|cause| self.undecided(expr, cause)))
    }
}

/// Whether the role's policies allow what is asked; `Err`: why that cannot be told.
fn allows<'a, T: Trace<'a>>(
    env: &mut Env<'a, T>,
    at: &'a Expr,
    role: &'a Resource,
    question: &Question<'a>,
) -> Truth<'a> {
    let own = role.get(iam_role::statements);
    env.trace.read(at, role, own);
    let allowed = of_policies(env, role, own, question);
    let bound = role.get(iam_role::boundary_statements);
    env.trace.read(at, role, bound);
    let within = match (role.get(iam_role::boundary), bound) {
        (Fact::Absent(_), _) | (_, Fact::Absent(_)) => Ok(true),
        _ => of_policies(env, role, bound, question),
    };
    and(allowed, within)
}

/// Some statement allows it and none denies it.
fn of_policies<'a, T: Trace<'a>>(
    env: &mut Env<'a, T>,
    role: &'a Resource,
    statements: &'a Fact,
    question: &Question<'a>,
) -> Truth<'a> {
    let list = match Val::of(statements, role, env.unit) {
        Val::List(list, _) => list,
        Val::Unknown(cause) => return Err(cause),
        _ => return Err(Cause::NotStated),
    };
    // More statements could allow it, and could deny it.
    let rest = list.more.map_or(Ok(false), |why| Err(Cause::Why(role.why(why))));
    let (mut allowed, mut denied) = (rest, rest);
    for fact in &list.items {
        let slots = match Val::of(fact, role, env.unit) {
            Val::Record(slots, _) => slots,
            Val::Unknown(cause) => {
                (allowed, denied) = (or(allowed, Err(cause)), or(denied, Err(cause)));
                continue;
            }
            _ => continue,
        };
        let Some(budget) = env.steps.checked_sub(1) else { return Err(Cause::Steps) };
        env.steps = budget;
        let statement = Statement { slots, role, unit: env.unit };
        let applies = statement.applies(question, &mut env.steps);
        match statement.allows() {
            Ok(true) => allowed = or(allowed, applies),
            Ok(false) => denied = or(denied, applies),
            Err(cause) => {
                // Either way round, when it applies.
                let open = and(applies, Err(cause));
                (allowed, denied) = (or(allowed, open), or(denied, open));
            }
        }
    }
    and(allowed, denied.map(|d| !d))
}

#[derive(Clone, Copy)]
struct Statement<'a> {
    slots: &'a [Fact],
    role: &'a Resource,
    unit: &'a Unit,
}

impl<'a> Statement<'a> {
    fn value(self, slot: u16) -> Val<'a> {
        self.slots.get(usize::from(slot)).map_or(Val::Absent, |fact| Val::of(fact, self.role, self.unit))
    }

    fn allows(self) -> Truth<'a> {
        let effect = self.value(statement::effect).text()?;
        effect.equals(Text::Known("Allow")).ok_or(Cause::of_text(effect))
    }

    fn flag(self, slot: u16) -> Truth<'a> {
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
        let condition = match self.value(statement::conditions) {
            Val::List(list, _) if !list.items.is_empty() => {
                Err(Cause::Undecidable("a condition of a policy"))
            }
            Val::List(list, owner) => list.more.map_or(Ok(true), |why| Err(Cause::Why(owner.why(why)))),
            Val::Unknown(cause) => Err(cause),
            _ => Err(Cause::NotStated),
        };
        and(and(action, resource), condition)
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
