//! A progress line on standard error, only when that is a terminal.

use super::deliver::Terminal;
use crate::collect::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

pub struct Watcher {
    bar: Option<ProgressBar>,
}

impl Watcher {
    pub fn new(terminal: &Terminal) -> Self {
        let quiet = terminal.quiet || std::env::var_os("CI").is_some() || !std::io::stderr().is_terminal();
        let bar = (!quiet).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_style(
                ProgressStyle::with_template("{spinner} {pos} calls {elapsed} {msg}")
                    .expect("the template is well formed")
                    .tick_chars("-\\|/ "),
            );
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Watcher { bar }
    }

    pub fn show(&self, progress: &Progress) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
            bar.set_message(progress.to_string());
        }
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
