//! The compiled form of an expression: fields are slots, literals and patterns are prepared.

use super::phrases;
use super::version::Version;
use crate::inventory::schema::{FieldDef, KindDef, RecordDef, Type};
use crate::said;
use crate::speech::Said;
use std::fmt;

/// The type of a compiled expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ty {
    Bool,
    Int,
    Time,
    Text(TextKind),
    List(Item),
    Record(&'static RecordDef),
    /// A resource, reached as the root, a loop variable or through a link.
    Resource(&'static KindDef),
}

impl Ty {
    /// How diagnostics call it.
    pub fn said(self) -> Said {
        match self {
            Ty::Bool => (&phrases::BOOL).into(),
            Ty::Int => (&phrases::INT).into(),
            Ty::Time => (&phrases::TIME).into(),
            Ty::Text(TextKind::Version) => (&phrases::VERSION).into(),
            Ty::Text(_) => (&phrases::TEXT).into(),
            Ty::List(item) => said!(phrases::LIST, item = of_field(item)),
            Ty::Record(r) => said!(phrases::RECORD, name = r.name),
            Ty::Resource(k) => said!(phrases::RESOURCE, name = k.name),
        }
    }
}

/// How diagnostics call the type of a field.
pub fn of_field(ty: &Type) -> Said {
    match ty {
        Type::Bool => (&phrases::FIELD_BOOL).into(),
        Type::Int => (&phrases::FIELD_INT).into(),
        Type::Time => (&phrases::FIELD_TIME).into(),
        Type::Text => (&phrases::FIELD_TEXT).into(),
        Type::Version => (&phrases::FIELD_VERSION).into(),
        Type::Arn => (&phrases::FIELD_ARN).into(),
        Type::Enum(values) => said!(phrases::FIELD_ENUM, values = values.join(" | ")),
        Type::List(item) => said!(phrases::FIELD_LIST, item = of_field(item)),
        Type::Record(r) => said!(phrases::FIELD_RECORD, name = r.name),
        Type::Link(kind) => said!(phrases::FIELD_LINK, kind = *kind),
    }
}

/// What a text is, which decides what a rule may compare it with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TextKind {
    Plain,
    Version,
    Enum(&'static [&'static str]),
}

/// Items of a list: lists of lists do not occur in the inventory below one level.
pub type Item = &'static crate::inventory::schema::Type;

/// A compiled expression. The tree is shared by the fast and the explaining evaluation.
#[derive(Debug)]
pub struct Expr {
    pub kind: Kind,
    /// Bytes of the expression's text.
    pub start: u32,
    pub end: u32,
}

#[derive(Debug)]
pub enum Kind {
    Bool(bool),
    Int(i64),
    Text(Box<str>),
    /// The resource under judgement.
    Root,
    /// A loop variable: 0 is `each`, then outer and inner quantifier.
    Var(u8),
    /// A field of a resource or record.
    Field {
        base: Box<Expr>,
        slot: u16,
        def: &'static FieldDef,
    },
    /// The resource's id.
    Id(Box<Expr>),
    Has(Box<Expr>),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Cond(Box<[Expr; 3]>),
    Eq {
        sides: Box<[Expr; 2]>,
        negate: bool,
    },
    Compare {
        op: Ordering,
        sides: Box<[Expr; 2]>,
    },
    /// Text or integer in a literal list.
    InLiterals {
        item: Box<Expr>,
        list: Box<[Literal]>,
    },
    InList {
        item: Box<Expr>,
        list: Box<Expr>,
    },
    /// `all` or `exists`; the variable's slot is `var`.
    Quantifier {
        all: bool,
        list: Box<Expr>,
        var: u8,
        body: Box<Expr>,
    },
    Filter {
        list: Box<Expr>,
        var: u8,
        body: Box<Expr>,
    },
    Size(Box<Expr>),
    SizeAtLeast(Box<Expr>, Box<Expr>),
    Predicate {
        how: Predicate,
        text: Box<Expr>,
        with: Box<Expr>,
    },
    Matches {
        text: Box<Expr>,
        pattern: Box<regex::Regex>,
    },
    /// Part of a text: of an ARN, a secret's name, a node family.
    Part {
        part: Part,
        text: Box<Expr>,
    },
    VersionAtLeast {
        version: Box<Expr>,
        bound: Version,
        negate: bool,
    },
    VersionIs {
        version: Box<Expr>,
        exact: Version,
    },
    KafkaSupportEnded(Box<Expr>),
    /// A role may do an action on a resource.
    Allows {
        role: Box<Expr>,
        action: Box<str>,
        resource: Box<Expr>,
        asked: Asked,
        /// The service that asks for the role.
        via: Option<Box<str>>,
    },
    /// A rule of a security group lets TCP at a port through.
    OpensPort {
        rule: Box<Expr>,
        port: Box<Expr>,
    },
    /// Every address of a range is in one of a list of ranges.
    CidrWithin {
        cidr: Box<Expr>,
        ranges: Box<Expr>,
    },
    CidrIsWorld(Box<Expr>),
    /// Traffic of subnets finds a way out of their VPC.
    LeadsOut {
        subnets: Box<Expr>,
        tables: Box<Expr>,
    },
    Days {
        since: bool,
        time: Box<Expr>,
    },
    /// Only in texts.
    Shell(Box<Expr>),
    /// Only in texts.
    Join(Box<Expr>, Box<str>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ordering {
    Lt,
    Le,
    Gt,
    Ge,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    Int(i64),
    Text(Box<str>),
    /// Only as a parameter: stands right of `in`, and in `join()`.
    List(Box<[Literal]>),
}

/// As an expression would write it.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Int(i) => write!(f, "{i}"),
            Literal::Text(t) => write!(f, "'{t}'"),
            Literal::List(items) => {
                f.write_str("[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if i > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Predicate {
    StartsWith,
    EndsWith,
    Contains,
    EqualsIgnoreCase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    ArnPartition,
    ArnService,
    ArnRegion,
    ArnAccount,
    ArnResource,
    SecretName,
    PrincipalAccount,
    NodeFamily,
}

/// By which policies a role may do something, and to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// By the policies of the role and its boundary.
    Own,
    /// By the same, to every such resource that no policy names.
    Every,
    /// By those and by what governs the resource.
    Whole(Governed),
}

/// What, besides the policies of those who ask, decides who may do something to a resource of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Governed {
    /// Nothing: the service has no policies of resources.
    ByNothing,
    /// The policy in this field adds to theirs.
    ByPolicy(u16),
    /// A key policy, without which theirs count for nothing, and grants.
    ByKeyPolicy,
}

impl Governed {
    /// The fields of the kind that say so.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Governed::ByNothing => &[],
            Governed::ByPolicy(_) => &["policy"],
            Governed::ByKeyPolicy => &["policy", "grants"],
        }
    }
}
