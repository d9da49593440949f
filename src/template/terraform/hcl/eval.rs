//! The evaluator's state: modules, names in scope, memory of what has been evaluated, and the budget.

use super::super::super::source::{Site, Source, Span};
use super::super::super::value::{Sited, Step};
use super::super::instance::Home;
use super::functions::Files;
use super::project::{Decl, Declared, Dir};
use super::value::{Answer, fail, unknown, weight};
use hcl_edit::structure::Attribute;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// Expressions within expressions, through every reference. Each takes at most some kilobytes of stack.
const DEPTH: usize = 1_000;
/// Module calls within module calls.
pub const MODULES: usize = 24;
/// Expressions evaluated in all.
const STEPS: usize = 3_000_000;
/// Values copied in all, in nodes.
const NODES: usize = 3_000_000;
/// The reason of what a limit leaves unknown.
pub const LIMIT: &str = "a limit of the evaluation";
/// Nodes of one value, and bytes of one text.
pub const LARGEST: usize = 80_000;
pub const LONGEST: usize = 1 << 20;

/// One instance of a module.
pub struct Module<'f> {
    pub dir: &'f Dir<'f>,
    /// `module.msk["a"].`; empty at the root.
    pub prefix: String,
    /// The call and where it stands; `None` at the root.
    pub call: Option<(&'f Declared<'f>, Ctx<'f>)>,
    /// The calls on the way here, outermost first.
    pub calls: Vec<Step>,
    pub depth: usize,
    /// The root provider configuration behind each local name.
    pub providers: RefCell<HashMap<String, Rc<Home>>>,
    pub variables: RefCell<HashMap<Box<str>, Slot>>,
    pub locals: RefCell<HashMap<Box<str>, Slot>>,
    pub outputs: RefCell<HashMap<Box<str>, Slot>>,
    pub children: RefCell<HashMap<String, Option<Rc<Module<'f>>>>>,
    pub keys: RefCell<HashMap<String, KeySlot>>,
}

/// Memory of one value, with a guard against cycles.
pub enum Slot {
    Running,
    Done(Result<Rc<Sited>, super::value::Fail>),
}

/// Memory of the instances of a resource or module call.
pub enum KeySlot {
    Running,
    Done(Rc<Keys>),
}

/// The instances that `count` or `for_each` make.
#[derive(Debug)]
pub enum Keys {
    Single,
    Count(usize),
    /// Keys in order, each with its value; `more`: why there may be others.
    Each {
        entries: Vec<(Box<str>, Rc<Sited>)>,
        index: HashMap<Box<str>, usize>,
        more: Option<Box<str>>,
    },
    /// One instance stands for all.
    Symbolic {
        why: Box<str>,
        by_key: bool,
    },
}

/// Names that iterations bind.
pub struct Frame {
    names: Vec<(Box<str>, Rc<Sited>)>,
    outer: Option<Rc<Frame>>,
}

/// Address and attribute -> value.
type Attributes = HashMap<(Box<str>, Box<str>), Slot>;

/// Where an expression stands: its file, its module and the names in scope.
#[derive(Clone)]
pub struct Ctx<'f> {
    pub module: Rc<Module<'f>>,
    pub source: &'f Arc<Source>,
    pub frame: Option<Rc<Frame>>,
}

/// What an address that an expression refers to is.
#[derive(Clone)]
pub enum Target<'f> {
    Resource { block: &'f Declared<'f>, ctx: Ctx<'f>, data: bool },
    Module(Rc<Module<'f>>),
}

/// A root variable's value from outside the configuration.
pub struct Given {
    pub value: Sited,
    pub from_file: bool,
}

/// A called module that is not there.
pub struct Missing {
    pub site: Site,
    /// Its source, as far as that is a plain text.
    pub what: Box<str>,
}

pub struct Eval<'f> {
    pub dirs: &'f BTreeMap<Box<str>, Dir<'f>>,
    /// Directories of modules that `terraform init` has fetched, by the names of the calls that lead to them:
    /// `msk.kms`.
    pub fetched: HashMap<Box<str>, Box<str>>,
    /// Calls whose source is not among the files: what they declare is not looked at.
    pub missing: RefCell<BTreeMap<(Box<str>, u32), Missing>>,
    pub given: &'f HashMap<Box<str>, Given>,
    /// Where files may be read; `None` when they may not.
    pub files: Option<&'f Files>,
    /// The root module's folder.
    pub root: Box<str>,
    pub targets: RefCell<HashMap<Box<str>, Target<'f>>>,
    pub attributes: RefCell<Attributes>,
    depth: Cell<usize>,
    steps: Cell<usize>,
    nodes: Cell<usize>,
    /// A limit was reached: some value is unknown for that reason.
    pub limited: Cell<bool>,
}

impl<'f> Eval<'f> {
    pub fn new(dirs: &'f BTreeMap<Box<str>, Dir<'f>>, given: &'f HashMap<Box<str>, Given>) -> Self {
        Self {
            dirs,
            given,
            files: None,
            root: "".into(),
            fetched: HashMap::new(),
            missing: RefCell::default(),
            targets: RefCell::default(),
            attributes: RefCell::default(),
            depth: Cell::new(0),
            steps: Cell::new(STEPS),
            nodes: Cell::new(NODES),
            limited: Cell::new(false),
        }
    }

