//! TOML tables read by hand rather than through serde: a reader that stops at the first fault makes its author
//! run it once per fault.

use super::diagnostic::Source;
use super::expr::check::nearest;
use super::phrases;
use super::place::Text;
use crate::said;
use crate::speech::{Part, Said};
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table under reading. What is asked for is what may stand in it; [`Table::done`] refuses the rest.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub source: &'a Source<'a>,
    pub entries: &'a DeTable<'a>,
    pub span: Range<usize>,
    /// How messages call it: `[text.en]`.
    what: Part,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Table<'a> {
    pub fn new(
        source: &'a Source<'a>,
        what: impl Into<Part>,
        entries: &'a DeTable<'a>,
        span: Range<usize>,
    ) -> Self {
        Self { source, entries, span, what: what.into(), asked: RefCell::default() }
    }

    pub fn get(&self, name: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(name);
        self.entries.get(name)
    }

    /// Where a member's name stands; the table when it has none.
    pub fn key(&self, name: &str) -> Range<usize> {
        self.entries.get_key_value(name).map_or(self.span.clone(), |(k, _)| k.span())
    }

    pub fn missing(&self, name: &str, why: impl Into<Said>) {
        let message = said!(phrases::HAS_NO, table = self.what.clone(), name = name);
        self.source.fault_with(self.span.clone(), message, why);
    }

    pub fn text(&self, name: &'static str) -> Option<Text<'a>> {
        let value = self.get(name)?;
        let text = as_text(value);
        if text.is_none() {
            self.unlike(name, value, &phrases::A_TEXT);
        }
        text
    }

    /// Text that must be there and hold something.
    pub fn required(&self, name: &'static str, why: impl Into<Said>) -> Option<Text<'a>> {
        if !self.entries.contains_key(name) {
            self.asked.borrow_mut().push(name);
            self.missing(name, why);
            return None;
        }
        let text = self.text(name)?;
        if text.value.trim().is_empty() {
            self.source.fault_with(text.span.clone(), said!(phrases::IS_EMPTY, name = name), why);
            return None;
        }
        Some(text)
    }

    pub fn bool(&self, name: &'static str) -> Option<bool> {
        let value = self.get(name)?;
        let bool = value.get_ref().as_bool();
        if bool.is_none() {
            self.unlike(name, value, &phrases::A_BOOL);
        }
        bool
    }

    /// A list of texts, each once; empty when it is left out.
    pub fn texts(&self, name: &'static str) -> Vec<Text<'a>> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.unlike(name, value, &phrases::TEXTS);
            return Vec::new();
        };
        let mut texts: Vec<Text<'a>> = Vec::new();
        for item in items.iter() {
            match as_text(item) {
                Some(t) if texts.iter().any(|o| o.value == t.value) => {
                    self.source.fault(t.span, said!(phrases::TWICE, name = t.value));
                }
                Some(t) => texts.push(t),
                None => self.unlike(name, item, &phrases::A_TEXT),
            }
        }
        texts
    }

    pub fn table(&self, name: &'static str, what: impl Into<Part>) -> Option<Table<'a>> {
        let value = self.get(name)?;
        let Some(entries) = value.get_ref().as_table() else {
            self.unlike(name, value, &phrases::A_TABLE);
            return None;
        };
        Some(Table::new(self.source, what, entries, value.span()))
    }

    /// `[[name]]` tables.
    pub fn tables(&self, name: &'static str) -> Vec<Table<'a>> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.unlike(name, value, said!(phrases::TABLES, name = name));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_table() {
                Some(entries) => {
                    tables.push(Table::new(self.source, format!("[[{name}]]"), entries, item.span()));
                }
                None => self.unlike(name, item, &phrases::A_TABLE),
            }
        }
        tables
    }

    /// Faults every member that nobody asked for.
    pub fn done(&self) {
        let asked = self.asked.borrow();
        for key in self.entries.keys().filter(|k| !asked.contains(&&**k.get_ref())) {
            let name = key.get_ref();
            let message = said!(phrases::UNKNOWN_MEMBER, name = &**name, table = self.what.clone());
            self.source.fault_with(key.span(), message, nearest(name, asked.iter().copied()));
        }
    }

    fn unlike(&self, name: &str, value: &Spanned<DeValue<'a>>, wanted: impl Into<Part>) {
        let found = value.get_ref().type_str();
        self.source.fault(value.span(), said!(phrases::UNLIKE, name = name, wanted = wanted, found = found));
    }
}

pub(super) fn as_text<'a>(value: &'a Spanned<DeValue<'a>>) -> Option<Text<'a>> {
    value.get_ref().as_str().map(|t| Text::new(t, value.span()))
}

pub(super) fn as_int(value: &DeValue<'_>) -> Option<i64> {
    let int = value.as_integer()?;
    i64::from_str_radix(int.as_str(), int.radix()).ok()
}
