//! `invocations[].toolExecutionNotifications`: everything that keeps a file without results from meaning that
//! nothing is wrong.

use super::super::summary::{changed, not_run, ran};
use super::places::Places;
use super::results::{about, related_counts, unlinked};
use super::rules::Descriptors;
use crate::evaluate::{Finding, Problem, Report};
use crate::inventory::Place;
use crate::rules::Verdict;
use crate::words::{self, Words, count, fill, words};
use serde_json::json;
use serde_sarif::sarif::{
    Location, Message, MultiformatMessageString, Notification, ReportingConfiguration, ReportingDescriptor,
    ReportingDescriptorReference,
};

/// Most notifications of one kind: past them a reader needs the JSON report.
const MOST: usize = 1_000;

/// What a notification says; the order is that of `tool.driver.notifications[]`.
#[derive(Debug, Clone, Copy)]
enum Note {
    NotAssessed,
    CoverageGap,
    UnreadableInput,
    Interrupted,
    Cut,
    Anchored,
    Selection,
    Remark,
}

const NOTES: [Note; 8] = [
    Note::NotAssessed,
    Note::CoverageGap,
    Note::UnreadableInput,
    Note::Interrupted,
    Note::Cut,
    Note::Anchored,
    Note::Selection,
    Note::Remark,
];

impl Note {
    fn id(self) -> &'static str {
        match self {
            Note::NotAssessed => "not-assessed",
            Note::CoverageGap => "coverage-gap",
            Note::UnreadableInput => "unreadable-input",
            Note::Interrupted => "interrupted",
            Note::Cut => "left-out",
            Note::Anchored => "no-place-of-its-own",
            Note::Selection => "rules-chosen",
            Note::Remark => "ignore-without-effect",
        }
    }

    fn level(self) -> &'static str {
        match self {
            Note::NotAssessed | Note::CoverageGap | Note::Cut => "warning",
            Note::UnreadableInput | Note::Interrupted => "error",
            Note::Anchored | Note::Selection | Note::Remark => "note",
        }
    }

    fn text(self, w: &Words) -> &'static str {
        match self {
            Note::NotAssessed => w.note_not_assessed,
            Note::CoverageGap => w.note_gap,
            Note::UnreadableInput => w.note_problem,
            Note::Interrupted => w.note_interrupted,
            Note::Cut => w.note_cut,
            Note::Anchored => w.note_anchored,
            Note::Selection => w.note_selection,
            Note::Remark => w.note_remark,
        }
    }
}

pub struct Notes<'a> {
    report: &'a Report,
    rules: &'a Descriptors,
    places: &'a Places<'a>,
    words: &'static Words,
    pub list: Vec<Notification>,
}

impl<'a> Notes<'a> {
    pub fn new(report: &'a Report, rules: &'a Descriptors, places: &'a Places<'a>) -> Self {
        Self { report, rules, places, words: words(report.language), list: Vec::new() }
    }

    /// Every kind of notification, whether this run has it or not.
    pub fn descriptors(&self) -> Vec<ReportingDescriptor> {
        let text = |t: &str| MultiformatMessageString::builder().text(t).build();
        NOTES
            .iter()
            .map(|note| {
                ReportingDescriptor::builder()
                    .id(note.id())
                    .short_description(text(note.text(self.words)))
                    .full_description(text(note.text(self.words)))
                    .default_configuration(
                        ReportingConfiguration::builder().level(json!(note.level())).build(),
                    )
                    .build()
            })
            .collect()
    }

    /// Fills the list. `found` fails there are, of which the file holds `fails`.
    pub fn run(&mut self, found: usize, fails: &[&Finding]) {
        if self.report.run.interrupted {
            self.add(Note::Interrupted, self.words.interrupted.to_owned(), None, None);
        }
        self.selection();
        self.problems();
        self.gaps();
        self.undecided();
        self.cuts(found, fails);
        let anchored = fails.iter().filter(|f| self.places.own(f).is_none()).count();
        if anchored > 0 {
            let place = format!("{}:{}", self.places.anchor.0, self.places.anchor.1);
            let total = count(anchored as u64);
            let text = fill(self.words.results_anchored, &[("total", &total), ("place", &place)]);
            self.add(Note::Anchored, text, None, None);
        }
    }

