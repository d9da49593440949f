//! The file's text -> [`Config`], every fault with its place.

use super::{At, Config, File, Grade, Parameter};
use crate::cli::FailOn;
use crate::commands::phrases;
use crate::rules::expr::check::{near, nearest};
use crate::rules::phrases::{A_BOOL, A_TABLE, A_TEXT, DID_YOU_MEAN, NONE_OF, TEXTS, TOML};
use crate::rules::{Diagnostic, Language, Severity, file};
use crate::said;
use crate::speech::{Phrase, Said};
use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

type Value<'t> = Spanned<DeValue<'t>>;

/// Every key; help and `docs/configuration.md` list them.
pub const KEYS: &[&str] =
    &["language", "fail_on", "allow_incomplete", "rules", "select", "ignore", "severity", "parameters"];

pub fn read(path: &str, text: String, root: Option<PathBuf>) -> Result<Config, Vec<Diagnostic>> {
    let mut reader = Reader { path, text: &text, faults: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(&text);
    for e in &errors {
        let message = said!(TOML, message = e.message());
        reader.faults.push(Diagnostic::at(path, &text, e.span().unwrap_or(0..0), message, None));
    }
    let mut config = Config::default();
    // What stands in a damaged table cannot be told from what is missing in it.
    if errors.is_empty() {
        reader.table(table.get_ref(), &mut config);
    }
    let mut faults = reader.faults;
    if !faults.is_empty() {
        faults.sort();
        return Err(faults);
    }
    drop(table);
    config.file = Some(File { path: path.to_owned(), text, root });
    Ok(config)
}

struct Reader<'t> {
    path: &'t str,
    text: &'t str,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>, config: &mut Config) {
        for (key, value) in table {
            let name = &**key.get_ref();
            match name {
                "language" => {
                    let languages = Language::ALL.map(|l| (l.tag(), l));
                    config.language = self.word(name, value, &languages);
                }
                "fail_on" => {
                    let mut levels: Vec<_> =
                        Severity::ALL.iter().map(|s| (s.name(), FailOn(Some(*s)))).collect();
                    levels.push(("never", FailOn(None)));
                    config.fail_on = self.word(name, value, &levels);
                }
                "allow_incomplete" => match value.get_ref().as_bool() {
                    Some(allow) => config.allow_incomplete = Some(allow),
                    None => self.unlike(name, value, &A_BOOL),
                },
                "rules" => {
                    let beside = Path::new(self.path).parent().unwrap_or(Path::new(""));
                    let folders = self.texts(name, value);
                    config.rules = folders
                        .into_iter()
                        .map(|f| At { value: beside.join(f.value), span: f.span })
                        .collect();
                }
                "select" => config.select = self.texts(name, value),
                "ignore" => config.ignore = self.texts(name, value),
                "severity" => self.severities(name, value, config),
                "parameters" => self.parameters(name, value, config),
                _ => {
                    let message = said!(phrases::UNKNOWN_KEY, key = name);
                    let help = nearest(name, KEYS.iter().copied());
                    self.fault(key.span(), message, Some(help));
                }
            }
        }
    }

    /// `[severity]`: `msk-no-broker-logs = "high"`, or `[severity.RULE]`: `critical = "high"`
    fn severities(&mut self, name: &str, value: &Value<'_>, config: &mut Config) {
        let Some(table) = self.members(name, value) else { return };
        let names = Severity::ALL.map(|s| (s.name(), s));
        for (rule, value) in table {
            let grade = match value.get_ref().as_table() {
                Some(cases) => self.cases(cases).map(Grade::Each),
                None => self.word(rule.get_ref(), value, &names).map(Grade::All),
            };
            config.severities.extend(grade.map(|grade| (at(rule), grade)));
        }
    }

    fn cases(&mut self, table: &DeTable<'_>) -> Option<Vec<(At<Severity>, Severity)>> {
        let names = Severity::ALL.map(|s| (s.name(), s));
        let one = |(case, value): (&Spanned<Cow<'_, str>>, &Value<'_>)| {
            let to = self.word(case.get_ref(), value, &names);
            let from = self.named(case.get_ref(), case.span(), &names);
            Some((At { value: from?, span: case.span() }, to?))
        };
        let cases: Vec<_> = table.iter().map(one).collect();
        cases.into_iter().collect()
    }

    /// `[parameters.scram-secret-unrotated]`: `max_days = 30`
    fn parameters(&mut self, name: &str, value: &Value<'_>, config: &mut Config) {
        let Some(rules) = self.members(name, value) else { return };
        for (rule, value) in rules {
            let Some(table) = self.members(rule.get_ref(), value) else { continue };
            let mut parameters = Vec::new();
            for (name, value) in table {
                match file::literal(value) {
                    Some(literal) => {
                        let value = At { value: literal, span: value.span() };
                        parameters.push(Parameter { name: at(name), value });
                    }
                    None => self.unlike(name.get_ref(), value, &phrases::A_PARAMETER),
                }
            }
            config.parameters.push((at(rule), parameters));
        }
    }

    fn members<'v>(&mut self, name: &str, value: &'v Value<'_>) -> Option<&'v DeTable<'v>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.unlike(name, value, &A_TABLE);
        }
        table
    }

    fn texts(&mut self, name: &str, value: &Value<'_>) -> Vec<At<String>> {
        let items = value.get_ref().as_array().map(|items| {
            let text = |item: &Value<'_>| {
                let text = item.get_ref().as_str()?;
                Some(At { value: text.to_owned(), span: item.span() })
            };
            items.iter().map(text).collect::<Option<Vec<_>>>()
        });
        match items {
            Some(Some(texts)) => texts,
            _ => {
                self.unlike(name, value, &TEXTS);
                Vec::new()
            }
        }
    }

    /// A word of a closed list.
    fn word<T: Copy>(&mut self, name: &str, value: &Value<'_>, words: &[(&str, T)]) -> Option<T> {
        let Some(text) = value.get_ref().as_str() else {
            self.unlike(name, value, &A_TEXT);
            return None;
        };
        self.named(text, value.span(), words)
    }

    fn named<T: Copy>(&mut self, text: &str, span: Range<usize>, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let help = near(text, names.iter().copied()).map(|name| said!(DID_YOU_MEAN, name = name));
            self.fault(span, said!(NONE_OF, text = text, names = names), help);
        }
        found
    }

    fn unlike(&mut self, name: &str, value: &Value<'_>, wanted: &'static Phrase) {
        self.fault(value.span(), said!(phrases::MEMBER_IS, name = name, wanted = wanted), None);
    }

    fn fault(&mut self, span: Range<usize>, message: Said, help: Option<Said>) {
        self.faults.push(Diagnostic::at(self.path, self.text, span, message, help));
    }
}

fn at(key: &Spanned<Cow<'_, str>>) -> At<String> {
    At { value: key.get_ref().to_string(), span: key.span() }
}
