//! A rule file's text -> [`Rule`]: every member checked, every expression compiled, every fault reported.
//!
//! Reads no file: who has the text calls [`parse`]. `docs/writing-rules.md` is the form's reference.

use super::code::{Compiler, guards_of};
use super::diagnostic::{Diagnostic, Source};
use super::expr::check::nearest;
use super::expr::compiled::Literal;
use super::level::{Confidence, Language, Severity};
use super::phrases::{self, members};
use super::place::Text;
use super::rule::{Basis, Code, Framework, Rule};
use super::table::{Table, as_int, as_text};
use super::{example, framework, texts};
use crate::inventory::unit::Input;
use crate::inventory::{KindDef, kinds};
use crate::said;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;
use toml::de::DeValue;

/// Longest rule file, in bytes.
pub const MAX_BYTES: usize = 64 * 1024;

const SEVERITIES: &[(&str, Severity)] = &[
    ("critical", Severity::Critical),
    ("high", Severity::High),
    ("medium", Severity::Medium),
    ("low", Severity::Low),
    ("info", Severity::Info),
];
const CONFIDENCES: &[(&str, Confidence)] =
    &[("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];
const BASES: &[(&str, Basis)] =
    &[("aws", Basis::Aws), ("nist-crosswalk", Basis::NistCrosswalk), ("tidegate", Basis::Tidegate)];
pub(super) const INPUTS: &[(&str, Input)] = &[
    ("account", Input::Account),
    ("cloudformation", Input::Cloudformation),
    ("terraform", Input::Terraform),
    ("file", Input::File),
];

/// Parses and checks one rule file of a service. The id must be the stem of the path.
///
/// # Errors
/// Every fault found, in the order of the file.
pub fn parse(path: &str, service: &str, text: &str) -> Result<Rule, Vec<Diagnostic>> {
    parse_with(path, service, text, &BTreeMap::new())
}

/// [`parse`] with other values for some of the rule's parameters. Names and types are the caller's to check; a value
/// that no expression can take is a fault where it is used.
///
/// # Errors
/// Every fault found, in the order of the file.
pub fn parse_with(
    path: &str,
    service: &str,
    text: &str,
    given: &BTreeMap<String, Literal>,
) -> Result<Rule, Vec<Diagnostic>> {
    if text.len() > MAX_BYTES {
        let message = said!(members::TOO_LONG, limit = MAX_BYTES, found = text.len());
        return Err(vec![Diagnostic::of_file(path, message, None)]);
    }
    let source = Source::new(path, text);
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    for e in &errors {
        source.fault(e.span().unwrap_or(0..0), said!(phrases::TOML, message = e.message()));
    }
    // What stands in a damaged table cannot be told from what is missing in it.
    if !errors.is_empty() {
        return Err(source.into_faults());
    }
    let root = Table::new(&source, &phrases::THE_RULE, table.get_ref(), 0..0);
    let rule = rule(&root, path, service, given);
    let faults = source.into_faults();
    match rule {
        Some(rule) if faults.is_empty() => Ok(rule),
        _ if faults.is_empty() => Err(vec![Diagnostic::of_file(path, &members::NO_RULE, None)]),
        _ => Err(faults),
    }
}

fn rule(root: &Table<'_>, path: &str, service: &str, given: &BTreeMap<String, Literal>) -> Option<Rule> {
    let source = root.source;
    let id = id(root, path);
    let since = since(root);
    let severity = root.required("severity", &members::FOR_SEVERITY);
    let severity = severity.and_then(|t| word(source, &t, SEVERITIES));
    let confidence = match root.text("confidence") {
        Some(t) => word(source, &t, CONFIDENCES),
        None => Some(Confidence::High),
    };
    let inputs = inputs(root);
    let tags = tags(root);
    let aliases = root.texts("aliases");
    for alias in &aliases {
        well_named(source, alias);
    }
    let immutable = root.bool("immutable").unwrap_or(false);
    let mut parameters = parameters(root);
    parameters.extend(given.iter().map(|(name, value)| (name.clone(), value.clone())));
    let sources = sources(root);
    let frameworks = frameworks(root);
    let kind = kind(root);
    let languages = languages(root);
    let judged = judged(root, kind, &parameters, &languages);
    let examples = kind.map(|kind| example::examples(root, kind, root.entries.contains_key("when")));
    if kind.is_some() {
        root.done();
    }
    let judged = judged?;
    Some(Rule {
        id: id?,
        service: service.into(),
        path: path.into(),
        text: source.text.into(),
        since: since?,
        aliases: aliases.iter().map(|t| t.value.into()).collect(),
        severity: severity?,
        confidence: confidence?,
        kind: kind?,
        inputs,
        tags,
        immutable,
        parameters,
        each: judged.each,
        when: judged.when,
        check: judged.check,
        key: judged.key,
        at: judged.at,
        shows: judged.shows,
        severities: judged.severities,
        confidences: judged.confidences,
        sources,
        frameworks,
        languages,
        texts: judged.texts,
        remediation: judged.remediation,
        examples: examples?,
        digest: Sha256::digest(source.text.as_bytes()).into(),
    })
}

/// What is compiled against the rule's kind.
struct Judged {
    each: Option<super::rule::Each>,
    when: Option<Code>,
    check: Code,
    key: Option<Code>,
    at: Code,
    shows: Vec<Code>,
    severities: Vec<(Code, Severity)>,
    confidences: Vec<(Code, Confidence)>,
    texts: [super::rule::Texts; 3],
    remediation: Vec<super::rule::Remedy>,
}

fn judged(
    root: &Table<'_>,
    kind: Option<&'static KindDef>,
    parameters: &BTreeMap<String, Literal>,
    languages: &[Language],
) -> Option<Judged> {
    let (each, when, key) = (root.text("each"), root.text("when"), root.text("key"));
    let check = root.required("check", &members::FOR_CHECK);
    let at = root.required("at", &members::FOR_AT);
    let mut compiler = Compiler {
        source: root.source,
        kind: kind?,
        parameters,
        each: None,
        guards: Vec::new(),
        guarded: false,
    };
    let each = match &each {
        Some(t) => Some(compiler.each(t)?),
        None => None,
    };
    if let Some(each) = &each {
        compiler.guards = guards_of(&each.list.expr, compiler.kind, None);
        compiler.each = Some((each.var.clone(), each.item));
    }
    match (&key, &each) {
        (None, Some(_)) => root.missing("key", &members::FOR_KEY),
        (Some(t), None) => root.source.fault(t.span.clone(), &members::KEY_WITHOUT_EACH),
        _ => {}
    }
    // A fault in one of them must not hide those of the others.
    let when = when.map(|t| compiler.when(&t));
    let check = check.and_then(|t| compiler.condition(&t));
    let key = key.map(|t| compiler.key(&t));
    let at = at.and_then(|t| compiler.field("at", &t));
    let shows: Vec<Code> = root.texts("shows").iter().filter_map(|t| compiler.field("shows", t)).collect();
    let severities = conditional(root, &compiler, "severities", "severity", SEVERITIES);
    let confidences = conditional(root, &compiler, "confidences", "confidence", CONFIDENCES);
    let texts = texts::texts(root, languages, &compiler);
    let remediation = texts::remediation(root, languages, &compiler);
    Some(Judged {
        each,
        when: when.map_or(Some(None), |w| w.map(Some))?,
        check: check?,
        key: key.map_or(Some(None), |k| k.map(Some))?,
        at: at?,
        shows,
        severities,
        confidences,
        texts: texts?,
        remediation,
    })
}

fn id(root: &Table<'_>, path: &str) -> Option<Box<str>> {
    let stem = Path::new(path).file_stem().and_then(|s| s.to_str()).unwrap_or("");
    let id = root.required("id", &members::FOR_ID)?;
    if id.value != stem {
        let message = said!(members::NOT_THE_STEM, id = id.value, stem = stem);
        root.source.fault(id.span.clone(), message);
        return None;
    }
    well_named(root.source, &id).then(|| id.value.into())
}

/// Lower-case words joined by `-`, at most 80 bytes.
pub fn is_id(text: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 80 && text.split('-').all(word)
}

fn well_named(source: &Source<'_>, id: &Text<'_>) -> bool {
    let good = is_id(id.value);
    if !good {
        source.fault(id.span.clone(), &members::ID_FORM);
    }
    good
}

fn since(root: &Table<'_>) -> Option<Box<str>> {
    let since = root.required("since", &members::FOR_SINCE)?;
    let parts: Vec<&str> = since.value.split('.').collect();
    if parts.len() != 3 || !parts.iter().all(|p| p.parse::<u32>().is_ok()) {
        root.source.fault(since.span, &members::SINCE_FORM);
        return None;
    }
    Some(since.value.into())
}

fn kind(root: &Table<'_>) -> Option<&'static KindDef> {
    let name = root.required("kind", &members::FOR_KIND)?;
    let kind = kinds::by_name(name.value);
    if kind.is_none() {
        unknown_kind(root.source, &name);
    }
    kind
}

pub(super) fn unknown_kind(source: &Source<'_>, name: &Text<'_>) {
    let help = nearest(name.value, kinds::KINDS.iter().map(|k| k.name));
    source.fault_with(name.span.clone(), said!(members::UNKNOWN_KIND, kind = name.value), help);
}

/// A word of a closed list.
pub(super) fn word<T: Copy>(source: &Source<'_>, text: &Text<'_>, words: &[(&str, T)]) -> Option<T> {
    let found = words.iter().find(|(name, _)| *name == text.value).map(|(_, value)| *value);
    if found.is_none() {
        let message = said!(phrases::NONE_OF, text = text.value, names = list(words));
        source.fault_with(text.span.clone(), message, nearest(text.value, words.iter().map(|(n, _)| *n)));
    }
    found
}

fn list<'w, T>(words: &[(&'w str, T)]) -> Vec<&'w str> {
    words.iter().map(|(name, _)| *name).collect()
}

