//! ALTERs of schemas whose CREATE is in another text of those that are given together.
//!
//! In which order texts run is not known: the order of paths is a habit of some tools and not of others, and two folders
//! may be two databases. Where another text alters what a schema says, neither is taken to be in force.

use super::schema::{alone, replaced};
use super::statement::{Statement, Text, Value};
use crate::inventory::streaming::{CLAUSES, Clause};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the ALTERs of all texts set, by the schema's name and the clause.
#[derive(Debug, Default)]
pub struct Altered {
    /// Schemas that a text makes.
    made: HashSet<String>,
    set: HashMap<(String, &'static str), BTreeMap<To, Vec<usize>>>,
    texts: Vec<Box<str>>,
}

/// What an ALTER makes of a clause.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum To {
    /// Nothing: it takes the clause away.
    Nothing,
    Is(String),
    /// What a tool fills in.
    Open,
}

impl To {
    fn of(value: &Value) -> Self {
        match &value.text {
            Text::Is(text) => To::Is(text.clone()),
            Text::Filled(_) => To::Open,
        }
    }
}

impl Altered {
    /// Takes in the next text.
    pub fn add(&mut self, text: &str, statements: &[Statement]) {
        let number = self.texts.len();
        self.texts.push(text.into());
        self.made.extend(statements.iter().filter(|s| s.create).map(|s| s.name.text.name()));
        for alter in alone(statements) {
            let name = alter.name.text.name();
            let mut set = |clause: Clause, to| {
                let all = self.set.entry((name.clone(), clause.name())).or_default();
                // Two values of one text: whatever another text says, one of them differs.
                let known = all.values().filter(|texts| texts.contains(&number)).count() > 1;
                let texts = all.entry(to);
                if let std::collections::btree_map::Entry::Vacant(_) = &texts
                    && known
                {
                    return;
                }
                let texts = texts.or_default();
                // Of two texts, one is another one than any that asks.
                if texts.len() < 2 && !texts.contains(&number) {
                    texts.push(number);
                }
            };
            if alter.directive.is_some() {
                CLAUSES.iter().for_each(|(clause, _)| set(*clause, To::Open));
                continue;
            }
            for clause in replaced(alter) {
                if !alter.clauses.iter().any(|(own, _)| *own == clause) {
                    set(clause, To::Nothing);
                }
            }
            for (clause, value) in &alter.clauses {
                set(*clause, To::of(value));
            }
        }
    }
}

/// What the other texts say, seen from one of them.
#[derive(Clone, Copy)]
pub struct Others<'a> {
    pub all: &'a Altered,
    /// The number of the text that asks.
    pub from: usize,
}

impl<'a> Others<'a> {
    /// The text in which an ALTER sets a clause of a schema otherwise than to `here`.
    pub fn alter(self, name: &str, clause: Clause, here: Option<&Value>) -> Option<&'a str> {
        let here = here.map_or(To::Nothing, To::of);
        let all = self.all.set.get(&(name.to_owned(), clause.name()))?;
        let others = all.iter().filter(|(to, _)| **to == To::Open || **to != here);
        let texts = others.flat_map(|(_, texts)| texts).copied();
        texts.filter(|text| *text != self.from).min().map(|text| &*self.all.texts[text])
    }

    /// Whether one of them makes a schema, which is judged there.
    pub fn make(self, name: &str) -> bool {
        self.all.made.contains(name)
    }
}
