//! A rule as the evaluator and the reports see it: checked against the inventory, compiled, with its texts.

use super::expr::compiled::{Expr, Item, Literal};
use super::level::{Confidence, Language, Severity, Verdict};
use crate::inventory::unit::Input;
use crate::inventory::{KindDef, Resource};
use std::collections::BTreeMap;

/// One rule file, compiled.
#[derive(Debug)]
pub struct Rule {
    /// The file's stem: names the bad pattern.
    pub id: Box<str>,
    /// The folder the file stands in: `msk`, `scram`, `kms`, `connect`, `elasticache`.
    pub service: Box<str>,
    /// The file, as messages call it: below the sources for a built-in rule.
    pub path: Box<str>,
    /// The file's text.
    pub text: Box<str>,
    /// The tidegate version that first had the rule.
    pub since: Box<str>,
    /// Former ids.
    pub aliases: Vec<Box<str>>,
    pub severity: Severity,
    pub confidence: Confidence,
    pub kind: &'static KindDef,
    /// The inputs that the rule can judge; others are not applicable.
    pub inputs: Vec<Input>,
    pub tags: Vec<Box<str>>,
    /// The fix is a new resource.
    pub immutable: bool,
    pub parameters: BTreeMap<String, Literal>,
    /// One verdict per item of a list.
    pub each: Option<Each>,
    /// False: not applicable; unknown: undecided.
    pub when: Option<Code>,
    /// True is good.
    pub check: Code,
    /// With `each`: text that tells the items apart.
    pub key: Option<Code>,
    /// The fact a finding points at.
    pub at: Code,
    /// Facts that findings show beside those that the verdict rests on.
    pub shows: Vec<Code>,
    /// The first whose condition is true replaces `severity`.
    pub severities: Vec<(Code, Severity)>,
    /// The first whose condition is true replaces `confidence`.
    pub confidences: Vec<(Code, Confidence)>,
    pub sources: Vec<Source>,
    pub frameworks: Vec<Framework>,
    /// The languages that the texts are written in; readers of others see the first of them.
    pub languages: Vec<Language>,
    /// By [`Language`], in the order of [`Language::ALL`].
    pub texts: [Texts; 3],
    /// The first variant whose condition is true; the last has none.
    pub remediation: Vec<Remedy>,
    pub examples: Vec<Example>,
    /// SHA-256 of the file's bytes and of what the configuration changed, for the digest of a set of rules.
    pub digest: [u8; 32],
}

/// `each = "v in secret.versions"`
#[derive(Debug)]
pub struct Each {
    pub var: Box<str>,
    pub list: Code,
    pub item: Item,
}

/// An expression with its text, which spans and evidence are cut from.
#[derive(Debug)]
pub struct Code {
    pub text: Box<str>,
    pub expr: Expr,
}

/// Text with `{{expression}}` places.
#[derive(Debug, Default)]
pub struct Template {
    pub parts: Vec<Part>,
}

#[derive(Debug)]
pub enum Part {
    Literal(Box<str>),
    Place(Code),
}

#[derive(Debug)]
pub struct Texts {
    /// No placeholders.
    pub title: Box<str>,
    pub message: Template,
    /// No placeholders.
    pub why: Box<str>,
    pub expected: Template,
    /// `None`: the value of `at`.
    pub observed: Option<Template>,
}

#[derive(Debug)]
pub struct Remedy {
    pub condition: Option<Code>,
    /// By [`Language`].
    pub text: [Template; 3],
    /// Parts the rule does not have are empty.
    pub cli: Template,
    pub cloudformation: Template,
    pub terraform: Template,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub url: Box<str>,
    /// The day it was read, `2026-11-22`.
    pub read: Box<str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    pub framework: Box<str>,
    pub ids: Vec<Box<str>>,
    pub basis: Basis,
}

/// Who says that the rule maps to the control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    Aws,
    NistCrosswalk,
    Tidegate,
}

/// A small account and the verdict that the rule must reach on its first resource of the rule's kind.
#[derive(Debug)]
pub struct Example {
    pub name: Box<str>,
    pub verdict: Verdict,
    pub severity: Option<Severity>,
    /// The input that the resources are taken to come from.
    pub input: Input,
    /// Other rules that fail on it, by id.
    pub also_fails: Vec<Box<str>>,
    /// In the order of the file. Unlinked: a unit is made of them, see [`super::example`].
    pub resources: Vec<Resource>,
    /// In place of resources: a template as people write it.
    pub template: Option<Written>,
}

/// An example as a CloudFormation template or Terraform source, which only the front end of that input can read.
#[derive(Debug)]
pub struct Written {
    pub text: Box<str>,
    /// The resource that is judged, by its logical id or address; left out: the only one of the rule's kind.
    pub resource: Option<Box<str>>,
    /// The line that the finding points at, from 1.
    pub line: Option<u32>,
}

impl Code {
    /// The expression's own text: without what stands around it (`v in` of an `each`).
    pub fn slice(&self) -> &str {
        self.text.get(self.expr.start as usize..self.expr.end as usize).unwrap_or(&self.text)
    }
}

impl Rule {
    pub fn texts(&self, language: Language) -> &Texts {
        &self.texts[language as usize]
    }
}

impl Remedy {
    pub fn text(&self, language: Language) -> &Template {
        &self.text[language as usize]
    }
}

impl Template {
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

impl Basis {
    pub fn name(self) -> &'static str {
        match self {
            Basis::Aws => "aws",
            Basis::NistCrosswalk => "nist-crosswalk",
            Basis::Tidegate => "tidegate",
        }
    }
}