    /// Goes on with what another evaluation has left of its limits.
    pub fn take_budget(&self, other: &Eval<'_>) {
        self.depth.set(other.depth.get());
        self.steps.set(other.steps.get());
        self.nodes.set(other.nodes.get());
        self.limited.set(self.limited.get() || other.limited.get());
    }

    /// The value of an argument of a block of the module.
    pub fn argument(&self, ctx: &Ctx<'f>, argument: &Decl<'f, Attribute>) -> Answer {
        self.expr(&ctx.within(argument.source), &argument.node.value)
    }

    /// Runs one level deeper, within the limits.
    pub fn deeper(&self, site: &Site, inner: impl FnOnce() -> Answer) -> Answer {
        if self.depth.get() >= DEPTH || self.steps.get() == 0 {
            return Ok(self.limit(site));
        }
        self.steps.set(self.steps.get() - 1);
        self.depth.set(self.depth.get() + 1);
        let answer = inner();
        self.depth.set(self.depth.get() - 1);
        answer
    }

    pub fn limit(&self, site: &Site) -> Sited {
        self.limited.set(true);
        unknown(LIMIT, site)
    }

    /// Whether this many nodes may still be copied or made.
    pub fn spend(&self, nodes: usize) -> bool {
        match self.nodes.get().checked_sub(nodes) {
            Some(left) if nodes <= LARGEST => {
                self.nodes.set(left);
                true
            }
            _ => {
                self.limited.set(true);
                false
            }
        }
    }

    /// A copy of a remembered value.
    pub fn copy(&self, value: &Sited) -> Sited {
        if self.spend(weight(value)) { value.clone() } else { self.limit(&value.site) }
    }

    /// The value of a slot, evaluated once; a value that needs itself is a failure.
    pub fn once(
        &self,
        slots: &RefCell<HashMap<Box<str>, Slot>>,
        name: &str,
        evaluate: impl FnOnce() -> Answer,
    ) -> Result<Rc<Sited>, super::value::Fail> {
        match slots.borrow().get(name) {
            Some(Slot::Done(done)) => return done.clone(),
            Some(Slot::Running) => return fail("a cycle"),
            None => {}
        }
        slots.borrow_mut().insert(name.into(), Slot::Running);
        let done = evaluate().map(Rc::new);
        slots.borrow_mut().insert(name.into(), Slot::Done(done.clone()));
        done
    }
}

impl<'f> Module<'f> {
    pub fn root(dir: &'f Dir<'f>) -> Rc<Self> {
        Rc::new(Self {
            dir,
            prefix: String::new(),
            call: None,
            calls: Vec::new(),
            depth: 0,
            providers: RefCell::default(),
            variables: RefCell::default(),
            locals: RefCell::default(),
            outputs: RefCell::default(),
            children: RefCell::default(),
            keys: RefCell::default(),
        })
    }

    pub fn child(
        dir: &'f Dir<'f>,
        prefix: String,
        call: &'f Declared<'f>,
        ctx: Ctx<'f>,
        step: Step,
    ) -> Rc<Self> {
        let mut calls = ctx.module.calls.clone();
        calls.push(step);
        let depth = ctx.module.depth + 1;
        Rc::new(Self {
            dir,
            prefix,
            call: Some((call, ctx)),
            calls,
            depth,
            providers: RefCell::default(),
            variables: RefCell::default(),
            locals: RefCell::default(),
            outputs: RefCell::default(),
            children: RefCell::default(),
            keys: RefCell::default(),
        })
    }
}

impl<'f> Ctx<'f> {
    /// The module's own scope, in another of its files.
    pub fn top(module: &Rc<Module<'f>>, source: &'f Arc<Source>) -> Self {
        Self { module: module.clone(), source, frame: None }
    }

    pub fn site(&self, node: &impl hcl_edit::Span) -> Site {
        let span = node.span().map(|r| Span::new(r.start, r.end)).unwrap_or_default();
        Site { source: self.source.clone(), span }
    }

    /// The same scope in another file of the module.
    pub fn within(&self, source: &'f Arc<Source>) -> Self {
        Self { module: self.module.clone(), source, frame: self.frame.clone() }
    }

    /// The same place with further names.
    pub fn bind(&self, names: Vec<(Box<str>, Rc<Sited>)>) -> Self {
        let frame = Frame { names, outer: self.frame.clone() };
        Self { module: self.module.clone(), source: self.source, frame: Some(Rc::new(frame)) }
    }

    pub fn name(&self, name: &str) -> Option<Rc<Sited>> {
        let mut frame = self.frame.as_ref();
        while let Some(f) = frame {
            if let Some((_, value)) = f.names.iter().find(|(n, _)| **n == *name) {
                return Some(value.clone());
            }
            frame = f.outer.as_ref();
        }
        None
    }
}