fn inputs(root: &Table<'_>) -> Vec<Input> {
    if !root.entries.contains_key("inputs") {
        root.get("inputs");
        return vec![Input::Account, Input::Cloudformation, Input::Terraform, Input::File];
    }
    let named = root.texts("inputs");
    if named.is_empty() {
        root.source.fault(root.key("inputs"), &members::NO_INPUT);
    }
    named.iter().filter_map(|t| word(root.source, t, INPUTS)).collect()
}

/// `languages = ["ja"]`: the languages that the texts stand in, when they are not all three.
fn languages(root: &Table<'_>) -> Vec<Language> {
    let all = Language::ALL.map(|l| (l.tag(), l));
    if !root.entries.contains_key("languages") {
        root.get("languages");
        return Language::ALL.to_vec();
    }
    let named = root.texts("languages");
    let languages: Vec<Language> = named.iter().filter_map(|t| word(root.source, t, &all)).collect();
    if languages.is_empty() {
        root.source.fault(root.key("languages"), &members::NO_LANGUAGE);
        return Language::ALL.to_vec();
    }
    languages
}

fn tags(root: &Table<'_>) -> Vec<Box<str>> {
    let tags = root.texts("tags");
    for tag in &tags {
        if tag.value.is_empty() || tag.value.contains(|c: char| c.is_whitespace() || c.is_control()) {
            root.source.fault(tag.span.clone(), &members::TAG_FORM);
        }
    }
    tags.iter().map(|t| t.value.into()).collect()
}

