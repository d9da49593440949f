//! Names of rules: `--select`, `--ignore` and the lists of the same names in `tidegate.toml`.

use crate::rules::{Rule, Severity, framework};
use std::collections::BTreeSet;

/// What a selector can be about, as it is written before the colon.
const PREFIXES: &[(&str, Of)] = &[
    ("id", Of::Id),
    ("service", Of::Service),
    ("severity", Of::Severity),
    ("tag", Of::Tag),
    ("framework", Of::Framework),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Id,
    Service,
    Severity,
    Tag,
    /// A framework's key, a control's id, or `key/id`.
    Framework,
}

/// `msk-public-brokers`, `msk`, `tag:kms`, `severity:info`, `framework:nist-800-53-r5/SC-8`. A bare word names the rule
/// of that id and every rule that has it as its service, severity, tag, framework or control.
#[derive(Debug, Clone)]
pub struct Selector<'t> {
    of: Option<Of>,
    name: &'t str,
}

/// How much of a rule must bear the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Some of its severities: a rule that can be critical is selected as critical.
    Any,
    /// All of its severities: a rule that can be more than info is not ignored as info.
    All,
}

impl<'t> Selector<'t> {
    pub fn new(text: &'t str) -> Self {
        let text = text.trim();
        let prefixed = text.split_once(':').and_then(|(prefix, name)| {
            let (_, of) = PREFIXES.iter().find(|(p, _)| *p == prefix)?;
            Some((*of, name))
        });
        match prefixed {
            Some((of, name)) => Selector { of: Some(of), name: name.trim() },
            None => Selector { of: None, name: text },
        }
    }

    pub fn names(&self, rule: &Rule, reach: Reach) -> bool {
        match self.of {
            Some(of) => self.is(of, rule, reach),
            None => PREFIXES.iter().any(|(_, of)| self.is(*of, rule, reach)),
        }
    }

    fn is(&self, of: Of, rule: &Rule, reach: Reach) -> bool {
        let name = self.name;
        match of {
            Of::Id => *rule.id == *name || rule.aliases.iter().any(|a| **a == *name),
            Of::Service => *rule.service == *name,
            Of::Tag => rule.tags.iter().any(|t| **t == *name),
            Of::Severity => {
                let mut severities = rule.severities.iter().map(|(_, s)| *s).chain([rule.severity]);
                let named = |s: Severity| s.name() == name;
                match reach {
                    Reach::Any => severities.any(named),
                    Reach::All => severities.all(named),
                }
            }
            Of::Framework => rule.frameworks.iter().any(|f| match name.strip_prefix(&*f.framework) {
                Some("") => true,
                Some(rest) => rest.strip_prefix('/').is_some_and(|id| f.ids.iter().any(|i| **i == *id)),
                None => f.ids.iter().any(|i| **i == *name),
            }),
        }
    }

    /// Whether it is a name although no rule of this set bears it: every severity and every framework is one.
    pub fn known(&self) -> bool {
        let of = |of| self.of.is_none_or(|mine| mine == of);
        of(Of::Severity) && Severity::ALL.iter().any(|s| s.name() == self.name)
            || of(Of::Framework) && framework::by_key(self.name).is_some()
    }

    /// The name without its prefix.
    pub fn name(&self) -> &'t str {
        self.name
    }

    /// All that this selector could have meant.
    pub fn candidates<'r>(&self, rules: impl Iterator<Item = &'r Rule>) -> BTreeSet<&'r str> {
        let mut names = BTreeSet::new();
        for rule in rules {
            let mut add = |of: Of, more: &mut dyn Iterator<Item = &'r str>| {
                if self.of.is_none_or(|mine| mine == of) {
                    names.extend(more);
                }
            };
            add(Of::Id, &mut rule.aliases.iter().map(|a| &**a).chain([&*rule.id]));
            add(Of::Service, &mut [&*rule.service].into_iter());
            add(Of::Severity, &mut Severity::ALL.iter().map(|s| s.name()));
            add(Of::Tag, &mut rule.tags.iter().map(|t| &**t));
            let ids = rule.frameworks.iter().flat_map(|f| f.ids.iter().map(|i| &**i).chain([&*f.framework]));
            add(Of::Framework, &mut ids.into_iter());
        }
        names
    }
}
