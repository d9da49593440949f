//! The rules of a run: the built-in ones and the user's own, as the configuration changes them, and which of them run.
//!
//! Every command gets its rules here, so that what `rules list` shows is what `check` and `scan` judge by.

use super::selector::{Reach, Selector};
use crate::cli::{Choice, Folders};
use crate::commands::RunError;
use crate::commands::config::{At, Config, Grade};
use crate::commands::phrases;
use crate::evaluate::{Changed, Deselected, Selection};
use crate::rules::expr::check::{near, nearest};
use crate::rules::expr::compiled::Literal;
use crate::rules::phrases::{A_TEXT, DID_YOU_MEAN, NO_RULE, THERE_ARE, TWICE};
use crate::rules::{Diagnostic, Language, Rule, Severity, catalogue, file};
use crate::said;
use crate::speech::Said;
use crate::words;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Rules by id, and which of them run.
#[derive(Debug)]
pub struct RuleSet {
    /// Sorted by id.
    rules: Vec<Held>,
    /// In the order of `rules`.
    runs: Vec<bool>,
    /// What reports say of it.
    pub selection: Selection,
}

#[derive(Debug)]
enum Held {
    Builtin(&'static Rule),
    /// A user's rule, or a built-in one that the configuration changes.
    Own(Box<Rule>),
}

impl Held {
    fn rule(&self) -> &Rule {
        match self {
            Held::Builtin(rule) => rule,
            Held::Own(rule) => rule,
        }
    }
}

/// The rules that a command's options and the configuration choose.
///
/// # Errors
/// Rule files that do not load, names of no rule, values that a rule does not take, and a choice that leaves no rule: a
/// run without rules would say that all is well.
pub fn selected_rules(choice: &Choice, config: &Config, language: Language) -> Result<RuleSet, RunError> {
    let mut set = all_rules(&choice.folders, config)?;
    set.choose(choice, config, language)?;
    Ok(set)
}

/// Every rule there is, with the configuration's severities and parameters; all of them run.
///
/// # Errors
/// As [`selected_rules`].
pub fn all_rules(folders: &Folders, config: &Config) -> Result<RuleSet, RunError> {
    let mut set = loaded(folders, config)?;
    set.configure(config).map_err(RunError::Rules)?;
    Ok(set)
}

/// The rules as their files have them, chosen by options only.
///
/// # Errors
/// As [`selected_rules`].
pub fn written_rules(choice: &Choice, config: &Config, language: Language) -> Result<RuleSet, RunError> {
    let mut set = loaded(&choice.folders, config)?;
    set.choose(choice, &Config::default(), language)?;
    Ok(set)
}

fn loaded(folders: &Folders, config: &Config) -> Result<RuleSet, RunError> {
    let mut rules: Vec<Held> = catalogue::builtin().rules.iter().map(Held::Builtin).collect();
    let mut dirs = config.folders().map_err(|fault| RunError::Rules(vec![fault]))?;
    dirs.extend(folders.dirs.iter().map(|dir| -> &Path { dir }));
    let own = catalogue::load_dirs(&dirs).map_err(RunError::Rules)?;
    rules.extend(own.into_iter().map(|r| Held::Own(Box::new(r))));
    rules.sort_by(|a, b| a.rule().id.cmp(&b.rule().id));
    let runs = vec![true; rules.len()];
    let selection = Selection { config: config.path().map(Into::into), ..Selection::default() };
    Ok(RuleSet { rules, runs, selection })
}

impl RuleSet {
    /// Every rule, sorted by id.
    pub fn all(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(Held::rule)
    }

    /// The rules that run, sorted by id.
    pub fn running(&self) -> Vec<&Rule> {
        self.all().zip(&self.runs).filter(|(_, runs)| **runs).map(|(rule, _)| rule).collect()
    }

    /// A rule by its id or a former id.
    pub fn by_id(&self, id: &str) -> Option<&Rule> {
        self.position(id).map(|i| self.rules[i].rule())
    }

    /// The rule of that name.
    ///
    /// # Errors
    /// There is none: says which was probably meant.
    pub fn named(&self, id: &str, language: Language) -> Result<&Rule, RunError> {
        self.by_id(id).ok_or_else(|| {
            let message = said!(NO_RULE, id = words::line(id)).text(language);
            let colon = words::words(language).colon;
            RunError::Usage(format!("{message}{colon}{}", self.meant(id).text(language)))
        })
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.all().position(|r| *r.id == *id || r.aliases.iter().any(|a| **a == *id))
    }

    /// The nearest id; all of them would fill a screen.
    fn meant(&self, id: &str) -> Said {
        let names = self.all().flat_map(|r| r.aliases.iter().chain([&r.id]));
        match near(id, names.map(|n| &**n)) {
            Some(name) => said!(DID_YOU_MEAN, name = name),
            None => (&phrases::SEE_RULES_LIST).into(),
        }
    }

