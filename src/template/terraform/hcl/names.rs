//! Names -> values: variables, locals, modules, resources and data sources.

use super::super::super::source::{Site, Span};
use super::super::super::value::{Entry, Resolved, Sited, Step, StepKind};
use super::super::instance::bare;
use super::eval::{Ctx, Eval, Keys, MODULES, Missing, Module, Slot, Target};
use super::project::{Declared, local};
use super::types;
use super::value::{self, Answer, Fail, fail, sited, unknown};
use hcl_edit::expr::TraversalOperator;
use std::rc::Rc;

impl<'f> Eval<'f> {
    /// A name and the operators behind it.
    pub fn named(
        &self,
        ctx: &Ctx<'f>,
        name: &str,
        operators: &[&'f TraversalOperator],
        site: &Site,
    ) -> Answer {
        if let Some(bound) = ctx.name(name) {
            return self.operators(ctx, &bound, operators, site);
        }
        let part = |i: usize| match operators.get(i) {
            Some(TraversalOperator::GetAttr(name)) => Some(name.as_str()),
            _ => None,
        };
        match (name, part(0), part(1)) {
            ("var", Some(name), _) => {
                let value = self.variable(&ctx.module, name)?;
                self.operators(ctx, &value, &operators[1..], site)
            }
            ("local", Some(name), _) => {
                let value = self.local(&ctx.module, name)?;
                self.operators(ctx, &value, &operators[1..], site)
            }
            ("module", Some(name), _) => self.module(ctx, name, &operators[1..], site),
            ("data", Some(ty), Some(name)) => self.resource(ctx, (true, ty, name), &operators[2..], site),
            ("each" | "count" | "self", name, _) => {
                Ok(unknown(name.map_or(String::from("each"), |n| format!("each.{n}")), site))
            }
            ("path", Some("module"), _) => {
                Ok(sited(value::text(relative(&self.root, &ctx.module.dir.path)), site))
            }
            ("path", Some("root"), _) => Ok(sited(value::text("."), site)),
            ("path" | "terraform", Some(of), _) => Ok(unknown(format!("{name}.{of}"), site)),
            (ty, Some(name), _) => self.resource(ctx, (false, ty, name), &operators[1..], site),
            _ => fail(format!("there is nothing named {name}")),
        }
    }

    pub fn variable(&self, module: &Rc<Module<'f>>, name: &str) -> Result<Rc<Sited>, Fail> {
        self.once(&module.variables, name, || {
            let Some((name, decl)) = module.dir.variables.get_key_value(name) else {
                return Ok(unknown(format!("var.{name}"), &nowhere(module)));
            };
            let top = Ctx::top(module, decl.source);
            let sensitive = flag(decl, "sensitive");
            let ty = decl.attribute("type").map(|a| &a.node.value);
            let default = decl.attribute("default");
            let shown = format!("var.{name}");
            let mut given = self.given_value(module, name)?;
            // A command line's text is an expression where the type is no primitive one.
            if module.call.is_none()
                && self.given.get(&**name).is_some_and(|g| !g.from_file)
                && ty.is_some_and(|ty| !types::is_primitive(ty))
                && let Some(Sited { value: Resolved::Text(text), site, .. }) = &given
            {
                given = Some(self.written(text, site)?);
            }
            // A module's null means its default only when the variable is not nullable.
            let replaced = |v: &Sited| v.value == Resolved::Absent && refuses_null(decl);
            let mut value = match (given.filter(|v| !replaced(v)), default) {
                (Some(given), _) => given,
                (None, Some(default)) => {
                    let mut value = self.argument(&top, &default)?;
                    let site = top.within(default.source).site(&default.node.value);
                    value::add_steps(
                        &mut value.via,
                        [Step { kind: StepKind::VariableDefault, name: shown.clone().into(), site }],
                    );
                    value
                }
                (None, None) => unknown(shown, &decl.header()),
            };
            if let Some(ty) = ty {
                value = types::convert(self, &top, value, ty)?;
            }
            value.sensitive |= sensitive;
            Ok(value)
        })
    }

    /// The value of an expression in which nothing has a name.
    fn written(&self, text: &str, site: &Site) -> Answer {
        let Ok(parsed) = text.parse::<hcl_edit::expr::Expression>() else {
            return fail("a variable's value is no expression");
        };
        let (none, nothing, empty) = Default::default();
        let inner = Eval::new(&none, &nothing);
        inner.take_budget(self);
        let answer = inner.expr(&Ctx::top(&Module::root(&empty), &site.source), &parsed);
        self.take_budget(&inner);
        answer
    }

    /// What the call, or at the root a variables file, gives.
    fn given_value(&self, module: &Rc<Module<'f>>, name: &str) -> Result<Option<Sited>, Fail> {
        let shown: Box<str> = format!("var.{name}").into();
        let Some((call, outside)) = &module.call else {
            return Ok(self.given.get(name).map(|given| {
                let mut value = given.value.clone();
                // What a command line gives stands in no file.
                if given.from_file {
                    let site = value.site.clone();
                    value::add_steps(
                        &mut value.via,
                        [Step { kind: StepKind::VariableFile, name: shown, site }],
                    );
                }
                value
            }));
        };
        let Some(argument) = call.attribute(name) else { return Ok(None) };
        let site = outside.within(argument.source).site(&argument.node.value);
        let mut value = match self.argument(outside, &argument) {
            Ok(value) => value,
            Err(Fail(why)) => unknown(why, &site),
        };
        value::add_steps(&mut value.via, [Step { kind: StepKind::ModuleCall, name: shown, site }]);
        Ok(Some(value))
    }

    pub fn local(&self, module: &Rc<Module<'f>>, name: &str) -> Result<Rc<Sited>, Fail> {
        self.once(&module.locals, name, || {
            let Some(decl) = module.dir.locals.get(name) else {
                return fail(format!("there is no local value {name}"));
            };
            let ctx = Ctx::top(module, decl.source);
            let mut value = self.expr(&ctx, &decl.node.value)?;
            let site = ctx.site(&decl.node.value);
            let step = Step { kind: StepKind::Local, name: format!("local.{name}").into(), site };
            value::add_steps(&mut value.via, [step]);
            Ok(value)
        })
    }

    fn output(&self, module: &Rc<Module<'f>>, name: &str, site: &Site) -> Answer {
        let value = self.once(&module.outputs, name, || {
            let Some(decl) = module.dir.outputs.get(name) else {
                return fail(format!("there is no output {name}"));
            };
            let ctx = Ctx::top(module, decl.source);
            let Some(attribute) = decl.attribute("value") else { return fail("no value") };
            let mut value = self.argument(&ctx, &attribute)?;
            value.sensitive |= flag(decl, "sensitive");
            Ok(value)
        })?;
        let mut value = self.copy(&value);
        value.site = site.clone();
        Ok(value)
    }

    fn module(&self, ctx: &Ctx<'f>, name: &str, operators: &[&'f TraversalOperator], site: &Site) -> Answer {
        let Some(call) = ctx.module.dir.calls.get(name) else {
            return fail(format!("there is no module {name}"));
        };
        let address = format!("{}module.{name}", ctx.module.prefix);
        let keys = self.keys(&ctx.module, &format!("module.{name}"), call);
        let instance = |key: Option<&str>| -> Resolved {
            let child = self.child(&ctx.module, name, call, &keys, key);
            let target = format!("{address}{}", key.map_or(String::new(), |k| format!("[{k}]")));
            if let Some(child) = child {
                self.targets.borrow_mut().insert(target.as_str().into(), Target::Module(child));
            }
            value::reference(&target, "")
        };
        self.through_keys(ctx, &keys, instance, operators, site)
    }

