//! The unit of collection, coverage and output: the resources of one account and region, or of one template.

use super::coverage::Coverage;
use super::resource::Resource;
use super::schema::{KindDef, common};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;

/// The resources of one account and region (or of one template in one possible world), linked.
#[derive(Debug)]
pub struct Unit {
    pub scope: Scope,
    /// Sorted by kind, then id.
    resources: Vec<Resource>,
    by_kind: HashMap<&'static str, Range<usize>>,
}

/// What a unit is of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Empty when a template does not say.
    pub account: Box<str>,
    pub region: Box<str>,
    pub input: Input,
    /// The assignment under which this template unit holds (`Env=dev`); `None` in the default world.
    pub world: Option<Box<str>>,
    /// What tells resources of the same id apart: the template's file, or the folder of the root module. Empty for
    /// an account.
    pub home: Box<str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    #[default]
    Account,
    Cloudformation,
    Terraform,
    /// Kafka client properties, SQL files.
    File,
}

impl Input {
    /// How rule files and reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Input::Account => "account",
            Input::Cloudformation => "cloudformation",
            Input::Terraform => "terraform",
            Input::File => "file",
        }
    }
}

impl Unit {
    /// Sorts and links. `coverage` (of any scope; other units' entries are passed over) tells which listings
    /// were complete, so that back links know whether they are.
    pub fn new(scope: Scope, mut resources: Vec<Resource>, coverage: &[Coverage]) -> Self {
        resources.sort_by(|a, b| (a.kind.name, &a.id).cmp(&(b.kind.name, &b.id)));
        if scope.input == Input::Account {
            for r in &mut resources {
                let lives = |field, at: &str| r.known_text(field).is_none_or(|t| t == at);
                let here = lives(common::ACCOUNT, &scope.account) && lives(common::REGION, &scope.region);
                r.seen_from = (!here).then(|| Box::new((scope.account.clone(), scope.region.clone())));
            }
        }
        let mut by_kind: HashMap<&'static str, Range<usize>> = HashMap::new();
        for (i, r) in resources.iter().enumerate() {
            by_kind.entry(r.kind.name).or_insert(i..i).end = i + 1;
        }
        let mut unit = Unit { scope, resources, by_kind };
        super::link::link(&mut unit, coverage);
        unit
    }

    pub(super) fn into_parts(self) -> (Scope, Vec<Resource>) {
        (self.scope, self.resources)
    }

    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    pub(super) fn resources_mut(&mut self) -> &mut [Resource] {
        &mut self.resources
    }

    pub(super) fn range(&self, kind: &str) -> Range<usize> {
        self.by_kind.get(kind).cloned().unwrap_or(0..0)
    }

    pub fn of_kind(&self, kind: &KindDef) -> &[Resource] {
        &self.resources[self.range(kind.name)]
    }

    pub fn resource(&self, ix: u32) -> Option<&Resource> {
        self.resources.get(ix as usize)
    }
}
