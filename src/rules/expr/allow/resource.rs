//! What the policy of a resource, and the grants of a key, add to what a role's own policies say.
//!
//! Within an account either side may allow and both may deny; a key's policy must leave it to the account before the
//! role's policies count. Between accounts both sides must allow. A boundary limits what a policy grants to the role by
//! its ARN, and not what it grants to everyone.

use super::super::compiled::{Expr, Governed};
use super::super::eval::{Env, Trace};
use super::super::text::Text;
use super::super::value::{Cause, Truth, Val, and, or};
use super::OfRole;
use super::principal::{Named, Who, account_of};
use super::question::Question;
use super::statement::each;
use crate::inventory::kinds::{certificate, kms_key, secret};
use crate::inventory::schema::KindDef;
use crate::inventory::{Fact, Resource};

/// What governs resources of a kind; `None` for kinds of which nobody said it here.
pub fn governed(kind: &KindDef) -> Option<Governed> {
    match kind {
        k if *k == certificate::KIND => Some(Governed::ByNothing),
        k if *k == secret::KIND => Some(Governed::ByPolicy(secret::policy)),
        k if *k == kms_key::KIND => Some(Governed::ByKeyPolicy),
        _ => None,
    }
}

/// Whether a role may do what is asked, by all policies of its account and the resource's.
pub(super) fn permits<'a, T: Trace<'a>>(
    env: &mut Env<'a, T>,
    at: &'a Expr,
    role: &'a Resource,
    of_role: &OfRole<'a>,
    question: &Question<'a>,
    (resource, governed): (Val<'a>, Governed),
) -> Truth<'a> {
    let who = Who::new(role);
    let here = account_of(resource).and_then(|account| who.is_of(account));
    let mut of_resource = match (governed, resource) {
        (Governed::ByNothing, _) => Granted::NOTHING,
        (Governed::ByPolicy(field), Val::Resource(r)) => Granted::read(env, at, r, field, &who, question),
        (Governed::ByKeyPolicy, Val::Resource(r)) => {
            Granted::read(env, at, r, kms_key::policy, &who, question)
        }
        (_, Val::Elsewhere(id)) => Granted::open(Cause::NotCollected(id)),
        (_, Val::Unknown(cause)) => Granted::open(cause),
        _ => Granted::open(Cause::NotStated),
    };
    let own = of_role.granted();
    let direct = or(of_resource.to.everyone, and(of_resource.to.role, of_role.within.allowed));
    let (within, across) = if governed == Governed::ByKeyPolicy {
        if of_resource.default {
            // The policy that KMS gives a key without one.
            of_resource.to.account = here;
        }
        let by_grant = match resource {
            Val::Resource(key) => by_grant(env, at, key, &who, question),
            _ => Err(Cause::NotStated),
        };
        // How a boundary bears on a grant, and a grant on another account, is not documented.
        let bounded =
            and(by_grant, of_role.within.allowed.and_then(|w| if w { Ok(true) } else { Err(GRANT) }));
        let across = or(and(own, of_resource.to.at_all()), and(by_grant, Err(GRANT)));
        (or(and(own, of_resource.to.account), or(direct, bounded)), across)
    } else {
        (or(own, direct), and(own, of_resource.to.at_all()))
    };
    let reached = match here {
        Ok(true) => within,
        Ok(false) => across,
        Err(_) if within.is_ok() && within.ok() == across.ok() => within,
        Err(cause) => Err(cause),
    };
    and(reached, or(of_role.denied(), of_resource.denied).map(|denied| !denied))
}

const GRANT: Cause<'_> = Cause::Undecidable("a grant of a KMS key");

/// What the policy of a resource says to a role.
struct Granted<'a> {
    denied: Truth<'a>,
    /// As whom it allows the role.
    to: Named<'a>,
    /// There is no policy.
    default: bool,
}

impl<'a> Granted<'a> {
    const NOTHING: Self = Self { denied: Ok(false), to: Named::NOT, default: true };

    fn open(cause: Cause<'a>) -> Self {
        Self { denied: Err(cause), to: Named::open(cause), default: false }
    }

