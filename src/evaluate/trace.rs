//! The explaining pass: which facts a verdict rests on, and what is missing for one.

use super::finding::{Evidence, Missing};
use crate::inventory::{Fact, Origin, Resource, Unit};
use crate::rules::expr::compiled::Expr;
use crate::rules::expr::eval::Trace;
use crate::rules::expr::value::Cause;
use crate::rules::render;

/// Most facts and reasons a finding carries.
const MOST: usize = 32;

/// Records what one expression reads.
#[derive(Default)]
pub struct Recorder<'a> {
    reads: Vec<(&'a Expr, &'a Resource, &'a Fact)>,
    unknowns: Vec<(&'a Expr, Cause<'a>)>,
}

impl<'a> Trace<'a> for Recorder<'a> {
    fn read(&mut self, at: &'a Expr, owner: &'a Resource, fact: &'a Fact) {
        self.reads.push((at, owner, fact));
    }

    fn unknown(&mut self, at: &'a Expr, cause: Cause<'a>) {
        self.unknowns.push((at, cause));
    }

    fn mark(&self) -> (usize, usize) {
        (self.reads.len(), self.unknowns.len())
    }

    fn forget_unknowns(&mut self, mark: (usize, usize)) {
        self.unknowns.truncate(mark.1);
    }

    fn keep_since(&mut self, start: (usize, usize), decisive: (usize, usize)) {
        self.reads.drain(start.0..decisive.0);
    }
}

impl<'a> Recorder<'a> {
    /// The facts read, in the order of the expression, each once.
    pub fn evidence(&self, text: &str, unit: &Unit, into: &mut Vec<Evidence>) {
        for (at, owner, fact) in &self.reads {
            if into.len() == MOST {
                return;
            }
            let evidence = Evidence {
                field: slice(text, at).into(),
                value: render::fact(fact, render::type_of(at), owner, unit, render::PLAIN).into(),
                origin: origin(fact, owner).into(),
            };
            if !into.contains(&evidence) {
                into.push(evidence);
            }
        }
    }

    /// What is unknown and why, each once.
    pub fn missing(&self, text: &str, into: &mut Vec<Missing>) {
        for (at, cause) in &self.unknowns {
            let missing = Missing { field: slice(text, at).into(), why: cause.why() };
            if into.len() < MOST && !into.contains(&missing) {
                into.push(missing);
            }
        }
    }
}

fn slice<'t>(text: &'t str, at: &Expr) -> &'t str {
    text.get(at.start as usize..at.end as usize).unwrap_or(text)
}

pub fn origin(fact: &Fact, owner: &Resource) -> String {
    let ix = match fact {
        Fact::Known(_, ix) | Fact::Absent(ix) => *ix,
        Fact::Unknown(_) => return String::new(),
    };
    match owner.origin(ix) {
        Some(Origin::Api { operation }) => operation.to_string(),
        Some(Origin::File(place)) => format!("{}:{}:{}", place.path, place.line, place.column),
        Some(Origin::Default { url }) => format!("default {url}"),
        Some(Origin::Derived { from }) => format!("derived {from}"),
        None => String::new(),
    }
}
