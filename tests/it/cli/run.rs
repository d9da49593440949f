//! Runs the binary in a folder of its own, with nothing of this machine's settings.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A run of `tidegate`, about to start.
pub struct Tidegate {
    pub folder: tempfile::TempDir,
    command: Command,
}

/// What a run left behind.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    /// Where it ran: its files are there until this is dropped.
    pub folder: tempfile::TempDir,
}

/// The path of an account in `fixtures/accounts`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/accounts/{name}.jsonl"))
}

impl Tidegate {
    pub fn new<A: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = A>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidegate"));
        command
            .env_clear()
            .env("HOME", folder.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(folder.path())
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Self { folder, command }
    }

    /// `tidegate check`, with the snapshot at `a.jsonl` of its folder.
    pub fn check(snapshot: &str, args: &[&str]) -> Self {
        let run = Self::new(["check", "a.jsonl"]).args(args);
        run.file("a.jsonl", snapshot)
    }

    /// `tidegate check` of an account in `fixtures/accounts`.
    pub fn check_account(name: &str, args: &[&str]) -> Self {
        Self::check(&std::fs::read_to_string(fixture(name)).expect("the fixture"), args)
    }

    /// `scan` or `collect` against an endpoint, with test credentials.
    #[cfg(feature = "aws")]
    pub fn account(command: &str, fake: &crate::fake_aws::FakeAws, regions: &[&str]) -> Self {
        let mut run = Self::new([command, "--endpoint-url", &fake.url()])
            .env("AWS_ACCESS_KEY_ID", "test-key")
            .env("AWS_SECRET_ACCESS_KEY", "test-secret")
            .env("AWS_EC2_METADATA_DISABLED", "true");
        for region in regions {
            run = run.args(&["--region", region]);
        }
        run
    }

    pub fn args(mut self, args: &[&str]) -> Self {
        self.command.args(args);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
        self
    }

    pub fn stdin(self, text: &str) -> Self {
        let mut run = self.file(".stdin", text);
        let file = std::fs::File::open(run.folder.path().join(".stdin")).expect("just written");
        run.command.stdin(file);
        run
    }

    /// Runs in a folder below its own.
    pub fn inside(mut self, folder: &str) -> Self {
        let path = self.folder.path().join(folder);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        self.command.current_dir(path);
        self
    }

    pub fn stdout(mut self, to: impl Into<Stdio>) -> Self {
        self.command.stdout(to);
        self
    }

    pub fn run(mut self) -> Ran {
        let output = self.command.output().expect("the binary runs");
        self.ran(output)
    }

    /// Runs, does something meanwhile and waits for the end.
    #[cfg(feature = "aws")]
    pub fn run_and(mut self, meanwhile: impl FnOnce(&mut Child)) -> Ran {
        let mut child = self.command.spawn().expect("the binary starts");
        meanwhile(&mut child);
        let output = child.wait_with_output().expect("the binary ends");
        self.ran(output)
    }

    /// Starts, takes standard output's first line, closes it and waits for the end: exit code, line, errors.
    pub fn head(mut self) -> (i32, String, String) {
        use std::io::{BufRead, BufReader, Read};
        let mut child: Child = self.command.spawn().expect("the binary starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::with_capacity(64, stdout).read_line(&mut line).expect("a line");
        let mut errors = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut errors).expect("UTF-8");
        let status = child.wait().expect("the binary ends");
        (status.code().unwrap_or(-1), line, errors)
    }

    fn ran(self, output: std::process::Output) -> Ran {
        let utf8 = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: utf8(output.stdout),
            stderr: utf8(output.stderr),
            folder: self.folder,
        }
    }
}

impl Ran {
    /// A file it wrote, by its name in the run's folder.
    pub fn read(&self, name: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name}: {e}\n{}", self.stderr))
    }

    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}\n{}\n{}", self.stdout, self.stderr))
    }

    /// Names of the files in the run's folder, sorted.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder");
        let mut names: Vec<String> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}