    fn read<T: Trace<'a>>(
        env: &mut Env<'a, T>,
        at: &'a Expr,
        resource: &'a Resource,
        field: u16,
        who: &Who<'a>,
        question: &Question<'a>,
    ) -> Self {
        let policy = resource.get(field);
        env.trace.read(at, resource, policy);
        let mut found = Self::NOTHING;
        if matches!(policy, Fact::Absent(_)) {
            return found;
        }
        found.default = false;
        each(env, resource, policy, question, &mut |statement, allows, applies| {
            if applies.is_ok_and(|a| !a) {
                return;
            }
            let named = match (statement, applies) {
                (Some(statement), _) => who.named_by(statement),
                (None, Err(cause)) => Named::open(cause),
                (None, _) => return,
            };
            let denies = and(applies, named.at_all());
            match allows {
                Ok(true) => found.add(named, applies),
                Ok(false) => found.denied = or(found.denied, denies),
                Err(cause) => {
                    found.add(named, and(applies, Err(cause)));
                    found.denied = or(found.denied, and(denies, Err(cause)));
                }
            }
        });
        found
    }

    fn add(&mut self, named: Named<'a>, applies: Truth<'a>) {
        let to = &mut self.to;
        to.everyone = or(to.everyone, and(applies, named.everyone));
        to.account = or(to.account, and(applies, named.account));
        to.role = or(to.role, and(applies, named.role));
    }
}

/// Whether a grant of the key lets the role do what is asked.
fn by_grant<'a, T: Trace<'a>>(
    env: &mut Env<'a, T>,
    at: &'a Expr,
    key: &'a Resource,
    who: &Who<'a>,
    question: &Question<'a>,
) -> Truth<'a> {
    use crate::inventory::kinds::kms_key::grant;
    let grants = key.get(kms_key::grants);
    env.trace.read(at, key, grants);
    let (list, owner) = match Val::of(grants, key, env.unit) {
        Val::List(list, owner) => (list, owner),
        Val::Absent => return Ok(false),
        Val::Unknown(cause) => return Err(cause),
        _ => return Err(Cause::NotStated),
    };
    let mut found = list.more.map_or(Ok(false), |why| Err(Cause::Why(owner.why(why))));
    for fact in &list.items {
        let Some(budget) = env.steps.checked_sub(1) else { return Err(Cause::Steps) };
        env.steps = budget;
        let slots = match Val::of(fact, owner, env.unit) {
            Val::Record(slots, _) => slots,
            Val::Unknown(cause) => {
                found = or(found, Err(cause));
                continue;
            }
            _ => continue,
        };
        let value =
            |slot: u16| slots.get(usize::from(slot)).map_or(Val::Absent, |f| Val::of(f, owner, env.unit));
        let named = match value(grant::grantee).text() {
            Ok(grantee) => who.named(grantee, env.unit),
            Err(cause) => Named::open(cause),
        };
        // A grant to a whole account leaves it to the policies there, or not.
        let to = or(named.role, and(or(named.account, named.everyone), Err(GRANT)));
        let free = match value(grant::constrained) {
            Val::Bool(false) => Ok(true),
            Val::Bool(true) => Err(GRANT),
            Val::Unknown(cause) => Err(cause),
            _ => Err(Cause::NotStated),
        };
        found = or(found, and(and(to, names(value(grant::operations), question.operation, env)), free));
    }
    found
}

/// Whether a list of operations (`Decrypt`) holds one.
fn names<'a, T: Trace<'a>>(operations: Val<'a>, operation: &str, env: &Env<'a, T>) -> Truth<'a> {
    let (list, owner) = match operations {
        Val::List(list, owner) => (list, owner),
        Val::Unknown(cause) => return Err(cause),
        _ => return Err(Cause::NotStated),
    };
    let rest = list.more.map_or(Ok(false), |why| Err(Cause::Why(owner.why(why))));
    list.items.iter().fold(rest, |found, fact| {
        or(
            found,
            match Val::of(fact, owner, env.unit).text() {
                Ok(text) => text.equals(Text::Known(operation)).ok_or(Cause::of_text(text)),
                Err(cause) => Err(cause),
            },
        )
    })
}
