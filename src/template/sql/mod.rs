//! SQL text -> the external schemas that Redshift streams through: `CREATE` and `ALTER EXTERNAL SCHEMA`, with the
//! materialized views that load streams through them.
//!
//! The text stands in a `.sql` file ([`read`], [`read_each`]) or in a template that hands it to Redshift ([`embedded`]). Other
//! statements are passed over, and so are schemas over data catalogs and databases. Nothing is connected to or run.

mod altered;
mod lexer;
mod schema;
mod statement;
mod views;

use super::fact;
use super::holed;
use super::ignore::{self, Ignore};
use super::source::{Site, Source, Span};
use super::value::{Sited, Step};
use super::{Problem, READER, Read, Worlds};
use crate::inventory::{Coverage, Gap, Input, Resource, Scope, Unit, Value, Why};
use altered::{Altered, Others};
use lexer::{Kind, Tokens};
pub use schema::Referred;
use schema::{Schema, Surroundings};
use statement::{Fault, Found};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Most requests to ignore that are read of one file.
const MOST_IGNORES: usize = 1_000;

/// Reads files, one after the other. One without a statement about an external schema over a stream is passed over. What
/// one of them says of a schema that another one alters is open.
pub fn read_each(sources: &[Arc<Source>], each: &mut dyn FnMut(Read)) {
    let mut altered = Altered::default();
    for source in sources.iter().filter(|_| sources.len() > 1) {
        let tokens = lexer::tokens(&source.text).tokens;
        altered.add(&source.path, &statement::statements(&tokens).statements);
    }
    for (from, source) in sources.iter().enumerate() {
        each(one(source, Some(Others { all: &altered, from })));
    }
}

/// Reads a file that stands for itself.
pub fn read(source: &Arc<Source>) -> Read {
    one(source, None)
}

fn one(source: &Arc<Source>, others: Option<Others<'_>>) -> Read {
    let tokens = lexer::tokens(&source.text);
    let found = statement::statements(&tokens.tokens);
    let unclosed = unclosed(&tokens, &source.text);
    let mut problems: Vec<Problem> =
        faults(&found, &tokens).map(|fault| Problem::at(source, fault.at, &*fault.message)).collect();
    problems.extend(unclosed.map(|(at, what)| Problem::at(source, at as u32, what)));
    let origin =
        |r: &mut Resource, span: Span| fact::origin(r, &Site { source: source.clone(), span }, &[], &[]);
    let around = Surroundings {
        origin: &origin,
        value: &|text| Value::text(text),
        reference: &|_| None,
        referred: &Referred { port: &|_| None, service: &|_| None, region: &|_| None },
        name: &source.path,
        others,
    };
    let schemas = schema::schemas(&found.statements, &views::views(&tokens.tokens), &around, Input::File);
    if schemas.is_empty() && problems.is_empty() {
        return Read { skipped: vec![source.path.clone()], ..Read::default() };
    }
    let mut coverage = Coverage::new("", "", READER);
    coverage.calls = 1;
    coverage.items = u32::try_from(schemas.len()).unwrap_or(u32::MAX);
    if found.more {
        let what = format!("{} statements", statement::MOST).into();
        let target = Some((&*source.path).into());
        coverage.gaps.push(Gap { target, why: Why::Limit { what }, optional: false });
    }
    let ignores = ignores(source, &tokens, &schemas);
    let mut taken: HashMap<String, u32> = HashMap::new();
    let resources = schemas.into_iter().map(|schema| {
        let mut r = schema.resource;
        r.place = Some(fact::place(&Site { source: source.clone(), span: schema.header }, &[], &[]));
        r.id = id(&mut taken, &schema.name);
        r
    });
    let scope = Scope { input: Input::File, home: (&*source.path).into(), ..Scope::default() };
    let unit = Unit::new(scope, resources.collect(), std::slice::from_ref(&coverage));
    let worlds = Worlds { default: unit, others: Vec::new(), covered: BTreeMap::new() };
    Read { templates: vec![worlds], coverage: vec![coverage], problems, ignores, ..Read::default() }
}

/// A second schema of a name is another one: for another database, or another stage.
fn id(taken: &mut HashMap<String, u32>, name: &str) -> Box<str> {
    let number = taken.entry(name.to_owned()).or_default();
    *number += 1;
    if *number == 1 { name.into() } else { format!("{name}#{number}").into() }
}

