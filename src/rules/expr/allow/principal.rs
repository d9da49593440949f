//! Whether a principal that a policy names is a role, its account, or everyone.

use super::super::compiled::Part;
use super::super::functions::part;
use super::super::text::Text;
use super::super::value::{Cause, Truth, Val, or};
use super::question::{References, arn_of, references_to, text_of};
use super::statement::Statement;
use crate::inventory::kinds::{iam_role, policy::statement};
use crate::inventory::schema::common;
use crate::inventory::{Piece, Resource, Unit};

/// A role, as policies name it.
pub struct Who<'a> {
    role: &'a Resource,
    /// Only the deployment tells it of a role that a template makes.
    arn: Option<&'a str>,
    name: Option<&'a str>,
    /// Known perhaps in part.
    account: Result<Text<'a>, Cause<'a>>,
    references: References<'a>,
}

/// As whom principals name a role.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    /// As everyone: `*`.
    pub everyone: Truth<'a>,
    /// As one of its account, which leaves it to the policies there.
    pub account: Truth<'a>,
    /// Itself.
    pub role: Truth<'a>,
}

impl<'a> Named<'a> {
    pub const NOT: Self = Self { everyone: Ok(false), account: Ok(false), role: Ok(false) };

    pub fn open(cause: Cause<'a>) -> Self {
        Self { everyone: Err(cause), account: Err(cause), role: Err(cause) }
    }

    pub fn at_all(self) -> Truth<'a> {
        or(self.everyone, or(self.account, self.role))
    }

    fn or(self, other: Self) -> Self {
        Self {
            everyone: or(self.everyone, other.everyone),
            account: or(self.account, other.account),
            role: or(self.role, other.role),
        }
    }
}

impl<'a> Who<'a> {
    pub fn new(role: &'a Resource) -> Self {
        let arn = arn_of(role).ok().and_then(Text::known);
        let last = |arn: &'a str| arn.rsplit('/').next();
        let name = arn.map_or_else(|| text_of(role, common::NAME).and_then(Text::known), last);
        Self { role, arn, name, account: account_of(Val::Resource(role)), references: references_to(role) }
    }

    /// As whom the principals of a statement name the role.
    pub fn named_by(&self, statement: Statement<'a>) -> Named<'a> {
        match statement.flag(statement::not_principal) {
            Ok(false) => {}
            // A session of a role is only left out by a statement that names the session, the role and the account.
            Ok(true) => {
                return Named::open(Cause::Undecidable("a policy for everyone but some (NotPrincipal)"));
            }
            Err(cause) => return Named::open(cause),
        }
        let (list, owner) = match statement.value(statement::principals) {
            Val::List(list, owner) => (list, owner),
            Val::Unknown(cause) => return Named::open(cause),
            _ => return Named::open(Cause::NotStated),
        };
        let rest = list.more.map_or(Named::NOT, |why| Named::open(Cause::Why(owner.why(why))));
        list.items.iter().fold(rest, |named, fact| {
            named.or(match Val::of(fact, owner, statement.unit).text() {
                Ok(principal) => self.named(principal, statement.unit),
                Err(cause) => Named::open(cause),
            })
        })
    }

    /// As whom one principal names the role.
    pub fn named(&self, principal: Text<'a>, unit: &'a Unit) -> Named<'a> {
        let open = Named::open(Cause::of_text(principal));
        let as_account = |account: Text<'a>| Named { account: self.is_of(account), ..Named::NOT };
        if let Text::Partial { pieces: [Piece::Symbol(symbol)], .. } = principal {
            let names = |r: &Resource| references_to(r).name(symbol);
            return if self.references.name(symbol) {
                Named { role: Ok(true), ..Named::NOT }
            } else if unit.of_kind(&iam_role::KIND).iter().any(names) {
                Named::NOT
            } else if self.is_of(principal).is_ok_and(|same| same) {
                as_account(principal)
            } else {
                open
            };
        }
        if principal.known() == Some("*") {
            return Named { everyone: Ok(true), ..Named::NOT };
        }
        let Some(account) = part(Part::PrincipalAccount, principal) else { return open };
        match account.known() {
            // A service, somebody of an identity provider, the id of a principal that was deleted.
            Some("") => return Named::NOT,
            Some(_) if principal.starts_with("arn:") == Some(false) => return as_account(account),
            _ => {}
        }
        if principal.contains("*") == Some(true) {
            return Named::open(Cause::Undecidable("a wildcard within a principal"));
        }
        let Some(resource) = part(Part::ArnResource, principal) else { return open };
        match resource.equals(Text::Known("root")) {
            Some(true) => return as_account(account),
            None => return open,
            Some(false) => {}
        }
        if self.is_of(account).is_ok_and(|same| !same) {
            return Named::NOT;
        }
        Named { role: self.is_named(principal, resource), ..Named::NOT }
    }

    /// Whether an ARN of the role's account is the role's.
    fn is_named(&self, principal: Text<'a>, resource: Text<'a>) -> Truth<'a> {
        match (resource.starts_with("role/"), resource.starts_with("assumed-role/")) {
            (Some(true), _) => {}
            (Some(false), Some(true)) => {
                let session = resource.known().and_then(|r| r.strip_prefix("assumed-role/"));
                let of = session.and_then(|s| s.split('/').next());
                return match (self.name, of) {
                    (Some(name), Some(of)) if of != name => Ok(false),
                    _ => Err(Cause::Undecidable("a policy about a session of the role")),
                };
            }
            (Some(false), Some(false)) => return Ok(false),
            _ => return Err(Cause::of_text(principal)),
        }
        match (self.arn, self.name) {
            (Some(arn), _) => principal.equals(Text::Known(arn)).ok_or(Cause::of_text(principal)),
            (None, Some(name)) if resource.ends_with(name) == Some(false) => Ok(false),
            // The path of a role that a template makes is not read.
            (None, _) => Err(Cause::NotCollected(&self.role.id)),
        }
    }

    /// Whether the role is of an account.
    pub fn is_of(&self, account: Text<'a>) -> Truth<'a> {
        let own = self.account?;
        let open = if own.known().is_none() { own } else { account };
        own.equals(account).ok_or(Cause::of_text(open))
    }
}

/// The account that something belongs to.
pub fn account_of(of: Val<'_>) -> Result<Text<'_>, Cause<'_>> {
    match of {
        Val::Resource(r) => {
            let own = || text_of(r, common::ACCOUNT).ok_or(Cause::NotCollected(&r.id));
            arn_of(r).ok().and_then(|arn| arn.arn_part(4)).map_or_else(own, Ok)
        }
        Val::Elsewhere(id) => Text::Known(id).arn_part(4).ok_or(Cause::NotCollected(id)),
        Val::Unknown(cause) => Err(cause),
        _ => Err(Cause::NotStated),
    }
}
