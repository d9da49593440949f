//! The values of parameters and pseudo parameters in one possible world.

use super::super::source::Site;
use super::super::value::{Piece, Resolved, Sited, Step, StepKind};
use super::template::{Parameter, Template};
use super::text;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most decisions told of a value that a parent passes.
const MAX_VIA: usize = 12;

/// What the user says about the deployment.
#[derive(Debug, Clone, Default)]
pub struct Given {
    pub region: Option<Box<str>>,
    pub account: Option<Box<str>>,
    pub parameters: BTreeMap<Box<str>, Stated>,
}

/// What the user says of a parameter.
#[derive(Debug, Clone)]
pub struct Stated {
    /// `None`: the value that the stack has already.
    pub value: Option<Box<str>>,
    /// Where the value is written.
    pub site: Site,
    /// Where the name is written.
    pub name: Site,
}

/// One possible world: what the user gave, and what is assumed besides.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub given: Arc<Given>,
    pub assumed: BTreeMap<Box<str>, Choice>,
    /// In a nested stack: what its parent passes.
    pub passed: Option<Passed>,
}

/// The parameters of a nested stack.
#[derive(Debug, Clone, Default)]
pub struct Passed {
    pub values: BTreeMap<Box<str>, Sited>,
    /// Why there may be further ones.
    pub more: Option<Box<str>>,
    /// What tells the names of the stack from those of others: `Network/`.
    pub prefix: Box<str>,
}

/// What a world assumes of a parameter, or of a pseudo parameter by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    Is(Box<str>),
    /// Some value that is none of these, which the template asks for.
    Other(Vec<Box<str>>),
}

impl World {
    /// `Env=dev, AWS::Region=eu-west-1`; empty for the world without assumptions.
    pub fn name(&self) -> String {
        let all = self.assumed.iter().map(|(name, choice)| match choice {
            Choice::Is(value) => format!("{name}={value}"),
            Choice::Other(not) => format!("{name}!={}", not.join("|")),
        });
        all.collect::<Vec<_>>().join(", ")
    }

    /// What the ids and symbols of this stack begin with; empty for a root.
    pub fn prefix(&self) -> &str {
        self.passed.as_ref().map_or("", |p| &p.prefix)
    }

    /// Whether the parameter certainly has another value than this one.
    pub fn excludes(&self, parameter: &str, value: &str) -> bool {
        matches!(self.assumed.get(parameter), Some(Choice::Other(not)) if not.iter().any(|n| **n == *value))
    }
}

/// The value of a parameter, at the place of the expression that asks for it.
pub fn parameter(template: &Template, world: &World, name: &str, site: Site) -> Option<Sited> {
    let p = template.parameters.get(name)?;
    if let Some(value) = passed(world, name, p, &site) {
        return Some(value);
    }
    let decided = decided(template, world, name, p);
    // A secret that the user states on the side stays one: nothing hangs on it.
    let decided = decided.filter(|(_, kind, _)| !(p.no_echo && *kind == StepKind::ParameterValue));
    let (text, step) = match decided {
        Some((text, kind, site)) => (text, Some(Step { kind, name: name.into(), site })),
        None => {
            let value = match p.is_list()
                || p.ty.contains("Value<List<")
                || p.ty.contains("Value<CommaDelimited")
            {
                true => Resolved::Unknown(format!("the parameter {name}").into()),
                false => Resolved::Pattern(vec![Piece::Symbol(format!("{}{name}", world.prefix()).into())]),
            };
            return Some(Sited { value, site, via: Vec::new(), sensitive: p.no_echo });
        }
    };
    let value = if p.is_list() { list(&text, &site, p.no_echo) } else { text::literal(&text) };
    Some(Sited { value, site, via: step.into_iter().collect(), sensitive: p.no_echo })
}

