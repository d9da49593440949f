//! Texts -> units: each template by itself, in parallel; what is wrong with one hides nothing of the others.

use super::super::ignore::Ignore;
use super::super::source::{Site, Source};
use super::super::{Problem, READER, Read, Worlds};
use super::declared;
use super::detect::{self, Detected};
use super::eval::Eval;
use super::ignores;
use super::kinds;
use super::nested::{self, Files, Nest};
use super::parameters::{Given, World};
use super::template::Template;
use super::worlds;
use crate::connect::knowledge::Knowledge;
use crate::inventory::{Coverage, Gap, Input, Scope, Unit, Why};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub given: Given,
    /// The user calls the texts templates: one that is none is a problem, not passed over.
    pub force: bool,
    /// Files that are judged only as nested stacks of those that are read.
    pub beside: Vec<Arc<Source>>,
}

/// Reads every text that is a template, in the order given. One that another nests is judged there, with what is
/// passed to it, and not on its own.
pub fn read(sources: &[Arc<Source>], options: &Options, knowledge: &Knowledge) -> Read {
    let (mut all, templates) = read_each(sources, options, knowledge, &|worlds| worlds);
    all.templates = templates;
    all
}

/// As [`read`], but hands each template on as soon as it is read and keeps only what that comes to: many templates in
/// all their worlds are large. `Read::templates` stays empty.
pub fn read_each<T: Send>(
    sources: &[Arc<Source>],
    options: &Options,
    knowledge: &Knowledge,
    each: &(dyn Fn(Worlds) -> T + Sync),
) -> (Read, Vec<T>) {
    let detect = |source: &Arc<Source>, force| match detect(source, force) {
        Detected::Template(document) => {
            let ignores = ignores::ignores(source, &document);
            Text::Template(Arc::new(Template::new(source.clone(), &document)), ignores)
        }
        Detected::Other => Text::Other,
        Detected::Broken(fault) => Text::Broken(Problem::at(source, fault.offset, fault.message)),
    };
    let texts: Vec<Text> = sources.par_iter().map(|source| detect(source, options.force)).collect();
    let beside: Vec<Text> = options.beside.par_iter().map(|source| detect(source, false)).collect();
    let files = files(&texts, &beside);
    let on_their_own = roots(&texts, &files);
    let used = used(&texts, &files);
    let given = Arc::new(options.given.clone());
    let one = |(source, text): (&Arc<Source>, &Text)| match text {
        Text::Template(template, ignores) => {
            let mut read = match on_their_own.contains(&template.source.path) {
                true => one(template, &files, &given, knowledge),
                false => Read::default(),
            };
            read.ignores.clone_from(ignores);
            let faults = template.faults.iter().map(|f| Problem::at(source, f.offset, f.message.clone()));
            read.problems.extend(faults);
            read
        }
        Text::Other => Read { skipped: vec![source.path.clone()], ..Read::default() },
        Text::Broken(problem) => Read { problems: vec![problem.clone()], ..Read::default() },
    };
    let one = |pair: (&Arc<Source>, &Text)| {
        let mut read = one(pair);
        let done: Vec<T> = std::mem::take(&mut read.templates).into_iter().map(each).collect();
        (read, done)
    };
    let mut reads: Vec<(Read, Vec<T>)> = sources.par_iter().zip(&texts).map(one).collect();
    // Of the files beside, those that are nested say what is wrong with them and what they ask not to be told.
    let nested = options.beside.iter().zip(&beside).filter(|(source, _)| used.contains(&source.path));
    reads.extend(nested.filter(|(_, text)| !matches!(text, Text::Other)).map(one));
    let (mut all, mut templates) = (Read::default(), Vec::new());
    for (read, done) in reads {
        all.merge(read);
        templates.extend(done);
    }
    (all, templates)
}

/// What a text is.
enum Text {
    Template(Arc<Template>, Vec<Ignore>),
    Other,
    Broken(Problem),
}

/// The templates by path; a file that is read comes before one beside.
fn files(texts: &[Text], beside: &[Text]) -> Arc<Files> {
    let mut files = Files::new();
    for text in texts.iter().chain(beside) {
        if let Text::Template(template, _) = text {
            files.entry(template.source.path.clone()).or_insert_with(|| template.clone());
        }
    }
    Arc::new(files)
}

/// The paths that a template's nested stacks may lead to, itself included.
fn reached<'f>(files: &'f Files, from: &'f Arc<Template>, into: &mut BTreeSet<Arc<str>>) {
    let mut open = vec![from];
    while let Some(template) = open.pop() {
        if into.insert(template.source.path.clone()) {
            open.extend(nested::local(template).iter().filter_map(|path| files.get(&**path)));
        }
    }
}

