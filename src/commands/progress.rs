//! A progress line on standard error, only when that is a terminal.

use super::deliver::Terminal;
use crate::collect::Progress;
use crate::speech::Language;
use crate::speech::told::told;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

pub struct Watcher {
    bar: Option<ProgressBar>,
    language: Language,
}

impl Watcher {
    pub fn new(terminal: &Terminal) -> Self {
        let quiet = terminal.quiet || std::env::var_os("CI").is_some() || !std::io::stderr().is_terminal();
        let calls = told(terminal.language, "calls");
        let bar = (!quiet).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_style(
                ProgressStyle::with_template(&format!("{{spinner}} {{pos}} {calls} {{elapsed}} {{msg}}"))
                    .expect("the template is well formed")
                    .tick_chars("-\\|/ "),
            );
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Watcher { bar, language: terminal.language }
    }

    pub fn show(&self, progress: &Progress) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
            bar.set_message(told(self.language, &progress.to_string()).into_owned());
        }
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
