//! Examples of a rule file: tables -> resources, and resources -> the unit that the rule is judged on.
//!
//! What an example does not mention is unknown, so that it can state only what it is about.

use super::facts;
use super::file::{INPUTS, unknown_kind, word};
use super::level::{Severity, Verdict};
use super::phrases::{IS_EMPTY, examples as phrases};
use super::rule::{Example, Written};
use super::table::{Table, as_int};
use crate::inventory::arn::Arn;
use crate::inventory::kinds;
use crate::inventory::schema::{FieldDef, common};
use crate::inventory::unit::{Input, Scope};
use crate::inventory::{Coverage, KindDef, Place, Resource, Unit, Value};
use crate::said;

/// The instant of the run in examples: 2026-11-24T00:00:00Z.
pub const NOW: i64 = 1_795_478_400;

/// Most examples of one rule.
pub const MAX_EXAMPLES: usize = 200;

/// Members of an example's resource that are no fields.
pub(super) const MEMBERS: &[&str] = &["kind", "id", "also", "place", "absent", "unknown"];

const VERDICTS: &[(&str, Verdict)] = &[
    ("pass", Verdict::Pass),
    ("fail", Verdict::Fail),
    ("undecided", Verdict::Undecided),
    ("not-applicable", Verdict::NotApplicable),
];

/// The unit that an example's resources make. Its coverage says that every listing is complete: a back link
/// holds all that the example says, and nothing is missing behind it.
pub fn unit(example: &Example) -> Unit {
    unit_of(example, example.resources.clone())
}

/// The same with the example's resources as some input gives them back.
pub fn unit_of(example: &Example, resources: Vec<Resource>) -> Unit {
    let text = |field| {
        let known = |r: &Resource| r.known_text(field).map(Box::<str>::from);
        resources.iter().find_map(known).unwrap_or_default()
    };
    let scope = Scope {
        account: text(common::ACCOUNT),
        region: text(common::REGION),
        input: example.input,
        ..Scope::default()
    };
    let listings = kinds::KINDS.iter().flat_map(|k| k.fields).filter_map(|f| f.back_link);
    let mut coverage: Vec<Coverage> =
        listings.map(|b| Coverage::new(&scope.account, &scope.region, b.listing)).collect();
    crate::inventory::coverage::sort(&mut coverage);
    coverage.dedup();
    Unit::new(scope, resources, &coverage)
}

/// The resource that an example is about: the first of the rule's kind.
pub fn judged<'a>(example: &'a Example, kind: &KindDef) -> Option<&'a Resource> {
    example.resources.iter().find(|r| r.kind == kind)
}

/// `[[examples]]`, all of them; faults go to the file's list.
pub(super) fn examples(root: &Table<'_>, kind: &'static KindDef, has_when: bool) -> Vec<Example> {
    let tables = root.tables("examples");
    if tables.len() > MAX_EXAMPLES {
        let message = said!(phrases::TOO_MANY, limit = MAX_EXAMPLES, found = tables.len());
        root.source.fault(tables[MAX_EXAMPLES].span.clone(), message);
        return Vec::new();
    }
    let mut names: Vec<&str> = Vec::new();
    let mut verdicts = Vec::new();
    let mut examples = Vec::new();
    for table in &tables {
        let name = table.required("name", &phrases::FOR_NAME);
        if let Some(name) = &name {
            if names.contains(&name.value) {
                root.source.fault(name.span.clone(), &phrases::SAME_NAME);
            }
            names.push(name.value);
        }
        let verdict = table.required("verdict", &phrases::FOR_VERDICT);
        let verdict = verdict.and_then(|t| word(root.source, &t, VERDICTS));
        verdicts.extend(verdict);
        let severity = table.text("severity").and_then(|t| {
            let words: Vec<_> = Severity::ALL.iter().map(|s| (s.name(), *s)).collect();
            word(root.source, &t, &words)
        });
        let input = table.text("input").map_or(Some(Input::Account), |t| word(root.source, &t, INPUTS));
        let also_fails = table.texts("also_fails").iter().map(|t| t.value.into()).collect();
        let template = written(table);
        let resources = match &template {
            Some(_) => Vec::new(),
            None => resources(table, kind),
        };
        table.done();
        if let (Some(name), Some(verdict), Some(input)) = (name, verdict, input) {
            examples.push(Example {
                name: name.value.into(),
                verdict,
                severity,
                input,
                also_fails,
                resources,
                template,
            });
        }
    }
    let mut needed = vec![Verdict::Pass, Verdict::Fail, Verdict::Undecided];
    needed.extend(has_when.then_some(Verdict::NotApplicable));
    for verdict in needed.into_iter().filter(|v| !verdicts.contains(v)) {
        let message = said!(phrases::NO_EXAMPLE, verdict = verdict.name());
        let place = tables.first().map_or(root.span.clone(), |t| t.span.clone());
        root.source.fault_with(place, message, &phrases::ONE_OF_EACH);
    }
    examples
}