    /// A rule that did not run has no results either, and must not be taken for one that passed.
    fn selection(&mut self) {
        let (not_run, changed) = (not_run(self.report), changed(self.report));
        let w = self.words;
        for (label, texts) in [(w.rules_not_run, not_run), (w.rules_changed, changed)] {
            if !texts.is_empty() {
                let parts = [ran(self.report), format!("{label}{}{}", w.colon, texts.join(w.semicolon))];
                self.add(Note::Selection, parts.join(w.semicolon), None, None);
            }
        }
    }

    fn problems(&mut self) {
        let report = self.report;
        self.all_of(Note::UnreadableInput, &report.problems);
        self.all_of(Note::Remark, &report.remarks);
    }

    fn all_of(&mut self, note: Note, problems: &[Problem]) {
        for p in problems.iter().take(MOST) {
            let place = Place {
                path: (&*p.path).into(),
                line: p.line,
                column: p.column,
                end_line: 0,
                end_column: 0,
                via: Vec::new(),
            };
            let location = self.places.step(&place, &p.message);
            let text = format!("{}{}{}", p.path, self.words.colon, p.message);
            self.add(note, text, location, None);
        }
        self.left_out(problems.len());
    }

    fn gaps(&mut self) {
        let report = self.report;
        let all = || super::super::summary::gaps(report, false);
        for (coverage, gap) in all().take(MOST) {
            let values = [
                ("account", &*coverage.account),
                ("region", &*coverage.region),
                ("target", gap.target.as_deref().unwrap_or(&coverage.operation)),
                ("why", &*words::why(report.language, &gap.why)),
            ];
            self.add(Note::CoverageGap, fill(self.words.gap_notification, &values), None, None);
        }
        self.left_out(all().count());
    }

    fn undecided(&mut self) {
        let all = self.report.findings.iter().filter(|f| f.verdict == Verdict::Undecided);
        let total = all.clone().count();
        for f in all.take(MOST) {
            let values = [("rule", &*f.rule), ("resource", &*about(f, self.words)), ("message", &*f.message)];
            let text = fill(self.words.undecided_notification, &values);
            let location = self.places.own(f).map(|p| Location::builder().physical_location(p).build());
            self.add(Note::NotAssessed, text, location, Some(f));
        }
        if total > MOST {
            let (kept, total) = (count(MOST as u64), count(total as u64));
            let text = fill(self.words.undecided_cut, &[("kept", &kept), ("total", &total)]);
            self.add(Note::Cut, text, None, None);
        }
    }

    fn cuts(&mut self, found: usize, fails: &[&Finding]) {
        let (related, kept_related) = related_counts(fails);
        let cuts =
            [(self.words.results_cut, found, fails.len()), (self.words.related_cut, related, kept_related)];
        for (template, total, kept) in cuts {
            if total > kept {
                let (kept, total) = (count(kept as u64), count(total as u64));
                self.add(Note::Cut, fill(template, &[("kept", &kept), ("total", &total)]), None, None);
            }
        }
    }

    fn left_out(&mut self, total: usize) {
        if total > MOST {
            let more = count((total - MOST) as u64);
            let more = fill(self.words.and_more, &[("count", &more)]);
            let text = format!("{}{}", self.words.note_cut, fill(self.words.parentheses, &[("text", &more)]));
            self.add(Note::Cut, text, None, None);
        }
    }

    fn add(&mut self, note: Note, text: String, location: Option<Location>, of: Option<&Finding>) {
        let reference =
            |id: &str, index: i64| ReportingDescriptorReference::builder().id(id).index(index).build();
        let rule = of.map(|f| reference(&words::line(&f.rule), self.rules.index(f)));
        let notification = Notification::builder()
            .descriptor(reference(note.id(), note as i64))
            .level(json!(note.level()))
            .message(Message::builder().text(unlinked(&words::block(&text))).build())
            .opt_locations(location.map(|l| vec![l]))
            .opt_associated_rule(rule)
            .build();
        self.list.push(notification);
    }
}
