//! `file()` and its like: under the scanned folder, of bounded size, and never through a link out of it.

use crate::terraform::{expect, facts, resource};
use std::path::Path;
use std::sync::Arc;
use tidegate::inventory::{Fact, Why};
use tidegate::template::source::Source;
use tidegate::template::terraform::{Files, Options, Read, read_modules};

const SECRET: &str = "aws_secretsmanager_secret.s";
const PREFIX: &str = "scram-secret-without-prefix";

struct Project {
    dir: tempfile::TempDir,
}

impl Project {
    /// A scanned folder `in`, and beside it `out`.
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        Self { dir }
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.dir.path().join(path)
    }

    /// A secret with this name, declared in the folder `env` of `in`.
    fn name(&self, expression: &str) -> Read {
        self.read(&[(
            "env/main.tf",
            &format!("resource \"aws_secretsmanager_secret\" \"s\" {{\n  name = {expression}\n}}\n"),
        )])
    }

    fn read(&self, files: &[(&str, &str)]) -> Read {
        let files =
            files.iter().map(|(path, text)| Arc::new(Source::new(*path, (*text).to_owned()))).collect();
        let under = Files::new(&self.path("in"), &self.path("in")).expect("a folder");
        read_modules(files, &Options { files: Some(under), ..Options::default() })
    }
}

fn name(read: &Read) -> String {
    let secret = resource(read, SECRET);
    let (ix, _) = secret.kind.field("name").expect("a field");
    match secret.get(ix) {
        Fact::Known(value, _) => value.as_text().unwrap_or("a pattern").to_owned(),
        Fact::Unknown(why) => match secret.why(*why) {
            Why::Deferred { expression } => format!("unknown: {expression}"),
            other => panic!("{other:?}"),
        },
        Fact::Absent(_) => "absent".into(),
    }
}

#[test]
fn files_are_read_from_the_root_modules_folder() {
    let project = Project::new(&[
        ("in/env/name.txt", "AmazonMSK_here"),
        ("in/shared/name.json", "{\"name\": \"AmazonMSK_shared\"}"),
        ("in/env/t.tftpl", "AmazonMSK_%{ for n in names ~}\n${upper(n)}-\n%{~ endfor }${last}"),
        ("in/env/b", "\u{1}é"),
    ]);
    for (expression, expected) in [
        ("file(\"name.txt\")", "AmazonMSK_here"),
        ("file(\"./name.txt\")", "AmazonMSK_here"),
        ("file(\"${path.module}/name.txt\")", "AmazonMSK_here"),
        ("file(\"${path.root}/name.txt\")", "AmazonMSK_here"),
        ("jsondecode(file(\"../shared/name.json\")).name", "AmazonMSK_shared"),
        ("templatefile(\"t.tftpl\", { names = [\"a\", \"b\"], last = 1 })", "AmazonMSK_A-B-1"),
        ("filebase64(\"b\")", "AcOp"),
        ("fileexists(\"name.txt\") ? \"AmazonMSK_yes\" : \"no\"", "AmazonMSK_yes"),
        ("fileexists(\"other.txt\") ? \"yes\" : \"AmazonMSK_no\"", "AmazonMSK_no"),
        ("try(file(\"other.txt\"), \"AmazonMSK_other\")", "AmazonMSK_other"),
        ("file(\"other.txt\")", "unknown: there is no file other.txt"),
        ("templatefile(\"t.tftpl\", { names = var.names, last = 1 })", "a pattern"),
    ] {
        assert_eq!(name(&project.name(expression)), expected, "{expression}");
    }
    let read = project.name("templatefile(\"t.tftpl\", { names = [\"a\"], last = var.x })");
    expect(&read, SECRET, &[(PREFIX, "pass")]);
    assert_eq!(name(&read), "a pattern");
}

#[test]
fn a_modules_files_are_beside_it() {
    let project = Project::new(&[("in/modules/m/name.txt", "AmazonMSK_m")]);
    let module =
        "resource \"aws_secretsmanager_secret\" \"s\" {\n  name = file(\"${path.module}/name.txt\")\n}\n";
    let read = project.read(&[
        ("env/main.tf", "module \"m\" {\n  source = \"../modules/m\"\n}\n"),
        ("modules/m/main.tf", module),
    ]);
    expect(&read, "module.m.aws_secretsmanager_secret.s", &[(PREFIX, "pass")]);
}