/// `template`, with the resource and the line that it is about.
fn written(table: &Table<'_>) -> Option<Written> {
    let text = table.text("template");
    let resource = table.text("resource");
    let line = table.get("line");
    let Some(text) = text else {
        for (name, there) in [("resource", resource.is_some()), ("line", line.is_some())] {
            if there {
                table.source.fault(table.key(name), said!(phrases::ONLY_WITH_TEMPLATE, name = name));
            }
        }
        return None;
    };
    if table.get("resources").is_some() {
        table.source.fault(table.key("resources"), &phrases::TEMPLATE_OR_RESOURCES);
    }
    if text.value.trim().is_empty() {
        table.source.fault(text.span.clone(), said!(IS_EMPTY, name = "template"));
    }
    let input = table.text("input").map(|t| t.value);
    if !matches!(input, Some("cloudformation" | "terraform")) {
        table.source.fault_with(table.key("template"), &phrases::NEEDS_INPUT, &phrases::INPUT_HELP);
    }
    let lines = text.value.lines().count() as i64;
    let line = line.and_then(|value| match as_int(value.get_ref()) {
        Some(n) if (1..=lines).contains(&n) => u32::try_from(n).ok(),
        _ => {
            table.source.fault(value.span(), said!(phrases::LINE_FORM, lines = lines));
            None
        }
    });
    Some(Written { text: text.value.into(), resource: resource.map(|t| t.value.into()), line })
}

fn resources(example: &Table<'_>, kind: &KindDef) -> Vec<Resource> {
    let tables = example.tables("resources");
    let mut resources: Vec<Resource> = Vec::new();
    for table in &tables {
        let Some(r) = resource(table) else { continue };
        if resources.iter().any(|o| o.kind == r.kind && o.id == r.id) {
            table.source.fault(table.key("id"), said!(phrases::SAME_ID, kind = r.kind.name));
        }
        resources.push(r);
    }
    // A resource with a fault of its own is reported there.
    if tables.len() == resources.len() && resources.iter().all(|r| r.kind != kind) {
        let message = said!(phrases::NO_RESOURCE, kind = kind.name);
        example.source.fault_with(example.span.clone(), message, &phrases::FIRST_IS_JUDGED);
    }
    resources
}

fn resource(table: &Table<'_>) -> Option<Resource> {
    let source = table.source;
    let kind = table.required("kind", &phrases::FOR_KIND);
    let id = table.required("id", &phrases::FOR_ID);
    let kind = match (kind.as_ref().map(|t| kinds::by_name(t.value)), kind) {
        (Some(Some(kind)), _) => kind,
        (_, named) => {
            if let Some(name) = named {
                unknown_kind(source, &name);
            }
            return None;
        }
    };
    let id = id?;
    let mut r = Resource::new(kind, id.value);
    r.also = table.texts("also").iter().map(|t| t.value.into()).collect();
    r.place = table.text("place").and_then(|t| {
        let place = place(t.value);
        if place.is_none() {
            source.fault(t.span, &phrases::PLACE_FORM);
        }
        place
    });
    let operation = |f: &FieldDef| if f.api.is_empty() { listing(kind) } else { f.api };
    let mentioned = facts::fill(source, table.entries, MEMBERS, &operation, &mut r);
    from_id(&mut r, &mentioned);
    if let Some((ix, def)) = kind.not_judged.and_then(|(state, _)| kind.field(state))
        && !mentioned.contains(&usize::from(ix))
    {
        let origin = r.api(def.api);
        r.absent(ix, origin);
    }
    Some(r)
}

/// The operation that lists the kind: the origin of what every resource has.
fn listing(kind: &KindDef) -> &'static str {
    kind.fields.iter().map(|f| f.api).find(|api| !api.is_empty()).unwrap_or("")
}

/// What an ARN in the id tells, unless it is stated.
fn from_id(r: &mut Resource, mentioned: &[usize]) {
    let id = r.id.clone();
    let Some(arn) = Arn::parse(&id) else { return };
    let name = arn_name(r.kind.name, &arn);
    let origin = r.api(listing(r.kind));
    let told = [
        (common::ARN, Some(&*id)),
        (common::NAME, name),
        (common::ACCOUNT, Some(arn.account)),
        (common::REGION, Some(arn.region)),
    ];
    for (field, value) in told {
        let Some(value) = value.filter(|v| !v.is_empty()) else { continue };
        if !mentioned.contains(&usize::from(field)) {
            r.known(field, Value::text(value), origin);
        }
    }
}

/// The name that people gave, for kinds whose ARN carries it.
fn arn_name<'a>(kind: &str, arn: &Arn<'a>) -> Option<&'a str> {
    match kind {
        "secret" => arn.secret_name(),
        "msk_cluster"
        | "msk_configuration"
        | "msk_replicator"
        | "connector"
        | "custom_plugin"
        | "worker_configuration" => Some(arn.resource_name()),
        "kms_key" | "lambda_mapping" | "client_properties" => None,
        // `role/path/name`
        "iam_role" => arn.resource.rsplit_once('/').map(|(_, name)| name),
        // `replicationgroup:orders`
        _ => arn.resource.split_once(':').map(|(_, name)| name),
    }
}

/// `stack.yaml:3:5`
fn place(text: &str) -> Option<Place> {
    let mut parts = text.rsplitn(3, ':');
    let column: u32 = parts.next()?.parse().ok()?;
    let line: u32 = parts.next()?.parse().ok()?;
    let path = parts.next().filter(|p| !p.is_empty())?;
    (line > 0 && column > 0).then(|| Place {
        path: path.into(),
        line,
        column,
        end_line: line,
        end_column: column + 1,
        via: Vec::new(),
    })
}
