//! Conditions of a statement, as far as the request is known: who asks, through which service, and that it is by TLS.

use super::super::text::Text;
use super::super::value::{Cause, Truth, Val, or};
use super::glob::{self, Tokens};
use super::question::Question;
use crate::inventory::kinds::policy::condition;
use crate::inventory::{Fact, Resource, Unit};

pub const OPEN: Cause<'_> = Cause::Undecidable("a condition of a policy");

/// How values are held against the request.
#[derive(Clone, Copy)]
enum Compare {
    Bool,
    Equals,
    Like,
    Arn,
}

/// Whether a condition holds for the request.
pub fn holds<'a>(
    slots: &'a [Fact],
    owner: &'a Resource,
    unit: &'a Unit,
    question: &Question<'a>,
    steps: &mut u32,
) -> Truth<'a> {
    let value = |slot: u16| slots.get(usize::from(slot)).map_or(Val::Absent, |f| Val::of(f, owner, unit));
    let (operator, key) = (value(condition::operator).text()?, value(condition::key).text()?);
    let Some((compare, negated)) = operator.known().and_then(compare) else { return Err(OPEN) };
    let tls = Tokens::text(Text::Known("true"));
    let context = &question.context;
    let request = match key.known() {
        Some("aws:securetransport") => &tls,
        Some("kms:viaservice") => &context.via,
        Some("kms:calleraccount" | "aws:principalaccount") => &context.account,
        Some("aws:principalarn") => &context.arn,
        _ => return Err(OPEN),
    };
    let Some(request) = request else { return Err(OPEN) };
    let (list, owner) = match value(condition::values) {
        Val::List(list, owner) => (list, owner),
        Val::Unknown(cause) => return Err(cause),
        _ => return Err(OPEN),
    };
    let mut found = list.more.map_or(Ok(false), |why| Err(Cause::Why(owner.why(why))));
    for fact in &list.items {
        let one = Val::of(fact, owner, unit).text().and_then(|text| {
            let pattern = match compare {
                // Values of the request (`${aws:PrincipalAccount}`) can stand here, too.
                Compare::Equals if text.known().is_some_and(|t| t.contains("${")) => None,
                Compare::Equals => Tokens::text(text),
                // `True`, as YAML and people write it.
                Compare::Bool => Tokens::text(text).map(Tokens::lower),
                Compare::Like | Compare::Arn => Tokens::pattern(text),
            };
            let pattern = pattern.ok_or(OPEN)?;
            let cost = 1 + (pattern.len() * request.len() / 512) as u32;
            *steps = steps.checked_sub(cost).ok_or(Cause::Steps)?;
            let matched = match compare {
                Compare::Arn => glob::matches_arn(&pattern, request),
                _ => glob::matches(&pattern, request),
            };
            matched.ok_or(if text.known().is_none() { Cause::of_text(text) } else { OPEN })
        });
        found = or(found, one);
    }
    found.map(|found| found != negated)
}

/// What an operator in lower case compares, and whether it is negated. What the request has is there, so that
/// `IfExists` says nothing more; operators over several values of a key are left open.
fn compare(operator: &str) -> Option<(Compare, bool)> {
    Some(match operator.strip_suffix("ifexists").unwrap_or(operator) {
        "bool" => (Compare::Bool, false),
        "stringequals" => (Compare::Equals, false),
        "stringnotequals" => (Compare::Equals, true),
        "stringlike" => (Compare::Like, false),
        "stringnotlike" => (Compare::Like, true),
        "arnequals" | "arnlike" => (Compare::Arn, false),
        "arnnotequals" | "arnnotlike" => (Compare::Arn, true),
        _ => return None,
    })
}