/// What the parent of a nested stack says of a parameter; `None`: nothing, so that the default holds.
fn passed(world: &World, name: &str, p: &Parameter, site: &Site) -> Option<Sited> {
    let passed = world.passed.as_ref().filter(|_| !p.is_path())?;
    let unknown = |why: &str| Sited {
        value: Resolved::Unknown(why.into()),
        site: site.clone(),
        via: Vec::new(),
        sensitive: p.no_echo,
    };
    let Some(given) = passed.values.get(name).filter(|v| v.value != Resolved::Absent) else {
        return passed.more.as_deref().map(unknown);
    };
    let value = match &given.value {
        Resolved::Text(text) if p.is_list() => list(text, site, p.no_echo || given.sensitive),
        other => other.clone(),
    };
    let step = Step { kind: StepKind::ParameterValue, name: name.into(), site: given.site.clone() };
    let via = std::iter::once(step).chain(given.via.iter().cloned()).take(MAX_VIA).collect();
    Some(Sited { value, site: site.clone(), via, sensitive: p.no_echo || given.sensitive })
}

/// The text of a parameter, where the world, the user or the template decides it.
fn decided(
    template: &Template,
    world: &World,
    name: &str,
    p: &Parameter,
) -> Option<(Box<str>, StepKind, Site)> {
    let at_default = || {
        let span = p.default.as_ref().map_or(p.key_span, |d| d.span);
        template.site(span)
    };
    let root = world.passed.is_none();
    match world.assumed.get(name).filter(|_| root) {
        Some(Choice::Is(value)) => {
            let allowed = p.allowed.iter().find(|a| a.scalar() == Some(value));
            let site = allowed.map_or_else(at_default, |a| template.site(a.span));
            return Some((value.clone(), StepKind::ParameterValue, site));
        }
        Some(Choice::Other(_)) => return None,
        None => {}
    }
    // The value at that path, not the path, is the parameter's.
    if p.is_path() {
        return None;
    }
    if let Some(stated) = world.given.parameters.get(name).filter(|_| root) {
        return Some((stated.value.clone()?, StepKind::ParameterValue, stated.site.clone()));
    }
    if let Some(value) = p.default.as_ref().and_then(|d| d.scalar()) {
        return Some((value.into(), StepKind::ParameterDefault, at_default()));
    }
    match &p.allowed[..] {
        [only] => Some((only.scalar()?.into(), StepKind::ParameterValue, template.site(only.span))),
        _ => None,
    }
}

fn list(text: &str, site: &Site, sensitive: bool) -> Resolved {
    let one = |item: &str| Sited {
        value: text::literal(item.trim()),
        site: site.clone(),
        via: Vec::new(),
        sensitive,
    };
    let items = if text.is_empty() { Vec::new() } else { text.split(',').map(one).collect() };
    Resolved::List { items, more: None }
}

/// The value of a pseudo parameter; `None` when the name is none.
pub fn pseudo(world: &World, name: &str) -> Option<Resolved> {
    let assumed = |name: &str| match world.assumed.get(name) {
        Some(Choice::Is(value)) => Some(value.clone()),
        _ => None,
    };
    let region = world.given.region.clone().or_else(|| assumed("AWS::Region"));
    let of_region = |decide: fn(&str) -> &'static str| region.as_deref().map(|r| Box::from(decide(r)));
    let known = match name {
        "AWS::Region" => region,
        "AWS::AccountId" => world.given.account.clone().or_else(|| assumed(name)),
        "AWS::Partition" => assumed(name).or_else(|| of_region(partition)),
        "AWS::URLSuffix" => of_region(suffix),
        "AWS::NoValue" => return Some(Resolved::Absent),
        "AWS::NotificationARNs" => return Some(Resolved::Unknown(name.into())),
        "AWS::StackName" | "AWS::StackId" => None,
        _ => return None,
    };
    // Each stack has its own name.
    let own = if name.starts_with("AWS::Stack") { world.prefix() } else { "" };
    Some(match known {
        Some(text) => Resolved::Text(text),
        None => Resolved::Pattern(vec![Piece::Symbol(format!("{own}{name}").into())]),
    })
}

fn partition(region: &str) -> &'static str {
    match region.split('-').next() {
        Some("cn") => "aws-cn",
        Some("us") if region.starts_with("us-gov-") => "aws-us-gov",
        Some("us") if region.starts_with("us-iso-") => "aws-iso",
        Some("us") if region.starts_with("us-isob-") => "aws-iso-b",
        _ => "aws",
    }
}

fn suffix(region: &str) -> &'static str {
    match partition(region) {
        "aws-cn" => "amazonaws.com.cn",
        "aws-iso" => "c2s.ic.gov",
        "aws-iso-b" => "sc2s.sgov.gov",
        _ => "amazonaws.com",
    }
}