    /// The instance of a called module; `None` when its source is not among the files.
    pub fn child(
        &self,
        module: &Rc<Module<'f>>,
        name: &str,
        call: &'f Declared<'f>,
        keys: &Keys,
        key: Option<&str>,
    ) -> Option<Rc<Module<'f>>> {
        let suffix = key.map_or(String::new(), |k| format!("[{k}]"));
        let id = format!("{name}{suffix}");
        if let Some(child) = module.children.borrow().get(&id) {
            return child.clone();
        }
        let source = call.attribute("source").and_then(|a| a.node.value.as_str());
        let dir = match source.and_then(|s| local(&module.dir.path, s)) {
            Some(path) => self.dirs.get(&*path),
            None => {
                self.fetched.get(&*path_of_calls(&module.prefix, name)).and_then(|path| self.dirs.get(path))
            }
        };
        if dir.is_none() {
            self.missing(call, source);
        }
        let dir = dir.filter(|_| module.depth < MODULES);
        if module.depth >= MODULES {
            self.limited.set(true);
        }
        let child = dir.map(|dir| {
            let site = call.header();
            let step =
                Step { kind: StepKind::ModuleCall, name: format!("module.{id}").into(), site: site.clone() };
            let ctx = instance_ctx(&Ctx::top(module, call.source), keys, key, &site);
            Module::child(dir, format!("{}module.{id}.", module.prefix), call, ctx, step)
        });
        module.children.borrow_mut().insert(id, child.clone());
        child
    }

    fn missing(&self, call: &'f Declared<'f>, source: Option<&str>) {
        let site = call.header();
        let what = source.unwrap_or("a module without source").into();
        let place = (Box::from(&*site.source.path), site.span.start);
        self.missing.borrow_mut().entry(place).or_insert(Missing { site, what });
    }

    fn resource(
        &self,
        ctx: &Ctx<'f>,
        name: (bool, &str, &str),
        operators: &[&'f TraversalOperator],
        site: &Site,
    ) -> Answer {
        let (data, ty, label) = name;
        let bare = format!("{}{ty}.{label}", if data { "data." } else { "" });
        let address = format!("{}{bare}", ctx.module.prefix);
        let Some(decl) = ctx.module.dir.resources.get(&bare) else {
            // Declared in a file that could not be read, or nowhere.
            let undeclared = sited(value::reference(&address, ""), site);
            return self.operators(ctx, &undeclared, operators, site);
        };
        let keys = self.keys(&ctx.module, &bare, decl);
        let instance = |key: Option<&str>| -> Resolved {
            let target = format!("{address}{}", key.map_or(String::new(), |k| format!("[{k}]")));
            self.target(&ctx.module, &target, data, decl, &keys, key);
            value::reference(&target, "")
        };
        self.through_keys(ctx, &keys, instance, operators, site)
    }

    /// Remembers where an address leads.
    fn target(
        &self,
        module: &Rc<Module<'f>>,
        address: &str,
        data: bool,
        decl: &'f Declared<'f>,
        keys: &Keys,
        key: Option<&str>,
    ) {
        if self.targets.borrow().contains_key(address) {
            return;
        }
        let site = decl.header();
        let ctx = instance_ctx(&Ctx::top(module, decl.source), keys, key, &site);
        let target = Target::Resource { block: decl, ctx, data };
        self.targets.borrow_mut().insert(address.into(), target);
    }

    /// Picks instances by the operators behind a resource's or module's name: only those that are asked for.
    fn through_keys(
        &self,
        ctx: &Ctx<'f>,
        keys: &Keys,
        instance: impl Fn(Option<&str>) -> Resolved,
        operators: &[&'f TraversalOperator],
        site: &Site,
    ) -> Answer {
        let one = |key: Option<&str>| sited(instance(key), site);
        let index = match operators.first() {
            Some(TraversalOperator::Index(e)) => Some(self.expr(ctx, e)?),
            Some(TraversalOperator::LegacyIndex(i)) => {
                Some(sited(Resolved::Number(i.value().to_string().into()), site))
            }
            _ => None,
        };
        let picked = match (keys, &index) {
            (Keys::Symbolic { .. }, Some(_)) => Some(one(Some("?"))),
            (Keys::Count(n), Some(index)) => match value::as_number(&index.value) {
                Some(i) if i >= 0.0 && i < *n as f64 => Some(one(Some(&(i as usize).to_string()))),
                Some(_) => return fail("there is no such instance"),
                None => return Ok(unknown(value::why(&index.value).unwrap_or_else(|| "a key".into()), site)),
            },
            (Keys::Each { index: known, more, .. }, Some(index)) => match value::as_text(&index.value) {
                Some(key) if known.contains_key(&key) => Some(one(Some(&quoted(&key)))),
                Some(_) if more.is_some() => Some(one(Some("?"))),
                Some(_) => return fail("there is no such instance"),
                None => return Ok(unknown(value::why(&index.value).unwrap_or_else(|| "a key".into()), site)),
            },
            _ => None,
        };
        if let Some(picked) = picked {
            return self.operators(ctx, &picked, &operators[1..], site);
        }
        let whole = match keys {
            Keys::Single => one(None),
            Keys::Count(n) => {
                if !self.spend(*n) {
                    return Ok(self.limit(site));
                }
                sited(value::list((0..*n).map(|i| one(Some(&i.to_string()))).collect()), site)
            }
            Keys::Each { entries, more, .. } => {
                if !self.spend(entries.len()) {
                    return Ok(self.limit(site));
                }
                let entries = entries
                    .iter()
                    .map(|(key, _)| Entry {
                        key: key.clone(),
                        key_site: site.clone(),
                        value: one(Some(&quoted(key))),
                    })
                    .collect();
                sited(Resolved::Map { entries, more: more.clone() }, site)
            }
            Keys::Symbolic { why, by_key: false } => {
                sited(Resolved::List { items: vec![one(Some("?"))], more: Some(why.clone()) }, site)
            }
            Keys::Symbolic { why, .. } => {
                let entry = value::entry("?", one(Some("?")));
                sited(Resolved::Map { entries: vec![entry], more: Some(why.clone()) }, site)
            }
        };
        self.operators(ctx, &whole, operators, site)
    }

    /// An attribute of the resource or module instance at an address: what the configuration gives, else a
    /// reference to it.
    pub fn exported(&self, address: &str, name: &str, site: &Site) -> Answer {
        let target = self.targets.borrow().get(address).cloned();
        let reference = || Ok(sited(value::reference(address, name), site));
        let (block, ctx, data) = match target {
            None => return reference(),
            Some(Target::Module(module)) => return self.output(&module, name, site),
            Some(Target::Resource { block, ctx, data }) => (block, ctx, data),
        };
        if data && let Some(known) = self.data_attribute(address, block, &ctx, name, site) {
            return known;
        }
        let Some(layer) = block.giving(name) else { return reference() };
        let ctx = ctx.within(layer.source);
        let body = &layer.node.body;
        let slot = (Box::from(address), Box::from(name));
        match self.attributes.borrow().get(&slot) {
            Some(Slot::Running) => return fail("a cycle"),
            Some(Slot::Done(done)) => {
                let done = done.clone()?;
                return match done.value {
                    Resolved::Absent | Resolved::Unknown(_) => reference(),
                    _ => Ok(self.copy(&done)),
                };
            }
            None => {}
        }
        self.attributes.borrow_mut().insert(slot.clone(), Slot::Running);
        let value = match body.get_attribute(name) {
            Some(attribute) => self.expr(&ctx, &attribute.value),
            None => Ok(super::body::blocks(self, &ctx, body, name, &block.header())),
        };
        self.attributes.borrow_mut().insert(slot, Slot::Done(value.clone().map(Rc::new)));
        match value?.value {
            // Left to the provider, or decided later: what it comes to is the resource's own.
            Resolved::Absent | Resolved::Unknown(_) => reference(),
            value => Ok(sited(value, site)),
        }
    }
}

/// The names of the calls that lead to a module, as `modules.json` has them: `msk.kms`.
fn path_of_calls(prefix: &str, name: &str) -> String {
    let outer = bare(prefix);
    let outer = outer.split('.').filter(|part| !part.is_empty());
    // `module.a.module.b.`: every second part is a name, and a call may itself be named `module`.
    outer.skip(1).step_by(2).chain([name]).collect::<Vec<_>>().join(".")
}

/// The scope of one instance: `each` or `count`.
pub fn instance_ctx<'f>(top: &Ctx<'f>, keys: &Keys, key: Option<&str>, site: &Site) -> Ctx<'f> {
    let pair = |key: Sited, value: Rc<Sited>| {
        let entries = vec![value::entry("key", key), value::entry("value", (*value).clone())];
        vec![("each".into(), Rc::new(sited(value::map(entries), site)))]
    };
    match (keys, key) {
        (Keys::Count(_), Some(key)) => {
            let index = value::entry("index", sited(Resolved::Number(key.into()), site));
            top.bind(vec![("count".into(), Rc::new(sited(value::map(vec![index]), site)))])
        }
        (Keys::Each { entries, index, .. }, Some(key)) if key != "?" => {
            let plain = unquoted(key);
            let value = index.get(&*plain).map(|i| entries[*i].1.clone());
            let value = value.unwrap_or_else(|| Rc::new(unknown("each.value", site)));
            top.bind(pair(sited(value::text(plain), site), value))
        }
        (Keys::Symbolic { by_key: false, .. }, _) => {
            let index = value::entry("index", unknown("count.index", site));
            top.bind(vec![("count".into(), Rc::new(sited(value::map(vec![index]), site)))])
        }
        (Keys::Symbolic { .. } | Keys::Each { .. }, Some(_)) => {
            let value = Rc::new(unknown("each.value", site));
            top.bind(pair(unknown("each.key", site), value))
        }
        _ => top.clone(),
    }
}