#[test]
fn nothing_outside_of_the_scanned_folder_is_read() {
    let canary = "AmazonMSK_canary_7f3a";
    let project = Project::new(&[
        ("out/name.txt", canary),
        ("in/env/here.txt", "AmazonMSK_x"),
        ("in2/name.txt", canary),
    ]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(project.path("out"), project.path("in/env/folder")).expect("a link");
        symlink(project.path("out/name.txt"), project.path("in/env/link.txt")).expect("a link");
        symlink(project.path("in/env/here.txt"), project.path("in/env/within.txt")).expect("a link");
        symlink(project.path("in/env/loop"), project.path("in/env/loop")).expect("a link");
        assert_eq!(name(&project.name("file(\"within.txt\")")), "AmazonMSK_x", "a link that stays inside");
    }
    let absolute = project.path("out/name.txt");
    for path in [
        "../../out/name.txt",
        "../../in2/name.txt",
        "folder/name.txt",
        "link.txt",
        "loop",
        ".",
        "~/.bashrc",
        "/dev/zero",
        "here.txt/../../../out/name.txt",
        &absolute.to_string_lossy(),
    ] {
        for call in [
            format!("file(\"{path}\")"),
            format!("filebase64(\"{path}\")"),
            format!("templatefile(\"{path}\", {{}})"),
        ] {
            let read = project.name(&call);
            assert!(name(&read).starts_with("unknown: "), "{call}: {}", name(&read));
            assert!(!facts(&read, SECRET).to_string().contains("canary"), "{call}");
            expect(&read, SECRET, &[(PREFIX, "undecided")]);
        }
        let read = project.name(&format!("fileexists(\"{path}\") ? \"AmazonMSK_a\" : \"AmazonMSK_b\""));
        let told = name(&read);
        assert!(told.starts_with("unknown: ") || (path == "." && told == "AmazonMSK_b"), "{path}: {told}");
    }
}

#[test]
fn large_files_binary_files_and_no_templates_stay_unknown() {
    let project = Project::new(&[
        ("in/env/large.txt", &"x".repeat((1 << 20) + 1)),
        ("in/env/t.tftpl", "${ nope"),
        ("in/env/self.tftpl", "${templatefile(\"self.tftpl\", {})}"),
    ]);
    std::fs::write(project.path("in/env/binary"), [0xFF, 0xFE]).expect("a file");
    for expression in
        ["file(\"large.txt\")", "file(\"binary\")", "templatefile(\"t.tftpl\", {})", "file(var.path)"]
    {
        let told = name(&project.name(expression));
        assert!(told.starts_with("unknown: "), "{expression}: {told}");
    }
    assert_eq!(name(&project.name("templatefile(\"self.tftpl\", {})")), "a pattern", "a hole in a text");
    assert_eq!(name(&project.name("filebase64(\"binary\")")), "//4=");
    // A great many readings end at the limit of the evaluation.
    std::fs::write(project.path("in/env/large.txt"), "x".repeat(1 << 20)).expect("a file");
    let read = project.name("length([for i in range(20000) : file(\"large.txt\")]) == 1 ? \"a\" : \"b\"");
    assert!(!read.coverage[0].complete());
}

#[test]
fn without_a_folder_no_file_is_read() {
    let text = "resource \"aws_secretsmanager_secret\" \"s\" {\n  name = file(\"/etc/hostname\")\n}\n";
    let source = Arc::new(Source::new("main.tf", text.to_owned()));
    let read = read_modules(vec![source], &Options::default());
    assert_eq!(name(&read), "unknown: file(): files are not read");
    assert!(Files::new(Path::new("."), Path::new("/nonexistent/folder")).is_err());
}

#[test]
fn yaml_is_decoded_as_far_as_its_versions_agree() {
    let yaml = "a: AmazonMSK_a\nb: 'AmazonMSK_b'\nc: yes\nd: 010\ne: 12\nf: 1.5\ng: true\nh:\n  - x: [AmazonMSK_h]\ni: 2020-01-01\nj: ~\nk: !!str 1\n";
    let project = Project::new(&[("in/env/c.yaml", yaml), ("in/env/bad.yaml", "a: [")]);
    let open = "unknown: a YAML value that versions of YAML read differently";
    for (expression, expected) in [
        ("yamldecode(file(\"c.yaml\")).a", "AmazonMSK_a"),
        ("yamldecode(file(\"c.yaml\"))[\"b\"]", "AmazonMSK_b"),
        ("yamldecode(file(\"c.yaml\")).c", open),
        ("yamldecode(file(\"c.yaml\")).d", open),
        ("format(\"AmazonMSK_%d\", yamldecode(file(\"c.yaml\")).e)", "AmazonMSK_12"),
        ("\"AmazonMSK_${yamldecode(file(\"c.yaml\")).f}\"", "AmazonMSK_1.5"),
        ("yamldecode(file(\"c.yaml\")).g ? \"AmazonMSK_g\" : \"no\"", "AmazonMSK_g"),
        ("yamldecode(file(\"c.yaml\")).h[0].x[0]", "AmazonMSK_h"),
        ("yamldecode(file(\"c.yaml\")).i", open),
        ("coalesce(yamldecode(file(\"c.yaml\")).j, \"AmazonMSK_j\")", "AmazonMSK_j"),
        ("yamldecode(file(\"c.yaml\")).k", open),
        ("yamldecode(file(\"bad.yaml\")).a", "unknown: not YAML"),
    ] {
        assert_eq!(name(&project.name(expression)), expected, "{expression}");
    }
}
