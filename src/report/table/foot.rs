//! The end: what to do next and what the exit code means.

use super::super::Options;
use super::super::summary::{exit_meaning, missing_permissions};
use super::sheet::Sheet;
use crate::evaluate::Report;
use crate::rules::Verdict;
use crate::words::{self, fill};
use std::io;

pub fn write(sheet: &mut Sheet<'_>, report: &Report, options: &Options<'_>) -> io::Result<()> {
    let w = sheet.words;
    let mut commands = Vec::new();
    if let Some(worst) = report.findings.iter().find(|f| f.verdict == Verdict::Fail) {
        commands.push((format!("tidegate explain {}", words::line(&worst.rule)), w.next_explain));
    }
    if !missing_permissions(report).is_empty() {
        commands.push(("tidegate iam-policy".to_owned(), w.next_iam_policy));
    }
    if !commands.is_empty() {
        sheet.heading(w.next)?;
        sheet.commands(&commands)?;
    }
    if let (Some(code), Some(meaning)) = (options.exit, exit_meaning(report, options)) {
        sheet.blank()?;
        let text = format!("{}{}{meaning}", fill(w.exit, &[("code", &code.to_string())]), w.colon);
        sheet.text_like(0, &text, |paint, line| paint.heading(line))?;
    }
    Ok(())
}