/// The templates that are judged on their own: those that no other nests. Templates that nest each other in a circle
/// are nobody's, so that the first of them is.
fn roots(texts: &[Text], files: &Files) -> BTreeSet<Arc<str>> {
    let templates =
        || texts.iter().filter_map(|text| if let Text::Template(t, _) = text { Some(t) } else { None });
    let mut inner: BTreeSet<Box<str>> = BTreeSet::new();
    for template in templates() {
        let own = &*template.source.path;
        inner.extend(nested::local(template).into_iter().filter(|path| **path != *own));
    }
    let mut roots = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for free in [true, false] {
        for template in templates() {
            let path = &template.source.path;
            if !seen.contains(path) && (!free || !inner.contains(&**path)) {
                roots.insert(path.clone());
                reached(files, template, &mut seen);
            }
        }
    }
    roots
}

/// The files that some template nests.
fn used(texts: &[Text], files: &Files) -> BTreeSet<Arc<str>> {
    let mut used = BTreeSet::new();
    for text in texts {
        if let Text::Template(template, _) = text {
            reached(files, template, &mut used);
        }
    }
    used
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

fn one(template: &Arc<Template>, files: &Arc<Files>, given: &Arc<Given>, knowledge: &Knowledge) -> Read {
    let source = &template.source;
    let mut read = Read::default();
    let mut coverage = Coverage::new("", "", READER);
    coverage.calls = 1;
    for name in template.transforms.iter().filter(|t| !is_known(t)) {
        let expression = format!("the macro {name}, which may change the whole template").into();
        gap(&mut coverage, &source.path, Why::Deferred { expression });
    }
    let world = Arc::new(World { given: given.clone(), ..World::default() });
    let unit =
        |world: Arc<World>, coverage: &mut Coverage| self::unit(template, files, world, knowledge, coverage);
    let default = unit(world.clone(), &mut coverage);
    coverage.items = u32::try_from(default.resources().len()).unwrap_or(u32::MAX);
    let possible = worlds::possible(template, files, &world, &|ty| kinds::wanted(ty) || nested::is_stack(ty));
    for id in &possible.capped {
        let target = format!("{}: {id}", source.path);
        let what = format!("{} possible worlds", worlds::MAX_OF_RESOURCE).into();
        let gap = Gap { target: Some(target.into()), why: Why::Limit { what }, optional: true };
        coverage.gaps.push(gap);
    }
    let others = possible.worlds.iter().map(|w| unit(Arc::new(w.clone()), &mut coverage)).collect();
    // A resource that a loop makes has the worlds of its loop; which one that is does not matter when there is one.
    let mut loops = template.resources.iter().filter(|r| r.name.starts_with("Fn::"));
    let only_loop = match (loops.next(), loops.next()) {
        (Some(only), None) => Some(&only.name),
        _ => None,
    };
    let declared: BTreeSet<&str> = template.resources.iter().map(|r| &*r.name).collect();
    // `Cache.AuthToken` is a place of `Cache`, `Network/Group` a resource of the nested stack `Network`.
    let worlds_of = |id: &str| match id.split(['.', '/']).next().filter(|id| declared.contains(id)) {
        Some(id) => possible.covered.get(id),
        None => only_loop.and_then(|name| possible.covered.get(name)),
    };
    let covered = default.resources().iter().filter_map(|r| Some((r.id.clone(), worlds_of(&r.id)?.clone())));
    let covered = covered.collect();
    read.templates.push(Worlds { default, others, covered });
    read.coverage.push(coverage);
    read
}

/// The template in one world.
fn unit(
    template: &Arc<Template>,
    files: &Arc<Files>,
    world: Arc<World>,
    knowledge: &Knowledge,
    coverage: &mut Coverage,
) -> Unit {
    let eval = Eval::new(template.clone(), world.clone(), Nest::new(files.clone()), Rc::default());
    let declared = declared::resources(&eval, &kinds::wanted);
    let target = |site: &Site| {
        let place = site.region();
        format!("{}:{}:{}", site.source.path, place.line, place.column)
    };
    for (site, why) in &declared.more {
        gap(coverage, &target(site), Why::Deferred { expression: why.clone() });
    }
    for (site, what) in &declared.unseen {
        gap(coverage, &target(site), Why::NotCollected { what: what.clone() });
    }
    let made = kinds::resources(&declared.resources, &eval, knowledge);
    let header = |id: &str| {
        declared.resources.iter().find(|d| *d.id == *id).map_or_else(String::new, |d| target(&d.header))
    };
    for (id, detail) in made.problems {
        gap(coverage, &header(&id), Why::Malformed { operation: READER.into(), detail });
    }
    for (id, what) in made.unread {
        gap(coverage, &header(&id), Why::NotCollected { what: format!("{what}: {id}").into() });
    }
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
    Unit::new(scope, made.resources, std::slice::from_ref(coverage))
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