/// A folder as seen from another one, both from the scan root.
fn relative(from: &str, to: &str) -> String {
    let parts =
        |path: &'_ str| path.split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (from, to) = (parts(from), parts(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut out = vec!["..".to_owned(); from.len() - shared];
    out.extend(to.into_iter().skip(shared));
    if out.is_empty() { ".".into() } else { out.join("/") }
}

/// A key as addresses have it: in quotes, with Terraform's escapes.
pub fn quoted(key: &str) -> String {
    let mut out = String::from("\"");
    for c in key.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn unquoted(key: &str) -> String {
    let inner = key.strip_prefix('"').and_then(|k| k.strip_suffix('"')).unwrap_or(key);
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

fn flag(block: &Declared<'_>, name: &str) -> bool {
    block.attribute(name).and_then(|a| a.node.value.as_bool()).unwrap_or(false)
}

fn refuses_null(block: &Declared<'_>) -> bool {
    block.attribute("nullable").and_then(|a| a.node.value.as_bool()) == Some(false)
}

fn nowhere(module: &Rc<Module<'_>>) -> Site {
    let source = module.call.as_ref().map(|(call, _)| call.source.clone());
    let source = source.or_else(|| module.dir.resources.values().next().map(|d| d.source.clone()));
    let source = source
        .unwrap_or_else(|| std::sync::Arc::new(super::super::super::source::Source::new("", String::new())));
    Site { source, span: Span::default() }
}