    /// Severities and parameters of the configuration.
    fn configure(&mut self, config: &Config) -> Result<(), Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut seen = Vec::new();
        for (name, parameters) in &config.parameters {
            let Some(ix) = self.configured(name, &mut seen, config, &mut faults) else { continue };
            let mut given = BTreeMap::new();
            for p in parameters {
                match self.parameter(ix, &p.name, &p.value, config) {
                    Ok(()) => drop(given.insert(p.name.value.clone(), p.value.value.clone())),
                    Err(fault) => faults.push(fault),
                }
            }
            if given.len() == parameters.len()
                && let Err(message) = self.compile(ix, &given)
            {
                let message = said!(phrases::DOES_NOT_FIT, message = message);
                faults.push(config.fault(name.span.clone(), message, None));
            }
        }
        seen.clear();
        for (name, grade) in &config.severities {
            if let Some(ix) = self.configured(name, &mut seen, config, &mut faults) {
                faults.extend(self.grade(ix, grade, config).err().into_iter().flatten());
            }
        }
        self.selection.changed.sort();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The rule that a name of the configuration means; each rule once.
    fn configured(
        &self,
        name: &At<String>,
        seen: &mut Vec<usize>,
        config: &Config,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let Some(ix) = self.position(&name.value) else {
            let message = said!(NO_RULE, id = &name.value);
            faults.push(config.fault(name.span.clone(), message, Some(self.meant(&name.value))));
            return None;
        };
        if seen.contains(&ix) {
            let message = said!(TWICE, name = &self.rules[ix].rule().id);
            faults.push(config.fault(name.span.clone(), message, None));
            return None;
        }
        seen.push(ix);
        Some(ix)
    }

    /// Whether the rule has this parameter and it is of the value's type.
    fn parameter(
        &self,
        ix: usize,
        name: &At<String>,
        value: &At<Literal>,
        config: &Config,
    ) -> Result<(), Diagnostic> {
        let rule = self.rules[ix].rule();
        let Some(own) = rule.parameters.get(&name.value) else {
            let message = said!(phrases::NO_PARAMETER, name = &name.value, rule = &rule.id);
            let help = nearest(&name.value, rule.parameters.keys().map(String::as_str));
            return Err(config.fault(name.span.clone(), message, Some(help)));
        };
        if alike(own, &value.value) {
            return Ok(());
        }
        let wanted = match own {
            Literal::Int(_) => &phrases::AN_INT,
            Literal::Text(_) => &A_TEXT,
            Literal::List(_) => &phrases::A_LIST,
        };
        let message = said!(phrases::MEMBER_IS, name = &name.value, wanted = wanted);
        let help = said!(phrases::DEFAULT_IS, value = own.to_string());
        Err(config.fault(value.span.clone(), message, Some(help)))
    }

    /// Compiles a rule anew with other values; `Err` says why the rule does not take them.
    fn compile(&mut self, ix: usize, given: &BTreeMap<String, Literal>) -> Result<(), Said> {
        let old = self.rules[ix].rule();
        let mut rule = file::parse_with(&old.path, &old.service, &old.text, given).map_err(|faults| {
            faults.into_iter().next().expect("a rule that does not load has a fault").message
        })?;
        for (name, value) in given {
            let from = &old.parameters[name];
            if from != value {
                self.selection.changed.push(Changed {
                    rule: rule.id.clone(),
                    member: format!("parameters.{name}").into(),
                    from: from.to_string().into(),
                    to: value.to_string().into(),
                });
            }
        }
        rule.digest = digest(&old.digest, &format!("{given:?}"));
        self.rules[ix] = Held::Own(Box::new(rule));
        Ok(())
    }

    /// Gives a rule other severities.
    fn grade(&mut self, ix: usize, grade: &Grade, config: &Config) -> Result<(), Vec<Diagnostic>> {
        let old = self.rules[ix].rule();
        let before = severities(old);
        let mut rule = self.own(ix);
        match grade {
            Grade::All(severity) => {
                rule.severity = *severity;
                rule.severities.clear();
            }
            Grade::Each(cases) => {
                let none = |(case, _): &&(At<Severity>, Severity)| !before.contains(&case.value.name());
                let faults: Vec<_> =
                    cases.iter().filter(none).map(|(case, _)| never(case, old, &before, config)).collect();
                if !faults.is_empty() {
                    return Err(faults);
                }
                let other = |s: &mut Severity| {
                    *s = cases.iter().find(|(case, _)| case.value == *s).map_or(*s, |(_, to)| *to);
                };
                other(&mut rule.severity);
                rule.severities.iter_mut().for_each(|(_, s)| other(s));
            }
        }
        let after = severities(&rule);
        if after == before {
            return Ok(());
        }
        self.selection.changed.push(Changed {
            rule: old.id.clone(),
            member: "severity".into(),
            from: once(&before).join(", ").into(),
            to: once(&after).join(", ").into(),
        });
        rule.digest = digest(&rule.digest, &after.join(","));
        self.rules[ix] = Held::Own(rule);
        Ok(())
    }