fn parameters(root: &Table<'_>) -> BTreeMap<String, Literal> {
    let Some(table) = root.table("parameters", "[parameters]") else { return BTreeMap::new() };
    let mut parameters = BTreeMap::new();
    for (key, value) in table.entries.iter() {
        let name = key.get_ref();
        let mut bytes = name.bytes();
        let letter = |b: u8| b.is_ascii_lowercase() || b == b'_';
        if !bytes.next().is_some_and(letter) || !bytes.all(|b| letter(b) || b.is_ascii_digit()) {
            root.source.fault(key.span(), &members::PARAMETER_NAME);
        }
        match literal(value) {
            Some(literal) => {
                parameters.insert(name.to_string(), literal);
            }
            None => root.source.fault(value.span(), &members::PARAMETER_VALUE),
        }
    }
    parameters
}

/// The value of a parameter; `None` when it is of no type that a parameter can have.
pub fn literal(value: &Spanned<DeValue<'_>>) -> Option<Literal> {
    let one = |value: &Spanned<DeValue<'_>>| {
        let text = as_text(value).map(|t| Literal::Text(t.value.into()));
        text.or_else(|| as_int(value.get_ref()).map(Literal::Int))
    };
    let Some(items) = value.get_ref().as_array() else { return one(value) };
    let items = items.iter().map(one).collect::<Option<Vec<_>>>()?;
    let alike = items.windows(2).all(|w| std::mem::discriminant(&w[0]) == std::mem::discriminant(&w[1]));
    alike.then(|| Literal::List(items.into()))
}

