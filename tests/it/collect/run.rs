//! Runs the real binary against the fake endpoint and reads what it wrote.

use crate::fake_aws::FakeAws;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tidegate::inventory::snapshot::{Header, Reader};
use tidegate::inventory::{Coverage, Fact, Gap, Resource, Type, Unit, Value, Why};

/// `tidegate collect`, about to run.
pub struct Collect {
    folder: tempfile::TempDir,
    command: Command,
}

/// What a run left behind.
pub struct Collected {
    pub code: i32,
    pub stderr: String,
    pub took: Duration,
    pub header: Header,
    pub units: Vec<Unit>,
    /// The snapshot as it was written.
    pub text: String,
}

impl Collect {
    /// A run with test credentials and nothing else of this machine's AWS settings.
    pub fn from(fake: &FakeAws) -> Self {
        Self::to(Some(&fake.url()))
    }

    /// The same against any endpoint, or those that the environment names.
    pub fn to(endpoint: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidegate"));
        command
            .env_clear()
            .env("HOME", folder.path())
            .env("AWS_ACCESS_KEY_ID", "test-key")
            .env("AWS_SECRET_ACCESS_KEY", "test-secret")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .args(["collect", "--out"])
            .arg(folder.path().join("out.jsonl"))
            .args(endpoint.into_iter().flat_map(|url| ["--endpoint-url", url]))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Self { folder, command }
    }

    pub fn regions(mut self, regions: &[&str]) -> Self {
        for region in regions {
            self.command.args(["--region", region]);
        }
        self
    }

    pub fn args(mut self, args: &[&str]) -> Self {
        self.command.args(args);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out.jsonl")
    }

    /// Runs to the end; the snapshot must be there.
    pub fn run(self) -> Collected {
        self.run_and(|_| {})
    }

    /// Runs, does something meanwhile (with the process id), and waits for the end.
    pub fn run_and(mut self, meanwhile: impl FnOnce(u32)) -> Collected {
        let started = Instant::now();
        let child = self.command.spawn().expect("the binary starts");
        meanwhile(child.id());
        let output = child.wait_with_output().expect("the binary ends");
        let took = started.elapsed();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let path = self.out();
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("no snapshot: {e}\n{stderr}"));
        let (header, units) = read(&path);
        Collected { code: output.status.code().unwrap_or(-1), stderr, took, header, units, text }
    }

    /// Runs to the end without a snapshot: exit code and standard error.
    pub fn refused(mut self) -> (i32, String) {
        let output = self.command.output().expect("the binary runs");
        assert!(!self.out().exists(), "a snapshot was written");
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// A whole snapshot file.
pub fn read(path: &Path) -> (Header, Vec<Unit>) {
    let mut reader = Reader::open(path).unwrap_or_else(|e| panic!("{e}"));
    let header = reader.header().clone();
    let mut units = Vec::new();
    while let Some(unit) = reader.next_unit().unwrap_or_else(|e| panic!("{e}")) {
        units.push(unit);
    }
    (header, units)
}

impl Collected {
    pub fn find(&self, region: &str, kind: &str, name: &str) -> Option<&Resource> {
        let unit = self.units.iter().find(|u| &*u.scope.region == region)?;
        unit.resources().iter().find(|r| {
            r.kind.name == kind
                && (r.display_name() == name || &*r.id == name || r.id.ends_with(&format!("/{name}")))
        })
    }

    /// Names of a kind, sorted.
    pub fn names(&self, region: &str, kind: &str) -> Vec<String> {
        let unit = self.units.iter().find(|u| &*u.scope.region == region);
        let resources = unit.into_iter().flat_map(|u| u.resources());
        let mut names: Vec<String> =
            resources.filter(|r| r.kind.name == kind).map(|r| r.display_name().into_owned()).collect();
        names.sort_unstable();
        names
    }

    /// A fact as [`show`] writes it.
    pub fn fact(&self, region: &str, kind: &str, name: &str, field: &str) -> String {
        let resource = self
            .find(region, kind, name)
            .unwrap_or_else(|| panic!("no {kind} {name} in {region}\n{}", self.text));
        let (slot, _) = resource.kind.field(field).unwrap_or_else(|| panic!("{kind} has no field {field}"));
        show(resource, slot)
    }

    pub fn coverage(&self, region: &str, operation: &str) -> &Coverage {
        let found = self.header.coverage.iter().find(|c| &*c.region == region && &*c.operation == operation);
        found.unwrap_or_else(|| panic!("{operation} in {region} is not in the coverage\n{}", self.text))
    }

    /// All gaps as `region operation [target]: why`.
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        for c in &self.header.coverage {
            for g in &c.gaps {
                gaps.push(show_gap(c, g));
            }
        }
        gaps
    }
}

