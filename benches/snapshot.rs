//! All rules over large snapshots, beside only parsing the same file into typed resources.
//!
//! `cargo bench --bench snapshot` measures 100,000 and 1,000,000 resources; numbers given as arguments are
//! measured instead. Every measurement is a process of its own: CPU seconds (user and system, all threads) and
//! peak memory, from /proc. The ratio is what to quote: single times follow the machine's mood.

mod account;

mod support;

use account::{OPERATIONS, account_unit};
use std::io::{BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{cpu_seconds, peak_megabytes};
use tidegate::evaluate::{Evaluation, Options};
use tidegate::inventory::Coverage;
use tidegate::inventory::snapshot::{self, Header, Reader, Run, Writer};
use tidegate::rules::Rule;

// As in the program.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Resources of one account and region.
const UNIT: usize = 5_000;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    match args.first().map(String::as_str) {
        Some("parse") => parse(Path::new(&args[1])),
        Some("check") => check(Path::new(&args[1])),
        _ => compare(&args),
    }
    if ["parse", "check"].contains(&args.first().map_or("", String::as_str)) {
        println!("{} {}", cpu_seconds(), peak_megabytes());
    }
}

fn compare(args: &[String]) {
    let sizes: Vec<usize> = args.iter().map(|a| a.parse().expect("a number of resources")).collect();
    let sizes = if sizes.is_empty() { vec![100_000, 1_000_000] } else { sizes };
    println!(
        "{:>10} {:>8} {:>12} {:>12} {:>7} {:>10}",
        "resources", "MB", "parse CPU s", "check CPU s", "ratio", "check MB"
    );
    for n in sizes {
        let file = write(n);
        let size = std::fs::metadata(&file).expect("just written").len() / 1_000_000;
        // Three pairs in turn; the median ratio stands.
        let mut pairs: Vec<(f64, f64, u64)> = (0..3)
            .map(|_| {
                let (parse, _) = measure("parse", &file);
                let (check, memory) = measure("check", &file);
                (parse, check, memory)
            })
            .collect();
        pairs.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
        let (parse, check, memory) = pairs[1];
        println!("{n:>10} {size:>8} {parse:>12.2} {check:>12.2} {:>7.2} {memory:>10}", check / parse);
        std::fs::remove_file(file).expect("ours to remove");
    }
}

fn measure(mode: &str, file: &Path) -> (f64, u64) {
    let me = std::env::current_exe().expect("a running program has a path");
    let out = Command::new(me).arg(mode).arg(file).output().expect("starts itself");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).expect("numbers");
    let mut numbers = text.split_whitespace().rev();
    let memory = numbers.next().expect("memory").parse().expect("a number");
    (numbers.next().expect("CPU").parse().expect("a number"), memory)
}

fn parse(file: &Path) {
    let input =
        std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(file).expect("written before"));
    let mut resources = 0;
    for line in input.split(b'\n').skip(1) {
        let resource = snapshot::decode_resource(&line.expect("readable")).expect("a resource");
        resources += usize::from(!std::hint::black_box(resource).id.is_empty());
    }
    assert!(resources > 0);
}

fn check(file: &Path) {
    let rules: Vec<&Rule> = tidegate::rules::catalogue::builtin().rules.iter().collect();
    let mut evaluation = Evaluation::new(rules);
    let mut reader = Reader::open(file).expect("written before");
    let coverage = reader.header().coverage.clone();
    let options = Options { now: 1_795_478_400, ..Options::default() };
    while let Some(unit) = reader.next_unit().expect("readable") {
        evaluation.add(&unit, &options);
    }
    let report = evaluation.finish(&options, "bench", Run::default(), coverage, Vec::new());
    let passes: u64 = report.tallies.iter().map(|(_, t)| t.pass).sum();
    assert!(passes > 0, "nothing was judged");
    let undecided: Vec<_> =
        report.tallies.iter().filter(|(_, t)| t.undecided > 0).map(|(r, t)| (r, t.undecided)).collect();
    assert!(undecided.is_empty(), "the account is meant to be wholly known: {undecided:?}");
    eprintln!("{} findings, {passes} passes", report.findings.len());
}

fn write(resources: usize) -> PathBuf {
    let file = std::env::temp_dir().join(format!("tidegate-bench-{}-{resources}.jsonl", std::process::id()));
    let units = resources.div_ceil(UNIT);
    let scopes: Vec<(String, &str)> =
        (0..units).map(|i| (format!("{:012}", 100_000_000_000 + i), "eu-west-1")).collect();
    let mut coverage = Vec::new();
    for (account, region) in &scopes {
        coverage.extend(OPERATIONS.iter().map(|o| Coverage::new(account, region, o)));
    }
    let run = Run { started: "2026-11-24T00:00:00Z".into(), ..Run::default() };
    let header = Header {
        tidegate_snapshot: snapshot::VERSION,
        tool: "bench".into(),
        run,
        resources: resources as u64,
        coverage,
    };
    let out = BufWriter::new(std::fs::File::create(&file).expect("a temporary file"));
    let mut writer = Writer::new(out, &header).expect("space");
    for (i, (account, region)) in scopes.iter().enumerate() {
        let n = UNIT.min(resources - i * UNIT);
        let unit =
            account_unit(account, region, n, &header.coverage[i * OPERATIONS.len()..][..OPERATIONS.len()]);
        writer.unit(&unit).expect("space");
    }
    writer.finish().expect("space").flush().expect("space");
    file
}
