//! `scan` and `collect`: an account -> findings, or a snapshot.

use super::check::options;
use super::config::Config;
use super::deliver::{self, Terminal};
use super::progress::Watcher;
use super::rules::selected_rules;
use super::{RunError, TOOL};
use crate::cli::{Aws, Collect, IamPolicy, OptIns, Scan};
use crate::collect::{self, Collected, Stop};
use crate::connect::knowledge::Knowledge;
use crate::evaluate::Evaluation;
use crate::inventory::snapshot::{number_lines, parse_time, write_atomically};
use crate::speech::Language;
use crate::speech::told::told;
use crate::words;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub fn scan(args: &Scan, config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    deliver::refuse_mixture(&args.judging.formats)?;
    let files = deliver::files(&args.judging.formats).chain(args.snapshot_out.as_deref());
    deliver::refuse_unwritable(files)?;
    let set = selected_rules(&args.judging.choice, config, terminal.language)?;
    let rules = set.running();
    let mut collected = read_account(&args.aws, terminal)?;
    number_lines(&mut collected.units);
    if let Some(path) = &args.snapshot_out {
        save(path, &collected)?;
    }
    let mut options = options(&args.judging, terminal);
    options.snapshot = args.snapshot_out.as_ref().map(|p| p.display().to_string().into());
    options.now = parse_time(&collected.header.run.started)
        .ok_or_else(|| RunError::Internal("the run's start is no instant".into()))?;
    let mut evaluation = Evaluation::new(rules.clone());
    for unit in &collected.units {
        evaluation.add(unit, &options);
    }
    let header = collected.header;
    let mut report = evaluation.finish(&options, TOOL, header.run, header.coverage, Vec::new());
    report.selection = set.selection.clone();
    deliver::report(&report, &rules, &args.judging, config, terminal)
}

pub fn collect(args: &Collect, terminal: &Terminal) -> Result<u8, RunError> {
    deliver::refuse_unwritable([&*args.out])?;
    let mut collected = read_account(&args.aws, terminal)?;
    number_lines(&mut collected.units);
    save(&args.out, &collected)?;
    let incomplete =
        collected.header.run.interrupted || collected.header.coverage.iter().any(|c| !c.complete());
    let resources: usize = collected.units.iter().map(|u| u.resources().len()).sum();
    let gaps = collected.header.coverage.iter().flat_map(|c| &c.gaps).filter(|g| !g.optional).count();
    let (resources_text, gaps_text) = (resources.to_string(), gaps.to_string());
    let file = args.out.display().to_string();
    let values = [("resources", &*resources_text), ("gaps", &*gaps_text), ("file", &*file)];
    terminal.say(&words::fill(words::words(terminal.language).collected, &values));
    Ok(match (incomplete && !args.allow_incomplete, resources) {
        (true, _) => super::exit::INCOMPLETE,
        (false, 0) => super::exit::NOTHING,
        (false, _) => 0,
    })
}

fn save(path: &Path, collected: &Collected) -> Result<(), RunError> {
    write_atomically(path, &collected.header, &collected.units)
        .map_err(|error| RunError::Write { path: path.into(), error })
}

/// Reads the account; Ctrl-C and SIGTERM end the reading and keep what was read.
fn read_account(aws: &Aws, terminal: &Terminal) -> Result<Collected, RunError> {
    let options = collect::Options {
        profile: aws.profile.clone(),
        regions: aws.regions.clone(),
        endpoint_url: aws.endpoint_url.clone(),
        role_arn: aws.role_arn.clone(),
        external_id: aws.external_id.clone(),
        concurrency: usize::from(aws.concurrency),
        operation_timeout: Duration::from_secs(u64::from(aws.call_timeout)),
        deadline: Duration::from_secs(u64::from(aws.deadline)),
        knowledge: knowledge(&aws.connectors, terminal.language)?,
        redshift_sql: redshift_sql(&aws.opt_ins),
        ..collect::Options::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| RunError::Internal(format!("cannot start the runtime: {error}")))?;
    let watcher = Watcher::new(terminal);
    let stop = Stop::default();
    let collected = runtime.block_on(async {
        let signals = tokio::spawn(stop_on_signal(stop.clone()));
        let collected = collect::collect(&options, &|p| watcher.show(p), &stop).await;
        signals.abort();
        collected
    });
    watcher.finish();
    // Calls that are still under way have no reader any more.
    runtime.shutdown_background();
    Ok(collected?)
}

/// Prints what a run with these options needs.
pub fn iam_policy(args: &IamPolicy) -> Result<u8, RunError> {
    deliver::json(&collect::iam_policy(&args.partition, redshift_sql(&args.opt_ins).as_ref()))?;
    Ok(0)
}

fn redshift_sql(options: &OptIns) -> Option<collect::RedshiftSql> {
    options.redshift_sql.then(|| collect::RedshiftSql {
        db_user: options.redshift_db_user.clone(),
        secret_arn: options.redshift_secret_arn.clone(),
        secret_shapes: options.read_secret_shapes,
    })
}

/// What comes with tidegate and, over it, the families of the user's files.
fn knowledge(files: &[PathBuf], language: Language) -> Result<Option<Arc<Knowledge>>, RunError> {
    if files.is_empty() {
        return Ok(None);
    }
    let mut knowledge = Knowledge::builtin().clone();
    for file in files {
        let name = file.display().to_string();
        let text =
            std::fs::read_to_string(file).map_err(|error| RunError::Read { path: file.clone(), error })?;
        knowledge
            .load(&name, &text)
            .map_err(|e| RunError::Usage(format!("{}:{}: {}", e.file, e.line, told(language, &e.message))))?;
    }
    Ok(Some(Arc::new(knowledge)))
}

/// The first signal stops the reading, a second one the process.
async fn stop_on_signal(stop: Stop) {
    signal().await;
    stop.trigger();
    signal().await;
    std::process::exit(130);
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => ctrl_c().await,
    }
}

#[cfg(not(unix))]
async fn signal() {
    ctrl_c().await;
}

async fn ctrl_c() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Signals cannot be had here: the run ends by itself.
        std::future::pending::<()>().await;
    }
}
