//! What a template's expression comes to before deployment: the lattice CloudFormation and Terraform share.
//!
//! A value is known, text with holes, a reference to another resource, unknown with its reason, or absent.
//! Each carries where it stands and the decisions that led to it, so a finding never guesses a location.

use super::source::Site;

/// A value and its provenance.
#[derive(Debug, Clone)]
pub struct Sited {
    pub value: Resolved,
    /// The literal that decided the value, or the expression when nothing did.
    pub site: Site,
    /// How the value came here, first step first: parameter default, mapping entry, module call.
    pub via: Vec<Step>,
    /// The declaration says that this is a secret (`NoEcho`, `sensitive = true`, `sensitive_values`).
    pub sensitive: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Resolved {
    /// Not given: key missing, `null`, `AWS::NoValue`.
    Absent,
    Bool(bool),
    /// The number as written (`1`, `1e3`, `0.5`): no precision is lost by guessing a type.
    Number(Box<str>),
    Text(Box<str>),
    /// Text that is known in part. Two equal patterns of symbols are equal text.
    Pattern(Vec<Piece>),
    Ref(Reference),
    /// Read by the service at deployment: `{{resolve:secretsmanager:...}}`, a secret that is not a literal.
    Dynamic {
        service: Box<str>,
        text: Box<str>,
    },
    List {
        items: Vec<Sited>,
        more: Option<Box<str>>,
    },
    /// Entries in source order, each key once (the last wins). `more`: why further entries may exist.
    Map {
        entries: Vec<Entry>,
        more: Option<Box<str>>,
    },
    Unknown(Box<str>),
}

#[derive(Debug, Clone)]
pub struct Entry {
    pub key: Box<str>,
    pub key_site: Site,
    pub value: Sited,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.value.value == other.value.value
    }
}

impl PartialEq for Sited {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Lit(Box<str>),
    /// A symbol that has one value in a deployment: `AWS::Region`, `AWS::AccountId`, `var.name` without default.
    Symbol(Box<str>),
    Ref(Reference),
    Dynamic {
        service: Box<str>,
        text: Box<str>,
    },
    Unknown(Box<str>),
}

/// Points at another resource of the same template: logical id or Terraform address, and the attribute asked
/// for (`Ref` itself is the empty attribute).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    pub target: Box<str>,
    pub attribute: Box<str>,
}

/// One decision on the way to a value.
#[derive(Debug, Clone)]
pub struct Step {
    pub kind: StepKind,
    /// The name of what decided: `Env`, `var.tls`, `module.msk`.
    pub name: Box<str>,
    pub site: Site,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    ParameterDefault,
    ParameterValue,
    Condition,
    Mapping,
    Local,
    VariableDefault,
    VariableFile,
    ModuleCall,
}
