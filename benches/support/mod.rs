//! What the benchmarks of whole processes share: a process measures itself, or is measured by the one that starts it.

#![allow(dead_code, reason = "each benchmark uses a part")]

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// Elapsed milliseconds, CPU seconds of all threads, and the peak of memory in MB.
pub type Measured = (f64, f64, f64);

/// The program itself, which tells last what it cost.
pub fn checked() -> ExitCode {
    let code = tidegate::main();
    eprintln!("{} {}", cpu_seconds(), peak_megabytes());
    code
}

/// The least of five checks of a folder, each a process of its own that ends with one of these codes.
pub fn least_of_five(folder: &Path, codes: &[i32]) -> Measured {
    let all: Vec<Measured> = (0..5).map(|_| measure(folder, codes)).collect();
    let least = |of: fn(&Measured) -> f64| all.iter().map(of).fold(f64::INFINITY, f64::min);
    (least(|m| m.0), least(|m| m.1), least(|m| m.2))
}

fn measure(folder: &Path, codes: &[i32]) -> Measured {
    let me = std::env::current_exe().expect("a running program has a path");
    let begin = Instant::now();
    let out = Command::new(me)
        .args(["check", "--format", "sarif", "."])
        .current_dir(folder)
        .stdout(Stdio::null())
        .output()
        .expect("starts itself");
    let elapsed = begin.elapsed().as_secs_f64() * 1_000.0;
    let ended = out.status.code().is_some_and(|code| codes.contains(&code));
    assert!(ended, "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stderr).expect("text");
    let mut numbers = text.split_whitespace().rev().map(|n| n.parse::<f64>().expect("a number"));
    let memory = numbers.next().expect("memory");
    (elapsed, numbers.next().expect("CPU"), memory)
}

pub fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let after = stat.rsplit(')').next().expect("a name in parentheses");
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks: f64 = fields[11..13].iter().map(|t| t.parse::<f64>().expect("a number")).sum();
    ticks / 100.0
}

pub fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|l| l.starts_with("VmHWM")).expect("a peak");
    line.split_whitespace().nth(1).expect("kB").parse::<u64>().expect("a number") / 1_000
}