    /// The rule as one that may be changed.
    fn own(&self, ix: usize) -> Box<Rule> {
        let old = self.rules[ix].rule();
        let mut rule = file::parse_with(&old.path, &old.service, &old.text, &old.parameters)
            .expect("the text and the values were compiled before");
        rule.digest = old.digest;
        Box::new(rule)
    }

    fn choose(&mut self, choice: &Choice, config: &Config, language: Language) -> Result<(), RunError> {
        let select = listed("select", &choice.select, &config.select, config);
        let ignore = listed("ignore", &choice.ignore, &config.ignore, config);
        let mut faults = Vec::new();
        for one in select.iter().chain(&ignore) {
            faults.extend(self.unknown(one, config, language));
        }
        if !faults.is_empty() {
            return Err(faults.swap_remove(0));
        }
        for ix in 0..self.rules.len() {
            let rule = self.rules[ix].rule();
            let selected =
                select.is_empty() || select.iter().any(|s| Selector::new(&s.text).names(rule, Reach::Any));
            let ignored = ignore.iter().find(|s| Selector::new(&s.text).names(rule, Reach::All));
            let by = match ignored {
                Some(one) => Some(one.shown()),
                None if !selected => Some(select[0].option()),
                None => None,
            };
            self.runs[ix] = by.is_none();
            if let Some(by) = by {
                self.selection.deselected.push(Deselected { rule: rule.id.clone(), by: by.into() });
            }
        }
        if !self.runs.contains(&true) {
            return Err(RunError::Usage(phrases::NO_RULE_LEFT.text(language).to_owned()));
        }
        let selection = &mut self.selection;
        let off = |id: &str| selection.deselected.iter().any(|d| *d.rule == *id);
        selection.changed.retain(|c| !off(&c.rule));
        Ok(())
    }

    /// A selector that names nothing is a misspelt one.
    fn unknown(&self, one: &Listed<'_>, config: &Config, language: Language) -> Option<RunError> {
        let selector = Selector::new(&one.text);
        if selector.known() || self.all().any(|r| selector.names(r, Reach::Any)) {
            return None;
        }
        let message = said!(phrases::NAMES_NOTHING, selector = words::line(&one.text));
        let help = match near(selector.name(), selector.candidates(self.all()).into_iter()) {
            Some(name) => said!(DID_YOU_MEAN, name = name),
            None => (&phrases::SEE_RULES_LIST).into(),
        };
        Some(match &one.at {
            Some(at) => RunError::Rules(vec![config.fault(at.span.clone(), message, Some(help))]),
            None => {
                let w = words::words(language);
                let (message, help) = (message.text(language), help.text(language));
                RunError::Usage(format!("{}{}{message}{}{help}", one.option(), w.colon, w.semicolon))
            }
        })
    }
}

/// The severities that a rule can have: its own, then those of its conditions; one that stands twice counts twice,
/// because each condition has its own.
fn severities(rule: &Rule) -> Vec<&'static str> {
    let all = [rule.severity].into_iter().chain(rule.severities.iter().map(|(_, s)| *s));
    all.map(Severity::name).collect()
}

/// Each name where it first stands.
fn once(names: &[&'static str]) -> Vec<&'static str> {
    let mut seen: Vec<&'static str> = Vec::new();
    for name in names {
        if !seen.contains(name) {
            seen.push(name);
        }
    }
    seen
}

/// A case that the rule does not have.
fn never(case: &At<Severity>, rule: &Rule, own: &[&'static str], config: &Config) -> Diagnostic {
    let message = said!(phrases::NEVER_SO_SEVERE, rule = &rule.id, severity = case.value.name());
    config.fault(case.span.clone(), message, Some(said!(THERE_ARE, names = once(own))))
}

/// A selector, and who wrote it where.
struct Listed<'c> {
    list: &'static str,
    text: String,
    /// In the configuration; on the command line when there is none.
    at: Option<&'c At<String>>,
    file: Option<&'c str>,
}

impl Listed<'_> {
    /// `--ignore`, or `ignore` of the file.
    fn option(&self) -> String {
        match self.file {
            Some(file) => format!("{file}: {}", self.list),
            None => format!("--{}", self.list),
        }
    }

    fn shown(&self) -> String {
        format!("{} {}", self.option(), words::line(&self.text))
    }
}

/// A list of the command line, else the configuration's.
fn listed<'c>(
    list: &'static str,
    given: &[String],
    configured: &'c [At<String>],
    config: &'c Config,
) -> Vec<Listed<'c>> {
    if !given.is_empty() {
        return given.iter().map(|t| Listed { list, text: t.clone(), at: None, file: None }).collect();
    }
    let one = |at: &'c At<String>| Listed { list, text: at.value.clone(), at: Some(at), file: config.path() };
    configured.iter().map(one).collect()
}

/// Values of one type; every list is one of the other's type, its items are checked where they are used.
fn alike(a: &Literal, b: &Literal) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

fn digest(of: &[u8; 32], change: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(of);
    hash.update(change);
    hash.finalize().into()
}
