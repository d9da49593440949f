//! The same small account as a snapshot, a CloudFormation template, a Terraform plan and Terraform source gets the
//! same verdicts: one table of scenarios drives all four.

mod forms;
mod settings;
mod settings_around;
mod table;
mod table_around;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use table::{SCENARIOS, Scenario};
use tidegate::evaluate::{Options as Judging, judge};
use tidegate::inventory::snapshot::Reader;
use tidegate::inventory::unit::Input;
use tidegate::inventory::{Coverage, Unit};
use tidegate::rules::{Rule, builtin, example};
use tidegate::template::cloudformation;
use tidegate::template::source::Source;
use tidegate::template::terraform::{self, read_modules, read_plan};

const FORMS: [&str; 4] = ["account", "cloudformation", "plan", "source"];

/// Rules that ask an account something else than a template, although they judge both: the age of a secret's
/// rotation, and whether a user guards a cache already.
const LIVE: &[&str] = &["elasticache-passwordless-user", "scram-secret-unrotated"];

/// Every scenario.
fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    SCENARIOS.iter().chain(table_around::SCENARIOS)
}

/// Kinds of things that a form need not read: they are there for others to refer to.
const REFERRED_TO: &[(&str, &str)] = &[("cloudformation", "authority")];

fn account(text: &str) -> Unit {
    let mut reader =
        Reader::new("account.jsonl".into(), text.as_bytes()).unwrap_or_else(|e| panic!("{e}\n{text}"));
    reader.next_unit().unwrap_or_else(|e| panic!("{e}\n{text}")).expect("a unit")
}

fn template(text: &str) -> Unit {
    let given = cloudformation::Given {
        account: Some("111122223333".into()),
        region: Some("eu-west-1".into()),
        ..cloudformation::Given::default()
    };
    let options = cloudformation::Options { given, ..cloudformation::Options::default() };
    let mut read = crate::cloudformation::read_all(&[("account.json", text)], &options);
    assert!(read.problems.is_empty(), "{:?}\n{text}", read.problems);
    read.templates.remove(0).default
}

fn one(mut read: terraform::Read, text: &str) -> Unit {
    assert!(read.coverage.iter().all(Coverage::complete), "{:?}\n{text}", read.coverage);
    read.units.remove(0)
}

/// Rule and thing -> verdict, of the rules that judge every form.
fn verdicts(unit: &Unit, scenario: &Scenario, form: usize) -> BTreeMap<(String, &'static str), &'static str> {
    let every = [Input::Account, Input::Cloudformation, Input::Terraform];
    let rules: Vec<&Rule> = builtin()
        .rules
        .iter()
        .filter(|r| every.iter().all(|i| r.inputs.contains(i)) && !LIVE.contains(&&*r.id))
        .collect();
    let options =
        Judging { now: example::NOW, show_pass: true, show_not_applicable: true, ..Judging::default() };
    let names: BTreeMap<String, &'static str> =
        scenario.things.iter().map(|t| (forms::ids(t)[form].clone(), t.name)).collect();
    let all = judge(unit, &rules, &options).findings.into_iter();
    all.filter_map(|f| Some(((f.rule.to_string(), *names.get(&*f.resource.id)?), f.verdict.name()))).collect()
}

fn judged(scenario: &Scenario) -> [BTreeMap<(String, &'static str), &'static str>; 4] {
    let things = scenario.things;
    let (plan, source) = (forms::plan(things), forms::source(things));
    let file = |path: &str, text: &str| Arc::new(Source::new(path, text.to_owned()));
    let units = [
        account(&forms::snapshot(things)),
        template(&forms::cloudformation(things)),
        one(read_plan(file("plan.json", &plan), &terraform::Options::default()), &plan),
        one(read_modules(vec![file("main.tf", &source)], &terraform::Options::default()), &source),
    ];
    let mut form = 0;
    units.map(|unit| {
        let all = verdicts(&unit, scenario, form);
        form += 1;
        all
    })
}

#[test]
fn every_form_of_the_same_account_gets_the_same_verdicts() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for scenario in scenarios() {
        let judged = judged(scenario);
        for (rule, thing, verdict) in scenario.verdicts {
            let key = ((*rule).to_owned(), *thing);
            for (form, all) in FORMS.iter().zip(&judged) {
                let other =
                    scenario.differ.iter().find(|d| d.form == *form && d.rule == *rule && d.thing == *thing);
                let expected = other.map_or(*verdict, |d| d.verdict);
                let got = all.get(&key).copied().unwrap_or("nothing");
                if got != expected {
                    wrong.push(format!(
                        "{}: {rule} on {thing}: {got} in {form}, not {expected}",
                        scenario.name
                    ));
                }
            }
        }
        let keys: BTreeSet<_> = judged.iter().flat_map(BTreeMap::keys).collect();
        for key in keys {
            let kind = scenario.things.iter().find(|t| t.name == key.1).map_or("", |t| t.kind);
            let read = FORMS
                .iter()
                .zip(&judged)
                .filter(|(form, all)| all.contains_key(key) || !REFERRED_TO.contains(&(form, kind)));
            let of: Vec<_> = read.map(|(_, all)| all.get(key).copied().unwrap_or("nothing")).collect();
            let differ = scenario.differ.iter().any(|d| d.rule == key.0 && d.thing == key.1);
            compared += 1;
            if !differ && of.iter().any(|v| *v != of[0]) {
                wrong.push(format!("{}: {} on {}: {of:?}", scenario.name, key.0, key.1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 500, "{compared} verdicts compared");
}

#[test]
fn the_table_is_a_table() {
    let names: BTreeSet<&str> = scenarios().map(|s| s.name).collect();
    assert_eq!(names.len(), scenarios().count(), "each scenario has a name of its own");
    assert!(names.len() >= 100, "{}", names.len());
    for scenario in scenarios() {
        assert!(!scenario.verdicts.is_empty(), "{}: no verdict", scenario.name);
        for (rule, thing, _) in scenario.verdicts {
            assert!(builtin().rules.iter().any(|r| *r.id == **rule), "{}: {rule}", scenario.name);
            assert!(scenario.things.iter().any(|t| t.name == *thing), "{}: {thing}", scenario.name);
        }
        for differ in scenario.differ {
            assert!(FORMS.contains(&differ.form) && !differ.because.is_empty(), "{}", scenario.name);
        }
    }
    // Each setting is told apart by a scenario.
    let used: BTreeSet<(&str, &str)> = scenarios()
        .flat_map(|s| s.things)
        .flat_map(|t| t.settings.iter().map(|(n, _)| (t.kind, *n)))
        .collect();
    let given: BTreeSet<(&str, &str)> = settings::KINDS
        .iter()
        .chain(settings_around::KINDS)
        .flat_map(|k| k.given.iter().map(|(n, _)| (k.name, *n)))
        .collect();
    for setting in settings::SETTINGS.iter().chain(settings_around::SETTINGS) {
        let key = (setting.kind, setting.name);
        assert!(used.contains(&key) || given.contains(&key), "{key:?} is in no scenario");
    }
}
