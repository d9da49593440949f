//! Texts -> units: each template by itself, in parallel; what is wrong with one hides nothing of the others.

use super::super::source::Source;
use super::super::{Problem, READER, Read, Worlds};
use super::declared;
use super::detect::{self, Detected};
use super::eval::Eval;
use super::ignores;
use super::kinds;
use super::parameters::{Given, World};
use super::template::Template;
use super::tree::Document;
use super::worlds;
use crate::connect::knowledge::Knowledge;
use crate::inventory::{Coverage, Gap, Input, Scope, Unit, Why};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub given: Given,
    /// The user calls the texts templates: one that is none is a problem, not passed over.
    pub force: bool,
}

/// Reads every text that is a template, in the order given.
pub fn read(sources: &[Arc<Source>], options: &Options, knowledge: &Knowledge) -> Read {
    let given = Arc::new(options.given.clone());
    let reads: Vec<Read> = sources
        .par_iter()
        .map(|source| match detect(source, options.force) {
            Detected::Template(document) => one(source, &document, &given, knowledge),
            Detected::Other => Read { skipped: vec![source.path.clone()], ..Read::default() },
            Detected::Broken(fault) => {
                let problem = Problem::at(source, fault.offset, fault.message);
                Read { problems: vec![problem], ..Read::default() }
            }
        })
        .collect();
    let mut all = Read::default();
    reads.into_iter().for_each(|read| all.merge(read));
    all
}

fn detect(source: &Source, force: bool) -> Detected {
    if force {
        return match detect::parse(&source.path, &source.text) {
            Ok(document) => Detected::Template(document),
            Err(fault) => Detected::Broken(fault),
        };
    }
    detect::detect(&source.path, &source.text)
}

fn one(source: &Arc<Source>, document: &Document, given: &Arc<Given>, knowledge: &Knowledge) -> Read {
    let template = Template::new(source.clone(), document);
    let mut read = Read { ignores: ignores::ignores(source, document), ..Read::default() };
    for fault in &template.faults {
        read.problems.push(Problem::at(source, fault.offset, fault.message.clone()));
    }
    let mut coverage = Coverage::new("", "", READER);
    coverage.calls = 1;
    for name in template.transforms.iter().filter(|t| !is_known(t)) {
        let expression = format!("the macro {name}, which may change the whole template").into();
        gap(&mut coverage, &source.path, Why::Deferred { expression });
    }
    let world = World { given: given.clone(), ..World::default() };
    let unit = unit(&template, &world, knowledge, &mut coverage);
    coverage.items = u32::try_from(unit.resources().len()).unwrap_or(u32::MAX);
    let possible = worlds::possible(&template, &world, &kinds::wanted);
    for id in &possible.capped {
        let target = format!("{}: {id}", source.path);
        let what = format!("{} possible worlds", worlds::MAX_OF_RESOURCE).into();
        let gap = Gap { target: Some(target.into()), why: Why::Limit { what }, optional: true };
        coverage.gaps.push(gap);
    }
    let others = possible.worlds.iter().map(|w| self::unit(&template, w, knowledge, &mut coverage)).collect();
    // A resource that a loop makes has the worlds of its loop; which one that is does not matter when there is one.
    let mut loops = template.resources.iter().filter(|r| r.name.starts_with("Fn::"));
    let only_loop = match (loops.next(), loops.next()) {
        (Some(only), None) => Some(&only.name),
        _ => None,
    };
    let declared: BTreeSet<&str> = template.resources.iter().map(|r| &*r.name).collect();
    // `Cache.AuthToken` is a place of `Cache`.
    let worlds_of = |id: &str| match id.split('.').next().filter(|id| declared.contains(id)) {
        Some(id) => possible.covered.get(id),
        None => only_loop.and_then(|name| possible.covered.get(name)),
    };
    let covered = unit.resources().iter().filter_map(|r| Some((r.id.clone(), worlds_of(&r.id)?.clone())));
    let covered = covered.collect();
    read.templates.push(Worlds { default: unit, others, covered });
    read.coverage.push(coverage);
    read
}

/// The template in one world.
fn unit(template: &Template, world: &World, knowledge: &Knowledge, coverage: &mut Coverage) -> Unit {
    let eval = Eval::new(template, world);
    let declared = declared::resources(&eval, &kinds::wanted);
    for (span, why) in &declared.more {
        let place = template.site(*span).region();
        let target = format!("{}:{}:{}", template.source.path, place.line, place.column);
        gap(coverage, &target, Why::Deferred { expression: why.clone() });
    }
    let resources = kinds::resources(&declared.resources, template, world, knowledge);
    if eval.exhausted() {
        let what = format!("{} values", super::eval::MAX_STEPS).into();
        gap(coverage, &template.source.path, Why::Limit { what });
    }
    let name = world.name();
    let scope = Scope {
        account: world.given.account.clone().unwrap_or_default(),
        region: world.given.region.clone().unwrap_or_default(),
        input: Input::Cloudformation,
        world: (!name.is_empty()).then(|| name.into()),
        home: (&*template.source.path).into(),
    };
    Unit::new(scope, resources, std::slice::from_ref(coverage))
}

fn gap(coverage: &mut Coverage, target: &str, why: Why) {
    let gap = Gap { target: Some(target.into()), why, optional: false };
    if !coverage.gaps.contains(&gap) {
        coverage.gaps.push(gap);
    }
}

/// Transforms that leave what they do not know as it is.
fn is_known(name: &str) -> bool {
    name.starts_with("AWS::Serverless-")
        || name.starts_with("AWS::SecretsManager-")
        || matches!(name, "AWS::LanguageExtensions" | "AWS::CodeDeployBlueGreen")
}
