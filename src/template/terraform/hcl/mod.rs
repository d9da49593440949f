//! `.tf` source -> instances of resources, without running Terraform.
//!
//! Every directory that no other one calls as a module is a root, evaluated on its own; what it calls is
//! evaluated with the arguments of the call. What only a run could tell is unknown with its reason.

mod body;
#[cfg(test)]
mod console;
mod eval;
mod expr;
mod functions;
mod ignores;
mod json_syntax;
mod keys;
mod locate;
mod names;
mod parse;
mod policy_document;
mod project;
mod providers;
mod scan;
mod template;
mod types;
mod value;
mod whole;

use super::super::Problem;
use super::super::ignore::Ignore;
use super::super::source::{Site, Source};
use super::super::value::Step;
use super::instance::{Home, Instance};
use super::{Options, Read, kinds};
use crate::inventory::{Resource, Why};
use eval::{Ctx, Eval, Given, Keys, Module};
pub use functions::Files;
pub use locate::{Project, beside};
use names::{instance_ctx, quoted};
use parse::File;
pub use project::parent;
use project::{MODULES_JSON, in_dir};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Stack of the evaluation's thread: what the nesting limits can use, several times over.
const STACK: usize = 256 << 20;
/// Most instances of resources, and of modules, in one root module.
const MOST: usize = 50_000;
const MOST_MODULES: usize = 2_000;

/// Reads the files of a project.
pub fn read(files: Vec<Arc<Source>>, options: &Options) -> Read {
    let mut read = Read::new();
    read.coverage[0].calls = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let work = || roots(files, options);
    let done = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.ok().and_then(|t| t.join().ok())
    });
    match done {
        Some(done) => {
            for (target, why) in done.gaps {
                read.gap(&target, why);
            }
            read.ignores = done.ignores;
            for (home, resources) in done.roots {
                read.unit(&home, resources);
            }
        }
        None => read.gap("", Why::Limit { what: "a thread for the evaluation".into() }),
    }
    read.done()
}

/// What is wrong with a file of variables' values.
pub fn variable_faults(source: &Arc<Source>) -> Vec<Problem> {
    let wrong = match parse::file(source.clone(), true) {
        Ok((_, wrong)) => wrong,
        Err(wrong) => vec![wrong],
    };
    wrong.into_iter().map(|(source, fault)| Problem::at(&source, fault.offset, fault.message)).collect()
}

#[derive(Default)]
struct Done {
    /// With the folder of the root module.
    roots: Vec<(String, Vec<Resource>)>,
    gaps: Vec<(String, Why)>,
    ignores: Vec<Ignore>,
}

fn malformed(source: &Source, offset: u32, detail: &str) -> (String, Why) {
    let (line, column) = source.line_column(offset);
    let target = format!("{}:{line}:{column}", source.path);
    (target, Why::Malformed { operation: super::READER.into(), detail: detail.into() })
}

fn roots(sources: Vec<Arc<Source>>, options: &Options) -> Done {
    let mut done = Done::default();
    let (mut files, mut variables, mut fetched) = (Vec::new(), Vec::new(), Vec::new());
    for source in sources {
        if source.path.ends_with(MODULES_JSON) {
            fetched.push(source);
            continue;
        }
        let named = options.variable_files.iter().any(|path| **path == *source.path);
        let is_variables = named || parse::is_variables(&source.path);
        let wrong = match parse::file(source, is_variables) {
            Ok((file, wrong)) => {
                if is_variables { &mut variables } else { &mut files }.push(file);
                wrong
            }
            Err(wrong) => vec![wrong],
        };
        done.gaps.extend(wrong.iter().map(|(source, fault)| malformed(source, fault.offset, &fault.message)));
    }
    files.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    variables.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    done.ignores = files.iter().chain(&variables).flat_map(ignores::ignores).collect();
    let (dirs, refused) = project::dirs(&files);
    for refused in refused {
        done.gaps.push(malformed(&refused.source, refused.span.start, refused.what));
    }
    for root in project::roots(&dirs) {
        let given = given(root, &variables, options);
        let mut eval = Eval::new(&dirs, &given);
        eval.files = options.files.as_ref();
        eval.root = root.into();
        if let Some(source) = fetched.iter().find(|s| *s.path == *in_dir(root, MODULES_JSON)) {
            match project::fetched(root, &source.text) {
                Some(modules) => eval.fetched = modules,
                None => done.gaps.push(malformed(source, 0, "not a list of modules")),
            }
        }
        let module = Module::root(&dirs[root]);
        let mut instances = Vec::new();
        let mut modules = vec![module.clone()];
        collect(&eval, &module, &mut instances, &mut modules);
        let kinds::Made { resources, gaps } = kinds::resources(&instances, options.knowledge());
        for (i, why) in gaps {
            let (target, _) = malformed(&i.header.source, i.header.span.start, "");
            done.gaps.push((target, why));
        }
        if eval.limited.get() {
            let target = if root.is_empty() { "." } else { root };
            done.gaps
                .push((target.to_owned(), Why::Limit { what: "the evaluation of a configuration".into() }));
        }
        for missing in eval.missing.borrow().values() {
            let (target, _) = malformed(&missing.site.source, missing.site.span.start, "");
            done.gaps.push((target, Why::NotCollected { what: format!("module {}", missing.what).into() }));
        }
        if !resources.is_empty() {
            done.roots.push((root.to_owned(), resources));
        }
        // Modules hold their children and these their call's scope.
        for module in modules {
            module.children.borrow_mut().clear();
        }
        eval.targets.borrow_mut().clear();
    }
    done
}