/// What SQL in a template came to.
#[derive(Debug, Default)]
pub struct Embedded {
    /// Their ids begin with the owner's: it is the id of the only one, the others' ends in the schema's name.
    pub resources: Vec<Resource>,
    /// What is wrong with the text, for the place that it stands at.
    pub problems: Vec<Box<str>>,
}

/// Reads SQL that a resource of a template hands to Redshift. `owner` is the id of that resource, `declared` where it
/// stands; `referred` tells what is known of the resources that it refers to. Text that is known only in part is read
/// with its holes; what is not known at all, or marked as a secret, gives nothing.
pub fn embedded(
    sql: &Sited,
    owner: &str,
    declared: &Site,
    calls: &[Step],
    input: Input,
    referred: &Referred<'_>,
) -> Embedded {
    let Some(holed) = holed::holed(&sql.value).filter(|_| !sql.sensitive) else {
        return Embedded::default();
    };
    let tokens = lexer::tokens(&holed.text);
    let found = statement::statements(&tokens.tokens);
    let mut problems: Vec<Box<str>> =
        faults(&found, &tokens).map(|fault| fault.message.as_str().into()).collect();
    problems.extend(unclosed(&tokens, &holed.text).map(|(_, what)| what.into()));
    if found.more {
        problems.push(format!("more than {} statements", statement::MOST).into());
    }
    let around = Surroundings {
        origin: &|r, _| fact::origin(r, &sql.site, calls, &sql.via),
        value: &|text| holed.value(text),
        reference: &|text| holed.reference(text).cloned(),
        referred,
        name: owner,
        others: None,
    };
    let schemas = schema::schemas(&found.statements, &views::views(&tokens.tokens), &around, input);
    let only = schemas.len() == 1;
    let mut taken = HashMap::new();
    let resources = schemas.into_iter().map(|schema: Schema| {
        let mut r = schema.resource;
        r.place = Some(fact::place(declared, calls, &[]));
        let name = id(&mut taken, &schema.name);
        r.id = if only { owner.into() } else { format!("{owner}/{name}").into() };
        r
    });
    Embedded { resources: resources.collect(), problems }
}

/// The faults, without those that only say that the text ends within a string.
fn faults<'f>(found: &'f Found, tokens: &Tokens) -> impl Iterator<Item = &'f Fault> {
    let end = tokens.tokens.last().map_or(0, |t| t.span.end);
    let cut = tokens.unclosed.is_some();
    found.faults.iter().filter(move |fault| !cut || fault.at < end)
}

/// A string or comment that never ends, when a statement about an external schema may be lost in it.
fn unclosed(tokens: &Tokens, text: &str) -> Option<(usize, &'static str)> {
    let (at, what) = tokens.unclosed?;
    let within = tokens.tokens.iter().rev().take_while(|t| t.kind != Kind::Semicolon).any(external);
    let words: Vec<&str> =
        text[at..].split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let after = words
        .windows(2)
        .any(|w| w[0].eq_ignore_ascii_case("EXTERNAL") && w[1].eq_ignore_ascii_case("SCHEMA"));
    (within || after).then_some((at, what))
}

fn external(token: &lexer::Token) -> bool {
    matches!(&token.kind, Kind::Word(w) if w.eq_ignore_ascii_case("EXTERNAL"))
}

/// Requests to ignore: alone on a line before a statement they are about all of it, else about their line, or the
/// next one.
fn ignores(source: &Source, tokens: &Tokens, schemas: &[Schema]) -> Vec<Ignore> {
    if !source.text.contains("tidegate:ignore") {
        return Vec::new();
    }
    let line = |offset: u32| source.line_column(offset).0;
    let statements: HashMap<u32, u32> =
        schemas.iter().map(|s| (line(s.span.start), line(s.span.end))).collect();
    let asked = tokens.comments.iter().filter_map(|c| Some((c, ignore::parse(c.text.trim())?)));
    let ignores = asked.take(MOST_IGNORES).map(|(comment, (rules, reason))| {
        let (first, column) = source.line_column(comment.span.start);
        let next = tokens.tokens.partition_point(|t| t.span.start < comment.span.end);
        let about = match tokens.tokens.get(next) {
            Some(token) if comment.alone => line(token.span.start),
            _ => first,
        };
        let last = if comment.alone { statements.get(&about).copied() } else { None };
        Ignore {
            path: source.path.clone(),
            line: first,
            column,
            rules,
            reason,
            lines: (about, last.unwrap_or(about)),
            resource: None,
        }
    });
    ignores.collect()
}