fn sources(root: &Table<'_>) -> Vec<super::rule::Source> {
    let tables = root.tables("sources");
    if tables.is_empty() {
        root.missing("sources", &members::FOR_SOURCES);
    }
    let source = |table: Table<'_>| {
        let url = table.required("url", &members::FOR_URL);
        if let Some(t) = &url
            && (!t.value.starts_with("https://") || t.value.contains(char::is_whitespace))
        {
            table.source.fault(t.span.clone(), &members::URL_FORM);
        }
        let read = date(&table);
        table.done();
        Some(super::rule::Source { url: url?.value.into(), read: read? })
    };
    tables.into_iter().filter_map(source).collect()
}

/// `read = 2026-11-22`
fn date(table: &Table<'_>) -> Option<Box<str>> {
    let Some(value) = table.get("read") else {
        table.missing("read", &members::FOR_READ);
        return None;
    };
    match value.get_ref().as_datetime() {
        Some(d) if d.date.is_some() && d.time.is_none() => Some(d.to_string().into()),
        _ => {
            table.source.fault_with(value.span(), &members::READ_FORM, &members::READ_HELP);
            None
        }
    }
}

fn frameworks(root: &Table<'_>) -> Vec<Framework> {
    let mut frameworks = Vec::new();
    for table in root.tables("frameworks") {
        let key = table.required("framework", &members::FOR_FRAMEWORK);
        let ids = table.texts("ids");
        let basis = table.required("basis", &members::FOR_BASIS);
        let basis = basis.and_then(|t| word(root.source, &t, BASES));
        table.done();
        if ids.is_empty() {
            table.missing("ids", &members::FOR_IDS);
        }
        let Some(key) = key else { continue };
        let Some(definition) = framework::by_key(key.value) else {
            let help = nearest(key.value, framework::all().map(|d| &*d.key));
            let message = said!(members::UNKNOWN_FRAMEWORK, key = key.value);
            root.source.fault_with(key.span.clone(), message, help);
            continue;
        };
        for id in ids.iter().filter(|id| !framework::well_formed(key.value, id.value)) {
            let message = said!(members::NO_CONTROL, id = id.value, framework = &definition.title);
            root.source.fault(id.span.clone(), message);
        }
        if let Some(basis) = basis {
            if frameworks.iter().any(|f: &Framework| *f.framework == *key.value && f.basis == basis) {
                root.source.fault(key.span.clone(), said!(phrases::TWICE, name = key.value));
            }
            let ids = ids.iter().map(|t| t.value.into()).collect();
            frameworks.push(Framework { framework: key.value.into(), ids, basis });
        }
    }
    frameworks
}

/// `[[severities]]` and `[[confidences]]`.
fn conditional<T: Copy>(
    root: &Table<'_>,
    compiler: &Compiler<'_>,
    name: &'static str,
    value: &'static str,
    words: &[(&str, T)],
) -> Vec<(Code, T)> {
    let one = |table: Table<'_>| {
        let condition = table.required("if", &members::FOR_IF);
        let word = table
            .required(value, said!(phrases::ONE_OF, names = list(words)))
            .and_then(|t| word(root.source, &t, words));
        table.done();
        Some((compiler.condition(&condition?)?, word?))
    };
    root.tables(name).into_iter().filter_map(one).collect()
}
