//! ALTERs of schemas whose CREATE is in another text of those that are given together.
//!
//! In which order texts run is not known: the order of paths is a habit of some tools and not of others, and two folders
//! may be two databases. Where another text alters what a schema says, neither is taken to be in force.

use super::schema::{alone, filled, replaced};
use super::statement::{Statement, Text, Value};
use crate::inventory::streaming::{CLAUSES, Clause};
use std::collections::{BTreeMap, HashMap};

/// What the ALTERs of all texts set, by the schema's name and the clause.
#[derive(Debug, Default)]
pub struct Altered {
    texts: Vec<Box<str>>,
    /// The texts that make a schema.
    made: HashMap<String, Texts>,
    set: HashMap<(Name, &'static str), BTreeMap<To, Texts>>,
}

/// Whose clause an ALTER sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Name {
    Is(String),
    /// A name that a tool fills in: it may be any.
    Open,
    /// Of every ALTER, for a schema whose own name is filled in.
    Any,
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
    fn of(clause: Clause, value: &Value) -> Self {
        match &value.text {
            // Keywords in quotes, whatever their case.
            Text::Is(text) if clause == Clause::Authentication => To::Is(text.to_lowercase()),
            Text::Is(text) => To::Is(text.clone()),
            Text::Filled(_) => To::Open,
        }
    }
}

/// Numbers of texts: of two, one is another one than any that asks.
#[derive(Debug, Default)]
struct Texts(Vec<usize>);

impl Texts {
    fn add(&mut self, number: usize) {
        if self.0.len() < 2 && !self.0.contains(&number) {
            self.0.push(number);
        }
    }

    fn other_than(&self, number: usize) -> Option<usize> {
        self.0.iter().copied().find(|text| *text != number)
    }
}

impl Altered {
    /// Takes in the next text.
    pub fn add(&mut self, text: &str, statements: &[Statement]) {
        let number = self.texts.len();
        self.texts.push(text.into());
        for create in statements.iter().filter(|s| s.create) {
            self.made.entry(create.name.text.name()).or_default().add(number);
        }
        for alter in alone(statements) {
            let name = if filled(&alter.name.text) { Name::Open } else { Name::Is(alter.name.text.name()) };
            let mut set = |clause: Clause, to: To| {
                for name in [name.clone(), Name::Any] {
                    self.set(number, (name, clause.name()), to.clone());
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
                set(*clause, To::of(*clause, value));
            }
        }
    }

    fn set(&mut self, number: usize, key: (Name, &'static str), to: To) {
        let all = self.set.entry(key).or_default();
        // Two values of one text: whatever another text says, one of them differs.
        let enough = all.values().filter(|texts| texts.0.contains(&number)).count() > 1;
        if !enough || all.contains_key(&to) {
            all.entry(to).or_default().add(number);
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
    /// The text in which an ALTER sets a clause of a schema, or may set it, otherwise than to `here`.
    pub fn alter(self, name: &Text, clause: Clause, here: Option<&Value>) -> Option<&'a str> {
        let here = here.map_or(To::Nothing, |value| To::of(clause, value));
        let names = match filled(name) {
            true => vec![Name::Any],
            false => vec![Name::Is(name.name()), Name::Open],
        };
        let all = names.into_iter().filter_map(|name| self.all.set.get(&(name, clause.name()))).flatten();
        let others = all.filter(|(to, _)| **to == To::Open || **to != here);
        let text = others.filter_map(|(_, texts)| texts.other_than(self.from)).min()?;
        Some(&self.all.texts[text])
    }

    /// Whether one of them makes a schema, which is judged there.
    pub fn make(self, name: &Text) -> bool {
        self.all.made.get(&name.name()).is_some_and(|texts| texts.other_than(self.from).is_some())
    }
}
