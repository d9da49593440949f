//! `explain --resource`: a verdict with every step that led to it.

use super::Options;
use super::style::Paint;
use super::wrap::wrap;
use crate::evaluate::{Explained, Finding, Kept, Step};
use crate::rules::{Language, Verdict};
use crate::words::{self, Words, count, fill, words};

/// One verdict, as text for a terminal.
pub fn explained_text(explained: &Explained, language: Language, options: &Options<'_>) -> String {
    let w = words(language);
    let width = options.width.unwrap_or(80).clamp(40, 120);
    let mut sheet =
        Sheet { lines: Vec::new(), width, paint: Paint { on: options.color }, words: w, language };
    sheet.head(&explained.finding);
    for (label, steps) in [(w.page_when, &explained.when), (w.page_check, &explained.check)] {
        if !steps.is_empty() {
            sheet.lines.push(String::new());
            sheet.lines.push(sheet.paint.heading(label));
            steps.iter().for_each(|step| sheet.step(step));
        }
    }
    sheet.lines.iter().map(|l| format!("{}\n", l.trim_end())).collect()
}

struct Sheet {
    lines: Vec<String>,
    width: usize,
    paint: Paint,
    words: &'static Words,
    language: Language,
}

impl Sheet {
    fn head(&mut self, f: &Finding) {
        let w = self.words;
        let mut verdict = w.verdict(f.verdict).to_owned();
        if f.verdict == Verdict::Fail {
            verdict.push_str(&fill(w.parentheses, &[("text", w.severity(f.severity))]));
        }
        let line = format!("{}{}{verdict}", words::line(&f.rule), w.colon);
        self.lines.push(self.paint.heading(&line));
        self.text(1, &format!("{} {}", f.resource.kind, f.resource.id));
        if let Some(world) = &f.world {
            self.labelled(w.world, world);
        }
        if let Some(item) = &f.item {
            self.labelled(w.item, item);
        }
        if let Some(p) = &f.location {
            self.labelled(w.explained_where, &format!("{}:{}:{}", p.path, p.line, p.column));
        }
        self.labelled(w.expected, &f.expected);
        self.labelled(w.observed, &f.observed);
        self.text(1, &f.message);
    }

    fn labelled(&mut self, label: &str, text: &str) {
        self.text(1, &format!("{label}{}{text}", self.words.colon));
    }

    fn step(&mut self, step: &Step) {
        let w = self.words;
        let text = step.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let item = step.item.as_ref().map(|item| format!("[{item}] ")).unwrap_or_default();
        let line = match &step.kept {
            Kept::Value { value, origin, why } => {
                let mut line = format!("{item}{text} = {value}");
                if !origin.is_empty() {
                    line.push_str(&format!("  [{origin}]"));
                }
                if let Some(why) = why {
                    line.push_str(&format!("{}{}", w.colon, words::why(self.language, why)));
                }
                line
            }
            Kept::NotAsked => format!("{item}{text}{}{}", w.colon, w.explained_not_asked),
            Kept::More(n) => fill(w.explained_more, &[("count", &count(*n as u64))]),
        };
        self.text(step.depth + 1, &line);
    }

    /// Text that is indented, also where it goes on.
    fn text(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth.min(12));
        let lines = wrap(&words::line(text), self.width.saturating_sub(indent.len() + 2));
        for (i, line) in lines.iter().enumerate() {
            let further = if i > 0 { "  " } else { "" };
            self.lines.push(format!("{indent}{further}{line}"));
        }
    }
}
