//! What is asked for: an action on a resource, by every name that policies may call it.

use super::super::text::Text;
use super::super::value::{Cause, Val};
use super::glob::Tokens;
use super::principal::account_of;
use crate::inventory::kinds::{iam_role, kms_key, secret};
use crate::inventory::schema::common;
use crate::inventory::secret_arn::{self, End};
use crate::inventory::{Fact, Piece, Resource, Value};
use std::sync::LazyLock;

/// What is asked for.
pub struct Question<'a> {
    pub action: Tokens<'a>,
    /// The action without its service: `Decrypt`.
    pub operation: &'a str,
    /// The resource's ARN; `None` when it is not known.
    pub arn: Option<Tokens<'a>>,
    /// References by which a template's policies name the resource: `Secret`, `Secret.Arn`.
    pub references: References<'a>,
    /// Asked is for every resource that no policy names.
    pub every: bool,
    /// Why the ARN is not known.
    pub cause: Cause<'a>,
    /// The ARN of a secret that may lack its end (B25), with one.
    ended: Option<Tokens<'a>>,
    pub context: Context<'a>,
}

/// What is known of the request, for conditions.
#[derive(Clone, Default)]
pub struct Context<'a> {
    /// The account of the role, and the role.
    pub account: Option<Tokens<'a>>,
    pub arn: Option<Tokens<'a>>,
    /// The service that makes the request for the role: `secretsmanager.eu-west-1.amazonaws.com`.
    pub via: Option<Tokens<'a>>,
}

impl<'a> Context<'a> {
    /// Of a request by `role` about `resource` through the service `via` of the same Region.
    pub fn new(role: &'a Resource, resource: Val<'a>, via: Option<&'a str>) -> Self {
        let account = account_of(Val::Resource(role)).ok().and_then(Tokens::text);
        let arn = arn_of(role).ok().and_then(Tokens::text);
        let region = || match resource {
            Val::Resource(r) => {
                let own = || text_of(r, common::REGION);
                arn_of(r).ok().and_then(|arn| arn.arn_part(3)).or_else(own)
            }
            Val::Elsewhere(id) => Text::Known(id).arn_part(3),
            _ => None,
        };
        let known = |t| Tokens::text(Text::Known(t));
        let via = via.zip(region()).and_then(|(via, region)| {
            // The names of services in China are not documented for conditions.
            let end = match region.starts_with("cn-") {
                Some(true) => Some(Tokens::anything()),
                _ => known(".amazonaws.com"),
            };
            Tokens::join([known(via), known("."), Tokens::text(region), end])
        });
        Self { account, arn, via }
    }
}

impl<'a> Question<'a> {
    /// `action` on a resource, which is an ARN, a resource of the inventory or a reference to one that is not there.
    pub fn new(action: &'a str, resource: Val<'a>, context: Context<'a>) -> Self {
        let operation = action.split_once(':').map_or(action, |(_, operation)| operation);
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
        Self { action, operation, arn, references, every: false, cause, ended, context }
    }

    /// The same for the whole ARN of a secret whose ARN may lack its end.
    pub fn ended(&self) -> Option<Self> {
        let arn = Some(self.ended.clone()?);
        let (action, operation, references) = (self.action.clone(), self.operation, self.references);
        let cause = Cause::Undecidable("an ARN of a secret without its end");
        let context = self.context.clone();
        Some(Self { action, operation, arn, references, every: false, cause, ended: None, context })
    }

    /// The same for a resource of the ARN's service, Region, account and type whose name no policy spells out.
    #[must_use]
    pub fn of_any_name(mut self) -> Self {
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
pub struct References<'a> {
    id: &'a str,
    endings: &'static [&'static str],
}

impl References<'_> {
    pub fn name(&self, symbol: &str) -> bool {
        symbol.strip_prefix(self.id).is_some_and(|ending| self.endings.contains(&ending))
    }
}

/// Of a key, the reference alone is its id; of a role, its name.
pub fn references_to(r: &Resource) -> References<'_> {
    let by_arn = *r.kind == kms_key::KIND || *r.kind == iam_role::KIND;
    let endings: &[&str] = if by_arn { &[".Arn", ".arn"] } else { &["", ".Arn", ".arn", ".id"] };
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

pub fn text_of(r: &Resource, field: u16) -> Option<Text<'_>> {
    match r.get(field) {
        Fact::Known(Value::Text(t), _) => Some(Text::Known(t)),
        Fact::Known(Value::Pattern(pieces), _) => Some(Text::Partial { pieces, skip: 0 }),
        _ => None,
    }
}

pub fn arn_of(r: &Resource) -> Result<Text<'_>, Cause<'_>> {
    if let Some(arn) = text_of(r, common::ARN) {
        return Ok(arn);
    }
    match r.get(common::ARN) {
        _ if r.id.starts_with("arn:") => Ok(Text::Known(&r.id)),
        Fact::Unknown(why) => Err(Cause::Why(r.why(*why))),
        _ => Err(Cause::NotStated),
    }
}
