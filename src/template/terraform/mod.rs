//! Terraform plan JSON and HCL source.
//!
//! Both come to the same instances of resources ([`instance`]), which one mapping ([`kinds`]) makes resources of
//! the inventory. Nothing here runs Terraform, reads a state or goes to the network.

mod hcl;
mod instance;
mod kinds;
mod plan;

use crate::connect::knowledge::Knowledge;
use crate::inventory::unit::{Input, Scope};
use crate::inventory::{Coverage, Gap, Resource, Unit, Why};
use crate::template::ignore::Ignore;
use crate::template::source::Source;
pub use hcl::{Files, variable_faults};
pub use instance::bare as without_keys;
use std::sync::Arc;

/// The operation that coverage names for files.
pub const READER: &str = "template";

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Judge what a plan leaves unchanged, too.
    pub all: bool,
    /// The source that a plan was made of, to point at its lines.
    pub sources: Vec<Arc<Source>>,
    /// Paths, among the files, of variables files to use besides those that Terraform takes by itself, in order.
    pub variable_files: Vec<String>,
    /// Variables of the root module, as text; they win.
    pub variables: Vec<(String, String)>,
    /// Where `file()` and the like may read; `None`: nowhere.
    pub files: Option<Files>,
    /// What is known of connectors' families, when that is more than tidegate knows itself.
    pub knowledge: Option<Arc<Knowledge>>,
}

impl Options {
    fn knowledge(&self) -> &Knowledge {
        self.knowledge.as_deref().unwrap_or_else(|| Knowledge::builtin())
    }
}

/// What was read, and what could not be.
#[derive(Debug)]
pub struct Read {
    pub units: Vec<Unit>,
    pub coverage: Vec<Coverage>,
    /// What the source asks not to be told.
    pub ignores: Vec<Ignore>,
}

/// Reads a plan as `terraform show -json` prints it.
pub fn read_plan(source: Arc<Source>, options: &Options) -> Read {
    plan::read(source, options)
}

/// Reads `.tf` and `.tfvars` files. Their directories are modules; sources are found among the files.
pub fn read_modules(files: Vec<Arc<Source>>, options: &Options) -> Read {
    hcl::read(files, options)
}

impl Read {
    fn new() -> Self {
        Self { units: Vec::new(), coverage: vec![Coverage::new("", "", READER)], ignores: Vec::new() }
    }

    fn gap(&mut self, target: &str, why: Why) {
        self.coverage[0].gaps.push(Gap { target: Some(target.into()), why, optional: false });
    }

    /// A place (`main.tf:3:5`) that could not be read.
    fn malformed(&mut self, target: &str, detail: &str) {
        self.gap(target, Why::Malformed { operation: READER.into(), detail: detail.into() });
    }

    fn finish(mut self, home: &str, resources: Vec<Resource>) -> Self {
        self.coverage[0].calls = 1;
        self.unit(home, resources);
        self.done()
    }

    fn unit(&mut self, home: &str, resources: Vec<Resource>) {
        let items = u32::try_from(resources.len()).unwrap_or(u32::MAX);
        self.coverage[0].items = self.coverage[0].items.saturating_add(items);
        let scope = Scope { input: Input::Terraform, home: home.into(), ..Scope::default() };
        self.units.push(Unit::new(scope, resources, &self.coverage));
    }

    fn done(mut self) -> Self {
        self.coverage[0].gaps.sort();
        self
    }
}
