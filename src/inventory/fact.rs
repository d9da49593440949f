//! A fact: what is known of one attribute, where it was read, or why it could not be.
//!
//! "Could not look" is a value here. Nothing in this module can turn an unknown into a false or an absent.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One attribute of one resource.
///
/// Origins and reasons stand once per resource ([`super::Resource`]); a fact holds their index, so that a
/// million facts from one API call share one origin.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// The attribute was read and has this value.
    Known(Value, OriginIx),
    /// The attribute was looked for and is not set. What that means is the field's own documentation.
    Absent(OriginIx),
    /// The attribute could not be read, or is decided only at deployment.
    Unknown(WhyIx),
}

/// Index into the resource's origins.
pub type OriginIx = u16;
/// Index into the resource's reasons. `0` is always [`Why::NotStated`].
pub type WhyIx = u16;

/// The value of a known fact. Its shape is fixed by the field's [`super::schema::Type`].
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Bool(bool),
    Int(i64),
    /// Seconds since 1970-01-01T00:00:00Z.
    Time(i64),
    /// Text, enum values, versions, ARNs.
    Text(Box<str>),
    /// Text that is known in part (templates only).
    Pattern(Box<[Piece]>),
    List(Box<List>),
    Record(Box<[Fact]>),
    Link(Box<Link>),
}

/// A list, and whether it is the whole list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    pub items: Vec<Fact>,
    /// Set when further items may exist: a truncated listing can refute or prove, but never assume.
    pub more: Option<WhyIx>,
}

/// A piece of partly known text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    Lit(Box<str>),
    /// Has one value per deployment: `AWS::Region`, a parameter without default. Equal symbols are equal text.
    Symbol(Box<str>),
    /// Could be anything.
    Hole(Box<str>),
}

/// A reference to another resource of the inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// As it was written: ARN, name, id or logical id.
    pub id: Box<str>,
    /// Where it leads; set by [`super::link`].
    pub target: Target,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Not resolved yet, or to nothing that was collected.
    None,
    /// Index of the resource in the same unit.
    Resource(u32),
}

/// Where a fact was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// An API answer: `kafka:ListClustersV2`.
    Api { operation: Box<str> },
    /// A place in a file.
    File(Box<Place>),
    /// The service's documented default, because the input says nothing.
    Default { url: Box<str> },
    /// Worked out from other facts of the inventory.
    Derived { from: Box<str> },
}

/// A place in a file: lines and columns from 1, columns in code points, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    pub path: Arc<str>,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    /// The decisions that led here, first first: a parameter's default, a mapping entry, a module call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<Via>,
}

/// One decision on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Via {
    /// `parameter-default`, `condition`, `mapping`, `local`, `variable-default`, `variable-file`, `module-call` ...
    pub kind: Box<str>,
    /// The name of what decided: `Env`, `var.tls`, `module.msk`.
    pub name: Box<str>,
    pub path: Arc<str>,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// Why a fact is unknown. Reasons name operations and codes, never values of the account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The input does not mention it (a snapshot line without the field, an example).
    NotStated,
    /// AWS refused the call.
    Denied { operation: Box<str>, code: Box<str>, by: Denial },
    /// The call failed for another reason: service error, time-out, reset, expired session.
    Failed { operation: Box<str>, code: Box<str> },
    /// Throttled until the retries or the run's deadline were used up.
    Throttled { operation: Box<str> },
    /// The listing stopped before its end.
    Truncated { operation: Box<str>, reason: Box<str> },
    /// The answer did not hold what the service documents.
    Malformed { operation: Box<str>, detail: Box<str> },
    /// A value outside the documented set.
    Unrecognised { value: Box<str> },
    /// Decided only at deployment; `expression` says by what.
    Deferred { expression: Box<str> },
    /// Not looked at: outside the run's accounts and regions, or behind an option (named in `what`).
    NotCollected { what: Box<str> },
    /// The run was interrupted or its deadline passed first.
    Interrupted { operation: Box<str> },
    /// One of tidegate's own stated limits was reached.
    Limit { what: Box<str> },
}

/// What refused a call, as far as AWS's message tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Denial {
    IdentityPolicy,
    ServiceControlPolicy,
    ResourceControlPolicy,
    PermissionsBoundary,
    SessionPolicy,
    ResourcePolicy,
    KeyPolicy,
    VpcEndpointPolicy,
    RegionDisabled,
    Unspecified,
}

impl Why {
    /// The API operation that would have told, when one is to blame.
    pub fn operation(&self) -> Option<&str> {
        match self {
            Why::Denied { operation, .. }
            | Why::Failed { operation, .. }
            | Why::Throttled { operation }
            | Why::Truncated { operation, .. }
            | Why::Malformed { operation, .. }
            | Why::Interrupted { operation } => Some(operation),
            Why::NotStated
            | Why::Unrecognised { .. }
            | Why::Deferred { .. }
            | Why::NotCollected { .. }
            | Why::Limit { .. } => None,
        }
    }
}

impl Value {
    pub fn text(s: impl Into<Box<str>>) -> Self {
        Value::Text(s.into())
    }

    pub fn link(id: impl Into<Box<str>>) -> Self {
        Value::Link(Box::new(Link { id: id.into(), target: Target::None }))
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(t) => Some(t),
            Value::Link(l) => Some(&l.id),
            _ => None,
        }
    }
}

impl Fact {
    pub fn known(&self) -> Option<&Value> {
        match self {
            Fact::Known(v, _) => Some(v),
            _ => None,
        }
    }
}
