//! A finding: one rule's verdict on one resource (or one item of it), with all a report needs.

use crate::inventory::{Place, Why};
use crate::rules::{Confidence, Language, Severity, Verdict};
use serde::{Deserialize, Serialize};

/// One verdict. Texts are already in the run's language, without control characters.
#[derive(Debug, Clone)]
pub struct Finding {
    pub rule: Box<str>,
    pub verdict: Verdict,
    pub severity: Severity,
    pub confidence: Confidence,
    /// 32 lower-case hex digits: the same finding has the same fingerprint in every run (see `fingerprint.rs`).
    pub fingerprint: Box<str>,
    pub resource: Subject,
    /// With `each`: which item, such as a connector property.
    pub item: Option<Box<str>>,
    /// For `Fail` the rule's message; for `Undecided` what is missing.
    pub message: Box<str>,
    pub expected: Box<str>,
    /// Value of the fact the rule points at, as text.
    pub observed: Box<str>,
    /// The facts the verdict rests on, in the order of the expression, each once.
    pub evidence: Vec<Evidence>,
    /// For `Undecided`: what is unknown and why, each once.
    pub missing: Vec<Missing>,
    /// Where to look: the value's place in a template, or the resource's line in the snapshot.
    pub location: Option<Place>,
    /// What else decided: parameter defaults, mapping entries, module calls.
    pub related: Vec<Related>,
    /// Template world in which this holds (`Env=dev`); `None` when it holds by default.
    pub world: Option<Box<str>>,
    pub remediation: Remediation,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    pub kind: Box<str>,
    /// The ARN when there is one, else what identifies the resource in its input.
    pub id: Box<str>,
    pub name: Box<str>,
    /// Empty when a template does not say.
    pub account: Box<str>,
    pub region: Box<str>,
}

/// One fact a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The expression that reads it: `secret.kms_key.manager`.
    pub field: Box<str>,
    /// Its value as text; `(not set)` or `(unknown)`.
    pub value: Box<str>,
    /// `kafka:ListClustersV2`, `default <url>`, `file.yaml:3:5`, `derived <from>`; empty when unknown.
    pub origin: Box<str>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Missing {
    pub field: Box<str>,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// What it is, in the run's language.
    pub message: Box<str>,
    pub place: Place,
}

/// How to mend it. Parts that a rule does not have are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remediation {
    pub text: Box<str>,
    /// The fix is a new resource.
    pub immutable: bool,
    pub cli: Box<str>,
    pub cloudformation: Box<str>,
    pub terraform: Box<str>,
}

/// How often each verdict was reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub pass: u64,
    pub fail: u64,
    pub undecided: u64,
    #[serde(rename = "not-applicable")]
    pub not_applicable: u64,
}

/// What an evaluation came to: input of every report.
#[derive(Debug, Clone)]
pub struct Report {
    /// `tidegate 0.1.0`
    pub tool: Box<str>,
    pub language: Language,
    pub run: crate::inventory::snapshot::Run,
    /// Sorted; see [`crate::inventory::coverage::sort`].
    pub coverage: Vec<crate::inventory::Coverage>,
    /// Inputs that could not be read (files), each a sentence with its place.
    pub problems: Vec<Problem>,
    /// Number of judged resources per kind, sorted by kind.
    pub resources: Vec<(Box<str>, u64)>,
    /// Per rule id, every rule that ran, sorted by id.
    pub tallies: Vec<(Box<str>, Tally)>,
    /// Fails and undecided always, passes and not-applicables only when asked for; sorted worst first.
    pub findings: Vec<Finding>,
    /// Findings that their templates ask not to be told of: in no number, but never left out.
    pub ignored: Vec<super::Ignored>,
    /// What is wrong with such requests, each a sentence with its place. It hides nothing and leaves the run complete.
    pub remarks: Vec<Problem>,
    /// The file that findings' snapshot lines point into, when one was read or written.
    pub snapshot: Option<Box<str>>,
    /// What was decided about the rules.
    pub selection: Selection,
}

/// What the caller decided about the rules: which did not run, and which ran otherwise than their files say. A rule that
/// did not run has passed nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The configuration file, when there is one.
    pub config: Option<Box<str>>,
    /// Sorted by id.
    pub deselected: Vec<Deselected>,
    /// Of rules that ran, sorted.
    pub changed: Vec<Changed>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Deselected {
    #[serde(rename = "id")]
    pub rule: Box<str>,
    /// The option or the member of the configuration: `--ignore msk`, `tidegate.toml: select`.
    pub by: Box<str>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Changed {
    #[serde(rename = "id")]
    pub rule: Box<str>,
    /// `severity`, `parameters.max_days`
    pub member: Box<str>,
    pub from: Box<str>,
    pub to: Box<str>,
}

/// An input that could not be read: it makes the run incomplete, and hides nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    pub path: Box<str>,
    /// 0 when the problem is not at a line.
    pub line: u32,
    pub column: u32,
    pub message: Box<str>,
}

impl Tally {
    pub fn count(&mut self, verdict: Verdict) {
        *self.of(verdict) += 1;
    }

    /// Takes back what [`Self::count`] counted.
    pub fn uncount(&mut self, verdict: Verdict) {
        let counted = self.of(verdict);
        *counted = counted.saturating_sub(1);
    }

    fn of(&mut self, verdict: Verdict) -> &mut u64 {
        match verdict {
            Verdict::Pass => &mut self.pass,
            Verdict::Fail => &mut self.fail,
            Verdict::Undecided => &mut self.undecided,
            Verdict::NotApplicable => &mut self.not_applicable,
        }
    }

    pub fn add(&mut self, other: Tally) {
        self.pass += other.pass;
        self.fail += other.fail;
        self.undecided += other.undecided;
        self.not_applicable += other.not_applicable;
    }
}

impl Report {
    /// A verdict or an input is missing: the run must not be taken for a clean one.
    pub fn incomplete(&self) -> bool {
        self.run.interrupted
            || !self.problems.is_empty()
            || self.coverage.iter().any(|c| !c.complete())
            || self.tallies.iter().any(|(_, t)| t.undecided > 0)
    }
}