/// Values for a root's variables, in Terraform's order: `terraform.tfvars`, `*.auto.tfvars`, then what the user names.
fn given(root: &str, files: &[File], options: &Options) -> HashMap<Box<str>, Given> {
    let in_root = |file: &&File| project::parent(&file.source.path) == root;
    let name = |file: &File| file.source.path.rsplit('/').next().unwrap_or("").to_owned();
    let main = files
        .iter()
        .filter(in_root)
        .filter(|f| matches!(&*name(f), "terraform.tfvars" | "terraform.tfvars.json"));
    let auto = files.iter().filter(in_root).filter(|f| {
        let name = name(f);
        name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json")
    });
    let named =
        options.variable_files.iter().filter_map(|path| files.iter().find(|f| *f.source.path == **path));
    let mut out = HashMap::new();
    let none = std::collections::BTreeMap::new();
    let nothing = HashMap::new();
    let empty = project::Dir::default();
    for file in main.chain(auto).chain(named) {
        let eval = Eval::new(&none, &nothing);
        let ctx = Ctx::top(&Module::root(&empty), &file.source);
        for attribute in file.body.attributes() {
            let site = ctx.site(&attribute.value);
            let mut value = eval.expr(&ctx, &attribute.value).unwrap_or_else(|f| value::unknown(f.0, &site));
            value.site = site;
            out.insert(attribute.key.as_str().into(), Given { value, from_file: true });
        }
    }
    for (name, text) in &options.variables {
        let source = Arc::new(Source::new("", text.clone()));
        let site = Site { span: super::super::source::Span::new(0, text.len()), source };
        let value = value::sited(value::text(text.as_str()), &site);
        out.insert(name.as_str().into(), Given { value, from_file: false });
    }
    out
}

/// The instances that a module and the modules that it calls declare.
fn collect<'f>(
    eval: &Eval<'f>,
    module: &Rc<Module<'f>>,
    out: &mut Vec<Instance>,
    modules: &mut Vec<Rc<Module<'f>>>,
) {
    for (bare, block) in &module.dir.resources {
        let (data, ty) = (block.is_data(), block.ty());
        let wanted = if data { kinds::wanted_data(ty) } else { kinds::wanted(ty) };
        if !wanted {
            continue;
        }
        let keys = eval.keys(module, bare, block);
        for key in all_keys(&keys) {
            if out.len() >= MOST {
                return eval.limited.set(true);
            }
            let suffix = key.as_ref().map_or(String::new(), |k| format!("[{k}]"));
            let header = block.header();
            let ctx = instance_ctx(&Ctx::top(module, block.source), &keys, key.as_deref(), &header);
            let home = eval.home(module, block, &ctx);
            out.push(Instance {
                address: format!("{}{bare}{suffix}", module.prefix).into(),
                ty: ty.into(),
                data,
                context: data,
                body: body::merged(eval, &ctx, block, &header),
                header,
                calls: steps(module),
                home: Home { provider: home.provider.clone(), region: home.region.clone() },
            });
        }
    }
    for (name, call) in &module.dir.calls {
        let keys = eval.keys(module, &format!("module.{name}"), call);
        for key in all_keys(&keys) {
            if let Some(child) = eval.child(module, name, call, &keys, key.as_deref()) {
                if modules.len() >= MOST_MODULES {
                    return eval.limited.set(true);
                }
                modules.push(child.clone());
                collect(eval, &child, out, modules);
            }
        }
    }
}

fn steps(module: &Rc<Module<'_>>) -> Vec<Step> {
    module.calls.clone()
}

/// The keys of all instances, as addresses have them; `?` stands for those that are not known.
fn all_keys(keys: &Keys) -> Vec<Option<String>> {
    match keys {
        Keys::Single => vec![None],
        Keys::Count(n) => (0..*n).map(|i| Some(i.to_string())).collect(),
        Keys::Each { entries, more, .. } => {
            let known = entries.iter().map(|(key, _)| Some(quoted(key)));
            known.chain(more.iter().map(|_| Some("?".to_owned()))).collect()
        }
        Keys::Symbolic { .. } => vec![Some("?".to_owned())],
    }
}