fn show_gap(coverage: &Coverage, gap: &Gap) -> String {
    let target = gap.target.as_deref().map(|t| format!(" {}", last_part(t))).unwrap_or_default();
    let optional = if gap.optional { " (by design)" } else { "" };
    format!("{} {}{target}: {}{optional}", coverage.region, coverage.operation, show_why(&gap.why))
}

fn last_part(target: &str) -> String {
    crate::fake_aws::short_name(target)
}

/// `value @origin`, `absent @origin`, `unknown: reason`. A list that was cut short ends in `...` and the reason.
pub fn show(resource: &Resource, slot: u16) -> String {
    let fact = resource.get(slot);
    let origin = |ix: u16| match resource.origin(ix) {
        Some(tidegate::inventory::Origin::Api { operation }) => operation.to_string(),
        Some(tidegate::inventory::Origin::Default { .. }) => "documented default".to_owned(),
        Some(tidegate::inventory::Origin::Derived { from }) => format!("derived from {from}"),
        other => format!("{other:?}"),
    };
    match fact {
        Fact::Known(value, ix) => {
            let ty = &resource.kind.fields[slot as usize].ty;
            format!("{} @{}", show_value(resource, ty, value), origin(*ix))
        }
        Fact::Absent(ix) => format!("absent @{}", origin(*ix)),
        Fact::Unknown(why) => format!("unknown: {}", show_why(resource.why(*why))),
    }
}

fn show_value(resource: &Resource, ty: &Type, value: &Value) -> String {
    match (value, ty) {
        (Value::Bool(b), _) => b.to_string(),
        (Value::Int(i), _) => i.to_string(),
        (Value::Time(t), _) => tidegate::inventory::snapshot::format_time(*t),
        (Value::Text(t), _) => t.to_string(),
        (Value::Link(l), _) => last_part(&l.id),
        (Value::List(list), Type::List(item)) => {
            let mut items: Vec<String> = list.items.iter().map(|f| show_inner(resource, item, f)).collect();
            if let Some(why) = list.more {
                items.push(format!("... {}", show_why(resource.why(why))));
            }
            format!("[{}]", items.join(", "))
        }
        (Value::Record(slots), Type::Record(def)) => {
            let members = slots.iter().zip(def.fields).filter(|(fact, _)| !matches!(fact, Fact::Absent(_)));
            let members = members
                .map(|(fact, field)| format!("{}={}", field.name, show_inner(resource, &field.ty, fact)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(" "))
        }
        other => panic!("a value of another shape than its type: {other:?}"),
    }
}

fn show_inner(resource: &Resource, ty: &Type, fact: &Fact) -> String {
    match fact {
        Fact::Known(value, _) => show_value(resource, ty, value),
        Fact::Absent(_) => "absent".to_owned(),
        Fact::Unknown(why) => format!("unknown: {}", show_why(resource.why(*why))),
    }
}

pub fn show_why(why: &Why) -> String {
    match why {
        Why::Denied { operation, code, by } => format!("denied {operation} {code} {by:?}"),
        Why::Failed { operation, code } => format!("failed {operation} {code}"),
        Why::Throttled { operation } => format!("throttled {operation}"),
        Why::Truncated { operation, reason } => format!("truncated {operation} {reason}"),
        Why::Malformed { operation, detail } => format!("malformed {operation} {detail}"),
        Why::Interrupted { operation } => format!("interrupted {operation}"),
        other => format!("{other:?}"),
    }
}
